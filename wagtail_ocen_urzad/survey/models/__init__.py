"""Nouns of the survey: office, versions, answers."""

from wagtail_ocen_urzad.survey.models.batches import Batch, PaperBatch, Tally
from wagtail_ocen_urzad.survey.models.codes import (
    ALPHABET,
    new_code,
    new_public_code,
    new_review_key,
)
from wagtail_ocen_urzad.survey.models.immutable import (
    ImmutableManager,
    ImmutableModel,
    ImmutableRecord,
)
from wagtail_ocen_urzad.survey.models.office import (
    Department,
    Office,
    OfficeDataVersion,
    ProjectLogo,
    ServicePoint,
)
from wagtail_ocen_urzad.survey.models.responses import (
    WITHDRAWN,
    AnswerCell,
    Channel,
    Comment,
    Response,
)
from wagtail_ocen_urzad.survey.models.versions import ChangeRequest, QuestionSetVersion, Survey

__all__ = [
    "ALPHABET",
    "WITHDRAWN",
    "AnswerCell",
    "Batch",
    "ChangeRequest",
    "Channel",
    "Comment",
    "Department",
    "ImmutableManager",
    "ImmutableModel",
    "ImmutableRecord",
    "Office",
    "OfficeDataVersion",
    "PaperBatch",
    "ProjectLogo",
    "QuestionSetVersion",
    "Response",
    "ServicePoint",
    "Survey",
    "Tally",
    "new_code",
    "new_public_code",
    "new_review_key",
]
