"""What the history says in the officer's words: names of fields, and values as they are read on screen."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.period import find_period
from desktop_app.resources import words
from desktop_app.services.periods import Periods
from desktop_app.storage import history
from desktop_app.storage.history import Row
from desktop_app.storage.store import Store

UNSAID = frozenset(
    {
        "id", "folded", "key", "recorded_at", "recorded_by", "programme_id", "position", "task_id", "summed", "certain",
        "progress.starts_on", "progress.cut_off", "indicator_values.starts_on", "indicator_values.cut_off",
        "editions.mapping", "editions.report", "editions.digest", "evidence.sha256", "reviews.hash",
        "explanations.covers",
    }
)  # fmt: skip
"""Columns that repeat what another one says, or serve the program alone."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_PERIOD = re.compile(r"[a-z][a-z0-9_-]*/\d{4}(?:-\w+)?")
_OF_TASKS = frozenset({"progress", "extensions", "reviews", "evidence_links"})
_SETTING = re.compile(r"[:/]")
_FLAGS = frozenset({"illustrative", "active", "decision", "confirmed"})
_AGENCIES = frozenset({"leads", "coordinating"})


class JournalWords:
    """Says rows of the history of the data file `store`; what rows refer to is read once."""

    def __init__(self, store: Store, periods: Periods) -> None:
        """Serve the data file `store`."""
        self._store = store
        self._periods = periods
        self._names: dict[tuple[str, int], str] = {}

    def field(self, entity: str, name: str) -> str:
        """Name a column: by its table where the table has a word of its own for it."""
        named = words("field")
        return named.get(f"{entity}.{name}") or named.get(name) or words("field")["value"]

    def row_name(self, entity: str, row: Row) -> str:
        """Name a row: its task's number, else its own number, name or title."""
        if entity in ("handlings", *_OF_TASKS):
            return self._called("tasks", row["id" if entity == "handlings" else "task_id"] or 0)
        if entity == "settings":
            return words("setting").get(_SETTING.split(str(row["key"]))[0], "")
        return _name(row) or (self._plain(row["period"]) if row.get("period") else "")

    def fields(self, entity: str, old: Row, new: Row) -> Iterator[tuple[str, str, str]]:
        """Give (name, old, new) in words for each column that differs."""
        if entity in ("settings", "regimes"):
            yield from self._within(old, new, "value" if entity == "settings" else "body")
            return
        for name in new or old:
            if name in UNSAID or f"{entity}.{name}" in UNSAID:
                continue
            before, after = (self.value(entity, name, row.get(name)) for row in (old, new))
            if before != after:
                yield self.field(entity, name), before, after

    def value(self, entity: str, name: str, value: Any) -> str:
        """Say a value of a column."""
        if value is None or value in ("", "[]"):
            return ""
        if name in _FLAGS:
            return words("flag")[str(int(value))]
        if name in _AGENCIES:
            return "; ".join(self._called("agencies", key) for key in json.loads(str(value)))
        if name in _REFERENCES:
            return self._called(_REFERENCES[name], value)
        if name == "regime":
            return self._regime(str(value))
        if name in {"recurs", "files", "regimes"}:
            return self._listed(name, json.loads(str(value)))
        for section in (f"{entity}.{name}", name):
            if section in _SECTIONS and str(value) in words(_SECTIONS[section]):
                return words(_SECTIONS[section])[str(value)]
        return self._plain(value)

    def _listed(self, name: str, given: list[Any]) -> str:
        if name == "recurs":
            return words("recurs").get(given[0], "")
        return ", ".join(map(_file_name if name == "files" else self._regime, given))

    def _regime(self, key: str) -> str:
        regime = self._periods.regimes.get(key)
        return regime.title if regime else key

    def _plain(self, value: Any) -> str:
        if isinstance(value, float):
            return f"{value:,.4f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
        text = str(value)
        if _DAY.fullmatch(text):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        if _MOMENT.fullmatch(text):
            return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}"
        if _PERIOD.fullmatch(text):
            return self.period(text)
        return text

    def period(self, text: str) -> str:
        """Give the label of a period; one of a regime that is gone keeps its id."""
        try:
            return find_period(text, self._periods.regimes, "").label
        except NotFound:
            return text

    def _within(self, old: Row, new: Row, column: str) -> Iterator[tuple[str, str, str]]:
        """Take apart a value that is kept as JSON: known parts by name, the others as one line."""
        before, after = (_parts(row.get(column)) for row in (old, new))
        named, other = words("field"), False
        for name in dict.fromkeys((*before, *after)):
            texts = (self._part(before.get(name)), self._part(after.get(name)))
            if before.get(name) == after.get(name):
                continue
            if name in named and None not in texts:
                yield named[name], texts[0] or "", texts[1] or ""
            else:
                other = True
        if other:
            changed = words("journal")
            yield named["value"], changed["before"] if before else "", changed["after"] if after else ""

    def _part(self, value: Any) -> str | None:
        """Say a part of a JSON value; None for one that has parts itself."""
        return None if isinstance(value, dict | list) else "" if value is None else self._plain(value)

    def _called(self, table: str, key: Any) -> str:
        """Give the name of a row that another one refers to; one that is gone is known from the history."""
        place = (table, int(key))
        if place not in self._names:
            row = history.last_known(self._store.db, *place) or {}
            name = f"{row.get('number')}. {row.get('title')}" if table == "groups" else _name(row)
            self._names[place] = name if row else words("journal")["gone"]
        return self._names[place]


def _name(row: Row) -> str:
    return next((str(row[name]) for name in _NAMES if row.get(name) not in (None, "")), "")


_NAMES = ("number", "name", "title", "subject", "code")
_REFERENCES = {
    "task_id": "tasks",
    "from_task": "tasks",
    "to_task": "tasks",
    "group_id": "groups",
    "evidence_id": "evidence",
    "indicator_id": "indicators",
    "merged_into": "agencies",
    "gone_since": "editions",
}
"""Columns that hold the id of a row of another table."""

_SECTIONS = {
    "progress.state": "state",
    "period_states.state": "period_state",
    "fate": "fate",
    "figures": "figures",
    "precision": "precision",
    "lineage.kind": "fate",
    "explanations.kind": "check",
    "verdict": "verdict",
    "over_periods": "over_periods",
    "over_tasks": "over_tasks",
    "encoding": "encoding",
}
"""Which words say the values of a column."""


def _parts(text: Any) -> dict[str, Any]:
    if not text:
        return {}
    value = json.loads(str(text))
    return value if isinstance(value, dict) else {"value": value}


def _file_name(one: Any) -> str:
    return str(one.get("name", "")) if isinstance(one, dict) else str(one)
