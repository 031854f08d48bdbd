"""What the officer wrote into a report himself: the words of its sections, its number and its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import SourceDamaged
from desktop_app.domain.reports import Letter, ReportKind
from desktop_app.domain.text import tidy
from desktop_app.files import read_bytes
from desktop_app.services.acts import Acts
from desktop_app.storage.store import Store

MOST_WORDS = 1_000_000
"""The largest file of words that is read, in bytes."""


def read_words(path: Path) -> str:
    """Read the words of a section from a text file (UTF-8).

    Raises SourceMissing, SourceNotReadable, SourceTooLarge, SourceDamaged.
    """
    try:
        return read_bytes(path, MOST_WORDS).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceDamaged(path, repr(error)) from error


@dataclass(frozen=True, slots=True)
class ReportKey:
    """One report of the data file.

    Programme, period (by id), kind, and the lead agency it is about (else empty).
    """

    programme_id: int
    period: str
    kind: ReportKind
    agency: str = ""

    def stored(self, part: str) -> str:
        """Return the name under which a part of this report is kept."""
        tail = f"/{self.agency}" if self.agency else ""
        return f"{part}/{self.programme_id}/{self.period}/{self.kind.value}{tail}"


class Narratives:
    """The edited words of the reports in the data file `store`, kept with the period."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`; every edit can be undone through `acts`."""
        self._store = store
        self._acts = acts

    def edited(self, key: ReportKey, kept: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Return the sections that the officer wrote himself; the others are drafted anew each time.

        `kept` are the settings that a version sealed (None: those of now).
        """
        return dict(self._setting(key.stored("narrative"), kept))

    def write(self, key: ReportKey, section: str, text: str) -> None:
        """Keep the officer's words of a section; an empty text is his word too."""
        with self._acts.alone():
            self._put(key, {**self.edited(key), section: tidy(text)})

    def draft_again(self, key: ReportKey, section: str) -> None:
        """Go back to the drafted words of a section."""
        with self._acts.alone():
            self._put(key, {name: text for name, text in self.edited(key).items() if name != section})

    def letter(self, key: ReportKey, kept: Mapping[str, Any] | None = None) -> Letter:
        """Return the number and the day of a report, as they stand now or as they were `kept`."""
        found = self._setting(key.stored("letter"), kept)
        day = found.get("signed_on")
        return Letter(found.get("number", ""), date.fromisoformat(day) if day else None)

    def put_letter(self, key: ReportKey, letter: Letter) -> None:
        """Keep the number and the day of a report."""
        kept = {
            "number": tidy(letter.number),
            "signed_on": letter.signed_on.isoformat() if letter.signed_on else None,
        }
        with self._acts.alone():
            if letter == self.letter(key):
                return
            with self._acts.act("letter", period=key.period):
                self._store.settings.put(key.stored("letter"), kept)

    def _setting(self, name: str, kept: Mapping[str, Any] | None) -> dict[str, Any]:
        return (self._store.settings.get(name) if kept is None else kept.get(name)) or {}

    def _put(self, key: ReportKey, texts: Mapping[str, str]) -> None:
        with self._acts.act("narrative", period=key.period):
            self._store.settings.put(key.stored("narrative"), dict(texts))
