"""A small JSON document in a column of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models


class DocumentField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """JSON that is only ever read whole, as text without a blank.

    PostgreSQL's `jsonb` keeps every number and every key in a form that it can search, which made
    the row of an answer half as large again; nothing ever searches in one. MariaDB and SQLite
    keep JSON as text anyway.
    """

    if TYPE_CHECKING:  # what django-stubs asks of a field
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        """Return the document of a row."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """Return the document; a fixture holds its text."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return the text that is stored."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text that goes into a fixture."""
        text: str = self.get_prep_value(self.value_from_object(obj))
        return text
