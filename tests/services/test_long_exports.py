"""A long report is written by a child: the same files and refusals, progress, a stop at any time."""

import errno
import os
import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.domain.errors import AppError, DiskFull
from desktop_app.domain.errors.outgoing import FormatUnknown
from desktop_app.domain.errors.refusals import NotFound, TargetNotWritable
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportKind, usual_preset
from desktop_app.domain.work import WorkCancelled, no_progress
from desktop_app.exchange.children.child import Child
from desktop_app.resources import resource
from desktop_app.services.reporting import Order, reports
from desktop_app.services.reporting.reports import Reports
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 16)


@pytest.fixture
def period(workspace: Workspace, filled: Register, monkeypatch: pytest.MonkeyPatch) -> Period:
    monkeypatch.setattr(reports, "LONG", len(filled.tasks))
    found = workspace.periods.find("nd09/2021-Q4", filled.programme)
    workspace.recording.record(
        filled, found, {one.id: {"percent": 40, "result": "Đã rà soát."} for one in filled.tasks[:9]}
    )
    return found


@pytest.fixture
def not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("this process does the work of the child")

    monkeypatch.setattr(Reports, "write", refuse)


Parts = list[tuple[str, int, str, object]]


def _content(body: bytes) -> object:
    """Return what a file holds; a package, and a workbook behind a chart, say besides when they were made."""
    if not body.startswith(b"PK"):
        return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"", body)
    with zipfile.ZipFile(BytesIO(body)) as package:
        return {one.filename: _content(package.read(one)) for one in package.infolist()}


def _both(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, order: Order, folder: Path, name: str
) -> tuple[Parts, Parts]:
    """Return what is written here and by a child: names, tasks and contents."""
    programme_id, made = workspace.programme().id, list[Parts]()
    for place in ("here", "child"):
        target = folder / place / name
        target.parent.mkdir()
        if place == "here":
            written = workspace.reports.write(programme_id, order, target, TODAY)
        else:
            monkeypatch.setattr(Reports, "write", None)
            written = workspace.reports.export(programme_id, order, target, TODAY, no_progress)
        assert sorted(one.path for one in written) == sorted(target.parent.iterdir())
        made.append(
            [(one.path.name, one.tasks, one.agency, _content(one.path.read_bytes())) for one in written]
        )
    return made[0], made[1]


@pytest.mark.parametrize("name", ["báo cáo.xlsx", "báo cáo.docx", "báo cáo.pdf"])
def test_the_child_writes_the_same(
    workspace: Workspace, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    order = Order(ReportKind.PERIODIC, period, usual_preset(ReportKind.PERIODIC))
    here, apart = _both(workspace, monkeypatch, order, tmp_path, name)
    assert here == apart


def test_the_child_fills_the_template_of_the_office(
    workspace: Workspace, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "mẫu.docx"
    own.write_bytes(resource("templates", "report.docx").read_bytes())
    workspace.reports.presets.use_template(own)
    here, apart = _both(workspace, monkeypatch, Order(ReportKind.PERIODIC, period), tmp_path, "báo cáo.docx")
    assert here == apart


def test_the_child_writes_a_file_for_each_agency(
    workspace: Workspace, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here, apart = _both(workspace, monkeypatch, Order(ReportKind.AGENCY, period), tmp_path, "báo cáo.docx")
    assert len(here) > 1
    assert here == apart


@pytest.mark.usefixtures("not_here")
def test_the_child_says_how_far_it_is(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    order, target = Order(ReportKind.PERIODIC, period), tmp_path / "a.xlsx"
    workspace.reports.export(filled.programme.id, order, target, TODAY, lambda *one: told.append(one))
    assert told[0] == (0, 0)
    assert told == sorted(told)
    assert told[-1][1] == len(filled.tasks)


@pytest.mark.usefixtures("not_here")
def test_a_stopped_export_leaves_the_old_file_and_no_process(
    workspace: Workspace, filled: Register, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended: list[int | None] = []
    end = Child.__exit__

    def note(child: Child, *error: object) -> None:
        end(child, *error)
        ended.append(child._process.poll())

    monkeypatch.setattr(Child, "__exit__", note)
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def stop(_done: int, total: int) -> None:
        if total:
            raise WorkCancelled

    with pytest.raises(WorkCancelled):
        workspace.reports.export(filled.programme.id, Order(ReportKind.PERIODIC, period), target, TODAY, stop)
    assert target.read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir() if one.suffix == ".xlsx"} == {"a.xlsx"}
    assert len(ended) == 1
    assert ended[0] is not None


@pytest.mark.parametrize(
    ("asked", "name", "refused"),
    [
        (lambda period: Order(ReportKind.AGENCY, period, agency="Sở Không có"), "a.docx", NotFound),
        (lambda period: Order(ReportKind.PERIODIC, period, version=7), "a.xlsx", NotFound),
        (lambda period: Order(ReportKind.PERIODIC, period), "a.odt", FormatUnknown),
        (lambda period: Order(ReportKind.PERIODIC, period), f"none{os.sep}a.xlsx", TargetNotWritable),
    ],
)
def test_what_the_child_refuses_is_refused_here(
    workspace: Workspace,
    period: Period,
    tmp_path: Path,
    asked: Callable[[Period], Order],
    name: str,
    refused: type[AppError],
) -> None:
    with pytest.raises(refused):
        workspace.reports.export(workspace.programme().id, asked(period), tmp_path / name, TODAY, no_progress)
    assert not (tmp_path / name).exists()


def test_without_a_child_the_report_is_written_here(
    workspace: Workspace, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop_app.exchange.children.child._python", lambda: str(tmp_path / "no python"))
    target = tmp_path / "a.xlsx"
    order = Order(ReportKind.PERIODIC, period)
    (one,) = workspace.reports.export(workspace.programme().id, order, target, TODAY, no_progress)
    assert one.path == target
    assert target.exists()


def test_no_file_is_replaced_if_one_of_several_cannot_be(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    asked = filled.programme.id, Order(ReportKind.AGENCY, period), tmp_path / "báo cáo.docx", TODAY
    *others, last = [one.path for one in workspace.reports.write(*asked)]
    for path in others:
        path.write_bytes(b"old")
    last.unlink()
    last.mkdir()
    with pytest.raises(TargetNotWritable):
        workspace.reports.export(*asked, no_progress)
    assert {path.read_bytes() for path in others} == {b"old"}


def test_no_room_for_what_the_child_is_asked_is_said(
    workspace: Workspace, filled: Register, period: Period, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **_said: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    order = Order(ReportKind.PERIODIC, period)
    with pytest.raises(DiskFull):
        workspace.reports.export(filled.programme.id, order, tmp_path / "a.xlsx", TODAY, no_progress)
