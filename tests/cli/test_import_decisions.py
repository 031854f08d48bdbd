"""What the window can decide, a script can: the decisions file."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.commands import Capture, answer, run
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, write_list

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "a.tiendo"
    answer(capsys, path, "import", write_list(tmp_path / "đầu.xlsx", [PLAN, LAND, TRAIN]))
    return path


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    near = ("2", f"{LAND[1]} năm 2019", *LAND[2:])
    new = ("4", CHECK[1], "Sở Tư phápp", *CHECK[3:])
    return write_list(tmp_path / "sau.xlsx", [(*PLAN[:4], "31/3/2019", PLAN[5]), near, new])


def decided(folder: Path, body: object) -> Path:
    path = folder / "quyết định.json"
    path.write_text(body if isinstance(body, str) else json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return path


def test_rows_agencies_and_the_paper_are_decided(
    data: Path, changed: Path, tmp_path: Path, capsys: Capture
) -> None:
    seen = answer(capsys, data, "import", changed, "--dry-run")["files"][0]
    assert seen["counts"] == {"new": 1, "changed": 1, "same": 0, "gone": 1, "ambiguous": 1, "refused": 0}
    assert seen["new_agencies"] == [{"name": "Sở Tư phápp", "rows": 1, "near": ["Sở Tư pháp"]}]
    candidate = next(row["candidates"] for row in seen["rows"] if row["kind"] == "ambiguous")
    body = {
        "document": "15/QĐ-UBND",
        "issued_on": "2019-03-15",
        "agencies": {"Sở Tư phápp": "Sở Tư pháp"},
        "rows": {"3": "later", "4": {"task": candidate[0]}, "5": "new"},
        "gone": {"3": "later"},
    }
    done = answer(capsys, data, "import", changed, "--decisions", decided(tmp_path, body))
    assert done["applied"]
    assert (seen["counts_from"], done["files"][0]["counts_from"]) == (None, "2019-03-15")
    assert done["files"][0]["counts"] == {
        "new": 1,
        "changed": 1,
        "same": 0,
        "gone": 0,
        "ambiguous": 1,
        "refused": 0,
    }
    tasks = {task["number"]: task for task in answer(capsys, data, "tasks")["tasks"]}
    assert tasks["1"]["deadline"]["raw"] == "31/12/2018"
    assert tasks["2"]["content"].endswith("năm 2019")
    assert tasks["4"]["lead"] == "Sở Tư pháp"


def test_columns_encodings_and_sheets_are_decided(data: Path, tmp_path: Path, capsys: Capture) -> None:
    rows = [("9", "B¸o c¸o tiÕn ®é", "Sở Tư pháp", "", "Lãnh đạo", "31/12/2020")]
    path = write_list(tmp_path / "cũ.xlsx", rows)
    body = {
        "files": {
            "cũ.xlsx": {
                "sheet": "Phụ lục",
                "columns": {"Thời hạn": "ignore", "Sản phẩm": "deadline"},
                "encodings": {"Nội dung nhiệm vụ": "tcvn3"},
                "partial": True,
                "join_children": False,
            }
        }
    }
    file = answer(capsys, data, "import", path, "--decisions", decided(tmp_path, body))["files"][0]
    assert file["counts"] == {"new": 1, "changed": 0, "same": 0, "gone": 0, "ambiguous": 0, "refused": 0}
    assert file["rows"][0]["content"] == "Báo cáo tiến độ"
    assert file["columns"]["Sản phẩm"] == "deadline"


STRANGE = ("Ngăn 1", "Ngăn 2", "Ngăn 3", "Ngăn 4")
NAMED = {"Ngăn 2": "content", "Ngăn 3": "leads", "Ngăn 4": "deadline"}


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Return a list whose heading says nothing to the program, below a title and a row of counts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Theo dõi công việc năm 2019"],
        ["Tổng", 2, 0, 2],
        list(STRANGE),
        [1, PLAN[1], "Sở Tư pháp", "31/12/2019"],
        [2, LAND[1], "Sở Xây dựng", "30/6/2019"],
    ):
        sheet.append(row)
    path = tmp_path / "lạ.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "body",
    [
        {"columns": NAMED},
        {"heading": 3, "columns": NAMED},
        {"heading": [3, 3], "columns": {"B": "content", "C": "leads", "D": "deadline"}},
        {"heading": 3, "columns": {"B": "content", "Ngăn 3": "leads", "D": "deadline", "A": "number"}},
    ],
)
def test_an_officer_points_at_the_heading(
    strange: Path, tmp_path: Path, capsys: Capture, body: dict[str, object]
) -> None:
    data = tmp_path / "b.tiendo"
    file = answer(capsys, data, "import", strange, "--decisions", decided(tmp_path, body))["files"][0]
    assert (file["header_row"], file["counts"]["new"]) == (3, 2)
    tasks = answer(capsys, data, "tasks")["tasks"]
    assert [(task["content"], task["lead"], task["deadline"]["ends_on"]) for task in tasks] == [
        (PLAN[1], "Sở Tư pháp", "2019-12-31"),
        (LAND[1], "Sở Xây dựng", "2019-06-30"),
    ]


def test_a_heading_that_was_pointed_at_is_remembered(strange: Path, tmp_path: Path, capsys: Capture) -> None:
    data = tmp_path / "b.tiendo"
    assert run(data, "import", strange) == 1
    assert "“heading”" in capsys.readouterr().err
    body = decided(tmp_path, {"columns": NAMED})
    answer(capsys, data, "import", strange, "--decisions", body)
    file = answer(capsys, data, "import", strange)["files"][0]
    assert (file["header_row"], file["counts"]["same"], file["columns"]) == (3, 2, NAMED)


def test_rows_without_a_content_column_are_no_heading(strange: Path, tmp_path: Path, capsys: Capture) -> None:
    body = decided(tmp_path, {"heading": 3, "columns": {"Ngăn 3": "leads"}})
    assert run(tmp_path / "b.tiendo", "import", strange, "--decisions", body) == 1
    assert "Không tìm thấy dòng tiêu đề" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("{", "1:2"),
        ("[]", "1:1"),
        ({"row": {}}, "row"),
        ({"rows": []}, "rows"),
        ({"rows": {"x": "new"}}, "rows.x"),
        ({"rows": {"99": "new"}}, "rows.99"),
        ({"rows": {"3": "maybe"}}, "rows.3"),
        ({"rows": {"3": {"task": 999}}}, "rows.3.task"),
        ({"rows": {"3": {"task": None}}}, "rows.3.task"),
        ({"rows": {"3": {"keep": ["result"]}}}, "rows.3.keep"),
        ({"gone": {"3": "new"}}, "gone.3"),
        ({"gone": {"99": "take"}}, "gone.99"),
        ({"sheet": 1}, "sheet"),
        ({"columns": {"Không có": "content"}}, "columns.Không có"),
        ({"columns": {"BB": "content", "zz": "leads"}}, "columns.zz"),
        ({"heading": "5"}, "heading"),
        ({"heading": []}, "heading"),
        ({"heading": [3, 2]}, "heading"),
        ({"heading": [1, 2, 3]}, "heading"),
        ({"heading": 0}, "heading"),
        ({"heading": True}, "heading"),
        ({"columns": {"STT": "tên"}}, "columns.tên"),
        ({"encodings": {"STT": "latin"}}, "encodings.latin"),
        ({"agencies": {"A": 1}}, "agencies.A"),
        ({"issued_on": "15/3/2019"}, "issued_on"),
        ({"files": []}, "files"),
        ({"files": {"a": 1}}, "files.a"),
        ({"files": {"a": {"b": 1}}}, "files.a.b"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(
    data: Path, changed: Path, tmp_path: Path, capsys: Capture, body: object, place: str
) -> None:
    before = data.read_bytes()
    capsys.readouterr()
    assert run(data, "import", changed, "--decisions", decided(tmp_path, body)) == 1
    told = capsys.readouterr()
    assert f"tại {place}." in told.err
    assert told.out == ""
    assert data.read_bytes() == before


def test_a_missing_decisions_file_or_sheet_is_told(
    data: Path, changed: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert run(data, "import", changed, "--decisions", tmp_path / "không có.json") == 1
    assert "không có.json" in capsys.readouterr().err
    assert run(data, "import", changed, "--sheet", "Trang 9") == 1
    assert "Trang 9" in capsys.readouterr().err
    body = {"rows": {"3": {"task": 1}, "4": {"task": 1}}}
    assert run(data, "import", changed, "--decisions", decided(tmp_path, body)) == 1
    assert "cùng được chọn là một nhiệm vụ" in capsys.readouterr().err


def test_the_problems_stand_in_words(data: Path, changed: Path, capsys: Capture) -> None:
    assert run(data, "import", changed) == 0
    said = capsys.readouterr().out
    assert "dòng: nhập " in said
    assert "Dòng 4 để sau" in said
    assert "Cơ quan mới: Sở Tư phápp" in said


def test_cells_that_could_not_be_read_are_named(data: Path, tmp_path: Path, capsys: Capture) -> None:
    formula = '=VLOOKUP("x",Sheet2!A:B,2,0)'
    rows = [PLAN, (*LAND[:4], formula, LAND[5]), (*TRAIN[:1], formula, *TRAIN[2:])]
    path = write_list(tmp_path / "công thức.xlsx", rows)
    seen = answer(capsys, data, "import", path, "--dry-run")["files"][0]
    assert (seen["lost_cells"], seen["lost"]) == (2, ["E4", "B5"])
    assert [(row["row"], one["cell"], one["code"]) for row in seen["rows"] for one in row["problems"]] == [
        (4, "E4", "cell_lost"),
        (5, "B5", "cell_lost"),
    ]
    assert seen["counts"]["gone"] == 0
    assert seen["read"] == 4
    assert run(data, "import", path, "--dry-run") == 0
    assert "Có 2 ô (E4, B5) không đọc được giá trị" in capsys.readouterr().out


def test_new_on_a_matched_row_makes_a_new_task(
    data: Path, changed: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = {task["id"]: task for task in answer(capsys, data, "tasks")["tasks"]}
    seen = answer(capsys, data, "import", changed, "--dry-run")["files"][0]
    matched = next(row for row in seen["rows"] if row["kind"] == "changed")
    body = {"rows": {str(matched["row"]): "new"}}
    done = answer(capsys, data, "import", changed, "--decisions", decided(tmp_path, body))["files"][0]
    assert (done["counts"]["new"], done["counts"]["changed"]) == (2, 0)
    now = {task["id"]: task for task in answer(capsys, data, "tasks")["tasks"]}
    assert {key: now[key] for key in before} == before
    added = [task for key, task in now.items() if key not in before]
    assert "31/3/2019" in [task["deadline"]["raw"] for task in added]
    assert [one["number"] for one in answer(capsys, data, "gone")["waiting"]][:1] == ["1"]


def test_take_does_not_choose_between_tasks(
    data: Path, changed: Path, tmp_path: Path, capsys: Capture
) -> None:
    seen = answer(capsys, data, "import", changed, "--dry-run")["files"][0]
    asked = next(row["row"] for row in seen["rows"] if row["kind"] == "ambiguous")
    assert run(data, "import", changed, "--decisions", decided(tmp_path, {"rows": {str(asked): "take"}})) == 1
    assert f"rows.{asked}" in capsys.readouterr().err
