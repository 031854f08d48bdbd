"""Reads binary workbooks (.xlsb): the cells with calamine; error values and a second count from the file itself."""

import zipfile
from pathlib import Path

from desktop_app.exchange import biff12
from desktop_app.exchange.biff import OldSheet
from desktop_app.exchange.calamine_reader import read as read_cells
from desktop_app.exchange.packed import Packed
from desktop_app.exchange.xls_reader import completed


def read(path: Path) -> list[Packed]:
    """Read every worksheet. Raises what calamine raises."""
    sheets = read_cells(path)
    with zipfile.ZipFile(path) as archive:
        known = biff12.sheets(archive)
    return [completed(sheet, known.get(sheet[0], OldSheet()), {}) for sheet in sheets]
