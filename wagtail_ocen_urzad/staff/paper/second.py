"""The second entry: another person types once more, blind, and what differs is settled."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import CheckedSheet, Mismatch
from wagtail_ocen_urzad.staff.paper import screen as screens
from wagtail_ocen_urzad.staff.paper import second_words
from wagtail_ocen_urzad.staff.paper.asked import Ask, sheet_of
from wagtail_ocen_urzad.staff.paper.heads import address_of, head, label_of
from wagtail_ocen_urzad.staff.paper.layout import layout_of
from wagtail_ocen_urzad.staff.paper.lookup import batch_at, checked_at, mismatch_at
from wagtail_ocen_urzad.staff.paper.settling import ask_of, values_of, words_of
from wagtail_ocen_urzad.staff.paper.typed import is_by_script, problem, typed
from wagtail_ocen_urzad.staff.permissions import ENTER, ENTER_BY_POST, LOOK_INTO_ENTRY, guarded
from wagtail_ocen_urzad.survey.models import PaperBatch
from wagtail_ocen_urzad.survey.operations import UnableToRecord
from wagtail_ocen_urzad.survey.queries import questionnaire_of

TEMPLATES = "wagtail_ocen_urzad/staff/paper"


@guarded(rule=LOOK_INTO_ENTRY, of=batch_at)
def second(request: HttpRequest, batch: PaperBatch) -> HttpResponse:
    """Lead to the next sheet, then to what differs; say how it stands when nothing is left."""
    address = address_of(batch=batch)
    waiting = queries.next_to_check(batch=batch, by=request.user)
    if waiting is not None:
        return redirect("ocen_urzad_paper:again", *address, waiting.sheet.number)
    open_ones = queries.open_mismatches(batch=batch)
    if open_ones and not batch.is_entered_into:
        first = open_ones[0]
        number = first.checked.sheet.number
        return redirect("ocen_urzad_paper:settle", *address, number, first.question)
    context = {
        "batch": batch,
        "address": address,
        "standing": second_words.standing(batch=batch),
        "lines": second_words.lines(batch=batch),
        **head(title=_("Second entry"), icon="view", below=batch),
    }
    return render(request, f"{TEMPLATES}/second.html", context)


@guarded(rule=ENTER, of=checked_at)
def again(request: HttpRequest, checked: CheckedSheet) -> HttpResponse:
    """Ask for a sheet once more, without what was typed first, and store the comparison."""
    sheet = checked.sheet
    batch, version = sheet.batch, sheet.response.version
    onwards = reverse("ocen_urzad_paper:second", args=address_of(batch=batch))
    said, given = "", None
    if request.method == "POST":
        given = typed(request=request, version=version).given
        try:
            operations.type_again(checked=checked, given=given, by=request.user, at=timezone.now())
        except (operations.AlreadyChecked, operations.SamePerson) as error:
            return _led_on(request, second_words.refusal(error=error), onwards)
        except operations.UnableToCheck as error:
            said = second_words.refusal(error=error)
        except UnableToRecord as error:
            said = problem(error=error, version=version)
        else:
            if is_by_script(request=request):
                return JsonResponse({"outcome": "saved", "url": onwards})
            return redirect(onwards)
        if is_by_script(request=request):
            return JsonResponse({"outcome": "refused", "text": said})
    label = label_of(batch=batch, number=sheet.number)
    address = [*address_of(batch=batch), sheet.number]
    screen = screens.Screen(
        batch=batch,
        version=version,
        run=sheet.run,
        kind=f"second-{sheet.pk.hex}",
        number=sheet.number,
        title=_("Please take sheet %(label)s") % {"label": label},
        given=given,
        action=reverse("ocen_urzad_paper:again", args=address),
        button=_("Save and show the next one"),
        end=_("saves the sheet and shows the next one"),
        problem=said,
        stop_url=reverse("ocen_urzad_paper:batch", args=address_of(batch=batch)),
        stop=_("Stop"),
    )
    missing_url = reverse("ocen_urzad_paper:missing", args=address)
    return screens.shown(
        request, screen, icon="view", title=_("Second entry"), missing_url=missing_url
    )


@guarded(rule=ENTER_BY_POST, of=checked_at)
def missing(request: HttpRequest, checked: CheckedSheet) -> HttpResponse:
    """Go on without a sheet that is not in the pile: a lawful way out."""
    batch = checked.sheet.batch
    try:
        operations.say_missing(checked=checked, by=request.user, at=timezone.now())
    except operations.UnableToCheck as error:
        messages.error(request, second_words.refusal(error=error))
    return redirect("ocen_urzad_paper:second", *address_of(batch=batch))


@guarded(rule=ENTER, of=mismatch_at)
def settle(request: HttpRequest, mismatch: Mismatch) -> HttpResponse:
    """Ask what the paper says; only then show what both people typed."""
    sheet = mismatch.checked.sheet
    batch = sheet.batch
    ask = _ask(mismatch)
    onwards = reverse("ocen_urzad_paper:second", args=address_of(batch=batch))
    if mismatch.is_settled or batch.is_entered_into or ask is None:
        return redirect(onwards)
    said, typed_keys = "", request.POST.get("paper", "")
    if request.method == "POST":
        is_missing = "missing" in request.POST
        values = None if is_missing else values_of(ask=ask, keys=typed_keys)
        if is_missing or values is not None:
            return _settled(request, mismatch, ask, values, onwards)
        said = _("This is no answer to the question. Type one of the keys below.")
    context = {
        "batch": batch,
        "ask": ask,
        "label": label_of(batch=batch, number=sheet.number),
        "place": second_words.place(batch=batch),
        "problem": said,
        "typed": typed_keys,
        "standing": second_words.standing(batch=batch),
        "lines": second_words.lines(batch=batch),
        "address": [*address_of(batch=batch), sheet.number],
        **head(title=_("Second entry: mismatches to settle"), icon="view", below=batch),
    }
    return render(request, f"{TEMPLATES}/settle.html", context, status=422 if said else 200)


def _settled(
    request: HttpRequest,
    mismatch: Mismatch,
    ask: Ask,
    values: list[str] | None,
    onwards: str,
) -> HttpResponse:
    """Store what the paper says, and show both entries beside it; None: the sheet is missing."""
    try:
        found = operations.settle_mismatch(
            mismatch=mismatch, value=values, by=request.user, at=timezone.now()
        )
    except (operations.UnableToSettle, UnableToRecord) as error:
        return _led_on(request, second_words.refusal(error=error), onwards)
    if values is None:
        return redirect(onwards)
    sheet = mismatch.checked.sheet
    sheet.batch.refresh_from_db()
    # Both entries are known now, and may name a department that this sheet was not printed with.
    given = [one for one in (found.first, found.second) if isinstance(one, str)]
    ask = _ask(mismatch, given=given) or ask
    context = {
        "ask": ask,
        "label": label_of(batch=sheet.batch, number=sheet.number),
        "first": words_of(ask=ask, values=found.first),
        "second": words_of(ask=ask, values=found.second),
        "paper": words_of(ask=ask, values=found.paper),
        "is_corrected": found.is_corrected,
        "is_covered": found.is_covered,
        "onwards": onwards,
        "standing": second_words.standing(batch=sheet.batch),
        **head(title=_("Second entry: mismatches to settle"), icon="view", below=sheet.batch),
    }
    return render(request, f"{TEMPLATES}/settled.html", context)


def _ask(mismatch: Mismatch, *, given: Sequence[str] = ()) -> Ask | None:
    entered = mismatch.checked.sheet
    version = entered.response.version
    sheet = sheet_of(
        questionnaire=questionnaire_of(version=version),
        departments=layout_of(version=version, run=entered.run).departments,
        given={mismatch.question: given} if given else None,
        names=queries.department_names(survey=entered.batch.survey),
    )
    return ask_of(asks=sheet.asks, field=mismatch.question)


def _led_on(request: HttpRequest, said: str, onwards: str) -> HttpResponse:
    """Nothing to do here any more: say why, and lead on."""
    messages.info(request, said)
    if is_by_script(request=request):
        return JsonResponse({"outcome": "saved", "url": onwards})
    return redirect(onwards)
