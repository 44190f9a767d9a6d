"""The register of firms, comments, and how many queries the lists take."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.scene import Edition, an_edition, refused
from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.models import EnquiryRecipient, StudyKind
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.survey.models import Office


@pytest.fixture
def edition(db: None) -> Edition:
    return an_edition().play(until=TaskCode.ENQUIRY)


def test_a_firm_is_registered_once(edition: Edition) -> None:
    firm = edition.firms[0]

    for name in (firm.name, f" {firm.name} ", " "):
        with pytest.raises(operations.UnableToChangeContractor):
            operations.register_contractor(office=edition.office, name=name, by=None)


@pytest.mark.parametrize("change", [{"email": "bez małpy"}, {"office": None}, {"name": ""}])
def test_a_firm_is_not_changed_to_what_it_cannot_be(
    edition: Edition, change: dict[str, Any]
) -> None:
    [field] = change

    assert refused(
        operations.UnableToChangeContractor,
        lambda: operations.change_contractor(contractor=edition.firms[0], by=None, **change),
    ) == [("value", field)]


def test_an_edition_keeps_the_name_that_a_firm_had_then(edition: Edition) -> None:
    edition.recipient()
    operations.change_contractor(
        contractor=edition.firms[0], by=None, name="Nowa nazwa", is_active=False
    )

    [recipient] = queries.records_of(study=edition.study, kind=EnquiryRecipient)
    assert recipient.name == "Pracownia Badań Przykład"
    active = queries.contractors_of(office=edition.office, active_only=True)
    assert [one.name for one in active] == sorted(firm.name for firm in edition.firms[1:])


def test_a_firm_that_was_put_out_of_use_is_not_taken_over(edition: Edition) -> None:
    for place in range(2):
        edition.recipient(place)
    operations.change_contractor(contractor=edition.firms[0], by=None, is_active=False)

    following = operations.begin_study(
        office=edition.office,
        year=2027,
        kind=StudyKind.SATISFACTION,
        copy_of=edition.study,
        **edition[Role.COORDINATOR],
    )

    taken = queries.records_of(study=following, kind=EnquiryRecipient)
    assert [one.name for one in taken] == [edition.firms[1].name]


def test_a_firm_of_another_office_is_not_asked(edition: Edition) -> None:
    other = Office.objects.create(name="Urząd Gminy")
    edition.firms[0] = operations.register_contractor(office=other, name="Obca", by=None)

    assert refused(operations.UnableToAddRecipient, edition.recipient) == [
        ("not_there", "contractor")
    ]


def test_a_firm_is_on_the_list_once(edition: Edition) -> None:
    edition.recipient()

    assert refused(operations.UnableToAddRecipient, edition.recipient) == [
        ("already_done", "contractor")
    ]


def test_a_comment_stands_beside_its_task(edition: Edition) -> None:
    def comment(task: str, text: str = "Proszę o pilne oferty.") -> Any:
        return operations.comment_on_study(
            study=edition.study, text=text, task=task, **edition[Role.UNIT_HEAD]
        )

    assert comment("enquiry").author == "unit_head"
    assert refused(operations.UnableToComment, lambda: comment("lunch")) == [("not_there", "task")]
    assert refused(operations.UnableToComment, lambda: comment("", " ")) == [("field", "text")]


def test_as_many_queries_for_three_editions_as_for_one(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    for year in (2027, 2028):
        edition.following(year=year).issue()
    studies = list(queries.studies_of(office=edition.office))

    for some in (studies[:1], studies):
        with django_assert_num_queries(22):
            found = queries.standings_of(studies=some, today=edition.today)
        assert set(found) == {one.pk for one in some}


def test_what_waits_in_every_open_edition(edition: Edition) -> None:
    edition.following().issue()

    due = queries.due_of_studies(today=edition.today, office=edition.office)

    assert [(one.study.year, one.waiting.task.code, one.waiting.role) for one in due] == [
        (2026, "enquiry", Role.COORDINATOR),
        (2027, "catalogue", Role.COORDINATOR),
    ]


def test_an_office_without_a_procedure_has_no_study(db: None) -> None:
    office = Office.objects.create(name="Urząd Gminy")

    assert queries.procedure_of(office=office) is None
    assert list(queries.offices_with_procedure()) == []
