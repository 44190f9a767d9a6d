"""Killed (kill -9) at any statement of any deed: before it or after it, never in between.

The short form kills at some instants drawn by chance; `OCEN_URZAD_FAULT_INSTANTS=0` at every one.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_survey_page, an_office, survey_of
from tests.faults.books import every_report_is_chained, nothing_is_half, what_does_not_hold
from tests.faults.processes import database_url, environment, script

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

INSTANTS = int(os.environ.get("OCEN_URZAD_FAULT_INSTANTS", "4"))

MOVES = {
    # what may be one more afterwards than before, all together or none
    "answer": ("answers",),
    "publish": ("version", "reports"),
    "office": ("office", "reports"),
    "delete": ("reports",),
}
COUNTED = ("version", "office", "reports", "answers")


def test_all_of_it_or_nothing(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    env = environment(folder=tmp_path, database=database_url())

    said, _ = script(
        "tests.faults.instants", str(page.pk), survey_of(page).code, str(INSTANTS), env=env
    ).communicate(timeout=540)

    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        told[line["deed"]].append(line)
    assert list(told) == ["answer", "publish", "office", "schedule", "delete"], said
    assert [line for line in lines if line["failures"]] == []
    for deed, parts in MOVES.items():
        for before, after in zip(told[deed], told[deed][1:], strict=False):
            moved = {part: after[part] - before[part] for part in COUNTED}
            assert moved in ({**dict.fromkeys(COUNTED, 0)}, _one_more(parts))
    # A schedule that was killed is made up for when it is run again, and once only.
    for line in told["schedule"]:
        assert line["asked"] == f"Zaplanowane {line['instant']}."
    for before, after in zip(told["schedule"], told["schedule"][1:], strict=False):
        assert {part: after[part] - before[part] for part in COUNTED} == _one_more(
            ("version", "reports")
        )
    assert told["delete"][-1]["asked"] is None
    # A deed may take a statement less the second time.
    assert 2 * sum(line["killed"] for line in lines) > len(lines)
    nothing_is_half()
    every_report_is_chained()
    assert what_does_not_hold() == []
    print(f"{len(lines)} instants")  # noqa: T201 - for -s


def _one_more(parts: tuple[str, ...]) -> dict[str, int]:
    return {part: int(part in parts) for part in COUNTED}
