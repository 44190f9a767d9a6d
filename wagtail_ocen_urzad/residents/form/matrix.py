"""Ratings on one scale as rows under common column heads.

Every row stays a group of its own and every mark keeps its own words, so the heads are for the
eye only. Where the width does not allow a table, the rows are plain questions one below another;
so they are at any width when the words of the scale are too long for heads.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wagtail_ocen_urzad.residents.form.asked import Asked
from wagtail_ocen_urzad.residents.form.controls import (
    NOTHING,
    choice_question,
    marks,
    name,
    notes,
    wrong,
)
from wagtail_ocen_urzad.residents.form.layout import matrix_classes
from wagtail_ocen_urzad.residents.typography import typeset
from wagtail_ocen_urzad.survey.questionnaire import NOT_APPLICABLE, RatingScale


def matrix(
    rows: Sequence[Asked], *, scale: RatingScale, lead: str, hidden: str, is_group: bool
) -> SafeString:
    """Return the rows with their heads.

    Args:
        rows: the ratings.
        scale: that of all of them.
        lead: beginning of the sentence that they end.
        hidden: classes of what is there only for these rows.
        is_group: the lead is theirs alone, so that it names them for whoever hears the page.
    """
    lead_id = f"{rows[0].group_id}-lead"
    with_none = next((row for row in rows if row.question.allows_not_applicable), None)
    return format_html(
        '<div class="{}{}{}"{}>{}{}</div>\n',
        matrix_classes(scale=scale),
        " ou-has-na" if with_none else "",
        hidden,
        _named(lead_id) if lead and is_group else NOTHING,
        _heads(with_none or rows[0], lead=_lead(lead, lead_id)),
        format_html_join("", "{}", ((_row(row),) for row in rows)),
    )


def stack(rows: Sequence[Asked], *, lead: str, hidden: str) -> SafeString:
    """Return rows whose marks are too long for column heads: plain questions under their lead."""
    lead_id = f"{rows[0].group_id}-lead"
    return format_html(
        '<div class="ou-stack{}"{}>{}{}</div>\n',
        hidden,
        _named(lead_id) if lead else NOTHING,
        _lead(lead, lead_id) if lead else NOTHING,
        format_html_join("", "{}", ((choice_question(row),) for row in rows)),
    )


def _named(lead_id: str) -> SafeString:
    return format_html(' role="group" aria-labelledby="{}"', lead_id)


def _lead(lead: str, lead_id: str) -> SafeString:
    return format_html('<p class="ou-lead" id="{}">{}</p>', lead_id, typeset(lead))


def _heads(asked: Asked, *, lead: SafeString) -> SafeString:
    has_ends = any(option.end for option in asked.options)
    return format_html(
        '<div class="ou-heads{}">{}<div class="ou-cells" aria-hidden="true">{}</div></div>\n',
        " ou-with-ends" if has_ends else "",
        lead,
        format_html_join(
            "",
            "<span{}>{}{}</span>",
            (
                (
                    SafeString(' class="ou-na"') if option.value == NOT_APPLICABLE else NOTHING,
                    typeset(option.label),
                    format_html(' <span class="ou-end-word">{}</span>', typeset(option.end))
                    if option.end
                    else NOTHING,
                )
                for option in asked.options
            ),
        ),
    )


def _row(asked: Asked) -> SafeString:
    # Hint and message are part of the legend: they stand in the left cell.
    return format_html(
        '<fieldset class="ou-q ou-row{}{}" id="{}"><legend class="ou-name">{}{}</legend>'
        '<div class="ou-options ou-cells">\n{}</div></fieldset>\n',
        wrong(asked),
        asked.hidden,
        asked.group_id,
        name(asked),
        notes(asked),
        marks(asked),
    )
