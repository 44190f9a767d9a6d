"""The form of the office's data, part by part, in the order of the papers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from wagtail_ocen_urzad.staff.before_change import typed_date
from wagtail_ocen_urzad.staff.office.forms import OfficeForm
from wagtail_ocen_urzad.staff.office.permanence import codes_so_far
from wagtail_ocen_urzad.survey.models import Office, ServicePoint


class Rows(InlinePanel):
    """Rows of a list, whose button says in the language's own grammar what it adds."""

    def __init__(self, *args: Any, add_label: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_label = add_label

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the button's words."""
        return {**super().clone_kwargs(), "add_label": self.add_label}

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows of one office."""

        template_name = "wagtail_ocen_urzad/staff/office/rows.html"


class Permanence(Panel):
    """Says of a department or desk that was in force that it stays, and a desk's address."""

    class BoundPanel(Panel.BoundPanel):
        """Of one row."""

        template_name = "wagtail_ocen_urzad/staff/office/permanence.html"

        def is_shown(self) -> bool:
            """A row that is not saved yet has nothing to say."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add whether the row stays, and a desk's addresses."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            office, code = self.instance.office, self.instance.code
            return {
                **context,
                "stays": code in codes_so_far(office=office),
                "addresses": (
                    _addresses(office, code) if isinstance(self.instance, ServicePoint) else []
                ),
            }


def _addresses(office: Office, desk: str) -> list[str]:
    root = office.site.root_url if office.site else ""
    try:
        return [
            root + reverse("ocen_urzad:desk", kwargs={"code": survey.code, "desk": desk})
            for survey in office.surveys.all()
        ]
    except NoReverseMatch:
        # A site whose URLconf does not include the public addresses has none to show.
        return []


def _date(name: str) -> FieldPanel:
    return FieldPanel(name, widget=typed_date())


NAME = MultiFieldPanel(
    [
        FieldPanel("name"),
        FieldPanel("name_genitive"),
        FieldPanel("name_locative"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
        FieldPanel("head_title"),
        FieldRowPanel([FieldPanel("head_title_genitive"), FieldPanel("head_title_dative")]),
    ],
    heading=_("Name and authorities"),
    icon="home",
)
ADDRESS = MultiFieldPanel(
    [
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("website"),
        FieldPanel("bip"),
        FieldPanel("edelivery"),
        FieldPanel("opening_hours"),
    ],
    heading=_("Address and contact"),
    icon="mail",
)
DEPARTMENTS = Rows(
    "departments",
    heading=_("Departments of the office"),
    label=_("department"),
    add_label=_("Add a department"),
    help_text=_(
        "In the order of the organisational regulations. One that was in force is not deleted:"
        " untick “active”, and its answers and reports keep its name."
    ),
    icon="group",
    panels=[
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("symbol"), FieldPanel("is_active")]),
        Permanence(),
    ],
)
SERVICE_POINTS = MultiFieldPanel(
    [
        FieldPanel("uses_paper"),
        Rows(
            "service_points",
            heading=_("Service points"),
            label=_("service point"),
            add_label=_("Add a service point"),
            help_text=_(
                "Desks where paper lies and a QR code stands. The address of a desk is printed, so"
                " it never changes and the desk is not deleted: untick “active”."
            ),
            panels=[
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("building"), FieldPanel("room")]),
                FieldRowPanel([FieldPanel("department_symbol"), FieldPanel("is_active")]),
                Permanence(),
            ],
        ),
    ],
    heading=_("Service points"),
    icon="desktop",
)
DATA_PROTECTION = MultiFieldPanel(
    [
        FieldPanel("controller"),
        FieldPanel("controller_address"),
        FieldPanel("dpo_contact"),
        FieldPanel("retention"),
        FieldPanel("complaints_url"),
    ],
    heading=_("Data protection"),
    icon="lock",
)
TEXTS = MultiFieldPanel(
    [
        FieldPanel("privacy_short"),
        FieldPanel("privacy_notice"),
        FieldPanel("complaints_note"),
        FieldPanel("sheet_head"),
        FieldPanel("sheet_foot"),
        FieldPanel("clients_genitive"),
    ],
    heading=_("Texts of the survey"),
    help_text=_("Ours stand here until you change them. Words in braces are filled in."),
    icon="edit",
)
LEGAL_BASIS = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("legal_act"), FieldPanel("legal_act_genitive")]),
        FieldRowPanel([FieldPanel("legal_number"), _date("legal_date")]),
        FieldPanel("legal_authority"),
        FieldPanel("legal_authority_genitive"),
        _date("legal_in_force_from"),
        FieldPanel("legal_statute"),
        FieldPanel("legal_repealed"),
        FieldRowPanel([FieldPanel("legal_report_paragraph"), FieldPanel("legal_edit_paragraph")]),
    ],
    heading=_("Legal basis"),
    icon="doc-full",
)
PROJECT = MultiFieldPanel(
    [
        FieldPanel("logo"),
        FieldPanel("logo_alt"),
        FieldPanel("project_name"),
        FieldPanel("funding_note"),
        Rows(
            "project_logos",
            heading=_("Logos of the project"),
            label=_("project logo"),
            add_label=_("Add a logo"),
            panels=[FieldPanel("image"), FieldPanel("alt")],
        ),
    ],
    heading=_("Project and logos"),
    help_text=_("PNG, JPEG, GIF or WebP, at most 2 MB."),
    icon="image",
)
PEOPLE = MultiFieldPanel(
    [
        FieldPanel("responsible_unit"),
        FieldRowPanel([FieldPanel("responsible_user"), FieldPanel("responsible_group")]),
        FieldRowPanel([FieldPanel("supervisor_title"), FieldPanel("supervisor_user")]),
    ],
    heading=_("Responsibility and supervision"),
    icon="user",
)


@lru_cache(maxsize=1)
def office_panels() -> Any:
    """Return the whole form, bound to the model once per process."""
    parts = [
        NAME,
        ADDRESS,
        DEPARTMENTS,
        SERVICE_POINTS,
        DATA_PROTECTION,
        TEXTS,
        LEGAL_BASIS,
        PROJECT,
        PEOPLE,
    ]
    return ObjectList(parts, base_form_class=OfficeForm).bind_to_model(Office)
