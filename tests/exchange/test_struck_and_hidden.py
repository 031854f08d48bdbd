"""What every format tells beside its texts: cells struck out, months without a day, hidden columns and rows.

The workbooks were written by openpyxl (.xlsx) and converted by LibreOffice; others are written here.
"""

import struct
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app.exchange.reading.biff_texts import rich_texts
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.sheet import Sheet

LISTS = Path(__file__).parent.parent / "data" / "lists"
ROWS = (
    ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn (cũ)", "Thời hạn"),
    (1, "Rà soát văn bản của tỉnh", "Sở Tư pháp", "30/6/2019", "9/2019"),
    (2, "Tập huấn cho cán bộ cấp huyện", "Sở Nội vụ", "30/6/2019", "31/12/2019"),
    (3, "Kiểm tra việc thi hành pháp luật", "Sở Tư pháp", "30/6/2019", "31/12/2020"),
)
STRUCK = {*((2, column) for column in range(5)), (3, 2)}
SS = "urn:schemas-microsoft-com:office:spreadsheet"
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def spreadsheetml() -> str:
    def cell(row: int, column: int) -> str:
        if (row, column) == (1, 4):
            return '<Cell ss:StyleID="m"><Data ss:Type="DateTime">2019-09-01T00:00:00.000</Data></Cell>'
        style = ' ss:StyleID="s"' if (row, column) in STRUCK else ""
        value = ROWS[row][column]
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell{style}><Data ss:Type="{kind}">{value}</Data></Cell>'

    heads = ("<Row>", "<Row>", "<Row>", '<Row ss:Hidden="1">')
    rows = "".join(
        f"{head}{''.join(cell(row, column) for column in range(5))}</Row>" for row, head in enumerate(heads)
    )
    styles = (
        '<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>'
        '<Style ss:ID="m"><NumberFormat ss:Format="mmm\\-yy"/></Style>'
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{SS}" xmlns:ss="{SS}"><Styles>{styles}</Styles><Worksheet '
        f'ss:Name="S"><Table><Column ss:Index="4" ss:Hidden="1"/>{rows}</Table></Worksheet></Workbook>'
    )


def html() -> str:
    def cell(row: int, column: int) -> str:
        text = str(ROWS[row][column])
        if (row, column) not in STRUCK:
            return f"<td>{text}</td>"
        return f'<td class="g">{text}</td>' if column % 2 else f"<td><del>{text}</del></td>"

    rows = "".join(f"<tr>{''.join(cell(row, column) for column in range(5))}</tr>" for row in range(4))
    return f"<style>.g {{text-decoration: line-through}}</style><table>{rows}</table>"


def told(sheet: Sheet) -> tuple[object, ...]:
    return sheet.rows, set(sheet.struck), sheet.hidden_columns, sheet.hidden_rows


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_workbook_tells_what_is_struck_out_and_hidden(suffix: str) -> None:
    sheet = read_workbook(LISTS / f"struck_hidden.{suffix}").sheets[0]
    assert told(sheet) == (ROWS, STRUCK, (3,), (3,))


def test_spreadsheetml_tells_what_is_struck_out_and_hidden(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(spreadsheetml(), encoding="utf-8")
    assert told(read_workbook(path).sheets[0]) == (ROWS, STRUCK, (3,), (3,))


def test_a_page_tells_what_is_struck_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(), encoding="utf-8")
    assert set(read_workbook(path).sheets[0].struck) == STRUCK


@pytest.mark.parametrize("text", ["<del>30/6/2019</del> 30/9/2019", "<s>30/6/2019</s>30/9/2019"])
def test_of_a_text_struck_out_in_part_the_rest_counts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<table><tr><td>1</td><td>{text}</td></tr></table>", encoding="utf-8")
    sheet = read_workbook(path).sheets[0]
    assert (sheet.rows[0][1], sheet.struck) == ("30/9/2019", ())


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_of_a_cell_with_fonts_of_its_parts_the_rest_counts(suffix: str) -> None:
    sheet = read_workbook(LISTS / f"struck_parts.{suffix}").sheets[0]
    assert [str(value).strip() for value in sheet.rows[1][2:]] == ["Sở Tư pháp", "30/9/2019"]
    assert sheet.rows[2][1] == "Tập huấn cho cán bộ cấp huyện"
    assert sheet.struck == ((3, 3),)


def test_the_texts_of_an_old_workbook_may_go_on_in_another_record() -> None:
    long = "Rà soát " * 1200

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    text = struct.pack("<HBH", len(long), 0x09, 2) + long.encode("utf-16-le")
    runs = struct.pack("<4H", 0, 5, len(long) - 8, 6)
    table = struct.pack("<II", 1, 1) + text
    rest = b"\x01" + table[8001:] + runs[:4]
    stream = record(0xFC, table[:8001]) + record(0x3C, rest) + record(0x3C, runs[4:]) + record(0x0A, b"")
    (found,) = rich_texts(stream).values()
    assert found.in_force({5: True, 6: False}, cell_struck=False) == "Rà soát"
    assert rich_texts(stream[:9000]) == {}


def flat(path: Path) -> Path:
    """Write the rows as .fods, with a column and a row that have no size."""
    names = ["office:1.0", "table:1.0", "text:1.0", "style:1.0"]
    spaces = " ".join(f'xmlns:{one[:-4]}="urn:oasis:names:tc:opendocument:xmlns:{one}"' for one in names)
    styles = (
        '<style:style style:name="c0"><style:table-column-properties style:column-width="0cm"/></style:style>'
        '<style:style style:name="r0"><style:table-row-properties style:row-height="0.00cm"/></style:style>'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row table:style-name='r{3 - at}'>{''.join(map(cell.format, row))}</table:table-row>"
        for at, row in enumerate(ROWS)
    )
    columns = "".join(f"<table:table-column table:style-name='c{3 - at}'/>" for at in range(5))
    path.write_text(
        f'<?xml version="1.0"?><office:document {spaces} office:mimetype="{MIMETYPE}">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="S">{columns}{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document>",
        encoding="utf-8",
    )
    return path


def flattened(path: Path) -> Path:
    """Write the .xls of the samples with its hidden column and row of no size, but not called hidden."""
    data = bytearray((LISTS / "struck_hidden.xls").read_bytes())
    column = data.index(struct.pack("<HHHH", 0x7D, 12, 3, 3))
    struct.pack_into("<H", data, column + 8, 0)
    data[column + 12] &= ~0x01
    row = data.index(struct.pack("<HHH", 0x208, 16, 3))
    struct.pack_into("<H", data, row + 10, 0)
    data[row + 16] &= ~0x20
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", ["xlsx", "patient.xlsx", "fods", "xls", "xml"])
def test_a_column_or_row_without_size_is_hidden(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "fods":
        flat(path)
    elif suffix == "xls":
        flattened(path)
    elif suffix == "xml":
        sized = spreadsheetml().replace('<Row ss:Hidden="1">', '<Row ss:Height="0">')
        path.write_text(sized.replace('ss:Hidden="1"', 'ss:Width="0"'), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(ROWS):
                sheet.write_row(at, 0, row)
            sheet.set_column(3, 3, 0)
            sheet.set_row(3, 0)
            if suffix == "patient.xlsx":
                sheet.write(5, 0, 1, book.add_format({"num_format": "0%"}))
    sheet = read_workbook(path).sheets[0]
    assert (sheet.hidden_columns, sheet.hidden_rows) == ((3,), (3,))


def test_hidden_columns_are_known_without_reading_cell_by_cell(tmp_path: Path) -> None:
    """A workbook with nothing else that takes patience: the fast reader does not tell them."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(list(row))
    book.worksheets[0].column_dimensions["D"].hidden = True
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx").sheets[0]
    assert told(sheet) == (ROWS, set(), (3,), (2,))
