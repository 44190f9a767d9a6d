"""Which pictures a page and a printed report can show."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

FORMATS = {
    "PNG": frozenset({".png"}),
    "JPEG": frozenset({".jpg", ".jpeg"}),
    "GIF": frozenset({".gif"}),
    "WEBP": frozenset({".webp"}),
}
"""Formats that are taken, and how their files' names end."""

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
"""Unpacked: a small file may hold a picture that fills the memory."""


def check_picture(picture: Any) -> None:
    """Check the file behind an image field by what it holds, not only by its name.

    Raises:
        ValidationError: another format than `FORMATS`, a name that says another format, too
            large, or not there.
    """
    if picture.closed:
        try:
            with picture.open("rb"):
                _check(picture)
        except FileNotFoundError as error:
            raise ValidationError(_("The picture is missing; please choose it again.")) from error
    else:
        picture.seek(0)
        _check(picture)
        picture.seek(0)


def _check(picture: Any) -> None:
    if picture.size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 2 MB."))
    try:
        opened = Image.open(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is no picture in PNG, JPEG, GIF or WebP.")) from error
    ending = PurePath(picture.name).suffix.lower()
    if ending not in FORMATS.get(opened.format or "", frozenset()):
        raise ValidationError(_("This is no picture in PNG, JPEG, GIF or WebP."))
    if opened.width * opened.height > MOST_PIXELS:
        raise ValidationError(_("The picture has more than 16 million pixels."))
