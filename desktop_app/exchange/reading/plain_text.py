"""The bytes of a text file as text.

Its encoding is known by its mark, its bytes, or by what makes Vietnamese words.
"""

import codecs
import re
import unicodedata

from desktop_app.domain.encodings import vietnamese_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 200_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def decoded(content: bytes, *, declared: bool = False) -> str:
    """Return the text of `content`; `declared`: it may name its encoding itself, as HTML and XML do.

    Never raises. Bytes of no Unicode encoding are windows-1258 or, if that makes no more Vietnamese words,
    windows-1252, in which TCVN3 and VNI keep their code points.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content)
    if wide:
        return content.decode(wide, "replace")
    name = _declared(content) if declared else ""
    if name and name not in {"cp1252", "iso8859-1", "ascii"}:
        return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) - 3 and error.reason == "unexpected end of data":
            return content.decode("utf-8", "replace")
    if name and b"\xc2" not in content and _valid_share(content) > 0.9:
        return content.decode("utf-8", "replace")
    return _of_one_byte(content)


def is_text(text: str) -> bool:
    """Return whether decoded content is text and not the bytes of something else."""
    head = text[:_LOOKED_AT]
    return len(_CONTROLS.findall(head)) * 1000 <= len(head) and head.count("\ufffd") * 50 <= len(head)


def _wide(content: bytes) -> str:
    """Recognise UTF-16 without a mark: of Latin letters every second byte is 0."""
    head = content[: 2 * (_LOOKED_AT // 2)]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd * 3 > half and even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if even * 3 > half and odd * 20 < even else ""


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:4096])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) or name in {"idna", "punycode"} else name


def _valid_share(content: bytes) -> float:
    text = content[:_LOOKED_AT].decode("utf-8", "replace")
    strange = sum(letter > "\x7f" for letter in text)
    return 1 - text.count("\ufffd") / strange if strange else 0.0


def _of_one_byte(content: bytes) -> str:
    western = content.decode("latin-1").translate(_WESTERN)
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    old = max(vietnamese_share(western[:_LOOKED_AT], "tcvn3"), vietnamese_share(western[:_LOOKED_AT], "vni"))
    return vietnamese if vietnamese_share(vietnamese[:_LOOKED_AT]) >= old else western


def _western() -> dict[int, str]:
    letters = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
    return {code: letter for code, letter in letters.items() if letter != "\ufffd"}


_WESTERN = _western()
"""What windows-1252 has where Latin-1 has controls."""
