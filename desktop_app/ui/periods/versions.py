"""Sealed versions as a table."""

from collections.abc import Callable, Sequence
from datetime import datetime

from desktop_app.resources import words
from desktop_app.services.period_board import VersionLine
from desktop_app.ui.formats import format_date
from desktop_app.ui.grid import GridColumn

_HASH = 8
_NAMED = 6


def version_columns(titles: Sequence[str], label: Callable[[str], str]) -> list[GridColumn[VersionLine]]:
    """Return the columns; `label` returns the title of a period by its id."""
    version, sealed_at, sealed_by, document, sha256, differs, reopened = titles
    return [
        GridColumn(
            "version",
            version,
            lambda one: one.version.id,
            lambda one: f"{label(one.version.period)} · {one.version.version}",
            width=130,
            stretch=1,
        ),
        GridColumn(
            "sealed_at",
            sealed_at,
            lambda one: one.version.sealed_at,
            lambda one: moment(one.version.sealed_at),
            width=134,
        ),
        GridColumn("sealed_by", sealed_by, lambda one: one.version.sealed_by, width=100, stretch=1),
        GridColumn("document", document, lambda one: "; ".join(one.documents), width=100),
        GridColumn(
            "sha256",
            sha256,
            lambda one: one.version.sha256,
            _hash_words,
            width=90,
            tip=lambda one: one.version.sha256,
        ),
        GridColumn("differs", differs, lambda one: one.changed_fields, differs_words, width=130, stretch=1),
        GridColumn("reopened", reopened, lambda one: one.version.reopened_for or "", width=110, stretch=1),
    ]


def moment(text: str) -> str:
    """Show a stored moment as 14/12/2021 16:41."""
    moment = datetime.fromisoformat(text)
    return f"{format_date(moment)} {moment:%H:%M}"


def differs_words(line: VersionLine) -> str:
    """Return in words how a version differs from the one before."""
    said = words("version")
    if line.altered:
        return said["altered"]
    if line.version.version == 1:
        return ""
    if not line.changed_fields:
        return said["same"]
    numbers = ", ".join(line.changed_numbers[:_NAMED]) + (" …" if len(line.changed_numbers) > _NAMED else "")
    return said["differs"].format(count=line.changed_fields, numbers=numbers)


def _hash_words(line: VersionLine) -> str:
    text = line.version.sha256[:_HASH]
    return f"{text[:4]} {text[4:]} …"
