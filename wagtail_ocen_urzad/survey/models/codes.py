"""Random codes that are printed and spoken: no letter that looks like another."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Base 32 without I, O, 0 and 1 (paper 1)."""

PUBLIC_CODE_LENGTH = 5
REVIEW_KEY_LENGTH = 12


def new_public_code() -> str:
    """Return a code for a permanent address: 5 characters, upper case (paper 1)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_CODE_LENGTH))


def new_code() -> str:
    """Return a stable code for a department, a desk, a question or an option, lower case."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_CODE_LENGTH)).lower()


def new_review_key() -> str:
    """Return a name for a flagged answer: 60 random bits that say nothing about it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REVIEW_KEY_LENGTH)).lower()
