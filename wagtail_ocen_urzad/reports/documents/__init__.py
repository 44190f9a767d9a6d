"""Papers made from a snapshot, and only from it: the report on the screen and as PDF."""

from wagtail_ocen_urzad.reports.documents.present import present
from wagtail_ocen_urzad.reports.documents.rendering import report_html, report_pdf

__all__ = ["present", "report_html", "report_pdf"]
