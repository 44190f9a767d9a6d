"""How the sheets of a version were printed, which is how they are typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail_ocen_urzad.paper import printed, queries
from wagtail_ocen_urzad.paper.models import PrintRun
from wagtail_ocen_urzad.survey.models import QuestionSetVersion


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """What of a print run concerns the clerk."""

    departments: tuple[tuple[str, str], ...]
    """(code, name) in the order printed."""
    pages: tuple[tuple[str, ...], ...] = ()
    """Codes of the questions on every page; () when nothing was printed here."""
    mark: str = field(default="", compare=False)
    """Of the run; '' when nothing was printed here."""


def layout_of(*, version: QuestionSetVersion, run: PrintRun | None = None) -> Layout:
    """Return the layout of a run, of the newest run of the version, or of the office's list.

    Args:
        version: of the questions.
        run: the one that the sheet was printed in, when it is known.
    """
    run = run or printed.last_run(version=version)
    if run is not None:
        return Layout(
            departments=tuple((code, name) for code, name in printed.departments_of(run=run)),
            pages=tuple(tuple(page) for page in printed.sheet_pages(run=run)),
            mark=run.mark,
        )
    return Layout(departments=tuple(queries.departments_of(survey=version.survey)))
