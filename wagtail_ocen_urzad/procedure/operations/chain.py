"""The chain of an edition: one entry an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wagtail_ocen_urzad import audit, conf
from wagtail_ocen_urzad.procedure.models import (
    StudyEntry,
    StudyFile,
)
from wagtail_ocen_urzad.procedure.operations.actors import name_of
from wagtail_ocen_urzad.procedure.operations.attachments import NewFile, keep
from wagtail_ocen_urzad.procedure.verbs import TASK_OF
from wagtail_ocen_urzad.survey.questionnaire import canonical_json, digest

if TYPE_CHECKING:
    from wagtail_ocen_urzad.procedure.operations.acting import Act

SCHEMA = 1
"""Number of the shape of an entry's content; old entries keep theirs."""


def append(
    *,
    act: Act,
    about: tuple[str, int],
    data: Mapping[str, Any],
    files: Sequence[NewFile] = (),
    before: Mapping[str, Any] | None = None,
    reason: str = "",
) -> StudyEntry:
    """Append an entry to the chain of the edition that the act has locked.

    Args:
        about: kind and key of the record.
        data: the record as it is now.
        files: handed in with the act.
        before, reason: of a correction, what stood there and why it was changed.
    """
    kept = [
        {"name": one.name, "sha256": sha256, "size": len(one.content)}
        for one, sha256 in zip(files, keep(files=files, actor=act.actor), strict=True)
    ]
    entry = _entry(
        act,
        about,
        {
            "schema": SCHEMA,
            "study": {"office": act.study.office_id, "year": act.study.year},
            "verb": act.verb.value,
            "task": TASK_OF.get(act.verb, ""),
            "made": _made(act),
            "record": {"kind": about[0], "key": about[1]},
            "data": data,
            "before": before,
            "reason": reason,
            "files": kept,
        },
    )
    for one in kept:
        StudyFile(study=act.study, entry=entry, **one).save(force_insert=True)
    _log(act, about, entry.number)
    return entry


def _entry(act: Act, about: tuple[str, int], said: Mapping[str, Any]) -> StudyEntry:
    """Store what is said as the successor of the last entry."""
    head = act.study.entries.order_by("-number").first()
    number, previous = (head.number + 1, head.sha256) if head else (1, "")
    content = canonical_json(value={**said, "number": number})
    entry = StudyEntry(
        study=act.study,
        number=number,
        verb=act.verb.value,
        record_kind=about[0],
        record_key=about[1],
        made_on=act.actor.at,
        made_by=act.actor.by,
        content=content,
        previous_hash=previous,
        sha256=digest(text=content + previous),
    )
    entry.save(force_insert=True)
    return entry


def _made(act: Act) -> dict[str, Any]:
    return {
        "at": act.actor.at.astimezone(conf.time_zone()).isoformat(timespec="seconds"),
        "by": name_of(user=act.actor.by),
        "account": act.actor.by.get_username() if act.actor.by else "",
        "role": act.role.value,
        "role_name": act.facts.adaptation.named(role=act.role),
    }


def _log(act: Act, about: tuple[str, int], number: int) -> None:
    audit.record(
        action=audit.STUDY_ACT,
        of=act.study,
        by=act.actor.by,
        number=number,
        verb=act.verb.value,
        kind=about[0],
        key=about[1],
    )
