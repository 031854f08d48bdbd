"""What is recorded is shown before it stands in the file, and what is shown is what the file then says."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date

import pytest

from desktop_app.cli import main
from desktop_app.domain.errors import PeriodSealed
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import ForeseenAct, Register
from desktop_app.services.unfinished import Finished, OnTheWay, finish
from desktop_app.services.workspace import Workspace
from desktop_app.storage.companions import unsaved_file
from tests.cutting import Full
from tests.services.one_truth import assert_as_in_the_file

Changes = Mapping[int, ProgressChanges]


class Writer:
    """Foresees acts one after the other, as the window does, and writes them through a twin."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace, self.register = workspace, register
        self.acts: list[ForeseenAct] = []
        self.kept = OnTheWay(workspace.path)
        self.after = workspace.recording.head()

    def foresee(self, period: str, changes: Changes) -> None:
        newest = self.acts[-1].id if self.acts else self.register.seen
        act = self.workspace.recording.foresee(newest + 1, self.register, self.period(period), changes)
        assert act is not None
        self.acts.append(act)
        self.kept.keep(self.after, act, first=len(self.acts) == 1)

    def write(self, count: int | None = None) -> bool:
        twin = self.workspace.twin()
        try:
            return twin.recording.write(self.acts[:count])
        finally:
            twin.close()

    def opened_again(self) -> Workspace:
        """Let the program end here, and open the file again."""
        self.workspace.close()
        self.workspace = Workspace.open(self.workspace.path)
        return self.workspace

    def period(self, called: str) -> Period:
        return self.workspace.periods.find(called, self.register.programme)


@pytest.fixture
def writer(workspace: Workspace, filled: Register) -> Writer:
    return Writer(workspace, filled)


@pytest.fixture
def begun(writer: Writer) -> Iterator[Writer]:
    """Yield a writer with three acts on their way, two of them on one task."""
    first, second = (task.id for task in writer.register.tasks[:2])
    writer.foresee("2021-Q4", {first: {"percent": 40, "result": "Đã trình\u2028ký"}})
    writer.foresee("2021-Q4", {first: {"percent": 100}, second: {"state": State.SUSPENDED}})
    writer.foresee("2021-H1", {second: {"note": "Gọi lại"}})
    yield writer
    writer.workspace.close()


def test_what_is_foreseen_is_what_is_written(writer: Writer) -> None:
    first, second, third = (task.id for task in writer.register.tasks[:3])
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    writer.foresee("2021-H1", {first: {"result": "Đã trình"}, second: {"state": State.SUSPENDED}})
    writer.foresee("2021-Q4", {first: {"percent": 100}, third: {"completed_on": date(2021, 11, 2)}})
    writer.foresee("2021", {first: {"note": "Cùng ngày với quý IV"}, second: {"difficulty": "Thiếu người"}})
    writer.foresee("2021-Q4", {first: {"state": State.IN_PROGRESS, "percent": 70}})
    shown = {task.id: writer.register.entries(task.id) for task in writer.register.tasks}
    assert writer.write()
    assert {task.id: writer.register.entries(task.id) for task in writer.register.tasks} == shown
    assert_as_in_the_file(writer.workspace, writer.register)
    writer.register.refresh()
    assert_as_in_the_file(writer.workspace, writer.register)
    assert writer.workspace.checking.check().ok


def test_an_act_that_came_before_leaves_nothing_written(writer: Writer) -> None:
    first, second = (task.id for task in writer.register.tasks[:2])
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    twin = writer.workspace.twin()
    twin.recording.record(
        twin.register(writer.register.programme.id), writer.period("2021-Q4"), {second: {"percent": 20}}
    )
    twin.close()
    assert not writer.write()
    writer.register.read_again([first])
    writer.register.refresh()
    assert_as_in_the_file(writer.workspace, writer.register)
    assert not writer.register.entries(first)


def test_nothing_is_written_into_a_closed_period(writer: Writer) -> None:
    first = writer.register.tasks[0].id
    writer.workspace.sealing.set_rules(SealRules(checks=False))
    period = writer.period("2019-Q4")
    writer.workspace.sealing.seal(writer.register, period, date(2021, 12, 20))
    writer.register.refresh()
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    writer.foresee("2019-Q4", {first: {"percent": 30}})
    newest = writer.workspace.last_action()
    with pytest.raises(PeriodSealed):
        writer.write()
    assert writer.workspace.last_action() == newest
    writer.register.read_again([first])
    assert_as_in_the_file(writer.workspace, writer.register)


def test_a_change_that_changes_nothing_foresees_nothing(writer: Writer) -> None:
    first, period = writer.register.tasks[0].id, writer.period("2021-Q4")
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    again = writer.workspace.recording.foresee(99, writer.register, period, {first: {"percent": 40}})
    assert again is None


@pytest.mark.parametrize("written", [0, 1, 2, 3])
def test_what_was_on_its_way_is_finished_once(begun: Writer, written: int) -> None:
    if written:
        assert begun.write(written)
    opened = begun.opened_again()
    assert finish(opened) == (Finished(3 - written) if written < 3 else None)
    assert opened.last_action() == begun.acts[-1].id
    assert_as_in_the_file(opened, begun.register)
    opened = begun.opened_again()
    assert not opened.has_unfinished
    assert finish(opened) is None
    assert opened.last_action() == begun.acts[-1].id
    assert opened.checking.check().ok


def another_act(workspace: Workspace, register: Register) -> None:
    period = workspace.periods.find("2021-Q4", register.programme)
    workspace.recording.record(register, period, {register.tasks[0].id: {"percent": 10}})


def another_file(workspace: Workspace, _register: Register) -> None:
    body = workspace.path.read_bytes()
    with closing(sqlite3.connect(workspace.path)) as db:
        (head,) = db.execute("SELECT hash FROM actions ORDER BY id DESC LIMIT 1").fetchone()
    workspace.path.write_bytes(body.replace(head.encode(), b"0" * len(head)))


def closed_period(workspace: Workspace, register: Register) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(
        register, workspace.periods.find("2021-H1", register.programme), date(2021, 12, 20)
    )


@pytest.mark.parametrize("between", [another_act, another_file, closed_period])
def test_what_does_not_follow_on_the_file_is_set_aside_in_words(
    begun: Writer, between: Callable[[Workspace, Register], None]
) -> None:
    opened = begun.opened_again()
    between(opened, opened.register(opened.programme().id))
    newest, opened = opened.last_action(), begun.opened_again()
    found = finish(opened)
    assert found is not None
    assert found.written == 0
    assert found.aside is not None
    told = found.aside.read_text(encoding="utf-8")
    assert "Nhiệm vụ số 1, Quý IV/2021: " in told
    assert "Kết quả thực hiện: Đã trình" in told
    assert "Ghi chú: Gọi lại" in told
    assert opened.last_action() == newest
    assert not opened.has_unfinished


def test_a_line_that_was_torn_says_nothing(begun: Writer) -> None:
    path = unsaved_file(begun.workspace.path)
    path.write_bytes(path.read_bytes()[:-200])
    begun.kept.keep(begun.after, begun.acts[-1], first=False)
    path.write_bytes(path.read_bytes() + b"\0" * 512)
    begun.kept.keep("", begun.acts[0], first=False)
    path.write_bytes(path.read_bytes()[:-9])
    assert finish(begun.opened_again()) == Finished(3)
    assert begun.workspace.checking.check().ok


def test_lines_that_outlived_their_acts_say_nothing(begun: Writer) -> None:
    assert begun.write()
    path = unsaved_file(begun.workspace.path)
    _, first, _, third = path.read_bytes().split(b"\n")
    path.write_bytes(third)
    begun.acts, begun.after = [], begun.workspace.recording.head()
    begun.register.refresh()
    begun.foresee("2021-Q4", {begun.register.tasks[3].id: {"percent": 5}})
    path.write_bytes(path.read_bytes() + b"\n" + first)
    assert finish(begun.opened_again()) == Finished(1)
    assert begun.workspace.checking.check().ok


def test_what_follows_on_a_lost_act_is_not_written(begun: Writer) -> None:
    path = unsaved_file(begun.workspace.path)
    _, first, _, third = path.read_bytes().split(b"\n")
    path.write_bytes(first + b"\n" + third)
    found = finish(begun.opened_again())
    assert found is not None
    assert found.written == 1
    assert found.aside is not None
    assert "Gọi lại" in found.aside.read_text(encoding="utf-8")
    assert begun.workspace.checking.check().ok


def whole(said: bytes) -> bytes:
    return hashlib.sha256(said).hexdigest()[:16].encode() + b" " + said + b"\n"


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 4096, b"x", b"\xff" * 9999, whole(b"[" * 99_999), whole(b"{}")]
)
def test_a_file_that_says_nothing_keeps_nobody_from_opening(writer: Writer, body: bytes) -> None:
    unsaved_file(writer.workspace.path).write_bytes(body)
    found = finish(writer.workspace)
    assert (found is None) == (b" " not in body)
    assert not writer.workspace.has_unfinished


def test_a_full_disk_keeps_what_was_on_its_way(begun: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    begun.foresee("2021-Q4", {begun.register.tasks[3].id: {"note": "x" * 1_000_000}})
    opened = begun.opened_again()
    newest, db = opened.last_action(), opened._store.db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with monkeypatch.context() as patched:
        Full(0).watch(patched)
        found = finish(opened)
    assert found is not None
    assert found.aside is not None
    assert "Đã trình" in found.aside.read_text(encoding="utf-8")
    assert opened.last_action() == newest


def test_a_command_finishes_it_too_and_says_so(begun: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    begun.workspace.close()
    for said in ("đã ghi nốt 3 thao tác còn dở", ""):
        assert main(["--data", str(begun.workspace.path), "status", "--period", "2021-Q4"]) == 0
        told = capsys.readouterr().err
        assert said in told
        assert bool(told) == bool(said)
