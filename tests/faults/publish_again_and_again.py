"""A program: publish new questions on a page, many times. Arguments: page id, name, how many."""

from __future__ import annotations

import dataclasses
import sys

import django


def main(page_id: int, name: str, times: int) -> None:
    """Publish like a person in a shell would."""
    django.setup()
    from wagtail_ocen_urzad.pages.models import SurveyPage  # noqa: PLC0415 - after the setup
    from wagtail_ocen_urzad.residents.starter_sets import SHORT_SET  # noqa: PLC0415 - the same

    for number in range(1, times + 1):
        page = SurveyPage.objects.get(pk=page_id)
        page.ask(dataclasses.replace(SHORT_SET, intro=f"{name} {number}"))
        page.save_revision().publish()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
