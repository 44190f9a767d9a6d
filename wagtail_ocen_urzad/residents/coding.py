"""What the editor does not type: codes, numbers of marks, the memory of where a skip leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail_ocen_urzad.residents.draft_skips import Order, remember
from wagtail_ocen_urzad.residents.freezing import TABLE, order_of
from wagtail_ocen_urzad.residents.scales import (
    mark_of,
    mark_words,
    marks_of,
    read_scale,
    renumbered,
)
from wagtail_ocen_urzad.survey.models import new_code

Raw = dict[str, Any]
LISTS = ("options", "rows", "points", "skips")
"""Lists in a block whose items have a value of their own."""


def with_codes(*, raw: Iterable[Raw], before: Iterable[Raw] = ()) -> list[Raw]:
    """Return the raw stream with all that the editor does not type.

    Whatever lacks a code gets one. A question that is declared another question gets a new code,
    and so does one that was duplicated: of two, the block that had the code before keeps it,
    wherever it stands now. Marks of own scales get their numbers, and ways on to a question are
    resolved while the numbers that the editor typed still mean what they meant.

    Args:
        raw: the stream as the editor sends it.
        before: the stream as it was saved last, whose blocks have their ids.
    """
    children = [_copied(child) for child in raw]
    saved = list(before)
    earlier = {one.get("id"): one["value"] for one in saved}
    areas = [one for one in children if one["type"] == "area"]
    tables = [one for one in children if one["type"] == TABLE]
    others = [one for one in children if one["type"] not in ("area", TABLE)]
    rows = [row for one in tables for row in one["value"].get("rows") or ()]
    held = {key: value.get("code") for key, value in earlier.items()} | {
        row.get("id"): row["value"].get("code")
        for value in earlier.values()
        for row in value.get("rows") or ()
    }
    _give_codes(areas, held)
    _give_codes(tables, held)
    renamed = _give_codes([*others, *rows], held)
    for child in others:
        old = earlier.get(child.get("id"), {}).get("options") or ()
        codes = {one.get("id"): one["value"].get("code") for one in old}
        _give_codes(child["value"].get("options") or (), codes)
    known = {marks for one in saved if (marks := marks_of(value=one["value"]))}
    for child in children:
        child["value"] = renumbered(value=child["value"], known=known)
    order = order_of(children=[(one["type"], one["value"]) for one in children])
    for child in others:
        _resolve_ways(child["value"], earlier.get(child.get("id"), {}), order, renamed)
    return children


def _copied(child: Raw) -> Raw:
    """Return a block whose value, and the items of its lists, may be changed."""
    value = dict(child["value"])
    for name in LISTS:
        if name in value:
            value[name] = [{**one, "value": dict(one["value"])} for one in value[name]]
    return {**child, "value": value}


def _give_codes(items: Iterable[Raw], held: Mapping[Any, Any]) -> dict[str, str]:
    """Leave each code with one item: with the one that held it, else with the first.

    An item without a code takes the one under which it was saved: the browser does not learn
    what an automatic save has given.

    Returns:
        New codes by old ones, of items that were declared to be something else.
    """
    items = list(items)
    declared: dict[int, str] = {}
    for place, item in enumerate(items):
        if item["value"].pop("is_new", False):
            declared[place] = item["value"].get("code") or ""
            item["value"]["code"] = ""
        elif not item["value"].get("code"):
            item["value"]["code"] = held.get(item.get("id")) or ""
    keepers: dict[str, int] = {}
    for place, item in enumerate(items):
        code = item["value"].get("code")
        if code and (code not in keepers or held.get(item.get("id")) == code):
            keepers[code] = place
    renamed = {}
    for place, item in enumerate(items):
        if keepers.get(item["value"].get("code") or "") != place:
            item["value"]["code"] = new_code()
            if declared.get(place):
                renamed[declared[place]] = item["value"]["code"]
    return renamed


def _resolve_ways(
    value: Raw, before: Mapping[str, Any], order: Order, renamed: Mapping[str, str]
) -> None:
    """Let options and marks remember where they lead, and show both as they are called now."""
    for name in ("options", "skips"):
        saved = {one.get("id"): one["value"] for one in before.get(name) or ()}
        for item in value.get(name) or ():
            if "skip_to" in item["value"]:
                item["value"] = remember(
                    value=item["value"],
                    before=saved.get(item.get("id"), {}),
                    order=order,
                    renamed=renamed,
                )
    if value.get("skips"):
        scale = read_scale(value=_read_points(value))
        for item in value["skips"]:
            mark = mark_of(words=str(item["value"].get("answer") or ""), scale=scale)
            shown = (mark_words(point=one) for one in scale.points if str(one.value) == mark)
            item["value"]["answer"] = next(shown, mark)


def _read_points(value: Raw) -> Raw:
    return {**value, "points": [one["value"] for one in value.get("points") or ()]}
