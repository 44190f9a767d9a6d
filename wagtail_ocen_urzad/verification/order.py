"""Which report each answer came in after: by this alone supplements know what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Max

from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey
from wagtail_ocen_urzad.verification.findings import Finding, Kind
from wagtail_ocen_urzad.verification.recount import Recounted


def check_order(
    *, survey: Survey, versions: Sequence[QuestionSetVersion], recounted: Recounted
) -> Iterator[Finding]:
    """Check that answers stand where they can have come in: after reports that were made.

    What was counted when a version was closed came in before that report, a late answer after it.
    Where between the reports of an open version it came in is said by nothing else.
    """
    reports = ReportSnapshot.objects.filter(survey=survey)
    last = reports.aggregate(last=Max("number"))["last"] or 0
    closed = reports.filter(closed_version__survey=survey)
    closing = dict(closed.values_list("closed_version", "number"))
    for version in versions:
        if version.reported_up_to < last:
            facts = {"version": version.number, "report": last}
            yield Finding(kind=Kind.VERSION_REPORTED, survey=survey.code, facts=facts)
        forms = sum(
            n
            for (is_late, after_report), n in recounted.came[version.pk].items()
            if after_report > version.reported_up_to
            or (version.pk in closing and (after_report >= closing[version.pk]) is not is_late)
        )
        if forms:
            facts = {"version": version.number, "forms": forms}
            yield Finding(kind=Kind.ANSWER_ORDER, survey=survey.code, facts=facts)
