"""What other programs, and disks, do to a data file."""

import sqlite3
import subprocess
import sys
from pathlib import Path


def zero_the_head(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def break_a_rule(path: Path) -> None:
    """Write a state that no task can have."""
    opened = sqlite3.connect(path)
    opened.execute("UPDATE tasks SET fate = 'bay' WHERE number = '12'")
    opened.commit()
    opened.close()


def move(source: Path, target: Path) -> None:
    """Move a file or folder in a process of its own."""
    code = "import os, sys; os.replace(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", code, source, target], check=True)
