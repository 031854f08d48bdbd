"""Indicators (chỉ tiêu số liệu).

Quantities that a programme counts, and the rules by which they may be added. A figure over a longer period is
added up only if the indicator says that its values add up, from values that do not overlap, and it says
whether they cover the whole period. An average or a percentage is never a sum. A value belongs to its regime:
what another one counts for the same days may be offered, and is never pooled.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from desktop_app.domain.errors import FieldMissing, FieldOutOfRange, FieldsDisagree

LARGEST = Decimal(10) ** 12
DECIMALS = 4
"""Together they stay within the fifteen digits that a number of the data file keeps exactly."""
_RATIOS = ("%", "‰")


class OverPeriods(StrEnum):
    """What the values of shorter periods say of a longer one: their sum, the last of them, or nothing."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


class OverTasks(StrEnum):
    """How the values of an indicator are entered.

    One value for the whole scope; a value for each task, added up; or a value for each task, never added.
    """

    ONE = "one"
    SUM = "sum"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted, in which unit, for a task, a group or (neither) the programme."""

    id: int
    programme_id: int
    name: str
    unit: str
    group_id: int | None = None
    task_id: int | None = None
    over_periods: OverPeriods = OverPeriods.SUM
    over_tasks: OverTasks = OverTasks.ONE
    position: int = 0

    def __post_init__(self) -> None:
        """Check the rules between the fields."""
        for field in ("name", "unit"):
            if not str(getattr(self, field)).strip():
                raise FieldMissing(field)
        if self.group_id is not None and self.task_id is not None:
            raise FieldsDisagree("group_id", "task_id")
        if self.task_id is not None and self.over_tasks is not OverTasks.ONE:
            raise FieldsDisagree("over_tasks", "task_id")
        if any(sign in self.unit for sign in _RATIOS):
            if self.over_periods is OverPeriods.SUM:
                raise FieldsDisagree("over_periods", "unit")
            if self.over_tasks is OverTasks.SUM:
                raise FieldsDisagree("over_tasks", "unit")

    @property
    def by_task(self) -> bool:
        """Return whether each task of the scope has a value of its own."""
        return self.over_tasks is not OverTasks.ONE


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """What was entered for a period; `task_id` is None if the indicator has one value for its whole scope."""

    indicator_id: int
    task_id: int | None
    period: str
    starts_on: date
    cut_off: date
    value: Decimal

    def __post_init__(self) -> None:
        """Check that the number can be kept exactly."""
        exponent = self.value.as_tuple().exponent
        if not isinstance(exponent, int) or abs(self.value) > LARGEST or exponent < -DECIMALS:
            raise FieldOutOfRange("value", str(self.value), str(-LARGEST), str(LARGEST))

    @property
    def regime(self) -> str:
        """Return the id of the regime whose period it was entered for."""
        return self.period.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the entered values behind it.

    `whole` says whether they cover everything that it speaks of.
    """

    value: Decimal | None
    parts: tuple[IndicatorValue, ...] = ()
    whole: bool = False


NO_FIGURE = Figure(None)


def by_regime(values: Iterable[IndicatorValue]) -> Mapping[str, list[IndicatorValue]]:
    """Return values by the id of their regime; those of two regimes are never added."""
    found: dict[str, list[IndicatorValue]] = {}
    for one in values:
        found.setdefault(one.regime, []).append(one)
    return found


def figure_over(rule: OverPeriods, values: Iterable[IndicatorValue], first: date, last: date) -> Figure:
    """Return the figure of one indicator (and task) for the days `first` … `last`.

    It comes from the values of one regime. A value entered for exactly these days stands for itself. Else
    values that lie within are taken, the longest first and none that overlaps one taken before, so that a
    month inside an entered quarter is not counted twice.
    """
    within = [one for one in values if first <= one.starts_on and one.cut_off <= last]
    for one in within:
        if (one.starts_on, one.cut_off) == (first, last):
            return Figure(one.value, (one,), whole=True)
    if not within or rule is OverPeriods.NONE:
        return NO_FIGURE
    if rule is OverPeriods.LAST:
        newest = max(within, key=lambda one: (one.cut_off, one.starts_on))
        return Figure(newest.value, (newest,), newest.cut_off == last)
    parts = _apart(within)
    days = sum(((one.cut_off - one.starts_on).days + 1 for one in parts), 0)
    whole = timedelta(days=days) == last - first + timedelta(days=1)
    return Figure(sum((one.value for one in parts), Decimal(0)), parts, whole)


def contradicted(
    rule: OverPeriods, values: Iterable[IndicatorValue], first: date, last: date
) -> Iterator[tuple[IndicatorValue, Decimal]]:
    """Yield each value that the shorter ones within its days contradict, with what these say.

    The values are those of one regime, indicator and task; only such are looked at as lie within `first` …
    `last` or hold all of it. A sum is contradicted by any chain of values that covers its days and adds up to
    something else, and by parts that alone are more than it (10 and 10 within a half year of 7); a last value
    by another for the same cut-off.
    """
    held = sorted(values, key=lambda one: (one.starts_on, one.cut_off, one.period))
    for total in held:
        inside = first <= total.starts_on and total.cut_off <= last
        if not inside and not (total.starts_on <= first and last <= total.cut_off):
            continue
        parts = [one for one in held if _within(one, total)]
        if rule is OverPeriods.SUM:
            said = _sums_of_chains(parts, total) - {total.value} or {
                one for one in _most(parts) if one > total.value
            }
        else:
            last_ones = {one.value for one in parts if one.cut_off == total.cut_off}
            said = last_ones - {total.value} if rule is OverPeriods.LAST else set()
        if said:
            yield total, max(said)


def _within(one: IndicatorValue, total: IndicatorValue) -> bool:
    days = (one.starts_on, one.cut_off)
    return (
        days != (total.starts_on, total.cut_off) and total.starts_on <= days[0] and days[1] <= total.cut_off
    )


def _sums_of_chains(parts: Sequence[IndicatorValue], total: IndicatorValue) -> set[Decimal]:
    """Return the sums of every chain of parts, sorted by their first day, that covers the days of `total`."""
    sums: dict[date, set[Decimal]] = {total.starts_on: {Decimal(0)}}
    for one in parts:
        reached = {value + one.value for value in sums.get(one.starts_on, ())}
        sums.setdefault(one.cut_off + timedelta(days=1), set()).update(reached)
    return sums.get(total.cut_off + timedelta(days=1), set())


def _most(parts: Sequence[IndicatorValue]) -> set[Decimal]:
    """Return the most that parts which do not overlap add up to.

    Return nothing if there are none, or one takes away.
    """
    if not parts or any(one.value < 0 for one in parts):
        return set()
    most = [(date.min, Decimal(0))]
    for one in sorted(parts, key=lambda one: one.cut_off):
        most.append((one.cut_off, one.value + max(value for end, value in most if end < one.starts_on)))
    return {max(value for _, value in most)}


def figure_over_tasks(rule: OverTasks, figures: Sequence[Figure]) -> Figure:
    """Return the figure of the whole scope from the figures of its tasks.

    Without a rule that adds there is none.
    """
    held = [one for one in figures if one.value is not None]
    if rule is not OverTasks.SUM or not held:
        return NO_FIGURE
    total = sum((one.value for one in held if one.value is not None), Decimal(0))
    parts = tuple(part for one in held for part in one.parts)
    return Figure(total, parts, len(held) == len(figures) and all(one.whole for one in held))


def _apart(values: Sequence[IndicatorValue]) -> tuple[IndicatorValue, ...]:
    taken: list[IndicatorValue] = []
    for one in sorted(values, key=lambda one: (one.starts_on - one.cut_off, one.starts_on, one.period)):
        if all(one.cut_off < other.starts_on or other.cut_off < one.starts_on for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.starts_on))
