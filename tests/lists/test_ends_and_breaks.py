"""What stands below the last task, and rows that a page break has cut in two."""

from collections.abc import Sequence

import pytest

from desktop_app.lists.sheet import Value
from desktop_app.lists.tasks import TaskList
from tests.lists.list_sheets import PLAIN, read, sheet

A = ("1", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Sở Nội vụ", "31/12/2019", "Báo cáo")
B = ("2", "Tập huấn nghiệp vụ cho công chức cấp xã", "Sở Nội vụ", "", "Quý IV/2019", "Hội nghị")
CUT = ("2", "Tập huấn nghiệp vụ cho công chức cấp xã và", "Sở Nội", "", "Quý", "Hội nghị")
C = ("3", "Kiểm tra việc thi hành pháp luật", "Thanh tra Sở", "", "2019", "")
QUARTERS = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Quý I/2019",
    "Quý II/2019",
    "Quý III/2019",
    "Quý IV/2019",
)
CROSSED = (
    ("1", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "x", "", "", ""),
    ("2", "Tập huấn nghiệp vụ cho công chức", "Sở Nội vụ", "", "x", "", ""),
)


def contents(found: TaskList) -> list[str]:
    return [row.given.content for row in found.rows]


def reasons(found: TaskList) -> list[str]:
    return [one.reason for one in found.left_out]


@pytest.mark.parametrize(
    "text",
    [
        "Trên đây là Kế hoạch thực hiện, đề nghị các đơn vị triển khai.",
        "Các đơn vị có trách nhiệm báo cáo kết quả về Sở Tư pháp trước ngày 15/12/2019 để tổng hợp.",
        "Yêu cầu các cơ quan, đơn vị báo cáo UBND tỉnh kết quả thực hiện",
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Tư pháp.",
        "Căn cứ Kế hoạch này, thủ trưởng các sở, ngành xây dựng kế hoạch của đơn vị mình.",
        "Thủ trưởng các cơ quan, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện.",
        "Đề nghị các sở, ban, ngành phối hợp thực hiện.",
        "Định kỳ trước ngày 15/12 gửi báo cáo về Sở Tư pháp.",
    ],
)
def test_a_remark_that_closes_the_list_is_no_task(text: str) -> None:
    for row in (("", text), (text,)):
        found = read(sheet(PLAIN, A, B, row))
        assert contents(found) == [A[1], B[1]]
        assert reasons(found) == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "Giao Sở Tư pháp theo dõi, đôn đốc việc thực hiện Kế hoạch này",
        "Sơ kết, tổng kết việc thực hiện Đề án",
        "Một số nội dung cần tập trung chỉ đạo trong thời gian tới",
    ],
)
def test_a_bare_text_below_the_last_task_waits(text: str) -> None:
    found = read(sheet(PLAIN, A, B, ("", text)))
    assert [row.doubt for row in found.rows] == ["", "", "remark"]
    assert found.rows[2].given.content == text


def test_what_has_anything_of_a_task_is_one() -> None:
    last = ("", "Sơ kết, tổng kết việc thực hiện Đề án", "Sở Tư pháp", "", "2022", "")
    numbered = ("3", "Sơ kết, tổng kết việc thực hiện Đề án", "", "", "", "")
    for row in (last, numbered):
        assert [one.doubt for one in read(sheet(PLAIN, A, B, row)).rows] == ["", "", ""]


def test_a_list_without_numbers_keeps_its_last_row() -> None:
    rows = [("", one[1], *one[2:]) for one in (A, B)]
    assert not any(row.doubt for row in read(sheet(PLAIN, *rows, ("", C[1]))).rows)


@pytest.mark.parametrize("head", [PLAIN, ("1", "2", "3", "4", "5", "6")])
def test_a_row_that_a_page_break_cuts_is_one_task(head: Sequence[Value]) -> None:
    rest = ("", "hòa giải viên ở cơ sở", "vụ", "Sở Tài chính", "IV/2019", "")
    found = read(sheet(PLAIN, A, CUT, head, rest, C))
    _, task, last = found.rows
    assert task.given.content == "Tập huấn nghiệp vụ cho công chức cấp xã và hòa giải viên ở cơ sở"
    assert (task.given.leads, task.given.coordinating) == (("Sở Nội vụ",), ("Sở Tài chính",))
    assert (task.given.deadline, task.given.output) == ("Quý IV/2019", "Hội nghị")
    assert last.given.number == "3"
    assert reasons(found) == ["heading", "joined"]


def test_a_title_at_the_top_of_a_page_stays_a_title() -> None:
    title = ("", "TĂNG CƯỜNG KIỂM TRA, THEO DÕI")
    found = read(sheet(PLAIN, A, B, PLAIN, title, C))
    assert contents(found) == [A[1], B[1], C[1]]
    assert reasons(found) == ["heading", "group"]


@pytest.mark.parametrize(
    "signed",
    [
        [
            ("", "", "", "", "", "Hà Nam, ngày 12 tháng 3 năm 2019"),
            ("", "NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC"),
            ("", "Nguyễn Văn A", "", "", "", "Trần Thị B"),
        ],
        [("", "", "Xác nhận của lãnh đạo", "", "TRƯỞNG PHÒNG"), ("", "", "", "", "Lê Văn C")],
        [("", "", "", "", "", "", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"), ("", "", "", "", "", "", "Phạm Văn D")],
        [("", "Người tổng hợp", "", "", "", "", "Chánh Văn phòng"), ("", "Lê E", "", "", "", "", "Vũ G")],
    ],
)
def test_who_signs_under_the_quarters_is_no_task(signed: Sequence[Sequence[Value]]) -> None:
    found = read(sheet(QUARTERS, *CROSSED, (), *signed))
    assert [row.given.deadline for row in found.rows] == ["Quý I/2019", "Quý II/2019"]
    assert set(reasons(found)) == {"signature"}
    assert not found.refused
