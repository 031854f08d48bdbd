"""Tasks of a plan that has no table: numbered sections with who leads and until when."""

from desktop_app.lists.heading import find_heading
from desktop_app.lists.numbered_text import sheet_of_text
from desktop_app.lists.tasks import TaskList, read_task_list

PLAN = [
    "KẾ HOẠCH",
    "Phổ biến pháp luật năm 2024",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Nâng cao hiểu biết pháp luật của người dân.",
    "II. NỘI DUNG, NHIỆM VỤ",
    "1. Tổ chức hội nghị triển khai Luật Đất đai",
    "- Cơ quan chủ trì: Sở Tư pháp;",
    "- Cơ quan phối hợp: Sở Tài nguyên và Môi trường, UBND cấp huyện;",
    "- Thời gian thực hiện: Quý II/2024.",
    "- Sản phẩm: Hội nghị",
    "2. Biên soạn tài liệu hỏi đáp. Đơn vị chủ trì: Sở Tư pháp; thời hạn: tháng 6/2024.",
    "3. Hướng dẫn nghiệp vụ",
    "a) Tập huấn hòa giải viên",
    "Nội dung: kỹ năng hòa giải, kiến thức pháp luật mới.",
    "Cơ quan chủ trì: Sở Tư pháp. Thời gian thực hiện: Quý III/2024.",
    "b) Cấp phát sổ tay (Chủ trì: Văn phòng Sở; thời hạn: 30/9/2024)",
    "4. Kiểm tra việc thực hiện",
    "III. TỔ CHỨC THỰC HIỆN",
    "Sở Tư pháp theo dõi, đôn đốc việc thực hiện Kế hoạch này./.",
]


def read(texts: list[str]) -> TaskList:
    sheet = sheet_of_text(texts)
    assert sheet is not None
    heading = find_heading(sheet)
    assert heading is not None
    return read_task_list(sheet, heading, [], years=(2024, 2024))


def test_tasks_are_found_with_who_and_when() -> None:
    found = [
        (row.given.number, row.given.content, row.given.leads, row.given.deadline) for row in read(PLAN).rows
    ]
    assert found == [
        ("1", "Tổ chức hội nghị triển khai Luật Đất đai", ("Sở Tư pháp",), "Quý II/2024"),
        ("2", "Biên soạn tài liệu hỏi đáp", ("Sở Tư pháp",), "tháng 6/2024"),
        (
            "3.a",
            "Tập huấn hòa giải viên\nkỹ năng hòa giải, kiến thức pháp luật mới",
            ("Sở Tư pháp",),
            "Quý III/2024",
        ),
        ("3.b", "Cấp phát sổ tay", ("Văn phòng Sở",), "30/9/2024"),
        ("4", "Kiểm tra việc thực hiện", (), ""),
    ]


def test_the_title_above_is_the_group() -> None:
    groups = read(PLAN).new_groups
    assert [title for _, title in groups] == ["Nội dung, nhiệm vụ", "Hướng dẫn nghiệp vụ"]


def test_a_task_of_which_nobody_is_named_is_told() -> None:
    codes = {row.given.number: [one.code for one in row.problems] for row in read(PLAN).rows}
    assert "lead_missing" in codes["4"]


def test_every_paragraph_is_in_a_task_or_told() -> None:
    read_list = read(PLAN)
    told = " ".join(one.text for one in read_list.left_out)
    for text in (PLAN[1], PLAN[3], PLAN[-1]):
        assert text in told
    whole = told + " ".join(
        " ".join((row.given.content, *row.given.leads, *row.given.coordinating, row.given.output))
        for row in read_list.rows
    )
    for word in ("Hội nghị", "UBND cấp huyện", "sổ tay"):
        assert word in whole


def test_a_text_without_tasks_is_none() -> None:
    assert sheet_of_text(["I. MỤC ĐÍCH", "1. Nâng cao hiểu biết.", "Nơi nhận: Như trên"]) is None
