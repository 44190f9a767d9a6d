"""The figures of a report, from answers that were given to the report's own data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import NOON, a_survey, an_office, answer
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.reports.documents.present import present
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import (
    COMMENT,
    DEPARTMENT,
    FIVE_POINTS,
    OVERALL,
    SHORT_SET,
    STARTER_SET,
)
from wagtail_ocen_urzad.survey.models import Channel, Department, QuestionSetVersion, ServicePoint
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    from_data,
)

pytestmark = pytest.mark.django_db

SPEED = dataclasses.replace(
    OVERALL, code="speed", text="Szybkość", is_required=False, allows_not_applicable=True
)
CASE = Question(
    code="case",
    kind=QuestionKind.MULTIPLE,
    text="Czego dotyczyła sprawa?",
    allows_not_applicable=True,
    choices=(
        Choice(code="taxes", label="podatki"),
        Choice(code="waste", label="odpady"),
        Choice(code="roads", label="drogi"),
    ),
)


def of(*questions: Question, intro: str = "") -> Questionnaire:
    area = QuestionArea(code="all", title="Wszystko", questions=questions)
    return Questionnaire(intro=intro, areas=(area,))


def change(
    version: QuestionSetVersion, questionnaire: Questionnaire, *, at: datetime = NOON
) -> QuestionSetVersion:
    return revision.activate(
        survey=version.survey, questionnaire=questionnaire, by=None, at=at
    ).version


def report_of(version: QuestionSetVersion, *, at: datetime = NOON) -> ReportSnapshot:
    today = at.date()
    return generate_report(
        survey=version.survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), today),
        case_number="",
        by=None,
        at=at,
    )


def question(report: ReportSnapshot, code: str, series: int | None = None) -> dict[str, Any]:
    [found] = [
        one
        for one in report.data["questions"]
        if one["code"] == code and (series is None or one["series"] == series)
    ]
    assert isinstance(found, dict)
    return found


def picked(data: Mapping[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(data[name] for name in names)


def many(
    version: QuestionSetVersion, n: int, given: Mapping[str, Sequence[str]], **more: Any
) -> None:
    for _ in range(n):
        answer(version, given, **more)


def test_the_golden_example_to_the_digit() -> None:
    version = a_survey(questionnaire=of(SPEED))
    for mark, n in ((5, 48), (4, 31), (3, 14), (2, 6), (1, 4), ("@na", 3)):
        many(version, n, {"speed": [str(mark)]})
    many(version, 3, {})

    report = report_of(version)

    speed = question(report, "speed")
    assert report.forms == report.data["forms"]["all"] == 109
    assert picked(speed, "asked", "valid", "not_applicable", "no_answer", "invalid") == (
        (109, 103, 3, 3, 0)
    )
    assert speed["rating"] == {
        "minimum": 1,
        "maximum": 5,
        "best": "high",
        "sum": 422,
        "good": 79,
        "mean": "4.10",
        "median": "4",
        "good_share": "76.7",
        "index": "77.4",
    }
    columns = [[o[name] for o in speed["options"]] for name in ("n", "share_valid", "share_asked")]
    assert columns == [
        [48, 31, 14, 6, 4],
        ["46.6", "30.1", "13.6", "5.8", "3.9"],
        ["44.0", "28.4", "12.8", "5.5", "3.7"],
    ]
    assert picked(speed, "share_not_applicable", "share_no_answer", "share_invalid") == (
        ("2.8", "2.8", "0.0")
    )
    assert [option["is_good"] for option in speed["options"]] == [True, True, False, False, False]
    assert speed["is_small"] is False


def test_every_question_of_every_form_is_accounted_for() -> None:
    version = a_survey(questionnaire=STARTER_SET)
    many(version, 3, {"contact_way": ["phone"], "overall": ["5"], "finding": ["@na"]})
    many(version, 2, {"contact_way": ["letter"], "overall": ["3"], "case_kind": ["waste"]})

    for one in report_of(version).data["questions"]:
        parts = picked(one, "valid", "not_applicable", "no_answer", "invalid")
        assert sum(parts) == one["asked"] == 5
        if not one["is_multiple"] and one["texts"] is None:
            assert sum(option["n"] for option in one["options"]) == one["valid"]


def test_of_several_answers_the_base_is_people_who_answered() -> None:
    version = a_survey(questionnaire=of(CASE))
    many(version, 2, {"case": ["taxes", "waste"]})
    many(version, 1, {"case": ["waste"]})
    many(version, 1, {"case": ["@na"]})
    many(version, 4, {})

    case = question(report_of(version), "case")

    assert picked(case, "is_multiple", "asked", "valid", "not_applicable", "no_answer") == (
        (True, 8, 3, 1, 4)
    )
    assert [(o["value"], o["n"], o["share_valid"]) for o in case["options"]] == [
        ("taxes", 2, "66.7"),
        ("waste", 3, "100.0"),
        ("roads", 0, "0.0"),
    ]


def test_a_report_of_no_answers_says_so() -> None:
    report = report_of(a_survey(questionnaire=STARTER_SET))

    assert report.forms == 0
    assert report.data["summary"] == {
        "overall": None,
        "index": None,
        "rated": 0,
        "best": [],
        "weakest": [],
    }
    for one in report.data["questions"]:
        assert picked(one, "asked", "valid", "share_no_answer", "is_small") == (0, 0, None, True)
        assert not one["rating"] or one["rating"]["mean"] is None


def test_departments_come_in_the_offices_order_and_not_given_last() -> None:
    version = a_survey(questionnaire=of(DEPARTMENT, SPEED))
    many(version, 1, {"department": ["os"]})
    many(version, 2, {"department": ["or"]})
    many(version, 1, {"department": ["@na"]})
    many(version, 3, {})
    office = version.survey.office
    Department.objects.filter(office=office, code="os").update(is_active=False)
    revision.change_office(office=office, by=None, at=NOON)

    report = report_of(version)

    named = [
        (one["code"], one["symbol"], one["forms"]) for one in report.data["forms"]["departments"]
    ]
    assert named == [("or", "OR", 2), ("os", "OŚ", 1), ("", "", 4)]
    asked = question(report, "department")
    assert [(o["value"], o["n"]) for o in asked["options"]] == [("or", 2), ("so", 0), ("os", 1)]
    assert picked(asked, "valid", "not_applicable", "no_answer") == (3, 1, 3)


def test_desks_and_channels_are_counted_in_forms_and_ratings_by_channel() -> None:
    version = a_survey(questionnaire=of(SPEED, COMMENT))
    many(version, 3, {"speed": ["5"]}, channel=Channel.PAPER, service_point="BQKAA")
    many(version, 1, {"speed": ["1"], "comment": ["Długo."]})
    many(version, 1, {"comment": ["Miło."]})

    report = report_of(version)

    assert report.data["forms"]["channels"] == [
        {"channel": "paper", "forms": 3},
        {"channel": "web", "forms": 2},
    ]
    assert report.data["forms"]["service_points"] == [
        {"code": "BQKAA", "name": "Biuro Obsługi Klienta", "forms": 3}
    ]
    [paper, web] = question(report, "speed")["channels"]
    assert paper == {
        "channel": "paper",
        "asked": 3,
        "valid": 3,
        "mean": "5.00",
        "good_share": "100.0",
        "index": "100.0",
    }
    assert picked(web, "asked", "valid", "mean", "index") == (2, 1, "1.00", "0.0")
    comment = question(report, "comment")
    assert picked(comment, "texts", "valid", "no_answer", "channels") == (2, 2, 3, [])


def test_desks_come_in_the_offices_order() -> None:
    office = an_office()
    for place, (code, name) in enumerate([("LK", "Łącznik"), ("SW", "Świetlica"), ("AN", "Aneks")]):
        ServicePoint.objects.create(office=office, code=code, name=name, sort_order=place + 1)
    revision.change_office(office=office, by=None, at=NOON)
    version = a_survey(questionnaire=of(SPEED), office=office)
    for desk in ("AN", "SW", "LK", "BQKAA"):
        many(version, 1, {"speed": ["5"]}, channel=Channel.PAPER, service_point=desk)

    desks = report_of(version).data["forms"]["service_points"]

    assert [one["code"] for one in desks] == ["BQKAA", "LK", "SW", "AN"]


def test_a_version_that_was_closed_before_the_period_is_not_said_to_have_been_open() -> None:
    """A box of its sheets is opened in the next year (domain 2.4, no. 3)."""
    at = [NOON + timedelta(days=day) for day in (0, 3, 9)]
    first = a_survey(questionnaire=of(SPEED), at=at[0])
    second = change(first, of(SPEED, COMMENT), at=at[1])
    answer(first, {"speed": ["4"]}, on=date(2026, 3, 16), channel=Channel.PAPER, at=at[1])

    report = generate_report(
        survey=second.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 3, 15), date(2026, 3, 19)),
        case_number="",
        by=None,
        at=at[2],
    )

    lines = present(data=report.data, sha256=report.sha256).method.versions.lines
    assert [one.cells[0].replace("\u00a0", " ") for one in lines] == [
        "nie: zamknięta 13 marca 2026 r., ankiety wpłynęły później",
        "15 marca – 19 marca 2026 r.",
    ]


def test_a_report_never_holds_a_text() -> None:
    version = a_survey()
    answer(version, {"overall": ["5"], "comment": ["Tajne słowa 600 000 000"]})

    assert "Tajne" not in report_of(version).content


def test_editorial_changes_join_and_list_every_wording() -> None:
    march = [NOON + timedelta(days=day) for day in (0, 3, 6, 9)]
    office = an_office()
    first = a_survey(questionnaire=of(SPEED, COMMENT), office=office, at=march[0])
    many(first, 2, {"speed": ["5"]})
    second = change(first, of(SPEED, COMMENT, intro="Inny wstęp"), at=march[1])
    many(second, 3, {"speed": ["4"]})
    renamed = dataclasses.replace(SPEED, text="Szybkość załatwienia sprawy")
    third = change(second, of(COMMENT, renamed), at=march[2])
    many(third, 1, {"speed": ["1"]})

    report = report_of(third, at=march[3])

    speed = question(report, "speed")
    assert picked(speed, "series", "series_break", "number", "text", "asked") == (
        (1, False, 2, "Szybkość załatwienia sprawy", 6)
    )
    assert speed["rating"]["sum"] == 23
    assert speed["wordings"] == [
        {
            "text": "Szybkość",
            "versions": [1, 2],
            "from": "2026-03-10",
            "to": "2026-03-16",
            "forms": 5,
        },
        {
            "text": "Szybkość załatwienia sprawy",
            "versions": [3],
            "from": "2026-03-16",
            "to": "2026-03-19",
            "forms": 1,
        },
    ]
    assert [picked(v, "number", "opened", "closed", "forms") for v in report.data["versions"]] == [
        (1, "2026-03-10", "2026-03-13", 2),
        (2, "2026-03-13", "2026-03-16", 3),
        (3, "2026-03-16", None, 1),
    ]
    assert from_data(data=report.data["questionnaire"]) == of(COMMENT, renamed)


def test_a_broken_series_stands_on_its_own() -> None:
    first = a_survey(questionnaire=of(CASE, SPEED))
    many(first, 2, {"case": ["roads"], "speed": ["4"]})
    fewer = dataclasses.replace(CASE, choices=CASE.choices[:2])
    second = change(first, of(fewer, SPEED))
    many(second, 1, {"case": ["taxes"], "speed": ["5"]})

    report = report_of(second)

    new, old = question(report, "case", 2), question(report, "case", 1)
    assert picked(new, "series_break", "number", "asked", "valid") == (True, 1, 1, 1)
    assert picked(old, "series_break", "number", "asked", "valid") == (False, None, 2, 2)
    assert [o["value"] for o in new["options"]] == ["taxes", "waste"]
    assert [(o["value"], o["n"]) for o in old["options"]] == [
        ("taxes", 0),
        ("waste", 0),
        ("roads", 2),
    ]
    assert picked(question(report, "speed"), "series_break", "asked") == (False, 3)
    assert report.data["areas"][0]["questions"] == ["case", "speed"]


def test_a_question_that_is_merely_new_breaks_nothing() -> None:
    first = a_survey(questionnaire=of(SPEED))
    many(first, 2, {"speed": ["4"]})
    second = change(first, of(SPEED, CASE))
    many(second, 1, {"speed": ["5"], "case": ["taxes"]})

    case = question(report_of(second), "case")

    assert picked(case, "series", "series_break", "asked", "number") == (2, False, 1, 2)


def test_a_question_asked_no_more_is_listed_last_without_a_number() -> None:
    first = a_survey(questionnaire=of(OVERALL, CASE))
    many(first, 2, {"overall": ["1"], "case": ["taxes"]})
    second = change(first, of(SPEED, CASE))
    many(second, 1, {"speed": ["5"]})

    report = report_of(second)

    assert [(q["code"], q["number"]) for q in report.data["questions"]] == [
        ("speed", 1),
        ("case", 2),
        ("overall", None),
    ]
    # The summary speaks of what is asked now.
    assert report.data["summary"]["overall"] is None
    assert picked(report.data["summary"], "rated", "index") == (1, "100.0")


def test_a_late_answer_with_an_option_that_is_gone_is_counted() -> None:
    """Nobody had chosen it when it went, so the series goes on; then a late form names it."""
    first = a_survey(questionnaire=of(CASE, SPEED))
    fewer = dataclasses.replace(CASE, choices=CASE.choices[:2])
    second = change(first, of(fewer, SPEED))
    many(first, 1, {"case": ["roads"]})
    many(second, 1, {"case": ["taxes"]})

    report = report_of(second)

    case = question(report, "case")
    assert [(o["value"], o["n"]) for o in case["options"]] == [
        ("taxes", 1),
        ("waste", 0),
        ("roads", 1),
    ]
    assert picked(case, "asked", "valid", "no_answer") == (2, 2, 0)
    assert picked(report.data["forms"], "all", "late") == (2, 1)


def test_the_summary_takes_indices_from_unrounded_means() -> None:
    thirds = [
        dataclasses.replace(SPEED, code=code, text=code) for code in ("a", "b", "c", "d", "e")
    ]
    version = a_survey(questionnaire=of(OVERALL, *thirds))
    for mark in ("5", "5", "4"):
        answer(version, {"overall": ["5"], "a": [mark], "b": ["3"], "c": ["1"], "d": ["3"]})

    summary = report_of(version).data["summary"]

    # 100, 91 2/3, 50, 0, 50; „e” was answered by nobody.
    assert picked(summary, "rated", "index") == (5, "58.3")
    assert summary["overall"]["index"] == "100.0"
    assert [(one["code"], one["number"], one["index"]) for one in summary["best"]] == [
        ("overall", 1, "100.0"),
        ("a", 2, "91.7"),
    ]
    assert [(one["code"], one["index"]) for one in summary["weakest"]] == [
        ("c", "0.0"),
        ("b", "50.0"),
    ]


def test_a_report_before_a_change_says_what_it_was_made_before() -> None:
    first = a_survey(questionnaire=of(SPEED, CASE))
    changed = dataclasses.replace(SPEED, help_text="Od 1 do 5")

    second = change(first, of(COMMENT, changed))

    first.refresh_from_db()
    report = first.closing_report
    assert report is not None
    assert report.data["change"] == {
        "from_version": 1,
        "to_version": 2,
        "questions": ["comment", "speed", "case"],
        "office": False,
    }
    assert report.data["reason"] == "before_edit"
    assert report.data["versions"][0]["number"] == 1
    assert report.version_id == first.pk
    assert report_of(second).data["change"] is None


def test_a_report_keeps_the_office_as_it_was() -> None:
    version = a_survey()
    office = version.survey.office
    office.name = "Urząd Miejski w Innym"
    office.save()

    [report] = revision.change_office(office=office, by=None, at=NOON).reports

    assert report.data["office"]["data"]["name"] == "Urząd Miejski w Przykładowie"
    assert report.data["change"] == {
        "from_version": 1,
        "to_version": 1,
        "questions": [],
        "office": True,
    }
    assert report_of(version).data["office"]["data"]["name"] == "Urząd Miejski w Innym"


def test_every_figure_is_an_integer_or_a_decimal_string() -> None:
    version = a_survey(questionnaire=STARTER_SET)
    many(version, 3, {"contact_way": ["phone"], "overall": ["4"], "speed": ["@na"]})

    def look(value: Any) -> None:
        assert not isinstance(value, float)
        for one in value.values() if isinstance(value, dict) else ():
            look(one)
        for one in value if isinstance(value, list) else ():
            look(one)

    look(report_of(version).data)


def test_the_scale_is_the_one_of_the_version() -> None:
    smiles = dataclasses.replace(FIVE_POINTS, code="three", points=FIVE_POINTS.points[1:4])
    version = a_survey(questionnaire=of(dataclasses.replace(SPEED, scale=smiles)))
    many(version, 1, {"speed": ["4"]})
    many(version, 1, {"speed": ["3"]})

    rating = question(report_of(version), "speed")["rating"]

    assert picked(rating, "minimum", "maximum", "mean", "median", "good_share", "index") == (
        (2, 4, "3.50", "3.5", "50.0", "75.0")
    )


def test_short_set_is_all_there() -> None:
    report = report_of(a_survey(questionnaire=SHORT_SET))

    assert [one["code"] for one in report.data["questions"]] == ["department", "overall", "comment"]
    assert report.data["schema"] == 2
    assert picked(report.data["survey"], "title") == ("Ankieta",)
