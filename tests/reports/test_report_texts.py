"""The words and figures of a report, before they become a page or a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.utils import translation

from tests.reports.sample import (
    OFFICE,
    SHA256,
    golden,
    question,
    rating,
    report_of,
    sample,
)
from wagtail_ocen_urzad.reports.documents import present, sentences, typesetting, words
from wagtail_ocen_urzad.reports.documents.fills import length, shade
from wagtail_ocen_urzad.reports.documents.presentation import QuestionView, Report


@pytest.fixture(autouse=True)
def _english_clerk() -> Iterator[None]:
    """The report is Polish whatever language the admin speaks; sentences alone need it set."""
    with translation.override("pl"):
        yield


def plain(text: str) -> str:
    """Without no-break spaces, to be read in a test."""
    return text.replace("\u00a0", " ")


def report(data: dict[str, Any]) -> Report:
    return present(data=data, sha256=SHA256)


def only_question(one: dict[str, Any]) -> QuestionView:
    return report(report_of(questions=[one], forms=one["asked"])).areas[0].questions[0]


def with_office(**more: Any) -> dict[str, Any]:
    data = report_of(questions=[golden()], forms=109)
    data["office"] = {"number": 1, "sha256": "ab" * 32, "data": OFFICE | more}
    return data


def with_basis(**more: Any) -> dict[str, Any]:
    return with_office(legal_basis=OFFICE["legal_basis"] | more)


# The golden example of domain 4.3


def test_golden_figures() -> None:
    view = only_question(golden())

    assert [(one.label, one.value) for one in view.figures] == [
        ("średnia (1–5)", "4,10"),
        ("mediana", "4"),
        ("dobre i bardzo dobre", "76,7%"),
        ("wskaźnik (0–100)", "77,4"),
    ]


def test_golden_table() -> None:
    rows = [
        (one.label, one.count, one.share_valid, one.share_asked)
        for one in only_question(golden()).rows
    ]

    assert rows == [
        ("bardzo dobrze (5)", "48", "46,6", "44,0"),
        ("dobrze (4)", "31", "30,1", "28,4"),
        ("średnio (3)", "14", "13,6", "12,8"),
        ("źle (2)", "6", "5,8", "5,5"),
        ("bardzo źle (1)", "4", "3,9", "3,7"),
        ("Odpowiedzi ważne", "103", "100,0", "94,5"),
        ("nie dotyczy / trudno powiedzieć", "3", "–", "2,8"),
        ("brak odpowiedzi", "3", "–", "2,8"),
        ("Wszystkie ankiety", "109", "", "100,0"),
    ]


def test_golden_base_without_a_note_on_rounding() -> None:
    assert [plain(note) for note in only_question(golden()).notes] == [
        "Podstawa odsetków: 103 odpowiedzi ważne oraz 109 wszystkich ankiet."
    ]


def test_golden_sentence() -> None:
    assert plain(only_question(golden()).sentence) == (
        "Odpowiedź „bardzo dobrze” lub „dobrze” wybrało 76,7% odpowiadających,"
        " „źle” lub „bardzo źle” wybrało 9,7%."
    )


# Questions


def test_thirds_carry_a_note_and_are_not_adjusted() -> None:
    view = only_question(
        rating(code="a", text="A", marks=(10, 10, 10), labels=("tak", "trochę", "nie"), forms=30)
    )

    assert [row.share_valid for row in view.rows[:4]] == ["33,3", "33,3", "33,3", "100,0"]
    assert view.notes[1] == "Zaokrąglone odsetki mogą nie sumować się do 100."


def test_multiple_choice_may_exceed_100() -> None:
    view = only_question(
        question(
            code="a",
            text="A",
            kind="multiple",
            options=[("x", "X", 30, False), ("y", "Y", 20, False)],
            valid=40,
            forms=50,
        )
    )

    assert [(one.label, one.share_valid) for one in view.rows[:3]] == [
        ("X", "75,0"),
        ("Y", "50,0"),
        ("Ankiety z odpowiedzią", "–"),
    ]
    assert [plain(note) for note in view.notes] == [
        "Podstawa odsetków: 40 ankiet z odpowiedzią oraz 50 wszystkich ankiet.",
        "Można było zaznaczyć kilka odpowiedzi: suma może przekroczyć 100%.",
    ]


def test_few_answers_are_flagged() -> None:
    assert only_question(
        rating(code="a", text="A", marks=(20, 9), labels="tn", forms=29)
    ).remarks == ("Mała liczba odpowiedzi (poniżej 30).",)
    assert (
        only_question(rating(code="a", text="A", marks=(20, 10), labels="tn", forms=30)).remarks
        == ()
    )


def test_a_question_without_valid_answers_has_no_figures_and_no_chart() -> None:
    view = only_question(rating(code="a", text="A", marks=(0, 0), labels="tn", forms=3))

    assert view.sentence == "Na to pytanie nie ma odpowiedzi ważnych."
    assert (view.figures, view.screen_chart, view.print_chart) == ((), "", "")
    assert [row.share_valid for row in view.rows] == ["–", "–", "–", "–", ""]


def test_texts_are_counted_and_never_shown() -> None:
    one = question(code="a", text="A", kind="text", options=[], valid=0, forms=412)
    view = only_question(one | {"texts": 66, "is_small": True})

    assert plain(view.sentence) == "Własnymi słowami odpowiedziano w 66 z 412 ankiet (16,0%)."
    assert (view.rows, view.remarks, view.notes) == ((), (), ())


def test_equal_options_are_all_named() -> None:
    options = [("x", "X", 10, False), ("y", "Y", 10, False), ("z", "Z", 4, False)]
    one = question(code="a", text="A", kind="single", options=options, valid=24, forms=24)

    assert plain(only_question(one).sentence) == "Najczęściej wskazywano: „X” i „Y” (po 41,7%)."


def test_too_many_equal_options_are_not_named() -> None:
    options = [(name, name, 10, False) for name in "vxyz"]
    one = question(code="a", text="A", kind="single", options=options, valid=40, forms=40)

    assert only_question(one).sentence == ""


def test_long_scales_are_named_by_their_marks() -> None:
    labels = [str(mark) for mark in range(10, 0, -1)]
    one = rating(code="a", text="A", marks=[4] * 10, labels=labels, good=3, forms=40)

    assert plain(only_question(one).sentence) == (
        "Odpowiedź od 8 do 10 wybrało 30,0% odpowiadających, od 1 do 5 wybrało 50,0%."
    )


def test_a_mark_that_is_its_own_word_is_not_said_twice() -> None:
    one = rating(code="a", text="A", marks=(20, 20, 20), labels=("3", "2", "źle"), forms=60)

    assert [row.label for row in only_question(one).rows[:3]] == ["3", "2", "źle (1)"]


def test_a_question_of_some_versions_says_so() -> None:
    one = golden()
    view = report(report_of(questions=[one], forms=412)).areas[0].questions[0]

    assert [plain(text) for text in view.remarks] == ["To pytanie zadano w 109 z 412 ankiet."]
    assert view.asked_label == "% ankiet z tym pytaniem"
    assert view.rows[-1].label == "Ankiety z tym pytaniem"
    assert plain(view.notes[0]) == "Podstawa odsetków: 103 odpowiedzi ważne oraz 109 ankiet."


def test_each_wording_is_printed_with_its_dates() -> None:
    one = golden() | {
        "wordings": [
            {
                "text": "Dawne",
                "versions": [1],
                "from": "2025-01-01",
                "to": "2025-06-30",
                "forms": 2,
            },
            {
                "text": "Nowe",
                "versions": [2],
                "from": "2025-07-01",
                "to": "2025-12-31",
                "forms": 22,
            },
        ]
    }

    assert [(plain(fact.term), plain(fact.text)) for fact in only_question(one).wordings] == [
        ("1 stycznia – 30 czerwca 2025 r.", "Dawne (2 ankiety)"),
        ("1 lipca – 31 grudnia 2025 r.", "Nowe (22 ankiety)"),
    ]


def test_a_wording_that_came_after_the_period_has_no_end_before_its_beginning() -> None:
    one = golden()
    [wording] = one["wordings"]
    late = wording | {"text": "Nowe", "from": "2026-01-10", "to": "2025-12-31"}
    view = only_question(one | {"wordings": [wording, late]})

    assert plain(view.wordings[1].term) == "od 10 stycznia 2026 r."


def test_one_wording_is_the_heading_itself() -> None:
    assert only_question(golden()).wordings == ()


def test_a_new_series_is_not_comparable() -> None:
    one = golden() | {"series": 3, "series_break": True}

    assert only_question(one).remarks[0].startswith("Brak porównywalności")


def test_questions_no_longer_asked_come_last_and_without_a_number() -> None:
    gone = golden() | {"code": "gone", "text": "Dawne pytanie", "number": None, "series": 1}
    areas = report(report_of(questions=[golden(), gone], forms=109)).areas

    assert [area.title for area in areas] == ["Obsługa", "Pytania z wcześniejszych wersji"]
    assert [one.title for area in areas for one in area.questions] == [
        "1. Złoty przykład",
        "Dawne pytanie",
    ]


def test_anchors_are_unique_when_a_code_begins_a_new_series() -> None:
    gone = golden() | {"number": None, "rating": None, "kind": "single"}
    data = report_of(questions=[golden() | {"series": 2}, gone], forms=109)
    anchors = [one.anchor for area in report(data).areas for one in area.questions]

    assert anchors == ["pytanie-golden-2", "pytanie-golden-1"]


# Basis and method


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "§ 4 zarządzenia nr 12/2019 Burmistrza Przykładowa z dnia 4 listopada 2019 r."),
        ({"number": ""}, "§ 4 zarządzenia Burmistrza Przykładowa z dnia 4 listopada 2019 r."),
        ({"date": None}, "§ 4 zarządzenia nr 12/2019 Burmistrza Przykładowa"),
        (
            {"report_paragraph": ""},
            "zarządzenia nr 12/2019 Burmistrza Przykładowa z dnia 4 listopada 2019 r.",
        ),
        ({"act_genitive": ""}, ""),
    ],
)
def test_basis_leaves_out_what_is_not_known(change: dict[str, Any], sentence: str) -> None:
    assert plain(sentences.legal_basis(data=with_basis(**change))) == sentence


def test_basis_sentence_ends_with_one_full_stop() -> None:
    assert plain(sentences.basis(data=with_office())[0]) == (
        "Raport sporządzono na podstawie § 4 zarządzenia nr 12/2019 Burmistrza Przykładowa"
        " z dnia 4 listopada 2019 r."
    )
    assert plain(sentences.basis(data=with_basis(date=None))[0]).endswith("Przykładowa.")


def test_basis_of_a_report_before_a_change() -> None:
    data = with_office() | {"reason": "before_edit"}

    assert plain(sentences.legal_basis(data=data)).startswith("§ 5 zdanie drugie zarządzenia")


def test_method_with_paper() -> None:
    survey, voluntary = [plain(text) for text in sentences.method(data=with_office())]

    assert survey == (
        "Badanie przeprowadzono w okresie od 1 stycznia 2025 r. do 31 grudnia 2025 r. za pomocą"
        " ankiety elektronicznej oraz ankiet papierowych wyłożonych na stanowiskach obsługi."
    )
    assert voluntary == (
        "Udział był dobrowolny, dlatego wyniki przedstawiają opinie osób, które wypełniły"
        " ankietę; osoby te nie stanowią próby reprezentatywnej."
    )


def test_method_without_paper() -> None:
    assert "papierow" not in sentences.method(data=with_office(uses_paper=False))[0]


def test_method_names_paper_that_was_counted_before_it_was_switched_off() -> None:
    data = with_office(uses_paper=False)
    data["forms"]["channels"] = [{"channel": "paper", "forms": 109}]

    assert "papierowych" in sentences.method(data=data)[0]


@pytest.mark.parametrize(
    ("forms", "texts"),
    [
        ({}, []),
        ({"late": 1}, ["1 ankieta wpłynęła po zamknięciu swojej wersji; jest tu policzona."]),
        ({"late": 5}, ["5 ankiet wpłynęło po zamknięciu swojej wersji; są tu policzone."]),
        ({"flagged": 1}, ["1 ankieta jest oznaczona do sprawdzenia; jest tu policzona."]),
        ({"flagged": 22}, ["22 ankiety są oznaczone do sprawdzenia; są tu policzone."]),
        ({"flagged": 5}, ["5 ankiet jest oznaczonych do sprawdzenia; są tu policzone."]),
        (
            {"excluded": 1},
            ["1 ankietę oznaczoną do sprawdzenia wykluczono; nie jest tu policzona."],
        ),
        (
            {"flagged": 2, "excluded": 5},
            [
                "2 ankiety są oznaczone do sprawdzenia; są tu policzone.",
                "5 ankiet oznaczonych do sprawdzenia wykluczono; nie są tu policzone.",
            ],
        ),
    ],
)
def test_late_flagged_and_excluded_forms_are_told(forms: dict[str, int], texts: list[str]) -> None:
    data = with_office()
    data["forms"] |= forms

    assert [plain(text) for text in sentences.method(data=data)[2:]] == texts


def test_rules_of_counting_give_the_formula() -> None:
    counting = [plain(rule) for rule in report(sample()).method.counting]

    assert "Wskaźnik 0–100 = (średnia − 1) / (5 − 1) · 100." in counting
    assert "Oceny dobre i bardzo dobre to odpowiedzi „bardzo dobrze” i „dobrze”." in counting


def test_different_scales_give_the_formula_in_words() -> None:
    faces = rating(code="b", text="B", marks=(9, 2, 1), labels="abc", good=1, forms=109)
    counting = [
        plain(rule)
        for rule in report(report_of(questions=[golden(), faces], forms=109)).method.counting
    ]

    assert (
        "Wskaźnik 0–100 = (średnia − najniższa ocena) / (najwyższa ocena − najniższa ocena)"
        " · 100." in counting
    )
    assert "Oceny dobre to odpowiedzi oznaczone w skali jako dobre." in counting


@pytest.mark.parametrize(
    ("labels", "good", "rule"),
    [
        (
            ("bardzo dobrze", "dobrze", "średnio", "źle"),
            2,
            "Oceny dobre i bardzo dobre to odpowiedzi „bardzo dobrze” i „dobrze”.",
        ),
        (
            ("celujący", "bardzo dobry", "dobry", "dostateczny"),
            2,
            "Oceny dobre to odpowiedzi „celujący” i „bardzo dobry”.",
        ),
        (
            ("tak", "raczej tak", "raczej nie", "nie"),
            2,
            "Oceny dobre to odpowiedzi „tak” i „raczej tak”.",
        ),
        (
            ("pozytywnie", "neutralnie", "negatywnie", "nie wiem"),
            1,
            "Oceny dobre to odpowiedzi „pozytywnie”.",
        ),
    ],
)
def test_marks_are_called_good_and_very_good_only_where_the_scale_calls_them_so(
    labels: tuple[str, ...], good: int, rule: str
) -> None:
    one = rating(
        code="overall", text="Ogółem", marks=(60, 20, 10, 10), labels=labels, good=good, forms=100
    )
    data = report_of(questions=[one], forms=100)
    line = {name: one["rating"][name] for name in ("mean", "good_share", "index")}
    data["summary"]["overall"] = {"code": "overall", **line}
    shown = report(data)

    called = ("oceny dobre", "Oceny dobre", "Odsetek ocen dobrych w ocenie ogólnej.")
    if "bardzo dobrze" in labels:
        called = (
            "dobre i bardzo dobre",
            "Dobre i bardzo dobre",
            "Odsetek ocen dobrych i bardzo dobrych w ocenie ogólnej.",
        )
    of_question = shown.areas[0].questions[0].figures[2]
    of_summary = shown.summary.figures[2]
    assert (of_question.label, of_summary.label, of_summary.note) == called
    assert rule in [plain(one) for one in shown.method.counting]
    assert called[0] in plain(shown.summary.lead)


# Summary and title page


@pytest.mark.parametrize(
    ("forms", "text"),
    [
        (0, "W 2025 r. zebrano 0 ankiet."),
        (1, "W 2025 r. zebrano 1 ankietę."),
        (2, "W 2025 r. zebrano 2 ankiety."),
        (5, "W 2025 r. zebrano 5 ankiet."),
        (22, "W 2025 r. zebrano 22 ankiety."),
        (1207, "W 2025 r. zebrano 1 207 ankiet."),
    ],
)
def test_forms_are_counted_in_polish(forms: int, text: str) -> None:
    assert plain(sentences.collected(data=report_of(questions=[], forms=forms))) == text


def test_a_part_of_a_year_is_named_by_its_days() -> None:
    data = report_of(questions=[], forms=5)
    data["period"] = {"from": "2025-06-02", "to": "2026-04-30"}

    assert plain(sentences.collected(data=data)) == (
        "W okresie od 2 czerwca 2025 r. do 30 kwietnia 2026 r. zebrano 5 ankiet."
    )


def test_a_single_day_is_named_once() -> None:
    data = report_of(questions=[], forms=1)
    data["period"] = {"from": "2026-03-10", "to": "2026-03-10"}

    assert plain(sentences.collected(data=data)) == "W dniu 10 marca 2026 r. zebrano 1 ankietę."


def test_summary_of_the_sample() -> None:
    summary = report(sample()).summary

    assert plain(summary.lead) == (
        "W 2025 r. zebrano 412 ankiet. Obsługę oceniono średnio na 4,39; oceny dobre i bardzo"
        " dobre stanowią 87,9%. Najwyżej oceniono: „Uprzejmość i kultura osobista pracownika”,"
        " najniżej: „Dostępność budynku i obsługi dla osób ze szczególnymi potrzebami”."
    )
    assert [(one.label, one.value) for one in summary.figures] == [
        ("Liczba ankiet", "412"),
        ("Ocena ogólna", "4,39"),
        ("Dobre i bardzo dobre", "87,9%"),
        ("Wskaźnik ogólny", "79,5"),
    ]
    assert summary.weakest
    assert [line.cells for line in summary.weakest.lines] == [
        ("3,50", "54,7%", "62,4", "349"),
        ("3,72", "61,9%", "67,9", "386"),
        ("3,74", "63,2%", "68,4", "261"),
    ]


def test_a_survey_without_ratings_has_one_figure() -> None:
    one = question(
        code="a", text="A", kind="single", options=[("x", "X", 1, False)], valid=1, forms=1
    )
    found = report(report_of(questions=[one], forms=1))

    assert [figure.label for figure in found.summary.figures] == ["Liczba ankiet"]
    assert (found.summary.best, found.tables[0].anchor) == (None, "kanaly")


def test_title_page_of_the_sample() -> None:
    title = report(sample()).title

    assert plain(title.kind) == "Raport okresowy nr 4"
    assert plain(title.period) == "1 stycznia – 31 grudnia 2025 r."
    assert plain(title.running_head) == "Raport nr 4 · 1.01–31.12.2025"
    assert [(one.term, plain(one.text)) for one in title.facts] == [
        ("Powód sporządzenia", "raport okresowy (nie rzadziej niż raz do roku)"),
        ("Wersje ankiety", "wersja 2 (do 30 czerwca 2025 r.) i wersja 3 (od 1 lipca 2025 r.)"),
        ("Liczba ankiet", "412, w tym 361 papierowych i 51 internetowych"),
        (
            "Podstawa",
            "§ 4 zarządzenia nr 12/2019 Burmistrza Przykładowa z dnia 4 listopada 2019 r.",
        ),
        ("Odpowiada za badanie", "Wydział Organizacyjny"),
        ("Nadzór", "Sekretarz Miasta"),
        ("Data wygenerowania", "15 stycznia 2026 r. (Anna Nowicka)"),
        ("Znak sprawy", "OR.0643.1.2026"),
    ]


def test_whoever_is_responsible_need_not_be_a_unit() -> None:
    facts = {
        one.term: one.text for one in report(with_office(responsible="Jan Kowalski")).title.facts
    }

    assert facts["Odpowiada za badanie"] == "Jan Kowalski"


def test_hand_counted_totals_alone_leave_no_lone_full_stop() -> None:
    data = report_of(questions=[golden()], forms=0)
    data["forms"]["tallied"] = 30

    [forms, *_] = report(data).summary.figures
    assert (forms.value, forms.note) == ("0", "")


def test_without_office_data_the_survey_names_itself() -> None:
    found = report(report_of(questions=[golden()], forms=109, office=None))

    assert found.title.office == "Ankieta badania satysfakcji Klienta"
    assert [one.term for one in found.title.facts] == [
        "Powód sporządzenia",
        "Wersje ankiety",
        "Liczba ankiet",
        "Data wygenerowania",
        "Znak sprawy",
    ]
    assert (found.annex.office, found.annex.departments) == ((), ())


@pytest.mark.parametrize(
    ("reason", "change", "name", "text"),
    [
        (
            "periodic",
            None,
            "Raport okresowy nr 7",
            "raport okresowy (nie rzadziej niż raz do roku)",
        ),
        ("on_demand", None, "Raport na żądanie nr 7", "raport na żądanie"),
        (
            "supplement",
            None,
            "Raport uzupełniający nr 7",
            "uzupełnienie o ankiety, które wpłynęły po sporządzeniu raportu",
        ),
        (
            "before_edit",
            {"from_version": 2, "to_version": 3, "questions": ["a"], "office": False},
            "Raport przed zmianą nr 7",
            "raport przed zmianą ankiety na wersję 3",
        ),
        (
            "before_edit",
            {"from_version": 2, "to_version": 2, "questions": [], "office": True},
            "Raport przed zmianą nr 7",
            "raport przed zmianą danych urzędu",
        ),
        (
            "before_edit",
            {"from_version": 2, "to_version": None, "questions": [], "office": False},
            "Raport przed zmianą nr 7",
            "raport przed zamknięciem ankiety",
        ),
    ],
)
def test_every_reason_has_words(
    reason: str, change: dict[str, Any] | None, name: str, text: str
) -> None:
    assert plain(words.report_name(reason=reason, number=7)) == name
    assert words.reason_text(reason=reason, change=change) == text


def test_line_of_facts() -> None:
    assert plain(report(sample()).meta) == (
        "Okres 1 stycznia – 31 grudnia 2025 r. · wersja 2 (do 30 czerwca 2025 r.) i wersja 3 (od"
        " 1 lipca 2025 r.) · sporządził(a) Anna Nowicka, 15 stycznia 2026 r."
    )


def test_a_report_that_nobody_asked_for_says_so() -> None:
    data = report_of(questions=[golden()], forms=109)
    data["created"] = {"on": "2026-01-15", "by": ""}

    assert "sporządzono automatycznie" in report(data).meta


def test_the_language_of_the_clerk_does_not_matter() -> None:
    polish = report(sample())
    with translation.override("en"):
        assert report(sample()) == polish


# Tables over questions and forms


def test_departments_are_forms_with_those_not_given_last() -> None:
    [table] = next(one for one in report(sample()).tables if one.anchor == "komorki").tables

    assert [(line.heading, line.cells) for line in table.lines][-3:] == [
        ("Biuro Obsługi Klienta (BOK)", ("4", "1,0")),
        ("Straż Miejska (SM)", ("2", "0,5")),
        ("Komórki nie wskazano", ("97", "23,5")),
    ]
    assert sum(int(line.cells[0]) for line in table.lines) == 412


def test_no_departments_no_chapter() -> None:
    data = report_of(questions=[golden()], forms=109)
    data["forms"]["departments"] = [{"code": "", "name": "", "symbol": "", "forms": 109}]

    assert "komorki" not in [one.anchor for one in report(data).tables]


def test_one_channel_is_a_sentence() -> None:
    chapter = report(report_of(questions=[golden()], forms=109)).tables[-1]

    assert chapter.sentence == "Wszystkie ankiety zebrano jednym kanałem: przez internet."
    assert chapter.tables == ()


def test_channels_are_shown_apart_and_small_ones_marked() -> None:
    data = sample()
    data["questions"][5]["channels"][1]["valid"] = 29
    by_channel, _service_points, ratings = report(data).tables[-1].tables

    assert [(line.heading, line.cells) for line in by_channel.lines] == [
        ("na papierze", ("361", "87,6")),
        ("przez internet", ("51", "12,4")),
    ]
    assert ratings.lines[0].cells == ("4,11", "342", "4,15", "29*")
    assert ratings.notes == ("* Mała liczba odpowiedzi (poniżej 30).",)


def test_index_of_areas() -> None:
    [table] = report(sample()).tables[0].tables

    assert [(plain(line.heading), line.cells) for line in table.lines] == [
        ("Dostępność i warunki obsługi", ("6, 7, 8, 9, 10, 11", "71,6")),
        ("Praca urzędnika", ("12, 13, 14, 15", "89,2")),
        ("Przebieg sprawy", ("16, 17", "81,2")),
        ("Ocena ogólna", ("18", "84,6")),
    ]


def test_index_of_areas_numbers_a_question_whose_series_broke_within_the_period() -> None:
    earlier = golden() | {"series": 1, "number": None}
    data = report_of(questions=[golden(number=7), earlier], forms=109)
    data["areas"][0]["questions"] = ["golden"]
    [table] = report(data).tables[0].tables

    assert [line.cells[0] for line in table.lines] == ["7"]


@pytest.mark.parametrize(
    ("opened", "closed", "text"),
    [
        ("2024-05-01", None, "1 stycznia – 31 grudnia 2025 r."),
        ("2025-06-01", "2025-07-01", "1 czerwca – 1 lipca 2025 r."),
        ("2024-05-01", "2025-01-01", "1 stycznia 2025 r."),
        (
            "2024-05-01",
            "2024-12-20",
            "nie: zamknięta 20 grudnia 2024 r., ankiety wpłynęły później",
        ),
        ("2026-01-10", None, "nie: otwarta 10 stycznia 2026 r., ankiety mają wcześniejszą datę"),
    ],
)
def test_when_a_version_was_open_in_the_period(opened: str, closed: str | None, text: str) -> None:
    data = report_of(questions=[golden()], forms=109)
    data["versions"] = [data["versions"][0] | {"opened": opened, "closed": closed}]

    [line] = report(data).method.versions.lines
    assert [plain(cell) for cell in line.cells] == [text, "109"]


# The annex


def test_annex_repeats_what_was_asked() -> None:
    annex = report(sample()).annex
    asked = {one.title: one for area in annex.areas for one in area.questions}

    assert len(asked) == 24
    contact = asked["1. W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?"]
    assert (contact.hints, contact.answers[0]) == ("(pole wymagane)", "osobiście")
    assert asked["3. Czego dotyczyła sprawa?"].hints == "(można zaznaczyć kilka odpowiedzi)"
    assert asked["6. Łatwość znalezienia właściwej osoby lub pokoju"].answers == (
        "bardzo dobrze (5)",
        "dobrze (4)",
        "średnio (3)",
        "źle (2)",
        "bardzo źle (1)",
        "nie dotyczy / trudno powiedzieć",
    )
    assert "Urzędzie Miejskim w Przykładowie" in annex.intro


def test_annex_shows_the_office_as_it_was() -> None:
    facts = {one.term: plain(one.text) for one in report(sample()).annex.office}

    assert facts["Adres"] == "ul. Ratuszowa 1, 00-000 Przykładów"
    assert facts["Obowiązuje od"] == "4 listopada 2019 r."
    assert facts["Podstawa ustawowa"] == "art. 30 ust. 1 ustawy o samorządzie gminnym"
    assert "Akt uchylony" not in facts


def test_annex_carries_the_hashes() -> None:
    annex = present(data=sample(), sha256=SHA256, previous_sha256="0" * 64).annex

    assert [one.term for one in annex.hashes] == [
        "Ten raport",
        "Poprzedni raport",
        "Ankieta, wersja 2",
        "Ankieta, wersja 3",
        "Dane urzędu, wersja 1",
    ]
    assert annex.hashes[0].text.replace(" ", "") == SHA256
    assert annex.hashes[1].text.split() == ["0000"] * 16


def test_nothing_is_written_into_the_data() -> None:
    data = sample()
    before = deepcopy(data)
    report(data)

    assert data == before


# Polish setting


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("praca w budynku i poza nim", "praca w\u00a0budynku i\u00a0poza nim"),
        ("z i w domu", "z\u00a0i\u00a0w\u00a0domu"),
        ("§ 4 zarządzenia nr 12", "§\u00a04 zarządzenia nr\u00a012"),
        ("przy ul. Ratuszowej", "przy ul.\u00a0Ratuszowej"),
        ("słowo", "słowo"),
    ],
)
def test_short_words_do_not_end_a_line(text: str, tied: str) -> None:
    assert typesetting.tied(text=text) == tied


@pytest.mark.parametrize(
    ("first", "last", "text", "short"),
    [
        ("2025-01-01", "2025-12-31", "1 stycznia – 31 grudnia 2025 r.", "1.01–31.12.2025"),
        (
            "2025-06-02",
            "2026-04-30",
            "2 czerwca 2025 r. – 30 kwietnia 2026 r.",
            "2.06.2025–30.04.2026",
        ),
        ("2024-02-29", "2024-02-29", "29 lutego 2024 r.", "29.02.2024"),
    ],
)
def test_periods(first: str, last: str, text: str, short: str) -> None:
    data = report_of(questions=[golden()], forms=109)
    data["period"] = {"from": first, "to": last}
    title = report(data).title

    assert plain(title.period) == text
    assert plain(title.running_head) == f"Raport nr 4 · {short}"


def test_a_date_never_breaks() -> None:
    title = report(sample()).title

    assert re.search("31\u00a0grudnia\u00a02025\u00a0r\\.$", title.period)


def test_thousands() -> None:
    assert typesetting.whole(number=1234567) == "1\u00a0234\u00a0567"


# Fills


@pytest.mark.parametrize(
    ("many", "shades"),
    [
        (2, [5, 1]),
        (3, [5, 3, 1]),
        (4, [5, 4, 2, 1]),
        (5, [5, 4, 3, 2, 1]),
        (6, [20, 18, 16, 14, 12, 10]),
        (7, [20, 18, 17, 15, 13, 12, 10]),
        (10, [20, 19, 18, 17, 16, 14, 13, 12, 11, 10]),
        (11, [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]),
    ],
)
def test_every_scale_runs_from_dark_to_dense(many: int, shades: list[int]) -> None:
    assert [shade(position=place, many=many) for place in range(many)] == shades


def test_what_was_chosen_can_be_seen() -> None:
    assert [length(part=part, whole=400) for part in (0, 1, 200, 400)] == [0, 1, 50, 100]
