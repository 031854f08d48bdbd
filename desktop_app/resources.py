"""The files of the `resources/` folder, read as data.

The folder stands beside the package, from source and frozen.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

from desktop_app import __version__

RESOURCES = Path(__file__).parent.parent / "resources"

_OWN_LICENCES = (
    ("Tiến độ Đề án", __version__, "MIT", ("LICENSE",)),
    ("Fluent UI System Icons", "", "MIT", ("resources/icons/LICENSE",)),
    ("Tinos", "", "OFL-1.1", ("resources/fonts/LICENSE",)),
)


class GroupData(TypedDict):
    """One group of a programme file; `number` counts from 1."""

    number: int
    title: str


class SourceData(TypedDict):
    """Where the facts of a programme file come from."""

    title: str
    covers: list[str]


class ProgrammeData(TypedDict):
    """A programme file as it stands.

    Days are ISO texts; `regimes` are ids of regimes, the usual one first.
    """

    number: str
    title: str
    issuer: str
    issued_on: str
    starts_on: str
    ends_on: str
    years: list[int]
    objective: str
    subjects: str
    scope: str
    groups: list[GroupData]
    regimes: list[str]
    sources: list[SourceData]
    note: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Province:
    """One provincial unit of list "63" (until 30/06/2025) or "34" (since 01/07/2025).

    The key is (list, code): seven codes name different provinces in the two lists. `full_name` reads "tỉnh …"
    or "thành phố …". `merged_into` is the code of the successor in list "34" (of the unit itself if it was
    left unchanged), None in list "34". Source: Nghị quyết 202/2025/QH15, Quyết định 19/2025/QĐ-TTg.
    """

    list: str
    code: str
    name: str
    full_name: str
    merged_into: str | None


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """Of which commit the program was built, and its day.

    Both are empty if it runs from source or git was not there.
    """

    version: str
    commit: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of one part of the program.

    `version` and `name` may be empty, of `texts` there is at least one.
    """

    part: str
    version: str
    name: str
    texts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """One change, `kind` "new" or "mended".

    A line for developers and one for officers; either may be empty, not both.
    """

    kind: str
    english: str
    vietnamese: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a version brought, and its day."""

    version: str
    day: date
    changes: tuple[ReleaseChange, ...]


def build_info() -> BuildInfo:
    """Return the facts that the build left in the package; from source, the version alone."""
    path = resource("build.json")
    if not path.is_file():
        return BuildInfo(__version__)
    facts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return BuildInfo(
        facts["version"], facts["commit"], date.fromisoformat(facts["day"]) if facts["day"] else None
    )


def licences() -> tuple[Licence, ...]:
    """Return the program's own licences, then those of the libraries.

    The build collects the latter: from source, none.
    """
    home = RESOURCES.parent
    own = [
        Licence(part, version, name, tuple(home / one for one in texts))
        for part, version, name, texts in _OWN_LICENCES
    ]
    index = home / "licences" / "index.json"
    listed = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    shipped = [
        Licence(
            one["name"], one["version"], one["licence"], tuple(index.parent / file for file in one["files"])
        )
        for one in listed
    ]
    return (*own, *shipped)


def releases() -> tuple[Release, ...]:
    """Return what each version brought, the newest first."""
    listed = json.loads(resource("help", "changes.json").read_text(encoding="utf-8"))
    return tuple(
        Release(
            one["version"],
            date.fromisoformat(one["day"]),
            tuple(
                ReleaseChange(entry["kind"], entry.get("en", ""), entry.get("vi", ""))
                for entry in one["entries"]
            ),
        )
        for one in listed
    )


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `RESOURCES`."""
    return RESOURCES.joinpath(*parts)


def programme_files() -> list[Path]:
    """List the programme files that are shipped, by name."""
    return sorted(resource("programmes").glob("*.json"))


def read_programme(path: Path) -> ProgrammeData:
    """Read a programme file (UTF-8 JSON)."""
    data: ProgrammeData = json.loads(path.read_text(encoding="utf-8"))
    return data


def regime_files() -> list[Path]:
    """List the reporting regimes that are shipped, by name."""
    return sorted(resource("regimes").glob("*.json"))


@cache
def public_holidays() -> dict[int, dict[date, str]]:
    """Return the public holidays of Vietnam, by year and day, for the years that the file holds."""
    data: dict[str, dict[str, str]] = json.loads(resource("public_holidays.json").read_text(encoding="utf-8"))
    return {
        int(year): {date.fromisoformat(day): name for day, name in days.items()}
        for year, days in data.items()
    }


def words(section: str) -> dict[str, str]:
    """Return one section of `words.json`: the Vietnamese word for each key of the code. Raises KeyError."""
    return _words()[section]


def provinces(list_id: str) -> tuple[Province, ...]:
    """List the provincial units of list "63" or "34", by code. Raises KeyError for any other list."""
    return _provinces()[list_id]


@cache
def _provinces() -> dict[str, tuple[Province, ...]]:
    with resource("provinces.csv").open(encoding="utf-8", newline="") as file:
        units = [
            Province(row["list"], row["code"], row["name"], row["full_name"], row["merged_into"] or None)
            for row in csv.DictReader(file)
        ]
    return {list_id: tuple(unit for unit in units if unit.list == list_id) for list_id in ("63", "34")}


@cache
def _words() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = json.loads(resource("words.json").read_text(encoding="utf-8"))
    return data
