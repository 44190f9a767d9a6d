"""What the screens of a batch say: its state, its arithmetic, and why something was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_ocen_urzad import conf
from wagtail_ocen_urzad.paper import operations, queries
from wagtail_ocen_urzad.paper.models import BatchCorrection
from wagtail_ocen_urzad.reports.documents.typesetting import EN_DASH, day, decimal, percent, whole
from wagtail_ocen_urzad.staff.paper import second_words
from wagtail_ocen_urzad.staff.wording import person
from wagtail_ocen_urzad.survey import queries as surveys
from wagtail_ocen_urzad.survey.models import Batch, PaperBatch

Fact = tuple[str, str]


def meta(*, batch: PaperBatch, desks: dict[str, str]) -> str:
    """Return „BOK – parter · urna otwarta 15 czerwca 2026 r. · wersja 3 ankiety”."""
    parts = [
        desks.get(batch.service_point, ""),
        _("box opened on %(date)s") % {"date": day(on=batch.opened_on)},
        _("version %(number)d of the survey") % {"number": batch.version.number},
    ]
    return " · ".join(filter(None, parts))


def entered_of(*, batch: PaperBatch) -> str:
    """Return „116 z 120”, or „116” of a box that nobody has counted yet."""
    entered = whole(number=batch.entered)
    if batch.found is None:
        return entered
    return _("%(entered)s of %(found)s") % {"entered": entered, "found": whole(number=batch.found)}


def facts(*, batch: PaperBatch) -> list[Fact]:
    """Return the standing of a batch, line by line."""
    lines = [(pgettext("sheets", "Entered"), entered_of(batch=batch))]
    rate = queries.return_rate_of(batch=batch)
    if rate is not None:
        counted = {
            "found": whole(number=batch.found or 0),
            "issued": whole(number=batch.issued or 0),
        }
        lines.append((_("Return rate (%(found)s of %(issued)s)") % counted, percent(text=rate)))
    if batch.kind == Batch.Kind.PAPER:
        lines += _second_entry(batch)
    return lines


def _second_entry(batch: PaperBatch) -> list[Fact]:
    label = _("Second entry (%(which)s)") % {"which": batch.get_second_entry_display()}
    if batch.second_entry == PaperBatch.SecondEntry.NONE:
        return []
    standing = queries.second_entry_of(batch=batch)
    if not standing.drawn:
        return [(label, _("after closing"))]
    done = standing.drawn - standing.waiting
    lines = [
        (label, _("%(done)d of %(all)d") % {"done": done, "all": standing.drawn}),
        (_("Mismatches"), whole(number=standing.mismatches)),
    ]
    if standing.error_rate is not None:
        lines.append((_("Mismatches per 1,000 fields"), decimal(text=standing.error_rate)))
    return lines


def more_than_issued(*, batch: PaperBatch) -> str:
    """Ask about a box that gave back more than was issued: photocopies exist, so do slips."""
    if batch.issued is None or batch.found is None or batch.found <= batch.issued:
        return ""
    return _("More questionnaires came back than were issued – please check both numbers.")


def mismatch_of_sum(*, batch: PaperBatch) -> dict[str, str]:
    """Return the two sentences of a sum that does not hold; {} when it does, or is not known."""
    difference = batch.difference
    if not difference:
        return {}
    if difference > 0:
        text = ngettext(
            "The sum does not hold: %(count)d sheet is missing.",
            "The sum does not hold: %(count)d sheets are missing.",
            difference,
        )
    else:
        text = ngettext(
            "The sum does not hold: %(count)d sheet too many.",
            "The sum does not hold: %(count)d sheets too many.",
            -difference,
        )
    numbers = {
        "entered": whole(number=batch.entered),
        "blank": whole(number=batch.blank),
        "invalid": whole(number=batch.invalid),
        "sum": whole(number=batch.accounted_for),
        "found": whole(number=batch.found or 0),
    }
    return {
        "what": text % {"count": abs(difference)},
        "sum": _(
            "%(entered)s + %(blank)s + %(invalid)s = %(sum)s, and %(found)s were taken out of"
            " the box."
        )
        % numbers,
    }


def report_numbers(*, numbers: Sequence[int]) -> str:
    """Return „nr 6, nr 7”."""
    return ", ".join(_("no. %(number)d") % {"number": one} for one in numbers)


def covered(*, numbers: Sequence[int], is_open: bool = False) -> str:
    """Say what a report forbids to do with a batch; '' when none covers it.

    Args:
        numbers: of the reports that cover it.
        is_open: its protocol is still written and will be closed.
    """
    if not numbers:
        return ""
    if is_open:
        text = ngettext(
            "A report counts questionnaires of this batch already (%(numbers)s). They can no longer"
            " be corrected, nor the batch withdrawn. The protocol can still be completed and the"
            " batch closed; the report stays as it is.",
            "Reports count questionnaires of this batch already (%(numbers)s). They can no longer"
            " be corrected, nor the batch withdrawn. The protocol can still be completed and the"
            " batch closed; the reports stay as they are.",
            len(numbers),
        )
    else:
        text = ngettext(
            "A report covers this batch (%(numbers)s), so its fields are read only. What turns out"
            " wrong is written down as a correction; the report stays as it is.",
            "Reports cover this batch (%(numbers)s), so its fields are read only. What turns out"
            " wrong is written down as a correction; the reports stay as they are.",
            len(numbers),
        )
    return text % {"numbers": report_numbers(numbers=numbers)}


def blank_counted(*, blank: int) -> str:
    """Say that blank sheets were counted while the protocol was typed."""
    return _(
        "Meanwhile the number of blank sheets was changed elsewhere: the protocol says %(count)s"
        " now. Please check the number and save again."
    ) % {"count": whole(number=blank)}


def corrections(*, batch: PaperBatch) -> list[dict[str, str]]:
    """Return what was corrected after a report, oldest first: who wrote it down and what."""
    return [
        {"made": _corrected(one), "words": correction(one=one, batch=batch)}
        for one in queries.corrections_of(batch=batch)
    ]


def _corrected(one: BatchCorrection) -> str:
    """Return „15.06.2026 · Anna Nowacka”: the day where the office is, and who wrote it down."""
    on = conf.local_date(at=one.recorded_on)
    return f"{on:%d.%m.%Y} · {person(user=one.recorded_by) or EN_DASH}"


def correction(*, one: BatchCorrection, batch: PaperBatch) -> str:
    """Say what was corrected: in the words of whoever wrote it down, and number by number."""
    labels = {
        "issued": pgettext("correction", "issued"),
        "found": pgettext("correction", "returned"),
        "blank": pgettext("correction", "blank"),
        "invalid": pgettext("correction", "invalid"),
    }
    said = [one.text] if one.text else []
    if "second_entry" in one.changes:
        said.append(_of_second_entry(batch, one.changes))
    if "unchecked" in one.changes:
        said.append(_of_ending(one.changes["unchecked"]))
    numbers = [
        f"{label}: {_number(one.changes[name][0])} → {_number(one.changes[name][1])}"
        for name, label in labels.items()
        if name in one.changes
    ]
    if numbers:
        said.append(f"({', '.join(numbers)})")
    return " ".join(said)


def _of_ending(unchecked: int) -> str:
    return ngettext(
        "The second entry was ended; %(count)s drawn sheet was not typed again.",
        "The second entry was ended; %(count)s drawn sheets were not typed again.",
        unchecked,
    ) % {"count": whole(number=unchecked)}


def _of_second_entry(batch: PaperBatch, changes: Mapping[str, Any]) -> str:
    """Neither the sheet nor a value is named: what one person answered is nobody's to read."""
    version = batch.version
    if changes["version"] != version.number:
        # A late sheet in a newer box.
        number = changes["version"]
        version = surveys.version_by_number(code=batch.survey.code, version=number) or version
    return _(
        "The second entry found that the paper says something else about question „%(question)s”."
        " A report counts the sheet, so its value stays."
    ) % {"question": second_words.question_words(version=version, code=changes["second_entry"])}


def _number(count: int | None) -> str:
    return pgettext("correction", "not counted") if count is None else whole(number=count)


def leaves(*, forms: int) -> str:
    """Say how many forms leave the figures when a batch is withdrawn."""
    return ngettext(
        "%(count)s questionnaire leaves the figures.",
        "%(count)s questionnaires leave the figures.",
        forms,
    ) % {"count": whole(number=forms)}


def state_line(*, batch: PaperBatch) -> str:
    """Return who closed or withdrew it and when; '' while it is open."""
    if batch.withdrawn_on is not None:
        date = day(on=conf.local_date(at=batch.withdrawn_on))
        words = {"date": date, "reason": batch.withdrawn_because}
        return _("Withdrawn on %(date)s. Reason: %(reason)s") % words
    if batch.closed_on is not None and not batch.is_entered_into:
        date = day(on=conf.local_date(at=batch.closed_on))
        return _("Closed on %(date)s") % {"date": date}
    return ""


def refusal(*, error: Exception) -> str:
    """Say why nothing was done to a batch."""
    if isinstance(error, operations.CoveredByReport):
        return covered(numbers=error.numbers)
    words: dict[type, str] = {
        operations.PaperIsOff: _("Paper questionnaires are switched off for this survey."),
        operations.NoVersion: _("No version of the survey was in force on that day."),
        operations.UnknownServicePoint: _("The office has no such service point."),
        operations.BatchIsClosed: _("The batch is closed. Open it again to change it."),
        operations.BatchIsWithdrawn: _("The batch has been withdrawn."),
        operations.BatchIsOpen: _("The batch is open already."),
        operations.DateOfEntered: _(
            "Sheets have been entered with this date and service point, so they cannot change."
        ),
        operations.NotTheLast: _(
            "This sheet has been taken out already, or it is no longer the last one. Nothing was"
            " changed."
        ),
        operations.MismatchesOpen: _(
            "Some mismatches have not been settled yet. Settle them first."
        ),
        operations.NothingWaits: _("No sheet waits for a second entry any more."),
        operations.FoundUnknown: _("Write how many sheets were taken out of the box."),
        operations.NoReason: _("Write the reason."),
        operations.PeriodTurnedRound: _("The period ends before it begins."),
        operations.TallyIsClosed: _("The batch is closed. Open it again to change it."),
        operations.TallyIsCovered: _("A report counts these totals as they are."),
    }
    return next(
        (words[kind] for kind in type(error).mro() if kind in words), _("Nothing was changed.")
    )
