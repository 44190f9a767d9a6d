"""The stylesheets: what a town may set is described, and nothing breaks a strict policy."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest

import wagtail_ocen_urzad
from tests.every_kind import EVERY_KIND
from wagtail_ocen_urzad.residents import contrast
from wagtail_ocen_urzad.residents.form.rendering import render_questions
from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.questionnaire import QuestionArea, Questionnaire

STATIC = Path(wagtail_ocen_urzad.__file__).parent / "static/wagtail_ocen_urzad"
SURVEY, BANNER = ((STATIC / name).read_text() for name in ("survey.css", "banner.css"))
DOCUMENT = Path(__file__).parents[2] / "docs/how-to/appearance.md"
PROPERTY = re.compile(r"--ou-[a-z-]+")


def _sixty_questions() -> Questionnaire:
    """A long survey: five areas of twelve questions, as large offices ask."""
    source = list(STARTER_SET.questions())
    return Questionnaire(
        areas=tuple(
            QuestionArea(
                code=f"part_{part}",
                title=f"Część ankiety nr {part}",
                questions=tuple(
                    replace(
                        source[(part * 12 + place) % len(source)],
                        code=f"q_{part}_{place}",
                        text=f"{source[(part * 12 + place) % len(source)].text} ({part}.{place})",
                    )
                    for place in range(12)
                ),
            )
            for part in range(5)
        )
    )


def test_every_property_is_described_and_every_described_one_is_used() -> None:
    described = set(PROPERTY.findall(DOCUMENT.read_text()))

    assert described == set(PROPERTY.findall(SURVEY + BANNER))


@pytest.mark.parametrize(
    "town", ["example_site/static/town/town.css", "benchmarks/site/static/benchmarks/town.css"]
)
def test_a_town_that_copied_the_styles_of_the_banner_has_them_as_they_are(town: str) -> None:
    assert BANNER in (DOCUMENT.parents[2] / town).read_text()


def test_nothing_is_fetched_from_a_stylesheet() -> None:
    assert re.findall(r"url\(|@import", SURVEY + BANNER) == []


@pytest.mark.parametrize(
    "questionnaire",
    [
        pytest.param(STARTER_SET, id="starter set"),
        pytest.param(EVERY_KIND, id="every kind"),
        pytest.param(_sixty_questions(), id="sixty questions"),
    ],
)
def test_a_survey_is_light_on_the_wire(questionnaire: Questionnaire) -> None:
    """25 KB with the town's own page around it (performance, bar 15), so half of that for us."""
    html = render_questions(questionnaire=questionnaire, departments=[("so", "Wydział")] * 12)
    weight = len(gzip.compress(html.encode())) + len(gzip.compress(SURVEY.encode()))

    assert weight < 13 * 1024


def test_nothing_is_laid_out_by_left_and_right() -> None:
    """So that a page written from right to left is mirrored. The one float fills its line."""
    declared = re.findall(r"[{;]\s*((?:[a-z-]*-)?(?:left|right)[a-z-]*)\s*:", SURVEY + BANNER)
    aligned = re.findall(r"(?:text-align|float|clear|justify-[a-z]+):\s*(?:left|right)", SURVEY)

    assert declared == []
    assert aligned == ["float: left"]


def defaults(place: int) -> dict[str, str]:
    """Colours of the light (0) or the dark (1) look, by name."""
    pairs = re.findall(r"--_([a-z-]+): var\(--ou-[a-z-]+, light-dark\((#\w+), (#\w+)\)\)", SURVEY)
    long = {name: (light, dark)[place] for name, light, dark in pairs}
    return {
        name: colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
        for name, colour in long.items()
    }


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "ground", "least"),
    [
        ("text", "surface", 4.5),
        ("text", "tint", 4.5),
        ("muted", "surface", 4.5),
        ("muted", "sunken", 4.5),
        ("accent", "surface", 4.5),
        ("accent", "tint", 4.5),
        ("accent", "sunken", 4.5),
        ("on-accent", "accent", 4.5),
        ("error", "error-tint", 4.5),
        ("error", "surface", 4.5),
        ("control", "surface", 3.0),
        ("control", "sunken", 3.0),
    ],
)
def test_our_own_colours_are_legible(name: str, ground: str, least: float, place: int) -> None:
    colours = defaults(place)

    assert contrast.ratio(first=colours[name], second=colours[ground]) >= least


def test_light_without_light_dark_is_the_same_light() -> None:
    plain = dict(re.findall(r"--_([a-z-]+): var\(--ou-[a-z-]+, (#\w+)\);", SURVEY))
    paired = dict(re.findall(r"--_([a-z-]+): var\(--ou-[a-z-]+, light-dark\((#\w+),", SURVEY))

    assert paired.items() <= plain.items()
