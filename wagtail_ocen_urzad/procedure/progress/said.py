"""What is worth knowing and blocks nothing."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.facts import Facts, Warned
from wagtail_ocen_urzad.procedure.steps import TaskCode

IMPLIED: dict[Warned, tuple[TaskCode, TaskCode]] = {
    Warned.CONTRACT_FIRST: (TaskCode.PROCUREMENT, TaskCode.CONTRACT),
    Warned.DATE_FIRST: (TaskCode.CONTRACT, TaskCode.DATE),
    Warned.EXACT_DATE_FIRST: (TaskCode.DATE, TaskCode.EXACT_DATE),
}
"""A task and one that follows it, though the document does not say so in so many words."""


def warnings(*, facts: Facts) -> tuple[Warned, ...]:
    """Return what is worth knowing and blocks nothing."""
    recorded = facts.recorded
    said = {
        Warned.CATALOGUE_ONE_SOURCE: TaskCode.CATALOGUE in recorded and facts.sources < 5,
        Warned.NO_QUOTES: facts.asked > 0 and facts.answered == facts.asked and not facts.quotes,
        Warned.OTHER_PATH: facts.takes_other_path,
        Warned.NO_RESULT: TaskCode.CONTRACT in recorded and not facts.has_procurement_result,
        Warned.OTHER_KIND: facts.is_of_other_kind,
        Warned.NOT_DESCRIBED: TaskCode.CONTRACT in recorded and not facts.is_described,
        Warned.NOT_MONITORED: TaskCode.RESULTS in recorded
        and not (facts.with_unit_head and facts.with_desk_head),
        Warned.NOT_ASSESSED: TaskCode.SUBMISSION in recorded and facts.audit_applies is None,
        Warned.EFFECT_NOT_CHECKED: facts.effects_checked < facts.actions_done,
        **{
            one: {earlier, later} <= facts.began.keys()
            and facts.began[later] < facts.began[earlier]
            for one, (earlier, later) in IMPLIED.items()
        },
    }
    return tuple(one for one, is_so in said.items() if is_so)
