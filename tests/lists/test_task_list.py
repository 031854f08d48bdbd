from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.agencies import cells as agency_cells
from desktop_app.domain.editions.edition import Problem
from desktop_app.domain.programme import Group
from desktop_app.lists import tasks
from desktop_app.lists.cells import MAX_TEXT, plain_number, shown
from desktop_app.lists.heading import Heading
from desktop_app.lists.own_words import headings as written_headings
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.sorting import Sorter, Sorting
from desktop_app.lists.tasks import ListChoices, RowsLost, TaskList, read_task_list, split_by
from tests.lists.list_sheets import (
    GROUPS,
    JOB,
    PLAIN,
    TITLES,
    YEARS,
    Row,
    codes,
    heading_of,
    numbers,
    read,
    reasons,
    sheet,
    task,
)

JOIN = ListChoices(join_children=True)
APART = ListChoices(join_children=False)


def groups_of(found: TaskList) -> list[int | None]:
    return [row.given.group for row in found.rows]


def test_cells_that_could_not_be_read_are_told_where_they_stand() -> None:
    given = sheet(
        PLAIN, task(1), task(2, "Việc hai", None, None), (3, None, "Sở Tư pháp"), (), task(4, "Việc bốn")
    )
    found = read(replace(given, lost_cells=5, lost=((2, 2), (2, 4), (3, 1), (4, 1), (5, 0))))
    assert codes(found) == [("C3", "cell_lost"), ("E3", "cell_lost")]
    refused = [(one.row, problem.cell, problem.code) for one in found.refused for problem in one.problems]
    assert refused == [(4, "B4", "cell_lost"), (5, "B5", "cell_lost")]
    assert found.read == len(found.rows) + len(found.refused) == 5


def test_a_row_becomes_a_task() -> None:
    found = read(sheet(("DANH MỤC",), PLAIN, ("I", TITLES[0]), task(1.0, f" {JOB}\nnăm  2018 ")))
    (row,) = found.rows
    assert row.row == 4
    assert row.group_title == TITLES[0]
    assert row.given.number == "1"
    assert row.given.content == f"{JOB}\nnăm 2018"
    assert row.given.leads == ("Sở Tư pháp",)
    assert row.given.coordinating == ("Sở Nội vụ",)
    assert row.given.deadline == "31/12/2018"
    assert row.given.output == "Kế hoạch"
    assert row.given.group == 1
    assert row.problems == ()
    assert reasons(found) == [(1, "title"), (3, "group")]
    assert (found.read, found.refused, found.new_groups, found.encoding) == (3, (), (), "unicode")


def test_a_heading_without_content_is_refused() -> None:
    given = sheet(PLAIN, task())
    heading = heading_of(given).with_columns({1: "ignore"})
    with pytest.raises(ValueError, match="Heading"):
        read_task_list(given, heading, GROUPS)


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        ("I", TITLES[0]),
        ("I.", TITLES[0].upper()),
        ("A", TITLES[0]),
        ("Nhóm 1", TITLES[0]),
        ("Nhóm 1.", f"  {TITLES[0]}:"),
        (f"I. {TITLES[0]}",),
        (f"I - {TITLES[0]}",),
        (f"A. {TITLES[0]}",),
        (None, f"Nhóm 1. {TITLES[0]}"),
        (None, f"NHÓM NHIỆM VỤ THỨ 1: {TITLES[0]}"),
        (None, TITLES[0]),
        ("1", TITLES[0]),
        ("Nhóm 1",),
        ("I", None),
        (None, "Nhóm I"),
        ("I", TITLES[0], "Sở Tư pháp"),
    ],
)
def test_a_group_row_is_known_by_its_sign_or_its_title(row: Row) -> None:
    found = read(sheet(PLAIN, row, task()))
    assert groups_of(found) == [1]
    assert reasons(found) == [(2, "group")]
    assert found.new_groups == ()


def test_the_title_decides_against_the_number() -> None:
    found = read(sheet(PLAIN, ("I", TITLES[2]), task(), ("III", "Việc hoàn toàn khác"), task(2)))
    assert groups_of(found) == [3, 4]
    assert found.new_groups == ((4, "Việc hoàn toàn khác"),)
    assert [row.group_title for row in found.rows] == [TITLES[2], "Việc hoàn toàn khác"]


def test_of_two_groups_called_alike_the_number_decides() -> None:
    twins = (*GROUPS, Group(20, 1, 4, TITLES[0]))
    found = read(sheet(PLAIN, ("IV", TITLES[0]), task(), ("II", TITLES[0]), task(2)), groups=twins)
    assert groups_of(found) == [4, 1]


def test_a_title_that_is_nearly_that_of_a_group_is_told_once() -> None:
    found = read(sheet(PLAIN, ("I", TITLES[0] + "ng"), task(), task(2, "Việc khác nữa của kế hoạch")))
    assert groups_of(found) == [1, 1]
    assert found.rows[0].problems == (Problem("B2", "group_near", TITLES[0] + "ng"),)
    assert found.rows[1].problems == ()


def test_new_groups_take_the_next_numbers_and_only_those_with_tasks_count() -> None:
    found = read(
        sheet(
            PLAIN,
            ("A", "Nhiệm vụ chung"),
            ("I", "Việc một"),
            task(),
            ("II", "Việc hai"),
            task(2),
            ("IX", None),
        )
    )
    assert groups_of(found) == [5, 6]
    assert found.new_groups == ((5, "Việc một"), (6, "Việc hai"))


def test_a_number_of_no_group_makes_a_group_called_so() -> None:
    found = read(sheet(PLAIN, ("VIII", None), task(), (None, "Nhóm 9"), task(2)))
    assert found.new_groups == ((4, "VIII"), (5, "Nhóm 9"))


def test_tasks_above_the_first_group_have_none() -> None:
    found = read(sheet(PLAIN, task(), ("I", TITLES[0]), task(2)))
    assert groups_of(found) == [0, 1]
    assert found.new_groups == ((0, ""),)
    loose = (Group(1, 1, 0, ""), *GROUPS)
    assert read(sheet(PLAIN, task()), groups=loose).new_groups == ()


def test_a_group_may_stand_in_a_column() -> None:
    titles = ("Nhóm", *PLAIN)
    rows: list[Row] = [
        (TITLES[1], *task()),
        (None, *task(2)),
        ("Nhóm 3", *task(3)),
        (1.0, *task(4)),
        ("II", *task(5)),
        ("3. " + TITLES[2], *task(6)),
        (TITLES[0] + "x", *task(7)),
        ("1", *task("7a")),
        ("Mới", *task(8)),
    ]
    found = read(sheet(titles, *rows))
    assert groups_of(found) == [2, 2, 3, 1, 2, 3, 1, 1, 4]
    assert ("A8", "group_near") in codes(found)
    assert found.new_groups == ((4, "Mới"),)
    assert found.rows[1].group_title == TITLES[1]


def test_a_cell_of_the_group_column_speaks_for_all_rows_that_it_is_merged_over() -> None:
    given = sheet(
        ("Nhóm", *PLAIN), (TITLES[1], *task()), (None, *task(2)), (TITLES[0], *task(3)), merges=[(1, 0, 2, 0)]
    )
    assert groups_of(read(given)) == [2, 2, 1]


@pytest.mark.parametrize(
    ("row", "merge"),
    [
        (("Nhiệm vụ về thể chế",), (1, 0, 1, 5)),
        ((None, "Nhiệm vụ về thể chế"), (1, 1, 1, 5)),
        (("1", "Nhiệm vụ về thể chế"), (1, 1, 1, 5)),
    ],
)
def test_a_title_merged_across_is_a_group(row: Row, merge: tuple[int, int, int, int]) -> None:
    found = read(sheet(PLAIN, row, task("1.1"), merges=[merge]))
    assert found.new_groups == ((4, "Nhiệm vụ về thể chế"),)
    assert groups_of(found) == [4]


def test_a_title_merged_across_below_a_group_with_a_sign_is_only_a_subheading() -> None:
    rows = (("I", TITLES[0]), (None, "Việc thường xuyên"), task(), ("II", TITLES[1]), (TITLES[2],), task(2))
    found = read(sheet(PLAIN, *rows, merges=[(2, 1, 2, 5), (5, 0, 5, 5)]))
    assert groups_of(found) == [1, 3]
    assert (3, "group") in reasons(found)


def test_whole_numbers_name_groups_where_tasks_are_numbered_below_them() -> None:
    rows = (
        ("1", "Công tác chỉ đạo"),
        task("1.1"),
        task("1.2", "Việc hai của nhóm"),
        ("2", TITLES[1]),
        task("2.1", "Việc ba"),
    )
    found = read(sheet(PLAIN, *rows))
    assert numbers(found) == ["1.1", "1.2", "2.1"]
    assert groups_of(found) == [4, 4, 2]


def test_a_parent_with_an_agency_is_a_task_one_without_anything_a_title() -> None:
    rows = (
        task("1", "Công tác chỉ đạo"),
        task("1.1"),
        ("2", "Việc lớn"),
        task("2.1", "Việc ba"),
        ("3", "Việc cuối"),
    )
    found = read(sheet(PLAIN, *rows))
    assert numbers(found) == ["1", "1.1", "2.1", "3"]


def test_a_bare_title_between_numbered_tasks_is_a_group() -> None:
    found = read(
        sheet(PLAIN, (None, "Về thể chế"), (), *(task(n, f"{JOB} {n}") for n in range(1, 6)), (None, "", "x"))
    )
    assert found.new_groups == ((4, "Về thể chế"),)
    found = read(sheet(PLAIN, (None, "VỀ THỂ CHẾ CHUNG"), task(None), task(None, "Việc khác")))
    assert found.new_groups == ((4, "VỀ THỂ CHẾ CHUNG"),)


def test_a_bare_text_is_a_task_where_nothing_says_that_it_is_a_group() -> None:
    plain = (None, "Tổ chức hội nghị")
    assert len(read(sheet(PLAIN, ("I", TITLES[0]), task(), plain, task(2, "Việc hai"))).rows) == 3
    assert len(read(sheet(PLAIN, task(None), plain, task(None, "Việc hai"))).rows) == 3
    assert len(read(sheet(PLAIN, *(task(n, f"{JOB} {n}") for n in range(1, 6)), plain)).rows) == 6
    assert (
        len(
            read(
                sheet(PLAIN, *(task(n, f"{JOB} {n}") for n in range(1, 6)), (None, "X y " * 100), task(6))
            ).rows
        )
        == 7
    )


def test_signs_number_the_tasks_of_a_list_that_has_nothing_else() -> None:
    found = read(sheet(("STT", "Nội dung", "Sản phẩm"), ("I", JOB), ("II", "Việc khác")))
    assert numbers(found) == ["I", "II"]
    found = read(sheet(("STT", "Nội dung", "Sản phẩm"), ("I", TITLES[0]), (1, JOB, "x")))
    assert numbers(found) == ["1"]


def test_a_text_with_a_result_is_a_task() -> None:
    given = sheet((*PLAIN, "Kết quả thực hiện"), *(task(n, f"{JOB} {n}") for n in range(1, 6)))
    told = (None, "Tổ chức hội nghị", None, None, None, None, "Đã tổ chức")
    assert len(read(replace(given, rows=(*given.rows, told, tuple(task(6))))).rows) == 7


def test_a_group_may_come_again() -> None:
    rows = (("I", TITLES[0]), task(1), ("II", TITLES[1]), task(2, "Hai"), ("I", TITLES[0]), task(3, "Ba"))
    assert groups_of(read(sheet(PLAIN, *rows))) == [1, 2, 1]


def test_a_row_with_a_sign_and_an_agency_is_a_task() -> None:
    found = read(sheet(PLAIN, task("A", "Việc một"), task("B", "Việc hai")))
    assert numbers(found) == ["A", "B"]


# --- numbers and sub-items -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        (1.0, "1"),
        ("1.", "1"),
        ("1)", "1"),
        (" 01 ", "01"),
        ("1.1.", "1.1"),
        (1.1, "1.1"),
        ("I.2", "I.2"),
        (date(2018, 2, 1), "1.2"),
        (datetime.fromisoformat("2018-03-02"), "2.3"),
        (None, ""),
        ("NV-05", "NV-05"),
    ],
)
def test_numbers_are_taken_as_printed(value: Value, expected: str) -> None:
    assert numbers(read(sheet(PLAIN, task(value)))) == [expected]


def test_one_point_ten_is_not_one_point_one() -> None:
    rows = (
        [task(1)]
        + [task(1 + n / 10, f"{JOB} {n}") for n in range(1, 10)]
        + [task(1.1, "Mười"), task(1.11, "Mười một")]
    )
    assert numbers(read(sheet(PLAIN, *rows)))[-3:] == ["1.9", "1.10", "1.11"]
    assert (
        numbers(read(sheet(PLAIN, task("1.9"), task(2.1, "Khác"), task("x.y", "z"), task(1.5, "w"))))[1]
        == "2.1"
    )


FAMILY = (
    ("I", TITLES[0]),
    task(1, "Việc lớn"),
    ("1.1", "Việc con một"),
    ("a)", "Việc cháu a"),
    ("b", "Việc cháu b"),
    ("-", "Việc chắt"),
    ("1.2", "Việc con hai"),
    task(2, "Việc lớn hai"),
    (None, "a) Việc con a"),
    (None, "- Gạch một"),
    (None, "- Gạch hai"),
    (None, "2.1. Việc con một của hai"),
    ("II", TITLES[1]),
    task(1, "Việc của nhóm hai"),
    (None, "+ Gạch của nhóm hai"),
)


def test_sub_items_are_tasks_of_their_own_where_the_officer_says_so() -> None:
    found = read(sheet(PLAIN, *FAMILY), APART)
    assert numbers(found) == [
        "1",
        "1.1",
        "1.1.a",
        "1.1.b",
        "1.1.b.1",
        "1.2",
        "2",
        "2.a",
        "2.a.1",
        "2.a.2",
        "2.1",
        "1",
        "1.1",
    ]
    contents = [row.given.content for row in found.rows]
    assert contents[7:11] == ["Việc con a", "- Gạch một", "- Gạch hai", "Việc con một của hai"]
    assert groups_of(found) == [1] * 11 + [2] * 2


def test_sub_items_with_nothing_of_their_own_are_joined() -> None:
    rows = (
        *FAMILY[:4],
        ("b", "Việc cháu b", "Sở Nội vụ"),
        *FAMILY[5:9],
        (None, "- Có hạn", None, None, "2019"),
    )
    found = read(sheet(PLAIN, *rows))
    assert [(row.given.number, row.given.content) for row in found.rows] == [
        ("1", "Việc lớn"),
        ("1.1", "Việc con một\na) Việc cháu a"),
        ("1.1.b", "Việc cháu b\n- Việc chắt"),
        ("1.2", "Việc con hai"),
        ("2", "Việc lớn hai\na) Việc con a"),
        ("2.a.1", "- Có hạn"),
    ]
    assert [reason for _, reason in reasons(found)].count("joined") == 3


def test_sub_items_are_joined_to_their_task_where_the_officer_says_so() -> None:
    found = read(sheet(PLAIN, *FAMILY), JOIN)
    assert numbers(found) == ["1", "2", "1"]
    assert found.rows[0].given.content.split("\n") == [
        "Việc lớn",
        "1.1. Việc con một",
        "a) Việc cháu a",
        "b) Việc cháu b",
        "- Việc chắt",
        "1.2. Việc con hai",
    ]
    assert (
        found.rows[1].given.content
        == "Việc lớn hai\na) Việc con a\n- Gạch một\n- Gạch hai\n2.1. Việc con một của hai"
    )
    assert [reason for _, reason in reasons(found)].count("joined") == 10
    assert found.read == 15


def test_joined_sub_items_bring_what_they_say_of_agencies_and_deadlines() -> None:
    rows = (
        task(1),
        ("1.1", "Một", "Sở Nội vụ", "Công an tỉnh", "2019", "Báo cáo"),
        ("1.2", "Hai", "Sở Tư pháp", None, "2019"),
    )
    (row,) = read(sheet(PLAIN, *rows), JOIN).rows
    assert row.given.leads == ("Sở Tư pháp", "Sở Nội vụ")
    assert row.given.coordinating == ("Sở Nội vụ", "Công an tỉnh")
    assert row.given.output == "Kế hoạch\nBáo cáo"
    assert row.given.deadline == "31/12/2018\n2019"


def test_sub_items_without_a_task_above_stand_alone() -> None:
    found = read(sheet(PLAIN, (None, "- Gạch"), ("a", "Chữ"), ("1.1", "Số"), ("-", "Gạch nữa")), JOIN)
    assert [(row.given.number, row.given.content) for row in found.rows] == [
        ("", "- Gạch"),
        ("a", "Chữ"),
        ("1.1", "Số\n- Gạch nữa"),
    ]
    found = read(sheet(PLAIN, task(None), (None, "- Gạch"), (None, "a) Chữ")), APART)
    assert [(row.given.number, row.given.content) for row in found.rows[1:]] == [("", "- Gạch"), ("a", "Chữ")]


def test_a_number_at_the_head_of_the_text_is_the_number() -> None:
    found = read(
        sheet(
            PLAIN[1:], task()[1:], ("1. Việc một", "Sở"), ("2) Việc hai", "Sở"), ("12 tháng hành động", "Sở")
        )
    )
    assert [(row.given.number, row.given.content) for row in found.rows[1:]] == [
        ("1", "Việc một"),
        ("2", "Việc hai"),
        ("", "12 tháng hành động"),
    ]


# --- merged cells ----------------------------------------------------------------------------------


def test_a_cell_merged_downwards_speaks_for_all_its_rows() -> None:
    rows = (task(1, "Một"), (2, "Hai"), (3, "Ba"), (4, "Bốn"))
    found = read(sheet(PLAIN, *rows, merges=[(1, 2, 3, 2), (1, 4, 2, 5)]))
    assert [row.given.leads for row in found.rows] == [("Sở Tư pháp",)] * 3 + [()]
    assert [row.given.deadline for row in found.rows] == ["31/12/2018"] * 2 + ["", ""]
    assert [row.given.output for row in found.rows] == ["Kế hoạch", "", "", ""]


def test_a_row_that_shares_its_content_with_the_one_above_is_part_of_it() -> None:
    rows = (task(1, "Một"), (None, None, "Công an tỉnh", None, "31/12/2018"), task(2, "Hai"))
    found = read(sheet(PLAIN, *rows, merges=[(1, 0, 2, 0), (1, 1, 2, 1)]))
    assert [row.given.leads for row in found.rows] == [("Sở Tư pháp", "Công an tỉnh"), ("Sở Tư pháp",)]
    assert [row.given.content for row in found.rows] == ["Một", "Hai"]
    assert found.rows[0].given.deadline == "31/12/2018"
    assert reasons(found) == [(3, "joined")]


def test_a_row_with_a_number_of_its_own_under_a_merged_content_is_a_task() -> None:
    found = read(sheet(PLAIN, task(1, "Một"), task(2, None), merges=[(1, 1, 2, 1)]))
    assert numbers(found) == ["1", "2"]
    assert codes(found) == [("B3", "duplicate")]


def test_a_merge_beside_the_list_and_one_beyond_its_end_do_no_harm() -> None:
    found = read(sheet(PLAIN, task(1), task(2, "Hai"), merges=[(1, 8, 2, 8), (2, 2, 90, 2), (0, 8, 0, 9)]))
    assert len(found.rows) == 2


def test_the_content_may_stand_in_any_column_that_its_title_is_merged_over() -> None:
    titles = ("STT", "Nội dung", None, "Cơ quan chủ trì", "Thời hạn")
    rows = ((1, None, JOB, "Sở Tư pháp", "2018"), (2, "a", "Việc hai", "Sở Tư pháp", "2018"), (3, "Việc ba"))
    found = read(sheet(titles, *rows, merges=[(0, 1, 0, 2)]))
    assert [row.given.content for row in found.rows] == [JOB, "a Việc hai", "Việc ba"]


# --- what is no task -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (PLAIN, "heading"),
        (("stt", "NỘI DUNG  NHIỆM VỤ", None, None, "thời hạn"), "heading"),
        (("TT", "Nội dung", "Chủ trì", None, "Thời gian thực hiện"), "heading"),
        ((1, 2, 3, 4, 5, 6), "heading"),
        (("(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(4)+(5)"), "heading"),
        (("A", "B", 1, 2, 3), "heading"),
        (("Tổng cộng", None, None, None, 42), "total"),
        ((None, "Cộng:"), "total"),
        ((None, "CỘNG NHÓM I"), "total"),
        ((None, "Tổng số: 42 nhiệm vụ"), "total"),
        ((None, "Ghi chú: các thời hạn tính theo năm"), "note"),
        (("Ghi chú",), "note"),
        ((None, "* Thực hiện hằng năm"), "note"),
        ((None, "Danh mục gồm 42 nhiệm vụ./."), "note"),
        (("PHỤ LỤC II",), "title"),
        ((None, "(Kèm theo Quyết định số 12/QĐ-UBND)"), "title"),
        ((None, "Người lập biểu", None, None, "GIÁM ĐỐC"), "signature"),
        ((None, None, None, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"), "signature"),
        ((None, None, None, None, "Huế, ngày 05 tháng 01 năm 2018"), "signature"),
        (("Nơi nhận:\n- Như trên;\n- Lưu: VT.", None, None, None, "GIÁM ĐỐC"), "signature"),
        ((None, "TM. ỦY BAN NHÂN DÂN"), "signature"),
        ((None, "(Ký, ghi rõ họ tên)"), "signature"),
        ((7,), "blank_row"),
        ((7.0, "  ", "\u200b"), "blank_row"),
        ((None, None, None, None, None, None, "lạc chỗ"), "outside"),
    ],
)
def test_rows_that_are_no_task_are_left_out_and_named(row: Row, reason: str) -> None:
    found = read(sheet(PLAIN, task(1), row))
    assert reasons(found) == [(3, reason)]
    assert len(found.rows) == 1
    assert found.read == 2


@pytest.mark.parametrize(
    "content",
    [
        "Cộng đồng doanh nghiệp tham gia ý kiến",
        "Tổng hợp kết quả thực hiện",
        "Tổng kết năm năm",
        "Giám đốc Sở Tư pháp ban hành quy chế",
        "Chủ tịch Ủy ban nhân dân tỉnh ký ban hành",
        "Nhóm vi phạm phổ biến: rà soát, xử lý",
        "Mục tiêu thi hành pháp luật",
        "V/v ban hành kế hoạch",
        "Ghi chép sổ theo dõi",
        "Phụ lục hợp đồng: rà soát mẫu",
    ],
)
def test_tasks_that_begin_like_something_else_are_tasks(content: str) -> None:
    for number in (2, None):
        found = read(sheet(PLAIN, task(1), task(number, content)))
        assert [row.given.content for row in found.rows] == [JOB, content]


def test_all_below_the_signature_is_left_out() -> None:
    tail = (
        ("Nơi nhận:",),
        ("- Như trên;", None, None, None, "GIÁM ĐỐC"),
        (),
        (None, "Nguyễn Văn A", "Trần B"),
        ("- Lưu: VT.",),
    )
    found = read(sheet(PLAIN, task(1), *tail))
    assert [reason for _, reason in reasons(found)] == ["signature"] * 4
    assert len(found.rows) == 1


def test_tasks_that_go_on_below_a_signature_are_not_lost() -> None:
    found = read(
        sheet(
            PLAIN, task(1), (None, "Người lập biểu"), (None, "A"), task(2, "Việc hai"), task(None, "Việc ba")
        )
    )
    assert numbers(found) == ["1", "2", ""]


def test_lines_below_a_note_belong_to_it() -> None:
    found = read(
        sheet(
            PLAIN,
            task(1),
            (None, "Ghi chú:"),
            (None, "- Năm kế hoạch"),
            (None, "Hết quý"),
            task(2, "Việc hai"),
        )
    )
    assert [reason for _, reason in reasons(found)] == ["note"] * 3
    assert numbers(found) == ["1", "2"]


def test_a_heading_of_two_rows_is_left_out_again_on_the_next_page() -> None:
    top = (("STT", "Nội dung", "Cơ quan", None, "Thời hạn"), (None, None, "Chủ trì", "Phối hợp", None))
    found = read(sheet(*top, task(1)[:5], *top, task(2, "Việc hai")[:5]))
    assert [reason for _, reason in reasons(found)] == ["heading"] * 2
    assert numbers(found) == ["1", "2"]


def test_the_title_above_a_repeated_heading_is_no_group() -> None:
    rows = (
        ("I", TITLES[0]),
        task(1),
        ("DANH MỤC ĐỢT HAI",),
        PLAIN,
        task(2, "Việc hai"),
        ("II", TITLES[1]),
        PLAIN,
        task(3, "Ba"),
    )
    found = read(sheet(PLAIN, *rows))
    assert groups_of(found) == [1, 1, 2]
    assert (4, "title") in reasons(found)
    assert (7, "group") in reasons(found)


def test_a_list_with_other_columns_below_is_left_out_and_named() -> None:
    other = ("STT", "Cơ quan chủ trì", "Nội dung nhiệm vụ", "Thời hạn")
    found = read(sheet(PLAIN, task(1), (), other, (1, "Sở Tư pháp", "Việc hai", "2019")))
    assert len(found.rows) == 1
    assert reasons(found) == [(4, "other_list"), (5, "other_list")]


def test_a_list_beside_is_left_out_and_named() -> None:
    titles = (*PLAIN[:3], None, *PLAIN[:3])
    found = read(
        sheet(
            titles,
            (1, JOB, "Sở Tư pháp", None, 1, "Việc hai", "Sở Nội vụ"),
            (None, None, None, None, 2, "Việc ba"),
        )
    )
    assert len(found.rows) == 1
    assert reasons(found) == [(1, "other_list"), (3, "outside")]
    assert found.left_out[0].text == "STT Nội dung nhiệm vụ Cơ quan chủ trì"


# --- refused and problems --------------------------------------------------------------------------


def test_a_row_without_content_is_refused() -> None:
    found = read(sheet(PLAIN, task(1), task(2, None), (None, " ", "Sở Tư pháp")))
    assert [(one.row, one.problems) for one in found.refused] == [
        (3, (Problem("B3", "content_missing"),)),
        (4, (Problem("B4", "content_missing"),)),
    ]
    assert found.refused[0].texts == ("2", "", "Sở Tư pháp", "Sở Nội vụ", "31/12/2018", "Kế hoạch")


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    long = "x" * (MAX_TEXT + 1)
    found = read(sheet(PLAIN, task(1, long), (2, JOB, "Sở", None, "2018", long), task(3, "x" * MAX_TEXT)))
    assert [one.problems for one in found.refused] == [
        (Problem("B2", "text_too_long", "32768"),),
        (Problem("F3", "text_too_long", "32768"),),
    ]
    assert len(found.rows) == 1


def test_deadlines_are_kept_as_typed_and_what_is_wrong_is_told() -> None:
    values: list[Value] = [
        "31/12/2018",
        date(2018, 12, 31),
        datetime.fromisoformat("2018-12-31"),
        2018,
        "Quý IV/2018",
        None,
        "bao giờ xong",
        43465,
    ]
    rows = [task(number, f"Việc số {number}", value) for number, value in enumerate(values, start=1)]
    found = read(sheet(PLAIN, *rows))
    assert [row.given.deadline for row in found.rows] == [
        "31/12/2018", "31/12/2018", "31/12/2018", "2018", "Quý IV/2018", "", "bao giờ xong", "31/12/2018"
    ]  # fmt: skip
    assert codes(found) == [
        ("E7", "deadline_missing"),
        ("E8", "deadline_not_read"),
        ("E9", "deadline_number"),
    ]


@pytest.mark.parametrize("deadline", ["31/12/2023", "Quý I/2017", date(2023, 1, 31), date(2017, 12, 31)])
def test_a_deadline_outside_the_programme_is_told(deadline: Value) -> None:
    assert codes(read(sheet(PLAIN, task(1, JOB, deadline)))) == [("E2", "deadline_outside")]


def test_a_deadline_with_two_readings_is_told() -> None:
    found = read(sheet(PLAIN, task(1, JOB, "31/12/18"), task(2, "Việc hai", 3.5)))
    assert codes(found)[0] == ("E2", "deadline_unsure")
    assert found.rows[1].given.deadline == "3.5"


def test_swapped_days_and_months_are_suspected_by_the_other_dates() -> None:
    texts = [task(1, "Một", "31/12/2018"), task(2, "Hai", "30/06/2019"), task(3, "Ba", "15/11/2019")]
    early, twelfth = task(4, "Bốn", date(2019, 5, 6)), task(5, "Năm", date(2019, 7, 7))
    assert codes(read(sheet(PLAIN, *texts, early, twelfth))) == [("E5", "deadline_swapped")]
    assert codes(read(sheet(PLAIN, *texts, early, task(5, "Năm", date(2019, 5, 31))))) == []
    assert codes(read(sheet(PLAIN, texts[0], early))) == []
    assert codes(read(sheet(PLAIN, *texts, early, task(6, "Sáu", "05/06/2019")))) == []


def test_the_finishing_day_is_the_deadline() -> None:
    titles = ("STT", "Nội dung", "Chủ trì", "Thời gian thực hiện", None)
    lower = (None, None, None, "Bắt đầu", "Kết thúc")
    found = read(
        sheet(
            titles, lower, (1, JOB, "Sở Tư pháp", "01/2018", "12/2018"), (2, "Việc hai", "Sở Tư pháp", "2018")
        )
    )
    assert [row.given.deadline for row in found.rows] == ["01/2018 - 12/2018", "Từ 2018"]
    assert codes(found) == [("E4", "deadline_not_read")]


def test_columns_that_a_list_does_not_have_are_not_missed() -> None:
    assert codes(read(sheet(("STT", "Nội dung", "Sản phẩm"), (1, JOB, "x")))) == []
    assert codes(read(sheet(PLAIN, task(1, lead=None)))) == [("C2", "lead_missing")]


def test_the_same_content_twice_in_a_group_is_told() -> None:
    rows = (task(1), task(2, JOB.upper()), ("I", TITLES[0]), task(3), task(4, f" {JOB}  "))
    assert [row.problems for row in read(sheet(PLAIN, *rows)).rows] == [
        (), (Problem("B3", "duplicate", "2"),), (), (Problem("B6", "duplicate", "5"),)
    ]  # fmt: skip


def test_one_column_may_name_leads_and_helpers() -> None:
    titles = ("STT", "Nội dung", "Cơ quan chủ trì, phối hợp", "Thời hạn")
    cells = [
        "Chủ trì: Sở Tư pháp\n- Phối hợp: Sở Nội vụ; Công an tỉnh",
        "Sở Tư pháp; phối hợp: Sở Nội vụ",
        "Sở Tư pháp",
        "Phối hợp: Sở Y tế",
    ]
    found = read(sheet(titles, *((n, f"Việc {n}", cell, "2018") for n, cell in enumerate(cells))))
    assert [(row.given.leads, row.given.coordinating) for row in found.rows] == [
        (("Sở Tư pháp",), ("Sở Nội vụ", "Công an tỉnh")),
        (("Sở Tư pháp",), ("Sở Nội vụ",)),
        (("Sở Tư pháp",), ()),
        ((), ("Sở Y tế",)),
    ]


def test_columns_of_the_province_are_never_read() -> None:
    titles = (*PLAIN, "Kết quả thực hiện", "Ghi chú")
    found = read(
        sheet(titles, (*task(1), "Đã xong", "x"), (None, None, None, None, None, None, "chỉ có kết quả"))
    )
    assert len(found.rows) == 1
    assert reasons(found) == [(3, "blank_row")]


# --- texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" a\u00a0 b ", "a b"),
        (True, "TRUE"),
        (False, "FALSE"),
        (3, "3"),
        (3.0, "3"),
        (0.1 + 0.2, "0,3"),
        (date(2018, 1, 2), "02/01/2018"),
        (datetime.fromisoformat("2018-01-02"), "02/01/2018"),
        (datetime.fromisoformat("2018-01-02T03:04"), "02/01/2018 03:04"),
        (time(7, 5), "07:05"),
        (timedelta(hours=26, minutes=3), "26:03"),
    ],
)
def test_values_are_shown_as_excel_shows_them(value: Value, text: str) -> None:
    assert shown(value) == text


def test_numbers_are_written_without_noise() -> None:
    assert plain_number(1e15) == "1000000000000000"
    assert plain_number(2.50) == "2.5"


OLD_ROW = (
    1,
    "X©y dùng kÕ ho¹ch theo dâi thi hµnh ph¸p luËt",
    "Së T\u00ad ph¸p",
    "Së Néi vô",
    "Quý IV/2018",
    "B¸o c¸o",
)


def test_a_list_in_tcvn3_is_repaired() -> None:
    titles = ("STT", "Néi dung nhiÖm vô", "C¬ quan chñ tr×", "C¬ quan phèi hîp", "Thêi h¹n", "S¶n phÈm")
    group = ("I", "T¨ng c\u00adêng sù l·nh ®¹o cña cÊp ñy §¶ng")
    found = read(
        sheet(
            titles,
            group,
            OLD_ROW,
            (2, "HỌP BÁO (đã là Unicode)"),
            (3, "B¸O C¸O N¡M"),
            (4, "B¸O C¸O N¡M"),
            fonts=(".VnTime",),
        )
    )
    assert found.encoding == "tcvn3"
    assert found.rows[0].given.content == JOB
    assert found.rows[0].given.leads == ("Sở Tư pháp",)
    assert found.rows[0].given.group == 1
    assert [row.given.content for row in found.rows[1:]] == [
        "HỌP BÁO (đã là Unicode)",
        "BÁO CÁO NĂM",
        "BÁO CÁO NĂM",
    ]


def test_the_officer_can_switch_the_repair_off() -> None:
    given = sheet(PLAIN, OLD_ROW, fonts=(".VnTime",))
    found = read(given, ListChoices(encoding="unicode"))
    assert found.encoding == "unicode"
    assert found.rows[0].given.content == OLD_ROW[1]


def test_a_font_of_capitals_shows_capitals() -> None:
    found = read(sheet(PLAIN, OLD_ROW, fonts=(".VnTimeH",)))
    assert found.rows[0].given.content == JOB.upper()


# --- this program's own report ---------------------------------------------------------------------

STATES = ("Chưa thực hiện", 0, None, "Chưa hoàn thành, trong hạn")
OWN = (
    ("UBND TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    written_headings(),
    ("I", TITLES[0], *[None] * 7, "2 nhiệm vụ, 1 hoàn thành"),
    (*task("01"), *STATES, "kết quả"),
    (*task("", "- Tổng cộng", None, "Sở A, Sở B; Sở C"), *STATES),
    ("II", "Ghi chú: nhóm mới", *[None] * 7, "1 nhiệm vụ"),
    (*task(3, "I. Việc"), *STATES),
    ("0", None, *[None] * 7, "1 nhiệm vụ"),
    (*task(4, "STT"), *STATES),
    ("Nơi nhận:\n- Lưu: VT.", None, None, None, None, None, None, None, None, None, "GIÁM ĐỐC"),
    (None, "x"),
)


def test_the_programs_own_report_is_read_to_the_letter() -> None:
    found = read(sheet(*OWN))
    assert [(row.given.group, row.given.number, row.given.content) for row in found.rows] == [
        (1, "01", JOB),
        (1, "", "- Tổng cộng"),
        (4, "3", "I. Việc"),
        (0, "4", "STT"),
    ]
    assert found.rows[1].given.leads == ("Sở A, Sở B", "Sở C")
    assert found.new_groups == ((0, ""), (4, "Ghi chú: nhóm mới"))
    assert [reason for _, reason in reasons(found)] == [
        "title",
        "group",
        "group",
        "group",
        "signature",
        "signature",
    ]


# --- at large --------------------------------------------------------------------------------------


def test_progress_is_told_at_most_twenty_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    given = sheet(PLAIN, *(task(n, f"Việc {n}") for n in range(1, 2000)))
    monkeypatch.setattr("time.monotonic", lambda: 1.0)
    read_task_list(given, heading_of(given), GROUPS, progress=lambda done, total: told.append((done, total)))
    assert told == [(255, 1999)]


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[tuple[int, int]] = []
    given = sheet(PLAIN, *(task(n, f"Việc {n}") for n in range(1, 2000)))
    read_task_list(given, heading_of(given), GROUPS, progress=lambda done, total: told.append((done, total)))
    assert told
    assert all(total == 1999 for _, total in told)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_task_list(given, heading_of(given), GROUPS, progress=stop)


def test_a_lost_row_is_a_bug_that_stops_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(Sorter):
        def result(self) -> Sorting:
            sorting = super().result()
            sorting.stated_tasks.pop()
            return sorting

    monkeypatch.setattr(tasks, "Sorter", Forgetful)
    with pytest.raises(RowsLost):
        read(sheet(PLAIN, task(1)))


values = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [
            *PLAIN,
            *TITLES,
            "I",
            "II.",
            "a)",
            "-",
            "1.1",
            "Tổng cộng",
            "GIÁM ĐỐC",
            "Nơi nhận:",
            "Ghi chú: x",
            JOB,
            "Nhóm 2",
        ]
    ),
    st.integers(-5, 60000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=3)),
)
any_rows = st.lists(st.lists(values, max_size=8), max_size=12)
any_merges = st.lists(st.tuples(*[st.integers(0, 14), st.integers(0, 6)] * 2), max_size=4)


@settings(max_examples=300, deadline=None)
@given(any_rows, any_merges, st.booleans())
def test_whatever_stands_below_a_heading_every_row_is_accounted_for(
    rows: list[list[Value]], corners: list[tuple[int, ...]], join: bool
) -> None:
    merges = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    heading = Heading(
        0, 0, heading_of(sheet(PLAIN, task())).titles, heading_of(sheet(PLAIN, task())).columns, 6.0
    )
    given = sheet(PLAIN, *rows, merges=[merge for merge in merges if merge[0] > 0])
    found = read_task_list(given, heading, GROUPS, years=YEARS, choices=ListChoices(join_children=join))
    told = (
        [row.row for row in found.rows]
        + [row.row for row in found.refused]
        + [row.row for row in found.left_out]
    )
    assert len(told) == len(set(told)) == found.read
    known = {group.number for group in GROUPS} | {number for number, _ in found.new_groups}
    assert {row.given.group for row in found.rows} <= known


words_of = st.lists(st.sampled_from(JOB.split() + TITLES[1].split()), min_size=4, max_size=9).map(" ".join)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Sheet, list[tuple[int, str]]]:
    """A list in one of the usual layouts, and the (group, content) of every task in it."""
    order = draw(st.permutations(range(6)))
    above = draw(
        st.lists(st.sampled_from([("UBND TỈNH", None, "CỘNG HÒA"), ("DANH MỤC NHIỆM VỤ",), ()]), max_size=5)
    )
    contents = iter(draw(st.lists(words_of, min_size=1, max_size=12, unique=True)))
    signs = draw(st.sampled_from(["I II III", "A B C", "Nhóm_1 Nhóm_2 Nhóm_3"])).split()
    restart, pages = draw(st.booleans()), draw(st.booleans())
    rows: list[Row] = [*above, [PLAIN[place] for place in order]]
    expected, number = [], 0
    for group, title in enumerate(TITLES, start=1):
        rows.append([{0: signs[group - 1].replace("_", " "), 1: title}.get(place) for place in order])
        number = 0 if restart else number
        for content in [
            content for content, _ in zip(contents, range(draw(st.integers(0, 4))), strict=False)
        ]:
            number += 1
            rows.append([task(number, content)[place] for place in order])
            expected.append((group, content))
        if pages:
            rows.append([PLAIN[place] for place in order])
    tail = draw(
        st.lists(st.sampled_from([(), ("Tổng cộng",), (None, "Người lập biểu", "GIÁM ĐỐC")]), max_size=2)
    )
    return sheet(*rows, *tail), expected


@settings(max_examples=200, deadline=None)
@given(layouts())
def test_the_tasks_of_any_usual_layout_are_found_exactly(layout: tuple[Sheet, list[tuple[int, str]]]) -> None:
    given, expected = layout
    found = read(given)
    assert [(row.given.group, row.given.content) for row in found.rows] == expected
    assert found.refused == ()
    assert read(replace(given, name="x")) == found


TIMES = ("TT", "Nội dung", "Cơ quan chủ trì", "Thời gian thực hiện", None, None)
TIMES_MERGES = [(0, 3, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2)]


@pytest.mark.parametrize(
    ("below", "crosses", "deadline"),
    [
        ((2018, 2019, 2020), ("x", None, None), "2018"),
        (("Năm 2018", "Năm 2019", "Năm 2020"), ("X", "✓", None), "2018, 2019"),
        (("Quý II/2019", "Quý III/2019", "Quý IV/2019"), (None, None, "x"), "Quý IV/2019"),
        ((2018, 2019, 2020), (None, "Tháng 6", "x"), "Tháng 6 (2019), 2020"),
        ((2018, 2019, 2020), (None, None, None), ""),
    ],
)
def test_crosses_under_years_and_quarters_are_deadlines(
    below: tuple[str, ...], crosses: tuple[str | None, ...], deadline: str
) -> None:
    rows = [(1, JOB, "Sở Tư pháp", *crosses), (2, "Việc khác", "Sở Tư pháp", "x", "x", None)]
    found = read(sheet(TIMES, (None, None, None, *below), *rows, merges=TIMES_MERGES))
    assert found.rows[0].given.deadline == deadline


def test_quarters_take_the_year_of_the_title_above_them() -> None:
    head = ("TT", "Nội dung", "Cơ quan chủ trì", "Tiến độ năm 2019", None, None)
    below = (None, None, None, "Quý I", "Quý II", "Quý IV")
    found = read(sheet(head, below, (1, JOB, "Sở Tư pháp", None, None, "x"), merges=TIMES_MERGES))
    assert [(row.given.deadline, row.problems) for row in found.rows] == [("Quý IV/2019", ())]


def test_titles_without_a_sign_are_groups_where_tasks_are_numbered() -> None:
    found = read(
        sheet(PLAIN, (None, "Tuyên truyền"), task(1), task(2, "Việc hai"), (None, "Kiểm tra"), task(1, "Ba"))
    )
    assert [row.group_title for row in found.rows] == ["Tuyên truyền", "Tuyên truyền", "Kiểm tra"]


def test_another_table_below_with_titles_of_its_own_is_left_out() -> None:
    other = ("TT", "Tên văn bản", "Số ký hiệu", "Trích yếu")
    found = read(sheet(PLAIN, task(1), other, (1, "Luật", "80/2015", "x")))
    assert reasons(found) == [(3, "other_list"), (4, "other_list")]


@pytest.mark.parametrize("numbers", [("a", "b"), ("-", "-"), (None, None)])
def test_numbered_titles_above_unnumbered_tasks_are_groups(numbers: tuple[str | None, str | None]) -> None:
    first, second = (task(number, JOB + str(place)) for place, number in enumerate(numbers))
    found = read(
        sheet(PLAIN, ("1", "Chỉ đạo"), first, second, ("2", "Kiểm tra"), task(numbers[0], "Việc ba"))
    )
    assert [row.group_title for row in found.rows] == ["Chỉ đạo", "Chỉ đạo", "Kiểm tra"]


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "Như trên", '"', "N.T.", "//"])
def test_as_above_means_the_cell_above(ditto: str) -> None:
    rows = [
        (1, JOB, "Sở Tư pháp", "Sở Nội vụ", "2019"),
        (2, "Việc hai", ditto, ditto, ditto),
        (3, "Ba", ditto, "", ditto),
    ]
    found = read(sheet(("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"), *rows))
    assert [row.given.leads for row in found.rows] == [("Sở Tư pháp",)] * 3
    assert [row.given.coordinating for row in found.rows] == [("Sở Nội vụ",), ("Sở Nội vụ",), ()]
    assert [row.given.deadline for row in found.rows] == ["2019"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ, UBND cấp huyện",
        "Sở Tư pháp (chủ trì); Sở Nội vụ (phối hợp); UBND cấp huyện (phối hợp)",
        "Chủ trì: Sở Tư pháp\nPhối hợp: Sở Nội vụ, UBND cấp huyện",
    ],
)
def test_who_leads_and_who_helps_in_one_cell(text: str) -> None:
    found = read(sheet(("STT", "Nội dung", "Cơ quan chủ trì, phối hợp", "Thời hạn"), (1, JOB, text, "2019")))
    assert found.rows[0].given.leads == ("Sở Tư pháp",)
    assert found.rows[0].given.coordinating == ("Sở Nội vụ", "UBND cấp huyện")


def test_a_group_of_the_programme_is_known_with_a_number_before_it() -> None:
    found = read(sheet(PLAIN, (f"2. {GROUPS[1].title}",), task(1)))
    assert [row.given.group for row in found.rows] == [GROUPS[1].number]


def test_another_annex_leaves_the_group() -> None:
    rows = [("I", GROUPS[1].title), task(1), ("Phụ lục II",), PLAIN, task(1, "Việc của phụ lục hai")]
    found = read(sheet(PLAIN, *rows))
    assert [row.given.group for row in found.rows] == [GROUPS[1].number, 0]


def test_a_long_catalogue_is_looked_at_once_and_not_for_every_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[str, ...]] = []
    of_names = agency_cells._known

    def counted(names: tuple[str, ...]) -> object:
        looked.append(names)
        return of_names(names)

    monkeypatch.setattr(agency_cells, "_known", counted)
    split = split_by(["Vietcombank", "Sở Tư pháp"])
    assert split("Sở Tư pháp, Vietcombank") == ("Sở Tư pháp", "Vietcombank")
    assert (split(""), split("Sở Y tế")) == ((), ("Sở Y tế",))
    assert looked == [("Vietcombank", "Sở Tư pháp")]
