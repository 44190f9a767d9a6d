"""What makes a Wagtail page a survey. `wagtail_ocen_urzad.pages` holds the concrete page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageViewRestriction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.residents import publication, showing
from wagtail_ocen_urzad.residents.blocks import QuestionsBlock
from wagtail_ocen_urzad.residents.coding import with_codes
from wagtail_ocen_urzad.residents.freezing import freeze, thaw
from wagtail_ocen_urzad.residents.problems import (
    OF_AREAS,
    PROBLEMS,
    area_places,
    errors_in_editor,
    question_places,
)
from wagtail_ocen_urzad.residents.rights import SurveyPagePermissionTester
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SETS, TITLE
from wagtail_ocen_urzad.survey.queries import may_administer
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, QuestionSource, UnableToRead
from wagtail_ocen_urzad.survey.served import Served, served_version


class SurveyPageForm(WagtailAdminPageForm):
    """Gives codes to new questions, and refuses to publish what cannot be asked."""

    def clean(self) -> dict[str, Any]:
        """Check the questions; a draft may be saved unfinished."""
        cleaned: dict[str, Any] = super().clean()
        stream = cleaned.get("questions")
        if stream is not None:
            block = stream.stream_block
            before = self.instance.questions.get_prep_value()
            coded = with_codes(raw=stream.get_prep_value(), before=before)
            cleaned["questions"] = block.to_python(coded)
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The survey would close before it opens."))
        if stream is not None and not getattr(self, "is_deferred_validation", False):
            self._refuse_unaskable(cleaned)
        return cleaned

    def _refuse_unaskable(self, cleaned: dict[str, Any]) -> None:
        try:
            freeze(stream=cleaned["questions"], intro=cleaned.get("intro") or "")
        except UnableToRead as error:
            stream = cleaned["questions"]
            self.add_error("questions", errors_in_editor(problems=error.problems, stream=stream))


class SurveyPageMixin(QuestionSource, models.Model):
    """The draft source of a survey; residents are served from its open version."""

    starter_title = TITLE
    starter_sets = STARTER_SETS
    problem_words = PROBLEMS
    area_problems = OF_AREAS

    intro = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("May say {urzad_dop}, {urzad_msc} (the office's name) and {minuty}."),
    )
    questions = StreamField(QuestionsBlock(), blank=True, verbose_name=_("questions"))
    opens_at = models.DateTimeField(_("opens on"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes on"), null=True, blank=True)
    thank_you = models.TextField(
        _("text after sending"),
        blank=True,
        help_text=_("What the office does with the answers."),
    )

    base_form_class = SurveyPageForm
    _served: Served | None = None
    """What the visit that is going on was told."""
    survey_panels: ClassVar = [
        FieldPanel("intro"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("opens_at"), FieldPanel("closes_at")],
            heading=_("When answers are taken"),
        ),
        FieldPanel("thank_you"),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and let the survey follow, all or nothing (R-20).

        Raises:
            PermissionDenied: somebody without the administrator's right acts in the admin, or
                would own a new survey page (R-19).
            DoesNotExist: the page was deleted meanwhile.
        """
        update_fields: Collection[str] | None = kwargs.get("update_fields")
        actor = audit.current_user()
        self._refuse_others(actor)
        if self._state.adding:
            self._refuse_others(getattr(self, "owner", None))
        with transaction.atomic():
            if not publication.hold(page=self) and not self._state.adding:
                raise self.DoesNotExist
            result = super().save(*args, **kwargs)
            publication.follow(page=self, update_fields=update_fields, by=actor, at=timezone.now())
        return result

    def with_content_json(self, content: Any) -> Any:
        """Return the page as a revision has it; which revision is live is the page's own matter.

        Wagtail takes that from the revision, too: a change scheduled from a draft that was
        written while the page was unpublished would take the live page off the website.
        """
        page = super().with_content_json(content)  # type: ignore[misc]  # of the page beside it
        page.live_revision_id = self.live_revision_id  # type: ignore[attr-defined]  # the same
        return page

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a revision, all or nothing.

        Wagtail forgets the schedule of a page before it saves the page: killed in between, a
        scheduled change would never come into force, and nobody would know. Of a page that was
        deleted meanwhile nothing is published; raising here would stop a whole run of schedules.
        """
        with transaction.atomic():
            if not publication.hold(page=self):
                return
            super().publish(*args, **kwargs)  # type: ignore[misc]  # of the page beside it

    def questionnaire(self) -> Questionnaire:
        """What the draft asks.

        Raises:
            UnableToRead: something is missing or stands twice; every problem is named.
        """
        return freeze(stream=self.questions, intro=self.intro)

    def ask(self, questionnaire: Questionnaire) -> None:
        """Put these questions into the draft; nothing is saved."""
        self.intro = questionnaire.intro
        self.questions = thaw(questionnaire=questionnaire)

    def anchors(self) -> dict[str, str]:
        """Where Wagtail's editor shows each question."""
        places = question_places(stream=self.questions)
        return {code: place.anchor for code, place in places.items()}

    def area_anchors(self) -> dict[str, str]:
        """Where Wagtail's editor shows each area."""
        places = area_places(stream=self.questions)
        return {code: place.anchor for code, place in places.items()}

    def permissions_for_user(self, user: Any) -> SurveyPagePermissionTester:
        """Return who may do what: only the administrator of the surveys (R-19)."""
        return SurveyPagePermissionTester(user, self)

    def get_view_restrictions(self) -> Any:
        """Return who may see the page; where nothing at all is private, everybody.

        Wagtail asks this before every visit, by two statements that cost a fifth of it. Whether
        the website has private pages is said by the one that the form needs anyway.
        """
        self._served = self._ask_what_is_served()
        if self._served is not None and not self._served.other_is_there:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]  # of the page beside it

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or why it is not open; an alias shows that of the page it mirrors."""
        served, self._served = self._served or self._ask_what_is_served(), None
        version = served.version if served else None
        return showing.show(request=request, page=self, version=version, at=timezone.now())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as residents would see it."""
        return showing.preview(request=request, page=self)

    def _ask_what_is_served(self) -> Served | None:
        mirrored = getattr(self, "alias_of_id", None)
        return served_version(page_id=self.pk, mirrored_id=mirrored, other=PageViewRestriction)

    @staticmethod
    def _refuse_others(user: Any) -> None:
        if user is not None and not may_administer(user=user):
            raise PermissionDenied
