"""Which role may do which verb of the external study: one table, pure.

The verb of a task may be done by the task's actor and whoever else the task names. The database
keeps who holds a role; the operations ask both.
"""

from __future__ import annotations

from enum import StrEnum

from wagtail_ocen_urzad.procedure.steps import Role, TaskCode, default_task


class IssueSource(StrEnum):
    """The five sources of the catalogue („na podstawie własnych spostrzeżeń, analizy…”, P-04)."""

    OWN = "own"
    EARLIER_RESULTS = "earlier_results"
    DESK_HEAD = "desk_head"
    COMPLAINTS = "complaints"
    DEPARTMENT_HEADS = "department_heads"


class Verb(StrEnum):
    """Everything that is done to an edition; each act is one entry in its chain."""

    BEGIN = "begin"
    DESCRIBE = "describe"
    FOLLOW_PROCEDURE = "follow_procedure"
    ADD_ISSUE = "add_issue"
    COMPILE_CATALOGUE = "compile_catalogue"
    PREPARE_ENQUIRY = "prepare_enquiry"
    ADD_RECIPIENT = "add_recipient"
    SEND_ENQUIRY = "send_enquiry"
    RECORD_QUOTE = "record_quote"
    RECORD_NO_REPLY = "record_no_reply"
    HAND_OVER_REPLIES = "hand_over_replies"
    START_PROCUREMENT = "start_procurement"
    CONCLUDE_PROCUREMENT = "conclude_procurement"
    RECORD_CONTRACT = "record_contract"
    HAND_OVER_CATALOGUE = "hand_over_catalogue"
    AGREE_DATE = "agree_date"
    ACCEPT_QUESTIONNAIRE = "accept_questionnaire"
    HAND_OVER_QUESTIONNAIRE = "hand_over_questionnaire"
    AGREE_EXACT_DATE = "agree_exact_date"
    MOVE_DEADLINE = "move_deadline"
    MONITOR = "monitor"
    RECEIVE_RESULTS = "receive_results"
    HAND_RESULTS_TO_UNIT_HEAD = "hand_results_to_unit_head"
    HAND_RESULTS_TO_REPRESENTATIVE = "hand_results_to_representative"
    ANALYSE = "analyse"
    ASSESS = "assess"
    SUBMIT_RESULTS = "submit_results"
    ACKNOWLEDGE = "acknowledge"
    ORDER_AUDIT = "order_audit"
    RECORD_AUDIT = "record_audit"
    PLAN_ACTION = "plan_action"
    COMPLETE_ACTION = "complete_action"
    CHECK_EFFECT = "check_effect"
    DECIDE_PUBLICATION = "decide_publication"
    PUBLISH = "publish"
    ISSUE_GUIDELINES = "issue_guidelines"
    COMPLETE_EXTRA_STEP = "complete_extra_step"
    COMMENT = "comment"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    CLOSE = "close"


TASK_OF: dict[Verb, TaskCode] = {
    Verb.ADD_ISSUE: TaskCode.CATALOGUE,
    Verb.COMPILE_CATALOGUE: TaskCode.CATALOGUE,
    Verb.PREPARE_ENQUIRY: TaskCode.ENQUIRY,
    Verb.ADD_RECIPIENT: TaskCode.ENQUIRY,
    Verb.SEND_ENQUIRY: TaskCode.ENQUIRY,
    Verb.RECORD_QUOTE: TaskCode.REPLIES,
    Verb.RECORD_NO_REPLY: TaskCode.REPLIES,
    Verb.HAND_OVER_REPLIES: TaskCode.REPLIES_HANDOVER,
    Verb.START_PROCUREMENT: TaskCode.PROCUREMENT,
    Verb.CONCLUDE_PROCUREMENT: TaskCode.PROCUREMENT,
    Verb.RECORD_CONTRACT: TaskCode.CONTRACT,
    Verb.HAND_OVER_CATALOGUE: TaskCode.CATALOGUE_HANDOVER,
    Verb.AGREE_DATE: TaskCode.DATE,
    Verb.ACCEPT_QUESTIONNAIRE: TaskCode.ACCEPTANCE,
    Verb.HAND_OVER_QUESTIONNAIRE: TaskCode.QUESTIONNAIRE_HANDOVER,
    Verb.AGREE_EXACT_DATE: TaskCode.EXACT_DATE,
    Verb.MONITOR: TaskCode.MONITORING,
    Verb.RECEIVE_RESULTS: TaskCode.RESULTS,
    Verb.HAND_RESULTS_TO_UNIT_HEAD: TaskCode.RESULTS_TO_UNIT_HEAD,
    Verb.HAND_RESULTS_TO_REPRESENTATIVE: TaskCode.RESULTS_TO_REPRESENTATIVE,
    Verb.ANALYSE: TaskCode.ANALYSIS,
    Verb.ASSESS: TaskCode.ASSESSMENT,
    Verb.SUBMIT_RESULTS: TaskCode.SUBMISSION,
    Verb.ORDER_AUDIT: TaskCode.AUDIT_ORDER,
    Verb.RECORD_AUDIT: TaskCode.AUDIT,
    Verb.PLAN_ACTION: TaskCode.ACTIONS,
    Verb.COMPLETE_ACTION: TaskCode.ACTIONS,
    Verb.CHECK_EFFECT: TaskCode.ACTIONS,
    Verb.DECIDE_PUBLICATION: TaskCode.PUBLICATION_DECISION,
    Verb.PUBLISH: TaskCode.PUBLICATION,
    Verb.ISSUE_GUIDELINES: TaskCode.GUIDELINES,
}
"""What a verb works on; the others work on the edition as a whole."""

READ_ONLY = frozenset({Role.AUDITOR})
WRITERS = frozenset(Role) - READ_ONLY - {Role.DEPARTMENT_HEAD}

SOURCES: dict[Role, frozenset[IssueSource]] = {
    Role.COORDINATOR: frozenset(IssueSource),
    Role.DESK_HEAD: frozenset({IssueSource.DESK_HEAD}),
    Role.COMPLAINTS_CLERK: frozenset({IssueSource.COMPLAINTS}),
    Role.DEPARTMENT_HEAD: frozenset({IssueSource.DEPARTMENT_HEADS}),
}
"""Which sources a role may enter: the coordinator collects from all, the others speak for
themselves (P-04)."""

_OF_THE_EDITION: dict[Verb, frozenset[Role]] = {
    Verb.BEGIN: frozenset({Role.COORDINATOR}),
    Verb.DESCRIBE: frozenset({Role.COORDINATOR}),
    Verb.FOLLOW_PROCEDURE: frozenset({Role.COORDINATOR, Role.UNIT_HEAD}),
    Verb.MOVE_DEADLINE: frozenset({Role.COORDINATOR, Role.UNIT_HEAD}),
    Verb.ACKNOWLEDGE: frozenset({Role.OFFICE_HEAD}),
    Verb.COMMENT: WRITERS,
    Verb.CLOSE: frozenset({Role.COORDINATOR, Role.QUALITY_REPRESENTATIVE}),
}


def roles_for(*, verb: Verb) -> frozenset[Role]:
    """Return who may do a verb.

    A correction is made by whoever may do the verb that made the record, and a step of the
    office's own by the role that the office gave it: for these three the answer is empty here.
    """
    if verb is Verb.ADD_ISSUE:
        return frozenset(SOURCES)
    if verb in _OF_THE_EDITION:
        return _OF_THE_EDITION[verb]
    if verb not in TASK_OF:
        return frozenset()
    task = default_task(code=TASK_OF[verb])
    return frozenset({task.actor, *task.also})


def may(*, role: Role, verb: Verb) -> bool:
    """Say whether a role may do a verb."""
    return role in roles_for(verb=verb)
