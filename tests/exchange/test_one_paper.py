"""Word and PDF are one paper: what stands in one at a height stands there in the other."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from desktop_app.domain.reports import Paragraph, ReportDocument, Section
from desktop_app.exchange.reports import plain_table, write_docx, write_pdf
from tests.exchange import document_samples as papers

LINE, GLYPHS = 1.149, 1.107
"""Heights of a line of Times New Roman and of its letters, by size."""

TOP = 20 / 25.4 * 72
MOST = 1.5
"""Points that a line may stand higher or lower in the other file."""


def bottoms_of_word(path: Path) -> dict[str, float]:
    """Return where each line of the head ends, in points from the top; no text goes on in a second line."""
    found: dict[str, float] = {}
    height = TOP
    for block in Document(str(path)).element.body:
        if block.tag == qn("w:tbl") and block.find(qn("w:tblGrid")) is not None and len(found) < 9:
            for row in block.findall(qn("w:tr")):
                height = max(_down(cell, height, found) for cell in row.findall(qn("w:tc")))
        elif block.tag == qn("w:p"):
            height = _paragraph(block, height, found)
    return found


def _down(place: Any, height: float, found: dict[str, float]) -> float:
    for paragraph in place.findall(qn("w:p")):
        height = _paragraph(paragraph, height, found)
    return height


def _paragraph(paragraph: Any, height: float, found: dict[str, float]) -> float:
    spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    before = int(spacing.get(qn("w:before"), "0")) / 20 if spacing is not None else 0
    border = 1.75 if paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None else 0
    if spacing is not None and spacing.get(qn("w:lineRule")) == "exact":
        return height + before + border + int(spacing.get(qn("w:line"))) / 20
    sizes = [int(one.get(qn("w:val"))) / 2 for one in paragraph.iter(qn("w:sz"))] or [14.0]
    hyphen = qn("w:noBreakHyphen")
    runs = (one for one in paragraph.iter() if one.tag in {qn("w:t"), hyphen})
    text = "".join("-" if one.tag == hyphen else one.text or "" for one in runs)
    lines = 1 + len(list(paragraph.iter(qn("w:br"))))
    end = height + before + lines * LINE * max(sizes)
    found[text] = end - (LINE - GLYPHS) * max(sizes)
    return end


def bottoms_of_pdf(path: Path, lines: Sequence[str]) -> dict[str, float]:
    with pypdfium2.PdfDocument(path) as opened:
        page = opened[0]
        letters = page.get_textpage()
        text = letters.get_text_range()
        return {
            line: page.get_height() - letters.get_charbox(text.index(line), loose=True)[1] for line in lines
        }


@pytest.fixture
def paper() -> ReportDocument:
    made = papers.sample_document()
    sections = (Section("", (Paragraph("Thực hiện kế hoạch."),)), Section("", (Paragraph("Hết./."),)))
    return replace(
        made, subject="Tình hình thực hiện", sections=sections, annexes=(), parent_body="UBND TỈNH A"
    )


def test_the_head_stands_at_the_same_height_in_word_and_pdf(paper: ReportDocument, tmp_path: Path) -> None:
    lines = (
        paper.parent_body,
        paper.department,
        paper.number_line,
        paper.title,
        paper.subject,
        "Kính gửi:",
        "- Bộ Tư pháp;",
        "Thực hiện kế hoạch.",
    )
    write_docx(paper, tmp_path / "a.docx")
    write_pdf(paper, tmp_path / "a.pdf")
    word, pdf = bottoms_of_word(tmp_path / "a.docx"), bottoms_of_pdf(tmp_path / "a.pdf", lines)
    for line in lines:
        assert word[line] == pytest.approx(pdf[line], abs=MOST), line


def test_dashes_of_addressees_stand_under_the_colon_in_both(paper: ReportDocument, tmp_path: Path) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    write_docx(paper, tmp_path / "a.docx")
    write_pdf(paper, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as opened:
        letters = opened[0].get_textpage()
        text = letters.get_text_range()
        colon = letters.get_charbox(text.index("Kính gửi:") + len("Kính gửi"), loose=True)[0]
        dashes = [letters.get_charbox(text.index(f"- {one}"), loose=True)[0] for one in paper.addressees]
    assert dashes == pytest.approx([colon] * len(dashes), abs=1)
    forms = [
        one.paragraph_format
        for one in Document(str(tmp_path / "a.docx")).paragraphs
        if one.text.startswith("- ") and one.text[2:].rstrip(";.") in paper.addressees
    ]
    assert len(forms) == len(dashes) == 2
    for form in forms:
        assert form.left_indent is not None
        assert form.first_line_indent is not None
        inner = form.left_indent.pt + form.first_line_indent.pt
        assert 30 / 25.4 * 72 + inner == pytest.approx(colon, abs=1)


@pytest.mark.parametrize("number", ["242/QĐ-TTg", "12-NQ/TW", "80/2025/NĐ-CP"])
def test_the_number_of_a_document_keeps_to_one_line(
    paper: ReportDocument, tmp_path: Path, number: str
) -> None:
    words = [f"{'a' * fill} {'b ' * 28}Quyết định số {number} ngày 26/02/2018." for fill in range(1, 25)]
    made = replace(paper, sections=(Section("", tuple(map(Paragraph, words))), paper.sections[-1]))
    write_pdf(made, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as opened:
        lines = [line for page in opened for line in page.get_textpage().get_text_range().split("\r\n")]
    assert sum(number in line for line in lines) == len(words)
    assert any(line.startswith(f"số {number}") for line in lines)
    write_docx(made, tmp_path / "a.docx")
    found = [one for one in Document(str(tmp_path / "a.docx")).paragraphs if number in one.text]
    assert [one.text for one in found] == words
    assert not any("-" in (part.text or "") for one in found for part in one._p.iter(qn("w:t")))


def test_the_text_below_a_table_keeps_its_distance_in_both(paper: ReportDocument, tmp_path: Path) -> None:
    table = plain_table(("Mục", "Nội dung"), [("Một", "Hai")])
    below = Paragraph("Đề nghị quý cơ quan.")
    made = replace(paper, sections=(Section("", (Paragraph("Như sau:"), table, below)),))
    write_docx(made, tmp_path / "a.docx")
    write_pdf(made, tmp_path / "a.pdf")
    (text,) = [one for one in Document(str(tmp_path / "a.docx")).paragraphs if one.text == below.text]
    room = text.paragraph_format.space_before
    assert room is not None
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as opened:
        letters = opened[0].get_textpage()
        whole = letters.get_text_range()
        last, first = (letters.get_charbox(whole.index(one), loose=True) for one in ("Hai", below.text))
    padding = 0.9 / 25.4 * 72
    assert room.pt == pytest.approx(last[1] - first[3] - padding, abs=2 * MOST)


def test_a_table_that_stands_whole_is_on_one_page_in_both(paper: ReportDocument, tmp_path: Path) -> None:
    table = plain_table(
        ("Kỳ", "Số liệu"), [(f"Kỳ {count}", f"Dòng {count}") for count in range(5)], room=165.0
    )
    above = tuple(Paragraph(f"Đoạn {count}.") for count in range(24))
    made = replace(paper, sections=(Section("", (*above, replace(table, whole=True), Paragraph("Hết."))),))
    write_docx(made, tmp_path / "a.docx")
    write_pdf(made, tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    holding = [number for number, text in enumerate(pages) for row in range(5) if f"Dòng {row}" in text]
    assert len(set(holding)) == 1
    (drawn,) = [one for one in Document(str(tmp_path / "a.docx")).tables if one.cell(0, 0).text == "Kỳ"]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in drawn.rows]
    assert kept == [True] * 5 + [None]
