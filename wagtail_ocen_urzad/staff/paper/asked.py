"""A sheet as the entry screen asks it: every question with the keys that answer it.

Closed questions come in the order of the paper, texts after them: hands stay on the digits until
the end (paper 3). The same list makes the plain form and the view of one question at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.paper.keys import INVALID_KEY, NO_ANSWER_KEYS, keys_of
from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NOT_APPLICABLE,
    OTHER_LIMIT,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
)

Given = Mapping[str, Sequence[str]]
"""Raw values by name of the field, as a form sends them."""

NOTHING = "–"
"""The sign of „brak odpowiedzi” in the strip."""

UNLISTED = "+"
"""The sign of a department that the sheet was not printed with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One answer that can be typed."""

    value: str
    label: str
    key: str
    """As printed above the box."""
    keys: str
    """All keys that are taken for it, small letters, separated by blanks."""
    sign: str
    """What the strip shows."""
    is_alone: bool = False
    """In a multiple choice: it clears the others and goes on."""
    is_option: bool = True
    """Stands on the paper; the others are what the clerk says about the paper."""
    is_given: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One question of the entry screen."""

    field: str
    """Name of the field, which is also the name of the question here."""
    number: int
    """As printed."""
    kind: str
    """`one`, `many` or `text`."""
    where: str
    """„Pytanie 6 z 15 · Dostępność i warunki obsługi”."""
    text: str
    lead: str = ""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    page: int = 0
    """Of the printed sheet; 0 when it is not known or there is one page only."""
    beside: str = ""
    """Of a text beside an option: the question."""
    option: str = ""
    """Of a text beside an option: the option that it belongs to."""
    limit: int = 0
    """Characters of a text."""
    written: str = ""
    """The text that is given."""

    @property
    def title(self) -> str:
        """„6. Dostępność budynku”."""
        return f"{self.number}. {self.text}"

    @property
    def is_text(self) -> bool:
        """It is written, not marked."""
        return self.kind == "text"

    @property
    def input_type(self) -> str:
        """Radio button or box."""
        return "checkbox" if self.kind == "many" else "radio"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Questions that stand together on the paper: one part of one page."""

    title: str
    page: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Everything that is asked about one sheet."""

    asks: tuple[Ask, ...]
    groups: tuple[Group, ...]


def sheet_of(
    *,
    questionnaire: Questionnaire,
    departments: Sequence[tuple[str, str]],
    given: Given | None = None,
    pages: Sequence[Sequence[str]] = (),
    names: Mapping[str, str] | None = None,
) -> Sheet:
    """Return what to ask about one sheet, in the active language.

    Args:
        questionnaire: the version that the sheet belongs to.
        departments: (code, name) in the order printed.
        given: what was typed; where it says nothing, „no answer” was. None: nothing was typed.
        pages: codes of the questions on each page of the printed sheet.
        names: of all departments that an answer may carry, by their codes. One that is given and
            was not printed stands last, so that it is not lost when the sheet is typed anew.
    """
    page_of = {
        code: number
        for number, codes in enumerate(pages, start=1)
        for code in codes
        if len(pages) > 1
    }
    total = sum(1 for _one in questionnaire.questions())
    closed: list[Ask] = []
    texts: list[Ask] = []
    groups: list[Group] = []
    number = 0
    for area in questionnaire.areas:
        of_area: list[Ask] = []
        for question in area.questions:
            number += 1
            where = _where(number, total, area)
            page = page_of.get(question.code, 0)
            if question.kind is QuestionKind.TEXT:
                texts.append(_text(question, number, where, page, given or {}))
                continue
            of_area.append(
                _closed(
                    question,
                    number,
                    where,
                    page=page,
                    marks=_marks(question, departments, given, names or {}),
                )
            )
            texts += _beside(question, number, where, given or {})
        closed += of_area
        groups += _groups(area, of_area)
    if texts:
        fields = tuple(one.field for one in texts)
        groups.append(Group(title=_("In own words"), page=0, fields=fields))
    return Sheet(asks=(*closed, *texts), groups=tuple(groups))


def _where(number: int, total: int, area: QuestionArea) -> str:
    place = _("Question %(number)d of %(total)d") % {"number": number, "total": total}
    return f"{place} · {area.title}" if area.title else place


def _groups(area: QuestionArea, asks: Sequence[Ask]) -> Iterator[Group]:
    for page in dict.fromkeys(one.page for one in asks):
        fields = tuple(one.field for one in asks if one.page == page)
        yield Group(title=area.title, page=page, fields=fields)


def _closed(
    question: Question,
    number: int,
    where: str,
    *,
    page: int,
    marks: Iterator[Mark],
) -> Ask:
    many = question.kind is QuestionKind.MULTIPLE
    return Ask(
        field=question.code,
        number=number,
        kind="many" if many else "one",
        where=where,
        text=question.text,
        lead=question.matrix.lead if question.matrix else "",
        hint=_("Several answers may be marked: Enter closes the question.") if many else "",
        marks=tuple(marks),
        page=page,
    )


def _marks(
    question: Question,
    departments: Sequence[tuple[str, str]],
    given: Given | None,
    names: Mapping[str, str],
) -> Iterator[Mark]:
    values = (given or {}).get(question.code, ())
    printed = keys_of(question=question, departments=departments)
    for one in printed:
        keys = " ".join(key.lower() for key in (one.key, one.also) if key)
        yield Mark(
            value=one.value,
            label=one.label or pgettext("paper", "not applicable"),
            key=one.key,
            keys=keys,
            sign=one.key,
            is_alone=one.value == NOT_APPLICABLE,
            is_given=one.value in values,
        )
    if question.kind is QuestionKind.DEPARTMENT:
        listed = {one.value for one in printed}
        for code in values:
            if code in names and code not in listed:
                yield _unlisted(code, names[code])
    for value, label, typed, sign in (
        ("", pgettext("paper", "no answer"), NO_ANSWER_KEYS, NOTHING),
        (INVALID, pgettext("paper", "invalid answer"), (INVALID_KEY,), INVALID_KEY),
    ):
        known = value in values or (not value and given is not None and not any(values))
        yield Mark(
            value=value,
            label=label,
            key=typed[0],
            keys=" ".join(typed),
            sign=sign,
            is_alone=True,
            is_option=False,
            is_given=known,
        )


def _unlisted(code: str, name: str) -> Mark:
    """Return a department that is stored, and that no key of this sheet leads to."""
    return Mark(
        value=code, label=name, key="", keys="", sign=UNLISTED, is_option=False, is_given=True
    )


def _text(question: Question, number: int, where: str, page: int, given: Given) -> Ask:
    return Ask(
        field=question.code,
        number=number,
        kind="text",
        where=where,
        text=question.text,
        page=page,
        limit=question.max_length,
        written=" ".join(given.get(question.code, ())),
    )


def _beside(question: Question, number: int, where: str, given: Given) -> Iterator[Ask]:
    labels = {choice.code: choice.label for choice in question.choices}
    for option, field in question.text_fields.items():
        yield Ask(
            field=field,
            number=number,
            kind="text",
            where=where,
            text=labels[option],
            lead=question.text,
            beside=question.code,
            option=option,
            limit=OTHER_LIMIT,
            written=" ".join(given.get(field, ())),
        )
