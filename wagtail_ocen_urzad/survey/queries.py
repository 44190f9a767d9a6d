"""Questions about surveys, versions and answers. Nothing here writes."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from wagtail_ocen_urzad import conf, people
from wagtail_ocen_urzad.survey import questionnaire as questions
from wagtail_ocen_urzad.survey.judging import Judge
from wagtail_ocen_urzad.survey.models import (
    AnswerCell,
    Office,
    OfficeDataVersion,
    QuestionSetVersion,
    Response,
    Survey,
)
from wagtail_ocen_urzad.survey.office_texts import TEXTS

_PLAIN_FIELDS = (
    "name",
    "name_genitive",
    "name_locative",
    "short_name",
    "kind",
    "head_title",
    "head_title_genitive",
    "head_title_dative",
    "street",
    "postcode",
    "town",
    "phone",
    "email",
    "website",
    "bip",
    "edelivery",
    "opening_hours",
    "controller",
    "controller_address",
    "dpo_contact",
    "retention",
    "complaints_url",
    "uses_paper",
    *TEXTS,
)
_LEGAL_FIELDS = (
    "act",
    "act_genitive",
    "number",
    "date",
    "authority",
    "authority_genitive",
    "in_force_from",
    "repealed",
    "statute",
    "report_paragraph",
    "edit_paragraph",
)
_PICTURE_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownCodes:
    """Codes that an answer may carry: of any version of the office data so far."""

    departments: frozenset[str]
    service_points: frozenset[str]
    lists_departments: bool = False
    """Forms under this version of the office data have departments to choose from."""


@dataclass(kw_only=True, slots=True)
class StoredForms:
    """How many forms of one version are stored."""

    channels: Counter[str] = field(default_factory=Counter)
    """Those that count, late ones too, by channel."""
    late: int = 0
    """Of those: how many came in after the version was closed."""
    excluded: int = 0
    """Forms that staff excluded; they are in neither."""


def survey_of(*, page_id: int) -> Survey | None:
    """Return the survey of this page; None before its first publication."""
    return Survey.objects.filter(page_id=page_id).select_related("office").first()


def open_version(*, page_id: int) -> QuestionSetVersion | None:
    """Return what residents are asked on this page, with survey and office data, in one query."""
    return (
        QuestionSetVersion.objects.filter(survey__page_id=page_id, is_open=True)
        .select_related("survey__office__in_force")
        .first()
    )


def survey_by_code(*, code: str) -> Survey | None:
    """Return the survey of a permanent address, with its page and office data."""
    return Survey.objects.filter(code=code).select_related("page", "office__in_force").first()


def open_version_by_code(*, code: str) -> QuestionSetVersion | None:
    """Return what residents are asked under this permanent address."""
    return (
        QuestionSetVersion.objects.filter(survey__code=code, is_open=True)
        .select_related("survey__page", "survey__office__in_force")
        .first()
    )


def version_by_id(*, version_id: int) -> QuestionSetVersion:
    """Return a version, open or closed, with its survey, page and office data."""
    return QuestionSetVersion.objects.select_related(
        "survey__page", "survey__office__in_force"
    ).get(pk=version_id)


def open_version_of(*, survey: Survey) -> QuestionSetVersion | None:
    """Return the version that is open, if any."""
    return survey.versions.filter(is_open=True).first()


def last_version_of(*, survey: Survey) -> QuestionSetVersion | None:
    """Return the newest version, open or closed; None before the first publication."""
    return survey.versions.order_by("-number").first()


def last_version_number(*, page_id: int) -> int:
    """Return the number of the newest version of this page's survey, 0 before the first."""
    versions = QuestionSetVersion.objects.filter(survey__page_id=page_id)
    return int(versions.aggregate(last=Max("number"))["last"] or 0)


def version_by_number(*, code: str, version: int) -> QuestionSetVersion | None:
    """Return a version, open or closed, by its survey's code and its own number."""
    rows = QuestionSetVersion.objects.select_related("survey__page", "survey__office", "opened_by")
    return rows.filter(survey__code=code, number=version).first()


def version_before(*, version: QuestionSetVersion) -> QuestionSetVersion | None:
    """Return the version that this one followed."""
    return version.survey.versions.filter(number=version.number - 1).first()


def versions_of(*, survey: Survey) -> QuerySet[QuestionSetVersion]:
    """Return all versions of a survey, newest first, with who opened them and why."""
    return (
        survey.versions.select_related("opened_by")
        .prefetch_related("change_requests")
        .order_by("-number")
    )


def surveys_with_versions() -> QuerySet[Survey]:
    """Return every survey that was ever published."""
    return Survey.objects.filter(versions__isnull=False).distinct().order_by("title", "pk")


def paper_is_on(*, survey: Survey) -> bool:
    """Say whether a survey is printed and entered (R-11): the office uses paper, and it does, too.

    What counts of the office are its data in force; one that has none yet uses what it drafts.
    """
    office = survey.office
    in_force = office.in_force
    of_office = in_force.data.get("uses_paper", True) if in_force else office.uses_paper
    return bool(survey.uses_paper and of_office)


def surveys_on_paper() -> list[Survey]:
    """Return the surveys that were ever published and use paper now, by title."""
    surveys = surveys_with_versions().select_related("office__in_force")
    return [one for one in surveys if paper_is_on(survey=one)]


def version_on(*, survey: Survey, day: date) -> QuestionSetVersion | None:
    """Return the version that was in force on a day, the newer one on a day of change.

    Before the first it is the first: its sheets were printed before it was opened.
    """
    versions = list(survey.versions.defer("content").order_by("number"))
    begun = [one for one in versions if conf.local_date(at=one.opened_on) <= day]
    found = begun or versions[:1]
    return found[-1] if found else None


def stored_forms(*, survey: Survey) -> dict[int, StoredForms]:
    """Return, by the key of their version, how many forms are stored; a version may be missing."""
    cells = AnswerCell.objects.filter(
        version__survey=survey, question__in=(AnswerCell.FORMS, AnswerCell.EXCLUDED), n__gt=0
    )
    found: dict[int, StoredForms] = {}
    sums = cells.values_list("version_id", "question", "channel", "is_late").annotate(
        total=Sum("n")
    )
    for version_id, question, channel, is_late, n in sums.order_by():
        stored = found.setdefault(version_id, StoredForms())
        if question == AnswerCell.EXCLUDED:
            stored.excluded += n
            continue
        stored.channels[channel] += n
        stored.late += n if is_late else 0
    return found


def office_version_at(*, office_id: int, at: datetime | None) -> OfficeDataVersion | None:
    """Return the office data that were in force at a moment.

    Args:
        office_id: whose data.
        at: None asks for what is in force now.
    """
    versions = OfficeDataVersion.objects.filter(office_id=office_id).order_by("-number")
    return (versions.filter(opened_on__lte=at) if at else versions).first()


def office_version_by_number(*, office_id: int, version: int) -> OfficeDataVersion | None:
    """Return a version of the office data by its number, with its office."""
    rows = OfficeDataVersion.objects.select_related("office", "opened_by")
    return rows.filter(office_id=office_id, number=version).first()


def office_versions_of(*, office: Office) -> QuerySet[OfficeDataVersion]:
    """Return all versions of an office's data, newest first."""
    versions = OfficeDataVersion.objects.filter(office=office).select_related("opened_by")
    return versions.prefetch_related("change_requests").order_by("-number")


def office_versions_during(*, version: QuestionSetVersion) -> list[OfficeDataVersion]:
    """Return the office data that were in force while a version was open, oldest first.

    Args:
        version: with its survey.
    """
    office_id = version.survey.office_id
    rows = OfficeDataVersion.objects.filter(office_id=office_id)
    if version.closed_on is not None:
        rows = rows.filter(opened_on__lte=version.closed_on)
    first = office_version_at(office_id=office_id, at=version.opened_on)
    if first is not None:
        rows = rows.filter(number__gte=first.number)
    return list(rows.defer("content").order_by("number"))


def versions_during(*, office_version: OfficeDataVersion) -> list[QuestionSetVersion]:
    """Return the versions of all surveys of an office that were open while its data were in force.

    With their surveys and without their content, in the order of those.
    """
    rows = QuestionSetVersion.objects.filter(survey__office_id=office_version.office_id)
    after = office_version_by_number(
        office_id=office_version.office_id, version=office_version.number + 1
    )
    if after is not None:
        rows = rows.filter(opened_on__lt=after.opened_on)
    is_open = Q(closed_on=None) | Q(closed_on__gte=office_version.opened_on)
    found = rows.filter(is_open).select_related("survey").defer("content")
    return list(found.order_by("survey__title", "survey_id", "number"))


def questionnaire_of(*, version: QuestionSetVersion) -> questions.Questionnaire:
    """Return the questions of a version that is at hand."""
    return _parsed(version.content)


def judge_by_hash(*, version_id: int, sha256: str) -> Judge | None:
    """Return who judges answers to a version, read from the database once per process.

    None when there is no such version.
    """
    try:
        return _loaded(version_id, sha256)
    except QuestionSetVersion.DoesNotExist:
        return None


def known_codes(*, office_version_id: int | None, sha256: str) -> KnownCodes:
    """Return the codes that an answer given under this version of the office data may carry.

    A code known to any earlier version is accepted, so that printed sheets stay valid. Both
    keys are immutable, so that the answer is read from the database once per process.
    """
    if office_version_id is None:
        return KnownCodes(departments=frozenset(), service_points=frozenset())
    return _known_codes(office_version_id, sha256)


def office_of_site(*, site_id: int) -> Office | None:
    """Return the office of a Wagtail Site."""
    found: Office | None = Office.objects.filter(site_id=site_id).select_related("in_force").first()
    return found


def project_logo(*, sha256: str) -> dict[str, str] | None:
    """Return the logo with this hash (its words, its type), when a project in force has it."""
    in_force = Office.objects.filter(in_force__isnull=False).values("in_force")
    for version in OfficeDataVersion.objects.filter(pk__in=in_force):
        for logo in version.data["project"]["logos"]:
            if logo and logo["sha256"] == sha256:
                found: dict[str, str] = logo
                return found
    return None


def forms_by_channel(*, version: QuestionSetVersion) -> dict[str, int]:
    """Return how many forms of this version came by each channel, late ones left out."""
    cells = AnswerCell.objects.filter(
        version=version, question=AnswerCell.FORMS, is_late=False, n__gt=0
    ).values_list("channel")
    return dict(cells.annotate(total=Sum("n")).order_by("channel"))


def answered_options(*, version: QuestionSetVersion) -> set[tuple[str, str]]:
    """Return (question code, value) pairs that have answers in the running series."""
    cells = AnswerCell.objects.filter(
        version__survey_id=version.survey_id, version__number__lte=version.number, n__gt=0
    )
    return {
        (question, value)
        for question, value, number in cells.values_list(
            "question", "value", "version__number"
        ).distinct()
        if number >= version.series.get(question, version.number)
    }


def last_asked(*, survey: Survey, before: int | None = None) -> dict[str, int]:
    """Return, per question ever asked in this survey, the number of the last version with it.

    Args:
        survey: whose questions.
        before: only versions with a smaller number.
    """
    versions = survey.versions.order_by("number")
    if before is not None:
        versions = versions.filter(number__lt=before)
    return {
        code: number
        for number, begins in versions.values_list("number", "series")
        for code in begins
    }


def office_data(*, office: Office) -> dict[str, Any]:
    """Return what the draft says, as plain data; pictures by their SHA-256."""
    departments = office.departments.order_by("sort_order", "pk")
    points = office.service_points.order_by("sort_order", "pk")
    return {
        **{name: getattr(office, name) for name in _PLAIN_FIELDS},
        "logo": _picture(office.logo, office.logo_alt),
        "departments": [
            {name: getattr(one, name) for name in ("code", "name", "symbol", "is_active")}
            for one in departments
        ],
        "service_points": [
            {
                "code": one.code,
                "name": one.name,
                "building": one.building,
                "room": one.room,
                "department": one.department_symbol,
                "is_active": one.is_active,
            }
            for one in points
        ],
        "legal_basis": {name: _plain(getattr(office, f"legal_{name}")) for name in _LEGAL_FIELDS},
        "project": {
            "name": office.project_name,
            "funding_note": office.funding_note,
            "logos": [
                _picture(one.image, one.alt)
                for one in office.project_logos.order_by("sort_order", "pk")
            ],
        },
        "responsible": _responsible(office),
        "supervisor": ", ".join(
            filter(None, (office.supervisor_title, people.name_of(user=office.supervisor_user)))
        ),
    }


def draft_differs(*, office: Office) -> bool:
    """Say whether the office's draft differs from what is in force."""
    if office.in_force is None:
        return True
    text = questions.canonical_json(value=office_data(office=office))
    return bool(office.in_force.sha256 != questions.digest(text=text))


@lru_cache(maxsize=64)
def _parsed(content: str) -> questions.Questionnaire:
    return questions.parse(text=content)


@lru_cache(maxsize=64)
def _loaded(version_id: int, sha256: str) -> Judge:
    rows = QuestionSetVersion.objects.only("content")
    content = rows.get(pk=version_id, sha256=sha256).content
    return Judge(questionnaire=questions.parse(text=content))


@lru_cache(maxsize=64)
def _known_codes(office_version_id: int, sha256: str) -> KnownCodes:
    upto = OfficeDataVersion.objects.get(pk=office_version_id, sha256=sha256)
    departments: set[str] = set()
    service_points: set[str] = set()
    lists_departments = any(one["is_active"] for one in upto.data["departments"])
    for version in OfficeDataVersion.objects.filter(
        office_id=upto.office_id, number__lte=upto.number
    ):
        departments.update(one["code"] for one in version.data["departments"])
        service_points.update(one["code"] for one in version.data["service_points"])
    return KnownCodes(
        departments=frozenset(departments),
        service_points=frozenset(service_points),
        lists_departments=lists_departments,
    )


def _picture(file: Any, alt: str) -> dict[str, str] | None:
    if not file:
        return None
    try:
        with file.open("rb") as opened:
            sha256 = hashlib.sha256(opened.read()).hexdigest()
    except FileNotFoundError:
        # A draft after a restore without its media; it cannot be put in force until mended.
        sha256 = ""
    ending = file.name.rpartition(".")[2].lower()
    return {"sha256": sha256, "alt": alt, "type": _PICTURE_TYPES.get(ending, "image/png")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _responsible(office: Office) -> str:
    group = office.responsible_group.name if office.responsible_group else ""
    names = (office.responsible_unit, group, people.name_of(user=office.responsible_user))
    return ", ".join(filter(None, names))


def may_administer(*, user: Any) -> bool:
    """Say whether the user may edit surveys and office data (R-19)."""
    return bool(user.is_active and user.has_perm("wagtail_ocen_urzad.administer_survey"))


def flagged_by_survey() -> list[tuple[Survey, int, int]]:
    """Return every survey with its flagged answers, counted and excluded; two queries."""
    markers = (AnswerCell.FLAGGED, AnswerCell.EXCLUDED)
    cells = AnswerCell.objects.filter(question__in=markers, n__gt=0)
    sums = cells.values_list("version__survey_id", "question").annotate(total=Sum("n"))
    found = {(survey_id, question): total for survey_id, question, total in sums.order_by()}
    surveys = Survey.objects.filter(versions__isnull=False).distinct().order_by("title", "pk")
    return [(one, *(found.get((one.pk, marker), 0) for marker in markers)) for one in surveys]


def flagged_responses(*, survey: Survey, is_excluded: bool) -> QuerySet[Response]:
    """Return the flagged answers of a survey that are counted, or those excluded.

    By day, and within a day in an order that says nothing about time.
    """
    answers = Response.objects.filter(version__survey=survey, review_key__gt="")
    is_counted = Q(excluded_because="")
    rows = answers.filter(~is_counted if is_excluded else is_counted)
    rows = rows.select_related("version").defer("answers", "version__content")
    return rows.order_by("-answered_on", "review_key")


def flagged_response(*, code: str, key: str) -> Response | None:
    """Return the flagged answer with this key, with version, survey and office data."""
    rows = Response.objects.select_related("version__survey__office__in_force")
    return rows.filter(version__survey__code=code, review_key=key).first() if key else None
