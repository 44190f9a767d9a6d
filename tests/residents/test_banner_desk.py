"""The form of a new banner."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import a_survey_page, a_user
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, make_groups

pytestmark = pytest.mark.django_db

ADDRESS = "wagtailsnippets_wagtail_ocen_urzad_rateofficebanner:add"


@pytest.fixture
def clerk(client: Any) -> Any:
    client.force_login(get_user_model().objects.create_superuser("clerk", password="of no use"))
    return client


def chosen(html: str) -> str:
    field = BeautifulSoup(html, "html.parser").find("input", attrs={"name": "page"})
    return str(field.get("value", "")) if field else "no field"


def as_offered(client: Any) -> dict[str, str]:
    """Return what the form sends when nobody touches it."""
    form = BeautifulSoup(client.get(reverse(ADDRESS)).text, "html.parser").find(
        "form", attrs={"method": "POST", "action": reverse(ADDRESS)}
    )
    assert form is not None
    sent = {
        str(one["name"]): str(one.get("value", "on" if one.get("type") == "checkbox" else ""))
        for one in form.find_all("input", attrs={"name": True})
        if one.get("type") != "checkbox" or one.has_attr("checked")
    }
    for one in form.find_all("select"):
        [marked] = one.find_all("option", selected=True)
        sent[str(one["name"])] = str(marked["value"])
    return sent


def test_the_only_survey_is_chosen_already(clerk: Any) -> None:
    page = a_survey_page()

    assert chosen(clerk.get(reverse(ADDRESS)).text) == str(page.pk)


def test_of_two_none_is_chosen(clerk: Any) -> None:
    a_survey_page()
    a_survey_page(title="Ankieta Biblioteki", slug="biblioteka")

    assert chosen(clerk.get(reverse(ADDRESS)).text) == ""


def test_it_is_saved_as_it_is_offered(clerk: Any) -> None:
    page = a_survey_page()

    clerk.post(reverse(ADDRESS), as_offered(clerk))

    assert [banner.page_id for banner in RateOfficeBanner.objects.all()] == [page.pk]


# Wagtail leaves a temporary file to the garbage collector when it makes a rendition.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_administrator_of_the_surveys_adds_a_picture_and_shows_it(client: Any) -> None:
    a_survey_page()
    make_groups()
    user = a_user("anna")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    Image.objects.create(title="Herb miasta", file=get_test_image_file())
    drawn = get_test_image_file().file

    offered = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    added = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Oceń Urząd",
            "image-chooser-upload-file": SimpleUploadedFile("own.png", drawn.getvalue()),
        },
    ).json()
    sent = {
        **as_offered(client),
        "look": "picture",
        "picture": str(added["result"]["id"]),
        "alternative_text": "Oceń Urząd",
    }
    client.post(reverse(ADDRESS), sent)

    assert "Herb miasta" in offered
    banner: Any = RateOfficeBanner.objects.get()
    assert (banner.look, banner.picture.title) == ("picture", "Oceń Urząd")


def test_the_list_says_in_polish_which_is_on(clerk: Any) -> None:
    page = a_survey_page()
    RateOfficeBanner.objects.create(page=page, title="Stary", is_on=False)
    RateOfficeBanner.objects.create(page=page, title="Nowy")

    listed = clerk.get(reverse("wagtailsnippets_wagtail_ocen_urzad_rateofficebanner:list"))

    table = BeautifulSoup(listed.text, "html.parser").select_one("table.listing")
    assert table is not None
    assert "True" not in table.text
    assert "False" not in table.text


def test_an_empty_choice_is_said_in_polish(clerk: Any) -> None:
    page = BeautifulSoup(clerk.get(reverse(ADDRESS)).text, "html.parser")

    first = page.select_one("select[name=site] option")
    assert first is not None
    assert first.text == "wszystkie serwisy"
