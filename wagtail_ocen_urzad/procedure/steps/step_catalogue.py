"""Step 1: the catalogue of issues, the price enquiry, procurement."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import (
    CATALOGUE_QUOTE,
    ENQUIRY_QUOTE,
    INPUT,
    REPLIES_QUOTE,
)
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

CATALOGUE_STEP = Stage(
    number=1,
    code=StageCode.CATALOGUE,
    actor=Role.COORDINATOR,
    input=INPUT,
    output="katalog zagadnień wymagających poznania opinii klientów",
    quote=f"{CATALOGUE_QUOTE} {ENQUIRY_QUOTE} {REPLIES_QUOTE}",
    tasks=(
        Task(
            code=TaskCode.CATALOGUE,
            actor=Role.COORDINATOR,
            quote=CATALOGUE_QUOTE,
            closes_with="at least one issue, with its source",
            source="P-04",
        ),
        Task(
            code=TaskCode.ENQUIRY,
            actor=Role.COORDINATOR,
            needs=(TaskCode.CATALOGUE,),
            quote=ENQUIRY_QUOTE,
            closes_with="a letter, sent to enough reputable firms active nationwide",
            source="P-05",
        ),
        Task(
            code=TaskCode.REPLIES,
            actor=Role.COORDINATOR,
            needs=(TaskCode.ENQUIRY,),
            quote=REPLIES_QUOTE,
            closes_with="of every recipient a quote or „no reply”",
            source="P-06",
        ),
        Task(
            code=TaskCode.REPLIES_HANDOVER,
            actor=Role.COORDINATOR,
            needs=(TaskCode.CATALOGUE, TaskCode.ENQUIRY, TaskCode.REPLIES),
            quote=REPLIES_QUOTE,
            closes_with="a handover to the head of the unit",
            source="P-06",
        ),
        Task(
            code=TaskCode.PROCUREMENT,
            actor=Role.COORDINATOR,
            also=(Role.UNIT_HEAD,),
            needs=(TaskCode.REPLIES_HANDOVER,),
            quote=REPLIES_QUOTE,
            closes_with="start date and path of the procurement",
            source="P-07",
        ),
    ),
)
