"""What a browser sends from Wagtail's editor of a survey page."""

from __future__ import annotations

from typing import Any

from wagtail.blocks import ChoiceBlock, ListBlock

from wagtail_ocen_urzad.pages.models import SurveyPage
from wagtail_ocen_urzad.residents.blocks import QuestionsBlock
from wagtail_ocen_urzad.residents.freezing import thaw
from wagtail_ocen_urzad.survey.questionnaire import Questionnaire

FORMSET = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}


def editor_data(page: SurveyPage, questionnaire: Questionnaire, **more: str) -> dict[str, str]:
    """Return the fields of the page form with these questions in it."""
    fields = {
        "title": page.title,
        "slug": page.slug,
        "intro": questionnaire.intro,
        "thank_you": page.thank_you,
    }
    empty = ("opens_at", "closes_at", "seo_title", "search_description", "go_live_at", "expire_at")
    return {
        **dict.fromkeys(empty, ""),
        **{f"comments-{name}": value for name, value in FORMSET.items()},
        **fields,
        **_blocks("questions", thaw(questionnaire=questionnaire)),
        **more,
    }


def _blocks(name: str, raw: list[dict[str, Any]]) -> dict[str, str]:
    """Stream blocks and list blocks look the same."""
    data = {f"{name}-count": str(len(raw))}
    for place, child in enumerate(raw):
        prefix = f"{name}-{place}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(place),
            f"{prefix}-id": child["id"],
        }
        data[f"{prefix}-type"] = child["type"]
        for field, value in {**_untouched(child["type"]), **child["value"]}.items():
            data |= _field(f"{prefix}-value-{field}", value)
    return data


def _untouched(block_type: str) -> dict[str, Any]:
    """What a browser sends of lists and drop-downs that nobody has touched."""
    block = QuestionsBlock().child_blocks.get(block_type)
    fields = block.child_blocks if block else {}
    return {
        name: [] if isinstance(field, ListBlock) else field.get_default()
        for name, field in fields.items()
        if isinstance(field, ListBlock | ChoiceBlock)
    }


def _field(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, list):
        return _blocks(name, value)
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {name: str(value)}
