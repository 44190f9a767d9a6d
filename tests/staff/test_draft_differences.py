"""What a draft changes, and what that does to results. No database."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import override

from wagtail_ocen_urzad.residents.starter_sets import FIVE_POINTS, SHORT_SET
from wagtail_ocen_urzad.staff.survey.change_table import change_table
from wagtail_ocen_urzad.staff.survey.differences import (
    Aspect,
    Differences,
    Effect,
    Line,
    QuestionDifference,
    differences,
)
from wagtail_ocen_urzad.staff.word_changes import Fate, Piece, word_changes
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

SPEED = Question(code="speed", kind=QuestionKind.RATING, text="Szybkość", scale=FIVE_POINTS)
SETTLED = Question(
    code="settled",
    kind=QuestionKind.SINGLE,
    text="Czy załatwiono?",
    choices=(
        Choice(code="yes", label="tak"),
        Choice(code="partly", label="częściowo"),
        Choice(code="no", label="nie"),
    ),
)
REMARKS = Question(code="remarks", kind=QuestionKind.TEXT, text="Uwagi")
QUESTIONS = (SPEED, SETTLED, REMARKS)


def asking(*questions: Question, **fields: object) -> Questionnaire:
    area = QuestionArea(code="main", title="Sprawa", questions=questions)
    return replace(Questionnaire(areas=(area,)), **fields)  # type: ignore[arg-type]  # any field


def found(*after: Question, answered: set[tuple[str, str]] | None = None) -> Differences:
    return differences(
        before=asking(*QUESTIONS),
        after=asking(*after),
        series_before={"speed": 1, "settled": 1, "remarks": 1},
        number=4,
        answered=answered or set(),
    )


def only(difference: Differences) -> QuestionDifference:
    [one] = difference.questions
    assert difference.around == ()
    return one


def pieces(*parts: tuple[str, Fate]) -> tuple[Piece, ...]:
    return tuple(Piece(text=text, fate=fate) for text, fate in parts)


def test_words_are_compared_one_by_one_the_old_before_the_new() -> None:
    assert word_changes(
        before="Uprzejmość urzędnika Urzędu", after="Uprzejmość i kultura  osobista Urzędu"
    ) == pieces(
        ("Uprzejmość", Fate.KEPT),
        ("urzędnika", Fate.GONE),
        ("i kultura osobista", Fate.NEW),
        ("Urzędu", Fate.KEPT),
    )


def test_the_same_questions_differ_in_nothing() -> None:
    assert not found(*QUESTIONS)


def test_another_wording_is_an_editorial_change() -> None:
    change = only(found(replace(SPEED, text="Szybkość obsługi"), SETTLED, REMARKS))

    assert change == QuestionDifference(
        code="speed",
        number=1,
        text="Szybkość obsługi",
        effect=Effect.EDITORIAL,
        lines=(
            Line(
                aspect=Aspect.TEXT,
                pieces=pieces(("Szybkość", Fate.KEPT), ("obsługi", Fate.NEW)),
            ),
        ),
    )


def test_other_marks_begin_a_new_series() -> None:
    three = replace(FIVE_POINTS, points=FIVE_POINTS.points[1:4])
    change = only(found(replace(SPEED, scale=three), SETTLED, REMARKS))

    assert (change.effect, change.cause) == (Effect.NEW_SERIES, Aspect.SCALE)


def test_other_words_for_the_same_marks_are_editorial() -> None:
    points = (ScalePoint(value=5, label="świetnie", is_good=True), *FIVE_POINTS.points[1:])
    change = only(found(replace(SPEED, scale=replace(FIVE_POINTS, points=points)), *QUESTIONS[1:]))

    assert (change.effect, change.cause) == (Effect.EDITORIAL, None)
    assert [line.aspect for line in change.lines] == [Aspect.SCALE]


def test_an_option_that_was_chosen_cannot_go_without_a_new_series() -> None:
    without = replace(SETTLED, choices=(SETTLED.choices[0], SETTLED.choices[2]))
    chosen = only(found(SPEED, without, REMARKS, answered={("settled", "partly")}))
    never_chosen = only(found(SPEED, without, REMARKS, answered={("settled", "yes")}))

    assert (chosen.effect, chosen.cause) == (Effect.NEW_SERIES, Aspect.OPTION_GONE)
    assert never_chosen.effect is Effect.EDITORIAL
    assert chosen.lines == (
        Line(aspect=Aspect.OPTION_GONE, pieces=pieces(("częściowo", Fate.GONE))),
    )


def test_options_are_renamed_added_and_put_in_another_order() -> None:
    yes, partly, no = SETTLED.choices
    later = Choice(code="later", label="później")
    renamed = replace(yes, label="tak, w pełni")
    change = only(found(SPEED, replace(SETTLED, choices=(no, partly, renamed, later)), REMARKS))

    assert change.effect is Effect.EDITORIAL
    assert [line.aspect for line in change.lines] == [
        Aspect.OPTION_RENAMED,
        Aspect.OPTION_NEW,
        Aspect.OPTION_ORDER,
    ]
    assert change.lines[2].pieces == pieces(("nie · częściowo · tak, w pełni · później", Fate.NEW))


def test_another_kind_of_question_begins_a_new_series() -> None:
    change = only(found(SPEED, replace(SETTLED, kind=QuestionKind.MULTIPLE), REMARKS))

    assert (change.effect, change.cause) == (Effect.NEW_SERIES, Aspect.KIND)


def test_another_question_in_its_place_is_one_line() -> None:
    """„To inne pytanie” in the editor: the block stays where it is and gets a new code."""
    change = only(found(SPEED, replace(SETTLED, code="fresh", text="Czy trwa?"), REMARKS))

    assert (change.code, change.number, change.effect) == ("fresh", 2, Effect.REPLACED)
    assert change.lines[0].pieces == pieces((SETTLED.text, Fate.GONE), ("Czy trwa?", Fate.NEW))


def test_another_kind_in_its_place_is_one_gone_and_one_new() -> None:
    changes = found(SPEED, replace(REMARKS, code="fresh"), REMARKS).questions

    assert [(one.code, one.number, one.effect) for one in changes] == [
        ("fresh", 2, Effect.ADDED),
        ("settled", 2, Effect.REMOVED),
    ]


def test_what_only_got_another_number_did_not_change() -> None:
    removed = only(found(SETTLED, REMARKS))

    assert (removed.code, removed.number, removed.effect) == ("speed", 1, Effect.REMOVED)


def test_a_question_that_moves_says_from_where() -> None:
    change = only(found(SETTLED, REMARKS, SPEED))

    assert (change.code, change.number, change.effect) == ("speed", 3, Effect.EDITORIAL)
    assert change.lines == (
        Line(aspect=Aspect.PLACE, pieces=pieces(("1", Fate.GONE), ("3", Fate.NEW))),
    )


def test_what_is_switched_on_or_off_is_said() -> None:
    change = only(
        found(replace(SPEED, is_required=True, allows_not_applicable=True), SETTLED, REMARKS)
    )

    assert [(line.aspect, line.is_on) for line in change.lines] == [
        (Aspect.REQUIRED, True),
        (Aspect.NOT_APPLICABLE, True),
    ]


def test_introduction_and_headings_stand_around_the_questions() -> None:
    [area] = SHORT_SET.areas
    after = replace(
        SHORT_SET, intro="Dzień dobry.", areas=(replace(area, title="Ocena", lead="Jak było?"),)
    )
    changes = differences(before=SHORT_SET, after=after, series_before={}, number=2, answered=set())

    assert changes.questions == ()
    assert [(one.title, [line.aspect for line in one.lines]) for one in changes.around] == [
        ("", [Aspect.INTRO]),
        ("Ocena", [Aspect.TITLE, Aspect.LEAD]),
    ]


def test_a_question_that_changes_its_heading_says_so() -> None:
    other = QuestionArea(code="other", title="Inne", questions=(REMARKS,))
    after = replace(asking(SPEED, SETTLED), areas=(*asking(SPEED, SETTLED).areas, other))
    changes = differences(
        before=asking(*QUESTIONS), after=after, series_before={}, number=2, answered=set()
    )

    [moved] = changes.questions
    assert (moved.code, [line.aspect for line in moved.lines]) == ("remarks", [Aspect.AREA])
    assert [(one.title, one.effect) for one in changes.around] == [("Inne", Effect.ADDED)]


# Scales, tables, ways on


def of_scale(scale: RatingScale) -> QuestionDifference:
    return only(found(replace(SPEED, scale=scale), SETTLED, REMARKS))


def test_a_scale_that_runs_the_other_way_begins_a_new_series() -> None:
    change = of_scale(replace(FIVE_POINTS, best=Best.LOW))

    assert (change.effect, change.cause) == (Effect.NEW_SERIES, Aspect.DIRECTION)
    assert change.lines == (Line(aspect=Aspect.DIRECTION, is_on=False),)


def test_other_good_marks_begin_a_new_series() -> None:
    points = (*FIVE_POINTS.points[:2], replace(FIVE_POINTS.points[2], is_good=True))
    change = of_scale(replace(FIVE_POINTS, points=(*points, *FIVE_POINTS.points[3:])))

    assert (change.effect, change.cause) == (Effect.NEW_SERIES, Aspect.GOOD_MARKS)
    assert change.lines == (
        Line(
            aspect=Aspect.GOOD_MARKS,
            pieces=pieces(
                ("bardzo dobrze · dobrze", Fate.GONE),
                ("bardzo dobrze · dobrze · średnio", Fate.NEW),
            ),
        ),
    )


def test_the_words_above_a_table_are_editorial() -> None:
    before = replace(SPEED, matrix=Matrix(code="m", lead="Jak ocenia Pan:"))
    after = replace(SPEED, matrix=Matrix(code="m", lead="Jak ocenia Pan/Pani:"))
    for old, new, lines in (
        (before, after, [Aspect.TABLE_LEAD]),
        (SPEED, before, [Aspect.TABLE, Aspect.TABLE_LEAD]),
        (before, SPEED, [Aspect.TABLE, Aspect.TABLE_LEAD]),
    ):
        change = only(_between(asking(old), asking(new)))
        assert change.effect is Effect.EDITORIAL
        assert [line.aspect for line in change.lines] == lines


def test_a_way_on_is_named_by_answer_and_question() -> None:
    leading = replace(SETTLED, skips=(Skip(answer="no", to="remarks"), Skip(answer="yes", to=END)))
    change = only(found(SPEED, leading, REMARKS))

    assert change.effect is Effect.EDITORIAL
    assert change.lines == (
        Line(aspect=Aspect.WAY_ON, pieces=pieces(("nie → 3. Uwagi", Fate.NEW))),
        Line(aspect=Aspect.WAY_ON, pieces=pieces((f"tak → {END}", Fate.NEW))),
    )
    with override("pl"):
        [row] = change_table(found(SPEED, leading, REMARKS), number=4)
    assert [line.pieces[0].text for line in row.lines] == [
        "Czy załatwiono?",
        "nie → 3. Uwagi",
        "tak → koniec ankiety",
    ]


def test_a_target_with_another_number_is_no_change() -> None:
    leading = replace(SETTLED, skips=(Skip(answer="no", to="remarks"),))
    another = replace(SPEED, code="another")

    change = only(_between(asking(leading, REMARKS), asking(leading, another, REMARKS)))

    assert (change.code, change.effect) == ("another", Effect.ADDED)


def test_room_to_write_beside_an_option_is_editorial() -> None:
    *others, last = SETTLED.choices
    roomy = replace(SETTLED, choices=(*others, replace(last, takes_text=True)))

    change = only(found(SPEED, roomy, REMARKS))
    back = only(_between(asking(roomy), asking(SETTLED)))

    assert (change.effect, back.effect) == (Effect.EDITORIAL, Effect.EDITORIAL)
    assert [line.aspect for line in (*change.lines, *back.lines)] == [
        Aspect.OPTION_TAKES_TEXT,
        Aspect.OPTION_TAKES_NO_TEXT,
    ]


def _between(before: Questionnaire, after: Questionnaire) -> Differences:
    started = {question.code: 1 for question in before.questions()}
    return differences(before=before, after=after, series_before=started, number=4, answered=set())
