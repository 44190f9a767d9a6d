"""Words that several staff screens share; figures and dates are set as in the reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad import people
from wagtail_ocen_urzad.reports.documents.typesetting import EN_DASH, NBSP, day, whole
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot


def report_title(*, report: ReportSnapshot) -> str:
    """Return „Raport nr 6 – okresowy”."""
    words = {"report": str(report), "reason": report.get_reason_display()}
    return tied_number(text=_("%(report)s – %(reason)s") % words)


def tied_number(*, text: str) -> str:
    """Return the text with „nr 6” on one line."""
    return text.replace("nr ", f"nr{NBSP}")


def forms_counted(*, forms: int) -> str:
    """Return „388 ankiet”."""
    return ngettext("%(count)s questionnaire", "%(count)s questionnaires", forms) % {
        "count": whole(number=forms)
    }


def covers(*, report: ReportSnapshot) -> str:
    """Return „Raport nr 7 został zapisany i obejmuje 413 ankiet.”, in the accusative."""
    text = ngettext(
        "%(report)s has been saved and covers %(count)s questionnaire.",
        "%(report)s has been saved and covers %(count)s questionnaires.",
        report.forms,
    )
    return tied_number(text=text % {"report": str(report), "count": whole(number=report.forms)})


def came_in(*, report: ReportSnapshot, forms: int) -> str:
    """Return „Po zamknięciu wersji wpłynęły 3 ankiety, których ten raport nie obejmuje.”."""
    if report.reason == ReportReason.BEFORE_EDIT:
        text = ngettext(
            "After the version was closed, %(count)s questionnaire came in that this report does"
            " not cover.",
            "After the version was closed, %(count)s questionnaires came in that this report does"
            " not cover.",
            forms,
        )
    else:
        text = ngettext(
            "After this report was made, %(count)s questionnaire dated in its period came in.",
            "After this report was made, %(count)s questionnaires dated in its period came in.",
            forms,
        )
    return text % {"count": whole(number=forms)}


def came_in_late(*, forms: int) -> str:
    """Return „Po zamknięciu wpłynęły 3 ankiety”."""
    text = ngettext(
        "%(count)s questionnaire came in after the closing",
        "%(count)s questionnaires came in after the closing",
        forms,
    )
    return text % {"count": whole(number=forms)}


def came_in_since(*, report: ReportSnapshot, forms: int) -> str:
    """Return „Po sporządzeniu raportu wpłynęły 3 ankiety z datą z jego okresu”.

    Of a report that closed a version the same as `came_in_late`.
    """
    if report.reason == ReportReason.BEFORE_EDIT:
        return came_in_late(forms=forms)
    text = ngettext(
        "%(count)s questionnaire dated in its period came in after the report was made",
        "%(count)s questionnaires dated in its period came in after the report was made",
        forms,
    )
    return text % {"count": whole(number=forms)}


def near_day(*, on: date, today: date) -> str:
    """Return „31 grudnia”, with the year when it is not this one."""
    return day(on=on) if on.year != today.year else NBSP.join(day(on=on).split(NBSP)[:2])


def person(*, user: Any) -> str:
    """Return a person's name; "" when nobody is known."""
    return people.name_of(user=user)


def in_force_between(*, first: date, last: date | None) -> str:
    """Return „4 marca 2024 r. – 2 czerwca 2025 r.”, or „od 2 czerwca 2025 r.” while it lasts."""
    if last is None:
        return _("from %(date)s on") % {"date": day(on=first)}
    return f"{day(on=first)} {EN_DASH} {day(on=last)}"
