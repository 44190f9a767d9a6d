"""The desk of the banner: a snippet like any other, with its fields in order."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import StatusFlagColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.survey.models import Survey


class BannerForm(WagtailAdminModelForm):
    """Says in words what an empty choice means; Django's own are not translated everywhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].empty_label = _("all websites")


class AddBanner(CreateView):
    """Begins with the survey, when there is only one to lead to."""

    def get_initial_form_instance(self) -> RateOfficeBanner:
        """Return a banner that is still to be saved."""
        banner: RateOfficeBanner = super().get_initial_form_instance() or self.model()
        surveys = Survey.objects.filter(page__live=True).values_list("page_id", flat=True)[:2]
        if len(surveys) == 1:
            banner.page_id = surveys[0]
        return banner


class RateOfficeBannerViewSet(SnippetViewSet):
    """Banners, the newest first: the first that is shown is the one that residents see."""

    model = RateOfficeBanner
    add_view_class = AddBanner
    icon = "link-external"
    list_display: ClassVar = [
        "title",
        "page",
        StatusFlagColumn(
            "is_on",
            label=_("State"),
            true_label=_("switched on"),
            false_label=_("switched off"),
        ),
        "shown_from",
        "shown_until",
        "site",
    ]
    list_filter: ClassVar = ["is_on", "site"]
    ordering: ClassVar = ["-pk"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("page"),
            MultiFieldPanel(
                [FieldPanel("title"), FieldPanel("line")], heading=_("Text of the banner")
            ),
            MultiFieldPanel(
                [
                    FieldPanel("look"),
                    FieldPanel("colours"),
                    FieldRowPanel([FieldPanel("background"), FieldPanel("foreground")]),
                ],
                heading=_("Look"),
                help_text=_("Background and colour of the text count with own colours only."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("picture"),
                    FieldPanel("narrow_picture"),
                    FieldPanel("alternative_text"),
                ],
                heading=_("Picture"),
                help_text=_(
                    "Needed only for the two looks with a picture. A picture beside the text that"
                    " says nothing more than the text needs no alternative text."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_on"),
                    FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
                    FieldPanel("site"),
                ],
                heading=_("When and where"),
            ),
        ],
        base_form_class=BannerForm,
    )
