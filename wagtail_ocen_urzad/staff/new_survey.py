"""Where a new survey may be begun: on Wagtail's own page for adding a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Site, get_page_models

from wagtail_ocen_urzad.survey.questionnaire import QuestionSource


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One place for a new survey."""

    label: str
    """The website's name, or '' when there is only one place."""
    url: str


def survey_page_models() -> list[Any]:
    """Return the site's kinds of page that are a survey."""
    return [model for model in get_page_models() if issubclass(model, QuestionSource)]


def offers(*, user: Any) -> list[Offer]:
    """Return the places where this user may begin a survey: below each website's home page."""
    found = []
    homes = set()
    for site in Site.objects.select_related("root_page").order_by("pk"):
        if site.root_page_id in homes:
            continue
        homes.add(site.root_page_id)
        home = site.root_page.specific
        if not home.permissions_for_user(user).can_add_subpage():
            continue
        for model in survey_page_models():
            if model.can_create_at(home):
                kind = ContentType.objects.get_for_model(model)
                address = (kind.app_label, kind.model, home.pk)
                url = reverse("wagtailadmin_pages:add", args=address)
                found.append(Offer(label=site.site_name or site.hostname, url=url))
    if len(found) == 1:
        return [Offer(label="", url=found[0].url)]
    return found
