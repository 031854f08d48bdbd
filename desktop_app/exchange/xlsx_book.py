"""The parts of an .xlsx workbook: its sheets, shared texts and cell formats, found as its relations tell."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "xl/workbook.xml"
_ON = {"true", "1"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell format says of a number ("date", "span" or nothing) and of its font."""

    kind: str = ""
    font: str = ""


class Book:
    """The parts of a workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read the list of sheets. Raises KeyError, XMLSyntaxError."""
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        relations = self._relations("")
        main = next((target for kind, target in relations.values() if kind == "officeDocument"), _MAIN)
        self._root = self.tree(main)
        self._relations_of_book = self._relations(main)

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Give the worksheets: name, part, hidden."""
        for sheet in self._root.iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            kind, target = self._relations_of_book.get(key, ("", ""))
            if kind == "worksheet" and target.lower() in self._names:
                yield sheet.get("name") or "", target, sheet.get("state", "visible") != "visible"

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(one.get("date1904") in _ON for one in self._root.iter("{*}workbookPr"))

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """The shared texts, each with the font of its letters where it has one of its own."""
        part = self._part_of("sharedStrings")
        if not part:
            return []
        found = []
        for _, node in self.walk(part, ("{*}si",)):
            found.append((text_of(node), font_of(node)))
            node.clear()
        return found

    @cached_property
    def styles(self) -> list[Style]:
        """The formats of cells."""
        part = self._part_of("styles")
        return list(_styles(self.tree(part))) if part else []

    def tree(self, part: str) -> Any:
        """Parse a small part whole. Raises KeyError."""
        return etree.fromstring(self._archive.read(self._names[part.lower()]), _parser())

    def walk(self, part: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """Stream a large part. Raises KeyError."""
        with self._archive.open(self._names[part.lower()]) as file:
            yield from etree.iterparse(
                file, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            )

    def _part_of(self, kind: str) -> str:
        found = (target for one, target in self._relations_of_book.values() if one == kind)
        return next((target for target in found if target.lower() in self._names), "")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give what a part refers to: its kind and its name, by id."""
        folder = PurePosixPath(part).parent
        name = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels").lower()
        if name not in self._names:
            return {}
        found = {}
        for node in self.tree(name):
            target = (node.get("Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
            found[node.get("Id") or ""] = ((node.get("Type") or "").rsplit("/", 1)[-1], whole)
        return found


def text_of(node: Any) -> str:
    """Give the text of a shared or inline string: its runs joined, without what tells its pronunciation."""
    parts = [child.text or "" for child in node.iterchildren("{*}t")]
    parts += [child.text or "" for run in node.iterchildren("{*}r") for child in run.iterchildren("{*}t")]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Read "_x000D_" as the character that it stands for."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(escaped: re.Match[str]) -> str:
    """Read one; half of a pair of UTF-16 is no character and stays as it stands."""
    code = int(escaped[1], 16)
    return escaped[0] if 0xD800 <= code < 0xE000 else chr(code)


def font_of(node: Any) -> str:
    """Give the font of the first run that has one of its own, or ""."""
    return next((font.get("val") or "" for font in node.iterfind("{*}r/{*}rPr/{*}rFont")), "")


def _styles(tree: Any) -> Iterator[Style]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats = {
        int(one.get("numFmtId") or 0): one.get("formatCode") or "" for one in tree.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [
        next((name.get("val") or "" for name in font.iterchildren("{*}name")), "")
        for font in tree.iterfind("{*}fonts/{*}font")
    ]
    for one in tree.iterfind("{*}cellXfs/{*}xf"):
        number, font = int(one.get("numFmtId") or 0), int(one.get("fontId") or 0)
        code = formats.get(number) or BUILTIN_FORMATS.get(number) or ""
        kind = "span" if is_timedelta_format(code) else "date" if is_date_format(code) else ""
        yield Style(kind, fonts[font] if font < len(fonts) else "")


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
