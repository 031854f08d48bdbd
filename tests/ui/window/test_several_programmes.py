"""Two programmes in one data file, in the window: each keeps its own acts and its own period."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_app.services.periods.sealing import SealRules
from desktop_app.ui.importing import flow
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.services.list_files import PLAN, write_list


@pytest.fixture
def both(sample: MainWindow) -> MainWindow:
    """The sample, with a plan of the province beside it that is shown."""
    session = sample.session
    known = session.programme
    added = session.workspace.programmes.add(replace(known, id=0, number="15/KH-UBND"), ["Nhóm một"])
    session.refresh()
    session.choose_programme(added.id)
    return sample


def test_undo_leaves_the_other_programme_alone_and_names_its_own(both: MainWindow) -> None:
    session = both.session
    first, second = session.workspace.programmes.all()
    session.choose_programme(first.id)
    task = session.register.tasks[0]
    before = session.register.standing(task, session.period.cut_off).percent
    wanted = 40 if before != 40 else 50
    session.change(
        lambda: session.workspace.recording.record(
            session.register, session.period, {task.id: {"percent": wanted}}
        )
    )
    session.choose_programme(second.id)
    groups = session.workspace.programmes.groups(second.id)
    arranged = [(groups[0].id, "Nhóm khác")]
    session.change(lambda: session.workspace.programmes.arrange_groups(second.id, arranged))
    session.undo()
    assert "(đề án 15/KH-UBND)" in both.toast.text.whole()
    assert session.workspace.programmes.groups(second.id) == groups
    session.choose_programme(first.id)
    now = session.register.standing(session.register.task(task.id), session.period.cut_off)
    assert now.percent == wanted
    session.undo()
    assert f"(đề án {first.number})" in both.toast.text.whole()
    assert session.register.standing(session.register.task(task.id), session.period.cut_off).percent == before


def test_a_programme_is_found_again_in_the_period_in_which_it_was_left(both: MainWindow) -> None:
    session = both.session
    first, second = session.workspace.programmes.all()
    session.choose_programme(first.id)
    session.choose_period_called("nd09/2020-H1")
    session.choose_programme(second.id)
    session.choose_period_called("nd09/2019-M03")
    session.choose_programme(first.id)
    assert (session.period.id, session.kind) == ("nd09/2020-H1", "half")
    assert both.top_bar.kind.currentText() == "6 tháng"
    session.choose_programme(second.id)
    assert (session.period.id, session.kind) == ("nd09/2019-M03", "month")


def test_a_period_that_the_programme_has_no_more_is_left(both: MainWindow) -> None:
    session = both.session
    first, second = session.workspace.programmes.all()
    session.choose_period_called("nd09/2019-M03")
    session.choose_programme(first.id)
    session.workspace.programmes.change(replace(second, regime="tt10", regimes=()))
    session.choose_programme(second.id)
    assert session.period.regime == "tt10"


def test_the_adding_of_the_programme_shown_is_undone(both: MainWindow) -> None:
    session = both.session
    session.undo()
    assert len(session.workspace.programmes.all()) == 1
    assert session.programme.number == "242/QĐ-TTg"
    session.redo()
    assert [one.number for one in session.workspace.programmes.all()] == ["242/QĐ-TTg", "15/KH-UBND"]


def named(question: str, answer: bool) -> bool:
    assert "242/QĐ-TTg" in question
    return answer


def test_the_preview_asks_about_a_list_of_the_other_programme(
    both: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = both.session
    path = write_list(tmp_path / "a.xlsx", [PLAN], ["(Kèm theo Quyết định số 242/QĐ-TTg)"])
    both.importing.begin(path)
    session.jobs.wait()
    preview = both.importing.preview
    assert preview is not None
    assert "nêu văn bản 242/QĐ-TTg của một đề án khác" in preview.head.line.text()
    count, answers = len(session.register.tasks), [False, True]
    monkeypatch.setattr(flow, "confirm", lambda _parent, question, *_rest: named(question, answers.pop(0)))
    preview.foot.accept.click()
    session.jobs.wait()
    assert (len(session.register.tasks), both.importing.preview) == (count, preview), (
        "asked, and not imported"
    )
    preview.foot.accept.click()
    session.jobs.wait()
    assert (len(session.register.tasks), answers) == (count + 1, [])
    session.choose_programme(session.workspace.programmes.all()[0].id)
    both.importing.begin(path)
    session.jobs.wait()
    assert both.importing.preview is not None
    assert "đề án khác" not in both.importing.preview.head.line.text()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked; each is answered with no, until `yes` stands among them."""
    questions: list[str] = []

    def confirm(_parent: object, question: str, *_rest: str) -> bool:
        questions.append(question)
        return "yes" in questions

    monkeypatch.setattr("desktop_app.ui.hiding.confirm", confirm)
    return questions


def test_shorter_years_are_asked_about_before_they_hide_records(sample: MainWindow, asked: list[str]) -> None:
    session = sample.session
    dialog = ProgrammeDialog(session, session.programme, sample)
    dialog.ends_on.setText("31/12/2018")
    dialog.submit()
    assert "lần cập nhật" in asked[0]
    assert session.workspace.programme().ends_on.year == 2022
    asked.append("yes")
    dialog.submit()
    assert session.workspace.programme().ends_on.year == 2018


def test_a_field_that_is_not_understood_is_refused_before_anything_is_asked(
    sample: MainWindow, asked: list[str]
) -> None:
    dialog = ProgrammeDialog(sample.session, sample.session.programme, sample)
    dialog.ends_on.setText("31/31/2018")
    dialog.submit()
    assert not asked
    assert dialog.refusal.text()


def test_another_regime_is_asked_about_before_it_hides_records(sample: MainWindow, asked: list[str]) -> None:
    session = sample.session
    session.workspace.sealing.set_rules(SealRules(checks=False))
    session.workspace.sealing.seal(session.register, session.period, date(2021, 12, 15))
    session.workspace.periods.choose(session.programme, ("nd09", "tt10"))
    session.refresh()
    dialog = RegimesDialog(session, sample)
    boxes = {
        dialog.list.item(line).data(Qt.ItemDataRole.UserRole): dialog.list.item(line) for line in range(3)
    }
    boxes["nd09"].setCheckState(Qt.CheckState.Unchecked)
    assert session.period.label in asked[0]
    assert "1 kỳ đã chốt" in asked[0]
    assert session.workspace.programme().all_regimes == ("nd09", "tt10")
    asked.append("yes")
    boxes = {
        dialog.list.item(line).data(Qt.ItemDataRole.UserRole): dialog.list.item(line) for line in range(3)
    }
    assert boxes["nd09"].checkState() is Qt.CheckState.Checked
    boxes["nd09"].setCheckState(Qt.CheckState.Unchecked)
    assert session.workspace.programme().all_regimes == ("tt10",)
