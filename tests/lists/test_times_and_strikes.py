"""Times as sheets hold them: in two columns, as months, month first; and what is struck out."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from desktop_app.domain.editions import ListRow, RowKind, compare
from desktop_app.exchange.reading import read_workbook
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.tasks import has_month_first
from desktop_app.services.importing.near_matches import NearMatches
from tests.lists.list_sheets import read, sheet

SPANS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Bắt đầu", "Kết thúc")
PLAIN = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
JOBS = ("Rà soát văn bản quy phạm pháp luật", "Tập huấn cho công chức cấp xã", "Kiểm tra việc thi hành")


def deadlines(given: Sheet) -> list[str]:
    return [row.given.deadline for row in read(given).rows]


def problems(given: Sheet) -> list[list[str]]:
    return [[one.code for one in row.problems] for row in read(given).rows]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("Sau khi Luật có hiệu lực", "31/12/2019", "31/12/2019 (Sau khi Luật có hiệu lực)"),
        ("Thường xuyên", None, "Thường xuyên"),
        ("Ngay sau khi ban hành", None, "Ngay sau khi ban hành"),
        ("Tháng 3/2019", "Tháng 9/2019", "Tháng 3/2019 - Tháng 9/2019"),
        ("Tháng 3/2019", None, "Từ Tháng 3/2019"),
        (None, "Quý IV/2019", "Quý IV/2019"),
        ("Quý IV/2019", "Quý IV/2019", "Quý IV/2019"),
    ],
)
def test_text_in_the_start_column_is_kept(starts: Value, ends: Value, said: str) -> None:
    assert deadlines(sheet(SPANS, ("1", JOBS[0], "Sở Tư pháp", starts, ends))) == [said]


def test_a_cell_over_start_and_finish_is_both() -> None:
    given = sheet(
        SPANS,
        ("1", JOBS[0], "Sở Tư pháp", "2019", None),
        ("2", JOBS[1], "Sở Nội vụ", "Tháng 3/2019", "Tháng 9/2019"),
        ("3", JOBS[2], "Thanh tra Sở", "Quý IV/2020", None),
        ("4", f"{JOBS[2]} tại cơ sở", "Thanh tra Sở", None, None),
        merges=[(1, 3, 1, 4), (3, 3, 4, 4)],
    )
    assert deadlines(given) == ["2019", "Tháng 3/2019 - Tháng 9/2019", "Quý IV/2020", "Quý IV/2020"]


def test_a_column_of_texts_with_the_month_first_is_read_so() -> None:
    days = ("12/31/2019", "6/30/2020", "05/06/2019")
    rows = [
        (str(at), job, "Sở Tư pháp", day) for at, (job, day) in enumerate(zip(JOBS, days, strict=True), 1)
    ]
    given = sheet(PLAIN, *rows)
    assert deadlines(given) == ["31/12/2019", "30/06/2020", "06/05/2019"]
    assert all("deadline_month_first" in one for one in problems(given))


def test_days_that_nothing_tells_of_stay_days_first() -> None:
    assert not has_month_first(["05/06/2019", "01/02/2020"])
    assert not has_month_first(["31/12/2019", "05/06/2019"])
    assert not has_month_first(["31/12/2019", "12/31/2019"])
    assert not has_month_first([date(2019, 12, 31), "Quý IV/2019"])


def tasks_of(path: Path) -> list[ListRow]:
    return list(read(read_workbook(path).sheets[0]).rows)


@pytest.mark.parametrize("code", ["mmm-yy", "m/yyyy", "mm/yyyy", '"Tháng "m/yyyy', "[$-42A]mmmm yyyy"])
def test_a_cell_that_shows_a_month_is_that_month(tmp_path: Path, code: str) -> None:
    book = openpyxl.Workbook()
    for row in (PLAIN, ("1", JOBS[0], "Sở Tư pháp", date(2019, 9, 1)), ("2", JOBS[1], "Sở Nội vụ", None)):
        book.worksheets[0].append(list(row))
    book.worksheets[0]["D2"].number_format = code
    book.worksheets[0]["D3"] = date(2019, 9, 1)
    book.worksheets[0]["D3"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "a.xlsx")
    assert [row.given.deadline for row in tasks_of(tmp_path / "a.xlsx")] == ["9/2019", "01/09/2019"]


GONE = Font(strike=True)


@pytest.fixture
def struck(tmp_path: Path) -> Path:
    """A list with a struck task, agency and deadline, and a deadline struck in part."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (
        PLAIN,
        ("1", JOBS[0], "Sở Tư pháp", "31/12/2019"),
        ("2", JOBS[1], "Sở Nội vụ", "30/6/2019"),
        ("3", JOBS[2], "Thanh tra Sở", "x"),
    ):
        page.append(list(row))
    for cell in page[2]:
        cell.font = GONE
    page["C3"].font = page["D3"].font = GONE
    old, new = InlineFont(strike=True), InlineFont()
    page["D4"] = CellRichText(TextBlock(old, "30/6/2019 "), TextBlock(new, "30/9/2019"))
    book.save(tmp_path / "gach.xlsx")
    return tmp_path / "gach.xlsx"


def test_what_is_struck_out_in_excel_is_not_in_force(struck: Path) -> None:
    first, second, third = tasks_of(struck)
    assert (first.doubt, first.given.content) == ("struck", JOBS[0])
    assert (second.doubt, second.given.leads, second.given.deadline) == ("", (), "")
    assert [(one.cell, one.text) for one in second.problems if one.code == "cell_struck"] == [
        ("C3", "Sở Nội vụ"),
        ("D3", "30/6/2019"),
    ]
    assert (third.doubt, third.given.deadline) == ("", "30/9/2019")


def test_a_struck_task_waits_for_a_decision(struck: Path) -> None:
    kinds = [match.kind for match in compare((), tasks_of(struck), NearMatches())]
    assert kinds == [RowKind.AMBIGUOUS, RowKind.NEW, RowKind.NEW]


def test_what_is_struck_out_in_word_is_not_in_force(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in (
        PLAIN,
        ("1", JOBS[0], "Sở Tư pháp", "31/12/2019"),
        ("2", JOBS[1], "Sở Nội vụ", "30/6/2019"),
        ("3", JOBS[2], "Thanh tra Sở", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in (table.cell(1, 1), table.cell(2, 2)):
        for run in cell.paragraphs[0].runs:
            run.font.strike = True
    last = table.cell(3, 3).paragraphs[0]
    last.add_run("30/6/2019 ").font.double_strike = True
    last.add_run("30/9/2019")
    document.add_paragraph("Các sở báo cáo trước ngày 15 hằng tháng.")
    document.save(str(tmp_path / "gach.docx"))
    given = read_workbook(tmp_path / "gach.docx").sheets[0]
    found = read(given)
    first, second, third = found.rows
    assert (first.doubt, first.given.content) == ("struck", JOBS[0])
    assert second.given.leads == ()
    assert third.given.deadline == "30/9/2019"
    assert [(one.reason, one.text) for one in found.left_out] == [
        ("aside", "Các sở báo cáo trước ngày 15 hằng tháng.")
    ]
