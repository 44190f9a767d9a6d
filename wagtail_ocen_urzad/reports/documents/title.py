"""The title page, and the line of facts that stands for it on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_ocen_urzad.reports.documents.presentation import Fact, Picture, TitlePage
from wagtail_ocen_urzad.reports.documents.sentences import legal_basis
from wagtail_ocen_urzad.reports.documents.snapshot import (
    Data,
    clients_of,
    made_on,
    office_of,
    period_of,
)
from wagtail_ocen_urzad.reports.documents.typesetting import (
    NBSP,
    day,
    listed,
    period,
    short_period,
    tied,
    whole,
)
from wagtail_ocen_urzad.reports.documents.words import (
    channel_name,
    forms_by_channel,
    reason_text,
    report_name,
    supplemented,
)


def title_page(*, data: Data) -> TitlePage:
    """Return what identifies the report."""
    office = office_of(data=data)
    first, last = period_of(data=data)
    name = office.get("name") or data["survey"]["title"]
    supplements = data["supplements"]
    kind = report_name(
        reason=data["reason"],
        number=data["number"],
        of=supplements["number"] if supplements else None,
    )
    dates = period(first=first, last=last)
    whose = {"clients": clients_of(data=data)}
    heading = _("Report on the survey of the satisfaction of %(clients)s") % whose
    number = {"number": data["number"], "period": short_period(first=first, last=last)}
    project = office.get("project") or {}
    return TitlePage(
        office=name,
        address=address(office=office),
        logo=_picture(office.get("logo")),
        kind=kind,
        heading=heading,
        period=dates,
        facts=tuple(Fact(term=term, text=tied(text=text)) for term, text in _facts(data) if text),
        project=project.get("name", ""),
        funding_note=project.get("funding_note", ""),
        project_logos=tuple(
            picture for logo in project.get("logos", ()) if (picture := _picture(logo))
        ),
        file_title=f"{heading}: {kind}, {name}, {dates}".replace(NBSP, " "),
        running_head=tied(text=_("Report no. %(number)s · %(period)s") % number),
        created=data["created"]["on"],
        author=data["created"]["by"],
    )


def address(*, office: Data) -> str:
    """Return „ul. Ratuszowa 1, 00-000 Przykładów”."""
    town = " ".join(filter(None, (office.get("postcode"), office.get("town"))))
    return ", ".join(filter(None, (office.get("street"), town)))


def meta_line(*, data: Data) -> str:
    """Return period, versions, author and date in one line."""
    first, last = period_of(data=data)
    created = day(on=made_on(data=data))
    if data["created"]["by"]:
        made = _("made by %(name)s, %(date)s") % {"name": data["created"]["by"], "date": created}
    else:
        made = _("made automatically, %(date)s") % {"date": created}
    supplements = data["supplements"]
    parts = [
        supplements
        and _("supplements %(report)s") % {"report": supplemented(supplements=supplements)},
        pgettext("report", "Period %(period)s") % {"period": period(first=first, last=last)},
        versions(data=data),
        made,
    ]
    return tied(text=" · ".join(part for part in parts if part))


def versions(*, data: Data) -> str:
    """Return „wersja 2 (do 30 czerwca 2025 r.) i wersja 3 (od 1 lipca 2025 r.)”."""
    first, last = period_of(data=data)
    names = [_version(one, first, last, data["versions"]) for one in data["versions"]]
    return listed(items=names)


def _version(one: Data, first: date, last: date, others: Sequence[Data]) -> str:
    name = pgettext("report", "version %(number)s") % {"number": one["number"]}
    if len(others) == 1:
        return name
    opened = date.fromisoformat(one["opened"])
    closed = one["closed"] and date.fromisoformat(one["closed"])
    limits = []
    if opened > first:
        limits.append(pgettext("report", "from %(date)s") % {"date": day(on=opened)})
    if closed and closed <= last:
        limits.append(pgettext("report", "to %(date)s") % {"date": day(on=closed)})
    return f"{name} ({' '.join(limits)})" if limits else name


def _facts(data: Data) -> Iterator[tuple[str, str]]:
    office = office_of(data=data)
    yield pgettext("report", "Reason"), reason_text(reason=data["reason"], change=data["change"])
    if supplements := data["supplements"]:
        yield pgettext("report", "Supplements"), supplemented(supplements=supplements)
    yield _("Versions of the questionnaire"), versions(data=data)
    yield _("Number of questionnaires"), _forms(data["forms"])
    yield pgettext("report", "Legal basis"), legal_basis(data=data)
    yield pgettext("report", "Responsible for the survey"), office.get("responsible", "")
    yield pgettext("report", "Supervision"), office.get("supervisor", "")
    author = data["created"]["by"] or pgettext("report", "automatically")
    yield _("Date of making"), f"{day(on=made_on(data=data))} ({author})"
    yield pgettext("report", "Case number"), data["case_number"]


def _forms(forms: Data) -> str:
    total = whole(number=forms["all"])
    parts = [
        forms_by_channel(channel=one["channel"], forms=one["forms"]) for one in forms["channels"]
    ]
    if not parts:
        return total
    if len(parts) == 1:
        return f"{total} ({channel_name(channel=forms['channels'][0]['channel'])})"
    facts = {"total": total, "parts": listed(items=parts)}
    return _("%(total)s, of which %(parts)s") % facts


def _picture(logo: Data | None) -> Picture | None:
    return Picture(sha256=logo["sha256"], alt=logo["alt"]) if logo else None
