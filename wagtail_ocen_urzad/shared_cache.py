"""The only door to Django's cache: what was in it may be gone, and the cache itself may be away.

Nothing that must not be lost is kept there, so when the cache does not answer, everything goes on
as if it were empty. It is then left alone for half a minute, lest every visitor wait for it.

That is for what we ask of the cache. Wagtail asks it for the addresses of pages, on every page,
and falls with it; `ForgivingRedisCache` makes the same of Redis for everybody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

LEFT_ALONE_SECONDS = 30

Kept = TypeVar("Kept")


class _Line:
    """What this process knows about the cache: whether it answers."""

    def __init__(self) -> None:
        self.away_until = 0.0
        self.is_told = False

    def ask(self, question: Callable[[], Kept], *, otherwise: Kept) -> Kept:
        """Return what the cache says, or the other thing when it does not answer."""
        if time.monotonic() < self.away_until:
            return otherwise
        try:
            answer = question()
        except (TypeError, ValueError):
            raise  # what was asked is wrong, not the cache
        except Exception as error:  # noqa: BLE001 - every backend has errors of its own
            self.away_until = time.monotonic() + LEFT_ALONE_SECONDS
            if not self.is_told:
                # The kind of error alone: messages of some backends name keys.
                logger.warning("The cache does not answer (%s).", type(error).__name__)
            self.is_told = True
            return otherwise
        self.is_told = False
        return answer


line, redis_line = _Line(), _Line()


def _forgiving(name: str, *, otherwise: Any) -> Callable[..., Any]:
    """Return a method of Django's client that says this when Redis does not answer."""
    asked = getattr(RedisCacheClient, name)

    def method(self: RedisCacheClient, *args: Any) -> Any:
        return redis_line.ask(lambda: asked(self, *args), otherwise=copy(otherwise))

    return method


class ForgivingClient(RedisCacheClient):
    """Asks Redis, and without it answers as an empty cache would."""

    add = _forgiving("add", otherwise=True)
    set = _forgiving("set", otherwise=None)
    touch = _forgiving("touch", otherwise=False)
    delete = _forgiving("delete", otherwise=False)
    has_key = _forgiving("has_key", otherwise=False)
    incr = _forgiving("incr", otherwise=1)
    get_many = _forgiving("get_many", otherwise={})
    set_many = _forgiving("set_many", otherwise=None)
    delete_many = _forgiving("delete_many", otherwise=None)
    clear = _forgiving("clear", otherwise=False)

    def get(self, key: Any, default: Any) -> Any:
        """Return what is kept, else the default."""
        ask = super().get
        return redis_line.ask(lambda: ask(key, default), otherwise=default)


class ForgivingRedisCache(RedisCache):
    """Redis as a cache that a site can do without: when it is off, it is empty."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient


def get(*, key: str) -> Any:
    """Return what is kept, or None."""
    return line.ask(lambda: cache.get(key), otherwise=None)


def put(*, key: str, value: Any, seconds: int | None) -> None:
    """Keep something; None seconds is as long as the cache likes."""
    line.ask(lambda: cache.set(key, value, seconds), otherwise=None)


def get_or_add(*, key: str, value: str, seconds: int) -> str:
    """Return what is kept; whoever comes first keeps this value for all."""

    def kept() -> str:
        found = cache.get(key)
        if found is None:
            cache.add(key, value, seconds)
            found = cache.get(key)
        return value if found is None else str(found)

    return line.ask(kept, otherwise=value)


def count(*, key: str, seconds: int) -> int | None:
    """Add one and return how many there are; None when the cache does not answer."""

    def counted() -> int | None:
        # Nearly always it is there, and to add one is all that is asked of the cache.
        for _attempt in range(2):
            try:
                return int(cache.incr(key))
            except ValueError:
                if cache.add(key, 1, seconds):
                    return 1
        # It ran out between the two; whoever counts here begins anew.
        return 1

    return line.ask(counted, otherwise=None)
