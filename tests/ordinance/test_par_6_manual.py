"""§ 6: the manual is part of the system (R-21).

„Integralną częścią systemu jest Instrukcja obsługi narzędzia do Oceny Satysfakcji Klienta
stanowiąca Załącznik 1.”
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.factories import a_user
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad import __released__, __version__
from wagtail_ocen_urzad.staff.permissions import EVERY_RIGHT

pytestmark = pytest.mark.django_db

MANUAL = "/admin/ocen-urzad/instrukcja/"
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


@pytest.mark.parametrize("right", EVERY_RIGHT)
def test_r_21_whoever_works_with_the_tool_has_its_manual_at_hand(right: str) -> None:
    page = soup(desk_of(a_user("ktos", right.partition(".")[2])).get(MANUAL))

    assert words(page.select_one(".ou-manual__meta")).startswith(f"Wersja programu {__version__}, ")
    [button] = page.select(".ou-manual__buttons a")
    assert (words(button), button["href"]) == ("Pobierz instrukcję w PDF", f"{MANUAL}pdf/")


def test_r_21_its_date_is_the_date_of_the_release() -> None:
    released = dict(
        re.findall(r"^## \[(\d[^\]]*)\] - (\S+)$", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    )

    assert released.get(__version__, __released__) == date.fromisoformat(__released__).isoformat()


def test_r_21_others_do_not_see_it() -> None:
    assert desk_of(a_user("marek")).get(MANUAL).status_code == 302
