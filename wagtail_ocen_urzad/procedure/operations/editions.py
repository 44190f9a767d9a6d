"""The edition's own entry in its chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail_ocen_urzad.procedure.operations.acting import (
    Act,
)
from wagtail_ocen_urzad.procedure.operations.chain import append


def append_study(*, begun: Act, before: Mapping[str, Any] | None = None) -> None:
    """Append the act to the chain as one about the edition as a whole.

    Args:
        before: what the edition said before, where it was changed.
    """
    append(act=begun, about=("study", begun.study.pk), data=begun.study.as_data(), before=before)
