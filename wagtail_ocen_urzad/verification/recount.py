"""Counting every answer of a survey anew, from the documents, in one pass."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import ExpressionWrapper, F, TextField

from wagtail_ocen_urzad.reports.queries import Counts
from wagtail_ocen_urzad.survey.models import (
    WITHDRAWN,
    AnswerCell,
    Channel,
    Comment,
    QuestionSetVersion,
    Response,
    Tally,
)
from wagtail_ocen_urzad.survey.operations import counted, counted_tally
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, question_of
from wagtail_ocen_urzad.verification.answers import UNKNOWN_QUESTION, faults_of, text_fields
from wagtail_ocen_urzad.verification.reading import DAMAGES

PAGE = 2000
"""Answers that are held at a time."""

Group = tuple[int, date, str, str, bool]
"""Version's key, first day of the month, channel, department, late: what counters share."""
Pair = tuple[str, str]
"""Question and value of a counter."""
Coming = tuple[bool, int]
"""Late, and the number of the report that was the last one then."""
Lay = tuple[date, str, str, bool]
"""Day, desk, channel, withdrawn: what the answers of one box share."""


@dataclass(kw_only=True)
class Recounted:
    """What the documents say; as large as the table of counters, however many answers."""

    cells: defaultdict[Group, Counter[Pair]] = field(default_factory=lambda: defaultdict(Counter))
    faults: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """(version's key, question code, what is wrong) -> answers."""
    boxes: defaultdict[int, Counter[Lay]] = field(default_factory=lambda: defaultdict(Counter))
    """Batch's key -> where and when its answers say that they lay -> answers."""
    came: defaultdict[int, Counter[Coming]] = field(default_factory=lambda: defaultdict(Counter))
    """Version's key -> how what belongs to it came in -> questionnaires, excluded ones too."""
    answers: int = 0

    def forms(self, *, version_id: int, is_late: bool) -> int:
        """Return how many filled questionnaires of a version there are."""
        return sum(
            values[AnswerCell.FORMS, ""]
            for (version, *_, late), values in self.cells.items()
            if version == version_id and late is is_late
        )

    def on_time(self, *, version_id: int) -> Counts:
        """Return what the report that closed a version must have counted."""
        result = Counts()
        for (version, _, channel, department, late), values in self.cells.items():
            if version == version_id and not late:
                for (question, value), n in values.items():
                    result.add(
                        version_id=version,
                        channel=channel,
                        department=department,
                        question=question,
                        value=value,
                        n=n,
                    )
        return result


def recount(
    *,
    versions: Sequence[QuestionSetVersion],
    questionnaires: Mapping[int, Questionnaire],
    departments: Collection[str],
) -> Recounted:
    """Read every answer once, count it and judge it by its own version.

    Args:
        versions: of one survey.
        questionnaires: questions by the version's key; answers to others are only counted.
        departments: codes that any version of the office's data has known.
    """
    found = Recounted()
    fields = {pk: text_fields(questionnaire=one) for pk, one in questionnaires.items()}
    for responses in _pages(versions):
        for response in responses:
            response.answers = _document(response)
        found.answers += len(responses)
        texts = _texts(responses)
        for response in responses:
            said = texts.get(response.pk, ())
            pairs = _counted(response)
            if not response.excluded_because:
                pairs += [(question_of(field=name), AnswerCell.TEXT) for name in said]
            found.came[response.version_id][response.is_late, response.after_report] += 1
            # Each once, as when the answer was stored.
            found.cells[_group(response)].update(set(pairs))
            if response.batch_id is not None:
                found.boxes[response.batch_id][_lay(response)] += 1
            questionnaire = questionnaires.get(response.version_id)
            if questionnaire is not None:
                faults = faults_of(
                    answers=response.answers,
                    questionnaire=questionnaire,
                    departments=departments,
                    takes_invalid=response.channel == Channel.PAPER,
                )
                known = fields[response.version_id]
                unknown = {name: UNKNOWN_QUESTION for name in said if name not in known}
                for question, fault in (faults | unknown).items():
                    found.faults[response.version_id, question, fault] += 1
    _add_tallies(found, versions)
    return found


def _add_tallies(found: Recounted, versions: Iterable[QuestionSetVersion]) -> None:
    """Count the totals that were counted by hand; whether they add up is asked elsewhere."""
    for tally in Tally.objects.filter(version_id__in=[one.pk for one in versions]):
        month = tally.answered_on.replace(day=1)
        found.came[tally.version_id][tally.is_late, tally.after_report] += tally.forms
        group = (tally.version_id, month, str(Channel.PAPER), "", tally.is_late)
        try:
            pairs = list(counted_tally(tally=tally))
        except DAMAGES:
            # Told where the batch is checked.
            continue
        for question, value, n in pairs:
            found.cells[group][question, value] += n


def _lay(response: Response) -> Lay:
    return (
        response.answered_on,
        response.service_point,
        str(response.channel),
        response.excluded_because == WITHDRAWN,
    )


def _pages(versions: Iterable[QuestionSetVersion]) -> Iterator[list[Response]]:
    """Yield the answers in pages, by key: MariaDB's driver would fetch all of one query."""
    # The stubs of Django make a type of its own of what is annotated.
    answers: Any = (
        Response.objects.filter(version_id__in=[one.pk for one in versions])
        # As it is written: a document that is none would stop the reading.
        .annotate(written=ExpressionWrapper(F("answers"), output_field=TextField()))
        .defer("answers")
        .order_by("pk")
    )
    page: list[Response] = list(answers[:PAGE])
    while page:
        yield page
        page = list(answers.filter(pk__gt=page[-1].pk)[:PAGE])


def _document(response: Any) -> Any:
    """Return the document of an answer, None when it cannot be read."""
    try:
        return json.loads(response.written)
    except (TypeError, ValueError):
        return None


def _texts(responses: Sequence[Response]) -> dict[UUID, list[str]]:
    """Return the names of the text fields that these answers, one page of them, filled."""
    first, last = responses[0].pk, responses[-1].pk
    known = {response.pk for response in responses}
    found: dict[UUID, list[str]] = defaultdict(list)
    texts = Comment.objects.filter(response__gte=first, response__lte=last).order_by("question")
    for response_id, name in texts.values_list("response_id", "question"):
        if response_id in known:
            found[response_id].append(name)
    return found


def _counted(response: Response) -> list[Pair]:
    """Count a document; what is no document of ours at all counts as a form and nothing else."""
    if not isinstance(response.answers, dict):
        return [(AnswerCell.FORMS, "")]
    return list(counted(response=response))


def _group(response: Response) -> Group:
    return (
        response.version_id,
        response.answered_on.replace(day=1),
        str(response.channel),
        response.department,
        response.is_late,
    )


def key_of(*, group: Group, pair: Pair) -> UUID:
    """Return the name of the counter that belongs to these."""
    version_id, month, channel, department, is_late = group
    key: dict[str, Any] = {"channel": channel, "department": department, "is_late": is_late}
    question, value = pair
    return AnswerCell.key(version_id=version_id, month=month, question=question, value=value, **key)
