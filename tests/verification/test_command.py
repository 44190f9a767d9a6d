"""`ocen_urzad_verify`: one line and exit 0 when all holds, one line and exit 1 when not."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from tests.verification.scene import Scene, a_scene, past_everything
from wagtail_ocen_urzad.reports.models import ReportDocument
from wagtail_ocen_urzad.survey.models import AnswerCell, QuestionSetVersion
from wagtail_ocen_urzad.verification import operations
from wagtail_ocen_urzad.verification.models import ConsistencyCheck

pytestmark = pytest.mark.django_db

HOLDS = "Wszystko się zgadza: 2 wersje, 4 raporty, 5 ankiet."


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def told(*options: str) -> list[str]:
    out = StringIO()
    call_command("ocen_urzad_verify", *options, stdout=out)
    return out.getvalue().splitlines()


def refused(*options: str) -> tuple[list[str], str]:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("ocen_urzad_verify", *options, stdout=out)
    assert error.value.returncode == 1
    return out.getvalue().splitlines(), str(error.value)


def spoil(scene: Scene) -> None:
    past_everything(AnswerCell, version=scene.second, question="overall").update(n=8)
    past_everything(QuestionSetVersion, pk=scene.second.pk).update(sha256="0" * 64)
    past_everything(ReportDocument).update(sha256="1" * 64)


def test_one_line_when_all_holds(scene: Scene) -> None:
    assert told() == [HOLDS]
    assert told("--survey", scene.survey.code.lower()) == [HOLDS]


def test_one_line_that_names_the_first_thing(scene: Scene) -> None:
    spoil(scene)

    code = scene.survey.code
    line = f"{code}: Treść pytań wersji 2 nie zgadza się ze swoim skrótem."
    assert refused() == ([], line)
    assert refused("--survey", code) == ([], line)


def test_all_that_was_found(scene: Scene) -> None:
    spoil(scene)

    code, month = scene.survey.code, scene.month
    counter = f"Licznik wersji 2, {month}, overall = 3 · web · or"
    hash_differs = "Treść pytań wersji 2 nie zgadza się ze swoim skrótem."
    waits = "1 spóźniona ankieta wersji 1 czeka na uzupełnienie raportu."
    assert refused("--all") == (
        [
            f"NIE ZGADZA SIĘ: {code}: {hash_differs}",
            f"do wiadomości: {code}: {waits}",
            f"NIE ZGADZA SIĘ: {code}: {counter}: zapisano 8, z odpowiedzi wynika 1.",
            f"do wiadomości: {code}: Brakuje pliku raportu nr 4 (pdf); można go odtworzyć.",
        ],
        "Nie zgadzają się 2 rzeczy. Zakres kontroli: 2 wersje, 4 raporty, 5 ankiet.",
    )


def test_a_survey_that_is_not_there() -> None:
    assert refused("--survey", "ZZZZZ") == ([], "Nie ma ankiety o kodzie ZZZZZ.")


def test_the_result_is_kept_for_those_who_read(scene: Scene) -> None:
    told()
    told("--survey", scene.survey.code)
    spoil(scene)
    refused("--all")

    kept = list(ConsistencyCheck.objects.order_by("pk"))
    assert [(one.failures, one.notes, one.holds, one.checked_by) for one in kept] == [
        (0, 1, True, None),
        (2, 2, False, None),
    ]
    assert [one["kind"] for one in kept[1].findings] == [
        "version_hash",
        "cell",
        "late_waiting",
        "file_missing",
    ]
    assert ModelLogEntry.objects.filter(action="ocen_urzad.verify").count() == 2


def test_only_the_first_hundred_are_kept(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "KEPT", 1)
    spoil(scene)
    refused()

    kept = ConsistencyCheck.objects.get()
    assert [one["kind"] for one in kept.findings] == ["version_hash", "late_waiting"]
    assert (kept.failures, kept.notes) == (2, 2)


def test_the_same_words_in_the_same_order_every_time(scene: Scene) -> None:
    past_everything(AnswerCell).update(n=9)

    runs: list[Any] = [refused("--all") for _ in range(3)]

    assert runs[0] == runs[1] == runs[2]
    assert len(runs[0][0]) > 10
