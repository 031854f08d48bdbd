"""A Job Object of Windows.

It holds a child to its limits, and kills it when the program ends, however that ends.
"""

import ctypes
import sys
from typing import Self

from desktop_app.exchange.children.limits import Limits

_TIME, _PROCESSES, _MEMORY, _NO_BOX, _ALL_END = 0x2, 0x8, 0x100, 0x400, 0x2000
"""Limits of time, processes and memory; no box after a crash; an end with the job.

JOB_OBJECT_LIMIT_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION,
_KILL_ON_JOB_CLOSE
"""
_EXTENDED = 9  # JobObjectExtendedLimitInformation
_SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001
_QUIET = 0x0001  # SEM_FAILCRITICALERRORS
_TICKS = 10_000_000
"""Of a second, in which Windows counts the time of a process."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


if sys.platform == "win32":

    class ChildLimits:
        """The job of one child.

        What Windows does not agree to stands in `faults`; the child then runs without it.
        """

        def __init__(self, limits: Limits) -> None:
            """Make the job and set its limits. They hold from `hold` on."""
            self.faults: list[str] = []
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            for name in ("CreateJobObjectW", "OpenProcess"):
                getattr(self._kernel, name).restype = ctypes.c_void_p
            self._job = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
            if not self._job.value:
                self._fault("CreateJobObject")
                return
            wanted = _Extended()
            basic = wanted.BasicLimitInformation
            basic.LimitFlags = _TIME | _PROCESSES | _MEMORY | _NO_BOX | _ALL_END
            basic.ActiveProcessLimit = limits.processes
            basic.PerProcessUserTimeLimit = limits.processor_seconds * _TICKS
            wanted.ProcessMemoryLimit = limits.memory
            if not self._kernel.SetInformationJobObject(
                self._job, _EXTENDED, ctypes.byref(wanted), ctypes.sizeof(wanted)
            ):
                self._fault("SetInformationJobObject")
            self._verify(wanted)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Close the job, which kills every process still in it."""
            if self._job.value:
                self._kernel.CloseHandle(self._job)

        def hold(self, process_id: int) -> None:
            """Put a process into the job: its number stays its own while the program has it open."""
            if not self._job.value:
                return
            process = ctypes.c_void_p(self._kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, 0, process_id))
            if not process.value or not self._kernel.AssignProcessToJobObject(self._job, process):
                self._fault("AssignProcessToJobObject")
            if process.value:
                self._kernel.CloseHandle(process)

        def peak(self) -> int:
            """Return the most memory that the child had at once, in bytes; 0 if Windows does not say."""
            return int(self._ask().PeakProcessMemoryUsed)

        def _ask(self) -> _Extended:
            found = _Extended()
            size = ctypes.sizeof(found)
            if self._job.value and not self._kernel.QueryInformationJobObject(
                self._job, _EXTENDED, ctypes.byref(found), size, None
            ):
                self._fault("QueryInformationJobObject")
            return found

        def _verify(self, wanted: _Extended) -> None:
            """Look whether the limits stand as they were set: Wine agrees to all and keeps none."""
            found = self._ask()
            for name in ("LimitFlags", "PerProcessUserTimeLimit", "ActiveProcessLimit"):
                self._compare(name, wanted.BasicLimitInformation, found.BasicLimitInformation)
            self._compare("ProcessMemoryLimit", wanted, found)

        def _compare(self, name: str, wanted: ctypes.Structure, found: ctypes.Structure) -> None:
            if getattr(wanted, name) != getattr(found, name):
                self.faults.append(
                    f"{name} is {getattr(found, name):#x} where {getattr(wanted, name):#x} was set"
                )

        def _fault(self, call: str) -> None:
            self.faults.append(f"{call}: WinError {ctypes.get_last_error()}")

    def show_no_box() -> None:
        """Suppress the box of Windows for a missing DLL, which waits for a click: children inherit this."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _QUIET)
