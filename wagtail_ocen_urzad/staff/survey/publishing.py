"""`publish_with_report`: what the page before a change does when its button is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail_ocen_urzad.reports.models import ReportSnapshot
from wagtail_ocen_urzad.staff.before_change import Need
from wagtail_ocen_urzad.survey import queries
from wagtail_ocen_urzad.survey.models import QuestionSetVersion, Survey


class UnableToPublish(Exception):
    """Nothing was published and no report was made."""


class DraftChanged(UnableToPublish):
    """The draft is not the one that was shown."""


class VersionChanged(UnableToPublish):
    """Somebody else published meanwhile."""


class PageLocked(UnableToPublish):
    """The page is locked for this user."""


class PageGone(UnableToPublish):
    """The page was deleted meanwhile; its last version is closed, with its report."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page before a change showed when it was opened."""

    version_id: int
    """The open version, which gets the report."""
    written_at: datetime
    """When the revision was written: saving it again over itself changes this."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """What came of it."""

    report: ReportSnapshot
    closed: QuestionSetVersion
    opened: QuestionSetVersion


def publish_with_report(
    *,
    page: Any,
    revision: Any,
    shown: Shown,
    need: Need,
    by: Any,
    at: datetime,
    reverts_to: Any = None,
) -> Published:
    """Publish exactly the revision that was shown, its report made first (R-20).

    Args:
        page: the survey page.
        revision: of this page.
        shown: what the administrator agreed to.
        need: what led to the change (R-18); may be empty.
        by: the administrator.
        at: now.
        reverts_to: the older revision that this one brings back, for Wagtail's log.

    Raises:
        UnableToPublish: nothing has changed; the kinds say why.
    """
    with transaction.atomic():
        # In the order in which saving and deleting a page take them: nobody waits in a circle.
        Survey.objects.select_for_update().filter(page_id=page.pk).first()
        locked = type(page).objects.select_for_update().filter(pk=page.pk).first()
        if locked is None:
            raise PageGone
        lock = locked.get_lock()
        if lock is not None and lock.for_user(by):
            raise PageLocked
        running = queries.open_version(page_id=page.pk)
        if running is None or running.pk != shown.version_id:
            raise VersionChanged
        latest = locked.get_latest_revision()
        if latest is None or (latest.pk, latest.created_at) != (revision.pk, shown.written_at):
            raise DraftChanged
        latest.publish(user=by, previous_revision=reverts_to)
        opened = queries.open_version(page_id=page.pk)
        if opened is None or opened.pk == running.pk:
            raise DraftChanged
        running.refresh_from_db()
        if running.closing_report is None:
            raise DraftChanged
        need.record(of=opened, by=by, at=at)
    return Published(report=running.closing_report, closed=running, opened=opened)
