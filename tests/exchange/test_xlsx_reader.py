"""Workbooks that a fast reader gets wrong.

Every value is there all the same, or the file says how many are not.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import SourceTooLarge, SourceUnsafe
from desktop_app.exchange.reading.formats import packed, xlsx
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.sheet import Sheet
from tests.exchange.old_files import compound, workbook
from tests.exchange.xlsx_files import (
    DAY,
    OLD,
    OLD_CAPITALS,
    PERCENT,
    formula_cell,
    number_cell,
    row,
    text_cell,
    write,
)

pytestmark = pytest.mark.usefixtures("read_here")

TWO_ROWS = row(1, text_cell("A1", "STT"), text_cell("B1", "Nội dung")) + row(
    2, number_cell("A2", 1), text_cell("B2", "x")
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Danh mục.xlsx"


def only(path: Path) -> Sheet:
    found = read_workbook(path)
    assert found.sheets[0].lost_cells == 0
    return found.sheets[0]


def test_a_false_dimension_hides_nothing(path: Path) -> None:
    write(path, TWO_ROWS, before='<dimension ref="A1"/>')
    assert only(path).rows == (("STT", "Nội dung"), (1, "x"))


def test_strict_workbooks_are_read(path: Path) -> None:
    write(path, TWO_ROWS, strict=True)
    assert only(path).rows == (("STT", "Nội dung"), (1, "x"))
    assert xlsx.read_xlsx_patiently(path)[0][2] == [["STT", "Nội dung"], [1, "x"]]


def test_sheets_in_utf_16_are_read(path: Path) -> None:
    write(path, TWO_ROWS, wide=True)
    assert only(path).rows == (("STT", "Nội dung"), (1, "x"))


def test_errors_of_cells_are_shown_as_excel_shows_them(path: Path) -> None:
    write(
        path,
        row(
            1,
            '<c r="A1" t="e"><v>#N/A</v></c>',
            '<c r="B1" t="b"><v>1</v></c>',
            number_cell("C1", 0.45, PERCENT),
        ),
    )
    assert only(path).rows == (("#N/A", True, "45%"),)


def test_escaped_characters_are_read_once(path: Path) -> None:
    write(path, row(1, '<c r="A1" t="s"><v>0</v></c>'), shared="<si><t>a_x000D_b _x005F_x000D_</t></si>")
    assert only(path).rows[0][0] == "a\rb _x000D_"
    assert xlsx.read_xlsx_patiently(path)[0][2] == [["a\rb _x000D_"]]


def test_shared_texts_in_runs_are_joined_without_their_pronunciation(path: Path) -> None:
    runs = (
        '<si><r><t>Sở </t></r><r><t xml:space="preserve">Tư pháp</t></r><rPh sb="0" eb="1"><t>no</t>'
        "</rPh></si>"
    )
    write(path, row(1, '<c r="A1" t="s"><v>0</v></c>'), shared=runs)
    assert xlsx.read_xlsx_patiently(path)[0][2] == [["Sở Tư pháp"]]


def test_a_text_that_is_not_there_is_counted_as_lost(path: Path) -> None:
    write(path, row(1, '<c r="A1" t="s"><v>7</v></c>', number_cell("B1", 2)), shared="<si><t>x</t></si>")
    found = read_workbook(path)
    assert (found.sheets[0].lost_cells, found.sheets[0].rows) == (1, ((None, 2),))


def test_rows_in_two_pieces_and_wrong_references_are_read(path: Path) -> None:
    pieces = row(1, number_cell("a1", 1)) + row(1, number_cell("$B$1", 2)) + "<row><c><v>3</v></c></row>"
    write(path, pieces)
    assert only(path).rows == ((1, 2), (3,))


@pytest.mark.parametrize("reader", ["calamine", "patient"])
def test_days_are_read_alike_by_both_readers(path: Path, reader: str) -> None:
    cells = [number_cell("A1", 43465, DAY), number_cell("B1", 43465.5, DAY), number_cell("C1", 0.5, DAY)]
    extra = [] if reader == "calamine" else ['<c r="D1" t="e"><v>#N/A</v></c>']
    write(path, row(1, *cells, *extra))
    noon = datetime.combine(date(2018, 12, 31), time(12))
    assert only(path).rows[0][:3] == (date(2018, 12, 31), noon, time(12))


@pytest.mark.parametrize("extra", ["", '<c r="D1" t="e"><v>#N/A</v></c>'])
def test_days_counted_from_1904(path: Path, extra: str) -> None:
    write(path, row(1, number_cell("A1", 42003, DAY), extra), about='<workbookPr date1904="1"/>')
    assert only(path).rows[0][0] == date(2018, 12, 31)


def test_days_that_cannot_be_stay_numbers(path: Path) -> None:
    error = '<c r="D1" t="e"><v>#N/A</v></c>'
    write(
        path,
        row(
            1,
            number_cell("A1", 99999999, DAY),
            number_cell("B1", -5, DAY),
            number_cell("C1", "1E+400"),
            error,
        ),
    )
    assert only(path).rows[0] == (99999999, -5, "#NUM!", "#N/A")


def test_days_written_as_iso_texts(path: Path) -> None:
    error = '<c r="B1" t="e"><v>#N/A</v></c>'
    write(path, row(1, '<c r="A1" t="d"><v>2018-12-31</v></c>', error))
    assert only(path).rows[0][0] == date(2018, 12, 31)


def test_numbers_from_formulas_that_were_never_calculated(path: Path) -> None:
    rows = row(1, text_cell("A1", "STT"), text_cell("B1", "Nội dung"))
    rows += row(2, number_cell("A2", 1), text_cell("B2", "a"))
    rows += row(3, formula_cell("A3", "A2+1", ' t="shared" ref="A3:A5" si="0"'), text_cell("B3", "b"))
    rows += row(4, formula_cell("A4", "", ' t="shared" si="0"'), text_cell("B4", "c"))
    rows += row(5, formula_cell("A5", "", ' t="shared" si="0"'), text_cell("B5", "d"))
    rows += row(6, formula_cell("A6", "ROW()-1"), formula_cell("B6", "B5&amp;&quot; e&quot;"))
    rows += row(7, formula_cell("A7", "COUNTA($B$2:B7)"), text_cell("B7", "f"))
    rows += row(8, formula_cell("A8", "MAX(A$2:A7)+1"), formula_cell("B8", "DATE(2019,6,30)", style=DAY))
    rows += row(9, formula_cell("A9", 'IF(B9&lt;&gt;"",SUBTOTAL(3,$B$2:B9),"")'), text_cell("B9", "g"))
    write(path, rows)
    numbers = [line[0] for line in only(path).rows]
    assert numbers == ["STT", 1, 2, 3, 4, 5, 6, 7, 8]
    assert only(path).rows[5][1] == "d e"
    assert only(path).rows[7][1] == date(2019, 6, 30)


def test_formulas_that_nobody_knows_are_counted_and_left_empty(path: Path) -> None:
    known = formula_cell("A2", "A3+1")
    write(path, row(1, formula_cell("A1", "VLOOKUP(B1,C:D,2,0)"), text_cell("B1", "x")) + row(2, known))
    found = read_workbook(path)
    assert (found.sheets[0].lost_cells, found.sheets[0].lost) == (1, ((0, 0),))
    assert found.sheets[0].rows == ((None, "x"), (1,))


def test_of_very_many_lost_cells_all_are_counted_and_the_first_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MOST_NAMED", 2)
    write(path, row(1, *[formula_cell(f"{letter}1", "FOO()") for letter in "ABC"]))
    count, named = xlsx.read_xlsx_patiently(path)[0][6:8]
    assert (count, named) == (3, [(0, 0), (0, 1)])


def test_formulas_in_a_circle_are_lost_and_end(path: Path) -> None:
    write(path, row(1, formula_cell("A1", "B1+1"), formula_cell("B1", "A1+1"), text_cell("C1", "x")))
    assert read_workbook(path).sheets[0].lost_cells == 2


def test_ten_thousand_numbers_counted_from_above_are_quick(path: Path) -> None:
    rows = "".join(
        row(line, formula_cell(f"A{line}", f"COUNTA($B$1:B{line})"), text_cell(f"B{line}", "x"))
        for line in range(1, 10_001)
    )
    write(path, rows)
    assert [line[0] for line in only(path).rows[-2:]] == [9999, 10_000]


def test_fonts_tell_old_texts_and_capitals(path: Path) -> None:
    write(
        path, row(1, text_cell("A1", "Së T\u00adph¸p", OLD), text_cell("B1", "së t\u00adph¸p", OLD_CAPITALS))
    )
    found = only(path)
    assert found.fonts == ((".VnTime",), (".VnTimeH",))
    assert found.rows == (("Së T\u00adph¸p", "Së T\u00adPH¸P"),)


def test_fonts_of_old_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    fonts = ("Arial", ".VnTime", ".VnTimeH", "Arial", "VNI-Times")
    cells = [(0, 0, 0, "STT"), (0, 1, 1, "Néi dung"), (1, 1, 2, "®Ò ¸n"), (1, 2, 5, "Thuû")]
    path.write_bytes(compound({"Workbook": workbook(cells, fonts=fonts)}))
    found = read_workbook(path).sheets[0]
    assert found.fonts == (("Arial",), (".VnTime", ".VnTimeH"), ("VNI-Times",))
    assert found.rows == (("STT", "Néi dung"), (None, "®Ò ¸N", "Thuû"))


def test_spans_of_time(path: Path) -> None:
    assert xlsx._moment(1.5, "span") == timedelta(days=1.5)
    assert xlsx._moment(1e300, "span") == 1e300


def test_limits_hold_for_the_patient_reader(path: Path) -> None:
    write(path, row(1, formula_cell("A1", "ROW()"), formula_cell("XFD1", "ROW()")))
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(path)
    assert refused.value.what == "columns"


def test_entities_are_refused_in_every_part(path: Path) -> None:
    write(path, TWO_ROWS, shared='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(SourceUnsafe):
        read_workbook(path)


def test_formulas_counted_from_below_and_far_too_many_end(path: Path) -> None:
    rows = "".join(row(line, formula_cell(f"A{line}", f"A{line + 1}+1")) for line in range(1, 5001))
    write(path, rows + row(5001, number_cell("A5001", 0)))
    assert only(path).rows[0] == (5000,)
    wide = "".join(row(line, formula_cell(f"A{line}", f"SUM($B$1:J{line})")) for line in range(1, 5001))
    write(path, wide + row(5001, number_cell("A5001", 0)))
    assert 0 < read_workbook(path).sheets[0].lost_cells < 5000
    deep = row(1, formula_cell("A1", "(" * 240 + "1" + ")" * 240), text_cell("B1", "x"))
    assert read_workbook(write(path, deep)).sheets[0].lost_cells == 1


def test_a_lone_cell_far_away_in_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound({"Workbook": workbook([(0, 0, 0, "x"), (65535, 255, 0, "y")])}))
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(path)
    assert refused.value.what == "area"
