"""A page with nothing but a title, and the same survey as a form of `wagtail.contrib.forms`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.models import Page


class PlainPage(Page):
    """The least that Wagtail serves."""

    template = "benchmarks/plain_page.html"


class BannerPage(Page):
    """The same with our banner; its styles are in the town's own stylesheet."""

    template = "benchmarks/banner_page.html"


class FormPage(AbstractEmailForm):
    """As in Wagtail's tutorial; no e-mail is sent, since no address is named."""

    template = "benchmarks/form_page.html"
    landing_page_template = "benchmarks/landing_page.html"


class FormField(AbstractFormField):
    """One question."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_order"]
