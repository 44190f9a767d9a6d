"""What an office may say otherwise than the document. Pure."""

from wagtail_ocen_urzad.procedure.adaptation.data import (
    from_data,
    to_data,
)
from wagtail_ocen_urzad.procedure.adaptation.naming import (
    other_names,
)
from wagtail_ocen_urzad.procedure.adaptation.planning import (
    plan,
    threshold_on,
)
from wagtail_ocen_urzad.procedure.adaptation.problems import (
    is_amount,
    problems_of,
)
from wagtail_ocen_urzad.procedure.adaptation.shapes import (
    DEADLINES,
    DOCUMENT,
    ROLE_NAMES,
    THRESHOLDS,
    Adaptation,
    OwnStep,
    ProcurementThreshold,
)

__all__ = [
    "DEADLINES",
    "DOCUMENT",
    "ROLE_NAMES",
    "THRESHOLDS",
    "Adaptation",
    "OwnStep",
    "ProcurementThreshold",
    "from_data",
    "is_amount",
    "other_names",
    "plan",
    "problems_of",
    "threshold_on",
    "to_data",
]
