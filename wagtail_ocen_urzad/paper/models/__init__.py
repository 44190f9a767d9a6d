"""Nouns of paper: what was printed, typed, checked and corrected."""

from wagtail_ocen_urzad.paper.models.checking import CheckedSheet, Mismatch
from wagtail_ocen_urzad.paper.models.corrections import BatchCorrection
from wagtail_ocen_urzad.paper.models.print_runs import PrintRun
from wagtail_ocen_urzad.paper.models.sheets import BlankSheet, EnteredSerial, PaperQuestionnaire
from wagtail_ocen_urzad.paper.models.site_mark import SiteMark

__all__ = [
    "BatchCorrection",
    "BlankSheet",
    "CheckedSheet",
    "EnteredSerial",
    "Mismatch",
    "PaperQuestionnaire",
    "PrintRun",
    "SiteMark",
]
