"""Polish typesetting of our own texts: which spaces a line may not break at.

Cannot be left to editors, who type plain spaces.
"""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"

_WORD_BEFORE = r"(?<![\w&#;/-])"
_ONE_LETTER = rf"{_WORD_BEFORE}[aiouwzAIOUWZ]"
_ABBREVIATION = (
    rf"{_WORD_BEFORE}(?:(?:ul|al|pl|os|pok|art|ust|poz|lit|str|godz|tel|ok)\.|[Nn]r|[Pp]kt|§)"
)
_NUMBERED = rf"{_WORD_BEFORE}(?:[Pp]ytani(?:e|a|u|em)|[Qq]uestion)(?=[ ]\d)"
_UNIT = (
    r"(?:r\.|%|zł|gr|p\.p\.|minut\w*|godzin\w*|sekund\w*|dni\w*|dzień|tygodni\w*|miesi\w+"
    r"|lat\w*|rok\w*|stron\w*|znak\w*|ankiet\w*|os[oó]b\w*|pkt|km|m|cm|mm|px|pt|kB|MB"
    r"|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
    r"|listopada|grudnia)(?!\w)"
)
_GLUED = re.compile(
    r"(?P<tag><[^<>]*>)"
    rf"|(?P<word>{_ONE_LETTER}|{_ABBREVIATION}(?=[ ][\w„({{])|{_NUMBERED}|\d(?=[ ]{_UNIT})) +(?=\S)"
)


@lru_cache(maxsize=2048)
def typeset(text: str) -> str:
    """Return `text` with no-break spaces where Polish setting wants them, nothing else changed.

    After one-letter words, between a number and its unit or month, before „r.”, after „nr”,
    „ul.”, „art.”, „pytania” and the like. Whatever stands between `<` and `>` is left as it is,
    so a text that is HTML already stays the same HTML.
    """
    return _GLUED.sub(_glue, text)


def _glue(match: re.Match[str]) -> str:
    return match["tag"] or match["word"] + NO_BREAK_SPACE
