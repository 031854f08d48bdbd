"""A sealed version of a period without its body, and the sending of its report (`sealing` has the body)."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.errors import FieldMissing


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """One sealed version without its body; versions of a period count from 1.

    `reason` says why a correction was made (empty for the first), `head` is the hash of the history at that
    moment. The last three describe its reopening; None while the version stands.
    """

    id: int
    programme_id: int
    period: str
    version: int
    sha256: str
    reason: str
    sealed_at: str
    sealed_by: str
    head: str
    reopened_for: str | None = None
    reopened_at: str | None = None
    reopened_by: str | None = None

    @property
    def stands(self) -> bool:
        """Return whether this version closes its period now."""
        return self.reopened_at is None


@dataclass(frozen=True, slots=True)
class Submission:
    """One sending of a report (lần gửi): the document, and its files as (name, SHA-256)."""

    id: int
    programme_id: int
    period: str
    version: int | None
    document: str
    sent_on: date
    signer: str = ""
    channel: str = ""
    files: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Check that what was sent can be named."""
        if not self.document.strip():
            raise FieldMissing("document")
