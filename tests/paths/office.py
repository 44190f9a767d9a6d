"""Doors to the office's data: the desk, the row, the query, the fixture."""

from __future__ import annotations

import contextlib

from bs4 import BeautifulSoup
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse

from tests.paths.editor import confirm
from tests.paths.scene import Scene
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.survey.models import (
    Department,
    ImmutableRecord,
    Office,
    OfficeDataVersion,
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


def load_a_fixture_of_the_office(scene: Scene) -> None:
    """Load an old draft that names other data in force."""
    fixture = scene.folder / "urzad.json"
    office = Office.objects.get(pk=scene.office.pk)
    office.phone = "00 000 00 01"
    fixture.write_text(serializers.serialize("json", [office]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)


def load_a_fixture_of_its_version(scene: Scene) -> None:
    """Load the data in force with another text: a record is not written over."""
    version = OfficeDataVersion.objects.get(pk=scene.office.in_force_id)
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
