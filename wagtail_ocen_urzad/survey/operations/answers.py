"""`record_response`: the only way an answer is born, web, paper and import alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.judging import Judge, Validated
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Batch,
    Channel,
    Comment,
    QuestionSetVersion,
    Response,
    new_review_key,
)
from wagtail_ocen_urzad.survey.operations import statements
from wagtail_ocen_urzad.survey.operations.counting import adjust_cells, counted, department_of
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire, question_of
from wagtail_ocen_urzad.survey.signs import flags_of

LOCKED_COLUMNS = (
    "id",
    "sha256",
    "is_open",
    "survey",
    "accepts_from",
    "accepts_until",
    "reported_up_to",
)
"""What of a version one answer needs to know."""


class UnableToRecord(Exception):
    """The answers were not stored."""


class UnknownVersion(UnableToRecord):
    """There is no such version of the survey."""


class InvalidAnswers(UnableToRecord):
    """The answers do not fit the questions; `validated.problems` says where."""

    def __init__(self, validated: Validated) -> None:
        self.validated = validated
        super().__init__(", ".join(validated.problems))


class UnknownQuestions(UnableToRecord):
    """Something was answered that this version does not ask."""


class AnswersDiffer(UnableToRecord):
    """An answer with this id is stored already and says something else."""


class NotOpenYet(UnableToRecord):
    """The survey's opening date lies ahead."""


class SurveyOver(UnableToRecord):
    """The survey's closing date, and the hours of grace after it, have passed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What became of one set of answers."""

    response_id: UUID
    is_new: bool
    """False when the very same answers had been stored already (double click, F5)."""
    is_late: bool
    """The version was closed meanwhile; the answer waits for a supplement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the answers belong to."""

    version_id: int
    sha256: str
    codes: queries.KnownCodes


def record_response(
    *,
    asked: Asked,
    response_id: UUID,
    given: Mapping[str, Sequence[str]],
    channel: Channel,
    answered_on: date,
    at: datetime,
    issued_at: datetime | None = None,
    service_point: str = "",
    enforce_required: bool = True,
    batch: Batch | None = None,
) -> Recorded:
    """Store one filled questionnaire and its counters, or nothing.

    The version row is locked first, so that no report can be taken between the answer and its
    counters, and an answer to a version closed meanwhile is kept as late (domain 2.4, no. 3).

    Args:
        asked: the version whose questions were answered, and the codes it may name.
        response_id: the token's random part; the same id and answers are stored once.
        given: raw values by name of the field (`Questionnaire.field_names`).
        channel: how it came in.
        answered_on: the answer's own date, in the zone of `conf.time_zone`.
        at: now.
        issued_at: when the form was fetched; None for paper, which is bound to no dates.
        service_point: code of the desk, ignored when unknown to every version of the office.
        enforce_required: False for paper.
        batch: what staff bring it in with; the caller sees to it that it is open.

    Raises:
        UnableToRecord: nothing was stored; the kinds above say why.
    """
    judge, validated = _judged(asked, given, channel, enforce_required=enforce_required)
    flags = _flags(judge.questionnaire, validated, at, issued_at)
    # Whatever can be made ready before the version is locked: all other answers wait meanwhile.
    response = Response(
        id=response_id,
        version_id=asked.version_id,
        answered_on=answered_on,
        channel=channel,
        department=department_of(questionnaire=judge.questionnaire, answers=validated.answers),
        service_point=service_point if service_point in asked.codes.service_points else "",
        answers=validated.answers,
        flags=flags,
        review_key=new_review_key() if flags else "",
        batch=batch,
    )
    pairs = [*counted(response=response), *_counted_texts(validated)]
    comments = [
        Comment(response=response, question=code, text=text)
        for code, text in validated.texts.items()
    ]
    with transaction.atomic():
        if not _is_inserted(response, asked, at, issued_at):
            return _stored_already(response, validated)
        adjust_cells(response=response, pairs=pairs)
        statements.insert(rows=comments)
    return Recorded(response_id=response.id, is_new=True, is_late=response.is_late)


def _is_inserted(
    response: Response, asked: Asked, at: datetime, issued_at: datetime | None
) -> bool:
    """Lock the version and insert the answer; say False when one with its id is there."""
    within = None if issued_at is None else at
    if statements.insert_answer(row=response, sha256=asked.sha256, at=within):
        return True
    version = _locked(asked)
    response.is_late = version.is_open is None
    response.after_report = version.reported_up_to
    if not statements.insert_once(row=response):
        return False
    if issued_at is not None:
        # Only now, since an answer that is stored is thanked for at any time; it is undone.
        _refuse_outside_dates(version, at, issued_at)
    return True


def _judged(
    asked: Asked,
    given: Mapping[str, Sequence[str]],
    channel: Channel,
    *,
    enforce_required: bool,
) -> tuple[Judge, Validated]:
    """Judge the answers by their own version, before anything is locked."""
    judge = queries.judge_by_hash(version_id=asked.version_id, sha256=asked.sha256)
    if judge is None:
        raise UnknownVersion(asked.version_id)
    if not given.keys() <= judge.field_names:
        raise UnknownQuestions
    validated = judge.validate(
        given=given,
        departments=asked.codes.departments,
        lists_departments=asked.codes.lists_departments,
        enforce_required=enforce_required,
        takes_invalid=channel is Channel.PAPER,
    )
    if not validated.is_valid:
        raise InvalidAnswers(validated)
    return judge, validated


def _flags(
    questionnaire: Questionnaire, validated: Validated, at: datetime, issued_at: datetime | None
) -> str:
    """Return what makes the answer worth a look; nothing that staff bring in is judged so."""
    if issued_at is None:
        return ""
    return flags_of(
        questionnaire=questionnaire,
        answers=validated.answers,
        seconds=(at - issued_at).total_seconds(),
        fast_seconds=conf.fast_seconds(),
    )


def _locked(asked: Asked) -> QuestionSetVersion:
    version = statements.locked_row(
        model=QuestionSetVersion, columns=LOCKED_COLUMNS, id=asked.version_id, sha256=asked.sha256
    )
    if version is None:
        raise UnknownVersion(asked.version_id)
    return version


def _stored_already(sent: Response, validated: Validated) -> Recorded:
    stored = Response.objects.get(pk=sent.pk)
    texts = {one.question: one for one in stored.comments.all()}
    same_texts = texts.keys() == validated.texts.keys() and all(
        one.text == validated.texts[code] or one.state != Comment.State.UNSEEN
        for code, one in texts.items()
    )
    same = stored.version_id == sent.version_id and stored.answers == sent.answers and same_texts
    if not same:
        raise AnswersDiffer(str(sent.version_id))
    return Recorded(response_id=stored.pk, is_new=False, is_late=stored.is_late)


def _refuse_outside_dates(version: QuestionSetVersion, at: datetime, issued_at: datetime) -> None:
    if version.opens_later(at=at):
        raise NotOpenYet
    if version.is_over(at=at):
        over = version.accepts_until
        grace = timedelta(hours=conf.grace_hours())
        if over is None or issued_at >= over or at >= over + grace:
            raise SurveyOver


def _counted_texts(validated: Validated) -> Iterator[tuple[str, str]]:
    for name in validated.texts:
        yield question_of(field=name), AnswerCell.TEXT
