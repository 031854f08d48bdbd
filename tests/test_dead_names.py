"""No name in the program that nothing uses, and no function that only tests use.

What is only used by a framework is listed under [tool.vulture].
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def dead(*folders: str) -> list[str]:
    """List what is used nowhere in `folders`, a line each."""
    command = [sys.executable, "-m", "vulture", *folders]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert answer.stderr == ""
    return [line for line in answer.stdout.splitlines() if line.startswith("desktop_app")]


def test_no_name_is_dead() -> None:
    assert dead("desktop_app", "tests") == []


@pytest.mark.parametrize("kind", ["function", "method", "property", "class"])
def test_nothing_is_there_for_tests_alone(kind: str) -> None:
    assert [line for line in dead("desktop_app") if f"unused {kind} '" in line] == []
