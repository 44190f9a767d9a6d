"""The entry screen of one sheet, as its template wants it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.paper import printed, queries
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.staff.paper import batch_words, late, spoken
from wagtail_ocen_urzad.staff.paper.asked import Given, sheet_of
from wagtail_ocen_urzad.staff.paper.heads import address_of, head, label_of
from wagtail_ocen_urzad.staff.paper.layout import layout_of
from wagtail_ocen_urzad.survey.models import PaperBatch, QuestionSetVersion
from wagtail_ocen_urzad.survey.queries import questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import QuestionKind

TEMPLATE = "wagtail_ocen_urzad/staff/paper/entry.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """Everything about one sheet but its questions."""

    batch: PaperBatch
    version: QuestionSetVersion
    kind: str
    """`next`, or a name of its own under which the tab keeps what is typed."""
    number: int
    """Running number of the sheet."""
    action: str
    button: str
    end: str
    """What Enter does after the last question."""
    given: Given | None = None
    run: PrintRun | None = None
    sheet_id: str = ""
    """Named by whoever sends it, so that the same sheet is stored once."""
    code: str = ""
    found_words: str = ""
    problem: str = ""
    is_asking: bool = False
    """The problem is a question: the same printed number was entered before."""
    title: str = ""
    stop_url: str = ""
    stop: str = ""
    leaves: bool = False
    """Whoever stops leaves a stored sheet as it is: the tab forgets what was typed over it."""


def shown(
    request: HttpRequest, screen: Screen, *, icon: str = "keyboard", title: str = "", **more: Any
) -> HttpResponse:
    """Return the page of one sheet.

    Args:
        request: who types.
        screen: which sheet.
        icon: of the header.
        title: of the header; the ordinance's own label when it is not said (R-05).
        more: further context.
    """
    layout = layout_of(version=screen.version, run=screen.run)
    sheet = sheet_of(
        questionnaire=questionnaire_of(version=screen.version),
        departments=layout.departments,
        pages=layout.pages,
        given=screen.given,
        names=queries.department_names(survey=screen.batch.survey),
    )
    title = title or _("Enter a (paper) questionnaire")
    context = {
        "entry": _entry(screen, request.user, run_mark=layout.mark),
        "sheet": sheet,
        **head(title=title, icon=icon, below=screen.batch),
        **more,
    }
    return render(request, TEMPLATE, context, status=422 if screen.problem else 200)


def _entry(screen: Screen, user: Any, *, run_mark: str) -> Mapping[str, Any]:
    batch = screen.batch
    is_new = screen.kind in {"next", "other"}
    address = address_of(batch=batch)
    return {
        "person": str(user.pk),
        "batch": batch.pk,
        "kind": screen.kind,
        "is_filled": screen.given is not None,
        "number": screen.number,
        "label": label_of(batch=batch, number=screen.number),
        "label_words": _("Number to write on the sheet") if is_new else _("Number on the sheet"),
        "title": screen.title or sheet_title(batch=batch, number=screen.number),
        "state_url": reverse("ocen_urzad_paper:entry_state", args=address),
        "login_url": reverse("wagtailadmin_login"),
        "words": spoken.words(),
        "old_version": late.old_version(version=screen.version),
        "problem": screen.problem,
        "is_asking": screen.is_asking,
        "action": screen.action,
        "button": screen.button,
        "end": screen.end,
        "id": screen.sheet_id or str(uuid.uuid4()),
        "code": screen.code,
        "version": screen.version.sha256,
        "run": run_mark,
        "lists_differ": screen.kind == "next" and not screen.code and _lists_differ(screen.version),
        "is_new": is_new,
        "found_words": screen.found_words,
        "find_url": reverse("ocen_urzad_paper:find_sheet", args=address) if is_new else "",
        "batch_url": reverse("ocen_urzad_paper:batch", args=address),
        "stop_url": screen.stop_url,
        "stop": screen.stop,
        "leaves": screen.leaves,
        "facts": _facts(batch),
        **(_of_the_box(batch) if is_new else {}),
    }


def _lists_differ(version: QuestionSetVersion) -> bool:
    """Whether a key of the department may mean another one on another sheet of this version."""
    asked = questionnaire_of(version=version).questions()
    is_asked = any(question.kind is QuestionKind.DEPARTMENT for question in asked)
    return is_asked and len(printed.department_lists(version=version)) > 1


def _facts(batch: PaperBatch) -> str:
    desks = queries.desk_names(survey=batch.survey)
    rule = _("Enter only questionnaires taken out of the box.")
    return f"{rule} · {batch_words.meta(batch=batch, desks=desks)}"


def _of_the_box(batch: PaperBatch) -> dict[str, Any]:
    """How far the box is, and the sheet before."""
    found = batch.found or 0
    last = queries.last_sheet(batch=batch)
    beyond = _(
        "The protocol names %(found)d sheets in the box, and this would be one more. Is it from"
        " this box?"
    )
    return {
        "found": found,
        "apart": batch.blank + batch.invalid,
        "done": min(batch.accounted_for, found),
        "is_last": bool(found) and batch.accounted_for == found,
        "is_beyond": bool(found) and batch.accounted_for > found,
        "beyond": beyond % {"found": found},
        **undo_of(batch=batch, number=last.number if last else 0),
    }


def undo_of(*, batch: PaperBatch, number: int) -> dict[str, str]:
    """Return where the sheet entered last is opened once more; an empty address without one."""
    url = reverse("ocen_urzad_paper:sheet", args=[*address_of(batch=batch), number or 1])
    return {
        "undo_url": url if number else "",
        "undo": _("Take back sheet %(number)d") % {"number": number},
    }


def sheet_title(*, batch: PaperBatch, number: int) -> str:
    """Return „Arkusz 37 z 120”, or „Arkusz 37” of a box that nobody has counted yet."""
    if batch.found and batch.accounted_for < batch.found:
        return _("Sheet %(number)s of %(found)s") % {"number": number, "found": batch.found}
    return _("Sheet %(number)s") % {"number": number}
