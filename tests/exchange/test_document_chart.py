"""The chart of a report: one model, the same figures in Word, PDF and Excel."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from desktop_app.domain.reports.document import Chart
from desktop_app.domain.reports.draft import ReportDraft, YearTotals
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.domain.reports.report import Report, ReportGroup
from desktop_app.domain.status import Status, Totals
from desktop_app.exchange.reports.document import compose
from desktop_app.exchange.reports.document_chart import BY_GROUP, BY_YEAR, CHART_TITLE, charts, status_series
from desktop_app.exchange.reports.excel_tables import write_document
from desktop_app.exchange.reports.pdf import write_pdf
from desktop_app.exchange.reports.word import write_docx
from desktop_app.exchange.reports.word._parts import CHARTS
from tests.exchange import document_samples
from tests.exchange import report_samples as samples

C = f"{{{CHARTS}}}"


def of(report: Report, kind: ReportKind = ReportKind.PERIODIC) -> tuple[Chart, ...]:
    return charts(document_samples.draft(report, kind))


def many_groups(count: int) -> Report:
    groups = tuple(ReportGroup(n, f"Nhóm số {n}", (), Totals(n, 1, 0, 2, 0)) for n in range(1, count + 1))
    return replace(samples.ordinary(), groups=groups)


def summary() -> ReportDraft:
    draft = document_samples.draft(kind=ReportKind.SUMMARY)
    years = tuple(
        YearTotals(year, date(year, 12, 14), Totals(year - 2017, 0, 3, 1, 0)) for year in range(2018, 2022)
    )
    return replace(draft, years=years)


def parts(path: Path, folder: str) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in sorted(archive.namelist()) if name.startswith(folder)]


def test_the_bars_are_the_totals_of_the_groups() -> None:
    report = samples.ordinary()
    (chart,) = of(report)
    assert [bar.counts for bar in chart.bars] == [
        tuple(group.totals.of(status) for status in Status) for group in report.groups
    ]
    assert sum(sum(bar.counts) for bar in chart.bars) == report.total.total
    assert chart.most == max(group.totals.total for group in report.groups)
    assert "Hoàn thành đúng hạn 3".lower() in chart.description.lower()


def test_a_group_without_a_task_has_no_bar_and_no_task_no_chart() -> None:
    (chart,) = of(samples.ordinary(3))
    assert len(chart.bars) == 3
    empty = samples.ordinary(0)
    assert of(empty) == ()
    assert not any(CHART_TITLE in annex.title for annex in compose(document_samples.draft(empty)).annexes)


def test_many_bars_go_over_several_pages_on_one_scale() -> None:
    pages = of(many_groups(63))
    counts = [len(page.bars) for page in pages]
    assert sum(counts) == 63
    assert max(counts) - min(counts) <= 1
    assert max(counts) <= 10
    assert {page.most for page in pages} == {66}
    assert [page.title for page in pages][:2] == [f"{BY_GROUP} (1/7)", f"{BY_GROUP} (2/7)"]
    assert {page.width for page in pages} == {252.0}


def test_a_long_title_ends_between_two_words() -> None:
    title = " ".join(["Tăng cường"] * 40)
    report = samples.ordinary()
    group = replace(report.groups[0], title=f"Dòng một\nvà {title}")
    (chart,) = of(replace(report, groups=(group, *report.groups[1:])))
    label = chart.bars[0].label
    assert label.startswith("I. Dòng một và Tăng cường")
    assert label.endswith(("Tăng…", "cường…"))
    assert len(label) < 170


def test_the_chart_can_be_left_out(tmp_path: Path) -> None:
    draft = document_samples.draft()
    kept = tuple(name for name in draft.preset.annexes if name != "chart")
    document = compose(replace(draft, preset=replace(draft.preset, annexes=kept)))
    assert len(document.annexes) == 4
    write_docx(document, tmp_path / "a.docx")
    assert parts(tmp_path / "a.docx", "word/charts/") == []


def test_word_has_a_native_chart_with_its_figures_inside(tmp_path: Path) -> None:
    document = document_samples.sample_document()
    (chart,) = document.annexes[-1].parts
    assert isinstance(chart, Chart)
    target = tmp_path / "a.docx"
    write_docx(document, target)
    (drawn,) = parts(target, "word/charts/chart")
    root = etree.fromstring(drawn)
    series = root.findall(f".//{C}ser")
    assert [one.findtext(f"{C}tx//{C}v") for one in series] == [one.name for one in chart.series]
    for number, one in enumerate(series):
        cached = [int(value.text or "") for value in one.findall(f"{C}val//{C}v")]
        assert cached == [bar.counts[number] for bar in chart.bars]
    (inside,) = parts(target, "word/embeddings/")
    figures: Any = openpyxl.load_workbook(BytesIO(inside)).active
    rows = list(figures.iter_rows(min_row=2, values_only=True))
    assert [row[1:] for row in rows] == [bar.counts for bar in chart.bars]
    (shown,) = Document(str(target)).element.body.iter(qn("wp:docPr"))
    assert shown.get("descr") == chart.description


def test_word_can_hold_charts_of_awkward_names(tmp_path: Path) -> None:
    report = samples.ordinary()
    group = replace(report.groups[0], title='A & B <c> "d" \x0b\u202e 😀')
    document = compose(document_samples.draft(replace(report, groups=(group, *report.groups[1:]))))
    write_docx(document, tmp_path / "a.docx")
    (drawn,) = parts(tmp_path / "a.docx", "word/charts/chart")
    label = etree.fromstring(drawn).findtext(f".//{C}cat//{C}v") or ""
    assert label.startswith('I. A & B <c> "d"')
    assert "😀" in label


def test_the_pdf_shows_every_bar(tmp_path: Path) -> None:
    draft = document_samples.draft(many_groups(25))
    document = compose(draft)
    write_pdf(document, tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    shown = [text for text in pages if BY_GROUP in text]
    assert len(shown) == 3
    told = " ".join(" ".join(shown).split())
    for number in range(1, 26):
        assert f"Nhóm số {number} " in told
        assert f"{number + 1}/{number + 3} (" in told


def test_the_summary_shows_the_years_and_excel_draws_them_from_cells(tmp_path: Path) -> None:
    draft = summary()
    by_year, by_group = charts(draft)
    assert (by_year.title, by_group.title) == (BY_YEAR, BY_GROUP)
    assert [sum(bar.counts) for bar in by_year.bars] == [5, 6, 7, 8]
    write_document(compose(draft), tmp_path / "a.xlsx")
    book: Any = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = [sheet for sheet in book if sheet._charts]
    assert len(sheets) == 2
    rows = [row for row in sheets[0].iter_rows(values_only=True) if str(row[0]).startswith("Năm 20")]
    assert [row[1:6] for row in rows] == [bar.counts for bar in by_year.bars]
    source = sheets[0]._charts[0].series[0].val.numRef.f
    first, last = (int(cell.rsplit("$", 1)[1]) for cell in source.split(":"))
    assert source.startswith(f"'{sheets[0].title}'!$B$")
    assert [sheets[0].cell(row, 2).value for row in range(first, last + 1)] == [
        bar.counts[0] for bar in by_year.bars
    ]


@pytest.mark.parametrize("kind", [ReportKind.OVERDUE, ReportKind.CORRECTION])
def test_other_kinds_have_no_chart(kind: ReportKind) -> None:
    assert "chart" not in usual_preset(kind).annexes


def test_the_parts_can_be_told_apart_without_colours() -> None:
    looks = {(one.fill, one.hatched, one.outlined) for one in status_series()}
    assert len(looks) == len(Status)


def test_charts_after_charts_have_names_of_their_own(tmp_path: Path) -> None:
    write_docx(compose(document_samples.draft(many_groups(12))), tmp_path / "a.docx")
    assert len(parts(tmp_path / "a.docx", "word/charts/chart")) == 2
    numbers = [
        shown.get("id") for shown in Document(str(tmp_path / "a.docx")).element.body.iter(qn("wp:docPr"))
    ]
    assert len(set(numbers)) == 2
