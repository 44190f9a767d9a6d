"""The ready-made groups: the rights they give, and no others."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from tests.factories import a_user, home
from tests.staff.screens import soup, words
from wagtail_ocen_urzad.staff.groups import (
    ADMINISTRATORS,
    CLERKS,
    REPORT_USERS,
    SUPERVISORS,
    make_groups,
)

pytestmark = pytest.mark.django_db

RIGHTS = {
    ADMINISTRATORS: {
        "access_admin",
        "administer_survey",
        "generate_report",
        "add_rateofficebanner",
        "change_rateofficebanner",
        "delete_rateofficebanner",
        "view_rateofficebanner",
    },
    REPORT_USERS: {"access_admin", "generate_report"},
    SUPERVISORS: {"access_admin", "view_results"},
    CLERKS: {"access_admin", "enter_paper"},
}


def rights() -> dict[str, set[str]]:
    groups = Group.objects.filter(name__startswith="Oceń Urząd")
    return {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in groups
    }


def places() -> list[tuple[str, int, str]]:
    return list(
        GroupPagePermission.objects.filter(group__name__startswith="Oceń Urząd").values_list(
            "group__name", "page_id", "permission__codename"
        )
    )


def pictures() -> list[tuple[str, int, str]]:
    return list(
        GroupCollectionPermission.objects.filter(group__name__startswith="Oceń Urząd")
        .order_by("permission__codename")
        .values_list("group__name", "collection_id", "permission__codename")
    )


def test_each_group_gets_its_rights() -> None:
    make_groups()

    assert rights() == RIGHTS
    assert places() == [(ADMINISTRATORS, home().pk, "add_page")]
    root = Collection.objects.get(depth=1).pk
    assert pictures() == [
        (ADMINISTRATORS, root, "add_image"),
        (ADMINISTRATORS, root, "choose_image"),
    ]


def test_making_them_again_gives_back_and_takes_nothing_away() -> None:
    make_groups()
    group = Group.objects.get(name=SUPERVISORS)
    group.permissions.set(Permission.objects.filter(codename="generate_report"))

    make_groups()

    assert rights() == {**RIGHTS, SUPERVISORS: {*RIGHTS[SUPERVISORS], "generate_report"}}
    assert (len(places()), len(pictures())) == (1, 2)


def test_every_website_is_a_place_for_surveys() -> None:
    root = Page.objects.get(depth=1).add_child(instance=Page(title="Biblioteka"))
    Site.objects.create(hostname="biblioteka.example", root_page=root)

    make_groups()

    assert {page_id for _, page_id, _ in places()} == {home().pk, root.pk}


def test_the_command_names_what_it_made() -> None:
    out = StringIO()

    with override("pl"):
        call_command("ocen_urzad_groups", stdout=out)

    assert out.getvalue().splitlines() == [
        f"Grupa gotowa: {name}" for name in (ADMINISTRATORS, REPORT_USERS, SUPERVISORS, CLERKS)
    ]


def test_the_group_editor_offers_the_rights_in_polish() -> None:
    make_groups()
    client = Client()
    client.force_login(a_user("szef", is_superuser=True))
    group = Group.objects.get(name=REPORT_USERS)

    page = soup(client.get(f"/admin/groups/edit/{group.pk}/"))

    [row] = [row for row in page.select("tr") if "Generowanie raportów" in row.text]
    assert [words(label) for label in row.select("label")] == [
        "Edycja ankiet i danych urzędu (administrator)",
        "Wprowadzanie ankiet papierowych",
        "Generowanie raportów (uprawniony pracownik)",
        "Odczyt raportów, wersji i terminów (nadzór)",
    ]
    assert len(row.select("input[checked]")) == 1
