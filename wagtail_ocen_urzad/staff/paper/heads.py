"""What Wagtail's header wants: the title, its icon, and the way here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.staff.wording import tied_number
from wagtail_ocen_urzad.survey.models import PaperBatch


def batch_title(*, batch: PaperBatch) -> str:
    """Return „Partia nr 14”."""
    return tied_number(text=_("Batch no. %(number)d") % {"number": batch.number})


def address_of(*, batch: PaperBatch) -> list[Any]:
    """Return the arguments of every address below a batch."""
    return [batch.survey.code, batch.number]


def label_of(*, batch: PaperBatch, number: int) -> str:
    """Return „14/37”, the number that is written on a sheet."""
    return f"{batch.number}/{number}"


def head(
    *, title: str, icon: str, below: PaperBatch | None = None, in_list: bool = True
) -> dict[str, Any]:
    """Return the context of the header.

    Args:
        title: of this screen.
        icon: name of Wagtail's icon.
        below: the batch that this screen belongs to.
        in_list: whether the list of batches lies on the way.
    """
    steps = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if in_list:
        url = reverse("ocen_urzad_batch_register")
        steps.append({"url": url, "label": _("Batches of paper questionnaires")})
    if below is not None:
        url = reverse("ocen_urzad_paper:batch", args=address_of(batch=below))
        steps.append({"url": url, "label": batch_title(batch=below)})
    steps.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": icon, "breadcrumbs_items": steps}
