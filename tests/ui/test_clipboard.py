import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.grid._blocks import from_tsv, to_html, to_tsv

CELLS = st.text(alphabet=st.sampled_from(list('ab "\t\nđ%,;')), max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
    )
)
def test_a_copied_block_is_pasted_as_it_was(block: list[list[str]]) -> None:
    assert from_tsv(to_tsv(block)) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("50", [["50"]]),
        ("", [[""]]),
        ("50\r\n60\r\n", [["50"], ["60"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ('"dòng 1\ndòng 2"\t75\r\n', [["dòng 1\ndòng 2", "75"]]),
        ('"nói ""vâng"""\n', [['nói "vâng"']]),
        ('"chưa đóng\tb', [['"chưa đóng', "b"]]),
        ('"trích" dẫn\tb', [['"trích" dẫn', "b"]]),
        ('"trích"', [['"trích"']]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
    ],
)
def test_what_excel_copies_is_read(text: str, block: list[list[str]]) -> None:
    assert from_tsv(text) == block


def test_a_long_column_is_read_in_no_time() -> None:
    assert len(from_tsv("Sở Tư pháp\n" * 100_000)) == 100_000


def test_word_gets_a_table_with_its_line_breaks() -> None:
    html = to_html([["a < b", "dòng 1\ndòng 2"]])
    assert "<td>a &lt; b</td><td>dòng 1<br>dòng 2</td>" in html
