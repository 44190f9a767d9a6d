"""Where each duty is done."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from wagtail_ocen_urzad.duties.due import Due
from wagtail_ocen_urzad.duties.queries import EditionDue, StudyTaskDue, YearlyReportDue
from wagtail_ocen_urzad.staff.procedure.slugs import slug_of


def address(*, line: Due) -> str:
    """Return the page of the admin on which a duty is done."""
    if isinstance(line, YearlyReportDue):
        return f"{reverse('ocen_urzad_reports:generate')}?ankieta={line.survey.code}"
    if isinstance(line, StudyTaskDue):
        return reverse(
            "ocen_urzad_study:task",
            kwargs={
                "office_id": line.study.office_id,
                "year": line.study.year,
                "task": slug_of(code=line.task.code),
            },
        )
    if isinstance(line, EditionDue):
        return reverse("ocen_urzad_study:index")
    raise TypeError(line)


def whole_address(line: Due) -> str:
    """Return the same with scheme and host, for an e-mail."""
    root = (get_admin_base_url() or "").rstrip("/")
    return f"{root}{address(line=line)}"
