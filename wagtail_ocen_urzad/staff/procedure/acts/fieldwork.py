"""Steps 2 to 4: contract, dates, the accepted questionnaire, monitoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    DateAgreement,
    MonitoringEntry,
    QuestionnaireAcceptance,
    Study,
)
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.staff.procedure.acts.act import Act, papers, until
from wagtail_ocen_urzad.staff.procedure.fields import FirmField, VersionField, form_of

DETAILS = ("places", "hours", "interviewers", "contacts")


def kind_of_study(study: Study) -> Mapping[str, Any]:
    """Begin with the kind of the edition."""
    return {"kind": study.kind}


def planned_days(study: Study) -> Mapping[str, Any]:
    """Begin with the days that were planned."""
    return {"fieldwork_from": study.fieldwork_from, "fieldwork_to": study.fieldwork_to}


def agreed_days(study: Study) -> Mapping[str, Any]:
    """Begin with what was agreed first."""
    found = queries.records_of(study=study, kind=DateAgreement).filter(task=TaskCode.DATE).last()
    names = ("fieldwork_from", "fieldwork_to", "agreed_with")
    return {name: getattr(found, name) for name in names} if found else {}


ACTS = (
    Act(
        verb=Verb.RECORD_CONTRACT,
        slug="zapisz",
        heading=_("Contract"),
        button=_("Save the contract"),
        form=form_of(
            Contract,
            "number",
            "signed_on",
            "kind",
            "net",
            "gross",
            "questionnaire_due",
            "processing_note",
            past=["signed_on"],
            rows=(("number", "signed_on"), ("net", "gross")),
            first={"contractor": FirmField()},
            files=papers(),
        ),
        do=operations.record_contract,
        offered=until(Contract),
        initial=kind_of_study,
        help=_(
            "A clause for the contract: “The contractor hands over the report as a PDF that meets"
            " the requirements of digital accessibility, and the set of answers as XLSX or CSV"
            " (UTF-8), in which one row is one questionnaire, with a description of variables,"
            " codes and weights.”"
        ),
    ),
    Act(
        verb=Verb.AGREE_DATE,
        slug="uzgodnij",
        heading=_("Agreement"),
        button=_("Save the agreement"),
        form=form_of(
            DateAgreement,
            "agreed_on",
            "fieldwork_from",
            "fieldwork_to",
            "agreed_with",
            "note",
            past=["agreed_on"],
            rows=(("fieldwork_from", "fieldwork_to"),),
            files=papers(label=_("Letter or note")),
        ),
        do=operations.agree_date,
        offered=until(DateAgreement),
        initial=planned_days,
    ),
    Act(
        verb=Verb.ACCEPT_QUESTIONNAIRE,
        slug="zaakceptuj",
        heading=_("Acceptance"),
        button=_("Save the acceptance"),
        form=form_of(
            QuestionnaireAcceptance,
            "accepted_by",
            "accepted_by_position",
            "accepted_on",
            "note",
            past=["accepted_on"],
            rows=(("accepted_by", "accepted_by_position"),),
            version=VersionField(),
            files=papers(label=_("The accepted questionnaire (one file)")),
        ),
        do=operations.accept_questionnaire,
        offered=until(QuestionnaireAcceptance),
        help=_(
            "The acceptance is bound to one file, or to a version of our own survey, by its"
            " checksum. Exactly that may then be handed to the contractor."
        ),
    ),
    Act(
        verb=Verb.AGREE_EXACT_DATE,
        slug="uzgodnij",
        heading=_("Agreement"),
        button=_("Save the agreement"),
        form=form_of(
            DateAgreement,
            "agreed_on",
            "fieldwork_from",
            "fieldwork_to",
            "agreed_with",
            *DETAILS,
            "note",
            past=["agreed_on"],
            rows=(("fieldwork_from", "fieldwork_to"), ("places", "hours")),
            files=papers(label=_("Letter or note")),
        ),
        do=operations.agree_exact_date,
        offered=until(DateAgreement),
        initial=agreed_days,
        help=_("Of the organisational details, at least one is needed."),
    ),
    Act(
        verb=Verb.MONITOR,
        slug="wpis",
        heading=_("New entry"),
        button=_("Add the entry"),
        form=form_of(
            MonitoringEntry,
            "observed_on",
            "observation",
            "reaction",
            "with_unit_head",
            "with_desk_head",
            "others",
            past=["observed_on"],
            files=papers(),
        ),
        do=operations.record_monitoring,
    ),
)
