"""Text, HTML, XML, Word and OpenDocument files as offices send them: the same cells as in a workbook."""

import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desktop_app.domain.errors.incoming import SourceNoTable
from desktop_app.domain.errors.refusals import SourceDamaged, SourceEmpty, SourceTooLarge, SourceUnsafe
from desktop_app.exchange.reading.limits import ROWS
from desktop_app.exchange.reading.plain_text import decoded
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.heading import find_heading
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.tasks import read_task_list
from tests.old_encodings import encode_tcvn3

pytestmark = pytest.mark.usefixtures("read_here")

HEAD = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn")
LINE = ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý IV/2018")
TEXT = "\r\n".join(";".join(row) for row in (HEAD, LINE)) + "\r\n"


def read(folder: Path, content: bytes | str, name: str = "Danh mục.xls") -> tuple[Sheet, ...]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_workbook(path).sheets


# --- delimited text ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_of_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    (found,) = read(tmp_path, TEXT.replace(";", delimiter).encode(encoding))
    assert found.rows == (HEAD, LINE)


def test_windows_1258_has_marks_of_its_own(tmp_path: Path) -> None:
    marks = {
        "ộ": "ô\u0323",
        "ủ": "u\u0309",
        "ì": "i\u0300",
        "ờ": "ơ\u0300",
        "ạ": "a\u0323",
        "ả": "a\u0309",
        "ở": "ơ\u0309",
    }
    marks |= {"à": "à", "á": "á", "ý": "y\u0301"}
    text = "".join(marks.get(letter, letter) for letter in TEXT)
    (found,) = read(tmp_path, text.encode("cp1258"))
    assert found.rows == (HEAD, LINE)


def test_tcvn3_in_text_keeps_its_code_points(tmp_path: Path) -> None:
    (found,) = read(tmp_path, encode_tcvn3(TEXT).encode("latin-1"))
    assert found.rows[0][1] == encode_tcvn3("Nội dung")


def test_quoted_line_breaks_quotes_and_texts_kept_from_excel(tmp_path: Path) -> None:
    (found,) = read(tmp_path, 'STT,Nội dung,Mã\r\n1,"Rà soát,\r\n""kiểm tra""","=""01"""\r\n="02",x,y\r\n')
    assert found.rows[1:] == (("1", 'Rà soát,\r\n"kiểm tra"', "01"), ("02", "x", "y"))


def test_a_quotation_mark_that_never_closes_swallows_nothing(tmp_path: Path) -> None:
    (found,) = read(tmp_path, 'STT\tNội dung\n1\t"Rà soát\n2\tKiểm tra\n')
    assert found.rows[1:] == (("1", '"Rà soát'), ("2", "Kiểm tra"))


def test_a_quotation_mark_inside_a_text_is_a_letter(tmp_path: Path) -> None:
    (found,) = read(tmp_path, 'STT\tNội dung\n1\t"Đề án" số 5\n')
    assert found.rows[1][1] == "Đề án số 5"


def test_the_delimiter_that_excel_names(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "sep=|\nSTT|Nội dung, nhiệm vụ\n1|a, b, c\n")
    assert found.rows[1:] == (("STT", "Nội dung, nhiệm vụ"), ("1", "a, b, c"))


def test_commas_in_texts_do_not_part_cells(tmp_path: Path) -> None:
    lines = "\n".join(f"{number};Rà soát, kiểm tra, báo cáo;Sở Tư pháp" for number in range(9))
    (found,) = read(tmp_path, f"Danh mục nhiệm vụ, giải pháp\nSTT;Nội dung;Cơ quan chủ trì\n{lines}\n")
    assert {len(row) for row in found.rows[1:]} == {3}


def test_a_field_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceDamaged):
        read(tmp_path, "a,b\n1," + "x" * 2**21 + "\n")


def test_too_many_rows_of_text(tmp_path: Path) -> None:
    with pytest.raises(SourceTooLarge) as refused:
        read(tmp_path, "a,b\n" * (ROWS + 1))
    assert (refused.value.what, refused.value.limit) == ("rows", ROWS)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<meta charset=windows-1258>Hà".encode("cp1258"), "Hà"),
        ("<meta charset='windows-1252'>Nội".encode(), "Nội"),
        (b"<meta charset=nonsense>x", "x"),
        ("Sở Tư".encode()[:-1], "Sở T�"),
        (b"\xff\xfeS\x00", "S"),
    ],
)
def test_encodings_told_by_marks_names_and_bytes(content: bytes, text: str) -> None:
    assert decoded(content, declared=True).endswith(text)


# --- HTML --------------------------------------------------------------------------------------

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><style>.old {{font-family: ".VnTime"}}</style>
<title>Danh mục</title></head><body>{body}</body></html>"""


def row_of(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(*rows: str, before: str = "", after: str = "") -> str:
    return PAGE.format(body=f"{before}<table border=1>{''.join(rows)}</table>{after}")


def test_html_cells_spans_breaks_and_entities(tmp_path: Path) -> None:
    merged = "<tr><td rowspan=2>1</td><td>Rà&nbsp;soát<br>kiểm&#32;tra &amp; <b>báo</b> cáo</td>"
    merged += "<td colspan='2'>STP</td></tr>"
    (found,) = read(tmp_path, page(row_of(*HEAD), merged, "<tr><td><p>a</p><p>b</p></td></tr>"))
    assert found.rows[1] == ("1", "Rà\u00a0soát\nkiểm tra & báo cáo", "STP")
    assert found.rows[2] == (None, "a\nb")
    assert found.merges == ((1, 0, 2, 0), (1, 2, 1, 3))


def test_html_leaves_out_what_no_reader_sees(tmp_path: Path) -> None:
    hidden = "<tr style='display: none'><td>x</td></tr><!-- <tr><td>y</td></tr> -->"
    (found,) = read(
        tmp_path, page(row_of(*HEAD), hidden, row_of("1", "a<script>alert(1)</script>", "b", "c"))
    )
    assert found.rows == (HEAD, ("1", "a", "b", "c"))


def test_html_tells_fonts(tmp_path: Path) -> None:
    old = "<tr><td class=old>B¸o c¸o</td><td style=\"font-family:'VNI-Times',serif\">Thuû</td>"
    old += "<td><font face=Arial>a</font></td></tr>"
    (found,) = read(tmp_path, page(old))
    assert found.fonts == ((".VnTime",), ("VNI-Times",), ("Arial",))


def test_html_tables_of_one_list_are_one_sheet_and_others_are_not(tmp_path: Path) -> None:
    table = f"<table>{row_of(*HEAD)}{row_of(*LINE)}</table>"
    body = f"<p>Danh mục</p>{table}<h3>Nhóm 2. Thể chế</h3><p>Đoạn văn</p>{table}"
    body += f"<table>{row_of('Nơi nhận:', 'KT.')}</table>"
    first, second = read(tmp_path, PAGE.format(body=body))
    assert first.rows == (("Danh mục",), HEAD, LINE, ("Nhóm 2. Thể chế",), ("Đoạn văn",), HEAD, LINE)
    assert (first.merges, first.asides) == (((0, 0, 0, 3), (3, 0, 3, 3), (4, 0, 4, 3)), (4,))
    assert second.rows == (("Nơi nhận:", "KT."),)


def test_html_in_a_table_of_layout(tmp_path: Path) -> None:
    inner = f"<table>{row_of(*HEAD)}{row_of(*LINE)}</table>"
    (found,) = read(tmp_path, page(f"<tr><td>Tiêu đề</td></tr><tr><td>{inner}</td></tr>"))
    assert found.rows == (("Tiêu đề",), HEAD, LINE)


def test_html_with_a_small_table_in_a_cell(tmp_path: Path) -> None:
    cells = [row_of(str(number), "a", f"<table>{row_of('x', 'y')}</table>", "b") for number in range(4)]
    (found,) = read(tmp_path, page(*cells))
    assert found.rows[0] == ("0", "a", "x y", "b")


def test_html_in_utf_16_and_in_a_web_archive(tmp_path: Path) -> None:
    html = page(row_of(*HEAD), row_of(*LINE))
    assert read(tmp_path, html.encode("utf-16"))[0].rows == (HEAD, LINE)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
    archive = f'{head}Content-Type: text/html; charset="utf-8"\n'
    archive += f"Content-Transfer-Encoding: 8bit\n\n{html}\n--x--\n"
    assert read(tmp_path, archive)[0].rows == (HEAD, LINE)


def test_html_cut_short_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(SourceDamaged):
        read(tmp_path, page(row_of(*HEAD))[:-30])


def test_html_without_a_table(tmp_path: Path) -> None:
    with pytest.raises(SourceNoTable):
        read(tmp_path, "<html><body>xin chào</body></html>")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<td rowspan=100000 colspan=500>x</td>", ""),
        ("<td colspan=600>x</td><td>y</td>", "columns"),
        ("<td>" + "<div>" * 3000 + "x", "depth"),
    ],
)
def test_html_that_means_no_good(tmp_path: Path, body: str, what: str) -> None:
    content = page(f"<tr>{body}</tr>")
    if not what:
        assert read(tmp_path, content)[0].rows == (("x",),)
        return
    with pytest.raises(SourceTooLarge) as refused:
        read(tmp_path, content)
    assert refused.value.what == what


# --- SpreadsheetML -----------------------------------------------------------------------------

BOOK = """  <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s1"><Font ss:FontName=".VnTime"/></Style></Styles>
<Worksheet ss:Name="Một"><Table>{rows}</Table></Worksheet>
<Worksheet ss:Name="Hai"><Table/>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


def test_xml_spreadsheets(tmp_path: Path) -> None:
    rows = """<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1" ss:StyleID="s1">
    <Data ss:Type="String">a<html:B>b</html:B></Data></Cell>
    <Cell ss:MergeDown="2"><Data ss:Type="Number">1.5</Data></Cell>
    <Cell><Data ss:Type="DateTime">2018-12-31T00:00:00.000</Data></Cell>
    <Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell/></Row>
    <Row><Cell><Data ss:Type="Number">x</Data></Cell></Row>"""
    first, second = read(tmp_path, BOOK.format(rows=rows))
    assert first.rows == ((), (None, "ab", None, 1.5, date(2018, 12, 31), True, "#N/A"), ("x",))
    assert first.merges == ((1, 1, 1, 2), (1, 3, 3, 3))
    assert first.fonts == ((), (".VnTime",))
    assert (first.hidden, second.hidden) == (False, True)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ('<Row ss:Index="9999999"><Cell><Data ss:Type="String">x</Data></Cell></Row>', SourceTooLarge),
        (
            (
                '<Row><Cell ss:MergeAcross="500" ss:MergeDown="100000"><Data ss:Type="String">x</Data>'
                "</Cell></Row>"
            ),
            SourceTooLarge,
        ),
        ("<Row><Cell><Data>x", SourceDamaged),
        ("", SourceEmpty),
    ],
)
def test_xml_spreadsheets_that_mean_no_good(tmp_path: Path, rows: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        read(tmp_path, BOOK.format(rows=rows))


def test_xml_with_entities(tmp_path: Path) -> None:
    with pytest.raises(SourceUnsafe):
        read(
            tmp_path, BOOK.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1).format(rows="")
        )


# --- OpenDocument ------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{where}:1.0"'
    for name, where in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    ]
)
_STYLES = """<office:automatic-styles>
<style:style style:name="h"><style:table-properties table:display="false"/></style:style>
<style:style style:name="o"><style:text-properties style:font-name=".VnTime"/></style:style>
</office:automatic-styles>"""
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_WIDE = 'table:number-columns-repeated="{count}" office:value-type="string"'


def flat(rows: str, *, more: str = "") -> str:
    return (
        f'<?xml version="1.0"?><office:document {_SPACES} office:mimetype="{_KIND}">'
        f'{_STYLES}<office:body><office:spreadsheet><table:table table:name="Một">{rows}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document>"
    )


def zipped(path: Path, content: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<m/>")
        made.writestr("content.xml", content)
    return path


def told(kind: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>shown</text:p></table:table-cell>'


def test_open_documents(tmp_path: Path) -> None:
    cells = told("float", 'office:value="1.5"') + told("date", 'office:date-value="2018-12-31"')
    cells += told("time", 'office:time-value="PT01H30M00S"') + told("boolean", 'office:boolean-value="true"')
    cells += (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string">'
        "<text:p>a<text:s/>b</text:p>"
    )
    cells += "<text:p>c<text:line-break/>d</text:p></table:table-cell>" + told("float", 'office:value="?"')
    rows = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    span = (
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="3" '
        'table:style-name="o"'
    )
    rows += (
        f'<table:table-row>{span} office:value-type="string"><text:p>gộp</text:p></table:table-cell>'
        "</table:table-row>"
    )
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows += f'<table:table-row table:number-rows-repeated="1048570">{empty}</table:table-row>'
    content = flat(rows, more='<table:table table:name="Hai" table:style-name="h"/>')
    path = zipped(tmp_path / "a.ods", content)
    for first, second in (read_workbook(path).sheets, read(tmp_path, content, "a.fods")):
        line = (1.5, date(2018, 12, 31), timedelta(hours=1.5), True, "a b\nc\nd", "a b\nc\nd", "shown")
        assert first.rows == (line, line, ("gộp",))
        assert first.merges == ((2, 0, 3, 2),)
        assert first.fonts == ((".VnTime",),)
        assert (first.hidden, second.hidden) == (False, True)


@pytest.mark.parametrize(
    ("repeat", "what"),
    [
        ('table:number-rows-repeated="999999"', "rows"),
        ('table:number-rows-repeated="90000"', "cells"),
    ],
)
def test_open_documents_that_repeat_without_end(tmp_path: Path, repeat: str, what: str) -> None:
    cell = f"<table:table-cell {_WIDE.format(count=400)}><text:p>x</text:p></table:table-cell>"
    path = zipped(tmp_path / "a.ods", flat(f"<table:table-row {repeat}>{cell}</table:table-row>"))
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(path)
    assert refused.value.what == what


def test_open_documents_that_are_too_wide(tmp_path: Path) -> None:
    cell = f"<table:table-cell {_WIDE.format(count=900)}><text:p>x</text:p></table:table-cell>"
    with pytest.raises(SourceTooLarge):
        read_workbook(zipped(tmp_path / "a.ods", flat(f"<table:table-row>{cell}</table:table-row>")))


def test_open_documents_with_entities(tmp_path: Path) -> None:
    content = flat("").replace("<office:document ", '<!DOCTYPE x [<!ENTITY a "b">]><office:document ', 1)
    with pytest.raises(SourceUnsafe):
        read_workbook(zipped(tmp_path / "a.ods", content))
    with pytest.raises(SourceUnsafe):
        read(tmp_path, content)


# --- Word --------------------------------------------------------------------------------------


def numbered(paragraph: Any, level: int = 0, number: int = 5) -> None:
    about = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        about.append(part)
    paragraph._p.get_or_add_pPr().append(about)


def table(document: Any, *rows: tuple[str, ...]) -> Any:
    made = document.add_table(0, len(rows[0]))
    for values in rows:
        for cell, text in zip(made.add_row().cells, values, strict=True):
            cell.text = text
    return made


def saved(document: Any, folder: Path) -> tuple[Sheet, ...]:
    path = folder / "Danh mục.docx"
    document.save(str(path))
    return read_workbook(path).sheets


def test_word_tables_with_merged_cells(tmp_path: Path) -> None:
    document = Document()
    made = table(document, HEAD, LINE, ("2", "Kiểm tra", "", "2019"), ("I", "", "", ""))
    made.cell(1, 2).merge(made.cell(2, 2))
    made.cell(3, 0).merge(made.cell(3, 3))
    (found,) = saved(document, tmp_path)
    assert found.rows == (HEAD, LINE, ("2", "Kiểm tra", None, "2019"), ("I",))
    assert found.merges == ((1, 2, 2, 2), (3, 0, 3, 3))


def test_numbers_that_word_counts_by_itself(tmp_path: Path) -> None:
    document = Document()
    made = table(document, HEAD, *[("", "Việc", "", "2018")] * 3)
    for line in (1, 2, 3):
        numbered(made.cell(line, 0).paragraphs[0])
    (found,) = saved(document, tmp_path)
    assert [row[0] for row in found.rows] == ["STT", "1.", "2.", "3."]


def test_word_tables_that_go_on_and_the_titles_between_them(tmp_path: Path) -> None:
    document = Document()
    table(document, ("UBND TỈNH", "CỘNG HÒA"))
    document.add_paragraph("Danh mục nhiệm vụ")
    table(document, HEAD, LINE)
    document.add_paragraph("II. Hoàn thiện thể chế")
    document.add_paragraph("Một đoạn văn không thuộc bảng nào.")
    table(document, HEAD, LINE)
    document.add_paragraph()
    table(document, ("2", "Không có tiêu đề", "STP", "2019"))
    document.add_paragraph("KT. GIÁM ĐỐC")
    _, found = saved(document, tmp_path)
    last = ("2", "Không có tiêu đề", "STP", "2019")
    group, aside = ("II. Hoàn thiện thể chế",), ("Một đoạn văn không thuộc bảng nào.",)
    signed = ("KT. GIÁM ĐỐC",)
    assert found.rows == (("Danh mục nhiệm vụ",), HEAD, LINE, group, aside, HEAD, LINE, last, signed)
    assert found.asides == (4, 8)


def test_a_decision_of_many_pages_above_its_list_is_kept_and_hides_no_heading(tmp_path: Path) -> None:
    document = Document()
    for number in range(300):
        document.add_paragraph(f"Điều {number}. Căn cứ Luật số {number}/2015/QH13 " + "x" * 200)
    document.add_paragraph("(Kèm theo Quyết định số 15/QĐ-UBND ngày 15/3/2019)")
    table(document, HEAD, LINE)
    document.add_paragraph("Nơi nhận: như trên")
    (found,) = saved(document, tmp_path)
    heading = find_heading(found)
    assert heading is not None
    read = read_task_list(found, heading, ())
    assert (len(read.rows), read.read) == (1, 303)
    assert [one.reason for one in read.left_out] == ["aside"] * 289 + ["title"] * 12 + ["aside"]
    assert [one.text.split(".")[0] for one in read.left_out[:300]] == [
        f"Điều {number}" for number in range(300)
    ]


def test_word_tables_inside_tables(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "Khung"
    inner = outer.cell(0, 0).add_table(2, 4)
    for row, values in enumerate((HEAD, LINE)):
        for column, text in enumerate(values):
            inner.cell(row, column).text = text
    (found,) = saved(document, tmp_path)
    assert found.rows == (("Khung",), HEAD, LINE)


def test_word_leaves_out_deleted_and_hidden_text_and_keeps_what_was_inserted(tmp_path: Path) -> None:
    document = Document()
    made = table(document, HEAD, LINE)
    paragraph = made.cell(1, 1).paragraphs[0]
    run = paragraph.add_run(" ẩn")
    run.font.hidden = True
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for wrapper, text in ((inserted, " thêm"), (deleted, " xóa")):
        wrapper.append(paragraph.add_run(text)._r)
        paragraph._p.append(wrapper)
    paragraph.add_run("\ndòng hai").font.name = ".VnTime"
    (found,) = saved(document, tmp_path)
    assert found.rows[1][1] == "Rà soát văn bản thêm\ndòng hai"


def test_a_word_file_without_a_table(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kế hoạch")
    with pytest.raises(SourceNoTable):
        saved(document, tmp_path)


def test_a_word_file_with_entities(tmp_path: Path) -> None:
    document = Document()
    table(document, HEAD)
    path = tmp_path / "a.docx"
    document.save(str(path))
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:document", b"<!DOCTYPE a><w:document", 1
    )
    with zipfile.ZipFile(path, "w") as after:
        for name, content in parts.items():
            after.writestr(name, content)
    with pytest.raises(SourceUnsafe):
        read_workbook(path)


def test_a_word_file_with_far_too_many_cells_or_tables_in_tables(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 10 + "</w:tr>"
    deep = "<w:tbl><w:tr><w:tc>" * 20 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 20
    for body, what in ((f"<w:tbl>{row * 10_001}</w:tbl>", "cells"), (deep, "depth")):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("[Content_Types].xml", "wordprocessingml.document.main")
            made.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        with pytest.raises(SourceTooLarge) as refused:
            read_workbook(path)
        assert refused.value.what == what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a,b\n" + "," * 200_000, "columns"),
        ("<table>" + "<tr>" * (ROWS + 1) + "</table>", "rows"),
        ("<table><tr>" + "<td>" * 1_000_001 + "</table>", "cells"),
        ("<table><tr><td>" * 12 + "x" + "</table>" * 12, "depth"),
    ],
)
def test_what_is_far_too_much_is_refused_before_it_is_parsed(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(SourceTooLarge) as refused:
        read(tmp_path, content)
    assert refused.value.what == what
