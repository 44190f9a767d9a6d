"""The survey's pages as responses: the form, and every reason why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.residents.form.memory import Key
from wagtail_ocen_urzad.residents.form.rendering import (
    cached_questions,
    error_lines,
    render_questions,
)
from wagtail_ocen_urzad.residents.form.surroundings import (
    Surroundings,
    cached_surroundings,
    surroundings,
)
from wagtail_ocen_urzad.residents.form.wording import not_applicable
from wagtail_ocen_urzad.residents.freezing import freeze
from wagtail_ocen_urzad.residents.notes import notes_of, paper_note_of
from wagtail_ocen_urzad.residents.tokens import Token, new_response_id
from wagtail_ocen_urzad.survey.judging import Problem
from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.queries import open_version, paper_is_on, questionnaire_of
from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    QuestionKind,
    Questionnaire,
    UnableToRead,
)

TEMPLATES = "wagtail_ocen_urzad/residents"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that comes back: what was typed, and what is to be done about it."""

    given: Mapping[str, Sequence[str]]
    problems: Mapping[str, Problem] = field(default_factory=dict)
    general_error: str = ""


def show(
    *, request: HttpRequest, page: Any, version: QuestionSetVersion | None, at: datetime
) -> HttpResponse:
    """Answer a visit to the survey page: the form, or why it is not open.

    Args:
        request: of a resident.
        page: that was opened.
        version: what residents are asked there, with survey and office data.
        at: now.
    """
    if version is None:
        return closed(request=request, page=page, state="unavailable")
    if version.opens_later(at=at):
        return closed(request=request, page=page, version=version, state="not_open")
    if version.is_over(at=at):
        return closed(request=request, page=page, version=version, state="closed")
    desk = request.GET.get("punkt", "")[:40]
    token = token_for(version=version, at=at)
    return form(request=request, page=page, version=version, token=token, desk=desk)


def token_for(*, version: QuestionSetVersion, at: datetime) -> Token:
    """Return a fresh token for this version under the office data in force."""
    office = version.survey.office.in_force
    return Token(
        response_id=new_response_id(),
        survey_code=version.survey.code,
        version_id=version.pk,
        version_hash=version.sha256,
        office_version_id=office.pk if office else None,
        office_hash=office.sha256 if office else "",
        issued_at=at,
    )


def form(
    *,
    request: HttpRequest,
    page: Any,
    version: QuestionSetVersion,
    token: Token,
    desk: str,
    filled: Filled | None = None,
) -> HttpResponse:
    """Show the form, fresh (its questions from the cache) or with what was typed."""
    questionnaire = questionnaire_of(version=version)
    in_force = version.survey.office.in_force
    office = in_force.data if in_force else None
    key = (version.sha256, in_force.sha256 if in_force else "", get_language() or "")
    around = cached_surroundings(key=key, questionnaire=questionnaire, office=office)
    context = {
        **_around(around),
        "page": page,
        "title": page.title if page else version.survey.title,
        "questions": _questions(key, questionnaire, office, filled),
        "action": reverse("ocen_urzad:submit", args=[version.survey.code]),
        "token": token.signed(),
        "desk": desk,
        "errors": error_lines(
            questionnaire=questionnaire, problems=filled.problems, given=filled.given
        )
        if filled
        else [],
        "general_error": filled.general_error if filled else "",
        "paper_note": paper_note_of(office=office)
        if office and paper_is_on(survey=version.survey)
        else "",
        "opens_at": version.accepts_from,
        "closes_at": version.accepts_until,
    }
    status = 422 if filled else 200
    return _respond(request, "survey_page", context, status=status)


def preview(*, request: HttpRequest, page: Any) -> HttpResponse:
    """Show a draft with the very renderer that residents get; nothing can be sent from it."""
    version = open_version(page_id=page.pk) if page.pk else None
    in_force = version.survey.office.in_force if version else None
    office = in_force.data if in_force else None
    try:
        questionnaire = freeze(stream=page.questions, intro=page.intro)
    except UnableToRead:
        return closed(request=request, page=page, state="unavailable")
    context = {
        **_unsendable(questionnaire, office),
        "page": page,
        "title": page.title,
    }
    return _respond(request, "survey_page", context)


def show_version(
    *,
    request: HttpRequest,
    version: QuestionSetVersion,
    office: Mapping[str, Any] | None,
    note: str,
) -> HttpResponse:
    """Show any version, open or closed, as residents saw it; nothing can be sent from it.

    Args:
        request: of somebody on the staff.
        version: with its survey and page.
        office: the office data of that time.
        note: says across the top what this is.
    """
    page = version.survey.page
    context = {
        **_unsendable(questionnaire_of(version=version), office, can_be_sent=False),
        "page": page.specific if page else None,
        "title": version.survey.title,
        "preview_note": note,
    }
    return _respond(request, "survey_page", context)


def closed(
    *,
    request: HttpRequest,
    page: Any,
    state: str,
    version: QuestionSetVersion | None = None,
    title: str = "",
    office: Mapping[str, Any] | None = None,
    typed: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Say that there is no form.

    Args:
        request: of a resident.
        page: of the survey, when it can be shown.
        state: closed, not_open or unavailable.
        version: whose dates are told; with its survey and office data.
        title: of the survey, where there is neither page nor version.
        office: its data, where there is no version.
        typed: (question, answer in words) of a form that was not taken.
    """
    if version:
        title, in_force = version.survey.title, version.survey.office.in_force
        office = in_force.data if in_force else None
    context = {
        "page": page,
        "title": page.title if page else title,
        "state": state,
        "typed": typed,
        "opens_at": version.accepts_from if version else None,
        "closes_at": version.accepts_until if version else None,
        "notes": notes_of(office=office),
        "home_url": _home_url(),
    }
    return _respond(request, "closed_page", context)


def thanks(*, request: HttpRequest, page: Any, office: Mapping[str, Any] | None) -> HttpResponse:
    """Thank for an answer."""
    context = {
        "page": page,
        "title": page.title if page else _("Rate the Office"),
        "thank_you": page.thank_you if page else "",
        "notes": notes_of(office=office),
        "home_url": _home_url(),
    }
    return _respond(request, "thanks_page", context)


def typed_answers(
    *,
    questionnaire: Questionnaire,
    given: Mapping[str, Sequence[str]],
    office: Mapping[str, Any] | None,
) -> list[tuple[str, str]]:
    """Return (question, answer in words) of what was typed, for a page without a form.

    A text beside an option follows the words of the option.
    """
    shown = []
    for question in questionnaire.questions():
        words = {choice.code: choice.label for choice in question.choices}
        if question.scale is not None:
            words = {str(point.value): point.label for point in question.scale.points}
        if question.kind is QuestionKind.DEPARTMENT:
            words = dict(_departments(office, also=given.get(question.code, ())))
        beside = {
            option: " ".join(given.get(name, ())).strip()
            for option, name in question.text_fields.items()
        }
        ticked = [value for value in given.get(question.code, ()) if value]
        # A text stands with its option, whether that was ticked or not.
        ticked += [option for option, text in beside.items() if text and option not in ticked]
        words[NOT_APPLICABLE] = not_applicable(question)
        values = [
            ": ".join(filter(None, (words.get(value, value), beside.get(value))))
            for value in ticked
        ]
        if values:
            shown.append((question.text, ", ".join(values)))
    return shown


def _questions(
    key: Key,
    questionnaire: Questionnaire,
    office: Mapping[str, Any] | None,
    filled: Filled | None,
) -> SafeString:
    named = set(chain(*filled.given.values())) if filled else set()
    departments = _departments(office, also=named)
    if filled is None:
        return cached_questions(key=key, questionnaire=questionnaire, departments=departments)
    return render_questions(
        questionnaire=questionnaire,
        departments=departments,
        given=filled.given,
        problems=filled.problems,
    )


def _unsendable(
    questionnaire: Questionnaire, office: Mapping[str, Any] | None, *, can_be_sent: bool = True
) -> dict[str, Any]:
    around = surroundings(questionnaire=questionnaire, office=office, can_be_sent=can_be_sent)
    return {
        **_around(around),
        "questions": render_questions(
            questionnaire=questionnaire, departments=_departments(office)
        ),
        "action": "",
        "token": "",
        "desk": "",
        "errors": [],
        "general_error": "",
    }


def _around(around: Surroundings) -> dict[str, Any]:
    facts = {one.name: getattr(around, one.name) for one in fields(around)}
    return {**facts, "home_url": _home_url()}


def _home_url() -> str:
    """Return where the website begins, which is not always at the root of its host."""
    try:
        return reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return get_script_prefix()


def _departments(
    office: Mapping[str, Any] | None, *, also: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return (code, name) of what may be chosen, and of what somebody chose while it could be."""
    listed = office["departments"] if office else []
    return [(one["code"], one["name"]) for one in listed if one["is_active"] or one["code"] in also]


def _respond(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context["base_template"] = conf.base_template()
    response = TemplateResponse(request, f"{TEMPLATES}/{template}.html", context, status=status)
    # `no-store` would make browsers forget what was typed when somebody goes back.
    patch_cache_control(response, private=True, no_cache=True)
    return response
