"""`python -m benchmarks [--list] [GROUP ...] [--rounds N] [--seconds S] [--answers N]`."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from importlib import import_module

from benchmarks.database import private_database
from benchmarks.options import Options
from benchmarks.scratch import scratch

GROUPS: dict[str, str] = {
    "form": "the public form: reading, sending, storing (bars 1-5, 13-15)",
    "paper": "sheets entered, laid out and numbered (bars 17, 18)",
}
"""Module in this package by group; it has `run(options) -> Iterator[Line]`."""


def main() -> int:
    """Run what was asked for; every group in a process and a database of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="default: all of them")
    parser.add_argument("--list", action="store_true", help="say which groups there are")
    parser.add_argument("--rounds", type=int, default=Options.rounds)
    parser.add_argument("--seconds", type=float, default=Options.seconds)
    parser.add_argument("--answers", type=int, default=Options.answers)
    asked = parser.parse_args()
    if asked.list:
        sys.stdout.writelines(f"{name}: {about}\n" for name, about in GROUPS.items())
        return 0
    unknown = set(asked.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    names = asked.groups or list(GROUPS)
    if len(names) > 1:
        rest = [f"--{name}={getattr(asked, name)}" for name in ("rounds", "seconds", "answers")]
        command = [sys.executable, "-m", "benchmarks"]
        ended = [subprocess.run([*command, name, *rest], check=False).returncode for name in names]
        return int(any(ended))  # one that was killed is below 0
    options = Options(rounds=asked.rounds, seconds=asked.seconds, answers=asked.answers)
    _run(names[0], options)
    return 0


def _run(name: str, options: Options) -> None:
    # Ended from outside it still drops its database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with scratch() as folder, private_database() as address:
        os.environ["DATABASE_URL"] = address
        os.environ["BENCHMARKS_VAR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.site.settings"
        import django  # noqa: PLC0415 - its settings read the lines above

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - the same
        from django.db import connections  # noqa: PLC0415 - the same

        try:
            call_command("migrate", run_syncdb=True, verbosity=0)
            for line in import_module(f"benchmarks.{name}").run(options):
                sys.stdout.write(f"{line.as_json()}\n")
                sys.stdout.flush()
        finally:
            connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
