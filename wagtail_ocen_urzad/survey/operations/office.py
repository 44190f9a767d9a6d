"""Verbs about the office's draft and the surveys that belong to it."""

from __future__ import annotations

from typing import Any

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.survey.models import Office, Survey


def office_for_site(*, site: Any) -> Office:
    """Return the office of a Wagtail Site; a site that has none yet gets an empty draft.

    A survey always belongs to an office, so that no change of its data can miss a survey. When
    a Site is deleted and made anew, its office, with data in force, history and surveys, is found
    again by the surveys below the new one's root page.
    `None` stands for a portal without any Site: it has one office, too, and keeps the first of
    those whose sites are gone.
    """
    office = _office_without_site() if site is None else _adopted(site)
    if office is not None:
        return office
    name = (site.site_name or site.hostname) if site else ""
    office, _ = Office.objects.get_or_create(
        site=site, defaults={"name": name, "name_genitive": name, "name_locative": name}
    )
    return office


def _office_without_site() -> Office | None:
    found: Office | None = Office.objects.filter(site=None).order_by("pk").first()
    return found


def _adopted(site: Any) -> Office | None:
    """Give an office whose Site is gone to the Site where its surveys are now."""
    if Office.objects.filter(site=site).exists():
        return None
    orphans = Office.objects.filter(
        site=None, surveys__page__path__startswith=site.root_page.path
    ).order_by("pk")
    office: Office | None = orphans.first()
    if office is not None:
        office.site = site
        office.save(update_fields=["site"])
    return office


def survey_for_page(*, page: Any, office: Office) -> Survey:
    """Return the survey of a page, made at its first publication.

    A change of the office's data that is under way does not see it yet, so one waits for the other.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    survey, _ = Survey.objects.get_or_create(
        page_id=page.pk, defaults={"office": office, "title": page.title}
    )
    return survey


def keep_pictures(*, office: Office) -> None:
    """Store the draft's logos among the private files, under the hashes that freeze them.

    Raises:
        files.UnableToStore: the storage failed, that of the private files or that of the draft's.
    """
    pictures = [office.logo, *(one.image for one in office.project_logos.all())]
    for picture in pictures:
        if picture:
            files.store(content=_content(picture))


def _content(picture: Any) -> bytes:
    try:
        with picture.open("rb") as opened:
            content: bytes = opened.read()
    except Exception as error:
        # Every storage has errors of its own.
        raise files.UnableToStore(picture.name) from error
    return content
