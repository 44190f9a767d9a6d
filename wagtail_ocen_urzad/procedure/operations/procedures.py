"""An office adopts a procedure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.adaptation import Adaptation, problems_of, to_data
from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import Procedure
from wagtail_ocen_urzad.procedure.operations.actors import UnableToAct
from wagtail_ocen_urzad.survey.models import Office
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest

CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
"""Code of a step of the office's own."""


class UnableToAdoptProcedure(UnableToAct):
    """The office follows the procedure that it followed before."""


def adopt_procedure(*, office: Office, adaptation: Adaptation, by: Any, at: datetime) -> Procedure:
    """Let an office follow this procedure; editions that have begun keep theirs.

    The right to do so is asked by the screens, as with office data. The same adaptation again
    makes no new version.

    Raises:
        UnableToAdoptProcedure: fewer than three enquiries, a dropped deadline, ... (`VALUE` with
            the code of `adaptation.problems_of` in `field`), or the code of an own step that was
            another step once (`own_steps_reused`): its records would count for this one.
    """
    problems = problems_of(adaptation=adaptation)
    if not all(CODE.match(step.code) for step in adaptation.own_steps):
        problems.append("own_steps_codes")
    if problems:
        raise UnableToAdoptProcedure(*(Lack(what=Lacking.VALUE, field=one) for one in problems))
    content = canonical_json(value=to_data(adaptation=adaptation))
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        current = queries.procedure_of(office=office)
        if current is not None and current.content == content:
            return current
        if _reuses_code(office, adaptation):
            raise UnableToAdoptProcedure(Lack(what=Lacking.VALUE, field="own_steps_reused"))
        procedure = Procedure(
            office=office,
            number=current.number + 1 if current else 1,
            content=content,
            sha256=digest(text=content),
            adopted_on=at,
            adopted_by=by,
        )
        procedure.save(force_insert=True)
        audit.record(
            action=audit.ADOPT_PROCEDURE,
            of=office,
            by=by,
            number=procedure.number,
            sha256=procedure.sha256,
        )
    return procedure


def _reuses_code(office: Office, adaptation: Adaptation) -> bool:
    """Say whether a code stood for another step in any version that the office has followed."""
    known = {step.code: step for step in queries.own_steps_ever(office=office)}
    return any(
        (step.title, step.stage) != (known[step.code].title, known[step.code].stage)
        for step in adaptation.own_steps
        if step.code in known
    )
