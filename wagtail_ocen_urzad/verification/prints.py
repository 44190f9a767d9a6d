"""Print runs: sheets that lie about can only be read by what was frozen with them."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.paper.geometry import read_geometry
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES

_FILES = {
    files.State.CHANGED: Kind.PRINT_FILE_CHANGED,
    files.State.MISSING: Kind.PRINT_FILE_MISSING,
}


def check_print_runs(*, survey: Survey) -> Iterator[Finding]:
    """Check that every run has its sheet, its places, and numbers that no other run has."""
    runs = PrintRun.objects.filter(version__survey=survey).select_related("version")
    ends: dict[int, int] = {}
    for run in runs.defer("version__content").order_by("version__number", "first", "pk"):
        about: dict[str, Fact] = {"version": run.version.number, "run": run.mark}
        kinds = [_FILES.get(files.state(sha256=run.blank_sha256)), _geometry(run)]
        if run.copies:
            taken = ends.get(run.version_id, 0)
            kinds.append(Kind.PRINT_NUMBERS if run.first < taken else None)
            ends[run.version_id] = max(taken, run.first + run.copies)
        for kind in filter(None, kinds):
            yield Finding(kind=kind, survey=survey.code, facts=about)


def _geometry(run: PrintRun) -> Kind | None:
    try:
        pages = read_geometry(text=run.geometry).pages
    except DAMAGES:
        return Kind.PRINT_GEOMETRY
    return None if len(pages) == run.pages else Kind.PRINT_GEOMETRY
