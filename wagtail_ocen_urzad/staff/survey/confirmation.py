"""„Zanim zmiany wejdą w życie”: the page between „Opublikuj” and a change of questions (§ 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from wagtail_ocen_urzad.reports.documents.typesetting import whole
from wagtail_ocen_urzad.staff.before_change import NeedForm, report_saved, why
from wagtail_ocen_urzad.staff.permissions import ADMINISTER, guarded
from wagtail_ocen_urzad.staff.survey import wording
from wagtail_ocen_urzad.staff.survey.change_table import change_table
from wagtail_ocen_urzad.staff.survey.draft_state import (
    DraftState,
    changes_questions,
    state_of_draft,
)
from wagtail_ocen_urzad.staff.survey.page_lookup import survey_page
from wagtail_ocen_urzad.staff.survey.publishing import (
    DraftChanged,
    PageGone,
    PageLocked,
    Published,
    Shown,
    UnableToPublish,
    VersionChanged,
    publish_with_report,
)
from wagtail_ocen_urzad.survey.models import Channel
from wagtail_ocen_urzad.survey.questionnaire import QuestionSource

CHANNELS = dict(Channel.choices)


class ShownForm(forms.Form):
    """What the page showed, sent back with the button."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    written_at = forms.CharField(max_length=40, widget=forms.HiddenInput)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A revision of a survey page."""

    page: Any
    revision: Any

    @property
    def written_at(self) -> str:
        """When the revision was written; it changes when it is saved over itself."""
        return str(self.revision.created_at.isoformat())

    @property
    def editor(self) -> str:
        """Address of the editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def draft_of(*, page_id: int, revision_id: int) -> Draft | None:
    """Return the revision of this very survey page, None when there is no such thing."""
    page = survey_page(page_id=page_id)
    if page is None:
        return None
    revision = page.revisions.filter(pk=revision_id).first()
    return Draft(page=page, revision=revision) if revision else None


REVERTS_TO = "przywraca"
"""Names, in the address, the older revision that the draft brings back."""


def stop_before_change(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead from „Opublikuj” to the page before a change, when there is one to be made now.

    The draft is saved already. Scheduled publication goes its own way: the report is then made
    by itself.
    """
    is_survey = isinstance(page, QuestionSource)
    if not is_survey or _is_scheduled(page) or not changes_questions(page=page):
        return None
    address = reverse("ocen_urzad_changes:confirm", args=[page.pk, page.latest_revision_id])
    reverted = request.resolver_match.kwargs.get("revision_id") if request.resolver_match else None
    return redirect(f"{address}?{REVERTS_TO}={reverted}" if reverted else address)


@guarded(rule=ADMINISTER, of=draft_of)
def confirm(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show what the report will cover and what changes; on the button do both."""
    if not draft.page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = NeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _publish(request, draft, form)
    return _show(request, draft, form)


def _show(request: HttpRequest, draft: Draft, form: NeedForm) -> HttpResponse:
    page = draft.revision.as_object()
    state = state_of_draft(page=page)
    if draft.page.latest_revision_id != draft.revision.pk:
        return _back(request, draft, DraftChanged())
    if state.version is None or not state.is_changed or state.waits(at=timezone.now()):
        messages.info(request, _nothing_to_confirm(state))
        return redirect(draft.editor)
    return TemplateResponse(
        request,
        "wagtail_ocen_urzad/staff/survey/confirm.html",
        {
            "form": form,
            "media": form.media,
            "shown": ShownForm(
                initial={"version": state.version.pk, "written_at": draft.written_at}
            ),
            "editor_url": draft.editor,
            "history_url": reverse("ocen_urzad_history:survey", args=[state.version.survey.code]),
            "state": state,
            "rows": change_table(state.differences, number=state.number),
            "why": why(office=state.office),
            "words": _words(state),
            "figures": _figures(state),
            "breadcrumbs_items": [
                {"url": draft.editor, "label": page.get_admin_display_title()},
                {"url": "", "label": _("Report before a change")},
            ],
            "header_icon": "doc-full",
            "header_title": _("Report before a change"),
            "page_title": _("Before the changes come into force"),
        },
    )


def _nothing_to_confirm(state: DraftState) -> str:
    """Return why a draft is not to be confirmed now."""
    if state.version is None or not state.is_changed:
        return _("This draft does not change the questions in force.")
    if state.is_scheduled:
        return wording.scheduled_for(state)
    return wording.what_scheduling_does(state)


def _words(state: DraftState) -> dict[str, str]:
    assert state.version is not None  # noqa: S101 - the caller has looked
    return {
        "since": wording.since(state.version),
        "forms": wording.forms_of_version(state),
        "report_to_come": wording.report_to_come(state),
        "last_report": wording.last_report(state),
        "changes": wording.heading_of_changes(state.differences),
    }


def _figures(state: DraftState) -> dict[str, Any]:
    return {
        "forms": whole(number=state.forms),
        "channels": [
            {"name": CHANNELS.get(channel, channel), "forms": whole(number=forms)}
            for channel, forms in sorted(state.channels.items(), key=lambda one: -one[1])
            if forms
        ],
    }


def _publish(request: HttpRequest, draft: Draft, form: NeedForm) -> HttpResponse:
    shown = ShownForm(request.POST)
    try:
        if not shown.is_valid() or shown.cleaned_data["written_at"] != draft.written_at:
            raise DraftChanged
        published = publish_with_report(
            page=draft.page,
            revision=draft.revision,
            shown=Shown(
                version_id=shown.cleaned_data["version"], written_at=draft.revision.created_at
            ),
            need=form.need(),
            by=request.user,
            at=timezone.now(),
            reverts_to=_reverts_to(request, draft),
        )
    except UnableToPublish as error:
        return _back(request, draft, error)
    messages.success(request, _what_was_done(published), buttons=_where_to_see_it(published))
    page = type(draft.page).objects.get(pk=draft.page.pk)
    for hook in hooks.get_hooks("after_publish_page"):
        response = hook(request, page)
        if hasattr(response, "status_code"):
            return response  # type: ignore[no-any-return]  # Wagtail is Any
    return redirect(draft.editor)


def _reverts_to(request: HttpRequest, draft: Draft) -> Any:
    """Return the older revision of this very page that the address names, if any."""
    named = request.GET.get(REVERTS_TO, "")[:18]
    return draft.page.revisions.filter(pk=named).first() if named.isdecimal() else None


def _back(request: HttpRequest, draft: Draft, error: UnableToPublish) -> HttpResponse:
    words = {
        VersionChanged: _(
            "Somebody else has published this survey meanwhile. Nothing was changed; please look"
            " at the draft again."
        ),
        DraftChanged: _(
            "The draft has changed since this page was opened. Nothing was published; please look"
            " at the draft and publish it again."
        ),
        PageLocked: _("The page is locked. Nothing was published."),
        PageGone: _(
            "Somebody else has deleted this page meanwhile. Its version was closed with a report;"
            " nothing was published."
        ),
    }
    messages.error(request, words[type(error)])
    return redirect("ocen_urzad_surveys" if isinstance(error, PageGone) else draft.editor)


def _what_was_done(published: Published) -> str:
    closed = _("Version %(number)s was closed.") % {"number": published.closed.number}
    return f"{report_saved(report=published.report)} {closed}"


def _where_to_see_it(published: Published) -> list[Any]:
    report = published.report
    url = reverse("ocen_urzad_reports:show", args=[report.survey.code, report.number])
    return [messages.button(url, _("See the report"), new_window=False)]


def _is_scheduled(page: Any) -> bool:
    return page.go_live_at is not None and page.go_live_at > timezone.now()
