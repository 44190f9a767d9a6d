"""What joins the town's pages to Wagtail's tables, and the pages themselves."""

from typing import Any

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import wagtail_ocen_urzad.survey.questionnaire


def give_locale(apps: Any, _schema_editor: Any) -> None:
    """Wagtail has made the root of the pages already, and one locale."""
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    apps.get_model("own_pages", "TownPage").objects.update(locale=locale)


class Migration(migrations.Migration):
    dependencies = [
        ("own_pages", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="townpage",
            name="latest_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="latest revision",
            ),
        ),
        migrations.AddField(
            model_name="townpage",
            name="live_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
                verbose_name="live revision",
            ),
        ),
        migrations.AddField(
            model_name="townpage",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                null=True,
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.RunPython(give_locale, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="townpage",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="townpage", unique_together={("translation_key", "locale")}
        ),
        migrations.CreateModel(
            name="TownFrontPage",
            fields=[
                (
                    "townpage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="own_pages.townpage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("own_pages.townpage",),
        ),
        migrations.CreateModel(
            name="TownSurveyPage",
            fields=[
                (
                    "townpage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="own_pages.townpage",
                    ),
                ),
                (
                    "intro",
                    models.TextField(
                        blank=True,
                        help_text="May say {urzad_dop}, {urzad_msc} (the office's name) and {minuty}.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "questions",
                    wagtail.fields.StreamField([('area', 4), ('rating', 23), ('matrix', 29), ('single', 35), ('multiple', 38), ('department', 39), ('text', 41)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence under the heading', 'max_length': 255, 'required': False}), 2: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Never required; asked last.', 'label': 'Questions about the respondent', 'required': False}), 3: ('wagtail_ocen_urzad.residents.blocks.CodeBlock', (), {}), 4: ('wagtail.blocks.StructBlock', [[('title', 0), ('lead', 1), ('is_demographics', 2), ('code', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Question text', 'max_length': 300}), 6: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Left unticked, the change is editorial and results stay comparable.', 'label': 'This is another question (starts a new series of results)', 'required': False}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Hint', 'max_length': 255, 'required': False}), 8: ('wagtail.blocks.BooleanBlock', (), {'label': 'Required', 'required': False}), 9: ('wagtail.blocks.BooleanBlock', (), {'label': 'With “not applicable / hard to say”', 'required': False}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('five', 'five points: very good … very bad'), ('high_low', 'five points: very high … very low'), ('school', 'school marks: 6 … 1'), ('four', 'four points: yes, rather yes, rather no, no'), ('faces', 'three points: positive, neutral, negative'), ('yes_no', 'yes or no'), ('ten', 'ten points: 10 … 1'), ('own', 'own scale')], 'label': 'Scale'}), 11: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'For the share of good marks in the report. Left empty: as usual for a ready scale; of an own scale, what is ticked at its marks.', 'label': 'How many of the best marks count as good', 'max_value': 11, 'min_value': 1, 'required': False}), 12: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('high', 'the best mark has the highest number'), ('low', 'the best mark is number 1')], 'help_text': 'They are given by themselves, from the best mark on.', 'label': 'Numbers of the marks'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Name of the mark', 'max_length': 80}), 14: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'The report gives the share of good marks.', 'label': 'Counts as a good mark', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('label', 13), ('is_good', 14), ('value', 3)]], {}), 16: ('wagtail.blocks.ListBlock', (15,), {'default': [], 'label': 'Marks, the best first', 'max_num': 11}), 17: ('wagtail_ocen_urzad.residents.blocks.PasteBlock', (), {'help_text': 'Saving makes marks of an own scale of them. The two best will count as good (of a short scale the best, of ten marks three); you may change that at each mark.', 'label': 'Paste the marks, the best first (one in a line)'}), 18: ('wagtail.blocks.CharBlock', (), {'help_text': 'Its name or its number, e.g. “no”.', 'label': 'Mark', 'max_length': 100}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': 'The number of a later question, “details” for the first question about the respondent, or “end”. Left empty: the next question.', 'label': 'After this answer go to', 'max_length': 400, 'required': False}), 20: ('wagtail_ocen_urzad.residents.blocks.CodeBlock', (), {'max_length': 60}), 21: ('wagtail.blocks.StructBlock', [[('answer', 18), ('skip_to', 19), ('skip_code', 20)]], {}), 22: ('wagtail.blocks.ListBlock', (21,), {'default': [], 'label': 'Ways on after a mark', 'max_num': 11}), 23: ('wagtail.blocks.StructBlock', [[('text', 5), ('is_new', 6), ('help_text', 7), ('is_required', 8), ('allows_not_applicable', 9), ('scale', 10), ('good', 11), ('best', 12), ('points', 16), ('pasted_points', 17), ('skips', 22), ('code', 3)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'Every item ends it, e.g. “How do you rate:”.', 'label': 'Beginning of the sentence', 'max_length': 255, 'required': False}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is rated', 'max_length': 300}), 26: ('wagtail.blocks.StructBlock', [[('text', 25), ('is_new', 6), ('code', 3)]], {}), 27: ('wagtail.blocks.ListBlock', (26,), {'collapsed': True, 'label': 'Items', 'max_num': 60, 'min_num': 1}), 28: ('wagtail_ocen_urzad.residents.blocks.PasteBlock', (), {'help_text': 'Saving makes items of it. What is in the list already is not added again.', 'label': 'Paste a list of items (one in a line)'}), 29: ('wagtail.blocks.StructBlock', [[('lead', 24), ('rows', 27), ('pasted_rows', 28), ('is_required', 8), ('allows_not_applicable', 9), ('scale', 10), ('good', 11), ('best', 12), ('points', 16), ('pasted_points', 17), ('code', 3)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 255}), 31: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'A short text may be written beside this option.', 'label': 'With room to write: “other (which?)”', 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('label', 30), ('takes_text', 31), ('skip_to', 19), ('skip_code', 20), ('code', 3)]], {}), 33: ('wagtail.blocks.ListBlock', (32,), {'label': 'Options', 'max_num': 60, 'min_num': 2}), 34: ('wagtail_ocen_urzad.residents.blocks.PasteBlock', (), {'help_text': 'Saving makes options of it. What is in the list already is not added again.', 'label': 'Paste a list of options (one in a line)'}), 35: ('wagtail.blocks.StructBlock', [[('text', 5), ('options', 33), ('pasted_options', 34), ('is_new', 6), ('help_text', 7), ('is_required', 8), ('allows_not_applicable', 9), ('code', 3)]], {}), 36: ('wagtail.blocks.StructBlock', [[('label', 30), ('takes_text', 31), ('code', 3)]], {}), 37: ('wagtail.blocks.ListBlock', (36,), {'label': 'Options', 'max_num': 60, 'min_num': 2}), 38: ('wagtail.blocks.StructBlock', [[('text', 5), ('options', 37), ('pasted_options', 34), ('is_new', 6), ('help_text', 7), ('is_required', 8), ('allows_not_applicable', 9), ('code', 3)]], {}), 39: ('wagtail.blocks.StructBlock', [[('text', 5), ('is_new', 6), ('help_text', 7), ('is_required', 8), ('allows_not_applicable', 9), ('code', 3)]], {}), 40: ('wagtail.blocks.IntegerBlock', (), {'default': 1000, 'label': 'Longest answer, in characters', 'max_value': 5000, 'min_value': 50}), 41: ('wagtail.blocks.StructBlock', [[('text', 5), ('is_new', 6), ('help_text', 7), ('is_required', 8), ('max_length', 40), ('code', 3)]], {})}, verbose_name='questions'),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens on")),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closes on"),
                ),
                (
                    "thank_you",
                    models.TextField(
                        blank=True,
                        help_text="What the office does with the answers.",
                        verbose_name="text after sending",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=(
                wagtail_ocen_urzad.survey.questionnaire.QuestionSource,
                "own_pages.townpage",
                models.Model,
            ),
        ),
    ]
