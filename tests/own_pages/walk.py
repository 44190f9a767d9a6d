"""From banner to report in the town with pages and staff of its own; prints what it saw, as JSON.

A program of its own, because these models are settings that one process reads once.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.own_pages.models import Official, TownFrontPage, TownPage, TownSurveyPage
from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure import operations as procedure
from wagtail_ocen_urzad.procedure.adaptation import DOCUMENT
from wagtail_ocen_urzad.procedure.models import StudyKind
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.staff.new_survey import survey_page_models
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of
from wagtail_ocen_urzad.survey import operations
from wagtail_ocen_urzad.survey.models import Office, QuestionSetVersion, Response


def main() -> None:
    """Walk through the town."""
    call_command("check", fail_level="WARNING")
    call_command("migrate", verbosity=0)
    call_command("ocen_urzad_groups", verbosity=0)
    print(json.dumps(_walk()))


def _walk() -> dict[str, Any]:
    front, administrator = _town()
    page = TownSurveyPage(title="Ankieta badania satysfakcji Klienta", owner=administrator)
    page.ask(SHORT_SET)
    front.add_child(instance=page)
    RateOfficeBanner.objects.create(page=page)
    staff, resident = Client(), Client()
    staff.force_login(administrator)
    screens = {
        name: staff.get(address).status_code
        for name, address in {
            "home": reverse("wagtailadmin_home"),
            "surveys": reverse("ocen_urzad_surveys"),
            "reports": reverse("ocen_urzad_report_register"),
            "editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "new survey": reverse(
                "wagtailadmin_pages:add", args=("own_pages", "townsurveypage", front.pk)
            ),
        }.items()
    }
    banner = page.url in resident.get(front.url).content.decode()
    form = resident.get(page.url)
    token = re.findall(r'name="token" value="([^"]+)"', form.content.decode())[0]
    action = re.findall(r'action="([^"]+/wyslij/)"', form.content.decode())[0]
    sent = resident.post(action, {"token": token, "overall": "5", "comment": "Miło."})
    page.ask(replace(SHORT_SET, intro="Inaczej."))
    with audit.acting(user=administrator):
        page.save_revision(user=administrator).publish(user=administrator)
        page.delete()
    search = {"q": "administrator@"}
    found = staff.get(reverse("ocen_urzad_report_register"), search).content.decode()
    return {
        "page models": [model.__name__ for model in survey_page_models()],
        "screens": screens,
        "banner": banner,
        "form": (form.status_code, bool(form.cookies)),
        "sent": sent.status_code,
        "answers": Response.objects.count(),
        "versions": [
            (version.number, bool(version.is_open), _report(version))
            for version in QuestionSetVersion.objects.order_by("number")
        ],
        "reports found": re.findall(r'href="[^"]+/(\d+)/pdf/"', found),
        "study": _study(staff, administrator),
    }


def _study(staff: Client, administrator: Official) -> dict[str, Any]:
    """Give a role and do two acts, and return what came of it."""
    [office] = Office.objects.all()
    coordinator = Official.objects.create(mail="koordynator@przykladow.example")
    roles = reverse("ocen_urzad_study:roles", args=[office.pk])
    given = staff.post(roles, {"role": Role.COORDINATOR.value, "user": coordinator.pk})
    at = datetime.now(tz=UTC)
    procedure.adopt_procedure(office=office, adaptation=DOCUMENT, by=administrator, at=at)
    procedure.begin_study(
        office=office, year=2026, kind=StudyKind.SATISFACTION, by=administrator, at=at
    )
    issue = {
        "text": "Kolejki",
        "source": "own",
        "supplied_by": "Marek Zieliński",
        "supplied_on": f"{at:%d.%m.%Y}",
    }
    task = (office.pk, 2026, slug_of(code=TaskCode.CATALOGUE))
    done = [
        staff.post(reverse("ocen_urzad_study:act", args=[*task, act]), fields).status_code
        for act, fields in (("dodaj", issue), ("zamknij", {"compiled_on": f"{at:%d.%m.%Y}"}))
    ]
    return {
        "given": given.status_code,
        "roles": staff.get(roles).status_code,
        "done": done,
        "letters": [letter.to for letter in mail.outbox],
    }


def _town() -> tuple[TownFrontPage, Any]:
    """Return the front page, and somebody who may do everything."""
    root = TownPage.objects.get(depth=1)
    front = TownFrontPage(title="Miasto Przykładów", slug="przykladow")
    root.add_child(instance=front)
    Site.objects.all().delete()
    site = Site.objects.create(hostname="testserver", root_page=front, is_default_site=True)
    operations.office_for_site(site=site)
    return front, Official.objects.create_superuser("administrator@przykladow.example")


def _report(version: Any) -> list[Any]:
    report = version.closing_report
    if report is None:
        return []
    return [report.reason, json.loads(report.content)["forms"]["all"]]


if __name__ == "__main__":
    main()
