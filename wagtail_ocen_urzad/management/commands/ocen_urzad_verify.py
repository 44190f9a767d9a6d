"""`ocen_urzad_verify`: hold every record against every other; for cron, and after a restore."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.survey.models import Survey
from wagtail_ocen_urzad.verification.dossiers import (
    UnableToReadDossier,
    check_dossier,
    dossier_verdict,
)
from wagtail_ocen_urzad.verification.findings import Finding
from wagtail_ocen_urzad.verification.operations import check
from wagtail_ocen_urzad.verification.words import line, verdict


class Command(BaseCommand):
    """Exit 0 and one line when all holds; exit 1 and one line when something does not."""

    help = _("Check that versions, reports, counters and answers agree with each other.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is to be told, and of which survey."""
        parser.add_argument(
            "--all", action="store_true", help=_("Tell everything that was found, not the first.")
        )
        parser.add_argument(
            "--survey", metavar="CODE", help=_("Check one survey only, named by its code.")
        )
        parser.add_argument(
            "--dossier",
            metavar="FILE",
            type=Path,
            help=_("Check a pack of an edition of the external study (ZIP) instead."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and tell.

        Raises:
            CommandError: something does not hold, there is no such survey, or no such pack.
        """
        if options["dossier"] is not None:
            self._check_dossier(options["dossier"], tells_all=options["all"])
            return
        first: list[Finding] = []

        def tell(finding: Finding) -> None:
            if options["all"]:
                mark = _("DOES NOT HOLD") if finding.is_failure else _("for information")
                self.stdout.write(f"{mark}: {line(finding=finding)}")
            if finding.is_failure and not first:
                first.append(finding)

        found = check(by=None, at=timezone.now(), survey=self._survey(options), seen=tell)
        if found.holds:
            self.stdout.write(verdict(check=found))
        else:
            raise CommandError(verdict(check=found) if options["all"] else line(finding=first[0]))

    def _check_dossier(self, path: Path, *, tells_all: bool) -> None:
        try:
            checked = check_dossier(pack=path)
        except OSError as error:
            raise CommandError(_("The file %(name)s cannot be read.") % {"name": path}) from error
        except UnableToReadDossier as error:
            text = _("%(name)s is no pack of an edition of the external study.")
            raise CommandError(text % {"name": path.name}) from error
        for finding in checked.findings if tells_all else ():
            self.stdout.write(f"{_('DOES NOT HOLD')}: {line(finding=finding)}")
        if not checked.holds:
            raise CommandError(line(finding=checked.findings[0]))
        self.stdout.write(dossier_verdict(checked=checked))

    def _survey(self, options: dict[str, Any]) -> Survey | None:
        code = options["survey"]
        if code is None:
            return None
        survey = Survey.objects.filter(code=code.upper()).first()
        if survey is None:
            raise CommandError(_("There is no survey with the code %(code)s.") % {"code": code})
        return survey
