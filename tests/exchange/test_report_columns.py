"""The workbook of a report can be written, and shows everything, whatever columns the office chooses."""

import random
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from desktop_app.domain.reports.draft import ReportDraft
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.exchange.reports.excel import column_widths, write_report
from desktop_app.exchange.reports.excel_frame import (
    COUNTRY,
    MOTTO,
    RECEIVERS,
    write_official_heading,
    write_signature,
)
from desktop_app.exchange.reports.table import line
from desktop_app.exchange.writing import BOLD, SheetWriter, Styles, width
from desktop_app.lists.own_words import FIELDS
from tests.exchange import report_samples as samples

OTHERS = tuple(field for field in FIELDS if field != "content")
SHEETS = 100
"""As many in one book: each new sheet is compared by its name with all before it."""


def choices() -> Iterator[tuple[str, ...]]:
    """Yield each choice of columns in the usual order, and of up to two and `content` in any place."""
    for count in range(1, len(FIELDS)):
        for chosen in combinations(OTHERS, count):
            kept = {"content", *chosen}
            yield tuple(field for field in FIELDS if field in kept)
            if count <= 2:
                yield from ((*chosen[:at], "content", *chosen[at:]) for at in range(count + 1))


@pytest.mark.no_cover
def test_heading_and_signature_hold_for_every_choice_of_columns() -> None:
    draft = ReportDraft(samples.ordinary(5), usual_preset(ReportKind.PERIODIC))
    tables = [(group, [line(row) for row in group.rows]) for group in draft.report.groups]
    every = list(choices())
    assert len(every) > 8_000
    for at in range(0, len(every), SHEETS):
        book = Workbook(BytesIO())
        styles = Styles(book)
        for fields in every[at : at + SHEETS]:
            sheet = SheetWriter(book.add_worksheet(), styles, column_widths(tables, fields))
            write_official_heading(sheet, draft, ())
            write_signature(sheet, draft.report)


def mixed(seed: int) -> tuple[str, ...]:
    """Return some columns in some order."""
    order = random.Random(seed)
    chosen = [*order.sample(OTHERS, order.randint(1, len(OTHERS))), "content"]
    order.shuffle(chosen)
    return tuple(chosen)


@pytest.mark.parametrize(
    "columns",
    [
        ("proposal", "content", "result", "note", "difficulty", "percent"),
        ("content", "status", "completed_on", "number", "state", "percent"),
        ("content", "percent"),
        ("percent", "state", "status", "content"),
        ("number", "percent", "status", "content", "note"),
        *map(mixed, range(25)),
    ],
)
def test_the_workbook_shows_everything_in_any_order_of_columns(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    report = samples.ordinary(20)
    draft = ReportDraft(report, replace(usual_preset(ReportKind.PERIODIC), columns=columns))
    write_report(draft, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", rich_text=False)["Báo cáo"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    said = [str(cell.value) for cell in cells]
    for wanted in (COUNTRY, MOTTO, "SỞ TƯ PHÁP", samples.OFFICE.parent_body.upper()):
        assert said.count(wanted) == 1
    assert sum(one.startswith(RECEIVERS) for one in said) == 1
    assert sum(one.endswith("Nguyễn Văn An") for one in said) == 1
    assert {row.task.content for group in report.groups for row in group.rows} <= set(said)
    nation = next(cell for cell in cells if cell.value == COUNTRY)
    merged = [one for one in sheet.merged_cells.ranges if nation.coordinate in one]
    last = merged[0].max_col if merged else nation.column
    room = sum(
        7 * (sheet.column_dimensions[chr(64 + at)].width or 0) for at in range(nation.column, last + 1)
    )
    assert width(COUNTRY, 12, BOLD) < room
    for group in report.groups:
        assert any(
            one.startswith(group.title) and f"{group.totals.total} nhiệm vụ" in one for one in said
        ) or (group.title in said and any(one.startswith(f"{group.totals.total} nhiệm vụ") for one in said))
