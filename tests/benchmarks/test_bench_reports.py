"""Word and PDF of 560 tasks.

Beside a bare docxtpl table of the same size and typst's bare compile of the same pages.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl.template import DocxTemplate

from desktop_app.domain.reports.document import ReportDocument, Table
from desktop_app.exchange.reports.document import compose
from desktop_app.exchange.reports.pdf import write_pdf
from desktop_app.exchange.reports.word import write_docx
from desktop_app.resources import resource
from tests.exchange.document_samples import draft
from tests.exchange.report_samples import ordinary

TASKS = 560


@pytest.fixture(scope="module")
def paper() -> ReportDocument:
    return compose(draft(ordinary(TASKS)))


def rows(paper: ReportDocument) -> list[list[str]]:
    (table,) = paper.annexes[0].parts
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.rows if row.kind == "task"]


@pytest.mark.benchmark(group="Word of 560 tasks")
def test_the_word_report(benchmark: Any, paper: ReportDocument, tmp_path: Path) -> None:
    benchmark.pedantic(write_docx, (paper, tmp_path / "a.docx"), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="Word of 560 tasks")
def test_docxtpl_with_a_plain_table(benchmark: Any, paper: ReportDocument, tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(3, len(rows(paper)[0]))
    table.cell(0, 0).text = "{%tr for row in rows %}"
    for column in range(len(table.columns)):
        table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.save(str(tmp_path / "plain.docx"))

    def render() -> None:
        template = DocxTemplate(str(tmp_path / "plain.docx"))
        template.render({"rows": rows(paper)}, autoescape=True)
        template.save(str(tmp_path / "b.docx"))

    benchmark.pedantic(render, rounds=3)


@pytest.mark.benchmark(group="PDF of 560 tasks")
def test_the_pdf_report(benchmark: Any, paper: ReportDocument, tmp_path: Path) -> None:
    benchmark.pedantic(write_pdf, (paper, tmp_path / "a.pdf"), rounds=5, warmup_rounds=1)


BARE = """
import sys, typst
with open(sys.argv[1], encoding="utf-8") as file:
    inputs = {"paper": file.read()}
    typst.compile(sys.argv[2], output=sys.argv[3], font_paths=[sys.argv[4]], sys_inputs=inputs)
"""


@pytest.mark.benchmark(group="PDF of 560 tasks")
def test_typst_alone(benchmark: Any, paper: ReportDocument, tmp_path: Path) -> None:
    """A process for each round: within one, typst remembers what it set before."""
    source = tmp_path / "paper.json"
    source.write_text(json.dumps(asdict(paper), ensure_ascii=False), encoding="utf-8")
    paths = (source, resource("templates", "report.typ"), tmp_path / "b.pdf", resource("fonts"))

    def set_pages() -> None:
        subprocess.run([sys.executable, "-c", BARE, *map(str, paths)], check=True, capture_output=True)

    benchmark.pedantic(set_pages, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="composing 560 tasks")
def test_composing(benchmark: Any) -> None:
    made = draft(ordinary(TASKS))
    benchmark.pedantic(compose, (made,), rounds=5)
