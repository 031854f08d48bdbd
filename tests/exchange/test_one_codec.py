"""What earlier programs wrote and this one writes again is the same.

Byte for byte, so that its SHA-256 stays.
"""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.codec import Lists, canonical, classes_of, from_plain, json_lines, to_plain
from desktop_app.domain.entry_form import EntryForm
from desktop_app.domain.reports.report import Report
from desktop_app.domain.review import ReviewPackage
from desktop_app.domain.sealing import digest, freeze, thaw
from desktop_app.exchange.forms.entry_form_reading import read_entry_form
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports.machine import FORMAT as REPORT
from desktop_app.exchange.reports.machine import read_machine, values_of
from desktop_app.exchange.writing.machine_sheet import SHEET, unpack
from desktop_app.exchange.writing.machine_sheet import digest as sha256_of_records
from desktop_app.exchange.writing.review_package import read_package, write_package
from tests.exchange import report_samples as samples

EARLIER = Path(__file__).parent.parent / "data" / "earlier"
LAST = "e161438"
"""The commit whose formats are those of today."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("earlier")
    with zipfile.ZipFile(EARLIER / f"{LAST}.zip") as archive:
        archive.extractall(made)
    return made


def test_a_sealed_body(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data.tiendo")) as db:
        found = db.execute("SELECT sha256, body FROM sealed_versions").fetchall()
    assert len(found) == 3
    for sha256, body in found:
        again = freeze(thaw(body), json.loads(body)["beside"])
        assert (again == body, digest(again)) == (True, sha256)


def test_a_package(folder: Path, tmp_path: Path) -> None:
    old, new = folder / "package.duyet", tmp_path / "again.duyet"
    write_package(read_package(old), new)
    assert content(new) == content(old)


def content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records(path: Path) -> tuple[dict[str, Any], list[str]]:
    (sheet,) = [one for one in read_workbook(path).sheets if one.name == SHEET]
    texts = [str(row[0]) for row in sheet.rows]
    return json.loads(texts[0]), unpack("".join(texts[1:]))


def shape_of(head: dict[str, Any], root: type) -> Lists:
    """Return the shape in which a sheet was written: it told more of the office than is told today."""
    every = Lists()
    told = head["fields"]
    known = [one for one in classes_of(root) if one.__name__ in told]
    return Lists({one: frozenset(every.names(one)) - set(told[one.__name__]) for one in known})


def test_the_sheet_of_an_earlier_report() -> None:
    path = EARLIER / "report_2.xlsx"
    head, lines = records(path)
    read = read_machine(path)
    written = json_lines(values_of(read), shape_of(head, Report))
    assert written[1:] == lines[1:]


ROWS = "6bca488079d2954ca74cb4abff4d3c6000857996213b81d1897f0b0fd88c82c5"
NAMES = "bfd116d05be99fcbd0f61ad4ccc958272ba53a21e01debbdb3beb3dba30a654c"
"""The SHA-256 of the records of the sample report, and of the names in its head.

The program of 1c46f3d made d43b6753… and e7404fb1…; since then a row says which groups of fields are carried,
a standing its occurrence and whether its day is assumed, an entry the latter, too; a task may have terms, of
which none are written. The program of 6631c34 made dfac9c57… and 9c6cd725…; since then a standing says
whether anything was recorded and since when it is suspended, an entry the latter, and a report which tasks
went on as others. After beb9bd03… and 93592599… an office has a full name, a report
its documents, an agency a class and its totals as a co-lead.
"""


def test_the_sheet_of_a_report_is_written_as_before() -> None:
    assert sha256_of_records(REPORT.records(values_of(samples.ordinary()))) == ROWS
    told = json.dumps({one.__name__: REPORT.lists.names(one) for one in classes_of(Report)})
    assert hashlib.sha256(told.encode()).hexdigest() == NAMES


def test_the_sheet_of_an_entry_form() -> None:
    path = EARLIER / "entry_form_2.xlsx"
    form = read_entry_form(read_workbook(path)).made
    assert form is not None
    head, lines = records(path)
    told = dict(shape_of(head, EntryForm).omitted)
    told[EntryForm] |= {"lines"}
    assert json_lines([form, *form.lines], Lists(told)) == lines


def kinds(root: type) -> dict[str, type]:
    return {one.__name__: one for one in classes_of(root)}


@pytest.mark.parametrize("written", [False, True], ids=["objects", "lists"])
def test_every_value_of_a_report_comes_back_in_either_shape(*, written: bool) -> None:
    report = samples.ordinary()
    if written:
        told = {name: Lists().names(kind) for name, kind in kinds(Report).items()}
        (text,) = json_lines([report], Lists())
        assert json.loads(text) == to_plain(report, Lists())
        assert from_plain(Report, json.loads(text), Lists(order=told)) == report
    else:
        assert from_plain(Report, json.loads(canonical(to_plain(report)))) == report


@pytest.mark.parametrize("data", [None, [], 3, {"way": 1}])
def test_data_of_another_kind_are_refused(data: Any) -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        from_plain(ReviewPackage, data)
