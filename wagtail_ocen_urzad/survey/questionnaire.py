"""The question set as plain data: what the form, the sheet and the report are made from.

Nothing here knows Django or a database. A `Questionnaire` is read from a draft or from the
canonical text of a version; `judging` holds one set of answers against it, `series` one version
against the next.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

SCHEMA = 1
"""Number of the canonical form; a new number keeps old versions readable."""

NOT_APPLICABLE = "@na"
"""Stored answer „nie dotyczy / trudno powiedzieć”; `@` cannot occur in a code."""

INVALID = "@invalid"
"""Stored answer of a paper sheet that cannot be read or carries two marks."""

NO_ANSWER = "@none"
"""In hand-counted totals: sheets that left the question out. A stored answer simply lacks it."""

SKIPPED = "@skipped"
"""Stored for a question that another answer led past („jeśli nie, przejdź do…”, domain 3.1)."""

END = "@end"
"""Target of a skip that leads past everything that is left."""

TEXT_LIMIT = 1000
"""Characters of a free text, unless the question says less (domain 3.2, `comment`)."""

OTHER_LIMIT = 200
"""Characters of the text beside an option such as „inna (jaka?)”."""

LEAST_OPTIONS = 2
"""Fewer marks or options are no choice."""

CODE_PATTERN = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")

RESERVED_CODES = frozenset({"token", "punkt", "www"})
"""Names that the form itself sends beside the answers; no question may be called so."""

AnswerValue = int | str | list[str]
Answers = dict[str, AnswerValue]


class QuestionKind(StrEnum):
    """Kinds of question."""

    RATING = "rating"
    SINGLE = "single"
    MULTIPLE = "multiple"
    DEPARTMENT = "department"
    TEXT = "text"


class Best(StrEnum):
    """Which end of a scale is best (domain 3.3: direction is a property of the scale)."""

    HIGH = "high"
    LOW = "low"


class UnableToRead(Exception):
    """The questions cannot be made into a questionnaire.

    `problems` holds (reason, question code or position) pairs.
    """

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{reason}: {place}" for reason, place in problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class ScalePoint:
    """One mark of a rating scale."""

    value: int
    label: str
    is_good: bool
    """Counts into the share of good marks (domain 4.3)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingScale:
    """Marks of a rating in the order shown, best first."""

    code: str
    points: tuple[ScalePoint, ...]
    best: Best = Best.HIGH

    @property
    def minimum(self) -> int:
        """Lowest mark, in points."""
        return min(point.value for point in self.points)

    @property
    def maximum(self) -> int:
        """Highest mark, in points."""
        return max(point.value for point in self.points)

    @property
    def values(self) -> tuple[int, ...]:
        """All marks in the order shown."""
        return tuple(point.value for point in self.points)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One option of a single or multiple choice."""

    code: str
    label: str
    takes_text: bool = False
    """„inna (jaka?)”: a short text may be written beside it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """„Jeśli nie, przejdź do…”: an answer that leads past the questions in between."""

    answer: str
    """Code of the option, or the mark as text."""
    to: str
    """Code of a later question, or `END`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """What ratings share that stand as rows of one table."""

    code: str
    lead: str = ""
    """Beginning of the sentence that every row ends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question."""

    code: str
    """Stable for as long as it is the same question: the code is the declaration (§ 5)."""
    kind: QuestionKind
    text: str
    help_text: str = ""
    is_required: bool = False
    allows_not_applicable: bool = False
    choices: tuple[Choice, ...] = ()
    scale: RatingScale | None = None
    matrix: Matrix | None = None
    """Of a rating that is a row; rows of one matrix follow each other and share the scale."""
    skips: tuple[Skip, ...] = ()
    """Of a single choice or a rating."""
    max_length: int = TEXT_LIMIT
    """Characters of a free text."""

    @property
    def text_fields(self) -> dict[str, str]:
        """Name of the text field by option code, for options that take a text."""
        return {
            c.code: other_field(question=self.code, option=c.code)
            for c in self.choices
            if c.takes_text
        }

    @property
    def values(self) -> tuple[int | str, ...]:
        """Every answer that counts as valid, in the order shown; empty for texts, departments."""
        if self.scale is not None:
            return self.scale.values
        return tuple(choice.code for choice in self.choices)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionArea:
    """A part of the questionnaire with its own heading."""

    code: str
    title: str
    lead: str = ""
    is_demographics: bool = False
    """The „metryczka”: last, never required."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire:
    """Everything that a resident is asked, in order."""

    areas: tuple[QuestionArea, ...]
    intro: str = ""

    def questions(self) -> Iterator[Question]:
        """All questions in the order in which they are numbered, from 1."""
        for area in self.areas:
            yield from area.questions

    def question(self, code: str) -> Question | None:
        """The question with this code, if it is asked."""
        return next((one for one in self.questions() if one.code == code), None)

    def field_names(self) -> set[str]:
        """Every name under which a form of these questions sends something."""
        names = {question.code for question in self.questions()}
        return names.union(*(one.text_fields.values() for one in self.questions()))

    def department_question(self) -> Question | None:
        """The question that names the department of an answer."""
        kind = QuestionKind.DEPARTMENT
        return next((one for one in self.questions() if one.kind is kind), None)


class QuestionSource:
    """A draft that questions are read from: what a survey page is to the other rooms."""

    starter_title: ClassVar[str] = ""
    """Title of a new draft."""
    starter_sets: ClassVar[Mapping[str, Questionnaire]] = {}
    """Ready sets for a new draft, by name."""
    problem_words: ClassVar[Mapping[str, Any]] = {}
    """What the reasons of `UnableToRead` are called, by reason."""
    area_problems: ClassVar[frozenset[str]] = frozenset()
    """Reasons whose place is an area."""

    def questionnaire(self) -> Questionnaire:
        """What the draft asks.

        Raises:
            UnableToRead: something is missing or stands twice.
        """
        raise NotImplementedError

    def ask(self, questionnaire: Questionnaire) -> None:
        """Put these questions into the draft; nothing is saved."""
        raise NotImplementedError

    def anchors(self) -> dict[str, str]:
        """Where each question stands in the editor: fragment of the address by question code."""
        raise NotImplementedError

    def area_anchors(self) -> dict[str, str]:
        """Where each area stands in the editor: fragment of the address by area code."""
        raise NotImplementedError


def other_field(*, question: str, option: str) -> str:
    """Return the name of the text beside an option; no code can hold a full stop."""
    return f"{question}.{option}"


def question_of(*, field: str) -> str:
    """Return the code of the question that a field belongs to."""
    return field.partition(".")[0]


def canonical_text(*, questionnaire: Questionnaire) -> str:
    """Return the one text that stands for this questionnaire, to be stored and hashed."""
    return canonical_json(value=to_data(questionnaire=questionnaire))


def canonical_json(*, value: Any) -> str:
    """Return JSON with sorted keys, no spaces, letters as they are. Floats are refused.

    Raises:
        TypeError: a float anywhere; figures travel as integers or decimal strings.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(*, text: str) -> str:
    """Return the SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_data(*, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the questionnaire as JSON data."""
    return {
        "schema": SCHEMA,
        "intro": questionnaire.intro,
        "areas": [
            {
                "code": area.code,
                "title": area.title,
                "lead": area.lead,
                "is_demographics": area.is_demographics,
                "questions": [_question_data(question) for question in area.questions],
            }
            for area in questionnaire.areas
        ],
    }


def parse(*, text: str) -> Questionnaire:
    """Read the canonical text of a version.

    Raises:
        UnableToRead: another schema, or questions that do not hold together.
    """
    return from_data(data=json.loads(text))


def from_data(*, data: Mapping[str, Any]) -> Questionnaire:
    """Make a questionnaire from JSON data and check that it holds together.

    Raises:
        UnableToRead: names every problem at once.
    """
    if data.get("schema") != SCHEMA:
        raise UnableToRead([("schema", str(data.get("schema")))])
    questionnaire = Questionnaire(
        intro=data["intro"], areas=tuple(_area(area) for area in data["areas"])
    )
    problems = problems_of(questionnaire=questionnaire)
    if problems:
        raise UnableToRead(problems)
    return questionnaire


def problems_of(*, questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Return (reason, code or position) of all that keeps these questions from being asked."""
    problems: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, question in enumerate(questionnaire.questions(), start=1):
        place = question.code or f"#{number}"
        if not CODE_PATTERN.fullmatch(question.code) or question.code in RESERVED_CODES:
            problems.append(("code", place))
        elif question.code in seen:
            problems.append(("double_code", place))
        seen.add(question.code)
        problems += [(reason, place) for reason in _own_problems(question)]
    if not seen:
        problems.append(("no_questions", ""))
    departments = [q for q in questionnaire.questions() if q.kind is QuestionKind.DEPARTMENT]
    if len(departments) > 1:
        problems.append(("two_departments", departments[1].code))
    areas = [area.code for area in questionnaire.areas]
    problems += [("double_area", code) for code, n in Counter(areas).items() if n > 1]
    problems += _text_problems(questionnaire)
    problems += _demographics_problems(questionnaire)
    problems += _matrix_problems(questionnaire)
    problems += _skip_problems(questionnaire)
    return problems


def _text_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Half a character, as a script or an API can send it, can be neither stored nor hashed."""
    for number, question in enumerate(questionnaire.questions(), start=1):
        if not _is_text(_question_data(question)):
            yield "no_characters", question.code or f"#{number}"
    headings = [(area.code, area.title, area.lead) for area in questionnaire.areas]
    if not _is_text([questionnaire.intro, headings]):
        yield "no_characters", ""


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _demographics_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """The „metryczka” is last and never required (domain 3.2)."""
    after = False
    for area in questionnaire.areas:
        if after and not area.is_demographics:
            yield "demographics_last", area.code
        after = after or area.is_demographics
        for question in area.questions if area.is_demographics else ():
            if question.is_required:
                yield "demographics_required", question.code


def _matrix_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    closed: set[str] = set()
    for area in questionnaire.areas:
        row: Question | None = None
        for question in area.questions:
            if question.matrix is None:
                row = None
                continue
            if question.kind is not QuestionKind.RATING:
                yield "matrix", question.code
            follows = row is not None and row.matrix == question.matrix
            if follows and row is not None and row.scale != question.scale:
                yield "matrix_scale", question.code
            if not follows and question.matrix.code in closed:
                yield "matrix_parted", question.code
            closed.add(question.matrix.code)
            row = question


def _skip_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    codes = [question.code for question in questionnaire.questions()]
    for place, question in enumerate(questionnaire.questions()):
        later = {*codes[place + 1 :], END}
        answers = [skip.answer for skip in question.skips]
        if len(set(answers)) != len(answers):
            yield "skip_double", question.code
        known = {str(value) for value in question.values}
        if answers and (question.kind is QuestionKind.MULTIPLE or not known.issuperset(answers)):
            yield "skip_answer", question.code
        if any(skip.to not in later for skip in question.skips):
            yield "skip_target", question.code


def _own_problems(question: Question) -> Iterator[str]:
    if not question.text.strip():
        yield "no_text"
    if question.kind is QuestionKind.RATING:
        marks = question.scale.values if question.scale else ()
        if len(marks) < LEAST_OPTIONS or len(set(marks)) != len(marks):
            yield "no_scale"
        elif question.scale and not all(point.label.strip() for point in question.scale.points):
            yield "no_mark_text"
    if question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        codes = [choice.code for choice in question.choices]
        if len(codes) < LEAST_OPTIONS:
            yield "no_options"
        if len(set(codes)) != len(codes) or not all(CODE_PATTERN.fullmatch(c) for c in codes):
            yield "option_codes"
        if not all(choice.label.strip() for choice in question.choices):
            yield "no_option_text"


def _question_data(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "kind": question.kind.value,
        "text": question.text,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "allows_not_applicable": question.allows_not_applicable,
        "choices": [
            {"code": c.code, "label": c.label, "takes_text": c.takes_text} for c in question.choices
        ],
        "matrix": question.matrix and {"code": question.matrix.code, "lead": question.matrix.lead},
        "skips": [{"answer": skip.answer, "to": skip.to} for skip in question.skips],
        "scale": question.scale
        and {
            "code": question.scale.code,
            "best": question.scale.best.value,
            "points": [
                {"value": p.value, "label": p.label, "is_good": p.is_good}
                for p in question.scale.points
            ],
        },
        "max_length": question.max_length,
    }


def _area(data: Mapping[str, Any]) -> QuestionArea:
    return QuestionArea(
        code=data["code"],
        title=data["title"],
        lead=data["lead"],
        is_demographics=data["is_demographics"],
        questions=tuple(_question(question) for question in data["questions"]),
    )


def _question(data: Mapping[str, Any]) -> Question:
    scale = data["scale"] and RatingScale(
        code=data["scale"]["code"],
        points=tuple(ScalePoint(**point) for point in data["scale"]["points"]),
        best=Best(data["scale"]["best"]),
    )
    matrix = data["matrix"] and Matrix(**data["matrix"])
    return Question(
        code=data["code"],
        kind=QuestionKind(data["kind"]),
        text=data["text"],
        help_text=data["help_text"],
        is_required=data["is_required"],
        allows_not_applicable=data["allows_not_applicable"],
        choices=tuple(Choice(**choice) for choice in data["choices"]),
        scale=scale or None,
        matrix=matrix or None,
        skips=tuple(Skip(**skip) for skip in data["skips"]),
        max_length=data["max_length"],
    )


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        message = "Floats do not survive hashing; use integers or decimal strings."
        raise TypeError(message)
    if isinstance(value, Mapping):
        for one in value.values():
            _refuse_floats(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _refuse_floats(one)
