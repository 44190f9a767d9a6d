"""`manage.py demo`: from nothing to a served portal with a finished demo office."""

from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils import timezone

from example_site.demo.filling import PEOPLE, fill
from example_site.demo.people import PASSWORD
from example_site.demo.rehearsal import Unexpected, rehearse
from example_site.demo.study import PEOPLE as STUDY_PEOPLE

PORT = 8000


class Command(BaseCommand):
    """Migrates, fills, and serves; with --check plays the main job once and leaves."""

    help = "Puts up the example town with a finished demo office, and serves it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check and --port."""
        parser.add_argument("--check", action="store_true", help="play the main job and leave")
        parser.add_argument("--port", type=int, default=PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        port = options["port"]
        call_command("migrate", verbosity=0)
        # The town keeps its address while it is checked: it may be served there at this moment.
        filled = fill(port=port, at=timezone.now(), say=self.stdout.write)
        if options["check"]:
            try:
                rehearse(
                    page=filled.page,
                    port=_free_port(),
                    folder=settings.VAR,
                    say=self.stdout.write,
                )
            except (Unexpected, LookupError) as error:
                raise CommandError(str(error)) from error
            self._logins()
            self.stdout.write(self.style.SUCCESS("Wszystko działa."))
            return
        self._addresses(port, filled.survey.code, filled.page.url)
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def _addresses(self, port: int, code: str, survey_path: str) -> None:
        root = f"http://127.0.0.1:{port}"
        lines = [
            f"Portal z banerem „Oceń Urząd”:  {root}/",
            f"Ankieta:                        {root}{survey_path}",
            f"Stały adres ankiety (QR):       {root}/ocen-urzad/{code}/",
            f"Panel urzędnika:                {root}/admin/",
        ]
        self.stdout.write("\n".join(lines))
        self._logins()

    def _logins(self) -> None:
        for name, first, last, group in (*PEOPLE, *STUDY_PEOPLE):
            self.stdout.write(f"  {name} / {PASSWORD}  –  {first} {last}, {group}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
