"""The commands: the whole of the program without a window. Loads no Qt."""

from collections.abc import Sequence
from pathlib import Path

_OPTIONS_WITH_VALUE = ("--data", "--programme")
SELFTEST = "--selftest"
_ALONE = (SELFTEST, "--help", "-h", "--version")


def wants_command(arguments: Sequence[str]) -> bool:
    """Return whether the arguments ask for a command rather than for the window.

    Files (double-clicked, or dropped on the icon) are for the window: a word that names a path, since
    Explorer passes whole paths. Any other word is a command, even one that is misspelt.
    """
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word in _ALONE:
            return True
        if word in _OPTIONS_WITH_VALUE:
            rest[:1] = []
        elif not word.startswith("-"):
            return not _is_path(word)
    return False


def _is_path(word: str) -> bool:
    return Path(word).suffix != "" or Path(word).name != word


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong usage, 70 a bug."""
    from desktop_app.cli.run import run

    return run(arguments)
