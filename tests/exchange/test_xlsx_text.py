import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.writing import cell_text
from desktop_app.exchange.writing.cell_text import (
    BOLD,
    MAX_TEXT,
    clean,
    count_lines,
    length,
    share_widths,
    width,
    wrap,
)

ROOM = 170.0


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Sở Tư pháp", "Sở Tư pháp"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x00\x1f\x7f\x80\ud800\ufffe\uffffb", "ab"),
        ("a\xa0b\u200fc", "a\xa0b\u200fc"),
    ],
)
def test_a_text_is_cleaned_of_what_no_cell_holds(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_length_counts_as_excel_does(text: str) -> None:
    assert length(text) == len(text.encode("utf-16-le")) // 2


def test_bold_and_large_letters_are_wider() -> None:
    usual = width("Sở Tư pháp", 11)
    assert width("Sở Tư pháp", 11, BOLD) > usual
    assert width("Sở Tư pháp", 14) > usual
    assert width("SỞ TƯ PHÁP", 11) > usual


def test_accents_take_no_room() -> None:
    assert width("thi hành", 11) == width("thi hanh", 11)


@given(st.text(st.sampled_from("aă bW\n"), max_size=200))
def test_wrapping_loses_nothing(text: str) -> None:
    assert "".join(wrap(text, ROOM, 11)).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text(st.sampled_from("aă bW"), min_size=1, max_size=200))
def test_no_line_is_wider_than_the_cell(text: str) -> None:
    space = width("", 11)
    assert all(width(line.rstrip(" "), 11) - space <= ROOM + space for line in wrap(text, ROOM, 11))


def test_a_word_that_is_wider_than_the_cell_is_cut() -> None:
    assert count_lines("W" * 100, ROOM, 11) > 5
    assert list(wrap("W", 1.0, 11)) == ["W"]


def test_a_word_as_long_as_a_cell_holds_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store = cell_text._WordWidths()
    monkeypatch.setattr(cell_text, "_word_widths", store)
    word = "".join(chr(ord("a") + at % 23) for at in range(MAX_TEXT))
    lines = list(wrap(word, ROOM, 11))
    assert "".join(lines) == word
    assert sum(map(len, store)) < 3 * MAX_TEXT


def test_an_empty_text_has_one_line() -> None:
    assert count_lines("", ROOM, 11) == 1


def test_the_store_of_word_widths_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_text, "MOST_WORDS", 3)
    store = cell_text._WordWidths()
    assert [store[word] for word in ("a", "b", "a", "c", "d")] == [444, 500, 444, 444, 500]
    assert set(store) == {"d"}


def test_the_column_with_the_long_texts_gets_the_room() -> None:
    widths = share_widths([[10, 400], [20, 300]], [10, 10], 60)
    assert sum(widths) == 60
    assert widths[1] > 40


def test_columns_without_rows_keep_their_sum() -> None:
    assert sum(share_widths([], [10, 10], 60)) == 60


def test_texts_that_come_round_in_turn_are_all_asked_for_their_width() -> None:
    every_fourth = [[400 if row % 4 == 2 else 10, 20] for row in range(20_000)]
    widths = share_widths(every_fourth, [10, 10], 60)
    assert widths[0] > 40
