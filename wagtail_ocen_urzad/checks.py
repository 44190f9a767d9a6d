"""System checks: what a site must set so that the promises hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Node, NodeList
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse

from wagtail_ocen_urzad import conf

BLOCKS = ("title", "extra_css", "content")
"""What our public pages fill in the town's base template."""
USERBAR = "wagtailuserbar"
COUNTED_WITH = {
    "OCEN_URZAD_RATE_LIMIT": 0,
    "OCEN_URZAD_RATE_SECONDS": 1,
    "OCEN_URZAD_TRUSTED_PROXIES": 0,
    "OCEN_URZAD_FAST_SECONDS": 0,
    "OCEN_URZAD_PRINT_COPIES": 1,
}
"""Settings that are numbers, and the least that each may be."""
ISOLATION = {
    "postgresql": "SHOW transaction_isolation",
    "mysql": "SHOW VARIABLES WHERE variable_name IN ('tx_isolation', 'transaction_isolation')",
}
"""By vendor: what asks how transactions are isolated. SQLite lets one writer in at a time."""


def register() -> None:
    """Register the checks with Django."""
    checks.register(check_private_storage)
    checks.register(check_sqlite, checks.Tags.database)
    checks.register(check_isolation, checks.Tags.database)
    checks.register(check_addresses, checks.Tags.urls)
    checks.register(check_base_template, checks.Tags.templates)
    checks.register(check_rate_limit, checks.Tags.security)
    checks.register(check_proxies, checks.Tags.security, deploy=True)


def check_private_storage(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for a place for private files, outside what the web server hands out."""
    if conf.private_storage():
        return []
    root = conf.private_root()
    if root is None:
        return [
            checks.Error(
                "There is no place for private files.",
                hint="Set OCEN_URZAD_PRIVATE_ROOT or OCEN_URZAD_PRIVATE_STORAGE.",
                id="ocen_urzad.E001",
            )
        ]
    media = str(settings.MEDIA_ROOT)
    if media and root.resolve().is_relative_to(media):
        return [
            checks.Error(
                "Private files would lie inside MEDIA_ROOT.",
                hint="Choose a folder outside it for OCEN_URZAD_PRIVATE_ROOT.",
                id="ocen_urzad.E002",
            )
        ]
    return []


def check_sqlite(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for IMMEDIATE transactions: else a publication fails with „database is locked”."""
    messages: list[checks.CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        mode = database.get("OPTIONS", {}).get("transaction_mode")
        if database["ENGINE"].endswith("sqlite3") and mode != "IMMEDIATE":
            messages.append(
                checks.Warning(
                    f"SQLite database {alias!r} does not begin its transactions IMMEDIATE.",
                    hint='OPTIONS={"transaction_mode": "IMMEDIATE", "timeout": 20}',
                    id="ocen_urzad.W001",
                )
            )
    return messages


def check_isolation(
    *, databases: Collection[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Ask the database whether a transaction sees what was committed while it waited for a lock.

    Where it keeps to what it saw first, a report would not count an answer that it waited for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    asked = ISOLATION.get(connection.vendor)
    if asked is None or DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked)
        level = str(cursor.fetchone()[-1]).lower().replace("-", " ")
    if level == "read committed":
        return []
    return [
        checks.Error(
            f"Transactions of the database are isolated as {level!r}: reports could miss answers.",
            hint="Leave isolation_level out of the database's OPTIONS, and the server's default at"
            " READ COMMITTED.",
            id="ocen_urzad.E007",
        )
    ]


def check_addresses(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for the permanent addresses: forms are sent there, and posters carry them."""
    try:
        address = reverse("ocen_urzad:permanent", args=["AAAAA"])
        found = resolve("/" + address.removeprefix(get_script_prefix()))
    except (NoReverseMatch, Resolver404):
        problem = "The addresses of the survey are not among the site's."
    else:
        if found.app_name == "ocen_urzad":
            return []
        problem = "Other addresses of the site stand in front of the survey's."
    return [
        checks.Error(
            problem,
            hint='Put path("ocen-urzad/", include("wagtail_ocen_urzad.urls")) before'
            " Wagtail's own in ROOT_URLCONF.",
            id="ocen_urzad.E003",
        )
    ]


def check_base_template(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for the blocks that our public pages fill; what stands in no block is not shown."""
    name = conf.base_template()
    try:
        nodes = _nodes(name)
    except TemplateDoesNotExist as error:
        return [
            checks.Error(
                f"The base template {error} does not exist.",
                hint="OCEN_URZAD_BASE_TEMPLATE names the template that the public pages extend.",
                id="ocen_urzad.E004",
            )
        ]
    except TemplateSyntaxError:
        return []  # the site has a worse problem, which Django tells better
    blocks = {node.name for node in nodes if isinstance(node, BlockNode)}
    return [*_missing_blocks(name, nodes, blocks), *_userbar_for_everybody(name, nodes, blocks)]


def check_rate_limit(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for networks that are networks, and for numbers that can be counted with."""
    messages: list[checks.CheckMessage] = []
    try:
        conf.office_networks()
    except (TypeError, ValueError) as error:
        messages.append(
            checks.Error(
                f"OCEN_URZAD_OFFICE_NETWORKS names what is no network: {error}",
                hint='A list such as ["192.0.2.0/24", "2001:db8::/32"], host bits being zero.',
                id="ocen_urzad.E005",
            )
        )
    wrong = [name for name, least in COUNTED_WITH.items() if not _is_number(name, least)]
    if wrong:
        messages.append(
            checks.Error(
                f"No whole number, or too small: {', '.join(wrong)}.",
                hint="See docs/reference/settings.md.",
                id="ocen_urzad.E006",
            )
        )
    return messages


def check_proxies(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask how many proxies there are where settings say that there are some.

    Else all residents share one address, the proxy's, and one limit.
    """
    behind_proxies = settings.SECURE_PROXY_SSL_HEADER or settings.USE_X_FORWARDED_HOST
    if not behind_proxies or conf.trusted_proxies() or not conf.rate_limit():
        return []
    return [
        checks.Warning(
            "The site stands behind a proxy, whose address would be taken for every resident's.",
            hint="Set OCEN_URZAD_TRUSTED_PROXIES to the number of proxies of your own that add to"
            " X-Forwarded-For, usually 1; or OCEN_URZAD_RATE_LIMIT = 0.",
            id="ocen_urzad.W004",
        )
    ]


def _is_number(name: str, least: int) -> bool:
    value = getattr(settings, name, conf.DEFAULTS[name])
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _missing_blocks(name: str, nodes: list[Node], blocks: set[str]) -> list[checks.CheckMessage]:
    missing = [block for block in BLOCKS if block not in blocks]
    if not nodes or not missing:
        return []
    return [
        checks.Warning(
            f"The base template {name!r} lacks the blocks: {', '.join(missing)}.",
            hint="Name a template with these blocks in OCEN_URZAD_BASE_TEMPLATE.",
            id="ocen_urzad.W002",
        )
    ]


def _userbar_for_everybody(
    name: str, nodes: list[Node], blocks: set[str]
) -> list[checks.CheckMessage]:
    if USERBAR in blocks or not any(_is_userbar(node) for node in nodes):
        return []
    return [
        checks.Warning(
            f"The base template {name!r} shows Wagtail's user bar outside a block of its own.",
            hint="{% block wagtailuserbar %}{% wagtailuserbar %}{% endblock %}: the survey"
            " empties it, so as not to read the session of residents.",
            id="ocen_urzad.W003",
        )
    ]


def _nodes(name: str) -> list[Node]:
    """Return all nodes of a template and of those it extends; none when it cannot be judged."""
    # A template of another engine has no nodes, and a parent named by a variable none yet.
    nodelist = getattr(getattr(get_template(name), "template", None), "nodelist", None)
    if not isinstance(nodelist, NodeList):
        return []
    nodes = nodelist.get_nodes_by_type(Node)
    for node in nodes:
        if isinstance(node, ExtendsNode):
            parent = getattr(node.parent_name, "var", None)
            above = _nodes(parent) if isinstance(parent, str) else []
            return [*nodes, *above] if above else []
    return nodes


def _is_userbar(node: Node) -> bool:
    return isinstance(node, SimpleNode) and node.func.__name__ == USERBAR
