"""Who looks after the portal's pages reaches no survey page, by whatever door (R-19).

Each door is knocked at as a browser or a program would; behind each nothing at all may have
changed, not even a line in the log of pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import wagtail
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowState,
)

from example_site.home.models import ContentPage
from tests.editor import editor_data
from tests.factories import a_survey_page, an_office, answer, running
from tests.staff.screens import (
    DENIED,
    a_moderator,
    an_administrator,
    desk_of,
    said,
    soup,
)
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET, STARTER_SET
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

pytestmark = pytest.mark.django_db

OURS = ("ocen_urzad.open_version", "ocen_urzad.close_version", "ocen_urzad.generate_report")


@dataclass(kw_only=True)
class Portal:
    """A section of the portal with an ordinary page and a survey in it."""

    section: Page
    ordinary: Page
    survey_id: int
    moderator: Any
    anna: Any
    desk: Any
    """The moderator's."""

    @property
    def survey(self) -> SurveyPage:
        return SurveyPage.objects.get(pk=self.survey_id)


@pytest.fixture
def portal() -> Portal:
    """A moderator here may do everything with pages, even delete whole sections."""
    an_office()
    root = Site.objects.get(is_default_site=True).root_page
    section = root.add_child(instance=ContentPage(title="Urząd", slug="urzad"))
    ordinary = section.add_child(instance=ContentPage(title="Kontakt", slug="kontakt"))
    survey = a_survey_page()
    survey.move(section, pos="last-child")
    answer(running(survey), {"overall": ["5"]})
    draft = SurveyPage.objects.get(pk=survey.pk)
    draft.ask(STARTER_SET)
    anna = an_administrator()
    draft.save_revision(user=anna)
    moderator = a_moderator()
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Moderators"),
        page=Page.objects.get(depth=1),
        permission=Permission.objects.get(codename="bulk_delete_page"),
    )
    return Portal(
        section=section,
        ordinary=ordinary,
        survey_id=survey.pk,
        moderator=moderator,
        anna=anna,
        desk=desk_of(moderator),
    )


def everything() -> list[Any]:
    """Everything that a refused act could have left behind."""
    return [
        list(
            Page.objects.order_by("pk").values_list(
                "pk", "path", "title", "live", "locked", "latest_revision", "live_revision"
            )
        ),
        list(QuestionSetVersion.objects.order_by("pk").values_list("pk", "is_open", "sha256")),
        list(ReportSnapshot.objects.values_list("pk")),
        list(PageLogEntry.objects.order_by("pk").values_list("pk", "action")),
        list(PageViewRestriction.objects.values_list("pk")),
        list(WorkflowState.objects.values_list("pk", "status")),
    ]


Door = Callable[[Portal], Any]


def page_address(name: str, portal: Portal, *more: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[portal.survey_id, *more])


def get(name: str) -> Door:
    return lambda portal: portal.desk.get(page_address(name, portal))


def post(name: str, **data: str) -> Door:
    return lambda portal: portal.desk.post(page_address(name, portal), data)


def save_in_the_editor(portal: Portal) -> Any:
    data = editor_data(portal.survey, SHORT_SET, title="Inna")
    return portal.desk.post(page_address("edit", portal), data)


def publish_in_the_editor(portal: Portal) -> Any:
    data = editor_data(portal.survey, STARTER_SET, **{"action-publish": "1"})
    return portal.desk.post(page_address("edit", portal), data)


def copy(portal: Portal) -> Any:
    parent = portal.section.get_parent().pk
    data = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(parent)}
    return portal.desk.post(page_address("copy", portal), {**data, "publish_copies": "on"})


def move(portal: Portal) -> Any:
    destination = portal.section.get_parent().pk
    return portal.desk.post(page_address("move_confirm", portal, destination))


def ask_to_move(portal: Portal) -> Any:
    destination = portal.section.get_parent().pk
    return portal.desk.get(page_address("move_confirm", portal, destination))


def revert(portal: Portal) -> Any:
    first = portal.survey.revisions.order_by("pk").first()
    assert first is not None
    return portal.desk.get(page_address("revisions_revert", portal, first.pk))


def unschedule(portal: Portal) -> Any:
    latest = portal.survey.get_latest_revision()
    type(latest).objects.filter(pk=latest.pk).update(
        approved_go_live_at=timezone.now() + timedelta(days=1)
    )
    return portal.desk.post(page_address("revisions_unschedule", portal, latest.pk))


def hide(portal: Portal) -> Any:
    return portal.desk.post(page_address("set_privacy", portal), {"restriction_type": "login"})


def delete_the_section(portal: Portal) -> Any:
    return portal.desk.post(reverse("wagtailadmin_pages:delete", args=[portal.section.pk]))


def copy_the_section(portal: Portal) -> Any:
    data = {
        "new_title": "Kopia",
        "new_slug": "kopia",
        "new_parent_page": str(portal.section.get_parent().pk),
        "copy_subpages": "on",
    }
    return portal.desk.post(reverse("wagtailadmin_pages:copy", args=[portal.section.pk]), data)


def alias_the_section(portal: Portal) -> Any:
    data = {
        "new_title": "Kopia",
        "new_slug": "kopia",
        "new_parent_page": str(portal.section.get_parent().pk),
        "copy_subpages": "on",
        "alias": "on",
    }
    return portal.desk.post(reverse("wagtailadmin_pages:copy", args=[portal.section.pk]), data)


def bulk(portal: Portal, action: str, *pages: int, **data: str) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={pk}" for pk in pages)
    return portal.desk.post(f"{address}?{ids}&next=/admin/", data)


def delete_sections_in_bulk(portal: Portal) -> Any:
    return bulk(portal, "delete", portal.ordinary.pk, portal.section.pk)


@pytest.mark.parametrize(
    "door",
    [
        pytest.param(get("edit"), id="editor"),
        pytest.param(save_in_the_editor, id="save a draft"),
        pytest.param(publish_in_the_editor, id="publish"),
        pytest.param(get("view_draft"), id="view the draft"),
        pytest.param(get("history"), id="history"),
        pytest.param(revert, id="go back to an earlier draft"),
        pytest.param(get("unpublish"), id="ask to unpublish"),
        pytest.param(post("unpublish"), id="unpublish"),
        pytest.param(get("delete"), id="ask to delete"),
        pytest.param(post("delete"), id="delete"),
        pytest.param(get("move"), id="choose where to move"),
        pytest.param(ask_to_move, id="ask to move"),
        pytest.param(move, id="move"),
        pytest.param(get("copy"), id="ask to copy"),
        pytest.param(copy, id="copy"),
        pytest.param(post("lock"), id="lock"),
        pytest.param(post("unlock"), id="unlock"),
        pytest.param(hide, id="hide behind a password"),
        pytest.param(delete_the_section, id="delete with its section"),
        pytest.param(copy_the_section, id="copy with its section"),
        pytest.param(alias_the_section, id="mirror with its section"),
        pytest.param(delete_sections_in_bulk, id="delete many sections"),
    ],
)
def test_the_door_is_shut_and_nothing_is_left_behind(portal: Portal, door: Door) -> None:
    before = everything()

    response = door(portal)

    assert (response.status_code, response.url, said(response)) == (302, "/admin/", DENIED)
    assert everything() == before


def test_a_schedule_cannot_be_taken_back(portal: Portal) -> None:
    response = unschedule(portal)

    assert (response.url, said(response)) == ("/admin/", DENIED)
    assert portal.survey.get_latest_revision().approved_go_live_at is not None


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_bulk_actions_leave_the_survey_out(portal: Portal, action: str) -> None:
    before = everything()

    bulk(portal, action, portal.survey_id, chooser=str(portal.section.get_parent().pk))

    assert everything() == before


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_bulk_actions_on_a_section_leave_the_survey_in_it_out(portal: Portal, action: str) -> None:
    version = running(portal.survey)

    bulk(portal, action, portal.section.pk, include_descendants="on")

    assert (portal.survey.live, running(portal.survey)) == (True, version)
    assert Page.objects.get(pk=portal.ordinary.pk).live is (action == "publish")


def test_a_section_is_taken_off_without_the_survey_in_it(portal: Portal) -> None:
    portal.desk.post(
        reverse("wagtailadmin_pages:unpublish", args=[portal.section.pk]),
        {"include_descendants": "on"},
    )

    assert (Page.objects.get(pk=portal.ordinary.pk).live, portal.survey.live) == (False, True)


def test_a_section_without_a_survey_is_the_moderators(portal: Portal) -> None:
    portal.desk.post(reverse("wagtailadmin_pages:delete", args=[portal.ordinary.pk]))

    assert not Page.objects.filter(pk=portal.ordinary.pk).exists()


def test_a_moderator_approves_no_survey(portal: Portal) -> None:
    state = Workflow.objects.get().start(portal.survey, portal.anna)
    task = state.current_task_state
    before = everything()

    response = portal.desk.post(
        page_address("workflow_action", portal, "approve", task.pk), {"comment": ""}
    )

    assert (response.url, said(response)) == ("/admin/", DENIED)
    assert everything() == before
    task.refresh_from_db()
    assert task.status == "in_progress"


def test_a_moderator_finds_no_buttons(portal: Portal) -> None:
    listing = soup(portal.desk.get(reverse("wagtailadmin_explore", args=[portal.section.pk])))

    edit = page_address("edit", portal)
    assert listing.select(f'a[href^="{edit}"]') == []
    assert listing.select(f'a[href="{page_address("delete", portal)}"]') == []


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of Wagtail's write API."""

    method: str
    path: str
    data: dict[str, Any]


SURVEY = "{survey}/"
CALLS = {
    "edit": Call(
        method="patch",
        path=SURVEY,
        data={"title": "X", "meta": {"type": "wagtail_ocen_urzad_pages.SurveyPage"}},
    ),
    "publish": Call(method="post", path=f"{SURVEY}actions/publish/", data={}),
    "unpublish": Call(method="post", path=f"{SURVEY}actions/unpublish/", data={}),
    "copy": Call(method="post", path=f"{SURVEY}actions/copy/", data={"keep_live": True}),
    "alias": Call(method="post", path=f"{SURVEY}actions/create_alias/", data={"slug": "alias"}),
    "move": Call(method="post", path=f"{SURVEY}actions/move/", data={"destination_id": 2}),
    "revert": Call(method="post", path=f"{SURVEY}actions/revert/", data={"revision_id": 1}),
    "delete": Call(method="delete", path=SURVEY, data={}),
    "create": Call(
        method="post",
        path="",
        data={
            "title": "X",
            "meta": {
                "type": "wagtail_ocen_urzad_pages.SurveyPage",
                "parent_id": 2,
                "action": "publish",
            },
        },
    ),
}


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail's write API came with 8.0")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_write_api_is_shut_too(portal: Portal, call: Call, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.with_write_api"
    before = everything()

    response = by_api(portal, call)

    assert response.status_code == 403
    assert everything() == before


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail's write API came with 8.0")
@pytest.mark.parametrize(
    ("method", "action", "data"),
    [("delete", "", {}), ("post", "actions/copy/", {"recursive": True, "slug": "kopia"})],
)
def test_the_write_api_takes_no_survey_along_with_its_section(
    portal: Portal, method: str, action: str, data: dict[str, Any], settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.with_write_api"
    call = Call(method=method, path=f"{portal.section.pk}/{action}", data=data)

    assert by_api(portal, call).status_code == 403
    assert SurveyPage.objects.count() == 1
    assert running(portal.survey).number == 1


def by_api(portal: Portal, call: Call) -> Any:
    from wagtail.models import APIToken  # noqa: PLC0415 - from Wagtail 8 on

    first = portal.survey.revisions.order_by("pk").first()
    assert first is not None
    data = {**call.data, **({"revision_id": first.pk} if "revision_id" in call.data else {})}
    _, token = APIToken.create_token(user=portal.moderator, name="test")
    return getattr(Client(), call.method)(
        "/api/v3/pages/" + call.path.format(survey=portal.survey_id),
        data,
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
