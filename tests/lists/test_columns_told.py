"""Columns judged by their titles and by what stands below; what is not taken is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.editions import UnusedColumn
from desktop_app.lists.heading import find_heading
from desktop_app.lists.sheet import Value
from desktop_app.lists.tasks import TaskList
from tests.lists.list_sheets import JOB, heading_of, read, sheet

Table = tuple[tuple[Value, ...], ...]


def unused(found: TaskList) -> list[tuple[int, str, int]]:
    return [(one.column, one.title, one.filled) for one in found.unused]


def fields(*rows: tuple[Value, ...]) -> dict[str, str]:
    heading = heading_of(sheet(*rows))
    titles = dict(heading.titles)
    return {titles[column]: field for column, field in heading.columns}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Hạn chót", "deadline"),
        ("Ngày KT", "deadline"),
        ("Đảm trách", "leads"),
        ("Sở", "leads"),
        ("Kết quả yêu cầu", "output"),
        ("Kết quả hiện nay", "result"),
        ("Due date", "deadline"),
        ("Owner", "leads"),
    ],
)
def test_titles_of_offices_and_task_systems_are_known(title: str, field: str) -> None:
    assert fields(("STT", "Nội dung", title), (1, JOB, "Sở Tư pháp"))[title] == field


@pytest.mark.parametrize("title", ["Mức", "Phân", "MỨC", "Mục đích", "Số"])
def test_a_word_with_other_accents_is_another_word(title: str) -> None:
    rows = ("TT", "Nhiệm vụ", title, "Đơn vị chủ trì"), (1, JOB, "Cao", "Sở Tư pháp")
    assert title not in fields(*rows)
    found = read(sheet(*rows))
    assert unused(found) == [(2, title, 1)]
    assert found.new_groups == ((0, ""),)


@pytest.mark.parametrize("title", ["Mục", "MỤC", "muc", "Phần", "Nhóm (*)"])
def test_a_word_is_known_with_its_accents_or_without_any(title: str) -> None:
    rows = ("TT", "Nhiệm vụ", title, "Đơn vị chủ trì"), (1, JOB, "Thể chế", "Sở Tư pháp")
    assert fields(*rows)[title] == "group"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("100%", "80%", "45%"), "percent"),
        (("Đang thực hiện", "Đã hoàn thành", "Chưa thực hiện"), "status"),
        (("Báo cáo", "Kế hoạch", "Văn bản"), "output"),
    ],
)
def test_a_column_of_products_holds_products(values: tuple[str, ...], field: str) -> None:
    rows = [(at, f"{JOB} {at}", "Sở Tư pháp", value) for at, value in enumerate(values, 1)]
    told = fields(("STT", "Công việc", "Đơn vị thực hiện", "Kết quả"), *rows)
    assert told["Kết quả"] == field


def test_an_empty_column_gives_way_to_a_filled_one() -> None:
    told = fields(
        ("STT", "Nội dung", "Đơn vị chủ trì", "Cơ quan chủ trì", "Thời hạn"),
        (1, JOB, None, "Sở Tư pháp", "6/2019"),
        (2, f"{JOB} khác", None, "Sở Nội vụ", "9/2019"),
    )
    assert told["Cơ quan chủ trì"] == "leads"
    assert "Đơn vị chủ trì" not in told


def test_references_to_other_tasks_are_no_contents() -> None:
    told = fields(
        ("STT", "Nhiệm vụ", "Việc cụ thể cần triển khai", "Chủ trì", "Thời hạn"),
        (1, "NV 1", JOB, "Sở Tư pháp", "6/2019"),
        (2, "NV 1, 2", f"{JOB} khác", "Sở Nội vụ", "9/2019"),
    )
    assert told["Việc cụ thể cần triển khai"] == "content"


def test_a_table_of_counts_is_no_list() -> None:
    rows = (
        ("STT", "Đơn vị", "Nhiệm vụ", "Hoàn thành", "Quá hạn"),
        (1, "Sở Tư pháp", 12, 10, 2),
        (2, "Sở Nội vụ", 5, 5, 0),
    )
    assert find_heading(sheet(*rows)) is None


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Thời hạn ban đầu", "Thời hạn điều chỉnh"),
        ("Thời hạn", "Thời hạn gia hạn"),
        ("Thời hạn cũ", "Thời hạn mới"),
        ("Thời hạn trước điều chỉnh", "Thời hạn sau khi điều chỉnh"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_of_two_values_the_one_in_force_counts(older: str, newer: str, *, first: bool) -> None:
    times: list[tuple[Value, Value]] = [("6/2019", None), ("9/2019", "12/2020")]
    titles = (older, newer) if first else (newer, older)
    rows: list[tuple[Value, ...]] = [
        (at, f"{JOB} {at}", "Sở Tư pháp", old if first else new, new if first else old)
        for at, (old, new) in enumerate(times, 1)
    ]
    found = read(sheet(("STT", "Nội dung", "Chủ trì", titles[0], titles[1]), *rows))
    assert [row.given.deadline for row in found.rows] == ["6/2019", "12/2020"]
    places = (3, 4) if first else (4, 3)
    assert found.unused == (UnusedColumn(places[0], older, 2, places[1], fills=True),)


def test_a_title_that_says_nothing_is_judged_by_its_cells() -> None:
    told = fields(
        ("STT", "Nội dung", "Nơi làm", "Bao giờ xong"),
        (1, JOB, "Sở Tư pháp", "30/6/2019"),
        (2, f"{JOB} khác", "Công an tỉnh", "Quý IV/2019"),
    )
    assert (told["Nơi làm"], told["Bao giờ xong"]) == ("leads", "deadline")


def test_what_no_column_holds_is_told() -> None:
    found = read(sheet(("STT", "Nội dung nhiệm vụ", "Sản phẩm"), (1, JOB, "Báo cáo")))
    assert found.missing == ("leads", "deadline")


@given(st.lists(st.sampled_from(["", "x", "ghi thêm", "Phòng họp A"]), min_size=1, max_size=6))
@settings(max_examples=40)
def test_every_filled_column_is_mapped_or_told(cells: list[str]) -> None:
    titles = [f"Cột lạ {chr(97 + at)}" for at in range(len(cells))]
    rows: Table = (
        ("STT", "Nội dung", "Chủ trì", "Thời hạn", *titles),
        (1, JOB, "Sở Tư pháp", "6/2019", *cells),
    )
    given = sheet(*rows)
    mapped = {column for column, _ in heading_of(given).columns}
    told = {one.column for one in read(given).unused}
    filled = {4 + at for at, cell in enumerate(cells) if cell}
    assert filled == told - mapped
