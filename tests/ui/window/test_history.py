"""The history in the window: pages, filters, words, a check, and the way to a task."""

import sqlite3
from contextlib import closing

import pytest

from desktop_app.services.wording import say
from desktop_app.storage.history.search import ActFilter
from desktop_app.ui.history import screen as module
from desktop_app.ui.history.screen import HistoryScreen
from desktop_app.ui.periods import ReasonDialog
from desktop_app.ui.widgets import NameDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.test_room import settle, without_room


@pytest.fixture
def screen(sample: MainWindow) -> HistoryScreen:
    session = sample.session
    for task in session.register.tasks[:3]:
        session.workspace.recording.record(
            session.register, session.period, {task.id: {"note": f"Ghi {task.number}"}}
        )
    sample.show_screen("history")
    made = sample.made_screen("history")
    assert isinstance(made, HistoryScreen)
    return made


def kinds(screen: HistoryScreen) -> list[str]:
    return [act.kind for act in screen.model.rows()]


def test_the_newest_act_is_chosen_and_told(screen: HistoryScreen) -> None:
    assert "Ghi 3" in screen.panel.changes.text()
    assert screen.panel.what.text() == "Cập nhật tình hình thực hiện nhiệm vụ số 3 · Quý IV/2021"
    assert "mã kiểm tra" in screen.panel.code.text()


def test_the_act_leads_to_its_task_and_its_story(sample: MainWindow, screen: HistoryScreen) -> None:
    screen.panel.story_button.click()
    assert len(kinds(screen)) < sample.session.workspace.journal.count(ActFilter())
    assert screen.filters.task.text() == "3"
    screen.panel.task_button.click()
    assert sample.stack.currentWidget() is sample.tasks


def test_the_buttons_below_an_act_have_their_room(sample: MainWindow, screen: HistoryScreen) -> None:
    settle(sample)
    assert screen.panel.story_button.isVisible()
    assert not without_room(screen.panel)


def test_filters_are_shown_and_put_away(sample: MainWindow, screen: HistoryScreen) -> None:
    everything = len(kinds(screen))
    screen.filters.kind.setCurrentIndex(screen.filters.kind.findData("import"))
    screen.filters.kind.activated.emit(1)
    assert kinds(screen) == ["import"]
    assert screen.filters.clear_button.isVisible()
    screen.filters.clear_button.click()
    assert len(kinds(screen)) == everything
    screen.filters.user.setCurrentIndex(1)
    screen.filters.user.activated.emit(1)
    assert len(kinds(screen)) == everything
    screen.filters.first.setText("1/1/2100")
    screen.filters.first.returnPressed.emit()
    assert kinds(screen) == []
    assert "không có thao tác nào khớp" in screen.empty.heading.text().lower()
    screen.filters.first.setText("")
    screen.filters.first.returnPressed.emit()
    screen.filters.last.setText("1/1/2100")
    screen.filters.last.returnPressed.emit()
    assert len(kinds(screen)) == everything


def test_a_day_that_is_none_is_refused(
    sample: MainWindow, screen: HistoryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop_app.ui.messages.show_error", lambda _parent, error: said.append(say(error)))
    screen.filters.first.setText("hôm qua")
    screen.filters.first.returnPressed.emit()
    assert len(said) == 1
    assert screen.filters.first.text() == ""
    screen.filters.task.setText("999")
    screen.filters.task.returnPressed.emit()
    assert len(said) == 2


def test_a_task_is_asked_for_by_its_number(screen: HistoryScreen) -> None:
    screen.filters.task.setText("2")
    screen.filters.task.returnPressed.emit()
    assert "Ghi 2" in screen.panel.changes.text()
    screen.filters.task.setText("")
    screen.filters.task.editingFinished.emit()
    assert screen.filters.wanted.everything


def test_words_are_sought_in_a_thread(sample: MainWindow, screen: HistoryScreen) -> None:
    screen.filters.search.setText("ghi 2")
    screen.filters.search.returnPressed.emit()
    sample.session.jobs.wait()
    assert "Ghi 2" in screen.panel.changes.text()
    assert len(kinds(screen)) == 1


def test_pages_turn(sample: MainWindow, screen: HistoryScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = sample.session.workspace.journal
    usual = journal.page
    monkeypatch.setattr(type(journal), "page", lambda _self, wanted, before=None: usual(wanted, before, 5))
    screen._begin()
    first = [act.id for act in screen.model.rows()]
    assert not screen.newer.isEnabled()
    screen.older.click()
    assert max(act.id for act in screen.model.rows()) == min(first) - 1
    screen.newer.click()
    assert [act.id for act in screen.model.rows()] == first
    while screen.older.isEnabled():
        screen.older.click()
    assert screen.model.rows()[-1].id == 1


def test_an_import_shows_its_first_rows(screen: HistoryScreen) -> None:
    screen.filters.show_wanted(ActFilter(kind="import"))
    assert not screen.panel.rest.isHidden() or screen.panel.changes.text()
    assert screen.panel.foot_bar.isHidden()


def test_the_check_tells_good_and_bad(
    sample: MainWindow, screen: HistoryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        module, "inform", lambda _parent, _title, text, _detail, good: said.append((text, good))
    )
    screen.check_button.click()
    sample.session.jobs.wait()
    assert said[-1][1]
    assert "Nguyên vẹn" in said[-1][0]
    monkeypatch.setattr(module, "confirm", lambda _parent, text, *_rest: said.append((text, False)))
    db = sample.session.workspace._store.db
    db.execute("UPDATE history_head SET acts = acts + 1")
    screen.check_button.click()
    sample.session.jobs.wait()
    assert not said[-1][1]
    assert "cắt bớt" in said[-1][0]


def test_what_was_changed_outside_is_taken_over_with_a_reason(
    sample: MainWindow, screen: HistoryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def confirmed(_parent: object, question: str, act: str, _detail: str, _refuse: str) -> bool:
        asked.append((question, act))
        return True

    monkeypatch.setattr(module, "confirm", confirmed)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: "Biên bản số 5")
    task = sample.session.register.tasks[2]
    with closing(sqlite3.connect(sample.session.workspace.path)) as db, db:
        db.execute("UPDATE tasks SET content = 'Việc sửa ngoài' WHERE id = ?", [task.id])
    screen.check_button.click()
    sample.session.jobs.wait()
    sample.session.jobs.wait()
    ((question, act),) = asked
    assert "tệp Việc sửa ngoài" in question
    assert act.startswith("Ghi nhận")
    assert screen.model.rows()[0].kind == "outside"
    assert sample.session.workspace.checking.check().ok
    sample.undo()
    assert sample.session.register.task(task.id).content == task.content
    assert sample.session.workspace.checking.check().ok


def test_the_screen_follows_the_work(sample: MainWindow, screen: HistoryScreen) -> None:
    sample.undo()
    assert screen.model.rows()[0].undone or screen.model.rows()[0].kind
    task = sample.session.register.tasks[0].id
    screen.show_task(task)
    assert screen.filters.wanted == ActFilter(task_id=task)


def test_a_code_printed_on_a_report_is_looked_up(
    sample: MainWindow, screen: HistoryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = sample.session.workspace.journal.head()
    told: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        module, "inform", lambda _parent, _title, said, _detail, good: told.append((said, good))
    )
    for code in (f"{head[:4]} {head[4:8]}", "0" * 16):
        monkeypatch.setattr(NameDialog, "ask", lambda *_args, code=code: code)
        screen.code_button.click()
    (found, good), (missing, bad) = told
    assert "Cập nhật tình hình thực hiện nhiệm vụ số 3" in found
    assert "KHÔNG có mã" in missing
    assert (good, bad) == (True, False)
