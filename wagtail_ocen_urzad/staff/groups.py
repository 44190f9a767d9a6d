"""The ready-made groups of staff (domain 2.4, no. 6); what an office added to them stays."""

from __future__ import annotations

import functools
import operator

import swapper
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from wagtail_ocen_urzad.staff.permissions import (
    ADMINISTER_SURVEY,
    ENTER_PAPER,
    EVERY_RIGHT,
    GENERATE_REPORT,
    VIEW_RESULTS,
)

ADMINISTRATORS = "Oceń Urząd – administrator"
REPORT_USERS = "Oceń Urząd – uprawniony pracownik"
SUPERVISORS = "Oceń Urząd – nadzór"
CLERKS = "Oceń Urząd – wprowadzanie ankiet papierowych"

BANNER = "rateofficebanner"
"""Model of the banner, a snippet; its rights are Wagtail's own."""


def make_groups() -> list[Group]:
    """Make the groups, or give back what they lack; safe to repeat.

    The administrators also make reports: section 2 names „Generuj raport” among the functions for
    the administrator (R-07, R-08), and the right stays one of its own (R-15). They may add pages
    below every Site's root, since a survey is a page, look after banners, and choose and add
    pictures, since a banner may have one. What may be done with a survey page follows from our own
    right alone.
    """
    with transaction.atomic():
        administrators = group_with(
            name=ADMINISTRATORS, rights=(ADMINISTER_SURVEY, GENERATE_REPORT)
        )
        administrators.permissions.add(
            *Permission.objects.filter(
                content_type__app_label="wagtail_ocen_urzad", content_type__model=BANNER
            )
        )
        _let_add_pages(administrators)
        _let_add_pictures(administrators)
        return [
            administrators,
            group_with(name=REPORT_USERS, rights=(GENERATE_REPORT,)),
            group_with(name=SUPERVISORS, rights=(VIEW_RESULTS,)),
            group_with(name=CLERKS, rights=(ENTER_PAPER,)),
        ]


def rights_for_group_editor() -> QuerySet[Permission]:
    """Return our rights, for Wagtail's group editor to offer."""
    ours = functools.reduce(operator.or_, (_is(right) for right in EVERY_RIGHT))
    rights: QuerySet[Permission] = Permission.objects.filter(ours)
    return rights


def group_with(*, name: str, rights: tuple[str, ...]) -> Group:
    """Return a group that may open the admin and has these rights of ours; made when missing."""
    group, _ = Group.objects.get_or_create(name=name)
    for right in ("wagtailadmin.access_admin", *rights):
        group.permissions.add(*Permission.objects.filter(_is(right)))
    return group


def _is(right: str) -> Q:
    app_label, codename = right.split(".")
    return Q(content_type__app_label=app_label, codename=codename)


def _let_add_pages(group: Group) -> None:
    pages = ContentType.objects.get_for_model(swapper.load_model("wagtailcore", "Page"))
    add = Permission.objects.get(content_type=pages, codename=f"add_{pages.model}")
    for site in Site.objects.all():
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=site.root_page_id, permission=add
        )


def _let_add_pictures(group: Group) -> None:
    """In the root collection, and so in all: the town's pictures stand in any of them."""
    pictures = ContentType.objects.get_for_model(get_image_model())
    root = Collection.get_first_root_node()
    for deed in ("add", "choose"):
        right = Permission.objects.get(content_type=pictures, codename=f"{deed}_{pictures.model}")
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=right
        )
