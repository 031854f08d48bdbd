"""The cell styles of a workbook that is filled in place.

What they say, and variants of them for new values.
"""

import copy
import re

from desktop_app.exchange.forms.package import Element, Package

PART = "xl/styles.xml"
DATE_FORMAT = "dd/mm/yyyy"
_FIRST_OWN = 164
"""Numbers of formats below it are Excel's own (ECMA-376, 18.8.30)."""

_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_PERCENTS = frozenset({9, 10})
_TEXT = 49
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class FormStyles:
    """The styles of `package`; a variant that is asked for is added once, behind those that there are."""

    def __init__(self, package: Package) -> None:
        """Read them; a workbook without styles has only the usual one."""
        self._package = package
        self._root: Element = package.tree(PART) if PART in package.names else None
        self._formats: Element = self._root.find("{*}cellXfs") if self._root is not None else None
        self._codes: dict[int, str] = {}
        if self._root is not None:
            for one in self._root.iterfind("{*}numFmts/{*}numFmt"):
                self._codes[int(one.get("numFmtId"))] = one.get("formatCode", "")
        self._made: dict[tuple[int, str], int] = {}

    def is_date(self, style: int) -> bool:
        """Return whether numbers of this style show as days."""
        number = self._number(style)
        if number in _DATES:
            return True
        code = _QUOTED.sub("", self._codes.get(number, "")).lower()
        return "d" in code or "y" in code

    def is_percent(self, style: int) -> bool:
        """Return whether numbers of this style show as hundredths."""
        number = self._number(style)
        return number in _PERCENTS or "%" in _QUOTED.sub("", self._codes.get(number, ""))

    def is_text(self, style: int) -> bool:
        """Return whether whatever is typed into a cell of this style stays a text."""
        return self._number(style) == _TEXT or self._codes.get(self._number(style)) == "@"

    def is_locked(self, style: int) -> bool:
        """Return whether a protected sheet keeps its cells of this style as they are."""
        found = self._format(style)
        protection = None if found is None else found.find("{*}protection")
        return protection is None or protection.get("locked") not in ("0", "false")

    def is_bordered(self, style: int) -> bool:
        """Return whether a cell of this style is drawn as part of a table."""
        found = self._format(style)
        if found is None or self._root is None:
            return False
        borders = self._root.find("{*}borders")
        index = int(found.get("borderId", "0"))
        if borders is None or index >= len(borders):
            return False
        return any(side.get("style") not in (None, "none") for side in borders[index])

    def size(self, style: int) -> float:
        """Return the size of the font in points."""
        font = self._font(style)
        found = None if font is None else font.find("{*}sz")
        return 11.0 if found is None else float(found.get("val", "11"))

    def with_date(self, style: int) -> int:
        """Return the style with days as dd/mm/yyyy."""
        return self._variant(style, "date")

    def quoted(self, style: int) -> int:
        """Return the style with the sign that keeps a text a text when it is edited.

        Whatever it begins with.
        """
        return self._variant(style, "quoted")

    def bold(self, style: int) -> int:
        """Return the style in bold."""
        return self._variant(style, "bold")

    def save(self) -> None:
        """Put the styles back if a variant was made."""
        if self._made:
            self._package.put(PART, self._root)

    def _variant(self, style: int, kind: str) -> int:
        base = self._format(style)
        if base is None:
            return style
        if (style, kind) not in self._made:
            made = copy.deepcopy(base)
            if kind == "date":
                made.set("numFmtId", str(self._date_number()))
                made.set("applyNumberFormat", "1")
            elif kind == "quoted":
                made.set("quotePrefix", "1")
            else:
                made.set("fontId", str(self._bold_font(style)))
                made.set("applyFont", "1")
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._made[style, kind] = len(self._formats) - 1
        return self._made[style, kind]

    def _date_number(self) -> int:
        known = next((number for number, code in self._codes.items() if code.lower() == DATE_FORMAT), None)
        if known is not None:
            return known
        number = max((_FIRST_OWN - 1, *self._codes)) + 1
        formats = self._root.find("{*}numFmts")
        namespace = self._root.tag.rpartition("}")[0] + "}"
        if formats is None:
            formats = self._root.makeelement(f"{namespace}numFmts", {})
            self._root.insert(0, formats)
        formats.append(
            formats.makeelement(f"{namespace}numFmt", {"numFmtId": str(number), "formatCode": DATE_FORMAT})
        )
        formats.set("count", str(len(formats)))
        self._codes[number] = DATE_FORMAT
        return number

    def _bold_font(self, style: int) -> int:
        fonts = self._root.find("{*}fonts")
        font = copy.deepcopy(self._font(style))
        if font.find("{*}b") is None:
            font.insert(0, font.makeelement(font.tag.rpartition("}")[0] + "}b", {}))
        fonts.append(font)
        fonts.set("count", str(len(fonts)))
        return len(fonts) - 1

    def _font(self, style: int) -> Element:
        found = self._format(style)
        fonts = None if self._root is None else self._root.find("{*}fonts")
        if found is None or fonts is None:
            return None
        index = int(found.get("fontId", "0"))
        return fonts[index] if index < len(fonts) else None

    def _number(self, style: int) -> int:
        found = self._format(style)
        return 0 if found is None else int(found.get("numFmtId", "0"))

    def _format(self, style: int) -> Element:
        if self._formats is None or not 0 <= style < len(self._formats):
            return None
        return self._formats[style]
