"""Papers of the tool that have gone out: kept as they went, whatever is written down later.

The letter goes to the firms with the catalogue as its annex, the catalogue to the contractor with
its discussion (P-05, P-09). Each is a file of the act that sent it.
"""

from __future__ import annotations

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents.letter import letter_pdf
from wagtail_ocen_urzad.procedure.models import (
    EnquiryRecipient,
    Handover,
    PriceEnquiry,
    Study,
    StudyFile,
)
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb


def letter_name(*, study: Study) -> str:
    """Return what the letter is called as a file."""
    return f"zapytanie-o-cene-{study.year}.pdf"


def catalogue_name(*, study: Study) -> str:
    """Return what the catalogue is called as a file."""
    return f"katalog-zagadnien-{study.year}.pdf"


def letter_as_sent(*, study: Study) -> StudyFile | None:
    """Return the letter as it was sent; None of one that was not sent, or was corrected since."""
    sent = queries.records_of(study=study, kind=EnquiryRecipient).exclude(sent_on=None)
    enquiry = queries.records_of(study=study, kind=PriceEnquiry).last()
    if enquiry is None or not sent.exists():
        return None
    kept = _kept(study, Verb.SEND_ENQUIRY, letter_name(study=study))
    written = queries.entry_about(record=enquiry)
    is_current = kept is not None and written is not None and kept.entry.number > written.number
    return kept if is_current else None


def catalogue_as_handed_over(*, study: Study) -> StudyFile | None:
    """Return the catalogue as the contractor got it; None as long as they have not."""
    handovers = queries.records_of(study=study, kind=Handover)
    if not handovers.filter(task=TaskCode.CATALOGUE_HANDOVER).exists():
        return None
    return _kept(study, Verb.HAND_OVER_CATALOGUE, catalogue_name(study=study))


def letter_to_send(*, study: Study) -> bytes:
    """Return the letter as a PDF: to every firm the same one, until it is corrected.

    The edition must have a letter.
    """
    kept = letter_as_sent(study=study)
    if kept is not None:
        try:
            return files.read(sha256=kept.sha256)
        except files.UnableToRead:
            # Lost from the storage; its checksum stays, and the next firm is asked all the same.
            pass
    return letter_pdf(study=study)


def _kept(study: Study, verb: Verb, name: str) -> StudyFile | None:
    """Return the paper that the newest such act has kept; the tool's own is its first file."""
    found = study.files.filter(entry__verb=verb.value, name=name).select_related("entry")
    return found.order_by("-entry__number", "pk").first()
