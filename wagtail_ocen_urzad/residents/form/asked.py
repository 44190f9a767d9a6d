"""One question as it stands in one form: its number, its hint, what was given, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wagtail_ocen_urzad.residents.form import wording
from wagtail_ocen_urzad.residents.form.skips import Lead, Skips, skips_of
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    OTHER_LIMIT,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
)

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer that may be marked."""

    value: str
    label: str
    end: str = ""
    """What a bare number at this end of the scale means."""
    goes_on: str = ""
    """Where this answer leads, in words."""
    classes: str = ""
    """Of its input, for what it hides."""
    field: str = ""
    """Name of the text field beside it, if it takes a text."""

    @property
    def words(self) -> str:
        """All that stands beside the control."""
        return f"{self.label} {self.goes_on}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question in its place; all words are in the language that was active."""

    question: Question
    number: int
    """Runs through all parts from 1, the same as on paper."""
    hint: str
    given: tuple[str, ...]
    """Values as they came, without blanks around them."""
    message: str
    """What to do about the answer, as a sentence; empty when nothing is wrong."""
    options: tuple[Option, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    """Texts beside options as they were typed, by name of the field."""
    faulty: str = ""
    """Name of the text field that the message is about."""
    hidden: str = ""
    """Classes with which the question goes when another answer leads past it."""

    @property
    def group_id(self) -> str:
        """Id of the whole question."""
        return f"q-{self.question.code}"

    @property
    def described_by(self) -> str:
        """Ids of hint and message, for the control or group that they explain."""
        parts = (("hint", self.hint), ("error", self.message))
        return " ".join(f"{self.group_id}-{part}" for part, words in parts if words)


def control_id(question: Question, *, field: str = "") -> str:
    """Id of the control of a question that a line of the error summary leads to.

    The first, unless the line is about the text of this name beside an option.
    """
    if field:
        return f"q-{question.code}-text-{field.rpartition('.')[2]}"
    return f"q-{question.code}-1"


def faulty_field(*, question: Question, problem: Problem | None, given: Given) -> str:
    """Return the name of the text beside an option that a problem is about; "" if about none."""
    for option, name in question.text_fields.items():
        typed = "\n".join(value.strip() for value in given.get(name, ()))
        if problem is Problem.TOO_LONG and len(typed.replace("\r\n", "\n")) > OTHER_LIMIT:
            return name
        ticked = {value.strip() for value in given.get(question.code, ())}
        if problem is Problem.TEXT_OF_ANOTHER_OPTION and typed and option not in ticked:
            return name
    return ""


def parts(
    *, questionnaire: Questionnaire, given: Given, problems: Mapping[str, Problem]
) -> Iterator[tuple[QuestionArea, tuple[Asked, ...]]]:
    """Every part with its questions, numbered through."""
    singles = (q for q in questionnaire.questions() if q.kind is QuestionKind.SINGLE)
    first_single = next(singles, None)
    skips = skips_of(questionnaire=questionnaire)
    number = 0
    for area in questionnaire.areas:
        asked: list[Asked] = []
        for question in area.questions:
            number += 1
            asked.append(
                _asked(
                    question,
                    number,
                    is_first_single=question is first_single,
                    skips=skips,
                    given=given,
                    problem=problems.get(question.code),
                )
            )
        yield area, tuple(asked)


def _asked(
    question: Question,
    number: int,
    *,
    is_first_single: bool,
    skips: Skips,
    given: Given,
    problem: Problem | None,
) -> Asked:
    message = wording.sentence(question, problem) if problem else ""
    options = tuple(_options(question, skips))
    hint = wording.hint(
        question,
        is_first_single=is_first_single,
        leads=[(option.label, option.goes_on) for option in options if option.goes_on],
    )
    return Asked(
        question=question,
        number=number,
        hint="" if hint == message else hint,
        given=_values(question, given.get(question.code, ())),
        message=message,
        options=options,
        beside={
            name: " ".join(given.get(name, ())).strip() for name in question.text_fields.values()
        },
        faulty=faulty_field(question=question, problem=problem, given=given),
        hidden=skips.hidden_with(question.code),
    )


def _options(question: Question, skips: Skips) -> Iterator[Option]:
    ends = wording.ends(question.scale) if question.scale is not None else {}
    end_words = {str(value): words for value, words in ends.items()}
    for value, label in _marks(question):
        lead: Lead | None = skips.leads.get((question.code, value))
        yield Option(
            value=value,
            label=label,
            end=end_words.get(value, ""),
            goes_on=wording.goes_on(lead.target) if lead else "",
            classes=lead.classes if lead else "",
            field=question.text_fields.get(value, ""),
        )


def _marks(question: Question) -> Iterator[tuple[str, str]]:
    """(value, label) of everything that may be marked, in the order shown."""
    if question.scale is not None:
        yield from ((str(point.value), point.label) for point in question.scale.points)
    else:
        yield from ((choice.code, choice.label) for choice in question.choices)
    if question.allows_not_applicable:
        yield NOT_APPLICABLE, wording.not_applicable(question)


def _values(question: Question, raw: Sequence[str]) -> tuple[str, ...]:
    if question.kind is QuestionKind.TEXT:
        return tuple(raw)  # a text comes back as it was typed
    return tuple(value.strip() for value in raw if value.strip())
