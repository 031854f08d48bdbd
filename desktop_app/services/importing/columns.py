"""The columns of a list as the officer sees them.

What each was taken for, and how it reads in each encoding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.encodings import Encoding
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.sheet import Sheet, column_letter
from desktop_app.lists.texts import column_encodings, read_old
from desktop_app.lists.words import Field
from desktop_app.services.importing.plan import ImportPlan

ENCODINGS: tuple[Encoding, ...] = ("unicode", "tcvn3", "vni")
_SAMPLES = 3
_LENGTH = 90
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of a list.

    Its place from 0 and letter, its title, its field, its encoding, and its first texts.
    """

    place: int
    letter: str
    title: str
    field: Field
    encoding: Encoding
    samples: tuple[str, ...]

    @property
    def repairable(self) -> bool:
        """Return whether the texts could read differently in another encoding."""
        return any(not text.isascii() for text in self.samples)

    def read_as(self, encoding: Encoding) -> tuple[str, ...]:
        """Return the samples as they read in an encoding."""
        return (
            self.samples
            if encoding == "unicode"
            else tuple(read_old(text, encoding) for text in self.samples)
        )


def column_views(plan: ImportPlan) -> list[ColumnView]:
    """List the titled columns of a plan's list, from the left."""
    sheet = plan.table
    fields = dict(plan.heading.columns)
    encodings: Mapping[int, Encoding] = {**_recognised(sheet), **(plan.choices.encodings or {})}
    return [
        ColumnView(
            place=place,
            letter=column_letter(place),
            title=title,
            field=fields.get(place, "ignore"),
            encoding=encodings.get(place, "unicode"),
            samples=_samples(sheet, place, plan.heading.last_row + 1),
        )
        for place, title in plan.heading.titles
    ]


@lru_cache(2)
def _recognised(sheet: Sheet) -> Mapping[int, Encoding]:
    return column_encodings(sheet)


def _samples(sheet: Sheet, place: int, first: int) -> tuple[str, ...]:
    """Return the first texts of a column, those with accented letters before others."""
    rows = sheet.rows[first : first + _LOOKED_AT]
    texts = (
        " ".join(shown(row[place]).split()) for row in rows if place < len(row) and not is_blank(row[place])
    )
    distinct = list(
        dict.fromkeys(text if len(text) <= _LENGTH else f"{text[:_LENGTH].rstrip()}…" for text in texts)
    )
    return tuple(sorted(distinct[: 4 * _SAMPLES], key=str.isascii)[:_SAMPLES])
