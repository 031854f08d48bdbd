"""Processes of our own that may die alone: how they start, what holds them, what ended them.

`child` starts one and waits for it, in the program; `start` is its first step, in the child. The program
holds the child from outside: a Job Object on Windows (`_job_object`), limits of the process on Linux
(`_process_limits`).
"""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.children.child import Child as Child
    from desktop_app.exchange.children.child import NotStarted as NotStarted
    from desktop_app.exchange.children.child import command as command
    from desktop_app.exchange.children.ending import REFUSED as REFUSED
    from desktop_app.exchange.children.ending import ChildEnd as ChildEnd
    from desktop_app.exchange.children.ending import ChildEndKind as ChildEndKind
    from desktop_app.exchange.children.limits import EXPORT as EXPORT
    from desktop_app.exchange.children.limits import PAGES as PAGES
    from desktop_app.exchange.children.limits import READING as READING
    from desktop_app.exchange.children.limits import TEMPLATE as TEMPLATE
    from desktop_app.exchange.children.limits import Limits as Limits
    from desktop_app.exchange.children.start import run as run
else:
    __getattr__ = door(
        __name__,
        {
            "child": "Child NotStarted command",
            "ending": "ChildEnd ChildEndKind REFUSED",
            "limits": "EXPORT PAGES READING TEMPLATE Limits",
            "start": "run",
        },
    )
