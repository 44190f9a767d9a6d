"""One set of answers held against the questions that were asked. Pure: texts in, answers out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NOT_APPLICABLE,
    OTHER_LIMIT,
    SKIPPED,
    Answers,
    AnswerValue,
    Question,
    QuestionKind,
    Questionnaire,
)


class Problem(StrEnum):
    """What can be wrong with one answer."""

    REQUIRED = "required"
    UNKNOWN_OPTION = "unknown_option"
    MORE_THAN_ONE = "more_than_one"
    TOO_LONG = "too_long"
    TEXT_OF_ANOTHER_OPTION = "text_of_another_option"
    """A text stands beside an option that is not the one that was ticked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Validated:
    """What came out of judging one set of answers."""

    answers: Answers
    """Closed answers by question code; a question that was not answered is absent, one that
    another answer led past is `SKIPPED`."""
    texts: dict[str, str]
    """Texts by name of their field, never empty: a question's code, or `other_field`."""
    problems: dict[str, Problem] = field(default_factory=dict)
    """By question code, in the order of the questionnaire."""

    @property
    def is_valid(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judged:
    """One question's part of `Validated`."""

    value: AnswerValue | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None


_BLANK = _Judged()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    """One question with what is looked up in it for every answer."""

    question: Question
    beside: Mapping[str, str]
    """Name of the text field by option."""
    by_text: Mapping[str, int | str]
    """Value by how a form sends it, in the order shown."""
    leads: Mapping[str, str]
    """Where the form goes on, by answer."""


class Judge:
    """Holds any number of answers against the same questions."""

    def __init__(self, *, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.field_names = frozenset(questionnaire.field_names())
        """Every name under which a form of these questions sends something."""
        self._rules = tuple(_rule(question) for question in questionnaire.questions())

    def validate(
        self,
        *,
        given: Mapping[str, Sequence[str]],
        departments: Collection[str],
        lists_departments: bool = True,
        enforce_required: bool = True,
        takes_invalid: bool = False,
    ) -> Validated:
        """Judge one set of answers as it came from a form.

        A question that an earlier answer leads past is not asked: on the web whatever stands there
        does not count (the form says so beside the answer), on paper a mark that is there does,
        since a sheet must not be forced into the skip (domain 3.5).

        Args:
            given: raw values by name of the field; names that are not asked are ignored.
            departments: codes of departments that may be named.
            lists_departments: False when the form had none to choose from; the department is not
                required then, or nobody could send anything.
            enforce_required: False for paper, which must never be blocked (domain 3.5).
            takes_invalid: on paper any question may be `INVALID`: two marks, or none that can be
                read.
        """
        answers: Answers = {}
        texts: dict[str, str] = {}
        problems: dict[str, Problem] = {}
        resumes_at: str | None = None
        for rule in self._rules:
            question = rule.question
            code = question.code
            if code == resumes_at:
                resumes_at = None
            is_skipped = resumes_at is not None
            if is_skipped and enforce_required:
                answers[code] = SKIPPED
                continue
            judged = _judged(rule, given, departments, takes_invalid=takes_invalid)
            if judged.problem is not None:
                problems[code] = judged.problem
            elif judged is _BLANK:
                if is_skipped:
                    answers[code] = SKIPPED
                elif enforce_required and _is_required(question, listed=lists_departments):
                    problems[code] = Problem.REQUIRED
            else:
                if judged.value is not None:
                    answers[code] = judged.value
                texts.update(judged.texts)
            if not is_skipped and rule.leads and judged.value is not None:
                resumes_at = rule.leads.get(str(judged.value))
        return Validated(answers=answers, texts=texts, problems=problems)


def validate(
    *,
    questionnaire: Questionnaire,
    given: Mapping[str, Sequence[str]],
    departments: Collection[str],
    enforce_required: bool = True,
    takes_invalid: bool = False,
) -> Validated:
    """Judge one set of answers, as `Judge.validate` does.

    Args:
        questionnaire: the version that was asked.
        given: raw values by name of the field; names that are not asked are ignored.
        departments: codes of departments that may be named.
        enforce_required: False for paper.
        takes_invalid: on paper any question may be `INVALID`.
    """
    return Judge(questionnaire=questionnaire).validate(
        given=given,
        departments=departments,
        enforce_required=enforce_required,
        takes_invalid=takes_invalid,
    )


def skipped_after(*, questionnaire: Questionnaire, code: str, answer: str) -> list[Question]:
    """Return the questions that this answer to the question `code` leads past."""
    questions = list(questionnaire.questions())
    place = next(n for n, question in enumerate(questions) if question.code == code)
    to = _rule(questions[place]).leads.get(answer)
    if to is None:
        return []
    codes = [question.code for question in questions]
    return questions[place + 1 : codes.index(to) if to in codes else len(questions)]


def _is_required(question: Question, *, listed: bool) -> bool:
    return question.is_required and (listed or question.kind is not QuestionKind.DEPARTMENT)


def _rule(question: Question) -> _Rule:
    return _Rule(
        question=question,
        beside=question.text_fields,
        by_text={str(value): value for value in question.values},
        leads={skip.answer: skip.to for skip in question.skips},
    )


def _judged(
    rule: _Rule,
    given: Mapping[str, Sequence[str]],
    departments: Collection[str],
    *,
    takes_invalid: bool,
) -> _Judged:
    question = rule.question
    raw = _cleaned(given.get(question.code, ()))
    if takes_invalid and raw == [INVALID]:
        return _Judged(value=INVALID)
    if question.kind is QuestionKind.TEXT:
        return _text(question, raw)
    beside = {
        option: text
        for option, name in rule.beside.items()
        if (text := _joined(_cleaned(given.get(name, ()))))
    }
    if any(len(text) > OTHER_LIMIT for text in beside.values()):
        return _Judged(problem=Problem.TOO_LONG)
    if question.kind is QuestionKind.MULTIPLE:
        # What was written beside an option ticks it: several may be.
        raw = [*raw, *(option for option in beside if option not in raw)]
    elif beside and not raw:
        raw = list(beside)
    if not raw:
        return _BLANK
    value = _closed_answer(rule, raw, departments)
    if isinstance(value, Problem):
        return _Judged(problem=value)
    if not beside:
        return _Judged(value=value)
    ticked = value if isinstance(value, list) else [value]
    if not beside.keys() <= set(ticked):
        return _Judged(problem=Problem.TEXT_OF_ANOTHER_OPTION)
    return _Judged(
        value=value, texts={rule.beside[option]: text for option, text in beside.items()}
    )


def _text(question: Question, raw: Sequence[str]) -> _Judged:
    text = _joined(raw)
    if not text:
        return _BLANK
    if len(text) > question.max_length:
        return _Judged(problem=Problem.TOO_LONG)
    return _Judged(texts={question.code: text})


def _cleaned(values: Sequence[str]) -> list[str]:
    # A NUL, which PostgreSQL cannot store, is no letter of anybody's answer.
    cleaned = [value.replace("\x00", "").strip() for value in values]
    return [value for value in cleaned if value]


def _joined(values: Sequence[str]) -> str:
    return "\n".join(values).replace("\r\n", "\n")


def _closed_answer(
    rule: _Rule, raw: Sequence[str], departments: Collection[str]
) -> AnswerValue | Problem:
    question = rule.question
    if question.kind is QuestionKind.MULTIPLE:
        chosen = set(raw)
        if question.allows_not_applicable and NOT_APPLICABLE in chosen:
            return NOT_APPLICABLE if chosen == {NOT_APPLICABLE} else Problem.MORE_THAN_ONE
        if not chosen <= rule.by_text.keys():
            return Problem.UNKNOWN_OPTION
        return [code for code in rule.by_text if code in chosen]
    if len(raw) > 1:
        return Problem.MORE_THAN_ONE
    [value] = raw
    if value == NOT_APPLICABLE and question.allows_not_applicable:
        return NOT_APPLICABLE
    if question.kind is QuestionKind.DEPARTMENT:
        return value if value in departments else Problem.UNKNOWN_OPTION
    return rule.by_text.get(value, Problem.UNKNOWN_OPTION)
