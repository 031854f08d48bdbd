import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from desktop_app.domain.errors.outgoing import (
    TemplateBroken,
    TemplateDamaged,
    TemplateError,
    TemplateFieldMissing,
    TemplateFieldUnknown,
)
from desktop_app.domain.errors.refusals import TargetNotWritable
from desktop_app.domain.reports.document import Block, Paragraph, Part, Section, Table
from desktop_app.domain.task import Assignment
from desktop_app.exchange.reports.word import check_template, usual_template, write_docx
from desktop_app.exchange.reports.word._parts import room_of, text_width
from tests.exchange import document_samples
from tests.exchange import report_samples as samples
from tests.exchange.document_samples import sample_document


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.docx"


def written(target: Path, made: Any = None) -> Any:
    write_docx(made or sample_document(), target)
    return Document(str(target))


def paragraphs(document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph as Found

    return [Found(element, document) for element in document.element.body.iter(qn("w:p"))]


def find(document: Any, text: str) -> Any:
    return next(one for one in paragraphs(document) if one.text == text)


def look(found: Any) -> tuple[float | None, bool, bool]:
    run = next(run for run in found.runs if run.text)
    size = run.font.size or found.style.font.size or found.style.base_style.font.size
    return size.pt, bool(run.font.bold or found.style.font.bold), bool(run.font.italic)


def annex_tables(document: Any) -> list[Any]:
    return [table for table in document.tables if len(table.columns) > 2]


def test_the_page_is_that_of_the_decree(target: Path) -> None:
    document = written(target)
    letter, *annexes = document.sections
    assert (round(letter.page_width.mm), round(letter.page_height.mm)) == (210, 297)
    for section in document.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.first_page_header.paragraphs[0].text == ""
        number = section.header.paragraphs[0]
        assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert "PAGE" in number._p.xml
        assert all(run.font.size == Pt(13) for run in number.runs)
    assert annexes[0].orientation == WD_ORIENT.LANDSCAPE
    sizes = {WD_ORIENT.LANDSCAPE: (297, 210), WD_ORIENT.PORTRAIT: (210, 297)}
    for one in annexes:
        assert (round(one.page_width.mm), round(one.page_height.mm)) == sizes[one.orientation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, True, False)),
        ("Độc lập - Tự do - Hạnh phúc", (13, True, False)),
        ("ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH", (12, False, False)),
        ("SỞ TƯ PHÁP", (12, True, False)),
        ("Số: 07/BC-STP", (13, False, False)),
        ("Nam Định, ngày 05 tháng 02 năm 2021", (13, False, True)),
        ("BÁO CÁO", (14, True, False)),
        ("Kính gửi:", (14, False, False)),
        ("- Bộ Tư pháp;", (14, False, False)),
        ("- Ủy ban nhân dân tỉnh Nam Định.", (14, False, False)),
        ("I. TÌNH HÌNH CHUNG", (14, True, False)),
        ("1. Nhóm thứ nhất", (14, True, False)),
        ("Có hai đoạn.", (14, False, False)),
        ("Trên đây là báo cáo của Sở Tư pháp./.", (14, False, False)),
        ("Nơi nhận:", (12, True, True)),
        ("- Như trên;", (11, False, False)),
        ("- Lưu: VT, XDKTVB.", (11, False, False)),
        ("KT. GIÁM ĐỐC", (14, True, False)),
        ("PHÓ GIÁM ĐỐC", (14, True, False)),
        ("Nguyễn Văn An", (14, True, False)),
        ("Phụ lục I", (14, True, False)),
        ("TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ", (14, True, False)),
        ("(Kèm theo Báo cáo số 07/BC-STP ngày 05 tháng 02 năm 2021 của Sở Tư pháp)", (14, False, True)),
    ],
)
def test_each_part_has_its_size_and_weight(
    tmp_path: Path, text: str, expected: tuple[float, bool, bool]
) -> None:
    found = find(written(tmp_path / "a.docx"), text)
    assert look(found) == expected


def test_the_face_is_times_new_roman_in_black(target: Path) -> None:
    document = written(target)
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman"
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{place}")) for place in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }
    with zipfile.ZipFile(target) as archive:
        text = archive.read("word/document.xml").decode()
    assert "w:color w:val" not in text


def test_the_body_is_justified_with_its_first_line_in(target: Path) -> None:
    style = find(written(target), "Có hai đoạn.").style
    form = style.paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(form.first_line_indent.mm, 1) == 12.7
    assert form.space_after >= Pt(6)
    assert style.base_style.paragraph_format.line_spacing == 1.0


def test_rules_stand_below_their_lines(target: Path) -> None:
    document = written(target)
    rules = list(document.element.body.iter(qn("w:pBdr")))
    assert len(rules) == 3
    spans = []
    for border in rules:
        properties = border.getparent()
        indent = properties.find(qn("w:ind"))
        room = room_of(properties.getparent(), text_width(document.sections[0]._sectPr))
        spans.append((room - 2 * int(indent.get(qn("w:left")))) / 1440 * 25.4)
    department, motto, subject = spans
    assert 0.3 * 30 < department < 0.5 * 34
    assert 50 < motto < 62
    assert 165 / 3 <= subject <= 165 / 2


def test_no_rule_stands_below_a_name_that_is_not_known(target: Path) -> None:
    document = written(target, replace(sample_document(), department="", annexes=()))
    assert len(list(document.element.body.iter(qn("w:pBdr")))) == 2


def test_the_heading_row_is_repeated_and_low_rows_keep_together(target: Path) -> None:
    few = [
        samples.row(one, None)
        for one in (samples.task(0, samples.given(0)), samples.task(1, samples.given(2)))
    ]
    made = sample_document(samples.report(few))
    parts: list[Block | Part] = [part for one in made.sections for part in one.blocks]
    parts += [part for one in made.annexes for part in one.parts]
    told = [part for part in parts if isinstance(part, Table)]
    tables = annex_tables(written(target, made))
    for table, shown in zip(tables, told, strict=True):
        head, *rows = table._tbl.findall(qn("w:tr"))
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
        assert whole == [not row.tall for row in shown.rows]
        assert True in whole


def test_a_row_higher_than_the_page_may_be_divided(target: Path) -> None:
    task = samples.task(0, Assignment(1, "1", "Rà soát văn bản. " * 400, ("Sở Tư pháp",)))
    document = written(target, sample_document(samples.report([samples.row(task, None)])))
    rows = annex_tables(document)[1]._tbl.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [
        True,
        True,
        False,
    ]


def test_the_tables_are_as_wide_as_the_page(target: Path) -> None:
    document = written(target)
    widths = [text_width(section._sectPr) for section in document.sections[1:-1]]
    for table in annex_tables(document)[1:]:
        width = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        assert any(abs(width - room) < 20 for room in widths)


def test_two_tables_of_an_annex_do_not_touch(target: Path) -> None:
    """Word makes one table of two without a paragraph between them."""
    tables = list(written(target).element.body.iter(qn("w:tbl")))
    assert not any(table.getnext() is not None and table.getnext().tag == qn("w:tbl") for table in tables)


def test_without_an_annex_there_is_one_section_upright(target: Path) -> None:
    document = written(target, replace(sample_document(), annexes=()))
    (section,) = document.sections
    assert round(section.page_width.mm) == 210
    assert find(document, "PHÓ GIÁM ĐỐC")


def test_made_up_figures_are_named_on_every_page(target: Path) -> None:
    document = written(target, sample_document(samples.illustrative()))
    for section in document.sections:
        for footer in (section.footer, section.first_page_footer):
            assert footer.paragraphs[0].text == "DỮ LIỆU MINH HỌA"
    assert document.core_properties.comments == "DỮ LIỆU MINH HỌA"
    real = written(target)
    assert real.sections[0].footer.paragraphs[0].text == ""


def test_no_mark_of_the_template_is_left(target: Path) -> None:
    write_docx(sample_document(), target)
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", errors="ignore")
            assert "\ue000" not in text
            assert not name.endswith(".xml") or ("{{" not in text and "{%" not in text)


HARD = (
    "{{ 7 * 7 }}",
    "{% for a in b %}",
    "{_{ x }_}",
    "<w:t>&amp;</w:t>",
    "=1+1",
    "“Luật” & <Nghị định>",
    "a\tb",
    "#set text(red)",
    "{",
    "_}_}",
)


def with_body(text: str) -> Any:
    made = sample_document()
    return replace(made, subject=text, sections=(Section("I. A", (Paragraph(text),)), *made.sections))


@pytest.mark.parametrize("text", HARD)
def test_a_text_stays_as_it_is(target: Path, text: str) -> None:
    document = written(target, with_body(text))
    assert len([one for one in paragraphs(document) if one.text == text]) == 2
    assert document.core_properties.title == text


@pytest.mark.no_cover
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aă đ{}_%#<>&\"'\\=+-@*|\u2028ế"), min_size=1).map(str.strip).filter(bool))
def test_any_text_stays_as_it_is(target: Path, text: str) -> None:
    document = written(target, with_body(text))
    assert [one.text for one in paragraphs(document)].count(text) >= 2


def template(tmp_path: Path, change: Any) -> Path:
    document = Document(str(usual_template()))
    change(document)
    path = tmp_path / "mẫu.docx"
    document.save(str(path))
    return path


def put(document: Any, text: str) -> None:
    document.add_paragraph(text)


def test_an_office_may_change_the_words_around_the_fields(tmp_path: Path, target: Path) -> None:
    path = template(tmp_path, lambda document: put(document, "Người lập biểu: {{ nguoi_ky }}"))
    write_docx(sample_document(), target, path)
    assert find(Document(str(target)), "Người lập biểu: Nguyễn Văn An")


@pytest.mark.parametrize(
    ("text", "error", "named"),
    [
        ("{{ ten_co_quan }}", TemplateFieldUnknown, "ten_co_quan"),
        ("{{ kinh_gui.ten }}", TemplateFieldUnknown, "ten"),
        ("{{ trich_yeu ", TemplateBroken, "trich_yeu"),
        ("{% if canh_bao %}", TemplateBroken, "canh_bao"),
        ("{{ trich_yeu.__class__.__mro__ }}", TemplateError, ""),
        ("{{ 1 / 0 }}", TemplateBroken, ""),
    ],
)
def test_a_wrong_template_is_refused_by_the_name_of_its_fault(
    tmp_path: Path, target: Path, text: str, error: type[TemplateError], named: str
) -> None:
    target.write_bytes(b"old")
    path = template(tmp_path, lambda document: put(document, text))
    with pytest.raises(error) as refused:
        write_docx(sample_document(), target, path)
    assert refused.value.path == path
    assert named in getattr(refused.value, "text", "")
    assert target.read_bytes() == b"old"


def test_a_template_without_its_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.docx"
    Document().save(str(path))
    with pytest.raises(TemplateFieldMissing) as refused:
        check_template(path)
    assert refused.value.text == "trich_yeu"


@pytest.mark.parametrize("content", [b"", b"not a document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 password"])
def test_what_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mẫu.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateDamaged):
        check_template(path)


def test_a_workbook_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "b")
    with pytest.raises(TemplateDamaged):
        check_template(path)


ORDER = """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting
documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation
consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle
defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets
drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin
drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne
strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema
saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly
useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults
footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping
doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType
schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"""
"""The children of `w:settings` in the order of the schema (ECMA-376 part 1, CT_Settings)."""

SETTINGS = ORDER.split()
REPEATED = {"activeWritingStyle", "attachedSchema", "smartTagType"}
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


def settings_of(path: Path) -> list[etree._Element]:
    with zipfile.ZipFile(path) as package:
        return list(etree.fromstring(package.read("word/settings.xml")))


def check_settings(path: Path) -> None:
    """Each child once and in the order of the schema.

    Those of later versions of Word are marked as ignorable.
    """
    names = [etree.QName(one) for one in settings_of(path)]
    places = [SETTINGS.index(one.localname) for one in names if one.namespace != WORD_2010]
    assert places == sorted(places)
    once = [one for one in places if SETTINGS[one] not in REPEATED]
    assert len(once) == len(set(once))


def modes(path: Path) -> list[str | None]:
    (compat,) = (one for one in settings_of(path) if one.tag == qn("w:compat"))
    return [one.get(qn("w:val")) for one in compat if one.get(qn("w:name")) == "compatibilityMode"]


def test_the_settings_of_a_report_and_of_its_template_are_valid(target: Path) -> None:
    written(target)
    for path in (usual_template(), target):
        check_settings(path)
        assert modes(path) == ["15"]


def test_a_template_that_was_shipped_with_two_settings_of_compatibility_gives_one(
    tmp_path: Path, target: Path
) -> None:
    older = tmp_path / "mẫu.docx"
    second = (
        b'<w:compat><w:compatSetting w:name="compatibilityMode" '
        b'w:uri="http://schemas.microsoft.com/office/word" '
        b'w:val="15"/></w:compat></w:settings>'
    )
    with zipfile.ZipFile(usual_template()) as kept, zipfile.ZipFile(older, "w") as made:
        for name in kept.namelist():
            content = kept.read(name)
            if name == "word/settings.xml":
                content = content.replace(
                    b'Mode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"',
                    b'Mode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"',
                ).replace(b"</w:settings>", second)
            made.writestr(name, content)
    assert [one.tag for one in settings_of(older)].count(qn("w:compat")) == 2
    write_docx(sample_document(), target, older)
    check_settings(target)
    assert modes(target) == ["15"]


def test_the_shipped_template_is_sound_and_made_by_its_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.data import make_report_template

    check_template(usual_template())
    monkeypatch.setattr(make_report_template, "TARGET", tmp_path / "report.docx")
    make_report_template.main()
    with zipfile.ZipFile(usual_template()) as kept, zipfile.ZipFile(tmp_path / "report.docx") as made:
        for name in ("word/document.xml", "word/settings.xml", "word/styles.xml"):
            assert kept.read(name) == made.read(name)


def test_the_old_file_stays_where_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TargetNotWritable):
        write_docx(sample_document(), tmp_path / "none" / "a.docx")


def test_a_text_of_forty_thousand_characters_is_whole(target: Path) -> None:
    text = "Nội dung dài. " * 2_900
    task = samples.task(0, Assignment(1, "1", text.strip(), ("Sở Tư pháp",)))
    document = written(target, sample_document(samples.report([samples.row(task, None)])))
    cells = [cell.text for row in annex_tables(document)[1].rows for cell in row.cells]
    assert text.strip() in cells


def test_addressees_stand_on_one_line_where_there_is_one(target: Path) -> None:
    made = replace(sample_document(), addressees=("Bộ Tư pháp",))
    assert find(written(target, made), "Kính gửi: Bộ Tư pháp")
    assert document_samples.OFFICE.addressees.count("\n") == 1


def test_the_closing_words_stay_with_the_signature(target: Path) -> None:
    document = written(target)
    closing = find(document, "Trên đây là báo cáo của Sở Tư pháp./.")
    assert closing.paragraph_format.keep_with_next
    following = closing._p.getnext()
    while following.tag == qn("w:p"):
        assert following.pPr.find(qn("w:keepNext")) is not None
        following = following.getnext()
    assert "Nơi nhận:" in "".join(following.itertext())
    (row,) = following.iter(qn("w:tr"))
    assert row.trPr.find(qn("w:cantSplit")) is not None
