"""Step 4: monitoring."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import MONITORING_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

MONITORING_STEP = Stage(
    number=4,
    code=StageCode.MONITORING,
    actor=Role.COORDINATOR,
    input="dokładny termin badania oraz szczegóły organizacyjne",
    output="przebieg badania",
    quote=MONITORING_QUOTE,
    tasks=(
        Task(
            code=TaskCode.MONITORING,
            actor=Role.COORDINATOR,
            also=(Role.UNIT_HEAD, Role.DESK_HEAD),
            needs=(TaskCode.QUESTIONNAIRE_HANDOVER, TaskCode.EXACT_DATE),
            quote=MONITORING_QUOTE,
            closes_with="entries in which both heads took part",
            source="P-15",
        ),
    ),
)
