import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.agency import agency_key, join_agencies, split_agencies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Sở Tư pháp", ("Sở Tư pháp",)),
        ("Sở Lao động, Thương binh và Xã hội", ("Sở Lao động, Thương binh và Xã hội",)),
        (
            "Ủy ban nhân dân các huyện, thị xã, thành phố",
            ("Ủy ban nhân dân các huyện, thị xã, thành phố",),
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Thông tin và Truyền thông",
            ("Sở Văn hóa, Thể thao và Du lịch", "Sở Thông tin và Truyền thông"),
        ),
        ("Công an, Viện kiểm sát, Tòa án nhân dân tỉnh", ("Công an", "Viện kiểm sát", "Tòa án nhân dân tỉnh")),
        (
            "Sở Tài chính, Sở Nội vụ và các đơn vị liên quan",
            ("Sở Tài chính", "Sở Nội vụ", "các đơn vị liên quan"),
        ),
        ("Các sở, ban, ngành", ("Các sở, ban, ngành",)),
        (
            "Các sở, ban, ngành và UBND các huyện, thành phố",
            ("Các sở, ban, ngành", "UBND các huyện, thành phố"),
        ),
        ("- Sở Tư pháp;\n- Sở Nội vụ.", ("Sở Tư pháp", "Sở Nội vụ")),
        ("Sở Tư pháp; SỞ TƯ PHÁP; Sở Nội vụ", ("Sở Tư pháp", "Sở Nội vụ")),
        ("Sở Nông nghiệp và Phát triển nông thôn và Sở Y tế", ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Y tế")),
    ],
)
def test_agencies_are_parted_and_names_stay_whole(text: str, names: tuple[str, ...]) -> None:
    assert split_agencies(text) == names


def test_a_known_name_is_never_broken() -> None:
    name = "Cụm thi đua các Sở, Ban Quản lý khu kinh tế"
    assert split_agencies(name, [name]) == (name,)


def test_abbreviations_lead_to_the_same_key() -> None:
    assert agency_key("UBND tỉnh") == agency_key("Uỷ ban nhân dân Tỉnh") == agency_key("Ủy ban  nhân dân tỉnh.")
    assert agency_key("TAND TP. Huế") == agency_key("Tòa án nhân dân thành phố Huế")


names = st.lists(
    st.sampled_from(
        ["Sở Tư pháp", "Sở Lao động, Thương binh và Xã hội", "UBND các huyện, thị xã, thành phố", "Công an tỉnh"]
    ),
    unique=True,
)


@given(names)
def test_what_is_joined_is_split_again(some: list[str]) -> None:
    assert split_agencies(join_agencies(some)) == tuple(some)
