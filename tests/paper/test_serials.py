"""Numbers of sheets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.paper.serials import CAPACITY, key_of, place_of, serial_at

KEY = key_of(site_mark="5f1c3c9f4f1c4e0f8a4f6c8f2f9d7a61", survey="K7M3Q", version=3)

places = st.integers(0, CAPACITY - 1)


@given(place=places, key=st.text())
def test_a_serial_gives_its_place_back(place: int, key: str) -> None:
    assert place_of(serial=serial_at(place=place, key=key), key=key) == place


def test_a_thousand_sheets_have_a_thousand_numbers_in_no_order() -> None:
    serials = [serial_at(place=place, key=KEY) for place in range(1000)]
    assert len(set(serials)) == 1000
    rises = sum(one < other for one, other in pairwise(serials))
    assert 400 < rises < 600


def test_what_was_printed_once_is_the_same_for_ever() -> None:
    assert [serial_at(place=place, key=KEY) for place in (0, CAPACITY - 1)] == ["5B28GE", "HR92TD"]
