"""Private files: written once, named by their SHA-256, opened only by our own views.

Every storage has errors of its own, few of them an `OSError`. Whatever it raises, a file that
cannot be stored is refused, and one that cannot be read counts as missing.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from wagtail_ocen_urzad import conf

FILE_MODE, FOLDER_MODE = 0o640, 0o750
"""Other accounts of a shared server read no reports; a group may, to make backups."""


class State(StrEnum):
    """What became of a stored file."""

    WHOLE = "whole"
    MISSING = "missing"
    """Or on a storage that does not answer."""
    CHANGED = "changed"


class UnableToRead(Exception):
    """The file is missing or is not the one that was stored; it may be made again."""


class UnableToStore(Exception):
    """The storage refused the file (full, not writable); nothing half-written stays."""


def storage() -> Storage:
    """Return the storage for private files.

    Raises:
        ImproperlyConfigured: neither a private storage nor a private folder is set.
    """
    if alias := conf.private_storage():
        return storages[alias]
    if root := conf.private_root():
        return FileSystemStorage(
            location=root,
            base_url=None,
            file_permissions_mode=FILE_MODE,
            directory_permissions_mode=FOLDER_MODE,
        )
    message = "Set OCEN_URZAD_PRIVATE_ROOT or OCEN_URZAD_PRIVATE_STORAGE."
    raise ImproperlyConfigured(message)


def store(*, content: bytes) -> str:
    """Keep these bytes and return their SHA-256; storing the same bytes twice is one file.

    Raises:
        UnableToStore: the storage failed; a partial file has been removed.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = storage()
    name = _name(sha256)
    try:
        if place.exists(name):
            if _is_whole(place, name, sha256):
                return sha256
            place.delete(name)
        # Under another name when somebody was quicker; theirs is the same file.
        place.save(name, ContentFile(content))
        is_whole = _is_whole(place, name, sha256)
    except Exception as error:
        _remove_half(place, name, sha256)
        raise UnableToStore(sha256) from error
    if not is_whole:
        _remove_half(place, name, sha256)
        raise UnableToStore(sha256)
    return sha256


def read(*, sha256: str) -> bytes:
    """Return the stored bytes.

    Raises:
        UnableToRead: missing, or changed since it was stored.
    """
    place = storage()
    try:
        with place.open(_name(sha256)) as opened:
            content: bytes = opened.read()
    except Exception as error:
        raise UnableToRead(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UnableToRead(sha256)
    return content


def state(*, sha256: str) -> State:
    """Say whether a file is still there and is what was stored."""
    place = storage()
    try:
        same = _is_whole(place, _name(sha256), sha256)
    except Exception:  # noqa: BLE001 - see the module
        return State.MISSING
    return State.WHOLE if same else State.CHANGED


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _is_whole(place: Storage, name: str, sha256: str) -> bool:
    with place.open(name) as opened:
        return hashlib.sha256(opened.read()).hexdigest() == sha256


def _remove_half(place: Storage, name: str, sha256: str) -> None:
    """Remove a file that is not whole; one that may be, because nothing could be read, stays."""
    try:
        if place.exists(name) and not _is_whole(place, name, sha256):
            place.delete(name)
    except Exception:  # noqa: BLE001 - see the module
        # The storage is in trouble; `read` refuses half a file by its hash anyway.
        return
