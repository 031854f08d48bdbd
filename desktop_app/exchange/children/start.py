"""The first step of a child.

It waits for leave, does its work, and says by its exit code what hindered it.
"""

import errno
import faulthandler
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from desktop_app.exchange.children.ending import ALONE, FAULT, FINISHED, NO_ROOM, NOT_LOADED, OUT_OF_MEMORY

_FULL = (errno.ENOSPC, errno.EDQUOT)
_ERRORS = 2
"""The file of standard error; a windowed program of Windows has no `sys.stderr`."""


def run(work: Callable[[], int]) -> int:
    """Do `work` once the parent holds this process; return the exit code: FINISHED if `work` returns 0.

    Without a parent nothing is done. No exception gets out: a packaged program would show a box that nobody
    sees.
    """
    _end_with_parent()
    _die_quietly()
    with suppress(OSError, ValueError, RuntimeError):
        faulthandler.enable(_ERRORS)
    if not _has_leave():
        return ALONE
    try:
        return work() or FINISHED
    except MemoryError:
        return OUT_OF_MEMORY
    except ImportError:
        _write_traceback()
        return NOT_LOADED
    except BaseException as error:
        _write_traceback()
        return NO_ROOM if isinstance(error, OSError) and error.errno in _FULL else FAULT


def _has_leave() -> bool:
    """Wait for the byte that the parent sends, or for the end of the pipe, which comes if the parent died."""
    try:
        return os.read(0, 1) != b""
    except OSError:
        return False


def _write_traceback() -> None:
    with suppress(OSError):
        os.write(_ERRORS, traceback.format_exc().encode("utf-8", "replace"))


def _die_quietly() -> None:
    """Suppress the box and the debugger of Windows if this process crashes."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)


def _end_with_parent() -> None:
    """End with the thread that started this process; on Windows the Job Object sees to it."""
    if sys.platform == "linux":
        import ctypes
        import signal

        death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
