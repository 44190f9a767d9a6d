"""The procedure of the yearly external study as data: seven steps, word for word.

The quotes are the sentences of the procedure document. Where it is silent nothing is demanded;
the readings are those of domain 2.4. An office adapts names, deadlines, the number of enquiries
and may add steps of its own (`adaptation`); what is here is the document to the letter.
"""

from wagtail_ocen_urzad.procedure.steps.codes import (
    FEWEST_ENQUIRIES,
    RECEIVERS,
    Role,
    StageCode,
    TaskCode,
)
from wagtail_ocen_urzad.procedure.steps.document import (
    STEPS,
    default_task,
)
from wagtail_ocen_urzad.procedure.steps.quotes import (
    AIM,
    AUDIT_QUOTE,
    CATALOGUE_QUOTE,
    CONTRACT_QUOTE,
    ENQUIRY_QUOTE,
    EXCEPTION_QUOTE,
    INPUT,
    MONITORING_QUOTE,
    OF_THE_UNIT,
    OUTPUT,
    PUBLICATION_QUOTE,
    QUESTIONNAIRE_QUOTE,
    REPLIES_QUOTE,
    RESULTS_QUOTE,
    named_in,
)
from wagtail_ocen_urzad.procedure.steps.shapes import (
    Stage,
    Task,
)

__all__ = [
    "AIM",
    "AUDIT_QUOTE",
    "CATALOGUE_QUOTE",
    "CONTRACT_QUOTE",
    "ENQUIRY_QUOTE",
    "EXCEPTION_QUOTE",
    "FEWEST_ENQUIRIES",
    "INPUT",
    "MONITORING_QUOTE",
    "OF_THE_UNIT",
    "OUTPUT",
    "PUBLICATION_QUOTE",
    "QUESTIONNAIRE_QUOTE",
    "RECEIVERS",
    "REPLIES_QUOTE",
    "RESULTS_QUOTE",
    "STEPS",
    "Role",
    "Stage",
    "StageCode",
    "Task",
    "TaskCode",
    "default_task",
    "named_in",
]
