"""§ 3: optionally paper, laid out at the desks, entered by the administrator (R-11, R-12, R-13).

„(…) oraz opcjonalnie ankiet papierowych (wykładanych na stanowiskach obsługi Klienta), które
zostają wprowadzone do systemu informatycznego przez administratora”.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory

from tests.factories import a_survey, a_user, answer
from tests.paper.boxes import AT, DAY, DESK, a_box, count_and_close, enter, fill
from tests.staff.screens import desk_of
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.staff.groups import ADMINISTRATORS, CLERKS, make_groups
from wagtail_ocen_urzad.staff.menu import menu_item
from wagtail_ocen_urzad.survey.models import Batch, Channel, Response
from wagtail_ocen_urzad.survey.operations import switch_paper
from wagtail_ocen_urzad.survey.queries import forms_by_channel

pytestmark = pytest.mark.django_db

PAPER = {
    "Wprowadź ankietę (papierową)",
    "Pobierz ankietę do wydrukowania (pdf)",
    "Partie ankiet papierowych",
}


def labels(user: Any) -> set[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return {str(one.label) for one in menu_item().menu.menu_items_for_request(request)}


def member_of(name: str) -> Any:
    make_groups()
    user = a_user("urzednik")
    user.groups.add(Group.objects.get(name=name))
    return user


def test_switched_off_paper_disappears_and_old_answers_stay() -> None:
    version = a_survey()
    fill(a_box(version), 2)
    answer(version, {"overall": ["4"]}, on=DAY)
    administrator = member_of(ADMINISTRATORS)
    assert labels(administrator) >= PAPER

    switch_paper(survey=version.survey, is_on=False, by=administrator)

    assert labels(administrator) & PAPER == set()
    assert forms_by_channel(version=version) == {"paper": 2, "web": 1}


def test_every_paper_answer_belongs_to_the_desk_where_it_lay() -> None:
    version = a_survey()
    enter(a_box(version))

    assert queries.desks_of(survey=version.survey) == [(DESK, "Biuro Obsługi Klienta")]
    assert Response.objects.get().service_point == DESK
    with pytest.raises(operations.UnknownServicePoint):
        a_box(version, service_point="ZZZZZ")


@pytest.mark.parametrize("group", [ADMINISTRATORS, CLERKS])
def test_whoever_enters_has_the_right_and_is_kept_with_the_batch(group: str) -> None:
    version = a_survey()
    user = member_of(group)
    assert desk_of(user).get("/admin/ocen-urzad/arkusz/").status_code == 200

    batch = operations.open_batch(
        survey=version.survey,
        protocol=operations.Protocol(opened_on=DAY, second_entry="none"),
        by=user,
        at=AT,
    )
    enter(batch, by=user)
    count_and_close(batch)

    kept = Batch.objects.get()
    assert (kept.brought_by, kept.brought_on) == (user, AT)
    stored = Response.objects.get()
    assert stored.channel == Channel.PAPER
    # Never the clerk on the answer (domain 5.1).
    assert [field.name for field in Response._meta.fields if "user" in str(field)] == []


def test_nobody_else_enters() -> None:
    a_survey()

    for right in ("generate_report", "view_results"):
        response = desk_of(a_user(right, right)).get("/admin/ocen-urzad/arkusz/")
        assert response["Location"] == "/admin/"
