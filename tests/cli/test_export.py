"""Reports by commands: every kind in every format."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from desktop_app import cli
from desktop_app.domain.reports import Office
from desktop_app.domain.reports.preset import Preset, ReportKind
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.workspace import Workspace
from tests.cli.commands import Capture, answer, run

PERIOD = ("--period", "nd09/2021-Q4")
DAY = ("--as-of", "2021-12-14")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Path:
    path = Path(shutil.copyfile(sample_file, tmp_path_factory.mktemp("data") / "minh họa.tiendo"))
    workspace = Workspace.open(path)
    columns = ("number", "content", "result")
    workspace.reports.presets.save(Preset("Ba cột", ReportKind.PERIODIC, columns, ("general",), ("tasks",)))
    workspace.close()
    return path


def export(data: Path, *words: object) -> int:
    return run(data, "export", *PERIOD, *words)


def exported(capsys: Capture, data: Path, *words: object) -> Any:
    return answer(capsys, data, "export", *PERIOD, *words)


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("kind", ["periodic", "overdue", "summary"])
def test_each_kind_is_written_in_each_format(
    data: Path, capsys: Capture, tmp_path: Path, kind: str, ending: str
) -> None:
    target = tmp_path / f"báo cáo.{ending}"
    made = exported(capsys, data, target, "--kind", kind)
    assert made.keys() == {"file", "sha256", "tasks"}
    assert (made["file"], made["tasks"]) == (str(target), 42)
    assert "DỮ LIỆU MINH HỌA" in everything(target)


def everything(path: Path) -> str:
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".docx":
        return str(Document(str(path)).sections[0].footer.paragraphs[0].text)
    return "".join(
        str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row
    )


def test_what_the_office_has_not_said_is_told_before_it_goes_out(tmp_path: Path, capsys: Capture) -> None:
    data = tmp_path / "a.tiendo"
    assert run(data, "new") == 0
    assert export(data, tmp_path / "a.docx") == 0
    said = capsys.readouterr().err
    assert "Tên đơn vị, Cơ quan chủ quản, Địa danh, Ký hiệu văn bản, Kính gửi" in said
    known = [f"{name}=Có" for name in Office(department="Có").missing]
    assert run(data, "office", "--set", "department=Có", *known) == 0
    assert export(data, tmp_path / "a.docx") == 0
    assert "chưa có thông tin đơn vị" not in capsys.readouterr().err


def test_letters_by_command_count_on_from_the_number(data: Path, capsys: Capture, tmp_path: Path) -> None:
    made = exported(capsys, data, tmp_path / "a.docx", "--kind", "agency", "--number", "215")
    said = ["".join(Document(one["file"]).tables[0]._tbl.itertext()) for one in made["files"]]
    assert [f"Số: {215 + at}/" in text for at, text in enumerate(said)] == [True] * len(said)
    assert len(said) > 2


def test_a_period_without_tasks_is_told_and_written(tmp_path: Path, capsys: Capture) -> None:
    data = tmp_path / "a.tiendo"
    assert run(data, "new") == 0
    made = exported(capsys, data, tmp_path / "a.docx", "--kind", "agency")
    assert (made["tasks"], made["files"], list(tmp_path.glob("*.docx"))) == (0, [], [])
    for kind in ("periodic", "overdue", "summary"):
        assert exported(capsys, data, tmp_path / f"{kind}.docx", "--kind", kind)["tasks"] == 0


def test_each_agency_gets_a_file(data: Path, capsys: Capture, tmp_path: Path) -> None:
    made = exported(capsys, data, tmp_path / "gửi.docx", "--kind", "agency")
    assert sum(one["tasks"] for one in made["files"]) == made["tasks"] == 42
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        Path(one["file"]).name for one in made["files"]
    )
    one = exported(capsys, data, tmp_path / "một.docx", "--kind", "agency", "--agency", "sở tư pháp")
    assert one["tasks"] == next(other["tasks"] for other in made["files"] if other["agency"] == "Sở Tư pháp")


def test_number_day_preset_and_template_can_be_given(data: Path, capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "mẫu.docx"
    workspace = Workspace.open(data)
    workspace.reports.presets.save_template(own)
    workspace.close()
    document = Document(str(own))
    document.add_paragraph("Mẫu riêng")
    document.save(str(own))
    target = tmp_path / "a.docx"
    lettered = ("--number", "7", "--signed-on", "2021-12-06")
    exported(capsys, data, target, *lettered, "--preset", "ba cột", "--template", own)
    made = Document(str(target))
    cells = [cell.text for row in made.tables[0].rows for cell in row.cells]
    assert "Số: 07/BC" in cells
    assert "………………, ngày 06 tháng 12 năm 2021" in cells
    assert len(made.tables[-1].columns) == 3
    assert made.paragraphs[-1].text == "Mẫu riêng"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a.odt",), "đuôi tệp phải là .xlsx, .docx hoặc .pdf"),
        (("a.docx", "--preset", "Không có"), "kiểu trình bày"),
        (("a.docx", "--kind", "agency", "--agency", "Sở Không có"), "Không tìm thấy cơ quan"),
        (("a.docx", "--template", "không có.docx"), "Không tìm thấy tệp không có.docx"),
        (("con.pdf",), "không dùng được trên Windows"),
        (("thiếu/a.pdf",), "Không ghi được tệp a.pdf"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_written(
    data: Path, capsys: Capture, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    capsys.readouterr()
    name, *options = words
    assert export(data, tmp_path / name, *options) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_is_wrong_usage(data: Path, capsys: Capture, tmp_path: Path) -> None:
    assert export(data, tmp_path / "a.docx", "--kind", "none") == 2
    assert "Lệnh chưa đúng" in capsys.readouterr().err


def test_a_person_is_told_what_was_written(data: Path, capsys: Capture, tmp_path: Path) -> None:
    capsys.readouterr()
    assert export(data, tmp_path / "a.docx") == 0
    assert capsys.readouterr().out.startswith("Đã xuất 42 nhiệm vụ, Quý IV/2021: ")


def test_a_correction_compares_what_was_sealed(data: Path, capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "a.tiendo"
    shutil.copyfile(data, own)
    workspace = Workspace.open(own)
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.close()
    assert run(own, "seal", *PERIOD) == 0
    target = tmp_path / "a.docx"
    capsys.readouterr()
    assert export(own, target, "--kind", "correction") == 1
    assert "bản chốt" in capsys.readouterr().err
    assert run(own, "reopen", *PERIOD, "--reason", "Sót số liệu") == 0
    assert run(own, "record", "4", *PERIOD, "--percent", "77") == 0
    assert run(own, "seal", *PERIOD) == 0
    exported(capsys, own, target, "--kind", "correction", "--old", "1", "--new", "2")
    rows = [[cell.text for cell in row.cells] for row in Document(str(target)).tables[-1].rows]
    assert rows[1][0] == "4"
    assert rows[2:] == [["-", "Mức độ hoàn thành (%)", "60", "77"]]
    assert not any("Sót số liệu" in one.text for one in Document(str(target)).paragraphs)
    exported(capsys, own, target, "--kind", "correction", "--with-reason")
    said = "Lý do chỉnh lý, bổ sung: Sót số liệu"
    assert any(one.text == said for one in Document(str(target)).paragraphs)
    assert percent_of_task_4(own, capsys, tmp_path / "cu.xlsx", "--sealed", "1") == 60
    assert percent_of_task_4(own, capsys, tmp_path / "moi.xlsx") == 77
    assert export(own, tmp_path / "x.xlsx", "--sealed", "3") == 1


def percent_of_task_4(data: Path, capsys: Capture, target: Path, *words: str) -> object:
    exported(capsys, data, target, *words)
    rows = openpyxl.load_workbook(target)["Báo cáo"].iter_rows(values_only=True)
    return next(row[7] for row in rows if row[0] in (4, "4"))


def test_what_the_leader_returned_is_told_with_the_report(
    sample_file: Path, capsys: Capture, tmp_path: Path
) -> None:
    data = Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo"))
    workspace = Workspace.open(data)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find("nd09/2021-Q4", register.programme)
    workspace.reviewing.give_back(register, period, [register.find("27").id], "Thiếu số liệu")
    workspace.close()
    assert exported(capsys, data, tmp_path / "a.xlsx")["returned"] == ["27"]
    assert export(data, tmp_path / "b.xlsx") == 0
    said = "1 nhiệm vụ bị trả lại, yêu cầu bổ sung, chưa được duyệt lại"
    assert f"{said}: nhiệm vụ số 27" in capsys.readouterr().out
    assert run(data, "seal", *PERIOD) == 0
    assert f"Cảnh báo: {said}: nhiệm vụ số 27" in capsys.readouterr().out


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_page_of_a_task_is_written(data: Path, capsys: Capture, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"phiếu.{ending}"
    assert run(data, "--json", "task-page", "6", target, *PERIOD) == 0
    made = json.loads(capsys.readouterr().out)
    assert made.items() >= {"file": str(target), "number": "6", "period": "nd09/2021-Q4"}.items()
    assert "TÀI LIỆU NỘI BỘ" in everything(target)
    assert run(data, "task-page", "999", target, *PERIOD) == 1


def test_reminders_are_written_as_letters_and_as_a_calendar(
    data: Path, capsys: Capture, tmp_path: Path
) -> None:
    def remind(name: str, *more: str) -> Any:
        capsys.readouterr()
        words = ["--data", str(data), "--json", "remind", str(tmp_path / name), *DAY, *more]
        assert cli.main(words) == 0
        return json.loads(capsys.readouterr().out)

    letters = remind("nhắc.docx", "--days", "60")
    written = {one["name"]: one["file"] for one in letters["agencies"]}
    assert written["Sở Nội vụ"] == str(tmp_path / "nhắc_so_noi_vu.docx")
    assert sorted(letters["files"]) == sorted(map(str, tmp_path.glob("*.docx")))
    assert all(one["overdue"] + one["due"] == len(one["tasks"]) for one in letters["agencies"])
    calendar = remind("nhắc.ics", "--days", "60", "--alarm", "5")
    assert calendar["files"] == [str(tmp_path / "nhắc.ics")]
    assert b"TRIGGER:-P5D\r\n" in (tmp_path / "nhắc.ics").read_bytes()
    assert remind("ít.ics", "--as-of", "2018-01-01", "--days", "0")["files"] == []
    assert not (tmp_path / "ít.ics").exists()
    assert run(data, "remind", tmp_path / "a.ics", "--days", "-1") == 2
