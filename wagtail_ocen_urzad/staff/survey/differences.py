"""What publishing a draft would change, question by question. Plain data, no words yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from wagtail_ocen_urzad.staff.word_changes import (
    Pieces,
    only_gone,
    only_new,
    replaced,
    word_changes,
)
from wagtail_ocen_urzad.survey.questionnaire import (
    Best,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
)
from wagtail_ocen_urzad.survey.series import series


class Aspect(StrEnum):
    """What of a question, or of what stands around the questions, is different."""

    TEXT = "text"
    HELP = "help"
    KIND = "kind"
    SCALE = "scale"
    DIRECTION = "direction"
    GOOD_MARKS = "good_marks"
    TABLE = "table"
    TABLE_LEAD = "table_lead"
    WAY_ON = "way_on"
    OPTION_NEW = "option_new"
    OPTION_GONE = "option_gone"
    OPTION_RENAMED = "option_renamed"
    OPTION_ORDER = "option_order"
    OPTION_TAKES_TEXT = "option_takes_text"
    OPTION_TAKES_NO_TEXT = "option_takes_no_text"
    REQUIRED = "required"
    NOT_APPLICABLE = "not_applicable"
    LENGTH = "length"
    PLACE = "place"
    AREA = "area"
    INTRO = "intro"
    TITLE = "title"
    LEAD = "lead"
    DEMOGRAPHICS = "demographics"


class Effect(StrEnum):
    """What a difference does to results."""

    EDITORIAL = "editorial"
    """Comparison goes on."""
    NEW_SERIES = "new_series"
    """The question stays, but what it measures cannot be compared any more."""
    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    """Another question stands in the place of one that is taken out („To inne pytanie”)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One aspect, before and after."""

    aspect: Aspect
    pieces: Pieces = ()
    """Empty where `is_on` says it all, or where the words come with the aspect's name."""
    is_on: bool | None = None
    """What it is from now on, for aspects that are either so or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionDifference:
    """One question that is not what it was."""

    code: str
    number: int
    """In the draft; of a question that is taken out, in the version."""
    text: str
    effect: Effect
    cause: Aspect | None = None
    """Why a new series begins."""
    lines: tuple[Line, ...] = ()
    last_asked: int = 0
    """Of a new question: the version in which it was asked before, 0 when never. It begins a new
    series all the same: what lies between was not asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaDifference:
    """A heading, or the introduction, that is not what it was."""

    title: str
    """Of the area; empty for the introduction."""
    effect: Effect
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Differences:
    """All that a draft changes."""

    questions: tuple[QuestionDifference, ...]
    around: tuple[AreaDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.questions or self.around)


def differences(
    *,
    before: Questionnaire,
    after: Questionnaire,
    series_before: Mapping[str, int],
    number: int,
    answered: Collection[tuple[str, str]],
    asked_before: Mapping[str, int] | None = None,
) -> Differences:
    """Return what the draft changes, in its own order, questions that are gone last.

    Args:
        before: the version in force.
        after: the draft.
        series_before: the version's own series.
        number: of the version that would be opened.
        answered: (question code, option code) pairs that have answers.
        asked_before: last version in which each question was asked, as far as it was.
    """
    begins = series(
        before=before, series_before=series_before, after=after, number=number, answered=answered
    )
    return recorded_differences(
        before=before, after=after, begins=begins, number=number, asked_before=asked_before
    )


def recorded_differences(
    *,
    before: Questionnaire,
    after: Questionnaire,
    begins: Mapping[str, int],
    number: int,
    asked_before: Mapping[str, int] | None = None,
) -> Differences:
    """Return what one version changed of the one before, by the series that it recorded.

    Args:
        before: the version before.
        after: the version.
        begins: its series.
        number: its number.
        asked_before: last earlier version in which each question was asked.
    """
    moved = _moved(before, after)
    old_areas = _area_titles(before)
    in_place_of = _replaced(before, after)
    found = []
    for place, question in enumerate(after.questions(), start=1):
        old = before.question(question.code)
        if question.code in in_place_of:
            found.append(_in_its_place(place, in_place_of[question.code], question))
            continue
        if old is None:
            last_asked = (asked_before or {}).get(question.code, 0)
            found.append(_added(place, question, last_asked))
            continue
        lines = [*_lines(old, question), *_ways_on(old, question, before, after)]
        if question.code in moved:
            lines += _place(moved[question.code], place, old_areas, after, question.code)
        if lines:
            is_new_series = begins[question.code] == number
            found.append(
                QuestionDifference(
                    code=question.code,
                    number=place,
                    text=question.text,
                    effect=Effect.NEW_SERIES if is_new_series else Effect.EDITORIAL,
                    cause=_cause(lines) if is_new_series else None,
                    lines=tuple(lines),
                )
            )
    gone = {old.code for old in in_place_of.values()}
    found += [one for one in _removed(before, after) if one.code not in gone]
    return Differences(questions=tuple(found), around=tuple(_around(before, after)))


def _removed(before: Questionnaire, after: Questionnaire) -> Iterator[QuestionDifference]:
    for place, old in enumerate(before.questions(), start=1):
        if after.question(old.code) is None:
            yield QuestionDifference(
                code=old.code,
                number=place,
                text=old.text,
                effect=Effect.REMOVED,
                lines=(Line(aspect=Aspect.TEXT, pieces=only_gone(text=old.text)),),
            )


def _replaced(before: Questionnaire, after: Questionnaire) -> dict[str, Question]:
    """Return, by the code of each new question, the one whose place and kind it took."""
    old, new = list(before.questions()), list(after.questions())
    codes, next_codes = [one.code for one in old], [one.code for one in new]
    found = {}
    matcher = SequenceMatcher(None, codes, next_codes, autojunk=False)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how != "replace" or i2 - i1 != j2 - j1:
            continue
        for was, now in zip(old[i1:i2], new[j1:j2], strict=True):
            is_swap = was.code not in next_codes and now.code not in codes
            if is_swap and was.kind is now.kind:
                found[now.code] = was
    return found


def _in_its_place(place: int, old: Question, new: Question) -> QuestionDifference:
    text = Line(aspect=Aspect.TEXT, pieces=replaced(before=old.text, after=new.text))
    if old.text == new.text:
        text = Line(aspect=Aspect.TEXT, pieces=only_new(text=new.text))
    others = (line for line in _lines(old, new) if line.aspect is not Aspect.TEXT)
    return QuestionDifference(
        code=new.code,
        number=place,
        text=new.text,
        effect=Effect.REPLACED,
        lines=(text, *others),
    )


def _added(place: int, question: Question, last_asked: int) -> QuestionDifference:
    lines = [Line(aspect=Aspect.TEXT, pieces=only_new(text=question.text))]
    if question.choices:
        labels = " · ".join(choice.label for choice in question.choices)
        lines.append(Line(aspect=Aspect.OPTION_NEW, pieces=only_new(text=labels)))
    return QuestionDifference(
        code=question.code,
        number=place,
        text=question.text,
        effect=Effect.ADDED,
        lines=tuple(lines),
        last_asked=last_asked,
    )


def _lines(old: Question, new: Question) -> Iterator[Line]:
    if old.text != new.text:
        yield Line(aspect=Aspect.TEXT, pieces=word_changes(before=old.text, after=new.text))
    if old.help_text != new.help_text:
        changes = word_changes(before=old.help_text, after=new.help_text)
        yield Line(aspect=Aspect.HELP, pieces=changes)
    if old.kind is not new.kind:
        yield Line(aspect=Aspect.KIND, pieces=replaced(before=old.kind, after=new.kind))
    elif old.scale and new.scale:
        yield from _scale_lines(old.scale, new.scale)
    yield from _table_lines(old, new)
    yield from _option_lines(old, new)
    if old.is_required != new.is_required:
        yield Line(aspect=Aspect.REQUIRED, is_on=new.is_required)
    if old.allows_not_applicable != new.allows_not_applicable:
        yield Line(aspect=Aspect.NOT_APPLICABLE, is_on=new.allows_not_applicable)
    if new.kind is QuestionKind.TEXT and old.max_length != new.max_length:
        lengths = replaced(before=str(old.max_length), after=str(new.max_length))
        yield Line(aspect=Aspect.LENGTH, pieces=lengths)


def _scale_lines(old: RatingScale, new: RatingScale) -> Iterator[Line]:
    if _scale(old) != _scale(new):
        yield Line(aspect=Aspect.SCALE, pieces=replaced(before=_scale(old), after=_scale(new)))
    if old.best is not new.best:
        yield Line(aspect=Aspect.DIRECTION, is_on=new.best is Best.HIGH)
    good_before, good_after = _good_marks(old), _good_marks(new)
    if set(old.values) == set(new.values) and good_before.keys() != good_after.keys():
        changes = replaced(
            before=" · ".join(good_before.values()), after=" · ".join(good_after.values())
        )
        yield Line(aspect=Aspect.GOOD_MARKS, pieces=changes)


def _good_marks(scale: RatingScale) -> dict[int, str]:
    return {point.value: point.label for point in scale.points if point.is_good}


def _table_lines(old: Question, new: Question) -> Iterator[Line]:
    if (old.matrix is None) is not (new.matrix is None):
        yield Line(aspect=Aspect.TABLE, is_on=new.matrix is not None)
    leads = (old.matrix.lead if old.matrix else "", new.matrix.lead if new.matrix else "")
    if leads[0] != leads[1]:
        changes = word_changes(before=leads[0], after=leads[1])
        yield Line(aspect=Aspect.TABLE_LEAD, pieces=changes)


def _ways_on(
    old: Question, new: Question, before: Questionnaire, after: Questionnaire
) -> Iterator[Line]:
    """Answers that lead elsewhere than they did; that a target has another number is no change."""
    was = {skip.answer: skip.to for skip in old.skips}
    now = {skip.answer: skip.to for skip in new.skips}
    for answer in dict.fromkeys([*was, *now]):
        if was.get(answer) != now.get(answer):
            changes = replaced(
                before=_way(old, answer, was.get(answer), before),
                after=_way(new, answer, now.get(answer), after),
            )
            yield Line(aspect=Aspect.WAY_ON, pieces=changes)


def _way(question: Question, answer: str, to: str | None, asked: Questionnaire) -> str:
    """Return „nie → 7. Dlaczego nie?”; the end of the survey keeps its sign."""
    if to is None:
        return ""
    labels = {choice.code: choice.label for choice in question.choices}
    if question.scale is not None:
        labels = {str(point.value): point.label for point in question.scale.points}
    codes = [one.code for one in asked.questions()]
    target = asked.question(to)
    words = f"{codes.index(to) + 1}. {target.text}" if target else to
    return f"{labels.get(answer, answer)} → {words}"


def _option_lines(old: Question, new: Question) -> Iterator[Line]:
    before = {choice.code: choice.label for choice in old.choices}
    after = {choice.code: choice.label for choice in new.choices}
    for code, label in before.items():
        if code not in after:
            yield Line(aspect=Aspect.OPTION_GONE, pieces=only_gone(text=label))
    for code, label in after.items():
        if code not in before:
            yield Line(aspect=Aspect.OPTION_NEW, pieces=only_new(text=label))
        elif before[code] != label:
            changes = word_changes(before=before[code], after=label)
            yield Line(aspect=Aspect.OPTION_RENAMED, pieces=changes)
    took_text = {choice.code: choice.takes_text for choice in old.choices}
    for choice in new.choices:
        if choice.takes_text and not took_text.get(choice.code):
            pieces = only_new(text=choice.label)
            yield Line(aspect=Aspect.OPTION_TAKES_TEXT, pieces=pieces)
        elif took_text.get(choice.code) and not choice.takes_text:
            pieces = only_gone(text=choice.label)
            yield Line(aspect=Aspect.OPTION_TAKES_NO_TEXT, pieces=pieces)
    kept_before = [code for code in before if code in after]
    if kept_before != [code for code in after if code in before]:
        order = only_new(text=" · ".join(after.values()))
        yield Line(aspect=Aspect.OPTION_ORDER, pieces=order)


def _place(
    was: int, place: int, old_areas: Mapping[str, str], after: Questionnaire, code: str
) -> Iterator[Line]:
    title = _area_titles(after)[code]
    if old_areas[code] != title:
        yield Line(aspect=Aspect.AREA, pieces=replaced(before=old_areas[code], after=title))
    if was != place:
        yield Line(aspect=Aspect.PLACE, pieces=replaced(before=str(was), after=str(place)))


def _moved(before: Questionnaire, after: Questionnaire) -> dict[str, int]:
    """Return the earlier number of questions that left their place among those that stayed.

    A question that only has another number because of one that came or went did not move.
    """
    areas_before, areas_after = _area_codes(before), _area_codes(after)
    numbers = {one.code: place for place, one in enumerate(before.questions(), start=1)}
    old = [code for code in areas_before if code in areas_after]
    new = [code for code in areas_after if code in areas_before]
    kept: set[str] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept.update(new[block.b : block.b + block.size])
    return {
        code: numbers[code]
        for code in new
        if code not in kept or areas_before[code] != areas_after[code]
    }


def _area_codes(questionnaire: Questionnaire) -> dict[str, str]:
    return {one.code: area.code for area in questionnaire.areas for one in area.questions}


def _area_titles(questionnaire: Questionnaire) -> dict[str, str]:
    return {one.code: area.title for area in questionnaire.areas for one in area.questions}


def _cause(lines: list[Line]) -> Aspect:
    """Return the gravest line: what made the series break."""
    aspects = {line.aspect for line in lines}
    # Other good marks are only named where the marks themselves are the same.
    grave = (
        Aspect.KIND,
        Aspect.DIRECTION,
        Aspect.GOOD_MARKS,
        Aspect.SCALE,
        Aspect.OPTION_GONE,
    )
    return next((aspect for aspect in grave if aspect in aspects), Aspect.TEXT)


def _around(before: Questionnaire, after: Questionnaire) -> Iterator[AreaDifference]:
    if before.intro != after.intro:
        changes = word_changes(before=before.intro, after=after.intro)
        line = Line(aspect=Aspect.INTRO, pieces=changes)
        yield AreaDifference(title="", effect=Effect.EDITORIAL, lines=(line,))
    old_areas = {area.code: area for area in before.areas}
    for area in after.areas:
        old = old_areas.pop(area.code, None)
        if old is None:
            line = Line(aspect=Aspect.TITLE, pieces=only_new(text=area.title))
            yield AreaDifference(title=area.title, effect=Effect.ADDED, lines=(line,))
        elif lines := tuple(_area_lines(old, area)):
            yield AreaDifference(title=area.title, effect=Effect.EDITORIAL, lines=lines)
    for area in old_areas.values():
        line = Line(aspect=Aspect.TITLE, pieces=only_gone(text=area.title))
        yield AreaDifference(title=area.title, effect=Effect.REMOVED, lines=(line,))


def _area_lines(old: QuestionArea, new: QuestionArea) -> Iterator[Line]:
    if old.title != new.title:
        yield Line(aspect=Aspect.TITLE, pieces=word_changes(before=old.title, after=new.title))
    if old.lead != new.lead:
        yield Line(aspect=Aspect.LEAD, pieces=word_changes(before=old.lead, after=new.lead))
    if old.is_demographics != new.is_demographics:
        yield Line(aspect=Aspect.DEMOGRAPHICS, is_on=new.is_demographics)


def _scale(scale: RatingScale) -> str:
    """Return „5 bardzo dobrze · 4 dobrze …”; a label that is the number says it once."""
    return " · ".join(
        point.label
        if point.label.split()[:1] == [str(point.value)]
        else f"{point.value} {point.label}"
        for point in scale.points
    )
