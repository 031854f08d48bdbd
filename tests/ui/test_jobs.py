import threading
import weakref
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import AppError, NothingToUndo
from desktop_app.domain.work import Progress
from desktop_app.ui.jobs import JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.stop()
    runner.wait()


class Heard:
    def __init__(self) -> None:
        self.results: list[Any] = []
        self.refusals: list[AppError] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: Any) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error: AppError) -> None:
        self.refusals.append(error)
        self.threads.add(threading.current_thread())


def test_work_runs_beside_the_window_and_comes_back_to_it(runner: JobRunner) -> None:
    heard = Heard()
    runner.run("Đọc", lambda _: threading.current_thread(), heard.done, heard.failed)
    runner.wait()
    assert heard.results[0] is not threading.current_thread()
    assert heard.threads == {threading.current_thread()}


def _give(number: int, _progress: object) -> int:
    return number


def test_jobs_run_one_after_the_other(runner: JobRunner) -> None:
    heard = Heard()
    for number in range(3):
        runner.run("Đọc", partial(_give, number), heard.done, heard.failed)
    runner.wait()
    assert heard.results == [0, 1, 2]


def test_a_refusal_comes_back_as_it_is(runner: JobRunner) -> None:
    def refuse(_progress: Progress) -> None:
        raise NothingToUndo("undo")

    heard = Heard()
    runner.run("Đọc", refuse, heard.done, heard.failed)
    runner.wait()
    assert isinstance(heard.refusals[0], NothingToUndo)
    assert heard.results == []


def test_a_bug_reaches_the_net_and_the_next_job_still_runs(runner: JobRunner) -> None:
    heard = Heard()
    with capture_exceptions() as caught:
        runner.run("Đọc", lambda _: 1 / 0, heard.done, heard.failed)
        runner.run("Đọc", lambda _: "tiếp", heard.done, heard.failed)
        runner.wait()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert heard.results == ["tiếp"]


def test_progress_is_told_at_most_twenty_times_a_second(runner: JobRunner, qtbot: QtBot) -> None:
    def count(progress: Progress) -> None:
        for done in range(20_000):
            progress(done, 20_000)

    told: list[tuple[int, int]] = []
    runner.progressed.connect(lambda done, total: told.append((done, total)))
    runner.run("Đọc", count, lambda _: None, lambda _: None)
    runner.wait()
    assert 1 <= len(told) < 100


def test_cancelling_ends_the_work_in_silence(runner: JobRunner) -> None:
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            progress(0, 0)
            begun.set()

    heard = Heard()
    runner.run("Đọc", endless, heard.done, heard.failed)
    assert begun.wait(5)
    runner.cancel()
    runner.wait()
    assert (heard.results, heard.refusals) == ([], [])
    runner.cancel()


def test_what_a_stopped_job_brings_back_is_told_to_nobody(runner: JobRunner, qtbot: QtBot) -> None:
    go_on = threading.Event()
    heard = Heard()
    runner.run("Sao lưu", lambda _: go_on.wait(5), heard.done, heard.failed)
    runner.run("Sao lưu", lambda _: "sau", heard.done, heard.failed)
    go_on.set()
    runner.stop()
    qtbot.wait(50)
    assert heard.results == []


def test_the_strip_shows_only_what_takes_long_and_can_cancel_it(runner: JobRunner, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    strip = runner.strip(parent)

    def endless(progress: Progress) -> None:
        while True:
            progress(3, 10)

    runner.run("Đang đọc danh_muc.xlsx", endless, lambda _: None, lambda _: None)
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: strip.bar.value() == 3)
    assert strip.title.text() == "Đang đọc danh_muc.xlsx"
    strip.cancel_button.click()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_what_a_job_brought_is_held_no_longer_than_it_is_shown(qtbot: QtBot) -> None:
    assert qtbot
    runner = JobRunner()
    rows = {1, 2, 3}
    held = weakref.ref(rows)
    runner.run("Đọc", no_work, partial(compared, rows), unwanted)
    del rows
    runner.wait()
    assert held() is None


def no_work(_progress: Progress) -> None:
    return


def compared(rows: set[int], _brought: None) -> None:
    assert rows


def unwanted(error: AppError) -> None:
    raise error
