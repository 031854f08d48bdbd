"""Rows on their way from the child process.

Every value comes back as it went, and garbled answers are refused.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import SourceDamaged
from desktop_app.exchange.children.ending import FINISHED
from desktop_app.exchange.reading import sheets, transport
from desktop_app.resources import resource

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
moments = st.one_of(
    st.dates().map(lambda day: ("d", day.isoformat())),
    st.datetimes().map(lambda moment: ("m", moment.isoformat())),
    st.times().map(lambda clock: ("t", clock.isoformat())),
    st.integers(-(10**9), 10**9).map(lambda seconds: ("s", float(seconds))),
)
cells = st.one_of(
    st.none(), st.booleans(), numbers, texts, moments, st.sampled_from([0, 0.0, False, 1, 1.0, True])
)
tables = st.lists(st.lists(cells, max_size=5), max_size=12)


def through(path: Path, result: list[Any]) -> list[Any]:
    transport.write(path, ok=True, result=result)
    ok, found = transport.read(path)
    assert ok
    return list(found)


def unpacked(value: Any) -> Any:
    value = transport.pack(value)
    if not isinstance(value, tuple):
        return value
    kind, text = value
    if kind == "s":
        return timedelta(seconds=text)
    moment: type[date | datetime | time] = {"d": date, "m": datetime, "t": time}[kind]
    return moment.fromisoformat(text)


def trimmed(row: list[Any]) -> tuple[Any, ...]:
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


@quiet
@given(tables, tables)
def test_every_value_comes_back_in_its_place_and_of_its_type(
    tmp_path: Path, one: list[Any], two: list[Any]
) -> None:
    sent = [("Một", False, one, [(0, 0, 1, 1)], ["Arial"]), ("Hai", True, two, [])]
    first, second = through(tmp_path / "rows", sent)
    assert (first[0], first[1], first[3:]) == ("Một", False, ([[0, 0, 1, 1]], ["Arial"]))
    assert (second[0], second[1], second[3:]) == ("Hai", True, ([],))
    for table, found in ((one, first[2]), (two, second[2])):
        wanted = tuple(trimmed(list(map(unpacked, row))) for row in table)
        assert found == wanted
        assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in wanted]


def test_a_text_that_is_said_often_is_held_once(tmp_path: Path) -> None:
    agency = "Sở Tư pháp"
    ((_, _, rows, _),) = through(
        tmp_path / "rows", [("Một", False, [[agency, 1.5], [agency, 1.5]] * 3000, [])]
    )
    assert len({id(row[0]) for row in rows}) == len({id(row[1]) for row in rows}) == 1


def test_half_a_character_does_not_stop_the_rest(tmp_path: Path) -> None:
    ((_, _, rows, _),) = through(tmp_path / "rows", [("Một", False, [["a\ud800b", "c"]], [])])
    assert rows == (("a?b", "c"),)


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    transport.write(tmp_path / "rows", ok=False, result="XmlError: …")
    assert transport.read(tmp_path / "rows") == (False, "XmlError: …")


ONE = b'[true, [["a", false, [], 1, 1]]]\n'
GARBLED = [
    b"",
    b"{",
    b"3\n",
    b"[true]\n",
    b"[true, 5]\n",
    ONE,
    ONE + b'1\n[["d", "yesterday"]]\nAA==\n',
    ONE + b'1\n[{"x": 1}]\nAA==\n',
    ONE + b'1\n["x"]\nAQ==\n',
    ONE + b'1\n["x"]\nAAAA\n',
    ONE + b'1\n["x"]\nAAA\n',
    ONE + b'2\n["x", "y"]\n\n',
    ONE + b'2\n["x"]\n',
    ONE + b'["x"]\n["x"]\n\n',
    b'[true, [["a", false, [], 9, 1]]]\n1\n["x"]\nAA==\n',
    b'[true, [["a", false, [], "1", 1]]]\n1\n["x"]\n\n',
    b'[true, [["a", false, [], 9000000000, 0]]]\n',
    b"[" * 100_000,
]


@pytest.mark.parametrize("answer", GARBLED)
def test_a_garbled_answer_is_refused(tmp_path: Path, answer: bytes) -> None:
    (tmp_path / "rows").write_bytes(answer)
    with pytest.raises(transport.GarbledTransport):
        transport.read(tmp_path / "rows")


@quiet
@given(st.data())
def test_whatever_a_child_writes_nothing_else_is_raised(tmp_path: Path, data: st.DataObject) -> None:
    transport.write(
        tmp_path / "rows", ok=True, result=[("Một", False, [["a", 1, ("d", "2021-12-14")], [None]], [])]
    )
    content = bytearray((tmp_path / "rows").read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "rows").write_bytes(content)
    try:
        ok, _ = transport.read(tmp_path / "rows")
    except transport.GarbledTransport:
        ok = False
    assert ok in (True, False) or json.dumps(ok)


def test_a_file_whose_reader_answers_garbage_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    work = f"import sys; open(sys.argv[-1], 'w').write('[true, 7]'); sys.exit({FINISHED})"
    child = [sys.executable, "-c", work]
    monkeypatch.setattr(sheets, "_reader_command", lambda: child)
    with pytest.raises(SourceDamaged):
        sheets.read_workbook(LIST)
