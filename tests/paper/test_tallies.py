"""Hand-counted totals: sums checked, counted in their question alone (domain 3.1, 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import a_survey, answer
from tests.paper.boxes import AT, DAY, a_box, count_and_close, enter
from tests.paper.counters import assert_counters_agree, counters
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report, make_supplement
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.revision import activate
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch, QuestionSetVersion, Tally
from wagtail_ocen_urzad.survey.operations import NothingCounted, WrongTotals
from wagtail_ocen_urzad.survey.questionnaire import INVALID, NO_ANSWER, NOT_APPLICABLE
from wagtail_ocen_urzad.survey.tallying import TallyProblem, judge_totals

pytestmark = pytest.mark.django_db

GOLDEN = {"5": 48, "4": 31, "3": 14, "2": 6, "1": 4, NOT_APPLICABLE: 3, NO_ANSWER: 3}
"""Domain 4.3: 109 forms, counted by hand."""
OVERALL = {"overall": {"5": 3, "4": 1, INVALID: 1, NO_ANSWER: 1}}


def a_tally(version: QuestionSetVersion | None = None, **header: Any) -> PaperBatch:
    return a_box(version, kind=Batch.Kind.TALLY, **header)


def on_demand(
    batch: PaperBatch, *, first: date = date(2026, 3, 1), last: date = DAY
) -> ReportSnapshot:
    return generate_report(
        survey=batch.survey,
        reason=ReportReason.ON_DEMAND,
        period=(first, last),
        case_number="",
        by=None,
        at=AT,
    )


def test_totals_go_to_counts_and_means_of_their_question_and_to_no_count_of_forms() -> None:
    batch = a_tally(questionnaire=STARTER_SET)
    operations.record_totals(batch=batch, forms=109, totals={"finding": GOLDEN}, by=None)

    data = on_demand(batch).data
    finding = next(one for one in data["questions"] if one["code"] == "finding")

    assert (finding["asked"], finding["valid"], finding["not_applicable"]) == (109, 103, 3)
    assert (finding["no_answer"], finding["invalid"]) == (3, 0)
    rating = finding["rating"]
    assert (rating["mean"], rating["median"], rating["good_share"], rating["index"]) == (
        "4.10",
        "4",
        "76.7",
        "77.4",
    )
    [channel] = finding["channels"]
    assert (channel["channel"], channel["asked"], channel["mean"]) == ("paper", 109, "4.10")
    # What was not counted was not asked there; and the forms are no filled questionnaires.
    assert next(one for one in data["questions"] if one["code"] == "overall")["asked"] == 0
    assert (data["forms"]["all"], data["forms"]["tallied"]) == (0, 109)
    assert data["forms"]["service_points"] == []
    assert [one["forms"] for one in data["forms"]["departments"]] == [0]


def test_totals_and_answers_of_one_question_are_added_up() -> None:
    version = a_survey()
    enter(a_box(version), {"overall": ["1"]})
    answer(version, {"overall": ["3"]}, on=DAY)
    batch = a_tally(version)
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)

    # Ragged days are counted from the documents, whole months from the counters.
    for last in (DAY, date(2026, 3, 22)):
        data = on_demand(batch, first=date(2026, 3, 2), last=last).data
        overall = next(one for one in data["questions"] if one["code"] == "overall")
        assert [overall[name] for name in ("asked", "valid", "invalid", "no_answer")] == [
            8,
            6,
            1,
            1,
        ]
        assert overall["rating"]["sum"] == 15 + 4 + 1 + 3
        assert (data["forms"]["all"], data["forms"]["tallied"]) == (2, 6)
    assert_counters_agree()


def test_whole_months_come_from_the_counters() -> None:
    batch = a_tally(opened_on=date(2026, 2, 10))
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)
    data = on_demand(batch, first=date(2026, 2, 1), last=date(2026, 2, 28)).data

    assert data["forms"]["tallied"] == 6


def test_totals_written_again_take_the_place_of_the_first() -> None:
    batch = a_tally()
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)
    operations.record_totals(batch=batch, forms=2, totals={"overall": {"1": 2}}, by=None)

    batch.refresh_from_db()
    assert (batch.entered, Tally.objects.get().totals) == (2, {"overall": {"1": 2}})
    assert sorted((*key[-2:], n) for key, n in counters().items()) == [
        ("@tallied", "", 2),
        ("@tallied", "overall", 2),
        ("overall", "1", 2),
    ]


def test_a_withdrawn_tally_leaves_the_figures() -> None:
    batch = a_tally()
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)

    assert operations.withdraw_batch(batch=batch, because="Inna urna.", by=None, at=AT) == 6
    assert counters() == {}
    assert queries.tally_of(batch=batch) is not None


def test_a_tally_closes_like_a_box_and_is_covered_like_one() -> None:
    batch = a_tally(issued=12)
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)
    batch = count_and_close(batch, blank=1, found=7)
    assert (queries.return_rate_of(batch=batch), batch.settled_on) == ("58.3", AT)
    with pytest.raises(operations.TallyIsClosed):
        operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)

    report = on_demand(batch)
    assert queries.covered_by(batch=batch) == [report.number]
    with pytest.raises(operations.CoveredByReport):
        operations.reopen_batch(batch=batch, by=None)


def test_an_open_tally_that_a_report_counts_is_not_changed() -> None:
    batch = a_tally()
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)
    on_demand(batch)

    with pytest.raises(operations.TallyIsCovered):
        operations.record_totals(batch=batch, forms=2, totals={"overall": {"1": 2}}, by=None)
    assert Tally.objects.get().forms == 6


def test_a_tally_of_a_closed_version_waits_for_a_supplement() -> None:
    old = a_survey()
    activate(survey=old.survey, questionnaire=replace(SHORT_SET, intro="Inny."), by=None, at=AT)
    old.refresh_from_db()
    closing = old.closing_report
    assert closing is not None
    batch = a_tally(old)
    operations.record_totals(batch=batch, forms=6, totals=OVERALL, by=None)

    supplement = make_supplement(of=closing, by=None, at=AT + timedelta(hours=1))

    overall = next(one for one in supplement.data["questions"] if one["code"] == "overall")
    assert (overall["asked"], overall["valid"]) == (6, 4)
    assert supplement.data["forms"]["tallied"] == 6
    assert supplement.data["paper"]["total"]["tallied"] == 6
    together = supplement.data["supplements"]["together"]["questions"]
    assert [one["asked"] for one in together if one["code"] == "overall"] == [6]
    with pytest.raises(operations.CoveredByReport):
        operations.withdraw_batch(batch=batch, because="pomyłka", by=None, at=AT)


def test_sheets_and_totals_do_not_mix() -> None:
    version = a_survey()
    with pytest.raises(operations.NotASheetBatch):
        enter(a_tally(version))
    with pytest.raises(operations.NotATallyBatch):
        operations.record_totals(batch=a_box(version), forms=6, totals=OVERALL, by=None)


@pytest.mark.parametrize(("forms", "totals"), [(0, OVERALL), (6, {})])
def test_nothing_is_no_tally(forms: int, totals: Mapping[str, Mapping[str, int]]) -> None:
    with pytest.raises(NothingCounted):
        operations.record_totals(batch=a_tally(), forms=forms, totals=totals, by=None)


@pytest.mark.parametrize(
    ("totals", "problem"),
    [
        ({"overall": {"5": 3, "4": 1}}, TallyProblem.SUM),
        ({"overall": {"5": 7}}, TallyProblem.SUM),
        ({"overall": {"5": 7, "4": -1}}, TallyProblem.NEGATIVE),
        ({"overall": {"6": 6}}, TallyProblem.UNKNOWN_VALUE),
        ({"overall": {NOT_APPLICABLE: 6}}, TallyProblem.UNKNOWN_VALUE),
        ({"department": {"zz": 6}}, TallyProblem.UNKNOWN_VALUE),
        ({"comment": {"dziękuję": 6}}, TallyProblem.UNKNOWN_QUESTION),
        ({"nobody_asked": {"5": 6}}, TallyProblem.UNKNOWN_QUESTION),
        ({"case_kind": {"taxes": 7}}, TallyProblem.MORE_THAN_FORMS),
        ({"case_kind": {"taxes": 1, "waste": 1}}, TallyProblem.SUM),
        ({"case_kind": {NO_ANSWER: 7}}, TallyProblem.SUM),
    ],
)
def test_totals_that_cannot_be_are_refused(
    totals: Mapping[str, Mapping[str, int]], problem: TallyProblem
) -> None:
    batch = a_tally(questionnaire=STARTER_SET)

    with pytest.raises(WrongTotals) as refused:
        operations.record_totals(batch=batch, forms=6, totals=totals, by=None)

    assert list(refused.value.problems.values()) == [problem]
    assert counters() == {}


def test_a_multiple_choice_may_exceed_the_forms() -> None:
    batch = a_tally(questionnaire=STARTER_SET)
    totals = {"case_kind": {"taxes": 5, "waste": 4, NO_ANSWER: 1}}
    operations.record_totals(batch=batch, forms=6, totals=totals, by=None)

    [kinds] = [one for one in on_demand(batch).data["questions"] if one["code"] == "case_kind"]
    assert (kinds["asked"], kinds["valid"], kinds["no_answer"]) == (6, 5, 1)
    assert [one["share_valid"] for one in kinds["options"] if one["n"]] == ["100.0", "80.0"]


@given(marks=st.lists(st.sampled_from([*"12345", INVALID, NO_ANSWER]), min_size=1))
def test_whoever_counts_right_is_always_believed(marks: list[str]) -> None:
    totals = {"overall": {value: marks.count(value) for value in set(marks)}}

    kept, problems = judge_totals(
        questionnaire=SHORT_SET, totals=totals, forms=len(marks), departments=()
    )
    wrong = judge_totals(
        questionnaire=SHORT_SET, totals=totals, forms=len(marks) + 1, departments=()
    )[1]

    assert (kept, problems) == (totals, {})
    assert wrong == {"overall": TallyProblem.SUM}
