"""Any order of verbs: nothing that the document forbids is reachable, and nothing gets stuck.

The rules are written down here once more, straight from the records and the document, not from
`progress`. `OCEN_URZAD_STUDY_EXAMPLES` and `OCEN_URZAD_STUDY_STEPS` make it longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.procedure.scene import TODAY, Edition, an_edition
from tests.verification.scene import found
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import (
    RECORDS,
    AuditGuidelines,
    Contract,
    EnquiryRecipient,
    Finding,
    FindingAssessment,
    Handover,
    InternalAudit,
    Issue,
    IssueCatalogue,
    MonitoringEntry,
    PriceEnquiry,
    Procurement,
    Publication,
    PublicationChannel,
    PublicationDecision,
    QualityAction,
    QuestionnaireAcceptance,
    Quote,
    ResultsAcknowledgement,
    ResultsAnalysis,
    Study,
    StudyRecord,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

pytestmark = pytest.mark.django_db

SMALL = connection.vendor != "sqlite"
EXAMPLES = int(os.environ.get("OCEN_URZAD_STUDY_EXAMPLES", "2" if SMALL else "5"))
STEPS = int(os.environ.get("OCEN_URZAD_STUDY_STEPS", "40"))

HANDOVERS = (
    TaskCode.REPLIES_HANDOVER,
    TaskCode.CATALOGUE_HANDOVER,
    TaskCode.QUESTIONNAIRE_HANDOVER,
    TaskCode.RESULTS_TO_UNIT_HEAD,
    TaskCode.RESULTS_TO_REPRESENTATIVE,
    TaskCode.SUBMISSION,
)
EARLIER = TODAY - timedelta(days=1)
Deed = Callable[[Edition], Any]


def last(edition: Edition, kind: type[Any]) -> Any:
    """Return the newest record of a kind; an unknown one when there is none."""
    records = list(queries.records_of(study=edition.study, kind=kind))
    return records[-1] if records else kind(study=edition.study, pk=0)


def the_next(edition: Edition) -> None:
    """Do the first task of the document that is not done."""
    finding = last(edition, FindingAssessment).finding or Finding.RISK
    standing = edition.standing
    for task, deed in edition.script(finding=finding):
        if standing.tasks[task].done_on is None:
            deed()
            return
    edition.close()


def whose(kind: type[StudyRecord]) -> Role:
    """Return who answers for a kind of record."""
    decided = {FindingAssessment, InternalAudit, PublicationDecision, ResultsAnalysis}
    if kind in decided | {AuditGuidelines}:
        return Role.QUALITY_REPRESENTATIVE
    return Role.OFFICE_HEAD if kind is ResultsAcknowledgement else Role.COORDINATOR


def withdrawn(kind: type[StudyRecord]) -> Deed:
    """Return the deed that withdraws the newest record of a kind."""

    def deed(edition: Edition) -> None:
        operations.withdraw(record=last(edition, kind), reason="Pomyłka", **edition[whose(kind)])

    deed.__name__ = f"withdrawn_{kind.record_kind()}"
    return deed


def corrected(kind: type[StudyRecord], **changes: Any) -> Deed:
    """Return the deed that corrects the newest record of a kind."""

    def deed(edition: Edition) -> None:
        operations.correct(
            record=last(edition, kind), reason="Pomyłka", **changes, **edition[whose(kind)]
        )

    deed.__name__ = f"corrected_{kind.record_kind()}"
    return deed


def handed(task: TaskCode) -> Deed:
    """Return the deed of one handover, by whoever may."""
    role = Role.QUALITY_REPRESENTATIVE if task is TaskCode.SUBMISSION else Role.COORDINATOR
    return lambda edition: edition.hand_over(task, role)


def backdated(task: TaskCode) -> Deed:
    """Return the deed of one handover, dated before today."""
    role = Role.QUALITY_REPRESENTATIVE if task is TaskCode.SUBMISSION else Role.COORDINATOR
    return lambda edition: edition.hand_over(task, role, handed_on=EARLIER)


def answered_earlier(edition: Edition) -> None:
    """Write down that the firms asked were silent, as of yesterday."""
    for one in edition.asked:
        operations.record_no_reply(
            recipient=one.recipient, noted_on=EARLIER, **edition[Role.COORDINATOR]
        )


DEEDS: list[Deed] = [
    lambda edition: edition.issue(),
    lambda edition: edition.catalogue(),
    lambda edition: edition.letter(),
    lambda edition: edition.recipient(3),
    lambda edition: edition.recipient(2, counts=False),
    lambda edition: edition.send(),
    lambda edition: edition.replies(),
    lambda edition: edition.procurement(),
    lambda edition: edition.contract(),
    lambda edition: edition.date(),
    lambda edition: edition.exact_date(),
    lambda edition: edition.exact_date(places="", hours=""),
    lambda edition: edition.acceptance(),
    lambda edition: edition.acceptance(files=[]),
    lambda edition: edition.monitoring(with_desk_head=False),
    lambda edition: edition.results(),
    lambda edition: edition.results(files=[]),
    lambda edition: edition.analysis(),
    lambda edition: edition.assessment(Finding.NONE),
    lambda edition: edition.assessment(Finding.IRREGULARITY),
    lambda edition: edition.audit_order(),
    lambda edition: edition.audit(),
    lambda edition: edition.audit(no_actions_because="Przyczyna ustała."),
    lambda edition: edition.action(),
    lambda edition: edition.action_done(last(edition, QualityAction)),
    lambda edition: edition.decision(),
    lambda edition: edition.publication(PublicationChannel.WEBSITE),
    lambda edition: edition.publication(PublicationChannel.BOARD),
    lambda edition: edition.guidelines(),
    lambda edition: edition.analysis(analysed_on=EARLIER),
    lambda edition: edition.decision(decided_on=EARLIER),
    lambda edition: edition.results(received_on=EARLIER),
    lambda edition: edition.procurement(started_on=EARLIER),
    lambda edition: edition.contract(signed_on=EARLIER),
    lambda edition: edition.acceptance(accepted_on=EARLIER),
    lambda edition: edition.assessment(Finding.RISK, assessed_on=EARLIER),
    lambda edition: edition.audit_order(ordered_on=EARLIER),
    answered_earlier,
    lambda edition: operations.acknowledge_results(
        study=edition.study, acknowledged_on=edition.today, **edition[Role.OFFICE_HEAD]
    ),
    lambda edition: edition.close(),
    lambda edition: edition.hand_over(TaskCode.CATALOGUE_HANDOVER, discussion=""),
    lambda edition: operations.move_deadline(
        study=edition.study,
        task=TaskCode.DATE,
        to=date(2026, 6, 26),
        reason="Choroba koordynatora",
        **edition[Role.COORDINATOR],
    ),
    corrected(EnquiryRecipient, is_nationwide=False),
    corrected(EnquiryRecipient, nationwide_note="Inny dowód"),
    corrected(FindingAssessment, finding=Finding.NONE),
    corrected(FindingAssessment, finding=Finding.RISK),
    corrected(Handover, discussion=""),
    corrected(Handover, handed_on=EARLIER),
    corrected(StudyResults, received_on=EARLIER),
    corrected(ResultsAnalysis, analysed_on=EARLIER),
    corrected(Publication, published_on=EARLIER),
    corrected(PublicationDecision, channels=["bip"]),
    corrected(InternalAudit, findings=""),
    corrected(InternalAudit, ordered_on=EARLIER),
    corrected(PriceEnquiry, dated=EARLIER),
    corrected(EnquiryRecipient, sent_on=EARLIER),
    corrected(Quote, noted_on=EARLIER),
    corrected(Procurement, started_on=EARLIER),
    corrected(Contract, signed_on=EARLIER),
    corrected(QuestionnaireAcceptance, accepted_on=EARLIER),
    *(withdrawn(kind) for kind in RECORDS),
    *(handed(task) for task in HANDOVERS),
    *(backdated(task) for task in HANDOVERS),
]


@pytest.fixture
def edition() -> Edition:
    return an_edition()


deeds = st.lists(
    st.one_of(st.just(the_next), st.just(the_next), st.sampled_from(DEEDS)), max_size=STEPS
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=deeds)
def test_no_order_of_verbs_breaks_the_procedure(edition: Edition, order: list[Deed]) -> None:
    with transaction.atomic():
        done = 0
        for deed in order:
            try:
                with transaction.atomic():
                    deed(edition)
            except operations.UnableToAct:
                continue
            done += 1
            nothing_forbidden(edition)
        nothing_is_stuck(edition)
        assert found() == []
        assert edition.study.entries.count() >= done
        transaction.set_rollback(True)


def nothing_is_stuck(edition: Edition) -> None:
    """From wherever the edition is, the tasks in the order of the document lead to its closing."""
    for _ in range(60):
        if Study.objects.get(pk=edition.study.pk).closed_on:
            break
        mend(edition)
        the_next(edition)
    assert Study.objects.get(pk=edition.study.pk).closed_on == edition.today
    nothing_forbidden(edition)


def mend(edition: Edition) -> None:
    """Do what a clerk does where „the next” alone is not enough: a pile half worked off."""
    standing = edition.standing
    if standing.tasks[TaskCode.REPLIES_HANDOVER].done_on is None:
        mend_enquiry(edition)
    for action in queries.records_of(study=edition.study, kind=QualityAction):
        if action.done_on is None:
            edition.action_done(action)


def mend_enquiry(edition: Edition) -> None:
    """Bring the enquiry to three firms that count, by way of what is there already."""
    if not queries.records_of(study=edition.study, kind=IssueCatalogue):
        edition.issue()
        edition.catalogue()
    if not edition.standing.tasks[TaskCode.ENQUIRY].lacks:
        return
    listed = {one.contractor_id for one in edition.recipients}
    if not queries.facts_of(study=edition.study).has_letter:
        # Of a letter that was withdrawn after it had been sent.
        sent = [one.sent_on for one in edition.recipients if one.sent_on]
        edition.letter(dated=min(sent, default=edition.today))
    for place, firm in enumerate(edition.firms):
        if firm.pk not in listed:
            edition.recipient(place)
    for one in edition.recipients:
        if not one.counts:
            operations.correct(
                record=one,
                reason="Dowód znaleziono",
                is_reputable=True,
                reputation_note="Lista",
                is_nationwide=True,
                nationwide_note="Oddziały",
                **edition[Role.COORDINATOR],
            )
    if any(one.sent_on is None for one in edition.recipients):
        edition.send()


def nothing_forbidden(edition: Edition) -> None:
    """The document once more, in other words than the code's."""
    one_to_three(edition)
    five_and_six(edition)
    seven_and_the_end(edition)
    in_order(edition)


def records(edition: Edition, kind: type[Any]) -> list[Any]:
    return list(kind.objects.filter(study=edition.study, is_withdrawn=False))


def handovers(edition: Edition) -> dict[str, Handover]:
    return {one.task: one for one in records(edition, Handover)}


def one_to_three(edition: Edition) -> None:
    handed_over = handovers(edition)
    sent = [one for one in records(edition, EnquiryRecipient) if one.sent_on]
    counting = [one for one in sent if one.is_reputable and one.is_nationwide]
    if TaskCode.REPLIES_HANDOVER in handed_over:
        assert records(edition, Issue)
        assert len(counting) >= 3
        assert {one.pk for one in sent} <= {one.recipient_id for one in records(edition, Quote)}
    if records(edition, Procurement):
        assert TaskCode.REPLIES_HANDOVER in handed_over
    if catalogue := handed_over.get(TaskCode.CATALOGUE_HANDOVER):
        assert catalogue.discussion
    if TaskCode.QUESTIONNAIRE_HANDOVER in handed_over:
        assert records(edition, QuestionnaireAcceptance)


def five_and_six(edition: Edition) -> None:
    handed_over = handovers(edition)
    if TaskCode.RESULTS_TO_REPRESENTATIVE in handed_over:
        assert TaskCode.RESULTS_TO_UNIT_HEAD in handed_over
    if records(edition, ResultsAnalysis):
        assert TaskCode.RESULTS_TO_REPRESENTATIVE in handed_over
    if TaskCode.SUBMISSION in handed_over:
        assert records(edition, ResultsAnalysis)
    if records(edition, ResultsAcknowledgement):
        assert TaskCode.SUBMISSION in handed_over
    if records(edition, InternalAudit):
        [assessment] = records(edition, FindingAssessment)
        assert assessment.finding in {"risk", "irregularity"}
    if records(edition, QualityAction):
        assert any(one.held_to for one in records(edition, InternalAudit))


def seven_and_the_end(edition: Edition) -> None:
    indicated = {
        channel for one in records(edition, PublicationDecision) for channel in one.channels
    }
    used = {one.channel for one in records(edition, Publication)}
    assert used <= indicated
    if Study.objects.get(pk=edition.study.pk).closed_on:
        assert used == indicated
        assert any(one.with_unit_head for one in records(edition, MonitoringEntry))
        assert any(one.with_desk_head for one in records(edition, MonitoringEntry))
        assert all(one.done_on for one in records(edition, QualityAction))


def in_order(edition: Edition) -> None:
    """The days of what was done follow each other as the document says."""
    handed_over = handovers(edition)
    received = [one.received_on for one in records(edition, StudyResults)]
    days = [
        min(received, default=None),
        *(
            handed_over[task].handed_on if task in handed_over else None
            for task in (TaskCode.RESULTS_TO_UNIT_HEAD, TaskCode.RESULTS_TO_REPRESENTATIVE)
        ),
        *(one.analysed_on for one in records(edition, ResultsAnalysis)),
        handed_over[TaskCode.SUBMISSION].handed_on if TaskCode.SUBMISSION in handed_over else None,
        *(one.decided_on for one in records(edition, PublicationDecision)),
        *sorted(one.published_on for one in records(edition, Publication)),
    ]
    known = [day for day in days if day]
    assert known == sorted(known)
    of_the_first_steps_in_order(edition)
    for audit in records(edition, InternalAudit):
        [assessment] = records(edition, FindingAssessment)
        assert assessment.assessed_on <= audit.ordered_on


def of_the_first_steps_in_order(edition: Edition) -> None:
    """„Po otrzymaniu odpowiedzi”, „a następnie”, „następnie”, „zaakceptowaną ankietę”."""
    handed_on = {code: one.handed_on for code, one in handovers(edition).items()}
    sent = {one.pk: one.sent_on for one in records(edition, EnquiryRecipient) if one.sent_on}
    for letter in records(edition, PriceEnquiry):
        assert all(letter.dated <= day for day in sent.values())
    replies = [(one.noted_on, sent[one.recipient_id]) for one in records(edition, Quote)]
    assert all(left <= noted for noted, left in replies)
    replied = [noted for noted, _ in replies]
    started = [one.started_on for one in records(edition, Procurement)]
    signed = [one.signed_on for one in records(edition, Contract)]
    accepted = [one.accepted_on for one in records(edition, QuestionnaireAcceptance)]
    if replies_day := handed_on.get(TaskCode.REPLIES_HANDOVER):
        assert min(replied) <= replies_day
        assert all(replies_day <= day for day in started)
    if catalogue_day := handed_on.get(TaskCode.CATALOGUE_HANDOVER):
        assert all(day <= catalogue_day for day in signed)
    if questionnaire_day := handed_on.get(TaskCode.QUESTIONNAIRE_HANDOVER):
        assert all(day <= questionnaire_day for day in accepted)


def test_the_files_of_a_refused_act_are_not_kept(edition: Edition) -> None:
    file = NewFile(name="umowa.pdf", content=b"%PDF-1.7")

    with pytest.raises(operations.UnableToRecordContract):
        edition.contract(files=[file])

    assert not edition.study.files.exists()
