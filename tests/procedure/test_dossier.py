"""The file of an edition: nothing is left out, and whatever is touched is named."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.package.test_reference import first_cells
from tests.procedure.scene import Edition, an_edition
from wagtail_ocen_urzad import files, pdf
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.documents.dossier import Dossier, dossier_of
from wagtail_ocen_urzad.procedure.documents.dossier_pack import dossier_pack
from wagtail_ocen_urzad.procedure.documents.dossier_pdf import dossier_pdf
from wagtail_ocen_urzad.procedure.models import Finding, Study, StudyKind
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.verification import dossiers
from wagtail_ocen_urzad.verification.dossiers import LARGEST

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 18, 10, tzinfo=UTC)
Parts = dict[str, bytes]


@pytest.fixture
def edition() -> Edition:
    """Played to the end: an irregularity, a moved date, a correction, a withdrawal, a comment."""
    edition = an_edition()
    clerk = edition[Role.COORDINATOR]
    wrong = edition.issue(text="Zagadnienie wpisane dwa razy")
    operations.withdraw(record=wrong, reason="Powtórzone zagadnienie", **clerk)
    edition.play(until=TaskCode.DATE)
    operations.move_deadline(
        study=edition.study,
        task=TaskCode.DATE,
        to=datetime(2026, 6, 26, tzinfo=UTC).date(),
        reason="Choroba po stronie wykonawcy",
        **clerk,
    )
    for task, deed in edition.script(finding=Finding.IRREGULARITY):
        if task in _after_contract():
            deed()
    operations.comment_on_study(study=edition.study, text="Prosimy o protokół.", **clerk)
    [entry] = edition.study.monitoringentry_set.all()
    operations.correct(
        record=entry, reason="Literówka", observation="Ankieterzy pracują zgodnie.", **clerk
    )
    edition.close()
    edition.study.refresh_from_db()
    return edition


def _after_contract() -> list[TaskCode]:
    codes = list(TaskCode)
    return codes[codes.index(TaskCode.DATE) :]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper itself is looked at elsewhere; here it is whatever was asked for."""
    monkeypatch.setattr(pdf, "render", lambda **what: what["html"].encode())


def told(study: Study) -> Dossier:
    with override("pl"):
        return dossier_of(study=study, today=AT.date())


def parts_of(pack: bytes) -> Parts:
    with ZipFile(BytesIO(pack)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Parts) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", compression=ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return made.getvalue()


def test_every_act_stands_at_its_step_and_in_the_register(edition: Edition) -> None:
    dossier = told(edition.study)

    done = "wykonano 10\xa0czerwca\xa02026\xa0r."
    assert [stage.state for stage in dossier.stages] == [done] * 7
    parts = [part for stage in dossier.stages for task in stage.tasks for part in task.records]
    said = [act for part in (*parts, *dossier.comments) for act in part.acts]
    of_the_edition = {"begin", "describe", "close"}
    entries = [one for one in edition.study.entries.all() if one.verb not in of_the_edition]
    assert len(said) == len(entries)
    assert said[0].replace("\xa0", " ") == (
        "Dodano zagadnienie: coordinator (Pracownik Oddziału Komunikacji Społecznej (OS)),"
        " 10 czerwca 2026 r., wpis 2"
    )
    chain = list(edition.study.entries.order_by("number").values_list("number", "sha256"))
    assert [(one.number, one.sha256.replace(" ", "")) for one in dossier.entries] == chain
    assert dossier.head == chain[-1][1]


def test_moves_handovers_files_and_traces_are_told(edition: Edition) -> None:
    dossier = told(edition.study)

    [(what, first, then, _who, why)] = dossier.moves
    assert (what, why) == ("Uzgodnienie terminu badania", "Choroba po stronie wykonawcy")
    assert (first, then) == ("15\xa0czerwca\xa02026\xa0r.", "26\xa0czerwca\xa02026\xa0r.")
    assert len(dossier.handovers) == 6
    assert [one.name for one in dossier.files] == ["ankieta.pdf", "wyniki.pdf"]
    assert [one.is_whole for one in dossier.files] == [True, True]
    catalogue = dossier.stages[0].tasks[0].records
    assert [one.is_withdrawn for one in catalogue if one.title == "Zagadnienie"] == [True, False]
    [trace] = [one for part in catalogue for one in part.traces]
    assert trace.reason == "Powtórzone zagadnienie"
    [correction] = dossier.stages[3].tasks[0].records[0].traces
    assert [value for _, value in correction.before] == [
        "Ankieterzy pracują zgodnie z ustaleniami."
    ]
    assert [part.facts[-1][1] for part in dossier.comments] == ["Prosimy o protokół."]


def test_the_paper_is_accessible_and_carries_the_hash(edition: Edition) -> None:
    made = dossier_pdf(study=edition.study, made_by="Marek Wrona", at=AT)

    document = pypdf.PdfReader(BytesIO(made))
    title = " ".join(document.pages[0].extract_text().split())
    assert "Badanie zewnętrzne 2026" in title
    assert "zamknięta 10 czerwca 2026 r." in title
    assert "18 czerwca 2026 r., 12:00, Marek Wrona" in title
    head = told(edition.study).head
    everywhere = [
        head in page.extract_text().replace(" ", "").replace("\n", "") for page in document.pages
    ]
    assert everywhere == [True] * len(document.pages)
    with pikepdf.open(BytesIO(made)) as opened:
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert str(opened.Root.Lang) == "pl"


@pytest.mark.usefixtures("quick")
def test_the_pack_can_be_checked_without_this_program(edition: Edition, tmp_path: Path) -> None:
    parts = parts_of(_pack(edition.study))
    data = json.loads(parts["akta.json"])

    assert first_cells("dossier.md", under="## Keys") == set(data)
    previous = ""
    for entry in data["entries"]:
        made_of = entry["content"] + previous
        assert hashlib.sha256(made_of.encode()).hexdigest() == entry["sha256"]
        previous = entry["sha256"]
    assert previous == data["head"]
    for name, content in parts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    if shutil.which("sha256sum"):
        checked = subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=False
        )
        assert checked.returncode == 0
    listed = sorted(one["path"] for one in data["files"])
    assert sorted(parts) == ["SHA256SUMS", "akta.json", "akta.pdf", *listed]

    # Of a file that was lost the checksum stays.
    [one] = edition.study.files.filter(name="wyniki.pdf")
    files.storage().delete(files._name(one.sha256))
    data = json.loads(parts_of(_pack(edition.study))["akta.json"])
    lost = [(line["name"], line["sha256"]) for line in data["files"] if line["path"] is None]
    assert lost == [("wyniki.pdf", one.sha256)]
    assert [line.is_whole for line in told(edition.study).files] == [True, False]


@pytest.mark.usefixtures("quick")
def test_the_next_edition_tells_what_it_took_over(edition: Edition) -> None:
    other = an_other_edition(edition)

    dossier = told(other)

    catalogue, enquiry = (dossier.stages[0].tasks[place].records for place in (0, 1))
    assert [part.title for part in catalogue] == ["Zagadnienie"]
    assert [part.title for part in enquiry] == ["Odbiorca zapytania"] * 3
    assert catalogue[0].acts[0].startswith("Rozpoczęto edycję: coordinator")

    # The name of a file leads nowhere else.
    operations.compile_catalogue(
        study=other,
        compiled_on=edition.today,
        files=[NewFile(name="../../etc/passwd\n.txt", content=b"a")],
        **edition[Role.COORDINATOR],
    )

    [path] = [one for one in parts_of(_pack(other)) if one.startswith("pliki/")]

    assert (path.count("/"), ".." in path.split("/"), "\n" in path) == (1, False, False)


@pytest.mark.usefixtures("quick")
def test_a_long_name_can_be_unpacked_and_keeps_its_ending() -> None:
    edition = an_edition()
    edition.issue()
    operations.compile_catalogue(
        study=edition.study,
        compiled_on=edition.today,
        files=[NewFile(name=f"{'ą' * 195}.pdf", content=b"%PDF-1.7")],
        **edition[Role.COORDINATOR],
    )

    [path] = [one for one in parts_of(_pack(edition.study)) if one.startswith("pliki/")]

    assert len(path.encode()) < 255
    assert path.endswith("ą.pdf")


@pytest.mark.usefixtures("quick")
def test_the_title_page_tells_the_days_that_were_agreed_last() -> None:
    edition = an_edition().play(until=TaskCode.CONTRACT)
    first = edition.today.replace(month=9, day=1)
    operations.describe_study(
        study=edition.study,
        fieldwork_from=first,
        fieldwork_to=first.replace(day=10),
        **edition[Role.COORDINATOR],
    )
    edition.study.refresh_from_db()
    planned = days_on_the_title_page(edition.study)
    edition.contract()
    edition.date(fieldwork_from=first.replace(day=7), fieldwork_to=first.replace(day=18))
    agreed = days_on_the_title_page(edition.study)
    edition.exact_date()

    assert (planned, agreed, days_on_the_title_page(edition.study)) == (
        "Planowane dni badania 1 września – 10 września 2026 r.",
        "Dni badania 7 września – 18 września 2026 r.",
        "Dni badania 14 września – 25 września 2026 r.",
    )


def days_on_the_title_page(study: Study) -> str:
    """Return what the title page says of the days of the study, with its heading."""
    paper = BeautifulSoup(dossier_pdf(study=study, made_by="", at=AT), "html.parser")
    [row] = [one for one in paper.select(".title-page tr") if "dni badania" in one.text.lower()]
    return " ".join(row.get_text(" ").split())


def an_other_edition(edition: Edition) -> Study:
    return operations.begin_study(
        office=edition.office,
        year=2027,
        kind=StudyKind.SATISFACTION,
        copy_of=edition.study,
        **edition[Role.COORDINATOR],
    )


def _pack(study: Study) -> bytes:
    with dossier_pack(study=study, made_by="", at=AT) as pack:
        return pack.read()


def _summed(parts: Parts) -> Parts:
    """Return the parts with checksums that fit, as a forger would leave them."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(parts.items())
        if name != "SHA256SUMS"
    ]
    return {**parts, "SHA256SUMS": "".join(lines).encode()}


def _entry_said_otherwise(parts: Parts) -> Parts:
    text = parts["akta.json"].decode().replace("Marek Zieliński", "Ktoś Inny", 1)
    return _summed({**parts, "akta.json": text.encode()})


def _entry_gone(parts: Parts) -> Parts:
    data = json.loads(parts["akta.json"])
    del data["entries"][3]
    return _summed({**parts, "akta.json": json.dumps(data).encode()})


def _chain_made_anew(parts: Parts) -> Parts:
    return _data_said_otherwise(lambda data: _rechained(data, "Marek Zieliński", "Ktoś Inny"))(
        parts
    )


def _data_said_otherwise(change: Callable[[Any], object]) -> Callable[[Parts], Parts]:
    """Return what changes the data beside the chain and makes the checksums fit."""

    def touch(parts: Parts) -> Parts:
        data = json.loads(parts["akta.json"])
        change(data)
        return _summed({**parts, "akta.json": json.dumps(data).encode()})

    return touch


def _of_another_year(parts: Parts) -> Parts:
    return _data_said_otherwise(lambda data: data.update(year=2031))(parts)


def _procedure_anew(data: Any) -> None:
    text = data["procedure"]["content"].replace('"fewest_enquiries":3', '"fewest_enquiries":9')
    data["procedure"] |= {"content": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _file_listed(data: Any) -> None:
    data["files"].append({"entry": 3, "name": "x", "size": 1, "sha256": "", "path": None})


def _rechained(data: Any, told: str, then: str) -> None:
    previous = ""
    for entry in data["entries"]:
        entry["content"] = entry["content"].replace(told, then)
        entry["previous_hash"] = previous
        previous = hashlib.sha256((entry["content"] + previous).encode()).hexdigest()
        entry["sha256"] = previous
    data["head"] = previous


def _results(parts: Parts) -> str:
    return next(name for name in parts if name.endswith("wyniki.pdf"))


TAMPERINGS: list[tuple[Callable[[Parts], Parts], str]] = [
    (lambda p: {**p, "akta.pdf": b"inny"}, "Część „akta.pdf” paczki nie odpowiada swojej sumie"),
    (lambda p: {k: v for k, v in p.items() if k != "akta.pdf"}, "brakuje części „akta.pdf”"),
    (lambda p: {**p, "dodane.txt": b"x"}, "Część „dodane.txt” paczki nie odpowiada"),
    (lambda p: _summed({**p, _results(p): b"inne wyniki"}), "Plik „wyniki.pdf”"),
    (lambda p: _summed({k: v for k, v in p.items() if k != _results(p)}), "„wyniki.pdf”"),
    (lambda p: _summed({k: v for k, v in p.items() if k != "akta.pdf"}), "części „akta.pdf”"),
    (lambda p: _summed({**p, "pliki/x.txt": b"x"}), "nie wymienia jej pliku „pliki/x.txt”"),
    (_data_said_otherwise(_file_listed), "nie wymienia jej pliku „x”"),
    (_of_another_year, "Wpis nr 1 z paczki dotyczy innej edycji"),
    (_data_said_otherwise(lambda data: data["study"].update(method="x")), "Opis edycji w paczce"),
    (_data_said_otherwise(_procedure_anew), "Procedura w paczce nie jest tą"),
    (_entry_said_otherwise, "Treść wpisu nr 2 "),
    (_entry_gone, "wpisu nr 4"),
    (_chain_made_anew, "Wpis nr 2 z paczki nie jest tym, który przechowuje baza danych"),
]


@pytest.mark.usefixtures("quick")
def test_the_command_names_whatever_was_touched(edition: Edition, tmp_path: Path) -> None:
    whole = parts_of(_pack(edition.study))
    file = tmp_path / "akta.zip"

    named = []
    for touch, expected in TAMPERINGS:
        file.write_bytes(packed(touch(whole)))
        with pytest.raises(CommandError) as refused:
            call_command("ocen_urzad_verify", "--dossier", str(file))
        named.append((expected, expected in str(refused.value) or str(refused.value)))

    assert named == [(expected, True) for _, expected in TAMPERINGS]
    operations.comment_on_study(study=edition.study, text="Później.", **edition[Role.COORDINATOR])
    assert "są nienaruszone i zgodne z bazą danych" in _verdict(whole, file)
    assert "Plik akta.pdf porównano tylko z jego sumą kontrolną." in _verdict(whole, file)
    elsewhere = _data_said_otherwise(lambda data: _of_another_office(data, edition.office.pk))
    assert "tej edycji nie ma w tej bazie danych" in _verdict(elsewhere(whole), file)


def _of_another_office(data: Any, office_id: int) -> None:
    data["office"]["id"] = 999_999
    _rechained(data, f'"study":{{"office":{office_id},', '"study":{"office":999999,')


def test_a_pack_with_two_parts_of_one_name_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "akta.zip"
    with ZipFile(file, "w") as pack:
        pack.writestr("akta.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            pack.writestr("akta.json", b"{}")

    with pytest.raises(CommandError, match="nie jest paczką akt"):
        call_command("ocen_urzad_verify", "--dossier", str(file))


def test_entries_that_would_fill_the_memory_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "akta.zip"
    file.write_bytes(packed({"akta.json": b" " * (LARGEST + 1), "SHA256SUMS": b""}))

    with pytest.raises(CommandError, match="nie jest paczką akt"):
        call_command("ocen_urzad_verify", "--dossier", str(file))


@pytest.mark.usefixtures("quick")
def test_files_of_any_size_are_read_piece_by_piece(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "PIECE", 7)

    assert "są nienaruszone" in _verdict(parts_of(_pack(edition.study)), tmp_path / "akta.zip")


@pytest.mark.django_db(transaction=True)
def test_an_act_in_between_does_not_set_the_paper_against_the_entries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = an_edition()
    before = edition.study.entries.count()

    def comment_by_another_connection() -> None:
        try:
            operations.comment_on_study(
                study=edition.study, text="W międzyczasie.", **edition[Role.COORDINATOR]
            )
        finally:
            connection.close()

    def paper(**_what: Any) -> bytes:
        clerk = Thread(target=comment_by_another_connection)
        clerk.start()
        clerk.join(timeout=10)
        assert not clerk.is_alive()
        return b"%PDF-1.7"

    monkeypatch.setattr("wagtail_ocen_urzad.procedure.documents.dossier_pack.dossier_pdf", paper)

    packed_entries = json.loads(parts_of(_pack(edition.study))["akta.json"])["entries"]

    assert (len(packed_entries), edition.study.entries.count()) == (before, before + 1)


def _verdict(parts: Parts, file: Path) -> str:
    file.write_bytes(packed(parts))
    said = StringIO()
    call_command("ocen_urzad_verify", "--dossier", str(file), stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK", packed({"akta.json": b"{}"}), packed({})])
def test_what_is_no_pack_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plik.zip"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="nie jest paczką akt"):
        call_command("ocen_urzad_verify", "--dossier", str(file))


@pytest.mark.usefixtures("quick")
def test_whoever_may_read_the_edition_may_have_its_file(edition: Edition) -> None:
    address = {"office_id": edition.office.pk, "year": 2026}
    kinds = {"dossier_pdf": "application/pdf", "dossier_zip": "application/zip"}

    for role in (Role.COORDINATOR, Role.OFFICE_HEAD, Role.DEPARTMENT_HEAD):
        client = Client()
        client.force_login(edition.people[role])
        for name, kind in kinds.items():
            response: Any = client.get(reverse(f"ocen_urzad_study:{name}", kwargs=address))
            if role is Role.DEPARTMENT_HEAD:
                assert response.status_code == 302
            else:
                assert (response.status_code, response["Content-Type"]) == (200, kind)
                assert "akta-badania-2026." in response["Content-Disposition"]
                if name == "dossier_zip":
                    assert response.streaming
                    sent = b"".join(response.streaming_content)
                    assert "akta.json" in parts_of(sent)
