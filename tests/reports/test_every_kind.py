"""Figures and documents of every kind of question."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, a_survey, an_office, answer
from tests.questionnaires import answers_to, questionnaires
from tests.reports.every_kind import EVERY_KIND, TEN, a_survey_of_every_kind
from wagtail_ocen_urzad.reports import documents
from wagtail_ocen_urzad.reports.documents.fills import FILLS, INK, PAPER
from wagtail_ocen_urzad.reports.documents.print_chart import WIDTH
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.reports.statistics import rating_figures
from wagtail_ocen_urzad.survey.models import Channel, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import INVALID, NOT_APPLICABLE, SKIPPED


def report_on(version: QuestionSetVersion) -> ReportSnapshot:
    return generate_report(
        survey=version.survey,
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), NOON.date()),
        case_number="",
        by=None,
        at=NOON,
    )


def question(report: ReportSnapshot, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in report.data["questions"] if one["code"] == code)
    return found


def shown(report: ReportSnapshot) -> BeautifulSoup:
    html = documents.report_html(data=report.data, sha256=report.sha256)
    return BeautifulSoup(html, "html.parser")


def words(node: Any) -> str:
    return " ".join(node.get_text(" ").replace("\u00a0", " ").split())


@pytest.fixture
def report(db: None) -> ReportSnapshot:
    return report_on(a_survey_of_every_kind())


# Figures


@given(
    st.lists(st.integers(0, 10), min_size=2, max_size=11, unique=True),
    st.lists(st.integers(0, 9), min_size=11, max_size=11),
)
def test_an_index_is_the_same_from_both_sides(values: list[int], counts: list[int]) -> None:
    """A scale turned round, with the same answers, says the same of the office."""
    given_marks = dict(zip(values, counts, strict=False))
    turned = {sum((min(values), max(values))) - value: n for value, n in given_marks.items()}
    upwards = rating_figures(counts=given_marks, values=values, good=())
    downwards = rating_figures(counts=turned, values=list(turned), good=(), lowest_is_best=True)

    assert upwards.index == downwards.index
    if upwards.index is not None:
        assert 0 <= upwards.index <= 100


@pytest.mark.django_db
def test_every_form_is_accounted_for_whatever_is_asked_and_answered() -> None:
    """Forms = led past + valid + not applicable + no answer + invalid, for every question."""
    office = an_office()

    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def in_any_case(data: st.DataObject) -> None:
        with transaction.atomic():
            asked = data.draw(questionnaires())
            version = a_survey(questionnaire=asked, office=office)
            for _ in range(data.draw(st.integers(0, 4))):
                raw = data.draw(answers_to(asked)).raw
                answer(version, raw, channel=data.draw(st.sampled_from(Channel)))
            _identities(report_on(version), list(Response.objects.filter(version=version)))
            transaction.set_rollback(True)

    in_any_case()


def _identities(report: ReportSnapshot, stored: list[Response]) -> None:
    forms = report.data["forms"]["all"]
    assert forms == len(stored)
    for one in report.data["questions"]:
        marks = Counter(str(answer.answers.get(one["code"], "")) for answer in stored)
        assert (one["skipped"], one["not_applicable"], one["invalid"]) == (
            marks[SKIPPED],
            marks[NOT_APPLICABLE],
            marks[INVALID],
        )
        parts = ("valid", "not_applicable", "no_answer", "invalid")
        assert one["asked"] == forms - one["skipped"] == sum(one[name] for name in parts)
        assert min(one[name] for name in parts) >= 0
        chosen = [option["n"] for option in one["options"]]
        if one["kind"] == "multiple":
            assert max(chosen) <= one["valid"] <= sum(chosen)
        elif one["kind"] != "text":
            assert sum(chosen) == one["valid"]
        if one["texts"] is not None:
            assert one["texts"] <= one["valid"]
        if one["rating"]:
            assert sum(channel["asked"] for channel in one["channels"]) == one["asked"]
            assert sum(channel["valid"] for channel in one["channels"]) == one["valid"]
            index = one["rating"]["index"]
            assert index is None or 0 <= float(index) <= 100


def test_a_scale_whose_lowest_mark_is_best(report: ReportSnapshot) -> None:
    """Places 1, 2, 3, 4: sixteen, twelve, eight and four times; mean 2, index 66.7."""
    ranks = question(report, "ranks")

    asked = 40 - ranks["skipped"]
    assert [(o["value"], o["is_good"]) for o in ranks["options"]] == [
        (1, True),
        (2, False),
        (3, False),
        (4, False),
    ]
    total = sum(o["value"] * o["n"] for o in ranks["options"])
    mean = total / ranks["valid"]
    assert ranks["asked"] == asked
    assert ranks["rating"]["best"] == "low"
    assert float(ranks["rating"]["index"]) == pytest.approx((4 - mean) / 3 * 100, abs=0.05)


def test_those_led_past_are_not_asked(report: ReportSnapshot) -> None:
    settled, courtesy = question(report, "settled"), question(report, "courtesy")

    by_answer = {option["value"]: option["n"] for option in settled["options"]}
    assert by_answer == {"yes": 27, "no": 7, "other": 6}
    assert (settled["skipped"], settled["texts"]) == (0, 6)
    # „nie” leads past the next three, „inaczej” past everything.
    assert (courtesy["skipped"], courtesy["asked"]) == (13, 27)
    assert (question(report, "school")["skipped"], question(report, "ten")["asked"]) == (6, 34)
    assert courtesy["matrix"] == {
        "code": "staff",
        "lead": "Jak ocenia Pan/Pani pracownika Urzędu:",
    }
    assert question(report, "school")["matrix"] is None


# Documents


def test_led_past_is_said_and_stands_in_the_table(report: ReportSnapshot) -> None:
    part = shown(report).select_one("#pytanie-courtesy-1")

    assert part is not None
    assert [words(one) for one in part.select(".ou-remark")] == [
        "Mała liczba odpowiedzi (poniżej 30).",
        "To pytanie zadano w 27 z 40 ankiet.",
        "W 13 ankietach wcześniejsza odpowiedź prowadziła dalej, więc pytania nie zadano.",
    ]
    last = [[words(cell) for cell in row.select("th, td")] for row in part.select("tbody tr")][-2:]
    assert last == [
        ["Ankiety z tym pytaniem", "27", "", "100,0"],
        ["nie zadano: pominięte po wcześniejszej odpowiedzi", "13", "", ""],
    ]
    assert words(part.select_one("h3")) == ("Jak ocenia Pan/Pani pracownika Urzędu: 4. Uprzejmość")


def test_the_direction_of_a_scale_is_said(report: ReportSnapshot) -> None:
    part = shown(report).select_one("#pytanie-ranks-1")

    assert part is not None
    assert [words(one) for one in part.select(".ou-facts--figures dt")] == [
        "średnia (1–4, najlepsza: 1)",
        "mediana",
        "oceny dobre",
        "wskaźnik (0–100)",
    ]
    assert [words(one) for one in part.select(".ou-ends span")] == [
        "miejsce pierwsze",
        "ostatnie",
    ]
    counting = words(shown(report).select_one("#metoda-content"))
    assert "Gdy najlepsza jest ocena najniższa, w liczniku jest" in counting


def test_the_annex_says_how_the_form_leads(report: ReportSnapshot) -> None:
    annex = shown(report).select_one("#zalacznik-content")

    assert annex is not None
    said = words(annex)
    assert (
        "Prosimy o ocenę obsługi w Urzędzie Miejskim w Przykładowie. Zajmie to około 2 minut."
        in (said)
    )
    assert "tak · nie · inaczej (jak?) ……" in said
    assert "Po odpowiedzi „nie” przejście do pytania 6." in said
    assert "Po odpowiedzi „inaczej (jak?)” koniec ankiety." in said
    assert said.count("tak (4) · raczej tak (3) · raczej nie (2) · nie (1)") == 1
    assert "10 · 9 · 8" in said
    assert "inna (jaka?) ……" in said


def test_the_pdf_of_every_kind_is_made(report: ReportSnapshot) -> None:
    made = documents.report_pdf(data=report.data, sha256=report.sha256)

    assert made.startswith(b"%PDF-1.7")


def test_no_word_of_a_chart_is_cut(report: ReportSnapshot) -> None:
    view = documents.present(data=report.data, sha256=report.sha256)

    for area in view.areas:
        for one in area.questions:
            drawn = BeautifulSoup(one.print_chart, "html.parser")
            for text in drawn.select("text"):
                assert 0 <= float(str(text["x"])) <= WIDTH
                assert len(text.get_text()) < 40


# Fills


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("shade", FILLS)
def test_figures_can_be_read_on_every_fill(shade: int) -> None:
    fill = FILLS[shade]
    lighter, darker = sorted((luminance(fill.plain), luminance(fill.ink)), reverse=True)

    assert fill.ink in (INK, PAPER)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_neighbours_differ_without_colour() -> None:
    """By how dark they are, or by their hatching."""
    for best, worst in ((5, 1), (20, 10)):
        for shade in range(worst, best):
            one, next_one = FILLS[shade], FILLS[shade + 1]
            is_other_hatching = one.hatching != next_one.hatching
            apart = abs(luminance(one.plain) - luminance(next_one.plain))
            assert is_other_hatching or apart > 0.08


def test_ten_marks_are_ten_fills(report: ReportSnapshot) -> None:
    view = documents.present(data=report.data, sha256=report.sha256)
    ten = next(
        one for area in view.areas for one in area.questions if one.anchor == "pytanie-ten-1"
    )

    shades = [row.shade for row in ten.rows if row.shade is not None]
    assert len(set(shades)) == len(TEN.points) == 10
    assert [area.code for area in EVERY_KIND.areas] == ["case", "marks"]
