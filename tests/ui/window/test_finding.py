"""Ctrl+K: one box finds anything and leads there, with the focus where the next act is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.evidence import Document
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.ui.evidence import EvidenceScreen
from desktop_app.ui.finding.box import FindBox
from desktop_app.ui.session import today
from desktop_app.ui.window._main_window import MainWindow

ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
Find = Callable[..., list[str]]


@pytest.fixture
def find(sample: MainWindow, qtbot: QtBot) -> Find:
    """Open the box by its key, type, press keys, and return what the box listed with its foot."""

    def run(text: str, *keys: Qt.Key) -> list[str]:
        listed: list[str] = []

        def act() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, FindBox)
            QTest.keyClicks(box.search, text)
            box.finish()
            items = [box.list.topLevelItem(at) for at in range(box.list.topLevelItemCount())]
            listed.extend(f"{item.text(0)} | {item.text(1)}" for item in items if item is not None)
            for key in keys:
                QTest.keyClick(box.search, key)
            listed.append(box.foot.whole())
            if box.isVisible():
                QTest.keyClick(box.search, ESCAPE)

        sample.activateWindow()
        qtbot.waitUntil(sample.isActiveWindow)
        QTimer.singleShot(0, act)
        QTest.keyClick(sample, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(listed) and QApplication.activeModalWidget() is None)
        return listed

    return run


def test_a_task_is_found_without_accents_and_has_the_cursor(sample: MainWindow, find: Find) -> None:
    sample.show_screen("reports")
    sample.tasks.search("không khớp gì")
    listed = find("xay dung quy che", ENTER)
    assert listed[0].startswith("6  Xây dựng quy chế phối hợp")
    assert "Nhiệm vụ · " in listed[0]
    assert sample.shown_screen() is sample.tasks
    assert sample.tasks.panel.number.text() == "Nhiệm vụ số 6"
    assert sample.focusWidget() is sample.tasks.grid


def test_the_arrows_choose_another_one(sample: MainWindow, find: Find) -> None:
    listed = find("thi hanh", DOWN, DOWN, ENTER)
    assert sample.tasks.panel.number.text() == f"Nhiệm vụ số {listed[2].partition('  ')[0]}"


def test_an_agency_leads_to_its_tasks(sample: MainWindow, find: Find) -> None:
    assert find("so tai chinh", ENTER)[0] == "Sở Tài chính | Cơ quan · 3 nhiệm vụ"
    assert sample.tasks.filters.wanted.agency == "Sở Tài chính"
    assert sample.tasks.model.count_rows() == 3
    assert sample.focusWidget() is sample.tasks.grid


def test_an_agency_without_tasks_leads_to_the_catalogue(
    sample: MainWindow, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(sample, "edit_agencies", lambda: opened.append(True))
    sample.session.workspace.agencies.add("Đài Khí tượng tỉnh")
    assert find("dai khi tuong", ENTER)[0] == "Đài Khí tượng tỉnh | Cơ quan · 0 nhiệm vụ"
    qtbot.waitUntil(lambda: opened == [True])


def test_a_period_is_chosen(sample: MainWindow, find: Find) -> None:
    assert find("quy 2/2021", ENTER)[0] == "Quý II/2021 | Kỳ báo cáo · Đang cập nhật"
    assert sample.session.period.label == "Quý II/2021"


def test_a_document_is_shown_in_its_register(sample: MainWindow, find: Find) -> None:
    evidence, programme = sample.session.workspace.evidence, sample.session.programme.id
    evidence.add(Document(0, programme, "Kế hoạch rà soát"), None)
    evidence.add(Document(0, programme, "Biên bản"), None)
    find("bien ban", ENTER)
    screen = sample.shown_screen()
    assert isinstance(screen, EvidenceScreen)
    assert [row.document.subject for row in screen.grid.selected_rows()] == ["Biên bản"]
    assert sample.focusWidget() is screen.grid
    screen.search.setText("kế hoạch")
    screen.search.searched.emit("kế hoạch")
    find("bien ban", ENTER)
    assert [row.document.subject for row in screen.grid.selected_rows()] == ["Biên bản"]


def test_a_command_is_done(sample: MainWindow, find: Find, qtbot: QtBot) -> None:
    sample.tasks.show_filter(TaskFilter(view="overdue"))
    assert find("bo moi bo loc", ENTER)[0] == "Bỏ mọi bộ lọc | Lệnh · Xem · Ctrl+Shift+F"
    qtbot.waitUntil(lambda: sample.tasks.filters.wanted == TaskFilter())
    find("nhat ky", ENTER)
    qtbot.waitUntil(lambda: sample.shown_screen() is sample.made_screen("history"))


def test_a_command_that_cannot_work_says_why_and_is_not_done(sample: MainWindow, find: Find) -> None:
    listed = find("mo lai ky", ENTER)
    said = "Chưa dùng được · Quý IV/2021 chưa chốt số liệu."
    assert listed[0] == f"Mở lại kỳ… | {said}"
    assert listed[-1] == f"Mở lại kỳ…: {said}"
    action = next(one for one in sample.writing if "Mở lại" in one.text())
    assert action.isEnabled(), "its keys are answered once the box is closed"


def test_escape_leaves_at_once_and_changes_nothing(sample: MainWindow, find: Find) -> None:
    sample.show_task(3)
    sample.tasks.grid.setFocus()
    find("so tai chinh", ESCAPE)
    assert sample.tasks.panel.number.text() == "Nhiệm vụ số 3"
    assert sample.tasks.filters.wanted.agency == ""
    assert sample.focusWidget() is sample.tasks.grid


def test_nothing_found_is_said(find: Find) -> None:
    assert find("zzzz", ENTER) == ["Không có gì khớp. Hãy thử ít chữ hơn."]


def test_a_closed_period_is_searched_as_it_was_sealed(sample: MainWindow, find: Find) -> None:
    session = sample.session
    session.workspace.sealing.set_rules(SealRules(checks=False))
    session.change(lambda: session.workspace.sealing.seal(session.register, session.period, today()))
    task = session.register.find("6")
    session.change(
        lambda: session.workspace.tasks.withdraw(session.register, [task.id], session.period.starts_on, "")
    )
    assert "Đã đưa ra khỏi danh mục" not in find("xay dung quy che", ENTER)[0]
