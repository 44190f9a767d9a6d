"""Where the form is sent to. No page, session, cookie or user is involved."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, InternalError, OperationalError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.residents import showing, tokens
from wagtail_ocen_urzad.residents.rate_limit import seconds_to_wait
from wagtail_ocen_urzad.residents.same_site import is_same_site
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import (
    Channel,
    OfficeDataVersion,
    QuestionSetVersion,
    Survey,
)
from wagtail_ocen_urzad.survey.served import addressed

URL_ENCODED = "application/x-www-form-urlencoded"
FORM_TYPES = frozenset({URL_ENCODED, "multipart/form-data"})
OWN_FIELDS = frozenset({"token", "punkt", "www"})
HONEYPOT = "www"
UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValueError,
    UnreadablePostError,
)
OF_AN_OLDER_COPY = (
    operations.UnknownVersion,
    QuestionSetVersion.DoesNotExist,
    OfficeDataVersion.DoesNotExist,
)
"""What a token names that is not there: the database was restored from an older copy since."""
AWAY = (OperationalError, InterfaceError, InternalError)
"""What a database says that is gone, going, or only to be read from (a standby)."""
AWAY_SECONDS = 30
"""After which a form may be sent again to a database that was away."""
METHODS = "GET, HEAD, POST"


def permanent(request: HttpRequest, code: str, desk: str = "") -> HttpResponse:
    """Answer the printed address for ever: lead to the page, or say that it is gone (R-03)."""
    found = addressed(code=code.upper())
    if found is None:
        raise Http404
    address = found.page.get_url(request) if found.page else None
    if address is None:
        return showing.closed(
            request=request,
            page=None,
            state="unavailable",
            title=found.title,
            office=found.office.data if found.office else None,
        )
    return HttpResponseRedirect(f"{address}?punkt={desk.upper()}" if desk else address)


def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Thank for an answer; the address carries nothing about it."""
    found = addressed(code=code.upper())
    if found is None:
        raise Http404
    office = found.office.data if found.office else None
    return showing.thanks(request=request, page=found.page, office=office)


@csrf_exempt
@sensitive_post_parameters()
@transaction.non_atomic_requests
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Take one filled form.

    The CSRF check is replaced by a same-site check and the signed token, because a cookie is
    what this page must not set. With ATOMIC_REQUESTS the commit would fail outside this view,
    where what was typed could no longer be given back. Error reports show asterisks for answers.
    """
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(reverse("ocen_urzad:permanent", args=[code]))
    response = _answered(request, code)
    # No proxy may keep what somebody typed.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _answered(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse what costs nothing to refuse first: headers, then size and letters, then number."""
    refused = _refusal(request)
    if refused is not None:
        return _bad_request(code, refused)
    try:
        given = _read(request)
    except RequestDataTooBig:
        return _bad_request(code, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except UNREADABLE:
        return _bad_request(code, HTTPStatus.BAD_REQUEST)
    wait = seconds_to_wait(request=request, at=timezone.now())
    if wait:
        return _too_many(request, given, wait)
    try:
        response = _take(request, code.upper(), given)
        if isinstance(response, TemplateResponse):
            # Here, because the town's own template may ask the database, too.
            response.render()
    except AWAY:
        return _send_again(
            request, given, status=HTTPStatus.SERVICE_UNAVAILABLE, after=AWAY_SECONDS
        )
    return response


def _refusal(request: HttpRequest) -> HTTPStatus | None:
    """Say why the body is not even read."""
    if request.method != "POST":
        return HTTPStatus.METHOD_NOT_ALLOWED
    if request.content_type not in FORM_TYPES:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if not is_same_site(request=request):
        return HTTPStatus.FORBIDDEN
    return None


def _read(request: HttpRequest) -> dict[str, list[str]]:
    """Return all fields that were sent, every letter as it was.

    Django would put U+FFFD where bytes are no UTF-8, and keep files of any size.

    Raises:
        Exception: one of `UNREADABLE`.
    """
    text = request.body.decode()
    given: dict[str, list[str]] = {}
    if request.content_type == URL_ENCODED:
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        for name, value in parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=limit
        ):
            given.setdefault(name, []).append(value)
    else:
        given = {name: request.POST.getlist(name) for name in request.POST}
        if request.FILES:
            raise BadRequest
    if any("\x00" in text for text in chain(given, *given.values())):
        raise BadRequest
    return given


def _take(request: HttpRequest, code: str, given: dict[str, list[str]]) -> HttpResponse:
    answers = {name: values for name, values in given.items() if name not in OWN_FIELDS}
    desk = (given.get("punkt") or [""])[-1][:40]
    try:
        token = tokens.read(text=(given.get("token") or [""])[-1], survey_code=code)
        back = _Back(request=request, token=token, answers=answers, desk=desk)
        if any(given.get(HONEYPOT, [])):
            return back.form(
                error=_("A field that was to stay empty was filled in. Please send the form again.")
            )
        return _record(back)
    except (tokens.InvalidToken, *OF_AN_OLDER_COPY):
        return _without_token(request, code, answers, desk)


def _record(back: _Back) -> HttpResponse:
    at, token = timezone.now(), back.token
    try:
        operations.record_response(
            asked=_asked(token),
            response_id=token.response_id,
            given=back.answers,
            channel=Channel.WEB,
            answered_on=conf.local_date(at=at),
            at=at,
            issued_at=token.issued_at,
            service_point=back.desk,
        )
    except operations.InvalidAnswers as error:
        return back.form(problems=error.validated.problems)
    except operations.UnknownQuestions:
        return back.form(error=_("The form held questions that are not asked here."))
    except operations.AnswersDiffer:
        return back.form(
            renew=True,
            error=_(
                "This form was sent before with other answers, and those are stored. To send"
                " these as another questionnaire, please press the button again."
            ),
        )
    except operations.NotOpenYet:
        return back.closed(state="not_open")
    except operations.SurveyOver:
        return back.closed(state="closed")
    return HttpResponseRedirect(
        reverse("ocen_urzad:thanks", args=[token.survey_code]), status=HTTPStatus.SEE_OTHER
    )


def _asked(token: tokens.Token) -> operations.Asked:
    return operations.Asked(
        version_id=token.version_id,
        sha256=token.version_hash,
        codes=queries.known_codes(
            office_version_id=token.office_version_id, sha256=token.office_hash
        ),
    )


class _Back:
    """Gives a form back with everything that was typed, judged by its own version."""

    def __init__(
        self,
        *,
        request: HttpRequest,
        token: tokens.Token,
        answers: dict[str, list[str]],
        desk: str,
    ) -> None:
        self.request = request
        self.token = token
        self.answers = answers
        self.desk = desk

    @cached_property
    def version(self) -> QuestionSetVersion:
        """Read only when the form goes back."""
        return queries.version_by_id(version_id=self.token.version_id)

    def form(self, *, problems: Any = None, error: str = "", renew: bool = False) -> HttpResponse:
        return showing.form(
            request=self.request,
            page=_live_page(self.version.survey),
            version=self.version,
            token=self.token.renewed() if renew else self.token,
            desk=self.desk,
            filled=showing.Filled(given=self.answers, problems=problems or {}, general_error=error),
        )

    def closed(self, *, state: str) -> HttpResponse:
        return showing.closed(
            request=self.request,
            page=_live_page(self.version.survey),
            version=self.version,
            state=state,
            typed=_typed(self.version, self.answers),
        )


def _without_token(
    request: HttpRequest, code: str, answers: dict[str, list[str]], desk: str
) -> HttpResponse:
    """Give back what was typed with a fresh token, judged by the version now open.

    A fresh token is what a visit gives, so it goes only to whom the page would show the form.
    """
    at = timezone.now()
    version = queries.open_version_by_code(code=code)
    page = _live_page(version.survey) if version else None
    if version is None or not _may_visit(request, page):
        return _unavailable(request, code, answers)
    if version.opens_later(at=at) or version.is_over(at=at):
        return showing.closed(
            request=request,
            page=page,
            version=version,
            state="not_open" if version.opens_later(at=at) else "closed",
            typed=_typed(version, answers),
        )
    return showing.form(
        request=request,
        page=page,
        version=version,
        token=showing.token_for(version=version, at=at),
        desk=desk,
        filled=showing.Filled(
            given=answers,
            general_error=_("The form had expired. Please check it and send it once more."),
        ),
    )


def _may_visit(request: HttpRequest, page: Any) -> bool:
    """Ask the page as Wagtail does before it serves it; one that is not live lets nobody in."""
    return page is not None and all(
        restriction.accept_request(request) for restriction in page.get_view_restrictions()
    )


def _unavailable(request: HttpRequest, code: str, answers: dict[str, list[str]]) -> HttpResponse:
    """Show what was typed, in the words of the last version, with nothing to send it by."""
    survey = queries.survey_by_code(code=code)
    if survey is None:
        raise Http404
    version = queries.last_version_of(survey=survey)
    return showing.closed(
        request=request,
        page=None,
        version=version,
        title=survey.title,
        state="unavailable",
        typed=_typed(version, answers) if version else (),
    )


def _typed(version: QuestionSetVersion, answers: dict[str, list[str]]) -> list[tuple[str, str]]:
    office = version.survey.office.in_force
    return showing.typed_answers(
        questionnaire=queries.questionnaire_of(version=version),
        given=answers,
        office=office.data if office else None,
    )


def _live_page(survey: Survey) -> Any:
    page = survey.page
    return page.specific if page is not None and page.live else None


def _too_many(request: HttpRequest, given: dict[str, list[str]], wait: int) -> HttpResponse:
    """Too many forms came from this network: nothing is lost, it only takes a while."""
    return _send_again(
        request,
        given,
        status=HTTPStatus.TOO_MANY_REQUESTS,
        after=wait,
        heading=_("Please send the survey again in a moment."),
        sentence=_(
            "Very many surveys were sent from the same network just now. Yours has not been sent"
            " yet. Please wait a minute and press the button."
        ),
    )


# Rendered without the request: the town's context processors may ask the database or a session,
# and these two must do without.


def _bad_request(code: str, status: HTTPStatus) -> HttpResponse:
    context = {"survey_url": reverse("ocen_urzad:permanent", args=[code])}
    text = render_to_string(f"{showing.TEMPLATES}/bad_request.html", context)
    response = HttpResponse(text, status=status)
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = METHODS
    return response


def _send_again(
    request: HttpRequest,
    given: dict[str, list[str]],
    *,
    status: HTTPStatus,
    after: int,
    **words: str,
) -> HttpResponse:
    """Carry everything that was sent, with a button, without touching database or cache."""
    fields = [(name, value) for name, values in given.items() for value in values]
    context = {"fields": fields, "action": request.path, **words}
    text = render_to_string(f"{showing.TEMPLATES}/try_again.html", context)
    return HttpResponse(text, status=status, headers={"Retry-After": str(after)})
