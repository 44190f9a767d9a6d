"""What the caller may choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """How long and how much is measured."""

    rounds: int = 5
    """How often everything is measured, in turns."""
    seconds: float = 3.0
    """How long one load lasts."""
    answers: int = 20_000
    """How many answers are stored to be weighed."""
