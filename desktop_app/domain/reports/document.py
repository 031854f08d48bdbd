"""A report as it stands on paper, before it has a face.

Word and PDF show the same one, so they cannot disagree. Texts are complete and final; nothing below is
computed again by a face. Widths are millimetres, sizes points.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
PrintedKind = Literal["task", "group", "total"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; its text may run over several lines."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its width and where its texts stand.

    The texts of `figures` are printed numbers ("1.234,5", "45 %", "+3", "–"), which a workbook can reckon
    with.
    """

    title: str
    width: float
    align: Align = "left"
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A group row has two cells, the second one over the rest of the table.

    A `tall` row is higher than a good part of a page and may be divided; every other row keeps together.
    """

    cells: tuple[Cell, ...]
    kind: PrintedKind = "task"
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading row is repeated on every page; one that stands `whole` is on one page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One part of every bar: its name, its fill and the ink of the figures on it (#RRGGBB).

    What is `hatched` or `outlined` (dark lines, no fill) can be told apart in a print without colours.
    """

    name: str
    fill: str
    ink: str
    hatched: bool = False
    outlined: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    What it is about, its length by part in the order of the chart's series, and what stands at its end.
    """

    label: str
    counts: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of some parts, lying one below the other, on one page.

    `most` is the longest bar that the scale has room for; charts that belong together share it. `description`
    says the figures in words, for those who do not see them.
    """

    title: str
    series: tuple[BarSeries, ...]
    bars: tuple[Bar, ...]
    most: int
    width: float
    height: float
    description: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body; `lead` is a line that stays with what follows it."""

    text: str
    bold: bool = False
    italic: bool = False
    lead: bool = False


Block = Paragraph | Table

Part = Table | Chart
"""What an annex shows."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the body, with its numbered title (empty for what stands before the first section)."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex (phụ lục), with page numbers of its own.

    `name` is "Phụ lục", with a Roman number if there are two. `attached` is the line "(Kèm theo …)", `notes`
    stand between it and the parts: a table, or charts. Its sheet lies on its side unless it stands `upright`;
    one that `follows` is on the sheet of the annex before it, whose page numbers go on.
    """

    name: str
    title: str
    attached: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    upright: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

    `parent_body` and `department` are as printed (upper case), `place_line` is "Nam Định, ngày … tháng … năm
    …", `signing` the lines over the signature, `receivers` those under "Nơi nhận", `warning` what every page
    has to say of made-up figures, `trace` the mark of the history that stands small at their foot. Without a
    title it is an official letter (công văn), whose subject stands under its number; without addressees, or
    anybody who signs and receives it, it has no such part.
    """

    parent_body: str
    department: str
    place_line: str
    author: str
    number_line: str = ""
    title: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    signing: tuple[str, ...] = ()
    signer_name: str = ""
    receivers: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    warning: str = ""
    trace: str = ""
