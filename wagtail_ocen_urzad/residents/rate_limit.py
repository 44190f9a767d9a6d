"""Too many forms from one network at once? Asked without keeping anybody's address.

What is counted is a network, not a computer (IPv4 /24, IPv6 /64: what one household or office
has), under a name that only today's salt can make. Salt and counters are in the cache alone; with
the salt, at the end of the day, the last trace of which network it was is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.http import HttpRequest

from wagtail_ocen_urzad import conf, shared_cache

PREFIXES = {4: 24 // 8, 6: 64 // 8}
"""Bytes of an address that name its network, by version of the protocol."""
DAY = 24 * 60 * 60


def seconds_to_wait(*, request: HttpRequest, at: datetime) -> int:
    """Count this form; return 0 when it is taken, else after how long to send it again.

    The limit slides: of the minute before, that share counts which is still within the last
    sixty seconds; what was refused then counts no more, so that a flood ends soon after it ends.
    When the address cannot be known, or the cache does not answer, the form is taken.
    """
    limit, length = conf.rate_limit(), conf.rate_seconds()
    address = client_address(request=request)
    if limit <= 0 or address is None:
        return 0
    if any(address in network for network in conf.office_networks()):
        return 0
    number, elapsed = divmod(at.timestamp(), length)
    name = _name(address, at)
    before = shared_cache.get(key=f"{name}.{int(number) - 1}") or 0
    now = shared_cache.count(key=f"{name}.{int(number)}", seconds=2 * length)
    if now is None or min(before, limit) * (1 - elapsed / length) + now <= limit:
        return 0
    return math.ceil(length - elapsed + length / limit)


def client_address(*, request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the visitor's address, None when it cannot be known.

    Each proxy of the town's own adds one address to X-Forwarded-For, at the right. What stands
    further left was written by anybody, and is not looked at.
    """
    written = request.META.get("REMOTE_ADDR", "")
    if proxies := conf.trusted_proxies():
        passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(passed_on) >= proxies:
            written = passed_on[-proxies]
    return _parsed(written.strip())


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _name(address: IPv4Address | IPv6Address, at: datetime) -> str:
    """Return what this network is called today."""
    network = bytes([address.version]) + address.packed[: PREFIXES[address.version]]
    today = conf.local_date(at=at).isoformat()
    salt = shared_cache.get_or_add(
        key=f"ocen_urzad.salt.{today}", value=secrets.token_hex(32), seconds=DAY
    )
    digest = hmac.new(salt.encode(), network, hashlib.sha256)
    return f"ocen_urzad.rate.{digest.hexdigest()}"
