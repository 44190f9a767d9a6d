"""Verbs of the external study. Other rooms call these, and `queries`, and nothing else here."""

from wagtail_ocen_urzad.procedure.operations.actions import (
    UnableToCheckEffect,
    UnableToCompleteAction,
    UnableToPlanAction,
    check_effect,
    complete_action,
    plan_action,
)
from wagtail_ocen_urzad.procedure.operations.actors import (
    UnableToAct,
    name_of,
)
from wagtail_ocen_urzad.procedure.operations.analysis import (
    UnableToAnalyse,
    UnableToAssess,
    analyse_results,
    assess_results,
)
from wagtail_ocen_urzad.procedure.operations.attachments import (
    ENDINGS,
    MOST_BYTES,
    MOST_FILES,
    NAME_LIMIT,
    NewFile,
)
from wagtail_ocen_urzad.procedure.operations.audits import (
    UnableToOrderAudit,
    UnableToRecordAudit,
    order_audit,
    record_audit,
)
from wagtail_ocen_urzad.procedure.operations.beginning import (
    UnableToBeginStudy,
    begin_study,
)
from wagtail_ocen_urzad.procedure.operations.catalogue import (
    UnableToAddIssue,
    UnableToCompileCatalogue,
    add_issue,
    compile_catalogue,
)
from wagtail_ocen_urzad.procedure.operations.closing import (
    UnableToCloseStudy,
    close_study,
)
from wagtail_ocen_urzad.procedure.operations.contracts import (
    UnableToRecordContract,
    record_contract,
)
from wagtail_ocen_urzad.procedure.operations.corrections import (
    UnableToCorrect,
    UnableToWithdraw,
    correct,
    is_bound,
    withdraw,
)
from wagtail_ocen_urzad.procedure.operations.dates import (
    UnableToAgreeDate,
    agree_date,
    agree_exact_date,
)
from wagtail_ocen_urzad.procedure.operations.deadlines import (
    UnableToMoveDeadline,
    move_deadline,
)
from wagtail_ocen_urzad.procedure.operations.describing import (
    UnableToDescribeStudy,
    describe_study,
    follow_procedure,
)
from wagtail_ocen_urzad.procedure.operations.enquiry import (
    UnableToAddRecipient,
    UnableToPrepareEnquiry,
    add_recipient,
    prepare_enquiry,
)
from wagtail_ocen_urzad.procedure.operations.firms import (
    UnableToChangeContractor,
    change_contractor,
    register_contractor,
)
from wagtail_ocen_urzad.procedure.operations.guidelines import (
    UnableToIssueGuidelines,
    issue_guidelines,
)
from wagtail_ocen_urzad.procedure.operations.handing_over import (
    VERBS,
    UnableToHandOver,
    hand_over,
)
from wagtail_ocen_urzad.procedure.operations.monitoring import (
    UnableToMonitor,
    record_monitoring,
)
from wagtail_ocen_urzad.procedure.operations.procedures import (
    UnableToAdoptProcedure,
    adopt_procedure,
)
from wagtail_ocen_urzad.procedure.operations.procurement import (
    UnableToConcludeProcurement,
    UnableToStartProcurement,
    conclude_procurement,
    proposed_path,
    start_procurement,
)
from wagtail_ocen_urzad.procedure.operations.publication import (
    UnableToDecidePublication,
    UnableToPublish,
    decide_publication,
    publish_results,
)
from wagtail_ocen_urzad.procedure.operations.questionnaires import (
    UnableToAcceptQuestionnaire,
    accept_questionnaire,
)
from wagtail_ocen_urzad.procedure.operations.remarks import (
    UnableToComment,
    UnableToCompleteStep,
    comment_on_study,
    complete_extra_step,
)
from wagtail_ocen_urzad.procedure.operations.replies import (
    UnableToRecordReply,
    record_no_reply,
    record_quote,
)
from wagtail_ocen_urzad.procedure.operations.results import (
    UnableToAcknowledge,
    UnableToReceiveResults,
    acknowledge_results,
    receive_results,
)
from wagtail_ocen_urzad.procedure.operations.roles import (
    UnableToAssignRole,
    assign_role,
    end_role,
)
from wagtail_ocen_urzad.procedure.operations.sending import (
    Sending,
    UnableToSendEnquiry,
    send_enquiry,
)

__all__ = [
    "ENDINGS",
    "MOST_BYTES",
    "MOST_FILES",
    "NAME_LIMIT",
    "VERBS",
    "NewFile",
    "Sending",
    "UnableToAcceptQuestionnaire",
    "UnableToAcknowledge",
    "UnableToAct",
    "UnableToAddIssue",
    "UnableToAddRecipient",
    "UnableToAdoptProcedure",
    "UnableToAgreeDate",
    "UnableToAnalyse",
    "UnableToAssess",
    "UnableToAssignRole",
    "UnableToBeginStudy",
    "UnableToChangeContractor",
    "UnableToCheckEffect",
    "UnableToCloseStudy",
    "UnableToComment",
    "UnableToCompileCatalogue",
    "UnableToCompleteAction",
    "UnableToCompleteStep",
    "UnableToConcludeProcurement",
    "UnableToCorrect",
    "UnableToDecidePublication",
    "UnableToDescribeStudy",
    "UnableToHandOver",
    "UnableToIssueGuidelines",
    "UnableToMonitor",
    "UnableToMoveDeadline",
    "UnableToOrderAudit",
    "UnableToPlanAction",
    "UnableToPrepareEnquiry",
    "UnableToPublish",
    "UnableToReceiveResults",
    "UnableToRecordAudit",
    "UnableToRecordContract",
    "UnableToRecordReply",
    "UnableToSendEnquiry",
    "UnableToStartProcurement",
    "UnableToWithdraw",
    "accept_questionnaire",
    "acknowledge_results",
    "add_issue",
    "add_recipient",
    "adopt_procedure",
    "agree_date",
    "agree_exact_date",
    "analyse_results",
    "assess_results",
    "assign_role",
    "begin_study",
    "change_contractor",
    "check_effect",
    "close_study",
    "comment_on_study",
    "compile_catalogue",
    "complete_action",
    "complete_extra_step",
    "conclude_procurement",
    "correct",
    "decide_publication",
    "describe_study",
    "end_role",
    "follow_procedure",
    "hand_over",
    "is_bound",
    "issue_guidelines",
    "move_deadline",
    "name_of",
    "order_audit",
    "plan_action",
    "prepare_enquiry",
    "proposed_path",
    "publish_results",
    "receive_results",
    "record_audit",
    "record_contract",
    "record_monitoring",
    "record_no_reply",
    "record_quote",
    "register_contractor",
    "send_enquiry",
    "start_procurement",
    "withdraw",
]
