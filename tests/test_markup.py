"""The door to markdown-it: what Markdown of ours becomes, and what it cannot become."""

from __future__ import annotations

import pytest

from wagtail_ocen_urzad import markup


def rendered(text: str, **how: object) -> markup.Rendered:
    return markup.render(
        text=text,
        address=lambda kind, written: {kind: f"/tam/{written}"},
        **how,  # type: ignore[arg-type]  # the tests hand over what the signature knows
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<p style="color: red" onclick="x()">Tekst</p>',
        "Zdanie <b>grube</b> <img src=x onerror=alert(1)>",
        "<!-- uwaga -->",
    ],
)
def test_html_in_the_source_is_text(typed: str) -> None:
    live = ("<script", "<b>", "<img", "<p style", "<!--")

    html = rendered(typed).html

    assert [tag for tag in live if tag in html] == []


def test_a_link_that_would_run_a_script_is_no_link() -> None:
    assert rendered("[Kliknij](javascript:alert)").html == "<p>[Kliknij](javascript:alert)</p>\n"


def test_addresses_are_what_the_caller_makes_of_them() -> None:
    html = rendered("[Raporty](04-raporty.md) ![Menu](obrazy/menu.png)").html

    assert html == (
        '<p><a href="/tam/04-raporty.md">Raporty</a>'
        ' <img src="/tam/obrazy/menu.png" alt="Menu" /></p>\n'
    )


def test_headings_are_named_as_mkdocs_names_them() -> None:
    made = rendered("## Jak zgłosić żądanie\n\n### Skala\n\n### Skala\n", anchor_prefix="a--")

    assert [(one.level, one.text, one.anchor) for one in made.headings] == [
        (2, "Jak zgłosić żądanie", "a--jak-zgosic-zadanie"),
        (3, "Skala", "a--skala"),
        (3, "Skala", "a--skala_1"),
    ]
    assert '<h2 id="a--jak-zgosic-zadanie">' in made.html


def test_headings_can_be_put_lower() -> None:
    assert rendered("## Skala", lower_by=1).html == '<h3 id="skala">Skala</h3>\n'


def test_a_table_has_heads_and_no_inline_style() -> None:
    html = rendered("| Kto | Ile |\n|---|:-:|\n| Anna | 2 |\n").html

    assert '<th scope="col">Kto</th>' in html
    assert '<td class="ou-center">2</td>' in html
    assert "style" not in html


def test_each_table_scrolls_under_a_name_of_its_own() -> None:
    table = "| A |\n|---|\n| 1 |\n\n"

    html = rendered(table + "Tekst\n\n" + table, tables_called="Tabela").html

    assert html.count("<table>") == html.count("</table></div>") == 2
    assert [f'aria-label="Tabela {number}"' in html for number in (1, 2, 3)] == [True, True, False]
