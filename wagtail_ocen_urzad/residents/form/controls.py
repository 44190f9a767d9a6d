"""The HTML of one question. Every text goes through `format_html`, which escapes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wagtail_ocen_urzad.residents.form import layout, wording
from wagtail_ocen_urzad.residents.form.asked import Asked, Option, control_id
from wagtail_ocen_urzad.residents.typography import typeset
from wagtail_ocen_urzad.survey.questionnaire import NOT_APPLICABLE, OTHER_LIMIT, QuestionKind

NOTHING = SafeString()
CHECKED = SafeString(" checked")
SELECTED = SafeString(" selected")
INVALID = SafeString(' aria-invalid="true"')
TEXT_ROWS = 5


def text_question(asked: Asked) -> SafeString:
    """A free text: the note on personal data stands between label and field."""
    return format_html(
        '<div class="ou-q{}{}" id="{}"><label class="ou-name" for="{}">{}</label>{}'
        # A browser swallows the first line break after the tag, so it is given one to swallow.
        '<textarea class="ou-text" id="{}" name="{}" rows="{}" maxlength="{}"{}{}>\n{}</textarea>'
        "</div>\n",
        wrong(asked),
        asked.hidden,
        asked.group_id,
        control_id(asked.question),
        name(asked),
        notes(asked),
        control_id(asked.question),
        asked.question.code,
        TEXT_ROWS,
        asked.question.max_length,
        _described(asked),
        INVALID if asked.message else NOTHING,
        "\n".join(asked.given),
    )


def department_question(asked: Asked, departments: Sequence[tuple[str, str]]) -> SafeString:
    """The list of departments in the order of the regulations."""
    options = [("", _("Choose from the list")), *departments]
    if asked.question.allows_not_applicable:
        options.append((NOT_APPLICABLE, wording.not_applicable(asked.question)))
    return format_html(
        '<div class="ou-q{}{}" id="{}"><label class="ou-name" for="{}">{}</label>{}'
        '<div class="ou-select"><select id="{}" name="{}"{}{}>{}</select></div></div>\n',
        wrong(asked),
        asked.hidden,
        asked.group_id,
        control_id(asked.question),
        name(asked),
        notes(asked),
        control_id(asked.question),
        asked.question.code,
        _described(asked),
        INVALID if asked.message else NOTHING,
        format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (code, SELECTED if code in asked.given[:1] else NOTHING, typeset(label))
                for code, label in options
            ),
        ),
    )


def choice_question(asked: Asked) -> SafeString:
    """A single or multiple choice, or a rating that stands alone: rows, a line, or cells."""
    classes, drops = _arrangement(asked)
    kind = "ou-options ou-marks" if asked.question.scale is not None else "ou-options"
    return format_html(
        '<fieldset class="ou-q{}{}" id="{}"{}><legend class="ou-name">{}</legend>{}'
        '<div class="{}{}">\n{}</div></fieldset>\n',
        wrong(asked),
        asked.hidden,
        asked.group_id,
        _described(asked),
        name(asked),
        notes(asked),
        kind,
        f" {classes}" if classes else "",
        marks(asked, last_drops=drops),
    )


def name(asked: Asked) -> SafeString:
    """Number and text; the few required questions say so in words."""
    required = NOTHING
    if asked.question.is_required:
        required = format_html(' <span class="ou-required">({})</span>', _("required field"))
    return format_html(
        '<span class="ou-number">{}.</span> {}{}',
        asked.number,
        typeset(asked.question.text),
        required,
    )


def notes(asked: Asked) -> SafeString:
    """Hint and message between the question and its options."""
    hint = message = NOTHING
    if asked.hint:
        hint = format_html(
            ' <span class="ou-hint" id="{}-hint">{}</span>', asked.group_id, typeset(asked.hint)
        )
    if asked.message:
        message = format_html(
            ' <span class="ou-error" id="{}-error"><span class="ou-unseen">{} </span>{}</span>',
            asked.group_id,
            _("Error:"),
            typeset(asked.message),
        )
    return hint + message


def marks(asked: Asked, *, last_drops: bool = False) -> SafeString:
    """Radio buttons or checkboxes, each inside its label, so that the whole row is the target."""
    count = len(asked.options)
    return format_html_join(
        "",
        "{}",
        (
            (_mark(asked, option, place, is_last=last_drops and place == count),)
            for place, option in enumerate(asked.options, start=1)
        ),
    )


def _mark(asked: Asked, option: Option, place: int, *, is_last: bool) -> SafeString:
    is_multiple = asked.question.kind is QuestionKind.MULTIPLE
    # Of two values for one choice the first is shown; a browser would keep the last.
    marked = asked.given if is_multiple else asked.given[:1]
    mark = format_html(
        '<label class="ou-option{}{}"><input type="{}" id="{}-{}" name="{}" value="{}"{}{}>'
        "<span>{}</span></label>\n",
        " ou-na" if option.value == NOT_APPLICABLE else "",
        " ou-last" if is_last else "",
        "checkbox" if is_multiple else "radio",
        asked.group_id,
        place,
        asked.question.code,
        option.value,
        format_html(' class="{}"', option.classes) if option.classes else NOTHING,
        CHECKED if option.value in marked else NOTHING,
        _label(option),
    )
    if not option.field:
        return mark
    return format_html('<div class="ou-with">{}{}</div>\n', mark, _text_beside(asked, option))


def _label(option: Option) -> SafeString:
    return format_html(
        "{}{}{}",
        typeset(option.label),
        format_html(' <span class="ou-end-word">{}</span>', typeset(option.end))
        if option.end
        else NOTHING,
        format_html(' <span class="ou-goes-on">{}</span>', typeset(option.goes_on))
        if option.goes_on
        else NOTHING,
    )


def _text_beside(asked: Asked, option: Option) -> SafeString:
    """The text of „inna (jaka?)”: the blank placeholder tells the stylesheet that it is empty."""
    is_faulty = asked.faulty == option.field
    described = format_html(' aria-describedby="{}-error"', asked.group_id)
    field_id = control_id(asked.question, field=option.field)
    return format_html(
        '<div class="ou-beside"><label for="{}"><span class="ou-unseen">{}: </span>{}</label>'
        '<input type="text" class="ou-line" id="{}" name="{}" value="{}" maxlength="{}"'
        ' placeholder=" " autocomplete="off"{}{}></div>',
        field_id,
        typeset(option.label),
        typeset(wording.which(option.label)),
        field_id,
        option.field,
        asked.beside.get(option.field, ""),
        OTHER_LIMIT,
        described if is_faulty else NOTHING,
        INVALID if is_faulty else NOTHING,
    )


def wrong(asked: Asked) -> str:
    """The class of a question whose answer must be mended."""
    return " ou-wrong" if asked.message else ""


def _described(asked: Asked) -> SafeString:
    ids = asked.described_by
    return format_html(' aria-describedby="{}"', ids) if ids else NOTHING


def _arrangement(asked: Asked) -> tuple[str, bool]:
    question = asked.question
    if question.scale is not None:
        # The words of a mark that leads past questions need a row of their own.
        leads = any(option.goes_on for option in asked.options)
        classes = "" if leads else layout.scale_classes(scale=question.scale)
        return classes or _long(asked), bool(classes) and question.allows_not_applicable
    labels = [option.words for option in asked.options]
    if question.kind is QuestionKind.MULTIPLE:
        return layout.list_classes(labels=labels) or _long(asked), False
    if question.text_fields:
        # A text field between the options of a line would break the line.
        return _long(asked), False
    ends = question.allows_not_applicable or layout.is_opt_out(question.choices[-1])
    classes, drops = layout.line_classes(labels=labels, ends_with_opt_out=ends)
    return classes or _long(asked), drops


def _long(asked: Asked) -> str:
    return layout.column_classes(labels=[option.words for option in asked.options])
