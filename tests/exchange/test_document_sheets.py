"""Short annexes share a sheet, and no sheet on its side stands mostly empty, in Word and PDF alike."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from desktop_app.domain.reports import Annex, IssuedDocument, ReportDocument, ReportKind
from desktop_app.domain.reports.draft import YearTotals
from desktop_app.domain.status import Totals
from desktop_app.exchange.reports import compose, write_docx, write_pdf
from desktop_app.exchange.reports._document_sheets import EASE, LYING, UPRIGHT, height
from desktop_app.exchange.reports.document_tables import LANDSCAPE, PORTRAIT
from tests.exchange import document_samples
from tests.exchange import report_samples as samples

MM = 72 / 25.4
MARGIN = 20.0


def paper(tasks: int, documents: int = 0, kind: ReportKind = ReportKind.PERIODIC) -> ReportDocument:
    report = samples.ordinary(tasks)
    issued = tuple(
        IssuedDocument(
            f"{number}/QĐ-UBND",
            date(2021, 10, 5),
            issuer="Ủy ban nhân dân tỉnh Nam Định",
            subject=f"Ban hành Kế hoạch tổ chức thi hành pháp luật trên địa bàn tỉnh, đợt {number}",
            tasks=(),
            of_period=True,
        )
        for number in range(1, documents + 1)
    )
    return compose(document_samples.draft(replace(report, documents=issued), kind))


def of_sheets(made: ReportDocument) -> list[list[Annex]]:
    """Return the annexes by the sheet on which they begin."""
    found: list[list[Annex]] = []
    for annex in made.annexes:
        if annex.follows:
            found[-1].append(annex)
        else:
            found.append([annex])
    return found


def pages(made: ReportDocument, target: Path) -> list[tuple[tuple[int, int], str, float]]:
    """Return the size (mm), the text and the lowest letter (mm below the margin) of each page."""
    write_pdf(made, target)
    found = []
    with pypdfium2.PdfDocument(target) as opened:
        for page in opened:
            letters = page.get_textpage()
            boxes = [letters.get_charbox(at) for at in range(letters.count_chars())]
            lowest = min((box[1] for box in boxes if box[1] > MARGIN * MM), default=0.0)
            size = (round(page.get_width() / MM), round(page.get_height() / MM))
            found.append((size, letters.get_text_range(), (page.get_height() - lowest) / MM - MARGIN))
    return found


@pytest.mark.parametrize("kind", [ReportKind.PERIODIC, ReportKind.OVERDUE, ReportKind.SUMMARY])
@pytest.mark.parametrize(("tasks", "documents"), [(5, 1), (14, 5), (45, 9)])
def test_what_follows_stands_on_the_sheet_before_it(
    kind: ReportKind, tasks: int, documents: int, tmp_path: Path
) -> None:
    made = paper(tasks, documents, kind)
    found = pages(made, tmp_path / "a.pdf")
    assert any(annex.follows for annex in made.annexes) or tasks == 45 or kind is not ReportKind.PERIODIC
    for annexes in of_sheets(made):
        first = next(text for _, text, _ in found if f"{annexes[0].name}\r\n" in text)
        assert all(f"{annex.name}\r\n" in first for annex in annexes)
    begun = [text for _, text, _ in found if "Phụ lục" in text[:40]]
    assert len(begun) == len(of_sheets(made))


@pytest.mark.parametrize(("tasks", "documents"), [(5, 1), (14, 5), (45, 9)])
def test_a_sheet_is_as_full_as_it_was_reckoned(tasks: int, documents: int, tmp_path: Path) -> None:
    made = paper(tasks, documents)
    found = pages(made, tmp_path / "a.pdf")
    for annexes in of_sheets(made):
        room = PORTRAIT if annexes[0].upright else LANDSCAPE
        reckoned = sum(height(annex, room) for annex in annexes)
        if len(annexes) == 1 and reckoned > (UPRIGHT if annexes[0].upright else LYING):
            continue
        ((size, _, lowest),) = [one for one in found if f"{annexes[0].name}\r\n" in one[1]]
        assert size == ((210, 297) if annexes[0].upright else (297, 210))
        assert lowest <= reckoned + 10 * (len(annexes) - 1) + EASE
        assert annexes[0].upright or lowest >= 0.6 * LYING, annexes[0].title


@pytest.mark.parametrize(("tasks", "documents"), [(5, 1), (14, 5)])
def test_word_turns_its_sections_as_the_pdf_turns_its_pages(
    tasks: int, documents: int, tmp_path: Path
) -> None:
    made = paper(tasks, documents)
    write_docx(made, tmp_path / "a.docx")
    _, *sections = Document(str(tmp_path / "a.docx")).sections
    upright = [annexes[0].upright for annexes in of_sheets(made)]
    assert [one.orientation == WD_ORIENT.PORTRAIT for one in sections] == upright
    sizes = [(one.page_width or 0, one.page_height or 0) for one in sections]
    assert [wide < high for wide, high in sizes] == upright
    assert True in upright


def test_the_charts_of_a_summary_share_one_sheet(tmp_path: Path) -> None:
    draft = document_samples.draft(kind=ReportKind.SUMMARY)
    years = tuple(
        YearTotals(year, date(year, 12, 14), Totals(year - 2017, 0, 3, 1, 0)) for year in range(2018, 2022)
    )
    made = compose(replace(draft, years=years))
    chart = made.annexes[-1]
    assert len(chart.parts) == 2
    assert chart.upright
    (one,) = [text for _, text, _ in pages(made, tmp_path / "a.pdf") if "qua các năm" in text]
    assert "theo nhóm" in one
