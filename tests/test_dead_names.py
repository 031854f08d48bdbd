"""No name in the program that nothing uses.

What is only used by a framework is listed under [tool.vulture].
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_no_name_is_dead() -> None:
    command = [sys.executable, "-m", "vulture", "desktop_app", "tests"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    dead = [line for line in answer.stdout.splitlines() if line.startswith("desktop_app")]
    assert (dead, answer.stderr) == ([], "")
