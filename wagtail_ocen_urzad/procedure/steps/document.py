"""The seven steps, to the letter."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import TaskCode
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task
from wagtail_ocen_urzad.procedure.steps.step_audit import AUDIT_STEP
from wagtail_ocen_urzad.procedure.steps.step_catalogue import CATALOGUE_STEP
from wagtail_ocen_urzad.procedure.steps.step_contract import CONTRACT_STEP
from wagtail_ocen_urzad.procedure.steps.step_monitoring import MONITORING_STEP
from wagtail_ocen_urzad.procedure.steps.step_publication import PUBLICATION_STEP
from wagtail_ocen_urzad.procedure.steps.step_questionnaire import QUESTIONNAIRE_STEP
from wagtail_ocen_urzad.procedure.steps.step_results import RESULTS_STEP

STEPS: tuple[Stage, ...] = (
    CATALOGUE_STEP,
    CONTRACT_STEP,
    QUESTIONNAIRE_STEP,
    MONITORING_STEP,
    RESULTS_STEP,
    AUDIT_STEP,
    PUBLICATION_STEP,
)
"""The document to the letter."""


def default_task(*, code: TaskCode) -> Task:
    """Return the task of the document with this code."""
    return next(task for stage in STEPS for task in stage.tasks if task.code == code)
