"""Any questionnaire, and any answers to it: strategies for property tests."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import assume
from hypothesis import strategies as st

from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    NOT_APPLICABLE,
    OTHER_LIMIT,
    RESERVED_CODES,
    SKIPPED,
    Answers,
    AnswerValue,
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

DEPARTMENTS = ("or", "so", "os")
"""Codes of `factories.an_office`."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
codes = st.builds(
    str.__add__, st.sampled_from(_LETTERS), st.text(alphabet=_LETTERS + "_", max_size=8)
).filter(lambda code: code not in RESERVED_CODES)
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
words = any_text.map(str.strip).filter(bool)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Raw values as a form sends them, and what they mean."""

    raw: dict[str, list[str]]
    answers: Answers
    texts: dict[str, str]


@st.composite
def scales(draw: st.DrawFn) -> RatingScale:
    """Any scale of at least two different marks."""
    values = draw(st.lists(st.integers(0, 10), min_size=2, max_size=6, unique=True))
    return RatingScale(
        code=draw(codes),
        points=tuple(
            ScalePoint(value=value, label=draw(words), is_good=draw(st.booleans()))
            for value in values
        ),
        best=draw(st.sampled_from(Best)),
    )


@st.composite
def questions(draw: st.DrawFn, code: str, kinds: tuple[QuestionKind, ...]) -> Question:
    """Any question with this code."""
    kind = draw(st.sampled_from(kinds))
    has_options = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    options = draw(st.lists(codes, min_size=2, max_size=5, unique=True)) if has_options else []
    return Question(
        code=code,
        kind=kind,
        text=draw(words),
        help_text=draw(any_text),
        is_required=draw(st.booleans()),
        allows_not_applicable=kind is not QuestionKind.TEXT and draw(st.booleans()),
        choices=tuple(
            Choice(code=option, label=draw(words), takes_text=draw(st.booleans()))
            for option in options
        ),
        scale=draw(scales()) if kind is QuestionKind.RATING else None,
        max_length=draw(st.integers(1, 40)),
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Any questionnaire that may be asked: 1 to 6 questions in 1 to 3 areas."""
    asked = draw(st.lists(codes, min_size=1, max_size=6, unique=True))
    areas = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    place = draw(st.integers(-1, len(asked) - 1))
    others = tuple(kind for kind in QuestionKind if kind is not QuestionKind.DEPARTMENT)
    drawn = [
        draw(questions(code, (QuestionKind.DEPARTMENT,) if index == place else others))
        for index, code in enumerate(asked)
    ]
    belongs = sorted(draw(st.integers(0, len(areas) - 1)) for _ in drawn)
    about_people = draw(st.integers(0, len(areas)))
    drawn = [
        replace(question, is_required=question.is_required and number < about_people)
        for question, number in zip(drawn, belongs, strict=True)
    ]
    drawn = draw(_with_skips(draw(_with_matrices(drawn, belongs))))
    return Questionnaire(
        intro=draw(any_text),
        areas=tuple(
            QuestionArea(
                code=area,
                title=draw(any_text),
                lead=draw(any_text),
                is_demographics=number >= about_people,
                questions=tuple(q for q, b in zip(drawn, belongs, strict=True) if b == number),
            )
            for number, area in enumerate(areas)
        ),
    )


@st.composite
def _with_matrices(draw: st.DrawFn, drawn: list[Question], belongs: list[int]) -> list[Question]:
    """Make rows of one table of some ratings that follow each other in one part."""
    result: list[Question] = []
    for place, question in enumerate(drawn):
        before = result[-1] if result and belongs[place] == belongs[place - 1] else None
        if question.kind is not QuestionKind.RATING or draw(st.booleans()):
            result.append(question)
        elif before is not None and before.matrix is not None and draw(st.booleans()):
            result.append(replace(question, matrix=before.matrix, scale=before.scale))
        else:
            result.append(replace(question, matrix=Matrix(code=question.code, lead=draw(any_text))))
    return result


@st.composite
def _with_skips(draw: st.DrawFn, drawn: list[Question]) -> list[Question]:
    """Let some answers lead past some questions."""
    result = []
    for place, question in enumerate(drawn):
        leads = question.kind in (QuestionKind.SINGLE, QuestionKind.RATING) and draw(st.booleans())
        targets = [later.code for later in drawn[place + 1 :]] + [END]
        answers = st.lists(st.sampled_from(question.values or [""]), max_size=2, unique=True)
        skips = tuple(
            Skip(answer=str(answer), to=draw(st.sampled_from(targets)))
            for answer in (draw(answers) if leads else ())
        )
        result.append(replace(question, skips=skips))
    return result


@st.composite
def answers_to(draw: st.DrawFn, questionnaire: Questionnaire) -> Given:
    """Any set of answers that this questionnaire must take."""
    raw: dict[str, list[str]] = {}
    answers: Answers = {}
    texts: dict[str, str] = {}
    goes_on_at = None
    for question in questionnaire.questions():
        if question.code == goes_on_at:
            goes_on_at = None
        if goes_on_at is not None:
            # Whatever stands at a question that is not asked does not count.
            answers[question.code] = SKIPPED
            raw |= draw(st.sampled_from([{}, {question.code: ["?"]}, {question.code: ["1"]}]))
        elif not question.is_required and draw(st.booleans()):
            raw |= draw(st.sampled_from([{}, {question.code: [""]}, {question.code: ["  "]}]))
        elif question.kind is QuestionKind.TEXT:
            text = draw(words)[: question.max_length].strip()
            raw[question.code] = [text]
            texts[question.code] = text.replace("\r\n", "\n")
        else:
            value, sent = draw(_answers(question))
            beside = draw(_texts_beside(question, value))
            answers[question.code] = value
            texts |= beside
            raw[question.code] = sent
            raw |= {name: [text] for name, text in beside.items()}
            leads = [skip.to for skip in question.skips if skip.answer == str(value)]
            goes_on_at = leads[0] if leads else None
    return Given(raw=raw, answers=answers, texts=texts)


@st.composite
def _texts_beside(draw: st.DrawFn, question: Question, value: AnswerValue) -> dict[str, str]:
    """Words beside some of the options that were ticked and take them („jaka?”)."""
    ticked = value if isinstance(value, list) else [value]
    return {
        f"{question.code}.{choice.code}": draw(words).replace("\r\n", "\n")
        for choice in question.choices
        if choice.takes_text and choice.code in ticked and draw(st.booleans())
    }


@st.composite
def wrong_answers_to(draw: st.DrawFn, questionnaire: Questionnaire) -> tuple[Given, str, Problem]:
    """Answers with one thing wrong: which question, and what."""
    given = draw(answers_to(questionnaire))
    asked = [
        question
        for question in questionnaire.questions()
        if given.answers.get(question.code) != SKIPPED
        # Another answer here would lead elsewhere, where more may be wrong.
        and str(given.answers.get(question.code)) not in {skip.answer for skip in question.skips}
    ]
    assume(asked)
    question = draw(st.sampled_from(asked))
    wrong, problem = draw(st.sampled_from(_mistakes(question)))
    fields = [question.code, *(f"{question.code}.{one.code}" for one in question.choices)]
    rest = {name: sent for name, sent in given.raw.items() if name not in fields}
    return Given(raw=rest | wrong, answers={}, texts={}), question.code, problem


@st.composite
def _answers(draw: st.DrawFn, question: Question) -> tuple[AnswerValue, list[str]]:
    if question.allows_not_applicable and draw(st.integers(0, 4)) == 0:
        return NOT_APPLICABLE, [NOT_APPLICABLE]
    if question.kind is QuestionKind.DEPARTMENT:
        code = draw(st.sampled_from(DEPARTMENTS))
        return code, [code]
    if question.kind is QuestionKind.MULTIPLE:
        known = [str(value) for value in question.values]
        chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=6))
        return [code for code in known if code in chosen], chosen
    value = draw(st.sampled_from(question.values))
    return value, [f" {value} " if draw(st.booleans()) else str(value)]


def _mistakes(question: Question) -> list[tuple[dict[str, list[str]], Problem]]:
    if question.kind is QuestionKind.TEXT:
        mistakes = [(["x" * (question.max_length + 1)], Problem.TOO_LONG)]
    else:
        known = [str(value) for value in question.values] or list(DEPARTMENTS)
        mistakes = [([wrong], Problem.UNKNOWN_OPTION) for wrong in ("?", "@forms", "@skipped")]
        if not question.allows_not_applicable:
            mistakes.append(([NOT_APPLICABLE], Problem.UNKNOWN_OPTION))
        if question.kind is not QuestionKind.MULTIPLE:
            mistakes.append((known[:2], Problem.MORE_THAN_ONE))
        elif question.allows_not_applicable:
            mistakes.append(([NOT_APPLICABLE, known[0]], Problem.MORE_THAN_ONE))
    if question.is_required:
        mistakes += [(sent, Problem.REQUIRED) for sent in ([], [""], ["\x00"], [" ", "\n"])]
    return [({question.code: sent}, problem) for sent, problem in mistakes] + [
        mistake for choice in question.choices for mistake in _mistakes_beside(question, choice)
    ]


def _mistakes_beside(
    question: Question, choice: Choice
) -> list[tuple[dict[str, list[str]], Problem]]:
    """What can be wrong with the words beside one option."""
    if not choice.takes_text:
        return []
    name = f"{question.code}.{choice.code}"
    long = {question.code: [choice.code], name: ["x" * (OTHER_LIMIT + 1)]}
    mistakes = [(long, Problem.TOO_LONG)]
    if question.kind is QuestionKind.SINGLE:
        other = next(one.code for one in question.choices if one is not choice)
        elsewhere = {question.code: [other], name: ["inna"]}
        mistakes.append((elsewhere, Problem.TEXT_OF_ANOTHER_OPTION))
    elif question.allows_not_applicable:
        mistakes.append(({question.code: [NOT_APPLICABLE], name: ["inna"]}, Problem.MORE_THAN_ONE))
    return mistakes
