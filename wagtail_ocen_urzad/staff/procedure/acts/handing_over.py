"""The six handovers: one form, the names of the roles to begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.documents.catalogue import catalogue_pdf
from wagtail_ocen_urzad.procedure.documents.kept import catalogue_name
from wagtail_ocen_urzad.procedure.models import Contract, Handover, Study
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.steps import RECEIVERS, Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, Verb
from wagtail_ocen_urzad.staff.procedure.acts.act import Act, Initial, papers, until
from wagtail_ocen_urzad.staff.procedure.fields import StudyForm, form_of


def _form(*more: str) -> type[StudyForm]:
    return form_of(
        Handover,
        "from_name",
        "to_name",
        "handed_on",
        *more,
        "note",
        past=["handed_on"],
        required=more,
        rows=(("from_name", "to_name"),),
        files=papers(),
    )


def _from(giver: Role, task: TaskCode) -> Initial:
    """Begin with what the office calls both; without a taker it is the contractor."""
    taker = RECEIVERS.get(task)

    def initial(study: Study) -> Mapping[str, Any]:
        named = study.procedure.adaptation.named
        if taker is not None:
            return {"from_name": named(role=giver), "to_name": named(role=taker)}
        contract = queries.records_of(study=study, kind=Contract).last()
        return {
            "from_name": named(role=giver),
            "to_name": contract.contractor_name if contract else "",
        }

    return initial


def hand_over_catalogue(
    *, study: Study, discussion: str, files: Sequence[NewFile], **more: Any
) -> Any:
    """Hand the catalogue to the contractor; it is kept as they get it, with its discussion."""
    paper = NewFile(
        name=catalogue_name(study=study),
        content=catalogue_pdf(study=study, discussion=discussion),
    )
    return operations.hand_over(
        study=study,
        task=TaskCode.CATALOGUE_HANDOVER,
        discussion=discussion,
        files=[paper, *files],
        **more,
    )


def _act(
    verb: Verb,
    button: Promise,
    giver: Role,
    *more: str,
    do: Callable[..., Any] | None = None,
) -> Act:
    task = TASK_OF[verb]
    return Act(
        verb=verb,
        slug="przekaz",
        heading=_("Handover"),
        button=button,
        form=_form(*more),
        do=do or partial(operations.hand_over, task=task),
        offered=until(Handover),
        initial=_from(giver, task),
    )


ACTS = (
    _act(Verb.HAND_OVER_REPLIES, _("Save the handover"), Role.COORDINATOR),
    _act(
        Verb.HAND_OVER_CATALOGUE,
        _("Save the handover"),
        Role.COORDINATOR,
        "discussion",
        do=hand_over_catalogue,
    ),
    _act(Verb.HAND_OVER_QUESTIONNAIRE, _("Save the handover"), Role.COORDINATOR),
    _act(Verb.HAND_RESULTS_TO_UNIT_HEAD, _("Save the handover"), Role.COORDINATOR),
    _act(Verb.HAND_RESULTS_TO_REPRESENTATIVE, _("Save the handover"), Role.COORDINATOR),
    _act(Verb.SUBMIT_RESULTS, _("Save the submission"), Role.QUALITY_REPRESENTATIVE),
)
