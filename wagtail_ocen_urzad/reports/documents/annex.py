"""The annex: what was asked, whose office it was, and the hashes that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.reports.documents.presentation import (
    Annex,
    AskedArea,
    AskedQuestion,
    Fact,
)
from wagtail_ocen_urzad.reports.documents.questions import heading
from wagtail_ocen_urzad.reports.documents.snapshot import Data, office_of
from wagtail_ocen_urzad.reports.documents.title import address
from wagtail_ocen_urzad.reports.documents.typesetting import NBSP, day, in_fours, quoted, tied
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    from_data,
)
from wagtail_ocen_urzad.survey.timing import estimated_minutes

WRITTEN_HERE = "……"
"""Where the form has a line for words beside an option."""


def annex(*, data: Data, sha256: str, previous_sha256: str) -> Annex:
    """Return the annex of a report."""
    questionnaire = from_data(data=data["questionnaire"])
    numbers = {one.code: place for place, one in enumerate(questionnaire.questions(), start=1)}
    office = office_of(data=data)
    return Annex(
        intro=_intro(questionnaire, office),
        areas=tuple(_area(area, numbers) for area in questionnaire.areas),
        office=tuple(Fact(term=term, text=text) for term, text in _office(office) if text),
        departments=tuple(
            f"{one['name']} ({one['symbol']})" if one["symbol"] else one["name"]
            for one in office.get("departments", ())
            if one["is_active"]
        ),
        hashes=tuple(_hashes(data, sha256, previous_sha256)),
    )


def _intro(questionnaire: Questionnaire, office: Data) -> str:
    """Fill in what residents read there."""
    words = {
        "{urzad_dop}": office.get("name_genitive") or _("the Office (genitive)"),
        "{urzad_msc}": office.get("name_locative") or _("the Office (locative)"),
        "{minuty}": str(estimated_minutes(questionnaire=questionnaire)),
    }
    intro = questionnaire.intro
    for placeholder, word in words.items():
        intro = intro.replace(placeholder, word)
    return intro


def _area(area: QuestionArea, numbers: dict[str, int]) -> AskedArea:
    asked = []
    above: Question | None = None
    for question in area.questions:
        asked.append(_asked(question, above, numbers))
        above = question
    return AskedArea(title=area.title, lead=area.lead, questions=tuple(asked))


def _asked(question: Question, above: Question | None, numbers: dict[str, int]) -> AskedQuestion:
    is_row = question.matrix is not None
    is_first = is_row and (above is None or above.matrix != question.matrix)
    marks = tuple(_marks(question))
    return AskedQuestion(
        title=heading(number=numbers[question.code], text=question.text),
        help_text=question.help_text,
        hints=" ".join(f"({hint})" for hint in _hints(question)),
        # The rows of a table share their marks, which stand above them once.
        answers=(() if is_row else marks) + tuple(_other_answers(question)),
        skips=tuple(_skips(question, numbers)),
        lead=question.matrix.lead if is_first and question.matrix else "",
        lead_answers=marks if is_first else (),
        is_row=is_row,
    )


def _hints(question: Question) -> Iterator[str]:
    if question.is_required:
        yield pgettext("report", "required")
    if question.kind is QuestionKind.MULTIPLE:
        yield pgettext("report", "several answers may be chosen")
    if question.kind is QuestionKind.TEXT:
        yield _("own words, up to %(limit)s characters") % {"limit": question.max_length}


def _marks(question: Question) -> Iterator[str]:
    for point in question.scale.points if question.scale else ():
        is_said = point.label == str(point.value)
        yield point.label if is_said else f"{point.label} ({point.value})"


def _other_answers(question: Question) -> Iterator[str]:
    if question.kind is QuestionKind.DEPARTMENT:
        yield _("list of departments from the office data")
        if question.allows_not_applicable:
            yield _("I do not remember / hard to say")
        return
    for option in question.choices:
        yield f"{option.label}{NBSP}{WRITTEN_HERE}" if option.takes_text else option.label
    if question.allows_not_applicable:
        yield _("not applicable / hard to say")


def _skips(question: Question, numbers: dict[str, int]) -> Iterator[str]:
    """Yield „Po odpowiedzi „nie” przejście do pytania 5.”, in the order of the answers."""
    labels = {choice.code: choice.label for choice in question.choices}
    labels |= {str(p.value): p.label for p in (question.scale.points if question.scale else ())}
    for skip in sorted(question.skips, key=lambda skip: list(labels).index(skip.answer)):
        answer = quoted(text=labels[skip.answer])
        if skip.to == END:
            text = _("After the answer %(answer)s the questionnaire ends.") % {"answer": answer}
        else:
            facts = {"answer": answer, "number": numbers[skip.to]}
            text = _("After the answer %(answer)s on to question %(number)s.") % facts
        yield tied(text=text)


def _office(office: Data) -> Iterator[tuple[str, str]]:
    if not office:
        return
    legal = office.get("legal_basis") or {}
    yield pgettext("report", "Name"), office.get("name", "")
    yield pgettext("report", "Address"), address(office=office)
    yield pgettext("report", "Head of the office"), office.get("head_title", "")
    yield pgettext("report", "Phone"), office.get("phone", "")
    yield pgettext("report", "E-mail"), office.get("email", "")
    yield pgettext("report", "Website"), office.get("website", "")
    yield _("Public Information Bulletin (BIP)"), office.get("bip", "")
    yield _("e-Delivery address"), office.get("edelivery", "")
    yield pgettext("report", "Opening hours"), office.get("opening_hours", "")
    yield pgettext("report", "In force since"), _day(legal.get("in_force_from"))
    yield pgettext("report", "Statutory basis"), legal.get("statute", "")
    yield pgettext("report", "Repealed act"), legal.get("repealed", "")
    yield pgettext("report", "Data controller"), office.get("controller", "")
    yield pgettext("report", "Data protection officer"), office.get("dpo_contact", "")


def _day(text: str | None) -> str:
    return day(on=date.fromisoformat(text)) if text else ""


def _hashes(data: Data, sha256: str, previous_sha256: str) -> Iterator[Fact]:
    yield Fact(term=pgettext("report", "This report"), text=in_fours(sha256=sha256))
    if previous_sha256:
        yield Fact(
            term=pgettext("report", "The report before it"), text=in_fours(sha256=previous_sha256)
        )
    for one in data["versions"]:
        name = _("Questionnaire, version %(number)s") % {"number": one["number"]}
        yield Fact(term=name, text=in_fours(sha256=one["sha256"]))
    if data["office"]:
        name = _("Office data, version %(number)s") % {"number": data["office"]["number"]}
        yield Fact(term=name, text=in_fours(sha256=data["office"]["sha256"]))
