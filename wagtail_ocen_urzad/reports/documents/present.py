"""From the data of a snapshot to what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from wagtail_ocen_urzad.reports.documents import sentences, tables
from wagtail_ocen_urzad.reports.documents.annex import annex
from wagtail_ocen_urzad.reports.documents.box_sentences import box_sentences
from wagtail_ocen_urzad.reports.documents.box_table import box_table
from wagtail_ocen_urzad.reports.documents.counting import index_formula, rules
from wagtail_ocen_urzad.reports.documents.presentation import (
    AreaView,
    Figure,
    Method,
    QuestionView,
    Report,
    Summary,
    TableChapter,
)
from wagtail_ocen_urzad.reports.documents.questions import question_view
from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.title import meta_line, title_page
from wagtail_ocen_urzad.reports.documents.together import together
from wagtail_ocen_urzad.reports.documents.typesetting import (
    decimal,
    in_fours,
    percent,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import (
    channel_name,
    good_marks,
    has_good_and_very_good,
    scale_range,
)

LANGUAGE = "pl"
"""Reports are Polish whatever language a clerk reads the admin in: the questions are."""


def present(*, data: Data, sha256: str, previous_sha256: str = "") -> Report:
    """Turn the data of a report into what the screen and the paper show.

    Args:
        data: content of the snapshot, parsed.
        sha256: hash of the snapshot, 64 hexadecimal digits.
        previous_sha256: hash of the survey's report before it, if there is one.
    """
    with override(LANGUAGE):
        return _report(data, sha256, previous_sha256)


def _report(data: Data, sha256: str, previous_sha256: str) -> Report:
    half = len(sha256) // 2
    return Report(
        title=title_page(data=data),
        meta=meta_line(data=data),
        short_hash=in_fours(sha256=sha256[:8]),
        hash_in_fours=(in_fours(sha256=sha256[:half]), in_fours(sha256=sha256[half:])),
        is_empty=data["forms"]["all"] == 0 and not data["forms"].get("tallied"),
        summary=_summary(data),
        method=Method(
            basis=tuple(sentences.basis(data=data)),
            sentences=(*sentences.method(data=data), *box_sentences(data=data)),
            counting=rules(data=data),
            versions=tables.versions(data=data),
            boxes=box_table(data=data),
        ),
        together=tuple(together(data=data)),
        demographics=tuple(_area(data, area) for area in data["areas"] if area["is_demographics"]),
        areas=tuple(_areas(data)),
        tables=tuple(_table_chapters(data)),
        annex=annex(data=data, sha256=sha256, previous_sha256=previous_sha256),
    )


def _areas(data: Data) -> Iterator[AreaView]:
    """Yield areas in the order of the survey, then what is no longer asked."""
    for area in data["areas"]:
        if not area["is_demographics"]:
            yield _area(data, area)
    former = [one for one in data["questions"] if one["number"] is None]
    if former:
        title = _("Questions of earlier versions")
        yield AreaView(
            anchor="wczesniejsze-pytania",
            title=title,
            questions=tuple(_question(data, one, title) for one in former),
        )


def _area(data: Data, area: Data) -> AreaView:
    asked = [one for one in data["questions"] if one["number"] is not None]
    return AreaView(
        anchor=f"obszar-{area['code']}",
        title=area["title"],
        questions=tuple(
            _question(data, one, area["title"]) for one in asked if one["area"] == area["code"]
        ),
    )


def _question(data: Data, question: Data, area: str) -> QuestionView:
    is_asked, place = question["number"] is not None, ""
    for one in ("best", "weakest") if is_asked else ():
        if [first["code"] for first in data["summary"][one][:1]] == [question["code"]]:
            place = one
    forms = data["forms"]["all"] + data["forms"].get("tallied", 0)
    return question_view(question=question, area=area, place=place, forms=forms)


def _table_chapters(data: Data) -> Iterator[TableChapter]:
    found = (
        ("obszary", pgettext("report", "Areas"), "", list(tables.indices(data=data))),
        ("komorki", pgettext("report", "Departments"), "", list(tables.departments(data=data))),
        (
            "kanaly",
            _("Channels and service points"),
            sentences.only_channel(data=data),
            list(tables.channels(data=data)),
        ),
    )
    for anchor, title, sentence, parts in found:
        if parts or sentence:
            yield TableChapter(anchor=anchor, title=title, sentence=sentence, tables=tuple(parts))


def _summary(data: Data) -> Summary:
    found = data["summary"]
    good = good_marks(questions=[one for one in data["questions"] if one["rating"]])
    return Summary(
        lead=sentences.summary(data=data),
        figures=tuple(_figures(data)),
        best=tables.ranking(found=found["best"], caption=_("Rated highest"), good=good),
        weakest=tables.ranking(found=found["weakest"], caption=_("Rated lowest"), good=good),
        formula=index_formula(data=data),
    )


def _figures(data: Data) -> Iterator[Figure]:
    forms, found = data["forms"], data["summary"]
    by_channel = [
        f"{whole(number=one['forms'])} {channel_name(channel=one['channel'])}"
        for one in forms["channels"]
    ]
    yield Figure(
        label=_("Number of questionnaires"),
        value=whole(number=forms["all"]),
        note=f"{', '.join(by_channel)}." if by_channel else "",
    )
    if overall := found["overall"]:
        question = next(one for one in data["questions"] if one["code"] == overall["code"])
        yield Figure(
            label=_("Overall rating"),
            value=decimal(text=overall["mean"]),
            note=_("Mean, scale %(scale)s.") % {"scale": scale_range(rating=question["rating"])},
        )
        yield Figure(
            label=good_marks(questions=[question]),
            value=percent(text=overall["good_share"]),
            note=_("Share of good and very good marks in the overall rating.")
            if has_good_and_very_good(question=question)
            else _("Share of good marks in the overall rating."),
        )
    if found["index"] is not None:
        yield Figure(
            label=_("Overall index"),
            value=decimal(text=found["index"]),
            note=_("Scale 0–100, questions rated: %(count)s.") % {"count": found["rated"]},
        )
