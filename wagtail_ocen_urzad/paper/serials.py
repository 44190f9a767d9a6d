"""Numbers of printed sheets: each is unique in its version, and none tells which came before.

A serial is the place of the sheet, from 0, shuffled: a permutation of all texts of six signs that
depends on the site and the version. So serials need no table of their own, can never meet, and
give their place back to those who know the site's mark: whether a number was ever issued is
asked of the print runs alone.
"""

from __future__ import annotations

import hashlib

from wagtail_ocen_urzad.paper.sheet_code import SERIAL_LENGTH
from wagtail_ocen_urzad.survey.models.codes import ALPHABET

_HALF_BITS = 5 * SERIAL_LENGTH // 2
_HALF = (1 << _HALF_BITS) - 1
_ROUNDS = 6

CAPACITY = 1 << 2 * _HALF_BITS
"""Sheets of one version that can have a number: 2 to the 30th."""


def serial_at(*, place: int, key: str) -> str:
    """Return the serial of the sheet at this place.

    Args:
        place: from 0 to below `CAPACITY`.
        key: see `key_of`.
    """
    left, right = place >> _HALF_BITS, place & _HALF
    for step in range(_ROUNDS):
        left, right = right, left ^ _mixed(right, step, key)
    number = left << _HALF_BITS | right
    return "".join(ALPHABET[number >> 5 * sign & 31] for sign in range(SERIAL_LENGTH))


def place_of(*, serial: str, key: str) -> int:
    """Return the place of the sheet with this serial; whether it was printed is another matter."""
    number = sum(ALPHABET.index(sign) << 5 * place for place, sign in enumerate(serial))
    left, right = number >> _HALF_BITS, number & _HALF
    for step in reversed(range(_ROUNDS)):
        left, right = right ^ _mixed(left, step, key), left
    return left << _HALF_BITS | right


def key_of(*, site_mark: str, survey: str, version: int) -> str:
    """Return what the serials of one version are shuffled with."""
    return f"{site_mark}/{survey}/{version}"


def _mixed(half: int, step: int, key: str) -> int:
    mixed = hashlib.sha256(f"{key}/{step}/{half}".encode()).digest()
    return int.from_bytes(mixed[:2]) & _HALF
