"""A list whose heading the program does not find, or finds in the wrong rows: the officer points at it."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.ui.importing._columns_dialog import ColumnsDialog
from desktop_app.ui.importing._sheet_dialog import SheetDialog, SheetModel
from desktop_app.ui.window._main_window import MainWindow

STRANGE = (
    ("Theo dõi công việc của phòng năm 2021",),
    (),
    ("Bậc", "Việc phải làm cho xong", "Ai lo", "Bao giờ xong", "Ra cái gì"),
    (1, "Rà soát văn bản quy phạm pháp luật về đất đai", "Bộ phận một", "trước hè 2021", "Báo cáo rà soát"),
    (2, "Tập huấn nghiệp vụ cho công chức cấp xã", "Bộ phận hai", "Quý IV/2021", "Hội nghị"),
    (3, "Kiểm tra tình hình thi hành pháp luật", "Bộ phận ba", "sau hè 2021", "Kết luận"),
)


def saved(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def answered(qtbot: QtBot, answer: Callable[[SheetDialog], object]) -> list[SheetDialog]:
    """Do something in the dialog as soon as it stands open."""
    seen: list[SheetDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SheetDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, look)
            return
        seen.append(dialog)
        try:
            answer(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)
    return seen


def held(dialog: SheetDialog) -> dict[int, str]:
    boxes = enumerate(dialog.header.boxes)
    return {column: box.currentData() for column, box in boxes if box.currentData() != "ignore"}


def choose(dialog: SheetDialog, column: int, field: str) -> None:
    box = dialog.header.boxes[column]
    place = box.findData(field)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_an_unknown_heading_is_pointed_at_and_known_the_next_time(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def answer(dialog: SheetDialog) -> None:
        assert "không" in dialog.reason.text().lower()
        assert (dialog.first.value(), dialog.last.value()) == (3, 3)
        assert held(dialog)[1] == "content"
        choose(dialog, 1, "ignore")
        dialog.submit()
        assert "Nội dung nhiệm vụ" in dialog.refusal.text()
        for column, field in enumerate(("number", "content", "content", "deadline", "output")):
            choose(dialog, column, field)
        dialog.submit()
        assert "hai cột" in dialog.refusal.text()
        choose(dialog, 2, "leads")
        dialog.submit()

    seen = answered(qtbot, answer)
    empty.importing.begin(saved(tmp_path / "viec.xlsx", *STRANGE))
    empty.session.jobs.wait()
    assert len(seen) == 1
    empty.session.jobs.wait()
    preview = empty.importing.preview
    assert preview is not None
    preview.accept_button.click()
    empty.session.jobs.wait()
    task = empty.session.register.find("2")
    assert (task.lead, task.given.deadline, task.given.output) == (
        "Bộ phận hai",
        "Quý IV/2021",
        "Hội nghị",
    )
    more = (*STRANGE[2:], (4, "Tổng kết việc thi hành pháp luật", "Bộ phận một", "20/12/2021", "Báo cáo"))
    empty.importing.begin(saved(tmp_path / "viec lần 2.xlsx", *more))
    empty.session.jobs.wait()
    assert empty.importing.preview is not None
    assert empty.importing.preview.accept_button.text() == "Nhập 1 nhiệm vụ"


def test_who_gives_up_pointing_is_left_where_he_was(empty: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    seen = answered(qtbot, lambda dialog: dialog.reject())
    empty.importing.begin(saved(tmp_path / "viec.xlsx", *STRANGE))
    empty.session.jobs.wait()
    assert len(seen) == 1
    assert empty.importing.preview is None
    assert empty.session.register.tasks == []


def test_rows_and_columns_are_chosen_by_keys(empty: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    def answer(dialog: SheetDialog) -> None:
        dialog.table.setCurrentIndex(dialog.table.model().index(3, 2))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        assert (dialog.first.value(), dialog.last.value()) == (4, 4)
        dialog.table.setCurrentIndex(dialog.table.model().index(2, 2))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        assert (dialog.first.value(), dialog.last.value()) == (3, 4)
        model = dialog.table.model()
        assert isinstance(model, SheetModel)
        assert model.headerData(3, Qt.Orientation.Vertical) == "▸ 4"
        dialog.last.setValue(2)
        assert dialog.chosen().heading == (1, 1)
        dialog.submit()
        assert "không có chữ" in dialog.refusal.text()
        dialog.first.setValue(3)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
        dialog.reject()

    seen = answered(qtbot, answer)
    empty.importing.begin(saved(tmp_path / "viec.xlsx", *STRANGE))
    empty.session.jobs.wait()
    assert len(seen) == 1


WRONG = (
    ("Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
    ("(mẫu cũ, không dùng)", "", ""),
    ("Đầu việc", "Người làm", "Xong"),
    ("Rà soát văn bản quy phạm pháp luật về đất đai", "Thanh tra Sở", "30/6/2021"),
)


def test_a_heading_in_the_wrong_rows_is_put_right_from_the_columns(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "mau.xlsx", *WRONG)
    empty.importing.begin(path)
    empty.session.jobs.wait()
    preview = empty.importing.preview
    assert preview is not None
    assert preview.plan.heading.last_row == 0

    def answer(dialog: SheetDialog) -> None:
        assert held(dialog) == {0: "content", 1: "leads", 2: "deadline"}
        dialog.point(2, 2)
        for column, field in enumerate(("content", "leads", "deadline")):
            choose(dialog, column, field)
        dialog.submit()

    def pressed(dialog: ColumnsDialog) -> int:
        assert [
            one.text() for one in dialog.findChildren(QLabel) if "&" in one.text() and not one.buddy()
        ] == []
        dialog.point_button.click()
        return dialog.result()

    monkeypatch.setattr(ColumnsDialog, "exec", pressed)
    seen = answered(qtbot, answer)
    preview.head.columns_button.click()
    empty.session.jobs.wait()
    assert len(seen) == 1
    assert preview.plan.heading.last_row == 2
    assert [row.given.content for row in preview.plan.tasks.rows] == [WRONG[3][0]]
    preview.accept_button.click()
    empty.session.jobs.wait()
    other = saved(
        tmp_path / "mau 2.xlsx", *WRONG, ("Sơ kết công tác rà soát văn bản", "Thanh tra Sở", "2021")
    )
    empty.importing.begin(other)
    empty.session.jobs.wait()
    assert empty.importing.preview is not None
    assert empty.importing.preview.plan.heading.last_row == 2
