"""The code of a printed page: `OU1/<survey>/<version>/<page>-<pages>/<serial>/<check>`.

It says which questions the page asks and which pages belong together, and nothing about anybody.
The check catches misreading and mix-ups between offices; a sheet that lies about needs no more
(paper 1). Upper case and these signs alone fit the dense alphabet of a QR code.

A sheet without a number of its own, to be photocopied, carries the mark of its print run in the
serial's place, behind a hyphen: so every sheet names its layout.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from wagtail_ocen_urzad.survey.models.codes import ALPHABET

SCHEME = "OU1"
"""Name and generation of the layout contract."""

SERIAL_LENGTH = 6
RUN_MARK_LENGTH = 5
CHECK_LENGTH = 4
"""Characters of 5 bits each: a 20-bit check lets one misreading in a million through."""

_SIGN = f"[{ALPHABET}]"
_PATTERN = re.compile(
    rf"{SCHEME}/(?P<survey>{_SIGN}{{5}})/(?P<version>[1-9][0-9]{{0,5}})"
    rf"/(?P<page>[1-9][0-9]?)-(?P<pages>[1-9][0-9]?)"
    rf"/(?P<serial>{_SIGN}{{{SERIAL_LENGTH}}}|-{_SIGN}{{{RUN_MARK_LENGTH}}})"
    rf"/(?P<check>{_SIGN}{{{CHECK_LENGTH}}})"
)


class Fault(StrEnum):
    """Why a code is refused."""

    FORM = "form"
    """It does not look like a code of a sheet at all."""
    CHECK = "check"
    """It looks like one but was misread, mistyped, or printed by another site."""


class UnableToReadCode(Exception):
    """The text is no code of a sheet printed here; `fault` says why."""

    def __init__(self, fault: Fault, text: str) -> None:
        self.fault = fault
        super().__init__(f"{fault}: {text}")


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetCode:
    """What one page of a sheet says about itself."""

    survey: str
    """Code of the survey, 5 characters."""
    version: int
    """Number of the version of the questions."""
    page: int
    """From 1."""
    pages: int
    """Pages of one sheet."""
    serial: str = ""
    """Number of the sheet, 6 characters; '' when the run has none."""
    run_mark: str = ""
    """Mark of the print run, 5 characters; '' when the sheet has a number of its own."""


def write(*, code: SheetCode, site_mark: str) -> str:
    """Return the text of a code, as printed and as a QR code holds it.

    Args:
        code: with either a serial or the mark of a run.
        site_mark: the random id of the site, see `paper.models.SiteMark`.
    """
    body = _body(code)
    return f"{body}/{_check(body, site_mark)}"


def parse(*, text: str, site_mark: str) -> SheetCode:
    """Read a code that was typed, or sent by a reader that acts as a keyboard.

    Blanks and lower case are forgiven.

    Args:
        text: what was typed.
        site_mark: the random id of the site that printed the sheet.

    Raises:
        UnableToReadCode: no code, or not one of this site.
    """
    plain = re.sub(r"\s", "", text).upper()
    found = _PATTERN.fullmatch(plain)
    if found is None or int(found["page"]) > int(found["pages"]):
        raise UnableToReadCode(Fault.FORM, plain)
    serial = found["serial"]
    code = SheetCode(
        survey=found["survey"],
        version=int(found["version"]),
        page=int(found["page"]),
        pages=int(found["pages"]),
        serial="" if serial.startswith("-") else serial,
        run_mark=serial[1:] if serial.startswith("-") else "",
    )
    if _check(_body(code), site_mark) != found["check"]:
        raise UnableToReadCode(Fault.CHECK, plain)
    return code


def _body(code: SheetCode) -> str:
    serial = code.serial or f"-{code.run_mark}"
    return f"{SCHEME}/{code.survey}/{code.version}/{code.page}-{code.pages}/{serial}"


def _check(body: str, site_mark: str) -> str:
    bits = int.from_bytes(hashlib.sha256(f"{site_mark}/{body}".encode()).digest()[:4])
    return "".join(ALPHABET[(bits >> shift) & 31] for shift in range(0, 5 * CHECK_LENGTH, 5))
