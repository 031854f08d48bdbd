"""What offices do in lists beside the rules.

Sentences over two rows, two columns of time, shortened group titles.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.lists.heading import other_lists
from desktop_app.lists.sheet import Value
from desktop_app.lists.tasks import ListChoices
from tests.lists.list_sheets import JOB, PLAIN, TITLES, codes, numbers, read, reasons, sheet, task

GOES_ON = "trong lĩnh vực đất đai, xây dựng"
TIMES = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian bắt đầu", "Thời gian hoàn thành")


def test_a_sentence_goes_on_in_the_rows_below() -> None:
    found = read(
        sheet(PLAIN, task(1), (None, GOES_ON), (None, "và môi trường"), task(2, "Việc thứ hai của đề án"))
    )
    assert [row.given.content for row in found.rows] == [
        f"{JOB} {GOES_ON} và môi trường",
        "Việc thứ hai của đề án",
    ]
    assert reasons(found) == [(3, "joined"), (4, "joined")]
    assert found.read == 4


@pytest.mark.parametrize(
    "row",
    [
        (None, GOES_ON.capitalize()),
        (2, GOES_ON),
        (None, GOES_ON, "Sở Xây dựng"),
        (None, GOES_ON, None, None, "2019"),
    ],
)
def test_a_row_that_stands_for_itself_is_not_joined(row: tuple[Value, ...]) -> None:
    found = read(sheet(PLAIN, task(1), row, task(3, "Việc thứ ba của đề án")))
    assert found.rows[0].given.content == JOB


@pytest.mark.parametrize("sign", ["a) ", "- "])
def test_an_item_with_nothing_of_its_own_joins_its_task(sign: str) -> None:
    found = read(sheet(PLAIN, task(1), (None, f"{sign}{GOES_ON}"), task(3, "Việc thứ ba của đề án")))
    assert [row.given.content for row in found.rows] == [f"{JOB}\n{sign}{GOES_ON}", "Việc thứ ba của đề án"]


@pytest.mark.parametrize("time", [None, "2019", "Năm 2019"])
def test_a_group_row_speaks_for_its_tasks(time: Value) -> None:
    """A lead, a year: the group stays a group, and what a task leaves to it is told."""
    found = read(
        sheet(
            PLAIN,
            ("I", "Về thể chế của tỉnh", "Sở Tư pháp", None, time),
            (1, JOB, None, None, "Quý II/2019", "Báo cáo"),
            (2, f"{JOB} khác", "Sở Nội vụ", None, None, "Báo cáo"),
            ("II", "Về kiểm tra"),
            (3, f"{JOB} nữa", None, None, "2020", "Báo cáo"),
        )
    )
    assert found.new_groups == ((4, "Về thể chế của tỉnh"), (5, "Về kiểm tra"))
    assert [(row.given.leads, row.given.deadline) for row in found.rows] == [
        (("Sở Tư pháp",), "Quý II/2019"),
        (("Sở Nội vụ",), time or ""),
        ((), "2020"),
    ]
    deadline = ("E4", "deadline_of_group" if time else "deadline_missing")
    assert codes(found) == [("C3", "lead_of_group"), deadline, ("C6", "lead_missing")]


@pytest.mark.parametrize(
    "row",
    [
        ("I", JOB, "Sở Tư pháp", None, "30/6/2019"),
        ("I", JOB, "Sở Tư pháp", None, None, "Kế hoạch"),
    ],
)
def test_a_task_with_a_sign_stays_a_task(row: tuple[Value, ...]) -> None:
    assert read(sheet(PLAIN, row, task(1, "Việc thứ hai của đề án"))).rows[0].given.content == JOB


@pytest.mark.parametrize(
    "words", ["Nhiệm vụ, giải pháp thứ nhất", "Nhóm nhiệm vụ số 1", "Nhóm nhiệm vụ thứ hai"]
)
def test_a_group_is_known_behind_its_number_in_words(words: str) -> None:
    found = read(sheet(PLAIN, (None, f"{words}: {TITLES[1]}"), task(1)))
    assert [row.given.group for row in found.rows] == [2]


def test_the_title_above_the_heading_is_the_first_group() -> None:
    found = read(
        sheet(
            ("DANH MỤC NHIỆM VỤ",), (f"II. {TITLES[1]}",), PLAIN, task(1), ("III", TITLES[2]), task(2, "Việc")
        )
    )
    assert [row.given.group for row in found.rows] == [2, 3]
    assert [row.given.group for row in read(sheet(("II. Phần chung",), PLAIN, task(1))).rows] == [0]


def test_titles_of_a_middle_level_are_no_tasks() -> None:
    found = read(
        sheet(
            PLAIN,
            ("I", "Hoàn thiện thể chế chung"),
            ("1", "Văn bản của tỉnh"),
            ("1.1", "Văn bản quy phạm"),
            ("1.1.1", JOB, "Sở Tư pháp", None, "2019"),
            ("2", "Văn bản của huyện"),
            ("2.1", f"{JOB} khác", "Sở Nội vụ", None, "2020"),
            ("3", "Việc không có gì khác"),
        )
    )
    assert numbers(found) == ["1.1.1", "2.1", "3"]
    assert reasons(found) == [(2, "group"), (3, "group"), (4, "group"), (6, "group")]


@pytest.mark.parametrize("own_title", [True, False])
def test_a_task_over_several_works_keeps_every_work(*, own_title: bool) -> None:
    head = (
        "STT",
        "Nhiệm vụ",
        "Nội dung công việc cụ thể" if own_title else None,
        "Cơ quan chủ trì",
        "Thời hạn",
    )
    merges = [(1, 0, 3, 0), (1, 1, 3, 1), *([] if own_title else [(0, 1, 0, 2)])]
    found = read(
        sheet(
            head,
            (1, "Hoàn thiện thể chế", "Rà soát văn bản", "Sở Tư pháp", "6/2019"),
            (None, None, "Đề xuất sửa đổi", "Sở Nội vụ", "9/2019"),
            (None, None, "báo cáo cấp trên"),
            (2, "Tập huấn nghiệp vụ", "Mở lớp cho cấp huyện", "Sở Tư pháp", "6/2020"),
            merges=merges,
        )
    )
    assert [(row.given.content, row.given.leads, row.given.deadline) for row in found.rows] == [
        ("Hoàn thiện thể chế Rà soát văn bản", ("Sở Tư pháp",), "6/2019"),
        ("Hoàn thiện thể chế Đề xuất sửa đổi\nbáo cáo cấp trên", ("Sở Nội vụ",), "9/2019"),
        ("Tập huấn nghiệp vụ Mở lớp cho cấp huyện", ("Sở Tư pháp",), "6/2020"),
    ]
    assert found.unused == ()


def test_nothing_goes_on_below_a_blank_row_or_a_group() -> None:
    found = read(sheet(PLAIN, task(1), (), (None, GOES_ON), task(2, "Việc thứ hai của đề án")))
    assert found.rows[0].given.content == JOB
    found = read(sheet(PLAIN, task(1), ("II", TITLES[1]), (None, GOES_ON), task(1, "Việc thứ hai của đề án")))
    assert found.rows[0].given.content == JOB


@pytest.mark.parametrize(
    ("starts", "ends", "told", "problems"),
    [
        ("01/3/2018", "30/4/2018", "01/3/2018 - 30/4/2018", []),
        ("Quý I/2018", "Quý IV/2019", "Quý I/2018 - Quý IV/2019", []),
        (2018, 2020, "2018 - 2020", []),
        (None, "30/4/2018", "30/4/2018", []),
        ("2018", "2018", "2018", []),
        ("2018", "Thường xuyên", "Từ 2018, Thường xuyên", []),
        ("01/3/2018", None, "Từ 01/3/2018", [("E2", "deadline_not_read")]),
        (None, None, "", [("E2", "deadline_missing")]),
    ],
)
def test_two_columns_of_time_are_one_span(
    starts: Value, ends: Value, told: str, problems: list[tuple[str, str]]
) -> None:
    found = read(sheet(TIMES, (1, JOB, "Sở Tư pháp", starts, ends)))
    assert [row.given.deadline for row in found.rows] == [told]
    assert codes(found) == problems


@pytest.mark.parametrize(
    "title", ["Tăng cường sự lãnh đạo của cấp ủy", "Tăng cường lãnh đạo của các cấp ủy Đảng"]
)
def test_a_shortened_title_with_the_number_of_its_group_is_that_group(title: str) -> None:
    found = read(sheet(PLAIN, ("I", title), task(1)))
    assert [row.given.group for row in found.rows] == [1]
    assert codes(found) == [("B2", "group_near")]


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("II", "Tăng cường sự lãnh đạo của"),
        ("I", "Tăng cường sự"),
        ("I", "Kiểm tra các sở, ngành của tỉnh"),
    ],
)
def test_another_number_or_a_short_beginning_is_a_new_group(number: str, title: str) -> None:
    found = read(sheet(PLAIN, (number, title), task(1)))
    assert [row.given.group for row in found.rows] == [4]


def test_one_nt_for_many_rows_takes_the_value_above() -> None:
    found = read(
        sheet(PLAIN, task(1), *(task(number, f"{JOB} {number}", "nt", "nt") for number in range(2, 400)))
    )
    assert {row.given.leads for row in found.rows} == {("Sở Tư pháp",)}
    assert {row.given.deadline for row in found.rows} == {"31/12/2018"}
    assert len(numbers(found)) == 399


def test_a_table_of_costs_below_the_list_is_another_list() -> None:
    titles = ("STT", "Nội dung chi", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền")
    costs = (1, "Chi hội nghị triển khai Đề án", "cuộc", 2, "5.000.000", "10.000.000")
    found = read(sheet(PLAIN, task(1), (), ("Biểu 2: Kinh phí thực hiện",), titles, costs))
    assert numbers(found) == ["1"]
    assert reasons(found) == [(4, "title"), (5, "other_list"), (6, "other_list")]


def test_a_heading_in_other_words_is_the_heading_again() -> None:
    titles = ("TT", "Nội dung công việc", "Cơ quan đầu mối", "Phối hợp", "Hoàn thành", "Ghi nhận")
    found = read(sheet(PLAIN, task(1), titles, task(2, "Việc thứ hai của đề án")))
    assert numbers(found) == ["1", "2"]


def test_other_sheets_that_are_lists_are_named() -> None:
    first, second = sheet(PLAIN, task(1), name="Nhóm 1"), sheet(PLAIN, task(2), name="Nhóm 2")
    empty, words = sheet(PLAIN, name="Mẫu"), sheet(("Hướng dẫn",), ("Điền vào cột C",), name="Hướng dẫn")
    assert other_lists([first, second, empty, words], first) == ("Nhóm 2",)


LABELS = {
    "leads": ("Chủ trì", "Cơ quan chủ trì", "Đơn vị chủ trì"),
    "coordinating": ("Phối hợp", "Cơ quan phối hợp"),
    "deadline": ("Thời hạn", "Thời gian hoàn thành"),
    "output": ("Sản phẩm", "Kết quả đầu ra"),
}
SAID = {"leads": "Sở Y tế", "coordinating": "Sở Nội vụ", "deadline": "Quý II/2019", "output": "Báo cáo"}


@given(st.lists(st.sampled_from(sorted(SAID)), min_size=1, unique=True), st.data())
def test_a_label_in_the_content_says_what_a_cell_would(fields: list[str], data: st.DataObject) -> None:
    joint = data.draw(st.sampled_from(["\n", "\n- ", "; ", ". "]))
    labels = {field: data.draw(st.sampled_from(LABELS[field])) for field in fields}
    content = JOB + "".join(f"{joint}{labels[field]}: {SAID[field]}" for field in fields)
    whole = {"leads": "Sở Tư pháp", "coordinating": None, "deadline": "2019", "output": None} | SAID
    cells = {field: None if field in fields else value for field, value in whole.items()}
    in_cells = read(sheet(PLAIN, (1, JOB, *whole.values()), task(2, "Việc thứ hai của đề án")))
    in_text = read(sheet(PLAIN, (1, content, *cells.values()), task(2, "Việc thứ hai của đề án")))
    assert in_text.rows[0].given == in_cells.rows[0].given


def test_a_label_whose_cell_is_filled_stays_in_the_content() -> None:
    content = f"{JOB}\nSản phẩm: Báo cáo"
    (row, _) = read(sheet(PLAIN, task(1, content), task(2, "Việc thứ hai của đề án"))).rows
    assert (row.given.content, row.given.output) == (content, "Kế hoạch")


@pytest.mark.parametrize(
    ("choices", "right"),
    [(None, ["1.a", "1.b", "2"]), (False, ["1", "1.a", "1.b", "2"]), (True, ["1", "2"])],
)
def test_a_bare_task_above_works_of_their_own_is_a_title(choices: bool | None, right: list[str]) -> None:
    rows = (
        (1, "Rà soát văn bản quy phạm pháp luật"),
        ("a", "Văn bản của cấp tỉnh", "Sở Tư pháp", None, "30/6/2019"),
        ("b", "Văn bản của cấp huyện", "UBND các huyện", None, "30/9/2019"),
        task(2, "Việc thứ hai của đề án"),
    )
    found = read(sheet(PLAIN, *rows), ListChoices(join_children=choices))
    assert numbers(found) == right


@pytest.mark.parametrize(
    "content",
    [f"{JOB} (Quý II/2019)", f"{JOB} (Sở Y tế)", f"{JOB} (giai đoạn 2018 - 2022)", f"{JOB} (nếu có)"],
)
def test_brackets_behind_one_content_of_many_stay_in_it(content: str) -> None:
    rows = (task(at, f"Việc thứ {at} của đề án")[:2] for at in range(2, 5))
    found = read(sheet(("STT", "Nội dung nhiệm vụ"), (1, content), *rows))
    assert (found.rows[0].given.content, found.rows[0].given.leads) == (content, ())


def test_the_words_behind_a_label_of_time_are_a_time_or_stay() -> None:
    content = "Xây dựng quy chế; thời hạn: do Sở quyết định"
    (row, _) = read(sheet(PLAIN[:3], (1, content, "Sở Tư pháp"), (2, JOB, "Sở Nội vụ"))).rows
    assert (row.given.content, row.given.deadline) == (content, "")
