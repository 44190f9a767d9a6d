"""From records to facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wagtail_ocen_urzad.procedure.facts import Facts
from wagtail_ocen_urzad.procedure.gathering.counts import (
    described_facts,
    enquiry_facts,
    fieldwork_facts,
    outcome_facts,
)
from wagtail_ocen_urzad.procedure.gathering.days import (
    days_of_tasks,
    first_days_of_tasks,
    moved_deadlines,
    own_deadlines,
)
from wagtail_ocen_urzad.procedure.gathering.rows import READ, Records
from wagtail_ocen_urzad.procedure.models import (
    Issue,
    Study,
    StudyRecord,
)


def facts_of_studies(*, studies: Sequence[Study]) -> dict[int, Facts]:
    """Return the facts of these editions, by their keys."""
    rows: dict[int, dict[type[StudyRecord], list[Any]]] = {
        study.pk: defaultdict(list) for study in studies
    }
    for kind in READ:
        records = kind.objects.filter(study__in=list(rows), is_withdrawn=False)
        for record in records.order_by("pk"):
            rows[record.study_id][kind].append(record)
    return {study.pk: _facts(study, Records(rows[study.pk])) for study in studies}


def _facts(study: Study, records: Records) -> Facts:
    return Facts(
        year=study.year,
        adaptation=study.procedure.adaptation,
        closed_on=study.closed_on,
        recorded=days_of_tasks(records=records),
        began=first_days_of_tasks(records=records),
        due=own_deadlines(records=records),
        moves=moved_deadlines(records=records),
        issues=len(records.of(Issue)),
        sources=len({issue.source for issue in records.of(Issue)}),
        **described_facts(study=study, records=records),
        **enquiry_facts(records=records),
        **fieldwork_facts(records=records),
        **outcome_facts(records=records),
    )
