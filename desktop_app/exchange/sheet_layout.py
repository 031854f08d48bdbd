"""How wide the columns of a sheet are: read from the head of its part of the file, which is never parsed whole."""

import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path, PurePosixPath

_HEAD = 2**18
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_COLUMN = re.compile(r"<(?:\w+:)?col\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_MOST = 512
_WIDEST = 255.0


def column_widths(path: Path, sheet: str) -> Mapping[int, float]:
    """Give the widths (in Excel's units, by column from 0) that a workbook sets; empty where the format keeps none."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            head = _text(archive, part).partition("sheetData")[0] if part else ""
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError):
        return {}
    widths: dict[int, float] = {}
    for found in _COLUMN.finditer(head):
        said = dict(_ATTRIBUTE.findall(found[0]))
        try:
            first, last, width = int(said["min"]), int(said["max"]), float(said["width"])
        except (KeyError, ValueError):
            continue
        for column in range(max(first, 1), min(last, _MOST) + 1):
            widths[column - 1] = min(max(width, 1.0), _WIDEST)
    return widths


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    relation = ""
    for found in _SHEET.finditer(_text(archive, "xl/workbook.xml")):
        said = dict(_ATTRIBUTE.findall(found[0]))
        if unescape(said.get("name", "")) == sheet:
            relation = next((text for name, text in said.items() if name.endswith(":id")), "")
    for found in _RELATION.finditer(_text(archive, "xl/_rels/workbook.xml.rels")):
        said = dict(_ATTRIBUTE.findall(found[0]))
        if relation and said.get("Id") == relation:
            target = said.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return ""


def _text(archive: zipfile.ZipFile, part: str) -> str:
    with archive.open(part) as stream:
        return stream.read(_HEAD).decode("utf-8", "replace")
