"""An office with all roles, and an edition that can be played act by act through the verbs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tests.factories import a_user, an_office
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT, Adaptation
from wagtail_ocen_urzad.procedure.models import (
    ActionKind,
    Contractor,
    DeliveryChannel,
    EnquiryRecipient,
    Finding,
    PublicationChannel,
    QualityAction,
    Study,
    StudyKind,
)
from wagtail_ocen_urzad.procedure.operations import NewFile, Sending
from wagtail_ocen_urzad.procedure.progress import StudyStanding
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import IssueSource
from wagtail_ocen_urzad.survey.models import Office

NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)
TODAY = date(2026, 6, 10)
PDF = NewFile(name="wyniki.pdf", content=b"%PDF-1.7 results")
FIRMS = ("Pracownia Badań Przykład", "Instytut Opinii Próba", "Badania Wzór", "Sondaż Model")

Deed = Callable[[], Any]


@dataclass(kw_only=True)
class Edition:
    """One edition and the people who hold the roles in its office."""

    office: Office
    people: dict[Role, Any]
    firms: list[Contractor]
    study: Study
    at: datetime = NOON

    def __getitem__(self, role: Role) -> dict[str, Any]:
        """Return the last arguments of every verb: who acts, and when."""
        return {"by": self.people[role], "at": self.at}

    @property
    def today(self) -> date:
        """The day on which acts are written down."""
        return self.at.date()

    @property
    def standing(self) -> StudyStanding:
        """How the edition stands today."""
        return queries.standing_of(study=self.study, today=self.today)

    def following(self, *, adaptation: Adaptation = DOCUMENT, year: int = 2027) -> Edition:
        """Return a new edition of another year in the same office."""
        operations.adopt_procedure(office=self.office, adaptation=adaptation, by=None, at=self.at)
        study = operations.begin_study(
            office=self.office, year=year, kind=StudyKind.SATISFACTION, **self[Role.COORDINATOR]
        )
        return dataclasses.replace(self, study=study)

    def issue(self, **changes: Any) -> Any:
        """Add an issue."""
        given = {
            "text": "Czas oczekiwania przy stanowiskach",
            "source": IssueSource.OWN,
            "supplied_by": "Marek Zieliński",
            "supplied_on": self.today,
            **self[Role.COORDINATOR],
        }
        return operations.add_issue(study=self.study, **{**given, **changes})

    def catalogue(self) -> Any:
        """Compile the catalogue."""
        return operations.compile_catalogue(
            study=self.study, compiled_on=self.today, **self[Role.COORDINATOR]
        )

    def letter(self, **changes: Any) -> Any:
        """Prepare the enquiry."""
        given = {
            "letter": "Zwracamy się z prośbą o przedstawienie ceny.",
            "dated": self.today,
            "reply_by": date(2026, 6, 24),
            **self[Role.COORDINATOR],
        }
        return operations.prepare_enquiry(study=self.study, **{**given, **changes})

    def recipient(self, place: int = 0, *, counts: bool = True) -> EnquiryRecipient:
        """Choose a firm."""
        return operations.add_recipient(
            study=self.study,
            contractor=self.firms[place],
            is_reputable=counts,
            reputation_note="Lista referencyjna",
            is_nationwide=counts,
            nationwide_note="Oddziały w szesnastu województwach",
            **self[Role.COORDINATOR],
        )

    @property
    def recipients(self) -> list[EnquiryRecipient]:
        """The firms on the list."""
        return list(queries.records_of(study=self.study, kind=EnquiryRecipient))

    def send(self, *recipients: EnquiryRecipient) -> Any:
        """Send the enquiry to these firms, or to all that were not asked yet."""
        to = recipients or [one for one in self.recipients if one.sent_on is None]
        sendings = [
            Sending(recipient=one, channel=DeliveryChannel.EMAIL, sent_on=self.today) for one in to
        ]
        return operations.send_enquiry(
            study=self.study, sendings=sendings, **self[Role.COORDINATOR]
        )

    def quote(self, recipient: EnquiryRecipient, net: str = "18500") -> Any:
        """Write down a quote."""
        return operations.record_quote(
            recipient=recipient, noted_on=self.today, net=Decimal(net), **self[Role.COORDINATOR]
        )

    def no_reply(self, recipient: EnquiryRecipient) -> Any:
        """Write down that a firm was silent."""
        return operations.record_no_reply(
            recipient=recipient, noted_on=self.today, **self[Role.COORDINATOR]
        )

    def replies(self) -> None:
        """Write down a quote of the first firm asked and the silence of the others."""
        for place, one in enumerate(line.recipient for line in self.asked):
            self.no_reply(one) if place else self.quote(one)

    @property
    def asked(self) -> list[queries.QuoteLine]:
        """The firms that were asked and have not answered."""
        return [one for one in queries.comparison_of_quotes(study=self.study) if not one.quote]

    def hand_over(self, task: TaskCode, role: Role = Role.COORDINATOR, **changes: Any) -> Any:
        """Hand something over."""
        given = {
            "from_name": "Marek Zieliński",
            "to_name": "Anna Nowacka",
            "handed_on": self.today,
            "discussion": "Zagadnienia omówiono na spotkaniu.",
            **self[role],
        }
        return operations.hand_over(study=self.study, task=task, **{**given, **changes})

    def procurement(self, **changes: Any) -> Any:
        """Start the procurement."""
        given = {"started_on": self.today, "estimate": Decimal(18_500), **self[Role.COORDINATOR]}
        return operations.start_procurement(study=self.study, **{**given, **changes})

    def contract(self, **changes: Any) -> Any:
        """Write down the contract with the first firm."""
        given = {
            "number": "OR.272.9.2026",
            "signed_on": self.today,
            "contractor": self.firms[0],
            "kind": StudyKind.SATISFACTION,
            "net": Decimal(18_500),
            "gross": Decimal(22_755),
            **self[Role.COORDINATOR],
        }
        return operations.record_contract(study=self.study, **{**given, **changes})

    def date(self, **changes: Any) -> Any:
        """Agree the date of the study."""
        return operations.agree_date(study=self.study, **{**self._days(), **changes})

    def exact_date(self, **changes: Any) -> Any:
        """Agree the exact date and the details."""
        given = {**self._days(), "places": "BOK, parter", "hours": "8.00–16.00"}
        return operations.agree_exact_date(study=self.study, **{**given, **changes})

    def acceptance(self, **changes: Any) -> Any:
        """Accept the questionnaire that a file holds."""
        given = {
            "accepted_by": "Anna Nowacka",
            "accepted_by_position": "Kierownik OS",
            "accepted_on": self.today,
            "files": [NewFile(name="ankieta.pdf", content=b"%PDF-1.7 questionnaire")],
            **self[Role.UNIT_HEAD],
        }
        return operations.accept_questionnaire(study=self.study, **{**given, **changes})

    def monitoring(self, **changes: Any) -> Any:
        """Write an entry of monitoring in which both heads took part."""
        given = {
            "observed_on": self.today,
            "observation": "Ankieterzy pracują zgodnie z ustaleniami.",
            "with_unit_head": True,
            "with_desk_head": True,
            **self[Role.COORDINATOR],
        }
        return operations.record_monitoring(study=self.study, **{**given, **changes})

    def results(self, **changes: Any) -> Any:
        """Take in the results."""
        given = {"received_on": self.today, "files": [PDF], **self[Role.COORDINATOR]}
        return operations.receive_results(study=self.study, **{**given, **changes})

    def analysis(self, **changes: Any) -> Any:
        """Analyse the results."""
        given = {
            "analysed_on": self.today,
            "text": "Najsłabiej oceniono czas oczekiwania.",
            **self[Role.QUALITY_REPRESENTATIVE],
        }
        return operations.analyse_results(study=self.study, **{**given, **changes})

    def assessment(self, finding: Finding = Finding.NONE, **changes: Any) -> Any:
        """Assess the results."""
        given = {
            "finding": finding,
            "reason": "Wszystkie obszary powyżej celu.",
            "assessed_on": self.today,
            **self[Role.QUALITY_REPRESENTATIVE],
        }
        return operations.assess_results(study=self.study, **{**given, **changes})

    def audit_order(self, **changes: Any) -> Any:
        """Order the audit."""
        given = {
            "ordered_on": self.today,
            "team": "Zespół ds. ZSZ",
            "scope": "Obsługa klienta w BOK",
            **self[Role.QUALITY_REPRESENTATIVE],
        }
        return operations.order_audit(study=self.study, **{**given, **changes})

    def audit(self, **changes: Any) -> Any:
        """Hold the audit."""
        given = {
            "held_from": self.today,
            "held_to": self.today,
            "findings": "Brak kolejki priorytetowej.",
            **self[Role.QUALITY_TEAM],
        }
        return operations.record_audit(study=self.study, **{**given, **changes})

    def action(self, kind: ActionKind = ActionKind.CORRECTIVE, **changes: Any) -> Any:
        """Plan an action."""
        given = {
            "kind": kind,
            "cause": "Jedno stanowisko dla wszystkich spraw",
            "description": "Uruchomić drugie stanowisko",
            "owner": "Kierownik BOK",
            "due_on": date(2026, 12, 1),
            **self[Role.QUALITY_TEAM],
        }
        return operations.plan_action(study=self.study, **{**given, **changes})

    def action_done(self, action: QualityAction) -> Any:
        """Write down that an action was introduced."""
        return operations.complete_action(
            action=action, done_on=self.today, **self[Role.QUALITY_TEAM]
        )

    def decision(self, **changes: Any) -> Any:
        """Decide how the results are published."""
        given = {
            "channels": [PublicationChannel.WEBSITE, PublicationChannel.BIP],
            "decided_on": self.today,
            **self[Role.QUALITY_REPRESENTATIVE],
        }
        return operations.decide_publication(study=self.study, **{**given, **changes})

    def publication(self, channel: PublicationChannel = PublicationChannel.BIP) -> Any:
        """Publish in one way."""
        return operations.publish_results(
            study=self.study,
            channel=channel,
            place="https://bip.example.pl/badanie",
            published_on=self.today,
            **self[Role.COORDINATOR],
        )

    def guidelines(self, **changes: Any) -> Any:
        """Issue the guidelines for auditing."""
        given = {
            "text": "Sprawdzić organizację kolejek.",
            "issued_on": self.today,
            **self[Role.QUALITY_REPRESENTATIVE],
        }
        return operations.issue_guidelines(study=self.study, **{**given, **changes})

    def close(self, role: Role = Role.COORDINATOR) -> Study:
        """Close the edition."""
        return operations.close_study(study=self.study, **self[role])

    def play(self, *, until: TaskCode | None = None, finding: Finding = Finding.NONE) -> Edition:
        """Play the edition in the order of the document.

        Args:
            until: the task before which it stops; None plays everything but the closing.
            finding: what the representative finds.
        """
        for task, deed in self.script(finding=finding):
            if task is until:
                break
            deed()
        return self

    def script(
        self, *, finding: Finding = Finding.NONE
    ) -> list[tuple[TaskCode, Callable[[], Any]]]:
        """Return every task with what does it, in the order of the document."""
        handover = self.hand_over
        audit: list[tuple[TaskCode, Deed]] = [
            (TaskCode.AUDIT_ORDER, self.audit_order),
            (TaskCode.AUDIT, self.audit),
            (TaskCode.ACTIONS, lambda: self.action_done(self.action())),
        ]
        return [
            (TaskCode.CATALOGUE, lambda: (self.issue(), self.catalogue())),
            (TaskCode.ENQUIRY, self._enquiry),
            (TaskCode.REPLIES, self.replies),
            (TaskCode.REPLIES_HANDOVER, lambda: handover(TaskCode.REPLIES_HANDOVER)),
            (TaskCode.PROCUREMENT, self.procurement),
            (TaskCode.CONTRACT, self.contract),
            (TaskCode.CATALOGUE_HANDOVER, lambda: handover(TaskCode.CATALOGUE_HANDOVER)),
            (TaskCode.DATE, self.date),
            (TaskCode.ACCEPTANCE, self.acceptance),
            (TaskCode.QUESTIONNAIRE_HANDOVER, lambda: handover(TaskCode.QUESTIONNAIRE_HANDOVER)),
            (TaskCode.EXACT_DATE, self.exact_date),
            (TaskCode.MONITORING, self.monitoring),
            (TaskCode.RESULTS, self.results),
            (TaskCode.RESULTS_TO_UNIT_HEAD, lambda: handover(TaskCode.RESULTS_TO_UNIT_HEAD)),
            (
                TaskCode.RESULTS_TO_REPRESENTATIVE,
                lambda: handover(TaskCode.RESULTS_TO_REPRESENTATIVE),
            ),
            (TaskCode.ANALYSIS, self.analysis),
            (TaskCode.ASSESSMENT, lambda: self.assessment(finding)),
            (
                TaskCode.SUBMISSION,
                lambda: handover(TaskCode.SUBMISSION, Role.QUALITY_REPRESENTATIVE),
            ),
            *([] if finding == Finding.NONE else audit),
            (TaskCode.PUBLICATION_DECISION, self.decision),
            (
                TaskCode.PUBLICATION,
                lambda: [
                    self.publication(one)
                    for one in (PublicationChannel.WEBSITE, PublicationChannel.BIP)
                ],
            ),
            (TaskCode.GUIDELINES, self.guidelines),
        ]

    def _enquiry(self) -> None:
        self.letter()
        for place in range(3):
            self.recipient(place)
        self.send()

    def _days(self) -> dict[str, Any]:
        return {
            "agreed_on": self.today,
            "fieldwork_from": date(2026, 9, 14),
            "fieldwork_to": date(2026, 9, 25),
            "agreed_with": "Joanna Lis",
            **self[Role.COORDINATOR],
        }


def an_edition(
    *, adaptation: Adaptation = DOCUMENT, office: Office | None = None, year: int = 2026
) -> Edition:
    """Return a new edition in an office where each role has one holder."""
    office = office or an_office()
    operations.adopt_procedure(office=office, adaptation=adaptation, by=None, at=NOON)
    people = {}
    for role in Role:
        people[role] = a_user(role.value, "take_part_in_study")
        operations.assign_role(office=office, role=role, user=people[role], by=None, at=NOON)
    coordinator = people[Role.COORDINATOR]
    firms = [
        operations.register_contractor(office=office, name=name, by=coordinator) for name in FIRMS
    ]
    study = operations.begin_study(
        office=office, year=year, kind=StudyKind.SATISFACTION, by=coordinator, at=NOON
    )
    return Edition(office=office, people=people, firms=firms, study=study)


def played(*, until: TaskCode | None = None, finding: Finding = Finding.NONE) -> Any:
    """Return a fixture of a module: an edition played so far, made once and undone at the end."""

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Edition]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield an_edition().play(until=until, finding=finding)
            transaction.set_rollback(True)

    return made


def refused(error: type[operations.UnableToAct], deed: Deed) -> list[tuple[str, str]]:
    """Return what is lacking, and of which task or field, when a deed is refused in this way."""
    with pytest.raises(error) as told:
        deed()
    return [(one.what.value, one.field or one.task) for one in told.value.lacks]
