"""Step 3: the accepted questionnaire (P-12)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking
from wagtail_ocen_urzad.procedure.models import QuestionnaireAcceptance, Study
from wagtail_ocen_urzad.procedure.operations.acting import Act, act, once
from wagtail_ocen_urzad.procedure.operations.actors import Actor, UnableToAct
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


class UnableToAcceptQuestionnaire(UnableToAct):
    """No questionnaire is accepted."""


def accept_questionnaire(
    *,
    study: Study,
    accepted_by: str,
    accepted_by_position: str,
    accepted_on: date,
    by: Any,
    at: datetime,
    version: QuestionSetVersion | None = None,
    note: str = "",
    files: Sequence[NewFile] = (),
) -> QuestionnaireAcceptance:
    """Bind the acceptance to exactly one questionnaire: a version of ours, or the one file.

    Who accepts is not said in the document; any name and position is written down (domain 2.4,
    no. 9).

    Raises:
        UnableToAcceptQuestionnaire: neither a version nor a file or both (`FILE`), a version of
            another office, no contract yet, accepted already, empty, ahead, or the role lacks.
    """
    actor = Actor(by=by, at=at, refusal=UnableToAcceptQuestionnaire)

    def make(begun: Act) -> QuestionnaireAcceptance:
        is_one = (version is None and len(files) == 1) or (version is not None and not files)
        is_foreign = version is not None and version.survey.office_id != begun.study.office_id
        actor.refuse_if(
            once(act=begun),
            None if is_one else Lack(what=Lacking.FILE, needed=1, there=len(files)),
            Lack(what=Lacking.NOT_THERE, field="version") if is_foreign else None,
        )
        return QuestionnaireAcceptance(
            accepted_by=accepted_by,
            accepted_by_position=accepted_by_position,
            accepted_on=accepted_on,
            version=version,
            sha256=version.sha256 if version else hashlib.sha256(files[0].content).hexdigest(),
            note=note,
        )

    return act(study=study, verb=Verb.ACCEPT_QUESTIONNAIRE, actor=actor, make=make, files=files)
