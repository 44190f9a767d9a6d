"""What hints that an answer was not given in earnest. It flags, and never refuses.

Two signs, because only these cost nothing and name nobody:

- *fast*: the form came back sooner than anybody can read it.
- *same*: it came back fast, and one mark was given to everything. Alone this is no sign: many a
  content client ticks „bardzo dobrze” from top to bottom, and means it.
"""

from __future__ import annotations

from wagtail_ocen_urzad.survey.questionnaire import Answers, Questionnaire

FAST = "fast"
SAME = "same"

MARKS_THAT_TELL = 5
"""Fewer marks are easily all the same."""


def flags_of(
    *, questionnaire: Questionnaire, answers: Answers, seconds: float, fast_seconds: int
) -> str:
    """Return the signs of one answer, joined by commas; '' when there is none.

    Args:
        questionnaire: what was asked.
        answers: closed answers by question code.
        seconds: from the fetching of the form to its sending.
        fast_seconds: fewer are fast; 0 flags nothing.
    """
    if seconds >= fast_seconds:
        return ""
    rated = [one.code for one in questionnaire.questions() if one.scale is not None]
    marks = [answers[code] for code in rated if isinstance(answers.get(code), int)]
    is_same = len(marks) >= MARKS_THAT_TELL and len(set(map(str, marks))) == 1
    return f"{FAST},{SAME}" if is_same else FAST
