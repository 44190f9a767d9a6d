"""Answers and the counters that are kept with them.

No IP address, user agent, session, user or time of day is stored with an answer, and ids are
random, so that neither a person nor the order of answering can be read from the table.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from functools import lru_cache
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.survey.models.batches import Batch
from wagtail_ocen_urzad.survey.models.documents import DocumentField
from wagtail_ocen_urzad.survey.models.versions import QuestionSetVersion

WITHDRAWN = "@withdrawn"
"""Stands in `Response.excluded_because` of an answer whose batch was withdrawn; no reason that
staff type begins so."""


class Channel(models.TextChoices):
    """How an answer came in."""

    WEB = "web", _("by internet")
    PAPER = "paper", _("on paper")
    IMPORT = "import", _("from a file")


class Response(models.Model):
    """One filled questionnaire. Its id is the random part of the form's token."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        # `ocen_urzad_version_day` begins with it.
        QuestionSetVersion,
        on_delete=models.PROTECT,
        related_name="responses",
        db_index=False,
    )
    answered_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    department = models.CharField(max_length=40, blank=True, default="")
    service_point = models.CharField(max_length=40, blank=True, default="")
    is_late = models.BooleanField(default=False)
    after_report = models.PositiveIntegerField(default=0)
    """Number of the survey's last report when it came in: what tells, without any time, which
    answers a report could not count yet (`QuestionSetVersion.reported_up_to`)."""
    flags = models.CharField(max_length=40, blank=True, default="")
    """What makes it worth a look, as `signs` words it; '' for nearly all. Never a time."""
    review_key = models.CharField(max_length=12, blank=True, default="")
    """Random name of a flagged answer for the review screen, since its id stands nowhere."""
    excluded_because = models.CharField(max_length=200, blank=True, default="")
    """The reason given by staff, or `WITHDRAWN`; '' when the answer is counted."""
    batch = models.ForeignKey(
        # Not indexed: nearly every answer of a large survey came by internet and has none, and
        # those of a box are found by their version and day.
        Batch,
        null=True,
        on_delete=models.PROTECT,
        related_name="responses",
        db_index=False,
    )
    """What staff brought it in with; None of the web."""
    answers = DocumentField()

    class Meta:
        verbose_name = _("filled questionnaire")
        verbose_name_plural = _("filled questionnaires")
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(
                fields=["version", "answered_on", "after_report"], name="ocen_urzad_version_day"
            ),
            models.Index(fields=["version", "review_key"], name="ocen_urzad_flagged"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.answered_on:%Y-%m-%d}"


class Comment(models.Model):
    """A free text of one answer, unseen until it is moderated."""

    class State(models.TextChoices):
        """What staff have done with it."""

        UNSEEN = "unseen", _("not seen yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        # `ocen_urzad_one_text_a_question` begins with it.
        Response,
        on_delete=models.CASCADE,
        related_name="comments",
        db_index=False,
    )
    question = models.CharField(max_length=81)
    """Name of the field: the question's code, or the question's and the option's („jaka?”)."""
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNSEEN)

    class Meta:
        verbose_name = pgettext_lazy("survey", "comment")
        verbose_name_plural = pgettext_lazy("survey", "comments")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "question"], name="ocen_urzad_one_text_a_question"
            )
        ]

    def __str__(self) -> str:
        return self.question


class AnswerCell(models.Model):
    """How many answers of one version, month, channel and department have one value.

    The key is digested into the primary key, and no part of it is NULL, so that two portable
    statements keep the counters: insert what is missing, then add one to all.
    """

    cell = models.UUIDField(primary_key=True)
    """A digest in the form of a UUID, the smallest column that holds one; MariaDB refuses values
    that are marked as no known version."""
    version = models.ForeignKey(
        # `ocen_urzad_cell_month` begins with it.
        QuestionSetVersion,
        on_delete=models.PROTECT,
        related_name="cells",
        db_index=False,
    )
    month = models.DateField()
    """First day of the month of the answer."""
    channel = models.CharField(max_length=10)
    department = models.CharField(max_length=40)
    is_late = models.BooleanField()
    question = models.CharField(max_length=40)
    """Question code, or one of the `AnswerCell` markers."""
    value = models.CharField(max_length=80)
    n = models.PositiveBigIntegerField(default=0)

    FORMS = "@forms"
    """Marker in `question`: one per form, whatever was answered."""
    SERVICE_POINT = "@service_point"
    """Marker in `question`: one per form, `value` is the service point."""
    ANSWERED = "@answered"
    """Marker in `value`: one per form that ticked something of a multiple choice."""
    TEXT = "@text"
    """Marker in `value`: one per form that carries a free text."""
    FLAGGED = "@flagged"
    """Marker in `question`: one per counted form that is marked for checking."""
    EXCLUDED = "@excluded"
    """Marker in `question`: one per form that staff excluded; it adds to nothing else."""
    WITHDRAWN = "@withdrawn"
    """Marker in `question`: one per form whose batch was withdrawn; it adds to nothing else."""
    TALLIED = "@tallied"
    """Marker in `question`: forms counted by hand; `value` is the question that they were asked,
    or '' for the tally as a whole. They are no filled questionnaires of ours."""

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["version", "month"], name="ocen_urzad_cell_month")
        ]

    def __str__(self) -> str:
        return f"{self.question}={self.value}: {self.n}"

    @staticmethod
    @lru_cache(maxsize=50_000)
    def key(
        *,
        version_id: int,
        month: date,
        channel: str,
        department: str,
        is_late: bool,
        question: str,
        value: str,
    ) -> uuid.UUID:
        """Return the digest that names one counter."""
        parts = (str(version_id), month.isoformat(), channel, department, str(int(is_late)))
        digest = hashlib.sha256("\x1f".join((*parts, question, value)).encode()).digest()
        return uuid.UUID(bytes=digest[:16], version=5)
