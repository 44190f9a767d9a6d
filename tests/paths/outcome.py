"""What must be true after a path: the same five things for every one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.test import Client
from wagtail.models import Page

from tests.paths.scene import ANSWERS, NEW, OLD, Scene
from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Response

NOTHING = ""
"""No form is shown at the page's address."""
BEFORE_EDIT = ReportReason.BEFORE_EDIT.value


@dataclass(frozen=True, kw_only=True)
class After:
    """What a row of the table expects of the survey that was answered."""

    words: str
    """How the documentation calls it."""
    served: str
    """The wording that residents are asked."""
    reports: tuple[tuple[str, int, int], ...] = ()
    """(reason, number, answers covered)."""
    versions: tuple[tuple[int, str], ...] = ((1, "open"),)
    """(number, open or closed)."""
    is_gone: bool = False
    """The page was deleted."""
    office: int = 1
    """Number of the office data in force."""


FIRST_REPORT = (BEFORE_EDIT, 1, ANSWERS)
NEW_VERSION = After(
    words="new version",
    served=NEW,
    reports=(FIRST_REPORT,),
    versions=((1, "closed"), (2, "open")),
)
AS_BEFORE = After(words="as before", served=OLD)
AS_BEFORE_HIDDEN = After(words="as before, page hidden", served=NOTHING)
CLOSED_WITH_REPORT = After(
    words="closed with report",
    served=NOTHING,
    reports=(FIRST_REPORT,),
    versions=((1, "closed"),),
    is_gone=True,
)
NEW_OFFICE_DATA = After(
    words="report, and new office data", served=OLD, reports=(FIRST_REPORT,), office=2
)


def check(scene: Scene, after: After) -> None:
    """Assert all five."""
    assert served(scene.page) == after.served
    assert _reports(scene) == list(after.reports)
    assert _versions(scene) == list(after.versions)
    _every_answer_is_in_one_closing_report_or_its_version_is_open()
    _no_answer_is_lost(scene)
    scene.office.refresh_from_db()
    assert scene.office.in_force is not None
    assert scene.office.in_force.number == after.office
    if after.is_gone:
        _the_archive_stays(scene)


def served(page: Page) -> str:
    """Return the wording that residents see at the page's address, "" when there is no form."""
    fresh = Page.objects.filter(pk=page.pk).first()
    response = Client().get(fresh.url if fresh and fresh.url else "/nie-ma/")
    if response.status_code == 404:
        return NOTHING
    text = response.content.decode().replace("\xa0", " ")
    return next((one for one in (OLD, NEW) if one in text), NOTHING)


def _reports(scene: Scene) -> list[tuple[str, int, int]]:
    found = ReportSnapshot.objects.filter(survey=scene.first.survey).order_by("number")
    for report in found:
        assert report.data["forms"]["all"] == report.forms
    return [(report.reason, report.number, report.forms) for report in found]


def _versions(scene: Scene) -> list[tuple[int, str]]:
    versions = scene.first.survey.versions.order_by("number")
    return [(one.number, "open" if one.is_open else "closed") for one in versions]


def _every_answer_is_in_one_closing_report_or_its_version_is_open() -> None:
    stored = Counter(Response.objects.values_list("version_id", "is_late"))
    closing = []
    for version in QuestionSetVersion.objects.select_related("closing_report"):
        report = version.closing_report
        if version.is_open:
            assert report is None
            assert stored[version.pk, True] == 0
            continue
        assert report is not None
        closing.append(report.pk)
        assert (report.version_id, report.created_on) == (version.pk, version.closed_on)
        assert report.forms == stored[version.pk, False]
        assert _supplemented(version) == stored[version.pk, True]
    assert len(set(closing)) == len(closing)


def _supplemented(version: QuestionSetVersion) -> int:
    supplements = version.reports.filter(reason=ReportReason.SUPPLEMENT)
    return sum(supplements.values_list("forms", flat=True))


def _no_answer_is_lost(scene: Scene) -> None:
    assert Response.objects.filter(version=scene.first, is_late=False).count() == ANSWERS
    assert Response.objects.count() == ANSWERS


def _the_archive_stays(scene: Scene) -> None:
    """The printed address answers, and says that there is nothing to fill in."""
    survey = scene.first.survey
    survey.refresh_from_db()
    assert survey.page_id is None
    printed = Client().get(f"/ocen-urzad/{survey.code}/")
    assert printed.status_code == 200
    assert "niedostępna" in printed.content.decode()
