"""Doors to the office's data: the desk, the row, the query, the fixture."""

from __future__ import annotations

import contextlib

from bs4 import BeautifulSoup
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, Site

from tests.paths.editor import confirm
from tests.paths.scene import Scene
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import (
    Department,
    ImmutableRecord,
    Office,
    OfficeDataVersion,
    Survey,
)


def edit_the_office(scene: Scene) -> None:
    """Change the phone at the desk, and confirm."""
    _send(scene, phone="00 000 00 01")
    confirm(scene, _address(scene, "confirm"))


def edit_a_department(scene: Scene) -> None:
    """Put a department out of use at the desk, and confirm."""
    _send(scene, **{"departments-2-is_active": ""})
    assert not Department.objects.get(code="os").is_active
    confirm(scene, _address(scene, "confirm"))


def save_a_draft_of_the_office(scene: Scene) -> None:
    """Save at the desk and stop."""
    _send(scene, phone="00 000 00 01")


def save_the_office(scene: Scene) -> None:
    """Save the row."""
    scene.office.phone = "00 000 00 01"
    scene.office.save()


def update_the_office(scene: Scene) -> None:
    """Write past every guard with one statement."""
    Office.objects.filter(pk=scene.office.pk).update(phone="00 000 00 01")
    Department.objects.all().delete()


def point_the_office_to_other_data(scene: Scene) -> None:
    """Say by a statement what is in force: refused."""
    with contextlib.suppress(ImmutableRecord):
        Office.objects.filter(pk=scene.office.pk).update(in_force=None)


def _another_office() -> Office:
    root = Page.objects.get(depth=1)
    site, _ = Site.objects.get_or_create(hostname="b.example", defaults={"root_page": root})
    return operations.office_for_site(site=site)


def write_over_the_office(scene: Scene) -> None:
    """Say what is in force by an insertion that writes over what is there: refused."""
    office = Office.objects.get(pk=scene.office.pk)
    office.in_force = None
    with contextlib.suppress(ImmutableRecord):
        Office.objects.bulk_create(
            [office], update_conflicts=True, unique_fields=["id"], update_fields=["in_force"]
        )


def point_the_survey_to_another_office(scene: Scene) -> None:
    """Say by a statement whose data a survey is asked under: refused."""
    for field in ("office", "office_id"):
        with contextlib.suppress(ImmutableRecord):
            surveys = Survey.objects.filter(pk=scene.first.survey_id)
            surveys.update(**{field: _another_office().pk})


def save_the_survey_with_another_office(scene: Scene) -> None:
    """Say it by saving the row."""
    survey = Survey.objects.get(pk=scene.first.survey_id)
    survey.office, survey.page = _another_office(), None
    survey.save()


def load_a_fixture_of_the_survey(scene: Scene) -> None:
    """Load the row with another office."""
    survey = Survey.objects.get(pk=scene.first.survey_id)
    survey.office, survey.page = _another_office(), None
    fixture = scene.folder / "ankieta.json"
    fixture.write_text(serializers.serialize("json", [survey]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


def load_a_fixture_of_the_office(scene: Scene) -> None:
    """Load an old draft that names other data in force."""
    fixture = scene.folder / "urzad.json"
    office = Office.objects.get(pk=scene.office.pk)
    office.phone = "00 000 00 01"
    fixture.write_text(serializers.serialize("json", [office]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


def load_a_fixture_of_its_version(scene: Scene) -> None:
    """Load the data in force with another text: a record is not written over."""
    version = OfficeDataVersion.objects.get(office=scene.office)
    version.content = version.content.replace("Urząd", "Biuro")
    fixture = scene.folder / "dane.json"
    fixture.write_text(serializers.serialize("json", [version]), encoding="utf-8")
    with contextlib.suppress(ImmutableRecord):
        call_command("loaddata", fixture, verbosity=0)


def change_the_office_by_code(scene: Scene) -> None:
    """Call the verb."""
    from django.utils import timezone  # noqa: PLC0415 - only here

    save_the_office(scene)
    revision.change_office(office=scene.office, by=None, at=timezone.now())


def _address(scene: Scene, name: str) -> str:
    return reverse(f"ocen_urzad_office:{name}", args=[scene.office.pk])


def _send(scene: Scene, **changed: str) -> None:
    """Send the desk's form as a browser would; "" unchecks a box."""
    shown = scene.desk.get(_address(scene, "edit"))
    form = BeautifulSoup(shown.content, "html.parser").select_one("form[enctype]")
    assert form is not None
    fields: dict[str, str] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        name = str(box["name"])
        if box.find_parent("template") or box.get("type") == "file":
            continue
        if box.name == "textarea":
            fields[name] = box.get_text().removeprefix("\n")
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            fields[name] = str(chosen["value"]) if chosen else ""
        elif box.get("type") != "checkbox":
            fields[name] = str(box.get("value", ""))
        elif box.has_attr("checked"):
            fields[name] = "on"
    for name, value in changed.items():
        fields.pop(name, None)
        if value:
            fields[name] = value
    assert scene.desk.post(_address(scene, "edit"), fields).status_code == 302
