"""The sheet of a version, with what the office's data say around its questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagtail_ocen_urzad import conf, files
from wagtail_ocen_urzad.paper.geometry import SheetGeometry
from wagtail_ocen_urzad.paper.printing.sheet import (
    Sheet,
    accessible_sheet,
    draft_sheet,
    set_sheet,
)
from wagtail_ocen_urzad.paper.printing.style import Style
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire
from wagtail_ocen_urzad.survey.timing import estimated_minutes

Office = Mapping[str, Any]


def blank(
    *,
    version: QuestionSetVersion,
    style: Style,
    service_point: str,
    address: str,
    has_serial: bool,
    made_on: date,
) -> tuple[bytes, SheetGeometry]:
    """Return the blank PDF of a version under the office data in force, and its geometry.

    Args:
        version: open or closed.
        style: size of print.
        service_point: code of a desk of the office; '' names none.
        address: of the survey on the web.
        has_serial: every copy will get a number of its own.
        made_on: today.
    """
    questionnaire = surveys.questionnaire_of(version=version)
    sheet = _sheet(version, questionnaire, service_point, address, made_on)
    return set_sheet(questionnaire=questionnaire, sheet=sheet, style=style, has_serial=has_serial)


def accessible(
    *, version: QuestionSetVersion, service_point: str, address: str, made_on: date
) -> bytes:
    """Return the tagged copy of a version; arguments as of `blank`."""
    questionnaire = surveys.questionnaire_of(version=version)
    sheet = _sheet(version, questionnaire, service_point, address, made_on)
    return accessible_sheet(questionnaire=questionnaire, sheet=sheet)


def draft(
    *,
    questionnaire: Questionnaire,
    title: str,
    office: Office | None,
    address: str,
    style: Style,
    made_on: date,
) -> bytes:
    """Return the preview of a draft: the same sheet, marked as a draft, without any code.

    Args:
        questionnaire: what the draft asks.
        title: of the page.
        office: the data in force, if there are any.
        address: of the survey on the web; '' before the first version.
        style: size of print.
        made_on: today.
    """
    sheet = _around(
        questionnaire,
        office,
        title=title,
        version=0,
        opened=made_on,
        place="",
        address=address,
        made_on=made_on,
    )
    return draft_sheet(questionnaire=questionnaire, sheet=sheet, style=style)


def desk(*, survey: Survey, code: str) -> Mapping[str, Any] | None:
    """Return a service point in use, by its code."""
    office = survey.office.in_force
    points: list[dict[str, Any]] = office.data["service_points"] if office else []
    return next((one for one in points if one["code"] == code and one["is_active"]), None)


def _sheet(
    version: QuestionSetVersion,
    questionnaire: Questionnaire,
    service_point: str,
    address: str,
    made_on: date,
) -> Sheet:
    in_force = version.survey.office.in_force
    point = desk(survey=version.survey, code=service_point)
    return _around(
        questionnaire,
        in_force.data if in_force else None,
        title=version.survey.title,
        version=version.number,
        opened=conf.local_date(at=version.opened_on),
        place=point["name"] if point else "",
        address=address,
        made_on=made_on,
    )


def _around(questionnaire: Questionnaire, office: Office | None, **said: Any) -> Sheet:
    if office is None:
        return Sheet(office="", street="", intro="", **said)
    logo = office["logo"]
    project = office["project"]
    logos = tuple((one["sha256"], one["alt"]) for one in project["logos"] if one)
    town = " ".join(filter(None, (office["postcode"], office["town"])))
    return Sheet(
        office=office["name"],
        street=", ".join(filter(None, (office["street"], town))),
        intro=_filled(questionnaire, office),
        departments=tuple(
            (one["code"], one["name"]) for one in office["departments"] if one["is_active"]
        ),
        logo=(logo["sha256"], logo["alt"]) if logo else None,
        complaints_url=office["complaints_url"],
        project=tuple(filter(None, (project["name"], project["funding_note"]))),
        project_logos=logos,
        pictures=kept_pictures(office=office),
        own_words=office,
        **said,
    )


def kept_pictures(*, office: Office) -> dict[str, bytes]:
    """Return the office's logos by their SHA-256, those that can be had."""
    named = [office["logo"], *office["project"]["logos"]]
    found = {}
    for one in filter(None, named):
        try:
            found[one["sha256"]] = files.read(sha256=one["sha256"])
        except files.UnableToRead:
            continue
    return found


def _filled(questionnaire: Questionnaire, office: Office) -> str:
    words = {
        "{urzad_dop}": office["name_genitive"],
        "{urzad_msc}": office["name_locative"],
        "{minuty}": str(estimated_minutes(questionnaire=questionnaire)),
    }
    intro = questionnaire.intro
    for placeholder, word in words.items():
        intro = intro.replace(placeholder, word)
    return intro
