"""The head of a Decision or plan: what a programme is founded on.

The heads are invented in the forms of Nghị định 30/2020, Phụ lục I; the right values were written before
the reader was first run.
"""

from datetime import date

import pytest

from desktop_app.lists.document_head import kind_of, read_head

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
Rows = list[tuple[str, ...]]


def year(first: int, last: int | None = None) -> tuple[date, date]:
    return date(first, 1, 1), date(last or first, 12, 31)


HEADS: dict[str, tuple[Rows, tuple[object, ...]]] = {
    "decision of the Prime Minister": (
        [
            ("THỦ TƯỚNG CHÍNH PHỦ\n-------", f"{NATION}\n---------------"),
            ("Số: 242/QĐ-TTg", "Hà Nội, ngày 26 tháng 02 năm 2018"),
            ("QUYẾT ĐỊNH",),
            (
                (
                    "Phê duyệt Đề án “Đổi mới, nâng cao hiệu quả công tác tổ chức thi hành "
                    "pháp luật giai đoạn 2018 - 2022”"
                ),
            ),
            ("THỦ TƯỚNG CHÍNH PHỦ",),
            ("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",),
            ("QUYẾT ĐỊNH:",),
            ("Điều 1. Phê duyệt Đề án với những nội dung chủ yếu sau đây:",),
        ],
        (
            "Quyết định",
            "242/QĐ-TTg",
            date(2018, 2, 26),
            "Thủ tướng Chính phủ",
            "Đề án Đổi mới, nâng cao hiệu quả công tác tổ chức thi hành pháp luật giai đoạn 2018 - 2022",
            *year(2018, 2022),
        ),
    ),
    "plan whose text goes on without a full stop": (
        [
            ("BỘ TƯ PHÁP",),
            ("Số: 88/KH-BTP",),
            ("Hà Nội, ngày 03 tháng 01 năm 2024",),
            ("KẾ HOẠCH",),
            ("Triển khai thực hiện Chương trình chuyển đổi số ngành Tư pháp năm 2024",),
            ("Thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ…",),
        ],
        (
            "Kế hoạch",
            "88/KH-BTP",
            date(2024, 1, 3),
            "Bộ Tư pháp",
            "Kế hoạch triển khai thực hiện Chương trình chuyển đổi số ngành Tư pháp năm 2024",
            *year(2024),
        ),
    ),
    "plan of a provincial committee": (
        [
            ("ỦY BAN NHÂN DÂN\nTỈNH KHÁNH HÒA", NATION),
            ("Số: 1352/KH-UBND", "Khánh Hòa, ngày 05 tháng 02 năm 2024"),
            ("KẾ HOẠCH",),
            ("Theo dõi tình hình thi hành pháp luật năm 2024 trên địa bàn tỉnh Khánh Hòa",),
            (
                (
                    "Thực hiện Nghị định số 59/2012/NĐ-CP ngày 23/7/2012 của Chính phủ, UBND "
                    "tỉnh ban hành Kế hoạch như sau:"
                ),
            ),
            ("I. MỤC ĐÍCH, YÊU CẦU",),
        ],
        (
            "Kế hoạch",
            "1352/KH-UBND",
            date(2024, 2, 5),
            "Ủy ban nhân dân tỉnh Khánh Hòa",
            "Kế hoạch theo dõi tình hình thi hành pháp luật năm 2024 trên địa bàn tỉnh Khánh Hòa",
            *year(2024),
        ),
    ),
    "plan of a department, its parent above": (
        [
            ("UBND TỈNH NAM ĐỊNH\nSỞ TƯ PHÁP", NATION),
            ("Số: 07/KH-STP", "Nam Định, ngày 15 tháng 01 năm 2023"),
            ("KẾ HOẠCH\nPhổ biến, giáo dục pháp luật năm 2023",),
            ("Căn cứ Kế hoạch số 3/KH-UBND ngày 10/01/2023 của UBND tỉnh, Sở Tư pháp xây dựng Kế hoạch:",),
        ],
        (
            "Kế hoạch",
            "07/KH-STP",
            date(2023, 1, 15),
            "Sở Tư pháp",
            "Kế hoạch phổ biến, giáo dục pháp luật năm 2023",
            *year(2023),
        ),
    ),
    "decision that issues a plan": (
        [
            ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\n--------", NATION),
            ("Số: 88/QĐ-UBND", "Cần Thơ, ngày 12 tháng 3 năm 2021"),
            ("QUYẾT ĐỊNH",),
            ("Về việc ban hành Kế hoạch thực hiện Chương trình tổng thể cải cách hành chính",),
            ("giai đoạn 2021 - 2025 trên địa bàn thành phố Cần Thơ",),
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",),
            ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",),
        ],
        (
            "Quyết định",
            "88/QĐ-UBND",
            date(2021, 3, 12),
            "Ủy ban nhân dân thành phố Cần Thơ",
            (
                "Kế hoạch thực hiện Chương trình tổng thể cải cách hành chính giai đoạn 2021 - "
                "2025 trên địa bàn thành phố Cần Thơ"
            ),
            *year(2021, 2025),
        ),
    ),
    "a ministry, two columns in one line": (
        [
            ("BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
            ("------- Độc lập - Tự do - Hạnh phúc",),
            ("Số: 1205/QĐ-BTNMT Hà Nội, ngày 9 tháng 5 năm 2022",),
            ("QUYẾT ĐỊNH",),
            ("Ban hành Kế hoạch kiểm tra công tác thi hành pháp luật năm 2022",),
            ("BỘ TRƯỞNG BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG",),
            ("Căn cứ Nghị định số 36/2017/NĐ-CP ngày 04 tháng 4 năm 2017 của Chính phủ;",),
        ],
        (
            "Quyết định",
            "1205/QĐ-BTNMT",
            date(2022, 5, 9),
            "Bộ Tài nguyên và Môi trường",
            "Kế hoạch kiểm tra công tác thi hành pháp luật năm 2022",
            *year(2022),
        ),
    ),
    "number and day left open": (
        [
            ("UBND TỈNH AN GIANG\nSỞ TƯ PHÁP", NATION),
            ("Số:      /KH-STP", "An Giang, ngày      tháng      năm 2025"),
            ("KẾ HOẠCH",),
            ("Rà soát, hệ thống hóa văn bản quy phạm pháp luật 6 tháng cuối năm 2025",),
        ],
        (
            "Kế hoạch",
            "",
            None,
            "Sở Tư pháp",
            "Kế hoạch rà soát, hệ thống hóa văn bản quy phạm pháp luật 6 tháng cuối năm 2025",
            date(2025, 7, 1),
            date(2025, 12, 31),
        ),
    ),
    "programme of a Party committee": (
        [
            ("TỈNH ỦY HÀ GIANG\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"),
            ("Số 15-CTr/TU", "Hà Giang, ngày 20 tháng 12 năm 2021"),
            ("CHƯƠNG TRÌNH",),
            ("Thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII",),
            ("-----",),
            ("Thực hiện Nghị quyết Đại hội, Ban Thường vụ Tỉnh ủy ban hành Chương trình như sau:",),
        ],
        (
            "Chương trình",
            "15-CTr/TU",
            date(2021, 12, 20),
            "Tỉnh ủy Hà Giang",
            "Chương trình thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII",
            None,
            None,
        ),
    ),
    "annex alone": (
        [
            ("Phụ lục I",),
            ("KẾ HOẠCH\nNâng cao chất lượng hòa giải ở cơ sở giai đoạn 2022-2026",),
            (
                (
                    "(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 17 tháng 01 năm 2022 của "
                    "Ủy ban nhân dân tỉnh Lào Cai)"
                ),
            ),
            ("I. MỤC TIÊU",),
        ],
        (
            "Quyết định",
            "45/QĐ-UBND",
            date(2022, 1, 17),
            "Ủy ban nhân dân tỉnh Lào Cai",
            "Kế hoạch nâng cao chất lượng hòa giải ở cơ sở giai đoạn 2022-2026",
            *year(2022, 2026),
        ),
    ),
    "title in capitals": (
        [
            ("UBND HUYỆN MỘC CHÂU\nPHÒNG TƯ PHÁP", NATION),
            ("Số: 3/KH-TP", "Mộc Châu, ngày 02 tháng 02 năm 2019"),
            ("KẾ HOẠCH",),
            ("CÔNG TÁC TƯ PHÁP NĂM 2019 TRÊN ĐỊA BÀN TỈNH SƠN LA",),
            ("I. NHIỆM VỤ TRỌNG TÂM",),
        ],
        (
            "Kế hoạch",
            "3/KH-TP",
            date(2019, 2, 2),
            "Phòng Tư pháp",
            "Kế hoạch công tác tư pháp năm 2019 trên địa bàn tỉnh Sơn La",
            *year(2019),
        ),
    ),
    "resolution, span in words": (
        [
            ("HỘI ĐỒNG NHÂN DÂN\nTỈNH BẾN TRE", NATION),
            ("Số: 21/NQ-HĐND", "Bến Tre, ngày 08 tháng 12 năm 2020"),
            ("NGHỊ QUYẾT",),
            ("Về Chương trình hỗ trợ pháp lý cho doanh nghiệp từ năm 2021 đến năm 2025,",),
            ("định hướng đến năm 2030",),
            ("HỘI ĐỒNG NHÂN DÂN TỈNH BẾN TRE",),
            ("KHÓA X - KỲ HỌP THỨ 2",),
            ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",),
        ],
        (
            "Nghị quyết",
            "21/NQ-HĐND",
            date(2020, 12, 8),
            "Hội đồng nhân dân tỉnh Bến Tre",
            "Chương trình hỗ trợ pháp lý cho doanh nghiệp từ năm 2021 đến năm 2025, định hướng đến năm 2030",
            *year(2021, 2025),
        ),
    ),
    "the year is the law's": (
        [
            ("BỘ TƯ PHÁP", NATION),
            ("Số: 316/KH-BTP", "Hà Nội, ngày 30/6/2025"),
            ("KẾ HOẠCH",),
            ("Triển khai thi hành Luật Ban hành văn bản quy phạm pháp luật năm 2025",),
        ],
        (
            "Kế hoạch",
            "316/KH-BTP",
            date(2025, 6, 30),
            "Bộ Tư pháp",
            "Kế hoạch triển khai thi hành Luật Ban hành văn bản quy phạm pháp luật năm 2025",
            None,
            None,
        ),
    ),
    "letter with V/v": (
        [
            (
                (
                    "UBND TỈNH ĐẮK LẮK\nSỞ TƯ PHÁP\n\nSố: 410/STP-XDKT\nV/v phân công nhiệm vụ "
                    "theo dõi thi hành pháp luật quý III năm 2023"
                ),
                f"{NATION}\n\nĐắk Lắk, ngày 3 tháng 7 năm 2023",
            ),
            ("Kính gửi: Các phòng, đơn vị thuộc Sở",),
        ],
        (
            "Công văn",
            "410/STP-XDKT",
            date(2023, 7, 3),
            "Sở Tư pháp",
            "Phân công nhiệm vụ theo dõi thi hành pháp luật quý III năm 2023",
            date(2023, 7, 1),
            date(2023, 9, 30),
        ),
    ),
    "plan of a year within a longer programme": (
        [
            ("ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP", NATION),
            ("Số: 26/KH-UBND", "Tân Lập, ngày 22 tháng 01 năm 2024"),
            ("KẾ HOẠCH",),
            ("Thực hiện Đề án số 06 giai đoạn 2022 - 2025 trong năm 2024",),
            ("Để thực hiện Đề án số 06 của Chính phủ, UBND xã ban hành Kế hoạch với các nội dung sau:",),
        ],
        (
            "Kế hoạch",
            "26/KH-UBND",
            date(2024, 1, 22),
            "Ủy ban nhân dân xã Tân Lập",
            "Kế hoạch thực hiện Đề án số 06 giai đoạn 2022 - 2025 trong năm 2024",
            *year(2024),
        ),
    ),
    "time of carrying out in the body": (
        [
            ("CỤC THI HÀNH ÁN DÂN SỰ\nTỈNH LONG AN", NATION),
            ("Số: 09/CTr-CTHADS", "Long An, ngày 01 tháng 3 năm 2022"),
            ("CHƯƠNG TRÌNH",),
            ("Phối hợp trong công tác thi hành án dân sự",),
            ("I. MỤC ĐÍCH",),
            ("Nâng cao hiệu quả phối hợp.",),
            ("II. THỜI GIAN THỰC HIỆN",),
            ("Thời gian thực hiện: từ năm 2022 đến hết năm 2024.",),
        ],
        (
            "Chương trình",
            "09/CTr-CTHADS",
            date(2022, 3, 1),
            "Cục Thi hành án dân sự tỉnh Long An",
            "Chương trình phối hợp trong công tác thi hành án dân sự",
            *year(2022, 2024),
        ),
    ),
}


LATER: dict[str, tuple[Rows, tuple[object, ...]]] = {
    "chu tich": (
        [
            ("CHỦ TỊCH\nUỶ BAN NHÂN DÂN TỈNH\nBẮC GIANG", NATION),
            ("Số: 77 /QĐ-UBND", "Bắc Giang, ngày 7 tháng 02 năm 2023"),
            ("QUYẾT ĐỊNH\nBan hành Kế hoạch công tác bồi thường nhà nước năm 2023",),
            ("___________",),
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC GIANG",),
            ("Căn cứ Luật",),
        ],
        (
            "Quyết định",
            "77/QĐ-UBND",
            date(2023, 2, 7),
            "Kế hoạch công tác bồi thường nhà nước năm 2023",
            *year(2023),
        ),
    ),
    "excel annex": (
        [
            ("PHỤ LỤC",),
            ("DANH MỤC NHIỆM VỤ THỰC HIỆN ĐỀ ÁN CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2023-2025",),
            ("(Kèm theo Kế hoạch số 210/KH-UBND ngày 10/10/2023 của UBND tỉnh Kon Tum)",),
            ("STT", "Nội dung", "Chủ trì"),
        ],
        (
            "Kế hoạch",
            "210/KH-UBND",
            date(2023, 10, 10),
            "Danh mục nhiệm vụ thực hiện đề án chuyển đổi số giai đoạn 2023-2025",
            *year(2023, 2025),
        ),
    ),
    "chi thi": (
        [
            ("THỦ TƯỚNG CHÍNH PHỦ", NATION),
            ("Số: 10/CT-TTg", "Hà Nội, ngày 11 tháng 04 năm 2022"),
            ("CHỈ THỊ",),
            ("Về việc tăng cường công tác xây dựng, hoàn thiện pháp luật và tổ chức thi hành pháp luật",),
            ("Thời gian qua, công tác xây dựng pháp luật đã đạt kết quả.",),
        ],
        (
            "Chỉ thị",
            "10/CT-TTg",
            date(2022, 4, 11),
            "Tăng cường công tác xây dựng, hoàn thiện pháp luật và tổ chức thi hành pháp luật",
            None,
            None,
        ),
    ),
    "two years": (
        [
            ("UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ", NATION),
            ("Số: 14/KH-SNV", "Lạng Sơn, ngày 1 tháng 12 năm 2024"),
            ("KẾ HOẠCH",),
            ("Cải cách hành chính năm 2025",),
            ("(Kèm theo Kế hoạch số 200/KH-UBND ngày 20/11/2024 của UBND tỉnh)",),
            ("Căn cứ",),
        ],
        ("Kế hoạch", "14/KH-SNV", date(2024, 12, 1), "Kế hoạch cải cách hành chính năm 2025", *year(2025)),
    ),
    "de an": (
        [
            ("BỘ TƯ PHÁP", NATION),
            ("", "Hà Nội, tháng 5 năm 2020"),
            ("ĐỀ ÁN",),
            ("NÂNG CAO NĂNG LỰC ĐỘI NGŨ BÁO CÁO VIÊN PHÁP LUẬT GIAI ĐOẠN 2020 - 2024",),
            (
                (
                    "(Ban hành kèm theo Quyết định số 1156/QĐ-BTP ngày 28 tháng 5 năm 2020 của Bộ trưởng "
                    "Bộ Tư pháp)"
                ),
            ),
        ],
        (
            "Quyết định",
            "1156/QĐ-BTP",
            date(2020, 5, 28),
            "Đề án nâng cao năng lực đội ngũ báo cáo viên pháp luật giai đoạn 2020 - 2024",
            *year(2020, 2024),
        ),
    ),
    "one line": (
        [
            ("SỞ TƯ PHÁP TỈNH QUẢNG TRỊ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 33/KH-STP", "", "Độc lập - Tự do - Hạnh phúc"),
            ("", "", "Quảng Trị, ngày 14/02/2025"),
            ("KẾ HOẠCH TRIỂN KHAI CÔNG TÁC TƯ PHÁP NĂM 2025",),
            ("STT", "Nội dung"),
        ],
        (
            "Kế hoạch",
            "33/KH-STP",
            date(2025, 2, 14),
            "Kế hoạch triển khai công tác tư pháp năm 2025",
            *year(2025),
        ),
    ),
    "chuong trinh hanh dong": (
        [
            ("HỘI LUẬT GIA TỈNH SÓC TRĂNG", NATION),
            ("Số: 05/CTr-HLG", "Sóc Trăng, ngày 03 tháng 3 năm 2021"),
            ("CHƯƠNG TRÌNH HÀNH ĐỘNG",),
            ("Thực hiện Nghị quyết Đại hội XIII của Đảng nhiệm kỳ 2021 - 2026",),
            ("Thực hiện Nghị quyết Đại hội, Hội Luật gia tỉnh xây dựng Chương trình hành động như sau:",),
        ],
        (
            "Chương trình",
            "05/CTr-HLG",
            date(2021, 3, 3),
            "Chương trình hành động thực hiện Nghị quyết Đại hội XIII của Đảng nhiệm kỳ 2021 - 2026",
            *year(2021, 2026),
        ),
    ),
    "quyet dinh phe duyet chien luoc": (
        [
            ("CHÍNH PHỦ\n-------", NATION),
            ("Số: 99/NQ-CP", "Hà Nội, ngày 30 tháng 8 năm 2021"),
            ("NGHỊ QUYẾT",),
            ("BAN HÀNH CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ VỀ PHÒNG, CHỐNG THIÊN TAI ĐẾN NĂM 2030",),
            ("CHÍNH PHỦ",),
            ("Căn cứ Luật",),
        ],
        (
            "Nghị quyết",
            "99/NQ-CP",
            date(2021, 8, 30),
            "Chương trình hành động của Chính phủ về phòng, chống thiên tai đến năm 2030",
            None,
            date(2030, 12, 31),
        ),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_is_read(name: str) -> None:
    rows, right = HEADS[name]
    read = read_head(rows)
    found = (
        read.kind,
        read.number,
        read.issued_on,
        read.issuer,
        read.title,
        read.starts_on,
        read.ends_on,
    )
    assert found == right


@pytest.mark.parametrize("name", LATER)
def test_a_head_of_the_second_round_is_read(name: str) -> None:
    rows, right = LATER[name]
    read = read_head(rows)
    assert (read.kind, read.number, read.issued_on, read.title, read.starts_on, read.ends_on) == right


def test_a_list_without_a_head_is_named_by_its_title() -> None:
    rows = [
        ("SỞ TƯ PHÁP",),
        ("DANH MỤC NHIỆM VỤ NĂM 2024",),
        ("STT", "Nội dung", "Chủ trì"),
        ("I", "THỂ CHẾ"),
    ]
    read = read_head(rows)
    assert (read.title, read.issuer) == ("Danh mục nhiệm vụ năm 2024", "Sở Tư pháp")


def test_a_name_that_begins_a_line_keeps_its_capital() -> None:
    rows = [("KẾ HOẠCH",), ("Kiểm tra năm 2024 tại các xã của tỉnh",), ("Khánh Hòa",)]
    assert read_head(rows).title == "Kế hoạch kiểm tra năm 2024 tại các xã của tỉnh Khánh Hòa"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("242/QĐ-TTg", "Quyết định"),
        ("01/2023/QĐ-UBND", "Quyết định"),
        ("15-CTr/TU", "Chương trình"),
        ("07/KH-STP", "Kế hoạch"),
        ("21/NQ-HĐND", "Nghị quyết"),
        ("410/STP-XDKT", "Công văn"),
        ("06", ""),
    ],
)
def test_a_sign_says_the_kind(number: str, kind: str) -> None:
    assert kind_of(number) == kind


@pytest.mark.parametrize(
    ("above", "issuer", "title"),
    [
        (["ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG"], "Ủy ban nhân dân tỉnh Tuyên Quang", "Nhiệm vụ năm 2025"),
        (
            ["PHỤ LỤC I", "ỦY BAN NHÂN DÂN", "TỈNH AN GIANG"],
            "Ủy ban nhân dân tỉnh An Giang",
            "Nhiệm vụ năm 2025",
        ),
        (["SỞ TƯ PHÁP"], "Ủy ban nhân dân tỉnh", "Nhiệm vụ năm 2025"),
        (
            ["PHỤ LỤC PHÂN CÔNG CÁC SỞ, NGÀNH"],
            "Ủy ban nhân dân tỉnh",
            "Phân công các sở, ngành nhiệm vụ năm 2025",
        ),
    ],
)
def test_who_made_an_annex_is_no_part_of_its_title(above: list[str], issuer: str, title: str) -> None:
    paper = "(Kèm theo Kế hoạch số 88/KH-UBND ngày 12/02/2025 của Ủy ban nhân dân tỉnh)"
    head = read_head([(line,) for line in (*above, "NHIỆM VỤ NĂM 2025", paper)])
    assert (head.issuer, head.title, head.number) == (issuer, title, "88/KH-UBND")
    assert (head.starts_on, head.ends_on) == year(2025)
