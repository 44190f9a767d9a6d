"""Clerks who print at once: no number is given twice, and the site has one mark."""

from __future__ import annotations

from itertools import chain

from tests.factories import NOON, a_survey
from tests.faults import test_paper_race as race
from wagtail_ocen_urzad.paper import printed
from wagtail_ocen_urzad.paper.models import PrintRun, SiteMark
from wagtail_ocen_urzad.paper.operations import printing

pytestmark = race.pytestmark

CLERKS, COPIES = 4, 25


def test_numbers_that_are_given_at_the_same_moment_are_different_ones() -> None:
    version = a_survey()
    order = printing.Order(version=version, address="https://przykladow.example/ocen-urzad/")

    def print_some() -> None:
        printing.print_numbered(order=order, copies=COPIES, by=None, at=NOON)

    race.at_once(*[print_some] * CLERKS)

    runs = list(PrintRun.objects.order_by("first"))
    assert [run.first for run in runs] == [COPIES * place for place in range(CLERKS)]
    serials = set(chain.from_iterable(printed.serials_of(run=run) for run in runs))
    assert len(serials) == CLERKS * COPIES
    assert SiteMark.objects.count() == 1
