"""§ 3: from the Office's home page, by clicking the banner „Oceń Urząd” (R-09, R-10).

„(…) za pomocą ankiety elektronicznej (dostępnej ze strony internetowej urzędu) poprzez kliknięcie
na Baner przekierowujący: Oceń Urząd umieszczony na stronie głównej Urzędu”.
"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from example_site.town import put_up_town
from tests.factories import a_survey_page, an_office
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner

pytestmark = pytest.mark.django_db


def banners(client: Client) -> list[Any]:
    front = BeautifulSoup(client.get("/").content, "html.parser")
    return [link for link in front.select("a[href]") if "Oceń Urząd" in link.get_text(" ")]


def test_the_banner_on_the_home_page_leads_to_the_survey(client: Client) -> None:
    put_up_town(hostname="testserver", port=80)
    an_office()
    page = a_survey_page()
    RateOfficeBanner.objects.create(page=page)

    [banner, *_] = banners(client)
    followed = client.get(banner["href"], follow=True)

    assert followed.status_code == 200
    assert 'name="token"' in followed.content.decode()
    # In the town's own look: its head and foot are around the questions.
    survey = BeautifulSoup(followed.content, "html.parser")
    front = BeautifulSoup(client.get("/").content, "html.parser")
    assert [link["href"] for link in survey.select("footer a")] == [
        link["href"] for link in front.select("footer a")
    ]
    assert client.cookies == {}


def test_without_a_survey_nothing_is_offered(client: Client) -> None:
    put_up_town(hostname="testserver", port=80)

    assert banners(client) == []
