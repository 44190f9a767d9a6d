"""From counted answers to the figures of a report, as plain JSON data (domain 4.2, 4.3).

The shape is described in docs/reference/report-data.md. Derived figures are decimal strings,
rounded once, here, so that the screen, the PDF and a later rebuilding cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports import statistics
from wagtail_ocen_urzad.reports.queries import Counts
from wagtail_ocen_urzad.survey.models import AnswerCell, QuestionSetVersion
from wagtail_ocen_urzad.survey.queries import questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import (
    INVALID,
    NOT_APPLICABLE,
    SKIPPED,
    Best,
    Choice,
    Question,
    QuestionKind,
    to_data,
)

OVERALL = "overall"
"""Code of the question that asks for the rating as a whole (domain 3.2)."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of one series, and the versions of the period that asked it."""

    question: Question
    """As the newest of those versions words it."""
    series: int
    number: int | None
    """As numbered in the newest version of the period; None when no longer asked there."""
    area: str
    versions: tuple[QuestionSetVersion, ...]
    follows_a_break: bool = False
    """An earlier series of the same code is among these versions, and listed on its own."""


@dataclass(frozen=True, kw_only=True)
class Figured:
    """A question's data and its exact index."""

    data: dict[str, Any]
    index: Fraction | None


def figures(
    *,
    versions: Sequence[QuestionSetVersion],
    counts: Counts,
    office: Mapping[str, Any] | None,
    until: date,
    late: int,
) -> dict[str, Any]:
    """Return everything in a report that is counted.

    Args:
        versions: of the period, oldest first, at least one.
        counts: their answers.
        office: data of the office in force, which names departments and desks.
        until: last day of the period.
        late: forms among them that came after their version was closed.
    """
    asked = questions_asked(versions=versions)
    figured = [_figured(one, counts, office, until) for one in asked]
    current = [one for one, of in zip(figured, asked, strict=True) if of.number is not None]
    newest = questionnaire_of(version=versions[-1])
    return {
        "versions": [_version_data(version, counts) for version in versions],
        "forms": _forms_data(counts, office, late),
        "summary": _summary(current),
        "areas": [
            {
                "code": area.code,
                "title": area.title,
                "is_demographics": area.is_demographics,
                "questions": [question.code for question in area.questions],
                "index": _index_of([f for f in current if f.data["area"] == area.code]),
            }
            for area in newest.areas
        ],
        "questions": [one.data for one in figured],
        "questionnaire": to_data(questionnaire=newest),
    }


def questions_asked(*, versions: Sequence[QuestionSetVersion]) -> list[Asked]:
    """Join the versions' questions by code and series, newest order first."""
    found: dict[tuple[str, int], Asked] = {}
    for version in reversed(versions):
        number = 0
        for area in questionnaire_of(version=version).areas:
            for question in area.questions:
                number += 1
                key = question.code, version.series.get(question.code, version.number)
                if key in found:
                    one = found[key]
                    found[key] = replace(one, versions=(version, *one.versions))
                else:
                    found[key] = Asked(
                        question=question,
                        series=key[1],
                        number=number if version is versions[-1] else None,
                        area=area.code,
                        versions=(version,),
                    )
    first = {code: min(s for c, s in found if c == code) for code, _ in found}
    return [
        replace(one, follows_a_break=one.series > first[one.question.code])
        for one in found.values()
    ]


def _figured(
    asked: Asked, counts: Counts, office: Mapping[str, Any] | None, until: date
) -> Figured:
    question = asked.question
    ids = {version.pk for version in asked.versions}
    by_channel: dict[str, Counter[str]] = {}
    for (version_id, channel, code, value), n in counts.values.items():
        if code == question.code and version_id in ids:
            by_channel.setdefault(channel, Counter())[value] += n
    forms: Counter[str] = Counter()
    for (version_id, channel, _), n in counts.forms.items():
        if version_id in ids:
            forms[channel] += n
    for (version_id, channel, code), n in counts.tallied.items():
        if version_id in ids and code == question.code:
            forms[channel] += n
    values: Counter[str] = sum(by_channel.values(), Counter())
    options = _options(asked, values, office)
    data, index = _counted(question, values, forms.total() - values[SKIPPED], options)
    channels = [
        _channel_data(question, channel, by_channel.get(channel, Counter()), forms[channel])
        for channel in sorted(forms)
        if question.kind is QuestionKind.RATING
    ]
    return Figured(
        index=index,
        data={
            "code": question.code,
            "series": asked.series,
            "series_break": asked.follows_a_break,
            "number": asked.number,
            "area": asked.area,
            "kind": question.kind.value,
            "text": question.text,
            "help_text": question.help_text,
            "is_multiple": question.kind is QuestionKind.MULTIPLE,
            "matrix": question.matrix
            and {"code": question.matrix.code, "lead": question.matrix.lead},
            "skipped": values[SKIPPED],
            "wordings": _wordings(asked, counts, until),
            "channels": channels,
            **data,
        },
    )


def _counted(
    question: Question, values: Counter[str], asked: int, options: list[dict[str, Any]]
) -> tuple[dict[str, Any], Fraction | None]:
    texts = values[AnswerCell.TEXT]
    takes_texts = question.kind is QuestionKind.TEXT or texts or question.text_fields
    not_applicable, invalid = values[NOT_APPLICABLE], values[INVALID]
    if question.kind is QuestionKind.TEXT:
        valid = texts
    elif question.kind is QuestionKind.MULTIPLE:
        # The marker is set on the answer „nie dotyczy” by no one: that answer is not a list.
        valid = values[AnswerCell.ANSWERED]
    else:
        valid = sum(option["n"] for option in options)
    no_answer = asked - valid - not_applicable - invalid
    for option in options:
        option["share_valid"] = _percent(option["n"], valid)
        option["share_asked"] = _percent(option["n"], asked)
    rating = _rating(question, values)
    return {
        "asked": asked,
        "valid": valid,
        "not_applicable": not_applicable,
        "no_answer": no_answer,
        "invalid": invalid,
        "share_valid": _percent(valid, asked),
        "share_not_applicable": _percent(not_applicable, asked),
        "share_no_answer": _percent(no_answer, asked),
        "share_invalid": _percent(invalid, asked),
        "options": options,
        "rating": rating and _rating_data(rating),
        "is_small": valid < statistics.SMALL_NUMBER,
        "texts": texts if takes_texts else None,
    }, rating.index if rating else None


def _rating(question: Question, values: Counter[str]) -> statistics.RatingFigures | None:
    if question.scale is None:
        return None
    points = question.scale.points
    return statistics.rating_figures(
        counts={point.value: values[str(point.value)] for point in points},
        values=question.scale.values,
        good=[point.value for point in points if point.is_good],
        lowest_is_best=question.scale.best is Best.LOW,
    )


def _rating_data(rating: statistics.RatingFigures) -> dict[str, Any]:
    return {
        "minimum": rating.minimum,
        "maximum": rating.maximum,
        "best": (Best.LOW if rating.lowest_is_best else Best.HIGH).value,
        "sum": rating.total,
        "good": rating.good,
        "mean": statistics.rounded(value=rating.mean, places=statistics.MEAN_PLACES),
        "median": statistics.plain(value=rating.median),
        "good_share": statistics.percent(value=rating.good_share),
        "index": statistics.rounded(value=rating.index, places=statistics.INDEX_PLACES),
    }


def _channel_data(
    question: Question, channel: str, values: Counter[str], asked: int
) -> dict[str, Any]:
    rating = _rating(question, values)
    figures_of = _rating_data(rating) if rating else {}
    return {
        "channel": channel,
        "asked": asked - values[SKIPPED],
        "valid": rating.valid if rating else 0,
        **{name: figures_of.get(name) for name in ("mean", "good_share", "index")},
    }


def _options(
    asked: Asked, values: Counter[str], office: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    question = asked.question
    if question.kind is QuestionKind.DEPARTMENT:
        return [
            {"value": code, "label": label, "n": values[code], "is_good": False}
            for code, label in _departments(office, values)
        ]
    if question.scale is not None:
        return [
            {
                "value": point.value,
                "label": point.label,
                "n": values[str(point.value)],
                "is_good": point.is_good,
            }
            for point in sorted(
                question.scale.points,
                key=lambda point: point.value,
                reverse=question.scale.best is Best.HIGH,
            )
        ]
    return [
        {"value": choice.code, "label": choice.label, "n": values[choice.code], "is_good": False}
        for choice in (*question.choices, *_choices_gone(asked, values))
    ]


def _choices_gone(asked: Asked, values: Mapping[str, int]) -> list[Choice]:
    """Return options of older versions that are offered no more and yet have answers.

    An option without answers may go within a series; a late answer can name it afterwards.
    """
    gone: dict[str, Choice] = {}
    for version in asked.versions:
        question = questionnaire_of(version=version).question(asked.question.code)
        gone |= {choice.code: choice for choice in (question.choices if question else ())}
    for choice in asked.question.choices:
        gone.pop(choice.code, None)
    return [choice for code, choice in gone.items() if values.get(code)]


def _departments(
    office: Mapping[str, Any] | None, values: Mapping[str, int]
) -> list[tuple[str, str]]:
    """Name the departments in the office's order; of inactive ones only those with answers."""
    listed = office["departments"] if office else []
    known = [
        (one["code"], one["name"]) for one in listed if one["is_active"] or values.get(one["code"])
    ]
    codes = {code for code, _ in known}
    strays = sorted(code for code in values if not code.startswith("@") and code not in codes)
    return known + [(code, code) for code in strays]


def _wordings(asked: Asked, counts: Counts, until: date) -> list[dict[str, Any]]:
    forms: Counter[int] = Counter()
    for (version_id, _, _), n in counts.forms.items():
        forms[version_id] += n
    result: list[dict[str, Any]] = []
    for version in asked.versions:
        question = questionnaire_of(version=version).question(asked.question.code)
        text = question.text if question else asked.question.text
        if result and result[-1]["text"] == text:
            result[-1]["versions"].append(version.number)
            result[-1]["to"] = _last_day(version, until)
            result[-1]["forms"] += forms[version.pk]
        else:
            result.append(
                {
                    "text": text,
                    "versions": [version.number],
                    "from": _day(version.opened_on),
                    "to": _last_day(version, until),
                    "forms": forms[version.pk],
                }
            )
    return result


def _version_data(version: QuestionSetVersion, counts: Counts) -> dict[str, Any]:
    forms = sum(n for (pk, _, _), n in counts.forms.items() if pk == version.pk)
    return {
        "number": version.number,
        "sha256": version.sha256,
        "opened": _day(version.opened_on),
        "closed": _day(version.closed_on),
        "forms": forms,
        "excluded": counts.excluded[version.pk],
    }


def _forms_data(counts: Counts, office: Mapping[str, Any] | None, late: int) -> dict[str, Any]:
    channels: Counter[str] = Counter()
    departments: Counter[str] = Counter()
    for (_, channel, department), n in counts.forms.items():
        channels[channel] += n
        departments[department] += n
    symbols = {one["code"]: one["symbol"] for one in (office["departments"] if office else [])}
    named = [
        {"code": code, "name": label, "symbol": symbols.get(code, ""), "forms": departments[code]}
        for code, label in _departments(office, {c: n for c, n in departments.items() if c})
    ]
    points = {one["code"]: one["name"] for one in (office["service_points"] if office else [])}
    # In the office's order, then desks it never named.
    strays = sorted(code for code in counts.service_points if code not in points)
    desks = [code for code in (*points, *strays) if code in counts.service_points]
    return {
        "all": channels.total(),
        "late": late,
        "flagged": counts.flagged.total(),
        "excluded": counts.excluded.total(),
        "tallied": sum(n for (_, _, code), n in counts.tallied.items() if not code),
        "channels": [{"channel": c, "forms": channels[c]} for c in sorted(channels)],
        "departments": [
            *(one for one in named if one["forms"]),
            {"code": "", "name": "", "symbol": "", "forms": departments[""]},
        ],
        "service_points": [
            {"code": code, "name": points.get(code, code), "forms": counts.service_points[code]}
            for code in desks
        ],
    }


def _summary(current: Sequence[Figured]) -> dict[str, Any]:
    rated = {one.data["code"]: one for one in current if one.index is not None}
    best, weakest = statistics.best_and_weakest(
        indices={code: one.index for code, one in rated.items()}
    )
    overall = rated.get(OVERALL)
    return {
        "overall": overall and _summary_line(overall),
        "index": _index_of(current),
        "rated": len(rated),
        "best": [_summary_line(rated[code]) for code in best],
        "weakest": [_summary_line(rated[code]) for code in weakest],
    }


def _summary_line(one: Figured) -> dict[str, Any]:
    rating = one.data["rating"]
    return {
        **{name: one.data[name] for name in ("code", "number", "text", "valid")},
        **{name: rating[name] for name in ("mean", "good_share", "index")},
        **{name: rating[name] for name in ("minimum", "maximum", "best")},
    }


def _index_of(some: Sequence[Figured]) -> str | None:
    value = statistics.mean_of(values=[one.index for one in some])
    return statistics.rounded(value=value, places=statistics.INDEX_PLACES)


def _percent(part: int, whole: int) -> str | None:
    return statistics.percent(value=statistics.share(part=part, whole=whole))


def _last_day(version: QuestionSetVersion, until: date) -> str:
    """Return when a version ended within the period; one still open ends with the period."""
    closed = conf.local_date(at=version.closed_on) if version.closed_on else until
    return min(closed, until).isoformat()


def _day(moment: Any) -> str | None:
    return conf.local_date(at=moment).isoformat() if moment else None
