"""Reading records that somebody may have tampered with."""

from __future__ import annotations

import json
from typing import Any

from wagtail_ocen_urzad.survey.questionnaire import canonical_json

DAMAGES = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What a record raises that somebody has tampered with."""


def canonical_data(*, content: str) -> dict[str, Any] | None:
    """Return what a canonical text says; None when it is none."""
    try:
        data = json.loads(content)
        same = canonical_json(value=data) == content
    except DAMAGES:
        return None
    return data if same and isinstance(data, dict) else None
