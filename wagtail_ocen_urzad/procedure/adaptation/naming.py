"""Whom the document names, as the office calls them. The quotes stay word for word."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.adaptation.shapes import DOCUMENT, ROLE_NAMES, Adaptation
from wagtail_ocen_urzad.procedure.steps import OF_THE_UNIT, named_in


def other_names(*, adaptation: Adaptation, quote: str) -> tuple[tuple[str, str], ...]:
    """Return the names in a quote that this office has changed: the document's, the office's own.

    Args:
        adaptation: the procedure as the office has adopted it.
        quote: one or several sentences of the document; an own step's words name nobody.
    """
    roles = named_in(quote=quote)
    names = [(DOCUMENT.unit, adaptation.unit)] if OF_THE_UNIT & set(roles) else []
    names += [(ROLE_NAMES[role], adaptation.named(role=role)) for role in roles]
    return tuple((theirs, own) for theirs, own in names if theirs != own)
