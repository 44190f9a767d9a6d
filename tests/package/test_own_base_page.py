"""A site may have a base of its own for all its pages (`WAGTAIL_PAGE_MODEL`, Wagtail 8).

It may have a model of its own for its staff, too, with no name but that of the login.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import wagtail

from tests.faults.processes import script


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 7.4 has one base of pages")
def test_a_town_with_pages_and_staff_of_its_own_goes_from_banner_to_report(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "tests.own_pages.settings",
        "EXAMPLE_SITE_VAR": str(tmp_path),
    }

    walk = script("tests.own_pages.walk", env=environment)
    said, _ = walk.communicate(timeout=300)

    assert walk.returncode == 0, said
    assert json.loads(said.splitlines()[-1]) == {
        "page models": ["TownSurveyPage"],
        "screens": dict.fromkeys(["home", "surveys", "reports", "editor", "new survey"], 200),
        "banner": True,
        "form": [200, False],
        "sent": 303,
        "answers": 1,
        "versions": [[1, False, ["before_edit", 1]], [2, False, ["before_edit", 0]]],
        "reports found": ["2", "1"],
        "study": {
            "given": 302,
            "roles": 200,
            "done": [302, 302],
            "letters": [["koordynator@przykladow.example"]],
        },
    }
