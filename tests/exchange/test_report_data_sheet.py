"""The sheet to work with: a table of Excel's own, and totals that count it by formula."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.domain.reports import Report, ReportAgency
from desktop_app.domain.reports.draft import ReportDraft
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.domain.status import Status, tally
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports.excel import write_report
from desktop_app.exchange.reports.excel_tables import write_document
from desktop_app.lists.heading import best_sheet, other_lists
from desktop_app.lists.own_words import headings
from desktop_app.resources import words
from tests.exchange import report_samples as samples
from tests.exchange.document_samples import sample_document

ALWAYS = ("Nhóm", "Tên nhóm")
NAMES = [words("status_long")[status] for status in Status]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.xlsx"


def data_of(target: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(target)["Dữ liệu"]
    titles, *rows = sheet[sheet.tables["DuLieu"].ref]
    names = [str(cell.value) for cell in titles]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


def named(names: list[str]) -> Report:
    """A report whose tasks are led by `names` in turn."""
    rows = []
    for index in range(24):
        given = replace(samples.given(index), leads=(names[index % len(names)],))
        task = samples.task(index, given)
        rows.append(samples.row(task, samples.entry(index, task)))
    return samples.report(rows)


class Reckoner:
    """What Excel makes of the formulas of the program: COUNTIFS, SUM, SUMPRODUCT of two comparisons."""

    def __init__(self, target: Path) -> None:
        self.data = data_of(target)
        self.sheet = openpyxl.load_workbook(target)["Tổng hợp"]

    def value(self, place: str) -> Any:
        cell: Any = self.sheet[place.replace("$", "")]
        if cell.data_type != "f":
            return cell.value
        found = str(cell.value)
        if match := re.fullmatch(r"=COUNTIFS\(DuLieu\[(.+)],(\S+),DuLieu\[(.+)],(\S+)\)", found):
            first, key, second, status = match.groups()
            wanted = like(self.value(key)), like(self.value(status))
            return sum(
                bool(wanted[0].fullmatch(row[first] or "") and wanted[1].fullmatch(row[second]))
                for row in self.data
            )
        exact = r"=SUMPRODUCT\(EXACT\(DuLieu\[(.+)],(\S+)\)\*\(DuLieu\[(.+)]=(\S+)\)\)"
        if match := re.fullmatch(exact, found):
            first, key, second, status = match.groups()
            wanted_texts = self.value(key), self.value(status)
            return sum((row[first], row[second]) == wanted_texts for row in self.data)
        if match := re.fullmatch(r"=SUM\((\w+):(\w+)\)", found):
            return sum(
                self.value(cell.coordinate) for row in self.sheet[":".join(match.groups())] for cell in row
            )
        if match := re.fullmatch(r'=\((\w+)\+(\w+)\)&"/"&(\w+)', found):
            late, early, whole = map(self.value, match.groups())
            return f"{late + early}/{whole}"
        match = re.fullmatch(r'=IF\((\w+)=0,"–",ROUND\(100\*\((\w+)\+(\w+)\)/\w+,1\)\)', found)
        assert match is not None, found
        whole, *parts = map(self.value, match.groups())
        return int(1000 * sum(parts) / whole + 0.5) / 10 if whole else "–"


def like(criterion: str) -> re.Pattern[str]:
    """A criterion as COUNTIFS takes it: whatever the case, with "?" and "*" for any letters."""
    pattern = re.escape(criterion).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def check_totals(target: Path) -> int:
    """Compare every formula with what the workbook shows for it; return how many there are."""
    reckoner = Reckoner(target)
    shown = openpyxl.load_workbook(target, data_only=True)["Tổng hợp"]
    formulas = [cell for row in reckoner.sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for cell in formulas:
        assert reckoner.value(cell.coordinate) == shown[cell.coordinate].value, cell.coordinate
    return len(formulas)


# --- the table ---------------------------------------------------------------------------------


def test_it_has_one_row_a_task_and_only_its_heading_is_frozen(target: Path) -> None:
    report = samples.ordinary()
    samples.write(report, target)
    book = openpyxl.load_workbook(target)
    sheet = book["Dữ liệu"]
    table = sheet.tables["DuLieu"]
    assert [cell.value for cell in sheet[1]] == list(table.column_names)
    assert table.ref == table.autoFilter.ref == f"A1:S{sheet.max_row}"
    assert sheet.freeze_panes == "A2"
    assert [one.title for one in book if one.freeze_panes] == ["Dữ liệu"]
    rows = data_of(target)
    everything = [row for group in report.groups for row in group.rows]
    withdrawn = [row for row in report.apart if row not in everything]
    assert [row["Nội dung nhiệm vụ"] for row in rows] == [
        row.task.content for row in (*everything, *withdrawn)
    ]


def test_its_cells_are_days_numbers_and_states(target: Path) -> None:
    report = samples.ordinary()
    samples.write(report, target)
    rows = data_of(target)
    listed = [row for group in report.groups for row in group.rows]
    for shown, row in zip(rows, listed, strict=False):
        days = [shown["Ngày đến hạn"], shown["Ngày hoàn thành"]]
        assert [one.date() if isinstance(one, datetime) else one for one in days] == [
            row.standing.due,
            row.standing.completed_on,
        ]
        assert (shown["Mức độ hoàn thành (%)"], shown["Số ngày quá hạn"] or 0) == (
            row.standing.told_percent,
            row.standing.days_overdue,
        )
        assert (shown["Cơ quan chủ trì"], shown["Cùng chủ trì"] or "") == (
            row.task.lead or "(Không ghi cơ quan chủ trì)",
            "; ".join(row.task.given.leads[1:]),
        )
    assert {row["Tình trạng so với thời hạn"] for row in rows} == {*NAMES, "Không tính vào tổng số"}
    assert {row["Trạng thái thực hiện"] for row in rows} == {
        *words("state").values(),
        words("unrecorded")["state"],
        "Đã đưa ra khỏi danh mục",
    }


def test_a_task_that_waits_is_of_a_state_and_no_sentence(target: Path) -> None:
    task = replace(samples.task(0, samples.given(0)), gone_since=2)
    samples.write(samples.report([samples.row(task, samples.entry(0, task))]), target)
    assert [row["Tình trạng so với thời hạn"] for row in data_of(target)] == ["Hoàn thành đúng hạn"]


def test_a_day_before_the_calendar_of_excel_is_a_text(target: Path) -> None:
    row = samples.row(samples.task(0, samples.given(1)), None)
    old = replace(row, standing=replace(row.standing, due=date(1899, 12, 31)))
    samples.write(samples.report([old]), target)
    assert data_of(target)[0]["Ngày đến hạn"] == "31/12/1899"


def test_it_shows_the_chosen_columns_and_those_that_the_totals_count(target: Path) -> None:
    preset = replace(usual_preset(ReportKind.PERIODIC), columns=("number", "content", "note"))
    write_report(ReportDraft(samples.ordinary(), preset), target)
    assert list(data_of(target)[0]) == [
        *ALWAYS, "STT", "Nội dung nhiệm vụ", "Ghi chú", "Cơ quan chủ trì", "Tình trạng so với thời hạn",
    ]  # fmt: skip
    assert check_totals(target) > 100


def test_a_report_without_tasks_has_no_table(target: Path) -> None:
    samples.write(samples.report([]), target)
    assert "Dữ liệu" not in openpyxl.load_workbook(target).sheetnames


def test_a_formula_typed_as_a_text_stays_a_text(target: Path) -> None:
    task = samples.task(0, replace(samples.given(0), content="=1+1"))
    samples.write(samples.report([samples.row(task, None)]), target)
    sheet = openpyxl.load_workbook(target)["Dữ liệu"]
    (cell,) = (one for one in sheet[2] if one.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_list_of_the_report_is_its_first_sheet_and_no_other(target: Path) -> None:
    samples.write(samples.ordinary(), target)
    sheets = read_workbook(target).sheets
    assert best_sheet(sheets) == 0
    assert other_lists(sheets, sheets[0]) == ()


# --- the totals --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 45, 130])
def test_the_totals_are_formulas_that_come_to_the_printed_figures(target: Path, count: int) -> None:
    report = samples.ordinary(count)
    samples.write(report, target)
    assert check_totals(target) == 8 * (len(report.groups) + len(report.agencies) + 2)


@pytest.mark.parametrize(
    "names",
    [
        ["Sở *", "Sở Tư pháp", "Sở Tài chính"],
        ["Phòng ?", "Phòng A", "~"],
        ["<Sở", ">=1", "=Sở Tư pháp"],
        ["SỞ Y TẾ", "Sở Y tế"],
        ["Sở " + "rất dài " * 40, "Sở"],
        ["007", "7", "1/2"],
    ],
)
def test_names_that_a_criterion_reads_otherwise_are_counted_as_they_are(
    target: Path, names: list[str]
) -> None:
    samples.write(named(names), target)
    assert check_totals(target) == 8 * (7 + len(names) + 2)
    found = openpyxl.load_workbook(target)["Tổng hợp"]
    assert any("EXACT" in str(cell.value) for row in found.iter_rows() for cell in row)


def test_figures_that_the_table_does_not_have_stay_numbers(target: Path) -> None:
    report = samples.ordinary()
    more = tally([report.groups[0].rows[0].standing] * 3)
    samples.write(replace(report, agencies=(*report.agencies, ReportAgency("Sở khác", more))), target)
    (row,) = (
        row
        for row in openpyxl.load_workbook(target)["Tổng hợp"].iter_rows(values_only=True)
        if row[1] == "Sở khác"
    )
    assert row[2:4] == (3, 3)
    check_totals(target)


def test_where_nothing_is_recorded_nothing_is_counted(target: Path) -> None:
    samples.write(samples.report([samples.row(samples.task(0, samples.given(0)), None)]), target)
    assert check_totals(target) == 0


# --- the chart, the papers ---------------------------------------------------------------------


def descriptions(target: Path) -> list[str]:
    with zipfile.ZipFile(target) as package:
        drawings = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/drawings/drawing")
        ]
    frames = [
        frame for text in drawings for frame in re.findall(r"<xdr:graphicFrame.*?</xdr:graphicFrame>", text)
    ]
    return [found for frame in frames for found in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', frame)]


def test_the_chart_is_told_in_words(target: Path) -> None:
    samples.write(samples.ordinary(), target)
    (said,) = descriptions(target)
    assert said.startswith("Số nhiệm vụ theo nhóm và tình trạng. I. Tăng cường")
    assert "hoàn thành đúng hạn 3" in said


def test_a_paper_as_workbook_says_who_sends_and_signs_it(target: Path) -> None:
    made = sample_document()
    write_document(made, target)
    book = openpyxl.load_workbook(target)
    text = "\n".join(
        str(cell.value) for row in book["Nội dung"].iter_rows() for cell in row if cell.value is not None
    )
    for piece in (
        made.parent_body,
        made.department,
        made.number_line,
        made.place_line,
        *made.signing,
        made.signer_name,
        *made.receivers,
        *made.addressees,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ):
        assert piece in text
    assert descriptions(target)
    assert date(2021, 2, 5).strftime("ngày %d tháng %m năm %Y") in text


# --- empty columns of the printed sheet --------------------------------------------------------


def test_columns_in_which_nothing_stands_take_no_room_in_print(target: Path) -> None:
    rows = []
    for index in range(6):
        given = replace(samples.given(index), coordinating=(), output="")
        task = samples.task(index, given)
        entry = samples.entry(index, task)
        assert entry is not None
        rows.append(samples.row(task, replace(entry, note="", proposal="")))
    samples.write(samples.report(rows), target)
    sheet = openpyxl.load_workbook(target)["Báo cáo"]
    places = {name: letter for letter, name in zip("ABCDEFGHIJKLMN", headings(), strict=True)}
    columns: list[Any] = list(sheet.column_dimensions.values())
    runs = [one for one in columns if one.hidden]
    shut = {letter for letter in places.values() for one in runs if one.min <= ord(letter) - 64 <= one.max}
    assert shut == {places[words("field")[name]] for name in ("coordinating", "output", "proposal", "note")}
    shown = [one for one in columns if not one.hidden]
    assert 165 < sum(one.width * (one.max - one.min + 1) for one in shown) < 195
    samples.write(samples.ordinary(), target)
    assert not any(one.hidden for one in openpyxl.load_workbook(target)["Báo cáo"].column_dimensions.values())
