"""Text written as programs of the years before Unicode wrote it: the program itself only reads it."""

import unicodedata

from desktop_app.domain.encodings import decode_tcvn3

_CODES = {
    decode_tcvn3(chr(code)): code for code in range(0xA1, 0x100) if decode_tcvn3(chr(code)) != chr(code)
}


def encode_tcvn3(text: str) -> str:
    """Write as TCVN3; a capital with a tone has no code of its own and becomes the lower-case one."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(chr(_CODES.get(one) or _CODES.get(one.lower()) or ord(one)) for one in composed)
