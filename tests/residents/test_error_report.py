"""What a site's administrators are told when something breaks holds no answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.views.debug import ExceptionReporter

from tests.factories import a_survey_page, survey_of
from wagtail_ocen_urzad.survey import operations


@pytest.mark.django_db
def test_an_error_report_holds_no_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(operations, "record_response", broken)
    page = a_survey_page(slug="ankieta")
    resident = Client(raise_request_exception=False)
    token = resident.get("/ankieta/").context["token"]

    resident.post(
        f"/ocen-urzad/{survey_of(page).code}/wyslij/",
        {"token": token, "overall": "2", "comment": "Kolejka na korytarzu"},
    )

    [record] = [one for one in caplog.records if one.exc_info]
    # What Django's AdminEmailHandler sends.
    report = ExceptionReporter(vars(record)["request"], *record.exc_info or ()).get_traceback_text()
    assert "RuntimeError" in report
    assert "comment = '****" in report
    assert "Kolejka" not in report
    assert token not in report
