"""The rehearsal of the demo, which may be run after somebody played with the survey."""

from __future__ import annotations

import pytest

from example_site.demo.rehearsal import WORDINGS, reworded


@pytest.mark.parametrize("text", [*WORDINGS, "Uprzejmość", "Godziny"])
def test_a_question_is_reworded_and_gets_its_words_back(text: str) -> None:
    other = reworded(text=text)

    assert other != text
    assert reworded(text=other) == text
