"""What tasks still need. Verbs and screens ask the same."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail_ocen_urzad.procedure.facts import Facts, Lack, Lacking
from wagtail_ocen_urzad.procedure.steps import Task, TaskCode

DATED: tuple[tuple[TaskCode, TaskCode, str], ...] = (
    (TaskCode.REPLIES, TaskCode.REPLIES_HANDOVER, "handed_on"),
    (TaskCode.REPLIES_HANDOVER, TaskCode.PROCUREMENT, "started_on"),
    (TaskCode.CONTRACT, TaskCode.CATALOGUE_HANDOVER, "handed_on"),
    (TaskCode.ACCEPTANCE, TaskCode.QUESTIONNAIRE_HANDOVER, "handed_on"),
    (TaskCode.RESULTS, TaskCode.RESULTS_TO_UNIT_HEAD, "handed_on"),
    (TaskCode.RESULTS_TO_UNIT_HEAD, TaskCode.RESULTS_TO_REPRESENTATIVE, "handed_on"),
    (TaskCode.RESULTS_TO_REPRESENTATIVE, TaskCode.ANALYSIS, "analysed_on"),
    (TaskCode.ANALYSIS, TaskCode.SUBMISSION, "handed_on"),
    (TaskCode.SUBMISSION, TaskCode.PUBLICATION_DECISION, "decided_on"),
    (TaskCode.PUBLICATION_DECISION, TaskCode.PUBLICATION, "published_on"),
    (TaskCode.ASSESSMENT, TaskCode.AUDIT_ORDER, "ordered_on"),
    (TaskCode.AUDIT_ORDER, TaskCode.AUDIT, "held_from"),
)
"""A task, the one that follows it, and the field that holds its day: where the document says „po”,
„następnie”, „a później”, „zaakceptowaną” or „jeżeli” (P-06, P-07, P-09, P-12, P-16 to P-21)."""


def lacks_before(*, facts: Facts, task: Task) -> tuple[Lack, ...]:
    """Return what must be there before a task can be begun at all."""
    return tuple(before_of(facts=facts, task=task, done=done_tasks(facts=facts)))


def lacks_of(*, facts: Facts, task: Task) -> tuple[Lack, ...]:
    """Return what a task still needs to be done; nothing when it is done or does not apply."""
    if task.code in facts.skipped or not task.is_required:
        return ()
    if before := lacks_before(facts=facts, task=task):
        return before
    own = tuple(_own(facts, task))
    if not own and task.code not in facts.recorded:
        own = (Lack(what=Lacking.TASK, task=task.code),)
    return own


def done_tasks(*, facts: Facts) -> frozenset[str]:
    """Return the codes of the tasks whose act is recorded and what it rests on holds."""
    done: frozenset[str] = frozenset()
    # A task rests only on tasks that stand before it.
    for task in facts.tasks.values():
        if task.code in facts.recorded and not any(
            (*before_of(facts=facts, task=task, done=done), *_own(facts, task))
        ):
            done |= {task.code}
    return done


def broken(*, facts: Facts) -> tuple[Lack, ...]:
    """Return the tasks whose act is recorded although what they rest on is not there, or later.

    No order of verbs leads here; a correction or withdrawal that would is refused.
    """
    done = done_tasks(facts=facts)
    without = [
        Lack(what=Lacking.IN_USE, task=code)
        for code, task in facts.tasks.items()
        if code in facts.begun and any(before_of(facts=facts, task=task, done=done))
    ]
    if facts.channels_foreign:
        without.append(Lack(what=Lacking.IN_USE, task=TaskCode.PUBLICATION))
    if facts.is_acknowledged and TaskCode.SUBMISSION not in done:
        without.append(Lack(what=Lacking.IN_USE, task=TaskCode.SUBMISSION, field="acknowledged_on"))
    return (*without, *_turned_round(facts))


def _turned_round(facts: Facts) -> Iterator[Lack]:
    """Yield the tasks that are dated before the task that they follow."""
    for earlier, later, field in DATED:
        if {earlier, later} <= facts.began.keys() and facts.began[later] < facts.began[earlier]:
            yield Lack(what=Lacking.DATES_TURNED_ROUND, task=later, field=field)
    if facts.sent_before_letter:
        yield Lack(what=Lacking.DATES_TURNED_ROUND, task=TaskCode.ENQUIRY, field="sent_on")
    if facts.answered_before_sent:
        yield Lack(what=Lacking.DATES_TURNED_ROUND, task=TaskCode.REPLIES, field="noted_on")


def before_of(*, facts: Facts, task: Task, done: frozenset[str]) -> Iterator[Lack]:
    """Yield what must be there before a task can be begun.

    Args:
        done: codes of the tasks that are done.
    """
    for code in task.needs:
        if code not in done and code not in facts.skipped:
            yield Lack(what=Lacking.TASK, task=code)
    if task.code in facts.skipped:
        yield Lack(what=Lacking.IRREGULARITY, task=TaskCode.ASSESSMENT)


def _own(facts: Facts, task: Task) -> Iterator[Lack]:
    """Yield what a task itself must hold, beyond that it was recorded."""
    match task.code:
        case TaskCode.CATALOGUE:
            yield from _if(not facts.issues, Lacking.ISSUES, task)
        case TaskCode.ENQUIRY:
            fewest = facts.adaptation.fewest_enquiries
            yield from _if(not facts.has_letter, Lacking.LETTER, task)
            yield from _fewer(facts.sent, fewest, Lacking.RECIPIENTS, task)
        case TaskCode.REPLIES:
            yield from _fewer(facts.answered, facts.asked, Lacking.REPLIES, task)
        case TaskCode.MONITORING:
            yield from _if(not facts.with_unit_head, Lacking.UNIT_HEAD_TOOK_PART, task)
            yield from _if(not facts.with_desk_head, Lacking.DESK_HEAD_TOOK_PART, task)
        case TaskCode.AUDIT:
            yield from _if(not facts.audit_held, Lacking.AUDIT_HELD, task)
        case TaskCode.ACTIONS:
            is_settled = facts.actions or facts.needs_no_actions
            yield from _if(not is_settled, Lacking.ACTIONS, task)
            yield from _fewer(facts.actions_done, facts.actions, Lacking.ACTIONS_DONE, task)
        case TaskCode.PUBLICATION:
            yield from _fewer(facts.channels_used, facts.channels, Lacking.CHANNELS, task)


def _if(lacks: bool, what: Lacking, task: Task) -> Iterator[Lack]:  # noqa: FBT001 - private
    if lacks:
        yield Lack(what=what, task=task.code)


def _fewer(there: int, needed: int, what: Lacking, task: Task) -> Iterator[Lack]:
    if there < needed:
        yield Lack(what=what, task=task.code, needed=needed, there=there)
