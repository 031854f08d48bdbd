"""Broken bytes in every format: a sheet or a refusal comes out, and nothing else.

In-process, so many are tried.
"""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import SourceError
from desktop_app.exchange.reading import biff
from desktop_app.exchange.reading._sniff import sniff
from desktop_app.exchange.reading.compound import Compound, NotCompound
from desktop_app.exchange.reading.formats import delimited, html_tables, ods, spreadsheetml, word, xlsx
from desktop_app.exchange.reading.formats._formulas import Formulas
from desktop_app.exchange.reading.plain_text import decoded

LISTS = Path(__file__).parent.parent / "data" / "lists"
FILES = sorted(
    path.name for path in LISTS.iterdir() if path.is_file() and path.suffix not in {".py", ".json"}
)
READERS: dict[str, Callable[[Path], Any]] = {
    "plain_utf8.csv": delimited.read_delimited,
    "plain_1258.csv": delimited.read_delimited,
    "two_rows_html.xls": html_tables.read_html,
    "crosses_xml.xls": spreadsheetml.read_spreadsheetml,
    "crosses.fods": ods.read_ods,
    "three_rows.docx": word.read_word,
    "plain.xlsx": xlsx.read_xlsx_patiently,
}
_SIGNS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"9999999",
    b"\x00",
    b"\xff\xff\xff\xff",
    b"<td>",
    b"</c>",
    b"\n",
    b";",
    b"_x000D_",
)
BITS = st.sampled_from(_SIGNS) | st.binary(max_size=6)
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), BITS), min_size=1, max_size=12
)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def broken(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Put other bytes in the place of some."""
    for place, length, bits in edits:
        at = int(place * len(content))
        content = content[:at] + bits + content[at + length :]
    return content


def broken_inside(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Break the parts of an archive instead of its envelope."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        names = [name for name in before.namelist() if name.endswith(".xml")]
        chosen = names[int(edits[0][0] * len(names))]
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, broken(part, edits) if name == chosen else part)
    return made.getvalue()


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(edits=EDITS)
def test_what_a_file_is_can_always_be_said(
    tmp_path: Path, name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    path = tmp_path / name
    path.write_bytes(broken((LISTS / name).read_bytes(), edits))
    refusal: SourceError | None = None
    try:
        sniff(path, path.read_bytes())
    except SourceError as error:
        refusal = error
    assert refusal is None or refusal.path == path


@pytest.mark.parametrize("name", list(READERS))
@QUICK
@given(edits=EDITS)
def test_readers_give_sheets_or_raise(
    tmp_path: Path, name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    content = (LISTS / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(broken_inside(content, edits) if content.startswith(b"PK") else broken(content, edits))
    sheets, ended = [], None
    try:
        sheets = READERS[name](path)
    except Exception as error:  # noqa: BLE001
        ended = error
    assert not isinstance(ended, MemoryError | RecursionError)
    assert json.loads(json.dumps(sheets)) is not None


@QUICK
@given(edits=EDITS)
def test_old_workbooks_give_records_or_are_refused(edits: list[tuple[float, int, bytes]]) -> None:
    content = broken((LISTS / "old_capitals.xls").read_bytes(), edits)
    try:
        stream = Compound(content).stream("Workbook")
    except NotCompound:
        stream = content
    sheets = biff.sheets(stream)
    assert all(len(sheet.values) + len(sheet.texts) <= len(stream) for sheet in sheets.values())
    assert isinstance(biff.is_locked(stream), bool)
    assert all(isinstance(style.font, str) for style in biff.styles(stream))


@QUICK
@given(content=st.binary(max_size=400))
def test_bytes_always_have_a_text(content: bytes) -> None:
    assert isinstance(decoded(content, declared=True), str)


@QUICK
@given(text=st.text(alphabet='ABR1029$:()+-*/&=<>,;"OWCUNTSMIF ', max_size=40))
def test_formulas_are_worked_out_or_left(text: str) -> None:
    found = Formulas({(0, 0): 1, (1, 0): "x"}, {(5, 0): text}).solve()
    assert set(found) <= {(5, 0)}
