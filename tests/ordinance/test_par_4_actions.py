"""§ 4 sentence 2, second half: what results may lead to (R-17).

„(…) a wyniki raportu mogą stanowić podstawę do podejmowania w Urzędzie działań naprawczych lub
doskonalących w zakresie obsługi Klienta.”
"""

from __future__ import annotations

from django.utils.translation import override

from wagtail_ocen_urzad.procedure.models import OF_THE_PROCEDURE, ActionKind


def test_remedial_and_improving_actions_are_kinds_of_their_own() -> None:
    """„działań naprawczych lub doskonalących”: in one list with the procedure's three (R-17)."""
    with override("pl"):
        names = [str(kind.label) for kind in ActionKind if kind not in OF_THE_PROCEDURE]

    assert names == ["działanie naprawcze", "działanie doskonalące"]
