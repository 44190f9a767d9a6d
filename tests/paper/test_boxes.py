"""The box protocol: what adds up, what is asked, and until when it may change (paper 2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import NOON, a_survey, a_user
from tests.paper.boxes import AT, DAY, DESK, a_box, count_and_close, enter, fill
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire
from wagtail_ocen_urzad.paper.operations import Protocol
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.revision import activate
from wagtail_ocen_urzad.survey.models import AnswerCell, PaperBatch, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.operations import switch_paper

pytestmark = pytest.mark.django_db


def forms() -> int:
    return sum(AnswerCell.objects.filter(question=AnswerCell.FORMS).values_list("n", flat=True))


def a_report(batch: PaperBatch, *, at: datetime = AT) -> int:
    report = generate_report(
        survey=batch.survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 3, 1), DAY),
        case_number="",
        by=None,
        at=at,
    )
    return int(report.number)


def test_batches_of_a_survey_are_numbered_from_one() -> None:
    version = a_survey()

    assert [a_box(version).number for _ in range(3)] == [1, 2, 3]
    assert [one.number for one in queries.batches_of(survey=version.survey)] == [3, 2, 1]


def test_a_batch_asks_the_version_that_was_in_force_on_its_day() -> None:
    first = a_survey()
    later = NOON + timedelta(days=30)
    second = activate(survey=first.survey, questionnaire=STARTER_SET, by=None, at=later).version
    at = later + timedelta(days=10)

    assert a_box(second, opened_on=DAY, at=at).version == first
    assert a_box(second, opened_on=later.date(), at=at).version == second
    # Sheets may be printed, and boxes opened, before the survey is.
    assert a_box(second, opened_on=date(2026, 1, 2), at=at).version == first


def test_a_version_that_was_chosen_stays_when_the_date_is_changed() -> None:
    first = a_survey()
    later = NOON + timedelta(days=30)
    second = activate(survey=first.survey, questionnaire=STARTER_SET, by=None, at=later).version
    at = later + timedelta(days=10)
    header = Protocol(opened_on=later.date())
    chosen, derived = (
        operations.open_batch(survey=first.survey, protocol=header, version=one, by=None, at=at)
        for one in (first, None)
    )

    def moved(batch: PaperBatch, day: date) -> QuestionSetVersion:
        changed = Protocol(opened_on=day)
        return operations.change_protocol(batch=batch, protocol=changed, by=None, at=at).version

    the_day_after = later.date() + timedelta(days=1)
    assert moved(chosen, the_day_after) == first
    assert [moved(derived, day) for day in (the_day_after, DAY, the_day_after)] == [
        second, first, second
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        ({"opened_on": date(2026, 3, 24)}, operations.OpenedAhead),
        ({"service_point": "ZZZZZ"}, operations.UnknownServicePoint),
        ({"period": (DAY, date(2026, 3, 1))}, operations.PeriodTurnedRound),
    ],
)
def test_an_impossible_header_is_refused(header: dict[str, Any], refusal: type[Exception]) -> None:
    version = a_survey()
    with pytest.raises(refusal):
        a_box(version, **header)

    assert PaperBatch.objects.count() == 0


def test_found_is_entered_and_blank_and_invalid() -> None:
    batch = fill(a_box(issued=20, found=12, blank=2, invalid=1), 8)

    with pytest.raises(operations.ProtocolDiffers) as refused:
        operations.close_batch(batch=batch, by=None, at=AT)
    found = refused.value
    assert (found.found, found.entered, found.blank, found.invalid) == (12, 8, 2, 1)

    enter(batch)
    closed = operations.close_batch(batch=batch, by=None, at=AT)
    assert closed.state == PaperBatch.State.CLOSED
    assert closed.difference == 0
    assert queries.return_rate_of(batch=closed) == "60.0"


def test_a_difference_needs_a_reason_and_keeps_it() -> None:
    batch = fill(a_box(found=3), 2)

    with pytest.raises(operations.ProtocolDiffers):
        operations.close_batch(batch=batch, because="  ", by=None, at=AT)
    closed = operations.close_batch(batch=batch, because="Jeden arkusz zaginął.", by=None, at=AT)

    assert (closed.difference, closed.difference_because) == (1, "Jeden arkusz zaginął.")


def test_a_box_that_was_not_counted_is_not_closed() -> None:
    with pytest.raises(operations.FoundUnknown):
        operations.close_batch(batch=a_box(), by=None, at=AT)


def test_no_rate_without_the_number_issued() -> None:
    batch = count_and_close(fill(a_box(), 2))

    assert queries.return_rate_of(batch=batch) is None


def test_day_and_desk_stay_once_sheets_carry_them() -> None:
    batch = fill(a_box(), 1)

    with pytest.raises(operations.DateOfEntered):
        operations.change_protocol(batch=batch, protocol=Protocol(opened_on=DAY), by=None, at=AT)
    changed = operations.change_protocol(
        batch=batch,
        protocol=Protocol(opened_on=DAY, service_point=DESK, issued=40, opened_by="zespół"),
        by=None,
        at=AT,
    )
    assert (changed.issued, changed.opened_by, changed.entered) == (40, "zespół", 1)


def test_a_closed_batch_is_reopened_until_a_report_covers_it() -> None:
    batch = count_and_close(fill(a_box(), 2))
    with pytest.raises(operations.BatchIsClosed):
        enter(batch)

    reopened = operations.reopen_batch(batch=batch, by=None)
    assert reopened.state == PaperBatch.State.REOPENED
    enter(reopened)
    batch = count_and_close(reopened)
    assert (batch.entered, batch.state) == (3, PaperBatch.State.CLOSED)

    number = a_report(batch, at=AT + timedelta(hours=1))
    with pytest.raises(operations.CoveredByReport) as refused:
        operations.reopen_batch(batch=batch, by=None)
    assert refused.value.numbers == (number,)
    with pytest.raises(operations.CoveredByReport):
        operations.withdraw_batch(batch=batch, because="pomyłka", by=None, at=AT)
    assert queries.covered_by(batch=batch) == [number]


def test_the_protocol_alone_is_covered_too() -> None:
    """Every sheet was blank: there is no answer that a report could count."""
    batch = count_and_close(a_box(issued=10, blank=4))
    a_report(batch, at=AT + timedelta(hours=1))

    with pytest.raises(operations.CoveredByReport):
        operations.reopen_batch(batch=batch, by=None)


def test_a_report_of_another_time_covers_nothing() -> None:
    batch = count_and_close(fill(a_box(opened_on=date(2026, 3, 21)), 1))
    a_report(batch, at=AT + timedelta(hours=1))

    assert queries.covered_by(batch=batch) == []


def test_withdrawn_sheets_leave_the_figures_and_stay_stored() -> None:
    version = a_survey()
    batch, other = fill(a_box(version), 3), fill(a_box(version), 2)
    assert forms() == 5

    left = operations.withdraw_batch(batch=batch, because="Zła urna.", by=None, at=AT)

    batch.refresh_from_db()
    assert (left, forms(), Response.objects.count()) == (3, 2, 5)
    assert (batch.state, batch.withdrawn_because) == (PaperBatch.State.WITHDRAWN, "Zła urna.")
    assert PaperQuestionnaire.objects.filter(batch=batch).count() == 0
    assert sorted(AnswerCell.objects.filter(n__gt=0).values_list("question", "value", "n")) == [
        (AnswerCell.FORMS, "", 2),
        (AnswerCell.SERVICE_POINT, DESK, 2),
        (AnswerCell.WITHDRAWN, "", 3),
        ("overall", "4", 2),
    ]
    for verb in (operations.withdraw_batch,):
        with pytest.raises(operations.BatchIsWithdrawn):
            verb(batch=batch, because="jeszcze raz", by=None, at=AT)
    with pytest.raises(operations.BatchIsWithdrawn):
        enter(batch)
    with pytest.raises(operations.BatchIsWithdrawn):
        operations.reopen_batch(batch=batch, by=None)
    assert fill(other, 1).entered == 3


def test_nothing_is_withdrawn_without_a_reason() -> None:
    batch = fill(a_box(), 1)

    with pytest.raises(operations.NoReason):
        operations.withdraw_batch(batch=batch, because=" ", by=None, at=AT)
    assert forms() == 1


def test_a_correction_is_traced_and_changes_later_reports_only() -> None:
    batch = count_and_close(fill(a_box(issued=10), 2), blank=1, found=3)
    a_report(batch, at=AT + timedelta(hours=1))
    clerk = a_user("ola", "enter_paper")

    with pytest.raises(operations.NoReason):
        operations.record_correction(batch=batch, text="", by=clerk, at=AT)
    correction = operations.record_correction(
        batch=batch,
        text="Wydano 12, nie 10.",
        numbers={"issued": 12, "blank": 1},
        by=clerk,
        at=AT,
    )

    batch.refresh_from_db()
    assert correction.changes == {"issued": [10, 12]}
    assert (batch.issued, batch.found, batch.blank) == (12, 3, 1)
    assert list(queries.corrections_of(batch=batch)) == [correction]
    first = batch.survey.reports.get(number=1).data["paper"]["total"]["issued"]
    again = batch.survey.reports.get(number=a_report(batch, at=AT + timedelta(hours=2)))
    assert (first, again.data["paper"]["total"]["issued"]) == (10, 12)


def test_an_open_batch_needs_no_correction() -> None:
    with pytest.raises(operations.BatchIsOpen):
        operations.record_correction(batch=a_box(), text="cokolwiek", by=None, at=AT)


def test_paper_switched_off_takes_no_new_box() -> None:
    batch = fill(a_box(), 2)
    switch_paper(survey=batch.survey, is_on=False, by=None)
    batch.survey.refresh_from_db()

    with pytest.raises(operations.PaperIsOff):
        a_box(batch.version)
    assert forms() == 2
