"""The reference pages say what the code says."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines

from tests.factories import a_survey, answer
from tests.paths.test_every_path import API_TABLE, LANGUAGE_TABLE, TABLE
from tests.staff.addresses import our_addresses
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.staff.permissions import (
    EVERY_RIGHT,
    MANAGE_PROCEDURE,
    READ_STUDIES,
    READERS,
    RIGHTS,
    STUDY_RIGHTS,
    TAKE_PART_IN_STUDY,
)

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NOT_SETTINGS = {
    f"OCEN_URZAD_{name}"
    for name in (
        "FAULT_INSTANTS",
        "FAULT_ROUNDS",
        "FAULT_STOPS",
        "KILLED_WORKERS",
        "MARIADB_URL",
        "POSTGRESQL_URL",
        "RACE_ANSWERS",
        "RACE_CHANGES",
        "REDIS_URL",
        "REQUIRE_SERVICES",
        "RULE_EXAMPLES",
        "RULE_STEPS",
        "STUDY_EXAMPLES",
        "STUDY_STEPS",
    )
}
"""Variables of the tests' environment."""
SEVERAL = {
    READERS: "any of the three",
    RIGHTS: "any of the four",
    EVERY_RIGHT: "any right of ours",
    STUDY_RIGHTS: "any right of the study",
    (TAKE_PART_IN_STUDY, READ_STUDIES): "taking part or reading",
    (TAKE_PART_IN_STUDY, MANAGE_PROCEDURE): "taking part or managing",
}
"""What the page of addresses says where more than one right is enough."""
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def first_cells(page: str, *, under: str) -> set[str]:
    """Return the names in the first column of the first table under a heading."""
    text = (DOCS / "reference" / page).read_text(encoding="utf-8")
    table = text.split(f"\n{under}\n", 1)[1].split("\n#", 1)[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def snippets(language: str) -> list[Any]:
    return [
        pytest.param(code, id=f"{path.stem}-{place}")
        for path in sorted(DOCS.rglob("*.md"))
        for place, (kind, code) in enumerate(FENCE.findall(path.read_text(encoding="utf-8")))
        if kind == language
    ]


@pytest.mark.django_db
def test_every_key_of_a_report_is_described_and_no_other() -> None:
    version = a_survey()
    today = conf.local_date(at=version.opened_on)
    answer(version, {"overall": ["5"]}, on=today)
    data = generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(today, today),
        case_number="",
        by=None,
        at=version.opened_on,
    ).data

    assert first_cells("report-data.md", under="## Shape") == set(data)
    assert first_cells("report-data.md", under="### `forms`") == set(data["forms"])
    assert first_cells("report-data.md", under="### `questions`") == set(data["questions"][0])


def test_every_address_is_described_with_the_right_it_asks_for() -> None:
    text = (DOCS / "reference" / "addresses.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip("` ") for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| `[^|]+ \| `ocen_urzad", line)
    ]
    described = {row[1]: row[-1] for row in rows}
    names = {right: right.partition(".")[2] for right in EVERY_RIGHT}
    asked = {
        one.name: one.view.ocen_urzad_rule.any_of  # type: ignore[attr-defined]  # set by `guarded`
        for one in our_addresses()
        if not one.is_wagtails
    }

    assert set(described) == set(asked)
    for name, rights in asked.items():
        if rights is not None:
            expected = SEVERAL.get(rights) or "` or `".join(names[right] for right in rights)
            assert (name, described[name]) == (name, expected)


def test_every_way_to_change_a_survey_is_listed() -> None:
    text = (DOCS / "explanation" / "report-before-edit.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| .* \| (.*) \| `(\w+)` \|$", text, flags=re.MULTILINE)
    said = [(way, outcome.split(";")[0]) for outcome, way in listed]
    tested = [(way.__name__, after.words) for way, after in TABLE + LANGUAGE_TABLE + API_TABLE]
    assert said == tested


def test_every_test_that_is_named_exists() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))

    named = set(re.findall(r"`(test_\w+)`", text))
    assert {name for name in named if f"def {name}(" not in tests} == set()


def test_every_check_is_described() -> None:
    checks = (ROOT / "wagtail_ocen_urzad" / "checks.py").read_text(encoding="utf-8")
    page = (DOCS / "reference" / "checks.md").read_text(encoding="utf-8")

    pattern = r"ocen_urzad\.[EW]\d{3}"
    assert set(re.findall(pattern, page)) == set(re.findall(pattern, checks))


def test_every_setting_that_is_named_anywhere_exists() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))

    assert set(re.findall(r"OCEN_URZAD_[A-Z_]+", text)) - NOT_SETTINGS <= set(conf.DEFAULTS)


@pytest.mark.parametrize("code", snippets("python"))
def test_python_can_be_pasted(code: str) -> None:
    ast.parse(code)


@pytest.mark.parametrize("code", snippets("django"))
def test_templates_can_be_pasted(code: str) -> None:
    loaded = "" if code.startswith("{% extends") else "{% load wagtailuserbar %}"

    engines["django"].from_string(loaded + code)
