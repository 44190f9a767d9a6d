"""Surveys that between them hold whatever a sheet must print, and the sheets made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tests.every_kind import EVERY_KIND
from wagtail_ocen_urzad.paper.geometry import SheetGeometry
from wagtail_ocen_urzad.paper.printing.sheet import Sheet, set_sheet
from wagtail_ocen_urzad.paper.printing.signs import code_stamp
from wagtail_ocen_urzad.paper.printing.style import LARGE, ORDINARY, Style
from wagtail_ocen_urzad.paper.sheet_code import SheetCode, write
from wagtail_ocen_urzad.pdf.stamping import stamped
from wagtail_ocen_urzad.residents.scales import FOUR_POINTS
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Matrix,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
    Skip,
)

SITE = "5f1c3c9f4f1c4e0f8a4f6c8f2f9d7a61"
DEPARTMENTS = tuple(
    (f"d{number}", name)
    for number, name in enumerate(
        (
            "Wydział Organizacyjny",
            "Wydział Spraw Obywatelskich",
            "Urząd Stanu Cywilnego",
            "Wydział Podatków i Opłat",
            "Wydział Gospodarki Nieruchomościami",
            "Wydział Planowania i Budownictwa",
            "Wydział Ochrony Środowiska",
            "Wydział Dróg i Infrastruktury",
            "Wydział Oświaty",
            "Wydział Polityki Społecznej",
            "Biuro Obsługi Klienta",
            "Straż Miejska",
        )
    )
)
SHEET = Sheet(
    title="Ankieta badania satysfakcji Klienta",
    office="Urząd Miejski w Przykładowie",
    street="ul. Ratuszowa 1, 00-000 Przykładów",
    version=3,
    opened=date(2025, 6, 2),
    place="BOK – parter, stanowiska 1–4",
    address="https://przykladow.example/ocen-urzad/K7M3Q/BQKAA/",
    intro="Szanowni Państwo, prosimy o ocenę obsługi w Urzędzie Miejskim w Przykładowie.",
    made_on=date(2026, 6, 18),
    departments=DEPARTMENTS,
    complaints_url="https://bip.przykladow.example/skargi",
    project=("Przyjazny Urząd", "Projekt współfinansowany przez Unię Europejską."),
)


def scale_of(count: int, *, lowest: int = 1, words: str = "") -> RatingScale:
    """Return a scale of so many points; bare numbers without words."""
    return RatingScale(
        code=f"own{count}",
        points=tuple(
            ScalePoint(value=value, label=words or str(value), is_good=False)
            for value in range(lowest + count - 1, lowest - 1, -1)
        ),
    )


def one_area(*questions: Question, title: str = "Ocena") -> Questionnaire:
    """Return a questionnaire of one part."""
    return Questionnaire(areas=(QuestionArea(code="a", title=title, questions=questions),))


SIXTY = one_area(
    *(
        Question(
            code=f"q{number}",
            kind=QuestionKind.RATING,
            text=f"Wiersz {number}, który bywa dłuższy niż zwykle. " * (1 + 2 * (number % 2)),
            scale=scale_of(5, words="zadowalająco"),
            matrix=Matrix(code="m", lead="Jak ocenia Pan/Pani:"),
            allows_not_applicable=True,
        )
        for number in range(1, 61)
    )
)
SCALES = one_area(
    *(
        Question(
            code=f"s{count}",
            kind=QuestionKind.RATING,
            text=f"Skala o {count} punktach",
            scale=scale_of(count, lowest=0 if count == 11 else 1),
            allows_not_applicable=count % 2 == 0,
        )
        for count in range(2, 12)
    )
)
LISTS = one_area(
    Question(code="dep", kind=QuestionKind.DEPARTMENT, text="Gdzie załatwiano sprawę?"),
    Question(
        code="many",
        kind=QuestionKind.MULTIPLE,
        text="Czego dotyczyła sprawa?",
        choices=tuple(
            Choice(code=f"o{number}", label=f"rodzaj sprawy {number}", takes_text=number == 60)
            for number in range(1, 61)
        ),
    ),
    Question(
        code="sentences",
        kind=QuestionKind.SINGLE,
        text="Oznakowanie w budynku",
        choices=tuple(
            Choice(code=f"z{number}", label="jest czytelne i prowadzi do pokoju bez pytania " * 4)
            for number in range(1, 5)
        ),
    ),
)
AREAS_OF_FIVE = Questionnaire(
    areas=(
        *(
            QuestionArea(
                code=f"a{place}",
                title=title,
                questions=tuple(
                    Question(
                        code=f"a{place}_{row}",
                        kind=QuestionKind.RATING,
                        text=text,
                        is_required=True,
                        scale=scale_of(5, words="dostatecznie"),
                        matrix=Matrix(code=f"a{place}_1"),
                    )
                    for row, text in enumerate(rows, start=1)
                ),
            )
            for place, (title, rows) in enumerate(
                (
                    (
                        "Wizerunek urzędu",
                        (
                            "położenie siedziby",
                            "oznakowanie budynku i pokoi",
                            "możliwość zaparkowania samochodu",
                            "strona internetowa",
                            "czystość i porządek w pomieszczeniach",
                            "wygląd pracowników",
                        ),
                    ),
                    (
                        "Indywidualne podejście",
                        ("godziny pracy", "zrozumiałość druków", "zaangażowanie", "szacunek"),
                    ),
                    (
                        "Kompetencje pracowników",
                        (
                            "znajomość przepisów i procedur",
                            "umiejętność przekazania wiedzy prostym językiem",
                            "wskazanie właściwej komórki",
                            "kultura osobista",
                            "samodzielność",
                            "gotowość do pomocy",
                        ),
                    ),
                    (
                        "Terminowość",
                        (
                            "czas oczekiwania w kolejce",
                            "czas załatwienia sprawy",
                            "dotrzymywanie terminów",
                            "sprawność obsługi",
                        ),
                    ),
                    (
                        "Rzetelność",
                        ("dokładność", "bezstronność", "jawność", "zgodność z obietnicą"),
                    ),
                ),
                start=1,
            )
        ),
        QuestionArea(
            code="m",
            title="Metryka Klienta",
            is_demographics=True,
            questions=(
                Question(
                    code="age",
                    kind=QuestionKind.SINGLE,
                    text="Wiek",
                    choices=tuple(
                        Choice(code=code, label=label)
                        for code, label in (("y", "do 30 lat"), ("m", "31–50"), ("o", "powyżej 50"))
                    ),
                ),
            ),
        ),
    )
)
"""Five parts of 24 rows that all must be answered, in the shape of domain 3.1 [S2]."""
WITH_LEADS = one_area(
    Question(
        code="why",
        kind=QuestionKind.SINGLE,
        text="W jakim celu odwiedzono urząd?",
        choices=(
            Choice(code="inf", label="po informację"),
            Choice(code="doc", label="po dokument"),
            Choice(code="oth", label="inny:", takes_text=True),
        ),
    ),
    Question(
        code="found",
        kind=QuestionKind.RATING,
        text="Czy bez trudu trafiono do właściwego pracownika?",
        scale=FOUR_POINTS,
        skips=(Skip(answer="4", to="clear"), Skip(answer="3", to="clear")),
    ),
    Question(
        code="reason",
        kind=QuestionKind.MULTIPLE,
        text="Co było przyczyną trudności?",
        choices=(
            Choice(code="s", label="nieczytelne oznakowanie"),
            Choice(code="d", label="brak osoby, którą można zapytać"),
            Choice(code="oth", label="inna:", takes_text=True),
        ),
    ),
    Question(
        code="clear",
        kind=QuestionKind.RATING,
        text="Czy informacja była zrozumiała?",
        scale=FOUR_POINTS,
    ),
    Question(
        code="against",
        kind=QuestionKind.SINGLE,
        text="Jakość obsługi na tle innych instytucji",
        choices=(
            Choice(code="h", label="wyższa"),
            Choice(code="s", label="podobna"),
            Choice(code="l", label="niższa"),
        ),
    ),
    Question(code="remarks", kind=QuestionKind.TEXT, text="Uwagi"),
)
"""Answers that lead on, four marks without a middle, „inny:” [S10]."""
MANY_DEPARTMENTS = tuple((f"w{number}", f"Wydział numer {number}") for number in range(1, 41))


@dataclass(frozen=True, kw_only=True)
class Made:
    """A sheet as it comes out of the printer."""

    blank: bytes
    printed: bytes
    geometry: SheetGeometry
    codes: tuple[str, ...]


SURVEYS: dict[str, tuple[Questionnaire, Sheet, Style]] = {
    "starter": (STARTER_SET, SHEET, ORDINARY),
    "starter, large": (STARTER_SET, SHEET, LARGE),
    "short": (SHORT_SET, SHEET, ORDINARY),
    "every kind": (EVERY_KIND, SHEET, ORDINARY),
    "every kind, large": (EVERY_KIND, SHEET, LARGE),
    "sixty rows": (SIXTY, SHEET, ORDINARY),
    "scales of 2 to 11": (SCALES, SHEET, ORDINARY),
    "long lists": (LISTS, replace(SHEET, departments=MANY_DEPARTMENTS), ORDINARY),
    "five parts of rows": (AREAS_OF_FIVE, SHEET, ORDINARY),
    "answers that lead on": (WITH_LEADS, SHEET, ORDINARY),
    "answers that lead on, large": (WITH_LEADS, SHEET, LARGE),
    "bare": (
        one_area(Question(code="t", kind=QuestionKind.TEXT, text="Uwagi"), title=""),
        replace(
            SHEET,
            place="",
            street="",
            intro="",
            complaints_url="",
            project=(),
            address="https://ankieta.urzad-miejski-w-przykladowie-nad-rzeka.example/ocen-urzad/K7M3Q/",
        ),
        ORDINARY,
    ),
}


@cache
def made(name: str) -> Made:
    """Return a sheet of one of the surveys, laid out once for all tests, with its codes."""
    questionnaire, sheet, style = SURVEYS[name]
    blank, geometry = set_sheet(
        questionnaire=questionnaire, sheet=sheet, style=style, has_serial=True
    )
    codes = tuple(
        write(
            code=SheetCode(
                survey="K7M3Q",
                version=3,
                page=page,
                pages=len(geometry.pages),
                serial="4F8T2N",
            ),
            site_mark=SITE,
        )
        for page in range(1, len(geometry.pages) + 1)
    )
    printed = stamped(blank=blank, copies=[[code_stamp(text=text) for text in codes]])
    return Made(blank=blank, printed=printed, geometry=geometry, codes=codes)
