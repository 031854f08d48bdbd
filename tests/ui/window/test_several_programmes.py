"""Two programmes in one data file, in the window: each keeps its own acts and its own period."""

from dataclasses import replace
from pathlib import Path

import pytest

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
        lambda: session.workspace.recording.record(session.register, session.period, {task.id: {"percent": wanted}})
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


def test_the_preview_asks_about_a_list_of_the_other_programme(both: MainWindow, tmp_path: Path) -> None:
    session = both.session
    path = write_list(tmp_path / "a.xlsx", [PLAN], ["(Kèm theo Quyết định số 242/QĐ-TTg)"])
    both.importing.begin(path)
    session.jobs.wait()
    preview = both.importing.preview
    assert preview is not None
    assert "nêu văn bản 242/QĐ-TTg của một đề án khác" in preview.head.line.text()
    preview.foot.cancel.click()
    session.choose_programme(session.workspace.programmes.all()[0].id)
    both.importing.begin(path)
    session.jobs.wait()
    assert both.importing.preview is not None
    assert "đề án khác" not in both.importing.preview.head.line.text()
