"""Step 1: issues, the enquiry, replies, procurement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_ocen_urzad.procedure import operations, queries
from wagtail_ocen_urzad.procedure.documents.kept import letter_name, letter_to_send
from wagtail_ocen_urzad.procedure.documents.letter import default_letter
from wagtail_ocen_urzad.procedure.models import (
    DeliveryChannel,
    EnquiryRecipient,
    Issue,
    IssueCatalogue,
    PriceEnquiry,
    Procurement,
    Quote,
    Study,
    StudyRecord,
)
from wagtail_ocen_urzad.procedure.operations import NewFile
from wagtail_ocen_urzad.procedure.verbs import Verb
from wagtail_ocen_urzad.staff.procedure.acts.act import Act, papers, until
from wagtail_ocen_urzad.staff.procedure.fields import (
    DayField,
    FirmField,
    RecipientsField,
    StudyForm,
    form_of,
)


class SendingForm(StudyForm):
    """Which firms the letter was sent to, how and when."""

    rows = (("channel", "sent_on"),)

    recipients = RecipientsField()
    channel = forms.ChoiceField(label=_("How it was sent"), choices=DeliveryChannel.choices)
    sent_on = DayField(label=_("Sent on"), is_past=True)
    # Django keeps fields apart from the form's own attribute of this name.
    files = papers(label=_("Proof of sending"))  # type: ignore[assignment]  # see above


def send(
    *,
    study: Study,
    recipients: Sequence[EnquiryRecipient],
    channel: str,
    sent_on: Any,
    files: Sequence[NewFile],
    **more: Any,
) -> Any:
    """Send the enquiry to all that were ticked, the same way on the same day.

    The letter is kept as it went, with the catalogue of that day as its annex.
    """
    papers = [*files]
    if queries.records_of(study=study, kind=PriceEnquiry).exists():
        letter = NewFile(name=letter_name(study=study), content=letter_to_send(study=study))
        papers = [letter, *papers]
    sendings = [
        operations.Sending(recipient=one, channel=DeliveryChannel(channel), sent_on=sent_on)
        for one in recipients
    ]
    return operations.send_enquiry(study=study, sendings=sendings, files=papers, **more)


def letter_to_begin_with(study: Study) -> Mapping[str, Any]:
    """Return the letter that the tool ships, ready to be edited."""
    return {"letter": default_letter(study=study), "case_number": study.case_number}


def somebody_is_to_be_asked(records: Sequence[StudyRecord]) -> bool:
    """Say whether a firm on the list was not asked yet."""
    return any(isinstance(one, EnquiryRecipient) and one.sent_on is None for one in records)


def was_asked(records: Sequence[StudyRecord]) -> bool:
    """Say whether a firm was asked and has not answered."""
    asked = any(isinstance(one, EnquiryRecipient) and one.sent_on for one in records)
    return asked and not any(isinstance(one, Quote) for one in records)


def waits_for_result(records: Sequence[StudyRecord]) -> bool:
    """Say whether the procurement was started and has no result."""
    return any(isinstance(one, Procurement) and not one.result for one in records)


ACTS = (
    Act(
        verb=Verb.ADD_ISSUE,
        slug="dodaj",
        heading=_("Add an issue"),
        button=_("Add the issue"),
        form=form_of(
            Issue,
            "text",
            "source",
            "supplied_by",
            "supplied_on",
            past=["supplied_on"],
            rows=(("supplied_by", "supplied_on"),),
        ),
        do=operations.add_issue,
    ),
    Act(
        verb=Verb.COMPILE_CATALOGUE,
        slug="zamknij",
        heading=_("The catalogue is compiled"),
        button=_("Write down that the catalogue is compiled"),
        form=form_of(IssueCatalogue, "compiled_on", "note", past=["compiled_on"], files=papers()),
        do=operations.compile_catalogue,
        offered=until(IssueCatalogue),
    ),
    Act(
        verb=Verb.PREPARE_ENQUIRY,
        slug="pismo",
        heading=_("Letter asking for a price"),
        button=_("Save the letter"),
        form=form_of(
            PriceEnquiry,
            "letter",
            "dated",
            "reply_by",
            "case_number",
            rows=(("dated", "reply_by", "case_number"),),
            files=papers(),
        ),
        do=operations.prepare_enquiry,
        offered=until(PriceEnquiry),
        initial=letter_to_begin_with,
    ),
    Act(
        verb=Verb.ADD_RECIPIENT,
        slug="firma",
        heading=_("Add a firm to be asked"),
        button=_("Add the firm"),
        form=form_of(
            EnquiryRecipient,
            "contact",
            "is_reputable",
            "reputation_note",
            "is_nationwide",
            "nationwide_note",
            first={"contractor": FirmField()},
        ),
        do=operations.add_recipient,
    ),
    Act(
        verb=Verb.SEND_ENQUIRY,
        slug="wyslij",
        heading=_("The enquiry was sent"),
        button=_("Write down the sending"),
        form=SendingForm,
        do=send,
        offered=somebody_is_to_be_asked,
    ),
    Act(
        verb=Verb.RECORD_QUOTE,
        slug="oferta",
        heading=_("The firm answered"),
        button=_("Save the quote"),
        form=form_of(
            Quote,
            "noted_on",
            "net",
            "gross",
            "note",
            past=["noted_on"],
            required=["net"],
            rows=(("noted_on", "net", "gross"),),
            files=papers(),
        ),
        do=operations.record_quote,
        offered=was_asked,
        on=EnquiryRecipient,
        argument="recipient",
    ),
    Act(
        verb=Verb.RECORD_NO_REPLY,
        slug="brak-odpowiedzi",
        heading=_("The firm did not answer"),
        button=_("Write down “no reply”"),
        form=form_of(
            Quote,
            "note",
            first={"noted_on": DayField(label=_("Noted on"), is_past=True)},
        ),
        do=operations.record_no_reply,
        offered=was_asked,
        on=EnquiryRecipient,
        argument="recipient",
    ),
    Act(
        verb=Verb.START_PROCUREMENT,
        slug="rozpocznij",
        heading=_("The procurement was started"),
        button=_("Save the start"),
        form=form_of(
            Procurement,
            "started_on",
            "estimate",
            "path",
            "path_reason",
            "case_number",
            past=["started_on"],
            optional=["path"],
            rows=(("started_on", "estimate"),),
            files=papers(),
        ),
        do=operations.start_procurement,
        offered=until(Procurement),
        help=_("Left empty, the path is the one that the threshold of that day proposes."),
    ),
    Act(
        verb=Verb.CONCLUDE_PROCUREMENT,
        slug="wynik",
        heading=pgettext_lazy("procurement", "Result"),
        button=_("Save the result"),
        form=form_of(
            Procurement,
            "concluded_on",
            "result",
            past=["concluded_on"],
            required=["concluded_on", "result"],
            files=papers(),
        ),
        do=operations.conclude_procurement,
        offered=waits_for_result,
    ),
)
