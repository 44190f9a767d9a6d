"""Every way to change a survey or the office's data, each through its own real door.

The table is all there is to read: on the left the way (a function of that name in this folder, by
families of doors), on the right what comes of it. `outcome.check` asserts the same five things
after every one of them: what residents are asked, which report there is and what it covers, which
versions are open and closed, that every stored answer is in exactly one closing report or its
version is open, and that no answer is lost. The documentation's table is held against this one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wagtail

from tests.paths import clock, code, editor, languages, office, tree, write_api
from tests.paths.outcome import (
    AS_BEFORE,
    AS_BEFORE_HIDDEN,
    CLOSED_WITH_REPORT,
    NEW_OFFICE_DATA,
    NEW_VERSION,
    After,
    check,
)
from tests.paths.scene import Scene, a_scene

pytestmark = pytest.mark.django_db

Path_ = Callable[[Scene], None]
TABLE: list[tuple[Path_, After]] = [
    (editor.publish_in_the_editor, NEW_VERSION),
    (editor.publish_in_the_editor_and_stop, AS_BEFORE),
    (editor.retitle_in_the_editor, AS_BEFORE),
    (editor.save_a_draft_in_the_editor, AS_BEFORE),
    (editor.autosave_in_the_editor, AS_BEFORE),
    (editor.schedule_in_the_editor, AS_BEFORE),
    (editor.revert_in_the_editor, NEW_VERSION),
    (editor.approve_in_a_workflow, NEW_VERSION),
    (editor.edit_and_approve_in_a_workflow, NEW_VERSION),
    (editor.publish_many_at_once, NEW_VERSION),
    (editor.unpublish_many_at_once, AS_BEFORE_HIDDEN),
    (editor.delete_many_at_once, CLOSED_WITH_REPORT),
    (editor.delete_in_the_admin, CLOSED_WITH_REPORT),
    (editor.copy_in_the_admin, AS_BEFORE),
    (editor.copy_in_the_admin_and_publish, AS_BEFORE),
    (editor.copy_as_an_alias_in_the_admin, AS_BEFORE),
    (editor.convert_an_alias, AS_BEFORE),
    (editor.move_in_the_admin, AS_BEFORE),
    (clock.publish_on_schedule, NEW_VERSION),
    (clock.publish_late, NEW_VERSION),
    (clock.publish_twice, NEW_VERSION),
    (clock.schedule_for_later, AS_BEFORE),
    (clock.expire_on_schedule, AS_BEFORE_HIDDEN),
    (code.publish_draft, NEW_VERSION),
    (code.publish_by_nobody, NEW_VERSION),
    (code.revert_and_publish, NEW_VERSION),
    (code.save, NEW_VERSION),
    (code.save_the_field, NEW_VERSION),
    (code.save_hidden_and_show, NEW_VERSION),
    (code.save_a_draft, AS_BEFORE),
    (code.save_another_field, AS_BEFORE),
    (code.update_rows, AS_BEFORE),
    (code.update_in_bulk, AS_BEFORE),
    (code.load_a_fixture, AS_BEFORE),
    (code.load_a_fixture_of_the_version, AS_BEFORE),
    (code.close_the_version_by_query, AS_BEFORE),
    (code.close_the_version_by_save, AS_BEFORE),
    (code.turn_into_an_alias_by_save, AS_BEFORE),
    (code.turn_into_an_alias_by_query, AS_BEFORE),
    (code.turn_into_an_alias_and_delete, CLOSED_WITH_REPORT),
    (code.run_our_commands, AS_BEFORE),
    (code.fix_the_tree, AS_BEFORE),
    (code.move_the_children, AS_BEFORE),
    (code.delete_the_draft, AS_BEFORE),
    (tree.copy, AS_BEFORE),
    (tree.copy_as_a_draft, AS_BEFORE),
    (tree.copy_with_its_parent, AS_BEFORE),
    (tree.make_an_alias, AS_BEFORE),
    (tree.translate, AS_BEFORE),
    (tree.move, AS_BEFORE),
    (tree.unpublish, AS_BEFORE_HIDDEN),
    (tree.unpublish_with_a_draft_and_publish_again, NEW_VERSION),
    (tree.unpublish_and_publish_the_same_again, AS_BEFORE),
    (tree.delete, CLOSED_WITH_REPORT),
    (tree.delete_with_an_alias_left, CLOSED_WITH_REPORT),
    (tree.delete_as_a_plain_page, CLOSED_WITH_REPORT),
    (tree.delete_the_parent, CLOSED_WITH_REPORT),
    (tree.delete_by_query, CLOSED_WITH_REPORT),
    (tree.delete_the_site, AS_BEFORE_HIDDEN),
    (tree.delete_the_site_and_make_it_anew, AS_BEFORE),
    (office.edit_the_office, NEW_OFFICE_DATA),
    (office.edit_a_department, NEW_OFFICE_DATA),
    (office.change_the_office_by_code, NEW_OFFICE_DATA),
    (office.save_a_draft_of_the_office, AS_BEFORE),
    (office.save_the_office, AS_BEFORE),
    (office.update_the_office, AS_BEFORE),
    (office.point_the_office_to_other_data, AS_BEFORE),
    (office.write_over_the_office, AS_BEFORE),
    (office.point_the_survey_to_another_office, AS_BEFORE),
    (office.save_the_survey_with_another_office, AS_BEFORE),
    (office.load_a_fixture_of_the_survey, AS_BEFORE),
    (office.load_a_fixture_of_the_office, AS_BEFORE),
    (office.load_a_fixture_of_its_version, AS_BEFORE),
]
LANGUAGE_TABLE: list[tuple[Path_, After]] = [
    (languages.translate_in_the_admin, AS_BEFORE),
    (languages.translate_a_branch_in_the_admin, AS_BEFORE),
    (languages.unpublish_in_every_language, AS_BEFORE_HIDDEN),
    (languages.delete_the_translation_in_the_admin, CLOSED_WITH_REPORT),
]
API_TABLE: list[tuple[Path_, After]] = [
    (write_api.write_by_api, NEW_VERSION),
    (write_api.draft_by_api, AS_BEFORE),
    (write_api.publish_by_api, NEW_VERSION),
    (write_api.revert_by_api, AS_BEFORE),
    (write_api.unpublish_by_api, AS_BEFORE_HIDDEN),
    (write_api.copy_by_api, AS_BEFORE),
    (write_api.copy_the_parent_by_api, AS_BEFORE),
    (write_api.alias_by_api, AS_BEFORE),
    (write_api.convert_an_alias_by_api, AS_BEFORE),
    (write_api.translate_by_api, AS_BEFORE),
    (write_api.translate_as_an_alias_by_api, AS_BEFORE),
    (write_api.translate_the_parent_by_api, AS_BEFORE),
    (write_api.move_by_api, AS_BEFORE),
    (write_api.delete_by_api, CLOSED_WITH_REPORT),
    (write_api.delete_the_parent_by_api, CLOSED_WITH_REPORT),
]


def _name(value: Any) -> str:
    return value.words.replace(" ", "_") if isinstance(value, After) else str(value.__name__)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.mark.parametrize(("path", "after"), TABLE, ids=_name)
def test_no_path_changes_what_is_asked_without_a_report(
    scene: Scene, path: Path_, after: After
) -> None:
    path(scene)

    check(scene, after)


@pytest.mark.parametrize(("path", "after"), LANGUAGE_TABLE, ids=_name)
def test_no_other_language_changes_anything_without_a_report(
    scene: Scene, path: Path_, after: After, settings: Any
) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True

    path(scene)

    check(scene, after)


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="Wagtail's write API came with 8.0")
@pytest.mark.parametrize(("path", "after"), API_TABLE, ids=_name)
def test_the_write_api_changes_nothing_without_a_report(
    scene: Scene, path: Path_, after: After, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.with_write_api"
    settings.WAGTAIL_I18N_ENABLED = True

    path(scene)

    check(scene, after)
