"""„Jeśli nie, przejdź do…” in the draft: editors name a number, the draft remembers the question.

Beside what the editor sees („7. Dlaczego nie?”) travels, hidden, the code of the question and the
number under which it was shown. As long as that number stands there, it is still that question,
wherever it has moved meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_ocen_urzad.survey.questionnaire import END

END_WORDS = re.compile(
    r"(?:.*\b(?:koniec|konca|koncu|end)|\W*(?:zakoncz|zakonczenie))"
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?:ankiet[aey]|badania|formularza|kwestionariusza|survey|form))?"
    r"\W*"
)
"""What editors write for the end, with nothing else behind it: „Koniec spraw” may be a question."""
DETAILS_WORDS = ("metryczk", "metryk", "respondent")
"""Beginnings of what they write for the questions about the respondent."""

_TO_ASCII = str.maketrans("ńćę", "nce")


@dataclass(frozen=True, kw_only=True)
class Order:
    """The questions of a draft, as far as a skip has to know them."""

    codes: Sequence[str]
    texts: Sequence[str]
    details: int | None
    """Number of the first question about the respondent."""

    def number(self, code: str) -> int:
        """The number of a question that is asked, from 1."""
        return self.codes.index(code) + 1


def target_of(*, value: Mapping[str, Any], order: Order) -> str | None:
    """Return where an option or a mark leads: a code, `END`, "" for nowhere, None for no skip.

    Args:
        value: with `skip_to`, what the editor sees, and `skip_code`, what the draft remembers.
        order: of the same draft.
    """
    words = str(value.get("skip_to") or "").strip()
    if not words:
        return None
    number = _number(words, order)
    if number == 0:
        return END
    code, shown = _remembered(value)
    if number is not None and shown == str(number):
        return code
    return _code_at(number, order)


def remember(
    *,
    value: Mapping[str, Any],
    before: Mapping[str, Any],
    order: Order,
    renamed: Mapping[str, str],
) -> dict[str, Any]:
    """Return a raw option or mark that remembers its target, and shows it as it is called now.

    Args:
        value: as the editor sends it.
        before: the same as it was saved last; the browser does not learn what an automatic save
            has found out.
        order: the questions as they stand now.
        renamed: new codes by old ones, of questions that were declared other ones.
    """
    to = target_of(value=value, order=order)
    if to is None:
        return {**value, "skip_to": "", "skip_code": ""}
    if to == END:
        return {**value, "skip_to": _("end of the survey"), "skip_code": f"{END} 0"}
    number = _number(str(value.get("skip_to")), order)
    saved, shown = _remembered(before)
    if _remembered(value)[1] != str(number) and shown == str(number) and saved in order.codes:
        to = saved
    if to not in order.codes:
        to = renamed.get(to, to)
    if to not in order.codes:
        return dict(value)
    return {**value, **shown_target(code=to, order=order)}


def shown_target(*, code: str, order: Order) -> dict[str, str]:
    """Return both fields for a target: „7. Dlaczego nie?” and what is remembered."""
    if code == END:
        return {"skip_to": _("end of the survey"), "skip_code": f"{END} 0"}
    number = order.number(code)
    return {
        "skip_to": f"{number}. {order.texts[number - 1]}",
        "skip_code": f"{code} {number}",
    }


def _number(words: str, order: Order) -> int | None:
    """Return the number of the question that is meant, 0 for the end, None for nothing known."""
    digits = re.match(r"\D{0,60}([0-9]{1,4})(?![0-9])", words)
    if digits:
        # „0” is no question, and not the end either.
        return int(digits[1]) or -1
    plain = words.casefold().translate(_TO_ASCII)
    if END_WORDS.fullmatch(plain):
        return 0
    if any(word in plain for word in DETAILS_WORDS):
        return order.details
    return None


def _code_at(number: int | None, order: Order) -> str:
    if number is None or not 1 <= number <= len(order.codes):
        return ""
    return order.codes[number - 1]


def _remembered(value: Mapping[str, Any]) -> tuple[str, str]:
    code, _space, shown = str(value.get("skip_code") or "").partition(" ")
    return code, shown
