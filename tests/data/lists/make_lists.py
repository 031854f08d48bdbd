"""Makes the lists of this folder.

One small file for each way in which offices write them, and what each one holds. Run from the root of the
project: `python -m tests.data.lists.make_lists`.
"""

import csv
import html
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from docx import Document

from desktop_app.resources import programme_files, read_programme
from tests.exchange.old_files import compound, workbook
from tests.old_encodings import encode_tcvn3

FOLDER = Path(__file__).parent
GROUPS = [group["title"] for group in read_programme(programme_files()[0])["groups"]]
TITLE = "DANH MỤC NHIỆM VỤ (dữ liệu minh họa)"
HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")

Value = str | int | float | date | None
Row = Sequence[Value]
Merge = tuple[int, int, int, int]
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"
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
    deadlines: Sequence[str] | None = None
    leads: Sequence[Sequence[str]] | None = None


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
    """A heading of two rows with merged cells and column numbers.

    Groups merged across, numbers that start again.
    """
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
    merges = [
        (0, 0, 0, 7),
        (1, 0, 2, 0),
        (1, 1, 2, 1),
        (1, 2, 1, 3),
        (1, 4, 1, 5),
        (1, 6, 2, 6),
        (1, 7, 2, 7),
    ]
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
    rows = [
        tuple(encode_tcvn3(value) if isinstance(value, str) else value for value in row) for row in made.rows
    ]
    return Made(rows, made.tasks, made.merges, ".VnTime")


def three_rows() -> Made:
    """A heading of three rows, titles cut by line breaks and short forms.

    Column numbers, a note with lines below.
    """
    rows: list[Row] = [
        (TITLE,),
        ("Số\nTT", "ND công\nviệc", "Tổ chức thực hiện", None, None, None, "SP"),
        (None, None, "Cơ quan", None, "Thời gian", None, None),
        (None, None, "CQ chủ\ntrì", "ĐV phối\nhợp", "Bắt đầu", "Kết thúc", None),
        ("A", "B", "1", "2", "3", "4", "5"),
        ("I", GROUPS[0]),
        ("01", CHIEF, "Sở Tư pháp", "Sở Nội vụ", "01/2018", "6/2018", "Chỉ thị"),
        ("II", GROUPS[1]),
        ("02", RULES, "nt", "Như trên", "01/2018", "Chậm nhất 31/12/2020", "Báo cáo"),
        ("03", PLAN, "nt", None, None, "Trước ngày 15 tháng cuối quý", "Kế hoạch"),
        (None, "* Ghi chú:"),
        (None, "- Thời gian tính theo năm dương lịch"),
        (),
        (None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "Nguyễn Thị B", None, None, "CHỦ TỊCH"),
    ]
    merges = [(1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5), (1, 6, 3, 6)]
    tasks = [(1, "01", CHIEF), (2, "02", RULES), (2, "03", PLAN)]
    deadlines = ["01/2018 - 6/2018", "01/2018 - Chậm nhất 31/12/2020", "Trước ngày 15 tháng cuối quý"]
    return Made(rows, tasks, merges, deadlines=deadlines, leads=[["Sở Tư pháp"]] * 3)


def crosses() -> Made:
    """Times as crosses under years, and who leads and who helps in one cell."""
    rows: list[Row] = [
        (TITLE,),
        (
            "STT",
            "Nhiệm vụ, giải pháp",
            "Cơ quan chủ trì, phối hợp",
            "Thời gian thực hiện",
            None,
            None,
            None,
            None,
        ),
        (None, None, None, 2018, 2019, 2020, 2021, 2022),
        (f"I. {GROUPS[0]}",),
        (1, CHIEF, "Chủ trì: Văn phòng Tỉnh ủy\nPhối hợp: Sở Tư pháp", "x", None, None, None, None),
        (f"II. {GROUPS[1]}",),
        (2, RULES, f"Sở Tư pháp chủ trì, phối hợp với {LABOUR}", None, "x", "x", None, None),
        (3, PLAN, "Sở Tư pháp", "x", "x", "x", "x", "x"),
        (None, "Tổng số: 3 nhiệm vụ"),
    ]
    merges = [(1, 3, 1, 7), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (3, 0, 3, 7), (5, 0, 5, 7)]
    tasks = [(1, "1", CHIEF), (2, "2", RULES), (2, "3", PLAN)]
    leads = [["Văn phòng Tỉnh ủy"], ["Sở Tư pháp"], ["Sở Tư pháp"]]
    return Made(
        rows, tasks, merges, deadlines=["2018", "2019, 2020", "2018, 2019, 2020, 2021, 2022"], leads=leads
    )


def restarts() -> Made:
    """Titles of groups without a sign, and numbers that start again.

    One task over three rows, another list below.
    """
    rows: list[Row] = [
        HEAD,
        (None, GROUPS[0]),
        (1, CHIEF, "Sở Tư pháp", None, "Q4.2018", "Chỉ thị"),
        (None, None, None, "Sở Nội vụ", None, "Kế hoạch"),
        (None, None, None, None, None, "Báo cáo"),
        (None, GROUPS[1]),
        (1, RULES, "Sở Tư pháp", None, "Quý I, II/2019", "Báo cáo"),
        (2, PLAN, "Sở Tư pháp", None, "ngày 20 hằng tháng", "Kế hoạch"),
        (),
        ("TT", "Tên văn bản", "Số ký hiệu", "Trích yếu"),
        (1, "Luật Ban hành văn bản", "80/2015/QH13", "Ban hành văn bản"),
    ]
    merges = [(2, 0, 4, 0), (2, 1, 4, 1), (2, 2, 4, 2), (2, 4, 4, 4)]
    tasks = [(1, "1", CHIEF), (2, "1", RULES), (2, "2", PLAN)]
    return Made(rows, tasks, merges, deadlines=["Q4.2018", "Quý I, II/2019", "ngày 20 hằng tháng"])


def old_capitals() -> Made:
    """TCVN3 whose group rows are written in a font of capitals.

    So are .xls files of the years before Unicode.
    """
    rows: list[Row] = [HEAD, ("I", GROUPS[0]), (1, CHIEF, "Sở Tư pháp", None, "2018")]
    rows += [("II", GROUPS[1]), (2, RULES, "Sở Nội vụ", None, "2019")]
    return Made(rows, [(1, "1", CHIEF), (2, "2", RULES)])


WORKBOOKS = {
    "plain": plain,
    "three_rows": three_rows,
    "crosses": crosses,
    "restarts": restarts,
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
            page.merge_range(top, left, bottom, right, data="", cell_format=text)
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


def write_old_workbook(made: Made, path: Path) -> None:
    """Write a workbook of Excel 97 in TCVN3; the titles of groups stand in a font of capitals."""
    fonts = ("Arial", ".VnTime", ".VnTimeH")
    cells = [
        (row, column, 2 if values[0] in {"I", "II"} and column else 1, encode_tcvn3(_shown(value)))
        for row, values in enumerate(made.rows)
        for column, value in enumerate(values)
        if value is not None
    ]
    path.write_bytes(compound({"Workbook": workbook(cells, fonts=fonts)}))


def write_docx(made: Made, path: Path) -> None:
    """Write a Word file with one table; what stands above the heading is paragraphs."""
    document = Document()
    head = next(
        place for place, row in enumerate(made.rows) if len(row) > 3 and row[0] in {"STT", "TT", "Số\nTT"}
    )
    for row in made.rows[:head]:
        document.add_paragraph(" ".join(_shown(value) for value in row))
    rows, width = made.rows[head:], max(map(len, made.rows))
    table = document.add_table(len(rows), width)
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                table.cell(place, column).text = _shown(value)
    for top, left, bottom, right in made.merges:
        if top >= head:
            table.cell(top - head, left).merge(table.cell(bottom - head, right))
    document.save(str(path))


def write_spreadsheetml(made: Made, path: Path) -> None:
    """Write an XML Spreadsheet of 2003 under the name of a workbook."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    starts = {(top, left): (bottom - top, right - left) for top, left, bottom, right in made.merges}
    lines = [
        (
            f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
            '<Worksheet ss:Name="Danh mục"><Table>'
        )
    ]
    for row, values in enumerate(made.rows):
        cells = []
        for column, value in enumerate(values):
            if value is None:
                continue
            down, across = starts.get((row, column), (0, 0))
            kind = (
                "DateTime"
                if isinstance(value, date)
                else "Number"
                if isinstance(value, int | float)
                else "String"
            )
            text = f"{value:%Y-%m-%d}T00:00:00.000" if isinstance(value, date) else html.escape(str(value))
            about = f'ss:Index="{column + 1}" ss:MergeDown="{down}" ss:MergeAcross="{across}"'
            cells.append(f'<Cell {about}><Data ss:Type="{kind}">{text}</Data></Cell>')
        lines.append(f'<Row ss:Index="{row + 1}">{"".join(cells)}</Row>')
    path.write_text("\n".join([*lines, "</Table></Worksheet></Workbook>"]), encoding="utf-8")


def write_flat_ods(made: Made, path: Path) -> None:
    """Write an OpenDocument spreadsheet as one XML file."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    starts = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in made.merges}
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    lines = [f'<?xml version="1.0"?><office:document {spaces} office:mimetype="{kind}"><office:body>']
    lines.append('<office:spreadsheet><table:table table:name="Danh mục">')
    for row, values in enumerate(made.rows):
        cells = []
        for column, value in enumerate(values or (None,)):
            down, across = starts.get((row, column), (1, 1))
            about = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
            told = f' office:value-type="date" office:date-value="{value}"' if isinstance(value, date) else ""
            text = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in _shown(value).split("\n"))
            cells.append(f"<table:table-cell {about}{told}>{text}</table:table-cell>")
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    end = "</table:table></office:spreadsheet></office:body></office:document>"
    path.write_text("\n".join([*lines, end]), encoding="utf-8")


def as_windows_1258(text: str) -> bytes:
    """Write text in windows-1258, in which most tones are marks of their own."""
    composed = {
        unicodedata.normalize("NFC", letter + tone): letter + tone
        for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in TONES
    }
    return "".join(letter if _fits(letter) else composed.get(letter, letter) for letter in text).encode(
        "cp1258"
    )


def _fits(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


VARIANTS = {
    "two_rows": [("_html.xls", write_html), (".docx", write_docx), (".fods", write_flat_ods)],
    "three_rows": [(".docx", write_docx), ("_xml.xls", write_spreadsheetml)],
    "crosses": [("_html.xls", write_html), ("_xml.xls", write_spreadsheetml), (".fods", write_flat_ods)],
    "restarts": [(".docx", write_docx), ("_html.xls", write_html), (".fods", write_flat_ods)],
}


def told(made: Made, encoding: str) -> dict[str, object]:
    """Say what must come out of a file."""
    return {
        "encoding": encoding,
        "refused": made.refused,
        "tasks": made.tasks,
        "deadlines": made.deadlines,
        "leads": made.leads,
    }


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
            files.append("plain_1258.csv")
            text = "\n".join(";".join(f'"{_shown(value)}"' for value in row) for row in made.rows)
            (FOLDER / files[-1]).write_bytes(as_windows_1258(text))
        if name in {"two_rows", "three_rows", "crosses", "restarts"}:
            for suffix, write in VARIANTS[name]:
                files.append(f"{name}{suffix}")
                write(made, FOLDER / files[-1])
        for file in files:
            old = "tcvn3" if name == "tcvn3" else "unicode"
            expected[file] = told(made, old)
    made = old_capitals()
    write_old_workbook(made, FOLDER / "old_capitals.xls")
    expected["old_capitals.xls"] = told(made, "tcvn3")
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (FOLDER / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
