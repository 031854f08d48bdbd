"""What a file is, by its content; its name is only a hint for people."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from desktop_app.domain.errors import SourceDamaged, SourceEmpty, SourceEncrypted, SourceUnknown

Format = Literal["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "html", "xml", "docx"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = re.compile(rb"^\t[\x00\x02\x04\x08]")
_FILEPASS = b"\x2f\x00"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_TEXT_HEAD = 4096
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"SQLite format 3",
    b"\x1f\x8b",
)


def sniff(path: Path, content: bytes) -> Format:
    """Give the format of a file's `content`. Raises SourceEmpty, SourceUnknown, SourceDamaged, SourceEncrypted."""
    if not content.strip(b"\x00 \t\r\n"):
        raise SourceEmpty(path)
    if content.startswith(_ZIP):
        return _zipped(path)
    if content.startswith(_OLE):
        return _compound(path, content)
    if _BIFF.match(content):
        return "xls"
    if content.startswith(_OTHERS):
        raise SourceUnknown(path)
    return _text(path, content[:_TEXT_HEAD])


def _zipped(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return _open_document(path, archive)
            if "[Content_Types].xml" not in names:
                raise SourceUnknown(path)
            types = archive.read("[Content_Types].xml")[:1_000_000]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise SourceDamaged(path, str(error)) from error
    if b"wordprocessingml.document.main" in types or "word/document.xml" in names:
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"macroEnabled" in types:
        return "xlsm"
    if "xl/workbook.xml" in names or b"spreadsheetml.sheet.main" in types:
        return "xlsx"
    raise SourceUnknown(path)


def _open_document(path: Path, archive: zipfile.ZipFile) -> Format:
    if archive.read("mimetype").strip() != b"application/vnd.oasis.opendocument.spreadsheet":
        raise SourceUnknown(path)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SourceEncrypted(path)
    return "ods"


def _compound(path: Path, content: bytes) -> Format:
    if _ENCRYPTED in content:
        raise SourceEncrypted(path)
    if not any(name in content for name in _BOOK):
        raise SourceUnknown(path)
    begin = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    if begin >= 0 and _record_follows(content, begin, _FILEPASS):
        raise SourceEncrypted(path)
    return "xls"


def _record_follows(content: bytes, begin: int, wanted: bytes) -> bool:
    """Tell whether one of the first records of a BIFF stream is `wanted` (FILEPASS comes right after BOF)."""
    place = begin
    for _ in range(8):
        length = int.from_bytes(content[place + 2 : place + 4], "little")
        place += 4 + length
        if content[place : place + 2] == wanted:
            return True
    return False


def _text(path: Path, head: bytes) -> Format:
    plain = head.decode("utf-16") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head.decode("latin-1")
    start = plain.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n").lower()
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "xml"
        if "<html" in start or "<table" in start or start.startswith("<!doctype html"):
            return "html"
        raise SourceUnknown(path)
    if any(ord(mark) < 9 for mark in start):
        raise SourceUnknown(path)
    if any(sign in start for sign in (",", ";", "\t")) and "\n" in plain.strip():
        return "csv"
    raise SourceUnknown(path)
