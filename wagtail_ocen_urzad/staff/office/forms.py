"""What the form of the office's data refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.staff.office.permanence import codes_so_far
from wagtail_ocen_urzad.survey.office_texts import (
    PLACEHOLDERS,
    TEXTS,
    unknown_placeholders,
)

DATES = ("legal_date", "legal_in_force_from")
LISTS = ("departments", "service_points")
PEOPLE = ("responsible_user", "responsible_group", "supervisor_user")


class OfficeForm(WagtailAdminModelForm):
    """Takes Polish dates, and no deletion of what answers or printed sheets name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DATES:
            self.fields[name].input_formats = dates.TYPED
        for name in PEOPLE:
            # Django's own words for nothing are not translated everywhere.
            self.fields[name].empty_label = _("nobody named")
        for name in ("responsible_user", "supervisor_user"):
            users = self.fields[name].queryset
            self.fields[name].queryset = users.filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        """Refuse words in braces that mean nothing, and to delete what was ever in force."""
        cleaned: dict[str, Any] = super().clean()
        for name in TEXTS:
            if unknown := unknown_placeholders(name=name, text=cleaned.get(name, "")):
                self.add_error(name, _not_filled_in(unknown, PLACEHOLDERS[name]))
        kept = codes_so_far(office=self.instance)
        gone = [
            row.instance.name
            for name in LISTS
            for row in self.formsets[name].forms
            if row.data.get(row.add_prefix("DELETE")) and row.instance.code in kept
        ]
        if gone:
            raise ValidationError(
                _(
                    "%(names)s cannot be deleted: answers or printed sheets name it. Untick"
                    " “active” instead."
                )
                % {"names": ", ".join(f"„{name}”" for name in gone)}
            )
        return cleaned


def _not_filled_in(unknown: Sequence[str], known: Sequence[str]) -> str:
    names = ", ".join(unknown)
    if not known:
        return _("%(names)s would not be filled in. Write it without braces.") % {"names": names}
    return _("%(names)s would not be filled in. Use: %(known)s.") % {
        "names": names,
        "known": ", ".join(f"{{{place}}}" for place in known),
    }
