"""The hidden code of a question: it says that a reworded question is still the same one."""

from __future__ import annotations

import copy
from typing import Any

from wagtail_ocen_urzad.residents.coding import with_codes
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET

Raw = list[dict[str, Any]]
SAVED = thaw(questionnaire=STARTER_SET)
CODES = [child["value"]["code"] for child in SAVED]
CHOICE = next(place for place, child in enumerate(SAVED) if "options" in child["value"])


def sent() -> Raw:
    return copy.deepcopy(SAVED)


def codes(raw: Raw) -> list[str]:
    return [child["value"]["code"] for child in raw]


def options(raw: Raw) -> list[str]:
    return [item["value"]["code"] for item in raw[CHOICE]["value"]["options"]]


def duplicate(raw: Raw, place: int) -> dict[str, Any]:
    """What the editor's button makes: everything the same but the block's id."""
    return {**copy.deepcopy(raw[place]), "id": "another"}


def test_codes_survive_rewording_and_reordering() -> None:
    raw = sent()
    raw[CHOICE]["value"]["text"] = "Jak?"
    raw.reverse()

    assert codes(with_codes(raw=raw, before=SAVED)) == CODES[::-1]


def test_a_new_question_gets_a_code() -> None:
    raw = [{"type": "text", "id": None, "value": {"text": "Nowe", "code": ""}}, *sent()]

    new, *rest = codes(with_codes(raw=raw, before=SAVED))

    assert (len(new), new in CODES, rest) == (5, False, CODES)


def test_another_question_in_the_same_block_gets_another_code() -> None:
    raw = sent()
    raw[CHOICE]["value"]["is_new"] = True

    result = with_codes(raw=raw, before=SAVED)

    assert result[CHOICE]["value"]["code"] not in CODES
    assert "is_new" not in result[CHOICE]["value"]
    assert options(result) == options(SAVED)


def test_of_two_the_block_that_had_the_code_keeps_it_wherever_it_stands() -> None:
    below, above = sent(), sent()
    below.insert(CHOICE + 1, duplicate(below, CHOICE))
    above.insert(CHOICE, duplicate(above, CHOICE))

    kept_below = codes(with_codes(raw=below, before=SAVED))
    kept_above = codes(with_codes(raw=above, before=SAVED))

    assert (kept_below[CHOICE], kept_above[CHOICE + 1]) == (CODES[CHOICE], CODES[CHOICE])
    assert kept_below[CHOICE + 1] not in CODES
    assert kept_above[CHOICE] not in CODES


def test_without_an_earlier_draft_the_first_of_two_keeps_the_code() -> None:
    raw = sent()
    raw.insert(CHOICE + 1, duplicate(raw, CHOICE))

    assert codes(with_codes(raw=raw))[CHOICE] == CODES[CHOICE]


def test_options_keep_their_codes_in_the_same_way() -> None:
    raw = sent()
    items = raw[CHOICE]["value"]["options"]
    items.insert(0, {**copy.deepcopy(items[0]), "id": "another"})

    new, *rest = options(with_codes(raw=raw, before=SAVED))

    assert (new in options(SAVED), rest) == (False, options(SAVED))


def test_what_the_editor_sent_is_left_as_it_is() -> None:
    raw = sent()
    raw[CHOICE]["value"]["is_new"] = True
    before = copy.deepcopy(raw)

    with_codes(raw=raw, before=SAVED)

    assert raw == before
