"""What a file is, by its content; its name is only a hint for people."""

import re
from pathlib import Path
from typing import Literal

from desktop_app.domain.errors import SourceEmpty, SourceEncrypted, SourceUnknown
from desktop_app.exchange.compound import Compound
from desktop_app.exchange.zip_parts import ZipParts

Format = Literal["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "html", "xml", "docx"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_HEAD = 65_536
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = ("%pdf", "{\\rtf", "mime-version:", "from:", "gif8", "rar!", "mz", "sqlite format 3", "id;p", "{", "[")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile("<(?:!doctype html|html|table|body|head|meta|tr|div|style)[ >:/\r\n\t]")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def sniff(path: Path, content: bytes) -> Format:
    """Give the format of a file's `content`.

    Raises SourceEmpty, SourceUnknown, SourceDamaged, SourceEncrypted, SourceUnsafe, SourceTooLarge.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceEmpty(path)
    if content.startswith(ZIP):
        return _zipped(path, ZipParts(path, content))
    if content.startswith(OLE):
        return _compound(path, Compound(path, content))
    return _text(path, content[:_TEXT_HEAD])


def _zipped(path: Path, parts: ZipParts) -> Format:
    if "mimetype" in parts:
        return _open_document(path, parts)
    types = parts.read("[Content_Types].xml")
    if "word/document.xml" in parts or b"wordprocessingml.document.main" in types:
        return "docx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if "xl/workbook.xml" not in parts and b"spreadsheetml.sheet.main" not in types:
        raise SourceUnknown(path)
    return "xlsm" if b"macroEnabled" in types else "xlsx"


def _open_document(path: Path, parts: ZipParts) -> Format:
    if not parts.read("mimetype").strip().startswith(_ODS):
        raise SourceUnknown(path)
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise SourceEncrypted(path)
    return "ods"


def _compound(path: Path, compound: Compound) -> Format:
    if "EncryptedPackage" in compound.names or "EncryptionInfo" in compound.names:
        raise SourceEncrypted(path)
    if not compound.names & {"Workbook", "Book"}:
        raise SourceUnknown(path)
    if compound.is_encrypted():
        raise SourceEncrypted(path)
    return "xls"


def _text(path: Path, head: bytes) -> Format:
    plain = head.decode(wide_encoding(head) or "latin-1", "replace")
    start = plain.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n\x00").lower()
    if start.startswith("<"):
        if _SPREADSHEET in start and "<html" not in start:
            return "xml"
        if _HTML.search(start):
            return "html"
        raise SourceUnknown(path)
    if start.startswith(_OTHERS) or _NOT_TEXT.search(plain):
        raise SourceUnknown(path)
    if any(sign in start for sign in (",", ";", "\t")) and re.search("[\r\n]", start.strip()):
        return "csv"
    raise SourceUnknown(path)


def wide_encoding(head: bytes) -> str:
    """Tell UTF-16 by its mark, or by the zeros that every other byte of plain letters is."""
    if head.startswith(_UTF_16):
        return "utf-16"
    sample = head[:2000]
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) * 3 > len(zeros) and others.count(0) == 0:
            return encoding
    return ""


