"""A small table of tasks for the tests of the grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.ui.formats import read_percent
from desktop_app.ui.grid.columns import Edit, GridColumn, GridSection
from desktop_app.ui.grid.table import TableModel


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    content: str
    percent: int = 0
    result: str = ""
    status: str = "open_in_time"


def item_columns() -> list[GridColumn[Item]]:
    return [
        GridColumn("number", "STT", lambda item: item.id, width=44),
        GridColumn("content", "Nội dung", lambda item: item.content, width=0),
        GridColumn(
            "percent",
            "Tiến độ",
            lambda item: item.percent,
            text=None,
            align="right",
            width=98,
            editable=True,
            delegate="progress",
        ),
        GridColumn("result", "Kết quả", lambda item: item.result, width=150, editable=True),
        GridColumn(
            "status", "Tình trạng", lambda item: item.status, delegate="status", mark=lambda item: item.status
        ),
        GridColumn(
            "state", "Trạng thái", lambda _: "Đang thực hiện", editable=True, delegate="state", hidden=True
        ),
        GridColumn("day", "Ngày", lambda _: "14/12/2021", editable=True, delegate="date", hidden=True),
    ]


def item_sections() -> list[GridSection[Item]]:
    return [
        GridSection(
            "a",
            "I. Lãnh đạo",
            [Item(1, "Ban hành", 50), Item(2, "Ân hạn", 100), Item(3, "áp dụng")],
            "3 nhiệm vụ",
        ),
        GridSection("b", "II. Thể chế", [Item(4, "Đề xuất", 10), Item(5, "Dự thảo", 20)]),
    ]


class Book:
    """Keeps the items as a screen would: an edit changes them, and the table shows them again."""

    def __init__(self) -> None:
        self.sections = item_sections()
        self.batches: list[list[Edit[Item]]] = []
        self.model: TableModel[Item] = TableModel(item_columns(), self.edit, lambda item: item.id)
        self.model.set_sections(self.sections)

    def edit(self, edits: Sequence[Edit[Item]]) -> None:
        changed: dict[int, Item] = {}
        for row, key, text in edits:
            item = changed.get(row.id, row)
            if key == "percent":
                changed[row.id] = replace(item, percent=read_percent(text or "0"))
            elif key == "result":
                changed[row.id] = replace(item, result=text)
            else:
                changed[row.id] = item
        self.batches.append(list(edits))
        self.sections = [
            replace(section, rows=[changed.get(item.id, item) for item in section.rows])
            for section in self.sections
        ]
        self.model.set_sections(self.sections)

    def item(self, key: int) -> Item:
        return next(item for section in self.sections for item in section.rows if item.id == key)
