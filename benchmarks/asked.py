"""The survey that is measured: 15 questions, or the same four times over, and answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from wagtail_ocen_urzad.survey.questionnaire import (
    Choice,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
)

TITLE = "Ankieta badania satysfakcji klienta"
INTRO = "Szanowni Państwo, prosimy o ocenę obsługi w {urzad_msc}. Zajmie to około {minuty} minut."
MARKS = ("bardzo dobrze", "dobrze", "średnio", "źle", "bardzo źle")
RATINGS = (
    ("general", "Jak ogólnie ocenia Pan/Pani obsługę w Urzędzie?"),
    ("kindness", "Jak ocenia Pan/Pani uprzejmość i życzliwość pracownika?"),
    ("knowledge", "Jak ocenia Pan/Pani wiedzę i przygotowanie pracownika?"),
    ("clarity", "Jak ocenia Pan/Pani zrozumiałość udzielonych informacji?"),
    ("speed", "Jak ocenia Pan/Pani szybkość załatwienia sprawy?"),
    ("waiting", "Jak ocenia Pan/Pani czas oczekiwania na obsługę?"),
    ("hours", "Jak ocenia Pan/Pani godziny otwarcia Urzędu?"),
    ("access", "Jak ocenia Pan/Pani dostępność budynku?"),
    ("finding", "Jak ocenia Pan/Pani oznakowanie pokojów i wydziałów?"),
    ("website", "Jak ocenia Pan/Pani stronę internetową Urzędu?"),
)
DEPARTMENT = ("department", "W którym wydziale załatwiał(a) Pan/Pani sprawę?")
DEPARTMENTS = (
    "Wydział Organizacyjny",
    "Wydział Spraw Obywatelskich",
    "Urząd Stanu Cywilnego",
    "Wydział Finansowy",
    "Wydział Podatków i Opłat Lokalnych",
    "Wydział Gospodarki Nieruchomościami",
    "Wydział Urbanistyki i Architektury",
    "Wydział Ochrony Środowiska",
    "Wydział Dróg i Transportu",
    "Wydział Oświaty i Kultury",
    "Wydział Spraw Społecznych",
    "Biuro Obsługi Klienta",
)
SINGLE = ("way", "W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?")
WAYS = ("osobiście", "telefonicznie", "pocztą elektroniczną", "listownie", "przez ePUAP")
MULTIPLE = ("learned", "Skąd dowiedział(a) się Pan/Pani, jak załatwić sprawę?")
SOURCES = (
    "ze strony internetowej",
    "z tablicy ogłoszeń",
    "od pracownika Urzędu",
    "od znajomych lub rodziny",
    "z prasy lokalnej",
    "z innego źródła",
)
TEXTS = (
    ("improve", "Co powinniśmy poprawić?"),
    ("praise", "Co było dobre i powinno zostać?"),
)
REMARKS = (
    "Krótszy czas oczekiwania w okienku, szczególnie po południu.",
    "Pani w okienku bardzo cierpliwie wszystko wyjaśniła. Dziękuję!",
    "Przydałoby się więcej miejsc do parkowania przed budynkiem.",
    "Formularze na stronie są nieaktualne, proszę to poprawić.",
)
DEMO_SHARE = 1 / 6
"""How many residents write something, as in the example town."""


def code_of_department(index: int) -> str:
    """Code of a department by its place."""
    return f"d{index + 1:02}"


def questionnaire(*, times: int = 1) -> Questionnaire:
    """Return the 15 questions, or `times` as many; the department is asked once at most."""
    return Questionnaire(
        intro=INTRO,
        areas=tuple(area for number in range(times) for area in _areas(number)),
    )


def answers(*, random: Random, with_texts: bool) -> dict[str, list[str]]:
    """Return valid answers to the 15 questions, raw, as the form sends them."""
    given = {code: [str(random.choice((5, 5, 4, 4, 4, 3, 2, 1)))] for code, _text in RATINGS}
    given[DEPARTMENT[0]] = [code_of_department(random.randrange(len(DEPARTMENTS)))]
    given[SINGLE[0]] = [f"w{random.randrange(len(WAYS)) + 1}"]
    chosen = sorted(random.sample(range(len(SOURCES)), 2))
    given[MULTIPLE[0]] = [f"s{index + 1}" for index in chosen]
    if with_texts:
        given |= {code: [random.choice(REMARKS)] for code, _text in TEXTS}
    return given


def forms(number: int, *, share: float = DEMO_SHARE) -> list[dict[str, list[str]]]:
    """Return so many sets of answers, always the same.

    Args:
        number: how many.
        share: of those that write both texts.
    """
    random = Random(4)
    return [
        answers(random=random, with_texts=place < round(share * number))
        for place in random.sample(range(number), number)
    ]


def for_contrib(given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the same answers as `wagtail.contrib.forms` takes them: words, not codes."""
    words = {code: text for code, text, _kind, _choices in contrib_questions()}
    return {clean_name(words[code]): _words(code, values) for code, values in given.items()}


def contrib_questions() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return (code, text, field type of `wagtail.contrib.forms`, options) of each question.

    What allows one answer is `radio`, the departments too; as a `dropdown` they would save it a
    seventh of the time of a GET.
    """
    return [
        *((code, text, "radio", MARKS) for code, text in RATINGS),
        (*DEPARTMENT, "radio", DEPARTMENTS),
        (*SINGLE, "radio", WAYS),
        (*MULTIPLE, "checkboxes", SOURCES),
        *((code, text, "multiline", ()) for code, text in TEXTS),
    ]


def clean_name(text: str) -> str:
    """Return the name under which `wagtail.contrib.forms` sends a question."""
    from wagtail.contrib.forms.utils import get_field_clean_name  # noqa: PLC0415 - needs Django

    name: str = get_field_clean_name(text)
    return name


def _words(code: str, values: list[str]) -> list[str]:
    if code in dict(RATINGS):
        return [MARKS[5 - int(value)] for value in values]
    options = {DEPARTMENT[0]: DEPARTMENTS, SINGLE[0]: WAYS, MULTIPLE[0]: SOURCES}.get(code)
    return [options[int(value[1:]) - 1] for value in values] if options else values


def _areas(number: int) -> tuple[QuestionArea, ...]:
    end = f"_{number}" if number else ""
    scale = RatingScale(
        code="five",
        points=tuple(
            ScalePoint(value=5 - place, label=label, is_good=place < 2)
            for place, label in enumerate(MARKS)
        ),
    )
    ratings = tuple(
        Question(code=f"{code}{end}", kind=QuestionKind.RATING, text=text, scale=scale)
        for code, text in RATINGS
    )
    case = (
        _choice(f"{DEPARTMENT[0]}{end}", DEPARTMENT[1], QuestionKind.SINGLE, "d", DEPARTMENTS)
        if number
        else Question(code=DEPARTMENT[0], kind=QuestionKind.DEPARTMENT, text=DEPARTMENT[1]),
        _choice(f"{SINGLE[0]}{end}", SINGLE[1], QuestionKind.SINGLE, "w", WAYS),
        _choice(f"{MULTIPLE[0]}{end}", MULTIPLE[1], QuestionKind.MULTIPLE, "s", SOURCES),
    )
    texts = tuple(
        Question(code=f"{code}{end}", kind=QuestionKind.TEXT, text=text) for code, text in TEXTS
    )
    return (
        QuestionArea(code=f"marks{end}", title="Ocena obsługi", questions=ratings),
        QuestionArea(code=f"case{end}", title="Sprawa i uwagi", questions=case + texts),
    )


def _choice(
    code: str, text: str, kind: QuestionKind, letter: str, labels: tuple[str, ...]
) -> Question:
    choices = tuple(
        Choice(code=f"{letter}{place}", label=label) for place, label in enumerate(labels, start=1)
    )
    return Question(code=code, kind=kind, text=text, choices=choices)
