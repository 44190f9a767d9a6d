"""Changing or taking out one stored answer, with its counters.

Both refuse once something has closed over the answer (`review.is_reported`): the report that
closed its version says for ever what it counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.judging import validate
from wagtail_ocen_urzad.survey.models import Channel, Comment, QuestionSetVersion, Response
from wagtail_ocen_urzad.survey.operations.answers import InvalidAnswers, UnknownQuestions
from wagtail_ocen_urzad.survey.operations.counting import adjust_cells, all_counted, department_of
from wagtail_ocen_urzad.survey.operations.review import AlreadyReported, is_reported


def correct_response(
    *,
    response: Response,
    given: Mapping[str, Sequence[str]],
    codes: queries.KnownCodes,
) -> Response:
    """Put other answers in the place of those that a clerk typed wrong.

    A text that stays the same keeps what moderation has done with it.

    Args:
        response: as it was shown; it is read again under the lock of its version.
        given: all values anew, by name of the field.
        codes: departments that may be named.

    Raises:
        AlreadyReported: a closing report or a supplement counts it.
        InvalidAnswers, UnknownQuestions: the new answers do not fit; nothing was changed.
    """
    with transaction.atomic():
        found = _locked(response)
        questionnaire = queries.questionnaire_of(version=found.version)
        if not given.keys() <= questionnaire.field_names():
            raise UnknownQuestions
        validated = validate(
            questionnaire=questionnaire,
            given=given,
            departments=codes.departments,
            enforce_required=False,
            takes_invalid=found.channel == Channel.PAPER,
        )
        if not validated.is_valid:
            raise InvalidAnswers(validated)
        adjust_cells(response=found, pairs=all_counted(response=found), by=-1)
        found.answers = validated.answers
        found.department = department_of(questionnaire=questionnaire, answers=validated.answers)
        found.save(update_fields=["answers", "department"])
        _put_texts(found, validated.texts)
        adjust_cells(response=found, pairs=all_counted(response=found))
    return found


def remove_response(*, response: Response) -> None:
    """Take out an answer that a clerk typed by mistake, with its counters and texts.

    Raises:
        AlreadyReported: a closing report or a supplement counts it.
    """
    with transaction.atomic():
        found = _locked(response)
        adjust_cells(response=found, pairs=all_counted(response=found), by=-1)
        found.delete()


def _locked(response: Response) -> Response:
    """Lock the version, as an answer being stored does, then read what is stored now."""
    version = QuestionSetVersion.objects.select_for_update().get(pk=response.version_id)
    found = Response.objects.get(pk=response.pk)
    found.version = version
    if is_reported(response=found):
        raise AlreadyReported
    return found


def _put_texts(response: Response, texts: Mapping[str, str]) -> None:
    stored = {comment.question: comment for comment in response.comments.all()}
    for name, comment in stored.items():
        if texts.get(name) != comment.text:
            comment.delete()
    Comment.objects.bulk_create(
        Comment(response=response, question=name, text=text)
        for name, text in texts.items()
        if name not in stored or stored[name].text != text
    )
