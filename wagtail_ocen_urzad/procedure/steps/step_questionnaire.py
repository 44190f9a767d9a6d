"""Step 3: the accepted questionnaire and the exact date."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import QUESTIONNAIRE_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

QUESTIONNAIRE_STEP = Stage(
    number=3,
    code=StageCode.QUESTIONNAIRE,
    actor=Role.COORDINATOR,
    input="zaakceptowana ankieta",
    output="dokładny termin badania oraz szczegóły organizacyjne",
    quote=QUESTIONNAIRE_QUOTE,
    tasks=(
        Task(
            code=TaskCode.ACCEPTANCE,
            # Who accepts is not said (domain 2.4, no. 9); any name and office is recorded.
            actor=Role.UNIT_HEAD,
            also=(Role.COORDINATOR, Role.QUALITY_REPRESENTATIVE),
            needs=(TaskCode.CONTRACT,),
            quote=QUESTIONNAIRE_QUOTE,
            closes_with="who accepted which questionnaire, bound by its checksum",
            source="P-12",
        ),
        Task(
            code=TaskCode.QUESTIONNAIRE_HANDOVER,
            actor=Role.COORDINATOR,
            needs=(TaskCode.ACCEPTANCE,),
            quote=QUESTIONNAIRE_QUOTE,
            closes_with="a handover of the accepted questionnaire to the contractor",
            source="P-12",
        ),
        Task(
            code=TaskCode.EXACT_DATE,
            actor=Role.COORDINATOR,
            needs=(TaskCode.DATE,),
            quote=QUESTIONNAIRE_QUOTE,
            closes_with="the exact days and the organisational details",
            source="P-13, P-14",
            # The exception stands in step 2 only (domain 2.4, no. 8); the help says so.
            may_be_moved=True,
        ),
    ),
)
