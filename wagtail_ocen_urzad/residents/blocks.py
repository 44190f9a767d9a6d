"""The questions as editors see them in a page: a flat stream of areas and questions.

A question's `code` travels hidden: it says that a reworded question is still the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_ocen_urzad.residents.pasting import pasted_lines
from wagtail_ocen_urzad.residents.scales import (
    FIVE_POINTS,
    MOST_POINTS,
    OWN,
    READY,
    good_by_default,
)
from wagtail_ocen_urzad.survey.questionnaire import TEXT_LIMIT, Best

SETTINGS = ("help_text", "is_required", "allows_not_applicable")
OPTION_LIMIT = 255
TEXT_OF_QUESTION_LIMIT = 300
MOST_OPTIONS = 60
SCALES = (
    ("five", _("five points: very good … very bad")),
    ("high_low", _("five points: very high … very low")),
    ("school", _("school marks: 6 … 1")),
    ("four", _("four points: yes, rather yes, rather no, no")),
    ("faces", _("three points: positive, neutral, negative")),
    ("yes_no", _("yes or no")),
    ("ten", _("ten points: 10 … 1")),
    (OWN, _("own scale")),
)
"""Ready scales by code, as an editor picks them."""
DIRECTIONS = (
    (Best.HIGH.value, _("the best mark has the highest number")),
    (Best.LOW.value, _("the best mark is number 1")),
)


def layout(
    *shown: str | blocks.BlockGroup, settings: Sequence[str | blocks.BlockGroup]
) -> blocks.BlockGroup:
    """Return what of a question stands open, and what is kept under the cog.

    What changes figures must not hide: the text, the options, and whether it is another question.
    """
    return blocks.BlockGroup(children=list(shown), settings=[*settings, "code"])


class CodeBlock(blocks.FieldBlock):
    """A stable code, hidden from editors and given by the page form."""

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=False, max_length=max_length, widget=forms.HiddenInput
        )
        super().__init__(**kwargs)

    class Meta:
        default = ""
        label = _("Code")
        # Drawn by nobody: staff.css hides it together with its label.
        form_classname = "ou-code"


class PasteBlock(blocks.TextBlock):
    """Where a list copied from a document is put; saving makes items of it and empties it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, rows=3, **kwargs)

    class Meta:
        icon = "paste"
        default = ""


class SkipBlock(blocks.StructBlock):
    """After which answer the form goes on elsewhere („jeśli nie, przejdź do…”)."""

    skip_to = blocks.CharBlock(
        label=_("After this answer go to"),
        help_text=_(
            "The number of a later question, “details” for the first question about the"
            " respondent, or “end”. Left empty: the next question."
        ),
        max_length=400,
        required=False,
    )
    skip_code = CodeBlock(max_length=60)


class OptionBlock(blocks.StructBlock):
    """One option of a choice."""

    label = blocks.CharBlock(label=_("Text"), max_length=OPTION_LIMIT)
    takes_text = blocks.BooleanBlock(
        label=_("With room to write: “other (which?)”"),
        help_text=_("A short text may be written beside this option."),
        required=False,
    )
    code = CodeBlock()

    class Meta:
        form_layout = layout("label", settings=("takes_text",))
        label = _("Option")
        icon = "list-ul"
        label_format = "{label}"


class LeadingOptionBlock(OptionBlock, SkipBlock):
    """One option of a question to which there is one answer only."""

    class Meta:
        form_layout = layout("label", settings=("takes_text", "skip_to", "skip_code"))
        label_format = "{label} {skip_to}"


class PointBlock(blocks.StructBlock):
    """One mark of an own scale; its number is given by the page form."""

    label = blocks.CharBlock(label=_("Name of the mark"), max_length=80)
    is_good = blocks.BooleanBlock(
        label=_("Counts as a good mark"),
        help_text=_("The report gives the share of good marks."),
        required=False,
    )
    value = CodeBlock()

    class Meta:
        label = pgettext_lazy("of a scale", "Mark")
        icon = "order"
        label_format = "{label}"


class LeadingMarkBlock(SkipBlock):
    """A mark after which the form goes on elsewhere."""

    answer = blocks.CharBlock(
        label=pgettext_lazy("of a scale", "Mark"),
        help_text=_("Its name or its number, e.g. “no”."),
        max_length=100,
    )

    class Meta:
        form_layout = blocks.BlockGroup(children=["answer", "skip_to", "skip_code"])
        label = _("Way on")
        icon = "arrow-right"
        label_format = "{answer} {skip_to}"


class PastingMixin(blocks.StructBlock):
    """Makes items of a list that was pasted."""

    pastes: ClassVar[dict[str, tuple[str, str]]] = {}
    """Field of the items, and the name of their text, by field to paste into."""

    def clean(self, value: Any) -> Any:
        """Put what was pasted behind the items; blank items that were never saved give way.

        Raises:
            StructBlockValidationError: an item is too long, or there are too many; what was
                pasted stays in its field.
        """
        taken = self._to_struct_value(dict(value))
        errors = {}
        for source, (name, text) in self.pastes.items():
            if not (value.get(source) or "").strip():
                continue
            try:
                taken[name] = self._with_pasted(value[source], value[name], name, text)
            except ValidationError as error:
                errors[source] = error
            else:
                taken[source] = ""
                self.after_pasting(taken, source)
        if errors:
            raise StructBlockValidationError(errors)
        return super().clean(taken)

    def after_pasting(self, value: Any, source: str) -> None:
        """Do what else follows from it."""

    def _with_pasted(self, pasted: str, items: Any, name: str, text: str) -> ListValue:
        """Return the items with the pasted ones.

        Raises:
            ValidationError: an item is too long, or there are too many.
        """
        block = self.child_blocks[name]
        kept = [
            child
            for child in items.bound_blocks
            if (child.value.get(text) or "").strip()
            or child.value.get("code")
            or child.value.get("value")
        ]
        lines = pasted_lines(text=pasted, already=[one.value.get(text) or "" for one in kept])
        limit = block.child_block.child_blocks[text].field.max_length
        for line in lines:
            if len(line) > limit:
                words = _("“%(beginning)s…” has more than %(limit)s characters.")
                raise ValidationError(words % {"beginning": line[:40], "limit": limit})
        if len(kept) + len(lines) > block.meta.max_num:
            words = _("There may be at most %(most)s items; with the pasted ones there are more.")
            raise ValidationError(words % {"most": block.meta.max_num})
        added = [block.child_block.to_python({text: line}) for line in lines]
        fresh = [ListValue.ListChild(block.child_block, one) for one in added]
        return ListValue(block, bound_blocks=[*kept, *fresh])


class ScaleBlock(PastingMixin):
    """The scale of a rating or a table: a ready one, or marks of its own."""

    scale = blocks.ChoiceBlock(
        label=pgettext_lazy("of a rating", "Scale"),
        choices=SCALES,
        default=FIVE_POINTS.code,
    )
    good = blocks.IntegerBlock(
        label=_("How many of the best marks count as good"),
        help_text=_(
            "For the share of good marks in the report. Left empty: as usual for a ready scale;"
            " of an own scale, what is ticked at its marks."
        ),
        min_value=1,
        max_value=MOST_POINTS,
        required=False,
    )
    best = blocks.ChoiceBlock(
        label=_("Numbers of the marks"),
        help_text=_("They are given by themselves, from the best mark on."),
        choices=DIRECTIONS,
        default=Best.HIGH.value,
    )
    points = blocks.ListBlock(
        PointBlock(), label=_("Marks, the best first"), default=[], max_num=MOST_POINTS
    )
    pasted_points = PasteBlock(
        label=_("Paste the marks, the best first (one in a line)"),
        help_text=_(
            "Saving makes marks of an own scale of them. The two best will count as good (of a"
            " short scale the best, of ten marks three); you may change that at each mark."
        ),
    )

    pastes: ClassVar[dict[str, tuple[str, str]]] = {"pasted_points": ("points", "label")}

    def clean(self, value: Any) -> Any:
        """Leave blank marks out where the scale is a ready one; hold the number of good ones.

        Raises:
            StructBlockValidationError: more good marks than there are.
        """
        ready = READY.get(value.get("scale") or FIVE_POINTS.code)
        if ready is not None:
            value = self._to_struct_value(dict(value))
            marks = [one for one in value["points"].bound_blocks if one.value.get("label")]
            value["points"] = ListValue(self.child_blocks["points"], bound_blocks=marks)
        cleaned = super().clean(value)
        good = cleaned.get("good")
        is_ready = cleaned["scale"] != OWN
        if ready is not None and is_ready and good and good >= len(ready.points):
            words = _("This scale has %(marks)s marks; not all of them can be good.")
            error = ValidationError(words % {"marks": len(ready.points)})
            raise StructBlockValidationError({"good": error})
        return cleaned

    def after_pasting(self, value: Any, source: str) -> None:
        """Marks that were pasted are an own scale; the best of them are good."""
        if source != "pasted_points":
            return
        value["scale"] = OWN
        points = list(value["points"])
        if not any(point.get("is_good") for point in points):
            for point in points[: good_by_default(count=len(points))]:
                point["is_good"] = True


def scale_settings() -> tuple[str | blocks.BlockGroup, ...]:
    """Return the scale's part of a layout, marks of an own scale apart."""
    own = blocks.BlockGroup(
        children=["best", "points", "pasted_points"],
        heading=_("Own scale"),
        icon="order",
        classname="ou-own-scale",
        label_format="",
    )
    return ("scale", "good", own)


class AreaBlock(blocks.StructBlock):
    """The heading that the questions below it belong to."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    lead = blocks.CharBlock(label=_("Sentence under the heading"), max_length=255, required=False)
    is_demographics = blocks.BooleanBlock(
        label=_("Questions about the respondent"),
        help_text=_("Never required; asked last."),
        required=False,
    )
    code = CodeBlock()

    class Meta:
        label = _("Area")
        icon = "list-ul"
        label_format = "{title}"


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    text = blocks.CharBlock(label=_("Question text"), max_length=TEXT_OF_QUESTION_LIMIT)
    is_new = blocks.BooleanBlock(
        label=_("This is another question (starts a new series of results)"),
        help_text=_("Left unticked, the change is editorial and results stay comparable."),
        required=False,
    )
    help_text = blocks.CharBlock(label=_("Hint"), max_length=255, required=False)
    is_required = blocks.BooleanBlock(label=_("Required"), required=False)
    code = CodeBlock()

    class Meta:
        label_format = "{text}"
        form_layout = layout("text", "is_new", settings=("help_text", "is_required"))


class NotApplicableMixin(blocks.StructBlock):
    """Offers a way out that is no point of the scale."""

    allows_not_applicable = blocks.BooleanBlock(
        label=_("With “not applicable / hard to say”"), required=False
    )


class RatingBlock(QuestionBlock, NotApplicableMixin, ScaleBlock):
    """A mark on a scale."""

    skips = blocks.ListBlock(
        LeadingMarkBlock(), label=_("Ways on after a mark"), default=[], max_num=MOST_POINTS
    )

    class Meta:
        form_layout = layout("text", "is_new", settings=(*SETTINGS, *scale_settings(), "skips"))
        label = _("Rating")
        icon = "order"
        help_text = _("Five points, from very good to very bad, unless another scale is chosen.")


class RowBlock(blocks.StructBlock):
    """One rating in a table."""

    text = blocks.CharBlock(label=_("What is rated"), max_length=TEXT_OF_QUESTION_LIMIT)
    is_new = blocks.BooleanBlock(
        label=_("This is another question (starts a new series of results)"),
        help_text=_("Left unticked, the change is editorial and results stay comparable."),
        required=False,
    )
    code = CodeBlock()

    class Meta:
        form_layout = blocks.BlockGroup(children=["text", "is_new", "code"])
        label = pgettext_lazy("of a table", "Item")
        icon = "order"
        label_format = "{text}"


class MatrixBlock(ScaleBlock, NotApplicableMixin):
    """Several ratings on one scale, shown as a table."""

    lead = blocks.CharBlock(
        label=_("Beginning of the sentence"),
        help_text=_("Every item ends it, e.g. “How do you rate:”."),
        max_length=255,
        required=False,
    )
    rows = blocks.ListBlock(
        RowBlock(),
        label=pgettext_lazy("of a table", "Items"),
        min_num=1,
        max_num=MOST_OPTIONS,
        collapsed=True,
    )
    pasted_rows = PasteBlock(
        label=_("Paste a list of items (one in a line)"),
        help_text=_("Saving makes items of it. What is in the list already is not added again."),
    )
    is_required = blocks.BooleanBlock(label=_("Required"), required=False)
    code = CodeBlock()

    pastes: ClassVar[dict[str, tuple[str, str]]] = {
        **ScaleBlock.pastes,
        "pasted_rows": ("rows", "text"),
    }

    class Meta:
        form_layout = layout(
            "lead",
            "rows",
            "pasted_rows",
            settings=("is_required", "allows_not_applicable", *scale_settings()),
        )
        label = _("Table of ratings")
        icon = "table"
        help_text = _("Several items on one scale, each a question with its own results.")
        label_format = "{lead}"


class ChoiceBlock(QuestionBlock, NotApplicableMixin, PastingMixin):
    """A question with options of its own."""

    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2, max_num=MOST_OPTIONS)
    pasted_options = PasteBlock(
        label=_("Paste a list of options (one in a line)"),
        help_text=_("Saving makes options of it. What is in the list already is not added again."),
    )

    pastes: ClassVar[dict[str, tuple[str, str]]] = {"pasted_options": ("options", "label")}

    class Meta:
        form_layout = layout("text", "options", "pasted_options", "is_new", settings=SETTINGS)


class SingleChoiceBlock(ChoiceBlock):
    """One option may be ticked."""

    options = blocks.ListBlock(
        LeadingOptionBlock(), label=_("Options"), min_num=2, max_num=MOST_OPTIONS
    )

    class Meta:
        label = _("One answer")
        icon = "radio-full"


class MultipleChoiceBlock(ChoiceBlock):
    """Several options may be ticked."""

    class Meta:
        label = _("Several answers")
        icon = "tasks"


class DepartmentBlock(QuestionBlock, NotApplicableMixin):
    """Which department; the list comes from the office's data."""

    class Meta:
        form_layout = layout("text", "is_new", settings=SETTINGS)
        label = _("Department")
        icon = "group"
        help_text = _("The list of departments comes from the office data.")


class TextBlock(QuestionBlock):
    """An answer in the resident's own words."""

    max_length = blocks.IntegerBlock(
        label=_("Longest answer, in characters"),
        min_value=50,
        max_value=5000,
        default=TEXT_LIMIT,
    )

    class Meta:
        form_layout = layout("text", "is_new", settings=("help_text", "is_required", "max_length"))
        label = _("Free text")
        icon = "pilcrow"


class QuestionsBlock(blocks.StreamBlock):
    """All areas and questions of a survey, in the order in which they are asked."""

    area = AreaBlock()
    rating = RatingBlock()
    matrix = MatrixBlock()
    single = SingleChoiceBlock()
    multiple = MultipleChoiceBlock()
    department = DepartmentBlock()
    text = TextBlock()

    class Meta:
        block_counts: ClassVar = {"department": {"max_num": 1}}
        collapsed = True
