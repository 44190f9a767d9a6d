"""What one answer, or one tally, adds to the counters, and the adding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wagtail_ocen_urzad.survey.models import WITHDRAWN, AnswerCell, Channel, Response, Tally
from wagtail_ocen_urzad.survey.operations import statements
from wagtail_ocen_urzad.survey.questionnaire import NO_ANSWER, Questionnaire, question_of


def department_of(*, questionnaire: Questionnaire, answers: Mapping[str, Any]) -> str:
    """Return the department's code that the answers name, '' when none."""
    question = questionnaire.department_question()
    value = answers.get(question.code, "") if question else ""
    return value if isinstance(value, str) and not value.startswith("@") else ""


def counted(*, response: Response) -> Iterator[tuple[str, str]]:
    """Yield (question, value) of every counter that one stored answer adds one to.

    Texts are counted apart, since they are not part of the document. An answer that is excluded,
    or whose batch is withdrawn, is counted as such, and as nothing else.
    """
    if response.excluded_because:
        is_withdrawn = response.excluded_because == WITHDRAWN
        yield AnswerCell.WITHDRAWN if is_withdrawn else AnswerCell.EXCLUDED, ""
        return
    yield AnswerCell.FORMS, ""
    if response.flags:
        yield AnswerCell.FLAGGED, ""
    if response.service_point:
        yield AnswerCell.SERVICE_POINT, response.service_point
    for code, value in response.answers.items():
        if isinstance(value, list):
            yield code, AnswerCell.ANSWERED
            for one in value:
                yield code, one
        else:
            yield code, str(value)


def all_counted(*, response: Response) -> list[tuple[str, str]]:
    """Return the same with the texts that are stored."""
    pairs = list(counted(response=response))
    if not response.excluded_because:
        # All of them, not the fields one asks for: whoever withdraws a batch has fetched them.
        fields = [comment.question for comment in response.comments.all()]
        pairs += [(question_of(field=field), AnswerCell.TEXT) for field in fields]
    return pairs


def counted_tally(*, tally: Tally) -> Iterator[tuple[str, str, int]]:
    """Yield (question, value, how often) of every counter that a tally adds to.

    No filled questionnaire is among them (domain 4.3): its forms are counted apart, once as a
    whole and once for every question that was counted.
    """
    if tally.is_withdrawn:
        return
    yield AnswerCell.TALLIED, "", tally.forms
    for question in tally.totals:
        yield AnswerCell.TALLIED, question, tally.forms
        for value, n in tally.totals[question].items():
            if n and value != NO_ANSWER:
                yield question, value, n


def adjust_cells(*, response: Response, pairs: Sequence[tuple[str, str]], by: int = 1) -> None:
    """Add to the counters of one answer, or take from them; its version is locked.

    Args:
        response: names version, month, channel and department.
        pairs: (question, value), each counted once however often it comes.
        by: 1 or -1.
    """
    shared = _shared(response)
    cells = {}
    for question, value in dict.fromkeys(pairs):
        key: dict[str, Any] = {**shared, "question": question, "value": value}
        cells[AnswerCell.key(**key)] = key
    statements.add_to_cells(cells=cells, by=by)


def adjust_tally_cells(*, tally: Tally, by: int = 1) -> None:
    """Add a tally to the counters, or take it out; its version is locked.

    Args:
        tally: as it is counted.
        by: 1 or -1.
    """
    shared = {
        "version_id": tally.version_id,
        "month": tally.answered_on.replace(day=1),
        "channel": str(Channel.PAPER),
        "department": "",
        "is_late": tally.is_late,
    }
    sums: Counter[tuple[str, str]] = Counter()
    for question, value, n in counted_tally(tally=tally):
        sums[question, value] += n * by
    _add([(shared, sums)])


def exclude_all(*, responses: Iterable[Response], because: str) -> int:
    """Count these answers as excluded for one reason; their versions are locked.

    Two statements for every different number that some counter changes by, however many answers.

    Args:
        responses: with their comments.
        because: of all of them.

    Returns:
        how many answers there were.
    """
    changes: dict[tuple[Any, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    shared: dict[tuple[Any, ...], dict[str, Any]] = {}
    number = 0
    for response in responses:
        number += 1
        key = tuple((common := _shared(response)).values())
        shared[key] = common
        changes[key].subtract(set(all_counted(response=response)))
        response.excluded_because = because
        changes[key].update(counted(response=response))
    _add([(shared[key], sums) for key, sums in changes.items()])
    return number


def _add(changes: Sequence[tuple[Mapping[str, Any], Mapping[tuple[str, str], int]]]) -> None:
    by_number: dict[int, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for shared, sums in changes:
        for (question, value), n in sums.items():
            if n:
                key: dict[str, Any] = {**shared, "question": question, "value": value}
                by_number[n][AnswerCell.key(**key)] = key
    # What is added comes first: a counter is never below 0, which MariaDB would refuse.
    for n in sorted(by_number, reverse=True):
        statements.add_to_cells(cells=by_number[n], by=n)


def _shared(response: Response) -> dict[str, Any]:
    return {
        "version_id": response.version_id,
        "month": response.answered_on.replace(day=1),
        "channel": str(response.channel),
        "department": response.department,
        "is_late": response.is_late,
    }
