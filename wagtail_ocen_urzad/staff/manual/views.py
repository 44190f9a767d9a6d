"""„Instrukcja obsługi” in the admin: contents, chapters, pictures, and the PDF (R-21)."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.reports.documents.typesetting import day
from wagtail_ocen_urzad.staff.manual import book
from wagtail_ocen_urzad.staff.manual.printing import pdf_of_manual
from wagtail_ocen_urzad.staff.manual.reading import chapter_url, on_screen
from wagtail_ocen_urzad.staff.permissions import READ_MANUAL, guarded

ICON = "help"


def chapter_called(*, chapter: str) -> book.Chapter | None:
    """Return the chapter of an address, or None."""
    return book.the_manual().chapter(name=chapter)


def picture_called(*, picture: str) -> Path | None:
    """Return the picture of an address, or None."""
    return book.picture(name=picture)


@guarded(rule=READ_MANUAL)
def index(request: HttpRequest) -> HttpResponse:
    """Show what the manual is, its chapters and the PDF."""
    manual = book.the_manual()
    return _page(request, manual.introduction, title=_("User manual"))


@guarded(rule=READ_MANUAL, of=chapter_called)
def chapter(request: HttpRequest, shown: book.Chapter) -> HttpResponse:
    """Show one chapter."""
    return _page(request, shown, title=shown.title)


@guarded(rule=READ_MANUAL, of=picture_called)
def picture(_request: HttpRequest, path: Path) -> HttpResponse:
    """Hand out a picture of the manual."""
    return HttpResponse(
        path.read_bytes(),
        content_type="image/png",
        headers={"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"},
    )


@guarded(rule=READ_MANUAL)
def pdf(_request: HttpRequest) -> HttpResponse:
    """Hand out the whole manual as one PDF."""
    name = f"instrukcja-obslugi-{book.VERSION}.pdf"
    return HttpResponse(
        pdf_of_manual(),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _page(request: HttpRequest, shown: book.Chapter, *, title: str) -> HttpResponse:
    manual = book.the_manual()
    rendered = on_screen(chapter=shown)
    order = (manual.introduction, *manual.chapters)
    place = order.index(shown)
    return render(
        request,
        "wagtail_ocen_urzad/staff/manual/chapter.html",
        {
            "language": book.LANGUAGE,
            "body": rendered.html,
            "version": book.VERSION,
            "released": day(on=book.RELEASED_ON),
            "chapters": [
                {
                    "title": one.title,
                    "url": chapter_url(chapter=one),
                    "is_shown": one is shown,
                    "sections": on_screen(chapter=one).headings if one is shown else (),
                }
                for one in manual.chapters
            ],
            "is_contents": shown is manual.introduction,
            "contents_url": chapter_url(chapter=manual.introduction),
            "before": _link(order[place - 1]) if place else None,
            "after": _link(order[place + 1]) if place + 1 < len(order) else None,
            "header_title": title,
            "header_icon": ICON,
            "breadcrumbs_items": _breadcrumbs(title, is_contents=shown is manual.introduction),
        },
    )


def _link(one: book.Chapter) -> dict[str, str]:
    return {"url": chapter_url(chapter=one), "title": one.title}


def _breadcrumbs(title: str, *, is_contents: bool) -> list[dict[str, str]]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    contents = {"url": reverse("ocen_urzad_manual:index"), "label": _("User manual")}
    return [home, *([] if is_contents else [contents]), {"url": "", "label": title}]
