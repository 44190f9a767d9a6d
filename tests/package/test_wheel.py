"""What users install: everything that runs, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from email import message_from_bytes
from gettext import GNUTranslations
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "wagtail_ocen_urzad"
MANUAL = PACKAGE / "instrukcja"
"""A link to the one source of the manual, in docs/."""
MADE_LOCALLY = ("__pycache__", "*.pyc", "*.mo")


def _build(target: str, *, source: Path, into: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", into],
        cwd=source,
        check=True,
        capture_output=True,
    )
    [made] = into.iterdir()
    return made


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a fresh checkout: nothing compiled yet."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("wagtail_ocen_urzad", "example_site", "tests", "docs"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            # The manual stays a link, as git gives it out.
            symlinks=True,
            ignore=shutil.ignore_patterns(*MADE_LOCALLY),
        )
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Build the wheel as `pip install .` does."""
    return ZipFile(_build("wheel", source=source, into=tmp_path_factory.mktemp("wheel")))


def test_wheel_carries_the_whole_package_and_nothing_else(wheel: ZipFile) -> None:
    written = {
        path.relative_to(ROOT).as_posix()
        for folder in (PACKAGE, MANUAL)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    }
    compiled = {name.removesuffix("po") + "mo" for name in written if name.endswith(".po")}

    carried = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert "wagtail_ocen_urzad/py.typed" in written
    assert carried == written | compiled


def test_the_manual_is_carried_as_it_was_written(wheel: ZipFile) -> None:
    """R-21: „Integralną częścią systemu jest Instrukcja obsługi”."""
    for path in (MANUAL / "04-raporty.md", MANUAL / "obrazy" / "menu.png"):
        assert wheel.read(path.relative_to(ROOT).as_posix()) == path.read_bytes()


def test_polish_is_compiled_without_gettext(wheel: ZipFile) -> None:
    with wheel.open("wagtail_ocen_urzad/locale/pl/LC_MESSAGES/django.mo") as compiled:
        assert GNUTranslations(compiled).gettext("Rate the Office") == "Oceń Urząd"


def test_wheel_from_the_sdist_is_the_same(
    source: Path, wheel: ZipFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(
        _build("sdist", source=source, into=tmp_path_factory.mktemp("sdist"))
    ) as sdist:
        sdist.extractall(unpacked, filter="data")
    [inner] = unpacked.iterdir()

    rebuilt = ZipFile(_build("wheel", source=inner, into=tmp_path_factory.mktemp("rebuilt")))

    assert sorted(rebuilt.namelist()) == sorted(wheel.namelist())


def test_metadata_names_what_the_package_needs(wheel: ZipFile) -> None:
    [name] = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    metadata = message_from_bytes(wheel.read(name))

    assert metadata["Name"] == "wagtail-ocen-urzad"
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "django<6.2,>=5.2" in (metadata.get_all("Requires-Dist") or [])
    assert "wagtail<8.1,>=7.4" in (metadata.get_all("Requires-Dist") or [])
