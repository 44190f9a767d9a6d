"""`{% load ocen_urzad %}`: the banner for a town's templates, and what our own need."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.residents import dates, typography
from wagtail_ocen_urzad.residents.banner_showing import banner_html

register = template.Library()


@register.filter(is_safe=True)
@stringfilter
def typeset(text: str) -> str:
    """No-break spaces where Polish setting wants them; an HTML text stays the same HTML."""
    return typography.typeset(text)


@register.simple_tag
def collecting_period(opens_at: datetime | None, closes_at: datetime | None) -> str:
    """When answers are collected, in the office's own time zone; "" when neither end is set."""
    return dates.period(opens_at=opens_at, closes_at=closes_at, zone=conf.time_zone())


@register.simple_tag(takes_context=True)
def ocen_urzad_banner(context: template.Context) -> str:
    """The banner „Oceń Urząd” of the website that was asked for; "" when none is shown."""
    request = context.get("request")
    if request is None:
        return ""
    return banner_html(request=request, at=timezone.now())
