"""Step 7: publication, and the output."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import OUTPUT, PUBLICATION_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

PUBLICATION_STEP = Stage(
    number=7,
    code=StageCode.PUBLICATION,
    actor=Role.QUALITY_REPRESENTATIVE,
    input="sposób wskazany przez Pełnomocnika ds. ZSZ",
    output=OUTPUT,
    quote=PUBLICATION_QUOTE,
    tasks=(
        Task(
            code=TaskCode.PUBLICATION_DECISION,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.SUBMISSION,),
            quote=PUBLICATION_QUOTE,
            closes_with="the way of publishing, who indicated it and when",
            source="P-21",
        ),
        Task(
            code=TaskCode.PUBLICATION,
            actor=Role.COORDINATOR,
            also=(Role.QUALITY_REPRESENTATIVE,),
            needs=(TaskCode.PUBLICATION_DECISION,),
            quote=PUBLICATION_QUOTE,
            closes_with="day and place of publication, for every way that was indicated",
            source="P-21",
        ),
        Task(
            code=TaskCode.GUIDELINES,
            actor=Role.QUALITY_REPRESENTATIVE,
            needs=(TaskCode.ASSESSMENT,),
            quote=OUTPUT,
            closes_with="guidelines for auditing, or a statement that none are needed",
            source="P-22",
        ),
    ),
)
