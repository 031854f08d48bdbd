import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop_app.domain.errors.outgoing import PagesNotMade, PagesTooSlow
from desktop_app.domain.errors.refusals import TargetInUse
from desktop_app.domain.reports import Report
from desktop_app.domain.reports.document import Chart, Paragraph, ReportDocument, Section, Table
from desktop_app.domain.task import Assignment
from desktop_app.domain.work import WorkCancelled
from desktop_app.exchange.children.ending import REFUSED
from desktop_app.exchange.reports import pdf as report_pdf
from desktop_app.exchange.reports import pdf_child
from desktop_app.exchange.reports.document_tables import MM_TO_PIXELS, PADDING
from desktop_app.exchange.reports.pdf import write_pdf
from desktop_app.exchange.reports.pdf_pages import PdfPages, Picture
from desktop_app.exchange.reports.word import write_docx
from desktop_app.exchange.writing import width
from desktop_app.resources import resource
from tests.exchange import report_samples as samples
from tests.exchange.document_samples import sample_document, worded_document
from tests.exchange.long_samples import long_report

FACES = {"TimesNewRoman", "Tinos"}
MM = 72 / 25.4
SET_BY = (str(resource("templates", "report.typ")), str(resource("fonts")))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.pdf"


def read(target: Path, made: ReportDocument | None = None) -> PdfReader:
    write_pdf(made or sample_document(), target)
    return PdfReader(target)


def words(text: str) -> list[str]:
    return text.split()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_pages_are_a4_and_long_annexes_lie_on_their_side(target: Path) -> None:
    reader = read(target)
    sizes = [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in reader.pages]
    assert sizes[0] == (210, 297)
    turned = sizes.index((297, 210))
    assert set(sizes[:turned]) == {(210, 297)}
    assert sizes.count((297, 210)) >= len(sizes[turned:]) - 3  # short annexes stand upright
    assert set(sizes[turned:]) == {(297, 210), (210, 297)}


@pytest.mark.parametrize("report", [samples.ordinary(120), long_report(120)], ids=["ordinary", "long"])
def test_long_texts_take_few_pages_and_leave_little_of_a_page_empty(target: Path, report: Report) -> None:
    """Of 120 tasks; the last page of an annex may end early."""
    write_pdf(worded_document(report), target)
    pages = PdfPages(target)
    assert len(pages.sizes) <= 36
    lowest = [lowest_ink(pages.picture(index, 0.5)) for index in range(len(pages.sizes))]
    pages.close()
    texts = [words(page.extract_text()) for page in PdfReader(target).pages]
    inside = [
        low
        for low, (wide, high), then in zip(lowest, pages.sizes, texts[1:], strict=False)
        if wide > high and then[0] != "Phụ"
    ]
    assert len(inside) > 20
    assert min(inside) > 0.75


def test_the_number_of_a_document_stands_on_one_line_in_its_column(target: Path) -> None:
    """Also in a column that its neighbours would leave narrow."""
    task = samples.task(0, replace(samples.given(0), output="Theo 1234/QĐ-UBND"))
    entry = samples.entry(0, task)
    assert entry is not None
    long = replace(entry, result="Đã rà soát văn bản. " * 40, difficulty="Thiếu kinh phí. " * 30)
    document = sample_document(samples.report([samples.row(task, long)]))
    (table,) = document.annexes[0].parts
    assert isinstance(table, Table)
    room = next(column.width for column in table.columns if column.title == "Sản phẩm") - PADDING
    assert width("1234/QĐ-UBND", table.size) / MM_TO_PIXELS <= room + 0.01
    assert any("1234/QĐ-UBND" in page.extract_text() for page in read(target, document).pages)


def lowest_ink(picture: Picture) -> float:
    """Return how far down the lowest dark point above the foot stands, as a part of the page."""
    foot = int(picture.height * 0.91)
    rows = (picture.pixels[at * picture.stride : (at + 1) * picture.stride] for at in range(foot))
    return max(at for at, row in enumerate(rows) if min(row[0 : picture.width * 4 : 4]) < 128) / foot


def test_numbers_begin_on_the_second_page_and_anew_in_each_annex(target: Path) -> None:
    reader = read(target)
    first: list[str] = [words(page.extract_text())[0] for page in reader.pages]
    expected: list[str] = []
    number = 0
    for page, start in zip(reader.pages, first, strict=True):
        number = 1 if start in {"ỦY", "Phụ"} else number + 1
        expected.append(start if number == 1 else str(number))
        assert page.extract_text()
    assert first == expected
    assert first.count("Phụ") == 5


def test_the_letters_are_embedded_and_of_one_face(target: Path) -> None:
    reader = read(target)
    fonts: dict[str, Any] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            found = descendant.get_object()
            fonts[str(found["/BaseFont"])] = found["/FontDescriptor"].get_object()
    assert {
        re.split(r"[-,]", name.split("+")[1])[0].removesuffix("PSMT").removesuffix("PS") for name in fonts
    } <= FACES
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts.values())


def test_vietnamese_text_can_be_found(target: Path) -> None:
    text = squeezed("".join(page.extract_text() for page in read(target).pages))
    for piece in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/BC-STP",
        "KT. GIÁM ĐỐC",
        "báo cáo của Sở Tư pháp./.",
    ):
        assert squeezed(piece) in text


def test_bookmarks_name_sections_and_annexes(target: Path) -> None:
    names = [one.title for one in flat(read(target).outline)]
    assert names[0] == "I. TÌNH HÌNH CHUNG"
    assert "1. Nhóm thứ nhất" in names
    assert "Phụ lục I. TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ" in names
    assert names[-2] == "Phụ lục IV. TỔNG HỢP THEO CƠ QUAN CHỦ TRÌ"


def flat(outline: Any) -> list[Any]:
    found = []
    for one in outline:
        found += flat(one) if isinstance(one, list) else [one]
    return found


def test_the_heading_of_a_table_is_repeated(target: Path) -> None:
    reader = read(target)
    turned = [page.extract_text() for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) > 5
    assert all("STT" in text for text in turned[:-1])


def test_made_up_figures_are_named_on_every_page(target: Path) -> None:
    reader = read(target, sample_document(samples.illustrative()))
    assert all("DỮ LIỆU MINH HỌA" in page.extract_text() for page in reader.pages)
    assert not any("DỮ LIỆU MINH HỌA" in page.extract_text() for page in read(target).pages)


def docx_text(path: Path) -> str:
    document = Document(str(path))
    return "\n".join(text.text or "" for text in document.element.body.iter(qn("w:t")))


def test_word_and_pdf_say_the_same(tmp_path: Path) -> None:
    made = sample_document()
    write_docx(made, tmp_path / "a.docx")
    write_pdf(made, tmp_path / "a.pdf")
    pages = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert figures(docx_text(tmp_path / "a.docx")) == figures(pages)
    pdf = squeezed(pages)
    tables = [part for annex in made.annexes for part in annex.parts if isinstance(part, Table)]
    texts = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert len(texts) > 400
    for text in texts:
        assert squeezed(text.split("\n")[0])[:20] in pdf


def figures(text: str) -> set[str]:
    return {" ".join(found.split()) for found in re.findall(r"\d+/\d+\s\(\d+,\d\s%\)", text)}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aăế {}_%#<>&\"'\\=+-@*|$[]()`~/"), min_size=1).map(str.strip).filter(bool))
def test_no_text_is_taken_for_markup(tmp_path: Path, text: str) -> None:
    made = replace(sample_document(), sections=(Section("I. A", (Paragraph(f"<{text}>"),)),), annexes=())
    pages = tmp_path / "pages.pdf"
    source = tmp_path / "paper.json"
    source.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    assert pdf_child.main([*SET_BY, str(source), str(pages), str(tmp_path / "said")]) == 0
    assert squeezed(f"<{text}>") in squeezed(PdfReader(pages).pages[0].extract_text())


def test_a_text_of_forty_thousand_characters_runs_over_pages(target: Path) -> None:
    text = "".join(f"Nội dung {number}. " for number in range(2_700))
    task = samples.task(0, Assignment(1, "1", text.strip(), ("Sở Tư pháp",)))
    reader = read(target, sample_document(samples.report([samples.row(task, None)])))
    found = squeezed("".join(page.extract_text() for page in reader.pages))
    assert all(f"Nộidung{number}." in found for number in (0, 1_000, 2_000, 2_699))


def test_what_typst_refuses_is_told_and_the_old_file_stays(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.write_bytes(b"old")
    monkeypatch.setattr(report_pdf, "as_json", lambda _paper: iter(['{"subject": 1}']))
    with pytest.raises(PagesNotMade) as refused:
        write_pdf(sample_document(), target)
    assert refused.value.detail not in {"", "refused"}
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_pieces_of_json_make_the_whole_paper() -> None:
    for made in (sample_document(), replace(sample_document(), annexes=())):
        assert json.loads("".join(report_pdf.as_json(made))) == json.loads(json.dumps(asdict(made)))


def test_the_child_says_why_it_could_not(tmp_path: Path) -> None:
    source, pages, said = (tmp_path / name for name in ("paper.json", "pages.pdf", "said"))
    source.write_text("{}", encoding="utf-8")
    assert pdf_child.main([*SET_BY, str(source), str(pages), str(said)]) == REFUSED
    assert "subject" in said.read_text(encoding="utf-8")
    assert not pages.exists()


def test_a_child_that_takes_too_long_is_ended(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pdf, "SECONDS", -1)
    with pytest.raises(PagesTooSlow):
        write_pdf(sample_document(samples.ordinary(400)), target)
    assert not target.exists()


def test_the_officer_may_stop_it(target: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise WorkCancelled

    target.write_bytes(b"old")
    with pytest.raises(WorkCancelled):
        write_pdf(sample_document(samples.ordinary(400)), target, stop)
    assert target.read_bytes() == b"old"


def test_a_file_that_is_open_elsewhere_stays(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.write_bytes(b"old")
    monkeypatch.setattr("desktop_app.files.whole._locked", lambda _descriptor: True)
    with pytest.raises(TargetInUse):
        write_pdf(sample_document(), target)
    assert target.read_bytes() == b"old"


def test_pages_are_drawn_as_pictures(target: Path) -> None:
    write_pdf(sample_document(), target)
    pages = PdfPages(target)
    target.unlink()
    assert [round(side) for side in pages.sizes[0]] == [595, 842]
    picture = pages.picture(0, 0.5)
    assert (picture.width, picture.height) == (298, 421)
    assert len(picture.pixels) == picture.stride * picture.height
    assert min(picture.pixels[0::4]) < 100
    assert max(picture.pixels[0::4]) == 255
    pages.close()


@pytest.mark.parametrize("count", range(16, 27, 2))
def test_the_signature_never_stands_on_a_page_of_its_own(target: Path, count: int) -> None:
    made = sample_document()
    body = Section("", (*[Paragraph("Một dòng.")] * count, Paragraph("Trên đây là báo cáo./.")))
    reader = read(target, replace(made, sections=(body,), annexes=()))
    signed = next(text for text in (page.extract_text() for page in reader.pages) if "Nguyễn Văn An" in text)
    assert "báo cáo./." in signed


def test_a_word_wider_than_its_place_goes_on_in_the_next_line(tmp_path: Path) -> None:
    address = "https://phapluat.gov.vn/" + "van-ban-quy-pham-phap-luat/" * 8
    task = samples.task(0, replace(samples.given(0), content=address))
    others = samples.task(1, samples.given(1, group=2))
    rows = [samples.row(one, samples.entry(0, one)) for one in (task, others)]
    made = sample_document(samples.report(rows))
    table, chart = made.annexes[0].parts[0], made.annexes[-1].parts[0]
    assert isinstance(table, Table)
    assert isinstance(chart, Chart)
    titled = replace(table, columns=(replace(table.columns[0], title=address), *table.columns[1:]))
    labelled = replace(chart, bars=tuple(replace(bar, label=address) for bar in chart.bars))
    first, last = replace(made.annexes[0], parts=(titled,)), replace(made.annexes[-1], parts=(labelled,))
    body = (Section("I. A", (Paragraph(f"Xem {address}"),)), *made.sections)
    made = replace(made, sections=body, annexes=(first, *made.annexes[1:-1], last))
    write_pdf(made, tmp_path / "a.pdf")
    for page in PdfReader(tmp_path / "a.pdf").pages:
        edges: list[float] = []

        def seen(
            text: str, _cm: Any, matrix: Any, _font: Any, size: float, edges: list[float] = edges
        ) -> None:
            if text.strip():
                edges.append(matrix[4] + 0.3 * size * len(text.strip()))

        page.extract_text(visitor_text=seen)
        assert max(edges) < float(page.mediabox.width)


def test_ordinary_words_and_days_are_never_divided() -> None:
    assert report_pdf.BREAK not in "".join(report_pdf.as_json(sample_document()))


def said_standards(target: Path) -> dict[str, str]:
    """What the file says in its XMP metadata that it keeps to."""
    root: Any = PdfReader(target).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    return dict(re.findall(r"<(pdf(?:ua|a)id:\w+)>(\w+)<", metadata))


def test_the_file_can_be_read_aloud_and_kept_for_ever(target: Path) -> None:
    """PDF/UA-1 and PDF/A-2a, which typst checks as it writes."""
    reader = read(target)
    assert said_standards(target) == {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
    root: Any = reader.trailer["/Root"]
    assert (str(root["/Lang"]), root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == (
        "vi",
        True,
        True,
    )
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    figures = [one for one in tagged(root["/StructTreeRoot"]) if one.get("/S") == "/Figure"]
    assert figures
    assert all("/Alt" in one for one in figures)


def tagged(node: Any) -> list[Any]:
    """Every element of the structure below `node`."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return [found for one in node for found in tagged(one)] if isinstance(node, list) else []
    below = node.get("/K")
    return [node, *(tagged(below) if below is not None else [])]


@pytest.mark.parametrize(
    ("text", "promised"),
    [("chữ 漢", {}), ("chữ riêng \ue000", {"pdfuaid:part": "1"})],
)
def test_letters_that_no_font_has_cost_a_promise_and_no_report(
    target: Path, text: str, promised: dict[str, str]
) -> None:
    read(target, replace(sample_document(), subject=text))
    assert said_standards(target) == promised
