"""The signalled need in the histories: its entries in words, and the page that adds one (R-18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.before_change import NeedForm
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey.models import ChangeRequest, OfficeDataVersion, QuestionSetVersion


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedLine:
    """One entry."""

    text: str
    """„Biuro Obsługi Klienta, 19 maja 2025 r.: brak pytania o e-usługi”."""
    recorded: str
    """„wpisano 3 czerwca 2025 r., Anna Nowicka”."""
    is_later: bool
    """Written down on a later day than the change, or after another entry."""


def need_lines(
    *, entries: Iterable[ChangeRequest], of: QuestionSetVersion | OfficeDataVersion
) -> tuple[NeedLine, ...]:
    """Return the entries about one change, the first first."""
    opened = conf.local_date(at=of.opened_on)
    lines: list[NeedLine] = []
    for entry in sorted(entries, key=lambda one: (one.recorded_on, one.pk)):
        on = conf.local_date(at=entry.recorded_on)
        facts = {"date": day(on=on), "person": person(user=entry.recorded_by)}
        recorded = _("written down on %(date)s, %(person)s") if facts["person"] else ""
        lines.append(
            NeedLine(
                text=_in_one_line(entry),
                recorded=(recorded or _("written down on %(date)s")) % facts,
                is_later=bool(lines) or on > opened,
            )
        )
    return tuple(lines)


class LaterNeedForm(NeedForm):
    """The same three fields; here at least one says something, else there is nothing to add."""

    def clean(self) -> dict[str, Any]:
        """Refuse an entry that says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Fill in at least one of the three fields."))
        return cleaned


def add_need(
    request: HttpRequest,
    *,
    of: QuestionSetVersion | OfficeDataVersion,
    back_url: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show the form of a later entry, or write it down and go back to the history."""
    form = LaterNeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.need().record(of=of, by=request.user, at=timezone.now())
        messages.success(request, _("The entry about the signalled need has been added."))
        return redirect(back_url)
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/history/add_need.html",
        {
            **context,
            "form": form,
            "media": form.media,
            "back_url": back_url,
            "needs": need_lines(entries=of.change_requests.select_related("recorded_by"), of=of),
        },
    )


def _in_one_line(entry: ChangeRequest) -> str:
    on = day(on=entry.signalled_on) if entry.signalled_on else ""
    who = ", ".join(filter(None, (entry.signalled_by, on)))
    return ": ".join(filter(None, (who, entry.subject)))
