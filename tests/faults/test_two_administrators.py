"""Two administrators press the same button at the same moment: one publishes, one is told."""

from __future__ import annotations

import dataclasses
import http.client
import os
import threading
from contextlib import closing
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.factories import a_survey_page, a_user, an_office, answer, running
from tests.faults.books import every_report_is_chained, every_version_is_counted, what_does_not_hold
from tests.faults.processes import database_url, environment, server
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROUNDS = int(os.environ.get("OCEN_URZAD_FAULT_ROUNDS", "2"))
LOST = "W międzyczasie ktoś inny opublikował"


@dataclasses.dataclass
class Administrator:
    """Somebody at a browser of their own, with the page before a change open."""

    port: int
    cookies: dict[str, str]
    pressed: threading.Barrier
    fields: dict[str, str] = dataclasses.field(default_factory=dict)
    told: tuple[int, str] = (0, "")

    def look(self, path: str) -> None:
        """Read the page, and with it the hidden fields."""
        page = BeautifulSoup(self.ask(path)[1], "html.parser")
        [form] = [one for one in page.find_all("form") if one.select_one("[name=version]")]
        self.fields = {
            str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")
        }

    def press(self, path: str) -> None:
        """Press the button when everybody is ready."""
        self.pressed.wait(timeout=30)
        self.told = self.ask(path, urlencode(self.fields).encode())

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Ask like a browser: with cookies, and on to where one is led."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request("GET" if body is None else "POST", path, body, headers)
            response = line.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                for name, morsel in SimpleCookie(cookie).items():
                    self.cookies[name] = morsel.coded_value
            page = response.read().decode()
        if response.status == HTTPStatus.FOUND:
            return self.ask(str(response.headers["Location"]))
        return response.status, page


def signed_in(name: str) -> dict[str, str]:
    """Return the cookie of a session."""
    client = Client()
    client.force_login(a_user(name, is_superuser=True))
    return {"sessionid": client.cookies["sessionid"].value}


def test_one_publishes_and_the_other_is_told(tmp_path: Path) -> None:
    an_office()
    page = a_survey_page(slug="ankieta")
    env = environment(folder=tmp_path, database=database_url())
    desks = [signed_in("anna"), signed_in("jan")]
    told = []

    with server(env=env, workers=3, log=tmp_path / "gunicorn.log") as (port, _):
        for number in range(ROUNDS):
            answer(running(page), {"overall": ["5"], "department": ["so"], "comment": ["."]})
            draft = SurveyPage.objects.get(pk=page.pk)
            draft.ask(dataclasses.replace(SHORT_SET, intro=f"Wstęp {number}."))
            revision = draft.save_revision()
            path = reverse("ocen_urzad_changes:confirm", args=[page.pk, revision.pk])
            barrier = threading.Barrier(len(desks))
            both = [Administrator(port, cookies, barrier) for cookies in desks]
            for one in both:
                one.look(path)
            threads = [threading.Thread(target=one.press, args=[path]) for one in both]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
            told.append(sorted((one.told[0], LOST in one.told[1]) for one in both))

    assert told == [[(200, False), (200, True)]] * ROUNDS
    assert QuestionSetVersion.objects.count() == ROUNDS + 1
    assert [one.forms for one in ReportSnapshot.objects.order_by("number")] == [1] * ROUNDS
    every_version_is_counted()
    every_report_is_chained()
    assert what_does_not_hold() == []
