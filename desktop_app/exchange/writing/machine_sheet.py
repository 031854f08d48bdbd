"""A sheet that a program reads: a very hidden one with JSON records, versioned and hashed.

Cell A1 holds the head (format, version, number of records, SHA-256 of the records joined by line feeds, and
the names of the fields in the order in which each class lists them). The cells below it are one text: the
joined records, UTF-8, deflated (zlib), in base64 without the signs that fill it up. A head without "packed"
is that of an earlier version: it has one record to a row, and a record longer than a cell goes on in the
cells to its right, each begun by `GOES_ON`.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.domain.codec import Lists, classes_of, json_lines
from desktop_app.domain.plain_json import read_json
from desktop_app.exchange.reading import Workbook
from desktop_app.lists.own_words import OWN_SHEET
from desktop_app.lists.sheet import Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Writer


SHEET = OWN_SHEET
CHUNK = 16_000
"""Characters in a cell; in UTF-16, which Excel counts, never more than 32,000."""

GOES_ON = "…"
LEVEL = 3
"""How hard zlib tries: little less small than at its best, in a third of the time."""

LARGEST = 120 * 2**20
"""Bytes of records that are unpacked at most; what is larger is no report of this program."""


class MachineMissing(Exception):
    """There is no such sheet, or it is of another format."""


class MachineDamaged(Exception):
    """The sheet was altered, or a part of it is missing."""


@dataclass
class MachineNewer(Exception):
    """The sheet was written by a later version of this program."""

    version: int


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """How values of `root`, in the shape `lists`, become the records of a sheet."""

    name: str
    version: int
    root: type
    lists: Lists

    def write(self, workbook: "Writer", values: Iterable[Any]) -> None:
        """Write `values`, one record each, to a sheet that no menu of Excel shows."""
        records = self.records(values)
        head = {
            "format": self.name,
            "version": self.version,
            "packed": True,
            "records": len(records),
            "sha256": digest(records),
            "fields": {one.__name__: self.lists.names(one) for one in classes_of(self.root)},
        }
        packed = pack(records)
        sheet = workbook.add_worksheet(SHEET)
        sheet.very_hidden()
        sheet.write_string(0, 0, json.dumps(head))
        for row, start in enumerate(range(0, len(packed), CHUNK), 1):
            sheet.write_string(row, 0, packed[start : start + CHUNK])

    def records(self, values: Iterable[Any]) -> list[str]:
        """Return values as JSON, one line each."""
        return json_lines(values, self.lists)

    def read(self, workbook: Workbook) -> tuple[Lists, list[Any]]:
        """Return the records and the shape they have. Raises MachineMissing, MachineDamaged, MachineNewer."""
        sheet = next((one for one in workbook.sheets if one.name == SHEET), None)
        if sheet is None:
            raise MachineMissing
        head, records = self._checked(sheet)
        return Lists(order=head["fields"]), [read_json(record) for record in records]

    def _checked(self, sheet: Sheet) -> tuple[dict[str, Any], list[str]]:
        texts = [_joined(row) for row in sheet.rows]
        try:
            head = read_json(texts[0])
            form, version, names = head["format"], int(head["version"]), head["fields"]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise MachineDamaged("head") from error
        if form != self.name or not isinstance(names, dict):
            raise MachineMissing
        if version > self.version:
            raise MachineNewer(version)
        records = unpack("".join(texts[1:])) if head.get("packed") else texts[1:]
        if len(records) != head.get("records") or digest(records) != head.get("sha256"):
            raise MachineDamaged("sha256")
        return head, records


def digest(records: Sequence[str]) -> str:
    """Return the SHA-256 of records as they are written."""
    return hashlib.sha256(_bytes(records)).hexdigest()


def pack(records: Sequence[str]) -> str:
    """Return records as one text of plain letters."""
    return base64.b64encode(zlib.compress(_bytes(records), LEVEL)).decode().rstrip("=")


def unpack(packed: str) -> list[str]:
    """Return the records of such a text. Raises MachineDamaged for any other."""
    try:
        opened = zlib.decompressobj()
        body = opened.decompress(base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True), LARGEST)
        if not opened.eof:
            raise MachineDamaged("packed")
        return body.decode("utf-8", "surrogatepass").split("\n")
    except (ValueError, zlib.error) as error:
        raise MachineDamaged("packed") from error


def _joined(row: Sequence[object]) -> str:
    first, *rest = row or ("",)
    return "".join((str(first), *(str(cell).removeprefix(GOES_ON) for cell in rest if cell is not None)))


def _bytes(records: Sequence[str]) -> bytes:
    return "\n".join(records).encode("utf-8", "surrogatepass")
