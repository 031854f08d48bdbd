"""Acts on many tasks are done in a thread while the window lives on; each is one act, said once."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from desktop_app.domain.errors.refusals import DiskFull
from desktop_app.services.tasks import Recording
from desktop_app.ui.long_changes import RowsForm
from desktop_app.ui.phrases import group_title
from desktop_app.ui.tasks._bulk_dialogs import BulkDialog, OfficerDialog
from desktop_app.ui.tasks._suspend_dialog import SuspendDialog
from desktop_app.ui.widgets.asking import ChoiceDialog
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.withdraw_dialog import WithdrawDialog


@pytest.fixture(autouse=True)
def every_act_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.ui.long_changes.QUICK", 0)


@pytest.fixture
def ids(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The tasks that are chosen in the table."""
    session = sample.session
    found = [session.register.find(number).id for number in ("12", "13", "20")]
    rows = [session.register.row(session.register.task(key), session.period) for key in found]
    monkeypatch.setattr(sample.tasks.acts, "_chosen", lambda: rows)
    return found


def bulk(window: MainWindow, ids: list[int]) -> RowsForm:
    dialog = BulkDialog(window.session, ids, window)
    dialog.percent.setText("55")
    return dialog


def officer(window: MainWindow, ids: list[int]) -> RowsForm:
    session = window.session
    dialog = OfficerDialog(session, [session.register.task(key) for key in ids], window)
    dialog.officer.setCurrentText("Trần Thị Hoa")
    return dialog


def suspension(window: MainWindow, ids: list[int]) -> RowsForm:
    dialog = SuspendDialog(window.session, ids, window)
    dialog.reason.setPlainText("Chờ văn bản")
    return dialog


@pytest.mark.parametrize(
    ("made", "running", "said"),
    [
        (bulk, "Đang ghi 3 nhiệm vụ", "Đã cập nhật 3 nhiệm vụ"),
        (officer, "Đang giao người theo dõi cho 3 nhiệm vụ", "Đã giao người theo dõi cho 3 nhiệm vụ"),
        (suspension, "Đang ghi tạm dừng 3 nhiệm vụ", "Đã ghi tạm dừng 3 nhiệm vụ"),
    ],
)
def test_a_form_rests_until_the_thread_is_done_and_closes(
    sample: MainWindow,
    ids: list[int],
    made: Callable[[MainWindow, list[int]], RowsForm],
    running: str,
    said: str,
) -> None:
    session, before = sample.session, sample.session.workspace.last_action()
    dialog = made(sample, ids)
    dialog.show()
    dialog.submit()
    assert session.jobs.running == running
    assert not dialog.isEnabled()
    dialog.reject()
    assert dialog.isVisible(), "its act is on the way"
    session.jobs.wait()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert sample.toast.text.whole() == said
    assert session.workspace.last_action() == before + 1
    session.undo()
    assert not session.workspace.acts.can_undo


def test_a_form_keeps_what_is_refused(
    sample: MainWindow, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull(sample.session.workspace.path)

    monkeypatch.setattr(Recording, "record", full)
    dialog = bulk(sample, ids)
    dialog.show()
    dialog.submit()
    sample.session.jobs.wait()
    assert dialog.isVisible()
    assert dialog.isEnabled()
    assert "đầy" in dialog.refusal.text()
    dialog.reject()


def test_tasks_are_moved_withdrawn_and_brought_back(
    sample: MainWindow, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, acts = sample.session, sample.tasks.acts
    group = session.register.groups[-1]
    title = group_title(group.number, group.title)
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_args: title)
    monkeypatch.setattr(WithdrawDialog, "ask", lambda *_args: (date(2021, 10, 1), "Hết hiệu lực"))
    steps = (
        (acts._move, "Đang chuyển 3 nhiệm vụ", "Đã chuyển 3 nhiệm vụ"),
        (acts._withdraw, "Đang đưa 3 nhiệm vụ ra khỏi danh mục", "Đã đưa 3 nhiệm vụ ra khỏi danh mục"),
        (acts._bring_back, "Đang đưa trở lại 3 nhiệm vụ", "Đã đưa trở lại 3 nhiệm vụ"),
    )
    for act, running, said in steps:
        act()
        assert session.jobs.running == running
        session.jobs.wait()
        assert sample.toast.text.whole() == said
    assert {session.register.task(key).group_id for key in ids} == {group.id}


def test_the_preview_for_many_tasks_lets_the_window_go_on(
    sample: MainWindow, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.services.tasks.recording.STEP", 1)
    monkeypatch.setattr("desktop_app.ui.slices._BUDGET", 1e-5)
    dialog = BulkDialog(sample.session, ids, sample)
    dialog.percent.setText("55")
    assert dialog.preview.text() == "Đang xem trước…"
    dialog._planning.finish()
    assert dialog.preview.text().startswith("Sẽ thay đổi 3 / 3 nhiệm vụ: 12; 13; 20")
