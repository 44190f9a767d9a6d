"""One version held against the one before: which results may be compared (domain 4.3). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wagtail_ocen_urzad.survey.questionnaire import Question, Questionnaire


def series(
    *,
    before: Questionnaire,
    series_before: Mapping[str, int],
    after: Questionnaire,
    number: int,
    answered: Collection[tuple[str, str]],
) -> dict[str, int]:
    """Return, per question of the new version, the number of the version its series begins in.

    A series goes on while the code stays; it breaks by itself when the kind or the marks of
    the scale change, or an option that has answers is taken out (domain 4.3: compare only the
    same question on the same scale).

    Args:
        before: the version being closed.
        series_before: its own series.
        after: the version being opened.
        number: the number of the version being opened.
        answered: (question code, option code) pairs that have answers in the running series.
    """
    result: dict[str, int] = {}
    for question in after.questions():
        old = before.question(question.code)
        goes_on = old is not None and _is_comparable(old, question, answered)
        result[question.code] = series_before.get(question.code, number) if goes_on else number
    return result


def changed_codes(*, before: Questionnaire, after: Questionnaire) -> list[str]:
    """Return codes of questions that are new, changed or gone, in the new order, gone last."""
    old = {question.code: question for question in before.questions()}
    new = {question.code: question for question in after.questions()}
    changed = [code for code, question in new.items() if old.get(code) != question]
    return changed + [code for code in old if code not in new]


def _is_comparable(old: Question, new: Question, answered: Collection[tuple[str, str]]) -> bool:
    if old.kind is not new.kind:
        return False
    if old.scale is not None and new.scale is not None:
        if old.scale.best is not new.scale.best:
            return False
        marks = [(p.value, p.is_good) for p in old.scale.points]
        return sorted(marks) == sorted((p.value, p.is_good) for p in new.scale.points)
    kept = {choice.code for choice in new.choices}
    gone = {choice.code for choice in old.choices} - kept
    return not any((old.code, code) in answered for code in gone)
