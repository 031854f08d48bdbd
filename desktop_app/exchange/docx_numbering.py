"""The numbers that Word writes by itself before paragraphs: they stand nowhere in the text and are counted again."""

from typing import Any

from desktop_app.domain.text import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_SIGN = "-"


class Numbering:
    """Counts the numbered paragraphs of a document, in order. `part` is numbering.xml, `styles` styles.xml, or None."""

    def __init__(self, part: Any, styles: Any) -> None:
        """Learn the lists and the styles that stand for one."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        if part is not None:
            self._learn(part)
        if styles is not None:
            self._of_style = {
                style.get(f"{W}styleId") or "": found
                for style in styles.iter(f"{W}style")
                if (found := _numbered(style.find(f"{W}pPr"))) is not None
            }

    def next(self, paragraph: Any) -> str:
        """Give the number of a paragraph ("1.", "II", "a)", "-"), or "" where it bears none."""
        about = paragraph.find(f"{W}pPr")
        if about is None:
            return ""
        style = about.find(f"{W}pStyle")
        found = _numbered(about) or (None if style is None else self._of_style.get(style.get(f"{W}val") or ""))
        if found is None:
            return ""
        number, level = found
        key = self._list_of.get(number, "")
        kinds = self._levels.get(key)
        if not kinds or level not in kinds:
            return ""
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        kind, text, start = kinds[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if kind in {"bullet", "none"}:
            return _SIGN if kind == "bullet" else ""
        return self._written(text, level, counts, kinds)

    def _written(self, text: str, level: int, counts: list[int], kinds: dict[int, tuple[str, str, int]]) -> str:
        for place in range(level + 1):
            kind, _, start = kinds.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _figure(counts[place] or start, kind))
        return text.strip()

    def _learn(self, part: Any) -> None:
        for abstract in part.iterfind(f"{W}abstractNum"):
            levels = {
                _whole(level, "ilvl"): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText"),
                    int(_value(level, "start") or 1),
                )
                for level in abstract.iterfind(f"{W}lvl")
                if (_value(level, "start") or "1").isdigit()
            }
            self._levels[abstract.get(f"{W}abstractNumId") or ""] = levels
        for one in part.iterfind(f"{W}num"):
            number, abstract = one.get(f"{W}numId") or "", _value(one, "abstractNumId")
            restarted = one.find(f"{W}lvlOverride/{W}startOverride") is not None
            self._list_of[number] = f"{abstract}/{number}" if restarted else abstract
            if restarted:
                self._levels[f"{abstract}/{number}"] = self._levels.get(abstract, {})


def _numbered(about: Any) -> tuple[str, int] | None:
    found = None if about is None else about.find(f"{W}numPr")
    if found is None:
        return None
    number, level = _value(found, "numId"), _value(found, "ilvl") or "0"
    if number in {"", "0"} or not level.isdigit() or int(level) >= _LEVELS:
        return None
    return number, int(level)


def _value(node: Any, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _whole(node: Any, name: str) -> int:
    text = node.get(f"{W}{name}") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _figure(count: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(count)
    if kind == "lowerRoman":
        return roman(count).lower()
    if kind in {"upperLetter", "lowerLetter"} and 1 <= count <= 26:
        letter = chr(64 + count)
        return letter if kind == "upperLetter" else letter.lower()
    return f"{count:02}" if kind == "decimalZero" else str(count)
