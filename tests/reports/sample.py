"""The report of a fictional town for a year, as the data of a snapshot.

It counts with decimals of its own, so that it shares no arithmetic with what it tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any

from wagtail_ocen_urzad.residents.starter_sets import STARTER_SET
from wagtail_ocen_urzad.survey.questionnaire import (
    Question,
    QuestionKind,
    Questionnaire,
    canonical_text,
    digest,
    to_data,
)

FORMS = 412
SHA256 = "3f9c71d08ab244e6b05d9e13c7f8206aa94b5d27e1c0783642fe90ab18d56c3e"
LOGO_SHA256 = sha256(b"herb").hexdigest()

RATINGS = {
    # marks 5, 4, 3, 2, 1; not applicable; not valid
    "finding": (167, 141, 49, 20, 11, 15, 0),
    "hours": (162, 140, 57, 24, 13, 6, 0),
    "premises": (116, 123, 89, 37, 21, 12, 1),
    "accessibility": (94, 97, 78, 48, 32, 47, 2),
    "website": (137, 107, 45, 19, 10, 78, 0),
    "eservices": (79, 86, 58, 24, 14, 130, 1),
    "courtesy": (296, 72, 15, 7, 4, 5, 0),
    "competence": (280, 83, 17, 7, 4, 8, 0),
    "information": (250, 98, 27, 11, 6, 6, 0),
    "commitment": (270, 85, 23, 9, 5, 7, 1),
    "speed": (191, 125, 45, 18, 10, 9, 0),
    "timeliness": (190, 104, 35, 15, 8, 44, 0),
    "overall": (231, 125, 30, 12, 7, 0, 0),
}
CHOICES = {
    # options in order; not applicable; not valid
    "contact_way": (318, 41, 22, 24, 5, 0, 0),
    "settled": (276, 48, 21, 55, 0, 3),
    "waiting_time": (131, 142, 71, 28, 22, 1),
    "sex": (214, 158, 17, 0, 0),
    "age": (58, 129, 121, 66, 15, 0, 0),
    "education": (24, 81, 142, 121, 18, 0, 0),
    "status": (331, 38, 14, 0, 1),
    "residence": (349, 41, 0, 0),
}
CASE_KINDS = (98, 46, 83, 52, 19, 41, 38, 17, 22, 29, 12, 14)
CASE_KINDS_ANSWERED = 398
DEPARTMENTS = (
    ("or", "Wydział Organizacyjny", "OR", 14),
    ("so", "Wydział Spraw Obywatelskich", "SO", 71),
    ("usc", "Urząd Stanu Cywilnego", "USC", 46),
    ("po", "Wydział Podatków i Opłat", "PO", 52),
    ("gn", "Wydział Gospodarki Nieruchomościami", "GN", 29),
    ("pb", "Wydział Planowania i Budownictwa", "PB", 34),
    ("os", "Wydział Ochrony Środowiska", "OŚ", 18),
    ("di", "Wydział Dróg i Infrastruktury", "DI", 21),
    ("ow", "Wydział Oświaty", "OW", 11),
    ("ps", "Wydział Polityki Społecznej", "PS", 13),
    ("bok", "Biuro Obsługi Klienta", "BOK", 4),
    ("sm", "Straż Miejska", "SM", 2),
)
COMMENTS = 66
OFFICE: dict[str, Any] = {
    "name": "Urząd Miejski w Przykładowie",
    "name_genitive": "Urzędu Miejskiego w Przykładowie",
    "name_locative": "Urzędzie Miejskim w Przykładowie",
    "short_name": "UM Przykładów",
    "kind": "urząd miejski",
    "head_title": "Burmistrz Przykładowa",
    "head_title_genitive": "Burmistrza Przykładowa",
    "head_title_dative": "Burmistrzowi Przykładowa",
    "street": "ul. Ratuszowa 1",
    "postcode": "00-000",
    "town": "Przykładów",
    "phone": "00 000 00 00",
    "email": "urzad@przykladow.example",
    "website": "https://przykladow.example",
    "bip": "https://bip.przykladow.example",
    "edelivery": "AE:PL-00000-00000-ABCDE-00",
    "opening_hours": "poniedziałek 7.30–17.00\nwtorek–czwartek 7.30–15.30\npiątek 7.30–14.00",
    "logo": {"sha256": LOGO_SHA256, "alt": "Herb Przykładowa", "type": "image/png"},
    "departments": [
        {"code": code, "name": name, "symbol": symbol, "is_active": True}
        for code, name, symbol, _forms in DEPARTMENTS
    ],
    "service_points": [],
    "controller": "Burmistrz Przykładowa",
    "controller_address": "ul. Ratuszowa 1, 00-000 Przykładów",
    "dpo_contact": "iod@przykladow.example",
    "retention": "12 miesięcy",
    "complaints_url": "",
    "legal_basis": {
        "act": "zarządzenie",
        "act_genitive": "zarządzenia",
        "number": "12/2019",
        "date": "2019-11-04",
        "authority": "Burmistrz Przykładowa",
        "authority_genitive": "Burmistrza Przykładowa",
        "in_force_from": "2019-11-04",
        "repealed": "",
        "report_paragraph": "§ 4",
        "edit_paragraph": "§ 5 zdanie drugie",
        "statute": "art. 30 ust. 1 ustawy o samorządzie gminnym",
    },
    "project": {"name": "", "funding_note": "", "logos": []},
    "uses_paper": True,
    "responsible": "Wydział Organizacyjny",
    "supervisor": "Sekretarz Miasta",
}


def rounded(part: int | Decimal, whole: int | Decimal, places: int, times: int = 1) -> str | None:
    """Half up, as the report promises."""
    if not whole:
        return None
    step = Decimal(1).scaleb(-places)
    return str((Decimal(part) * times / Decimal(whole)).quantize(step, ROUND_HALF_UP))


def rating(
    *,
    code: str,
    text: str,
    marks: Sequence[int],
    not_applicable: int = 0,
    invalid: int = 0,
    forms: int = FORMS,
    number: int | None = 1,
    area: str = "area",
    labels: Sequence[str] = ("bardzo dobrze", "dobrze", "średnio", "źle", "bardzo źle"),
    good: int = 2,
) -> dict[str, Any]:
    """One rating question; `marks` are counts, best first, down to the mark 1."""
    highest, valid = len(marks), sum(marks)
    values = range(highest, 0, -1)
    total = sum(value * n for value, n in zip(values, marks, strict=True))
    ordered = sorted(value for value, n in zip(values, marks, strict=True) for _ in range(n))
    middle = ordered[(valid - 1) // 2 : valid // 2 + 1] if valid else []
    median = Decimal(sum(middle)) / len(middle) if middle else None
    return question(
        code=code,
        text=text,
        kind="rating",
        options=[
            (value, label, n, place < good)
            for place, (value, label, n) in enumerate(zip(values, labels, marks, strict=True))
        ],
        valid=valid,
        not_applicable=not_applicable,
        invalid=invalid,
        forms=forms,
        number=number,
        area=area,
    ) | {
        "rating": {
            "minimum": 1,
            "maximum": highest,
            "best": "high",
            "sum": total,
            "mean": rounded(total, valid, 2),
            "median": None if median is None else f"{median.normalize():f}",
            "good_share": rounded(sum(marks[:good]), valid, 1, 100),
            "index": rounded(total - valid, valid * (highest - 1), 1, 100),
        },
        "is_small": valid < 30,
    }


def question(
    *,
    code: str,
    text: str,
    kind: str,
    options: Iterable[tuple[int | str, str, int, bool]],
    valid: int,
    not_applicable: int = 0,
    invalid: int = 0,
    forms: int = FORMS,
    number: int | None = 1,
    area: str = "area",
) -> dict[str, Any]:
    """One question; options are (value, label, answers, is it good)."""
    no_answer = 0 if kind == "text" else forms - valid - not_applicable - invalid
    return {
        "code": code,
        "series": 1,
        "number": number,
        "area": area,
        "kind": kind,
        "text": text,
        "help_text": "",
        "wordings": [
            {"text": text, "versions": [2], "from": "2025-01-01", "to": "2025-12-31",
             "forms": forms}
        ],
        "series_break": False,
        "asked": forms,
        "skipped": 0,
        "matrix": None,
        "valid": valid,
        "not_applicable": not_applicable,
        "no_answer": no_answer,
        "invalid": invalid,
        "options": [
            {
                "value": value,
                "label": label,
                "n": n,
                "share_valid": rounded(n, valid, 1, 100),
                "share_asked": rounded(n, forms, 1, 100),
                "is_good": is_good,
            }
            for value, label, n, is_good in options
        ],
        "share_not_applicable": rounded(not_applicable, forms, 1, 100),
        "share_no_answer": rounded(no_answer, forms, 1, 100),
        "share_invalid": rounded(invalid, forms, 1, 100),
        "is_multiple": kind == "multiple",
        "rating": None,
        "is_small": kind != "text" and valid < 30,
        "texts": None,
        "channels": [],
    }  # fmt: skip


def golden(**more: Any) -> dict[str, Any]:
    """The question of domain 4.3: 109 forms, mean 4.10, median 4, 76.7% good, index 77.4."""
    return rating(
        code="golden",
        text="Złoty przykład",
        marks=(48, 31, 14, 6, 4),
        not_applicable=3,
        forms=109,
        **more,
    )


def report_of(*, questions: Sequence[Mapping[str, Any]], forms: int, **more: Any) -> dict[str, Any]:
    """A small report on these questions, all in one area, filled in online."""
    rated = [one for one in questions if one["rating"] and one["rating"]["index"]]
    indices = [Decimal(one["rating"]["index"]) for one in rated]
    ranked = sorted(rated, key=lambda one: -Decimal(one["rating"]["index"]))
    many = min(3, len(rated) // 2)
    index = rounded(sum(indices, Decimal(0)), len(indices), 1)
    content: dict[str, Any] = {
        "schema": 1,
        "survey": {
            "code": "K7RT2",
            "title": "Ankieta badania satysfakcji Klienta",
            "url": "https://przykladow.example/urzad/ankieta/",
        },
        "number": 4,
        "reason": "periodic",
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "created": {"on": "2026-01-15", "by": "Anna Nowicka"},
        "case_number": "OR.0643.1.2026",
        "office": {"number": 1, "sha256": "ab" * 32, "data": OFFICE},
        "versions": [
            {"number": 2, "sha256": "cd" * 32, "opened": "2024-05-01", "closed": None,
             "forms": forms}
        ],
        "forms": {
            "all": forms,
            "late": 0,
            "flagged": 0,
            "excluded": 0,
            "channels": [{"channel": "web", "forms": forms}] if forms else [],
            "departments": [],
            "service_points": [],
        },
        "summary": {
            "overall": None,
            "index": index,
            "rated": len(rated),
            "best": [_ranked(one) for one in ranked[:many]],
            "weakest": [_ranked(one) for one in reversed(ranked[len(ranked) - many :])],
        },
        "areas": [
            {
                "code": "area",
                "title": "Obsługa",
                "is_demographics": False,
                "index": index,
                "questions": [one["code"] for one in questions],
            }
        ],
        "questions": list(questions),
        "change": None,
        "supplements": None,
        "questionnaire": to_data(questionnaire=STARTER_SET),
    }  # fmt: skip
    return content | more


def sample(*, questionnaire: Questionnaire = STARTER_SET) -> dict[str, Any]:
    """The whole report of the town: 24 questions, 412 forms, two versions, two channels."""
    questions, areas, number = [], [], 0
    for area in questionnaire.areas:
        codes = []
        for asked in area.questions:
            number += 1
            questions.append(_of_sample(asked) | {"number": number, "area": area.code})
            codes.append(asked.code)
        indices = [
            Decimal(one["rating"]["index"])
            for one in questions
            if one["code"] in codes and one["rating"]
        ]
        areas.append(
            {
                "code": area.code,
                "title": area.title,
                "is_demographics": area.is_demographics,
                "index": rounded(sum(indices, Decimal(0)), len(indices), 1),
                "questions": codes,
            }
        )
    content = report_of(questions=questions, forms=FORMS)
    overall = next(one for one in questions if one["code"] == "overall")
    given = sum(forms for *_names, forms in DEPARTMENTS)
    content["areas"] = areas
    content["summary"]["overall"] = _ranked(overall)
    content["forms"] |= {
        "channels": [{"channel": "paper", "forms": 361}, {"channel": "web", "forms": 51}],
        "departments": [
            {"code": code, "name": name, "symbol": symbol, "forms": forms}
            for code, name, symbol, forms in DEPARTMENTS
        ]
        + [{"code": "", "name": "", "symbol": "", "forms": FORMS - given}],
        "service_points": [
            {"code": "bok", "name": "BOK – parter, stanowiska 1–4", "forms": 208},
            {"code": "usc", "name": "USC – pok. 12", "forms": 61},
            {"code": "kasa", "name": "Kasa i podatki – pok. 5", "forms": 74},
            {"code": "filia", "name": "Filia – ul. Szkolna 3", "forms": 18},
        ],
    }
    text_hash = digest(text=canonical_text(questionnaire=questionnaire))
    content["versions"] = [
        {"number": 2, "sha256": "cd" * 32, "opened": "2024-05-01", "closed": "2025-06-30",
         "forms": 200},
        {"number": 3, "sha256": text_hash, "opened": "2025-07-01", "closed": None, "forms": 212},
    ]  # fmt: skip
    content["questionnaire"] = to_data(questionnaire=questionnaire)
    return content


def _ranked(one: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: one[key] for key in ("code", "number", "text", "valid")}
    return found | {key: one["rating"][key] for key in ("mean", "good_share", "index")}


def _of_sample(asked: Question) -> dict[str, Any]:
    names: dict[str, Any] = {"code": asked.code, "text": asked.text}
    if asked.kind is QuestionKind.RATING:
        *marks, not_applicable, invalid = RATINGS[asked.code]
        made = rating(**names, marks=marks, not_applicable=not_applicable, invalid=invalid)
        online = [n // 8 for n in marks]
        made["channels"] = [
            _of_channel("paper", [n - few for n, few in zip(marks, online, strict=True)], 361),
            _of_channel("web", online, 51),
        ]
        return made
    if asked.kind is QuestionKind.TEXT:
        made = question(**names, kind="text", options=[], valid=0)
        return made | {"texts": COMMENTS, "help_text": asked.help_text}
    if asked.kind is QuestionKind.DEPARTMENT:
        options = [(code, name, forms, False) for code, name, _symbol, forms in DEPARTMENTS]
        given = sum(n for _code, _name, n, _good in options)
        return question(**names, kind="department", options=options, valid=given, not_applicable=38)
    if asked.kind is QuestionKind.MULTIPLE:
        counts: Sequence[int] = CASE_KINDS
        rest, valid = (0, 0), CASE_KINDS_ANSWERED
    else:
        *counts, not_applicable, invalid = CHOICES[asked.code]
        rest, valid = (not_applicable, invalid), sum(counts)
    return question(
        **names,
        kind=asked.kind.value,
        options=[
            (choice.code, choice.label, n, False)
            for choice, n in zip(asked.choices, counts, strict=True)
        ],
        valid=valid,
        not_applicable=rest[0],
        invalid=rest[1],
    )


def _of_channel(channel: str, marks: Sequence[int], asked: int) -> dict[str, Any]:
    made = rating(code="any", text="", marks=marks, forms=asked)["rating"]
    figures = {key: made[key] for key in ("mean", "good_share", "index")}
    return {"channel": channel, "asked": asked, "valid": sum(marks)} | figures
