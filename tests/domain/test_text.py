import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.text import (
    canonical,
    fold,
    modern_tone,
    one_line,
    read_roman,
    roman,
    same_text,
    sort_key,
    tidy,
    whole,
)


def shuffled(ordered: list[str]) -> list[str]:
    return random.Random(1).sample(ordered, len(ordered))


WORDS = (
    "Hòa Bình, Ủy ban, Thanh Hóa, thúy, khỏe, quý, già, khuỷu, ngoài, toàn, chùa, Trường, được, thuở, gì, "
    "giúp, yếu"
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("  a\u00a0\u2003b ", "a b"),
        ("a\u3000\u202f\u2007\u2800b", "a b"),
        ("a\r\n  b\rc", "a\nb\nc"),
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\u200bb\ufeff\u2060\u200e\u202c", "ab"),
        ("a\tb\x07\x00", "a b"),
        ("a\ud800b\uffff", "ab"),
        (unicodedata.normalize("NFD", "Đề án"), "Đề án"),
        ("a\u0323\u0302", "ậ"),
        ("â\u0323", "ậ"),
        ("a\u0302\u200b\u0301", "ấ"),
        ("\n\na\n\n\nb \n ", "a\n\n\nb"),
        ("Sở  Tư   pháp", "Sở Tư pháp"),
    ],
)
def test_text_is_kept_tidy(text: str, kept: str) -> None:
    assert tidy(text) == kept
    assert one_line(text) == " ".join(kept.split())


def test_tidying_keeps_the_soft_hyphen_which_is_a_letter_of_tcvn3() -> None:
    assert tidy("T\u00ad  ph¸p") == "T\u00ad ph¸p"
    assert fold("Đề\u00ad án") == "de an"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tổ chức THI HÀNH pháp luật – “Đề án”", 'to chuc thi hanh phap luat - "de an"'),
        ("Hoà\u00a0Bình\nHòa  Bình", "hoa binh hoa binh"),
        ("Ðắk Lắk ‘A’ …", "dak lak 'a' ..."),
        ("Uỷ ban − Ủy\u200b ban", "uy ban - uy ban"),
        (" \u200b ", ""),
        ("２０２１", "2021"),
        ("a\x1cb", "a b"),
    ],
)
def test_search_knows_no_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Uỷ ban Hoà Bình", "ỦY BAN HÒA BÌNH", True),
        ("năm  2019", "Năm 2019", True),
        ("Thuý khoẻ, hòan toàn, qúy", "Thúy khỏe, hoàn toàn, quý", True),
        (unicodedata.normalize("NFD", "Đề án đổi mới"), "Đề án đổi mới", True),
        ("2018–2022", "2018-2022", True),
        ("“Đề án”\n", '"Đề án"', True),
        ("Ðề án", "Đề án", True),
        ("", " ", True),
        ("năm", "nam", False),
        ("hóa", "hỏa", False),
        ("Đề án", "Dề án", False),
        ("Nghị định 09", "Nghị định 90", False),
    ],
)
def test_what_means_the_same_is_the_same(one: str, other: str, *, same: bool) -> None:
    assert same_text(one, other) is same
    assert (canonical(one) == canonical(other)) is same


def test_tones_are_written_where_official_texts_put_them() -> None:
    assert modern_tone("Uỷ ban nhân dân tỉnh Hoà Bình, Thanh Hoá, qúy, UỶ BAN, gìa, khủyu") == (
        "Ủy ban nhân dân tỉnh Hòa Bình, Thanh Hóa, quý, ỦY BAN, già, khuỷu"
    )
    assert modern_tone(WORDS) == WORDS


@pytest.mark.parametrize("word", ["", "plain", "café", "Élysée", "résumé", "ǹh", "Pleiku", "½"])
def test_words_of_other_languages_keep_their_accents(word: str) -> None:
    assert modern_tone(word) == word


def test_order_is_that_of_the_vietnamese_alphabet() -> None:
    ordered = [
        "2",
        "10",
        *["a", "à", "ả", "ã", "á", "ạ", "ă", "â", "bò", "bó"],
        "bó b",
        "da",
        "đa",
        *["đào", "e", "ê", "g", "i", "Ô", "ơ", "u", "ư", "y"],
    ]
    assert sorted(shuffled(ordered), key=sort_key) == ordered


def test_numbers_are_ordered_by_their_size_anywhere_in_a_text() -> None:
    ordered = ["I.2", "I.10", "Quý 2/2019", "Quý 2/2020", "Quý 10", "Sở-2", "Sở-010"]
    assert sorted(shuffled(ordered), key=sort_key) == ordered


def test_the_order_does_not_look_at_case_and_form_of_unicode() -> None:
    assert sort_key("ĐÀO") == sort_key(unicodedata.normalize("NFD", "đào")) == sort_key("Ðào")


def test_long_texts_are_treated_like_short_ones() -> None:
    text = "Sở Tư pháp tỉnh Hoà Bình " * 300
    assert fold(text) == " ".join(["so tu phap tinh hoa binh"] * 300)
    assert canonical(text) == " ".join(["sở tư pháp tỉnh hòa bình"] * 300)
    assert sort_key(text) < sort_key(text + "a")


def test_names_with_numbers_are_put_in_the_order_of_these() -> None:
    names = [f"Sở Tư pháp tỉnh Khánh Hòa số {number}" for number in range(1_000)]
    random.Random(1).shuffle(names)
    names.sort(key=sort_key)
    assert names[9].endswith(" 9")


@given(st.integers(1, 3999))
def test_roman_numbers_are_read_as_written(number: int) -> None:
    assert read_roman(roman(number)) == number == read_roman(f" {roman(number).lower()} ")


def test_roman_numbers_have_bounds() -> None:
    assert [roman(number) for number in (0, -3, 4, 1994, 4000)] == ["0", "-3", "IV", "MCMXCIV", "4000"]


@pytest.mark.parametrize("text", ["", " ", "IIII", "IC", "ABC", "1", "VX", "MMMM", "I.1"])
def test_other_signs_are_no_roman_numbers(text: str) -> None:
    assert read_roman(text) is None


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert one_line(tidy(text)) == one_line(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert isinstance(sort_key(text), str)


@given(st.text("aàáảãạoòóỏõọuùúủũụyỳýỷỹỵqhbđ -–", max_size=12))
def test_one_text_in_two_forms_of_unicode_is_one(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert canonical(apart) == canonical(text)
    assert fold(apart) == fold(text)
    assert tidy(apart) == tidy(text)
    assert same_text(canonical(text), text)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_whole_number(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "²", "٣", "9" * 19, "9" * 5_000])
def test_other_texts_are_none(text: str) -> None:
    assert whole(text) is None
