"""A pack of an edition's file (ZIP), held against itself and against the database."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_ocen_urzad.procedure.documents.dossier_pack import (
    DATA,
    FORMAT,
    PAPER,
    SCHEMA,
    SUMS,
)
from wagtail_ocen_urzad.procedure.models import Procedure, Study
from wagtail_ocen_urzad.procedure.queries import study_by_year
from wagtail_ocen_urzad.reports.documents.typesetting import in_fours
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind

LARGEST = 64 * 1024 * 1024
"""Bytes of the two parts that are read whole, entries and checksums, so that no bomb fills the
memory. Files may be of any size: they are read piece by piece."""
PIECE = 1024 * 1024
"""Bytes of a file that are in memory at a time."""

DAMAGES = (KeyError, TypeError, ValueError, IndexError, AttributeError)


class UnableToReadDossier(Exception):
    """This is no pack of an edition's file, or one of a newer program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """What a pack holds."""

    sums: Mapping[str, str]
    """SHA-256 of each part, by its path."""
    data: Mapping[str, Any]
    told: Mapping[str, str]
    """SHA-256 by path, as the pack's own list says it."""


@dataclass(frozen=True, kw_only=True)
class CheckedDossier:
    """What was looked at in a pack, and what does not hold."""

    office: str
    year: int
    entries: int
    files: int
    head: str
    is_known: bool
    """The edition is in this database, and was compared with it."""
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Nothing was found."""
        return not self.findings


def dossier_verdict(*, checked: CheckedDossier) -> str:
    """Return the one line that says what was looked at, that it holds, and the hash to compare."""
    words = {
        "year": checked.year,
        "office": checked.office,
        "entries": ngettext("%(count)s entry", "%(count)s entries", checked.entries)
        % {"count": checked.entries},
        "files": ngettext("%(count)s file", "%(count)s files", checked.files)
        % {"count": checked.files},
        "head": in_fours(sha256=checked.head),
    }
    if checked.is_known:
        text = _(
            "The file of the external study %(year)s (%(office)s) holds and agrees with the"
            " database: %(entries)s, %(files)s. Hash of the last entry: %(head)s"
        )
    else:
        text = _(
            "The file of the external study %(year)s (%(office)s) holds; the edition is not in"
            " this database: %(entries)s, %(files)s. Hash of the last entry: %(head)s"
        )
    # What stands on paper is made from the entries; nobody reads it back.
    of_the_paper = _("%(file)s was compared with its checksum only.") % {"file": PAPER}
    return f"{text % words}. {of_the_paper}"


def check_dossier(*, pack: Path | IO[bytes]) -> CheckedDossier:
    """Check a pack: its checksums, its chain, its files, and the database, if it knows the edition.

    Entries, files, procedure and description must be those of the one edition that the pack names;
    of the paper only the checksum is looked at.

    Args:
        pack: the ZIP.

    Raises:
        OSError: the pack cannot be read.
        UnableToReadDossier: no pack of ours.
    """
    try:
        with ZipFile(pack) as opened:
            parts = _parts(opened)
        data = parts.data
        study = study_by_year(office_id=data["office"]["id"], year=data["year"])
        findings = (
            *_sums(parts),
            *_chain(data),
            *_files(parts),
            *_listed(parts),
            *_edition(data),
            *_procedure(study, data),
            *(_against(study, data) if study else ()),
        )
        return CheckedDossier(
            office=str(data["office"]["name"]),
            year=int(data["year"]),
            entries=len(data["entries"]),
            files=len(data["files"]),
            head=str(data["head"]),
            is_known=study is not None,
            findings=findings,
        )
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, *DAMAGES) as error:
        raise UnableToReadDossier(str(error)) from error


def _parts(pack: ZipFile) -> _Parts:
    names = pack.namelist()
    if len(set(names)) < len(names):
        # Which of two parts of one name is meant, nobody could say.
        raise UnableToReadDossier("two parts of one name")
    data = json.loads(_whole(pack, DATA))
    if (data["format"], data["schema"]) != (FORMAT, SCHEMA):
        raise UnableToReadDossier(data["format"])
    lines = (line.partition("  ") for line in _whole(pack, SUMS).decode().splitlines())
    return _Parts(
        sums={name: _sha256(pack, name) for name in names},
        data=data,
        told={path: sha256 for sha256, _gap, path in lines if path},
    )


def _whole(pack: ZipFile, name: str) -> bytes:
    if pack.getinfo(name).file_size > LARGEST:
        raise UnableToReadDossier("too large")
    return pack.read(name)


def _sha256(pack: ZipFile, name: str) -> str:
    total = hashlib.sha256()
    with pack.open(name) as part:
        while piece := part.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _sums(parts: _Parts) -> Iterator[Finding]:
    """Check that each part is the one that the list of checksums speaks of, and that none lacks."""
    for path in sorted(parts.told.keys() | (parts.sums.keys() - {SUMS}) | {PAPER, DATA}):
        if path not in parts.sums:
            yield _found(parts.data, Kind.DOSSIER_PART_MISSING, file=path)
        elif parts.told.get(path) != parts.sums[path]:
            yield _found(parts.data, Kind.DOSSIER_PART_CHANGED, file=path)


def _chain(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Check each entry's hash, its number, whose successor it is and whose edition it tells of."""
    edition = {"office": data["office"]["id"], "year": data["year"]}
    previous = ""
    for expected, entry in enumerate(data["entries"], start=1):
        if {entry["number"], _said(entry).get("number")} != {expected}:
            yield _found(data, Kind.STUDY_NUMBER, entry=expected)
        if entry["previous_hash"] != previous:
            yield _found(data, Kind.STUDY_LINK, entry=expected)
        if digest(text=entry["content"] + entry["previous_hash"]) != entry["sha256"]:
            yield _found(data, Kind.STUDY_HASH, entry=expected)
        if _said(entry).get("study") != edition:
            yield _found(data, Kind.DOSSIER_FOREIGN, entry=expected)
        previous = entry["sha256"]
    if data["head"] != previous:
        yield _found(data, Kind.STUDY_HASH, entry=len(data["entries"]))


def _files(parts: _Parts) -> Iterator[Finding]:
    """Check that each file that an entry names is there as it came."""
    data = parts.data
    packed = {(one["entry"], one["name"], one["sha256"]): one["path"] for one in data["files"]}
    for entry in data["entries"]:
        for one in _said(entry).get("files", ()):
            path = packed.get((entry["number"], one["name"], one["sha256"]))
            sha256 = parts.sums.get(path) if path else None
            about = {"entry": entry["number"], "file": one["name"]}
            if sha256 is None:
                yield _found(data, Kind.STUDY_FILE_MISSING, **about)
            elif sha256 != one["sha256"]:
                yield _found(data, Kind.STUDY_FILE_CHANGED, **about)


def _listed(parts: _Parts) -> Iterator[Finding]:
    """Check that nothing else is packed or listed than what entries name."""
    data = parts.data
    paths = {one["path"] for one in data["files"] if one["path"] is not None}
    for path in sorted(parts.sums.keys() - paths - {PAPER, DATA, SUMS}):
        yield _found(data, Kind.DOSSIER_FILE_UNNAMED, file=path)
    named = {
        (entry["number"], one["name"], one["sha256"], one["size"])
        for entry in data["entries"]
        for one in _said(entry).get("files", ())
    }
    for one in data["files"]:
        if (one["entry"], one["name"], one["sha256"], one["size"]) not in named:
            yield _found(data, Kind.DOSSIER_FILE_UNNAMED, file=one["name"])


def _edition(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that the pack describes the edition as the last entry about it does."""
    told = [_said(entry) for entry in data["entries"]]
    about = [one["data"] for one in told if one.get("record", {}).get("kind") == "study"]
    if not about or data["study"] != about[-1]:
        yield _found(data, Kind.DOSSIER_STUDY)


def _procedure(study: Study | None, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that the procedure is whole, and the one that the edition followed then."""
    packed = data["procedure"]
    sha256 = digest(text=packed["content"])
    is_whole = sha256 == packed["sha256"] == data["study"].get("procedure_sha256")
    # The edition may follow a newer one by now.
    is_known = (
        study is None
        or Procedure.objects.filter(
            office=study.office_id, number=packed["number"], sha256=sha256
        ).exists()
    )
    if not (is_whole and is_known):
        yield _found(data, Kind.DOSSIER_PROCEDURE)


def _against(study: Study, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that the pack is a beginning of what the database holds: later acts may follow it."""
    held = dict(study.entries.values_list("number", "sha256"))
    for entry in data["entries"]:
        if held.get(entry["number"]) != entry["sha256"]:
            yield _found(data, Kind.DOSSIER_DIFFERS, entry=entry["number"])


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says; nothing when it cannot be read, which its hash tells anyway."""
    try:
        said = json.loads(entry["content"])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _found(data: Mapping[str, Any], kind: Kind, **facts: Fact) -> Finding:
    return Finding(
        kind=kind, facts={"study": data["year"], "office": data["office"]["name"], **facts}
    )
