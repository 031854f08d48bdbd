"""What a check finds, in the officer's words."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.text import one_line
from desktop_app.resources import words
from desktop_app.services.history import UNSAID, JournalWords
from desktop_app.services.wording import period_label
from desktop_app.storage.checking import UNREADABLE, Difference, DifferenceKind
from desktop_app.storage.history import StoredRow

_SHORT = 200
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class StatedFinding:
    """One thing that is not as the program's acts left it, in words.

    `where` names it, `journal` is what the history says and `file` what the file says; both are empty where
    `where` says all.
    """

    kind: str
    where: str
    journal: str
    file: str

    @property
    def sentence(self) -> str:
        """Return the finding on one line."""
        if not (self.journal or self.file):
            return self.where
        said, blank = words("finding"), words("finding")["blank"]
        return said["line"].format(where=self.where, journal=self.journal or blank, file=self.file or blank)


class FindingWords:
    """Says differences; nothing that a damaged file says keeps it from answering."""

    def __init__(self, said: JournalWords) -> None:
        self._said = said
        self._words = words("finding")

    def findings(self, one: Difference) -> Iterator[StatedFinding]:
        """Yield a difference as findings, one for each column that differs."""
        if one.kind in (DifferenceKind.CHANGED, DifferenceKind.OVERWRITTEN) and one.journal and one.file:
            yield from self._columns(one, one.journal, one.file)
        elif one.kind in (
            DifferenceKind.CHANGED,
            DifferenceKind.OVERWRITTEN,
            DifferenceKind.ADDED,
            DifferenceKind.REMOVED,
        ):
            yield self._row(one)
        elif one.kind in (DifferenceKind.SEAL, DifferenceKind.REOPENING):
            yield self._seal(one)
        elif one.kind is DifferenceKind.SCHEMA:
            yield self._schema(one)
        elif one.kind is DifferenceKind.UNREAD:
            where = self._words["unread"].format(table=self._table(one.table))
            yield StatedFinding(one.kind, where, "", _short((one.file or {}).get("error", "")))
        else:
            where = self._words[one.kind].format(name=one.name or one.key, act=one.act)
            yield StatedFinding(one.kind, where, self._there(one.journal), self._there(one.file))

    def _columns(self, one: Difference, journal: StoredRow, file: StoredRow) -> Iterator[StatedFinding]:
        where = self._where(one)
        later = (
            self._words["overwritten"].format(act=one.act) if one.kind is DifferenceKind.OVERWRITTEN else ""
        )
        for name in file:
            before, after = (self._value(one.table, name, row.get(name)) for row in (journal, file))
            if before == after:
                before, after = _short(journal.get(name)), _short(file[name])
            yield StatedFinding(one.kind, f"{where}, {self._field(one.table, name)}{later}", before, after)

    def _row(self, one: Difference) -> StatedFinding:
        nothing = self._words["nothing"]
        said = [nothing if row is None else self._whole(one.table, row) for row in (one.journal, one.file)]
        return StatedFinding(one.kind, self._where(one), *said)

    def _seal(self, one: Difference) -> StatedFinding:
        version, period = one.row.get("version", one.key), period_label(str(one.row.get("period", "")))
        where = self._words[one.kind].format(version=version, period=period)
        return StatedFinding(one.kind, where, self._of_seal(one.journal), self._of_seal(one.file))

    def _of_seal(self, row: StoredRow | None) -> str:
        if row is None:
            return self._words["nothing"]
        if "acts" in row:
            return self._words["acts"].format(count=row["acts"])
        return _short("; ".join(f"{self._field('sealed_versions', name)} {row[name]}" for name in row))

    def _schema(self, one: Difference) -> StatedFinding:
        where = f"{self._words.get(one.table, one.table)} “{one.name}”"
        journal = self._words["own" if one.journal else "nothing"]
        file = self._words["nothing" if not one.file else "other" if one.journal else "foreign"]
        return StatedFinding(one.kind, where, journal, file)

    def _there(self, row: StoredRow | None) -> str:
        if row is None:
            return self._words["nothing"]
        return _short("; ".join(f"{name} {value}" for name, value in row.items()))

    def _where(self, one: Difference) -> str:
        row = _Loose(one.row)
        name = self._safely(lambda: self._said.row_name(one.table, row), "")
        parts = [" ".join(part for part in (self._table(one.table), name or f"({one.key})") if part)]
        if row["period"]:
            parts.append(self._safely(lambda: self._said.period(str(row["period"])), str(row["period"])))
        return _short(", ".join(parts))

    def _table(self, table: str) -> str:
        kept = self._words.get(table) or words("entity").get(table)
        return str(kept or table)

    def _field(self, table: str, name: str) -> str:
        if name in UNSAID or f"{table}.{name}" in UNSAID:
            return f"{self._words['beside']} ({name})"
        named = words("field")
        return named.get(f"{table}.{name}") or named.get(name) or f"{self._words['beside']} ({name})"

    def _value(self, table: str, name: str, value: Any) -> str:
        if table in ("settings", "regimes"):
            return _short(value)
        return _short(self._safely(lambda: self._said.value(table, name, value), value))

    def _whole(self, table: str, row: StoredRow) -> str:
        names = [name for name in row if name not in UNSAID and f"{table}.{name}" not in UNSAID]
        said = [
            f"{self._field(table, name)} {value}"
            for name in names
            if (value := self._value(table, name, row[name])) and name not in ("task_id", "period")
        ]
        return "; ".join(said[:_FIELDS]) or self._words["there"]

    @staticmethod
    def _safely(say: Callable[[], Any], otherwise: Any) -> str:
        try:
            return str(say())
        except UNREADABLE:
            return str(otherwise)


class _Loose(dict[str, Any]):
    """A row of which not every column may be known."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        super().__init__(row)

    def __missing__(self, name: str) -> None:
        return None


def _short(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, default=str)
    text = one_line(text.encode("utf-8", "replace").decode())
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"
