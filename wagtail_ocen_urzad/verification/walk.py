"""The whole way round: offices, surveys, external studies, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.survey.models import Office, OfficeDataVersion, Survey
from wagtail_ocen_urzad.verification.boxes import check_batches
from wagtail_ocen_urzad.verification.cells import check_cells
from wagtail_ocen_urzad.verification.chain import check_chain
from wagtail_ocen_urzad.verification.closing import check_closings, check_office_changes
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind, Tally
from wagtail_ocen_urzad.verification.kept import check_documents, check_page
from wagtail_ocen_urzad.verification.offices import check_office
from wagtail_ocen_urzad.verification.order import check_order
from wagtail_ocen_urzad.verification.prints import check_print_runs
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data
from wagtail_ocen_urzad.verification.recount import Recounted, recount
from wagtail_ocen_urzad.verification.refigured import Evidence
from wagtail_ocen_urzad.verification.studies import check_procedures, check_study
from wagtail_ocen_urzad.verification.versions import check_versions, readable


def findings(*, tally: Tally, survey: Survey | None = None) -> Iterator[Finding]:
    """Yield whatever does not hold or is worth knowing, while it is being found.

    Args:
        tally: told how much was looked at.
        survey: only this one, and its office; None is all of them, and the external studies.
    """
    offices = Office.objects.order_by("pk")
    surveys = Survey.objects.order_by("pk")
    if survey is not None:
        offices, surveys = offices.filter(pk=survey.office_id), surveys.filter(pk=survey.pk)
    for office_id, in_force_id in list(offices.values_list("pk", "in_force_id")):
        yield from check_office(office_id=office_id, in_force_id=in_force_id, tally=tally)
    for one in list(surveys.select_related("page")):
        tally.surveys += 1
        yield from _of_survey(one, tally)
    if survey is None:
        yield from check_procedures()
        for study in list(Study.objects.select_related("office").order_by("office", "year")):
            yield from check_study(study=study)


def _of_survey(survey: Survey, tally: Tally) -> Iterator[Finding]:
    versions = list(survey.versions.order_by("number"))
    tally.versions += len(versions)
    questionnaires = readable(versions=versions)
    yield from check_versions(survey=survey.code, versions=versions, questionnaires=questionnaires)
    yield from check_chain(survey=survey, versions=versions, tally=tally)
    yield from check_office_changes(survey=survey, versions=versions)
    departments = _departments(survey.office_id)
    recounted = recount(versions=versions, questionnaires=questionnaires, departments=departments)
    tally.answers += recounted.answers
    evidence = Evidence(
        survey=survey, versions=versions, questionnaires=questionnaires, recounted=recounted
    )
    yield from check_closings(of=evidence)
    yield from check_order(survey=survey, versions=versions, recounted=recounted)
    numbers = {version.pk: version.number for version in versions}
    yield from _faults(survey, numbers, recounted)
    yield from check_batches(
        survey=survey, questionnaires=questionnaires, recounted=recounted, departments=departments
    )
    yield from check_cells(survey=survey.code, numbers=numbers, recounted=recounted)
    yield from check_documents(survey=survey)
    yield from check_print_runs(survey=survey)
    running = next((version for version in versions if version.is_open), None)
    yield from check_page(survey=survey, running=running)


def _faults(survey: Survey, numbers: dict[int, int], recounted: Recounted) -> Iterator[Finding]:
    for (version_id, question, problem), n in sorted(
        recounted.faults.items(), key=lambda one: (numbers[one[0][0]], one[0][1:])
    ):
        facts: dict[str, Fact] = {
            "version": numbers[version_id],
            "question": question,
            "problem": problem,
            "answers": n,
        }
        yield Finding(kind=Kind.ANSWER, survey=survey.code, facts=facts)


def _departments(office_id: int) -> set[str]:
    """Return the codes that any version of the office's data has known."""
    codes: set[str] = set()
    contents = OfficeDataVersion.objects.filter(office_id=office_id).values_list(
        "content", flat=True
    )
    for content in contents.iterator(chunk_size=10):
        data = canonical_data(content=content)
        try:
            codes.update(one["code"] for one in data["departments"]) if data else None
        except DAMAGES:
            continue
    return codes
