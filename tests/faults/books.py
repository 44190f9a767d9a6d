"""What must be true of the books afterwards, whatever happened."""

from __future__ import annotations

from django.db.models import Count, Sum

from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.survey.models import AnswerCell, Comment, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.questionnaire import digest
from wagtail_ocen_urzad.verification.findings import Finding, Tally
from wagtail_ocen_urzad.verification.walk import findings


def what_does_not_hold() -> list[Finding]:
    """The package's own verdict on everything; empty when all holds."""
    return [one for one in findings(tally=Tally()) if one.is_failure]


def nothing_is_half() -> None:
    """Every answer has its text and its counters: the residents of these tests write a text."""
    assert Comment.objects.count() == Response.objects.count()
    for is_late in (False, True):
        stored = Response.objects.filter(is_late=is_late)
        cells = AnswerCell.objects.filter(is_late=is_late)
        for question, value in ((AnswerCell.FORMS, ""), ("overall", "4"), ("department", "so")):
            counted = cells.filter(question=question, value=value).aggregate(n=Sum("n"))["n"]
            assert (counted or 0) == stored.count()


def every_version_is_counted() -> None:
    """Answers counted in a closing report = answers stored for the version, late ones apart."""
    stored = dict(
        Response.objects.filter(is_late=False)
        .values_list("version_id")
        .annotate(n=Count("pk"))
        .values_list("version_id", "n")
    )
    versions = list(QuestionSetVersion.objects.select_related("closing_report").order_by("number"))
    assert [version.pk for version in versions if version.is_open] == [versions[-1].pk]
    missed = {}
    for version in versions[:-1]:
        report = version.closing_report
        assert report is not None
        assert report.version_id == version.pk
        if report.forms != stored.get(version.pk, 0):
            missed[version.number] = stored.get(version.pk, 0) - report.forms
    assert missed == {}


def every_report_is_chained() -> None:
    """Numbers follow each other and every hash is of the content and the hash before."""
    previous = ""
    for number, report in enumerate(ReportSnapshot.objects.order_by("number"), start=1):
        assert (report.number, report.previous_hash) == (number, previous)
        assert report.sha256 == digest(text=report.content + previous)
        previous = report.sha256
