"""System checks: what a site must set so that the promises hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Node, NodeList
from django.template.defaulttags import CsrfTokenNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse
from django.utils import translation

from wagtail_ocen_urzad import conf

BLOCKS = ("title", "extra_css", "content")
"""What our public pages fill in the town's base template."""
USERBAR = "wagtailuserbar"
LOCALE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware"
PERMANENT = "ocen_urzad:permanent"
PUBLIC_STORAGES = ("default", "staticfiles")
"""Django's own: the web server hands out what lies there."""
COUNTED_WITH = {
    "OCEN_URZAD_GRACE_HOURS": 0,
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
    checks.register(check_time)
    checks.register(check_sqlite, checks.Tags.database)
    checks.register(check_isolation, checks.Tags.database)
    checks.register(check_addresses, checks.Tags.urls)
    checks.register(check_base_template, checks.Tags.templates)
    checks.register(check_rate_limit, checks.Tags.security)
    checks.register(check_language, checks.Tags.translation)
    checks.register(check_proxies, checks.Tags.security, deploy=True)


def check_private_storage(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for a place for private files, outside what the web server hands out."""
    if alias := conf.private_storage():
        return _storage_of_another_kind(alias)
    root = conf.private_root()
    if root is None:
        return [
            checks.Error(
                "There is no place for private files.",
                hint="Set OCEN_URZAD_PRIVATE_ROOT or OCEN_URZAD_PRIVATE_STORAGE.",
                id="ocen_urzad.E001",
            )
        ]
    return [
        checks.Error(
            f"Private files would lie inside {name}.",
            hint="Choose a folder outside it for OCEN_URZAD_PRIVATE_ROOT.",
            id="ocen_urzad.E002",
        )
        for name in ("MEDIA_ROOT", "STATIC_ROOT")
        # Both may be links, or begin where the program was started.
        if (public := getattr(settings, name))
        and root.resolve().is_relative_to(Path(public).resolve())
    ]


def check_time(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for a zone and a way of counting years that are known, and for times with a zone."""
    messages: list[checks.CheckMessage] = []
    try:
        conf.time_zone()
    except (KeyError, ValueError, TypeError, OSError):
        messages.append(
            checks.Error(
                "OCEN_URZAD_TIME_ZONE names no time zone that is known here.",
                hint='For Poland "Europe/Warsaw", the default. Systems without a database of zones'
                " need the package tzdata.",
                id="ocen_urzad.E007",
            )
        )
    if conf.yearly_report() not in conf.YEARLY_REPORT:
        messages.append(
            checks.Error(
                f"OCEN_URZAD_YEARLY_REPORT is neither {' nor '.join(conf.YEARLY_REPORT)}.",
                hint="See docs/reference/settings.md.",
                id="ocen_urzad.E008",
            )
        )
    if not settings.USE_TZ:
        messages.append(
            checks.Error(
                "USE_TZ is off: times without a zone cannot be compared with those in the forms.",
                hint="USE_TZ = True, Django's default.",
                id="ocen_urzad.E009",
            )
        )
    return messages


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
            id="ocen_urzad.E011",
        )
    ]


def check_addresses(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for the permanent addresses: forms are sent there, and posters carry them."""
    try:
        address = reverse(PERMANENT, args=["AAAAA"])
        found = resolve("/" + address.removeprefix(get_script_prefix()))
    except (NoReverseMatch, Resolver404):
        problem = "The addresses of the survey are not among the site's."
    else:
        if found.app_name == "ocen_urzad":
            return _addresses_of_a_language()
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
        chain = _chain(name)
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
    shown = list(_shown(chain))
    return [
        *_missing_blocks(name, chain),
        *_userbar_for_everybody(name, shown),
        *_cookie_for_everybody(name, shown),
    ]


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


def check_language(**kwargs: Any) -> list[checks.CheckMessage]:
    """Ask for a site that can be Polish: else buttons and messages stand in English round it."""
    languages = [settings.LANGUAGE_CODE]
    if LOCALE_MIDDLEWARE in settings.MIDDLEWARE:
        languages += [code for code, _name in settings.LANGUAGES]
    if settings.USE_I18N and any(code.lower().split("-")[0] == "pl" for code in languages):
        return []
    return [
        checks.Warning(
            "Residents are asked in Polish, but the site never speaks it.",
            hint='Set LANGUAGE_CODE = "pl" and USE_I18N = True.',
            id="ocen_urzad.W005",
        )
    ]


def _is_number(name: str, least: int) -> bool:
    value = getattr(settings, name, conf.DEFAULTS[name])
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _storage_of_another_kind(alias: str) -> list[checks.CheckMessage]:
    if alias in PUBLIC_STORAGES:
        problem = f"Private files would lie in the storage {alias!r}, which is public."
    elif alias not in settings.STORAGES:
        problem = f"OCEN_URZAD_PRIVATE_STORAGE names {alias!r}, which is not in STORAGES."
    else:
        return []
    return [
        checks.Error(
            problem,
            hint="Name a storage of its own in STORAGES, one that gives nobody a public address.",
            id="ocen_urzad.E010",
        )
    ]


def _addresses_of_a_language() -> list[checks.CheckMessage]:
    """A sheet printed by somebody whose admin is in English would carry another address."""
    others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    addresses = set()
    for code in (settings.LANGUAGE_CODE, *others[:1]):
        with translation.override(code):
            addresses.add(reverse(PERMANENT, args=["AAAAA"]))
    if len(addresses) == 1:
        return []
    return [
        checks.Warning(
            "The addresses of the survey differ from language to language.",
            hint='Put path("ocen-urzad/", include("wagtail_ocen_urzad.urls")) outside'
            " i18n_patterns: posters carry one address.",
            id="ocen_urzad.W007",
        )
    ]


def _missing_blocks(name: str, chain: list[NodeList]) -> list[checks.CheckMessage]:
    blocks = {name for nodes in chain for name in _blocks(nodes)}
    missing = [block for block in BLOCKS if block not in blocks]
    if not chain or not missing:
        return []
    return [
        checks.Warning(
            f"The base template {name!r} lacks the blocks: {', '.join(missing)}.",
            hint="Name a template with these blocks in OCEN_URZAD_BASE_TEMPLATE.",
            id="ocen_urzad.W002",
        )
    ]


def _userbar_for_everybody(name: str, shown: list[Node]) -> list[checks.CheckMessage]:
    if not any(_is_userbar(node) for node in shown):
        return []
    return [
        checks.Warning(
            f"The base template {name!r} shows Wagtail's user bar outside a block of its own.",
            hint="{% block wagtailuserbar %}{% wagtailuserbar %}{% endblock %}: the survey"
            " empties it, so as not to read the session of residents.",
            id="ocen_urzad.W003",
        )
    ]


def _cookie_for_everybody(name: str, shown: list[Node]) -> list[checks.CheckMessage]:
    if not any(isinstance(node, CsrfTokenNode) for node in shown):
        return []
    return [
        checks.Warning(
            f"The base template {name!r} has a form with {{% csrf_token %}}, so the survey would"
            " set a cookie.",
            hint="Put the form in a block, and empty it in the template that"
            " OCEN_URZAD_BASE_TEMPLATE names.",
            id="ocen_urzad.W006",
        )
    ]


def _chain(name: str) -> list[NodeList]:
    """Return a template and those it extends, as nodes; none when it cannot be judged."""
    # A template of another engine has no nodes, and a parent named by a variable none yet.
    nodes = getattr(getattr(get_template(name), "template", None), "nodelist", None)
    if not isinstance(nodes, NodeList):
        return []
    for node in nodes.get_nodes_by_type(Node):
        if not isinstance(node, ExtendsNode):
            continue
        parent = getattr(node.parent_name, "var", None)
        above = _chain(parent) if isinstance(parent, str) else []
        return [nodes, *above] if above else []
    return [nodes]


def _blocks(nodes: NodeList) -> set[str]:
    return {node.name for node in nodes.get_nodes_by_type(Node) if isinstance(node, BlockNode)}


def _shown(chain: list[NodeList]) -> Iterator[Node]:
    """Yield what is left of a base when our pages have filled and emptied their blocks."""
    replaced = {*BLOCKS, USERBAR}
    for nodes in chain:
        yield from _outside(nodes, replaced, included=frozenset())
        replaced |= _blocks(nodes)


def _outside(
    nodes: Iterable[Node], replaced: set[str], *, included: frozenset[str]
) -> Iterator[Node]:
    """Yield nodes outside some blocks, those of included templates among them."""
    for node in nodes:
        if isinstance(node, BlockNode) and node.name in replaced:
            continue
        yield node
        for children in node.child_nodelists:
            yield from _outside(getattr(node, children, ()), replaced, included=included)
        name = getattr(node.template, "var", None) if isinstance(node, IncludeNode) else None
        if isinstance(name, str) and name not in included:
            try:
                template = get_template(name)
            except (TemplateDoesNotExist, TemplateSyntaxError):
                continue
            found = getattr(getattr(template, "template", None), "nodelist", ())
            yield from _outside(found, replaced, included=included | {name})


def _is_userbar(node: Node) -> bool:
    return isinstance(node, SimpleNode) and node.func.__name__ == USERBAR
