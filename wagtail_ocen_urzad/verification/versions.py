"""The versions of a survey: numbers, texts, checksums, series and times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wagtail_ocen_urzad.survey.models import QuestionSetVersion
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, UnableToRead, digest, parse
from wagtail_ocen_urzad.survey.series import series
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.reading import DAMAGES, canonical_data

Beginnings = dict[str, set[int]]
"""Question code -> numbers of the versions in which its series may begin."""

GOES_ON = 0
"""Stands for „where it began before”; versions are numbered from 1."""


def readable(*, versions: Sequence[QuestionSetVersion]) -> dict[int, Questionnaire]:
    """Return the questions of every version whose text can be read, by the version's key."""
    found = {}
    for version in versions:
        try:
            found[version.pk] = parse(text=version.content)
        except (UnableToRead, *DAMAGES):
            continue
    return found


def check_versions(
    *,
    survey: str,
    versions: Sequence[QuestionSetVersion],
    questionnaires: Mapping[int, Questionnaire],
) -> Iterator[Finding]:
    """Check every version by itself and against the one before.

    Args:
        survey: its code.
        versions: all of them, oldest first.
        questionnaires: what `readable` returns.
    """
    expected = 1
    before: QuestionSetVersion | None = None
    may_begin: Beginnings = {}
    for version in versions:
        for number in range(expected, version.number):
            yield _found(survey, Kind.VERSION_NUMBER, version=number)
        expected = version.number + 1
        if digest(text=version.content) != version.sha256:
            yield _found(survey, Kind.VERSION_HASH, version=version.number)
        elif version.pk not in questionnaires or canonical_data(content=version.content) is None:
            yield _found(survey, Kind.VERSION_UNREADABLE, version=version.number)
        asked = questionnaires.get(version.pk)
        earlier = questionnaires.get(before.pk) if before is not None else None
        if asked is not None and (before is None or earlier is not None):
            may_begin = _beginnings(version.number, asked, earlier, may_begin)
            for question in _wrong_series(version, may_begin):
                yield _found(survey, Kind.VERSION_SERIES, version=version.number, question=question)
        if not _follows(version, before):
            yield _found(survey, Kind.VERSION_TIMES, version=version.number)
        before = version


def _follows(version: QuestionSetVersion, before: QuestionSetVersion | None) -> bool:
    """Say whether it was opened after the one before was closed, and closed after that."""
    if version.closed_on is not None and version.closed_on < version.opened_on:
        return False
    if before is None:
        return True
    return before.closed_on is not None and before.closed_on <= version.opened_on


def _wrong_series(version: QuestionSetVersion, may_begin: Beginnings) -> list[str]:
    """Return codes of questions whose series begins where it cannot begin."""
    said = version.series if isinstance(version.series, dict) else {}
    return [
        code
        for code in dict.fromkeys([*may_begin, *sorted(said)])
        if said.get(code) not in may_begin.get(code, ())
    ]


def _beginnings(
    number: int, asked: Questionnaire, before: Questionnaire | None, earlier: Beginnings
) -> Beginnings:
    """Return where the series of each question may begin.

    Whether an option that was taken out had answers at that hour can no longer be said: both
    are possible then.
    """
    result: Beginnings = {question.code: set() for question in asked.questions()}
    if before is None:
        return {code: {number} for code in result}
    chosen = {(one.code, str(value)) for one in before.questions() for value in one.values}
    for answered in (set[tuple[str, str]](), chosen):
        begun = series(
            before=before,
            series_before=dict.fromkeys(earlier, GOES_ON),
            after=asked,
            number=number,
            answered=answered,
        )
        for code, start in begun.items():
            result[code] |= earlier[code] if start == GOES_ON else {number}
    return result


def _found(survey: str, kind: Kind, **facts: Fact) -> Finding:
    return Finding(kind=kind, survey=survey, facts=facts)
