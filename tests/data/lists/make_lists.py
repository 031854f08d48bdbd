"""Makes the lists of this folder: one small file for each way in which offices write them, and what each one holds.

Run from the root of the project: `python tests/data/lists/make_lists.py`.
"""

import csv
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from desktop_app.domain.encodings import encode_tcvn3
from desktop_app.resources import programme_files, read_programme

FOLDER = Path(__file__).parent
GROUPS = [group["title"] for group in read_programme(programme_files()[0])["groups"]]
TITLE = "DANH MỤC NHIỆM VỤ (dữ liệu minh họa)"
HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")

Value = str | int | float | date | None
Row = Sequence[Value]
Merge = tuple[int, int, int, int]
Task = tuple[int, str, str]
"""Group, number and content."""

CHIEF = "Ban hành chỉ thị về tổ chức thi hành pháp luật"
RULES = "Rà soát quy định của tỉnh về theo dõi thi hành pháp luật"
PLAN = "Ban hành kế hoạch theo dõi thi hành pháp luật hằng năm"
SURVEY = "Khảo sát tình hình thi hành pháp luật về đất đai"
PLACES = "UBND các huyện, thị xã, thành phố"
LABOUR = "Sở Lao động, Thương binh và Xã hội"


@dataclass(frozen=True)
class Made:
    """A sheet to be written, and the tasks that are in it."""

    rows: Sequence[Row]
    tasks: Sequence[Task]
    merges: Sequence[Merge] = ()
    font: str = "Times New Roman"
    refused: int = 0


def plain() -> Made:
    """A heading of one row under a block of titles, groups as Roman rows, a signature below."""
    rows: list[Row] = [
        ("UBND TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ TƯ PHÁP", None, None, "Độc lập - Tự do - Hạnh phúc"),
        (TITLE,),
        (),
        HEAD,
        ("I", GROUPS[0]),
        (1, CHIEF, "Văn phòng Tỉnh ủy", "Sở Tư pháp", "30/6/2018", "Chỉ thị"),
        ("II", GROUPS[1]),
        (2, RULES, "Sở Tư pháp", f"{LABOUR}; {PLACES}", date(2020, 12, 31), "Báo cáo"),
        (3, PLAN, "Sở Tư pháp", "Các sở, ban, ngành", "Hằng năm", "Kế hoạch"),
        ("III", GROUPS[2].upper()),
        (4, SURVEY, "Sở Tài nguyên và Môi trường", None, "Quý IV/2019", "Báo cáo khảo sát"),
        (None, "Tổng cộng: 4 nhiệm vụ"),
        (),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", None, None, None, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
        (None, None, None, None, "Nguyễn Văn A"),
    ]
    tasks = [(1, "1", CHIEF), (2, "2", RULES), (2, "3", PLAN), (3, "4", SURVEY)]
    return Made(rows, tasks, [(0, 0, 0, 2), (0, 3, 0, 5), (2, 0, 2, 5)])


def two_rows() -> Made:
    """A heading of two rows with merged cells, column numbers, groups merged across, numbers that start again."""
    rows: list[Row] = [
        (TITLE,),
        ("TT", "Nội dung", "Cơ quan", None, "Thời gian thực hiện", None, "Sản phẩm", "Ghi chú"),
        (None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", None, None),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        (f"Nhóm 1. {GROUPS[0]}",),
        (1, CHIEF, "Văn phòng Tỉnh ủy", "Sở Tư pháp", "01/2018", "06/2018", "Chỉ thị"),
        (f"Nhóm 2. {GROUPS[1]}",),
        (1, RULES, "Sở Tư pháp", "Sở Nội vụ", "2018", "2020", "Báo cáo", "Trình UBND tỉnh"),
        ("TT", "Nội dung", "Cơ quan", None, "Thời gian thực hiện", None, "Sản phẩm", "Ghi chú"),
        (None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", None, None),
        (2, PLAN, "Sở Tư pháp", None, None, "Thường xuyên", "Kế hoạch"),
        (None, "Ghi chú: thời gian hoàn thành tính đến ngày cuối của kỳ"),
    ]
    merges = [(0, 0, 0, 7), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5), (1, 6, 2, 6), (1, 7, 2, 7)]
    merges += [(4, 0, 4, 7), (6, 0, 6, 7), (8, 2, 8, 3), (8, 4, 8, 5)]
    return Made(rows, [(1, "1", CHIEF), (2, "1", RULES), (2, "2", PLAN)], merges)


def children() -> Made:
    """Sub-items of three kinds, and agencies and deadlines merged downwards."""
    rows: list[Row] = [
        (TITLE,),
        HEAD,
        ("I", GROUPS[0]),
        (1, CHIEF, "Sở Tư pháp", None, "Năm 2018", "Chỉ thị"),
        (1.1, "Xây dựng dự thảo"),
        ("a)", "Lấy ý kiến các sở, ngành"),
        (None, "- Tổng hợp ý kiến"),
        ("II", GROUPS[1]),
        (2, RULES, "Sở Nội vụ", None, "2019"),
        (3, None, "Sở Tư pháp", None, "2019"),
    ]
    tasks = [
        (1, "1", CHIEF),
        (1, "1.1", "Xây dựng dự thảo"),
        (1, "1.1.a", "Lấy ý kiến các sở, ngành"),
        (1, "1.1.a.1", "- Tổng hợp ý kiến"),
        (2, "2", RULES),
    ]
    return Made(rows, tasks, [(3, 2, 6, 2), (3, 4, 6, 4)], refused=1)


def group_column() -> Made:
    """A group column, other words in another order, and a title that is nearly that of a group."""
    rows: list[Row] = [
        (TITLE,),
        ("Nhóm nhiệm vụ", "Thời hạn", "Đơn vị thực hiện", "Nhiệm vụ, giải pháp", "STT", "Kết quả thực hiện"),
        (GROUPS[0], "2018", "Sở Tư pháp", CHIEF, 1, "Đã xong"),
        (None, "2019", "Sở Tư pháp", PLAN, 2, None),
        (GROUPS[1] + ".", "2020", "Sở Nội vụ", RULES, 3, None),
        ("3", "2020", "Sở Nội vụ", SURVEY, 4, None),
    ]
    tasks = [(1, "1", CHIEF), (1, "2", PLAN), (2, "3", RULES), (3, "4", SURVEY)]
    return Made(rows, tasks)


def old_font() -> Made:
    """The plain list in TCVN3, as written before Unicode."""
    made = plain()
    rows = [tuple(encode_tcvn3(value) if isinstance(value, str) else value for value in row) for row in made.rows]
    return Made(rows, made.tasks, made.merges, ".VnTime")


WORKBOOKS = {
    "plain": plain,
    "two_rows": two_rows,
    "children": children,
    "group_column": group_column,
    "tcvn3": old_font,
}


def write_xlsx(made: Made, path: Path) -> None:
    """Write a workbook with a cover sheet before the list."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.add_worksheet("Bìa").write_string(0, 0, "Tài liệu kèm theo")
        page = workbook.add_worksheet("Danh mục")
        text = workbook.add_format({"font_name": made.font})
        day = workbook.add_format({"num_format": "dd/mm/yyyy", "font_name": made.font})
        for top, left, bottom, right in made.merges:
            page.merge_range(top, left, bottom, right, "", text)
        for row, values in enumerate(made.rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif value is not None:
                    page.write(row, column, value, text)


def write_csv(made: Made, path: Path, encoding: str, delimiter: str) -> None:
    """Write the rows as delimited text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([_shown(value) for value in row] for row in made.rows)


def write_html(made: Made, path: Path) -> None:
    """Write a table of HTML under the name of a workbook, as many programs of offices do."""
    starts = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in made.merges}
    hidden = {
        (row, column)
        for top, left, bottom, right in made.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(starts)
    width = max(map(len, made.rows))
    lines = ["<html><head><meta charset='utf-8'></head><body><table border=1>"]
    for row, values in enumerate(made.rows):
        cells = []
        for column, value in enumerate([*values, *[None] * (width - len(values))]):
            if (row, column) not in hidden:
                down, across = starts.get((row, column), (1, 1))
                text = html.escape(_shown(value)).replace("\n", "<br>")
                cells.append(f"<td rowspan={down} colspan={across}>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    path.write_text("\n".join([*lines, "</table></body></html>"]), encoding="utf-8")


def _shown(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def main() -> None:
    """Write every file, and `expected.json` beside them."""
    expected: dict[str, object] = {}
    for name, make in WORKBOOKS.items():
        made = make()
        files = [f"{name}.xlsx"]
        write_xlsx(made, FOLDER / files[0])
        if name == "plain":
            for variant, encoding, delimiter in (
                ("utf8", "utf-8-sig", ","),
                ("utf16", "utf-16", "\t"),
                ("semicolon", "utf-8", ";"),
            ):
                files.append(f"plain_{variant}.csv")
                write_csv(made, FOLDER / files[-1], encoding, delimiter)
        if name == "two_rows":
            files.append("two_rows_html.xls")
            write_html(made, FOLDER / files[-1])
        for file in files:
            old = "tcvn3" if name == "tcvn3" else "unicode"
            expected[file] = {"encoding": old, "refused": made.refused, "tasks": made.tasks}
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (FOLDER / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
