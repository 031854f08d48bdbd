"""What speaks of rows, moved along with inserted ones: five rows go in after row 10 of "Biểu 1"."""

import pytest
from lxml import etree

from desktop_app.exchange.forms.shift import InsertedRows, shift_anchors, shift_around, shift_notes

HOME = "Biểu 1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def shift() -> InsertedRows:
    return InsertedRows(HOME, {10: 5})


def sheet(inside: str) -> etree._Element:
    return etree.fromstring(f'<worksheet xmlns="{MAIN}">{inside}</worksheet>')


def moved(shift: InsertedRows, inside: str, home: str = HOME) -> str:
    """Return the inside of a part after it was moved; whether anything changed must be told."""
    root = sheet(inside)
    before = etree.tostring(root)
    changed = shift_around(root, shift, home)
    after = etree.tostring(root, encoding="unicode")
    assert changed is (etree.tostring(root) != before)
    return str(after.partition(">")[2].removesuffix("</worksheet>"))


def test_the_row_right_behind_moves_and_the_row_before_stays(shift: InsertedRows) -> None:
    assert [shift.row(row) for row in (1, 9, 10, 11, 12)] == [1, 9, 10, 16, 17]
    assert [shift.last(row) for row in (9, 10, 11)] == [9, 15, 16]
    several = InsertedRows(HOME, {10: 5, 12: 2, 20: 1})
    assert [several.row(row) for row in (10, 11, 12, 13, 20, 21)] == [10, 16, 17, 20, 27, 29]
    assert [several.last(row) for row in (12, 20)] == [19, 28]


@pytest.mark.parametrize(
    ("before", "after", "grown"),
    [
        ("B7", "B7", "B7"),
        ("A10", "A10", "A10:A15"),
        ("$A$10", "$A$10", "$A$10:$A$15"),
        ("A11", "A16", "A16"),
        ("A10:C10", "A10:C15", "A10:C15"),
        ("A9:A9", "A9:A9", "A9:A9"),
        ("A11:A11", "A16:A16", "A16:A16"),
        ("5:10", "5:15", "5:15"),
        ("$5:$11", "$5:$16", "$5:$16"),
        ("B7 A10 D11:D12", "B7 A10 D16:D17", "B7 A10:A15 D16:D17"),
        ("A:C", "A:C", "A:C"),
    ],
)
def test_references_move_and_only_what_may_grow_grows(
    shift: InsertedRows, before: str, after: str, grown: str
) -> None:
    assert shift.reference(before) == after
    assert shift.reference(before, grows=True) == grown


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'biểu 1'!A11+biểu_1!A11", "'biểu 1'!A16+biểu_1!A11"),
        ("Khác!A11", "Khác!A11"),
        ('"A11"&A11', '"A11"&A16'),
        ("A11(1)", "A11(1)"),
        ("A11%+-A11", "A16%+-A16"),
    ],
)
def test_a_formula_moves_what_is_of_the_sheet(shift: InsertedRows, before: str, after: str) -> None:
    assert shift.formula(before, HOME) == after


def test_a_name_with_a_quote_is_the_same_sheet() -> None:
    quoted = InsertedRows("Biểu 'mẫu'", {10: 5})
    assert quoted.formula("'Biểu ''mẫu'''!A11", "Khác") == "'Biểu ''mẫu'''!A16"
    assert quoted.formula("A11", "Khác") == "A11"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<dimension ref="A1:C11"/>', '<dimension ref="A1:C16"/>'),
        ('<selection activeCell="A10" sqref="A10"/>', '<selection activeCell="A10" sqref="A10"/>'),
        ('<pane topLeftCell="A11" sqref="A10"/>', '<pane topLeftCell="A16" sqref="A10"/>'),
        ('<dataValidation sqref="A10"/>', '<dataValidation sqref="A10:A15"/>'),
        ("<sqref>A10</sqref>", "<sqref>A10:A15</sqref>"),
        ("<oddFooter>A11</oddFooter>", "<oddFooter>A11</oddFooter>"),
        ("<formula1>$A$11</formula1>", "<formula1>$A$16</formula1>"),
        ('<mergeCell ref="A9:C10"/>', '<mergeCell ref="A9:C10"/>'),
        ('<mergeCell ref="A10:C11"/>', '<mergeCell ref="A10:C16"/>'),
        ('<sheetData><row r="11"><c ref="A11"/></row></sheetData>',) * 2,
        (
            '<rowBreaks><brk id="10"/><brk id="11"/></rowBreaks>',
            '<rowBreaks><brk id="10"/><brk id="16"/></rowBreaks>',
        ),
        ('<colBreaks><brk id="11"/></colBreaks>', '<colBreaks><brk id="11"/></colBreaks>'),
    ],
)
def test_what_stands_around_the_cells_moves(shift: InsertedRows, before: str, after: str) -> None:
    assert moved(shift, before) == after


def test_in_a_part_of_another_sheet_only_what_names_this_one_moves(shift: InsertedRows) -> None:
    other = '<dataValidation sqref="A11"/><sqref>A11</sqref><f>A11</f>'
    assert moved(shift, other, "Khác") == other
    assert moved(shift, "<f>'Biểu 1'!A11+A11</f>", "Khác") == "<f>'Biểu 1'!A16+A11</f>"
    assert moved(shift, "<f>'Biểu 1'!A11+A11</f>", "") == "<f>'Biểu 1'!A16+A11</f>"


def test_drawings_count_rows_from_0(shift: InsertedRows) -> None:
    root = sheet("<from><row>9</row></from><to><row>10</row></to><row>x</row>")
    assert shift_anchors(root, shift)
    assert [one.text for one in root.iterfind(".//{*}row")] == ["9", "15", "x"]
    assert not shift_anchors(sheet("<from><row>9</row></from>"), shift)


def test_a_note_moves_with_its_row_and_its_box(shift: InsertedRows) -> None:
    """An anchor is: column, offset, row, offset of the one corner, then of the other."""
    root = sheet(
        "<ClientData><Anchor>10, 15, 9, 10, 11, 15, 13, 4</Anchor><Row>10</Row></ClientData>"
        "<ClientData><Anchor>10, 15, 10</Anchor><Row>9</Row></ClientData>"
        "<ClientData><Anchor>1, 2, 10, 4, 5, 6, x, 8</Anchor></ClientData>"
    )
    assert shift_notes(root, shift)
    assert [one.text for one in root.iterfind(".//{*}Row")] == ["15", "9"]
    assert [one.text for one in root.iterfind(".//{*}Anchor")] == [
        "10, 15, 9, 10, 11, 15, 18, 4",
        "10, 15, 10",
        "1, 2, 10, 4, 5, 6, x, 8",
    ]
    same = "<ClientData><Anchor>10, 15, 1, 10, 11, 15, 4, 4</Anchor><Row>9</Row></ClientData>"
    assert not shift_notes(sheet(same), shift)
    assert shift_notes(sheet("<ClientData><Anchor>0, 0, 9, 0, 0, 0, 10, 0</Anchor></ClientData>"), shift)
