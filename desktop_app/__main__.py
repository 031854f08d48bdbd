"""`python -m desktop_app [--data FILE] [COMMAND …]`: a command, or without one the window."""

import multiprocessing
import sys
from collections.abc import Sequence

READ_CHILD, PDF_CHILD = "--read-child", "--pdf-child"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the child that reads files or sets pages, a command, or the window; give the exit code."""
    multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [READ_CHILD]:
        from desktop_app.exchange import reader_child

        return reader_child.main(given[1:])
    if given[:1] == [PDF_CHILD]:
        from desktop_app.exchange import pdf_child

        return pdf_child.main(given[1:])
    from desktop_app import cli

    if cli.SELFTEST in given and not _window_stands():
        return 1
    if cli.wants_command(given):
        return cli.main(given)
    from desktop_app import app

    return app.main(given)


def _window_stands() -> bool:
    """Tell whether the window opens and closes without a screen: a package may lack a part that only it loads."""
    from desktop_app import app

    return app.opens_and_closes()


if __name__ == "__main__":
    sys.exit(main())
