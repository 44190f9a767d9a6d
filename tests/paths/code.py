"""Doors of code: revisions, `save()`, queries, fixtures, commands."""

from __future__ import annotations

import contextlib
import json
from io import StringIO

from django.core import serializers
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from tests.factories import a_survey_page, home
from tests.paths.scene import Scene, reworded
from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET
from wagtail_ocen_urzad.survey.models import ImmutableRecord, QuestionSetVersion


def publish_draft(scene: Scene) -> None:
    """Publish a revision in somebody's name."""
    scene.revision().publish(user=scene.admin)


def publish_by_nobody(scene: Scene) -> None:
    """Publish a revision in nobody's name."""
    scene.revision().publish()


def revert_and_publish(scene: Scene) -> None:
    """Put an older revision with other questions in force again."""
    older = scene.revision()
    scene.revision(SHORT_SET)
    older.publish(user=scene.admin, previous_revision=older)


def save(scene: Scene) -> None:
    """Save the page."""
    scene.draft().save()


def save_the_field(scene: Scene) -> None:
    """Save the questions alone."""
    scene.draft().save(update_fields=["questions"])


def save_hidden_and_show(scene: Scene) -> None:
    """Save changed questions while the page is hidden, and then only that it is public."""
    page = scene.draft()
    page.live = False
    page.save()
    page.live = True
    page.save(update_fields=["live"])


def save_a_draft(scene: Scene) -> None:
    """Save a revision."""
    scene.revision()


def save_another_field(scene: Scene) -> None:
    """Save another field while the object carries changed questions."""
    page = scene.draft()
    page.thank_you = "Dziękujemy."
    page.save(update_fields=["thank_you"])


def update_rows(scene: Scene) -> None:
    """Write past every guard with one statement."""
    raw = json.dumps(thaw(questionnaire=reworded()))
    SurveyPage.objects.filter(pk=scene.page.pk).update(questions=raw)


def update_in_bulk(scene: Scene) -> None:
    """Do the same for many."""
    SurveyPage.objects.bulk_update([scene.draft()], ["questions"])


def load_a_fixture(scene: Scene) -> None:
    """Load a page with changed questions."""
    _load(scene, scene.draft())


def load_a_fixture_of_the_version(scene: Scene) -> None:
    """Load the open version with another text: a record is not written over."""
    version = QuestionSetVersion.objects.get(pk=scene.first.pk)
    version.content = version.content.replace("Pan", "Ktoś")
    with contextlib.suppress(ImmutableRecord):
        _load(scene, version)


def close_the_version_by_query(scene: Scene) -> None:
    """Close the open version by a statement, with whatever report there is: refused."""
    closed = {"is_open": None, "closed_on": timezone.now(), "closing_report": 1}
    with contextlib.suppress(ImmutableRecord):
        QuestionSetVersion.objects.filter(pk=scene.first.pk).update(**closed)


def close_the_version_by_save(scene: Scene) -> None:
    """Close it by saving the row: refused."""
    version = QuestionSetVersion.objects.get(pk=scene.first.pk)
    version.is_open, version.closed_on, version.closing_report_id = None, timezone.now(), 1
    with contextlib.suppress(ImmutableRecord):
        version.save(update_fields=["is_open", "closed_on", "closing_report"])


def _another_survey() -> SurveyPage:
    page = a_survey_page(slug="inna", title="Inna", questionnaire=reworded())
    found: SurveyPage = SurveyPage.objects.get(pk=page.pk)
    return found


def turn_into_an_alias_by_save(scene: Scene) -> None:
    """Call the page an alias of another survey's, and save it."""
    page = scene.fresh()
    page.alias_of = _another_survey()
    page.save()


def turn_into_an_alias_by_query(scene: Scene) -> None:
    """Do the same with one statement."""
    SurveyPage.objects.filter(pk=scene.page.pk).update(alias_of=_another_survey())


def turn_into_an_alias_and_delete(scene: Scene) -> None:
    """Call the page an alias, and delete it."""
    turn_into_an_alias_by_query(scene)
    scene.fresh().delete()


def run_our_commands(scene: Scene) -> None:
    """Run what the package brings along."""
    scene.revision()
    call_command("ocen_urzad_groups", verbosity=0)
    with contextlib.suppress(SystemExit):
        call_command("ocen_urzad_verify", verbosity=0)


def fix_the_tree(scene: Scene) -> None:
    """Run Wagtail's commands that write pages."""
    scene.revision()
    call_command("fixtree", interactive=False, verbosity=0)
    call_command("set_url_paths", verbosity=0)
    call_command("purge_revisions", verbosity=0)


def move_the_children(scene: Scene) -> None:
    """Run Wagtail's command that moves what stands below a page."""
    above, other = scene.put_below("Dzial"), home().add_child(instance=Page(title="I", slug="i"))
    call_command("move_pages", above.pk, other.pk, stdout=StringIO())
    assert scene.fresh().get_parent() == other


def delete_the_draft(scene: Scene) -> None:
    """Delete a revision that was never published."""
    scene.revision().delete()


def _load(scene: Scene, one: Model) -> None:
    fixture = scene.folder / "ankieta.json"
    fixture.write_text(serializers.serialize("json", [one]), encoding="utf-8")
    call_command("loaddata", fixture, verbosity=0)
