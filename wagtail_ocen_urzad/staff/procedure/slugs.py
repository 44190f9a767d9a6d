"""What the tasks of the procedure are called in addresses; an own step keeps its own code."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps import TaskCode

SLUGS: dict[str, str] = {
    TaskCode.CATALOGUE: "katalog",
    TaskCode.ENQUIRY: "zapytanie",
    TaskCode.REPLIES: "oferty",
    TaskCode.REPLIES_HANDOVER: "przekazanie-ofert",
    TaskCode.PROCUREMENT: "zamowienie",
    TaskCode.CONTRACT: "umowa",
    TaskCode.CATALOGUE_HANDOVER: "przekazanie-katalogu",
    TaskCode.DATE: "termin",
    TaskCode.ACCEPTANCE: "akceptacja",
    TaskCode.QUESTIONNAIRE_HANDOVER: "przekazanie-ankiety",
    TaskCode.EXACT_DATE: "dokladny-termin",
    TaskCode.MONITORING: "monitorowanie",
    TaskCode.RESULTS: "wyniki",
    TaskCode.RESULTS_TO_UNIT_HEAD: "wyniki-dla-kierownika",
    TaskCode.RESULTS_TO_REPRESENTATIVE: "wyniki-dla-pelnomocnika",
    TaskCode.ANALYSIS: "analiza",
    TaskCode.ASSESSMENT: "ocena",
    TaskCode.SUBMISSION: "przedlozenie",
    TaskCode.AUDIT_ORDER: "polecenie-auditu",
    TaskCode.AUDIT: "audit",
    TaskCode.ACTIONS: "dzialania",
    TaskCode.PUBLICATION_DECISION: "sposob-publikacji",
    TaskCode.PUBLICATION: "publikacja",
    TaskCode.GUIDELINES: "wytyczne",
}
CODES = {slug: str(code) for code, slug in SLUGS.items()}


def slug_of(*, code: str) -> str:
    """Return what a task is called in an address."""
    return SLUGS.get(code, code)


def code_of(*, slug: str) -> str:
    """Return the code of the task that an address names."""
    return CODES.get(slug, slug)
