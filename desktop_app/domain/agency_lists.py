"""Agencies named together under one word: "Các Sở: Nội vụ, Tài chính" are Sở Nội vụ and Sở Tài chính."""

import re

from desktop_app.domain.text import fold

_TOGETHER = re.compile(
    r"các\s+(?P<kind>sở|bộ|ban|phòng|hội|chi cục|cục)\s*:\s*(?P<names>.+)", re.IGNORECASE | re.DOTALL
)
_PARTS = re.compile(r"\s*[,;]\s*(?:và\s+)?")
_WHOLE = (
    ("lao dong", "thuong binh va xa hoi"),
    ("van hoa", "the thao va du lich"),
    ("van hoa", "the thao"),
    ("van hoa", "thong tin va du lich"),
)
"""Names that hold a comma themselves."""


def named_together(text: str) -> tuple[str, ...]:
    """Give the agencies that a text names under one word, each in full; nothing where it does not do so."""
    found = _TOGETHER.fullmatch(text.strip(" .;"))
    if found is None:
        return ()
    parts: list[str] = []
    for part in filter(None, _PARTS.split(found["names"].strip())):
        if parts and (fold(parts[-1]), fold(part)) in _WHOLE:
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    kind = found["kind"].capitalize()
    return tuple(part if fold(part).startswith(fold(kind)) else f"{kind} {part}" for part in parts)
