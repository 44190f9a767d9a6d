"""Texts that an office puts in its own words, and those it begins with (domain 3.6).

They are content of the office and part of its data: versioned, guarded by section 5, and never
translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PRIVACY_SHORT = (
    "Nie zbieramy danych pozwalających ustalić, kto wypełnił ankietę. Prosimy nie wpisywać danych"
    " osobowych w polu na uwagi."
)
PRIVACY_NOTICE = (
    "Administratorem danych jest {administrator}, {adres}. Kontakt z inspektorem ochrony danych:"
    " {iod}. Jeżeli w polu na uwagi zostaną podane dane osobowe, będą one przetwarzane wyłącznie"
    " w celu ich usunięcia z treści i oceny jakości obsługi, na podstawie art. 6 ust. 1 lit. e"
    " RODO, przez okres nie dłuższy niż {okres}. Odbiorcą danych może być podmiot utrzymujący"
    " stronę internetową. Przysługuje Państwu prawo dostępu do danych, ich sprostowania,"
    " usunięcia, ograniczenia przetwarzania, wniesienia sprzeciwu oraz prawo wniesienia skargi do"
    " Prezesa Urzędu Ochrony Danych Osobowych. Podanie danych nie jest wymagane."
)
COMPLAINTS_NOTE = "Ankieta nie służy do składania skarg i wniosków."
SHEET_HEAD = (
    "Przy każdym pytaniu prosimy zaznaczyć znakiem X jedną odpowiedź, chyba że podano inaczej."
    " Wypełnioną ankietę prosimy wrzucić do urny: {miejsce}."
)
SHEET_FOOT = (
    "Ankieta jest anonimowa – prosimy jej nie podpisywać i nie podawać w niej danych osobowych."
)
CLIENTS_GENITIVE = "klientów"

TEXTS = {
    "privacy_short": PRIVACY_SHORT,
    "privacy_notice": PRIVACY_NOTICE,
    "complaints_note": COMPLAINTS_NOTE,
    "sheet_head": SHEET_HEAD,
    "sheet_foot": SHEET_FOOT,
    "clients_genitive": CLIENTS_GENITIVE,
}
"""Fields of the office, and what each says until somebody changes it."""

DATA_OF = {
    "urzad_dop": "name_genitive",
    "urzad_msc": "name_locative",
    "administrator": "controller",
    "adres": "controller_address",
    "iod": "dpo_contact",
    "okres": "retention",
}
"""Placeholders, and the field of the office that each stands for."""

_NAMES = ("urzad_dop", "urzad_msc")
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "privacy_short": _NAMES,
    "privacy_notice": tuple(DATA_OF),
    "complaints_note": _NAMES,
    "sheet_head": ("miejsce", *_NAMES),
    "sheet_foot": _NAMES,
    "clients_genitive": (),
}
"""What each text may say in braces."""

_PLACEHOLDER = re.compile(r"(?P<colon>: )?\{(?P<place>[^{}]*)\}")


def text_of(*, office: Mapping[str, Any] | None, name: str, **more: str) -> str:
    """Return a text of the office, its placeholders filled in.

    One that has nothing to say takes the colon before it along.

    Args:
        office: data of a version; one from before the text could be changed has none.
        name: of the field.
        more: words for placeholders that are no data of the office.
    """
    data = office or {}
    words = {place: str(data.get(field, "")) for place, field in DATA_OF.items()} | more
    text = str(data.get(name, TEXTS[name]))
    # At one go: what an office fills in is not searched for placeholders again.
    return _PLACEHOLDER.sub(lambda found: _filled(found, words), text)


def gaps(*, office: Mapping[str, Any], name: str) -> list[str]:
    """Return the fields of the office that a text asks for and that are still empty."""
    asked = _places(str(office.get(name, TEXTS[name])))
    fields = [DATA_OF[place] for place in asked if place in DATA_OF]
    return [field for field in fields if not office.get(field)]


def unknown_placeholders(*, name: str, text: str) -> list[str]:
    """Return what stands in braces and would not be filled in, braces and all."""
    return [f"{{{place}}}" for place in _places(text) if place not in PLACEHOLDERS[name]]


def _places(text: str) -> list[str]:
    return list(dict.fromkeys(found["place"] for found in _PLACEHOLDER.finditer(text)))


def _filled(found: re.Match[str], words: Mapping[str, str]) -> str:
    if found["place"] not in words:
        return found[0]
    word = words[found["place"]]
    return f"{found['colon'] or ''}{word}" if word else ""
