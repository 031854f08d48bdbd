"""What ended a child: its exit code by name, and what that means for the officer."""

import signal
import sys
from dataclasses import dataclass
from enum import StrEnum

FINISHED, REFUSED, OUT_OF_MEMORY, NOT_LOADED, FAULT, ALONE, NO_ROOM = range(79, 86)
"""Exit codes of our own.

Work done, work refused, no memory, a part of the program not loaded, a fault, no parent, a full disk. Work
done is not 0, since who ends a process from outside may give it any code, 0 included.
"""


class ChildEndKind(StrEnum):
    """How a child came to its end."""

    DONE = "done"
    NO_MEMORY = "no memory"
    NOT_LOADED = "not loaded"
    KILLED = "killed"
    TOO_SLOW = "too slow"
    NO_ROOM = "no room"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class ChildEnd:
    """How a child ended, and `detail` for the log."""

    how: ChildEndKind
    detail: str = ""


_NO_MEMORY = {
    0xC0000017: "STATUS_NO_MEMORY",
    0xC000009A: "STATUS_INSUFFICIENT_RESOURCES",
    0xC000012D: "STATUS_COMMITMENT_LIMIT",
}
_NOT_LOADED = {
    0xC000007B: "STATUS_INVALID_IMAGE_FORMAT",
    0xC0000135: "STATUS_DLL_NOT_FOUND",
    0xC0000138: "STATUS_ORDINAL_NOT_FOUND",
    0xC0000139: "STATUS_ENTRYPOINT_NOT_FOUND",
    0xC0000142: "STATUS_DLL_INIT_FAILED",
    0xC0000428: "STATUS_INVALID_IMAGE_HASH",
}
_KILLED = {
    1: "TerminateProcess",
    0xC000013A: "STATUS_CONTROL_C_EXIT",
    0x40010004: "DBG_TERMINATE_PROCESS",
    0xC000026B: "STATUS_DLL_INIT_FAILED_LOGOFF",
}
_TOO_SLOW = {
    1816: "ERROR_NOT_ENOUGH_QUOTA",
    0xC0000044: "STATUS_QUOTA_EXCEEDED",
}
_CRASHED = {
    0x80000003: "STATUS_BREAKPOINT",
    0xC0000005: "STATUS_ACCESS_VIOLATION",
    0xC000001D: "STATUS_ILLEGAL_INSTRUCTION",
    0xC0000094: "STATUS_INTEGER_DIVIDE_BY_ZERO",
    0xC00000FD: "STATUS_STACK_OVERFLOW",
    0xC0000374: "STATUS_HEAP_CORRUPTION",
    0xC0000409: "STATUS_STACK_BUFFER_OVERRUN",
}
_OF_WINDOWS = (
    (ChildEndKind.NO_MEMORY, _NO_MEMORY),
    (ChildEndKind.NOT_LOADED, _NOT_LOADED),
    (ChildEndKind.KILLED, _KILLED),
    (ChildEndKind.TOO_SLOW, _TOO_SLOW),
    (ChildEndKind.CRASHED, _CRASHED),
)
"""Source: Microsoft, "NTSTATUS values" ([MS-ERREF] 2.3.1).

What a Job Object ends for its time leaves 1816.
"""

_OF_LINUX = dict.fromkeys(("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"), ChildEndKind.KILLED) | {
    "SIGXCPU": ChildEndKind.TOO_SLOW
}
_OURS = {
    FINISHED: (ChildEndKind.DONE, "done"),
    0: (ChildEndKind.KILLED, "exit code 0 before the work was done"),
    OUT_OF_MEMORY: (ChildEndKind.NO_MEMORY, "MemoryError"),
    NOT_LOADED: (ChildEndKind.NOT_LOADED, "ImportError"),
    REFUSED: (ChildEndKind.CRASHED, "refused"),
    FAULT: (ChildEndKind.CRASHED, "an exception"),
    ALONE: (ChildEndKind.KILLED, "no parent"),
    NO_ROOM: (ChildEndKind.NO_ROOM, "the disk is full"),
}
_SAYS_NO_MEMORY = ("memory allocation of", "MemoryError", "out of memory", "bad_alloc")
"""What Rust, Python and C++ write before they abort for want of memory."""
_SAYS_NOT_LOADED = ("ImportError", "ModuleNotFoundError", "No module named")
"""What Python writes before the work begins; who is ended from outside with 1 says nothing."""


def ending(code: int, said: str, *, near_limit: bool = False) -> ChildEnd:
    """Say what an exit code means.

    `said` is what the child wrote on standard error. `near_limit` says that its memory came near the limit:
    who is given no more memory may crash in any way.
    """
    how, name = _named(code)
    if code == 1 and said.strip():
        how = (
            ChildEndKind.NOT_LOADED
            if any(words in said for words in _SAYS_NOT_LOADED)
            else ChildEndKind.CRASHED
        )
    if how is ChildEndKind.CRASHED and (near_limit or any(words in said for words in _SAYS_NO_MEMORY)):
        how = ChildEndKind.NO_MEMORY
    return ChildEnd(how, f"{name}: {said.strip()}" if said.strip() else name)


def _named(code: int) -> tuple[ChildEndKind, str]:
    if code in _OURS:
        return _OURS[code]
    if sys.platform != "win32":
        return _by_signal(-code) if code < 0 else (ChildEndKind.CRASHED, f"exit code {code}")
    for how, names in _OF_WINDOWS:
        if code in names:
            return how, f"{names[code]} ({code:#010x})"
    return ChildEndKind.CRASHED, f"exit code {code:#010x}"


def _by_signal(number: int) -> tuple[ChildEndKind, str]:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return _OF_LINUX.get(name, ChildEndKind.CRASHED), name
