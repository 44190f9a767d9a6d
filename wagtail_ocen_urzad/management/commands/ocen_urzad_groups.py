"""`ocen_urzad_groups`: make the groups of staff; may be run again at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.procedure.queries import offices_with_procedure
from wagtail_ocen_urzad.staff.groups import make_groups
from wagtail_ocen_urzad.staff.study_groups import make_study_groups


class Command(BaseCommand):
    """Permissions do not exist yet while migrations run, so this is no migration."""

    help = _("Make the groups of staff, or give back what they lack.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether the external study's groups are wanted before there is a procedure."""
        parser.add_argument(
            "--study",
            action="store_true",
            help=_("Make the groups of the external study, too, before a procedure is adopted."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the groups and name them."""
        groups = make_groups()
        if options["study"] or offices_with_procedure().exists():
            groups += make_study_groups(at=timezone.now())
        for group in groups:
            self.stdout.write(_("Group ready: %(name)s") % {"name": group.name})
