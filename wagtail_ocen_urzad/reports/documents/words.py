"""Names of what the snapshot stores as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_ocen_urzad.reports.documents.typesetting import EN_DASH, day, whole


def report_name(*, reason: str, number: int, of: int | None = None) -> str:
    """Return „Raport okresowy nr 4”, „Raport uzupełniający nr 5 do raportu nr 4”."""
    if of is not None:
        text = _("Supplementary report no. %(number)s to report no. %(of)s")
        return text % {"number": number, "of": of}
    names = {
        "periodic": _("Periodic report no. %(number)s"),
        "before_edit": _("Report before a change no. %(number)s"),
        "on_demand": _("Report on demand no. %(number)s"),
        "supplement": _("Supplementary report no. %(number)s"),
    }
    return names[reason] % {"number": number}


def supplemented(*, supplements: Mapping[str, Any]) -> str:
    """Return „raport nr 3 z 10 marca 2026 r.”, which a supplement belongs to."""
    made_on = day(on=date.fromisoformat(supplements["created"]))
    text = _("report no. %(number)s of %(date)s")
    return text % {"number": supplements["number"], "date": made_on}


def reason_text(*, reason: str, change: Mapping[str, Any] | None) -> str:
    """Return why the report was made, for the title page."""
    if reason == "periodic":
        return _("periodic report (at least once a year)")
    if reason == "on_demand":
        return _("report on demand")
    if reason == "supplement":
        return _("questionnaires that came in after the report they belong to")
    if change and change["office"]:
        return _("before a change of the office data")
    if change and change["to_version"]:
        return _("before the change to version %(number)s of the questionnaire") % {
            "number": change["to_version"]
        }
    return _("before the questionnaire was closed")


def channel_name(*, channel: str) -> str:
    """Return „na papierze”."""
    names = {
        "paper": pgettext("report", "on paper"),
        "web": pgettext("report", "online"),
        "import": pgettext("report", "imported"),
    }
    return names.get(channel, channel)


def forms_by_channel(*, channel: str, forms: int) -> str:
    """Return „361 papierowych”."""
    count = {"count": whole(number=forms)}
    if channel == "paper":
        return ngettext("%(count)s paper one", "%(count)s paper ones", forms) % count
    if channel == "web":
        return ngettext("%(count)s online one", "%(count)s online ones", forms) % count
    return ngettext("%(count)s imported one", "%(count)s imported ones", forms) % count


def questionnaires(*, forms: int) -> str:
    """Return „412 ankiet”, „1 ankieta”."""
    return ngettext("%(count)s questionnaire", "%(count)s questionnaires", forms) % {
        "count": whole(number=forms)
    }


def has_good_and_very_good(*, question: Mapping[str, Any]) -> bool:
    """Say whether the good marks are „bardzo dobrze” and „dobrze”, as those of the five points.

    Two good marks of another name do not make it true: among school grades „dobry” is not one.
    """
    names = sorted(one["label"].casefold() for one in question["options"] if one["is_good"])
    stems = ("bardzo dobr", "dobr")
    return len(names) == len(stems) and all(map(str.startswith, names, stems))


def good_marks(*, questions: Sequence[Mapping[str, Any]]) -> str:
    """Return what the good marks of these ratings are called together."""
    if all(has_good_and_very_good(question=one) for one in questions):
        return _("Good and very good")
    return _("Good marks")


def scale_range(*, rating: Mapping[str, Any]) -> str:
    """Return „1–5”, or „1–6, najlepsza 1”."""
    ends = f"{rating['minimum']}{EN_DASH}{rating['maximum']}"
    if rating["best"] == "low":
        return _("%(ends)s, best: %(best)s") % {"ends": ends, "best": rating["minimum"]}
    return ends
