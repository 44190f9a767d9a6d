"""§ 2: a fixed address, open without login, and the functions of the panel (R-03 to R-08).

The functions are those of Osielsko and Świnoujście.

„Narzędzie zarządcze do monitorowania satysfakcji klienta Urzędu składa się z systemu
informatycznego zaimplementowanego pod adresem: (…), z którego dostępna jest wersja elektroniczna
Ankiety badania satysfakcji Klienta dla mieszkańców (…)”.
„(…) oraz funkcje dla administratora systemu: Wprowadź ankietę (papierową), Pobierz ankietę do
wydrukowania (pdf) oraz Generuj raport (z wyników pomiaru)”.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from wagtail.models import Page

from tests.factories import a_survey_page, a_user, an_office, home, survey_of
from tests.paper.test_sheet_papers import texts
from tests.staff.screens import desk_of, soup, words
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET, TITLE
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, make_groups
from wagtail_ocen_urzad.staff.menu import menu_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> SurveyPage:
    an_office()
    return a_survey_page(slug="ankieta")


def reached(page: Page) -> str:
    """Follow the printed address to where residents answer."""
    response = Client().get(f"/ocen-urzad/{survey_of(page).code}/", follow=True)
    assert response.status_code == 200
    assert 'name="token"' in response.content.decode()
    return str(response.request["PATH_INFO"])


def test_the_title_is_the_ordinances_own() -> None:
    assert TITLE == SurveyPage.starter_title == "Ankieta badania satysfakcji Klienta"


def test_everybody_may_open_and_send_it(page: SurveyPage) -> None:
    assert reached(page) == "/ankieta/"


def test_the_address_stays_whatever_becomes_of_the_page(page: SurveyPage) -> None:
    """It is printed on posters and in codes."""
    code = survey_of(page).code
    page = SurveyPage.objects.get(pk=page.pk)
    page.slug, page.title = "oceny", "Ankieta badania satysfakcji interesanta"
    page.save_revision().publish()
    assert reached(page) == "/oceny/"

    other = home().add_child(instance=Page(title="Dział", slug="dzial"))
    SurveyPage.objects.get(pk=page.pk).move(other, pos="last-child")
    assert reached(page) == "/dzial/oceny/"

    page = SurveyPage.objects.get(pk=page.pk)
    page.ask(STARTER_SET)
    page.save_revision().publish()
    assert reached(page) == "/dzial/oceny/"
    assert survey_of(page).code == code


def test_the_address_can_be_dictated(page: SurveyPage) -> None:
    code = survey_of(page).code

    assert len(code) == 5
    assert not set(code) & set("IO01")
    assert Client().get(f"/ocen-urzad/{code.lower()}/").status_code == 302


def test_two_surveys_have_two_addresses(page: SurveyPage) -> None:
    assert survey_of(a_survey_page(slug="inna")).code != survey_of(page).code


def test_the_administrator_generates_reports_under_that_label(page: SurveyPage) -> None:
    """The ready-made group brings the right along; it is the same one as in section 4."""
    make_groups()
    user = a_user("anna")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    desk = desk_of(user)

    panel = soup(desk.get("/admin/")).select_one("#ocen-urzad-section")
    assert panel is not None
    [button] = [one for one in panel.select("a.button") if words(one) == "Generuj raport"]
    assert desk.get(str(button["href"])).status_code == 200


def test_the_panel_offers_the_three_functions_by_their_names(page: SurveyPage) -> None:
    """All of them in one group, and each leads somewhere (R-05, R-06, R-07, R-08)."""
    user = a_user("administrator", "administer_survey", "generate_report")
    request = RequestFactory().get("/admin/")
    request.user = user
    entries = {str(one.label): one for one in menu_item().menu.menu_items_for_request(request)}

    for label in (
        "Wprowadź ankietę (papierową)",
        "Pobierz ankietę do wydrukowania (pdf)",
        "Generuj raport",
    ):
        shown = desk_of(user).get(entries[label].url, follow=True)
        assert (label, shown.status_code) == (label, 200)


def test_the_sheet_asks_the_same_questions_in_the_same_order(page: SurveyPage) -> None:
    """„Pobierz ankietę do wydrukowania (pdf)” gives the version that is in force (R-06)."""
    page = SurveyPage.objects.get(pk=page.pk)
    page.ask(STARTER_SET)
    page.save_revision().publish()
    draft = SurveyPage.objects.get(pk=page.pk)
    draft.ask(SHORT_SET)
    draft.save_revision()

    clerk = desk_of(a_user("drukarz", "enter_paper"))
    sheet = clerk.get(f"/admin/ocen-urzad/wydruk/{survey_of(page).code}/ankieta/")

    whole = " ".join(texts(sheet.content))
    numbered = [
        f"{number}. {question.text}"
        for number, question in enumerate(STARTER_SET.questions(), start=1)
    ]
    places = [whole.find(" ".join(words.split())) for words in numbered]
    assert -1 not in places
    assert places == sorted(places)
