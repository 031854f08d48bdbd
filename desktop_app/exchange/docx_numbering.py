"""The numbers that Word writes by itself before paragraphs: they stand nowhere in the text and are counted again."""

from typing import Any

from desktop_app.domain.text import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_NUMBERS = frozenset(map(str, range(_LEVELS)))
_DEEPEST = 12
_SIGN = "-"

_Levels = dict[int, tuple[str, str, int]]
"""The kind of figures, the text around them, and the first number, for each level."""


class Numbering:
    """Counts the numbered paragraphs of a document, in order. `part` is numbering.xml, `styles` styles.xml, or None."""

    def __init__(self, part: Any, styles: Any) -> None:
        """Learn the lists and the styles that stand for one."""
        self._levels: dict[str, _Levels] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._level_of: dict[str, int] = {}
        known = [] if styles is None else list(styles.iter(f"{W}style"))
        self._styles = {style.get(f"{W}styleId") or "": style for style in known}
        if part is not None:
            self._learn(part)

    def next(self, paragraph: Any) -> str:
        """Give the number of a paragraph ("1.", "II", "a)", "-"), or "" where it bears none."""
        about = paragraph.find(f"{W}pPr")
        if about is None:
            return ""
        number, level = self._asked(about)
        kinds = self._levels.get(number)
        if not kinds or level not in kinds:
            return ""
        counts = self._counts.setdefault(self._list_of[number], [0] * _LEVELS)
        kind, text, start = kinds[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if kind in {"bullet", "none"}:
            return _SIGN if kind == "bullet" else ""
        return self._written(text, level, counts, kinds)

    def _asked(self, about: Any) -> tuple[str, int]:
        """Give the list and the level that a paragraph or else its style names; "0" takes a list away."""
        own, style = about.find(f"{W}numPr"), _value(about, "pStyle")
        number, level = _value(own, "numId"), _value(own, "ilvl")
        inherited = self._of_style(style)
        number = number or _value(inherited, "numId")
        level = level or _value(inherited, "ilvl") or str(self._level_of.get(style, 0))
        return (number, int(level)) if level in _NUMBERS else ("", 0)

    def _of_style(self, name: str) -> Any:
        """Find the list of a style, or of the styles on which it is based."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
            name = _value(style, "basedOn")
        return None

    def _written(self, text: str, level: int, counts: list[int], kinds: dict[int, tuple[str, str, int]]) -> str:
        for place in range(level + 1):
            kind, _, start = kinds.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _figure(counts[place] or start, kind))
        return text.strip()

    def _learn(self, part: Any) -> None:
        abstracts = {one.get(f"{W}abstractNumId") or "": one for one in part.iterfind(f"{W}abstractNum")}
        known = {name: self._levels_of(one) for name, one in abstracts.items()}
        lists = {one.get(f"{W}numId") or "": one for one in part.iterfind(f"{W}num")}
        for number, one in lists.items():
            name = _value(one, "abstractNumId")
            link = _value(abstracts.get(name), "numStyleLink")
            if link:  # the list is that of a style
                linked = lists.get(_value(self._of_style(link), "numId"))
                name = _value(linked, "abstractNumId")
            levels = dict(known.get(name, {}))
            restarted = False
            for change in one.iterfind(f"{W}lvlOverride"):
                levels |= self._levels_of(change)
                level, start = _whole(change, "ilvl"), _value(change, "startOverride")
                if start.isdigit() and level in levels:
                    kind, text, _ = levels[level]
                    levels[level], restarted = (kind, text, int(start[:6])), True
            self._levels[number] = levels
            self._list_of[number] = f"{name}/{number}" if restarted else name

    def _levels_of(self, abstract: Any) -> "_Levels":
        levels: _Levels = {}
        for level in abstract.iterfind(f"{W}lvl"):
            start, place, style = _value(level, "start") or "1", _whole(level, "ilvl"), _value(level, "pStyle")
            if start.isdigit() and place < _LEVELS:
                levels[place] = _value(level, "numFmt") or "decimal", _value(level, "lvlText"), int(start[:6])
            if style:
                self._level_of[style] = place
        return levels


def _value(node: Any, name: str) -> str:
    found = None if node is None else node.find(f"{W}{name}")
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
