"""Staff and pages on models of the town's own, and our survey among the pages.

Wagtail 8 allows a base of one's own for all pages; a model of one's own for the staff is usual.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from wagtail.models import AbstractPage

from wagtail_ocen_urzad.residents.pages import SurveyPageMixin
from wagtail_ocen_urzad.staff.survey.panel import SurveyStrip


class OfficialManager(BaseUserManager["Official"]):
    """Those who may log in."""

    def create_superuser(self, mail: str, password: str | None = None) -> Official:
        """Return somebody who may do everything."""
        official = self.model(mail=mail, is_superuser=True)
        official.set_password(password)
        official.save()
        return official


class Official(AbstractBaseUser, PermissionsMixin):
    """One of the staff: no first and no last name, and the address is that of the login."""

    mail = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = OfficialManager()

    USERNAME_FIELD = "mail"
    EMAIL_FIELD = "mail"


class TownPage(AbstractPage):
    """What every page of this town has."""

    case_number = models.CharField(max_length=40, blank=True)


class TownFrontPage(TownPage):
    """The front page."""

    template = "own_pages/front_page.html"


class TownSurveyPage(SurveyPageMixin, TownPage):
    """A survey of this town."""

    content_panels: ClassVar = [
        SurveyStrip(),
        *TownPage.content_panels,
        *SurveyPageMixin.survey_panels,
    ]
