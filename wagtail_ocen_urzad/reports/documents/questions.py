"""Results of one question: sentence, figures, chart, table, and what must be said with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_ocen_urzad.reports.documents import sentences
from wagtail_ocen_urzad.reports.documents.fills import Segment, length, shade
from wagtail_ocen_urzad.reports.documents.presentation import (
    AnswerRow,
    Fact,
    Figure,
    QuestionView,
    RowKind,
)
from wagtail_ocen_urzad.reports.documents.print_chart import crowded, print_bar
from wagtail_ocen_urzad.reports.documents.screen_chart import LABEL_FROM, screen_bar
from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import (
    NOTHING,
    day,
    decimal,
    percent,
    period,
    tied,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import (
    has_good_and_very_good,
    questionnaires,
    scale_range,
)
from wagtail_ocen_urzad.reports.statistics import percent as rounded_percent
from wagtail_ocen_urzad.reports.statistics import share


def question_view(*, question: Data, area: str, place: str, forms: int) -> QuestionView:
    """Return the results of one question.

    Args:
        question: from the snapshot.
        area: title of its area.
        place: "best" or "weakest" when it comes first there, else "".
        forms: all forms of the report.
    """
    anchor = f"pytanie-{question['code']}-{question['series']}"
    sentence = _sentence(question, place)
    segments = _segments(question)
    return QuestionView(
        anchor=anchor,
        area=area,
        lead=question["matrix"]["lead"] if question["matrix"] else "",
        title=heading(number=question["number"], text=question["text"]),
        help_text=question["help_text"],
        sentence=sentence,
        remarks=tuple(_remarks(question, forms)),
        figures=_figures(question),
        rows=() if question["kind"] == "text" else tuple(_rows(question, forms)),
        valid_label=(
            _("percent of those with an answer")
            if question["is_multiple"]
            else _("percent of valid answers")
        ),
        asked_label=_asked_label(question, forms),
        notes=tuple(_notes(question, forms)),
        wordings=_wordings(question),
        screen_chart=_drawn(screen_bar, segments, anchor, sentence),
        print_chart=_drawn(print_bar, segments, anchor, sentence),
        ends=(segments[0].label, segments[-1].label) if segments else ("", ""),
        screen_is_crowded=any(
            one.n and one.n * 100 < LABEL_FROM * question["valid"] for one in segments
        ),
        print_is_crowded=crowded(segments=segments),
    )


def heading(*, number: int | None, text: str) -> str:
    """Return „9. Dostępność budynku…”; a question no longer asked has no number."""
    return text if number is None else f"{number}. {text}"


def _sentence(question: Data, place: str) -> str:
    if question["kind"] == "text":
        return sentences.texts(question=question)
    if not question["valid"]:
        return _("There are no valid answers to this question.")
    if question["kind"] == "rating":
        return sentences.rating(question=question, place=place)
    return sentences.choice(question=question)


def _remarks(question: Data, forms: int) -> Iterator[str]:
    if question["is_small"] and question["valid"] and question["kind"] != "text":
        yield _("Small number of answers (fewer than 30).")
    if question["asked"] != forms:
        facts = {"asked": whole(number=question["asked"]), "all": whole(number=forms)}
        yield tied(
            text=_("This question was asked in %(asked)s of %(all)s questionnaires.") % facts
        )
    if skipped := question["skipped"]:
        yield tied(
            text=ngettext(
                "In %(count)s questionnaire an earlier answer led past it.",
                "In %(count)s questionnaires an earlier answer led past it.",
                skipped,
            )
            % {"count": whole(number=skipped)}
        )
    if question["series_break"]:
        yield _(
            "Not comparable with its earlier answers: a new series of results began in version"
            " %(number)s; the earlier series is given apart."
        ) % {"number": question["series"]}


def _figures(question: Data) -> tuple[Figure, ...]:
    rating = question["rating"]
    if not rating or not question["valid"]:
        return ()
    scale = {"scale": scale_range(rating=rating)}
    good = _("good and very good") if has_good_and_very_good(question=question) else _("good marks")
    figures = (
        Figure(label=_("mean (%(scale)s)") % scale, value=decimal(text=rating["mean"])),
        Figure(label=pgettext("report", "median"), value=decimal(text=rating["median"])),
        Figure(label=good, value=percent(text=rating["good_share"])),
        Figure(label=_("index (0–100)"), value=decimal(text=rating["index"])),
    )
    has_good = any(option["is_good"] for option in question["options"])
    return figures if has_good else (*figures[:2], figures[3])


def _segments(question: Data) -> list[Segment]:
    if question["kind"] != "rating" or not question["valid"]:
        return []
    options = question["options"]
    return [
        Segment(
            label=one["label"],
            value=str(one["value"]),
            share=percent(text=one["share_valid"]),
            n=one["n"],
            shade=shade(position=place, many=len(options)),
        )
        for place, one in enumerate(options)
    ]


def _drawn(
    bar: Callable[..., SafeString], segments: list[Segment], anchor: str, sentence: str
) -> SafeString:
    if not segments:
        return SafeString()
    return bar(segments=segments, name=anchor, title=sentence)


def _rows(question: Data, forms: int) -> Iterator[AnswerRow]:
    yield from _option_rows(question)
    asked = question["asked"]
    yield AnswerRow(
        kind=RowKind.TOTAL,
        label=_("With an answer") if question["is_multiple"] else _("Valid answers"),
        count=whole(number=question["valid"]),
        # The parts of a multiple choice add up to more, so nothing is claimed there.
        share_valid="100,0" if question["valid"] and not question["is_multiple"] else NOTHING,
        share_asked=_share_of(question["valid"], asked),
    )
    for label, key in (
        (_("not applicable / hard to say"), "not_applicable"),
        (pgettext("report", "no answer"), "no_answer"),
        (_("answer not valid"), "invalid"),
    ):
        if not question[key] and key != "no_answer":
            continue
        yield AnswerRow(
            kind=RowKind.APART,
            label=label,
            count=whole(number=question[key]),
            share_valid=NOTHING,
            share_asked=decimal(text=question[f"share_{key}"]),
        )
    yield AnswerRow(
        kind=RowKind.TOTAL,
        label=_("All questionnaires") if asked == forms else _("Questionnaires that ask it"),
        count=whole(number=asked),
        share_valid="",
        share_asked="100,0" if asked else NOTHING,
    )
    if question["skipped"]:
        yield AnswerRow(
            kind=RowKind.APART,
            label=_("not asked: an earlier answer led past it"),
            count=whole(number=question["skipped"]),
            share_valid="",
            share_asked="",
        )


def _option_rows(question: Data) -> Iterator[AnswerRow]:
    options, is_rating = question["options"], question["kind"] == "rating"
    for place, one in enumerate(options):
        label, value = one["label"], str(one["value"])
        if is_rating and label != value:
            label = f"{label} ({value})"
        yield AnswerRow(
            kind=RowKind.OPTION,
            label=label,
            count=whole(number=one["n"]),
            share_valid=decimal(text=one["share_valid"]),
            share_asked=decimal(text=one["share_asked"]),
            shade=shade(position=place, many=len(options)) if is_rating else None,
            bar=None
            if is_rating or not question["valid"]
            else length(part=one["n"], whole=question["valid"]),
        )


def _share_of(part: int, all_of_them: int) -> str:
    return decimal(text=rounded_percent(value=share(part=part, whole=all_of_them)))


def _asked_label(question: Data, forms: int) -> str:
    if question["asked"] == forms:
        return _("percent of all questionnaires")
    return _("percent of questionnaires that ask it")


def _notes(question: Data, forms: int) -> Iterator[str]:
    if question["kind"] == "text":
        return
    yield _base(question, forms)
    if question["is_multiple"]:
        yield _("Several answers could be chosen: the sum may exceed 100%.")
    elif question["valid"] and not _adds_up(question):
        yield _("Rounded percentages need not add up to 100.")
    if texts := question["texts"]:
        yield tied(
            text=ngettext(
                "In %(count)s questionnaire something was written beside an option.",
                "In %(count)s questionnaires something was written beside an option.",
                texts,
            )
            % {"count": whole(number=texts)}
        )


def _base(question: Data, forms: int) -> str:
    valid, many = question["valid"], {"count": whole(number=question["valid"])}
    if question["is_multiple"]:
        answered = ngettext(
            "%(count)s questionnaire with an answer",
            "%(count)s questionnaires with an answer",
            valid,
        )
    else:
        answered = ngettext("%(count)s valid answer", "%(count)s valid answers", valid)
    if question["asked"] == forms:
        asked = ngettext(
            "%(count)s questionnaire in all", "%(count)s questionnaires in all", forms
        ) % {"count": whole(number=forms)}
    else:
        asked = questionnaires(forms=question["asked"])
    return tied(
        text=_("Base of the percentages: %(valid)s and %(asked)s.")
        % {"valid": answered % many, "asked": asked}
    )


def _adds_up(question: Data) -> bool:
    tenths = [int(one["share_valid"].replace(".", "")) for one in question["options"]]
    return sum(tenths) == 1000


def _wordings(question: Data) -> tuple[Fact, ...]:
    if len(question["wordings"]) < 2:
        return ()
    return tuple(
        Fact(
            term=_worded(one),
            text=f"{one['text']} ({questionnaires(forms=one['forms'])})",
        )
        for one in question["wordings"]
    )


def _worded(wording: Data) -> str:
    first, last = date.fromisoformat(wording["from"]), date.fromisoformat(wording["to"])
    if first > last:
        # Its version was opened after the period, and answers to it are dated before.
        return pgettext("report", "from %(date)s") % {"date": day(on=first)}
    return period(first=first, last=last)
