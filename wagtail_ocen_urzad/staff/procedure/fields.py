"""Fields that the forms of the external study share: days as typed in Poland, texts, files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms.models import fields_for_model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_ocen_urzad.procedure import queries
from wagtail_ocen_urzad.procedure.models import (
    Contractor,
    EnquiryRecipient,
    PublicationChannel,
    PublicationDecision,
    Study,
)
from wagtail_ocen_urzad.procedure.operations import ENDINGS, MOST_BYTES
from wagtail_ocen_urzad.staff import dates
from wagtail_ocen_urzad.survey.models import QuestionSetVersion

LONGEST_NAME = 200
EARLIEST = date(2000, 1, 1)
"""No study is older; a year before it is a slip of the keyboard."""
NOT_YET = gettext_lazy("This date has not come yet.")


class DayField(forms.DateField):
    """A day, typed as officials write it."""

    def __init__(self, *, is_past: bool = False, **options: Any) -> None:
        """Make the field.

        Args:
            is_past: it is about something that has happened; days to come are refused.
            options: of Django's field.
        """
        self.is_past = is_past
        super().__init__(
            input_formats=dates.TYPED,
            widget=forms.DateInput(
                format=dates.SHOWN,
                attrs={
                    "autocomplete": "off",
                    "inputmode": "numeric",
                    "placeholder": gettext_lazy("dd.mm.yyyy"),
                },
            ),
            error_messages={
                "invalid": gettext_lazy("Write the date as dd.mm.yyyy."),
                "required": gettext_lazy("Enter the date."),
            },
            **options,
        )
        self.today: date | None = None

    def clean(self, value: Any) -> date | None:
        """Refuse a slip of the keyboard, and of what has happened a day that has not come."""
        day: date | None = super().clean(value)
        if day is not None and day < EARLIEST:
            raise ValidationError(_("Write the year with four digits."))
        if self.is_past and day is not None and self.today is not None and day > self.today:
            raise ValidationError(str(NOT_YET))
        return day


class TextField(forms.CharField):
    """Some sentences."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        """Make the field, as high as this many lines."""
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), **{"max_length": 10_000, **options}
        )


class PaperField(forms.FileField):
    """A paper that is added to the edition and kept as it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_NAME,
            widget=forms.FileInput(attrs={"accept": ",".join(sorted(ENDINGS))}),
            help_text=gettext_lazy(
                "PDF, document, spreadsheet, scan or message. A file once added cannot be changed."
            ),
            error_messages={
                "empty": gettext_lazy("This file is empty."),
                "required": gettext_lazy("Choose the file."),
            },
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse other kinds of files, and those that are too large."""
        cleaned: Any = super().clean(data, initial)
        if isinstance(cleaned, UploadedFile):
            name = cleaned.name or ""
            if PurePath(name).suffix.lower() not in ENDINGS:
                raise ValidationError(
                    _("Files of this kind are not taken. Taken are: %(kinds)s.")
                    % {"kinds": ", ".join(sorted(ENDINGS))}
                )
            if (cleaned.size or 0) > MOST_BYTES:
                raise ValidationError(
                    _("The file is larger than %(megabytes)s MB.")
                    % {"megabytes": MOST_BYTES // 1024**2}
                )
        return cleaned


class PapersInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PapersField(PaperField):
    """Several papers at once; gives a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget = PapersInput(attrs=self.widget.attrs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Judge each file by itself."""
        found = [one for one in data or [] if one] if isinstance(data, list | tuple) else [data]
        cleaned = [super(PapersField, self).clean(one, initial) for one in found or [None]]
        return [one for one in cleaned if one]


class MoneyField(forms.DecimalField):
    """Złotys, as typed in Poland: „18 500,00”."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            decimal_places=2,
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
            error_messages={"invalid": gettext_lazy("Write the amount as 18500,00.")},
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """Take spaces between thousands, and the decimal comma."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").removesuffix("zł")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with the decimal comma."""
        return (
            value if isinstance(value, str) or value is None else f"{value:.2f}".replace(".", ",")
        )


class Offering:
    """A field whose choices depend on the edition."""

    def offer(self, *, study: Study) -> None:
        """Find the choices."""
        raise NotImplementedError


class FirmField(forms.ModelChoiceField, Offering):  # type: ignore[type-arg]  # generic in the stubs only
    """A firm of the office's register."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Contractor.objects.none(),
            label=gettext_lazy("Firm"),
            error_messages={"required": gettext_lazy("Choose the firm.")},
            **options,
        )

    def offer(self, *, study: Study) -> None:
        """Offer the firms that are in use."""
        self.queryset = queries.contractors_of(office=study.office, active_only=True)


class RecipientsField(forms.ModelMultipleChoiceField, Offering):  # type: ignore[type-arg]  # generic in the stubs only
    """Firms that are to be asked and have not been asked yet."""

    def __init__(self) -> None:
        super().__init__(
            queryset=EnquiryRecipient.objects.none(),
            label=gettext_lazy("Firms that the enquiry was sent to"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Tick the firms.")},
        )

    def offer(self, *, study: Study) -> None:
        """Offer those that were not asked."""
        found = queries.records_of(study=study, kind=EnquiryRecipient)
        self.queryset = found.filter(sent_on=None)


class VersionField(forms.ModelChoiceField, Offering):  # type: ignore[type-arg]  # generic in the stubs only
    """A version of one of the office's own surveys."""

    def __init__(self) -> None:
        super().__init__(
            queryset=QuestionSetVersion.objects.none(),
            required=False,
            label=gettext_lazy("Version of our own survey"),
            help_text=gettext_lazy("Instead of a file, when this tool's own survey is used."),
        )

    def offer(self, *, study: Study) -> None:
        """Offer every version that was ever in force, the newest first."""
        found = QuestionSetVersion.objects.filter(survey__office=study.office)
        self.queryset = found.select_related("survey").defer("content").order_by("-pk")

    def label_from_instance(self, obj: Any) -> str:
        """Return „Ankieta, wersja 3”."""
        return _("%(survey)s, version %(number)s") % {
            "survey": obj.survey.title,
            "number": obj.number,
        }


class ChannelField(forms.ChoiceField, Offering):
    """One of the ways of publishing that the representative has indicated (P-21)."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Way of publishing"))

    def offer(self, *, study: Study) -> None:
        """Offer the ways that were indicated."""
        decision = queries.records_of(study=study, kind=PublicationDecision).last()
        indicated = decision.channels if decision else []
        labels = dict(PublicationChannel.choices)
        self.choices = [(one, labels.get(one, one)) for one in indicated]


class YesNoField(forms.TypedChoiceField):
    """Yes or no, neither of them ticked beforehand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[
                ("tak", pgettext_lazy("choice", "yes")),
                ("nie", pgettext_lazy("choice", "no")),
            ],
            coerce=lambda value: value == "tak",
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored value."""
        return {True: "tak", False: "nie"}.get(value, value)


class StudyForm(forms.Form):
    """A form of one act."""

    rows: tuple[tuple[str, ...], ...] = ()
    """Fields that stand beside each other where there is room."""

    def __init__(self, *args: Any, study: Study, today: date, **kwargs: Any) -> None:
        """Make the form.

        Args:
            study: the edition.
            today: in the office's zone.
            args: of Django's form.
            kwargs: of Django's form.
        """
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today
            if isinstance(field, Offering):
                field.offer(study=study)

    @property
    def needs_multipart(self) -> bool:
        """The form carries files."""
        return self.is_multipart()

    def in_rows(self) -> list[list[Any]]:
        """Return the fields, line by line."""
        beside = {name: row for row in self.rows for name in row}
        lines: list[list[Any]] = []
        for name in self.fields:
            row = beside.get(name, (name,))
            if name == row[0]:
                lines.append([self[one] for one in row if one in self.fields])
        return lines


def form_of(
    model: type[models.Model],
    *fields: str,
    past: Sequence[str] = (),
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
    rows: tuple[tuple[str, ...], ...] = (),
    first: Mapping[str, forms.Field] | None = None,
    **more: forms.Field,
) -> type[StudyForm]:
    """Return a form with these fields of a record, called what the record calls them.

    Args:
        model: the record.
        fields: their names, in the order of the form.
        past: days that have happened; those to come are refused.
        required: fields that this act demands although the record may be without them.
        optional: fields that this act does not demand.
        rows: fields that stand beside each other.
        first: other fields that come before these.
        more: other fields that come after them, such as files.
    """
    # Foreign keys are left to `more`: whose firms are offered depends on the office.
    found = fields_for_model(model, fields=fields, formfield_callback=_typed(frozenset(past)))
    for name, field in found.items():
        field.required = (field.required or name in required) and name not in optional
    names = {**(first or {}), **found, **more, "rows": rows}
    return type(f"{model.__name__}Form", (StudyForm,), names)


def _typed(past: frozenset[str]) -> Any:
    def formfield(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
        options: dict[str, Any] = {
            "label": capfirst(field.verbose_name),
            "required": not field.blank,
        }
        if isinstance(field, models.DateField):
            return DayField(is_past=field.name in past, **options)
        if isinstance(field, models.TextField):
            return TextField(**options)
        if isinstance(field, models.DecimalField):
            return MoneyField(max_digits=field.max_digits, **options)
        if isinstance(field, models.BooleanField):
            return forms.BooleanField(label=options["label"], required=False)
        if field.choices:
            return forms.ChoiceField(choices=[("", ""), *field.choices], **options)
        return field.formfield(**options)

    return formfield
