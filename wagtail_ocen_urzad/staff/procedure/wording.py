"""What the desk says: states, deadlines, and what an edition still lacks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from wagtail_ocen_urzad.procedure.facts import Lack, Lacking, Warned
from wagtail_ocen_urzad.procedure.progress import State, Waiting
from wagtail_ocen_urzad.procedure.steps import Task, TaskCode
from wagtail_ocen_urzad.procedure.words import Names, stage_title, task_title
from wagtail_ocen_urzad.reports.documents.typesetting import listed, whole

STATES: dict[State, Promise] = {
    State.DONE: pgettext_lazy("study", "done"),
    State.NOW: pgettext_lazy("study", "now"),
    State.LATE: pgettext_lazy("study", "overdue"),
    State.TO_COME: pgettext_lazy("study", "to come"),
    State.DEPENDS: pgettext_lazy("study", "depends on the assessment"),
    State.NOT_APPLICABLE: pgettext_lazy("study", "not applicable"),
}

TASKS_LACKING: dict[str, Promise] = {
    # Translators: each completes the sentence „Do zamknięcia kroku brakuje:” (genitive).
    TaskCode.CATALOGUE: pgettext_lazy("lacking", "the compiled catalogue of issues"),
    TaskCode.ENQUIRY: pgettext_lazy("lacking", "the price enquiry"),
    TaskCode.REPLIES: pgettext_lazy("lacking", "the replies of the firms"),
    TaskCode.REPLIES_HANDOVER: pgettext_lazy("lacking", "the handover of the replies"),
    TaskCode.PROCUREMENT: pgettext_lazy("lacking", "the start of the public procurement"),
    TaskCode.CONTRACT: pgettext_lazy("lacking", "the contract"),
    TaskCode.CATALOGUE_HANDOVER: pgettext_lazy("lacking", "the handover of the catalogue"),
    TaskCode.DATE: pgettext_lazy("lacking", "the agreement on the date of the study"),
    TaskCode.ACCEPTANCE: pgettext_lazy("lacking", "the acceptance of the questionnaire"),
    TaskCode.QUESTIONNAIRE_HANDOVER: pgettext_lazy("lacking", "the handover of the questionnaire"),
    TaskCode.EXACT_DATE: pgettext_lazy("lacking", "the agreement on the exact date"),
    TaskCode.MONITORING: pgettext_lazy("lacking", "an entry of monitoring"),
    TaskCode.RESULTS: pgettext_lazy("lacking", "the results of the study"),
    TaskCode.RESULTS_TO_UNIT_HEAD: pgettext_lazy("lacking", "the handover of the results"),
    TaskCode.RESULTS_TO_REPRESENTATIVE: pgettext_lazy("lacking", "the handover of the results"),
    TaskCode.ANALYSIS: pgettext_lazy("lacking", "the analysis of the results"),
    TaskCode.ASSESSMENT: pgettext_lazy("lacking", "the assessment of the results"),
    TaskCode.SUBMISSION: pgettext_lazy("lacking", "the submission of the results"),
    TaskCode.AUDIT_ORDER: pgettext_lazy("lacking", "the order of an internal audit"),
    TaskCode.AUDIT: pgettext_lazy("lacking", "the internal audit"),
    TaskCode.ACTIONS: pgettext_lazy("lacking", "the actions"),
    TaskCode.PUBLICATION_DECISION: pgettext_lazy("lacking", "the way of publishing"),
    TaskCode.PUBLICATION: pgettext_lazy("lacking", "the publication of the results"),
    TaskCode.GUIDELINES: pgettext_lazy("lacking", "guidelines for auditing"),
}

LACKING: dict[Lacking, Promise] = {
    Lacking.ISSUES: pgettext_lazy("lacking", "at least one issue in the catalogue"),
    Lacking.LETTER: pgettext_lazy("lacking", "the letter of the enquiry"),
    Lacking.UNIT_HEAD_TOOK_PART: pgettext_lazy("lacking", "an entry with the head of the unit"),
    Lacking.DESK_HEAD_TOOK_PART: pgettext_lazy("lacking", "an entry with the head of the desk"),
    Lacking.AUDIT_HELD: pgettext_lazy("lacking", "days and findings of the audit"),
    Lacking.ACTIONS: pgettext_lazy("lacking", "an action, or the reason why none is needed"),
}

WARNINGS: dict[Warned, Promise] = {
    Warned.NO_QUOTES: gettext_lazy(
        "No firm has offered a price. The procedure sets no minimum, so the work may go on."
    ),
    Warned.CATALOGUE_ONE_SOURCE: gettext_lazy(
        "Not every one of the five sources of the catalogue has been heard."
    ),
    Warned.OTHER_PATH: gettext_lazy("The procurement takes another path than was proposed."),
    Warned.NO_RESULT: gettext_lazy("The result of the procurement is not written down."),
    Warned.CONTRACT_FIRST: gettext_lazy(
        "The contract is dated before the start of the procurement."
    ),
    Warned.OTHER_KIND: gettext_lazy(
        "The contract speaks of another kind of study than the description of the edition."
    ),
    Warned.NOT_DESCRIBED: gettext_lazy(
        "Method or sample are not written down in the description of the edition. Without them it"
        " cannot be shown that the information was collected in a credible way."
    ),
    Warned.DATE_FIRST: gettext_lazy("The date was agreed before the contract was signed."),
    Warned.EXACT_DATE_FIRST: gettext_lazy(
        "The exact date was agreed before the date of the study."
    ),
    Warned.NOT_MONITORED: gettext_lazy(
        "The results are in, and monitoring together with both heads is not written down."
    ),
    Warned.NOT_ASSESSED: gettext_lazy(
        "The results were submitted before they were assessed for irregularities."
    ),
    Warned.EFFECT_NOT_CHECKED: gettext_lazy("The effect of an action was not checked yet."),
}
"""What the procedure only implies: said, never blocking."""

WARNED_AT: dict[Warned, str] = {
    Warned.NO_QUOTES: TaskCode.REPLIES,
    Warned.CATALOGUE_ONE_SOURCE: TaskCode.CATALOGUE,
    Warned.OTHER_PATH: TaskCode.PROCUREMENT,
    Warned.NO_RESULT: TaskCode.PROCUREMENT,
    Warned.CONTRACT_FIRST: TaskCode.CONTRACT,
    Warned.OTHER_KIND: TaskCode.CONTRACT,
    Warned.NOT_DESCRIBED: TaskCode.CONTRACT,
    Warned.DATE_FIRST: TaskCode.DATE,
    Warned.EXACT_DATE_FIRST: TaskCode.EXACT_DATE,
    Warned.NOT_MONITORED: TaskCode.MONITORING,
    Warned.NOT_ASSESSED: TaskCode.ASSESSMENT,
    Warned.EFFECT_NOT_CHECKED: TaskCode.ACTIONS,
}
"""At which task it is said."""


def state_name(*, state: State) -> str:
    """Return a state in one or two words."""
    return str(STATES[state])


def overdue(*, days: int) -> str:
    """Return „Termin przekroczony o 6 dni”."""
    text = ngettext("Deadline passed %(count)s day ago", "Deadline passed %(count)s days ago", days)
    return text % {"count": whole(number=days)}


def now(*, days_left: int | None) -> str:
    """Return „Teraz · zostało 8 dni”, or „Teraz” without a deadline."""
    if days_left is None:
        return str(capfirst(state_name(state=State.NOW)))
    text = ngettext("Now · %(count)s day left", "Now · %(count)s days left", days_left)
    return text % {"count": whole(number=days_left)}


def issues_and_sources(*, issues: int, sources: int) -> str:
    """Return „14 zagadnień z 5 źródeł”."""
    first = ngettext("%(count)s issue", "%(count)s issues", issues) % {"count": issues}
    then = ngettext("from %(count)s source", "from %(count)s sources", sources)
    return f"{first} {then % {'count': sources}}"


def firms_asked(*, count: int) -> str:
    """Return „wysłane do 4 firm”."""
    return ngettext("sent to %(count)s firm", "sent to %(count)s firms", count) % {"count": count}


def quotes_and_silence(*, quotes: int, silent: int) -> str:
    """Return „3 oferty, 1 brak odpowiedzi”; a part that is none is left out."""
    offered = ngettext("%(count)s quote", "%(count)s quotes", quotes) % {"count": quotes}
    none = ngettext("%(count)s without reply", "%(count)s without reply", silent)
    parts = (offered if quotes else "", none % {"count": silent} if silent else "")
    return ", ".join(filter(None, parts))


def in_sentence(*, title: str, task: Task) -> str:
    """Return a task's name within a sentence; an own step keeps the office's spelling."""
    return title if task.title else f"{title[:1].lower()}{title[1:]}"


def waiting(*, of: Waiting, names: Names) -> str:
    """Return with what the matter waits for somebody, within a sentence."""
    if of.is_to_be_read:
        return _("reading the results and acknowledging them")
    return in_sentence(title=task_title(task=of.task, names=names), task=of.task)


def lack(*, of: Lack, tasks: Mapping[str, Task], names: Names) -> str:
    """Return one thing that is lacking, as it completes „brakuje:”."""
    if of.what in LACKING:
        return str(LACKING[of.what])
    if of.what is Lacking.TASK:
        return _task_lacking(of.task, tasks, names)
    missing = of.needed - of.there
    if of.what is Lacking.RECIPIENTS:
        text = ngettext(
            "%(count)s more enquiry to a reputable firm active nationwide (%(there)s of"
            " %(needed)s sent)",
            "%(count)s more enquiries to reputable firms active nationwide (%(there)s of"
            " %(needed)s sent)",
            missing,
        )
    elif of.what is Lacking.REPLIES:
        text = ngettext(
            "%(count)s reply, or the note “no reply” (%(there)s of %(needed)s there)",
            "%(count)s replies, or the notes “no reply” (%(there)s of %(needed)s there)",
            missing,
        )
    elif of.what is Lacking.ACTIONS_DONE:
        text = ngettext(
            "the carrying out of %(count)s action", "the carrying out of %(count)s actions", missing
        )
    elif of.what is Lacking.CHANNELS:
        text = ngettext(
            "publication in %(count)s way that was indicated",
            "publication in %(count)s ways that were indicated",
            missing,
        )
    else:
        return refusal(of=of, tasks=tasks, names=names)
    return text % {"count": missing, "there": of.there, "needed": of.needed}


def refusal(*, of: Lack, tasks: Mapping[str, Task], names: Names) -> str:
    """Return as a sentence why an act was refused."""
    title = task_title(task=tasks[of.task], names=names) if of.task in tasks else ""
    if of.what is Lacking.ROLE and not of.roles:
        return _("Only whoever wrote it may change it.")
    if of.what is Lacking.ROLE:
        roles = [names.adaptation.named(role=role) for role in of.roles]
        return _("This is done by: %(roles)s.") % {"roles": listed(items=roles)}
    if of.what is Lacking.TASK:
        return _("First this has to be done: %(task)s.") % {"task": title}
    if of.what is Lacking.DATES_TURNED_ROUND and title:
        return _("The day of “%(task)s” would lie before the day of what it follows.") % {
            "task": title
        }
    if of.what is Lacking.IN_USE and of.field == "acknowledged_on":
        return _("The head of the office has acknowledged the results. Withdraw that first.")
    if of.what is Lacking.IN_USE:
        return _("Something later rests on it: %(task)s. Withdraw that first.") % {"task": title}
    if of.what is Lacking.FILE:
        return _file(of)
    if of.what in SENTENCES:
        return str(SENTENCES[of.what])
    return _("This is lacking: %(what)s.") % {"what": lack(of=of, tasks=tasks, names=names)}


SENTENCES: dict[Lacking, Promise] = {
    Lacking.FIELD: gettext_lazy("Fill in this field."),
    Lacking.DATE_AHEAD: gettext_lazy("This date has not come yet."),
    Lacking.DATES_TURNED_ROUND: gettext_lazy("The last day lies before the first."),
    Lacking.SOURCE: gettext_lazy("Your role does not speak for this source."),
    Lacking.ALREADY_DONE: gettext_lazy(
        "This is written down already. A mistake can be corrected, or withdrawn."
    ),
    Lacking.CLOSED: gettext_lazy("The edition is closed; nothing in it changes any more."),
    Lacking.NOT_THERE: gettext_lazy("This is no longer there: somebody may have withdrawn it."),
    Lacking.DEADLINE: gettext_lazy(
        "A deadline of this edition is changed by “Move the deadline”, with a reason."
    ),
    Lacking.VALUE: gettext_lazy("This value is not possible here."),
    Lacking.IRREGULARITY: gettext_lazy(
        "This step does not apply: the assessment found neither irregularities nor a threat of"
        " them."
    ),
}


def _file(of: Lack) -> str:
    """Return why a file was not taken, or that one is lacking."""
    if of.field:
        return _("The file %(name)s was not taken: it is empty, too large or of another kind.") % {
            "name": of.field
        }
    if of.there > of.needed:
        text = ngettext(
            "Not more than %(count)s file can be added here.",
            "Not more than %(count)s files can be added here.",
            of.needed,
        )
        return text % {"count": of.needed}
    if of.there and of.there == of.needed:
        return _("Add one file or choose a version of our own survey, not both.")
    if of.needed:
        return _("Add the file: without it nothing can be saved.")
    return _("The storage of files did not answer. Please try again later.")


def _task_lacking(code: str, tasks: Mapping[str, Task], names: Names) -> str:
    if code in TASKS_LACKING:
        return names.with_taker(what=str(TASKS_LACKING[code]), task=code)
    return _("the step “%(title)s”") % {"title": tasks[code].title if code in tasks else code}


__all__ = [
    "in_sentence",
    "lack",
    "now",
    "overdue",
    "refusal",
    "stage_title",
    "state_name",
    "task_title",
    "waiting",
]
