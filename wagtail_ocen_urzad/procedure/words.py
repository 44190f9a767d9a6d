"""What the steps and tasks of the procedure are called. Names of roles are the office's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from wagtail_ocen_urzad.procedure.adaptation import Adaptation, other_names
from wagtail_ocen_urzad.procedure.steps import RECEIVERS, Role, Stage, StageCode, Task, TaskCode
from wagtail_ocen_urzad.procedure.verbs import TASK_OF, Verb
from wagtail_ocen_urzad.reports.documents.typesetting import whole

STAGES: dict[str, Promise] = {
    StageCode.CATALOGUE: _("Catalogue of issues and price enquiry"),
    StageCode.CONTRACT: _("Contract and date of the study"),
    StageCode.QUESTIONNAIRE: _("Acceptance of the questionnaire and exact date"),
    StageCode.MONITORING: _("Monitoring of the study"),
    StageCode.RESULTS: _("Results and analysis"),
    StageCode.AUDIT: _("Audit and actions"),
    StageCode.PUBLICATION: _("Publication of the results"),
}

TASKS: dict[str, Promise] = {
    TaskCode.CATALOGUE: pgettext_lazy("task", "Catalogue of issues"),
    TaskCode.ENQUIRY: pgettext_lazy("task", "Price enquiry"),
    TaskCode.REPLIES: pgettext_lazy("task", "Replies of the firms"),
    TaskCode.REPLIES_HANDOVER: pgettext_lazy("task", "Handover of the replies"),
    TaskCode.PROCUREMENT: pgettext_lazy("task", "Public procurement procedure"),
    TaskCode.CONTRACT: pgettext_lazy("task", "Contract"),
    TaskCode.CATALOGUE_HANDOVER: pgettext_lazy("task", "Handover of the catalogue"),
    TaskCode.DATE: pgettext_lazy("task", "Agreement on the date of the study"),
    TaskCode.ACCEPTANCE: pgettext_lazy("task", "Acceptance of the questionnaire"),
    TaskCode.QUESTIONNAIRE_HANDOVER: pgettext_lazy("task", "Handover of the questionnaire"),
    TaskCode.EXACT_DATE: pgettext_lazy("task", "Agreement on the exact date of the study"),
    TaskCode.MONITORING: pgettext_lazy("task", "Monitoring of the study"),
    TaskCode.RESULTS: pgettext_lazy("task", "Results of the study"),
    TaskCode.RESULTS_TO_UNIT_HEAD: pgettext_lazy("task", "Handover of the results"),
    TaskCode.RESULTS_TO_REPRESENTATIVE: pgettext_lazy("task", "Handover of the results"),
    TaskCode.ANALYSIS: pgettext_lazy("task", "Analysis of the results"),
    TaskCode.ASSESSMENT: pgettext_lazy("task", "Assessment of the results"),
    TaskCode.SUBMISSION: pgettext_lazy("task", "Submission of the results"),
    TaskCode.AUDIT_ORDER: pgettext_lazy("task", "Order of an internal audit"),
    TaskCode.AUDIT: pgettext_lazy("task", "Internal audit"),
    TaskCode.ACTIONS: pgettext_lazy("task", "Correction, corrective and preventive actions"),
    TaskCode.PUBLICATION_DECISION: pgettext_lazy("task", "Way of publishing"),
    TaskCode.PUBLICATION: pgettext_lazy("task", "Publication of the results"),
    TaskCode.GUIDELINES: pgettext_lazy("task", "Guidelines for auditing"),
}


VERBS: dict[Verb, Promise] = {
    Verb.BEGIN: pgettext_lazy("act", "Began the edition"),
    Verb.DESCRIBE: pgettext_lazy("act", "Described the edition"),
    Verb.FOLLOW_PROCEDURE: pgettext_lazy("act", "Took over a newer version of the procedure"),
    Verb.ADD_ISSUE: pgettext_lazy("act", "Added an issue"),
    Verb.COMPILE_CATALOGUE: pgettext_lazy("act", "Compiled the catalogue of issues"),
    Verb.PREPARE_ENQUIRY: pgettext_lazy("act", "Prepared the price enquiry"),
    Verb.ADD_RECIPIENT: pgettext_lazy("act", "Added a recipient of the enquiry"),
    Verb.SEND_ENQUIRY: pgettext_lazy("act", "Sent the price enquiry"),
    Verb.RECORD_QUOTE: pgettext_lazy("act", "Wrote down a quote"),
    Verb.RECORD_NO_REPLY: pgettext_lazy("act", "Noted that there was no reply"),
    Verb.HAND_OVER_REPLIES: pgettext_lazy("act", "Handed the replies to the head of the unit"),
    Verb.START_PROCUREMENT: pgettext_lazy("act", "Started the public procurement procedure"),
    Verb.CONCLUDE_PROCUREMENT: pgettext_lazy("act", "Wrote down the result of the procurement"),
    Verb.RECORD_CONTRACT: pgettext_lazy("act", "Wrote down the contract"),
    Verb.HAND_OVER_CATALOGUE: pgettext_lazy("act", "Handed the catalogue to the contractor"),
    Verb.AGREE_DATE: pgettext_lazy("act", "Agreed the date of the study"),
    Verb.ACCEPT_QUESTIONNAIRE: pgettext_lazy("act", "Accepted the questionnaire"),
    Verb.HAND_OVER_QUESTIONNAIRE: pgettext_lazy(
        "act", "Handed the questionnaire to the contractor"
    ),
    Verb.AGREE_EXACT_DATE: pgettext_lazy("act", "Agreed the exact date of the study"),
    Verb.MOVE_DEADLINE: pgettext_lazy("act", "Moved a deadline"),
    Verb.MONITOR: pgettext_lazy("act", "Wrote down an observation"),
    Verb.RECEIVE_RESULTS: pgettext_lazy("act", "Took in the results"),
    Verb.HAND_RESULTS_TO_UNIT_HEAD: pgettext_lazy(
        "act", "Handed the results to the head of the unit"
    ),
    Verb.HAND_RESULTS_TO_REPRESENTATIVE: pgettext_lazy(
        "act", "Handed the results to the representative"
    ),
    Verb.ANALYSE: pgettext_lazy("act", "Wrote down the analysis of the results"),
    Verb.ASSESS: pgettext_lazy("act", "Assessed the results"),
    Verb.SUBMIT_RESULTS: pgettext_lazy("act", "Submitted the results to the head of the office"),
    Verb.ACKNOWLEDGE: pgettext_lazy("act", "Acknowledged the results"),
    Verb.ORDER_AUDIT: pgettext_lazy("act", "Ordered an internal audit"),
    Verb.RECORD_AUDIT: pgettext_lazy("act", "Wrote down the findings of the audit"),
    Verb.PLAN_ACTION: pgettext_lazy("act", "Planned an action"),
    Verb.COMPLETE_ACTION: pgettext_lazy("act", "Carried out an action"),
    Verb.CHECK_EFFECT: pgettext_lazy("act", "Checked the effect of an action"),
    Verb.DECIDE_PUBLICATION: pgettext_lazy("act", "Indicated the way of publishing"),
    Verb.PUBLISH: pgettext_lazy("act", "Published the results"),
    Verb.ISSUE_GUIDELINES: pgettext_lazy("act", "Issued the guidelines for auditing"),
    Verb.COMPLETE_EXTRA_STEP: pgettext_lazy("act", "Completed a step of the office's own"),
    Verb.COMMENT: pgettext_lazy("act", "Added a comment"),
    Verb.CORRECT: pgettext_lazy("act", "Corrected a record"),
    Verb.WITHDRAW: pgettext_lazy("act", "Withdrew a record"),
    Verb.CLOSE: pgettext_lazy("act", "Closed the edition"),
}
"""What was done, as the register of entries says it."""

HANDED: dict[Verb, Promise] = {
    Verb.HAND_OVER_REPLIES: pgettext_lazy("act", "Handed the replies over"),
    Verb.HAND_RESULTS_TO_UNIT_HEAD: pgettext_lazy("act", "Handed the results over"),
    Verb.HAND_RESULTS_TO_REPRESENTATIVE: pgettext_lazy("act", "Handed the results over"),
    Verb.SUBMIT_RESULTS: pgettext_lazy("act", "Submitted the results"),
}
"""The same, before the name of who took it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What an office calls those who take something."""

    adaptation: Adaptation
    head: str = ""
    """Title of the head of the office in the dative, as its data say it; '' is not known."""

    def taker(self, *, task: str) -> str:
        """Return who takes what this task hands over; '' of a task that hands nothing over.

        Names of roles are the office's own, and stand in the nominative.
        """
        role = RECEIVERS.get(task)
        if role is None:
            return ""
        is_head = role is Role.OFFICE_HEAD and self.head
        return self.head if is_head else self.adaptation.named(role=role)

    def with_taker(self, *, what: str, task: str) -> str:
        """Return „Przekazanie wyników: Kierownik OS”."""
        taker = self.taker(task=task)
        return f"{what}: {taker}" if taker else what


def stage_title(*, stage: Stage) -> str:
    """Return what one of the seven steps is called."""
    return str(STAGES[stage.code])


def task_title(*, task: Task, names: Names) -> str:
    """Return what a task is called; a step of the office's own by the office's words."""
    return task.title or names.with_taker(what=str(TASKS[task.code]), task=task.code)


def in_this_office(*, adaptation: Adaptation, quote: str) -> str:
    """Return „W tym urzędzie: Prezydent – Burmistrz”; '' where the office changed no name.

    Args:
        adaptation: the procedure as the office has adopted it.
        quote: a sentence of the document, which stays as it is.
    """
    names = other_names(adaptation=adaptation, quote=quote)
    if not names:
        return ""
    said = "; ".join(f"{theirs} – {own}" for theirs, own in names)
    return str(_("In this office: %(names)s")) % {"names": said}


def after_deadline(*, days: int) -> str:
    """Return „5 dni po terminie”, of what was done late."""
    text = ngettext("%(count)s day after the deadline", "%(count)s days after the deadline", days)
    return text % {"count": whole(number=days)}


def verb_done(*, verb: str, names: Names | None = None) -> str:
    """Return what an act is called once it is done: „Dodano zagadnienie”.

    Args:
        verb: a `Verb`.
        names: what the office calls those who take something; None says it without a name.
    """
    act = Verb(verb)
    if names is None or act not in HANDED:
        return str(VERBS[act])
    return names.with_taker(what=str(HANDED[act]), task=TASK_OF[act])
