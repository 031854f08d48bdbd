"""Small real lists, written as an office would."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
GROUP = "Tăng cường sự lãnh đạo của cấp ủy Đảng, chính quyền các cấp trong công tác tổ chức thi hành"
SECOND = "Hoàn thiện thể chế về tổ chức thi hành và theo dõi thi hành pháp luật"

PLAN = (
    "1",
    "Ban hành kế hoạch theo dõi thi hành pháp luật",
    "Sở Tư pháp",
    "Sở Nội vụ",
    "31/12/2018",
    "Kế hoạch",
)
LAND = (
    "2",
    "Khảo sát thi hành pháp luật trong lĩnh vực đất đai",
    "Sở Tư pháp",
    "Sở Tài chính",
    "Quý IV/2019",
    "Báo cáo",
)
TRAIN = (
    "3",
    "Tập huấn nghiệp vụ cho cán bộ cấp huyện, cấp xã",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Hằng năm",
    "Hội nghị",
)
CHECK = ("4", "Kiểm tra trách nhiệm quản lý nhà nước tại các sở", "Sở Tư pháp", "", "30/11/2020", "Kết luận")

Row = Sequence[object]


def write_list(
    path: Path,
    rows: Sequence[Row],
    titles: Sequence[str] = (),
    head: Sequence[str] = HEAD,
    second: Sequence[Row] = (),
) -> Path:
    """Write a list with title lines, the first group and its rows, and the second group where it has rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phụ lục"
    for title in titles:
        sheet.append([title])
    sheet.append(list(head))
    sheet.append(["I", GROUP])
    for row in rows:
        sheet.append(list(row))
    if second:
        sheet.append(["II", SECOND])
    for row in second:
        sheet.append(list(row))
    book.save(path)
    return path
