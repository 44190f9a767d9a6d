"""Who may do what on the staff side: every view of ours declares its rule here, once.

Four rights, given in Wagtail's group editor (domain 2.4, no. 6); one person may hold several:
the administrator edits (R-19), the authorised employee makes reports (R-15), the supervisor
reads everything and edits nothing (R-24), the clerk enters paper questionnaires (R-13).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

ADMINISTER_SURVEY = "wagtail_ocen_urzad.administer_survey"
GENERATE_REPORT = "wagtail_ocen_urzad.generate_report"
VIEW_RESULTS = "wagtail_ocen_urzad.view_results"
ENTER_PAPER = "wagtail_ocen_urzad.enter_paper"

READERS = (ADMINISTER_SURVEY, GENERATE_REPORT, VIEW_RESULTS)
"""Whoever has one of these reads results; who types paper does not."""

ENTERERS = (ENTER_PAPER, ADMINISTER_SURVEY)
"""The ordinances let the administrator enter paper (R-13); an office may give it to others."""

RIGHTS = (*READERS, ENTER_PAPER)
"""Of the survey (the ordinances)."""

TAKE_PART_IN_STUDY = "wagtail_ocen_urzad.take_part_in_study"
READ_STUDIES = "wagtail_ocen_urzad.read_studies"
MANAGE_PROCEDURE = "wagtail_ocen_urzad.manage_procedure"

STUDY_RIGHTS = (TAKE_PART_IN_STUDY, READ_STUDIES, MANAGE_PROCEDURE)
"""Of the yearly external study (the procedure): what somebody may do in it follows from the role
that the office gave them, which is asked of the edition itself."""

EVERY_RIGHT = (*RIGHTS, *STUDY_RIGHTS)
"""One of these is enough for what everybody needs who works with the tool."""

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST_ONLY = ("POST",)

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Who may open a view, and by which methods."""

    any_of: tuple[str, ...] | None
    """One of these rights is enough; None lets everybody in, without a login."""
    methods: tuple[str, ...] = READ

    def allows(self, *, user: Any) -> bool:
        """Say whether this user may; whether the object is there is asked later."""
        if self.any_of is None:
            return True
        return bool(user.is_active and any(user.has_perm(right) for right in self.any_of))


PUBLIC = Rule(any_of=None)
PUBLIC_FORM = Rule(any_of=None, methods=FORM)
READ_RESULTS = Rule(any_of=READERS)
SEE_DATES = Rule(any_of=EVERY_RIGHT)
"""Of what is due, everybody sees what they may read."""
READ_MANUAL = Rule(any_of=EVERY_RIGHT)
"""The manual is for everybody who works with the tool (R-21)."""
MAKE_REPORT = Rule(any_of=(GENERATE_REPORT,), methods=FORM)
MAKE_REPORT_BY_POST = Rule(any_of=(GENERATE_REPORT,), methods=POST_ONLY)
LOOK_AFTER = Rule(any_of=(ADMINISTER_SURVEY,))
"""Pages for the administrator that change nothing."""
ADMINISTER = Rule(any_of=(ADMINISTER_SURVEY,), methods=FORM)
ADMINISTER_BY_POST = Rule(any_of=(ADMINISTER_SURVEY,), methods=POST_ONLY)
PRINT = Rule(any_of=RIGHTS)
"""Sheets to be copied, and posters: whoever reads results or types paper may have them (R-06)."""
READ_BATCHES = Rule(any_of=RIGHTS)
"""What lies in the boxes: how many, never what was answered."""
LOOK_INTO_ENTRY = Rule(any_of=ENTERERS)
ENTER = Rule(any_of=ENTERERS, methods=FORM)
ENTER_BY_POST = Rule(any_of=ENTERERS, methods=POST_ONLY)
SEE_STUDIES = Rule(any_of=STUDY_RIGHTS)
READ_STUDY = Rule(any_of=(TAKE_PART_IN_STUDY, READ_STUDIES))
TAKE_PART = Rule(any_of=(TAKE_PART_IN_STUDY,), methods=FORM)
TAKE_PART_BY_POST = Rule(any_of=(TAKE_PART_IN_STUDY,), methods=POST_ONLY)
READ_FIRMS = Rule(any_of=STUDY_RIGHTS)
KEEP_FIRMS = Rule(any_of=(TAKE_PART_IN_STUDY, MANAGE_PROCEDURE), methods=FORM)
RUN_PROCEDURE = Rule(any_of=(MANAGE_PROCEDURE,), methods=FORM)
RUN_PROCEDURE_BY_POST = Rule(any_of=(MANAGE_PROCEDURE,), methods=POST_ONLY)


def declared(*, rule: Rule) -> Callable[[View], View]:
    """Say which rule a view follows that keeps to it by itself (the public ones)."""

    def declare(view: View) -> View:
        view.ocen_urzad_rule = rule  # type: ignore[attr-defined]  # read by the access matrix
        return view

    return declare


def guarded(
    *,
    rule: Rule,
    of: Callable[..., Any] | None = None,
    may: Callable[..., bool] | None = None,
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Let only those into a view whom the rule allows, and only to an object that is there.

    First the right, so that nobody without it learns what exists; then the method; then the
    object itself, looked up by everything that the address says about it, so that the number of
    one survey's report under another survey's code is nothing.

    Args:
        rule: who and how.
        of: called with the address's keywords; gives the object, or None when there is none.
            The view then gets the object in their place. Without it the view gets the keywords.
        may: called with `user` and the object found; says whether the object itself lets this
            user in, where the right alone does not decide (the roles of an external study).

    The view's own refusal is Wagtail's: a message, and the way home.
    """

    def guard(view: View) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded_view(request: HttpRequest, **address: Any) -> HttpResponseBase:
            # Nobody's session is asked for on a public page.
            if rule.any_of is not None and not rule.allows(user=request.user):
                raise PermissionDenied
            if request.method not in rule.methods:
                return HttpResponseNotAllowed(rule.methods)
            if of is None:
                return view(request, **address)
            found = of(**address)
            if found is None:
                raise Http404
            if may is not None and not may(user=request.user, found=found):
                raise PermissionDenied
            return view(request, found)

        guarded_view.ocen_urzad_may = may  # type: ignore[attr-defined]  # read by the access matrix
        return declared(rule=rule)(guarded_view)

    return guard
