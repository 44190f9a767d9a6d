"""Wagtail's page actions, each all or nothing and in the name of whoever asked for it.

Wagtail's admin names the user for everything that happens during a request, and our hooks refuse
there before anything is done. The write API (from Wagtail 8 on) does neither: it copies a tree
page by page and writes to the log before it deletes, so that a refusal in the middle left half a
tree or false lines behind, and reports were made by nobody. The API takes its actions from
Wagtail's registry; there ours stand in front of them.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.db import transaction

from wagtail_ocen_urzad import audit


def guard_actions(registry: Any) -> None:
    """Put a guard around every page action (the hook `register_actions`, Wagtail 8)."""
    page_model = swapper.load_model("wagtailcore", "Page")
    found: dict[str, Any] = {}
    # What the registry itself would look up: it cannot be asked while it calls this hook.
    for model in reversed(page_model.mro()):
        found |= registry.actions.get(model, {})
    for action_class in found.values():
        registry.register(page_model, _in_one_piece(action_class))


def _in_one_piece(action_class: Any) -> Any:
    class WholeAction(action_class):
        """The same action, taken back whole when any part of it is refused."""

        def execute(self, *args: Any, **kwargs: Any) -> Any:
            with audit.acting(user=self.user), transaction.atomic():
                return super().execute(*args, **kwargs)

    WholeAction.__name__ = action_class.__name__
    return WholeAction
