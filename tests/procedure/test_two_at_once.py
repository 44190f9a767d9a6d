"""Two people do the same act at the same moment: one does it, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.procedure.scene import an_edition
from tests.verification.scene import found
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import IssueCatalogue, StudyKind
from wagtail_ocen_urzad.procedure.steps import Role

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deed: Any) -> list[str]:
    """Do a deed twice, each time on a connection of its own; return what came of it, sorted."""
    start = Barrier(2)

    def one(_: int) -> str:
        start.wait(timeout=10)
        try:
            deed()
        except operations.UnableToAct as refused:
            return refused.lacks[0].what.value
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)))


def test_a_catalogue_is_compiled_once() -> None:
    edition = an_edition()
    edition.issue()

    assert at_once(edition.catalogue) == ["already_done", "done"]
    assert queries.records_of(study=edition.study, kind=IssueCatalogue).count() == 1
    assert [entry.number for entry in queries.entries_of(study=edition.study)] == [1, 2, 3]
    assert found() == []


def test_the_edition_of_a_year_is_begun_once() -> None:
    edition = an_edition()

    def begin() -> None:
        operations.begin_study(
            office=edition.office,
            year=2027,
            kind=StudyKind.SATISFACTION,
            **edition[Role.COORDINATOR],
        )

    assert at_once(begin) == ["already_done", "done"]
