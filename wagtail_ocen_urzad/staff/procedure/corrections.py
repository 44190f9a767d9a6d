"""Correcting a mistake, or withdrawing what was written: with a reason, and it leaves a trace."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.models import FIXED, PublicationChannel, StudyRecord
from wagtail_ocen_urzad.staff.permissions import TAKE_PART, TAKE_PART_BY_POST, guarded
from wagtail_ocen_urzad.staff.procedure import places, records
from wagtail_ocen_urzad.staff.procedure.fields import (
    PapersField,
    StudyForm,
    TextField,
    YesNoField,
    form_of,
)
from wagtail_ocen_urzad.staff.procedure.heading import TEMPLATES, head, office_head
from wagtail_ocen_urzad.staff.procedure.performing import Refusal, arguments, attempt
from wagtail_ocen_urzad.staff.procedure.places import study_url, task_url
from wagtail_ocen_urzad.staff.procedure.rights import may_correct, may_read, may_withdraw

WHOLE = frozenset({"channels", "sha256"})
"""Columns that a plain field cannot show; the ways of publishing get one of their own."""


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = TextField(label=gettext_lazy("Reason for withdrawing"), rows=3, max_length=2000)


def correctable(*, office_id: int, year: int, kind: str, record_id: int) -> StudyRecord | None:
    """Return a record that counts."""
    found = places.record_of(office_id=office_id, year=year, kind=kind, record_id=record_id)
    return found if found is not None and not found.is_withdrawn else None


@guarded(rule=TAKE_PART, of=correctable, may=may_correct)
def correct(request: HttpRequest, record: StudyRecord) -> HttpResponse:
    """Show the record's values in a form, and correct those that were changed."""
    is_sent = request.method == "POST"
    kind = form_of_correction(record=record)
    form = kind(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        study=record.study,
        today=conf.local_date(at=timezone.now()),
        initial={name: getattr(record, name, None) for name in kind.base_fields},
    )
    refused: list[Refusal] = []
    if is_sent and form.is_valid():
        do = partial(_correct, record, form, request.user)
        done, refused = attempt(do=do, study=record.study, request=request, form=form)
        if done is not None:
            messages.success(request, _("The correction was saved; what stood there is kept."))
            return redirect(place_of(record=record, user=request.user))
    return _show(request, record, form, refused, ReasonForm())


@guarded(rule=TAKE_PART_BY_POST, of=correctable, may=may_withdraw)
def withdraw(request: HttpRequest, record: StudyRecord) -> HttpResponse:
    """Take back what was written by mistake."""
    form = ReasonForm(request.POST)
    refused: list[Refusal] = []
    if form.is_valid():

        def do(at: datetime) -> StudyRecord:
            return operations.withdraw(
                record=record, reason=form.cleaned_data["reason"], by=request.user, at=at
            )

        done, refused = attempt(do=do, study=record.study, request=request, form=form)
        if done is not None:
            messages.success(request, _("The entry was withdrawn; it stays to be seen."))
            return redirect(place_of(record=record, user=request.user))
    kind = form_of_correction(record=record)
    empty = kind(
        study=record.study,
        today=conf.local_date(at=timezone.now()),
        initial={name: getattr(record, name, None) for name in kind.base_fields},
    )
    return _show(request, record, empty, refused, form)


def form_of_correction(*, record: StudyRecord) -> type[StudyForm]:
    """Return the form of a record's own columns, the reason, and files that are added."""
    columns = [
        field
        for field in record._meta.concrete_fields
        if field.name not in FIXED | WHOLE and not field.is_relation
    ]
    first: dict[str, forms.Field] = {}
    if any(field.name == "channels" for field in record._meta.concrete_fields):
        first["channels"] = forms.MultipleChoiceField(
            label=_("Ways of publishing"),
            choices=PublicationChannel.choices,
            widget=forms.CheckboxSelectMultiple,
        )
    more: dict[str, Any] = {}
    if any(field.name == "is_effective" for field in columns):
        more["is_effective"] = YesNoField(label=_("Was it effective"), required=False)
    more["reason"] = TextField(label=_("Reason for the correction"), rows=3, max_length=2000)
    if not operations.is_bound(record=record):
        more["files"] = PapersField(label=_("Files that are added"), required=False)
    return form_of(
        type(record),
        *(field.name for field in columns if field.name != "is_effective"),
        first=first,
        **more,
    )


def place_of(*, record: StudyRecord, user: Any) -> str:
    """Return the address of the task at which a record stands, if this person may read it."""
    if not may_read(user=user, found=record):
        # Whoever only adds issues.
        return study_url(study=record.study, name="issue")
    code = getattr(record, "task", "") or getattr(record, "step", "")
    if not code:
        found = (task for task, kinds in records.KINDS.items() if type(record) in kinds)
        code = next(found, "")
    if not code:
        return study_url(study=record.study)
    return f"{task_url(study=record.study, code=code)}#zadanie"


def _correct(record: StudyRecord, form: StudyForm, by: Any, at: datetime) -> StudyRecord:
    values = arguments(form=form)
    reason, files = values.pop("reason"), values.pop("files", ())
    changed = {name: values[name] for name in form.changed_data if name in values}
    return operations.correct(record=record, reason=reason, files=files, by=by, at=at, **changed)


def _show(
    request: HttpRequest,
    record: StudyRecord,
    form: StudyForm,
    refused: list[Refusal],
    reason_form: ReasonForm,
) -> HttpResponse:
    [line] = records.lines(study=record.study, records=[record])
    title = _("Correcting an entry")
    # Whoever only adds issues is led to no page that they may not read.
    reads = may_read(user=request.user, found=record)
    header = head(study=record.study, title=title) if reads else office_head(title=title)
    return render(
        request,
        f"{TEMPLATES}/correct.html",
        {
            **header,
            "line": line,
            "form": form,
            "refused": refused,
            "reason_form": reason_form,
            "may_withdraw": may_withdraw(user=request.user, found=record),
            "withdraw_url": study_url(
                study=record.study,
                name="withdraw",
                kind=record.record_kind(),
                record_id=record.pk,
            ),
            "back_url": place_of(record=record, user=request.user),
        },
    )
