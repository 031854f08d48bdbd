"""The history, as a person reads it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.period import find_period
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.text import day_text, fold
from desktop_app.resources import words
from desktop_app.services.periods import Periods
from desktop_app.services.tasks import say_label
from desktop_app.storage import checking, history
from desktop_app.storage.history import ActFilter, StoredRow
from desktop_app.storage.store import Store

__all__ = ["PAGE", "UNSAID", "Act", "ActFilter", "ActsPage", "Journal", "JournalWords", "RowChange"]


UNSAID = frozenset(
    {
        "id", "folded", "key", "recorded_at", "recorded_by", "programme_id", "position", "task_id", "summed",
        "certain", "progress.starts_on", "progress.cut_off", "indicator_values.starts_on",
        "indicator_values.cut_off", "editions.mapping", "editions.report", "editions.digest",
        "evidence.sha256", "reviews.hash", "explanations.covers", "progress.own", "progress.act",
        "lineage.act",
    }
)  # fmt: skip
"""Columns that repeat what another one says, or serve the program alone."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_PERIOD = re.compile(r"[a-z][a-z0-9_-]*/\d{4}(?:-\w+)?")
_OF_TASKS = frozenset({"progress", "task_terms", "officers", "extensions", "reviews", "evidence_links"})
_SETTING = re.compile(r"[:/]")
_FLAGS = frozenset({"illustrative", "active", "decision", "confirmed", "day_assumed"})
_AGENCIES = frozenset({"leads", "coordinating"})


class JournalWords:
    """Says rows of the history of the data file `store`; what rows refer to is read once."""

    def __init__(self, store: Store, periods: Periods) -> None:
        self._store = store
        self._periods = periods
        self._names: dict[tuple[str, int], str] = {}

    def field(self, entity: str, name: str) -> str:
        """Return the word for a column: the table's own if it has one."""
        named = words("field")
        return named.get(f"{entity}.{name}") or named.get(name) or words("field")["value"]

    def row_name(self, entity: str, row: StoredRow) -> str:
        """Return the name of a row: its task's number, else its own number, name or title."""
        if entity in ("handlings", *_OF_TASKS):
            return self._called("tasks", row["id" if entity == "handlings" else "task_id"] or 0)
        if entity == "settings":
            return words("setting").get(_SETTING.split(str(row["key"]))[0], "")
        return _name(row) or (self._plain(row["period"]) if row.get("period") else "")

    def fields(self, entity: str, old: StoredRow, new: StoredRow) -> Iterator[tuple[str, str, str]]:
        """Yield (name, old, new) in words for each column that differs."""
        if entity in ("settings", "regimes"):
            yield from self._within(old, new, "value" if entity == "settings" else "body")
            return
        for name in new or old:
            if name in UNSAID or f"{entity}.{name}" in UNSAID:
                continue
            if name in _FLAGS and not (old.get(name) or new.get(name)):
                continue  # a mark that was never set is no news of a row that came or went
            before, after = (self.value(entity, name, row.get(name)) for row in (old, new))
            if before != after:
                yield self.field(entity, name), before, after

    def value(self, entity: str, name: str, value: Any) -> str:
        """Return the words for a value of a column."""
        if value is None or value in ("", "[]"):
            return ""
        if name in _FLAGS:
            return words("flag")[str(int(value))]
        if name in _AGENCIES:
            return "; ".join(self._called("agencies", key) for key in kept_json(str(value)))
        if name in _REFERENCES:
            return self._called(_REFERENCES[name], value)
        if name == "regime":
            return self._regime(str(value))
        if name in {"recurs", "files", "regimes"}:
            return self._listed(name, kept_json(str(value)))
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
            return day_text(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return f"{moment:%H:%M} {day_text(moment)}"
        if _PERIOD.fullmatch(text):
            return self.period(text)
        return text

    def period(self, text: str) -> str:
        """Return the label of a period; one of a regime that is gone keeps its id."""
        try:
            return find_period(text, self._periods.regimes, "").label
        except NotFound:
            return text

    def _within(self, old: StoredRow, new: StoredRow, column: str) -> Iterator[tuple[str, str, str]]:
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
        """Return the name of a row that another one refers to; one that is gone is known from the history."""
        place = (table, int(key))
        if place not in self._names:
            row = history.last_known(self._store.db, *place) or {}
            name = f"{row.get('number')}. {row.get('title')}" if table == "groups" else _name(row)
            self._names[place] = name if row else words("journal")["gone"]
        return self._names[place]


def _name(row: StoredRow) -> str:
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
    "lineage.kind": "descent",
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
    value = kept_json(str(text))
    return value if isinstance(value, dict) else {"value": value}


def _file_name(one: Any) -> str:
    return str(one.get("name", "")) if isinstance(one, dict) else str(one)


PAGE = 200
_MANY = 20


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `kind` of an undo is the kind of what it took back, and `undone` says so."""

    id: int
    at: str
    user: str
    computer: str
    kind: str
    label: Mapping[str, Any]
    undone: bool
    hash: str

    @property
    def moment(self) -> datetime:
        """When it was done, local time."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class ActsPage:
    """The wanted acts before an act, the newest first; `more` says whether older ones follow."""

    acts: tuple[Act, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """One changed row: a table, a name to know it by, and (field, old, new) of what changed, all in words.

    `how` is "added", "changed" or "removed".
    """

    entity: str
    name: str
    how: str
    fields: tuple[tuple[str, str, str], ...]


class Journal:
    """The history of the data file `store`."""

    def __init__(self, store: Store, periods: Periods) -> None:
        self._store = store
        self._periods = periods

    def head(self) -> str:
        """Return the hash of the last act, which speaks for the whole history.

        Reports and sealed versions carry it.
        """
        return history.head(self._store.db)

    def act_of_head(self, text: str) -> Act | None:
        """Return the act that a printed head belongs to, or None. Raises FieldNotRead."""
        found = checking.find_head(self._store.db, text)
        return None if found is None else act_of(history.action(self._store.db, found))

    def said_of_head(self, text: str) -> str:
        """Return in words whether the history holds a printed head, and which act that was.

        Raises FieldNotRead.
        """
        said, act = words("printed_head"), self.act_of_head(text)
        if act is None:
            return said["absent"].format(code=text)
        moment = f"{act.moment:%H:%M} {day_text(act.moment)}"
        there = said["there"].format(
            code=text, act=act.id, what=self.said(act), user=act.user, moment=moment, since=self.since(act)
        )
        return there + (said["seal"].format(version=act.label["version"]) if act.kind == "seal" else "")

    def since(self, act: Act) -> int:
        """Count the acts after one."""
        return self._store.last_action() - act.id

    def page(self, wanted: ActFilter, before: int | None = None, size: int = PAGE) -> ActsPage:
        """Return one page of the wanted acts: the newest ones, or those before the act `before`."""
        found = history.find(self._store.db, _named(wanted), before, size + 1)
        return ActsPage(tuple(act_of(one) for one in found[:size]), len(found) > size)

    def count(self, wanted: ActFilter) -> int:
        """Count the wanted acts."""
        return history.count_found(self._store.db, _named(wanted))

    def users(self) -> list[str]:
        """List who did anything."""
        return history.users(self._store.db)

    def kinds(self) -> list[str]:
        """List the kinds of acts there are."""
        return history.kinds(self._store.db)

    def tasks_of(self, act_id: int) -> list[int]:
        """List the first tasks that an act touched."""
        return history.tasks_of(self._store.db, act_id, _MANY)

    def changes(self, act_id: int, limit: int) -> list[RowChange]:
        """List the first `limit` rows that an act changed.

        One that changed nothing a person reads is left out.
        """
        said = JournalWords(self._store, self._periods)
        rows = [
            RowChange(
                one.entity,
                said.row_name(one.entity, one.new or one.old or {}),
                "added" if one.old is None else "removed" if one.new is None else "changed",
                tuple(said.fields(one.entity, one.old or {}, one.new or {})),
            )
            for one in history.changes(self._store.db, act_id, limit)
        ]
        return [row for row in rows if row.fields]

    def said_of(self, act_id: int) -> str:
        """Return the words for the act with an id on one line. Raises NotFound."""
        return self.said(act_of(history.action(self._store.db, act_id)))

    def said(self, act: Act) -> str:
        """Return the words for an act on one line: what was done, and to what."""
        return say_act(act, JournalWords(self._store, self._periods).period)


def say_act(act: Act, period: Callable[[str], str]) -> str:
    """Return the words for an act on one line, where `period` says the name of a period."""
    label, count = act.label, act.label.get("count", 1)
    name = words("act").get(act.kind, words("act")["other"])
    about = [str(label[key]) for key in ("number", "name", "file") if label.get(key)]
    if isinstance(count, int) and count > 1:
        unit = words("act_unit").get(act.kind.partition("_")[0], words("act_unit")["task"])
        counted = f"{_number(count)} {unit}"
        name, about = (name.replace(unit, counted, 1), []) if unit in name else (name, [counted])
    elif about and label.get("number") and name.endswith(words("kind")["task"]):
        about[0] = words("descent_note")["number"].format(number=about[0])
    if act.undone:
        back = words("act")["redo" if label.get("again") else "undo"]
        name = f"{back}: {name[:1].lower()}{name[1:]}"
    later = [str(label["agency"])] if label.get("agency") else []
    later += [period(str(label["period"]))] if label.get("period") else []
    if label.get("since"):
        day = date.fromisoformat(str(label["since"]))
        later.append(words("since")["from_day"].strip().format(day=day_text(day)))
    counts = {kind: int(label.get(kind) or 0) for kind in ("new", "changed", "gone")}
    if label.get("progress_of"):
        later.append(words("effect")["progress_of"].format_map(label))
    later += [labelled] if not act.undone and (labelled := say_label(label)) else []
    later += [f"{_number(many)} {words('row_kind')[kind].lower()}" for kind, many in counts.items() if many]
    return " · ".join([" ".join([name, *about]), *later])


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _named(wanted: ActFilter) -> ActFilter:
    """Add the kinds of acts whose words hold the sought text."""
    text = fold(wanted.text)
    if not text.strip():
        return wanted
    return replace(wanted, named=tuple(kind for kind, word in words("act").items() if text in fold(word)))


def act_of(one: history.Action) -> Act:
    """Return an act as a person reads it."""
    kind = str(one.label.get("kind", one.kind)) if one.undoes else one.kind
    return Act(
        id=one.id,
        at=one.at,
        user=one.user,
        computer=one.computer,
        kind=kind,
        label=one.label,
        undone=one.undoes is not None,
        hash=one.hash,
    )
