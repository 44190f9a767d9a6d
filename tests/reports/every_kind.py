"""A questionnaire with a question of every kind, and answers to it: scales of every length."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from tests.factories import a_survey, answer
from wagtail_ocen_urzad.residents.starter_sets import COMMENT, DEPARTMENT, OVERALL
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    Best,
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


def scale(code: str, *labels: str, good: int, first: int | None = None) -> RatingScale:
    """A scale from the best to the worst; with `first` its marks rise from there."""
    best = Best.HIGH if first is None else Best.LOW
    values = range(len(labels), 0, -1) if first is None else range(first, first + len(labels))
    return RatingScale(
        code=code,
        best=best,
        points=tuple(
            ScalePoint(value=value, label=label, is_good=place < good)
            for place, (value, label) in enumerate(zip(values, labels, strict=True))
        ),
    )


SCHOOL = scale(
    "school", "celujący", "bardzo dobry", "dobry", "dostateczny", "dopuszczający",
    "niedostateczny", good=2,
)  # fmt: skip
FOUR = scale("four", "tak", "raczej tak", "raczej nie", "nie", good=2)
FACES = scale("faces", "zadowolony", "obojętny", "niezadowolony", good=1)
YES_NO = scale("yes_no", "tak", "nie", good=1)
TEN = scale("ten", *(str(mark) for mark in range(10, 0, -1)), good=3)
ELEVEN = scale("eleven", *(f"{mark} na 10" for mark in range(10, -1, -1)), good=3)
RANKS = scale("ranks", "miejsce pierwsze", "drugie", "trzecie", "ostatnie", good=1, first=1)
SENTENCES = scale(
    "sentences",
    "oznakowanie prowadzi bez wahania do właściwego pokoju, także osobę, która jest tu nowa",
    "oznakowanie pomaga, choć wymaga drobnych poprawek na piętrach",
    "bez pytania w informacji nie da się trafić",
    good=1,
)
STAFF = Matrix(code="staff", lead="Jak ocenia Pan/Pani pracownika Urzędu:")


def rating(code: str, text: str, of: RatingScale, **more: object) -> Question:
    """A rating on this scale that need not be answered."""
    question = Question(code=code, kind=QuestionKind.RATING, text=text, scale=of)
    return dataclasses.replace(question, **more)  # type: ignore[arg-type]  # any field


SETTLED = Question(
    code="settled",
    kind=QuestionKind.SINGLE,
    text="Czy sprawa została załatwiona?",
    choices=(
        Choice(code="yes", label="tak"),
        Choice(code="no", label="nie"),
        Choice(code="other", label="inaczej (jak?)", takes_text=True),
    ),
    skips=(Skip(answer="no", to="school"), Skip(answer="other", to=END)),
)
CASES = Question(
    code="cases",
    kind=QuestionKind.MULTIPLE,
    text="Czego dotyczyła sprawa?",
    choices=(
        Choice(
            code="long",
            label="zaświadczenia, odpisy, wypisy i wyrysy potrzebne w innej instytucji, na"
            " przykład w banku, w sądzie albo u notariusza",
        ),
        Choice(code="taxes", label="podatki i opłaty"),
        Choice(code="another", label="inna (jaka?)", takes_text=True),
    ),
)
EVERY_KIND = Questionnaire(
    intro="Prosimy o ocenę obsługi w {urzad_msc}. Zajmie to około {minuty} minut.",
    areas=(
        QuestionArea(
            code="case",
            title="Sprawa",
            questions=(
                DEPARTMENT,
                SETTLED,
                CASES,
                rating("courtesy", "Uprzejmość", FOUR, matrix=STAFF, allows_not_applicable=True),
                rating("knowledge", "Wiedza", FOUR, matrix=STAFF),
            ),
        ),
        QuestionArea(
            code="marks",
            title="Oceny",
            questions=(
                rating("school", "Ocena szkolna Urzędu", SCHOOL),
                rating("yes_no", "Czy poleca Pan/Pani nasz Urząd?", YES_NO),
                rating("faces", "Samopoczucie po wizycie", FACES),
                rating("ten", "Ocena od 1 do 10", TEN),
                rating("eleven", "Ocena od 0 do 10", ELEVEN),
                rating("ranks", "Które miejsce wśród urzędów zajmuje nasz?", RANKS),
                rating("sentences", "Oznakowanie budynku", SENTENCES),
                OVERALL,
                COMMENT,
            ),
        ),
    ),
)


def spread(of: RatingScale, weights: Sequence[int]) -> list[str]:
    """Marks of a scale, best first, each as often as its weight."""
    return [str(value) for value, n in zip(of.values, weights, strict=True) for _ in range(n)]


def answered(version: QuestionSetVersion, *, forms: int = 40) -> None:
    """Give answers of every kind, on paper and online."""
    marks = {
        "courtesy": spread(FOUR, (5, 3, 2, 1)),
        "knowledge": spread(FOUR, (3, 3, 3, 1)),
        "school": spread(SCHOOL, (4, 6, 5, 3, 2, 1)),
        "yes_no": spread(YES_NO, (7, 2)),
        "faces": spread(FACES, (6, 2, 1)),
        "ten": spread(TEN, (3, 4, 5, 4, 3, 3, 2, 2, 2, 2)),
        "eleven": spread(ELEVEN, (3, 4, 5, 4, 3, 3, 2, 2, 2, 2, 1)),
        "ranks": spread(RANKS, (4, 3, 2, 1)),
        "sentences": spread(SENTENCES, (5, 3, 2)),
        "overall": ["5", "5", "4", "4", "3"],
        "settled": ["yes", "yes", "yes", "no", "yes", "other"],
        "department": ["or", "so", "os", "@na"],
        "cases": ["long", "taxes", "another"],
    }
    for number in range(forms):
        given = {code: [values[number % len(values)]] for code, values in marks.items()}
        if number % 6 == 5:
            given["settled.other"] = ["w toku"]
        if number % 3 == 2:
            given["cases.another"] = ["drogi"]
        if number % 5 == 0:
            del given["knowledge"]
            given["comment"] = ["Dziękuję."]
        channel = Channel.PAPER if number % 4 else Channel.WEB
        answer(version, given, channel=channel)


def a_survey_of_every_kind() -> QuestionSetVersion:
    """Return the open version of a survey with forty answers."""
    version = a_survey(questionnaire=EVERY_KIND)
    answered(version)
    return version
