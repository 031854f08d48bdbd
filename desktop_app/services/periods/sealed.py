"""What was sealed, read back: nothing else speaks for a closed period."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.errors import SealAltered
from desktop_app.domain.reports import Report, ReportIndicator
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.sealing import before_rows, digesting, thawing
from desktop_app.domain.work import Steps, finished
from desktop_app.storage.tables import SealTable

LINES = "indicators"
"""The key of the indicator and task behind each line of a sealed report.

It stands beside the report: names may change later.
"""
_KEPT = 8
"""Versions that stay read: a period looks at the one before, the year before and those of its cut-off."""


def sealed_body(seals: SealTable, version: SealedVersion) -> Steps[str]:
    """Return the text that a version sealed, read and verified in steps. Raises SealAltered."""
    body = seals.body(version.id)
    yield
    if (yield from digesting(body)) != version.sha256:
        raise SealAltered(version.period, version.version)
    return body


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed report, and the lines of its indicators by the ids of indicator and task.

    A version of an earlier program names its lines by their words alone: `lines` is empty then.
    """

    report: Report
    lines: Mapping[tuple[int, int | None], ReportIndicator]


class SealedReports:
    """Reads what closes the periods of `seals`, each version once: it never changes."""

    def __init__(self, seals: SealTable) -> None:
        self._seals = seals
        self._read: dict[int, Sealed] = {}

    def of(self, programme_id: int, period: str) -> Sealed | None:
        """Return what closes a period, None while it is open. Raises SealAltered."""
        version = self._seals.standing(programme_id, period)
        return None if version is None else self._read.get(version.id) or finished(self.reading(version))

    def reading(self, version: SealedVersion) -> Steps[Sealed]:
        """Return a version that stands unaltered, read in steps if it is not at hand. Raises SealAltered."""
        body = yield from sealed_body(self._seals, version)
        if version.id not in self._read:
            report = yield from thawing(body)
            yield
            cells = before_rows(body).get("beside", {}).get(LINES, ())
            lines = zip(cells, report.indicators, strict=True) if cells else ()
            made = Sealed(report, {(key, task_id): line for (key, task_id), line in lines})
            self._read = dict([*self._read.items()][1 - _KEPT :]) | {version.id: made}
        return self._read[version.id]
