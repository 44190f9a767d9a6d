"""Ready question sets for a new survey page, as data (our own wording, Polish on purpose).

The texts are content of the office, not words of the interface, so they are not translated.
"""

from __future__ import annotations

from wagtail_ocen_urzad.residents import scales
from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
)

FIVE_POINTS = scales.FIVE_POINTS
LEAD = "Jak ocenia Pan/Pani:"


def _choices(*pairs: tuple[str, str], other: str = "") -> tuple[Choice, ...]:
    """Return options by code and text; `other` is the text of one that takes words of its own."""
    choices = tuple(Choice(code=code, label=label) for code, label in pairs)
    return (*choices, Choice(code="other", label=other, takes_text=True)) if other else choices


def _rating(code: str, text: str, *, is_required: bool = False) -> Question:
    return Question(
        code=code,
        kind=QuestionKind.RATING,
        text=text,
        scale=FIVE_POINTS,
        is_required=is_required,
        allows_not_applicable=not is_required,
    )


def _single(code: str, text: str, *pairs: tuple[str, str]) -> Question:
    return Question(code=code, kind=QuestionKind.SINGLE, text=text, choices=_choices(*pairs))


INTRO = (
    "Szanowni Państwo, prosimy o ocenę obsługi w {urzad_msc}. "
    "Wyniki posłużą do poprawy obsługi klientów."
)
DEPARTMENT = Question(
    code="department",
    kind=QuestionKind.DEPARTMENT,
    text="W którym wydziale lub biurze Urzędu załatwiał(a) Pan/Pani sprawę?",
    allows_not_applicable=True,
)
OVERALL = _rating("overall", "Jak ogólnie ocenia Pan/Pani obsługę w Urzędzie?", is_required=True)
COMMENT = Question(
    code="comment",
    kind=QuestionKind.TEXT,
    text="Co powinniśmy poprawić?",
    help_text="Prosimy nie podawać danych osobowych swoich ani innych osób.",
)
DECLINED = ("declined", "nie chcę podawać")

CASE = QuestionArea(
    code="case",
    title="Sprawa i kontakt",
    questions=(
        Question(
            code="contact_way",
            kind=QuestionKind.SINGLE,
            text="W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?",
            is_required=True,
            choices=_choices(
                ("in_person", "osobiście"),
                ("phone", "telefonicznie"),
                ("letter", "listownie lub e-mailem"),
                ("eservice", "przez e-usługę"),
                other="w inny sposób (jaki?)",
            ),
        ),
        DEPARTMENT,
        Question(
            code="case_kind",
            kind=QuestionKind.MULTIPLE,
            text="Czego dotyczyła sprawa?",
            choices=_choices(
                ("identity", "dowody osobiste i ewidencja ludności"),
                ("civil_status", "akty stanu cywilnego"),
                ("taxes", "podatki i opłaty"),
                ("waste", "odpady komunalne"),
                ("business", "działalność gospodarcza"),
                ("property", "nieruchomości i geodezja"),
                ("building", "budownictwo i planowanie"),
                ("environment", "środowisko"),
                ("roads", "drogi"),
                ("benefits", "świadczenia i pomoc"),
                ("education", "oświata"),
                other="inna (jaka?)",
            ),
        ),
        _single(
            "settled",
            "Czy sprawa została załatwiona?",
            ("yes", "tak"),
            ("partly", "częściowo"),
            ("no", "nie"),
            ("in_progress", "jest w toku"),
        ),
        Question(
            code="waiting_time",
            kind=QuestionKind.SINGLE,
            text="Jak długo czekał(a) Pan/Pani na obsługę?",
            allows_not_applicable=True,
            choices=_choices(
                ("to_5", "do 5 minut"),
                ("to_15", "6–15 minut"),
                ("to_30", "16–30 minut"),
                ("over_30", "ponad 30 minut"),
            ),
        ),
    ),
)
ACCESS = QuestionArea(
    code="access",
    title="Dostępność i warunki obsługi",
    lead=LEAD,
    questions=(
        _rating("finding", "Łatwość znalezienia właściwej osoby lub pokoju"),
        _rating("hours", "Godziny pracy Urzędu"),
        _rating("premises", "Warunki oczekiwania i obsługi w budynku"),
        _rating(
            "accessibility",
            "Dostępność budynku i obsługi dla osób ze szczególnymi potrzebami",
        ),
        _rating("website", "Informacje na stronie internetowej i w BIP"),
        _rating("eservices", "Możliwość załatwienia sprawy przez internet"),
    ),
)
STAFF = QuestionArea(
    code="staff",
    title="Praca urzędnika",
    lead=LEAD,
    questions=(
        _rating("courtesy", "Uprzejmość i kultura osobista pracownika"),
        _rating("competence", "Wiedza i przygotowanie pracownika"),
        _rating("information", "Zrozumiałość i kompletność informacji"),
        _rating("commitment", "Zaangażowanie i chęć pomocy"),
    ),
)
COURSE = QuestionArea(
    code="course",
    title="Przebieg sprawy",
    lead=LEAD,
    questions=(
        _rating("speed", "Szybkość załatwienia sprawy"),
        _rating("timeliness", "Dotrzymanie zapowiedzianego terminu"),
    ),
)
GENERAL = QuestionArea(code="general", title="Ocena ogólna", questions=(OVERALL, COMMENT))
DEMOGRAPHICS = QuestionArea(
    code="demographics",
    title="Metryczka",
    is_demographics=True,
    lead=(
        "Na te pytania nie trzeba odpowiadać. Pomagają sprawdzić, "
        "czy obsługujemy wszystkich równie dobrze."
    ),
    questions=(
        _single("sex", "Płeć", ("woman", "kobieta"), ("man", "mężczyzna"), DECLINED),
        _single(
            "age",
            "Wiek",
            ("to_30", "do 30 lat"),
            ("to_50", "31–50 lat"),
            ("to_65", "51–65 lat"),
            ("over_65", "powyżej 65 lat"),
            DECLINED,
        ),
        _single(
            "education",
            "Wykształcenie",
            ("primary", "podstawowe"),
            ("vocational", "zasadnicze zawodowe lub branżowe"),
            ("secondary", "średnie"),
            ("higher", "wyższe"),
            DECLINED,
        ),
        _single(
            "status",
            "Sprawę załatwiał(a) Pan/Pani jako",
            ("private", "osoba prywatna"),
            ("business", "przedsiębiorca"),
            ("institution", "przedstawiciel organizacji lub instytucji"),
        ),
        _single(
            "residence",
            "Miejsce zamieszkania lub siedziba",
            ("local", "na terenie gminy"),
            ("elsewhere", "poza gminą"),
        ),
    ),
)

STARTER_SET = Questionnaire(intro=INTRO, areas=(CASE, ACCESS, STAFF, COURSE, GENERAL, DEMOGRAPHICS))
"""The set of domain 3.2, with the demographics."""

WITHOUT_DEMOGRAPHICS = Questionnaire(intro=INTRO, areas=(CASE, ACCESS, STAFF, COURSE, GENERAL))
"""The same for a small office, where five answers about a person would name that person."""

SHORT_SET = Questionnaire(
    intro=INTRO,
    areas=(
        QuestionArea(
            code="general", title="Ocena obsługi", questions=(DEPARTMENT, OVERALL, COMMENT)
        ),
    ),
)
"""Three questions, under a minute."""

EMPTY_SET = Questionnaire(intro=INTRO, areas=())
"""No question yet."""

STARTER_SETS = {
    "full": WITHOUT_DEMOGRAPHICS,
    "full_with_demographics": STARTER_SET,
    "short": SHORT_SET,
    "empty": EMPTY_SET,
}
"""What a new survey may begin with."""

TITLE = "Ankieta badania satysfakcji Klienta"
"""The ordinances' own name of the survey (R-04); an office may change it."""
