"""The portal of Przykładów is put up once, and repaired without touching what editors wrote."""

import pytest
from wagtail.models import Page, Site

from example_site.home.models import ContentPage
from example_site.town import NBSP, put_up_town, spaced

pytestmark = pytest.mark.django_db


def test_the_town_becomes_the_default_site() -> None:
    town = put_up_town(hostname="www.example.org", port=443)
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_page_id) == ("www.example.org", 443, town.home.pk)
    assert town.office.get_url() == "/urzad/"
    # Wagtail's greeting is gone: the home page stands alone below the root.
    assert [page.pk for page in Page.objects.filter(depth=2)] == [town.home.pk]


def test_a_second_time_nothing_is_made_and_nothing_overwritten() -> None:
    town = put_up_town()
    town.office.intro = "Zmienione w redakcji."
    town.office.save_revision().publish()
    before = list(Page.objects.values_list("pk", "numchild").order_by("path"))
    put_up_town()
    assert list(Page.objects.values_list("pk", "numchild").order_by("path")) == before
    assert ContentPage.objects.get(pk=town.office.pk).intro == "Zmienione w redakcji."


def test_a_page_that_was_deleted_comes_back() -> None:
    put_up_town().complaints.delete()
    assert put_up_town().complaints.get_url() == "/urzad/skargi-i-wnioski/"


def test_the_errands_are_in_the_draft_that_an_editor_opens() -> None:
    home = put_up_town().home
    assert home.services.count() == 8
    assert home.get_latest_revision_as_object().services.count() == 8


@pytest.mark.parametrize(
    ("typed", "set_in_polish"),
    [
        ("Skargi i wnioski", "Skargi i~wnioski"),
        ("Urząd w Przykładowie, ul. Ratuszowa 1", "Urząd w~Przykładowie, ul.~Ratuszowa 1"),
        ("<p>W sprawie „o dowód”</p>", "<p>W~sprawie „o~dowód”</p>"),
        ("w ciągu 14 dni", "w~ciągu 14~dni"),
        ("kolej i", "kolej i"),
    ],
)
def test_no_line_ends_with_a_short_word(typed: str, set_in_polish: str) -> None:
    assert spaced(typed) == set_in_polish.replace("~", NBSP)
