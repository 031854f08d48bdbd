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
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a\u00a0\u2003b ", "a b"),
        ("a\r\n  b\rc", "a\nb\nc"),
        ("a\u200bb\ufeff", "ab"),
        ("a\tb\x07", "a b"),
        (unicodedata.normalize("NFD", "Đề án"), "Đề án"),
        ("a\n\n\nb", "a\n\n\nb"),
    ],
)
def test_text_is_kept_tidy(text: str, kept: str) -> None:
    assert tidy(text) == kept
    assert one_line(text) == " ".join(kept.split())


def test_search_knows_no_accents() -> None:
    assert fold("Tổ chức THI HÀNH pháp luật – “Đề án”") == 'to chuc thi hanh phap luat - "de an"'


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Uỷ ban Hoà Bình", "ỦY BAN HÒA BÌNH", True),
        ("năm  2019", "Năm 2019", True),
        ("năm", "nam", False),
        ("quý I", "qúy I", False),
        ("2018–2022", "2018-2022", True),
    ],
)
def test_what_means_the_same_is_the_same(one: str, other: str, *, same: bool) -> None:
    assert same_text(one, other) is same


def test_tones_are_written_where_official_texts_put_them() -> None:
    assert modern_tone("Uỷ ban nhân dân tỉnh Hoà Bình, Thanh Hoá, quý, UỶ BAN") == (
        "Ủy ban nhân dân tỉnh Hòa Bình, Thanh Hóa, quý, ỦY BAN"
    )


def test_order_is_that_of_the_vietnamese_alphabet() -> None:
    ordered = [
        "2",
        "10",
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "ă",
        "â",
        "bò",
        "bó",
        "da",
        "đa",
        "e",
        "ê",
        "Ô",
        "ơ",
        "u",
        "ư",
        "y",
    ]
    assert sorted(ordered[::-1], key=sort_key) == ordered


@given(st.integers(1, 3999))
def test_roman_numbers_are_read_as_written(number: int) -> None:
    assert read_roman(roman(number)) == number == read_roman(f" {roman(number).lower()} ")


@pytest.mark.parametrize("text", ["", " ", "IIII", "ABC", "1", "VX"])
def test_other_signs_are_no_roman_numbers(text: str) -> None:
    assert read_roman(text) is None


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)


@given(st.text("aàáảãạoòóỏõọuùúủũụyỳýỷỹỵqhb ", max_size=12))
def test_canonical_text_ignores_the_form_of_unicode(text: str) -> None:
    assert canonical(unicodedata.normalize("NFD", text)) == canonical(text)
