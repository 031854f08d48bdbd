"""Names of files that travel: short, without accents, and good on every system."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
_OTHER = re.compile(r"[^A-Za-z0-9.-]+")


def plain_name(text: str) -> str:
    """Return `text` as a name: "Sở Lao động, Thương binh" is "So_Lao_dong_Thuong_binh"."""
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(mark for mark in marks if not unicodedata.combining(mark))
    return _OTHER.sub("_", plain).strip("_.-")[:LONGEST].rstrip("_.-")


def distinct(names: Iterable[str]) -> list[str]:
    """Number names that are alike, whatever their case: "A", "a (2)"."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        key = name.casefold()
        seen[key] = seen.get(key, 0) + 1
        found.append(name if seen[key] == 1 else f"{name}_{seen[key]}")
    return found
