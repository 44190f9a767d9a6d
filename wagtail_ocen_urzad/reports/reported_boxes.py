"""Which boxes a report speaks of, and how many of the forms it counts lay in each (paper 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from wagtail_ocen_urzad.reports.boxes import ReportedBox, is_verified
from wagtail_ocen_urzad.survey.models import (
    PaperBatch,
    QuestionSetVersion,
    Response,
    Survey,
    Tally,
)

COUNTED = Q(excluded_because="")


def boxes_of_period(*, survey: Survey, period: tuple[date, date]) -> list[ReportedBox]:
    """Return the boxes that were opened in a period."""
    boxes = list(_standing().filter(survey=survey, opened_on__range=period))
    versions = survey.versions.values_list("pk", flat=True)
    forms = _forms(boxes, Response.objects.filter(version__in=list(versions)), Tally.objects.all())
    return [ReportedBox(box=box, forms=forms[box.pk]) for box in boxes]


def boxes_of_version(*, version: QuestionSetVersion) -> list[ReportedBox]:
    """Return the boxes of a version, with those of others that sheets of this one lay in.

    The protocol of the others is said by the reports of their own version. Late answers are
    counted by the supplements alone.
    """
    boxes = list(_standing().filter(survey=version.survey_id))
    on_time = {"version": version, "is_late": False}
    forms = _forms(boxes, Response.objects.filter(**on_time), Tally.objects.filter(**on_time))
    found = [
        ReportedBox(box=box, forms=forms[box.pk], is_said=box.version_id == version.pk)
        for box in boxes
    ]
    return [one for one in found if one.is_said or one.forms]


def boxes_of_answers(*, answers: QuerySet[Response], tallies: QuerySet[Tally]) -> list[ReportedBox]:
    """Return the boxes that these answers and totals lay in: those of a supplement.

    It says the protocol of a box only when all that was entered from it is among them: a box of
    which other reports count the rest is not its own.
    """
    lay = answers.filter(batch__isnull=False).values_list("batch_id").order_by()
    stored: Counter[int] = Counter()
    forms: Counter[int] = Counter()
    for pk, every, counted in lay.annotate(every=Count("pk"), n=Count("pk", filter=COUNTED)):
        stored[pk], forms[pk] = every, counted
    of_tallies = _totals(tallies)
    stored.update(of_tallies)
    forms.update(of_tallies)
    return [
        ReportedBox(box=box, forms=forms[box.pk], is_said=stored[box.pk] == box.entered)
        for box in _standing().filter(pk__in=list(stored))
    ]


def _standing() -> QuerySet[PaperBatch]:
    return PaperBatch.objects.filter(withdrawn_on__isnull=True).order_by("number")


def _forms(
    boxes: Sequence[PaperBatch], answers: QuerySet[Response], tallies: QuerySet[Tally]
) -> Counter[int]:
    """Return the forms of these boxes among the answers and totals, as far as they are told.

    Of a closed and verified box they are not. An answer carries the day of its box, which has an
    index; the column of the batch has none.
    """
    told = [box for box in boxes if box.is_entered_into or not is_verified(box=box)]
    found = answers.filter(
        COUNTED, answered_on__in={box.opened_on for box in told}, batch__in=[one.pk for one in told]
    )
    forms = Counter(dict(found.values_list("batch_id").annotate(n=Count("pk")).order_by()))
    forms.update(_totals(tallies.filter(batch__in=[one.pk for one in told])))
    return forms


def _totals(tallies: QuerySet[Tally]) -> dict[int, int]:
    sums = tallies.filter(is_withdrawn=False).values_list("batch_id").annotate(n=Sum("forms"))
    return dict(sums.order_by())
