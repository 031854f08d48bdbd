"""An act that changed many rows, such as an import, is taken back in a thread while the window lives on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import UndoBlocked
from desktop_app.domain.review import ReviewMark
from desktop_app.domain.work import WorkCancelled
from desktop_app.resources import resource
from desktop_app.services.acts import Acts
from desktop_app.services.periods.sealing import SealRules
from desktop_app.ui.widgets.reasons import ReasonedAction
from desktop_app.ui.window._main_window import MainWindow

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")


@pytest.fixture
def brought(empty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window whose last act is an import that counts as a large one."""
    monkeypatch.setattr("desktop_app.ui.session.QUICK", 10)
    window = empty
    window.importing.begin(LIST)
    window.session.jobs.wait()
    assert window.importing.preview is not None
    window.importing.preview.accept()
    window.session.jobs.wait()
    assert window.session.register.tasks
    return window


def test_a_large_act_is_taken_back_and_done_again_in_a_thread(brought: MainWindow) -> None:
    session = brought.session
    contents = [task.content for task in session.register.tasks]
    session.undo()
    assert session.jobs.busy
    assert session.register.tasks
    session.jobs.wait()
    assert not session.register.tasks
    assert brought.stack.currentWidget() is brought.first_start
    assert session.workspace.acts.can_redo
    session.redo()
    assert session.jobs.busy
    session.jobs.wait()
    assert [task.content for task in session.register.tasks] == contents
    assert session.workspace.acts.can_undo
    assert not session.workspace.acts.can_redo


def test_pressing_undo_twice_takes_one_act_back(brought: MainWindow) -> None:
    session = brought.session
    refused: list[object] = []
    session.refused.connect(refused.append)
    session.undo()
    session.undo()
    session.redo()
    session.jobs.wait()
    assert not session.register.tasks
    assert session.workspace.acts.can_redo
    assert not refused


def test_a_stopped_undo_changes_nothing(brought: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    session = brought.session
    warned: list[str] = []
    session.warned.connect(warned.append)

    def stop(_acts: Acts, _act_id: int, _progress: object) -> None:
        raise WorkCancelled

    with monkeypatch.context() as patched:
        patched.setattr(Acts, "take_back", stop)
        session.undo()
        session.jobs.wait()
    assert warned
    assert session.register.tasks
    session.undo()
    session.jobs.wait()
    assert not session.register.tasks


def test_a_refused_undo_is_told_and_may_be_tried_again(
    brought: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = brought.session
    refused: list[object] = []
    session.refused.disconnect()
    session.refused.connect(refused.append)

    def refuse(_acts: Acts, _act_id: int, _progress: object) -> None:
        raise UndoBlocked("tasks")

    with monkeypatch.context() as patched:
        patched.setattr(Acts, "take_back", refuse)
        session.undo()
        session.jobs.wait()
    assert [type(error) for error in refused] == [UndoBlocked]
    assert session.workspace.acts.can_undo
    session.undo()
    session.jobs.wait()
    assert not session.register.tasks


def test_values_that_stand_already_leave_redo_as_it_was(sample: MainWindow) -> None:
    session, tasks = sample.session, sample.session.workspace.tasks
    first, second, *_ = session.register.tasks
    day = date(2021, 12, 1)
    session.change(lambda: tasks.withdraw(session.register, [first.id], day, "Theo chỉ đạo"))
    session.change(lambda: tasks.assign(session.register, [second.id], "Nguyễn Văn An"))
    session.undo()
    session.change(lambda: tasks.withdraw(session.register, [first.id], day, "Theo chỉ đạo"))
    sample.toast.redo_asked.emit()
    assert session.register.task(second.id).own.officer == "Nguyễn Văn An"


def test_undo_passes_over_a_closed_period_and_says_so(sample: MainWindow) -> None:
    session, space = sample.session, sample.session.workspace
    undo = next(one for one in sample.findChildren(ReasonedAction) if one.text() == "&Hoàn tác")
    session.change(lambda: space.office.put(replace(space.office.get(), place="Hà Giang")))
    first = session.register.tasks[0].id
    session.change(
        lambda: space.recording.record(session.register, session.period, {first: {"percent": 37}}), "Đã ghi"
    )
    space.sealing.set_rules(SealRules(checks=False))
    session.change(lambda: space.sealing.seal(session.register, session.period, date(2021, 12, 20)))
    sample.undo()
    sample.undo()
    assert sample.toast.text.whole() == (
        "Đã hoàn tác: sửa thông tin đơn vị. Bỏ qua 1 thao tác thuộc kỳ đã chốt (Quý IV/2021)"
    )
    assert space.office.get().place != "Hà Giang"
    assert undo.why_not()


def test_a_message_takes_back_the_act_it_tells_of_and_no_other(sample: MainWindow, tmp_path: Path) -> None:
    session, space, toast = sample.session, sample.session.workspace, sample.toast
    ids = [task.id for task in session.register.tasks[:5]]
    session.change(lambda: space.reviewing.accept(session.register, session.period, ids), "Đã duyệt")
    assert toast.undo.isVisible()
    package = tmp_path / "trinh.duyet"
    session.change(
        lambda: space.packages.write(session.register, session.period, package), "Đã lưu tệp gửi duyệt"
    )
    assert not toast.undo.isVisible()
    session.change(lambda: space.tasks.assign(session.register, ids[:1], "Nguyễn Văn An"), "Đã giao")
    session.change(lambda: space.tasks.assign(session.register, ids[1:2], "Trần Thị Bình"))
    toast.undo.click()
    officers = [session.register.task(task_id).own.officer for task_id in ids[:2]]
    assert officers[1] == "Trần Thị Bình"
    assert officers[0] != "Nguyễn Văn An"
    assert space.reviewing.counts(session.register, session.period)[ReviewMark.ACCEPTED] == 5


def test_a_message_of_several_acts_offers_to_take_none_of_them_back(sample: MainWindow) -> None:
    session, space = sample.session, sample.session.workspace
    ids = [task.id for task in session.register.tasks[:2]]
    for task_id in ids:
        space.tasks.assign(session.register, [task_id], "Nguyễn Văn An")
    session.refresh("Đã ghi 2 nhiệm vụ từ phiếu cập nhật")
    assert not sample.toast.undo.isVisible()
