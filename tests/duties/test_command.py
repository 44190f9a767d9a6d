"""`ocen_urzad_due`: what goes out, to whom, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import django
import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.log_actions import registry

from tests.factories import NOON, a_survey, a_user, an_office
from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.duties.documents import Letter
from wagtail_ocen_urzad.duties.models import SentNotice
from wagtail_ocen_urzad.duties.operations import Outcome, send_notices
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.staff.due.places import whole_address
from wagtail_ocen_urzad.survey.models import Office, Survey

pytestmark = pytest.mark.django_db


class RefusingBackend(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


class OfAnotherKindError(Exception):
    """What a way of sending that is no SMTP raises."""


class RefusingServiceBackend(EmailBackend):
    """A service that takes nothing for Ewa."""

    def send_messages(self, messages: Any) -> int:
        if "ewa@przykladow.example" in messages[0].to:
            raise OfAnotherKindError
        return super().send_messages(messages)


def somebody(name: str, *rights: str, email: str | None = None) -> Any:
    user = a_user(name, *rights)
    user.first_name, user.last_name = name.capitalize(), "Przykładowy"
    user.email = f"{name}@przykladow.example" if email is None else email
    user.save()
    return user


def run(**options: Any) -> list[str]:
    said = StringIO()
    call_command("ocen_urzad_due", stdout=said, **options)
    return said.getvalue().splitlines()


def on(day: str) -> list[str]:
    return run(date=date.fromisoformat(day))


def to() -> list[str]:
    found = sorted(address for letter in mail.outbox for address in letter.to)
    mail.outbox.clear()
    return found


@pytest.fixture
def office() -> Office:
    """An office whose survey has been open since 10 March 2026, and owes a report."""
    office = an_office()
    office.responsible_user = somebody("piotr")
    office.supervisor_user = somebody("ewa")
    office.save()
    version = a_survey(office=office)
    Survey.objects.filter(pk=version.survey_id).update(title="Ankieta")
    generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 3, 10), date(2026, 3, 10)),
        case_number="",
        by=None,
        at=NOON,
    )
    return office


BOTH = ["ewa@przykladow.example", "piotr@przykladow.example"]


def test_each_notice_goes_out_once_however_often_cron_runs(office: Office) -> None:
    told = {}
    for day in (
        "2027-11-01",
        "2027-11-02",
        "2027-12-01",
        "2027-12-31",
        "2028-01-01",
        "2028-01-02",
        "2028-01-30",
    ):
        on(day)
        told[day] = to()

    assert told == {
        "2027-11-01": BOTH,
        "2027-11-02": [],
        "2027-12-01": BOTH,
        "2027-12-31": [],
        "2028-01-01": BOTH,
        "2028-01-02": [],
        "2028-01-30": BOTH,
    }


def test_a_day_on_which_cron_did_not_run_is_made_up_for(office: Office) -> None:
    on("2027-11-05")

    assert to() == BOTH


def test_the_letter_says_what_is_due_and_where_it_is_done(office: Office, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://przykladow.example/"
    code = Survey.objects.get().code

    on("2028-01-13")

    letter = mail.outbox[0]
    assert letter.subject == "Następny raport okresowy: termin minął 31 grudnia 2027 r."
    assert letter.body.split("\n\n") == [
        (
            "Przypominamy, że raport okresowy z badania satysfakcji klientów należy wygenerować"
            " nie rzadziej niż raz do roku. Ostatni raport okresowy: 10 marca 2026 r. Termin:"
            " 31 grudnia 2027 r."
        ),
        "Termin minął 13 dni temu.",
        (
            "Urząd Miejski w Przykładowie\nAnkieta\n"
            f"https://przykladow.example/admin/ocen-urzad/raporty/generuj/?ankieta={code}"
        ),
        "Wiadomość wysłało narzędzie „Oceń Urząd” do osób odpowiedzialnych i sprawujących nadzór.",
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 dzień"), (2, "2 dni"), (5, "5 dni"), (22, "22 dni")],
)
def test_plurals(office: Office, days: int, said: str) -> None:
    on(date(2027, 12, 31).replace(year=2028, month=1, day=days).isoformat())

    assert f"Termin minął {said} temu." in mail.outbox[0].body


def test_the_command_says_what_it_did(office: Office) -> None:
    line = "31 grudnia 2027 r. · Następny raport okresowy ·"

    assert on("2027-11-01") == [
        f"{line} wysłano: Ewa Przykładowy",
        f"{line} wysłano: Piotr Przykładowy",
    ]
    assert on("2027-11-01") == ["Nie ma o czym przypominać."]


def test_played_through_it_sends_and_remembers_nothing(office: Office) -> None:
    said = run(date=date(2027, 11, 1), dry_run=True)

    assert [line.rpartition(" · ")[2] for line in said] == [
        "zostałoby wysłane: Ewa Przykładowy",
        "zostałoby wysłane: Piotr Przykładowy",
    ]
    assert (to(), SentNotice.objects.count()) == ([], 0)


def test_what_the_mail_server_refuses_is_tried_again(office: Office, settings: Any) -> None:
    deliver_by(f"{__name__}.RefusingBackend", settings)
    with pytest.raises(CommandError, match="Nie wysłano 2 wiadomości"):
        on("2027-11-01")
    assert SentNotice.objects.count() == 0

    deliver_by("django.core.mail.backends.locmem.EmailBackend", settings)
    on("2027-11-02")
    assert to() == BOTH


def test_a_fault_of_another_way_of_sending_keeps_no_other_letter_back(
    office: Office, settings: Any
) -> None:
    deliver_by(f"{__name__}.RefusingServiceBackend", settings)

    with pytest.raises(CommandError, match="Nie wysłano 1 wiadomości"):
        on("2027-11-01")

    assert to() == ["piotr@przykladow.example"]


def test_an_address_that_is_none_keeps_no_other_letter_back(office: Office) -> None:
    person: Any = office.supervisor_user
    type(person).objects.filter(pk=person.pk).update(email="ewa@przykladow.example\nBcc: x@y.z")

    with pytest.raises(CommandError, match="Nie wysłano 1 wiadomości"):
        on("2027-11-01")

    assert to() == ["piotr@przykladow.example"]
    assert [one.person for one in SentNotice.objects.all()] == [office.responsible_user]


def test_no_transaction_is_open_while_a_letter_is_on_its_way(office: Office) -> None:
    depths = []

    def post(letter: Letter) -> None:
        depths.append((len(connection.savepoint_ids), SentNotice.objects.count()))

    told = send_notices(at=datetime(2027, 11, 1, 12, tzinfo=UTC), post=post, url_of=whole_address)

    outside = len(connection.savepoint_ids)
    assert [one.outcome for one in told] == [Outcome.SENT, Outcome.SENT]
    assert depths == [(outside, 1), (outside, 2)]


def test_what_stops_the_run_is_forgotten_too(office: Office) -> None:
    def post(letter: Letter) -> None:
        raise KeyboardInterrupt

    told = send_notices(at=datetime(2027, 11, 1, 12, tzinfo=UTC), post=post, url_of=whole_address)

    with pytest.raises(KeyboardInterrupt):
        next(told)
    assert SentNotice.objects.count() == 0


@pytest.mark.parametrize(("minutes", "gets_it"), [(59, False), (60, True)])
def test_what_was_in_hand_when_the_program_was_killed_is_sent_after_all(
    office: Office, minutes: int, gets_it: bool
) -> None:
    at = datetime(2027, 11, 1, 12, tzinfo=UTC)
    posted: list[str] = []

    def send(later: timedelta) -> None:
        told = send_notices(
            at=at + later, post=lambda letter: posted.append(letter.to), url_of=whole_address
        )
        assert {one.outcome for one in told} <= {Outcome.SENT}

    send(timedelta())
    # As it stands while the letter is on its way to the mail server.
    SentNotice.objects.filter(person=office.responsible_user).update(posted_on=None)
    send(timedelta(minutes=minutes))
    send(timedelta(minutes=minutes))

    assert posted == [*BOTH, *["piotr@przykladow.example"] * gets_it]


def deliver_by(backend: str, settings: Any) -> None:
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": backend}}
    else:
        settings.EMAIL_BACKEND = backend


def test_somebody_without_an_address_is_named(office: Office) -> None:
    person: Any = office.responsible_user
    person.email = ""
    person.save()

    said = on("2027-11-01")

    assert [line.rpartition(" · ")[2] for line in said] == [
        "wysłano: Ewa Przykładowy",
        "brak adresu e-mail: Piotr Przykładowy",
    ]
    assert to() == ["ewa@przykladow.example"]


def test_an_office_without_anybody_is_named(office: Office) -> None:
    Office.objects.update(responsible_user=None, supervisor_user=None)

    [said] = on("2027-11-01")

    assert said.rpartition(" · ")[2] == "nie wiadomo, kogo powiadomić"


def test_those_who_hold_the_right_stand_in_for_a_person_who_left(office: Office) -> None:
    """R-22; one ordinance even names a person (domain 8.5)."""
    somebody("jan", "generate_report")
    somebody("ola", "view_results")
    for person in (office.responsible_user, office.supervisor_user):
        assert person is not None
        person.is_active = False
        person.save()

    on("2027-11-01")

    assert to() == ["jan@przykladow.example", "ola@przykladow.example"]


def test_a_group_is_everybody_in_it_and_nobody_gets_two_letters(office: Office) -> None:
    clerks = Group.objects.create(name="Pracownicy Referatu Organizacyjnego")
    ewa: Any = office.supervisor_user
    for user in (ewa, somebody("jan"), somebody("ola")):
        user.groups.add(clerks)
    somebody("zwolniony").groups.add(clerks)
    type(ewa).objects.filter(username="zwolniony").update(is_active=False)
    Office.objects.update(responsible_user=None, responsible_group=clerks)

    on("2027-11-01")

    assert to() == [f"{name}@przykladow.example" for name in ("ewa", "jan", "ola")]


def test_the_log_knows_of_it(office: Office) -> None:
    on("2027-11-01")

    lines = registry.get_logs_for_instance(Survey.objects.get()).filter(action=audit.SEND_NOTICE)
    assert [line.data["notice"] for line in lines] == ["before-60", "before-60"]


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="2026-12-31"):
        call_command("ocen_urzad_due", "--date=31.12.2026")
