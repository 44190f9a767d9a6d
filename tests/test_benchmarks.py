"""The benchmarks run, and what they count is as it must be; what they time is not judged here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.asked import DEMO_SHARE, TEXTS, forms
from benchmarks.table import table
from tests.services import ADDRESSES

ROOT = Path(__file__).parents[1]
COUNTED = {2, 5, 14, 15}
TIMED = {1, 3, 4}
WEIGHED = 13
"""Too few answers are stored here for the counters, which many answers share, to weigh little."""


def run(*arguments: str) -> str:
    settings = {"DJANGO_SETTINGS_MODULE": "", "PYTHONWARNINGS": "", "PYTHONDEVMODE": ""}
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env=os.environ | settings | {"OCEN_URZAD_POSTGRESQL_URL": ADDRESSES["postgresql"]},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout


@pytest.mark.service("postgresql")
def test_a_short_run_prints_every_bar_of_the_form_and_what_is_counted_is_met() -> None:
    lines: list[dict[str, Any]] = [
        json.loads(line)
        for line in run("form", "--rounds=1", "--seconds=0.2", "--answers=100").splitlines()
    ]

    assert {line["bar"] for line in lines} == COUNTED | TIMED | {WEIGHED}
    assert all(
        {"bar", "value", "goal", "met", "spread", "what", "unit"} <= line.keys() for line in lines
    )
    assert [line for line in lines if line["bar"] in COUNTED and not line["met"]] == []
    assert [line["bar"] for line in lines if "a bare Django view" in line.get("note", "")] == [4]
    # The table of the documentation is made of the same lines.
    rows = list(table(json.dumps(line) for line in lines))
    assert len(rows) == len(lines) + 1
    assert all(line["what"] in "".join(rows) for line in lines)


def test_as_many_of_the_forms_carry_texts_as_residents_write_any() -> None:
    texts = dict(TEXTS)
    written = [texts.keys() <= one.keys() for one in forms(60)]

    assert (len(written), sum(written)) == (60, round(DEMO_SHARE * 60))
    assert all(texts.keys() <= one.keys() for one in forms(60, share=1))


def test_groups_are_listed() -> None:
    assert run("--list").startswith("form: ")
