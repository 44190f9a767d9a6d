"""What was found, in words: one sentence each, the same for the command and the screen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from wagtail_ocen_urzad.procedure.models import RECORDS
from wagtail_ocen_urzad.survey.models import AnswerCell
from wagtail_ocen_urzad.verification.findings import Fact, Finding, Kind
from wagtail_ocen_urzad.verification.models import ConsistencyCheck

SENTENCES: dict[Kind, Promise] = {
    Kind.OFFICE_NUMBER: gettext_lazy("Version %(version)s of the office data is missing."),
    Kind.OFFICE_HASH: gettext_lazy(
        "Version %(version)s of the office data is not the text that its checksum was made from."
    ),
    Kind.OFFICE_UNREADABLE: gettext_lazy("Version %(version)s of the office data cannot be read."),
    Kind.OFFICE_IN_FORCE: gettext_lazy(
        "In force is version %(in_force)s of the office data, and not version %(version)s, which"
        " was put in force last."
    ),
    Kind.PICTURE_CHANGED: gettext_lazy(
        "A picture in version %(version)s of the office data has been changed."
    ),
    Kind.PICTURE_MISSING: gettext_lazy(
        "A picture in version %(version)s of the office data is missing; reports made anew lack it."
    ),
    Kind.VERSION_NUMBER: gettext_lazy("Version %(version)s is missing."),
    Kind.VERSION_HASH: gettext_lazy(
        "The questions of version %(version)s are not the text that its checksum was made from."
    ),
    Kind.VERSION_UNREADABLE: gettext_lazy("The questions of version %(version)s cannot be read."),
    Kind.VERSION_SERIES: gettext_lazy(
        "In version %(version)s the series of the question “%(question)s” begins where it cannot"
        " begin."
    ),
    Kind.VERSION_TIMES: gettext_lazy(
        "Version %(version)s was opened before the version before it was closed, or closed"
        " before it was opened."
    ),
    Kind.VERSION_REPORTED: gettext_lazy(
        "Version %(version)s does not know of report no. %(report)s: what comes in now may be"
        " missed by its supplements."
    ),
    Kind.REPORT_NUMBER: gettext_lazy("Report no. %(report)s is missing."),
    Kind.REPORT_GONE: gettext_lazy(
        "Report no. %(report)s is missing: the log says that it was made."
    ),
    Kind.REPORT_LINK: gettext_lazy(
        "Report no. %(report)s does not follow the report before it: the chain is broken."
    ),
    Kind.REPORT_HASH: gettext_lazy(
        "Report no. %(report)s is not the text that its checksum was made from."
    ),
    Kind.REPORT_UNREADABLE: gettext_lazy("Report no. %(report)s cannot be read."),
    Kind.REPORT_COLUMN: gettext_lazy(
        "Report no. %(report)s says something else than its row in the register (column"
        " %(column)s)."
    ),
    Kind.REPORT_VERSION: gettext_lazy(
        "Report no. %(report)s was made of other questions than version %(version)s now has."
    ),
    Kind.REPORT_OFFICE: gettext_lazy(
        "Report no. %(report)s holds other office data than were in force."
    ),
    Kind.SURVEY_OFFICE: gettext_lazy(
        "The survey belongs to another office than when report no. %(report)s was made."
    ),
    Kind.CLOSING_REPORT: gettext_lazy(
        "Report no. %(report)s is not the report that closed version %(version)s (%(what)s)."
    ),
    Kind.OFFICE_CHANGE: gettext_lazy(
        "Before version %(office_version)s of the office data came into force no report of"
        " version %(version)s was made."
    ),
    Kind.FORMS: gettext_lazy(
        "Report no. %(report)s counts %(frozen)s questionnaires; stored are %(counted)s that it"
        " covers."
    ),
    Kind.FIGURE: gettext_lazy(
        "Report no. %(report)s says %(frozen)s at %(place)s; the answers that it covers say"
        " %(counted)s."
    ),
    Kind.CELL: gettext_lazy(
        "Counter of version %(version)s, %(month)s, %(cell)s: it holds %(stored)s, the answers"
        " say %(counted)s."
    ),
    Kind.CELL_NAME: gettext_lazy(
        "Counter of version %(version)s, %(month)s, %(cell)s: it stands under another's key."
    ),
    Kind.BATCH_NUMBER: gettext_lazy("Batch no. %(batch)s is missing."),
    Kind.BATCH_ENTERED: gettext_lazy(
        "Batch no. %(batch)s says that %(stored)s questionnaires were entered; stored are"
        " %(counted)s."
    ),
    Kind.BATCH_SUMS: gettext_lazy(
        "Batch no. %(batch)s has more mismatches than fields that were checked."
    ),
    Kind.TALLY: gettext_lazy(
        "The hand-counted totals of batch no. %(batch)s do not add up or do not fit the question"
        " “%(question)s”."
    ),
    Kind.FILE_CHANGED: gettext_lazy(
        "The file of report no. %(report)s (%(document)s) is not the one that was made."
    ),
    Kind.FILE_MISSING: gettext_lazy(
        "The file of report no. %(report)s (%(document)s) is missing; it can be made again."
    ),
    Kind.PRINT_FILE_CHANGED: gettext_lazy(
        "The sheet of print run %(run)s of version %(version)s is not the one that was laid out."
    ),
    Kind.PRINT_FILE_MISSING: gettext_lazy(
        "The sheet of print run %(run)s of version %(version)s is missing; it is never laid out"
        " again."
    ),
    Kind.PRINT_GEOMETRY: gettext_lazy(
        "Where things stand on the sheets of print run %(run)s of version %(version)s cannot be"
        " read."
    ),
    Kind.PRINT_NUMBERS: gettext_lazy(
        "Print run %(run)s of version %(version)s has numbers that another run has, too."
    ),
    Kind.PAGE_DIFFERS: gettext_lazy(
        "The content of the page differs from the version in force (%(version)s); residents are"
        " asked what is in force."
    ),
    Kind.PAGE_UNREADABLE: gettext_lazy(
        "The questions on the page cannot be asked; residents are asked what is in force"
        " (version %(version)s)."
    ),
    Kind.PROCEDURE_HASH: gettext_lazy(
        "Version %(procedure)s of the procedure is not the text that its checksum was made from."
    ),
    Kind.STUDY_NUMBER: gettext_lazy("Entry no. %(entry)s is missing."),
    Kind.STUDY_LINK: gettext_lazy(
        "Entry no. %(entry)s does not follow the entry before it: the chain is broken."
    ),
    Kind.STUDY_HASH: gettext_lazy(
        "Entry no. %(entry)s is not the text that its checksum was made from."
    ),
    Kind.STUDY_UNREADABLE: gettext_lazy("Entry no. %(entry)s cannot be read."),
    Kind.STUDY_COLUMN: gettext_lazy(
        "Entry no. %(entry)s says something else than its row (column %(column)s)."
    ),
    Kind.STUDY_RECORD: gettext_lazy(
        "The record “%(record)s” no. %(key)s says something else than the last entry about it"
        " (column %(column)s)."
    ),
    Kind.STUDY_RECORD_GONE: gettext_lazy(
        "The record “%(record)s” no. %(key)s is missing: an entry says that it was made."
    ),
    Kind.STUDY_UNWRITTEN: gettext_lazy(
        "No entry says how the record “%(record)s” no. %(key)s was made."
    ),
    Kind.STUDY_FILE_CHANGED: gettext_lazy(
        "The file “%(file)s” of entry no. %(entry)s is not the one that was handed in."
    ),
    Kind.STUDY_FILE_MISSING: gettext_lazy("The file “%(file)s” of entry no. %(entry)s is missing."),
    Kind.DOSSIER_PART_CHANGED: gettext_lazy(
        "The part “%(file)s” of the pack is not the one that its checksum was made from."
    ),
    Kind.DOSSIER_PART_MISSING: gettext_lazy("The part “%(file)s” of the pack is missing."),
    Kind.DOSSIER_FOREIGN: gettext_lazy("Entry no. %(entry)s of the pack tells of another edition."),
    Kind.DOSSIER_FILE_UNNAMED: gettext_lazy("No entry of the pack names its file “%(file)s”."),
    Kind.DOSSIER_STUDY: gettext_lazy(
        "The pack describes the edition otherwise than its last entry about it."
    ),
    Kind.DOSSIER_PROCEDURE: gettext_lazy(
        "The procedure in the pack is not the one that the edition followed."
    ),
    Kind.DOSSIER_DIFFERS: gettext_lazy(
        "Entry no. %(entry)s of the pack is not the one that the database holds."
    ),
}

FOREIGN: dict[Fact, Promise] = {
    "survey": gettext_lazy("it belongs to another survey"),
    "reason": gettext_lazy("it was made for another reason"),
    "version": gettext_lazy("it is the report of another version"),
    "period": gettext_lazy("it does not cover the time from opening to closing"),
    "change": gettext_lazy("it was made before another change"),
    "content": gettext_lazy("it does not say what it covers"),
}

PROBLEMS: dict[Fact, Promise] = {
    "unknown_question": gettext_lazy("no such question is asked"),
    "unknown_option": gettext_lazy("no such option"),
    "more_than_one": gettext_lazy("more than one answer"),
    "otherwise": gettext_lazy("stored otherwise than the form stores it"),
}


ADVICE: dict[Kind, Promise] = {
    Kind.OFFICE_IN_FORCE: gettext_lazy(
        "Residents are shown these data. Keep a copy of the database as it is, then put the right"
        " data in force in the office data: the reports are made first."
    ),
    Kind.FILE_CHANGED: gettext_lazy("Download the report: its file is then made again."),
    Kind.FILE_MISSING: gettext_lazy("Download the report: its file is then made again."),
    Kind.PRINT_FILE_CHANGED: gettext_lazy(
        "Bring the private files back from a backup, or print a new run; sheets that lie about stay"
        " valid."
    ),
    Kind.PRINT_FILE_MISSING: gettext_lazy(
        "Bring the private files back from a backup, or print a new run; sheets that lie about stay"
        " valid."
    ),
    Kind.PICTURE_CHANGED: gettext_lazy(
        "Choose the picture again in the office data and put them in force."
    ),
    Kind.PICTURE_MISSING: gettext_lazy(
        "Choose the picture again in the office data and put them in force."
    ),
    Kind.PAGE_DIFFERS: gettext_lazy(
        "Look at the draft and publish it, if the questions are to change; a report is made"
        " first. Otherwise bring back the version in force from the history of the page."
    ),
    Kind.PAGE_UNREADABLE: gettext_lazy("Correct the draft and publish it."),
    Kind.LATE_WAITING: gettext_lazy(
        "They are counted in reports of a period, and wait for a supplement to the report that"
        " closed their version."
    ),
}

RECORD_NAMES: dict[Fact, object] = {
    "study": gettext_lazy("external study"),
    **{kind.record_kind(): kind.record_name() for kind in RECORDS},
}

CELLS: dict[Fact, Promise] = {
    AnswerCell.FORMS: gettext_lazy("all questionnaires"),
    AnswerCell.SERVICE_POINT: gettext_lazy("questionnaires of a service point"),
    AnswerCell.FLAGGED: gettext_lazy("questionnaires marked for checking"),
    AnswerCell.EXCLUDED: gettext_lazy("excluded questionnaires"),
    AnswerCell.WITHDRAWN: gettext_lazy("withdrawn questionnaires"),
    AnswerCell.TALLIED: gettext_lazy("questionnaires counted by hand"),
}


def sentence(*, finding: Finding) -> str:
    """Return what was found, as one sentence."""
    facts: dict[str, object] = dict(finding.facts)
    if finding.kind is Kind.CLOSING_REPORT:
        facts["what"] = FOREIGN.get(finding.facts["what"], finding.facts["what"])
    elif finding.kind is Kind.ANSWER:
        facts["problem"] = PROBLEMS.get(finding.facts["problem"], finding.facts["problem"])
    elif finding.kind in {Kind.CELL, Kind.CELL_NAME}:
        facts["cell"] = _cell(finding.facts)
    elif "record" in facts:
        facts["record"] = RECORD_NAMES.get(finding.facts["record"], finding.facts["record"])
    return (_counted(finding) or str(SENTENCES[finding.kind])) % facts


def line(*, finding: Finding) -> str:
    """Return the sentence after the survey that it is about."""
    return f"{finding.survey or place(finding=finding)}: {sentence(finding=finding)}"


def place(*, finding: Finding) -> str:
    """Return what a finding is about that belongs to no survey."""
    if "study" in finding.facts:
        return _("External study %(study)s, %(office)s") % finding.facts
    return _("Office data")


def advice(*, finding: Finding) -> str:
    """Return what to do about it."""
    usual = _(
        "The record was changed past this system. Do not mend it: keep a copy of the database as"
        " it is, restore the last good backup beside it, and compare with the signed print-outs."
    )
    return str(ADVICE.get(finding.kind, usual))


def verdict(*, check: ConsistencyCheck) -> str:
    """Return the one line that says what was looked at and that it holds, or does not."""
    counts = {
        "versions": ngettext("%(count)s version", "%(count)s versions", check.versions)
        % {"count": check.versions},
        "reports": ngettext("%(count)s report", "%(count)s reports", check.reports)
        % {"count": check.reports},
        "answers": ngettext("%(count)s answer", "%(count)s answers", check.answers)
        % {"count": check.answers},
    }
    looked_at = _("%(versions)s, %(reports)s, %(answers)s") % counts
    if check.holds:
        return _("Everything holds: %(counts)s.") % {"counts": looked_at}
    return ngettext(
        "%(count)s thing does not hold: %(counts)s.",
        "%(count)s things do not hold: %(counts)s.",
        check.failures,
    ) % {"count": check.failures, "counts": looked_at}


def _counted(finding: Finding) -> str:
    """Return the sentences that have a plural, not filled in yet; '' for the others."""
    facts = finding.facts
    if finding.kind is Kind.LATE_TO_OPEN:
        return ngettext(
            "Version %(version)s is open, and yet %(forms)s answer to it is marked as late.",
            "Version %(version)s is open, and yet %(forms)s answers to it are marked as late.",
            int(facts["forms"]),
        )
    if finding.kind is Kind.LATE_LOST:
        return ngettext(
            "%(forms)s late answer to version %(version)s is in no supplement and waits for none.",
            "%(forms)s late answers to version %(version)s are in no supplement and wait for none.",
            int(facts["forms"]),
        )
    if finding.kind is Kind.LATE_WAITING:
        return ngettext(
            "%(forms)s late answer to version %(version)s waits for a supplement.",
            "%(forms)s late answers to version %(version)s wait for a supplement.",
            int(facts["forms"]),
        )
    if finding.kind is Kind.ANSWER_ORDER:
        return ngettext(
            "%(forms)s questionnaire of version %(version)s stands among the reports where it"
            " cannot have come in.",
            "%(forms)s questionnaires of version %(version)s stand among the reports where they"
            " cannot have come in.",
            int(facts["forms"]),
        )
    if finding.kind is Kind.ANSWER:
        return ngettext(
            "%(answers)s answer to version %(version)s does not fit the question “%(question)s”"
            " (%(problem)s).",
            "%(answers)s answers to version %(version)s do not fit the question “%(question)s”"
            " (%(problem)s).",
            int(facts["answers"]),
        )
    return _counted_of_batch(finding)


def _counted_of_batch(finding: Finding) -> str:
    """Return the sentences about batches that have a plural; '' for the others."""
    facts = finding.facts
    if finding.kind is Kind.BATCH_ANSWERS:
        return ngettext(
            "%(answers)s answer of batch no. %(batch)s has another day, desk or channel than its"
            " box.",
            "%(answers)s answers of batch no. %(batch)s have another day, desk or channel than"
            " their box.",
            int(facts["answers"]),
        )
    if finding.kind is Kind.BATCH_WITHDRAWN:
        return ngettext(
            "%(answers)s answer of batch no. %(batch)s is withdrawn without its batch, or counts"
            " although the batch is withdrawn.",
            "%(answers)s answers of batch no. %(batch)s are withdrawn without their batch, or"
            " count although the batch is withdrawn.",
            int(facts["answers"]),
        )
    if finding.kind is Kind.SHEET_RECORD:
        return ngettext(
            "%(sheets)s record of a sheet in batch no. %(batch)s belongs to an answer of another"
            " batch, or has a number that was never given.",
            "%(sheets)s records of sheets in batch no. %(batch)s belong to answers of another"
            " batch, or have numbers that were never given.",
            int(facts["sheets"]),
        )
    if finding.kind is Kind.SHEETS_LEFT:
        return ngettext(
            "Batch no. %(batch)s is settled, and yet %(sheets)s record says who typed a sheet.",
            "Batch no. %(batch)s is settled, and yet %(sheets)s records say who typed a sheet.",
            int(facts["sheets"]),
        )
    return ""


def _cell(facts: Mapping[str, Fact]) -> str:
    """Name a counter: what it counts, by which channel, for which department."""
    named = CELLS.get(facts["question"])
    parts = [str(named), facts["value"]] if named else [f"{facts['question']} = {facts['value']}"]
    parts += [
        facts["channel"],
        facts["department"],
        pgettext("counter", "late") if facts["is_late"] else "",
    ]
    return " · ".join(str(part) for part in parts if part)
