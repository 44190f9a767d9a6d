"""An edition from the catalogue to its closing, with and without irregularities."""

from __future__ import annotations

import pytest

from tests.procedure.scene import TODAY, an_edition
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.facts import Lacking
from wagtail_ocen_urzad.procedure.models import RECORDS, Finding, QualityAction
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, StageCode, TaskCode

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("finding", list(Finding))
def test_played_in_the_order_of_the_document_it_closes(finding: Finding) -> None:
    edition = an_edition()

    for task, deed in edition.script(finding=finding):
        assert edition.standing.tasks[task].state is State.NOW
        deed()
        assert edition.standing.tasks[task].state is State.DONE
    closed = edition.close()

    assert closed.closed_on == TODAY
    expected = State.NOT_APPLICABLE if finding == Finding.NONE else State.DONE
    states = {one.stage.code: one.state for one in edition.standing.stages}
    assert states == dict.fromkeys(StageCode, State.DONE) | {StageCode.AUDIT: expected}


def test_before_each_task_the_edition_cannot_be_closed() -> None:
    edition = an_edition()

    for task, deed in edition.script(finding=Finding.RISK):
        with pytest.raises(operations.UnableToCloseStudy) as refused:
            edition.close()
        assert task in {one.task for one in refused.value.lacks}
        deed()

    assert edition.close().closed_on == TODAY


def test_no_task_is_done_before_those_that_it_needs() -> None:
    """Every later act is tried before every earlier one: refused, and nothing is written."""
    edition = an_edition()
    script = edition.script(finding=Finding.RISK)
    at_once = {TaskCode.CATALOGUE}

    for task, deed in script:
        if task not in at_once and task is not TaskCode.REPLIES:
            with pytest.raises(operations.UnableToAct) as refused:
                deed()
            assert refused.value.lacks[0].what is Lacking.TASK
    assert [kind for kind in RECORDS if queries.records_of(study=edition.study, kind=kind)] == []
    assert edition.study.entries.count() == 1


def test_a_closed_edition_takes_only_what_nothing_rests_on() -> None:
    edition = an_edition()
    edition.play(finding=Finding.RISK).close()
    [action] = queries.records_of(study=edition.study, kind=QualityAction)

    with pytest.raises(operations.UnableToMonitor) as refused:
        edition.monitoring()
    assert [one.what for one in refused.value.lacks] == [Lacking.CLOSED]
    operations.check_effect(
        action=action,
        effect_checked_on=TODAY,
        effect="Kolejki są krótsze.",
        is_effective=True,
        **edition[Role.QUALITY_TEAM],
    )
    operations.acknowledge_results(
        study=edition.study, acknowledged_on=TODAY, **edition[Role.OFFICE_HEAD]
    )
    operations.comment_on_study(
        study=edition.study, text="Dziękuję zespołowi.", **edition[Role.OFFICE_HEAD]
    )

    action.refresh_from_db()
    assert action.is_effective is True
