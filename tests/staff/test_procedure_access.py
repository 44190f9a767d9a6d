"""Every address of the external study: the right by the rule, the role by the edition itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import a_user
from tests.procedure.scene import Edition, an_edition
from tests.staff.addresses import Address, our_addresses
from tests.staff.screens import desk_of
from tests.staff.test_access_matrix import (
    HOME,
    LOGIN,
    METHODS,
    NOT_ALLOWED,
    NOT_FOUND,
    SERVED,
    STUDY,
    _outcome,
)
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import Finding, Issue
from wagtail_ocen_urzad.procedure.steps import STEPS, Role, TaskCode
from wagtail_ocen_urzad.procedure.verbs import Verb, roles_for
from wagtail_ocen_urzad.staff.permissions import (
    EVERY_RIGHT,
    MANAGE_PROCEDURE,
    READ_STUDIES,
    TAKE_PART_IN_STUDY,
    Rule,
)
from wagtail_ocen_urzad.staff.procedure.acts import ACTS, Act
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of
from wagtail_ocen_urzad.survey.models import Office

pytestmark = pytest.mark.django_db

ADDRESSES = [one for one in our_addresses() if one.name.startswith(STUDY)]
RIGHTS_OF: dict[str, tuple[str, ...]] = {
    "nobody": (),
    "supervisor": ("wagtail_ocen_urzad.view_results",),
    "coordinator": (TAKE_PART_IN_STUDY,),
    "without a role": (TAKE_PART_IN_STUDY,),
    "reader": (READ_STUDIES,),
    "keeper": (MANAGE_PROCEDURE,),
    "superuser": EVERY_RIGHT,
}
EVERYTHING = "superuser"
TRIED = {"coordinator": METHODS, EVERYTHING: ("POST",)}
"""Methods that are tried; with the others a right more or less shows on every one."""
PAIRS = ("year", "record_id", "file_id", "firm_id", "assignment_id")
"""Children of an office or an edition that are asked for under another's address."""


@dataclass(frozen=True)
class World:
    """Two offices, each with an edition, and a client for everybody."""

    own: dict[str, Any]
    other: dict[str, Any]
    clients: dict[str, Client]


@pytest.fixture
def world() -> World:
    edition = an_edition().play(finding=Finding.RISK)
    client = Client()
    clients = {"nobody": client, "coordinator": desk_of(edition.people[Role.COORDINATOR])}
    for name, rights in RIGHTS_OF.items():
        if name not in clients:
            codes = [right.partition(".")[2] for right in rights]
            is_superuser = name == EVERYTHING
            user = a_user(name, *(() if is_superuser else codes), is_superuser=is_superuser)
            clients[name] = desk_of(user)
    return World(_objects(edition), _another(), clients)


def _objects(edition: Edition) -> dict[str, Any]:
    issue = queries.records_of(study=edition.study, kind=Issue).first()
    file = edition.study.files.first()
    assert issue is not None
    assert file is not None
    return {
        "office_id": edition.office.pk,
        "year": edition.study.year,
        "task": "termin",
        "act": "uzgodnij",
        "kind": "issue",
        "record_id": issue.pk,
        "recipient_id": edition.recipients[0].pk,
        "file_id": file.pk,
        "firm_id": edition.firms[0].pk,
        "assignment_id": queries.assignments_of(office=edition.office)[0].pk,
    }


def _another() -> dict[str, Any]:
    """Make an edition of another year in another office, with everything in it."""
    users = get_user_model().objects.filter(username__in=[role.value for role in Role])
    for user in users:
        user.username = f"dawniej-{user.username}"
        user.save()
    office = Office.objects.create(name="Urząd Gminy w Sąsiedztwie")
    return _objects(
        an_edition(office=office, year=2027).play(until=TaskCode.QUESTIONNAIRE_HANDOVER)
    )


def _own(address: Address, world: World) -> dict[str, Any]:
    found = {name: world.own[name] for name in address.parameters}
    if address.name.endswith(":act_on_record"):
        found |= {"task": "oferty", "act": "oferta", "record_id": world.own["recipient_id"]}
    return found


def _missing(address: Address, own: dict[str, Any], world: World) -> Iterator[dict[str, Any]]:
    """Yield addresses that name nothing: no such thing, or a thing of another office."""
    for name in address.parameters:
        yield {**own, name: 999_999 if isinstance(own[name], int) else "nie-ma"}
        if name in PAIRS:
            is_recipient = name == "record_id" and own.get("act") == "oferta"
            yield {**own, name: world.other["recipient_id" if is_recipient else name]}


def _expected(address: Address, role: str, method: str) -> str:
    view: Any = address.view
    rule: Rule = view.ocen_urzad_rule
    assert rule.any_of is not None
    if role == "nobody":
        return LOGIN
    rights = set(RIGHTS_OF[role]) & set(rule.any_of)
    if not rights:
        return HOME
    if method not in rule.methods:
        return NOT_ALLOWED
    is_by_role = rights == {TAKE_PART_IN_STUDY} and role == "without a role"
    return HOME if view.ocen_urzad_may is not None and is_by_role else SERVED


def _asked(client: Client, method: str, url: str) -> str:
    with transaction.atomic():
        response: Any = client.generic(
            method, url, content_type="application/x-www-form-urlencoded"
        )
        transaction.set_rollback(True)
    if response.streaming:
        # The pack of an edition is a file, which is closed when it has been read.
        b"".join(response.streaming_content)
    return _outcome(response)


def test_every_view_declares_its_rule_and_asks_the_edition() -> None:
    without = {one.name for one in ADDRESSES if getattr(one.view, "ocen_urzad_may", None) is None}

    assert all(isinstance(getattr(one.view, "ocen_urzad_rule", None), Rule) for one in ADDRESSES)
    # The list is made for whoever asks; the procedure and its roles belong to the office.
    assert without == {
        "ocen_urzad_study:index",
        "ocen_urzad_study:procedure",
        "ocen_urzad_study:own_steps",
        "ocen_urzad_study:roles",
        "ocen_urzad_study:end_role",
    }


def test_every_view_keeps_to_its_rule(world: World) -> None:
    wrong = []
    for address in ADDRESSES:
        own = _own(address, world)
        url = reverse(address.name, kwargs=own)
        for role, client in world.clients.items():
            for method in TRIED.get(role, ("GET", "POST")):
                expected = _expected(address, role, method)
                outcome = _asked(client, method, url)
                if outcome != expected:
                    wrong.append(f"{address.name}, {role}, {method}: {outcome}, not {expected}")
        method = address.view.ocen_urzad_rule.methods[-1]  # type: ignore[attr-defined]  # set by `guarded`
        for missing in _missing(address, own, world):
            url = reverse(address.name, kwargs=missing)
            outcome = _asked(world.clients[EVERYTHING], method, url)
            if outcome != NOT_FOUND:
                wrong.append(f"{address.name}, {missing}, {method}: {outcome}")

    assert wrong == []


def test_forms_want_their_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get(username=EVERYTHING))

    let_in = {
        address.name
        for address in ADDRESSES
        if "POST" in address.view.ocen_urzad_rule.methods  # type: ignore[attr-defined]  # set by `guarded`
        and client.post(reverse(address.name, kwargs=_own(address, world))).status_code != 403
    }

    assert let_in == set()


def test_every_act_is_open_to_the_roles_of_its_verb_and_to_no_other() -> None:
    """Every role x every act: the table of verbs, as the screens keep it."""
    edition = an_edition().play(finding=Finding.RISK)
    clients = {role: desk_of(user) for role, user in edition.people.items()}
    action = edition.study.qualityaction_set.get()
    recipient = edition.recipients[0]

    for act in ACTS:
        url = _act_url(edition, act, action.pk if act.argument == "action" else recipient.pk)
        let_in = {role for role, client in clients.items() if _asked(client, "POST", url) == SERVED}
        assert (act.verb, let_in) == (act.verb, set(roles_for(verb=act.verb)))


def _act_url(edition: Edition, act: Act, key: int) -> str:
    place = {
        "office_id": edition.office.pk,
        "year": 2026,
        "task": slug_of(code=act.stands_at),
        "act": act.slug,
    }
    if act.on is None:
        return reverse("ocen_urzad_study:act", kwargs=place)
    return reverse("ocen_urzad_study:act_on_record", kwargs={**place, "record_id": key})


def test_every_verb_of_the_procedure_has_its_act() -> None:
    elsewhere = {
        Verb.BEGIN,
        Verb.DESCRIBE,
        Verb.FOLLOW_PROCEDURE,
        Verb.MOVE_DEADLINE,
        Verb.COMPLETE_EXTRA_STEP,
        Verb.COMMENT,
        Verb.CORRECT,
        Verb.WITHDRAW,
        Verb.CLOSE,
    }

    assert {act.verb for act in ACTS} == set(Verb) - elsewhere
    assert {act.stands_at for act in ACTS} == {task.code for stage in STEPS for task in stage.tasks}


def test_the_head_of_a_unit_sees_the_form_for_issues_and_nothing_else() -> None:
    edition = an_edition().play(until=TaskCode.ENQUIRY)
    client = desk_of(edition.people[Role.DEPARTMENT_HEAD])
    root = f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/"

    assert _asked(client, "GET", root) == HOME
    assert _asked(client, "GET", f"{root}krok/katalog/") == HOME
    assert _asked(client, "GET", f"{root}katalog.pdf") == HOME
    overview = client.get("/admin/ocen-urzad/badanie/").content.decode()
    assert f'href="{root}"' not in overview
    assert f'href="{root}zagadnienie/"' in overview
    sent = client.post(f"{root}zagadnienie/", {"text": "Parking", "source": "department_heads"})
    assert sent.status_code == 302
    mine = queries.records_of(study=edition.study, kind=Issue).last()
    assert mine is not None
    assert (mine.text, mine.source, mine.supplied_by) == (
        "Parking",
        "department_heads",
        "department_head",
    )
    assert "Parking" in client.get(f"{root}zagadnienie/").content.decode()


def test_a_role_that_was_taken_back_opens_nothing() -> None:
    edition = an_edition()
    coordinator = edition.people[Role.COORDINATOR]
    client = desk_of(coordinator)
    root = f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/"
    assert _asked(client, "GET", root) == SERVED

    for one in queries.assignments_of(office=edition.office).filter(user=coordinator):
        operations.end_role(assignment=one, by=None, at=edition.at)

    assert _asked(client, "GET", root) == HOME


def test_a_record_is_corrected_by_whoever_may_write_such_a_one() -> None:
    edition = an_edition().play(until=TaskCode.SUBMISSION)
    analysis = edition.study.resultsanalysis_set.get()
    url = f"/admin/ocen-urzad/badanie/{edition.office.pk}/2026/zapis/resultsanalysis/{analysis.pk}/"

    let_in = {
        role for role, user in edition.people.items() if _asked(desk_of(user), "GET", url) == SERVED
    }

    assert let_in == {Role.QUALITY_REPRESENTATIVE}
