"""Steps 5 to 7: results, analysis, assessment, audit and actions, publication, guidelines."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.models import (
    OF_THE_PROCEDURE,
    ActionKind,
    AuditGuidelines,
    FindingAssessment,
    InternalAudit,
    Publication,
    PublicationChannel,
    PublicationDecision,
    QualityAction,
    ResultsAcknowledgement,
    ResultsAnalysis,
    StudyRecord,
    StudyResults,
)
from wagtail_ocen_urzad.procedure.steps import TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.staff.procedure.acts.act import Act, papers, until
from wagtail_ocen_urzad.staff.procedure.fields import ChannelField, YesNoField, form_of

KINDS = [("", ""), *((one.value, one.label) for one in ActionKind if one in OF_THE_PROCEDURE)]


def is_not_held(records: Sequence[StudyRecord]) -> bool:
    """Say whether an audit was ordered and not held."""
    return any(isinstance(one, InternalAudit) and not one.is_held for one in records)


def is_not_done(records: Sequence[StudyRecord]) -> bool:
    """Say whether the action is still to be done."""
    return any(isinstance(one, QualityAction) and one.done_on is None for one in records)


def is_not_checked(records: Sequence[StudyRecord]) -> bool:
    """Say whether the action was done and nobody has looked at its effect."""
    return any(
        isinstance(one, QualityAction) and one.done_on and one.effect_checked_on is None
        for one in records
    )


ACTS = (
    Act(
        verb=Verb.RECEIVE_RESULTS,
        slug="przyjmij",
        heading=_("Results from the contractor"),
        button=_("Save the results"),
        form=form_of(
            StudyResults,
            "received_on",
            "summary",
            past=["received_on"],
            files=papers(label=_("Files with the results"), required=True),
        ),
        do=operations.receive_results,
    ),
    Act(
        verb=Verb.ANALYSE,
        slug="zapisz",
        heading=_("Analysis"),
        button=_("Save the analysis"),
        form=form_of(ResultsAnalysis, "analysed_on", "text", past=["analysed_on"], files=papers()),
        do=operations.analyse_results,
        offered=until(ResultsAnalysis),
    ),
    Act(
        verb=Verb.ASSESS,
        slug="ocen",
        heading=_("Assessment"),
        button=_("Save the assessment"),
        form=form_of(
            FindingAssessment,
            "finding",
            "reason",
            "assessed_on",
            past=["assessed_on"],
            files=papers(),
        ),
        do=operations.assess_results,
        offered=until(FindingAssessment),
        help=_(
            "With irregularities or a threat of them, an internal audit follows (step 6). Without,"
            " step 6 does not apply."
        ),
    ),
    Act(
        verb=Verb.ACKNOWLEDGE,
        slug="zapoznanie",
        heading=_("The head of the office has read the results"),
        button=_("I have read the results"),
        form=form_of(ResultsAcknowledgement, "acknowledged_on", "note", past=["acknowledged_on"]),
        do=operations.acknowledge_results,
        offered=until(ResultsAcknowledgement),
        task=TaskCode.SUBMISSION,
    ),
    Act(
        verb=Verb.ORDER_AUDIT,
        slug="polec",
        heading=pgettext_lazy("audit", "Order"),
        button=_("Save the order"),
        form=form_of(
            InternalAudit, "ordered_on", "team", "scope", past=["ordered_on"], files=papers()
        ),
        do=operations.order_audit,
        offered=until(InternalAudit),
    ),
    Act(
        verb=Verb.RECORD_AUDIT,
        slug="ustalenia",
        heading=_("Findings of the audit"),
        button=_("Save the findings"),
        form=form_of(
            InternalAudit,
            "held_from",
            "held_to",
            "findings",
            "no_actions_because",
            past=["held_from", "held_to"],
            required=["held_from", "held_to", "findings"],
            rows=(("held_from", "held_to"),),
            files=papers(),
        ),
        do=operations.record_audit,
        offered=is_not_held,
    ),
    Act(
        verb=Verb.PLAN_ACTION,
        slug="nowe",
        heading=_("New action"),
        button=_("Add the action"),
        form=form_of(
            QualityAction,
            "cause",
            "description",
            "owner",
            "due_on",
            rows=(("owner", "due_on"),),
            first={"kind": forms.ChoiceField(label=_("Kind of action"), choices=KINDS)},
            files=papers(),
        ),
        do=operations.plan_action,
    ),
    Act(
        verb=Verb.COMPLETE_ACTION,
        slug="wykonaj",
        heading=_("The action is done"),
        button=_("Save as done"),
        form=form_of(
            QualityAction, "done_on", past=["done_on"], required=["done_on"], files=papers()
        ),
        do=operations.complete_action,
        offered=is_not_done,
        on=QualityAction,
        argument="action",
    ),
    Act(
        verb=Verb.CHECK_EFFECT,
        slug="skutek",
        heading=_("Effect of the action"),
        button=_("Save the effect"),
        form=form_of(
            QualityAction,
            "effect_checked_on",
            "effect",
            past=["effect_checked_on"],
            required=["effect_checked_on", "effect"],
            is_effective=YesNoField(label=_("Was it effective")),
            files=papers(),
        ),
        do=operations.check_effect,
        offered=is_not_checked,
        on=QualityAction,
        argument="action",
    ),
    Act(
        verb=Verb.DECIDE_PUBLICATION,
        slug="wskaz",
        heading=_("Way of publishing"),
        button=_("Save the decision"),
        form=form_of(
            PublicationDecision,
            "manner",
            "decided_on",
            past=["decided_on"],
            first={
                "channels": forms.MultipleChoiceField(
                    label=_("Ways of publishing"),
                    choices=PublicationChannel.choices,
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"required": _("Tick at least one way.")},
                )
            },
            files=papers(),
        ),
        do=operations.decide_publication,
        offered=until(PublicationDecision),
    ),
    Act(
        verb=Verb.PUBLISH,
        slug="opublikuj",
        heading=_("The results were published"),
        button=_("Save the publication"),
        form=form_of(
            Publication,
            "place",
            "published_on",
            past=["published_on"],
            first={"channel": ChannelField()},
            files=papers(),
        ),
        do=operations.publish_results,
    ),
    Act(
        verb=Verb.ISSUE_GUIDELINES,
        slug="wydaj",
        heading=_("Guidelines for auditing"),
        button=_("Save the guidelines"),
        form=form_of(
            AuditGuidelines,
            "text",
            "issued_on",
            past=["issued_on"],
            first={"are_needed": YesNoField(label=_("Are guidelines needed"))},
            files=papers(),
        ),
        do=operations.issue_guidelines,
        offered=until(AuditGuidelines),
        help=_("When none are needed, write why: the edition is not closed without either."),
    ),
)
