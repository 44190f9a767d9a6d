"""The form's token: signed, anonymous, and the id of the answer that it will become."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

SALT = "wagtail_ocen_urzad.form"


class InvalidToken(Exception):
    """Not a token of ours, or of another survey."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """What one rendering of the form knows about itself."""

    response_id: uuid.UUID
    """128 random bits; becomes `Response.id`, so that a form sent twice is one answer."""
    survey_code: str
    version_id: int
    version_hash: str
    office_version_id: int | None
    office_hash: str
    issued_at: datetime
    """When the form was first fetched; kept when it comes back with errors."""

    def signed(self) -> str:
        """Return the token as it travels in the form: the same text for the same token."""
        text: str = _signer().sign_object(
            [
                self.response_id.hex,
                self.survey_code,
                self.version_id,
                self.version_hash,
                self.office_version_id,
                self.office_hash,
                int(self.issued_at.timestamp()),
            ]
        )
        return text

    def renewed(self) -> Token:
        """Return a token for another answer to the same form."""
        return Token(
            response_id=new_response_id(),
            survey_code=self.survey_code,
            version_id=self.version_id,
            version_hash=self.version_hash,
            office_version_id=self.office_version_id,
            office_hash=self.office_hash,
            issued_at=self.issued_at,
        )


def new_response_id() -> uuid.UUID:
    """Return 128 random bits; `uuid4` would fix six of them, which harms nothing."""
    return uuid.uuid4()


def read(*, text: str, survey_code: str) -> Token:
    """Return the token that this text carries.

    Raises:
        InvalidToken: tampered with, made by another key, or for another survey.
    """
    try:
        response, code, version, version_hash, office, office_hash, issued = (
            _signer().unsign_object(text)
        )
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvalidToken from error
    if code != survey_code:
        raise InvalidToken
    return Token(
        response_id=uuid.UUID(response),
        survey_code=code,
        version_id=version,
        version_hash=version_hash,
        office_version_id=office,
        office_hash=office_hash,
        issued_at=datetime.fromtimestamp(issued, tz=UTC),
    )


def _signer() -> signing.Signer:
    # Without a time of its own: the token says itself when the form was fetched.
    return signing.Signer(salt=SALT)
