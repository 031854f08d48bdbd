"""`python -m desktop_app [--data FILE] [COMMAND …]`: a command, or without one the window."""

import gc
import sys
from collections.abc import Callable, Sequence

_MULTIPROCESSING_CHILD = "--multiprocessing-fork"
_OBJECTS = 100_000
"""So many new objects between two looks of the garbage collector: a command makes little garbage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a child process, a command, or the window; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [_MULTIPROCESSING_CHILD]:
        # a library started it: without this the packaged program opens a window
        import multiprocessing

        multiprocessing.freeze_support()
    if given and (work := _work_of_child(given[0])) is not None:
        from desktop_app.exchange import children

        return children.run(lambda: work(given[1:]))
    from desktop_app import cli

    if cli.SELFTEST in given and _window_faults():
        return 1
    if cli.wants_command(given):
        gc.set_threshold(_OBJECTS)
        return cli.main(given)
    from desktop_app import app

    return app.main(given)


def _work_of_child(option: str) -> Callable[[Sequence[str]], int] | None:
    """Return what the child process with this option does; None if the option starts no child."""
    match option:
        case "--read-child":
            from desktop_app.exchange.reading import child

            return child.main
        case "--pdf-child":
            from desktop_app.exchange.reports import pdf_child

            return pdf_child.main
        case "--word-child":
            from desktop_app.exchange.reports.word import child as word_child

            return word_child.main
        case "--export-child":
            from desktop_app.services import export_child

            gc.set_threshold(_OBJECTS)
            return export_child.main
    return None


def _window_faults() -> bool:
    """Return whether the window fails at an officer's work.

    What it is goes to standard error, if there is one.
    """
    from desktop_app import app

    found = app.tests_itself()
    if sys.stderr is not None:
        for one in found:
            sys.stderr.write(f"{one}\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
