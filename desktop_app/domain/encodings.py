"""Text of the years before Unicode, read and recognised.

TCVN3 (fonts ".Vn…") and VNI-Windows (fonts "VNI-…"). Both borrow the code points of Latin-1, and valid
Unicode uses the same letters: a guess is shown before it is taken.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Literal

Encoding = Literal["unicode", "tcvn3", "vni"]

_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN3_CODES = bytes.fromhex(
    "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbaeccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9aceaedebeceeeff3f1f2f4"
    "adf5f8f6f7f9fafdfbfcfea1a2a3a4a5a6a7"
)
_FROM_TCVN3 = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))
_HYPHEN_FOR_U = re.compile(
    r"(?<![\w-])((?:[BCDĐGHKLMNPRSTVXbcdđghklmnprstvx]|Ch|Kh|Ng|Nh|Ph|Th|Tr|ch|kh|ng|nh|ph|th|tr))-(?=[^\W\d_]|\s[^\W\d_])"
)
"""A hyphen after the first consonants of a syllable and nothing else.

So some programs left ư. "Q§-TTg" is none.
"""

_VNI_VOWELS = "aeouyôö"
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_FONTS: tuple[tuple[str, Encoding], ...] = ((".vn", "tcvn3"), ("vni-", "vni"))

_ONSET = "(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_OPEN = (
    "[aeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|oa|oe|oai|oay|oao|oeo|oi|ôi|ơi|ua|uê|ui|uy|uơ|uya|uyu|uôi|uây|ưa|ưi"
    "|ưu|ươi|ươu|yêu"
)
_CLOSED = "(?:[aăâeêioôơuưy]|oa|oă|oe|oo|uâ|uê|uy|uô|uyê|iê|yê|ươ)(?:c|ch|m|n|ng|nh|p|t)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")
_STOPPED = re.compile("(?:c|ch|p|t)$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff\u0100-\u024f\u0300-\u0323\u1ea0-\u1ef9]+")
_OLD_LETTERS = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de-\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_SAMPLE = 3000
"""Words looked at: more do not change the answer."""
_SURE_SHARE = 0.6


def decode_tcvn3(text: str) -> str:
    """Read TCVN3.

    The soft hyphen is ư, and so is a plain hyphen that can be nothing else ("T- ph¸p", "®-îc").
    """
    composed = unicodedata.normalize("NFC", text)
    read = composed.translate(_FROM_TCVN3)
    if read != composed:
        read = _HYPHEN_FOR_U.sub(r"\1ư", read)
    return read


def decode_vni(text: str) -> str:
    """Read VNI-Windows: a base letter, then its mark."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_from_vni, unicodedata.normalize("NFC", text)))


def decode(text: str, encoding: Encoding) -> str:
    """Read `text` as `encoding`."""
    if encoding == "unicode":
        return unicodedata.normalize("NFC", text)
    if encoding == "vni":
        return decode_vni(text)
    return decode_tcvn3(text)


def has_only_capitals(font: str) -> bool:
    """Return whether a font shows every letter as a capital (".VnTimeH")."""
    return font.lower().startswith(".vn") and font.endswith("H")


def in_capitals(text: str, font: str) -> str:
    """Write the letters of a font of capitals as the capitals that it shows.

    Accented ones have no code for it.
    """
    if not has_only_capitals(font):
        return text
    return "".join(letter.upper() if letter.isascii() else letter for letter in text)


def looks_old(text: str) -> bool:
    """Return at a glance whether a text may be TCVN3 or VNI.

    It has letters of theirs that Vietnamese lacks.
    """
    return not text.isascii() and _OLD_LETTERS.search(text) is not None


def encoding_of_font(font: str) -> Encoding | None:
    """Return the encoding that a font's name stands for; None for a font of any other kind."""
    return next((encoding for start, encoding in _FONTS if font.strip().lower().startswith(start)), None)


def guess_encoding(texts: Iterable[str], fonts: Iterable[str] = ()) -> Encoding:
    """Recognise the encoding of the cells of one column or sheet.

    The fonts' names speak first, unless the texts hold more Vietnamese letters that only Unicode has; without
    such fonts, the encoding under which clearly more words are Vietnamese syllables wins, and Unicode if none
    is clear.
    """
    words = list(islice((word for text in texts for word in _telling_words(text)), _SAMPLE))
    named = [encoding for encoding in map(encoding_of_font, fonts) if encoding is not None]
    if named:
        modern = sum(
            any(ord(letter) > 0xFF for letter in unicodedata.normalize("NFC", word)) for word in words
        )
        return "unicode" if modern * 2 > len(words) else max(("tcvn3", "vni"), key=named.count)
    as_unicode = _share(words, "unicode")
    best: Encoding = max(("tcvn3", "vni"), key=lambda encoding: _share(words, encoding))
    found = _share(words, best)
    return best if found >= _SURE_SHARE and found > as_unicode * 1.5 else "unicode"


def vietnamese_share(text: str, encoding: Encoding = "unicode") -> float:
    """Return the share of Vietnamese syllables among words with more than ASCII letters.

    It is 0 if there are none.
    """
    return _share(_telling_words(text)[:_SAMPLE], encoding)


def _vni_pairs() -> dict[str, str]:
    pairs = {
        vowel + mark: _VNI_ALONE.get(vowel, vowel) + tone
        for vowel in _VNI_VOWELS
        for mark, tone in _VNI_TONES.items()
    }
    pairs |= {vowel + mark: vowel + "\u0302" + tone for vowel in "aeo" for mark, tone in _VNI_HATS.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVES.items()}
    pairs |= _VNI_ALONE
    return {code: unicodedata.normalize("NFC", letter) for code, letter in pairs.items()}


_FROM_VNI = _vni_pairs()
_VNI_PAIR = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)), re.IGNORECASE)


def _from_vni(code: re.Match[str]) -> str:
    letter = _FROM_VNI[code[0].lower()]
    return letter.upper() if code[0][0].isupper() else letter


def _telling_words(text: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(text)
        if not word.isascii() and re.search("[A-Za-z]|[\u0100-\u1ef9]", word)
    ]


def _share(words: list[str], encoding: Encoding) -> float:
    legal = sum(_is_vietnamese(decode(word, encoding)) for word in words)
    return legal / len(words) if words else 0.0


@lru_cache(4096)
def _is_vietnamese(word: str) -> bool:
    """Return whether a word is one syllable that Vietnamese can have, with at most one tone."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not _STOPPED.search(letters) or (bool(tones) and tones[0] in "\u0301\u0323")
