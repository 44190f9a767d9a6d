"""The banner „Oceń Urząd” that leads from the office's home page to the survey (R-10)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import swapper
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.models import Site

from wagtail_ocen_urzad.residents import contrast
from wagtail_ocen_urzad.residents.pages import SurveyPageMixin

# Content of the office, as the ordinances and domain 3.6 have it: not translated.
TITLE = "Oceń Urząd"
LINE = "Jak zostali Państwo obsłużeni? Ankieta jest anonimowa i zajmuje około 3 minut."

is_colour = RegexValidator(
    contrast.COLOUR_PATTERN, _("Write the colour as # and six digits, for example #17594a.")
)


class RateOfficeBannerQuerySet(models.QuerySet["RateOfficeBanner"]):
    """Filters of banners."""

    def shown(self, *, site: Site, on: date) -> RateOfficeBannerQuerySet:
        """Those that a site shows on a day, the newest first."""
        return (
            self.filter(Q(site=None) | Q(site=site), is_on=True, page__live=True)
            .filter(Q(shown_from=None) | Q(shown_from__lte=on))
            .filter(Q(shown_until=None) | Q(shown_until__gte=on))
            .order_by("-pk")
        )


class RateOfficeBanner(models.Model):
    """One banner. Nothing of it is an inline style, so a strict Content Security Policy holds."""

    class Look(models.TextChoices):
        """What stands in the banner."""

        TEXT = "text", _("text")
        ICON = "icon", _("text with an icon")
        BOTH = "both", _("text with a picture of the office")
        PICTURE = "picture", _("a picture that holds the words")

    class Colours(models.TextChoices):
        """Whose colours: four that are known to be legible, or the office's own pair."""

        SITE = "site", _("colours of the website")
        OUTLINE = "outline", _("outline")
        DARK = "dark", _("dark")
        LIGHT = "light", _("light")
        OWN = "own", _("own colours")

    class Ink(models.TextChoices):
        """The text on an own ground."""

        WHITE = "#ffffff", _("white")
        DARK = "#1b2523", _("nearly black")

    title = models.CharField(_("title"), max_length=60, default=TITLE)
    line = models.CharField(
        _("line of text"),
        max_length=200,
        default=LINE,
        help_text=_("Says why and how long, in one sentence or two."),
    )
    look = models.CharField(_("look"), max_length=10, choices=Look, default=Look.TEXT)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its main words must come out at least 24 px high, small ones 16 px."),
    )
    narrow_picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture for narrow columns"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The same words in the proportion 3:2."),
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("All the words in the picture."),
    )
    colours = models.CharField(_("colours"), max_length=10, choices=Colours, default=Colours.SITE)
    background = models.CharField(_("background"), max_length=7, blank=True, validators=[is_colour])
    foreground = models.CharField(
        _("colour of the text"), max_length=7, choices=Ink, default=Ink.WHITE
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("survey"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    is_on = models.BooleanField(_("switched on"), default=True)
    shown_from = models.DateField(_("shown from"), null=True, blank=True)
    shown_until = models.DateField(_("shown until"), null=True, blank=True)
    site = models.ForeignKey(
        Site,
        verbose_name=_("website"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: all websites."),
    )

    objects: ClassVar[Any] = RateOfficeBannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner “Rate the Office”")
        verbose_name_plural = _("banners “Rate the Office”")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what residents could not read or follow.

        Raises:
            ValidationError: names the field; of colours also the contrast that they have.
        """
        errors: dict[str, Any] = {}
        if self.look in {self.Look.BOTH, self.Look.PICTURE} and self.picture is None:
            errors["picture"] = _("Choose the picture.")
        if self.look == self.Look.PICTURE and not self.alternative_text:
            errors["alternative_text"] = _("Write out the words in the picture.")
        if self.colours == self.Colours.OWN:
            errors |= self._colour_errors()
        if self.shown_from and self.shown_until and self.shown_until < self.shown_from:
            errors["shown_until"] = _("The last day is before the first.")
        page = getattr(self, "page", None)  # a required field, but perhaps not filled in yet
        if page is not None and not isinstance(page.specific, SurveyPageMixin):
            errors["page"] = _("Choose the page of a survey.")
        if errors:
            raise ValidationError(errors)

    def _colour_errors(self) -> dict[str, Any]:
        if not contrast.COLOUR_PATTERN.fullmatch(self.background):
            return {"background": is_colour.message}
        ratio = contrast.ratio(first=self.background, second=self.foreground)
        if ratio >= contrast.TEXT_MINIMUM:
            return {}
        message = _(
            "The contrast of the text to this background is %(ratio)s:1; it must be at least"
            " %(minimum)s:1."
        )
        figures = {
            "ratio": number_format(contrast.rounded_down(ratio), decimal_pos=1),
            "minimum": number_format(contrast.TEXT_MINIMUM, decimal_pos=1),
        }
        return {"background": ValidationError(message, params=figures)}


def words_of(*, page_id: int | None) -> tuple[str, str]:
    """Return title and line of the newest banner that leads to a page.

    Without one they are ours: „Oceń Urząd”, and '' for the line.
    """
    if page_id is None:  # the page is gone, its survey stays
        return TITLE, ""
    banners = RateOfficeBanner.objects.filter(page_id=page_id, is_on=True).order_by("-pk")
    return banners.values_list("title", "line").first() or (TITLE, "")
