"""Late answers on the desk: said beside the report, supplemented by one button."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOON, a_survey, a_user, answer
from tests.faults.books import every_report_is_chained
from tests.staff.screens import desk_of, said, soup, words
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.paper import operations as paper
from wagtail_ocen_urzad.reports import documents
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import Batch, Channel, QuestionSetVersion

pytestmark = pytest.mark.django_db

REGISTER = "/admin/ocen-urzad/raporty/"
IN_JANUARY = datetime(2026, 1, 2, 12, tzinfo=UTC)
BUTTON = "Wygeneruj raport uzupełniający"


@pytest.fixture
def clerk() -> Client:
    return desk_of(a_user("piotr", "generate_report"))


@pytest.fixture
def reader() -> Client:
    return desk_of(a_user("ewa", "view_results"))


@pytest.fixture
def closed() -> QuestionSetVersion:
    """A version with one answer on time, closed by report no. 1."""
    version = a_survey()
    answer(version, {"overall": ["5"]})
    other = dataclasses.replace(SHORT_SET, intro="Nowy wstęp.")
    revision.activate(survey=version.survey, questionnaire=other, by=None, at=NOON)
    return version


def late(version: QuestionSetVersion, *marks: int) -> None:
    for mark in marks:
        answer(version, {"overall": [str(mark)]}, channel=Channel.PAPER, at=timezone.now())


def address(version: QuestionSetVersion, number: int = 1) -> str:
    return f"{REGISTER}{version.survey.code}/{number}/"


def buttons(page: Any) -> list[str]:
    return [words(one) for one in page.select(".ou-desk form button")]


def links(page: Any) -> list[tuple[str, str]]:
    toolbar = page.select(".ou-report > p a:not(.button)")
    return [(words(one), str(one["href"])) for one in toolbar]


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ((1,), "Po zamknięciu wpłynęła 1 ankieta, której ten raport nie obejmuje."),
        ((1, 2, 3), "Po zamknięciu wpłynęły 3 ankiety, których ten raport nie obejmuje."),
        ((1,) * 5, "Po zamknięciu wpłynęło 5 ankiet, których ten raport nie obejmuje."),
    ],
)
def test_late_answers_are_said_and_one_button_covers_them(
    clerk: Client, closed: QuestionSetVersion, marks: tuple[int, ...], sentence: str
) -> None:
    late(closed, *marks)
    page = soup(clerk.get(address(closed)))
    assert words(page.select_one(".help-info")) == sentence
    assert buttons(page) == [BUTTON]

    sent = clerk.post(f"{address(closed)}uzupelnij/")

    made = ReportSnapshot.objects.get(number=2)
    assert (made.reason, made.forms) == (ReportReason.SUPPLEMENT, len(marks))
    assert made.created_by is not None
    assert made.created_by.username == "piotr"
    assert sent["Location"] == address(closed, 2)
    assert [text.startswith("Raport nr 2 został zapisany i obejmuje") for text in said(sent)] == [
        True
    ]
    page = soup(clerk.get(address(closed)))
    assert page.select(".help-info") == []
    assert buttons(page) == []
    every_report_is_chained()


def test_a_second_one_covers_only_the_new_and_a_third_is_refused(
    clerk: Client, closed: QuestionSetVersion
) -> None:
    for marks in ((1, 2), (3,)):
        late(closed, *marks)
        clerk.post(f"{address(closed)}uzupelnij/")
    assert list(ReportSnapshot.objects.order_by("number").values_list("forms", flat=True)) == [
        1,
        2,
        1,
    ]

    refused = clerk.post(f"{address(closed)}uzupelnij/")

    assert refused["Location"] == address(closed)
    assert said(refused) == ["Nie wpłynęło nic nowego, co należałoby do tego raportu."]
    assert ReportSnapshot.objects.count() == 3
    assert links(soup(clerk.get(address(closed)))) == [
        ("Raport nr 2 – uzupełniający", address(closed, 2)),
        ("Raport nr 3 – uzupełniający", address(closed, 3)),
    ]


def test_the_supplement_names_what_it_supplements_and_adds_it_up(
    clerk: Client, closed: QuestionSetVersion
) -> None:
    late(closed, 1, 2)
    clerk.post(f"{address(closed)}uzupelnij/")

    page = soup(clerk.get(address(closed, 2)))

    assert words(page.select_one("h1")) == "Raport nr 2 – uzupełniający"
    assert links(page) == [("Raport nr 1 – przed zmianą", address(closed))]
    lead = words(page.select_one(".ou-lead"))
    assert lead.startswith("Po zamknięciu wersji 1 wpłynęły 2 ankiety.")
    chapter = page.select_one("#razem-content")
    assert chapter is not None
    tables = [
        [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")]
        for table in chapter.select("table")
    ]
    assert tables[0] == [
        ["Wielkość", "raport nr 1", "to uzupełnienie", "razem"],
        ["Liczba ankiet", "1", "2", "3"],
        ["Wskaźnik ogólny", "100,0", "12,5", "41,7"],
    ]
    assert tables[1][1][1:] == ["5,00", "1,50", "2,67", "41,7", "3"]
    refused = clerk.post(f"{address(closed, 2)}uzupelnij/")
    assert said(refused) == ["Do tego raportu nie sporządza się uzupełnienia."]


def test_the_pdf_says_it_on_its_first_page(closed: QuestionSetVersion, clerk: Client) -> None:
    late(closed, 1)
    clerk.post(f"{address(closed)}uzupelnij/")
    made = ReportSnapshot.objects.get(number=2)

    view = documents.present(data=made.data, sha256=made.sha256)

    assert view.title.kind == "Raport uzupełniający nr 2 do raportu nr 1"
    assert view.title.file_title.startswith(
        "Raport z badania satysfakcji klientów: Raport uzupełniający nr 2 do raportu nr 1"
    )
    facts = {fact.term: fact.text.replace("\u00a0", " ") for fact in view.title.facts}
    assert facts["Uzupełnia"] == "raport nr 1 z 10 marca 2026 r."
    assert (
        facts["Powód sporządzenia"]
        == "uzupełnienie o ankiety, które wpłynęły po sporządzeniu raportu"
    )
    assert documents.report_pdf(data=made.data, sha256=made.sha256).startswith(b"%PDF-1.7")


def test_boxes_of_december_opened_in_january(clerk: Client) -> None:
    version = a_survey()
    report = generate_report(
        survey=version.survey,
        reason=ReportReason.PERIODIC,
        period=(date(2026, 1, 1), NOON.date()),
        case_number="",
        by=None,
        at=NOON,
    )
    for _ in range(2):
        answer(version, {"overall": ["4"]}, channel=Channel.PAPER)
    page = soup(clerk.get(address(version)))
    assert words(page.select_one(".help-info")) == (
        "Po sporządzeniu raportu wpłynęły 2 ankiety z datą z jego okresu."
        " Ten raport ich nie obejmuje."
    )
    assert buttons(page) == [BUTTON]

    clerk.post(f"{address(version)}uzupelnij/")

    made = ReportSnapshot.objects.get(number=2)
    assert (made.forms, made.supplements) == (2, report)
    page = soup(clerk.get(address(version, 2)))
    assert words(page.select_one(".ou-lead")).startswith(
        "Po sporządzeniu raportu nr 1 wpłynęły 2 ankiety z datą z jego okresu."
    )
    assert buttons(soup(clerk.get(address(version)))) == []


def test_readers_are_told_and_get_no_button(reader: Client, closed: QuestionSetVersion) -> None:
    late(closed, 1)

    page = soup(reader.get(address(closed)))

    assert len(page.select(".help-info")) == 1
    assert buttons(page) == []
    reader.post(f"{address(closed)}uzupelnij/")
    assert ReportSnapshot.objects.count() == 1


def test_the_register_and_the_home_page_count_them(
    reader: Client, clerk: Client, closed: QuestionSetVersion
) -> None:
    late(closed, 1, 2, 3)

    register = soup(reader.get(REGISTER))
    home = soup(reader.get("/admin/"))

    assert [words(one) for one in register.select(".ou-register__note")] == [
        "Po zamknięciu wpłynęły 3 ankiety"
    ]
    [line] = home.select(".ou-home__waiting li")
    assert words(line).startswith("Po zamknięciu wpłynęły 3 ankiety. Raporty")
    [link] = line.select("a")
    assert link["href"] == f"{REGISTER}?ankieta={closed.survey.code}"
    clerk.post(f"{address(closed)}uzupelnij/")
    register = soup(reader.get(REGISTER))
    assert register.select(".ou-register__note") == []
    assert soup(reader.get("/admin/")).select(".ou-home__waiting") == []
    reasons = [words(row.select("td")[0]) for row in register.select("tbody tr")]
    assert reasons == ["uzupełniający ( Raport nr 1 )", "przed zmianą"]


def a_report(version: QuestionSetVersion, *, to: date, reason: ReportReason) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=reason,
        period=(date(2026, 1, 1), to),
        case_number="",
        by=None,
        at=NOON,
    )


def notes(client: Client) -> list[str]:
    return [words(one) for one in soup(client.get(REGISTER)).select(".ou-register__note")]


def waiting(client: Client) -> list[tuple[str, str]]:
    """Return what the home page says, and where it leads."""
    lines = soup(client.get("/admin/")).select(".ou-home__waiting li")
    return [(words(one), str(one.select("a")[0]["href"])) for one in lines]


def test_a_box_opened_after_the_yearly_report_is_said_wherever_one_looks(
    reader: Client, clerk: Client
) -> None:
    """Nothing is late: the version is still open."""
    version = a_survey(at=IN_JANUARY)
    a_report(version, to=date(2026, 2, 28), reason=ReportReason.PERIODIC)
    for day in (date(2026, 2, 28), date(2026, 1, 15), date(2026, 3, 1)):
        answer(version, {"overall": ["4"]}, on=day, channel=Channel.PAPER)

    said_so = "Po sporządzeniu raportu wpłynęły 2 ankiety z datą z jego okresu"
    assert notes(reader) == [said_so]
    assert waiting(reader) == [
        (f"{said_so}. Raport nr 1 – okresowy : Ankieta", address(version)),
    ]

    clerk.post(f"{address(version)}uzupelnij/")
    assert (notes(reader), waiting(reader)) == ([], [])


def test_a_report_of_a_period_that_goes_on_is_no_news_for_the_home_page(reader: Client) -> None:
    version = a_survey()
    a_report(version, to=NOON.date(), reason=ReportReason.PERIODIC)
    answer(version, {"overall": ["4"]})

    assert notes(reader) == ["Po sporządzeniu raportu wpłynęła 1 ankieta z datą z jego okresu"]
    assert waiting(reader) == []


def test_totals_counted_by_hand_are_waited_for_as_answers_are(
    reader: Client, clerk: Client, closed: QuestionSetVersion
) -> None:
    """The box of version 1 was opened in time and counted after its closing."""
    closed.refresh_from_db()
    box = paper.open_batch(
        survey=closed.survey,
        protocol=paper.Protocol(opened_on=date(2026, 3, 9), service_point="BQKAA"),
        kind=Batch.Kind.TALLY,
        by=None,
        at=timezone.now(),
    )
    paper.record_totals(batch=box, forms=6, totals={"overall": {"5": 4, "1": 2}}, by=None)
    late(closed, 3)
    of_box = reverse("ocen_urzad_paper:batch", args=[closed.survey.code, box.number])

    assert notes(reader) == ["Po zamknięciu wpłynęło 7 ankiet"]
    [(line, _)] = waiting(reader)
    assert line.startswith("Po zamknięciu wpłynęło 7 ankiet. Raporty")
    sentence = "Po zamknięciu wpłynęło 7 ankiet, których ten raport nie obejmuje."
    typist = desk_of(a_user("maria", "enter_paper"))
    assert words(soup(typist.get(of_box)).select(".help-info")[0]) == sentence

    clerk.post(f"{address(closed)}uzupelnij/")
    assert (notes(reader), waiting(reader)) == ([], [])
    made = ReportSnapshot.objects.get(number=2)
    assert (made.forms, made.data["forms"]["tallied"]) == (1, 6)
    assert sentence not in [words(one) for one in soup(typist.get(of_box)).select(".help-info")]


def test_the_page_of_a_box_names_every_report_that_its_sheets_belong_to() -> None:
    version = a_survey(at=IN_JANUARY)
    a_report(version, to=date(2026, 2, 28), reason=ReportReason.PERIODIC)
    a_report(version, to=date(2026, 3, 9), reason=ReportReason.ON_DEMAND)
    a_report(version, to=date(2026, 1, 31), reason=ReportReason.ON_DEMAND)
    box = paper.open_batch(
        survey=version.survey,
        protocol=paper.Protocol(opened_on=date(2026, 2, 10), service_point="BQKAA"),
        kind=Batch.Kind.PAPER,
        by=None,
        at=timezone.now(),
    )
    of_box = reverse("ocen_urzad_paper:batch", args=[version.survey.code, box.number])
    typist = desk_of(a_user("maria", "enter_paper", "view_results"))

    def offered() -> list[tuple[str, str]]:
        found = soup(typist.get(of_box)).select(".help-info:has(a)")
        return [(words(one), str(one.select("a")[0]["href"])) for one in found]

    assert offered() == []

    paper.enter_sheet(batch=box, sheet_id=uuid4(), given={"overall": ["4"]}, by=None, at=NOON)

    text = "Po sporządzeniu raportu wpłynęła 1 ankieta z datą z jego okresu."
    text += " Ten raport jej nie obejmuje. Do raportu i jego uzupełnienia"
    assert offered() == [
        (f"Raport nr 1 – okresowy. {text}", address(version, 1)),
        (f"Raport nr 2 – na żądanie. {text}", address(version, 2)),
    ]
