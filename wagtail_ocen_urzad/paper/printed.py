"""Questions about what was printed. Nothing here writes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Case, Max, QuerySet, Sum, When

from wagtail_ocen_urzad.paper import sheet_code
from wagtail_ocen_urzad.paper.geometry import SheetGeometry, read_geometry
from wagtail_ocen_urzad.paper.models import PrintRun, SiteMark
from wagtail_ocen_urzad.paper.serials import key_of, place_of, serial_at
from wagtail_ocen_urzad.paper.sheet_code import SheetCode
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey


def site_mark() -> str:
    """Return the random id of this site; '' as long as nothing was ever printed."""
    return SiteMark.objects.values_list("mark", flat=True).first() or ""


def read_code(*, text: str) -> SheetCode:
    """Read a code that was typed or sent by a reader.

    Raises:
        UnableToReadCode: no code, or none that this site has printed.
    """
    return sheet_code.parse(text=text, site_mark=site_mark())


def run_of(*, code: SheetCode) -> PrintRun | None:
    """Return the run that a sheet was printed in, found by its serial or by the run's mark."""
    runs = PrintRun.objects.filter(version__survey__code=code.survey, version__number=code.version)
    if not code.serial:
        return runs.filter(mark=code.run_mark, copies=0).first()
    key = key_of(site_mark=site_mark(), survey=code.survey, version=code.version)
    place = place_of(serial=code.serial, key=key)
    run = runs.filter(copies__gt=0, first__lte=place).order_by("-first").first()
    return run if run is not None and place < run.first + run.copies else None


def last_run(*, version: QuestionSetVersion) -> PrintRun | None:
    """Return the newest run of a version in ordinary print, or in any when there is no other."""
    is_other = Case(When(layout=PrintRun.Layout.ORDINARY, then=0), default=1)
    runs = PrintRun.objects.filter(version=version)
    return runs.order_by(is_other, "-made_on", "-pk").first()


def run_with_mark(*, version: QuestionSetVersion, mark: str) -> PrintRun | None:
    """Return the run of this version with this mark, without its geometry."""
    return PrintRun.objects.filter(version=version, mark=mark).defer("geometry").first()


def department_lists(*, version: QuestionSetVersion) -> list[list[tuple[str, str]]]:
    """Return the lists of departments that sheets of a version were printed with, newest first.

    (code, name) as printed. Lists of the same codes in the same order are one: their keys agree.
    """
    # Every run under one version of the office data has the same list.
    runs = PrintRun.objects.filter(version=version)
    newest = runs.values("office_version").annotate(newest=Max("pk")).values("newest").order_by()
    lists: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for run in PrintRun.objects.filter(pk__in=newest).order_by("-pk"):
        listed = departments_of(run=run)
        lists.setdefault(tuple(code for code, _name in listed), listed)
    return list(lists.values())


def runs_of(*, survey: Survey) -> QuerySet[PrintRun]:
    """Return the runs of a survey, newest first, with their versions."""
    rows = PrintRun.objects.filter(version__survey=survey).select_related("version", "made_by")
    return rows.defer("version__content", "geometry").order_by("-made_on", "-pk")


def run_by_mark(*, code: str, version: int, mark: str) -> PrintRun | None:
    """Return the run with this mark, by its survey's code and its version's number."""
    rows = PrintRun.objects.select_related("version__survey__office__in_force")
    return rows.filter(version__survey__code=code, version__number=version, mark=mark).first()


def copying_run(
    *,
    version: QuestionSetVersion,
    office_version_id: int | None,
    layout: str,
    service_point: str,
    address: str,
) -> PrintRun | None:
    """Return the run for copying that says the very same; sheets are laid out once only."""
    runs = PrintRun.objects.filter(
        version=version,
        office_version_id=office_version_id,
        layout=layout,
        service_point=service_point,
        address=address,
        copies=0,
    )
    # Two clerks at the same moment may have made two: either will do, so long as it is one.
    return runs.order_by("pk").first()


def next_place(*, version: QuestionSetVersion) -> int:
    """Return the place that the next numbered sheet of a version gets, from 0."""
    total = PrintRun.objects.filter(version=version).aggregate(total=Sum("copies"))["total"]
    return int(total or 0)


def serials_of(*, run: PrintRun) -> list[str]:
    """Return the numbers of the sheets of a run, in the order printed; none of a copying run."""
    version = run.version
    key = key_of(site_mark=site_mark(), survey=version.survey.code, version=version.number)
    return [serial_at(place=run.first + n, key=key) for n in range(run.copies)]


def geometry_of(*, run: PrintRun) -> SheetGeometry:
    """Return where everything stands on the sheets of a run."""
    return _read(run.geometry)


def sheet_pages(*, run: PrintRun) -> list[list[str]]:
    """Return the codes of the questions on each page."""
    return [list(page.questions) for page in geometry_of(run=run).pages]


def departments_of(*, run: PrintRun) -> list[tuple[str, str]]:
    """Return (code, name) of the departments in the printed order, which their keys follow."""
    return list(geometry_of(run=run).departments)


@lru_cache(maxsize=32)
def _read(geometry: str) -> SheetGeometry:
    return read_geometry(text=geometry)
