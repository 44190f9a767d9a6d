"""Step 1 of the procedure (P-03 to P-07).

„Pracownik Oddziału Komunikacji Społecznej (OS) na podstawie własnych spostrzeżeń, analizy wyników
poprzednich badań ankietowych, informacji zebranych od Kierownika Biura Obsługi Klienta (BOK),
pracownika ds. skarg, wniosków i interwencji oraz kierowników komórek organizacyjnych sporządza
katalog zagadnień wymagających poznania opinii klientów. Pracownik OS opracowuje zapytanie o cenę
i rozsyła je do co najmniej 3 renomowanych, działających na obszarze całego kraju firm
przeprowadzających badania satysfakcji klienta. Po otrzymaniu odpowiedzi przekazuje powyższe
Kierownikowi OS, a następnie uruchamiana jest procedura zamówień publicznych.”
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from tests.factories import a_survey, answer
from tests.procedure.scene import NOON, Edition, played, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.facts import Warned
from wagtail_ocen_urzad.procedure.models import EnquiryRecipient, Issue, ProcurementPath
from wagtail_ocen_urzad.procedure.operations import proposed_path
from wagtail_ocen_urzad.procedure.steps import STEPS, Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.verbs import IssueSource
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET

made = played(until=TaskCode.ENQUIRY)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def sent(edition: Edition, firms: int = 3) -> Edition:
    edition.letter()
    for place in range(firms):
        edition.recipient(place)
    edition.send()
    return edition


def handed_over(edition: Edition) -> Edition:
    sent(edition).replies()
    edition.hand_over(TaskCode.REPLIES_HANDOVER)
    return edition


def test_the_clerk_of_the_unit_is_the_actor(edition: Edition) -> None:
    """„Pracownik Oddziału Komunikacji Społecznej (OS)”: the unit has a name of its own (P-03)."""
    [step] = [one for one in STEPS if one.code is StageCode.CATALOGUE]
    own = replace(
        DOCUMENT,
        unit_name="Wydział Organizacyjny",
        role_names={**DOCUMENT.role_names, Role.COORDINATOR: "Inspektor Wydziału Organizacyjnego"},
    )

    adopted = operations.adopt_procedure(
        office=edition.office, adaptation=own, by=None, at=NOON
    ).adaptation

    assert step.actor is Role.COORDINATOR
    assert adopted.unit_name == "Wydział Organizacyjny"
    assert adopted.named(role=Role.COORDINATOR) == "Inspektor Wydziału Organizacyjnego"


def test_the_catalogue_has_five_sources(edition: Edition) -> None:
    """„na podstawie własnych spostrzeżeń, analizy (…), informacji (…)” (P-04)."""
    for source in IssueSource:
        edition.issue(source=source, supplied_by="Jan Przykładowy", supplied_on=date(2026, 4, 10))

    said = queries.records_of(study=edition.study, kind=Issue)
    assert [one.source for one in said] == ["own", *IssueSource]
    assert {(one.supplied_by, one.supplied_on) for one in said} == {
        ("Marek Zieliński", edition.today),
        ("Jan Przykładowy", date(2026, 4, 10)),
    }


def test_who_has_not_been_asked_is_said_and_does_not_block(edition: Edition) -> None:
    """P-04: the text names the sources, it does not demand an issue of each."""
    assert Warned.CATALOGUE_ONE_SOURCE in edition.standing.warnings

    for source in IssueSource:
        edition.issue(source=source)

    assert edition.standing.warnings == ()


def test_weak_questions_of_the_last_report_are_offered(edition: Edition) -> None:
    """„analizy wyników poprzednich badań ankietowych” (P-04)."""
    version = a_survey(questionnaire=STARTER_SET, office=edition.office)
    given = {"contact_way": ["in_person"], "overall": ["5"], "courtesy": ["4"], "speed": ["2"]}
    answer(version, given, on=edition.today)
    generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(edition.today, edition.today),
        case_number="",
        by=None,
        at=NOON,
    )

    [weak] = queries.weak_questions(office=edition.office)

    assert (weak.report_number, weak.code, weak.index) == (1, "speed", "25.0")
    assert weak.survey_code == version.survey.code
    issue = edition.issue(
        text=weak.text,
        source=IssueSource.EARLIER_RESULTS,
        report_number=weak.report_number,
        question=weak.code,
    )
    assert (issue.report_number, issue.question) == (1, "speed")


@pytest.mark.parametrize("firms", [1, 2])
def test_fewer_than_three_enquiries_are_not_sent(edition: Edition, firms: int) -> None:
    """„do co najmniej 3 (…) firm” (P-05)."""
    with pytest.raises(operations.UnableToSendEnquiry) as told:
        sent(edition, firms)

    [lack] = told.value.lacks
    assert (lack.what, lack.needed, lack.there) == ("recipients", 3, firms)
    assert not EnquiryRecipient.objects.exclude(sent_on=None).exists()


def test_a_firm_that_is_not_known_to_be_reputable_and_nationwide_does_not_count(
    edition: Edition,
) -> None:
    """„renomowanych, działających na obszarze całego kraju” (P-05)."""
    edition.letter()
    for place in range(2):
        edition.recipient(place)
    edition.recipient(2, counts=False)

    assert refused(operations.UnableToSendEnquiry, edition.send) == [("recipients", "enquiry")]

    edition.recipient(3)
    edition.send()
    assert [bool(one.sent_on) for one in edition.recipients] == [True] * 4


def test_a_mark_without_its_reason_is_none(edition: Edition) -> None:
    """P-05: each mark has a note."""
    firm = operations.add_recipient(
        study=edition.study,
        contractor=edition.firms[0],
        is_reputable=True,
        reputation_note=" ",
        is_nationwide=True,
        nationwide_note="Oddziały",
        **edition[Role.COORDINATOR],
    )

    assert firm.counts is False


def test_there_is_no_enquiry_without_a_letter(edition: Edition) -> None:
    """„opracowuje zapytanie o cenę” (P-05)."""
    for place in range(3):
        edition.recipient(place)

    assert refused(operations.UnableToSendEnquiry, edition.send) == [("letter", "enquiry")]


@pytest.mark.parametrize("fewest", [2, 0, -1])
def test_the_number_is_never_set_below_three(edition: Edition, fewest: int) -> None:
    """P-05."""
    own = replace(DOCUMENT, fewest_enquiries=fewest)

    assert refused(
        operations.UnableToAdoptProcedure,
        lambda: operations.adopt_procedure(office=edition.office, adaptation=own, by=None, at=NOON),
    ) == [("value", "fewest_enquiries")]


def test_the_number_may_be_raised(edition: Edition) -> None:
    """P-05."""
    stricter = edition.following(adaptation=replace(DOCUMENT, fewest_enquiries=4))
    stricter.play(until=TaskCode.ENQUIRY)

    with pytest.raises(operations.UnableToSendEnquiry) as told:
        sent(stricter, 3)

    assert (told.value.lacks[0].needed, told.value.lacks[0].there) == (4, 3)


def test_without_replies_nothing_is_handed_over(edition: Edition) -> None:
    """„Po otrzymaniu odpowiedzi przekazuje powyższe Kierownikowi OS” (P-06)."""
    sent(edition)

    handing_over = partial(edition.hand_over, TaskCode.REPLIES_HANDOVER)
    assert refused(operations.UnableToHandOver, handing_over) == [("task", "replies")]

    edition.replies()
    assert handing_over().to_name == "Anna Nowacka"


def test_a_reply_has_its_day_and_price(edition: Edition) -> None:
    """P-06: date, net price, or „no reply”."""
    sent(edition)
    first, second, third = edition.recipients
    edition.quote(first, "21000")
    edition.quote(second, "18500")
    edition.no_reply(third)

    lines = queries.comparison_of_quotes(study=edition.study)
    assert [(one.quote and one.quote.net, one.is_lowest) for one in lines] == [
        (Decimal("21000.00"), False),
        (Decimal("18500.00"), True),
        (None, False),
    ]
    assert refused(operations.UnableToRecordReply, lambda: edition.quote(first)) == [
        ("already_done", "recipient")
    ]


def test_no_minimum_of_replies_is_set(edition: Edition) -> None:
    """P-06: nobody answered, which is said, and the work goes on."""
    sent(edition)
    for one in edition.recipients:
        edition.no_reply(one)

    assert Warned.NO_QUOTES in edition.standing.warnings
    assert edition.hand_over(TaskCode.REPLIES_HANDOVER).pk


def test_then_the_procurement_is_started(edition: Edition) -> None:
    """„a następnie uruchamiana jest procedura zamówień publicznych” (P-07)."""
    sent(edition).replies()
    assert refused(operations.UnableToStartProcurement, edition.procurement) == [
        ("task", "replies_handover")
    ]

    edition.hand_over(TaskCode.REPLIES_HANDOVER)
    procurement = edition.procurement(case_number="OR.271.4.2026")

    assert (procurement.path, procurement.case_number) == ("below_threshold", "OR.271.4.2026")
    assert procurement.threshold == Decimal(170_000)
    operations.conclude_procurement(
        study=edition.study,
        result="Wybrano najtańszą ofertę.",
        concluded_on=edition.today,
        **edition[Role.COORDINATOR],
    )
    procurement.refresh_from_db()
    assert procurement.result == "Wybrano najtańszą ofertę."


@pytest.mark.parametrize(
    ("started_on", "estimate", "path"),
    [
        (date(2025, 12, 31), "129999.99", ProcurementPath.BELOW_THRESHOLD),
        (date(2025, 12, 31), "130000", ProcurementPath.PROCUREMENT_ACT),
        (date(2026, 1, 1), "130000", ProcurementPath.BELOW_THRESHOLD),
        (date(2026, 1, 1), "169999.99", ProcurementPath.BELOW_THRESHOLD),
        (date(2026, 1, 1), "170000", ProcurementPath.PROCUREMENT_ACT),
    ],
)
def test_the_path_is_proposed_by_the_threshold_of_that_day(
    started_on: date, estimate: str, path: ProcurementPath
) -> None:
    """P-07, and domain 5.3: 170 000 zł net from 1 January 2026, 130 000 before."""
    proposed = proposed_path(adaptation=DOCUMENT, estimate=Decimal(estimate), started_on=started_on)

    assert proposed is path


def test_another_path_takes_a_reason(edition: Edition) -> None:
    """P-07: the proposal can always be overridden."""
    handed_over(edition)
    act = ProcurementPath.PROCUREMENT_ACT
    assert refused(operations.UnableToStartProcurement, lambda: edition.procurement(path=act)) == [
        ("field", "path_reason")
    ]

    chosen = edition.procurement(path=act, path_reason="Łącznie z badaniem transportu")

    assert (chosen.proposed, chosen.path) == ("below_threshold", "procurement_act")
    assert Warned.OTHER_PATH in edition.standing.warnings
