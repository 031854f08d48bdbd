"""Reporting regimes as data.

Reads and writes the JSON of `resources/regimes`, and says on which days offices are closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.domain.codec import to_plain
from desktop_app.domain.errors import SourceDamaged, SourceMissing, SourceNotReadable
from desktop_app.domain.period import PeriodKind, Regime, is_weekend
from desktop_app.domain.plain_json import read_json
from desktop_app.resources import public_holidays


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which offices are closed: `weekday` counts from Monday (0).

    `holiday` is its name, else empty.
    """

    weekday: int
    holiday: str = ""


def read_regime(path: Path) -> Regime:
    """Read a regime from its JSON file."""
    return regime_from(read_json(path.read_text(encoding="utf-8")))


def regime_of_file(path: Path) -> Regime:
    """Read a regime that an office wrote itself.

    Raises SourceMissing, SourceNotReadable, SourceDamaged, RuleBroken.
    """
    try:
        return read_regime(path)
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except OSError as error:
        raise SourceNotReadable(path) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceDamaged(path, repr(error)) from error


def regime_from(data: Mapping[str, Any]) -> Regime:
    """Make a regime of the JSON that describes it. Raises RuleBroken, KeyError."""
    kinds = tuple(
        PeriodKind(
            name=one["name"],
            title=one["title"],
            parts=tuple(one["parts"]),
            ends=tuple(one["ends"]),
            length=one["length"],
            labels=tuple(one["labels"]),
            estimated=one.get("estimated", 0),
        )
        for one in data["kinds"]
    )
    rest = {name: value for name, value in data.items() if name != "kinds"}
    return Regime(**rest, kinds=kinds, day_off=closed)


def regime_body(regime: Regime) -> dict[str, Any]:
    """Return the JSON that describes a regime."""
    body: dict[str, Any] = to_plain(regime)
    return body


def closed(day: date) -> bool:
    """Return whether offices are closed on `day`: a weekend or a public holiday of Vietnam."""
    return day_off(day) is not None


def day_off(day: date) -> DayOff | None:
    """Return why offices are closed on `day`, None on a working day."""
    holiday = _holidays(day.year).get(day, "")
    return DayOff(day.weekday(), holiday) if holiday or is_weekend(day) else None


@cache
def _holidays(year: int) -> dict[date, str]:
    """Return the holidays of a year.

    The library is asked only if the file does not hold it: loading it takes long.
    """
    listed = public_holidays().get(year)
    if listed is not None:
        return listed
    from holidays import country_holidays

    found = country_holidays("VN", years=year, language="vi")
    return {day: str(name) for day, name in found.items()}
