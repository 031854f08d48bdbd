"""The table of a report as plain values under the words of the office.

Every written face of the report shows it.
"""

import re

from desktop_app.domain import reports
from desktop_app.resources import words

FIELDS = reports.FIELDS

OWN_SHEET = "tiendo_du_lieu"
"""The sheet that a report of this program carries for its like; its list is on the first sheet."""

_EXTENDED = "gia hạn đến"
_EXTENSION = re.compile(rf"(?:\n|^){_EXTENDED} \d\d/\d\d?/\d{{4}}$")


def headings(fields: tuple[str, ...] = FIELDS) -> tuple[str, ...]:
    """Return the headings of `fields`, which are the field words of the program."""
    names = words("field")
    return tuple(names[field] for field in fields)


def without_extension(text: str) -> str:
    """Return a deadline that this program wrote as the list had it."""
    return _EXTENSION.sub("", text)
