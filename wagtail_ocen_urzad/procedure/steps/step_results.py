"""Step 5: results, analysis, assessment."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import AUDIT_QUOTE, RESULTS_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

RESULTS_STEP = Stage(
    number=5,
    code=StageCode.RESULTS,
    actor=Role.QUALITY_REPRESENTATIVE,
    input="wyniki badań",
    output="wyniki przedłożone po analizie",
    quote=RESULTS_QUOTE,
    tasks=(
        Task(
            code=TaskCode.RESULTS,
            actor=Role.COORDINATOR,
            needs=(TaskCode.QUESTIONNAIRE_HANDOVER, TaskCode.EXACT_DATE),
            quote=RESULTS_QUOTE,
            closes_with="the day and the files of the results",
            source="P-16",
        ),
        Task(
            code=TaskCode.RESULTS_TO_UNIT_HEAD,
            actor=Role.COORDINATOR,
            needs=(TaskCode.RESULTS,),
            quote=RESULTS_QUOTE,
            closes_with="a handover to the head of the unit",
            source="P-16",
        ),
        Task(
            code=TaskCode.RESULTS_TO_REPRESENTATIVE,
            actor=Role.COORDINATOR,
            also=(Role.UNIT_HEAD,),
            needs=(TaskCode.RESULTS_TO_UNIT_HEAD,),
            quote=RESULTS_QUOTE,
            closes_with="a handover to the representative",
            source="P-16",
        ),
        Task(
            code=TaskCode.ANALYSIS,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.RESULTS_TO_REPRESENTATIVE,),
            quote=RESULTS_QUOTE,
            closes_with="the text of the analysis",
            source="P-17",
        ),
        Task(
            code=TaskCode.ASSESSMENT,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.ANALYSIS,),
            quote=AUDIT_QUOTE,
            closes_with="none, a threat or irregularities, with the reason",
            source="P-18",
        ),
        Task(
            code=TaskCode.SUBMISSION,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.ANALYSIS,),
            quote=RESULTS_QUOTE,
            closes_with="a handover to the head of the office",
            source="P-17",
        ),
    ),
)
