"""No-break spaces: where Polish setting wants them, and nothing else touched."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from wagtail_ocen_urzad.residents.typography import NO_BREAK_SPACE, typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Informacje w internecie i w BIP", "Informacje w~internecie i~w~BIP"),
        ("A może o tym, u nas, z Państwem", "A~może o~tym, u~nas, z~Państwem"),
        ("w inny sposób (w jaki?)", "w~inny sposób (w~jaki?)"),
        ("zajmuje około 3 minut", "zajmuje około 3~minut"),
        ("51–65 lat", "51–65~lat"),
        ("od 2 stycznia do 30 października 2026 r.", "od 2~stycznia do 30~października 2026~r."),
        ("nr 4, ul. Ratuszowa 1, pok. 12", "nr~4, ul.~Ratuszowa 1, pok.~12"),
        ("art. 6 ust. 1 lit. e RODO, § 5", "art.~6 ust.~1 lit.~e RODO, §~5"),
        ("listownie lub e-mailem", "listownie lub e-mailem"),
        ("Ala i  kot", "Ala i~kot"),
        ("kto to i", "kto to i"),
        ("to do nas", "to do nas"),
        ("12 krzeseł", "12 krzeseł"),
        ("przejść do pytania 12, a pytania są trzy", "przejść do pytania~12, a~pytania są trzy"),
    ],
)
def test_spaces_that_hold(typed: str, set_: str) -> None:
    assert typeset(typed).replace(NO_BREAK_SPACE, "~") == set_


def test_html_stays_the_same_html() -> None:
    html = '<a href="/o nas/?a=1&amp;b=2" title="i tak">o nas &amp; w BIP</a>'

    assert typeset(html).replace(NO_BREAK_SPACE, "~") == (
        '<a href="/o nas/?a=1&amp;b=2" title="i tak">o~nas &amp; w~BIP</a>'
    )


@given(st.text(alphabet="aiouwz AB12<>&;\"'§.,\u00a0\nr"))
def test_only_spaces_change(text: str) -> None:
    changed = typeset(text)

    assert changed.replace(NO_BREAK_SPACE, " ").split() == text.replace(NO_BREAK_SPACE, " ").split()
    assert typeset(changed) == changed


def test_the_filter_escapes_what_is_not_html_yet() -> None:
    template = Template("{% load ocen_urzad %}{{ text|typeset }}")

    assert template.render(Context({"text": "<b>i</b> w nas"})) == (
        f"&lt;b&gt;i&lt;/b&gt; w{NO_BREAK_SPACE}nas"
    )
