"""Forms by command, as a script would use them."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.exchange.forms.entry_form import TITLE
from desktop_app.resources import resource
from tests.cli.commands import Capture, answer, refusal, run
from tests.exchange import form_samples as forms
from tests.exchange.form_samples import of_totals

pytestmark = pytest.mark.usefixtures("read_here")

PERIOD = ("--period", "2021-Q4")
AGENCY = "Sở Tài chính"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "a.tiendo"
    assert run(path, "import", resource("samples", "Danh_muc_minh_hoa_242.xlsx")) == 0
    return path


def test_a_form_is_previewed_then_filled(data: Path, tmp_path: Path, capsys: Capture) -> None:
    form, out = forms.empty(tmp_path / "mau.xlsx"), tmp_path / "ra.xlsx"
    seen = answer(capsys, data, "export", *PERIOD, "--form", form, out, "--dry-run")
    assert (seen["sha256"], seen["tasks"], seen["inserted"], out.exists()) == (None, 42, 46, False)
    assert seen["columns"]["Kết quả thực hiện"] == "result"
    assert seen["labels"]["Kỳ báo cáo:"] == "period"
    done = answer(capsys, data, "export", *PERIOD, "--form", form, out, "--map", "G=difficulty")
    assert (len(done["sha256"]), done["columns"]["Ghi chú"]) == (64, "difficulty")
    assert [note["code"] for note in done["notes"]] == ["other_sheet"]
    assert run(data, "export", *PERIOD, "--form", form, out, "--form-sheet", forms.SHEET) == 0
    assert "Đã điền 42 nhiệm vụ" in capsys.readouterr().out


def test_a_form_that_cannot_be_filled_is_refused(data: Path, tmp_path: Path, capsys: Capture) -> None:
    form = forms.empty(tmp_path / "mau.xlsx")
    said = refusal(capsys, data, "export", *PERIOD, "--form", form, tmp_path / "ra.xlsx", "--map", "G=khac")
    assert "G=khac" in said
    assert "difficulty (Khó khăn, vướng mắc)" in said
    text = tmp_path / "mau.csv"
    text.write_text("a,b\n1,2\n", encoding="utf-8")
    assert ".xlsx" in refusal(capsys, data, "export", *PERIOD, "--form", text, tmp_path / "ra.xlsx")
    assert not (tmp_path / "ra.xlsx").exists()


def test_what_is_said_of_a_column_counts_before_the_form_is_planned(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    """Without it the form would be refused, since no title of it says what a task is about."""
    titles = (
        "STT",
        "Hạng mục",
        "Chủ trì",
        "Thời hạn",
        "Kết quả",
        "Tỷ lệ hoàn thành (%)",
        "Ghi chú",
    )
    form, out = forms.empty(tmp_path / "mau.xlsx", free=60, titles=titles), tmp_path / "ra.xlsx"
    assert "tiêu đề" in refusal(capsys, data, "export", *PERIOD, "--form", form, out)
    assert not out.exists()
    seen = answer(
        capsys, data, "export", *PERIOD, "--form", form, out, "--map", "B=content", "--map", "g=ignore"
    )
    assert (seen["tasks"], seen["columns"]["Hạng mục"]) == (42, "content")
    assert seen["columns"]["Ghi chú"] == "ignore"


def test_a_form_of_totals_says_as_much_as_the_status_and_takes_counts(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    titles = ("STT", "Đơn vị", "Tổng số", "Số chưa xong", "Đánh giá")
    form = of_totals(tmp_path / "mau.xlsx", titles, [(1, AGENCY), (2, "Sở Y tế")], total="word")
    out, totals = tmp_path / "ra.xlsx", answer(capsys, data, "status", *PERIOD)
    said = ("--map", "D=open", "--map", "E=share")
    seen = answer(capsys, data, "export", *PERIOD, "--form", form, out, *said)
    assert (seen["tasks"], seen["rows"]) == (0, 3)
    assert seen["columns"] == dict(zip(titles, ("ignore", "ignore", "total", "open", "share"), strict=True))
    sheet = openpyxl.load_workbook(out)[forms.SHEET]
    by_name = {one["name"]: one for one in totals["agencies"]}
    assert [sheet.cell(row, 3).value for row in (8, 9, 10)] == [
        by_name[AGENCY]["total"],
        by_name["Sở Y tế"]["total"],
        totals["total"]["total"],
    ]


def test_of_a_form_with_agencies_across_the_rows_are_said(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    titles, out = ("Chỉ tiêu", AGENCY, "Sở Y tế", "Sở Nội vụ", "Công an tỉnh"), tmp_path / "ra.xlsx"
    form = of_totals(tmp_path / "mau.xlsx", titles, [("Tổng số",), ("Đã hoàn thành",), ("Việc tồn",)])
    seen = answer(capsys, data, "export", *PERIOD, "--form", form, out, "--map", "10=open")
    assert seen["columns"] == {"Tổng số": "total", "Đã hoàn thành": "done", "Việc tồn": "open"}
    plain = forms.empty(tmp_path / "thuong.xlsx")
    said = refusal(capsys, data, "export", *PERIOD, "--form", plain, out, "--map", "10=open", "--dry-run")
    assert "10=open" in said


@pytest.mark.parametrize("place", ["0=state", "AZ=state", "3=state", "=state"])
def test_what_is_said_of_a_column_that_is_not_there_is_refused(
    data: Path, tmp_path: Path, capsys: Capture, place: str
) -> None:
    form, out = forms.empty(tmp_path / "mau.xlsx", free=60), tmp_path / "ra.xlsx"
    said = refusal(capsys, data, "export", *PERIOD, "--form", form, out, "--map", place)
    assert place in said
    assert not out.exists()


def test_entry_forms_go_out_and_come_back(data: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "phieu"
    written = answer(capsys, data, "export", *PERIOD, "--kind", "blank", "--all", folder)
    assert len(written["files"]) == len(list(folder.iterdir())) > 5
    path = tmp_path / "mot.xlsx"
    one = answer(capsys, data, "export", *PERIOD, "--kind", "blank", "--agency", AGENCY, path)
    assert (one["files"][0]["agency"], one["tasks"]) == (AGENCY, one["files"][0]["tasks"])
    book = openpyxl.load_workbook(path)
    sheet: Any = book[TITLE]
    rows = [row for row in range(9, sheet.max_row + 1) if isinstance(sheet.cell(row, 12).value, int)]
    sheet.cell(rows[0], 8).value = "Đã bố trí kinh phí"
    sheet.cell(rows[1], 6).value = 500
    book.save(path)
    seen = answer(capsys, data, "import-progress", path, "--dry-run")
    (file,) = seen["files"]
    assert (seen["applied"], file["keyed"], file["agency"], file["period"]) == (
        False,
        True,
        AGENCY,
        "nd09/2021-Q4",
    )
    assert (file["counts"]["changed"], file["counts"]["refused"], file["counts"]["conflicts"]) == (1, 1, 0)
    assert file["rows"][0]["changes"] == {"result": ["", "Đã bố trí kinh phí"]}
    assert file["rows"][1]["problems"][0]["code"] == "percent_range"
    done = answer(capsys, data, "import-progress", path, *PERIOD)
    assert (done["applied"], done["tasks"]) == (True, 1)
    again = answer(capsys, data, "import-progress", path, folder / "Phieu_2021-Q4_So_Tai_chinh.xlsx")
    assert (again["applied"], again["tasks"]) == (False, 0)


def test_a_conflict_keeps_what_is_recorded_unless_told_otherwise(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "mot.xlsx"
    answer(capsys, data, "export", *PERIOD, "--kind", "blank", "--agency", AGENCY, path)
    book = openpyxl.load_workbook(path)
    sheet: Any = book[TITLE]
    row = next(row for row in range(9, sheet.max_row + 1) if isinstance(sheet.cell(row, 12).value, int))
    task, sheet.cell(row, 8).value = sheet.cell(row, 12).value, "Phía sở"
    sheet.cell(row, 7).value = "5/11/2021"
    book.save(path)
    answer(capsys, data, "record", task, *PERIOD, "--result", "Phía tỉnh")
    capsys.readouterr()
    assert run(data, "import-progress", path, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Phía tỉnh → Phía sở (khác nội dung đã ghi)" in said
    assert "Ngày hoàn thành: (trống) → 05/11/2021" in said
    assert answer(capsys, data, "import-progress", path)["files"][0]["counts"]["conflicts"] == 1
    assert answer(capsys, data, "import-progress", path, "--take")["tasks"] == 1
    assert answer(capsys, data, "import-progress", path)["files"][0]["counts"]["changed"] == 0


def test_forms_say_what_they_miss(data: Path, tmp_path: Path, capsys: Capture) -> None:
    assert (
        "chủ trì" in refusal(capsys, data, "export", *PERIOD, "--kind", "blank", tmp_path / "a.xlsx").lower()
    )
    said = refusal(
        capsys, data, "export", *PERIOD, "--kind", "blank", "--agency", "Sở Lạ", tmp_path / "a.xlsx"
    )
    assert "Sở Lạ" in said
    path = tmp_path / "mot.xlsx"
    answer(capsys, data, "export", *PERIOD, "--kind", "blank", "--agency", AGENCY, path)
    assert "Quý III/2021" in refusal(capsys, data, "import-progress", path, "--period", "2021-Q3")


@pytest.mark.parametrize("altered", [True, False])
def test_a_form_without_its_key_says_so(data: Path, tmp_path: Path, capsys: Capture, altered: bool) -> None:
    path = tmp_path / "mot.xlsx"
    answer(capsys, data, "export", *PERIOD, "--kind", "blank", "--agency", AGENCY, path)
    book = openpyxl.load_workbook(path)
    if altered:
        book.worksheets[1]["A2"] = "[]"
    else:
        del book[book.sheetnames[1]]
    book.save(path)
    assert run(data, "import-progress", path) == 0
    assert "Phần mã ẩn của phiếu đã bị thay đổi" in capsys.readouterr().out


def test_a_report_is_read_by_another_copy(data: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "bc.xlsx"
    answer(capsys, data, "export", *PERIOD, path)
    read = answer(capsys, data, "read-report", path)
    status = answer(capsys, data, "status", *PERIOD)
    assert (read["total"], read["tasks"], read["period"]) == (status["total"], 42, "nd09/2021-Q4")
    assert sorted(read["agencies"], key=str) == sorted(status["agencies"], key=str)
    assert "dữ liệu báo cáo" in refusal(capsys, data, "read-report", forms.empty(tmp_path / "m.xlsx"))
