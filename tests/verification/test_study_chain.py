"""Whoever changes an edition past its verbs is found out, and what was changed is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.translation import override

from tests.procedure.scene import PDF, Edition, an_edition
from tests.verification.scene import deleted, found, past_everything
from wagtail_ocen_urzad import files
from wagtail_ocen_urzad.procedure.models import (
    Contract,
    FindingAssessment,
    Issue,
    Procedure,
    Study,
    StudyEntry,
    StudyFile,
)
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode
from wagtail_ocen_urzad.survey.questionnaire import canonical_json
from wagtail_ocen_urzad.verification.findings import Finding, Kind

FALSE = "f" * 64


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Edition]:
    """Made once; every test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield an_edition().play(until=TaskCode.PUBLICATION_DECISION)
        transaction.set_rollback(True)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def entry(edition: Edition, verb: str) -> StudyEntry:
    return edition.study.entries.filter(verb=verb).order_by("number")[0]


def rewrite(one: StudyEntry, *, rehash: bool, **data: Any) -> None:
    said = json.loads(one.content)
    said["data"] |= data
    columns = {"content": canonical_json(value=said)}
    if rehash:
        joined = columns["content"] + one.previous_hash
        columns["sha256"] = hashlib.sha256(joined.encode()).hexdigest()
    past_everything(StudyEntry, pk=one.pk).update(**columns)


def the_price_of_the_contract(edition: Edition) -> None:
    past_everything(Contract, study=edition.study).update(net=99)


def the_year_of_the_edition(edition: Edition) -> None:
    past_everything(Study, pk=edition.study.pk).update(method="Wywiady")


def an_issue_gone(edition: Edition) -> None:
    deleted(Issue, study=edition.study)


def an_assessment_that_no_entry_tells_of(edition: Edition) -> None:
    known = FindingAssessment.objects.get(study=edition.study)
    known.pk = None
    known._state.adding = True
    known.save()


def the_text_of_an_entry(edition: Edition) -> None:
    rewrite(entry(edition, "assess"), rehash=False, reason="Nic się nie stało.")


def an_entry_rehashed(edition: Edition) -> None:
    rewrite(entry(edition, "assess"), rehash=True, reason="Nic się nie stało.")


def an_entry_unreadable(edition: Edition) -> None:
    one = entry(edition, "begin")
    text = hashlib.sha256(f"[]{one.previous_hash}".encode()).hexdigest()
    past_everything(StudyEntry, pk=one.pk).update(content="[]", sha256=text)


def a_link(edition: Edition) -> None:
    past_everything(StudyEntry, pk=entry(edition, "assess").pk).update(previous_hash=FALSE)


def an_entry_in_the_middle(edition: Edition) -> None:
    deleted(StudyEntry, pk=entry(edition, "analyse").pk)


def the_last_entry(edition: Edition) -> None:
    deleted(StudyEntry, pk=edition.study.entries.order_by("-number")[0].pk)


def a_column_of_an_entry(edition: Edition) -> None:
    past_everything(StudyEntry, pk=entry(edition, "analyse").pk).update(verb="assess")


def the_time_of_an_entry(edition: Edition) -> None:
    earlier = edition.at - timedelta(days=1)
    past_everything(StudyEntry, pk=entry(edition, "analyse").pk).update(made_on=earlier)


def a_file_of_another_name(edition: Edition) -> None:
    past_everything(StudyFile, study=edition.study, name=PDF.name).update(name="inny.pdf")


def the_procedure(edition: Edition) -> None:
    past_everything(Procedure, office=edition.office).update(sha256=FALSE)


def the_procedure_and_its_checksum(edition: Edition) -> None:
    [one] = Procedure.objects.filter(office=edition.office)
    text = one.content.replace('"fewest_enquiries":3', '"fewest_enquiries":9')
    assert text != one.content
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    past_everything(Procedure, pk=one.pk).update(content=text, sha256=sha256)


def the_time_of_a_record(edition: Edition) -> None:
    earlier = edition.at - timedelta(days=1)
    past_everything(Contract, study=edition.study).update(recorded_on=earlier)


def the_author_of_a_record(edition: Edition) -> None:
    other = edition.people[Role.UNIT_HEAD]
    past_everything(Contract, study=edition.study).update(recorded_by=other)


def the_beginning_of_the_edition(edition: Edition) -> None:
    past_everything(Study, pk=edition.study.pk).update(begun_by=None)


TAMPERINGS: dict[Callable[[Edition], None], list[tuple[Kind, dict[str, Any]]]] = {
    the_price_of_the_contract: [(Kind.STUDY_RECORD, {"record": "contract", "column": "net"})],
    the_year_of_the_edition: [(Kind.STUDY_RECORD, {"record": "study", "column": "method"})],
    an_issue_gone: [(Kind.STUDY_RECORD_GONE, {"record": "issue"})],
    an_assessment_that_no_entry_tells_of: [(Kind.STUDY_UNWRITTEN, {"record": "findingassessment"})],
    the_text_of_an_entry: [
        (Kind.STUDY_HASH, {"entry": 27}),
        (Kind.STUDY_RECORD, {"record": "findingassessment", "column": "reason"}),
    ],
    an_entry_rehashed: [
        (Kind.STUDY_LINK, {"entry": 28}),
        (Kind.STUDY_RECORD, {"record": "findingassessment", "column": "reason"}),
    ],
    an_entry_unreadable: [
        (Kind.STUDY_UNREADABLE, {"entry": 1}),
        (Kind.STUDY_LINK, {"entry": 2}),
        (Kind.STUDY_UNWRITTEN, {"record": "study"}),
    ],
    a_link: [(Kind.STUDY_LINK, {"entry": 27}), (Kind.STUDY_HASH, {"entry": 27})],
    an_entry_in_the_middle: [
        (Kind.STUDY_NUMBER, {"entry": 26}),
        (Kind.STUDY_LINK, {"entry": 27}),
        (Kind.STUDY_UNWRITTEN, {"record": "resultsanalysis"}),
    ],
    the_last_entry: [
        (Kind.STUDY_NUMBER, {"entry": 28}),
        (Kind.STUDY_UNWRITTEN, {"record": "handover"}),
    ],
    a_column_of_an_entry: [(Kind.STUDY_COLUMN, {"entry": 26, "column": "verb"})],
    the_time_of_an_entry: [
        (Kind.STUDY_COLUMN, {"entry": 26, "column": "made_on"}),
        (Kind.STUDY_RECORD, {"record": "resultsanalysis", "column": "recorded_on"}),
    ],
    a_file_of_another_name: [(Kind.STUDY_COLUMN, {"entry": 23, "column": "files"})],
    the_procedure: [
        (Kind.PROCEDURE_HASH, {"procedure": 1}),
        (Kind.STUDY_RECORD, {"record": "study", "column": "procedure_sha256"}),
    ],
    the_procedure_and_its_checksum: [
        (Kind.STUDY_RECORD, {"record": "study", "column": "procedure_sha256"})
    ],
    the_time_of_a_record: [(Kind.STUDY_RECORD, {"record": "contract", "column": "recorded_on"})],
    the_author_of_a_record: [(Kind.STUDY_RECORD, {"record": "contract", "column": "recorded_by"})],
    the_beginning_of_the_edition: [(Kind.STUDY_RECORD, {"record": "study", "column": "begun_by"})],
}


def named(findings: list[Finding], expected: list[tuple[Kind, dict[str, Any]]]) -> list[Any]:
    """Return what was found, with those facts only that are expected."""
    return [
        (one.kind, {name: one.facts[name] for name in wanted[1]} if wanted else dict(one.facts))
        for one, wanted in zip(findings, [*expected, *[None] * len(findings)], strict=False)
    ]


def test_an_edition_as_its_verbs_left_it_holds(edition: Edition) -> None:
    assert found() == []


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda one: one.__name__)
def test_tampering_is_found_and_named(edition: Edition, tamper: Callable[[Edition], None]) -> None:
    tamper(edition)

    assert named(found(), TAMPERINGS[tamper]) == TAMPERINGS[tamper]


@pytest.mark.parametrize(
    ("content", "kind"), [(b"other", Kind.STUDY_FILE_CHANGED), (None, Kind.STUDY_FILE_MISSING)]
)
def test_a_file_that_was_handed_in_is_kept(
    edition: Edition, content: bytes | None, kind: Kind
) -> None:
    sha256 = hashlib.sha256(PDF.content).hexdigest()
    name = f"{sha256[:2]}/{sha256}"
    files.storage().delete(name)
    if content is not None:
        files.storage().save(name, ContentFile(content))
    try:
        told = [(one.kind, one.facts["file"], one.is_failure) for one in found()]
    finally:
        files.store(content=PDF.content)

    assert told == [(kind, "wyniki.pdf", True)]


def test_the_command_says_it_in_polish(edition: Edition) -> None:
    past_everything(Contract, study=edition.study).update(net=99)

    with override("pl"), pytest.raises(CommandError) as told:
        call_command("ocen_urzad_verify", stdout=StringIO())

    key = Contract.objects.get(study=edition.study).pk
    assert str(told.value) == (
        "Badanie zewnętrzne 2026, Urząd Miejski w Przykładowie: Zapis „umowa” nr"
        f" {key} mówi co innego niż ostatni wpis o nim (kolumna net)."
    )
