"""Sentences of the report that are built from several facts (domain 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_ocen_urzad.reports.documents.snapshot import (
    Data,
    clients_of,
    office_of,
    period_of,
    uses_paper,
)
from wagtail_ocen_urzad.reports.documents.typesetting import (
    day,
    decimal,
    is_calendar_year,
    listed,
    percent,
    quoted,
    tied,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import channel_name, has_good_and_very_good
from wagtail_ocen_urzad.reports.statistics import percent as rounded_percent
from wagtail_ocen_urzad.reports.statistics import share

MANY_NAMED = 3
"""More options than these sharing the first place say nothing."""


def legal_basis(*, data: Data) -> str:
    """Return „§ 4 zarządzenia nr 12/2019 Burmistrza… z dnia…”; what is not known is left out."""
    legal = office_of(data=data).get("legal_basis") or {}
    is_edit = (data.get("supplements") or data)["reason"] == "before_edit"
    paragraph = legal.get("edit_paragraph" if is_edit else "report_paragraph", "")
    if not legal.get("act_genitive"):
        return ""
    words = [paragraph, legal["act_genitive"]]
    if legal.get("number"):
        words.append(pgettext("report", "no. %(number)s") % {"number": legal["number"]})
    words.append(legal.get("authority_genitive", ""))
    if legal.get("date"):
        words.append(
            pgettext("report", "of %(date)s") % {"date": day(on=date.fromisoformat(legal["date"]))}
        )
    return tied(text=" ".join(word for word in words if word))


def basis(*, data: Data) -> list[str]:
    """Return the sentences on the legal basis and the purpose of the survey."""
    sentences = []
    if built := legal_basis(data=data):
        # „r.” at the end of a date has the full stop already.
        facts = {"basis": built.removesuffix(".")}
        sentences.append(_("This report was made on the basis of %(basis)s.") % facts)
    sentences.append(
        _(
            "The survey measures the satisfaction of %(clients)s with the services of the Office;"
            " its results may be the basis of remedial or improving actions in serving %(clients)s."
        )
        % {"clients": clients_of(data=data)}
    )
    return [tied(text=sentence) for sentence in sentences]


def method(*, data: Data) -> list[str]:
    """Return the sentences on how the answers were collected."""
    first, last = period_of(data=data)
    forms = data["forms"]
    dates = {"from": day(on=first), "to": day(on=last)}
    if uses_paper(data=data):
        how = _(
            "The survey ran from %(from)s to %(to)s, with an online questionnaire and paper"
            " questionnaires laid out at the service desks."
        )
    else:
        how = _("The survey ran from %(from)s to %(to)s, with an online questionnaire.")
    voluntary = _(
        "Taking part was voluntary, so the results show the opinions of those who filled in the"
        " questionnaire; they are not a representative sample."
    )
    apart = [_late(forms["late"]), _flagged(forms["flagged"]), _excluded(forms["excluded"])]
    return [tied(text=text) for text in (how % dates, voluntary, *apart) if text]


def collected(*, data: Data) -> str:
    """Return „W 2025 r. zebrano 412 ankiet”."""
    if data["supplements"]:
        return _came_in(data["forms"]["all"], data["supplements"])
    first, last = period_of(data=data)
    forms = data["forms"]["all"]
    facts = {"count": whole(number=forms), "year": last.year}
    if is_calendar_year(first=first, last=last):
        return tied(
            text=ngettext(
                "In %(year)s, %(count)s questionnaire was collected.",
                "In %(year)s, %(count)s questionnaires were collected.",
                forms,
            )
            % facts
        )
    if first == last:
        facts |= {"date": day(on=first)}
        return tied(
            text=ngettext(
                "On %(date)s, %(count)s questionnaire was collected.",
                "On %(date)s, %(count)s questionnaires were collected.",
                forms,
            )
            % facts
        )
    facts |= {"from": day(on=first), "to": day(on=last)}
    return tied(
        text=ngettext(
            "From %(from)s to %(to)s, %(count)s questionnaire was collected.",
            "From %(from)s to %(to)s, %(count)s questionnaires were collected.",
            forms,
        )
        % facts
    )


def _came_in(forms: int, supplements: Data) -> str:
    """Return „Po zamknięciu wersji 1 wpłynęły 2 ankiety”."""
    facts = {"count": whole(number=forms), "number": supplements["version"]}
    if supplements["version"] is not None:
        text = ngettext(
            "After version %(number)s was closed, %(count)s questionnaire came in.",
            "After version %(number)s was closed, %(count)s questionnaires came in.",
            forms,
        )
    else:
        facts["number"] = supplements["number"]
        text = ngettext(
            "After report no. %(number)s was made, %(count)s questionnaire dated in its period"
            " came in.",
            "After report no. %(number)s was made, %(count)s questionnaires dated in its period"
            " came in.",
            forms,
        )
    return tied(text=text % facts)


def summary(*, data: Data) -> str:
    """Return the report in three sentences."""
    sentences = [collected(data=data)]
    found = data["summary"]
    overall = found["overall"]
    if overall and overall["mean"] is not None:
        rated = next(one for one in data["questions"] if one["code"] == overall["code"])
        text = _("The service was rated %(mean)s on average; %(share)s of the answers were good.")
        if has_good_and_very_good(question=rated):
            text = _(
                "The service was rated %(mean)s on average; %(share)s of the answers were good"
                " or very good."
            )
        sentences.append(
            text
            % {
                "mean": decimal(text=overall["mean"]),
                "share": percent(text=overall["good_share"]),
            }
        )
    if found["best"] and found["weakest"]:
        sentences.append(
            _("Rated highest: %(best)s; lowest: %(weakest)s.")
            % {
                "best": quoted(text=found["best"][0]["text"]),
                "weakest": quoted(text=found["weakest"][0]["text"]),
            }
        )
    return tied(text=" ".join(sentences))


def only_channel(*, data: Data) -> str:
    """Return what stands in place of a comparison when there is but one channel."""
    found = [one["channel"] for one in data["forms"]["channels"]]
    if len(found) != 1:
        return ""
    how = {"how": channel_name(channel=found[0])}
    return tied(text=_("All questionnaires were filled in %(how)s.") % how)


def rating(*, question: Data, place: str) -> str:
    """Return a rating in words.

    Args:
        question: from the snapshot; it has valid answers.
        place: "best", "weakest" or "".
    """
    options, valid = question["options"], question["valid"]
    scale = question["rating"]
    good = [one for one in options if one["is_good"]]
    bad = [one for one in options if not one["is_good"] and _is_bad(one["value"], scale)]
    facts = {
        "mean": decimal(text=scale["mean"]),
        "good": _either(good),
        "good_share": percent(text=scale["good_share"]),
        "bad": _either(bad),
        "bad_share": percent(
            text=rounded_percent(value=share(part=sum(one["n"] for one in bad), whole=valid))
        ),
    }
    if not good:
        text = _("Rated %(mean)s on average.")
    elif bad:
        text = _(
            "%(good_share)s of those who answered chose %(good)s, %(bad_share)s chose %(bad)s."
        )
    else:
        text = _("%(good_share)s of those who answered chose %(good)s.")
    sentences = [text % facts]
    if place:
        is_best = place == "best"
        sentences.append(_("The best-rated question.") if is_best else _("The lowest-rated one."))
    return tied(text=" ".join(sentences))


def choice(*, question: Data) -> str:
    """Return what was chosen most often; the question has valid answers."""
    most = max(one["n"] for one in question["options"])
    first = [one for one in question["options"] if one["n"] == most]
    if len(first) > MANY_NAMED:
        return ""
    names = listed(items=[quoted(text=one["label"]) for one in first])
    facts = {"names": names, "share": percent(text=first[0]["share_valid"])}
    text = (
        _("Chosen most often: %(names)s (%(share)s).")
        if len(first) == 1
        else _("Chosen most often: %(names)s (%(share)s each).")
    )
    return tied(text=text % facts)


def texts(*, question: Data) -> str:
    """Return how many wrote something."""
    given, asked = question["texts"] or 0, question["asked"]
    part = percent(text=rounded_percent(value=share(part=given, whole=asked)))
    facts = {"given": whole(number=given), "asked": whole(number=asked), "share": part}
    return tied(
        text=_("Something was written in %(given)s of %(asked)s questionnaires (%(share)s).")
        % facts
    )


def _is_bad(mark: int, scale: Data) -> bool:
    """The mark lies in the worse half of its scale."""
    twice, middle = 2 * mark, scale["minimum"] + scale["maximum"]
    return bool(twice > middle if scale["best"] == "low" else twice < middle)


def _either(options: Sequence[Data]) -> str:
    names = [quoted(text=one["label"]) for one in options]
    if len(names) < MANY_NAMED:
        return pgettext("report", " or ").join(names)
    marks = sorted(one["value"] for one in options)
    return _("marks from %(low)s to %(high)s") % {"low": marks[0], "high": marks[-1]}


def _late(late: int) -> str:
    if not late:
        return ""
    return ngettext(
        "%(count)s questionnaire came in after its version was closed; it is counted here.",
        "%(count)s questionnaires came in after their version was closed; they are counted here.",
        late,
    ) % {"count": whole(number=late)}


def _flagged(flagged: int) -> str:
    if not flagged:
        return ""
    return ngettext(
        "%(count)s questionnaire is marked for checking; it is counted here.",
        "%(count)s questionnaires are marked for checking; they are counted here.",
        flagged,
    ) % {"count": whole(number=flagged)}


def _excluded(excluded: int) -> str:
    if not excluded:
        return ""
    return ngettext(
        "%(count)s questionnaire marked for checking was excluded; it is not counted here.",
        "%(count)s questionnaires marked for checking were excluded; they are not counted here.",
        excluded,
    ) % {"count": whole(number=excluded)}
