"""The file of an edition as one ZIP: the PDF, the entries as JSON, the files, and their checksums.

Everything in it can be checked without this program: `sha256sum -c` for the files, and for the
chain SHA-256 over an entry's text followed by the hash of the entry before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from wagtail_ocen_urzad import conf, files
from wagtail_ocen_urzad.one_moment import one_moment
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.documents.dossier_pdf import dossier_pdf
from wagtail_ocen_urzad.procedure.documents.letterhead import office_data
from wagtail_ocen_urzad.procedure.models import Study, StudyFile

FORMAT = "ocen-urzad-dossier"
SCHEMA = 1
PAPER = "akta.pdf"
DATA = "akta.json"
SUMS = "SHA256SUMS"
FOLDER = "pliki"
MOST_BYTES_OF_NAME = 180
"""Most file systems refuse more than 255 with what stands before it."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def dossier_pack(*, study: Study, made_by: str, at: datetime) -> IO[bytes]:
    """Return the whole file of an edition, as a temporary file that closing removes.

    A file that is no longer kept as it came is left out and said so in the data: its checksum
    stays. Only one file at a time is held in memory. All of it is read as it stood at one moment,
    so that an act in between cannot set the paper against the entries.

    Args:
        study: with its office and procedure.
        made_by: name of who asks for it.
        at: now.
    """
    packed = TemporaryFile()  # noqa: SIM115 - whoever hands it out closes it
    with one_moment(), ZipFile(packed, "w", compression=ZIP_DEFLATED) as pack:
        study = Study.objects.select_related("office", "procedure").get(pk=study.pk)
        add = _Adding(pack=pack, at=at)
        add(PAPER, dossier_pdf(study=study, made_by=made_by, at=at))
        listed = []
        for one in study.files.select_related("entry").order_by("entry__number", "pk"):
            path = _path(one)
            content = _content(one)
            if content is not None:
                add(path, content)
            listed.append(_about(one, path, is_kept=content is not None))
        data = _data(study, listed, made_by, at)
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        add(DATA, f"{text}\n".encode())
        add(SUMS, "".join(add.lines()).encode())
    packed.seek(0)
    return packed


def _data(study: Study, listed: list[dict[str, Any]], made_by: str, at: datetime) -> dict[str, Any]:
    entries = [
        {
            "number": one.number,
            "content": one.content,
            "previous_hash": one.previous_hash,
            "sha256": one.sha256,
        }
        for one in queries.entries_of(study=study)
    ]
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "office": {"id": study.office_id, "name": office_data(study=study).get("name", "")},
        "year": study.year,
        "made": {"by": made_by, "at": at.astimezone(conf.time_zone()).isoformat()},
        "procedure": {
            "number": study.procedure.number,
            "content": study.procedure.content,
            "sha256": study.procedure.sha256,
        },
        "study": study.as_data(),
        "entries": entries,
        "head": entries[-1]["sha256"] if entries else "",
        "files": listed,
    }


def _about(one: StudyFile, path: str, *, is_kept: bool) -> dict[str, Any]:
    return {
        "entry": one.entry.number,
        "name": one.name,
        "size": one.size,
        "sha256": one.sha256,
        "path": path if is_kept else None,
    }


def _path(one: StudyFile) -> str:
    """Where a file lies in the pack: no name leads out of its folder, and no two are the same."""
    name = _shortened(_UNSAFE.sub("_", one.name).strip(". ") or "plik")
    return f"{FOLDER}/{one.entry.number:04}-{one.pk}-{name}"


def _shortened(name: str) -> str:
    """Return a name that every file system unpacks, with the ending that it had."""
    whole = PurePath(name)
    room = MOST_BYTES_OF_NAME - len(whole.suffix.encode())
    return f"{whole.stem.encode()[:room].decode(errors='ignore')}{whole.suffix}"


def _content(one: StudyFile) -> bytes | None:
    try:
        return files.read(sha256=one.sha256)
    except files.UnableToRead:
        return None


class _Adding:
    """Adds one part after the other, and remembers their checksums."""

    def __init__(self, *, pack: ZipFile, at: datetime) -> None:
        self.pack = pack
        self.made = at.astimezone(conf.time_zone())
        self.sums: dict[str, str] = {}

    def __call__(self, path: str, content: bytes) -> None:
        # ZIP knows no years before 1980 and no odd seconds.
        entry = ZipInfo(path, date_time=self.made.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self.pack.writestr(entry, content)
        self.sums[path] = hashlib.sha256(content).hexdigest()

    def lines(self) -> Iterator[str]:
        """Yield the lines that `sha256sum -c` reads."""
        for path, sha256 in sorted(self.sums.items()):
            yield f"{sha256}  {path}\n"
