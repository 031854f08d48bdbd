"""Garbage is collected in the window's thread only.

A long list is not looked through while the officer works.
"""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.collector import Collector
from desktop_app.ui.jobs import JobRunner


class Ring:
    """Garbage that only a collector finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    assert qtbot
    owner = QObject()
    made = Collector(owner)
    yield made
    made.stop()


def lost() -> "weakref.ref[Ring]":
    return weakref.ref(Ring())


def test_a_worker_never_collects(collector: Collector) -> None:
    ring = lost()
    runner = JobRunner(collector)
    made: list[int] = []
    runner.run(
        "Đọc",
        lambda _progress: [[number] for number in range(20_000)],
        lambda rows: made.append(len(rows)),
        print,
    )
    runner.wait()
    assert made == [20_000]
    assert ring() is not None
    collector.collect_all()
    assert ring() is None


def test_new_garbage_is_found_in_the_windows_thread(collector: Collector) -> None:
    collector.collect()
    ring = lost()
    kept = [[number] for number in range(2_000)]
    collector.collect()
    assert ring() is None
    assert len(kept) == 2_000


def test_a_long_list_is_left_until_the_officer_looks_elsewhere(collector: Collector, qtbot: QtBot) -> None:
    ring = lost()
    kept = [[number] for number in range(40_000)]
    collector.collect()
    assert ring() is not None
    collector.rest(Qt.ApplicationState.ApplicationActive)
    collector.rest(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: ring() is None, timeout=10_000)
    assert len(kept) == 40_000


def test_python_collects_again_afterwards(qtbot: QtBot) -> None:
    assert qtbot
    owner = QObject()
    collector = Collector(owner)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
