"""Bars 13, 14 and 15: what an answer, the banner and the survey page weigh."""

from __future__ import annotations

import gzip
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Site

from benchmarks import asked
from benchmarks.lines import Line
from benchmarks.town import ANSWER_TABLES, Town, forget_answers
from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.residents.banner import RateOfficeBanner
from wagtail_ocen_urzad.residents.banner_showing import banner_html
from wagtail_ocen_urzad.survey import operations, queries
from wagtail_ocen_urzad.survey.models import AnswerCell, Channel, Response

KB = 1024
STATIC = "/static/"
FETCHED = re.compile(
    r'<(?:link[^>]+rel="stylesheet"[^>]+href|script[^>]+src|img[^>]+src|iframe[^>]+src)="([^"]+)"'
)
FETCHED_BY_STYLES = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)")
MONTHS = 12


def of_pages(town: Town) -> Iterator[Line]:
    """Yield bars 14 and 15."""
    yield from _of_banner(town)
    response = Client().get(town.survey.url)
    html = response.content.decode()
    files = [_static(address) for address in FETCHED.findall(html)]
    inner = [a for file in files for a in FETCHED_BY_STYLES.findall(file.read_text())]
    weight = _gzipped(response.content) + sum(_gzipped(file.read_bytes()) for file in files)
    yield Line(
        bar=15,
        what="the survey page with its styles, gzip",
        unit="KB",
        goal="<= 25",
        rounds=[weight / KB],
    )
    yield Line(
        bar=15,
        what="requests for the survey page",
        unit="requests",
        goal="<= 4",
        rounds=[1 + len(files) + len(inner)],
    )


def of_answers(town: Town, *, answers: int) -> Iterator[Line]:
    """Yield bar 13, with as many texts as the example town has."""
    ours, contrib = _stored(town, answers=answers)
    counters = _size(AnswerCell._meta.db_table) / answers
    yield Line(
        bar=13,
        what="size on disk of one answer with cells and indexes / contrib.forms,"
        f" {answers:,} answers",
        unit="ratio",
        goal="<= 0.5",
        rounds=[ours / contrib],
        note=f"{ours:.0f} / {contrib:.0f} bytes, in a year, two texts in every sixth; the counters"
        f" are {counters:.0f} of the {ours:.0f} and hardly grow with the answers",
    )


def _of_banner(town: Town) -> Iterator[Line]:
    RateOfficeBanner.objects.create(page=town.survey, look=RateOfficeBanner.Look.ICON)
    html = ""
    statements = 0
    for _ in range(2):  # the second is kept from the first
        request = RequestFactory().get("/")
        Site.find_for_request(request)  # Wagtail has asked before it shows any page
        with CaptureQueriesContext(connection) as captured:
            html = str(banner_html(request=request, at=timezone.now()))
        statements = len(captured)
    if not html:
        raise RuntimeError("no banner is shown")
    styles = Path(str(finders.find("wagtail_ocen_urzad/banner.css")))
    without, with_banner = Client().get(town.plain.url), Client().get(town.banner.url)
    if html.strip() not in with_banner.content.decode():
        raise RuntimeError("the page shows no banner")
    if styles.read_text() not in _static("/static/benchmarks/town.css").read_text():
        raise RuntimeError("the town's styles are not those of the banner")
    fetched, before = (set(FETCHED.findall(one.content.decode())) for one in (with_banner, without))
    counted = (
        ("requests more for a page with the banner", "requests", len(fetched - before)),
        ("scripts in the banner", "scripts", len(re.findall(r"<script|\son\w+=", html))),
        (
            "cookies more from a page with the banner",
            "cookies",
            len(with_banner.cookies) - len(without.cookies),
        ),
        ("statements of a cached banner", "statements", statements),
    )
    for what, unit, value in counted:
        yield Line(bar=14, what=what, unit=unit, goal="<= 0", rounds=[value])
    yield Line(
        bar=14,
        what="the banner with its styles, gzip",
        unit="KB",
        goal="<= 1.5",
        rounds=[_gzipped(html.encode() + styles.read_bytes()) / KB],
    )


def _stored(town: Town, *, answers: int) -> tuple[float, float]:
    """Store the same answers on both sides; give the bytes of one on each."""
    forget_answers()
    random = Random(13)
    given = [
        asked.answers(random=random, with_texts=random.random() < asked.DEMO_SHARE)
        for _ in range(answers)
    ]
    _store_ours(town, given)
    FormSubmission.objects.bulk_create(
        (FormSubmission(page_id=town.form.pk, form_data=_contrib_data(one)) for one in given),
        batch_size=2_000,
    )
    if (Response.objects.count(), FormSubmission.objects.count()) != (answers, answers):
        raise RuntimeError("not every answer was stored")
    return (
        sum(_size(model._meta.db_table) for model in ANSWER_TABLES) / answers,
        _size(FormSubmission._meta.db_table) / answers,
    )


def _store_ours(town: Town, given: Sequence[dict[str, list[str]]]) -> None:
    """Through the only door there is, spread over a year."""
    version = town.version
    office = version.survey.office.in_force
    at = timezone.now()
    belongs = operations.Asked(
        version_id=version.pk,
        sha256=version.sha256,
        codes=queries.known_codes(
            office_version_id=office.pk if office else None,
            sha256=office.sha256 if office else "",
        ),
    )
    today = conf.local_date(at=at)
    with connection.cursor() as cursor:
        # One commit an answer, as in life, but without waiting for the disk.
        cursor.execute("SET synchronous_commit = off")
    for number, one in enumerate(given):
        operations.record_response(
            asked=belongs,
            response_id=uuid.uuid4(),
            given=one,
            channel=Channel.WEB,
            answered_on=today - timedelta(days=365 * number // len(given)),
            at=at,
        )


def _contrib_data(given: dict[str, list[str]]) -> dict[str, object]:
    """Return what `AbstractForm.process_form_submission` would store."""
    fields = asked.for_contrib(given)
    several = asked.clean_name(asked.MULTIPLE[1])
    data: dict[str, object] = {
        asked.clean_name(text): fields.get(asked.clean_name(text), [""])[0]
        for _code, text, _kind, _choices in asked.contrib_questions()
    }
    data[several] = fields[several]
    return json.loads(json.dumps(data, ensure_ascii=False))  # type: ignore[no-any-return]  # JSON is Any


def _size(table: str) -> int:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        cursor.execute(f"VACUUM {name}")
        cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [name])
        size: int = cursor.fetchone()[0]
    return size


def _static(address: str) -> Path:
    if not address.startswith(STATIC):
        raise RuntimeError(f"from another place: {address}")
    return Path(str(finders.find(address.removeprefix(STATIC))))


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))
