"""The manual names whatever there is to name (R-21: „Integralną częścią systemu”)."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure.steps import Role
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.procedure.words import verb_done
from wagtail_ocen_urzad.staff.manual.book import Chapter, the_manual
from wagtail_ocen_urzad.staff.menu import menu_item


def chapter(name: str) -> Chapter:
    found = the_manual().chapter(name=name)
    assert found is not None
    return found


def first_cells(text: str, *, under: str) -> list[str]:
    """Return the first column of the first table under a heading."""
    part = text.split(f"\n{under}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")]
    return [row.split("|")[1].strip() for row in rows[1:]]


def whole() -> str:
    manual = the_manual()
    return "".join(one.text for one in (manual.introduction, *manual.chapters))


@pytest.fixture
def labels() -> list[str]:
    with override("pl"):
        entries = sorted(menu_item().menu.registered_menu_items, key=lambda entry: entry.order)
        return [str(entry.label) for entry in entries]


def test_the_menu_is_listed_entry_by_entry(labels: list[str]) -> None:
    assert first_cells(chapter("pierwsze-kroki").text, under="## Menu") == labels


def test_every_entry_of_the_menu_is_explained_where_it_is_used(labels: list[str]) -> None:
    led_to = set(re.findall(r"\*\*Oceń Urząd → ([^*→]+)\*\*", whole()))

    assert sorted(set(labels) - led_to) == []
    assert sorted(led_to - set(labels)) == []


def test_every_act_that_the_log_knows_is_explained() -> None:
    with override("pl"):
        acts = [str(label) for label in audit.LABELS.values()]

    told = first_cells(chapter("role-i-uprawnienia").text, under="## Co zapisuje dziennik")

    assert sorted(told) == sorted(acts)


NAMES = {
    Role.COORDINATOR: "koordynator",
    Role.UNIT_HEAD: "kierownik komórki prowadzącej",
    Role.DESK_HEAD: "kierownik BOK",
    Role.COMPLAINTS_CLERK: "pracownik ds. skarg i wniosków",
    Role.DEPARTMENT_HEAD: "kierownik komórki",
    Role.QUALITY_REPRESENTATIVE: "Pełnomocnik ds. ZSZ",
    Role.QUALITY_TEAM: "Zespół ds. ZSZ",
    Role.OFFICE_HEAD: "kierownik Urzędu",
}
SAID_IN_WORDS = {Verb.COMMENT, Verb.CORRECT, Verb.WITHDRAW, Verb.COMPLETE_EXTRA_STEP}
"""Who does these follows from something else."""


def test_every_verb_of_the_study_is_named_with_who_does_it() -> None:
    with override("pl"):
        acts = {verb: verb_done(verb=verb) for verb in Verb}
    rows = {
        cells[0]: cells[2]
        for line in chapter("akta-badania").text.split("## Co jest wpisem")[1].splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3
    }

    assert list(rows)[2:] == list(acts.values())
    assert {verb: rows[act] for verb, act in acts.items() if verb not in SAID_IN_WORDS} == {
        verb: ", ".join(NAMES[role] for role in Role if role in roles_for(verb=verb))
        for verb in acts
        if verb not in SAID_IN_WORDS
    }


def test_the_first_page_leads_to_every_chapter() -> None:
    manual = the_manual()

    listed = re.findall(r"^\| \[[^\]]+\]\(([\w-]+\.md)\)", manual.introduction.text, re.MULTILINE)

    assert listed == [one.file_name for one in manual.chapters]
