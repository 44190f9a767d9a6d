"""Two pages that no editor writes: the search and the map of the portal."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, Site

MOST_RESULTS = 30
LONGEST_QUERY = 100


def search(request: HttpRequest) -> HttpResponse:
    """Pages of this portal that hold all words of ``?q=``; without words, the empty form."""
    words = request.GET.get("q", "")[:LONGEST_QUERY]
    results = []
    # Letters and digits only: SQLite takes quotes, stars and brackets for its query language.
    if sought := " ".join(re.findall(r"\w+", words)):
        pages = Page.objects.descendant_of(_home_of(request), inclusive=True).live().public()
        results = [page.specific for page in pages.search(sought)[:MOST_RESULTS]]
    return render(request, "home/search.html", {"words": words, "results": results})


def site_map(request: HttpRequest) -> HttpResponse:
    """All live pages of this portal in the order of the tree."""
    home = _home_of(request)
    pages = Page.objects.descendant_of(home).live().public().order_by("path")
    return render(request, "home/site_map.html", {"annotated": Page.get_annotated_list_qs(pages)})


def _home_of(request: HttpRequest) -> Page:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site.root_page
