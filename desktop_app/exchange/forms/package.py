"""A workbook as the parts it is packed of.

Some can be replaced while all others stay byte for byte.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.domain.errors import SourceDamaged
from desktop_app.exchange.reading import opened_archive, part_of, safe_parser

WORKBOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Element = Any
"""An element of lxml, which has no types."""


class Package:
    """The parts of the workbook at `path`; what is put replaces a part when the package is written."""

    def __init__(self, path: Path) -> None:
        """Read the parts. Raises what `opened_archive` does."""
        self.path = path
        with opened_archive(path) as archive:
            self._infos = archive.infolist()
            self._parts = {info.filename: part_of(archive, info) for info in self._infos}
        self._new: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts, in the order of the file."""
        return tuple(info.filename for info in self._infos)

    @property
    def changed(self) -> frozenset[str]:
        """Return the parts that will not be what they were."""
        return frozenset(self._new) | frozenset(self._dropped)

    def read(self, name: str) -> bytes:
        """Return a part as it stands. Raises SourceDamaged if there is none."""
        found = self._new.get(name, self._parts.get(name))
        if found is None:
            raise SourceDamaged(self.path, name)
        return found

    def original(self, name: str) -> bytes | None:
        """Return a part as it is in the file, None if there is none."""
        return self._parts.get(name)

    def tree(self, name: str) -> Element:
        """Return the root of an XML part. Raises SourceDamaged."""
        try:
            return etree.fromstring(self.read(name), safe_parser())
        except etree.XMLSyntaxError as error:
            raise SourceDamaged(self.path, f"{name}: {error}") from error

    def put(self, name: str, root: Element) -> None:
        """Replace a part."""
        self._new[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._dropped.add(name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: relation id → (last word of its type, name of the part)."""
        folder, base = posixpath.split(name)
        rels = f"{folder}/_rels/{base}.rels"
        if rels not in self._parts:
            return {}
        found = {}
        for relation in self.tree(rels):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
                found[relation.get("Id", "")] = (
                    relation.get("Type", "").rpartition("/")[2],
                    target.lstrip("/"),
                )
        return found

    def sheets(self) -> dict[str, str]:
        """Return the worksheets: name → part."""
        related = self.related(WORKBOOK)
        found = {}
        for sheet in self.tree(WORKBOOK).iterfind(".//{*}sheets/{*}sheet"):
            kind, part = related.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", ""))
            if kind == "worksheet" and part in self._parts:
                found[sheet.get("name", "")] = part
        return found

    def write(self, target: Path) -> None:
        """Write the package; parts that were not replaced keep their content, their order and their times."""
        with zipfile.ZipFile(target, "w") as archive:
            for info in self._infos:
                if info.filename not in self._dropped:
                    kept = zipfile.ZipInfo(info.filename, info.date_time)
                    kept.external_attr = info.external_attr
                    archive.writestr(kept, self.read(info.filename), zipfile.ZIP_DEFLATED)

    def differences(self, other: "Package") -> Iterator[str]:
        """Yield the parts that are not the same in `other`."""
        for name in dict.fromkeys((*self.names, *other.names)):
            if self.original(name) != other.original(name):
                yield name
