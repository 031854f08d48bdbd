"""Limits of a child on Linux, set by the program before the child may begin."""

import sys
from typing import Self

from desktop_app.exchange.children.limits import Limits

if sys.platform != "win32":
    import resource

    class ChildLimits:
        """The limits of one child. What the system does not agree to stands in `faults`."""

        def __init__(self, limits: Limits) -> None:
            self.faults: list[str] = []
            seconds = limits.processor_seconds
            self._wanted = {
                resource.RLIMIT_AS: (limits.memory, limits.memory),
                resource.RLIMIT_CPU: (seconds, seconds + 1),
                resource.RLIMIT_CORE: (0, 0),
            }

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Do nothing: the limits end with the process."""

        def hold(self, process_id: int) -> None:
            """Set the limits of a process and look whether they stand."""
            for which, pair in self._wanted.items():
                try:
                    resource.prlimit(process_id, which, pair)
                    found = resource.prlimit(process_id, which)
                except (OSError, ValueError) as error:
                    self.faults.append(f"limit {which}: {error}")
                    continue
                if found != pair:
                    self.faults.append(f"limit {which} is {found} where {pair} was set")

        def peak(self) -> int:
            """Return 0: Linux does not report the peak address space of a process that has ended."""
            return 0

    def show_no_box() -> None:
        """Do nothing: Linux shows no box."""
