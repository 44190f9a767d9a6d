"""The whole main job over HTTP, once: what `make demo CHECK=1` shows.

Home page, banner, form, answers; a question changed in the admin, the report that is made
first, its PDF. Every step says what it found, and anything unexpected ends it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import URLError

from example_site.demo.browsing import Fields, Form, Page, Visitor
from example_site.demo.people import PASSWORD
from example_site.demo.streams import stream_fields
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.procedure.queries import studies_of
from wagtail_ocen_urzad.staff.procedure.places import study_url
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import Response, Survey
from wagtail_ocen_urzad.verification.dossiers import check_dossier, dossier_verdict

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
ANSWERS = 5
WORDINGS = ("Godziny pracy Urzędu", "Godziny, w których pracuje Urząd")
ENDING = " – ocena ogółem"
Say = Callable[[str], None]


class Unexpected(Exception):
    """The rehearsal met something else than it should have."""


def rehearse(*, page: SurveyPage, port: int, folder: Path, say: Say) -> Path:
    """Play the main job on a server of its own and return where the PDF lies.

    Raises:
        Unexpected, LookupError: what was wrong, in words.
    """
    survey = queries.survey_of(page_id=page.pk)
    if survey is None:
        raise Unexpected("the page has no survey")
    with _server(port):
        root = f"http://127.0.0.1:{port}/"
        _residents(root, survey, say)
        number = _change_a_question(root, page, survey, say)
        _dossier(root, survey, folder, say)
        return _report(root, survey, number, folder, say)


def _residents(root: str, survey: Survey, say: Say) -> None:
    before = Response.objects.filter(version__survey=survey).count()
    random = Random()
    for _ in range(ANSWERS):
        resident = Visitor(root=root)
        home = resident.get("/")
        shown = resident.get(home.link(saying="Oceń Urząd"))
        form = shown.form(holding="token")
        done = resident.send(shown, form, _filled(form, random))
        _expect("Dziękujemy za wypełnienie ankiety." in done.text, "the resident is thanked")
        _expect(len(resident.cookies) == 0, "no cookie was set")
    after = Response.objects.filter(version__survey=survey).count()
    _expect(after == before + ANSWERS, f"{ANSWERS} answers were stored once each")
    say(f"Strona główna → baner → ankieta: wysłano {ANSWERS} ankiet, zapisano {after - before}.")


def _filled(form: Form, random: Random) -> Fields:
    fields = [(name, value) for name, value in form.fields if name in {"token", "punkt", "www"}]
    for name, values in form.choices.items():
        fields.append((name, random.choice([value for value in values if value])))
    return fields


def _change_a_question(root: str, page: SurveyPage, survey: Survey, say: Say) -> int:
    clerk = _signed_in(root, "administrator")
    editor = clerk.get(f"/admin/pages/{page.pk}/edit/")
    form = editor.form(holding="title")
    draft = page.get_latest_revision_as_object()
    list(draft.questions)  # makes the blocks, with every field that the editor would send
    raw = draft.questions.get_prep_value()
    question = _a_question(raw)
    question["text"] = reworded(text=question["text"])
    fields = [*_plain(form), *stream_fields("questions", raw), ("action-publish", "1")]
    confirm = clerk.send(editor, form, fields)
    _expect("Wygeneruj raport i wprowadź zmiany" in confirm.text, "the editor is asked to confirm")
    running = queries.open_version_of(survey=survey)
    if running is None:
        raise Unexpected("residents are served no version while a change waits")
    forms = running.responses.filter(is_late=False).count()
    confirmed = clerk.send(confirm, *_confirming(confirm))
    _expect(confirmed.status == 200, "the change is confirmed")
    running.refresh_from_db()
    report = running.closing_report
    if report is None or report.forms != forms:
        raise Unexpected(f"expected: a report that covers all {forms} forms")
    opened = queries.open_version_of(survey=survey)
    _expect(opened is not None and opened.number == running.number + 1, "the next version is open")
    say(
        f"Zmiana pytania: raport nr {report.number} (przed zmianą) obejmuje {report.forms} ankiet,"
        f" wersja {running.number} zamknięta, obowiązuje wersja {running.number + 1}."
    )
    return int(report.number)


def _a_question(raw: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the question about the hours; any other when somebody played with the survey."""
    found: list[dict[str, Any]] = [one["value"] for one in raw if one["type"] == "rating"]
    if not found:
        raise Unexpected("the survey has no question on a scale that could be changed")
    return next((one for one in found if one.get("code") == "hours"), found[0])


def reworded(*, text: str) -> str:
    """Return other words for a question, and for those the first again."""
    if text in WORDINGS:
        return WORDINGS[1 - WORDINGS.index(text)]
    if text.endswith(ENDING):
        return text.removesuffix(ENDING)
    return text + ENDING


def _report(root: str, survey: Survey, number: int, folder: Path, say: Say) -> Path:
    reader = _signed_in(root, "raporty")
    shown = reader.get(f"/admin/ocen-urzad/raporty/{survey.code}/{number}/")
    _expect(f"Raport nr {number}" in shown.text, "the report is shown")
    pdf = reader.get(shown.link(saying="Pobierz PDF"))
    _expect(pdf.body.startswith(b"%PDF-"), "the PDF is a PDF")
    path = folder / f"raport-nr-{number}.pdf"
    path.write_bytes(pdf.body)
    say(f"Raport nr {number} w panelu i w PDF: {len(pdf.body) // 1024} kB, {path}.")
    return path


def _dossier(root: str, survey: Survey, folder: Path, say: Say) -> None:
    """The auditor takes last year's external study home, whole and checked."""
    auditor = _signed_in(root, "auditor")
    editions = auditor.get("/admin/ocen-urzad/badanie/")
    study = studies_of(office=survey.office).last()
    if study is None:
        raise Unexpected("the office has no external study")
    shown = auditor.get(editions.link(saying=str(study.year)))
    _expect(shown.status == 200, "the edition is shown")
    pack = auditor.get(study_url(study=study, name="dossier_zip"))
    checked = check_dossier(pack=BytesIO(pack.body))
    _expect(checked.holds and checked.is_known, "the file of the edition holds")
    path = folder / f"akta-badania-{study.year}.zip"
    path.write_bytes(pack.body)
    say(f"{dossier_verdict(checked=checked)} {path}")


def _signed_in(root: str, name: str) -> Visitor:
    visitor = Visitor(root=root)
    login = visitor.get("/admin/login/")
    form = login.form(holding="username")
    fields = [(key, value) for key, value in form.fields if key not in {"username", "password"}]
    fields += [("username", name), ("password", PASSWORD)]
    inside = visitor.send(login, form, fields)
    _expect("/login" not in inside.address, f"{name} is let in")
    return visitor


def _plain(form: Form) -> Fields:
    return [(name, value) for name, value in form.fields if not name.startswith("questions")]


def _confirming(page: Page) -> tuple[Form, Fields]:
    form = page.form(holding="signalled_by")
    need = {
        "signalled_by": "Biuro Obsługi Klienta",
        "subject": "Klienci pytali o godziny pracy.",
    }
    return form, [(name, need.get(name, value)) for name, value in form.fields]


@contextmanager
def _server(port: int) -> Iterator[None]:
    command = [sys.executable, str(MANAGE), "runserver", "--noreload", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port, server)
            yield
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    visitor = Visitor(root=f"http://127.0.0.1:{port}/")
    for _ in range(120):
        _expect(server.poll() is None, "the server stays up")
        try:
            visitor.get("/admin/login/")
        except URLError:
            time.sleep(0.25)
        else:
            return
    raise Unexpected("the server did not answer within 30 seconds")


def _expect(is_so: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_so:
        raise Unexpected(f"expected: {what}")
