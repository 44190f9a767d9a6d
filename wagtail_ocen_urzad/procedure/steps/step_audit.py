"""Step 6: the internal audit and its actions."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import AUDIT_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

AUDIT_STEP = Stage(
    number=6,
    code=StageCode.AUDIT,
    actor=Role.QUALITY_REPRESENTATIVE,
    input="nieprawidłowości bądź zagrożenie ich wystąpieniem",
    output="niezbędne działania korekcyjne, korygujące lub zapobiegawcze",
    quote=AUDIT_QUOTE,
    tasks=(
        Task(
            code=TaskCode.AUDIT_ORDER,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.ASSESSMENT,),
            quote=AUDIT_QUOTE,
            closes_with="day, team and scope of the order",
            source="P-19",
        ),
        Task(
            code=TaskCode.AUDIT,
            actor=Role.QUALITY_TEAM,
            also=(Role.QUALITY_REPRESENTATIVE,),
            needs=(TaskCode.AUDIT_ORDER,),
            quote=AUDIT_QUOTE,
            closes_with="days and findings of the audit",
            source="P-19",
        ),
        Task(
            code=TaskCode.ACTIONS,
            actor=Role.QUALITY_TEAM,
            also=(Role.QUALITY_REPRESENTATIVE,),
            needs=(TaskCode.AUDIT,),
            quote=AUDIT_QUOTE,
            closes_with="actions that are done, or why none is needed",
            source="P-20",
        ),
    ),
)
