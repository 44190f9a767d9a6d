"""What the frame of every page needs: the menus and the way back up."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from wagtail.models import Page, Site

register = template.Library()

# Pages that the frame links to wherever they stand in the tree, found by the last part of their
# address; a page that is missing or unpublished leaves no dead link behind.
TOP = ("bip", "e-doreczenia", "tlumacz-jezyka-migowego", "deklaracja-dostepnosci")
SHORTCUTS = ("bip", "skargi-i-wnioski", "ocen-urzad")
ABOUT = ("deklaracja-dostepnosci", "ochrona-danych-osobowych")
# Pages whose title is long, as a heading may be, and a link should not.
SHORT_NAMES = {"ocen-urzad": "Oceń Urząd"}


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The portal's links: `menu` (main menu), `top`, `shortcuts` and `about` (footer)."""

    home: Page
    menu: tuple[Page, ...]
    top: tuple[Page, ...]
    shortcuts: tuple[Page, ...]
    about: tuple[Page, ...]


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> Navigation | None:
    """The menus of the portal that was asked for; None when no portal answers to this host."""
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return None
    home = site.root_page
    pages = list(
        (
            Page.objects.child_of(home).in_menu()
            | Page.objects.descendant_of(home).filter(slug__in={*TOP, *SHORTCUTS, *ABOUT})
        )
        .live()
        .order_by("path")
    )
    named = {page.slug: page for page in reversed(pages)}
    return Navigation(
        home=home,
        menu=tuple(page for page in pages if page.show_in_menus and page.depth == home.depth + 1),
        top=tuple(named[slug] for slug in TOP if slug in named),
        shortcuts=tuple(named[slug] for slug in SHORTCUTS if slug in named),
        about=tuple(named[slug] for slug in ABOUT if slug in named),
    )


@register.simple_tag
def way_up(page: Page, home: Page) -> list[Page]:
    """The pages between the portal's front page (included) and `page` (left out)."""
    return list(page.get_ancestors().descendant_of(home, inclusive=True))


@register.filter
def holds(section: Page, page: Page | None) -> bool:
    """Whether `page` is `section` or stands below it, as the address of both tells."""
    return bool(page and page.path.startswith(section.path))


@register.filter
def short_name(page: Page) -> str:
    """What links and the path call a page."""
    return SHORT_NAMES.get(page.slug) or str(page.title)
