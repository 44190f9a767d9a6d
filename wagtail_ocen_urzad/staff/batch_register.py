"""The register of batches: every opened box, what came back, and how far its typing is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_ocen_urzad.paper import queries
from wagtail_ocen_urzad.reports.documents.typesetting import NOTHING, day, percent, whole
from wagtail_ocen_urzad.staff.permissions import ENTER, READ_BATCHES, guarded
from wagtail_ocen_urzad.staff.registers import (
    Addresses,
    Choices,
    ListFilter,
    ReadOnly,
    Register,
    RegisterIndex,
    SurveyFilter,
)
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch


class KindFilter(ListFilter):
    """Sheets, or hand-counted totals."""

    title = gettext_lazy("Kind")
    parameter_name = "rodzaj"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return the kinds of a box."""
        return [(one.value, one.label) for one in (Batch.Kind.PAPER, Batch.Kind.TALLY)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the batches of that kind."""
        kind = self.chosen()
        return queryset.filter(kind=kind) if kind else queryset


class StateFilter(ListFilter):
    """How far the batch is."""

    title = gettext_lazy("State")
    parameter_name = "stan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return the states."""
        return list(PaperBatch.State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the batches in that state."""
        state = self.chosen()
        return queryset.filter(state=state) if state else queryset


class OpeningYearFilter(ListFilter):
    """The year in which the box was opened."""

    title = gettext_lazy("Year of opening")
    parameter_name = "rok"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Return the years from the last box to the first."""
        ends = PaperBatch.objects.aggregate(first=Min("opened_on"), last=Max("opened_on"))
        if ends["first"] is None:
            return []
        years = range(ends["last"].year, ends["first"].year - 1, -1)
        return [(str(year), str(year)) for year in years]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the boxes of that year."""
        year = self.chosen()
        return queryset.filter(opened_on__year=int(year)) if year else queryset


class BatchesAreRead(ReadOnly):
    """Whoever may read what lay in the boxes may list."""

    rule = READ_BATCHES


class BatchAddresses(Addresses):
    """One page, beside the pages of the batches."""

    url_name = "ocen_urzad_batch_register"


class BatchIndex(RegisterIndex):
    """The list of batches."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows in words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        title = _("Batches of paper questionnaires")
        return {
            **context,
            **self.header(title=title, icon="folder-open-inverse"),
            "rows": _rows(context["object_list"]),
            "may_enter": ENTER.allows(user=self.request.user),
        }


class BatchRegister(Register):
    """All batches of paper, the box opened last first."""

    model = PaperBatch
    menu_icon = "folder-open-inverse"
    index_view_class = BatchIndex
    index_template_name = "wagtail_ocen_urzad/staff/batch_register.html"
    permission_helper_class = BatchesAreRead
    url_helper_class = BatchAddresses
    list_filter = (SurveyFilter, KindFilter, StateFilter, OpeningYearFilter)
    search_fields = ("number", "survey__title", "opened_by", "case_number")
    ordering = ("-opened_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaperBatch]:
        """Return the batches with the office data that name their desks."""
        batches = super().get_queryset(request)
        return batches.select_related("survey__office__in_force")  # type: ignore[no-any-return]  # untyped base


@guarded(rule=READ_BATCHES)
def batches(request: HttpRequest) -> Any:
    """Show the register of batches."""
    return BatchRegister().index_view(request)


def _rows(batches: Iterable[PaperBatch]) -> list[dict[str, Any]]:
    names: dict[int, dict[str, str]] = {}
    rows = []
    for batch in batches:
        in_force = batch.survey.office.in_force
        if in_force is not None and in_force.pk not in names:
            desks = in_force.data["service_points"]
            names[in_force.pk] = {one["code"]: one["name"] for one in desks}
        desks_of_office = names.get(in_force.pk, {}) if in_force else {}
        rows.append(_row(batch, desks_of_office.get(batch.service_point, batch.service_point)))
    return rows


def _row(batch: PaperBatch, desk: str) -> dict[str, Any]:
    rate = queries.return_rate_of(batch=batch)
    return {
        "title": _("Batch no. %(number)d") % {"number": batch.number},
        "url": reverse("ocen_urzad_paper:batch", args=[batch.survey.code, batch.number]),
        "survey": batch.survey.title,
        "desk": desk or NOTHING,
        "is_tally": batch.kind == Batch.Kind.TALLY,
        "opened_on": day(on=batch.opened_on),
        "entered": whole(number=batch.entered),
        "found": whole(number=batch.found) if batch.found is not None else NOTHING,
        "rate": percent(text=rate) if rate is not None else NOTHING,
        "state": batch.get_state_display(),
        "check": _check(batch),
    }


def _check(batch: PaperBatch) -> str:
    """Return what the second entry still asks for; '' when nothing."""
    if batch.state == PaperBatch.State.WITHDRAWN:
        return ""
    if batch.is_refused:
        return _("to be entered again")
    is_waiting = batch.state == PaperBatch.State.CLOSED and batch.settled_on is None
    return _("second entry not finished") if is_waiting else ""
