"""A cell that Excel shows as 100 % holds 1: it is read as it is shown, whatever the format of the file.

Of an .xlsb only the number is read, which is said (test_binary_workbooks).
"""

import struct
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_app.exchange.reading.formats import read_xlsx_patiently
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.cells import percent_text, shows_percent
from tests.exchange.old_files import compound, record, workbook

ONE, HALF = struct.pack("<d", 1), struct.pack("<d", 0.455)


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00 %", True),
        ("#,##0.0\\ %", True),
        ('0" %"', False),
        ("0\\%", False),
        ("General", False),
    ],
)
def test_a_format_shows_hundredths_if_its_sign_is_not_a_mere_letter(code: str, percent: bool) -> None:
    assert shows_percent(code) is percent


@pytest.mark.parametrize(
    ("value", "shown"), [(1, "100%"), (0.455, "45,5%"), (0.07, "7%"), (0, "0%"), (1.5, "150%")]
)
def test_hundredths_are_written_without_the_noise_of_a_cell(value: float, shown: str) -> None:
    assert percent_text(value) == shown


def test_xlsx(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Nội dung", "Tỷ lệ"])
    for value, code in ((1, "0%"), (0.455, "0.0 %"), (1, "General"), (45, '0" %"'), (0.3, "0.00")):
        sheet.append([1, "Rà soát", value])
        sheet.cell(sheet.max_row, 3).number_format = code
    sheet.append([1, "Rà soát", "=1/4"])
    sheet.cell(sheet.max_row, 3).number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    (found,) = read_workbook(tmp_path / "a.xlsx").sheets
    shown = ["100%", "45,5%", 1, 45, 0.3, "25%"]
    assert [row[2] for row in found.rows[1:]] == shown
    assert [row[2] for row in read_xlsx_patiently(tmp_path / "a.xlsx")[0][2][1:]] == shown


def test_ods(tmp_path: Path) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}" office:value="1"><text:p>x</text:p></table:table-cell>'
        for kind in ("percentage", "float")
    )
    path = tmp_path / "a.fods"
    path.write_text(
        f'<office:document {names} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        "<office:body>"
        f'<office:spreadsheet><table:table table:name="S"><table:table-row>{cells}</table:table-row>'
        "</table:table>"
        "</office:spreadsheet></office:body></office:document>",
        encoding="utf-8",
    )
    assert read_workbook(path).sheets[0].rows == (("100%", 1),)


def test_spreadsheetml(tmp_path: Path) -> None:
    styles = (
        '<Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="b" ss:Parent="a"/>'
        '<Style ss:ID="c" ss:Parent="a"><NumberFormat/></Style>'
        '<Style ss:ID="d"><NumberFormat ss:Format="0.0%"/></Style>'
    )
    cells = "".join(f'<Cell ss:StyleID="{one}"><Data ss:Type="Number">1</Data></Cell>' for one in "abcd")
    path = tmp_path / "a.xml"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="S"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    assert read_workbook(path).sheets[0].rows == (("100%", "100%", 1, "100%"),)


def test_xls(tmp_path: Path) -> None:
    own = record(0x41E, struct.pack("<HHB", 164, 4, 0) + b"0.0%") + record(
        0x41E, struct.pack("<HHB", 165, 4, 1) + '0"%"'.encode("utf-16-le")
    )
    formats = b"".join(record(0xE0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 9, 164, 165))
    stream = workbook([(0, 0, 0, "STT")], globals_=own + formats)
    numbers = b"".join(
        record(0x203, struct.pack("<HHH", 1, column, style) + value)
        for column, (style, value) in enumerate(((1, ONE), (2, HALF), (0, ONE), (3, ONE)))
    )
    many = (
        struct.pack("<HH", 2, 0) + struct.pack("<HI", 1, 6) + struct.pack("<HI", 0, 6) + struct.pack("<H", 1)
    )
    stream = stream[:-4] + numbers + record(0xBD, many) + stream[-4:]
    path = tmp_path / "a.xls"
    path.write_bytes(compound({"Workbook": stream}))
    assert read_workbook(path).sheets[0].rows == (("STT",), ("100%", "45,5%", 1, 1), ("100%", 1))
