"""„Wprowadź ankietę (papierową)” (R-05): one sheet after the other, and one once more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.paper import operations, printed, queries
from wagtail_ocen_urzad.paper.models import PaperQuestionnaire, PrintRun
from wagtail_ocen_urzad.staff.paper import late, spoken
from wagtail_ocen_urzad.staff.paper import screen as screens
from wagtail_ocen_urzad.staff.paper.coded import Coded, UnableToFindSheet, coded
from wagtail_ocen_urzad.staff.paper.heads import address_of, label_of
from wagtail_ocen_urzad.staff.paper.lookup import batch_at, sheet_at
from wagtail_ocen_urzad.staff.paper.typed import (
    BlankWithAnswers,
    Given,
    OtherQuestions,
    Typed,
    is_by_script,
    problem,
    sheet_named,
    typed,
)
from wagtail_ocen_urzad.staff.permissions import ENTER, ENTER_BY_POST, LOOK_INTO_ENTRY, guarded
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion
from wagtail_ocen_urzad.survey.operations import UnableToRecord
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest

NOT_STORED = (operations.UnableToEnter, operations.UnableToCorrect, UnableToRecord)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """One sheet as it was sent, and what its code or the screen says about it."""

    version: QuestionSetVersion
    serial: str
    run: PrintRun | None
    sent: Typed


@guarded(rule=ENTER, of=batch_at)
def entry(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Ask for the next sheet, and store it."""
    if request.method == "POST":
        return _stored(request, batch)
    if not batch.is_entered_into:
        messages.error(request, _("The batch is closed. Open it again to change it."))
        return redirect("ocen_urzad_paper:batch", *address_of(batch=batch))
    return _asked(request, batch, code=request.GET.get("kod", ""))


@guarded(rule=LOOK_INTO_ENTRY, of=batch_at)
def state(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Say who is logged in, with a fresh token: what the script asks after a refusal."""
    said = {
        "batch": batch.number,
        "person": str(request.user.pk),
        "token": get_token(request),
    }
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


@guarded(rule=ENTER, of=sheet_at)
def sheet(request: HttpRequest, sheet: PaperQuestionnaire) -> HttpResponse:
    """Show a stored sheet with its values, and correct it."""
    batch, version = sheet.batch, sheet.response.version
    if request.method != "POST" and not batch.is_entered_into:
        # Whoever types it a second time must not see what was typed first (paper 3).
        messages.error(request, _("The batch is closed. Open it again to change it."))
        return redirect("ocen_urzad_paper:batch", *address_of(batch=batch))
    said = ""
    stored = given = queries.values_of(response=sheet.response)
    if request.method == "POST":
        given = typed(request=request, version=version).given
        try:
            operations.correct_sheet(sheet=sheet, given=given, by=request.user)
        except NOT_STORED as error:
            said = problem(error=error, version=version)
        else:
            label = label_of(batch=batch, number=sheet.number)
            messages.success(request, _("Sheet %(label)s has been corrected.") % {"label": label})
            back = reverse("ocen_urzad_paper:entry", args=address_of(batch=batch))
            if is_by_script(request=request):
                return JsonResponse({"outcome": "saved", "url": back})
            return redirect(back)
        if is_by_script(request=request):
            return JsonResponse({"outcome": "refused", "text": said})
    screen = _correction(sheet, stored=stored, given=given, said=said)
    last = queries.last_sheet(batch=batch)
    is_last = batch.is_entered_into and last is not None and last.pk == sheet.pk
    removable = str(sheet.pk) if is_last else ""
    return screens.shown(request, screen, removable=removable, address=address_of(batch=batch))


def _correction(
    sheet: PaperQuestionnaire, *, stored: Given, given: Given, said: str
) -> screens.Screen:
    """Return the screen of a stored sheet with these values on it."""
    address = address_of(batch=sheet.batch)
    # A tab's draft is of this sheet as it stands now: not of another one that had its number, and
    # not of what has been corrected since.
    standing = digest(text=canonical_json(value=stored))[:8]
    return screens.Screen(
        batch=sheet.batch,
        version=sheet.response.version,
        run=sheet.run,
        kind=f"sheet-{sheet.pk.hex}-{standing}",
        number=sheet.number,
        given=given,
        action=reverse("ocen_urzad_paper:sheet", args=[*address, sheet.number]),
        button=_("Save the correction"),
        end=_("saves the correction"),
        problem=said,
        stop_url=reverse("ocen_urzad_paper:entry", args=address),
        stop=_("Leave it as it is"),
        leaves=True,
    )


@guarded(rule=ENTER_BY_POST, of=batch_at)
def remove_last(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Take the sheet entered last out again: its number goes to the next one."""
    seen = sheet_named(text=request.POST.get("last-sheet", ""))
    try:
        number = operations.remove_last_sheet(batch=batch, sheet_id=seen, by=request.user)
    except operations.UnableToRemove as error:
        messages.error(request, problem(error=error, version=batch.version))
    else:
        label = label_of(batch=batch, number=number)
        messages.success(request, _("Sheet %(label)s has been taken out.") % {"label": label})
    return redirect("ocen_urzad_paper:entry", *address_of(batch=batch))


def _asked(
    request: HttpRequest, batch: PaperBatch, *, code: str = "", sent: Typed | None = None,
    said: str = "", is_asking: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show the form of the next sheet; with what was sent, if it could not be stored."""
    found: Coded | None = None
    if code:
        try:
            found = coded(batch=batch, text=code)
        except UnableToFindSheet as error:
            said, code = said or error.words, ""
    version = found.version if found else batch.version
    address = address_of(batch=batch)
    is_other = found is not None and found.is_other_than(batch=batch)
    screen = screens.Screen(
        batch=batch,
        version=version,
        run=found.run if found else None,
        kind="other" if is_other else "next",
        number=batch.last_number + 1,
        action=reverse("ocen_urzad_paper:entry", args=address),
        button=_("Save and enter the next one"),
        end=_("saves the sheet and opens the next one"),
        given=sent.given if sent else None,
        sheet_id=str(sent.sheet_id) if sent and not is_asking else "",
        code=code,
        found_words=found.words if found else "",
        problem=said,
        is_asking=is_asking,
        stop_url=reverse("ocen_urzad_paper:batch", args=address),
        stop=_("Stop"),
    )
    return screens.shown(request, screen)


def _stored(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Store what was sent, and answer in the way that was asked for."""
    by_script = is_by_script(request=request)
    code = request.POST.get("sheet-code", "").strip()
    found = None
    try:
        if code:
            found = coded(batch=batch, text=code)
    except UnableToFindSheet as error:
        sent = typed(request=request, version=batch.version)
        if by_script:
            return JsonResponse({"outcome": "refused", "text": error.words})
        return _asked(request, batch, sent=sent, said=error.words)
    sheet = _read(request, batch, found)
    try:
        reply = _done(batch, sheet, by=request.user)
    except NOT_STORED as error:
        return _refused(request, batch, sheet, error)
    if sheet.version != batch.version:
        late.offer(request=request, version=sheet.version, day=batch.opened_on)
    # On the screen of the next sheet the script says it itself; another screen is left.
    if not by_script or (found is not None and found.is_other_than(batch=batch)):
        _say(request, batch, reply, told=sheet.sent.number)
    if by_script:
        return JsonResponse(reply)
    return redirect("ocen_urzad_paper:entry", *address_of(batch=batch))


def _refused(
    request: HttpRequest, batch: PaperBatch, sheet: Read, error: Exception
) -> HttpResponse:
    """Say why a sheet was not stored; without the script its form comes back."""
    sent, said = sheet.sent, problem(error=error, version=sheet.version)
    is_asking = isinstance(error, operations.SerialSeen)
    is_taken = isinstance(error, operations.SheetDiffers)
    if is_by_script(request=request):
        if is_taken:
            return JsonResponse({"outcome": "differs"})
        return JsonResponse({"outcome": "ask" if is_asking else "refused", "text": said})
    if is_taken:
        # Sent once more it is another sheet: a stored one has the name that it came with.
        sent = replace(sent, sheet_id=uuid4())
    return _asked(request, batch, code=sent.code, sent=sent, said=said, is_asking=is_asking)


def _read(request: HttpRequest, batch: PaperBatch, found: Coded | None) -> Read:
    """Read a sheet by what its code says, and else by what the screen showed."""
    version = found.version if found else batch.version
    sent = typed(request=request, version=version)
    run = found.run if found else None
    if run is None and sent.run:
        run = printed.run_with_mark(version=version, mark=sent.run)
    return Read(version=version, serial=found.code.serial if found else "", run=run, sent=sent)


def _say(request: HttpRequest, batch: PaperBatch, reply: dict[str, Any], *, told: str) -> None:
    """Say under which number a sheet was stored, and that another one stands on the paper."""
    if not reply["number"] or told in {"", str(reply["number"])}:
        messages.success(request, reply["words"])
        return
    was = f"{batch.number}/{told}"
    messages.warning(request, spoken.renumbered() % {"was": was, "label": reply["label"]})


def _done(batch: PaperBatch, sheet: Read, *, by: Any) -> dict[str, Any]:
    """Store one sheet, or count a blank one; give what the script wants to know."""
    sent, version = sheet.sent, sheet.version
    if sent.version and sent.version != version.sha256:
        raise OtherQuestions
    if sent.is_blank and sent.given:
        raise BlankWithAnswers
    if sent.is_blank:
        operations.count_blank(batch=batch, sheet_id=sent.sheet_id, by=by)
        number, words = 0, _("A blank sheet has been counted.")
    else:
        entered = operations.enter_sheet(
            batch=batch,
            sheet_id=sent.sheet_id,
            given=sent.given,
            version=version,
            serial=sheet.serial,
            run=sheet.run,
            is_repeat_confirmed=sent.is_repeat_confirmed,
            by=by,
            at=timezone.now(),
        )
        # Nobody knows the number any more of a sheet that was stored before its batch was settled.
        number = entered.number or batch.last_number
        label = label_of(batch=batch, number=number)
        words = _("Sheet %(label)s has been saved.") % {"label": label}
    batch.refresh_from_db(fields=("last_number", "blank", "invalid"))
    return {
        "outcome": "saved",
        "words": words,
        "number": number,
        "label": label_of(batch=batch, number=number),
        "next": batch.last_number + 1,
        "apart": batch.blank + batch.invalid,
        "undo": screens.undo_of(batch=batch, number=number) if number else None,
        "url": reverse("ocen_urzad_paper:entry", args=address_of(batch=batch)),
    }
