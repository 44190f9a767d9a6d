"""Scales, tables, pasted lists and ways on in the draft, below the page form."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_ocen_urzad.residents.blocks import SCALES, QuestionsBlock
from wagtail_ocen_urzad.residents.coding import with_codes
from wagtail_ocen_urzad.residents.freezing import freeze, thaw
from wagtail_ocen_urzad.residents.pasting import pasted_lines
from wagtail_ocen_urzad.residents.scales import (
    FIVE_POINTS,
    OWN,
    READY,
    SCHOOL,
    YES_NO,
    good_by_default,
    mark_of,
    mark_words,
    read_scale,
    write_scale,
)
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    Best,
    Questionnaire,
    RatingScale,
    ScalePoint,
    Skip,
    UnableToRead,
)

Raw = dict[str, Any]


def block(kind: str, **value: Any) -> Raw:
    return {
        "type": kind,
        "id": f"id-{kind}-{value.get('code') or value.get('text')}",
        "value": value,
    }


def item(name: str, **value: Any) -> Raw:
    return {"type": "item", "id": name, "value": value}


def asked(raw: list[Raw]) -> Questionnaire:
    return freeze(stream=list(QuestionsBlock().to_python(raw)), intro="")


def cleaned(kind: str, **value: Any) -> Any:
    """What a block of this kind makes of what was typed."""
    child = QuestionsBlock().child_blocks[kind]
    return child.clean(child.to_python(value))


# Pasting


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. Dojazd\n2. Parking\n", ["Dojazd", "Parking"]),
        ("1) Dojazd\n(2) Parking\n10.Tablice", ["Dojazd", "Parking", "Tablice"]),
        ("a) tak\nb) nie", ["tak", "nie"]),
        (
            "- Dojazd\n– Parking\n• Tablice\n\t· Czystość",
            ["Dojazd", "Parking", "Tablice", "Czystość"],
        ),
        ("\r\n  Dojazd \r\n\r\nParking\u2028Tablice", ["Dojazd", "Parking", "Tablice"]),
        ("Dojazd\nDOJAZD \n Dojazd", ["Dojazd"]),
        (
            "24-godzinna obsługa\n5 minut\n1.5 godziny",
            ["24-godzinna obsługa", "5 minut", "1.5 godziny"],
        ),
        ("-\n1.\n•", []),
    ],
)
def test_a_pasted_list_loses_its_bullets_and_blanks(text: str, items: list[str]) -> None:
    assert pasted_lines(text=text) == items


def test_pasting_the_same_list_again_adds_nothing() -> None:
    assert pasted_lines(text="1. Dojazd\n2. Parking", already=["dojazd"]) == ["Parking"]


def test_pasted_items_become_rows_and_the_field_is_emptied() -> None:
    value = cleaned("matrix", lead="Jak?", rows=[item("a", text="")], pasted_rows="1. A\n2. B")

    assert ([row["text"] for row in value["rows"]], value["pasted_rows"]) == (["A", "B"], "")


def test_pasted_options_take_the_place_of_blank_ones() -> None:
    options = [item("a", label=" "), item("b", label="nie", code="no")]

    value = cleaned("single", text="Czy?", options=options, pasted_options="tak\nnie")

    assert [option["label"] for option in value["options"]] == ["nie", "tak"]
    assert [option["code"] for option in value["options"]] == ["no", ""]


def test_pasted_marks_are_an_own_scale_with_the_best_as_good() -> None:
    value = cleaned("rating", text="Czas", pasted_points="świetnie\nmoże być\nźle")

    assert value["scale"] == OWN
    assert read_scale(value=value).points == (
        ScalePoint(value=3, label="świetnie", is_good=True),
        ScalePoint(value=2, label="może być", is_good=False),
        ScalePoint(value=1, label="źle", is_good=False),
    )


@pytest.mark.parametrize("pasted", ["A" * 301, "\n".join(f"Pozycja {n}" for n in range(61))])
def test_what_does_not_fit_is_refused_where_it_was_pasted(pasted: str) -> None:
    with pytest.raises(StructBlockValidationError) as caught:
        cleaned("matrix", lead="", rows=[], pasted_rows=pasted)

    assert list(caught.value.block_errors) == ["pasted_rows"]


# Scales


def test_every_ready_scale_is_offered_and_read_back() -> None:
    assert [code for code, _ in SCALES] == [*READY, OWN]
    for scale in READY.values():
        assert write_scale(scale=scale) == {"scale": scale.code}
        assert read_scale(value={"scale": scale.code}) == scale


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("five", [5, 4]),
        ("high_low", [5, 4]),
        ("school", [6, 5]),
        ("four", [4, 3]),
        ("faces", [3]),
        ("yes_no", [1]),
        ("ten", [10, 9, 8]),
    ],
)
def test_the_good_marks_of_a_ready_scale(code: str, good: list[int]) -> None:
    """Domain 4.3."""
    points = READY[code].points

    assert [point.value for point in points if point.is_good] == good
    assert [point.value for point in points] == sorted((p.value for p in points), reverse=True)
    assert good_by_default(count=len(points)) == len(good)


def test_an_office_may_count_other_marks_as_good() -> None:
    scale = read_scale(value={"scale": "school", "good": 3})

    assert [point.value for point in scale.points if point.is_good] == [6, 5, 4]
    assert write_scale(scale=scale) == {"scale": "school", "good": 3}
    assert [p.label for p in scale.points] == [p.label for p in SCHOOL.points]


def test_not_all_marks_can_be_good() -> None:
    with pytest.raises(StructBlockValidationError) as caught:
        cleaned("rating", text="Czas", scale="yes_no", good=2)

    assert list(caught.value.block_errors) == ["good"]


def own(*labels: str, best: Best = Best.HIGH, values: tuple[str, ...] = ()) -> Raw:
    numbers = values or ("",) * len(labels)
    points = [
        item(f"p{n}", label=label, is_good=n == 0, value=number)
        for n, (label, number) in enumerate(zip(labels, numbers, strict=True))
    ]
    return block("rating", text="Czas", code="time", scale=OWN, best=best.value, points=points)


def values_after(raw: Raw, before: Raw | None = None) -> list[int]:
    result = with_codes(raw=[raw], before=[before] if before else [])
    [question] = asked(result).questions()
    assert question.scale is not None
    return list(question.scale.values)


def test_an_own_scale_is_numbered_from_the_best_on() -> None:
    assert values_after(own("a", "b", "c")) == [3, 2, 1]
    assert values_after(own("a", "b", "c", best=Best.LOW)) == [1, 2, 3]
    # Without the page form, too.
    assert [p.value for p in read_scale(value=own_read("a", "b")).points] == [2, 1]


def own_read(*labels: str) -> Raw:
    return {"scale": OWN, "points": [{"label": label} for label in labels]}


def test_a_scale_from_elsewhere_keeps_its_numbers_until_it_is_changed() -> None:
    before = own("a", "b", "c", values=("10", "5", "0"))

    assert values_after(copy.deepcopy(before), before) == [10, 5, 0]
    turned = copy.deepcopy(before)
    turned["value"]["best"] = Best.LOW.value
    assert values_after(turned, before) == [1, 2, 3]
    longer = own("a", "b", "c", "d", values=("10", "5", "0", ""))
    assert values_after(longer, before) == [4, 3, 2, 1]
    reordered = own("b", "a", "c", values=("5", "10", "0"))
    assert values_after(reordered, before) == [3, 2, 1]


@pytest.mark.parametrize("points", [[], [item("a", label="a")], None])
def test_an_own_scale_needs_two_marks(points: Any) -> None:
    raw = own("a", "b")
    raw["value"]["points"] = points or []

    with pytest.raises(UnableToRead) as caught:
        asked(with_codes(raw=[raw]))
    assert caught.value.problems == (("no_scale", "time"),)


def test_marks_are_named_by_number_or_label() -> None:
    ten = READY["ten"]

    assert [mark_of(words=words, scale=YES_NO) for words in ("nie", "TAK ", "1", "0 – nie")] == (
        ["0", "1", "1", "0"]
    )
    assert mark_of(words="może", scale=YES_NO) == "może"
    assert [mark_words(point=p) for p in (YES_NO.points[1], *ten.points[:2])] == (
        ["0 – nie", "10 (najlepiej)", "9"]
    )
    assert all(mark_of(words=mark_words(point=p), scale=ten) == str(p.value) for p in ten.points)


# Ways on


def survey(**last_option: Any) -> list[Raw]:
    """1 Czy? · 2 A · 3 B · 4 Płeć; the last option of the first question as given."""
    options = [item("o1", label="tak", code="yes"), item("o2", label="nie", code="no")]
    options[1]["value"] |= {"skip_to": "", "skip_code": ""} | last_option
    return [
        block("area", title="Sprawa", code="case"),
        block("single", text="Czy?", code="q1", options=options),
        block("matrix", code="m", rows=[item("r1", text="A", code="q2")]),
        block("text", text="B", code="q3"),
        block("area", title="Metryczka", code="about", is_demographics=True),
        block("text", text="Płeć", code="q4"),
    ]


def skips_of(raw: list[Raw]) -> tuple[Skip, ...]:
    question = asked(raw).question("q1")
    assert question is not None
    return question.skips


def way(raw: list[Raw]) -> tuple[str, str]:
    """What stands at the last option of the first question."""
    first = next(child for child in raw if child["value"].get("code") == "q1")
    value = first["value"]["options"][1]["value"]
    return value["skip_to"], value["skip_code"]


@pytest.mark.parametrize(
    ("typed", "shown", "leads_to"),
    [
        ("3", "3. B", "q3"),
        (" pytanie nr 3 ", "3. B", "q3"),
        ("metryczka", "4. Płeć", "q4"),
        ("Metryczki", "4. Płeć", "q4"),
        ("koniec", "koniec ankiety", END),
        ("Na końcu ankiety", "koniec ankiety", END),
        ("Proszę przejść na koniec formularza.", "koniec ankiety", END),
        ("Zakończ ankietę", "koniec ankiety", END),
        ("end of the survey", "koniec ankiety", END),
        ("Proszę przejść od razu do pytania nr 3", "3. B", "q3"),
    ],
)
def test_a_typed_number_becomes_a_question(typed: str, shown: str, leads_to: str) -> None:
    raw = with_codes(raw=survey(skip_to=typed))

    assert way(raw)[0] == shown
    assert skips_of(raw) == (Skip(answer="no", to=leads_to),)
    assert with_codes(raw=raw, before=raw) == raw


def test_without_the_page_form_the_number_is_read_as_it_stands() -> None:
    assert skips_of(survey(skip_to="3")) == (Skip(answer="no", to="q3"),)


def test_a_way_follows_its_question_when_others_come_between() -> None:
    saved = with_codes(raw=survey(skip_to="3"))
    raw = copy.deepcopy(saved)
    raw.insert(2, block("text", text="Nowe", code=""))

    moved = with_codes(raw=raw, before=saved)

    assert way(moved) == ("4. B", "q3 4")


def test_a_new_number_is_another_question() -> None:
    saved = with_codes(raw=survey(skip_to="3"))
    raw = copy.deepcopy(saved)
    raw[1]["value"]["options"][1]["value"]["skip_to"] = "4"

    assert way(with_codes(raw=raw, before=saved)) == ("4. Płeć", "q4 4")


def test_what_an_automatic_save_has_found_out_holds() -> None:
    """The browser goes on with what was typed; the draft knows which question was meant."""
    saved = with_codes(raw=survey(skip_to="3"))
    raw = survey(skip_to="3")
    raw.insert(2, block("text", text="Nowe", code=""))

    assert way(with_codes(raw=raw, before=saved)) == ("4. B", "q3 4")


def test_a_question_declared_another_one_is_still_led_to() -> None:
    saved = with_codes(raw=survey(skip_to="3"))
    raw = copy.deepcopy(saved)
    raw[3]["value"]["is_new"] = True

    renewed = with_codes(raw=raw, before=saved)

    assert way(renewed) == ("3. B", f"{renewed[3]['value']['code']} 3")
    assert renewed[3]["value"]["code"] != "q3"


@pytest.mark.parametrize(
    "typed",
    [
        "1",
        "9",
        "0",
        "nie wiem",
        "Kalendarz wydarzeń",
        "Rekomendacje",
        "weekend",
        "Zakończenie sprawy",
        "koncert",
    ],
)
def test_a_way_back_or_nowhere_is_refused(typed: str) -> None:
    raw = with_codes(raw=survey(skip_to=typed))

    with pytest.raises(UnableToRead) as caught:
        asked(raw)
    assert caught.value.problems == (("skip_target", "q1"),)


def test_a_way_to_a_question_that_is_gone_is_refused_and_not_bent() -> None:
    saved = with_codes(raw=survey(skip_to="3"))
    raw = copy.deepcopy(saved)
    del raw[3]

    left = with_codes(raw=raw, before=saved)

    assert way(left) == ("3. B", "q3 3")
    with pytest.raises(UnableToRead):
        asked(left)


def test_a_mark_may_lead_elsewhere() -> None:
    rating = block(
        "rating",
        text="Czy?",
        code="q1",
        scale="yes_no",
        skips=[item("s", answer="nie", skip_to="2", skip_code="")],
    )
    raw = with_codes(raw=[rating, block("text", text="B", code="q2")])

    assert raw[0]["value"]["skips"][0]["value"] == {
        "answer": "0 – nie",
        "skip_to": "2. B",
        "skip_code": "q2 2",
    }
    assert next(asked(raw).questions()).skips == (Skip(answer="0", to="q2"),)


# Tables


def test_rows_get_codes_of_their_own_like_questions() -> None:
    rows = [item("r1", text="A", code="a"), item("r2", text="B", code="")]
    saved = [block("matrix", code="m", rows=rows)]
    raw = copy.deepcopy(saved)
    copied = copy.deepcopy(rows[0]) | {"id": "r3"}
    raw[0]["value"]["rows"].insert(0, copied)
    raw.append(copy.deepcopy(saved[0]) | {"id": "another"})
    raw[1]["value"]["rows"] = [item("r4", text="A", code="a"), item("r5", text="C", code="")]

    result = with_codes(raw=raw, before=saved)

    codes = [row["value"]["code"] for child in result for row in child["value"]["rows"]]
    assert (codes[1], len(set(codes))) == ("a", 5)
    assert [child["value"]["code"] == "m" for child in result] == [True, False]


def test_a_row_that_is_another_question_gets_another_code() -> None:
    saved = [block("matrix", code="m", rows=[item("r1", text="A", code="a")])]
    raw = copy.deepcopy(saved)
    raw[0]["value"]["rows"][0]["value"]["is_new"] = True

    [table] = with_codes(raw=raw, before=saved)

    assert table["value"]["code"] == "m"
    assert table["value"]["rows"][0]["value"]["code"] not in ("a", "")


def test_a_code_that_an_automatic_save_has_given_stays() -> None:
    new = block("text", text="Nowe", code="")
    [saved] = with_codes(raw=[new])

    assert with_codes(raw=[new], before=[saved]) == [saved]


def test_a_table_is_its_rows() -> None:
    raw = [
        block(
            "matrix",
            code="m",
            lead="Jak ocenia Pan/Pani:",
            is_required=True,
            allows_not_applicable=True,
            scale="school",
            rows=[item("r1", text="A", code="a"), item("r2", text="B", code="b")],
        )
    ]
    first, second = asked(raw).questions()

    assert first.matrix == second.matrix
    assert first.matrix
    assert (first.matrix.code, first.matrix.lead) == ("m", "Jak ocenia Pan/Pani:")
    for row in (first, second):
        assert (row.scale, row.is_required, row.allows_not_applicable) == (SCHOOL, True, True)
    [_area, again] = thaw(questionnaire=asked(raw))
    assert [row["value"]["text"] for row in again["value"]["rows"]] == ["A", "B"]


def test_the_default_is_five_points() -> None:
    [question] = asked([block("rating", text="Czas", code="time")]).questions()

    assert question.scale == FIVE_POINTS
    odd = RatingScale(code="five", points=FIVE_POINTS.points[:3])
    assert write_scale(scale=odd)["scale"] == OWN
