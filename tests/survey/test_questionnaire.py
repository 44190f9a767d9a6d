"""The questionnaire as data: one text per meaning, and the only judge of answers."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.questionnaires import (
    DEPARTMENTS,
    Given,
    answers_to,
    questionnaires,
    wrong_answers_to,
)
from wagtail_ocen_urzad.residents.coding import with_codes
from wagtail_ocen_urzad.residents.freezing import freeze, thaw
from wagtail_ocen_urzad.residents.scales import OWN, READY
from wagtail_ocen_urzad.residents.starter_sets import (
    COMMENT,
    DEPARTMENT,
    FIVE_POINTS,
    OVERALL,
    SHORT_SET,
    STARTER_SET,
)
from wagtail_ocen_urzad.survey.judging import Problem, validate
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    INVALID,
    SCHEMA,
    SKIPPED,
    Choice,
    Matrix,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
    Skip,
    UnableToRead,
    canonical_json,
    canonical_text,
    digest,
    parse,
    problems_of,
)
from wagtail_ocen_urzad.survey.series import changed_codes, series

HALF = "Czy\ud800?"
COLOUR = Question(
    code="colour",
    kind=QuestionKind.SINGLE,
    text="Jaki kolor?",
    choices=(
        Choice(code="red", label="czerwony"),
        Choice(code="blue", label="niebieski"),
        Choice(code="grey", label="szary"),
    ),
)
SPEED = dataclasses.replace(OVERALL, code="speed", text="Szybkość")


def of(*questions: Question) -> Questionnaire:
    return Questionnaire(areas=(QuestionArea(code="all", title="", questions=questions),))


def reasons(*questions: Question) -> list[tuple[str, str]]:
    return problems_of(questionnaire=of(*questions))


# One text per meaning


@given(questionnaires())
@settings(max_examples=50, deadline=None)
def test_what_is_written_is_read_back_the_same(questionnaire: Questionnaire) -> None:
    text = canonical_text(questionnaire=questionnaire)

    assert parse(text=text) == questionnaire
    assert canonical_text(questionnaire=parse(text=text)) == text


@given(questionnaires(), questionnaires())
@settings(max_examples=50, deadline=None)
def test_two_hashes_are_equal_when_the_questions_are(
    one: Questionnaire, two: Questionnaire
) -> None:
    hashes = [digest(text=canonical_text(questionnaire=q)) for q in (one, two)]

    assert (hashes[0] == hashes[1]) == (one == two)


def test_the_text_says_its_schema_and_keeps_polish_letters() -> None:
    text = canonical_text(questionnaire=SHORT_SET)

    assert json.loads(text)["schema"] == SCHEMA
    assert "załatwiał(a)" in text
    assert ", " not in text.replace("Państwo, ", "")


def test_the_hash_does_not_change_from_release_to_release() -> None:
    """It is printed on signed reports; a new form of the text needs a new schema number."""
    text = canonical_text(questionnaire=of(COLOUR, SPEED, COMMENT))

    assert digest(text=text) == ("09e6e7275c06b9afcfacb881237d889fca4f79883cd47a7c6398a47ec420a2e0")


def test_another_schema_is_refused() -> None:
    with pytest.raises(UnableToRead) as caught:
        parse(text='{"schema":2}')
    assert caught.value.problems == (("schema", "2"),)


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": {"b": (1, 2.0)}}, float("nan")])
def test_floats_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(value=value)


def test_decimals_travel_as_strings_only() -> None:
    with pytest.raises(TypeError):
        canonical_json(value=Decimal("4.10"))
    assert canonical_json(value={"b": "4.10", "a": [1, None, True]}) == (
        '{"a":[1,null,true],"b":"4.10"}'
    )


# Drafts


@given(questionnaires())
@settings(max_examples=50, deadline=None)
def test_a_draft_made_from_questions_asks_the_same_questions(questionnaire: Questionnaire) -> None:
    as_in_the_editor = _within_the_editor(questionnaire)

    assert freeze(
        stream=_stream(thaw(questionnaire=as_in_the_editor)), intro=as_in_the_editor.intro
    ) == (as_in_the_editor)


def test_codes_given_to_a_draft_stay() -> None:
    raw = thaw(questionnaire=STARTER_SET)

    assert with_codes(raw=raw) == raw


@given(st.lists(st.sampled_from(thaw(questionnaire=STARTER_SET)), max_size=8), st.data())
@settings(max_examples=100, deadline=None)
def test_a_draft_that_a_script_has_spoilt_is_read_or_refused(
    raw: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Publishing on a schedule must never raise, whatever stands in the stream."""
    odd: st.SearchStrategy[Any] = st.one_of(
        st.none(), st.integers(), st.floats(), st.text(max_size=3), st.just([])
    )
    spoilt = []
    for child in raw:
        value = dict(child["value"])
        for name in data.draw(st.sets(st.sampled_from(sorted(value)))):
            value[name] = data.draw(odd) if name != "options" else []
        spoilt.append({**child, "value": value})
    intro = data.draw(st.text(max_size=3))
    try:
        questionnaire = freeze(stream=_stream(spoilt), intro=intro)
    except UnableToRead as error:
        event(str(error))
    else:
        assert parse(text=canonical_text(questionnaire=questionnaire)) == questionnaire


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (dataclasses.replace(OVERALL, code=""), "code"),
        (dataclasses.replace(OVERALL, code="Overall"), "code"),
        (dataclasses.replace(OVERALL, code="@na"), "code"),
        (dataclasses.replace(OVERALL, code="x" * 41), "code"),
        (dataclasses.replace(OVERALL, code="token"), "code"),
        (dataclasses.replace(OVERALL, code="www"), "code"),
        (dataclasses.replace(OVERALL, text=" "), "no_text"),
        (dataclasses.replace(OVERALL, text=HALF), "no_characters"),
        (dataclasses.replace(OVERALL, help_text=HALF), "no_characters"),
        (dataclasses.replace(OVERALL, scale=None), "no_scale"),
        (
            dataclasses.replace(
                OVERALL, scale=RatingScale(code="s", points=FIVE_POINTS.points[:1])
            ),
            "no_scale",
        ),
        (
            dataclasses.replace(
                OVERALL, scale=RatingScale(code="s", points=FIVE_POINTS.points + FIVE_POINTS.points)
            ),
            "no_scale",
        ),
        (dataclasses.replace(COLOUR, choices=COLOUR.choices[:1]), "no_options"),
        (dataclasses.replace(COLOUR, choices=COLOUR.choices[:2] * 2), "option_codes"),
        (
            dataclasses.replace(COLOUR, choices=(*COLOUR.choices, Choice(code="@na", label="x"))),
            "option_codes",
        ),
        (
            dataclasses.replace(COLOUR, choices=(*COLOUR.choices, Choice(code="pink", label=" "))),
            "no_option_text",
        ),
    ],
)
def test_what_cannot_be_asked_is_named(question: Question, reason: str) -> None:
    found = reasons(question)

    assert reason in [one for one, _ in found]
    assert all(place in (question.code or "#1") for _, place in found)


def test_double_codes_and_a_second_department_are_named() -> None:
    assert reasons(OVERALL, OVERALL) == [("double_code", "overall")]
    assert reasons(DEPARTMENT, dataclasses.replace(DEPARTMENT, code="second")) == [
        ("two_departments", "second")
    ]
    assert problems_of(questionnaire=Questionnaire(areas=())) == [("no_questions", "")]
    twice = Questionnaire(areas=(of(OVERALL).areas[0], of(SPEED).areas[0]))
    assert problems_of(questionnaire=twice) == [("double_area", "all")]


def test_half_a_character_is_named_wherever_it_stands() -> None:
    [area] = of(OVERALL).areas
    for broken in (
        dataclasses.replace(of(OVERALL), intro=HALF),
        Questionnaire(areas=(dataclasses.replace(area, title=HALF),)),
        Questionnaire(areas=(dataclasses.replace(area, lead=HALF),)),
    ):
        assert problems_of(questionnaire=broken) == [("no_characters", "")]


def test_areas_without_a_code_get_one_of_their_own() -> None:
    raw = thaw(
        questionnaire=Questionnaire(
            areas=(
                QuestionArea(code="", title="Pierwszy", questions=(OVERALL,)),
                QuestionArea(code="area_1", title="Drugi", questions=(SPEED,)),
            )
        )
    )
    headless = thaw(questionnaire=of(COMMENT))[1:]

    areas = freeze(stream=_stream([*headless, *raw]), intro="").areas

    assert [area.title for area in areas] == ["", "Pierwszy", "Drugi"]
    assert len({area.code for area in areas}) == 3


# Judging


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_right_answers_are_taken_exactly(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    right: Given = data.draw(answers_to(questionnaire))

    validated = validate(questionnaire=questionnaire, given=right.raw, departments=DEPARTMENTS)

    assert validated.problems == {}
    assert (validated.answers, validated.texts) == (right.answers, right.texts)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_wrong_answers_are_refused_by_name(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    wrong, code, problem = data.draw(wrong_answers_to(questionnaire))

    validated = validate(questionnaire=questionnaire, given=wrong.raw, departments=DEPARTMENTS)

    assert validated.problems == {code: problem}
    assert code not in validated.answers
    assert code not in validated.texts


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_paper_may_leave_anything_out(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    right: Given = data.draw(answers_to(questionnaire))
    answered = {code for code, answer in right.answers.items() if answer != SKIPPED}
    answered |= right.texts.keys()
    kept = {code: right.raw[code] for code in answered if data.draw(st.booleans())}

    validated = validate(
        questionnaire=questionnaire, given=kept, departments=DEPARTMENTS, enforce_required=False
    )

    assert validated.is_valid
    given_here = {code: value for code, value in validated.answers.items() if value != SKIPPED}
    # Words beside an option tick it, so such a question is answered even where no box is.
    by_words = {field.partition(".")[0] for field in kept if "." in field}
    assert {c: a for c, a in given_here.items() if c not in by_words} == {
        c: a for c, a in right.answers.items() if c in kept and c not in by_words
    }


def test_a_skip_leads_past_what_stands_between() -> None:
    asked = of(
        dataclasses.replace(COLOUR, skips=(Skip(answer="grey", to="overall"),)),
        dataclasses.replace(SPEED, is_required=True),
        OVERALL,
    )
    for colour, between in (("grey", [["5"], ["?"], []]), ("red", [["5"]])):
        for marks in between:
            given = {"colour": [colour], "speed": marks, "overall": ["4"]}
            found = validate(questionnaire=asked, given=given, departments=())
            speed = SKIPPED if colour == "grey" else 5
            assert found.problems == {}
            assert found.answers == {"colour": colour, "speed": speed, "overall": 4}

    unanswered = validate(
        questionnaire=asked, given={"colour": ["red"], "overall": ["4"]}, departments=()
    )
    assert unanswered.problems == {"speed": Problem.REQUIRED}


def test_a_question_led_past_leads_nowhere() -> None:
    asked = of(
        dataclasses.replace(COLOUR, skips=(Skip(answer="grey", to="comment"),)),
        dataclasses.replace(SPEED, skips=(Skip(answer="1", to=END),)),
        COMMENT,
    )
    given = {"colour": ["grey"], "speed": ["1"], "comment": ["Miło."]}

    found = validate(questionnaire=asked, given=given, departments=())

    assert (found.answers, found.texts) == (
        {"colour": "grey", "speed": SKIPPED},
        {"comment": "Miło."},
    )


def test_paper_is_not_forced_into_a_skip() -> None:
    asked = of(
        dataclasses.replace(COLOUR, skips=(Skip(answer="grey", to=END),)),
        SPEED,
        dataclasses.replace(SPEED, code="again"),
    )

    found = validate(
        questionnaire=asked,
        given={"colour": ["grey"], "speed": ["2"]},
        departments=(),
        enforce_required=False,
    )

    assert found.answers == {"colour": "grey", "speed": 2, "again": SKIPPED}


def test_words_beside_an_option_tick_it() -> None:
    other = Choice(code="other", label="inny (jaki?)", takes_text=True)
    single = dataclasses.replace(COLOUR, choices=(*COLOUR.choices, other))
    several = dataclasses.replace(single, kind=QuestionKind.MULTIPLE)
    words = {"colour.other": ["róż"]}
    for question, ticked, expected in (
        (single, [], "other"),
        (single, ["other"], "other"),
        (single, ["red"], Problem.TEXT_OF_ANOTHER_OPTION),
        (several, [], ["other"]),
        (several, ["red"], ["red", "other"]),
    ):
        found = validate(
            questionnaire=of(question), given={"colour": ticked, **words}, departments=()
        )
        if isinstance(expected, Problem):
            assert (found.problems, found.texts) == ({"colour": expected}, {})
        else:
            assert found.problems == {}
            assert (found.answers, found.texts) == ({"colour": expected}, {"colour.other": "róż"})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"skips": (Skip(answer="pink", to=END),)}, "skip_answer"),
        ({"skips": (Skip(answer="red", to="colour"),)}, "skip_target"),
        ({"skips": (Skip(answer="red", to="nowhere"),)}, "skip_target"),
        ({"skips": (Skip(answer="red", to=END),) * 2}, "skip_double"),
        ({"matrix": Matrix(code="m")}, "matrix"),
    ],
)
def test_what_leads_nowhere_is_refused(changes: dict[str, Any], problem: str) -> None:
    assert reasons(SPEED, dataclasses.replace(COLOUR, **changes)) == [(problem, "colour")]


def test_rows_of_a_matrix_stay_together_on_one_scale() -> None:
    row = dataclasses.replace(SPEED, matrix=Matrix(code="m"))
    other_scale = RatingScale(
        code="two",
        points=(
            ScalePoint(value=1, label="tak", is_good=True),
            ScalePoint(value=0, label="nie", is_good=False),
        ),
    )

    assert reasons(row, dataclasses.replace(row, code="b")) == []
    assert reasons(row, dataclasses.replace(row, code="b", scale=other_scale)) == [
        ("matrix_scale", "b")
    ]
    assert reasons(row, COLOUR, dataclasses.replace(row, code="b")) == [("matrix_parted", "b")]


def test_questions_about_the_respondent_come_last_and_are_never_required() -> None:
    about = QuestionArea(code="about", title="", is_demographics=True, questions=(COLOUR,))
    rest = QuestionArea(code="rest", title="", questions=(SPEED,))
    required = dataclasses.replace(
        about, questions=(dataclasses.replace(COLOUR, is_required=True),)
    )

    assert problems_of(questionnaire=Questionnaire(areas=(rest, about))) == []
    assert problems_of(questionnaire=Questionnaire(areas=(about, rest))) == [
        ("demographics_last", "rest")
    ]
    assert problems_of(questionnaire=Questionnaire(areas=(rest, required))) == [
        ("demographics_required", "colour")
    ]


def test_problems_come_in_the_order_of_the_questions() -> None:
    questionnaire = of(SPEED, dataclasses.replace(COLOUR, is_required=True), OVERALL)

    found = validate(questionnaire=questionnaire, given={"colour": ["?"]}, departments=())

    assert list(found.problems.items()) == [
        ("speed", Problem.REQUIRED),
        ("colour", Problem.UNKNOWN_OPTION),
        ("overall", Problem.REQUIRED),
    ]


def test_a_mark_is_a_number_written_plainly() -> None:
    for value in ("05", "5.0", "\N{ARABIC-INDIC DIGIT FIVE}", "-1", "0", "6", "1e0", "5,5"):
        found = validate(questionnaire=of(SPEED), given={"speed": [value]}, departments=())
        assert found.problems == {"speed": Problem.UNKNOWN_OPTION}, value


def test_the_marker_of_spoilt_paper_cannot_be_sent() -> None:
    found = validate(questionnaire=of(COLOUR), given={"colour": [INVALID]}, departments=())
    assert found.problems == {"colour": Problem.UNKNOWN_OPTION}


def test_a_text_is_measured_as_it_is_stored() -> None:
    short = dataclasses.replace(COMMENT, max_length=5)
    for raw, kept in (
        (["a\r\nbc\r\n"], "a\nbc"),
        (["  ąęł\x00żó "], "ąęłżó"),
        (["ab", "cd"], "ab\ncd"),
    ):
        found = validate(questionnaire=of(short), given={"comment": raw}, departments=())
        assert found.texts == {"comment": kept}


# Series


def joined(
    before: Questionnaire, after: Questionnaire, *answered: tuple[str, str]
) -> dict[str, int]:
    started = {question.code: 1 for question in before.questions()}
    return series(
        before=before, series_before=started, after=after, number=4, answered=set(answered)
    )


def test_a_series_goes_on_while_the_code_stays() -> None:
    reworded = dataclasses.replace(
        COLOUR, text="Inaczej?", help_text="?", is_required=True, allows_not_applicable=True
    )
    assert joined(of(COLOUR), of(SPEED, reworded), ("colour", "red")) == {"colour": 1, "speed": 4}


def test_another_kind_or_scale_breaks_the_series() -> None:
    points = FIVE_POINTS.points
    shorter = RatingScale(code="four", points=points[:4])
    kinder = RatingScale(
        code="five", points=(*points[:2], dataclasses.replace(points[2], is_good=True), *points[3:])
    )
    relabelled = RatingScale(
        code="other", points=tuple(dataclasses.replace(p, label=f"{p.label}?") for p in points)
    )
    for scale, number in ((shorter, 4), (kinder, 4), (relabelled, 1)):
        changed = dataclasses.replace(SPEED, scale=scale)
        assert joined(of(SPEED), of(changed)) == {"speed": number}
    assert joined(of(SPEED), of(dataclasses.replace(COMMENT, code="speed"))) == {"speed": 4}
    multiple = dataclasses.replace(COLOUR, kind=QuestionKind.MULTIPLE)
    assert joined(of(COLOUR), of(multiple)) == {"colour": 4}


def test_only_an_option_with_answers_breaks_the_series_when_it_goes() -> None:
    fewer = dataclasses.replace(COLOUR, choices=COLOUR.choices[:2])
    more = dataclasses.replace(COLOUR, choices=(*COLOUR.choices, Choice(code="pink", label="róż")))

    assert joined(of(COLOUR), of(fewer), ("colour", "red")) == {"colour": 1}
    assert joined(of(COLOUR), of(fewer), ("colour", "grey")) == {"colour": 4}
    assert joined(of(COLOUR), of(more), ("colour", "grey")) == {"colour": 1}


def test_changed_questions_are_listed_new_order_first_and_gone_last() -> None:
    before = of(COLOUR, SPEED, COMMENT)
    after = of(OVERALL, COMMENT, dataclasses.replace(SPEED, text="?"))

    assert changed_codes(before=before, after=after) == ["overall", "speed", "colour"]
    assert changed_codes(before=before, after=of(COMMENT, SPEED, COLOUR)) == []


def _stream(raw: list[dict[str, Any]]) -> list[Any]:
    """The raw stream as the editor's field gives it."""
    from wagtail_ocen_urzad.residents.blocks import QuestionsBlock  # noqa: PLC0415 - needs settings

    return list(QuestionsBlock().to_python(raw))


def _within_the_editor(questionnaire: Questionnaire) -> Questionnaire:
    """What the editor offers: texts without blanks around, and rows of a table that share all.

    A scale that is no ready one is called „own”.
    """
    by_code = {one.code: one for one in questionnaire.questions()}
    first: dict[str, str] = {}
    for one in questionnaire.questions():
        if one.matrix:
            first.setdefault(one.matrix.code, one.code)

    def plain(area: QuestionArea, question: Question) -> Question:
        leader = by_code[first[question.matrix.code]] if question.matrix else question
        is_text = question.kind is QuestionKind.TEXT
        scale = question.scale
        is_ready = scale is not None and scale == READY.get(scale.code)
        return dataclasses.replace(
            question,
            help_text="" if question.matrix else question.help_text.strip(),
            is_required=leader.is_required and not area.is_demographics,
            allows_not_applicable=leader.allows_not_applicable,
            scale=scale if is_ready or scale is None else dataclasses.replace(scale, code=OWN),
            matrix=question.matrix
            and dataclasses.replace(question.matrix, lead=question.matrix.lead.strip()),
            skips=() if question.matrix else tuple(_in_order(question)),
            max_length=question.max_length if is_text else COMMENT.max_length,
        )

    return Questionnaire(
        intro=questionnaire.intro.strip(),
        areas=tuple(
            dataclasses.replace(
                area,
                title=area.title.strip(),
                lead=area.lead.strip(),
                questions=tuple(plain(area, question) for question in area.questions),
            )
            for area in questionnaire.areas
        ),
    )


def _in_order(question: Question) -> list[Skip]:
    """The ways on in the order of the answers, as the editor shows them."""
    order = [str(value) for value in question.values]
    return sorted(question.skips, key=lambda skip: order.index(skip.answer))
