"""Sealed versions and reopenings, each against the one act that made it.

The label of the act, which its hash covers, says what was sealed: period, version and SHA-256 of the body,
and since this program `row`, all other columns. Acts of earlier programs are asked for what they say: their
programme stands in the period's state that they changed, their user and moment are those of the version.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.checking.differences import Difference, DifferenceKind, apart
from desktop_app.storage.database import Database
from desktop_app.storage.history import StoredRow

_BETWEEN = timedelta(minutes=10)
"""So long before its act a version of an earlier program may have got its moment: it waited for its turn."""

Place = tuple[int, str, int]
"""Programme, period and version."""


@dataclass(frozen=True, slots=True)
class _Act:
    """An act that sealed or reopened, what it says of the row, and the hash of the act before it."""

    id: int
    at: str
    user: str
    label: Mapping[str, Any]
    before: str


def seal_differences(db: Database, programme_id: int | None = None) -> Iterator[Difference]:
    """Yield the versions and reopenings that are not those of exactly one act; all, or of one programme."""
    sealed = _acts(db, "seal")
    reopened = _acts(db, "reopen")
    rows = {
        (row["programme_id"], row["period"], row["version"]): row
        for row in db.query("SELECT * FROM sealed_versions ORDER BY id")
        if programme_id in (None, row["programme_id"])
    }
    for place in dict.fromkeys((*rows, *sealed)):
        if programme_id in (None, place[0]):
            yield from _version(place, rows.get(place), sealed.get(place, []), reopened)
    yield from _order(rows, sealed)
    yield from _reopenings(db, rows, reopened, programme_id)


def _acts(db: Database, kind: str) -> dict[Place, list[_Act]]:
    """Return the acts of a kind by what they sealed or reopened."""
    found: dict[Place, list[_Act]] = {}
    query = (
        "SELECT id, at, user, label, COALESCE((SELECT hash FROM actions AS before "
        "WHERE before.id < actions.id ORDER BY before.id DESC LIMIT 1), '') "
        "FROM actions WHERE kind = ? ORDER BY id"
    )
    for key, at, user, text, before in db.execute(query, [kind]).fetchall():
        with suppress(ValueError, TypeError, KeyError):
            label = kept_json(text)
            place = (_programme(db, key, label), str(label["period"]), int(label["version"]))
            found.setdefault(place, []).append(_Act(key, at, user, label, before))
    return found


def _programme(db: Database, act: int, label: Mapping[str, Any]) -> int:
    row = label.get("row") or {}
    if "programme_id" in row:
        return int(row["programme_id"])
    query = (
        "SELECT json_extract(new, '$.programme_id') FROM history WHERE action_id = ? "
        "AND entity = 'period_states' LIMIT 1"
    )
    found = db.execute(query, [act]).fetchone()
    return int(found[0]) if found and found[0] is not None else 0


def _version(
    place: Place, row: StoredRow | None, acts: list[_Act], reopened: Mapping[Place, list[_Act]]
) -> Iterator[Difference]:
    shown = {"programme_id": place[0], "period": place[1], "version": place[2]}
    if row is None:
        yield _told(DifferenceKind.SEAL, 0, {"version": place[2]}, None, shown, act=acts[0].id)
        return
    now = {name: value for name, value in row.items() if name not in ("id", "body")}
    if len(acts) != 1:
        said = {"version": place[2], "acts": 1}
        yield _told(
            DifferenceKind.SEAL, row["id"], None if not acts else said, now | {"acts": len(acts)}, shown
        )
        return
    digest = hashlib.sha256(row["body"].encode(errors="surrogatepass")).hexdigest()
    names = {"body": digest}
    wanted: dict[str, Any] = {"body": acts[0].label.get("sha256")}
    if "row" in acts[0].label:
        wanted |= acts[0].label["row"]
        names |= now
    else:
        wanted |= _of_earlier(row, acts[0], place, reopened)
        names |= {name: now[name] for name in wanted if name in now}
    differ = apart(wanted, names)
    if differ:
        yield _told(
            DifferenceKind.SEAL,
            row["id"],
            {name: wanted[name] for name in differ},
            {name: names[name] for name in differ},
            shown,
            act=acts[0].id,
        )


def _of_earlier(
    row: StoredRow, act: _Act, place: Place, reopened: Mapping[Place, list[_Act]]
) -> dict[str, Any]:
    """Return what the act of an earlier program says of a version, beside its body."""
    programme, period, version = place
    before = reopened.get((programme, period, version - 1), [])
    return {
        "sha256": act.label.get("sha256"),
        "sealed_by": act.user,
        "sealed_at": row["sealed_at"] if _is_near(row["sealed_at"], act.at) else act.at,
        "head": row["head"] if not row["head"] else act.before,
        "reason": str(before[-1].label.get("reason", "")) if before else "",
    }


def _is_near(moment: str, act: str) -> bool:
    with suppress(ValueError, TypeError):
        apart_by = datetime.fromisoformat(act) - datetime.fromisoformat(moment)
        return timedelta(0) <= apart_by <= _BETWEEN
    return False


def _order(rows: Mapping[Place, StoredRow], sealed: Mapping[Place, list[_Act]]) -> Iterator[Difference]:
    """Yield the versions that stand in another order than they were sealed in."""
    highest = 0
    for place, row in rows.items():
        acts = sealed.get(place, [])
        if len(acts) != 1:
            continue
        if acts[0].id < highest:
            shown = {"programme_id": place[0], "period": place[1], "version": place[2]}
            yield _told(
                DifferenceKind.SEAL,
                row["id"],
                {"order": acts[0].id},
                {"order": row["id"]},
                shown,
                act=acts[0].id,
            )
        highest = max(highest, acts[0].id)


def _reopenings(
    db: Database,
    rows: Mapping[Place, StoredRow],
    reopened: Mapping[Place, list[_Act]],
    programme_id: int | None,
) -> Iterator[Difference]:
    places = {row["id"]: place for place, row in rows.items()}
    open_acts = {place: list(acts) for place, acts in reopened.items() if programme_id in (None, place[0])}
    every = {key for (key,) in db.execute("SELECT id FROM sealed_versions").fetchall()}
    for row in db.query("SELECT * FROM reopenings ORDER BY id"):
        place = places.get(row["version_id"])
        if place is None and row["version_id"] in every:
            continue
        acts = open_acts.get(place, []) if place else []
        shown = {} if place is None else {"programme_id": place[0], "period": place[1], "version": place[2]}
        if not acts:
            yield _told(DifferenceKind.REOPENING, row["id"], None, row, shown)
            continue
        act = acts.pop(0)
        wanted = {"reason": act.label.get("reason"), "by": act.user}
        wanted |= act.label.get("row") or {"at": row["at"] if _is_near(row["at"], act.at) else act.at}
        differ = [name for name in apart(wanted, row) if name != "version_id"]
        if differ:
            yield _told(
                DifferenceKind.REOPENING,
                row["id"],
                {name: wanted[name] for name in differ},
                {name: row[name] for name in differ},
                shown,
                act=act.id,
            )
    for place, acts in open_acts.items():
        for act in acts:
            shown = {"programme_id": place[0], "period": place[1], "version": place[2]}
            yield _told(
                DifferenceKind.REOPENING, 0, {"reason": act.label.get("reason")}, None, shown, act=act.id
            )


def _told(
    kind: DifferenceKind,
    key: int,
    journal: StoredRow | None,
    file: StoredRow | None,
    row: StoredRow,
    act: int = 0,
) -> Difference:
    table = "sealed_versions" if kind is DifferenceKind.SEAL else "reopenings"
    return Difference(kind, table, key, journal, file, row=row, act=act)
