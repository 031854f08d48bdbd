"""The officer's day by commands, as a script would do it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.cli import wants_command
from desktop_app.exchange.reading import sheets
from desktop_app.resources import resource
from desktop_app.services import places
from tests.cli.commands import Capture, answer, refusal, run

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "Dữ liệu" / "Đề án.tiendo"


def test_new_makes_the_programme_with_its_groups(data: Path, capsys: Capture) -> None:
    made = answer(capsys, data, "new")
    assert made["data"] == str(data)
    assert made["programme"]["number"] == "242/QĐ-TTg"
    assert (made["programme"]["issued_on"], made["programme"]["ends_on"]) == ("2018-02-26", "2022-12-31")
    assert [group["number"] for group in made["groups"]] == [1, 2, 3, 4, 5, 6, 7]
    assert made["groups"][3]["title"].startswith("Tăng cường năng lực phản ứng chính sách")


def test_new_leaves_a_file_that_stands_as_it_is(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "new")
    before = data.read_bytes()
    assert "Đã có tệp" in refusal(capsys, data, "new")
    assert data.read_bytes() == before


def test_import_makes_the_file_and_says_what_it_read(data: Path, capsys: Capture) -> None:
    done = answer(capsys, data, "import", LIST)
    assert done["applied"] is True
    (file,) = done["files"]
    assert (file["sheet"], file["header_row"], file["encoding"]) == ("Danh mục", 6, "unicode")
    assert file["columns"]["Nội dung nhiệm vụ"] == "content"
    assert file["counts"] == {"new": 42, "changed": 0, "same": 0, "gone": 0, "ambiguous": 0, "refused": 0}
    assert file["rows"][0]["number"] == "1"
    assert len(file["sha256"]) == 64


def test_the_same_file_again_changes_nothing_and_says_so(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "import", LIST)
    before = answer(capsys, data, "check")["actions"]
    again = answer(capsys, data, "import", LIST)
    assert again["applied"] is False
    assert again["files"][0]["counts"]["same"] == 42
    assert answer(capsys, data, "check")["actions"] == before
    assert run(data, "import", LIST) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(data: Path, capsys: Capture) -> None:
    seen = answer(capsys, data, "import", LIST, "--dry-run")
    assert (seen["applied"], seen["files"][0]["counts"]["new"]) == (False, 42)
    assert not data.exists()


def test_a_changed_list_is_told_cell_by_cell(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "import", LIST)
    changed = answer(capsys, data, "import", NEXT)["files"][0]
    assert (changed["counts"]["new"], changed["counts"]["changed"], changed["counts"]["gone"]) == (2, 3, 1)
    rows = [row for row in changed["rows"] if row["kind"] == "changed"]
    assert all(row["changes"] for row in rows)


def test_a_note_in_a_later_period_leaves_a_completion_where_it_was(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "import", LIST)
    answer(capsys, data, "record", "6", "--period", "2021-Q2", "--state", "done")
    first = answer(capsys, data, "status", "--period", "2021-Q2")["total"]
    assert (first["done_on_time"], first["done_late"]) == (1, 0)
    answer(capsys, data, "record", "6", "--period", "2021-Q3", "--note", "Đã nghiệm thu")
    told = answer(capsys, data, "tasks", "--as-of", "2021-09-14")["tasks"]
    (task,) = [one for one in told if one["number"] == "6"]
    assert (task["status"], task["completed_on"]) == ("done_on_time", "2021-06-14")
    later = answer(capsys, data, "status", "--period", "2021-Q3")["total"]
    assert (later["done_on_time"], later["done_late"]) == (1, 0)


def test_record_then_status_then_tasks_tell_the_same(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "import", LIST)
    entry = answer(
        capsys,
        data,
        "record",
        "6",
        "--period",
        "nd09/2021-Q4",
        "--completed-on",
        "2021-11-20",
        "--result",
        "Đã ban hành",
    )
    assert (entry["state"], entry["percent"], entry["completed_on"]) == ("done", 100, "2021-11-20")
    status = answer(capsys, data, "status", "--period", "2021-Q4")
    total = status["total"]
    parts = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline")
    assert status["as_of"] == "2021-12-14"
    assert total["total"] == sum(total[part] for part in parts) == 42
    for members in (status["groups"], status["agencies"]):
        assert all(sum(one[part] for one in members) == total[part] for part in (*parts, "total"))
    listed = answer(capsys, data, "tasks", "--as-of", "2021-12-14")
    assert listed["as_of"] == "2021-12-14"
    (six,) = [task for task in listed["tasks"] if task["number"] == "6"]
    assert six["state"] == "done"
    assert six["status"] in ("done_on_time", "done_late")
    assert set(six["deadline"]) == {"raw", "ends_on", "precision", "recurs"}


def test_the_words_of_each_command_are_vietnamese(data: Path, capsys: Capture) -> None:
    assert run(data, "import", LIST) == 0
    for words, said in (
        (("tasks",), "42 nhiệm vụ"),
        (("record", "1", "--period", "2021-Q4", "--percent", "40", "--note", "x"), "Đang thực hiện, 40%"),
        (("status",), "Toàn đề án: 42 nhiệm vụ"),
        (("periods", "--year", "2021"), "Quý IV/2021"),
        (("check",), "nguyên vẹn"),
    ):
        capsys.readouterr()
        assert run(data, *words) == 0
        assert said in capsys.readouterr().out


def test_periods_are_listed_with_their_days(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "new")
    listed = answer(capsys, data, "periods", "--year", "2021")["periods"]
    by_id = {one["id"]: one for one in listed}
    assert {"nd09/2021", "nd09/2021-Q4", "nd09/2021-M03", "nd09/2021-H1", "nd09/2021-9M"} <= by_id.keys()
    assert by_id["nd09/2021-Q4"]["send_by"] == "2021-12-25"


def test_the_export_comes_back_without_a_change(data: Path, capsys: Capture, tmp_path: Path) -> None:
    answer(capsys, data, "import", LIST)
    target = tmp_path / "Báo cáo.xlsx"
    written = answer(capsys, data, "export", "--period", "nd09/2021-Q4", target)
    assert (written["file"], written["tasks"], len(written["sha256"])) == (str(target), 42, 64)
    again = answer(capsys, data, "import", target)
    assert again["applied"] is False
    assert again["files"][0]["counts"]["same"] == 42


def test_a_task_is_suspended_from_a_day(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "import", LIST)
    entry = answer(
        capsys, data, "suspend", "1", "--period", "2021-Q4", "--reason", "Chờ văn bản", "--on", "2021-10-05"
    )
    assert (entry["state"], entry["suspended_on"], entry["difficulty"]) == (
        "suspended",
        "2021-10-05",
        "Chờ văn bản",
    )
    states = [
        answer(capsys, data, "tasks", "--as-of", day)["tasks"][0]["state"]
        for day in ("2021-10-04", "2021-10-05")
    ]
    assert states == ["not_started", "suspended"]
    again = answer(capsys, data, "suspend", "2", "--period", "2021-Q4", "--reason", "Chờ văn bản")
    assert again["suspended_on"] == "2021-12-14"


def test_backup_and_restore_bring_the_old_state_back(data: Path, capsys: Capture, tmp_path: Path) -> None:
    answer(capsys, data, "import", LIST)
    copy = tmp_path / "copy.tiendo"
    answer(capsys, data, "backup", copy)
    answer(capsys, data, "record", "1", "--period", "2021-Q4", "--percent", "40")
    back = answer(capsys, data, "restore", copy)
    assert Path(back["kept"]).exists()
    first = answer(capsys, data, "tasks", "--as-of", "2021-12-14")["tasks"][0]
    assert first["percent"] is None
    assert run(data, "restore", copy) == 0
    assert "Đã khôi phục" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["NUL.tiendo", "dot..tiendo.", "blank.tiendo "])
def test_no_copy_gets_a_name_that_windows_refuses(
    data: Path, capsys: Capture, tmp_path: Path, name: str
) -> None:
    answer(capsys, data, "new")
    assert "không dùng được trên Windows" in refusal(capsys, data, "backup", tmp_path / name)
    assert "không dùng được trên Windows" in refusal(capsys, tmp_path / name, "new")
    assert "không dùng được trên Windows" in refusal(capsys, tmp_path / name, "import", LIST)
    assert list(tmp_path.iterdir()) == [data.parent]


def test_the_data_file_is_no_place_for_its_own_copy(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "new")
    assert "chính là tệp dữ liệu đang mở" in refusal(capsys, data, "backup", data)
    assert "chính là tệp dữ liệu đang mở" in refusal(capsys, data, "backup", data.parent / "." / data.name)
    answer(capsys, data, "tasks")


def test_a_folder_that_cannot_be_made_is_told(data: Path, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "share").write_bytes(b"")
    beyond = tmp_path / "share" / "one" / "a.tiendo"
    for words in (["new"], ["import", LIST], ["tasks"]):
        refusal(capsys, beyond, *words)
    answer(capsys, data, "new")
    assert "Không ghi được tệp a.tiendo" in refusal(capsys, data, "backup", beyond)


def test_refused_rows_go_out_as_a_workbook(data: Path, capsys: Capture, tmp_path: Path) -> None:
    import openpyxl

    from desktop_app.exchange.reading.sheets import read_workbook

    bad = tmp_path / "bad.xlsx"
    book = openpyxl.load_workbook(LIST)
    sheet = book.worksheets[0]
    sheet["B9"] = None
    book.save(bad)
    target = tmp_path / "Lỗi.xlsx"
    done = answer(capsys, data, "import", bad, "--errors", target)
    assert done["files"][0]["counts"]["refused"] == 1
    refused = [row for row in done["files"][0]["rows"] if row["kind"] == "refused"]
    assert refused[0]["problems"][0]["cell"] == "B9"
    assert refused[0]["problems"][0]["hint"].startswith("Hãy")
    rows = read_workbook(target).sheets[0].rows
    assert "Ô B9" in str(rows[-1][-2])
    assert rows[-3][-2:] == ("Lỗi", "Cách sửa")
    assert rows[-2][0] == "I"


def test_what_cannot_be_done_is_refused_in_words(data: Path, capsys: Capture, tmp_path: Path) -> None:
    assert "Không tìm thấy tệp dữ liệu" in refusal(capsys, data, "tasks")
    answer(capsys, data, "new")
    assert "Không tìm thấy nhiệm vụ “99”" in refusal(capsys, data, "record", "99", "--period", "2021-Q4")
    assert "kỳ báo cáo “2021-Q9”" in refusal(capsys, data, "status", "--period", "2021-Q9")
    assert "Không tìm thấy tệp a.xlsx" in refusal(capsys, data, "import", tmp_path / "a.xlsx")
    answer(capsys, data, "import", LIST)
    assert "0 đến 100" in refusal(capsys, data, "record", "1", "--period", "2021-Q4", "--percent", "101")


def test_a_bad_file_alone_writes_nothing(data: Path, capsys: Capture, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    assert "bị hỏng" in refusal(capsys, data, "import", bad)
    assert not data.exists()


def test_a_bad_file_in_a_folder_is_told_and_stops_no_other(
    data: Path, capsys: Capture, tmp_path: Path
) -> None:
    folder = tmp_path / "Danh mục"
    folder.mkdir()
    shutil.copy(LIST, folder / "b.xlsx")
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "~$b.xlsx").write_bytes(b"x")
    (folder / "doc.tiendo").write_bytes(b"x")
    assert run(data, "import", folder, "--json") == 1
    told = capsys.readouterr()
    assert "bị hỏng" in told.err
    done = json.loads(told.out)
    assert [(Path(file["file"]).name, file["applied"]) for file in done["files"]] == [
        ("a.xlsx", False),
        ("b.xlsx", True),
    ]
    assert done["files"][0]["error"] == "SourceDamaged"
    assert len(answer(capsys, data, "tasks")["tasks"]) == 42
    (tmp_path / "trống").mkdir()
    assert "không có dữ liệu" in refusal(capsys, data, "import", tmp_path / "trống")


@pytest.mark.parametrize("words", [(), ("nothing",), ("tasks", "--as-of", "31/02/2021"), ("record", "1")])
def test_wrong_usage_ends_with_2(data: Path, capsys: Capture, words: tuple[str, ...]) -> None:
    assert run(data, *words) == 2
    assert "Lệnh chưa đúng" in capsys.readouterr().err


def test_a_bug_ends_with_70_and_names_its_log(
    data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    answer(capsys, data, "new")

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_app.services.tasks.register.Register.totals", broken)
    assert run(data, "status") == 70
    said = capsys.readouterr().err
    log = Path(said.strip().rpartition(": ")[2] if ": /" in said else said.split("lỗi: ")[-1].strip())
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_selftest_passes(data: Path, capsys: Capture) -> None:
    assert answer(capsys, data, "--selftest")["ok"] is True


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], False),
        (["tasks"], True),
        (["--data", "a.tiendo"], False),
        (["--data", "a.tiendo", "tasks"], True),
        (["a.tiendo"], False),
        (["--selftest"], True),
        (["--help"], True),
        (["--json", "taskss"], True),
    ],
)
def test_the_window_comes_only_without_a_command(words: list[str], *, command: bool) -> None:
    assert wants_command(words) is command


def test_a_data_file_is_named_before_or_after_the_command(
    data: Path, capsys: Capture, tmp_path: Path
) -> None:
    answer(capsys, data, "new")
    other = tmp_path / "b.tiendo"
    shutil.copy(data, other)
    assert cli.main(["tasks", "--data", str(other)]) == 0


def test_a_reader_that_went_away_is_no_fault(tmp_path: Path) -> None:
    data = tmp_path / "a.tiendo"
    command = [sys.executable, "-X", "utf8", "-m", "desktop_app", "--data", str(data), "new", "--json"]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    said = child.stderr.read()
    child.stderr.close()
    assert (child.wait(60), said, data.exists()) == (0, "", True)


def test_what_ended_a_reader_stands_in_the_log_and_not_on_the_screen(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(places, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(sheets, "_reader_command", lambda: [str(tmp_path / "none.exe")])
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = refusal(capsys, data, "import", tmp_path / "a.csv")
    assert "cài đặt lại" in told
    assert "reading child" not in told
    assert "reading child did not start" in (tmp_path / "lenh.log").read_text(encoding="utf-8")


def test_an_old_data_file_is_upgraded_and_the_backup_is_named(capsys: Capture, tmp_path: Path) -> None:
    with zipfile.ZipFile(Path(__file__).parents[1] / "data" / "schemas" / "schema_1.zip") as archive:
        archive.extractall(tmp_path)
    old = tmp_path / "schema_1.tiendo"
    assert run(old, "tasks", "--json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["tasks"]
    (backup,) = tmp_path.rglob("schema_1-*.tiendo")
    assert said.err.count("\n") == 1
    assert said.err.endswith(f"Bản sao lưu trước khi cập nhật: {backup}\n")
    assert run(old, "tasks") == 0
    assert capsys.readouterr().err == ""


def test_a_new_file_in_a_synchronised_folder_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path / "Dropbox" / "a.tiendo", "new") == 0
    assert "Tệp nằm trong thư mục Dropbox" in capsys.readouterr().err
    assert run(tmp_path / "Dropbox" / "b.tiendo", "import", LIST) == 0
    assert "Tệp nằm trong thư mục Dropbox" in capsys.readouterr().err
    assert run(tmp_path / "c.tiendo", "new") == 0
    assert capsys.readouterr().err == ""
