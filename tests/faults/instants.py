"""A program: do things, killed (kill -9) before one statement after the other, and say what stands.

Arguments: page id, code of the survey, how many instants of each deed (0: every one). Each line
that it prints is JSON. A killed process takes its connection with it, as a power cut would.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

EVERY = 1_000_000


def main(page_id: int, code: str, wanted: int) -> None:
    """Sweep over all deeds."""
    django.setup()
    for deed in ("answer", "publish", "office", "schedule", "delete"):
        # Publishing needs questions that nobody was asked; which, each process tells the next.
        last = _in_a_process(partial(_done, deed, page_id, code, -1, EVERY))
        statements = last["statements"]
        instants = list(range(statements))
        if wanted and wanted < statements:
            instants = sorted(random.sample(instants, wanted))
        for instant in instants if deed != "delete" else [*instants, EVERY]:
            done = _in_a_process(partial(_done, deed, page_id, code, instant, instant))
            stands = _in_a_process(partial(_judged, deed, page_id))
            told = {"deed": deed, "instant": instant, "killed": done is None, **(stands or {})}
            print(json.dumps(told), flush=True)  # noqa: T201 - a program


def _in_a_process(act: Callable[[], dict[str, Any]]) -> Any:
    """Run in a child; give what it returned, None when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.write(writing, json.dumps(act()).encode())
            status = 0
        except Exception:  # noqa: BLE001 - a child must end here
            traceback.print_exc(file=sys.stdout)
            sys.stdout.flush()
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("a child failed")
    return json.loads(text)


def _done(deed: str, page_id: int, code: str, name: int, last: int) -> dict[str, Any]:
    """Do it; after `last` statements of the deed itself this process is gone."""
    from django.db import connection, transaction  # noqa: PLC0415 - after the setup

    act = DEEDS[deed](page_id, code, name)
    counted = 0

    def tick() -> None:
        nonlocal counted
        if counted == last:
            os.kill(os.getpid(), signal.SIGKILL)
        counted += 1

    def statement(execute: Any, *arguments: Any) -> Any:
        tick()
        return execute(*arguments)

    inside: Any = connection
    commit = inside._commit

    def committing() -> Any:
        tick()
        return commit()

    inside._commit = committing
    is_rehearsal = last == EVERY and name == -1 and deed == "delete"
    with connection.execute_wrapper(statement):
        if is_rehearsal:
            with transaction.atomic():
                act()
                transaction.set_rollback(True)
        else:
            act()
    return {"statements": counted}


def _judged(deed: str, page_id: int) -> dict[str, Any]:
    """Say how everything stands; a schedule is run again first, as cron would."""
    from django.core.management import call_command  # noqa: PLC0415 - after the setup

    from tests.faults.books import what_does_not_hold  # noqa: PLC0415 - the same
    from wagtail_ocen_urzad.reports.models import ReportReason, ReportSnapshot  # noqa: PLC0415 - after the fork
    from wagtail_ocen_urzad.survey.models import (  # noqa: PLC0415 - the same
        OfficeDataVersion,
        QuestionSetVersion,
        Response,
    )

    if deed == "schedule":
        call_command("publish_scheduled", verbosity=0)
    running = QuestionSetVersion.objects.filter(is_open=True).first()
    reports = ReportSnapshot.objects.filter(reason=ReportReason.BEFORE_EDIT)
    return {
        "version": QuestionSetVersion.objects.count(),
        "asked": json.loads(running.content)["intro"] if running else None,
        "office": OfficeDataVersion.objects.count(),
        "reports": reports.count(),
        "answers": Response.objects.count(),
        "failures": [str(one) for one in what_does_not_hold()],
    }


def _publish(page_id: int, code: str, name: int) -> Callable[[], object]:
    page = _draft(page_id, f"Opublikowane {name}.")
    return lambda: page.save_revision().publish()


def _schedule(page_id: int, code: str, name: int) -> Callable[[], object]:
    from django.core.management import call_command  # noqa: PLC0415 - after the setup
    from django.utils import timezone  # noqa: PLC0415 - the same

    page = _draft(page_id, f"Zaplanowane {name}.")
    # Due since yesterday: nobody ran the command in time.
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(days=1))
    return lambda: call_command("publish_scheduled", verbosity=0)


def _draft(page_id: int, intro: str) -> Any:
    from wagtail_ocen_urzad.pages.models import SurveyPage  # noqa: PLC0415 - after the setup
    from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET  # noqa: PLC0415 - the same

    page = SurveyPage.objects.get(pk=page_id)
    page.ask(dataclasses.replace(SHORT_SET, intro=intro))
    return page


def _delete(page_id: int, code: str, name: int) -> Callable[[], object]:
    from wagtail_ocen_urzad.pages.models import SurveyPage  # noqa: PLC0415 - after the setup

    page = SurveyPage.objects.filter(pk=page_id).first()
    # The last process may have been killed when all was done.
    return page.delete if page else lambda: None


def _office(page_id: int, code: str, name: int) -> Callable[[], object]:
    from django.utils import timezone  # noqa: PLC0415 - after the setup

    from wagtail_ocen_urzad import revision  # noqa: PLC0415 - the same
    from wagtail_ocen_urzad.survey.models import Office  # noqa: PLC0415 - the same

    office = Office.objects.get()
    office.phone = f"22 {name}"
    office.save()
    return lambda: revision.change_office(office=office, by=None, at=timezone.now())


def _answer(page_id: int, code: str, name: int) -> Callable[[], object]:
    from django.test import Client  # noqa: PLC0415 - after the setup
    from django.utils import timezone  # noqa: PLC0415 - the same

    from wagtail_ocen_urzad.residents.showing import token_for  # noqa: PLC0415 - the same
    from wagtail_ocen_urzad.survey.models import QuestionSetVersion  # noqa: PLC0415 - the same

    version = QuestionSetVersion.objects.select_related("survey__office__in_force").get(
        is_open=True
    )
    fields = {
        "token": token_for(version=version, at=timezone.now()).signed(),
        "overall": "4",
        "department": "so",
        "comment": "Więcej ławek.",
    }

    def send() -> None:
        response = Client().post(f"/ocen-urzad/{code}/wyslij/", fields, SERVER_NAME="127.0.0.1")
        assert response.status_code == 303, response.content

    return send


DEEDS: dict[str, Callable[[int, str, int], Callable[[], object]]] = {
    "answer": _answer,
    "publish": _publish,
    "office": _office,
    "schedule": _schedule,
    "delete": _delete,
}

if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
