"""The text of a Word document as a reader sees it: tracked changes accepted, hidden text left out, text boxes found."""

from collections.abc import Iterator
from typing import Any

from desktop_app.exchange.docx_numbering import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THROUGH = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo"}
"""What only wraps paragraphs, rows, cells and runs. Deleted and moved-away text is not among them."""
_BOX = f"{W}txbxContent"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_M}oMath")
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_DINGBATS = {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6F: "☐", 0xA8: "☐", 0xA7: "•", 0xB7: "•", 0xD8: "•"}
"""Signs of Wingdings that lists use: ticks, boxes, bullets."""


def children(node: Any, wanted: set[str]) -> Iterator[Any]:
    """Give the children of some kinds, looking through what only wraps them."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name in wanted:
            yield child
        elif name in _THROUGH:
            waiting.extend(reversed(child))
        elif name == f"{_MC}AlternateContent" and len(child):
            waiting.extend(reversed(child[0]))


def rows(table: Any) -> Iterator[Any]:
    """Give the rows of a table but those whose deletion is tracked."""
    return (row for row in children(table, {"tr"}) if row.find(f"{W}trPr/{W}del") is None)


def boxes(paragraph: Any) -> Iterator[Any]:
    """Give the contents of the text boxes that are anchored in a paragraph, each once."""
    for run in _runs(paragraph):
        for box in run.iter(_BOX):
            old = next(box.iterancestors(f"{_MC}Fallback"), None)
            if old is None or old.getparent().find(f"{_MC}Choice//{_BOX}") is None:
                yield box


def text_of(paragraph: Any) -> str:
    """Give the text of a paragraph, without that of its text boxes."""
    return "".join(piece for run in _runs(paragraph) for node in run for piece in _piece(node))


def is_picture(cell: Any) -> bool:
    """Tell whether a cell shows a picture, an object of another program or a formula."""
    return next(cell.iter(*_PICTURES), None) is not None


def is_on(switch: Any) -> bool:
    """Tell whether a property that can be switched on is there and on."""
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _runs(paragraph: Any) -> Iterator[Any]:
    return (run for run in children(paragraph, {"r"}) if not is_on(run.find(f"{W}rPr/{W}vanish")))


def _piece(node: Any) -> Iterator[str]:
    if node.tag == f"{W}t":
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    elif node.tag == f"{W}sym":
        yield _symbol(node.get(f"{W}char") or "", node.get(f"{W}font") or "")


def _symbol(code: str, font: str) -> str:
    """Give the sign that a font of symbols shows for a code ("F0FC")."""
    try:
        number = int(code[:5], 16)
    except ValueError:
        return ""
    if font.startswith(("Wingdings", "Symbol")):
        return _DINGBATS.get(number & 0xFF, "•")
    return chr(number) if number and not 0xD800 <= number < 0xE000 else ""
