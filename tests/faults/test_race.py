"""Answers that arrive while questions change: none lost, none doubled, none in two reports.

Real processes on the real database: four workers of gunicorn, ten residents, and two programs
that publish on the same page. `OCEN_URZAD_RACE_CHANGES` (of each) and `OCEN_URZAD_RACE_ANSWERS`
make it longer.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from tests.factories import a_survey_page, an_office, running, survey_of
from tests.faults.books import (
    every_report_is_chained,
    every_version_is_counted,
    nothing_is_half,
    what_does_not_hold,
)
from tests.faults.processes import database_url, environment, script, server
from tests.faults.residents import Told, crowd
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ANSWERS = int(os.environ.get("OCEN_URZAD_RACE_ANSWERS", "1"))
"""At least so many before the residents stop."""
CHANGES = int(os.environ.get("OCEN_URZAD_RACE_CHANGES", "4"))
PUBLISHERS = ("Anna", "Jan")
RESIDENTS = 10


def test_every_answer_is_in_exactly_one_report(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    survey = survey_of(page)
    env = environment(folder=tmp_path, database=database_url())
    told, stop = Told(), threading.Event()

    with server(env=env, workers=4, log=tmp_path / "gunicorn.log") as (port, _):
        threads = crowd(
            size=RESIDENTS, port=port, code=survey.code, path="/ankieta/", told=told, stop=stop
        )
        publishers = [
            script(
                "tests.faults.publish_again_and_again", str(page.pk), name, str(CHANGES), env=env
            )
            for name in PUBLISHERS
        ]
        said = [publisher.communicate(timeout=600)[0] for publisher in publishers]
        until = time.monotonic() + 300
        while len(told.thanked) < ANSWERS and time.monotonic() < until:
            time.sleep(0.1)
        stop.set()
        for thread in threads:
            thread.join(timeout=60)

    assert said == [""] * len(PUBLISHERS)
    assert [publisher.returncode for publisher in publishers] == [0] * len(PUBLISHERS)
    # Nobody saw an error.
    assert set(told.statuses) == {303}
    assert told.broken == []
    # Every thank-you is one answer, and every answer was thanked for.
    assert sorted(told.thanked) == sorted(Response.objects.values_list("pk", flat=True))
    assert len(set(told.thanked)) == len(told.thanked)
    nothing_is_half()
    every_version_is_counted()
    every_report_is_chained()
    assert what_does_not_hold() == []
    assert len(told.thanked) >= ANSWERS
    # One report for each change of each publisher, and the page says what residents are asked.
    changes = len(PUBLISHERS) * CHANGES
    assert QuestionSetVersion.objects.count() == changes + 1
    asked = queries.questionnaire_of(version=running(page))
    assert SurveyPage.objects.get(pk=page.pk).questionnaire() == asked
    late = Response.objects.filter(is_late=True).count()
    print(f"{len(told.thanked)} answers, {changes} changes, {late} late")  # noqa: T201 - for -s
