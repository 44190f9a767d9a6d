"""Step 2: the contract and the date of the study."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role, StageCode, TaskCode
from wagtail_ocen_urzad.procedure.steps.quotes import CONTRACT_QUOTE, EXCEPTION_QUOTE
from wagtail_ocen_urzad.procedure.steps.shapes import Stage, Task

CONTRACT_STEP = Stage(
    number=2,
    code=StageCode.CONTRACT,
    actor=Role.COORDINATOR,
    input="katalog zagadnień wraz z ich omówieniem",
    output="termin realizacji badania",
    exception=EXCEPTION_QUOTE,
    quote=f"{CONTRACT_QUOTE} {EXCEPTION_QUOTE}",
    tasks=(
        Task(
            code=TaskCode.CONTRACT,
            actor=Role.COORDINATOR,
            needs=(TaskCode.PROCUREMENT,),
            quote=CONTRACT_QUOTE,
            closes_with="number, date, contractor, kind and value of the contract",
            source="P-08",
        ),
        Task(
            code=TaskCode.CATALOGUE_HANDOVER,
            actor=Role.COORDINATOR,
            needs=(TaskCode.CONTRACT,),
            quote=CONTRACT_QUOTE,
            closes_with="a handover to the contractor with a discussion of the issues",
            source="P-09",
        ),
        Task(
            code=TaskCode.DATE,
            actor=Role.COORDINATOR,
            needs=(TaskCode.CONTRACT,),
            quote=f"{CONTRACT_QUOTE} {EXCEPTION_QUOTE}",
            closes_with="the day of agreeing, the planned days, and with whom",
            source="P-10",
            may_be_moved=True,
        ),
    ),
)
