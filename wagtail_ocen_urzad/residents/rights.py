"""Who may do what with a survey page: only the administrator of the surveys (R-19)."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester

from wagtail_ocen_urzad.survey.queries import may_administer

ALL_PAGE_RIGHTS = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})


class SurveyPagePermissionTester(PagePermissionTester):
    """Answers Wagtail's questions about a survey page from our one right.

    A page permission given to an editor of the portal does not reach this page, and the
    administrator of the surveys needs none.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.is_administrator = may_administer(user=user)
        if user.is_active and not user.is_superuser:
            self.permissions = set(ALL_PAGE_RIGHTS) if self.is_administrator else set()

    def can_edit(self) -> bool:
        """Wagtail would also let in whoever holds a task of a workflow."""
        return self.is_administrator and bool(super().can_edit())

    def can_submit_for_moderation(self) -> bool:
        """Only the administrator submits."""
        return self.is_administrator and bool(super().can_submit_for_moderation())

    def can_unlock(self) -> bool:
        """Not even one's own lock without the right."""
        return self.is_administrator and bool(super().can_unlock())

    def can_copy(self) -> bool:
        """A copy is a survey of its own."""
        return self.is_administrator and bool(super().can_copy())

    def can_copy_to(self, *args: Any, **kwargs: Any) -> bool:
        """A copy is a survey of its own; the place must be allowed by Wagtail, too."""
        return self.is_administrator and bool(super().can_copy_to(*args, **kwargs))

    def can_delete(self, *args: Any, **kwargs: Any) -> bool:
        """Deletion closes the open version, after its report."""
        return self.is_administrator and bool(super().can_delete(*args, **kwargs))
