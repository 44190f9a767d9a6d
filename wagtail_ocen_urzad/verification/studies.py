"""The external study: every edition's chain, the records that it speaks of, and the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from wagtail_ocen_urzad import audit, conf, files
from wagtail_ocen_urzad.procedure.models import RECORDS, Procedure, Study, StudyEntry
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data

About = tuple[str, int]
"""Kind and key of a record."""

Written = tuple[datetime, int | None]
"""When something was written down, and by which account."""


def check_procedures() -> Iterator[Finding]:
    """Check that every adopted procedure is the text that was adopted."""
    for one in Procedure.objects.order_by("office", "number").iterator(chunk_size=10):
        is_whole = canonical_data(content=one.content) is not None
        if digest(text=one.content) != one.sha256 or not is_whole:
            yield Finding(kind=Kind.PROCEDURE_HASH, facts={"procedure": one.number})


def check_study(*, study: Study) -> Iterator[Finding]:
    """Check one edition: its chain, then every record and file against it."""
    last: dict[About, Mapping[str, Any]] = {}
    first: dict[About, Written] = {}
    expected, previous = 1, ""
    entries = study.entries.order_by("number").prefetch_related("files")
    for entry in entries.iterator(chunk_size=100):
        for gap in range(expected, entry.number):
            yield _found(study, Kind.STUDY_NUMBER, entry=gap)
        expected = entry.number + 1
        yield from _own(study, entry, previous)
        yield from _said(study, entry, last)
        about = (entry.record_kind, entry.record_key)
        first.setdefault(about, (entry.made_on, entry.made_by_id))
        previous = entry.sha256
    for number in sorted(audit.numbers(action=audit.STUDY_ACT, of=study)):
        if number >= expected:
            yield _found(study, Kind.STUDY_NUMBER, entry=number)
    yield from _records(study, last, first)
    yield from _files(study)


def _own(study: Study, entry: StudyEntry, previous: str) -> Iterator[Finding]:
    """Check its checksum, and whose successor it is."""
    if entry.previous_hash != previous:
        yield _found(study, Kind.STUDY_LINK, entry=entry.number)
    if digest(text=entry.content + entry.previous_hash) != entry.sha256:
        yield _found(study, Kind.STUDY_HASH, entry=entry.number)


def _said(
    study: Study, entry: StudyEntry, last: dict[About, Mapping[str, Any]]
) -> Iterator[Finding]:
    """Check what the text says against the columns beside it, and remember it."""
    data = canonical_data(content=entry.content)
    try:
        if data is None:
            raise ValueError(entry.number)
        about = (data["record"]["kind"], data["record"]["key"])
        columns = {
            "number": (data["number"], entry.number),
            "study": (data["study"], {"office": study.office_id, "year": study.year}),
            "verb": (data["verb"], entry.verb),
            "record": (about, (entry.record_kind, entry.record_key)),
            "made_on": (data["made"]["at"], _moment(entry)),
            "files": (
                sorted((one["name"], one["sha256"], one["size"]) for one in data["files"]),
                sorted((one.name, one.sha256, one.size) for one in entry.files.all()),
            ),
        }
        last[about] = data["data"]
    except DAMAGES:
        yield _found(study, Kind.STUDY_UNREADABLE, entry=entry.number)
        return
    for column, (said, stands) in columns.items():
        if said != stands:
            yield _found(study, Kind.STUDY_COLUMN, entry=entry.number, column=column)


def _moment(entry: StudyEntry) -> str:
    """Return when an act was done as its text says it."""
    return entry.made_on.astimezone(conf.time_zone()).isoformat(timespec="seconds")


def _records(
    study: Study,
    last: Mapping[About, Mapping[str, Any]],
    first: Mapping[About, Written],
) -> Iterator[Finding]:
    """Check that every record says what the last entry about it says, and that none is gone.

    Who wrote it and when, the first entry about it says.
    """
    edition = ("study", study.pk)
    there: dict[About, Mapping[str, Any]] = {edition: study.as_data()}
    yield from _written(study, edition, (study.begun_on, study.begun_by_id), first)
    for kind in RECORDS:
        for record in kind.objects.filter(study=study).order_by("pk"):
            about = (kind.record_kind(), record.pk)
            there[about] = record.as_data()
            by = (record.recorded_on, record.recorded_by_id)
            yield from _written(study, about, by, first)
    for about, stands in there.items():
        if about not in last:
            yield _found(study, Kind.STUDY_UNWRITTEN, record=about[0], key=about[1])
        elif stands != last[about]:
            columns = {name for name in stands if stands[name] != last[about].get(name)}
            named = ", ".join(sorted(columns | (set(last[about]) - set(stands))))
            yield _found(study, Kind.STUDY_RECORD, record=about[0], key=about[1], column=named)
    for kind_name, key in last:
        if (kind_name, key) not in there:
            yield _found(study, Kind.STUDY_RECORD_GONE, record=kind_name, key=key)


def _written(
    study: Study, about: About, stands: Written, first: Mapping[About, Written]
) -> Iterator[Finding]:
    """Check when a record was written down, and by whom."""
    names = ("begun_on", "begun_by") if about[0] == "study" else ("recorded_on", "recorded_by")
    for column, said, is_so in zip(names, first.get(about, stands), stands, strict=True):
        if said != is_so:
            yield _found(study, Kind.STUDY_RECORD, record=about[0], key=about[1], column=column)


def _files(study: Study) -> Iterator[Finding]:
    """Check that every file that was handed in is still there as it was."""
    handed_in = study.files.select_related("entry").order_by("pk")
    for one in handed_in.iterator(chunk_size=100):
        state = files.state(sha256=one.sha256)
        if state is files.State.CHANGED:
            yield _found(study, Kind.STUDY_FILE_CHANGED, entry=one.entry.number, file=one.name)
        elif state is files.State.MISSING:
            yield _found(study, Kind.STUDY_FILE_MISSING, entry=one.entry.number, file=one.name)


def _found(study: Study, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, facts={"study": study.year, "office": study.office.name, **facts})
