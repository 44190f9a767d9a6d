"""What the pages of the study share above their content."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.staff.procedure.places import study_url

TEMPLATES = "wagtail_ocen_urzad/staff/procedure"
ICON = "calendar-check"


def head(*, study: Study, title: str = "") -> dict[str, Any]:
    """Return what Wagtail's header wants: the way here, the last title large."""
    steps = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("ocen_urzad_study:index"), "label": _("External study")},
    ]
    name = str(study)
    if title:
        steps.append({"url": study_url(study=study), "label": name})
    steps.append({"url": "", "label": title or name})
    return {"header_title": title or name, "header_icon": ICON, "breadcrumbs_items": steps}


def office_head(*, title: str) -> dict[str, Any]:
    """Return the same for a page that belongs to no edition."""
    overview = _("External study")
    steps = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if title != overview:
        steps.append({"url": reverse("ocen_urzad_study:index"), "label": overview})
    steps.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": ICON, "breadcrumbs_items": steps}
