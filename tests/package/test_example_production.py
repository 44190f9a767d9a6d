"""A town that copies the example's production settings starts safe."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.services import ADDRESSES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        "DJANGO_SETTINGS_MODULE": "example_site.settings.production",
        "EXAMPLE_SITE_VAR": str(tmp_path),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "urzad.example",
        "WAGTAILADMIN_BASE_URL": "https://urzad.example",
    }


@pytest.mark.parametrize("behind_proxy", ["0", "1"])
def test_deployment_check_is_clean(environment: dict[str, str], behind_proxy: str) -> None:
    environment |= {"TRUST_PROXY": behind_proxy, "OFFICE_NETWORKS": "192.0.2.0/24, 2001:db8::/32"}
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (checked.stderr, checked.returncode) == ("", 0)
    assert checked.stdout.strip() == "System check identified no issues (0 silenced)."


def test_every_static_file_has_the_files_that_it_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    # As in production, without the time that compressing takes.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()


@pytest.mark.service("redis")
def test_processes_share_a_cache_on_redis(environment: dict[str, str]) -> None:
    """Rate limits and drafts of the preview must be known to every process of a town."""
    environment["REDIS_URL"] = ADDRESSES["redis"]
    key = f"test-{secrets.token_hex(8)}"

    def in_a_process_of_its_own(code: str) -> list[str]:
        begin = "import django; django.setup(); from django.core.cache import cache; "
        said = subprocess.run(
            [sys.executable, "-c", begin + code],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return said.stdout.split()

    in_a_process_of_its_own(f"cache.set({key!r}, 'kept', 60)")

    assert in_a_process_of_its_own(f"print(cache.get({key!r}), cache.delete({key!r}))") == [
        "kept",
        "True",
    ]
