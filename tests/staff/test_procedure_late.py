"""What was done late is said to be late, and a moved deadline shows the letter behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from tests.procedure.scene import PDF, Edition, an_edition
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.calendar import DayOfYear
from wagtail_ocen_urzad.procedure.documents.dossier import dossier_of
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """The date was agreed five days late; the replies were noted after the day that was asked."""
    early = {**DOCUMENT.deadlines, TaskCode.DATE: DayOfYear(month=6, day=5)}
    edition = an_edition(adaptation=replace(DOCUMENT, deadlines=early))
    return edition.play(until=TaskCode.ACCEPTANCE)


def page_of(edition: Edition, slug: str) -> Any:
    client = desk_of(edition.people[Role.COORDINATOR])
    url = f"/admin/ocen-urzad/badanie/{edition.office.pk}/{edition.study.year}/krok/{slug}/"
    return soup(client.get(url))


def test_what_was_done_late_is_said_so(edition: Edition) -> None:
    page = page_of(edition, "termin")

    assert words(page.select_one(".ou-due b.ou-timeline__late")) == "5 dni po terminie"
    assert "5 dni po terminie" in words(page.select_one("li[aria-current=step]"))
    with override("pl"):
        dossier = dossier_of(study=edition.study, today=edition.today)
    told = {task.title: task.deadline.replace("\xa0", " ") for task in dossier.stages[1].tasks}
    assert told["Uzgodnienie terminu badania"] == ("termin 5 czerwca 2026 r. – 5 dni po terminie")
    assert edition.standing.tasks[TaskCode.DATE].days_late == 5


def test_replies_noted_later_are_not_late(edition: Edition) -> None:
    [letter] = edition.study.priceenquiry_set.all()
    type(letter).objects.filter(pk=letter.pk).update(reply_by=date(2026, 6, 9))

    assert edition.standing.tasks[TaskCode.REPLIES].days_late == 0


def test_the_letter_behind_a_move_can_be_opened(edition: Edition) -> None:
    operations.move_deadline(
        study=edition.study,
        task=TaskCode.EXACT_DATE,
        to=date(2026, 7, 10),
        reason="Choroba po stronie wykonawcy",
        files=[PDF],
        **edition[Role.COORDINATOR],
    )

    [link] = page_of(edition, "dokladny-termin").select(".ou-due a[href*='/plik']")
    assert words(link) == "wyniki.pdf"
