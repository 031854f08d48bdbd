"""The leader's review in the window, in the data file and in a package that goes by file."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop_app.domain.errors.periods import RowsChanged
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.review import PackageDirection, ReviewMark
from desktop_app.services.periods.review_desk import open_package
from desktop_app.ui.periods._review_dialog import ReviewDialog
from desktop_app.ui.periods.dialogs import SealDialog
from desktop_app.ui.periods.screen import PeriodScreen
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import periods, review
from tests.ui.window.test_periods import answer


@pytest.fixture
def screen(sample: MainWindow) -> PeriodScreen:
    return periods(sample)


def test_the_leader_accepts_and_returns_rows(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    dialog = review(sample)
    assert dialog.accept_chosen.isEnabled()
    first = dialog.model.rows()[0].row
    assert first.entry is not None
    assert first.entry.result in dialog.reading.toPlainText()
    answer(monkeypatch, "Nêu rõ số đơn vị")
    dialog.return_selected()
    dialog.grid.select_key(first.task.id)
    assert "Nêu rõ số đơn vị" in dialog.reading.toPlainText()
    assert dialog.model.rows()[0].mark is ReviewMark.RETURNED
    dialog.accept_rest()
    marks = [one.mark for one in dialog.model.rows()]
    assert (marks.count(ReviewMark.ACCEPTED), marks.count(ReviewMark.RETURNED)) == (41, 1)
    assert not dialog.accept_all.isEnabled()
    said = [label.text() for label in SealDialog(session, (), sample).findChildren(QLabel)]
    assert "Kết quả duyệt: Đã duyệt: 41 · Trả lại, yêu cầu bổ sung: 1." in said
    dialog.accept_selected()
    assert not dialog.accept_all.isEnabled()
    assert screen.steps.reviewing.said.whole() == "42 / 42 nhiệm vụ"


def test_rows_are_judged_one_after_another_by_keys_and_taken_back(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = review(sample)
    dialog.show()
    answer(monkeypatch, "Nêu rõ số đơn vị")
    for key in "121":
        QTest.keyClicks(dialog.grid, key)
    marks = [one.mark for one in dialog.model.rows()]
    assert marks[:4] == [
        ReviewMark.ACCEPTED,
        ReviewMark.RETURNED,
        ReviewMark.ACCEPTED,
        ReviewMark.WAITING,
    ]
    assert dialog.grid.current_row() == dialog.model.rows()[3], "the next row that waits is under the cursor"
    assert dialog.accept_all.text() == "Duyệt &tất cả 39 nhiệm vụ còn lại"
    dialog.accept_all.click()
    assert dialog.said.whole() == "Đã duyệt 39 nhiệm vụ"
    left = []
    while dialog.undo_button.isEnabled():
        dialog.undo_button.click()
        left.append([one.mark for one in dialog.model.rows()].count(ReviewMark.WAITING))
    assert left == [39, 40, 41, 42]
    dialog.deleteLater()


def test_the_leader_sees_the_period_before_and_the_documents(
    sample: MainWindow, screen: PeriodScreen
) -> None:
    session = sample.session
    task = next(one for one in session.register.tasks if len(session.register.entries(one.id)) > 1)
    document = Document(0, session.programme.id, "Kế hoạch mẫu", "12/KH-UBND")
    session.workspace.evidence.add(document, None, [Link(0, task.id, None)])
    dialog = review(sample)
    dialog.grid.select_key(task.id)
    read = dialog.reading.toPlainText()
    before = [one for one in session.register.entries(task.id) if one.cut_off < session.period.cut_off][-1]
    assert f"Kỳ trước: {session.labels([before.period])}: " in read
    assert f"{before.percent}%" in read
    assert "12/KH-UBND" in read
    assert {"leads", "deadline"} <= {column.key for column in dialog.model.columns}
    dialog.deleteLater()


def test_what_a_leader_judged_of_a_package_is_kept_until_it_is_answered(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there, back = tmp_path / "di.duyet", tmp_path / "ve.duyet"
    targets = iter([str(there), "", str(back)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(targets), ""))
    screen.acts.write_package()
    monkeypatch.setattr(ReviewDialog, "exec", lambda self: self.accept_selected())
    warned: list[str] = []
    sample.session.warned.connect(warned.append)
    screen.acts.take_package(there)
    assert "Ý kiến về 1 nhiệm vụ được giữ trên máy này" in warned[0]
    screen.acts.take_package(there)
    screen.acts.take_package(back)
    assert screen.steps.reviewing.said.whole() == "2 / 42 nhiệm vụ"


def test_a_package_of_many_rows_is_written_in_a_thread(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop_app.ui.long_changes.QUICK", 10)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "di.duyet"), ""))
    told: list[str] = []
    sample.session.notified.connect(lambda said, _undo: told.append(said))
    screen.acts.write_package()
    assert sample.session.jobs.running == "Đang lưu di.duyet"
    sample.session.jobs.wait()
    assert told == ["Đã lưu tệp gửi duyệt di.duyet"]
    assert open_package(tmp_path / "di.duyet").way is PackageDirection.REQUEST


def test_the_review_goes_by_file_and_comes_back(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there, back = tmp_path / "di.duyet", tmp_path / "ve.duyet"
    targets = iter([str(there), str(back)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(targets), ""))
    screen.acts.write_package()
    monkeypatch.setattr(ReviewDialog, "exec", lambda self: self.accept_rest())
    screen.acts.take_package(there)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(back), ""))
    screen.acts.open_package()
    assert screen.steps.reviewing.said.whole() == "42 / 42 nhiệm vụ"


def test_a_row_returned_while_a_package_was_out_stays_returned_and_is_told(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session, there, back = sample.session, tmp_path / "di.duyet", tmp_path / "ve.duyet"
    targets = iter([str(there), str(back)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(targets), ""))
    screen.acts.write_package()
    task = session.register.tasks[0]
    session.workspace.reviewing.give_back(session.register, session.period, [task.id], "Bổ sung số liệu")
    monkeypatch.setattr(ReviewDialog, "exec", lambda self: self.accept_rest())
    screen.acts.take_package(there)
    told: list[str] = []
    session.notified.connect(lambda said, _undo: told.append(said))
    screen.acts.take_package(back)
    assert told[-1].endswith(f"Giữ ý kiến đã ghi trong tệp này sau khi gửi tệp: nhiệm vụ số {task.number}.")
    assert screen.steps.reviewing.said.whole() == "41 / 42 nhiệm vụ, 1 cần xem lại"


def test_the_leader_reads_all_that_he_judges(sample: MainWindow, screen: PeriodScreen) -> None:
    """An accepted row changes with its agencies, deadline and product, so they are before him."""
    session = sample.session
    dialog = review(sample)
    given = session.register.tasks[0].given
    dialog.grid.setCurrentIndex(dialog.model.index(0, 0))
    read = dialog.reading.toPlainText()
    for text in (given.content, *given.leads, *given.coordinating, given.deadline, given.output):
        assert text in read
    dialog.deleteLater()


def test_a_row_changed_behind_the_leader_is_refused_and_shown_anew(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    dialog = review(sample)
    refused: list[object] = []
    monkeypatch.setattr("desktop_app.ui.messages.show_error", lambda _parent, error: refused.append(error))
    task = session.register.tasks[0]
    twin = session.workspace.twin()
    twin.recording.record(
        twin.register(session.programme.id), session.period, {task.id: {"result": "Đã trình ký"}}
    )
    twin.close()
    dialog.accept_rest()
    assert [type(one) for one in refused] == [RowsChanged]
    entry = dialog.model.rows()[0].row.entry
    assert entry is not None
    assert entry.result == "Đã trình ký"
    dialog.accept_rest()
    assert {one.mark for one in dialog.model.rows()} == {ReviewMark.ACCEPTED}
    dialog.deleteLater()
