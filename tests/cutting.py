"""A cut at each act on the disk: a process that ends there, or a disk that is full from there on."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_ACTS = ("replace", "unlink", "mkdir", "touch")


class Cut:
    """Counts the acts on the disk of `work` in a child, which ends before the one numbered `at`."""

    def __init__(self, at: int) -> None:
        """Cut before the act `at`, which counts from 0."""
        self._left = at

    def act(self) -> None:
        """Note one act, or end here."""
        if self._left == 0:
            self.end()
        self._left -= 1

    def end(self) -> None:
        """End the process, with nothing tidied."""
        os._exit(_CUT)

    def watch(self, patched: pytest.MonkeyPatch) -> None:
        """Note every act of the door from here on."""
        for name in _ACTS:
            patched.setattr(Path, name, self._noting(getattr(Path, name)))
        patched.setattr(os, "fsync", self._noting(os.fsync))
        patched.setattr(shutil, "copyfileobj", self._half_copied)

    def _noting(self, done: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **named: Any) -> Any:
            self.act()
            return done(*args, **named)

        return noted

    def _half_copied(self, source: Any, target: Any, *_args: Any) -> None:
        content = source.read()
        target.write(content[: len(content) // 2])
        target.flush()
        self.act()
        target.write(content[len(content) // 2 :])


class Full(Cut):
    """A disk that is full from the act `at` on: nothing more is written to it, but what is there can go."""

    def act(self) -> None:
        """Note one act, or refuse it and all that follow."""
        if self._left:
            self._left -= 1
            return
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def watch(self, patched: pytest.MonkeyPatch) -> None:
        """Note every act of the door that needs room."""
        for name in ("mkdir", "touch"):
            patched.setattr(Path, name, self._noting(getattr(Path, name)))
        patched.setattr(os, "fsync", self._noting(os.fsync))
        patched.setattr(shutil, "copyfileobj", self._half_copied)


_CUT, _DONE = 9, 0


def cuts(work: Callable[[Path], object], home: Path, tmp_path: Path) -> Iterator[Path]:
    """Yield the folder that each cut of `work` leaves of a copy of `home`, the last one without a cut."""
    at = 0
    while True:
        folder = tmp_path / f"cut-{at}"
        shutil.copytree(home, folder)
        ended = _in_a_child(work, folder, at)
        yield folder
        shutil.rmtree(folder)
        if ended == _DONE:
            return
        assert ended == _CUT, ended
        at += 1


def _in_a_child(work: Callable[[Path], object], folder: Path, at: int) -> int:
    if sys.platform == "win32":
        raise OSError("a cut is a process that is forked, and Windows forks none")
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        with pytest.MonkeyPatch.context() as patched:
            Cut(at).watch(patched)
            work(folder)
            code = _DONE
    finally:
        os._exit(code)
