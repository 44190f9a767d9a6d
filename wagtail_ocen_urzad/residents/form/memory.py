"""What was rendered once is kept in this process, under keys that never mean anything else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.utils.translation import override

Value = TypeVar("Value")

Key = tuple[str, str, str]
"""Hash of the version, hash of the office data, language. All three are immutable, hence nothing
is ever invalidated."""

REMEMBERED = 64
"""Most renderings kept at once; the questions are some 40 kB each."""


class Memory(Generic[Value]):
    """The last renderings that were asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, *, make: Callable[[], Value]) -> Value:
        """Return what is kept under this key, made in the key's language when there is nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with override(key[2]):
            made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return made
