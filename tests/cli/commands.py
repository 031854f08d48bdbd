"""Commands, run in this process on one data file, as a script would run them."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app import cli

Capture = pytest.CaptureFixture[str]


def run(data: Path | str, *words: object) -> int:
    """Return the exit code."""
    try:
        return cli.main(["--data", str(data), *map(str, words)])
    except SystemExit as ended:
        return int(str(ended.code))


def printed(capsys: Capture, data: Path | str, *words: object) -> str:
    """Return what a command that is done prints."""
    capsys.readouterr()
    assert run(data, *words) == 0
    return capsys.readouterr().out


def answer(capsys: Capture, data: Path | str, *words: object) -> Any:
    """Return the object that a command that is done prints."""
    return json.loads(printed(capsys, data, *words, "--json"))


def refusal(capsys: Capture, data: Path | str, *words: object) -> str:
    """Return why a command was refused; nothing else is printed."""
    capsys.readouterr()
    assert run(data, *words) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err
