"""What a form asks for outside its table.

"Tên đơn vị: …", "Kỳ báo cáo: …", "Ngày … tháng …", "Tổng số nhiệm vụ".
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from desktop_app.domain.text import fold
from desktop_app.exchange.forms.counted import PlainCount
from desktop_app.exchange.forms.sheet_cells import Merge
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.sheet import Sheet

LabelKind = Literal[
    "department",
    "parent_body",
    "province",
    "programme",
    "period",
    "as_of",
    "dated",
    PlainCount,
    "share",
    "ignore",
]
LABELS: tuple[LabelKind, ...] = get_args(LabelKind)

_WORDS: Mapping[LabelKind, tuple[str, ...]] = {
    "department": (
        "ten don vi", "don vi bao cao", "ten don vi bao cao", "co quan bao cao", "ten co quan",
        "don vi gui bao cao", "don vi lap bao cao", "co quan lap bao cao", "don vi", "co quan",
        "ten co quan, don vi", "co quan, don vi",
    ),
    "parent_body": ("co quan chu quan", "co quan cap tren", "don vi chu quan", "uy ban nhan dan"),
    "province": (
        "tinh", "tinh, thanh pho", "tinh/thanh pho", "tinh (thanh pho)", "ten tinh, thanh pho", "dia phuong",
        "ten dia phuong", "tinh/tp", "tinh, tp",
    ),
    "programme": (
        "ten de an", "de an", "ten chuong trinh", "chuong trinh", "ten ke hoach", "de an, chuong trinh",
    ),
    "period": ("ky bao cao", "bao cao ky", "ky", "thoi ky bao cao", "thoi gian bao cao"),
    "as_of": ("so lieu tinh den ngay", "tinh den ngay", "so lieu den ngay", "ngay chot so lieu"),
    "total": (
        "tong so nhiem vu", "tong so nhiem vu duoc giao", "so nhiem vu duoc giao", "tong nhiem vu",
        "so nhiem vu", "tong so nhiem vu giao",
    ),
    "done": (
        "da hoan thanh", "so nhiem vu da hoan thanh", "so nhiem vu hoan thanh", "nhiem vu da hoan thanh",
    ),
    "done_on_time": (
        "hoan thanh dung han", "da hoan thanh dung han", "hoan thanh trong han", "so nhiem vu dung han",
    ),
    "done_late": (
        "hoan thanh qua han", "da hoan thanh qua han", "hoan thanh cham", "hoan thanh khong dung han",
    ),
    "open": ("chua hoan thanh", "so nhiem vu chua hoan thanh", "dang thuc hien", "nhiem vu chua hoan thanh"),
    "open_in_time": ("chua hoan thanh, trong han", "chua hoan thanh trong han", "trong han"),
    "open_overdue": (
        "chua hoan thanh, qua han", "chua hoan thanh qua han", "qua han", "so nhiem vu qua han",
        "nhiem vu qua han",
    ),
    "no_deadline": ("khong co thoi han", "nhiem vu khong co thoi han", "khong thoi han"),
    "share": ("ty le hoan thanh", "ti le hoan thanh", "ty le hoan thanh (%)", "ty le (%)"),
}  # fmt: skip
_KINDS: dict[str, LabelKind] = {text: kind for kind, texts in _WORDS.items() for text in texts}
_COUNTS = frozenset(_WORDS) - {"department", "parent_body", "province", "programme", "period", "as_of"}
_DOTS = re.compile(r"[.…_]{3,}|…")
_DATED = re.compile(r"(ng[àa]y)([\s.…_]*)(th[áa]ng)([\s.…_]*)(n[ăa]m)([\s.…_]*)(\d{0,4})", re.IGNORECASE)
_PLAIN = re.compile(r"^[\s\-–+*•]*(?:\d{1,2}[.)]|[a-zđ]\)|[ivx]{1,4}\.)?\s*", re.IGNORECASE)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A cell that asks for something, and the cell that takes it (rows and columns from 0).

    `inside`: the answer takes the place of dots in the label itself, or follows its colon.
    """

    row: int
    column: int
    text: str
    kind: LabelKind
    target: tuple[int, int]
    inside: bool

    def filled(self, answer: str) -> str:
        """Return the text of the label with the answer in it."""
        if self.kind == "dated":
            day, month, year = answer.split("/")
            return _DATED.sub(
                lambda found: f"{found[1]} {day} {found[3]} {month} {found[5]} {year}", self.text, 1
            )
        head, colon, tail = self.text.partition(":")
        if colon and not _DOTS.sub("", tail).strip():
            return f"{head}: {answer}"
        return _DOTS.sub(lambda _: answer, self.text, 1)


def find_labels(
    sheet: Sheet, outside: Collection[int], merges: list[Merge], is_formula: Callable[[int, int], bool]
) -> Iterator[FormLabel]:
    """Find what rows `outside` the table ask for.

    A cell that holds an answer, or computes one, is left alone.
    """
    covers = {(top, left): right for top, left, _, right in merges}
    for row in sorted(outside):
        if row >= len(sheet.rows):
            continue
        cells = sheet.rows[row]
        for column, value in enumerate(cells):
            if (
                not isinstance(value, str)
                or is_blank(value)
                or len(value) > _LONGEST
                or is_formula(row, column)
            ):
                continue
            text = shown(value)
            if _DATED.search(text) and not _has_day(text):
                yield FormLabel(row, column, text, "dated", (row, column), inside=True)
                continue
            kind = _KINDS.get(_asked(text))
            if kind is None:
                continue
            beside = covers.get((row, column), column) + 1
            free = _is_free(cells, beside) and not is_formula(row, beside)
            if _DOTS.search(text):
                yield FormLabel(row, column, text, kind, (row, column), inside=True)
            elif text.rstrip().endswith(":"):
                yield FormLabel(row, column, text, kind, (row, beside if free else column), inside=not free)
            elif kind in _COUNTS and free:
                yield FormLabel(row, column, text, kind, (row, beside), inside=False)


def _asked(text: str) -> str:
    head, colon, tail = text.partition(":")
    if colon and _DOTS.sub("", tail).strip(" .;"):
        return ""
    return fold(_DOTS.sub(" ", _PLAIN.sub("", head))).strip(" .;:()")


def _has_day(text: str) -> bool:
    found = _DATED.search(text)
    return found is None or any(character.isdigit() for character in found[2] + found[4])


def _is_free(cells: tuple[object, ...], column: int) -> bool:
    if column >= len(cells):
        return True
    value = cells[column]
    return value is None or (isinstance(value, str) and not _DOTS.sub("", value).strip())
