"""The report as HTML for the admin and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from wagtail_ocen_urzad import pdf
from wagtail_ocen_urzad.reports.documents.present import LANGUAGE, present
from wagtail_ocen_urzad.reports.documents.presentation import Picture
from wagtail_ocen_urzad.reports.documents.snapshot import Data
from wagtail_ocen_urzad.reports.documents.typesetting import tied

TEMPLATES = "wagtail_ocen_urzad/reports"
STYLESHEETS = (f"{TEMPLATES}/chart.css", f"{TEMPLATES}/report-pdf.css")


def report_html(
    *,
    data: Data,
    sha256: str,
    previous_sha256: str = "",
    toolbar: SafeString = SafeString(),  # noqa: B008 - text cannot be changed
    logo_url: Callable[[str], str] | None = None,
) -> SafeString:
    """Return the report as a part of an admin page.

    The page loads reports/chart.css, reports/report.css and reports/report.js.

    Args:
        data: content of the snapshot, parsed.
        sha256: hash of the snapshot, 64 hexadecimal digits.
        previous_sha256: hash of the survey's report before it, if there is one.
        toolbar: the page's buttons, between the line of facts and the chapters.
        logo_url: gives the address of a logo of the project, by its SHA-256; without it the
            alternative text is shown.
    """
    report = present(data=data, sha256=sha256, previous_sha256=previous_sha256)
    logos = [
        {"url": logo_url(one.sha256) if logo_url else "", "alt": one.alt}
        for one in report.title.project_logos
    ]
    context = {"report": report, "toolbar": toolbar, "project_logos": logos}
    with override(LANGUAGE):
        return render_to_string(f"{TEMPLATES}/report.html", context)


def report_pdf(
    *,
    data: Data,
    sha256: str,
    previous_sha256: str = "",
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the report as a tagged PDF; the same input gives the same bytes.

    Args:
        data: content of the snapshot, parsed.
        sha256: hash of the snapshot, 64 hexadecimal digits.
        previous_sha256: hash of the survey's report before it, if there is one.
        pictures: logos of the office data by their SHA-256; of one that is missing, the
            alternative text is printed.
    """
    pictures = pictures or {}
    report = present(data=data, sha256=sha256, previous_sha256=previous_sha256)
    title = report.title
    context = {
        "report": report,
        "logo": title.logo and _shown(title.logo, pictures),
        "project_logos": [_shown(one, pictures) for one in title.project_logos],
    }
    with override(LANGUAGE):
        html = render_to_string(f"{TEMPLATES}/report_pdf.html", context)
    head, end_of_head, body = html.partition("</head>")
    whole = head + end_of_head + tied(text=body)
    return pdf.render(html=whole, stylesheets=STYLESHEETS, pictures=pictures)


def _shown(picture: Picture, pictures: Mapping[str, bytes]) -> dict[str, str]:
    is_here = picture.sha256 in pictures
    return {"url": pdf.picture_url(name=picture.sha256) if is_here else "", "alt": picture.alt}
