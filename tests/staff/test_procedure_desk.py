"""The desk of an edition: timeline, forms, refusals, traces, notices, files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.duties.test_command import deliver_by
from tests.factories import NOON, a_survey, a_user, answer
from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Contract, Finding, Issue, Study
from wagtail_ocen_urzad.procedure.steps import STEPS, Role, TaskCode
from wagtail_ocen_urzad.reports.models import ReportReason
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return an_edition()


def address(edition: Edition, task: str = "", more: str = "") -> str:
    place = f"krok/{slug_of(code=task)}/" if task else ""
    return f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/{place}{more}"


def desk(edition: Edition, role: Role) -> Client:
    return desk_of(edition.people[role])


def steps(page: BeautifulSoup) -> list[str]:
    return [words(one) for one in page.select(".ou-timeline__state")]


def lacking(page: BeautifulSoup) -> list[str]:
    return [words(one) for one in page.select(".ou-study__desk > .ou-missing li")]


def issue(text: str = "Kolejki", **changes: str) -> dict[str, str]:
    given = {
        "text": text,
        "source": "own",
        "supplied_by": "Marek Zieliński",
        "supplied_on": "10.06.2026",
    }
    return {**given, **changes}


def test_every_task_opens_when_all_is_written_down_and_nothing_is_offered_after_closing(
    edition: Edition,
) -> None:
    client = desk(edition, Role.COORDINATOR)
    edition.play(finding=Finding.RISK)
    edition.close()

    for code in (task.code for stage in STEPS for task in stage.tasks):
        page = soup(client.get(address(edition, code)))
        assert len(page.select(".ou-records > li")) > 0
        assert page.select(".ou-study__desk form [type=file]") == []
    page = soup(client.get(address(edition)))
    assert words(page.select_one(".ou-ball b")) == "Wszystkie kroki zakończone."


def test_the_timeline_says_what_is_done_what_waits_and_what_does_not_apply(
    edition: Edition,
) -> None:
    edition.play()
    page = soup(desk(edition, Role.COORDINATOR).get(address(edition, TaskCode.AUDIT)))

    assert steps(page) == [
        *["Zakończony 10 czerwca 2026 r."] * 5,
        "Nie dotyczy: 10 czerwca 2026 r. quality_representative: brak nieprawidłowości i zagrożeń",
        "Zakończony 10 czerwca 2026 r.",
    ]
    assert words(page.select_one("#zadanie")) == "Audit wewnętrzny – nie dotyczy"
    assert words(page.select_one(".ou-quote footer")) == "Procedura, krok 6"


def test_the_first_step_says_what_it_adds_up_to_and_the_contract_its_date(
    edition: Edition,
) -> None:
    edition.play(until=TaskCode.CONTRACT)
    edition.contract(questionnaire_due=edition.today)
    client = desk(edition, Role.COORDINATOR)

    notes = soup(client.get(address(edition, TaskCode.CATALOGUE))).select(".ou-acts__note")
    assert [words(one).partition(" · ")[2] for one in notes[:5]] == [
        "1 zagadnienie z 1 źródła",
        "wysłane do 3 firm",
        "1 oferta, 2 braki odpowiedzi",
        "",
        "poniżej progu, według regulaminu urzędu",
    ]
    notes = soup(client.get(address(edition, TaskCode.ACCEPTANCE))).select(".ou-acts__note")
    assert "(termin z umowy)" in [words(one)[-16:] for one in notes]


def test_the_first_line_says_for_whom_the_matter_waits(edition: Edition) -> None:
    edition.play(until=TaskCode.DATE)
    page = soup(desk(edition, Role.AUDITOR).get(address(edition)))

    assert [words(one).split(",")[0] for one in page.select(".ou-ball li")] == [
        "Sprawa czeka na: coordinator",
        "oraz na: unit_head",
    ]
    assert lacking(page) == ["uzgodnienia terminu badania"]
    link = page.select_one(".ou-study__desk > .ou-missing a")
    assert link is not None
    assert link["href"] == "#zadanie"
    assert page.select(".ou-study__desk form") == []


def test_what_is_lacking_leads_to_the_field_that_mends_it(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    missing = ".ou-study__desk > .ou-missing a"

    page = soup(client.get(address(edition, TaskCode.CATALOGUE)))
    assert words(page.select_one(missing)) == "co najmniej jednego zagadnienia w katalogu"
    for task in (TaskCode.CATALOGUE, TaskCode.DATE, TaskCode.ACCEPTANCE, TaskCode.MONITORING):
        for link in soup(client.get(address(edition, task))).select(missing):
            place, _, anchor = str(link["href"]).partition("#")
            target = soup(client.get(place or address(edition, task)))
            assert target.find(id=anchor) is not None, (task, link["href"])


def test_an_act_is_written_down_by_its_form(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    done = client.post(address(edition, TaskCode.CATALOGUE, "dodaj/zapisz/"), issue())

    assert said(done) == ["Zapisano: katalog zagadnień."]
    page = soup(client.get(done["Location"].partition("#")[0]))
    assert words(page.select_one(".ou-records__title")) == "Kolejki"
    assert [one.text for one in queries.records_of(study=edition.study, kind=Issue)] == ["Kolejki"]


def test_what_was_typed_stays_when_it_is_refused(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, TaskCode.CATALOGUE, "dodaj/zapisz/")

    page = soup(client.post(url, issue(supplied_on="31.02.2026")))
    assert "Datę należy wpisać w postaci dd.mm.rrrr." in page.get_text()
    assert words(page.select_one("[name=text]")) == "Kolejki"
    page = soup(client.post(url, issue(supplied_on="10.06.26")))
    assert "Datę należy wpisać w postaci dd.mm.rrrr." in page.get_text()
    page = soup(client.post(url, issue(supplied_on="10.06.0026")))
    assert "Rok należy wpisać czterema cyframi." in page.get_text()
    assert not queries.records_of(study=edition.study, kind=Issue).exists()


def test_text_is_never_live(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    live = "<script>alert(1)</script>{{ 1|add:1 }}"
    client.post(address(edition, TaskCode.CATALOGUE, "dodaj/zapisz/"), issue(live))

    page = client.get(address(edition, TaskCode.CATALOGUE)).content.decode()
    assert live not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 1|add:1 }}" in page


def test_a_correction_keeps_what_stood_there(edition: Edition) -> None:
    one = edition.issue(text="Kolejki")
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, more=f"zapis/issue/{one.pk}/")

    page = soup(client.post(url, {**issue("Kolejki w kasie"), "reason": ""}))
    assert "To pole jest wymagane." in page.get_text()
    done = client.post(url, {**issue("Kolejki w kasie"), "reason": "Literówka"})
    assert said(done) == ["Poprawka została zapisana; poprzednia treść została zachowana."]
    trace = soup(client.get(address(edition, TaskCode.CATALOGUE))).select_one(".ou-records li")
    assert trace is not None
    assert "Literówka" in words(trace)
    assert [words(old) for old in trace.select("s")] == ["Kolejki"]


def test_what_is_withdrawn_stays_to_be_seen(edition: Edition) -> None:
    one = edition.issue()
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, more=f"zapis/issue/{one.pk}/")

    page = soup(client.post(f"{url}wycofaj/", {"reason": ""}))
    assert "To pole jest wymagane." in page.get_text()
    assert client.post(f"{url}wycofaj/", {"reason": "Pomyłka"}).status_code == 302
    page = soup(client.get(address(edition, TaskCode.CATALOGUE)))
    assert words(page.select_one(".ou-records__title")).endswith("– wycofano")
    assert client.get(url).status_code == 404


def test_the_first_date_of_a_moved_deadline_stays(edition: Edition) -> None:
    edition.play(until=TaskCode.DATE)
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, TaskCode.DATE, "przesun-termin/")

    assert "Proszę wypełnić" not in soup(client.get(url)).get_text()
    client.post(url, {"to": "26.06.2026", "reason": "Choroba koordynatora."})
    page = soup(client.get(address(edition, TaskCode.DATE)))
    due = page.select_one(".ou-due")
    assert due is not None
    assert words(due.select_one("b")) == "Termin: 26 czerwca 2026 r."
    assert words(due.select_one("s")) == "pierwotny termin: 15 czerwca 2026 r."
    assert "Choroba koordynatora." in words(due)
    assert (
        "tylko w kroku 2"
        in soup(client.get(address(edition, TaskCode.EXACT_DATE, "przesun-termin/"))).get_text()
    )
    assert client.get(address(edition, TaskCode.CONTRACT, "przesun-termin/")).status_code == 404


def test_who_is_next_gets_a_letter_and_whoever_acted_gets_none(
    edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    for role, user in edition.people.items():
        user.email = f"{role.value}@przyklad.pl"
        user.save()
    edition.play(until=TaskCode.RESULTS_TO_REPRESENTATIVE)
    handover = {"from_name": "OS", "to_name": "Pełnomocnik", "handed_on": "10.06.2026"}
    with django_capture_on_commit_callbacks(execute=True):
        desk(edition, Role.COORDINATOR).post(
            address(edition, TaskCode.RESULTS_TO_REPRESENTATIVE, "przekaz/zapisz/"), handover
        )

    [letter] = mail.outbox
    assert letter.to == ["quality_representative@przyklad.pl"]
    assert letter.subject == "Badanie zewnętrzne 2026: sprawa czeka na Pana/Panią"
    assert "sprawa czeka na: Pełnomocnik ds. ZSZ." in letter.body
    assert "– Analiza wyników" in letter.body
    assert address(edition, TaskCode.ANALYSIS) in letter.body


@pytest.mark.parametrize(
    ("task", "giver", "told"),
    [
        (TaskCode.REPLIES_HANDOVER, Role.COORDINATOR, ["unit_head"]),
        (TaskCode.CATALOGUE_HANDOVER, Role.COORDINATOR, []),
        (TaskCode.QUESTIONNAIRE_HANDOVER, Role.COORDINATOR, []),
        (TaskCode.RESULTS_TO_UNIT_HEAD, Role.COORDINATOR, ["unit_head"]),
        (TaskCode.RESULTS_TO_REPRESENTATIVE, Role.UNIT_HEAD, ["quality_representative"]),
        (TaskCode.SUBMISSION, Role.QUALITY_REPRESENTATIVE, ["office_head"]),
    ],
)
def test_whoever_takes_what_is_handed_over_gets_one_letter(
    edition: Edition,
    django_capture_on_commit_callbacks: Any,
    task: TaskCode,
    giver: Role,
    told: list[str],
) -> None:
    for role, user in edition.people.items():
        user.email = f"{role.value}@przyklad.pl"
        user.save()
    edition.play(until=task)
    sent = {
        "from_name": "OS",
        "to_name": "Odbiorca",
        "handed_on": "10.06.2026",
        "discussion": "Omówiono.",
    }
    with django_capture_on_commit_callbacks(execute=True):
        done = desk(edition, giver).post(address(edition, task, "przekaz/zapisz/"), sent)

    assert done.status_code == 302
    assert [letter.to for letter in mail.outbox] == [[f"{one}@przyklad.pl"] for one in told]


def test_whoever_takes_in_two_roles_gets_one_letter(
    edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    representative = edition.people[Role.QUALITY_REPRESENTATIVE]
    representative.email = "pelnomocnik@przyklad.pl"
    representative.save()
    operations.assign_role(
        office=edition.office,
        role=Role.QUALITY_TEAM,
        user=representative,
        by=None,
        at=edition.at,
    )
    edition.play(until=TaskCode.ASSESSMENT, finding=Finding.RISK)
    superior = desk_of(a_user("szef", is_superuser=True))
    sent = {"finding": "risk", "reason": "Kolejki.", "assessed_on": "10.06.2026"}
    with django_capture_on_commit_callbacks(execute=True):
        superior.post(address(edition, TaskCode.ASSESSMENT, "ocen/zapisz/"), sent)

    [letter] = mail.outbox
    assert letter.to == ["pelnomocnik@przyklad.pl"]


def test_the_matter_waits_for_the_head_of_the_office_until_the_results_are_read(
    edition: Edition,
) -> None:
    edition.play(until=TaskCode.PUBLICATION_DECISION)
    client = desk(edition, Role.OFFICE_HEAD)

    page = soup(client.get(address(edition)))
    balls = [words(one) for one in page.select(".ou-ball li")]
    assert "oraz na: office_head, Prezydent – zapoznanie się z wynikami" in balls
    # They find themselves at what they are to read.
    assert words(page.select_one("#zadanie")) == "Przedłożenie wyników: Prezydent"
    client.post(
        address(edition, TaskCode.SUBMISSION, "zapoznanie/zapisz/"),
        {"acknowledged_on": "10.06.2026"},
    )
    page = soup(client.get(address(edition)))
    assert "office_head" not in words(page.select_one(".ou-ball"))


@pytest.mark.parametrize("wrong", ["kierownik@przyklad.pl\nbcc: x@y.pl", "ewa@przykladow.example"])
def test_a_letter_that_cannot_be_sent_changes_nothing(
    edition: Edition, django_capture_on_commit_callbacks: Any, settings: Any, wrong: str
) -> None:
    deliver_by("tests.duties.test_command.RefusingServiceBackend", settings)
    unit_head = edition.people[Role.UNIT_HEAD]
    unit_head.email = wrong
    unit_head.save()
    second = a_user("zastepca", "take_part_in_study")
    second.email = "zastepca@przyklad.pl"
    second.save()
    operations.assign_role(
        office=edition.office, role=Role.UNIT_HEAD, user=second, by=None, at=edition.at
    )
    edition.play(until=TaskCode.CONTRACT)
    sent = {
        "contractor": edition.firms[0].pk,
        "number": "OR.272.9.2026",
        "signed_on": "10.06.2026",
        "kind": "satisfaction",
        "net": "18 500,00",
        "gross": "22 755,00 zł",
    }
    with django_capture_on_commit_callbacks(execute=True):
        done = desk(edition, Role.COORDINATOR).post(
            address(edition, TaskCode.CONTRACT, "zapisz/zapisz/"), sent
        )

    assert said(done) == ["Zapisano: umowa."]
    contract = queries.records_of(study=edition.study, kind=Contract).get()
    assert (contract.net, contract.gross) == (18500, 22755)
    assert [letter.to for letter in mail.outbox] == [["zastepca@przyklad.pl"]]


def test_a_file_is_kept_as_it_came_and_only_ever_saved(edition: Edition) -> None:
    edition.play(until=TaskCode.RESULTS)
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, TaskCode.RESULTS, "przyjmij/zapisz/")
    live = SimpleUploadedFile("wyniki „2026”.csv", b"=1+1;<script>", "text/html")
    wrong = SimpleUploadedFile("wyniki.html", b"<script>", "text/html")

    page = soup(client.post(url, {"received_on": "10.06.2026", "files": [live, wrong]}))
    assert "Pliki tego rodzaju nie są przyjmowane." in page.get_text()
    live.seek(0)
    assert client.post(url, {"received_on": "10.06.2026", "files": [live]}).status_code == 302
    file = edition.study.files.get(name="wyniki „2026”.csv")
    response = client.get(address(edition, more=f"plik/{file.pk}/"))
    assert response.content == b"=1+1;<script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith('attachment; filename="wyniki 2026.csv";')

    files.storage().delete(f"{file.sha256[:2]}/{file.sha256}")
    assert said(client.get(address(edition, more=f"plik/{file.pk}/")))[0].startswith(
        "Brakuje pliku wyniki „2026”.csv"
    )


def test_the_letter_is_ready_to_be_edited_and_printed(edition: Edition) -> None:
    edition.play(until=TaskCode.ENQUIRY)
    client = desk(edition, Role.COORDINATOR)
    assert client.get(address(edition, more="zapytanie.pdf")).status_code == 404
    page = soup(client.get(address(edition, TaskCode.ENQUIRY)))
    text = words(page.select_one("[name=letter]"))
    assert text == (
        "Zwracamy się z prośbą o przedstawienie ceny netto i brutto wykonania badania satysfakcji"
        " klientów Urzędu Miejskiego w Przykładowie według załączonego katalogu zagadnień."
        " Odpowiedź prosimy przesłać do dnia {termin}. Zapytanie nie stanowi oferty w rozumieniu"
        " Kodeksu cywilnego."
    )

    client.post(
        address(edition, TaskCode.ENQUIRY, "pismo/zapisz/"),
        {"letter": text, "dated": "10.06.2026", "reply_by": "24.06.2026", "case_number": "OR.1"},
    )
    made = client.get(address(edition, more="zapytanie.pdf")).content
    printed = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert len(printed) == 2
    assert "do dnia 24 czerwca 2026 r. Zapytanie" in " ".join(printed[0].split())
    assert "Czas oczekiwania przy stanowiskach" in " ".join(printed[1].split())


def cells(content: bytes) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_catalogue_quotes_and_firms_as_workbooks(edition: Edition) -> None:
    edition.issue(text="=1+1")
    edition.play(until=TaskCode.REPLIES_HANDOVER)
    client = desk(edition, Role.AUDITOR)

    rows = cells(client.get(address(edition, more="katalog.xlsx")).content)
    assert rows[0] == ["Lp.", "Zagadnienie", "Źródło", "Kto zgłosił", "Data zgłoszenia"]
    assert [row[1] for row in rows[1:]] == ["=1+1", "Czas oczekiwania przy stanowiskach"]
    rows = cells(client.get(address(edition, more="oferty.xlsx")).content)
    assert [(row[0], row[2], row[4], row[6]) for row in rows[1:]] == [
        ("Pracownia Badań Przykład", "oferta", 18500, "tak"),
        ("Instytut Opinii Próba", "brak odpowiedzi", None, None),
        ("Badania Wzór", "brak odpowiedzi", None, None),
    ]
    firms = f"/admin/ocen-urzad/badanie/{edition.office.pk}/firmy.xlsx"
    assert len(cells(client.get(firms).content)) == 5


def test_issues_are_taken_from_the_last_report(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, more="z-raportu/")
    assert "Żaden raport" in soup(client.get(url)).get_text()

    version = a_survey(office=edition.office, questionnaire=STARTER_SET)
    given = {"contact_way": ["phone"], "courtesy": ["5"], "premises": ["1"], "overall": ["4"]}
    for _ in range(3):
        answer(version, given)
    report = generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(NOON.date(), NOON.date()),
        case_number="",
        by=None,
        at=NOON,
    )
    [first, *_] = soup(client.get(url)).select("[name=questions]")
    assert first["value"] == f"{version.survey.code}-{report.number}-premises"
    assert client.post(url, {"questions": [first["value"]]}).status_code == 302
    taken = queries.records_of(study=edition.study, kind=Issue).get()
    assert (taken.source, taken.question, taken.supplied_by) == (
        "earlier_results",
        "premises",
        f"Raport nr {report.number}",
    )
    # What is in the catalogue is there once.
    again = soup(client.post(url, {"questions": [first["value"]]}))
    assert first["value"] not in [one["value"] for one in again.select("[name=questions]")]
    assert queries.records_of(study=edition.study, kind=Issue).count() == 1


def test_comments_stand_beside_the_task(edition: Edition) -> None:
    client = desk(edition, Role.UNIT_HEAD)
    url = address(edition, TaskCode.CATALOGUE, "komentarz/")

    assert said(client.post(url, {"text": " "}))[0].startswith("Komentarz nie został zapisany")
    assert said(client.post(url, {"text": "Proszę o parking."})) == ["Komentarz został dodany."]
    page = soup(client.get(address(edition, TaskCode.CATALOGUE)))
    assert "Proszę o parking." in page.get_text()
    assert "Proszę o parking." not in soup(client.get(address(edition, TaskCode.DATE))).get_text()


def test_only_the_author_rewrites_a_comment_and_what_stood_there_stays(edition: Edition) -> None:
    comment = operations.comment_on_study(
        study=edition.study,
        text="Proszę o parking.",
        task=TaskCode.CATALOGUE,
        **edition[Role.UNIT_HEAD],
    )
    author, clerk = desk(edition, Role.UNIT_HEAD), desk(edition, Role.COORDINATOR)
    url = address(edition, more=f"zapis/studycomment/{comment.pk}/")
    sent = {"text": "Proszę o rowery.", "reason": "Pomyłka"}

    clerk.post(url, sent)
    comment.refresh_from_db()
    assert comment.text == "Proszę o parking."
    assert soup(author.get(address(edition, TaskCode.CATALOGUE))).select(f"a[href='{url}']")
    assert said(author.post(url, sent)) == [
        "Poprawka została zapisana; poprzednia treść została zachowana."
    ]

    page = soup(clerk.get(address(edition, TaskCode.CATALOGUE)))
    beside = words(page.select("#komentarze + .ou-records li")[0])
    assert "Proszę o rowery." in beside
    assert "Pomyłka" in beside
    assert words(page.select("#komentarze + .ou-records s")[0]) == "Proszę o parking."
    assert not page.select(f"a[href='{url}']")


def test_a_withdrawn_comment_stays_to_be_seen(edition: Edition) -> None:
    comment = operations.comment_on_study(
        study=edition.study, text="Uwaga", task=TaskCode.CATALOGUE, **edition[Role.UNIT_HEAD]
    )
    operations.withdraw(record=comment, reason="Nie ten krok", **edition[Role.UNIT_HEAD])

    page = soup(desk(edition, Role.UNIT_HEAD).get(address(edition, TaskCode.CATALOGUE)))

    beside = words(page.select("#komentarze + .ou-records li")[0])
    assert beside.startswith("wycofano Uwaga")
    assert "Nie ten krok" in beside


def test_a_head_of_a_unit_opens_no_issue_of_another(edition: Edition) -> None:
    theirs = edition.issue()
    own = edition.issue(source="department_heads", **edition[Role.DEPARTMENT_HEAD])
    head = desk(edition, Role.DEPARTMENT_HEAD)

    assert head.get(address(edition, more=f"zapis/issue/{theirs.pk}/")).status_code == 302
    [link] = soup(head.get(address(edition, more="zagadnienie/"))).select(".ou-records a")
    url = str(link["href"])
    assert url == address(edition, more=f"zapis/issue/{own.pk}/")
    page = soup(head.get(url))
    # Nothing leads to a page that is not theirs.
    assert address(edition) not in [one["href"] for one in page.select("a[href]")]
    done = head.post(f"{url}wycofaj/", {"reason": "Pomyłka"})
    assert done.headers["Location"] == address(edition, more="zagadnienie/")
    assert list(queries.records_of(study=edition.study, kind=Issue)) == [theirs]


def test_an_issue_that_went_to_the_contractor_is_offered_for_correction_no_more(
    edition: Edition,
) -> None:
    edition.issue(source="department_heads", **edition[Role.DEPARTMENT_HEAD])
    edition.play(until=TaskCode.DATE)

    page = soup(desk(edition, Role.DEPARTMENT_HEAD).get(address(edition, more="zagadnienie/")))

    assert page.select(".ou-records li") != []
    assert page.select(".ou-records a") == []


def test_the_team_is_not_offered_to_withdraw_the_order(edition: Edition) -> None:
    edition.play(until=TaskCode.ACTIONS, finding=Finding.RISK)
    audit = edition.study.internalaudit_set.get()
    url = address(edition, more=f"zapis/internalaudit/{audit.pk}/")
    headings = {
        role: [words(one) for one in soup(desk(edition, role).get(url)).select("h2.ou-heading")]
        for role in (Role.QUALITY_TEAM, Role.QUALITY_REPRESENTATIVE)
    }

    assert headings == {
        Role.QUALITY_TEAM: ["Poprawienie"],
        Role.QUALITY_REPRESENTATIVE: ["Poprawienie", "Wycofanie"],
    }


def test_days_that_are_turned_round_are_said_beside_the_field(edition: Edition) -> None:
    edition.play(until=TaskCode.ANALYSIS)
    client = desk(edition, Role.QUALITY_REPRESENTATIVE)
    url = address(edition, TaskCode.ANALYSIS, "zapisz/zapisz/")

    page = soup(client.post(url, {"analysed_on": "09.06.2026", "text": "Analiza"}))

    assert (
        "Dzień czynności „Analiza wyników” wypadłby przed dniem czynności, po której następuje."
        in page.get_text()
    )


def test_an_edition_is_closed_when_nothing_is_lacking(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, more="zamkniecie/")
    page = soup(client.post(url))
    assert "Niczego nie zapisano." in page.get_text()
    assert "wskazania sposobu publikacji" in page.get_text()

    edition.play()
    warned = [words(one) for one in soup(client.get(url)).select(".help-block")]
    assert "W opisie edycji brakuje metody lub próby." in " ".join(warned)
    assert "zamkniecie/" in client.get(address(edition)).content.decode()
    assert said(client.post(url)) == ["Edycja 2026 jest zamknięta."]
    assert Study.objects.get().closed_on is not None


def test_the_description_of_an_edition(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)
    url = address(edition, more="opis/")
    page = soup(client.get(url))
    assert page.select("[name=follow]") == []

    sent = {"kind": "service_quality", "method": "Ankieta", "case_number": "OR.1431.1.2026"}
    client.post(url, sent)
    study = Study.objects.get()
    assert (study.kind, study.method, study.case_number) == tuple(sent.values())


def test_the_price_of_a_page_does_not_grow_with_what_is_written_down(edition: Edition) -> None:
    client = desk(edition, Role.COORDINATOR)

    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    edition.issue()
    page, overview = address(edition, TaskCode.CATALOGUE), "/admin/ocen-urzad/badanie/"
    one = cost(page)
    list_of_one = cost(overview)
    for text in ("Drugie", "Trzecie"):
        edition.issue(text=text)
    for year in (2027, 2028):
        study = operations.begin_study(
            office=edition.office,
            year=year,
            kind=edition.study.kind,  # type: ignore[arg-type]  # a value of the same choices
            **edition[Role.COORDINATOR],
        )
        assert study.pk

    assert cost(page) == one
    assert cost(overview) == list_of_one
