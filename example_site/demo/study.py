"""Two editions of the external study: last year's, closed after an audit, and this year's in May.

Everybody is fictional, and everything is done by the procedure's own verbs, in the names of those
who hold the roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from example_site.demo.people import person
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.models import (
    ActionKind,
    Contractor,
    DeliveryChannel,
    EnquiryRecipient,
    Finding,
    PublicationChannel,
    Study,
    StudyKind,
)
from wagtail_ocen_urzad.procedure.operations import NewFile, Sending
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import IssueSource
from wagtail_ocen_urzad.staff.study_groups import (
    PROCEDURE_KEEPERS,
    STUDY_GROUPS,
    make_study_groups,
)
from wagtail_ocen_urzad.survey.models import Office

HOLDERS: tuple[tuple[Role, str, str, str], ...] = (
    (Role.COORDINATOR, "koordynator", "Marek", "Wrona"),
    (Role.UNIT_HEAD, "naczelnik", "Barbara", "Sowa"),
    (Role.DESK_HEAD, "bok", "Tomasz", "Szczygieł"),
    (Role.COMPLAINTS_CLERK, "skargi", "Joanna", "Czapla"),
    (Role.DEPARTMENT_HEAD, "kierownik", "Maria", "Sikora"),
    (Role.QUALITY_REPRESENTATIVE, "pelnomocnik", "Krzysztof", "Jastrząb"),
    (Role.QUALITY_TEAM, "zespol", "Agnieszka", "Kos"),
    (Role.OFFICE_HEAD, "burmistrz", "Andrzej", "Bocian"),
    (Role.AUDITOR, "auditor", "Helena", "Kania"),
)
"""Role, account, first and last name."""
PEOPLE = tuple((name, first, last, STUDY_GROUPS[role]) for role, name, first, last in HOLDERS)
"""The same as the other people of the demo office: account, names, group."""

ADAPTED = replace(
    DOCUMENT,
    unit_name="Wydział Organizacyjny",
    unit_symbol="OR",
    role_names={
        **DOCUMENT.role_names,
        Role.COORDINATOR: "Pracownik Wydziału Organizacyjnego",
        Role.UNIT_HEAD: "Naczelnik Wydziału Organizacyjnego",
        Role.DESK_HEAD: "Kierownik Biura Obsługi Klienta",
        Role.COMPLAINTS_CLERK: "Pracownik ds. skarg i wniosków",
        Role.DEPARTMENT_HEAD: "Kierownik komórki organizacyjnej",
        Role.OFFICE_HEAD: "Burmistrz",
    },
)

FIRMS = (
    ("Pracownia Badań Przykład", "Łódź", "Joanna Lisowska"),
    ("Instytut Opinii Próba", "Kraków", "Paweł Borsuk"),
    ("Badania Wzór", "Poznań", "Ewa Kuna"),
    ("Sondaż Model", "Gdańsk", "Adam Żubr"),
)
ISSUES = (
    (IssueSource.OWN, Role.COORDINATOR, "Czas oczekiwania na obsługę w BOK"),
    (IssueSource.EARLIER_RESULTS, Role.COORDINATOR, "Dostępność budynku dla osób na wózku"),
    (IssueSource.DESK_HEAD, Role.DESK_HEAD, "Kolejki w poniedziałki po południu"),
    (IssueSource.COMPLAINTS, Role.COMPLAINTS_CLERK, "Sposób informowania o terminie załatwienia"),
    (IssueSource.DEPARTMENT_HEADS, Role.DEPARTMENT_HEAD, "Umawianie ślubów przez internet"),
)
LETTER = (
    "Zwracamy się z prośbą o przedstawienie ceny netto i brutto wykonania badania satysfakcji"
    " klientów Urzędu Miejskiego w Przykładowie według załączonego katalogu zagadnień. Odpowiedź"
    " prosimy przesłać do dnia {until}. Zapytanie nie stanowi oferty w rozumieniu Kodeksu"
    " cywilnego."
)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition under way: who acts, and on which days of its year."""

    study: Study
    people: Mapping[Role, Any]
    firms: list[Contractor]
    today: date
    """Nothing is dated later."""

    def on(self, month: int, day: int) -> date:
        """Return a day of the edition's year, or today if that is sooner."""
        return min(date(self.study.year, month, day), self.today)

    def acting(self, role: Role, on: date) -> dict[str, Any]:
        """Return the last arguments of every verb: who acts, and when."""
        return {
            "by": self.people[role],
            "at": datetime.combine(on, time(10), tzinfo=conf.time_zone()),
        }

    def name(self, role: Role) -> str:
        """Return the name of who holds a role."""
        return operations.name_of(user=self.people[role])


def put_up_study(*, office: Office, keeper: Any, at: datetime, say: Callable[[str], None]) -> None:
    """Make both editions, or leave alone what is there.

    Args:
        office: with its data in force.
        keeper: adopts the procedure and looks after its roles.
        at: now.
        say: takes one line about it.
    """
    if queries.procedure_of(office=office) is not None:
        return
    say("Prowadzę badanie zewnętrzne: edycja zamknięta po audicie i edycja w toku…")
    with transaction.atomic():
        _two_editions(office, keeper, conf.local_date(at=at))


def _two_editions(office: Office, keeper: Any, today: date) -> None:
    begun = datetime.combine(date(today.year - 1, 1, 2), time(9), tzinfo=conf.time_zone())
    operations.adopt_procedure(office=office, adaptation=ADAPTED, by=keeper, at=begun)
    # The groups hold the roles, so that whoever leaves takes none along.
    make_study_groups(at=begun)
    keeper.groups.add(Group.objects.get(name=PROCEDURE_KEEPERS))
    people = {
        role: person(name=name, first=first, last=last, group=STUDY_GROUPS[role])
        for role, name, first, last in HOLDERS
    }
    coordinator = people[Role.COORDINATOR]
    firms = [
        operations.register_contractor(
            office=office, name=f"{name}, {town}", contact=contact, by=coordinator
        )
        for name, town, contact in FIRMS
    ]
    finished = _begun(office, today.year - 1, people, firms, today, copy_of=None)
    _until_contract(finished)
    _fieldwork(finished)
    _results(finished)
    _audit(finished)
    _published_and_closed(finished)
    running = _begun(office, today.year, people, firms, today, copy_of=finished.study)
    _until_contract(running)
    _late_in_june(running)


def _begun(
    office: Office,
    year: int,
    people: Mapping[Role, Any],
    firms: list[Contractor],
    today: date,
    *,
    copy_of: Study | None,
) -> Edition:
    day = min(date(year, 3, 2), today)
    at = datetime.combine(day, time(10), tzinfo=conf.time_zone())
    study = operations.begin_study(
        office=office,
        year=year,
        kind=StudyKind.SATISFACTION,
        copy_of=copy_of,
        by=people[Role.COORDINATOR],
        at=at,
    )
    if copy_of is None:
        study = operations.describe_study(
            study=study,
            method="Wywiad bezpośredni z klientami wychodzącymi z Urzędu, arkusz papierowy.",
            sample="400 osób, dobór systematyczny: co piąty klient",
            case_number=f"OR.1431.1.{year}",
            by=people[Role.COORDINATOR],
            at=at,
        )
    edition = Edition(study=study, people=people, firms=firms, today=today)
    for source, role, text in ISSUES if copy_of is None else ():
        operations.add_issue(
            study=study,
            text=text,
            source=source,
            supplied_by=edition.name(role),
            supplied_on=day,
            by=people[role],
            at=at,
        )
    return edition


def _until_contract(one: Edition) -> None:
    """Step 1 and the contract, in April and May."""
    study, clerk = one.study, Role.COORDINATOR
    operations.compile_catalogue(
        study=study, compiled_on=one.on(4, 10), **one.acting(clerk, one.on(4, 10))
    )
    sent, due = one.on(4, 17), date(study.year, 5, 8)
    operations.prepare_enquiry(
        study=study,
        letter=LETTER.format(until=f"8 maja {study.year} r."),
        dated=sent,
        reply_by=due,
        case_number=f"OR.271.4.{study.year}",
        **one.acting(clerk, sent),
    )
    for firm in one.firms if not _recipients(one) else ():
        operations.add_recipient(
            study=study,
            contractor=firm,
            contact=firm.contact,
            is_reputable=True,
            reputation_note="Lista badań dla dwunastu urzędów miast z ostatnich trzech lat.",
            is_nationwide=True,
            nationwide_note="Sieć ankieterów we wszystkich województwach.",
            **one.acting(clerk, sent),
        )
    operations.send_enquiry(
        study=study,
        sendings=[
            Sending(recipient=firm, channel=DeliveryChannel.EMAIL, sent_on=sent)
            for firm in _recipients(one)
        ],
        **one.acting(clerk, sent),
    )
    _replies(one)
    handed = one.on(5, 11)
    _hand_over(one, TaskCode.REPLIES_HANDOVER, clerk, Role.UNIT_HEAD, handed)
    operations.start_procurement(
        study=study,
        started_on=one.on(5, 14),
        estimate=Decimal(18_500),
        case_number=f"OR.272.9.{study.year}",
        **one.acting(clerk, one.on(5, 14)),
    )
    operations.conclude_procurement(
        study=study,
        result="Wybrano ofertę z najniższą ceną.",
        concluded_on=one.on(5, 25),
        **one.acting(clerk, one.on(5, 25)),
    )
    signed = one.on(5, 28)
    operations.record_contract(
        study=study,
        number=f"OR.272.9.{study.year}",
        signed_on=signed,
        contractor=one.firms[0],
        kind=StudyKind.SATISFACTION,
        net=Decimal(18_500),
        gross=Decimal(22_755),
        processing_note="Umowa powierzenia przetwarzania danych osobowych: załącznik nr 2.",
        files=[_text("umowa.txt", f"Umowa nr OR.272.9.{study.year} (urząd pokazowy)")],
        **one.acting(clerk, signed),
    )


def _recipients(one: Edition) -> list[EnquiryRecipient]:
    return list(queries.records_of(study=one.study, kind=EnquiryRecipient))


def _replies(one: Edition) -> None:
    """Three offers and one silence."""
    noted = one.on(5, 8)
    prices = (Decimal(18_500), Decimal(21_900), Decimal(24_300))
    *answered, silent = _recipients(one)
    for recipient, net in zip(answered, prices, strict=True):
        operations.record_quote(
            recipient=recipient,
            noted_on=noted,
            net=net,
            gross=net * Decimal("1.23"),
            **one.acting(Role.COORDINATOR, noted),
        )
    operations.record_no_reply(
        recipient=silent, noted_on=noted, **one.acting(Role.COORDINATOR, noted)
    )


def _hand_over(
    one: Edition, task: TaskCode, giver: Role, to: Role | str, on: date, *, discussion: str = ""
) -> None:
    operations.hand_over(
        study=one.study,
        task=task,
        from_name=one.name(giver),
        to_name=to if not isinstance(to, Role) else one.name(to),
        handed_on=on,
        discussion=discussion,
        **one.acting(giver, on),
    )


def _to_contractor(one: Edition, on: date) -> None:
    _hand_over(
        one,
        TaskCode.CATALOGUE_HANDOVER,
        Role.COORDINATOR,
        f"{FIRMS[0][2]}, {FIRMS[0][0]}",
        on,
        discussion="Omówiono kolejno wszystkie zagadnienia; wykonawca dopyta o kolejki w BOK.",
    )


def _fieldwork(one: Edition) -> None:
    """Steps 2 to 4: dates, the accepted questionnaire, two days of monitoring."""
    study, clerk = one.study, Role.COORDINATOR
    first, last = date(study.year, 9, 15), date(study.year, 9, 26)
    _to_contractor(one, one.on(6, 2))
    days: dict[str, Any] = {
        "fieldwork_from": first,
        "fieldwork_to": last,
        "agreed_with": FIRMS[0][2],
    }
    operations.agree_date(
        study=study, agreed_on=one.on(6, 9), **days, **one.acting(clerk, one.on(6, 9))
    )
    operations.accept_questionnaire(
        study=study,
        accepted_by=one.name(Role.UNIT_HEAD),
        accepted_by_position=ADAPTED.named(role=Role.UNIT_HEAD),
        accepted_on=one.on(6, 12),
        files=[_text("kwestionariusz.txt", "Kwestionariusz wywiadu: 18 pytań (urząd pokazowy)")],
        **one.acting(Role.UNIT_HEAD, one.on(6, 12)),
    )
    _hand_over(
        one, TaskCode.QUESTIONNAIRE_HANDOVER, clerk, f"{FIRMS[0][2]}, {FIRMS[0][0]}", one.on(6, 16)
    )
    operations.agree_exact_date(
        study=study,
        agreed_on=one.on(6, 25),
        places="Hol BOK (parter), Filia przy ul. Szkolnej 3",
        hours="poniedziałek 9.00–16.30, wtorek–piątek 8.00–14.00",
        interviewers="Czworo ankieterów z identyfikatorami",
        contacts=f"{FIRMS[0][2]}, tel. 00 000 00 01",
        **days,
        **one.acting(clerk, one.on(6, 25)),
    )
    for day, seen, done in (
        (one.on(9, 15), "Ankieterzy stoją zbyt blisko okienek.", "Przesunięto stanowisko o 3 m."),
        (one.on(9, 22), "Wywiady przebiegają zgodnie z ustaleniami; 212 z 400.", ""),
    ):
        operations.record_monitoring(
            study=study,
            observed_on=day,
            observation=seen,
            with_unit_head=True,
            with_desk_head=True,
            reaction=done,
            **one.acting(clerk, day),
        )


def _results(one: Edition) -> None:
    """Step 5, down to the irregularity."""
    study, clerk, quality = one.study, Role.COORDINATOR, Role.QUALITY_REPRESENTATIVE
    received = one.on(10, 13)
    operations.receive_results(
        study=study,
        received_on=received,
        summary="Raport końcowy, zbiór odpowiedzi i opis zmiennych.",
        files=[
            _text("raport-koncowy.txt", "Badanie satysfakcji klientów: 400 wywiadów."),
            _text("odpowiedzi.csv", "nr;czas;uprzejmosc\n1;3;5\n2;2;5"),
        ],
        **one.acting(clerk, received),
    )
    _hand_over(one, TaskCode.RESULTS_TO_UNIT_HEAD, clerk, Role.UNIT_HEAD, one.on(10, 14))
    _hand_over(one, TaskCode.RESULTS_TO_REPRESENTATIVE, clerk, quality, one.on(10, 16))
    operations.analyse_results(
        study=study,
        analysed_on=one.on(10, 22),
        text=(
            "Obsługa jest oceniana dobrze (średnia 4,3). Wyraźnie słabiej wypada czas oczekiwania:"
            " w poniedziałki 38% klientów czekało dłużej niż pół godziny."
        ),
        **one.acting(quality, one.on(10, 22)),
    )
    operations.assess_results(
        study=study,
        finding=Finding.IRREGULARITY,
        reason="W poniedziałki nie dotrzymano standardu obsługi: 20 minut oczekiwania.",
        assessed_on=one.on(10, 23),
        **one.acting(quality, one.on(10, 23)),
    )
    _hand_over(one, TaskCode.SUBMISSION, quality, Role.OFFICE_HEAD, one.on(10, 24))
    operations.acknowledge_results(
        study=study,
        acknowledged_on=one.on(10, 27),
        **one.acting(Role.OFFICE_HEAD, one.on(10, 27)),
    )


def _audit(one: Edition) -> None:
    """Step 6: the audit, a correction and a corrective action with its effect."""
    study, quality, team = one.study, Role.QUALITY_REPRESENTATIVE, Role.QUALITY_TEAM
    operations.order_audit(
        study=study,
        ordered_on=one.on(10, 28),
        team="Agnieszka Kos, Tomasz Szczygieł",
        scope="Organizacja obsługi w BOK w poniedziałki",
        **one.acting(quality, one.on(10, 28)),
    )
    held = one.on(11, 6)
    operations.record_audit(
        study=study,
        held_from=one.on(11, 4),
        held_to=held,
        findings="W poniedziałki po południu czynne są dwa z czterech stanowisk.",
        **one.acting(team, held),
    )
    cause = "Grafik nie uwzględniał wydłużonych godzin w poniedziałki."
    for kind, what, due, done in (
        (ActionKind.CORRECTION, "Otworzyć trzecie stanowisko", (11, 10), (11, 10)),
        (ActionKind.CORRECTIVE, "Ułożyć grafik według liczby biletów", (11, 28), (11, 21)),
    ):
        action = operations.plan_action(
            study=study,
            kind=kind,
            cause=cause,
            description=what,
            owner="Kierownik Biura Obsługi Klienta",
            due_on=date(study.year, *due),
            **one.acting(team, held),
        )
        action = operations.complete_action(
            action=action, done_on=one.on(*done), **one.acting(team, one.on(*done))
        )
        operations.check_effect(
            action=action,
            effect_checked_on=one.on(12, 8),
            effect="Średni czas oczekiwania w poniedziałki spadł do 14 minut.",
            is_effective=True,
            **one.acting(team, one.on(12, 8)),
        )


def _published_and_closed(one: Edition) -> None:
    """Step 7, the guidelines, and the closing."""
    study, quality = one.study, Role.QUALITY_REPRESENTATIVE
    channels = [PublicationChannel.WEBSITE, PublicationChannel.BIP]
    operations.decide_publication(
        study=study,
        channels=channels,
        decided_on=one.on(12, 9),
        **one.acting(quality, one.on(12, 9)),
    )
    published = one.on(12, 12)
    for channel, place in zip(
        channels,
        ("https://przykladow.example/badanie", "https://bip.przykladow.example/badanie"),
        strict=True,
    ):
        operations.publish_results(
            study=study,
            channel=channel,
            place=f"{place}-{study.year}",
            published_on=published,
            **one.acting(Role.COORDINATOR, published),
        )
    operations.issue_guidelines(
        study=study,
        text="Podczas auditu w BOK sprawdzać grafik i liczbę czynnych stanowisk w poniedziałki.",
        issued_on=one.on(12, 15),
        **one.acting(quality, one.on(12, 15)),
    )
    operations.close_study(study=study, **one.acting(Role.COORDINATOR, one.on(12, 18)))


def _text(name: str, text: str) -> NewFile:
    return NewFile(name=name, content=text.encode())


def _late_in_june(one: Edition) -> None:
    """What this year's coordinator does next; both dates were moved for a reason."""
    _to_contractor(one, one.on(5, 29))
    moved = one.on(6, 9)
    for task, day, ahead in ((TaskCode.DATE, (6, 26), 8), (TaskCode.EXACT_DATE, (7, 10), 22)):
        operations.move_deadline(
            study=one.study,
            task=task,
            to=max(date(one.study.year, *day), one.today + timedelta(days=ahead)),
            reason="Choroba koordynatora po stronie wykonawcy; pismo z 8 czerwca.",
            **one.acting(Role.COORDINATOR, moved),
        )
