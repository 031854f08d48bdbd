"""Starts the child that reads a file, hears its answer, and ends it when it takes too long or nobody wants it any more."""

import marshal
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from desktop_app.domain.cancel import Progress
from desktop_app.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceEncrypted,
    SourceError,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnknown,
    SourceUnsafe,
)
from desktop_app.exchange.limits import SECONDS

_POLL = 0.05
_ROOT = Path(__file__).parents[2]
_REFUSALS: dict[str, type[SourceError]] = {
    one.__name__: one
    for one in (SourceEmpty, SourceUnknown, SourceDamaged, SourceEncrypted, SourceTooLarge, SourceTooSlow, SourceUnsafe)
}


class ReaderLost(Exception):
    """The child ended without an answer, by itself or by the system; `args` say how, for the log."""


@dataclass(slots=True)
class Child:
    """A child process that reads one file; used as a context manager, so that none outlives its use."""

    mode: str
    content: bytes
    _process: "subprocess.Popen[bytes]" = field(init=False)
    _heard: "queue.SimpleQueue[tuple[Any, ...] | None]" = field(init=False, default_factory=queue.SimpleQueue)
    _threads: list[threading.Thread] = field(init=False, default_factory=list)

    def __enter__(self) -> "Child":
        """Start it and hand it the content."""
        self._process = subprocess.Popen(
            [*_command(), self.mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))},
        )
        for work in (self._tell, self._hear):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def messages(self, path: Path, progress: Progress, until: float) -> Iterator[tuple[Any, ...]]:
        """Give what the child says up to its "end".

        `until` is a time of the monotonic clock. Raises SourceTooSlow then, the SourceError that the child found,
        ReaderLost where it ends without an answer, and what `progress` raises.
        """
        done = total = 0
        while True:
            if time.monotonic() > until:
                raise SourceTooSlow(path, SECONDS)
            try:
                message = self._heard.get(timeout=_POLL)
            except queue.Empty:
                progress(done, total)
                continue
            if message is None:
                raise ReaderLost(f"reader ended with {self._process.wait()}")
            kind, *parts = message
            if kind == "progress":
                done, total = parts
                progress(done, total)
            elif kind == "refused":
                raise _REFUSALS[parts[0]](path, *parts[1:])
            elif kind == "broken":
                raise SourceDamaged(path, parts[0])
            else:
                yield message
            if kind == "end":
                return

    def _tell(self) -> None:
        pipe = self._process.stdin
        if pipe is not None:
            with suppress(OSError), pipe:
                pipe.write(self.content)

    def _hear(self) -> None:
        pipe = self._process.stdout
        with suppress(OSError, ValueError, EOFError, TypeError):
            while pipe is not None and (size := pipe.read(8)):
                self._heard.put(marshal.loads(_exactly(pipe, int.from_bytes(size, "little"))))
        self._heard.put(None)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    packed = pipe.read(size)
    if len(packed) < size:
        raise EOFError
    return packed


def _command() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.reader_child"]
