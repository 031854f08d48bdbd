"""Texts that the tallest row of Excel cannot show.

So that print loses none, a sheet of their own has them in full.
"""

from collections.abc import Iterator, Sequence

from desktop_app.exchange.writing import EASE, MAX_LINES, SIZE, UNIT, SheetWriter, clean, count_lines, wrap

FULL_TEXTS = "Toàn văn"
FULL_TEXTS_TITLE = "TOÀN VĂN CÁC Ô DÀI QUÁ KHỔ IN"
FULL_TEXTS_WIDTHS = (44, 126)
FULL_TEXT_NOTE = "Ô dài quá khổ in: xem toàn văn ở trang tính “Toàn văn”."

TEXT: tuple[str, ...] = ("cell",)


def is_too_tall(text: str, wide: float) -> bool:
    """Return whether a cell `wide` units of column width cannot show all of `text` in any row."""
    if len(text) < MAX_LINES * wide / 2 and text.count("\n") < MAX_LINES:
        return False
    return count_lines(clean(text), wide * UNIT * EASE, SIZE) > MAX_LINES


def write_full_texts(sheet: SheetWriter, where: str, texts: Sequence[tuple[str, str]]) -> None:
    """Write texts with their places below the heading of `sheet`; `where` is the title of the places."""
    sheet.put_head((where, FULL_TEXTS))
    for place, text in texts:
        for count, piece in enumerate(pieces(clean(text), sheet.room(1, 1) * EASE)):
            sheet.put_cells([(f"{place} (tiếp)" if count else place, TEXT), (piece, TEXT)])


def pieces(text: str, room: float) -> Iterator[str]:
    """Cut a text between its lines into parts of `MAX_LINES`."""
    piece: list[str] = []
    left = MAX_LINES
    for paragraph in text.split("\n"):
        lines = list(wrap(paragraph, room, SIZE))
        while len(lines) > left:
            yield "\n".join((*piece, " ".join(lines[:left])))
            piece, lines, left = [], lines[left:], MAX_LINES
        piece.append(" ".join(lines))
        left -= len(lines)
    yield "\n".join(piece)
