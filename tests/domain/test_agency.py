import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.agencies import (
    Agency,
    agency_key,
    is_doubtful,
    join_agencies,
    meant_by,
    split_agencies,
)

WHOLE = [
    "Sở Tư pháp",
    "Sở Lao động, Thương binh và Xã hội",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Thông tin và Truyền thông",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Kế hoạch và Đầu tư",
    "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "UBND các huyện và các xã, phường",
    "UBND thành phố Tam Kỳ, Hội An",
    "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    "Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh",
    "Văn phòng HĐND và UBND huyện",
    "các sở, ban, ngành, đoàn thể",
    "các bộ, ngành, địa phương",
    "Các Sở, Ban, Ngành",
    "Trung tâm Thông tin, Báo chí",
    "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch",
    "Ban Chỉ đạo phòng, chống tội phạm",
    "Sở Tư pháp (Phòng Phổ biến, giáo dục pháp luật, Phòng Hành chính; Thanh tra)",
    "SỞ LAO ĐỘNG, THƯƠNG BINH VÀ XÃ HỘI",
    "So Lao dong, Thuong binh va Xa hoi",
    "Công an tỉnh",
    "VCCI",
]
BODIES = [
    "Báo và Đài Phát thanh - Truyền hình tỉnh",
    "Báo và Đài Phát thanh, Truyền hình Khánh Hòa",
    "Báo và phát thanh, truyền hình tỉnh",
    "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh",
    "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh",
    "Ban Quản lý các khu công nghiệp, chế xuất",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ban Nội chính Tỉnh ủy",
    "Ban Dân tộc và Tôn giáo",
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Hội Nông dân tỉnh",
    "Hội Cựu chiến binh tỉnh",
    "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
    "Liên hiệp các hội Văn học - Nghệ thuật tỉnh",
    "Liên hiệp các tổ chức hữu nghị tỉnh",
    "Hội Văn học, Nghệ thuật",
    "Hội Bảo vệ quyền lợi người tiêu dùng",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Bộ Tư lệnh Thành phố",
    "Đại học Quốc gia Thành phố Hồ Chí Minh",
    "Đại học Quốc gia Hà Nội",
    "Trường Đại học Kinh tế - Luật",
    "Viện Nghiên cứu phát triển kinh tế - xã hội",
    "Cục Thuế tỉnh",
    "Thuế tỉnh",
    "Quỹ Đầu tư phát triển",
    "Văn phòng UBND tỉnh",
    "Viện kiểm sát nhân dân khu vực",
    "Thi hành án dân sự tỉnh",
    "UBND cấp huyện, cấp xã",
    "UBND các xã, phường, đặc khu",
    "UBND huyện Đảo Phú Quý",
    "UBND quận Ninh Kiều",
    "Trung tâm Phục vụ hành chính công tỉnh",
    "Trung tâm Trợ giúp pháp lý nhà nước",
    "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
    "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh",
    "Ban Chỉ đạo Cải cách hành chính và Chuyển đổi số",
    "Cổng Thông tin điện tử tỉnh",
    "Các cơ quan báo, đài",
    "Các cơ quan thông tấn, báo chí",
    "Các doanh nghiệp viễn thông, bưu chính",
    "Các tổ chức hành nghề luật sư, công chứng, đấu giá",
    "Lực lượng vũ trang",
    "Điện lực tỉnh",
    "Viễn thông tỉnh",
    "VNPT",
    "Công ty Điện lực",
    "Hội Người cao tuổi",
    "Hội Chữ thập đỏ",
    "Ban Pháp chế Hội đồng nhân dân",
    "Ban Kinh tế - Ngân sách HĐND tỉnh",
    "Ban Văn hóa - Xã hội HĐND tỉnh",
    "Thường trực Hội đồng nhân dân tỉnh",
    "Chủ tịch UBND các huyện, thành phố",
    "Công chức Tư pháp - Hộ tịch cấp xã",
    "Công an các đơn vị, địa phương",
    "Đảng ủy các cơ quan Đảng tỉnh",
    "Đảng ủy UBND tỉnh",
    "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
    "Đảng ủy khối Cơ quan, Doanh nghiệp tỉnh",
    "Ban Bảo vệ, chăm sóc sức khỏe cán bộ",
    "Ban An toàn giao thông",
    "Báo Nhân Dân",
    "Ban Quản lý Vườn quốc gia Yok Đôn",
    "Ban Quản lý rừng phòng hộ",
    "Trung tâm Công nghệ thông tin và Truyền thông",
    "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp",
    "Trung tâm Văn hóa, Thông tin và Thể thao",
    "Trung tâm Văn hóa - Thông tin và Truyền thanh",
    "Trung tâm Phát triển quỹ đất",
    "Chi cục Thi hành án dân sự các huyện, thị xã, thành phố",
    "Quân khu 7",
    "Vùng 4 Hải quân",
    "Cảnh sát biển",
]
"""Bodies of a province, each to be found whole between others."""
PARTED = [
    ("Công an, Viện kiểm sát, Tòa án nhân dân tỉnh", "Công an|Viện kiểm sát|Tòa án nhân dân tỉnh"),
    ("Sở Tài chính, Sở Nội vụ và các đơn vị liên quan", "Sở Tài chính|Sở Nội vụ|các đơn vị liên quan"),
    ("Sở Tài chính,Sở Nội vụ,và Sở Y tế.", "Sở Tài chính|Sở Nội vụ|Sở Y tế"),
    (
        "Sở Văn hóa, Thể thao và Du lịch, Sở Thông tin và Truyền thông",
        "Sở Văn hóa, Thể thao và Du lịch|Sở Thông tin và Truyền thông",
    ),
    ("Sở Nông nghiệp và Phát triển nông thôn và Sở Y tế", "Sở Nông nghiệp và Phát triển nông thôn|Sở Y tế"),
    ("Các sở, ban, ngành và UBND các huyện, thành phố", "Các sở, ban, ngành|UBND các huyện, thành phố"),
    (
        "các sở, ban, ngành, đoàn thể, UBND các huyện, thị xã",
        "các sở, ban, ngành, đoàn thể|UBND các huyện, thị xã",
    ),
    ("Sở Tư pháp, các huyện, thị xã, thành phố", "Sở Tư pháp|các huyện, thị xã, thành phố"),
    ("các sở, các cơ quan trung ương", "các sở|các cơ quan trung ương"),
    ("HĐND, UBND các huyện", "HĐND|UBND các huyện"),
    ("Văn phòng HĐND, UBND huyện", "Văn phòng HĐND|UBND huyện"),
    ("Đoàn đại biểu Quốc hội và HĐND tỉnh", "Đoàn đại biểu Quốc hội|HĐND tỉnh"),
    (
        "Hội Luật gia, Đoàn Luật sư tỉnh, Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức thành viên",
        "Hội Luật gia|Đoàn Luật sư tỉnh|Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh|các tổ chức thành viên",
    ),
    (
        "Cục Thi hành án dân sự tỉnh, Bảo hiểm xã hội tỉnh, Báo Khánh Hòa, Kho bạc Nhà nước",
        "Cục Thi hành án dân sự tỉnh|Bảo hiểm xã hội tỉnh|Báo Khánh Hòa|Kho bạc Nhà nước",
    ),
    (
        "Tỉnh ủy, Thường trực HĐND tỉnh, Tỉnh đoàn, Văn phòng",
        "Tỉnh ủy|Thường trực HĐND tỉnh|Tỉnh đoàn|Văn phòng",
    ),
    (
        "Sở Tư pháp, Báo, Đài Phát thanh - Truyền hình tỉnh",
        "Sở Tư pháp|Báo|Đài Phát thanh - Truyền hình tỉnh",
    ),
    ("Hội Luật gia, Đoàn Luật sư", "Hội Luật gia|Đoàn Luật sư"),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các đoàn thể",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh|các đoàn thể",
    ),
    ("STP, STC; SNV", "STP|STC|SNV"),
    ("SỞ TƯ PHÁP, SỞ NỘI VỤ", "SỞ TƯ PHÁP|SỞ NỘI VỤ"),
    ("So Tu phap va So Noi vu, cac don vi lien quan", "So Tu phap|So Noi vu|cac don vi lien quan"),
    ("Công an tỉnh/Sở Nội vụ & Sở Y tế", "Công an tỉnh|Sở Nội vụ|Sở Y tế"),
    ("Sở Tư pháp (chủ trì), Sở Nội vụ", "Sở Tư pháp (chủ trì)|Sở Nội vụ"),
    ("- Sở Tư pháp;\n- Sở Nội vụ.", "Sở Tư pháp|Sở Nội vụ"),
    ("• Sở Tư pháp\n• Vietcombank", "Sở Tư pháp|Vietcombank"),
    ("+ Sở Tư pháp + Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("- Sở Tư pháp - Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("1. Sở Tư pháp\n2. Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("1. Sở Tư pháp 2. Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("a) Sở Tư pháp; b) Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("Sở Tư pháp\nSở Nội vụ\n\nVietcombank", "Sở Tư pháp|Sở Nội vụ|Vietcombank"),
    ("Sở Tư pháp\ncác sở, ban, ngành", "Sở Tư pháp|các sở, ban, ngành"),
    ("Sở Tư pháp,\nSở Nội vụ và\nSở Y tế", "Sở Tư pháp|Sở Nội vụ|Sở Y tế"),
    ("Sở Lao động,\nThương binh\nvà Xã hội", "Sở Lao động, Thương binh và Xã hội"),
    ("Sở Lao động -\nThương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở Lao động\n- Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Ủy ban nhân dân\nCác huyện, thị xã", "Ủy ban nhân dân Các huyện, thị xã"),
    ("Ủy ban nhân dân\nSở Tư pháp", "Ủy ban nhân dân|Sở Tư pháp"),
    ("Sở Tư pháp (Phòng\nHành chính)", "Sở Tư pháp (Phòng Hành chính)"),
    ("Sở Tư pháp; SỞ TƯ PHÁP; Sở Nội vụ", "Sở Tư pháp|Sở Nội vụ"),
    ("", ""),
    (" - ", ""),
    ("Không", ""),
    ("Không có.", ""),
]


@pytest.mark.parametrize("name", WHOLE)
def test_one_name_stays_whole(name: str) -> None:
    assert split_agencies(name) == (name,)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_the_province_is_whole_alone_and_among_others(name: str) -> None:
    assert split_agencies(name) == (name,)
    assert split_agencies(f"Công an tỉnh, {name}, Sở Nội vụ") == ("Công an tỉnh", name, "Sở Nội vụ")
    assert split_agencies(f"Sở Nội vụ và {name}") == ("Sở Nội vụ", name)
    assert len(split_agencies(f"Sở Nội vụ, {name}".upper())) == 2


@pytest.mark.parametrize(("text", "names"), PARTED)
def test_agencies_are_parted(text: str, names: str) -> None:
    expected = tuple(name for name in names.split("|") if name)
    assert split_agencies(text) == expected
    assert split_agencies(unicodedata.normalize("NFD", text)) == expected


def test_known_names_are_never_taken_apart() -> None:
    known = ["Vietcombank", "Công ty X, Sở Y và Z", "Cụm thi đua các Sở, Ban Quản lý khu kinh tế"]
    assert split_agencies(known[2], known) == (known[2],)
    assert split_agencies("Sở Tư pháp, VIETCOMBANK, Công ty X, Sở Y và Z, Sở Nội vụ", known) == (
        "Sở Tư pháp",
        "VIETCOMBANK",
        "Công ty X, Sở Y và Z",
        "Sở Nội vụ",
    )
    assert split_agencies("Sở Tư pháp, Vinatex") == ("Sở Tư pháp, Vinatex",)


@pytest.mark.parametrize(
    "names",
    [
        ("UBND tỉnh", "Uỷ ban nhân dân Tỉnh", "Ủy ban  nhân dân tỉnh.", "UY BAN NHAN DAN TINH"),
        ("TAND TP. Huế", "Tòa án nhân dân thành phố Huế"),
        (
            "Sở LĐ-TB&XH",
            "Sở LĐTBXH",
            "SLĐTBXH",
            "Sở Lao động - Thương binh và Xã hội",
            "Sở Lao động, Thương binh & Xã hội",
        ),
        ("Sở TN và MT", "Sở TN&MT", "Sở Tài nguyên và Môi trường"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("STP", "Sở Tư pháp"),
    ],
)
def test_spellings_of_one_agency_have_one_key(names: tuple[str, ...]) -> None:
    assert len({agency_key(name) for name in names}) == 1


def test_different_agencies_have_different_keys() -> None:
    names = [
        "Sở Tư pháp",
        "Sở Y tế",
        "Sở Nội vụ",
        "UBND tỉnh",
        "UBND huyện",
        "Công an tỉnh",
        "UBND tỉnh Cà Mau",
        "A-B",
    ]
    assert len({agency_key(name) for name in names}) == len(names)


LISTED = (
    "Sở Tư pháp tỉnh Nam Định",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Thông tin và Truyền thông",
    "Sở Lao động, Thương binh và Xã hội",
    "Ủy ban nhân dân các huyện, thành phố",
    "Phòng Tư pháp huyện Ý Yên",
    "Công an tỉnh",
    "Thanh tra tỉnh",
)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("Sở TP", LISTED[0]),
        ("Sở NV", LISTED[1]),
        ("S. Tài chính", LISTED[2]),
        ("Sở TT&TT", LISTED[3]),
        ("Sở LĐTB-XH", LISTED[4]),
        ("UBND H.", LISTED[5]),
        ("P. Tư pháp", LISTED[6]),
        ("CA tỉnh", LISTED[7]),
        ("TTr tỉnh", LISTED[8]),
    ],
)
def test_a_short_form_means_the_one_agency_that_it_fits(short: str, name: str) -> None:
    assert meant_by(short, LISTED) == name


@pytest.mark.parametrize("text", ["", "S", "Sở", "Sở T", "TP", "UBND tỉnh", "Sở TNMT", "Tổng số", "Trong đó"])
def test_what_fits_no_agency_or_several_means_none(text: str) -> None:
    assert meant_by(text, LISTED) is None


def test_a_short_form_of_two_agencies_means_neither() -> None:
    assert meant_by("Sở XD", ["Sở Xây dựng"]) == "Sở Xây dựng"
    assert meant_by("Sở XD", ["Sở Xây dựng tỉnh Hà Nam", "Sở Xây dựng tỉnh Nam Định"]) is None


def test_an_agency_is_searched_without_accents() -> None:
    assert Agency(1, "Sở Tư pháp").folded == "so tu phap"


def test_a_cell_as_long_as_cells_can_be_is_taken_apart_at_once() -> None:
    text = ", ".join(f"Sở số {number}" for number in range(2500))
    assert len(split_agencies(text, ["Vietcombank"])) == 2500
    assert len(split_agencies("x, " * 10_000)) == 1
    assert len(split_agencies("x\n" * 16_000)) == 1


@given(st.lists(st.sampled_from(WHOLE), unique_by=agency_key))
def test_what_is_joined_is_split_again(names: list[str]) -> None:
    assert split_agencies(join_agencies(names)) == tuple(names)


@given(st.lists(st.sampled_from([*WHOLE, "Vietcombank"]), unique_by=agency_key, min_size=1))
def test_known_names_are_found_between_commas(names: list[str]) -> None:
    assert split_agencies(", ".join(names), [*WHOLE, "Vietcombank"]) == tuple(names)


@given(st.text("sởbộ,;-–và()/\n UBND.1)&", max_size=60))
def test_any_text_is_taken_apart_into_different_names(text: str) -> None:
    names = split_agencies(text)
    assert len(set(map(agency_key, names))) == len(names)
    assert all(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Các Sở: Nội vụ, Tài chính, Kế hoạch và Đầu tư.",
            ("Sở Nội vụ", "Sở Tài chính", "Sở Kế hoạch và Đầu tư"),
        ),
        (
            "Các sở: Lao động, Thương binh và Xã hội, Văn hóa, Thể thao và Du lịch; Y tế",
            ("Sở Lao động, Thương binh và Xã hội", "Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"),
        ),
        ("Các Bộ: Tư pháp, và Nội vụ", ("Bộ Tư pháp", "Bộ Nội vụ")),
        ("Sở Tư pháp\nCác Sở: Nội vụ, Sở Tài chính", ("Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính")),
        ("Các sở, ngành: Tư pháp", ("Các sở, ngành: Tư pháp",)),
    ],
)
def test_agencies_named_together_under_one_word(text: str, names: tuple[str, ...]) -> None:
    assert split_agencies(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ CHQS tỉnh, BĐBP tỉnh", ("Bộ CHQS tỉnh", "BĐBP tỉnh")),
        ("Cục Thuế, Kho bạc, Bảo hiểm xã hội", ("Cục Thuế", "Kho bạc", "Bảo hiểm xã hội")),
        ("Vụ Pháp chế, Thanh tra", ("Vụ Pháp chế", "Thanh tra")),
        ("VTV, VOV, TTXVN", ("VTV", "VOV", "TTXVN")),
        ("Sở Tư pháp, NHNN chi nhánh tỉnh, Agribank", ("Sở Tư pháp", "NHNN chi nhánh tỉnh", "Agribank")),
        ("Cổng TTĐT, Công báo", ("Cổng TTĐT", "Công báo")),
        ("Sở Nội vụ, Tài chính và Tư pháp", ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp")),
        ("Sở Tư pháp + Công an tỉnh", ("Sở Tư pháp", "Công an tỉnh")),
        ("(1) Sở Tư pháp (2) Sở Nội vụ", ("Sở Tư pháp", "Sở Nội vụ")),
        ("1/ Sở Tư pháp", ("Sở Tư pháp",)),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Giáo dục và Đào tạo",
            ("Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo"),
        ),
    ],
)
def test_commas_and_signs_part_known_kinds_of_bodies(text: str, names: tuple[str, ...]) -> None:
    assert split_agencies(text) == names


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Sở Tài nguyên, Môi trường", True),
        ("Sở Tư pháp, Vinatex", True),
        ("Sở Tư pháp - Công an tỉnh", True),
        ("Sở Văn hóa, Thể thao và Du lịch", False),
        ("Sở Lao động, Thương binh và Xã hội", False),
        ("Các sở, ban, ngành", False),
        ("UBND các huyện, thị xã, thành phố", False),
        ("Đài Phát thanh - Truyền hình", False),
        ("Công an tỉnh", False),
    ],
)
def test_a_name_that_may_hold_several_is_doubtful(name: str, *, doubtful: bool) -> None:
    assert is_doubtful(name) == doubtful
