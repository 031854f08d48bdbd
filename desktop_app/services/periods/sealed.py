"""What was sealed, read back: nothing else speaks for a closed period."""

from desktop_app.domain.errors import SealAltered
from desktop_app.domain.reports import Report
from desktop_app.domain.sealing import SealedVersion, digest, thaw
from desktop_app.storage.tables import Seals


def sealed_body(seals: Seals, version: SealedVersion) -> str:
    """Return the text that a version sealed. Raises SealAltered."""
    body = seals.body(version.id)
    if digest(body) != version.sha256:
        raise SealAltered(version.period, version.version)
    return body


def sealed_report(seals: Seals, programme_id: int, period: str) -> Report | None:
    """Return the report that closes a period, figure for figure; None while it is open. Raises SealAltered."""
    version = seals.standing(programme_id, period)
    return None if version is None else thaw(sealed_body(seals, version))
