"""What a build is called: names, version, commit, day. Git is asked here, never by the program."""

import json
import os
import subprocess
import tomllib
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent

NAME = "Tiến độ Đề án"
FOLDER = "TienDoDeAn"
STARTERS = ("TienDoDeAn", "tiendo")
CONTENTS = "_internal"
"""What PyInstaller calls the folder beside the starters."""

COMMIT = "TIENDO_COMMIT"
"""Environment variable with commit and day, for a build inside Wine, where there is no git."""


class Build(TypedDict):
    """The facts as `resources/build.json` holds them; `commit` is empty if there is no repository."""

    version: str
    commit: str
    day: str


def project() -> tuple[str, str]:
    """Return the version and the publisher that pyproject.toml states."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return told["version"], told["authors"][0]["name"]


def commit_and_day() -> str:
    """Return the commit that is checked out and its day.

    "COMMIT DAY", "COMMIT+ DAY" if files were changed since, or an empty text.
    """
    given = os.environ.get(COMMIT)
    if given is not None:
        return given
    shown = _git("log", "-1", "--abbrev=10", "--format=%h %cs")
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return shown.replace(" ", "+ ", 1) if changed else shown


def gathered() -> Build:
    """Return the facts of a build made now."""
    commit, _, day = commit_and_day().partition(" ")
    return {"version": project()[0], "commit": commit, "day": day}


def of_folder(folder: Path) -> Build:
    """Return the facts that lie inside a built folder."""
    facts: Build = json.loads((folder / CONTENTS / "resources" / "build.json").read_text(encoding="utf-8"))
    return facts


def write(target: Path) -> Path:
    """Write the facts of a build made now to `target`, and return it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(gathered()) + "\n", encoding="utf-8")
    return target


def _git(*words: str) -> str:
    try:
        answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()
