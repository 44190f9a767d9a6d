"""The demo office's external study: one edition closed after an audit, one under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from example_site.demo.study import HOLDERS, put_up_study
from tests.factories import a_user, an_office
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import Finding, FindingAssessment, QualityAction, Study
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, StageCode, TaskCode
from wagtail_ocen_urzad.survey.models import Office

pytestmark = pytest.mark.django_db


def put_up(moment: str) -> tuple[Office, Any]:
    office = an_office()
    at = datetime.fromisoformat(moment).replace(tzinfo=conf.time_zone())
    put_up_study(office=office, keeper=a_user("anna"), at=at, say=lambda _: None)
    return office, conf.local_date(at=at)


def test_last_years_edition_found_an_irregularity_and_mended_it() -> None:
    office, today = put_up("2026-06-18T12:00")
    study = Study.objects.get(year=2025)

    standing = queries.standing_of(study=study, today=today)

    assert {one.state for one in standing.stages} == {State.DONE}
    assert standing.is_closed
    assert FindingAssessment.objects.get().finding == Finding.IRREGULARITY
    assert [one.is_effective for one in QualityAction.objects.all()] == [True, True]
    put_up_study(office=office, keeper=None, at=study.begun_on, say=lambda _: None)
    assert Study.objects.count() == 2


@pytest.mark.parametrize("moment", ["2026-11-29T12:00", "2026-01-05T12:00"])
def test_this_years_edition_waits_for_the_date(moment: str) -> None:
    _, today = put_up(moment)
    study = Study.objects.get(year=2026)

    standing = queries.standing_of(study=study, today=today)

    assert study.method == Study.objects.get(year=2025).method != ""
    assert standing.stages[0].state is State.DONE
    assert TaskCode.DATE in {one.task.code for one in standing.waiting}
    date, exact = (standing.tasks[code].deadline for code in (TaskCode.DATE, TaskCode.EXACT_DATE))
    assert date is not None
    assert exact is not None
    assert (date.deadline.is_moved, exact.deadline.is_moved) == (True, True)
    assert State.LATE not in {one.state for one in standing.stages}
    [audit] = [one for one in standing.stages if one.stage.code is StageCode.AUDIT]
    assert audit.state is State.DEPENDS


def test_everybody_holds_their_role_by_a_group() -> None:
    office, _ = put_up("2026-01-05T12:00")

    held = {
        account: queries.roles_of(
            user=get_user_model().objects.get(username=account), office=office
        )
        for _role, account, _first, _last in HOLDERS
    }

    assert held == {account: {Role(role)} for role, account, _first, _last in HOLDERS}
