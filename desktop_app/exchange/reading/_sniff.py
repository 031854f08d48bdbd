"""What a file is, by its content; its name is only a hint for people."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from desktop_app.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceEncrypted,
    SourceNoTable,
    SourceOldWord,
    SourcePdf,
    SourceTooOld,
    SourceUnknown,
    SourceUnsafe,
)
from desktop_app.exchange.reading import biff
from desktop_app.exchange.reading.archive import opened_archive
from desktop_app.exchange.reading.compound import BOOKS, SIGNATURE, Compound, NotCompound
from desktop_app.exchange.reading.plain_text import decoded, is_text

Format = Literal["xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "csv", "html", "xml", "docx"]

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_BIFF = re.compile(rb"^\t[\x00\x02\x04\x08]..", re.DOTALL)
_PARTS = 1_000_000
_HEAD = 65_536
_TEXT = 2_000_000
_OFFICE_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_FLAT_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK = re.compile(r"<(?:\w+:)?workbook\b")
_ENTITIES = re.compile(r"<!(?:doctype|entity)\b", re.IGNORECASE)
_OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"BM",
)


def sniff(path: Path, content: bytes) -> Format:
    """Return the format of a file's `content`.

    Raises SourceEmpty, SourceUnknown, SourceNoTable, SourcePdf, SourceOldWord, SourceTooOld, SourceDamaged,
    SourceEncrypted, SourceUnsafe.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise SourceEmpty(path)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _zipped(path)
    if content.startswith(SIGNATURE):
        return _compound(path, content)
    if _BIFF.match(content) and len(content) > 8:
        return _bare(path, content)
    if content.startswith(b"%PDF"):
        raise SourcePdf(path)
    if content.startswith(b"{\\rtf"):
        raise SourceOldWord(path)
    if content.startswith(_OTHERS):
        raise SourceUnknown(path)
    return _text(path, content)


def _zipped(path: Path) -> Format:
    with opened_archive(path) as archive:
        return _of_parts(path, archive)


def _of_parts(path: Path, archive: zipfile.ZipFile) -> Format:
    names = set(archive.namelist())
    if "mimetype" in names:
        return _open_document(path, archive)
    if "[Content_Types].xml" not in names:
        raise SourceUnknown(path)
    with archive.open("[Content_Types].xml") as part:
        types = part.read(_PARTS)
    if b"wordprocessingml.document.main" in types or "word/document.xml" in names:
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"sheet.macroEnabled" in types:
        return "xlsm"
    if (
        "xl/workbook.xml" in names
        or b"spreadsheetml.sheet.main" in types
        or b"spreadsheetml.template.main" in types
    ):
        return "xlsx"
    raise SourceUnknown(path)


def _open_document(path: Path, archive: zipfile.ZipFile) -> Format:
    with archive.open("mimetype") as part:
        kind = part.read(200).strip()
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise SourceOldWord(path)
    if not kind.startswith(_FLAT_SHEET.encode()):
        raise SourceUnknown(path)
    with archive.open("META-INF/manifest.xml") as part:
        if b"encryption-data" in part.read(_PARTS):
            raise SourceEncrypted(path)
    return "ods"


def _compound(path: Path, content: bytes) -> Format:
    try:
        return _enveloped(path, Compound(content))
    except NotCompound as error:
        raise SourceDamaged(path, str(error)) from error


def _enveloped(path: Path, envelope: Compound) -> Format:
    if envelope.has("EncryptedPackage"):
        raise SourceEncrypted(path)
    if envelope.has("WordDocument"):
        raise SourceOldWord(path)
    name = next(filter(envelope.has, BOOKS), "")
    if not name:
        raise SourceUnknown(path)
    if biff.is_locked(envelope.stream(name)):
        raise SourceEncrypted(path)
    return "xls"


def _bare(path: Path, content: bytes) -> Format:
    """Judge a workbook without an envelope: Excel 4 and before wrote so, and some programs write Excel 5."""
    if content[1] != 8 or biff.version(content) < biff.EXCEL_5:
        raise SourceTooOld(path)
    if biff.is_locked(content):
        raise SourceEncrypted(path)
    return "xls"


def _text(path: Path, content: bytes) -> Format:
    text = decoded(content[:_TEXT], declared=True)
    if not is_text(text):
        raise SourceUnknown(path)
    start = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        return _markup(path, text, start)
    if (
        start.startswith(("mime-version:", "from:", "content-type: multipart"))
        and "text/html" in text.lower()
    ):
        return "html"
    if any(sign in start for sign in ",;\t|") and "\n" in text.strip():
        return "csv"
    raise SourceUnknown(path)


def _markup(path: Path, text: str, start: str) -> Format:
    if _OFFICE_XML in start and _WORKBOOK.search(start):
        return _safe(path, text, "xml")
    if _FLAT in start and _FLAT_SHEET in start:
        return _safe(path, text, "fods")
    if "<table" in text.lower():
        return "html"
    raise SourceNoTable(path) if "<html" in start else SourceUnknown(path)


def _safe(path: Path, text: str, kind: Format) -> Format:
    if _ENTITIES.search(text):
        raise SourceUnsafe(path, "DTD")
    return kind
