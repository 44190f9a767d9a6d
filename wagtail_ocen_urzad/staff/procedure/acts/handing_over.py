"""The six handovers: one form, the names of the roles to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Contract, Handover, Study
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
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


def _between(giver: Role, taker: Role | None) -> Initial:
    """Begin with what the office calls both; without a taker it is the contractor."""

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


def _act(verb: Verb, task: TaskCode, button: Promise, initial: Initial, *more: str) -> Act:
    return Act(
        verb=verb,
        slug="przekaz",
        heading=_("Handover"),
        button=button,
        form=_form(*more),
        do=partial(operations.hand_over, task=task),
        offered=until(Handover),
        initial=initial,
    )


ACTS = (
    _act(
        Verb.HAND_OVER_REPLIES,
        TaskCode.REPLIES_HANDOVER,
        _("Save the handover"),
        _between(Role.COORDINATOR, Role.UNIT_HEAD),
    ),
    _act(
        Verb.HAND_OVER_CATALOGUE,
        TaskCode.CATALOGUE_HANDOVER,
        _("Save the handover"),
        _between(Role.COORDINATOR, None),
        "discussion",
    ),
    _act(
        Verb.HAND_OVER_QUESTIONNAIRE,
        TaskCode.QUESTIONNAIRE_HANDOVER,
        _("Save the handover"),
        _between(Role.COORDINATOR, None),
    ),
    _act(
        Verb.HAND_RESULTS_TO_UNIT_HEAD,
        TaskCode.RESULTS_TO_UNIT_HEAD,
        _("Save the handover"),
        _between(Role.COORDINATOR, Role.UNIT_HEAD),
    ),
    _act(
        Verb.HAND_RESULTS_TO_REPRESENTATIVE,
        TaskCode.RESULTS_TO_REPRESENTATIVE,
        _("Save the handover"),
        _between(Role.COORDINATOR, Role.QUALITY_REPRESENTATIVE),
    ),
    _act(
        Verb.SUBMIT_RESULTS,
        TaskCode.SUBMISSION,
        _("Save the submission"),
        _between(Role.QUALITY_REPRESENTATIVE, Role.OFFICE_HEAD),
    ),
)
