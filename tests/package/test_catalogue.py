"""The Polish catalogue: complete, finished, with Polish plurals."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings

from tests.services import missing

PACKAGE = Path(__file__).parents[2] / "wagtail_ocen_urzad"
CATALOGUE = PACKAGE / "locale" / "pl" / "LC_MESSAGES" / "django.po"
DJANGO_CATALOGUE = (
    Path(django.__file__).parent / "conf" / "locale" / "pl" / "LC_MESSAGES" / "django.po"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

Key = tuple[str | None, str, str]


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def _keys(catalogue: polib.POFile) -> set[Key]:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for entry in catalogue
        if not entry.obsolete
    }


def test_every_word_of_the_code_is_in_the_catalogue_and_no_other(
    catalogue: polib.POFile, tmp_path: Path
) -> None:
    if shutil.which("xgettext") is None:
        missing("xgettext (gettext)")
    copy = tmp_path / "package"
    left_out = shutil.ignore_patterns("instrukcja", "locale", "static", "__pycache__")
    shutil.copytree(PACKAGE, copy, ignore=left_out)
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "pl", "--verbosity", "0"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    found = polib.pofile(str(copy / "locale" / "pl" / "LC_MESSAGES" / "django.po"))

    assert _keys(catalogue) == _keys(found)


def test_everything_is_translated_and_finished(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_plurals_are_those_of_django(catalogue: polib.POFile) -> None:
    rule = polib.pofile(str(DJANGO_CATALOGUE)).metadata["Plural-Forms"]

    assert catalogue.metadata["Plural-Forms"] == rule
    assert {len(entry.msgstr_plural) for entry in catalogue if entry.msgid_plural} <= {4}


def test_placeholders_are_kept(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in entry.msgstr_plural.values() or [entry.msgstr]
        if set(PLACEHOLDER.findall(text))
        != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]

    assert wrong == []


def test_no_word_of_ours_changes_a_word_of_the_site(catalogue: polib.POFile) -> None:
    # Django keeps one catalogue for all apps: what has no context is said for all of them.
    theirs: dict[str, set[str]] = {}
    for app in (*settings.INSTALLED_APPS, "django.conf"):
        found = Path(*import_module(app).__path__, "locale", "pl", "LC_MESSAGES", "django.mo")
        if not app.startswith("wagtail_ocen_urzad") and found.exists():
            for entry in polib.mofile(str(found)):
                if entry.msgctxt is None and entry.msgstr:
                    theirs.setdefault(entry.msgid, set()).add(entry.msgstr)

    changed = {
        entry.msgid: entry.msgstr
        for entry in catalogue
        if entry.msgctxt is None and entry.msgstr not in theirs.get(entry.msgid, {entry.msgstr})
    }

    assert changed == {}
