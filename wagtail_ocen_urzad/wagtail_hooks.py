"""Registrations with Wagtail, and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Site
from wagtail.snippets.models import register_snippet

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.residents import banner, showing, whole_actions
from wagtail_ocen_urzad.residents.banner_check import banner_is_missing
from wagtail_ocen_urzad.residents.banner_desk import RateOfficeBannerViewSet
from wagtail_ocen_urzad.staff import groups, home, menu
from wagtail_ocen_urzad.staff.printing import hanging
from wagtail_ocen_urzad.staff.printing import urls as printing_urls
from wagtail_ocen_urzad.staff.survey import confirmation, creation, previewing, refusals

register_snippet(RateOfficeBannerViewSet)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name our acts in Wagtail's log."""
    for action, label in audit.LABELS.items():
        actions.register_action(action, label, label)


hooks.register("register_actions", whole_actions.guard_actions)
hooks.register("before_create_page", creation.ask_what_to_begin_with)
# Last, so that what other packages do before a publication is done before we lead away from it.
hooks.register("before_publish_page", confirmation.stop_before_change, order=1000)
hooks.register("before_delete_page", refusals.refuse_with_surveys_below)
hooks.register("before_copy_page", refusals.refuse_copy)
hooks.register("before_move_page", refusals.refuse_move)
hooks.register("before_bulk_action", refusals.refuse_bulk_action)


@hooks.register("register_admin_urls")
def register_desks_of_survey_and_office() -> list[URLPattern | URLResolver]:
    """Give the pages before a change, and the office data, an address in the admin."""
    return [
        path("ocen-urzad/zmiana/", include("wagtail_ocen_urzad.staff.survey.urls")),
        path("ocen-urzad/dane-urzedu/", include("wagtail_ocen_urzad.staff.office.urls")),
        path("ocen-urzad/historia/", include("wagtail_ocen_urzad.staff.survey.history_urls")),
        path(
            "ocen-urzad/historia/<str:code>/<int:version>/podglad/",
            previewing.previewing(show=showing.show_version),
            name="ocen_urzad_version_preview",
        ),
    ]


@hooks.register("register_admin_urls")
def register_reports_and_surveys() -> list[URLPattern | URLResolver]:
    """Give the reports desk, the registers and the list of surveys an address in the admin."""
    return [path("ocen-urzad/", include("wagtail_ocen_urzad.staff.urls"))]


@hooks.register("register_admin_urls")
def register_printing() -> list[URLPattern | URLResolver]:
    """Give the printing desk an address in the admin; its posters repeat the banner's words."""
    poster = hanging.hanging(words=banner.words_of)
    return [path("ocen-urzad/wydruk/", include(printing_urls.patterns(poster=poster)))]


hooks.register("register_permissions", groups.rights_for_group_editor)
hooks.register("register_admin_menu_item", menu.menu_item)


@hooks.register("insert_global_admin_css")
def draw_lines_in_menu() -> SafeString:
    """Load the one rule that our menu needs on every page."""
    address = static("wagtail_ocen_urzad/staff-menu.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


@hooks.register("construct_homepage_panels")
def show_overview(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panel on the home page of those who may read results."""
    if home.may_see(user=request.user):
        sites = [site for site in Site.objects.all() if banner_is_missing(site=site)]
        names = [site.site_name or site.hostname for site in sites]
        panels.append(home.OverviewPanel(at=timezone.now(), without_banner=names))
