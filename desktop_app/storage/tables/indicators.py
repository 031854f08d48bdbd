"""Indicators and their values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.indicator import Indicator, IndicatorValue, OverPeriods, OverTasks
from desktop_app.storage.database import Database
from desktop_app.storage.tables.programmes import inserted

_CELL = "indicator_id = ? AND task_id IS ? AND period = ?"


class IndicatorTable:
    """The `indicators` and `indicator_values` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, programme_id: int) -> list[Indicator]:
        """List a programme's indicators in the officer's order."""
        query = "SELECT * FROM indicators WHERE programme_id = ? ORDER BY position, id"
        return [_indicator(row) for row in self._db.query(query, [programme_id])]

    def get(self, indicator_id: int) -> Indicator:
        """Return one indicator. Raises NotFound."""
        for row in self._db.query("SELECT * FROM indicators WHERE id = ?", [indicator_id]):
            return _indicator(row)
        raise NotFound("indicator", str(indicator_id))

    def add(self, indicator: Indicator) -> Indicator:
        """Add an indicator; its id is given by the file."""
        return self.get(inserted(self._db, "indicators", _row(indicator) | {"id": None}))

    def change(self, indicator: Indicator) -> None:
        """Write an indicator over the one with its id."""
        self._db.table("indicators").update(indicator.id, _row(indicator))

    def remove(self, indicator_id: int) -> None:
        """Remove an indicator with its values."""
        self._db.execute("DELETE FROM indicator_values WHERE indicator_id = ?", [indicator_id])
        self._db.execute("DELETE FROM indicators WHERE id = ?", [indicator_id])

    def values(self, programme_id: int) -> dict[tuple[int, int | None], list[IndicatorValue]]:
        """Return everything entered for a programme's indicators, by (indicator, task), sorted by cut-off."""
        query = (
            "SELECT indicator_id, indicator_values.task_id, period, starts_on, cut_off, value "
            "FROM indicator_values "
            "JOIN indicators ON indicators.id = indicator_id WHERE programme_id = ? "
            "ORDER BY cut_off, starts_on DESC"
        )
        found: dict[tuple[int, int | None], list[IndicatorValue]] = defaultdict(list)
        for key, task_id, period, starts_on, cut_off, value in self._db.execute(query, [programme_id]):
            days = date.fromisoformat(starts_on), date.fromisoformat(cut_off)
            found[key, task_id].append(
                IndicatorValue(key, task_id, period, *days, Decimal(str(value)).normalize())
            )
        return found

    def put(self, values: Iterable[IndicatorValue]) -> None:
        """Write values, each over the one of its indicator, task and period."""
        for one in values:
            place = [one.indicator_id, one.task_id, one.period]
            changed = self._db.execute(
                f"UPDATE indicator_values SET value = ? WHERE {_CELL}", [float(one.value), *place]
            )
            if not changed.rowcount:
                self._db.execute(
                    "INSERT INTO indicator_values (indicator_id, task_id, period, starts_on, cut_off, value) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    [*place, one.starts_on.isoformat(), one.cut_off.isoformat(), float(one.value)],
                )

    def clear(self, indicator_id: int, task_id: int | None, period: str) -> None:
        """Take a value away."""
        self._db.execute(f"DELETE FROM indicator_values WHERE {_CELL}", [indicator_id, task_id, period])


def _row(indicator: Indicator) -> dict[str, Any]:
    row = asdict(indicator)
    row["over_periods"], row["over_tasks"] = indicator.over_periods.value, indicator.over_tasks.value
    return row | {"summed": int(indicator.over_periods is OverPeriods.SUM)}


def _indicator(row: Mapping[str, Any]) -> Indicator:
    given = {name: row[name] for name in row if name != "summed"}
    return Indicator(
        **given
        | {"over_periods": OverPeriods(row["over_periods"]), "over_tasks": OverTasks(row["over_tasks"])}
    )
