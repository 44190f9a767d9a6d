"""Papers that have gone out are kept as they went, and offered as they went (P-05, P-09)."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.procedure.scene import Edition, an_edition
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad import files, pdf
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.documents.dossier_pack import dossier_pack
from wagtail_ocen_urzad.procedure.models import PriceEnquiry
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.staff.procedure.downloads import attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = an_edition().play(until=TaskCode.ENQUIRY)
    edition.letter()
    for place in range(3):
        edition.recipient(place)
    return edition


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper itself is looked at elsewhere; here it is whatever was asked for."""
    monkeypatch.setattr(pdf, "render", lambda **what: what["html"].encode())


class Desk:
    """The coordinator's desk."""

    def __init__(self, edition: Edition) -> None:
        self.root = f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/"
        self.edition = edition
        self.client = desk_of(edition.people[Role.COORDINATOR])

    def paper(self, name: str) -> bytes:
        """Return a paper, wherever its address leads."""
        response = self.client.get(f"{self.root}{name}", follow=True)
        assert response.status_code == 200
        return response.content

    def offers(self, task: str) -> list[str]:
        """Return what the papers at a task are called."""
        page = soup(self.client.get(f"{self.root}krok/{task}/"))
        return [words(one) for one in page.select(".ou-study__desk .ou-buttons a.button")]

    def sends(self) -> None:
        """Write down that the enquiry was sent to all that were not asked."""
        unasked = [one.pk for one in self.edition.recipients if one.sent_on is None]
        sent = {"recipients": unasked, "channel": "post", "sent_on": "10.06.2026"}
        done = self.client.post(f"{self.root}krok/zapytanie/wyslij/zapisz/", sent)
        assert done.status_code == 302

    def hands_the_catalogue_over(self) -> None:
        """Write down that the contractor got the catalogue, with its discussion."""
        given = {
            "from_name": "OS",
            "to_name": "Wykonawca",
            "handed_on": "10.06.2026",
            "discussion": "Omówiono kolejki.",
        }
        done = self.client.post(f"{self.root}krok/przekazanie-katalogu/przekaz/zapisz/", given)
        assert done.status_code == 302


@pytest.mark.usefixtures("quick")
def test_the_letter_that_is_offered_is_the_one_that_was_sent(edition: Edition) -> None:
    desk = Desk(edition)
    before = desk.paper("zapytanie.pdf")
    assert desk.offers("zapytanie")[0] == "Pismo z zapytaniem (PDF)"

    desk.sends()
    edition.issue(text="Parking")

    assert desk.offers("zapytanie")[0] == "Rozesłane pismo (PDF)"
    assert desk.paper("zapytanie.pdf") == before
    with dossier_pack(study=edition.study, made_by="", at=edition.at) as pack:
        kept = ZipFile(pack)
        [letter] = json.loads(kept.read("akta.json"))["files"]
        assert kept.read(letter["path"]) == before
    # A firm that is asked later gets the same.
    edition.recipient(3)
    desk.sends()
    sent = edition.study.files.filter(entry__verb="send_enquiry")
    assert {files.read(sha256=one.sha256) for one in sent} == {before}
    assert sent.count() == 2


@pytest.mark.usefixtures("quick")
def test_a_letter_that_is_corrected_is_another_one(edition: Edition) -> None:
    desk = Desk(edition)
    desk.sends()
    letter = queries.records_of(study=edition.study, kind=PriceEnquiry).get()
    operations.correct(
        record=letter, reason="Literówka", letter="Inna treść", **edition[Role.COORDINATOR]
    )

    assert "Inna treść" in desk.paper("zapytanie.pdf").decode()
    assert edition.study.files.filter(entry__verb="send_enquiry").count() == 1


@pytest.mark.usefixtures("quick")
def test_a_letter_that_was_lost_does_not_hold_the_work_up(edition: Edition) -> None:
    desk = Desk(edition)
    desk.sends()
    [kept] = edition.study.files.all()
    files.storage().delete(f"{kept.sha256[:2]}/{kept.sha256}")
    edition.recipient(3)

    desk.sends()

    assert edition.study.files.filter(sha256=kept.sha256).count() == 2


def test_the_contractor_gets_the_catalogue_with_its_discussion_and_it_is_kept(
    edition: Edition,
) -> None:
    edition.send()
    edition.replies()
    edition.hand_over(TaskCode.REPLIES_HANDOVER)
    edition.procurement()
    edition.contract()
    desk = Desk(edition)
    assert desk.offers("przekazanie-katalogu")[0] == "Katalog zagadnień (PDF)"

    desk.hands_the_catalogue_over()

    [kept] = edition.study.files.filter(entry__verb="hand_over_catalogue")
    paper = files.read(sha256=kept.sha256)
    printed: Any = PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert "Omówiono kolejki." in printed
    assert desk.paper("katalog.pdf") == paper
    assert desk.offers("katalog")[0] == "Katalog przekazany wykonawcy (PDF)"


def test_no_name_of_a_file_breaks_its_download() -> None:
    response = attachment(content=b"a", name="wyniki\n„2026”\r.csv", kind="text/csv")

    assert response["Content-Disposition"] == (
        "attachment; filename=\"wyniki2026.csv\"; filename*=UTF-8''wyniki%E2%80%9E2026%E2%80%9D.csv"
    )


@pytest.mark.usefixtures("quick")
def test_the_catalogue_says_that_it_has_grown_since_it_was_compiled(edition: Edition) -> None:
    desk = Desk(edition)
    assert "uzupełniono" not in desk.paper("katalog.pdf").decode()
    [compiled] = edition.study.issuecatalogue_set.all()
    operations.correct(
        record=compiled,
        reason="Inny dzień",
        compiled_on=date(2026, 6, 9),
        **edition[Role.COORDINATOR],
    )

    paper = " ".join(desk.paper("katalog.pdf").decode().replace("\xa0", " ").split())

    assert "Sporządzono 9 czerwca 2026 r., uzupełniono 10 czerwca 2026 r." in paper
