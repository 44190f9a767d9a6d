"""Puts up the portal of Przykładów: its Wagtail site and ordinary pages, without any survey."""

import re
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Site

from example_site import town_pages
from example_site.home.models import ContentPage, HomePage, Service
from example_site.town_pages import PlannedPage

NBSP = "\u00a0"
WORD_JOINER = "\u2060"


@dataclass(frozen=True, kw_only=True)
class Town:
    """The portal as it stands; `office` („Urząd”) is the page below which the survey belongs."""

    site: Site
    home: HomePage
    office: ContentPage
    complaints: ContentPage
    accessibility: ContentPage
    privacy: ContentPage


@transaction.atomic
def put_up_town(*, hostname: str = "localhost", port: int = 8000) -> Town:
    """Make whatever the portal lacks; leave alone what is there, edited or not.

    The portal becomes Wagtail's default site, answering at `hostname` and `port`. The page with
    which Wagtail greets a new installation goes away, unless something was built below it.
    Raises nothing of its own: called again, it changes only the site's host name and port.
    """
    home = _home()
    site = _site(home=home, hostname=hostname, port=port)
    for planned in town_pages.PAGES:
        _put_up(planned, below=home)
    home.refresh_from_db()  # treebeard has counted the new pages behind this object's back
    _link_errands(home)
    return Town(
        site=site,
        home=home,
        office=_page(home, town_pages.OFFICE.slug),
        complaints=_page(home, "skargi-i-wnioski"),
        accessibility=_page(home, town_pages.ACCESSIBILITY.slug),
        privacy=_page(home, town_pages.PRIVACY.slug),
    )


def _home() -> HomePage:
    home: HomePage | None = HomePage.objects.filter(depth=2).first()
    if home is None:
        home = HomePage(
            title=town_pages.HOME_TITLE,
            slug="przykladow",
            question=spaced(town_pages.HOME_QUESTION),
            search_hint=spaced(town_pages.HOME_HINT),
        )
        _publish(home, below=Page.get_first_root_node())
    return home


def _site(*, home: HomePage, hostname: str, port: int) -> Site:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    greeting = Page.objects.filter(pk=site.root_page_id, depth=2, numchild=0).exact_type(Page)
    superfluous = greeting.first()
    site.hostname, site.port = hostname, port
    site.site_name = "Miasto Przykładów"
    site.root_page = home
    site.save()
    if superfluous is not None:
        superfluous.delete()
        home.refresh_from_db()
    return site


def _put_up(planned: PlannedPage, *, below: Page) -> None:
    page = ContentPage.objects.child_of(below).filter(slug=planned.slug).first()
    if page is None:
        page = ContentPage(
            title=spaced(planned.title),
            slug=planned.slug,
            intro=spaced(planned.intro),
            body=spaced(planned.body),
            date=planned.date,
            picture=planned.picture,
            show_in_menus=planned.in_menu,
        )
        _publish(page, below=below)
    for further in planned.below:
        _put_up(further, below=page)


def _publish(page: Page, *, below: Page) -> None:
    # A fresh copy of the parent: treebeard counts children on the object it is given.
    Page.objects.get(pk=below.pk).add_child(instance=page)
    page.save_revision().publish()


def _link_errands(home: HomePage) -> None:
    if home.services.exists():
        return
    home.services.set(
        Service(page=_page(home, planned.slug), description=spaced(planned.errand))
        for planned in town_pages.RESIDENT.below
    )
    home.save_revision().publish()


def _page(home: HomePage, slug: str) -> ContentPage:
    page: ContentPage = ContentPage.objects.descendant_of(home).get(slug=slug)
    return page


def spaced(text: str) -> str:
    """`text` with no-break spaces where Polish setting wants them.

    After one-letter words, „ul.”, „nr” and post codes, and between a number and what it counts;
    a post code itself does not break at its hyphen either.
    """
    text = re.sub(r"(?<![^\s(„>])([aiouwz]|ul\.|nr) ", rf"\1{NBSP}", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\b\d\d-)(?=\d{3}\b)", WORD_JOINER, text)
    return re.sub(r"(?<=\d{3}) (?=Przykładów)|(?<=\d) (?=r\.|dni\b|minut)", NBSP, text)
