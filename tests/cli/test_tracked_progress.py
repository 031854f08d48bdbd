"""An office's own tracking sheet comes in with its progress."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desktop_app.domain.progress import State
from desktop_app.domain.state_words import read_state
from desktop_app.resources import words
from tests.cli.commands import run

pytestmark = pytest.mark.usefixtures("read_here")

Q3 = ("--period", "nd09/2019-Q3")
HEAD = (
    "TT",
    "Nhiệm vụ",
    "Chủ trì",
    "Thời hạn",
    "Tiến độ",
    "Tỷ lệ hoàn thành",
    "Kết quả hiện nay",
    "Ghi thêm",
)
ROWS = (
    (1, "Rà soát văn bản của ngành", "Sở Tư pháp", "30/6/2019", "Đang triển khai", 0.6, "Đã lấy ý kiến", "x"),
    (2, "Tập huấn cho công chức cấp huyện", "Sở Nội vụ", "31/12/2019", "Hoàn thành", 1, "Đã gửi", None),
    (3, "Kiểm tra việc thi hành tại cơ sở", "Sở Tư pháp", "31/12/2019", "chưa", None, None, None),
)


FAULTY_ROW = (*ROWS[2][:5], "gần xong", None, None)

YEAR = 2019


class Office:
    """Runs commands on one data file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def sheet(self, name: str, *rows: Sequence[object], head: Sequence[object] = HEAD) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (head, *rows):
            sheet.append(list(row))
        for cell in [sheet.cell(at, 6) for at in range(2, len(rows) + 2)] if head is HEAD else []:
            cell.number_format = "0%"
        book.save(self.folder / name)
        return self.folder / name

    def book(self, name: str, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
        book = Workbook()
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in ((f"THEO DÕI NĂM {YEAR}",), HEAD, *rows):
                sheet.append(list(row))
        del book["Sheet"]
        book.save(self.folder / name)
        return self.folder / name

    def __call__(self, *said: object, code: int = 0) -> Any:
        self.capsys.readouterr()
        data = str(self.folder / "a.tiendo")
        assert run(data, *map(str, said), "--json") == code
        shown = self.capsys.readouterr()
        return json.loads(shown.out) if code == 0 else shown.err

    def recorded(self) -> dict[str, tuple[str, int]]:
        tasks = self("tasks", "--as-of", "2019-12-31")["tasks"]
        return {task["number"]: (task["state"], task["percent"]) for task in tasks}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def test_a_list_comes_in_with_its_progress(office: Office) -> None:
    (file,) = office("import", office.sheet("a.xlsx", *ROWS), "--progress", *Q3)["files"]
    told = file["progress"]
    assert (told["period"], told["recorded"], told["conflicts"], told["refused"]) == ("nd09/2019-Q3", 3, 0, 0)
    assert told["columns"] == {
        "Tiến độ": "state",
        "Tỷ lệ hoàn thành": "percent",
        "Kết quả hiện nay": "result",
    }
    assert file["unused_columns"] == [{"column": "H", "title": "Ghi thêm", "filled": 1}]
    assert office.recorded()["1"] == ("in_progress", 60)
    assert office.recorded()["2"] == ("done", 100)


def test_the_same_file_again_records_nothing(office: Office) -> None:
    path = office.sheet("a.xlsx", *ROWS)
    office("import", path, "--progress", *Q3)
    (file,) = office("import", path, "--progress", *Q3)["files"]
    assert (file["progress"]["recorded"], file["progress"]["same"]) == (0, 3)


def test_progress_of_a_list_that_is_known_is_no_mere_repetition(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.sheet("a.xlsx", *ROWS)
    office("import", path)
    data = str(office.folder / "a.tiendo")
    for said in ("Đã ghi tình hình thực hiện của 3 nhiệm vụ.", "Không có gì thay đổi."):
        assert run(data, "import", str(path), "--progress", *Q3) == 0
        assert capsys.readouterr().out.strip().endswith(said)
    office("record", "1", *Q3, "--percent", 5)
    assert office("import", path, "--progress", *Q3, "--take")["applied"]


def test_the_own_report_brings_nothing_of_what_was_not_recorded(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    office("record", "1", *Q3, "--percent", 60)
    office("export", office.folder / "b.xlsx", *Q3)
    (file,) = office("import-progress", office.folder / "b.xlsx", *Q3)["files"]
    assert file["rows"] == []


def test_without_the_choice_no_progress_is_recorded(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    assert office.recorded()["2"][0] == "not_started"


def test_a_period_is_asked_for_and_must_be_open(office: Office) -> None:
    path = office.sheet("a.xlsx", *ROWS)
    assert office("import", path, "--progress", code=1)
    assert office("import", path, "--progress", "--period", "nd09/2019-Q9", code=1)


def test_a_table_of_progress_is_taken_by_the_words_of_offices(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    head = ("STT", "Nội dung", "Tình trạng", "Khó khăn", "Đề xuất")
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "Đã xong", "Thiếu người", "Bổ sung biên chế"), head=head)
    (file,) = office("import-progress", path, *Q3)["files"]
    assert file["columns"] == {"Tình trạng": "state", "Khó khăn": "difficulty", "Đề xuất": "proposal"}
    assert office.recorded()["1"] == ("done", 100)


def test_words_on_how_a_task_stands_are_its_result(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    head = ("STT", "Nội dung", "Tình hình thực hiện")
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "Đã trình UBND tỉnh dự thảo lần hai"), head=head)
    (file,) = office("import-progress", path, *Q3)["files"]
    assert file["rows"][0]["changes"] == {"result": ["", "Đã trình UBND tỉnh dự thảo lần hai"]}


QUARTERS = ("Quý II/2019 - Kết quả", "Quý II/2019 - Tỷ lệ", "Quý III/2019 - Kết quả", "Quý III/2019 - Tỷ lệ")


@pytest.mark.parametrize(
    ("period", "brought"),
    [("nd09/2019-Q2", ("Đã lập kế hoạch", 20)), ("nd09/2019-Q3", ("Đang lấy ý kiến", 60))],
)
def test_of_a_sheet_with_a_period_for_each_column_the_one_asked_for_is_taken(
    office: Office, period: str, brought: tuple[str, int]
) -> None:
    path = office.sheet(
        "a.xlsx",
        (*ROWS[0][:4], "Đã lập kế hoạch", 20, "Đang lấy ý kiến", 60),
        (*ROWS[1][:4], None, None, "Đã mở hai lớp", 50),
        head=(*HEAD[:4], *QUARTERS),
    )
    (file,) = office("import", path, "--progress", "--period", period)["files"]
    changes = file["progress"]["rows"][0]["changes"]
    assert (changes["result"][1], changes["percent"][1]) == brought


def test_titles_that_are_nothing_but_periods_are_read_by_their_cells(office: Office) -> None:
    head = (*HEAD[:4], "Quý I", "Quý II", "Quý III")
    rows = [(*row[:4], "20%", "40%", share) for row, share in zip(ROWS, ("60%", "100%", "10%"), strict=True)]
    office("import", office.sheet("a.xlsx", *rows, head=head), "--progress", *Q3)
    assert [percent for _, percent in office.recorded().values()] == [60, 100, 10]


def test_columns_that_are_nothing_but_periods_are_told_where_no_period_is_asked_for(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    head = (*HEAD[:4], "Quý I", "Quý II", "Quý III")
    path = office.sheet("a.xlsx", *[(*row[:4], "20%", "40%", "60%") for row in ROWS], head=head)
    capsys.readouterr()
    data = str(office.folder / "a.tiendo")
    assert run(data, "import", path) == 0
    said = capsys.readouterr().out
    assert "Chưa cập nhật các cột tình hình thực hiện: “Quý I”" in said
    assert "Thêm --progress --period KỲ để" in said
    assert run(data, "import", office.book("b.xlsx", BY_PERIOD)) == 0
    said = capsys.readouterr().out
    assert "Thêm --progress để cập nhật mỗi trang tính" in said
    assert "Tệp có mỗi kỳ một trang tính" in said
    assert "danh mục ở trang tính khác" not in said


def test_a_table_without_progress_never_ends_in_silence(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path = office.sheet("b.xlsx", ROWS[0][:4], head=HEAD[:4])
    assert "không có cột tình hình thực hiện" in office("import-progress", path, *Q3, code=1)


def test_a_fault_is_named_at_its_cell(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    head = ("STT", "Nội dung", "Trạng thái", "Tiến độ (%)")
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "Đã hoàn thành", 40), head=head)
    (file,) = office("import-progress", path, *Q3)["files"]
    assert [one["cell"] for one in file["rows"][0]["problems"]] == ["D2"]


def sheet_rows(state: str, percent: int) -> list[tuple[object, ...]]:
    return [(*ROWS[0][:4], state, percent, None, None), (*ROWS[1][:4], "chưa", None, None, None)]


BY_PERIOD = {
    "Quý I": sheet_rows("Đang triển khai", 10),
    "Q2": sheet_rows("Đang triển khai", 40),
    "Quy 3 (cập nhật)": [*sheet_rows("Hoàn thành", 100), (*ROWS[2][:4], "chưa", None, None, None)],
}


def test_of_a_book_with_a_sheet_for_each_period_that_of_the_one_asked_for_is_read(office: Office) -> None:
    path = office.book("a.xlsx", BY_PERIOD)
    (file,) = office("import", path, "--progress", "--period", "nd09/2019-Q2")["files"]
    assert (file["sheet"], file["progress"]["recorded"]) == ("Q2", 2)
    assert office.recorded()["1"] == ("in_progress", 40)
    (other,) = office("import-progress", path, "--period", "nd09/2019-Q1")["files"]
    assert other["rows"][0]["changes"]["percent"] == [None, 10]


@pytest.mark.parametrize("command", [("import", "--progress"), ("import-progress",)])
def test_a_sheet_of_another_period_is_never_taken_for_the_one_asked_for(
    office: Office, command: Sequence[str]
) -> None:
    path = office.book("a.xlsx", BY_PERIOD)
    office("import", path)
    said = office(command[0], path, *command[1:], "--period", "nd09/2019-M10", code=1)
    assert "Quý I, Q2, Quy 3 (cập nhật)" in said
    assert office.recorded()["1"][0] == "not_started"


def test_progress_alone_is_recorded_sheet_by_sheet_without_a_period(office: Office) -> None:
    path = office.book("a.xlsx", BY_PERIOD)
    office("import", path, "--sheet", "Quy 3 (cập nhật)")
    seen = office("import-progress", path, "--dry-run")
    assert (seen["applied"], office.recorded()["1"][0]) == (False, "not_started")
    done = office("import-progress", path)
    assert seen["files"] == done["files"]
    told = [(one["sheet"], one["period"], one["counts"]["changed"]) for one in done["files"]]
    assert told == [
        ("Quý I", "nd09/2019-Q1", 2),
        ("Q2", "nd09/2019-Q2", 1),
        ("Quy 3 (cập nhật)", "nd09/2019-Q3", 2),
    ]
    assert (done["tasks"], office.recorded()["1"]) == (5, ("done", 100))
    assert office("import-progress", path)["tasks"] == 0
    office("import-progress", office.sheet("b.xlsx", *ROWS), code=1)


def test_a_dry_run_shows_the_progress_that_would_be_recorded(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path, data = office.sheet("a.xlsx", *ROWS[:2], FAULTY_ROW), office.folder / "a.tiendo"
    (file,) = office("import", path, "--progress", *Q3, "--dry-run")["files"]
    told = file["progress"]
    assert (file["applied"], told["recorded"], told["conflicts"], told["refused"]) == (False, 2, 0, 1)
    assert [one["cell"] for row in told["rows"] for one in row["problems"]] == ["F4"]
    assert not data.exists()
    office("import", path)
    office("record", "1", *Q3, "--percent", 20)
    before = data.read_bytes()
    (file,) = office("import", path, "--progress", *Q3, "--dry-run")["files"]
    assert (file["progress"]["recorded"], file["progress"]["conflicts"]) == (2, 1)
    assert run(data, "import", path, "--progress", *Q3, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "sẽ ghi 2 nhiệm vụ, 1 ô khác nội dung đã ghi, 1 dòng chưa nhập được" in said
    assert said.endswith("Chỉ xem trước, chưa ghi gì.\n")
    assert data.read_bytes() == before
    (file,) = office("import", path, "--progress", *Q3)["files"]
    assert (file["progress"]["recorded"], file["progress"]["conflicts"]) == (2, 1)


def test_without_a_period_every_sheet_is_recorded_for_its_own(office: Office) -> None:
    (file,) = office("import", office.book("a.xlsx", BY_PERIOD), "--progress")["files"]
    assert file["sheet"] == "Quy 3 (cập nhật)"
    assert [(one["period"], one["recorded"]) for one in file["progress"]] == [
        ("nd09/2019-Q1", 2),
        ("nd09/2019-Q2", 1),
        ("nd09/2019-Q3", 2),
    ]
    assert office.recorded()["1"] == ("done", 100)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ((*HEAD[:4], "Tình trạng", "Tỷ lệ", "Kết quả"), "result"),
        ((*HEAD[:4], "Kết quả", "Tình trạng", "Tỷ lệ"), "output"),
    ],
)
def test_what_stands_behind_progress_is_what_was_done(
    office: Office, head: tuple[str, ...], field: str
) -> None:
    cells = {"Tình trạng": "Đang triển khai", "Tỷ lệ": "40%", "Kết quả": "Đã lấy ý kiến 3 sở"}
    row = (*ROWS[0][:4], *(cells[title] for title in head[4:]))
    (file,) = office("import", office.sheet("a.xlsx", row, head=head), "--dry-run")["files"]
    assert file["columns"]["Kết quả"] == field


def test_how_a_task_stands_is_never_dropped_beside_what_was_done(office: Office) -> None:
    head = (*HEAD[:4], "Tình trạng thực hiện", "% hoàn thành", "Kết quả thực hiện")
    rows = (
        (*ROWS[0][:4], "Đã hoàn thành (chậm tiến độ)", "100%", "Báo cáo số 12"),
        (*ROWS[1][:4], "Đang lấy ý kiến các sở", "40%", "Dự thảo lần 1"),
        (*ROWS[2][:4], "Đã trình UBND tỉnh", "90%", "Tờ trình"),
    )
    (file,) = office("import", office.sheet("a.xlsx", *rows, head=head), "--progress", *Q3)["files"]
    told = file["progress"]
    assert told["columns"]["Tình trạng thực hiện"] == "state"
    assert [one["cell"] for row in told["rows"] for one in row["problems"]] == ["E3", "E4"]
    assert office.recorded()["1"] == ("done", 100)


def test_columns_of_progress_that_are_not_recorded_are_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path, data = office.sheet("a.xlsx", *ROWS), str(office.folder / "a.tiendo")
    for more, told in (((), True), (("--progress", *Q3), False)):
        capsys.readouterr()
        assert run(data, "import", path, *more) == 0
        assert ("“Tỷ lệ hoàn thành”" in capsys.readouterr().out) is told
    head = (*HEAD[:4], "Tình hình thực hiện", "Tỷ lệ", "Kết quả thực hiện")
    row = (*ROWS[0][:4], "Đã lấy ý kiến các sở", 60, "Đã trình")
    (file,) = office("import", office.sheet("b.xlsx", row, head=head), "--progress", *Q3)["files"]
    assert [one["column"] for one in file["progress"]["unused_columns"]] == ["E"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Đã hoàn thành đúng hạn", State.DONE),
        ("Hoàn thành (chậm)", State.DONE),
        ("Đã thực hiện xong", State.DONE),
        ("Đang triển khai thực hiện", State.IN_PROGRESS),
        ("Đang thực hiện, chậm tiến độ", None),
        ("Chưa triển khai thực hiện", State.NOT_STARTED),
        ("Chưa hoàn thành", State.IN_PROGRESS),
        ("Tạm dừng thực hiện", State.SUSPENDED),
        ("Cơ bản hoàn thành", None),
        ("Không hoàn thành", None),
        ("Quá hạn", None),
    ],
)
def test_the_words_of_offices_for_states(text: str, state: State | None) -> None:
    assert read_state(text, words("state")) is state


TABLE = ("STT", "Nội dung nhiệm vụ", "Đơn vị", "Tỷ lệ (%)", "Kết quả thực hiện", "Khó khăn")
FAULTY = ("3", ROWS[2][1], "STP", "gần xong", "Đã lập đoàn", None)


def cells_of(path: Path) -> list[list[object]]:
    sheet = load_workbook(path).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("command", [("import-progress",), ("import", "--progress")])
def test_refused_rows_come_back_as_a_workbook_that_can_be_taken(
    office: Office, command: tuple[str, ...]
) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "STP", 60, "Đã xong dự thảo"), FAULTY, head=TABLE)
    errors = office.folder / "loi.xlsx"
    office(command[0], path, *command[1:], *Q3, "--errors", errors)
    head, row = cells_of(errors)
    assert (head[-2:], row[:4]) == (["Lỗi", "Cách sửa"], ["3", ROWS[2][1], "STP", "gần xong"])
    assert ("Ô D3" in str(row[-2]), str(row[-1]).startswith("Hãy ")) == (True, True)
    book = load_workbook(errors)
    sheet = book.active
    assert sheet is not None
    sheet["D2"] = 90
    book.save(errors)
    (file,) = office("import-progress", errors, *Q3)["files"]
    assert (file["altered"], file["unused_columns"], file["counts"]["refused"]) == (False, [], 0)
    assert office.recorded()["3"] == ("in_progress", 90)


def test_an_own_table_is_no_form_that_was_altered(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path, data = office.sheet("b.xlsx", (1, ROWS[0][1], "", 60), head=TABLE), office.folder / "a.tiendo"
    capsys.readouterr()
    assert run(data, "import-progress", path, *Q3) == 0
    said = capsys.readouterr().out
    assert ("Phần mã ẩn" in said, "không rõ cơ quan" in said) == (False, False)


def test_a_table_asks_before_it_overwrites_what_the_period_has_on_record(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    office("record", "1", *Q3, "--percent", 40)
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "", 60, "Đã xong dự thảo"), head=TABLE)
    (file,) = office("import-progress", path, *Q3)["files"]
    assert (file["counts"]["conflicts"], office.recorded()["1"]) == (1, ("in_progress", 40))
    office("import-progress", path, *Q3, "--take")
    assert office.recorded()["1"] == ("in_progress", 60)


def test_rows_of_a_table_that_are_no_tasks_are_told_and_refuse_nothing(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path = office.sheet(
        "b.xlsx",
        tuple(f"({at})" for at in range(1, 7)),
        ("I", "Hoàn thiện thể chế", "", 55),
        (1, ROWS[0][1], "STP", 60, "Đã xong dự thảo"),
        (None, None, None, None, "Đã lấy ý kiến 5 sở", "Thiếu người"),
        TABLE,
        (2, ROWS[1][1], "SNV", 45),
        (None, "Tổng cộng", None, 120),
        (None, "Người lập", None, None, "GIÁM ĐỐC"),
        head=TABLE,
    )
    (file,) = office("import-progress", path, *Q3)["files"]
    assert file["counts"] == {"changed": 2, "same": 0, "refused": 0, "conflicts": 0, "left_out": 5}
    assert file["rows"][0]["changes"]["result"] == ["", "Đã xong dự thảo\nĐã lấy ý kiến 5 sở"]
    assert file["rows"][0]["changes"]["difficulty"] == ["", "Thiếu người"]


def test_progress_of_no_task_is_refused_not_dropped(office: Office) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path = office.sheet("b.xlsx", (1, ROWS[0][1], "", 60), (None, None, None, 70, "Việc nào?"), head=TABLE)
    (file,) = office("import-progress", path, *Q3)["files"]
    assert [(one["cell"], one["code"]) for row in file["rows"] for one in row["problems"]] == [
        ("B3", "content_missing")
    ]


def test_columns_of_progress_that_are_all_empty_are_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office("import", office.sheet("a.xlsx", *ROWS))
    path, data = office.sheet("b.xlsx", (1, ROWS[0][1], "STP"), head=TABLE), office.folder / "a.tiendo"
    capsys.readouterr()
    assert run(data, "import-progress", path, *Q3) == 0
    assert "“Tỷ lệ (%)”; “Kết quả thực hiện”; “Khó khăn”) đều để trống" in capsys.readouterr().out


OWN_WORDS = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Diễn biến", "Đạt")


def test_nothing_is_written_of_a_list_without_the_progress_that_is_asked_for(office: Office) -> None:
    path = office.sheet("a.xlsx", (*ROWS[0][:4], "Đã lấy ý kiến", "60%"), head=OWN_WORDS)
    assert "không có cột tình hình thực hiện" in office("import", path, "--progress", *Q3, code=1)
    assert not (office.folder / "a.tiendo").exists()


def test_columns_of_progress_that_were_pointed_at_are_remembered(office: Office) -> None:
    path = office.sheet("a.xlsx", (*ROWS[0][:4], "Đã lấy ý kiến", "60%"), head=OWN_WORDS)
    said = office.folder / "d.json"
    said.write_text(json.dumps({"columns": {"Diễn biến": "result", "F": "percent"}}), encoding="utf-8")
    (file,) = office("import", path, "--decisions", said, "--progress", *Q3)["files"]
    assert file["progress"]["columns"] == {"Diễn biến": "result", "Đạt": "percent"}
    later = office.sheet("b.xlsx", (*ROWS[0][:4], "Đã trình", "90%"), head=OWN_WORDS)
    (file,) = office("import-progress", later, "--period", "nd09/2019-Q4")["files"]
    assert file["rows"][0]["changes"]["percent"][1] == 90
