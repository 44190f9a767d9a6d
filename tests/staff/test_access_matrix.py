"""Every address of ours x every role x every kind of id x every method.

What must come out follows from the rule that the view declares, and from nothing else: a new view
without a rule fails the first test, a view that does not keep to its rule fails the second.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from tests.factories import (
    NOON,
    a_survey_page,
    a_user,
    an_office,
    answer,
    publish,
    running,
    survey_of,
)
from tests.staff.addresses import Address, our_addresses
from wagtail_ocen_urzad import files, revision
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.paper import operations as paper
from wagtail_ocen_urzad.paper.geometry import SheetGeometry
from wagtail_ocen_urzad.paper.models import CheckedSheet, PrintRun
from wagtail_ocen_urzad.reports.models import ReportDocument, ReportReason, ReportSnapshot
from wagtail_ocen_urzad.reports.operations import generate_report
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.groups import (
    ADMINISTRATORS,
    CLERKS,
    REPORT_USERS,
    SUPERVISORS,
    make_groups,
)
from wagtail_ocen_urzad.staff.permissions import (
    ADMINISTER_SURVEY,
    ENTER_PAPER,
    EVERY_RIGHT,
    GENERATE_REPORT,
    VIEW_RESULTS,
    Rule,
)
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import ProjectLogo, Response, Survey

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
LOGIN, HOME, NOT_FOUND, NOT_ALLOWED, SERVED = "login", "home", "404", "405", "served"

RIGHTS_OF: dict[str, tuple[str, ...]] = {
    "nobody": (),
    "reader of the website": (),
    "moderator": (),
    "administrator": (ADMINISTER_SURVEY, GENERATE_REPORT),
    "report user": (GENERATE_REPORT,),
    "supervisor": (VIEW_RESULTS,),
    "clerk": (ENTER_PAPER,),
    "superuser": EVERY_RIGHT,
}
"""What each role may do; that the groups give just this is shown in test_groups.py."""
WITHOUT_ADMIN = ("nobody", "reader of the website")

OBJECTS = (
    "code", "number", "key", "version", "page_id", "revision_id", "office_id", "batch", "sheet",
    "question", "mark", "chapter", "picture", "sha256",
)  # fmt: skip
"""Parameters that name a thing whose existence is checked; a child after its parent."""
PAIRS = (
    ("code", "number"),
    ("code", "key"),
    ("code", "version"),
    ("code", "batch"),
    ("batch", "sheet"),
    ("sheet", "question"),
    ("office_id", "version"),
    ("page_id", "revision_id"),
    ("version", "mark"),
)

STUDY = "ocen_urzad_study:"
"""Pages of the external study ask the edition for a role besides: test_procedure_access.py."""

ADDRESSES = [
    one for one in our_addresses() if not one.is_wagtails and not one.name.startswith(STUDY)
]
STAFF_FORMS = [
    one
    for one in ADDRESSES
    if (rule := getattr(one.view, "ocen_urzad_rule", None))
    and rule.any_of is not None
    and "POST" in rule.methods
]
SNIPPETS = [one for one in our_addresses() if one.is_wagtails]


@dataclass(frozen=True)
class World:
    """Two surveys with reports, and a client for every role."""

    own: dict[str, Any]
    """What each parameter is called for objects that are there and belong together."""
    other: dict[str, Any]
    """The same for the other survey, whose children are no children of the first."""
    clients: dict[str, Client]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once: whatever a question changes is undone at once (`_asked`)."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def _world() -> World:
    make_groups()
    office = an_office()
    ProjectLogo.objects.create(office=office, image=get_test_image_file(), alt="Unia Europejska")
    revision.change_office(office=office, by=None, at=NOON)
    own, other = (_objects(title) for title in ("Ankieta pierwsza", "Ankieta druga"))
    # The other survey has one report more: its last number names nothing in the first.
    _report(other["page_id"])
    other["number"] += 1
    # The same for batches, their sheets, and where two people typed differently.
    other |= {
        "batch": _checked_batch(other["page_id"], {"department": ["so"]}, sheets=2),
        "sheet": 2,
        "question": "department",
    }
    # The same for versions.
    publish(SurveyPage.objects.get(pk=other["page_id"]), SHORT_SET)
    other["version"] += 2
    return World(own, other, {role: _client(role) for role in RIGHTS_OF})


def _objects(title: str) -> dict[str, Any]:
    page = a_survey_page(title=title)
    answer(running(page), {"overall": ["4"]}, on=date(2026, 3, 1), issued_at=NOON)
    publish(page, dataclasses.replace(SHORT_SET, intro="Nowy wstęp."))
    page.refresh_from_db()
    page.intro = "Szkic, jeszcze nieopublikowany."
    revision = page.save_revision()
    return {
        "code": survey_of(page).code,
        "number": _report(page.pk).number,
        "key": Response.objects.get(version__survey=survey_of(page)).review_key,
        "version": 1,
        "page_id": page.pk,
        "revision_id": revision.pk,
        "office_id": survey_of(page).office_id,
        "desk": "BQKAA",
        "batch": _checked_batch(page.pk, {"overall": ["4"]}, sheets=1),
        "sheet": 1,
        "question": "overall",
        "mark": _print_runs(survey_of(page)),
        "chapter": "raporty",
        "picture": "menu.png",
        "sha256": _logo_of(survey_of(page)),
    }


def _logo_of(survey: Survey) -> str:
    [logo] = queries.office_data(office=survey.office)["project"]["logos"]
    return str(logo["sha256"])


def _print_runs(survey: Survey) -> str:
    """Keep a run of the open version, which is handed out, and one of the first; return its mark.

    Who may have the sheets is the question here, not how they are laid out.
    """
    with pikepdf.new() as blank:
        blank.add_blank_page()
        kept = BytesIO()
        blank.save(kept)
    sha256 = files.store(content=kept.getvalue())
    address = f"http://localhost{reverse('ocen_urzad:permanent', args=[survey.code])}"
    runs = [
        PrintRun.objects.create(
            version=version,
            office_version=survey.office.in_force,
            layout=PrintRun.Layout.ORDINARY,
            address=address,
            copies=0,
            first=0,
            pages=1,
            geometry=SheetGeometry(pages=(), departments=()).to_json(),
            blank_sha256=sha256,
            made_on=NOON,
        )
        for version in survey.versions.order_by("-number")
    ]
    return runs[-1].mark


def _checked_batch(page_id: int, second: dict[str, list[str]], *, sheets: int) -> int:
    """Close a box whose every sheet was typed twice, and differently; return its number."""
    batch = paper.open_batch(
        survey=survey_of(_Page(page_id)),
        protocol=paper.Protocol(opened_on=date(2026, 3, 1), found=sheets, second_entry="all"),
        by=None,
        at=NOON,
    )
    for _sheet in range(sheets):
        paper.enter_sheet(batch=batch, sheet_id=uuid4(), given={}, by=None, at=NOON)
    paper.close_batch(batch=batch, by=None, at=NOON)
    for checked in CheckedSheet.objects.filter(sheet__batch=batch):
        paper.type_again(checked=checked, given=second, by=None, at=NOON)
    return batch.number


def _report(page_id: int) -> ReportSnapshot:
    at = timezone.now()
    report = generate_report(
        survey=survey_of(_Page(page_id)),
        reason=ReportReason.ON_DEMAND,
        period=(date(2026, 1, 1), at.date()),
        case_number="",
        by=None,
        at=at,
    )
    # A file that is kept already: who may have it is the question here, not how it is made.
    sha256 = files.store(content=b"%PDF-1.7 of the tests")
    ReportDocument.objects.create(
        snapshot=report, kind=ReportDocument.Kind.PDF, sha256=sha256, made_on=at
    )
    return report


def _client(role: str) -> Client:
    client = Client()
    if role == "nobody":
        return client
    if role == "superuser":
        user = a_user(role, is_superuser=True)
    else:
        user = get_user_model().objects.create_user(username=role, password="haslo")
    groups = {
        "moderator": ["Moderators"],
        "administrator": [ADMINISTRATORS],
        "report user": [REPORT_USERS],
        "supervisor": [SUPERVISORS],
        "clerk": [CLERKS],
    }
    user.groups.set(Group.objects.filter(name__in=groups.get(role, [])))
    client.force_login(user)
    return client


def _kinds(address: Address, world: World) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    """Yield every kind of id: its name, whether such a thing is there, the parameters."""
    own = {name: world.own[name] for name in address.parameters}
    yield "own", True, own
    for name in address.parameters:
        if name in OBJECTS:
            missing = "ZZZZZ" if name == "code" else 999_999
            yield f"no such {name}", False, {**own, name: missing}
    for parent, child in PAIRS:
        if {parent, child} <= set(own):
            yield f"another's {child}", False, {**own, child: world.other[child]}


def _expected(rule: Rule, role: str, *, is_there: bool, method: str) -> str:
    if rule.any_of is not None:
        if role in WITHOUT_ADMIN:
            return LOGIN
        if not set(RIGHTS_OF[role]) & set(rule.any_of):
            return HOME
    if method not in rule.methods:
        return NOT_ALLOWED
    return SERVED if is_there else NOT_FOUND


def _outcome(response: Any) -> str:
    if response.status_code in {404, 405}:
        return str(response.status_code)
    target: str = response.get("Location", "")
    if target.startswith(reverse("wagtailadmin_login")):
        return LOGIN
    if target == reverse("wagtailadmin_home"):
        return HOME
    return SERVED if response.status_code < 500 else str(response.status_code)


def _asked(client: Client, method: str, url: str) -> Any:
    """Ask, and undo whatever the answer has changed."""
    with transaction.atomic():
        response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.name)
def test_every_view_of_ours_declares_its_rule(address: Address) -> None:
    assert isinstance(getattr(address.view, "ocen_urzad_rule", None), Rule)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.name)
def test_every_view_keeps_to_its_rule(address: Address, world: World) -> None:
    rule: Rule = address.view.ocen_urzad_rule  # type: ignore[attr-defined]  # set by `guarded`

    wrong = []
    for kind, is_there, parameters in _kinds(address, world):
        url = reverse(address.name, kwargs=parameters)
        for role, client in world.clients.items():
            for method in METHODS:
                expected = _expected(rule, role, is_there=is_there, method=method)
                outcome = _outcome(_asked(client, method, url))
                if expected == NOT_FOUND and _gives_back_what_was_typed(address, kind):
                    expected = SERVED
                if outcome != expected:
                    wrong.append(f"{kind}, {role}, {method}: {outcome}, not {expected}")

    assert wrong == []


def _gives_back_what_was_typed(address: Address, kind: str) -> bool:
    """Where forms are sent, an unknown code is answered, too: nothing typed may be lost."""
    return address.name == "ocen_urzad:submit" and kind == "no such code"


@pytest.mark.parametrize("address", STAFF_FORMS, ids=lambda one: one.name)
def test_staff_forms_want_their_token(address: Address, world: World) -> None:
    [(_, _, parameters), *_] = _kinds(address, world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username="superuser"))

    assert client.post(reverse(address.name, kwargs=parameters)).status_code == 403


def test_banners_are_for_administrators(world: World) -> None:
    """Wagtail's own views of a snippet ask Wagtail's own rights, which the group brings along."""
    lists = [one for one in SNIPPETS if not one.parameters and one.name.endswith((":list", ":add"))]
    assert len(lists) == 2

    for address in lists:
        let_in = {
            role
            for role, client in world.clients.items()
            if client.get(reverse(address.name)).status_code == 200
        }
        assert let_in == {"administrator", "superuser"}


@pytest.mark.parametrize("name", ["edit", "delete", "unpublish", "history", "move", "copy"])
def test_wagtails_pages_for_a_survey_are_for_administrators(name: str, world: World) -> None:
    """A moderator may do all this with every other page (R-19)."""
    url = reverse(f"wagtailadmin_pages:{name}", args=[world.own["page_id"]])

    outcomes = {
        role: _outcome(_asked(client, "GET", url)) for role, client in world.clients.items()
    }

    assert {role for role, outcome in outcomes.items() if outcome == SERVED} == {
        "administrator",
        "superuser",
    }


@dataclass(frozen=True)
class _Page:
    pk: int
