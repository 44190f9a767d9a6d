"""The layout contract (paper 1), held against the page as a printer would draw it."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import cv2
import pytest
import zxingcpp

from tests.paper.rasters import SCANNER_DPI, edges, ink, pages, scanned
from tests.paper.sheets import SURVEYS, made
from wagtail_ocen_urzad.paper.geometry import (
    BOX_SIZE,
    CLEARANCE,
    EDGE,
    LEAST_DISTANCE,
    MARKER_SIZE,
    MARKERS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    read_geometry,
)
from wagtail_ocen_urzad.paper.keys import keys_of
from wagtail_ocen_urzad.survey.questionnaire import QuestionKind, canonical_text

each_survey = pytest.mark.parametrize("name", SURVEYS)
DETECTOR = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))


@each_survey
def test_every_box_is_printed_where_the_geometry_says(name: str) -> None:
    off = [
        (number, box, found)
        for number, (page, geometry) in enumerate(
            zip(pages(name), made(name).geometry.pages, strict=True), start=1
        )
        for box in geometry.boxes
        for found in [edges(page, box.x, box.y, BOX_SIZE)]
        if any(
            abs(one - other) > 0.1
            for one, other in zip(
                found, (box.x, box.y, box.x + box.width, box.y + box.height), strict=True
            )
        )
        or max(abs(box.width - BOX_SIZE), abs(box.height - BOX_SIZE)) > 0.01
    ]

    assert off == []


@each_survey
def test_every_box_keeps_clear_of_everything(name: str) -> None:
    near = CLEARANCE - 0.1  # half a pixel on either side
    crowded = []
    for number, (page, geometry) in enumerate(
        zip(pages(name), made(name).geometry.pages, strict=True), start=1
    ):
        for box in geometry.boxes:
            x, y = box.x, box.y
            right, bottom = x + BOX_SIZE, y + BOX_SIZE
            around = (
                ink(page, x - near, y - near, right + near, y - 0.15),
                ink(page, x - near, bottom + 0.15, right + near, bottom + near),
                ink(page, x - near, y, x - 0.15, bottom),
                ink(page, right + 0.15, y, right + near, bottom),
                ink(page, x + 0.6, y + 0.6, right - 0.6, bottom - 0.6),
            )
            if any(part.max() > 0.05 for part in around):
                crowded.append((number, box.question, box.value))

    assert crowded == []


@each_survey
def test_boxes_stand_apart(name: str) -> None:
    close = [
        (one.value, other.value)
        for page in made(name).geometry.pages
        for one, other in combinations(page.boxes, 2)
        if hypot(one.x - other.x, one.y - other.y) < LEAST_DISTANCE
    ]

    assert close == []


@each_survey
def test_nothing_is_printed_at_the_edge(name: str) -> None:
    inner = EDGE - 0.05
    for page in pages(name):
        rims = (
            ink(page, 0, 0, PAGE_WIDTH, inner),
            ink(page, 0, PAGE_HEIGHT - inner, PAGE_WIDTH, PAGE_HEIGHT),
            ink(page, 0, 0, inner, PAGE_HEIGHT),
            ink(page, PAGE_WIDTH - inner, 0, PAGE_WIDTH, PAGE_HEIGHT),
        )
        assert [rim.max() > 0.05 for rim in rims] == [False] * 4


@each_survey
@pytest.mark.parametrize("scale", [1.0, 0.94])
def test_every_fiducial_and_code_is_read(name: str, scale: float) -> None:
    sheet = made(name)
    address = SURVEYS[name][1].address
    for number, page in enumerate(pages(name), start=1):
        picture = scanned(page, scale)
        corners, ids, _rejected = DETECTOR.detectMarkers(picture)
        texts = [code.text for code in zxingcpp.read_barcodes(picture)]

        expected = sheet.geometry.pages[number - 1].markers
        assert sorted(int(one) for one in ids.ravel()) == sorted(expected)
        found = {int(one): box.reshape(4, 2) for one, box in zip(ids.ravel(), corners, strict=True)}
        off = [
            (number, marker, place, corner)
            for marker, (x, y) in zip(expected, MARKERS, strict=True)
            for place, corner in zip(_corners_of(x, y, scale), found[marker], strict=True)
            if hypot(place[0] - corner[0], place[1] - corner[1]) > 0.3 * SCANNER_DPI / 25.4
        ]
        assert off == []
        assert sorted(texts) == sorted([sheet.codes[number - 1]] * 2 + [address])


def _corners_of(x: float, y: float, scale: float) -> list[tuple[float, float]]:
    """Return the corners of a marker in pixels of the scan, from the top left clockwise."""

    def scanned_at(side: float, middle: float) -> float:
        return (middle + (side - middle) * scale) * SCANNER_DPI / 25.4

    left, right = (scanned_at(one, PAGE_WIDTH / 2) for one in (x, x + MARKER_SIZE))
    top, bottom = (scanned_at(one, PAGE_HEIGHT / 2) for one in (y, y + MARKER_SIZE))
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_at_least_eight_different_questionnaires_are_held_against_it() -> None:
    different = {
        canonical_text(questionnaire=questionnaire)
        for questionnaire, _sheet, _style in SURVEYS.values()
    }

    assert len(different) >= 8


@each_survey
def test_every_option_has_its_box_with_the_key_of_the_keyboard(name: str) -> None:
    questionnaire, sheet, _style = SURVEYS[name]
    expected = [
        (question.code, option.value, option.key)
        for question in questionnaire.questions()
        for option in keys_of(question=question, departments=sheet.departments)
    ]

    printed = [
        (box.question, box.value, box.key)
        for page in made(name).geometry.pages
        for box in page.boxes
    ]

    assert printed == expected


@each_survey
def test_every_text_has_room(name: str) -> None:
    questionnaire, _sheet, _style = SURVEYS[name]
    expected = [
        (question.code, option)
        for question in questionnaire.questions()
        for option in ([""] if question.kind is QuestionKind.TEXT else question.text_fields)
    ]
    fields = [field for page in made(name).geometry.pages for field in page.fields]

    assert [(field.question, field.option) for field in fields] == expected
    assert [field for field in fields if field.width < 40 or field.height < 4.5] == []


@each_survey
def test_questions_come_in_the_order_of_the_web(name: str) -> None:
    questionnaire, _sheet, _style = SURVEYS[name]

    printed = [code for page in made(name).geometry.pages for code in page.questions]

    assert printed == [question.code for question in questionnaire.questions()]


@each_survey
def test_no_row_of_boxes_is_split(name: str) -> None:
    """A rating stands on one page; a list may go on, but begins where its question stands."""
    questionnaire, _sheet, _style = SURVEYS[name]
    geometry = made(name).geometry
    for question in questionnaire.questions():
        on = [
            number
            for number, page in enumerate(geometry.pages)
            if any(box.question == question.code for box in page.boxes)
        ]
        stands_on = [n for n, page in enumerate(geometry.pages) if question.code in page.questions]
        assert on[:1] in ([], stands_on)
        if question.scale is not None:
            assert on == stands_on


@each_survey
def test_the_frozen_text_is_the_geometry(name: str) -> None:
    geometry = made(name).geometry

    assert read_geometry(text=geometry.to_json()) == geometry


def test_sixty_rows_take_several_pages() -> None:
    assert len(made("sixty rows").geometry.pages) > 3


def test_the_starter_set_takes_three_pages_as_in_the_picture() -> None:
    assert len(made("starter").geometry.pages) == 3
