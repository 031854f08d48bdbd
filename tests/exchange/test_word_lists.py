"""Word lists: whatever the document shows is read or listed, wherever it stands."""

import zipfile
from pathlib import Path

import pytest

from desktop_app.domain.errors import SourceNoTable
from desktop_app.exchange.reading.sheets import read_document, read_workbook
from desktop_app.lists.heading import find_heading
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.tasks import read_task_list

pytestmark = pytest.mark.usefixtures("read_here")

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
LINE = ("1", "Rà soát văn bản", "Sở Tư pháp", "2019")


def text(words: str, about: str = "") -> str:
    return f"<w:p><w:pPr>{about}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(inside: str) -> str:
    return f"<w:tc>{inside}</w:tc>"


def row(*words: str, about: str = "") -> str:
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cell(text(one)) for one in words)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{row(*HEAD)}{''.join(rows)}</w:tbl>"


def box(inside: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    held = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{held}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{held}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def sheets(folder: Path, body: str, **parts: str) -> tuple[Sheet, ...]:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "wordprocessingml.document.main")
        made.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            made.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{inside}</w:{name}>")
    return read_workbook(path).sheets


def test_a_table_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    (found,) = sheets(tmp_path, text("Danh mục nhiệm vụ") + box(text("Phụ lục") + table(row(*LINE))))
    assert found.rows == (("Danh mục nhiệm vụ",), ("Phụ lục",), HEAD, LINE)


def test_a_text_box_in_a_cell_is_part_of_the_cell(tmp_path: Path) -> None:
    held = text("Rà soát văn bản") + box(text("trong quý I"))
    cells = cell(text("1")) + cell(held) + cell(text("Sở Tư pháp")) + cell(text("2019"))
    (found,) = sheets(tmp_path, table(f"<w:tr>{cells}</w:tr>"))
    assert found.rows[1][1] == "Rà soát văn bản\ntrong quý I"


def test_notes_headers_and_footers_are_listed(tmp_path: Path) -> None:
    notes = f"<w:footnote>{text('Chỉ thực hiện ở cấp tỉnh.')}</w:footnote>"
    page = text("2") + text("Dự thảo lần 3")
    (found,) = sheets(tmp_path, table(row(*LINE)), footnotes=notes, header1=page, header2=page)
    heading = find_heading(found)
    assert heading is not None
    read = read_task_list(found, heading, ())
    assert len(read.rows) == 1
    assert [(one.reason, one.text) for one in read.left_out] == [
        ("aside", "Chỉ thực hiện ở cấp tỉnh."),
        ("aside", "Dự thảo lần 3"),
    ]


def test_content_controls_around_tables_rows_cells_and_words(tmp_path: Path) -> None:
    def held(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    words = f"<w:p>{held('<w:r><w:t>Sở Nội vụ</w:t></w:r>')}</w:p>"
    cells = held(cell(text("2"))) + cell(text("Kiểm tra")) + cell(words) + cell(held(text("2020")))
    (found,) = sheets(tmp_path, held(table(held(row(*LINE)), f"<w:tr>{cells}</w:tr>")))
    assert found.rows == (HEAD, LINE, ("2", "Kiểm tra", "Sở Nội vụ", "2020"))


def test_a_row_whose_deletion_is_tracked_is_gone_and_its_number_too(tmp_path: Path) -> None:
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = (
        f"<w:p><w:pPr>{counted}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r>"
        "</w:del></w:p>"
    )
    first, gone = row(*LINE), row("2", "Việc đã bỏ", "Sở Nội vụ", "2019", about="<w:del/>")
    cells = (
        cell(deleted + text("", counted))
        + cell(text("Kiểm tra"))
        + cell(text("Sở Y tế"))
        + cell(text("2020"))
    )
    (found,) = sheets(tmp_path, table(first, gone, f"<w:tr>{cells}</w:tr>"), numbering=NUMBERING)
    assert found.rows == (HEAD, LINE, ("1.", "Kiểm tra", "Sở Y tế", "2020"))


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Linked"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
"""
STYLES = """
<w:style w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Based"><w:basedOn w:val="Top"/></w:style>
<w:style w:styleId="Sub"><w:basedOn w:val="Top"/></w:style>
<w:style w:styleId="Linked"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
"""


def test_numbers_come_from_styles_and_begin_where_the_list_says(tmp_path: Path) -> None:
    def style(name: str, more: str = "") -> str:
        return f'<w:pStyle w:val="{name}"/>{more}'

    def listed(number: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    abouts = [
        style("Based"),
        style("Sub"),
        style("Top", listed(0)),
        listed(2),
        listed(2),
        listed(3),
        style("Round"),
    ]
    lines = [
        f"<w:tr>{cell(text('', about))}{cell(text('Việc'))}{cell(text('Sở Y tế'))}{cell(text('2020'))}</w:tr>"
        for about in abouts
    ]
    (found,) = sheets(tmp_path, table(*lines), numbering=NUMBERING, styles=STYLES)
    assert [line[0] for line in found.rows[1:]] == ["1.", "1.1", None, "5.", "6.", "2.", None]


def test_ticks_are_read_and_pictures_are_told(tmp_path: Path) -> None:
    tick = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Arial" w:char="0041"/></w:r></w:p>'
    )
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    cells = cell(text("1")) + cell(text("Kiểm tra")) + cell(picture) + cell(tick)
    (found,) = sheets(tmp_path, table(f"<w:tr>{cells}</w:tr>"))
    assert found.rows[1] == ("1", "Kiểm tra", None, "✓A")
    assert (found.lost_cells, found.lost) == (1, ((1, 2),))


def test_a_picture_over_merged_rows_is_told(tmp_path: Path) -> None:
    picture = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:drawing/></w:r></w:p>'
    below = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    lines = [
        f"<w:tr>{cell(text(str(number)))}{cell(text('Kiểm tra'))}{cell(inside)}{cell(text('2020'))}</w:tr>"
        for number, inside in enumerate((picture, below), start=1)
    ]
    (found,) = sheets(tmp_path, table(*lines))
    assert (found.lost_cells, found.lost) == (1, ((1, 2),))


def test_a_text_without_tables_is_a_document_and_no_list(tmp_path: Path) -> None:
    with pytest.raises(SourceNoTable):
        sheets(tmp_path, text("KẾ HOẠCH") + text("1. Rà soát văn bản"))
    (page,) = read_document(tmp_path / "a.docx").sheets
    assert page.rows == (("KẾ HOẠCH",), ("1. Rà soát văn bản",))
    assert page.asides == (0, 1)
