"""Rules of the design that no other tool checks: floors, language, sizes, names, what a command loads."""

import ast
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop_app"
SOURCES = sorted(PACKAGE.rglob("*.py"))

STANDARD_LIBRARY_ONLY = ("domain", "resources.py")

# Where Vietnamese is what the file is about: the screen, the papers, the terminal, the language itself as data.
SPEAKS_VIETNAMESE = ("ui", "exchange", "cli", "resources.py", "app.py")
READS_VIETNAMESE = tuple(
    f"domain/{name}.py" for name in ("agency", "agency_lists", "deadline", "deadline_words", "encodings", "text")
)

LONGEST_FILE = 500
LONGEST_APP = 100

VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")
WINDOWS_REFUSES = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
WINDOWS_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST_PATH = 120

LOADED_BY_COMMANDS = """
import sys
import desktop_app.cli, desktop_app.__main__
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def inside(path: Path) -> str:
    """Place in the package, with slashes."""
    return path.relative_to(PACKAGE).as_posix()


def floor(path: Path) -> str:
    """First part of the place in the package."""
    return inside(path).partition("/")[0]


def imported(path: Path) -> Iterator[str]:
    """Top-level names of all that a source imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def committed_files() -> list[str]:
    """Files that git knows or would take, with slashes; empty where this is no repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [file.relative_to(ROOT).as_posix() for file in [*SOURCES, *(ROOT / "resources").rglob("*")]]
    return answer.stdout.decode("utf-8").split("\0")[:-1]


def test_each_floor_knows_only_the_floors_below_it() -> None:
    """In a process of its own, since the linter switches the loggers of the program off."""
    lint = "from importlinter.cli import lint_imports as lint; raise SystemExit(lint(no_cache=True, no_logo=True))"
    answer = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("path", [path for path in SOURCES if floor(path) in STANDARD_LIBRARY_ONLY], ids=inside)
def test_the_lowest_floor_needs_only_the_standard_library(path: Path) -> None:
    assert set(imported(path)) <= sys.stdlib_module_names | {"desktop_app"}


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_a_file_is_short(path: Path) -> None:
    limit = LONGEST_APP if inside(path) == "app.py" else LONGEST_FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if floor(path) not in SPEAKS_VIETNAMESE and inside(path) not in READS_VIETNAMESE],
    ids=inside,
)
def test_vietnamese_stands_only_where_the_program_speaks_or_reads_it(path: Path) -> None:
    """Docstrings and comments may name a decree; what the program works with may not be Vietnamese."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spoken = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if VIETNAMESE.search(node.value)
    ]
    assert spoken == []


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_source_text_is_composed_unicode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", SOURCES, ids=inside)
def test_nothing_is_silenced_or_left_for_later(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"#\s*(?:type:\s*ignore|noqa|TODO|FIXME|XXX|pragma:)", text) == []


RAW_CALLS = {"unlink", "rmdir", "mkdir", "rename", "replace", "symlink_to", "hardlink_to", "touch"}
"""Methods of `Path` that meet files held by others; ours of the same names take more or other arguments."""

RAW_FUNCTIONS = {
    "os": {"remove", "unlink", "rename", "renames", "replace", "rmdir", "removedirs", "mkdir", "makedirs", "link"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
}


def is_raw(call: ast.Call) -> bool:
    """Whether a call moves, makes or takes away a file without the guarded door."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner, name = call.func.value, call.func.attr
    if isinstance(owner, ast.Name) and owner.id in RAW_FUNCTIONS:
        return name in RAW_FUNCTIONS[owner.id]
    if isinstance(owner, ast.Name) and owner.id in {"files", "dataclasses"}:
        return False
    keywords = {one.arg for one in call.keywords}
    takes = 1 if name in {"rename", "replace", "symlink_to", "hardlink_to"} else 0
    return name in RAW_CALLS and len(call.args) == takes and keywords <= {"missing_ok", "parents", "exist_ok", "mode"}


def test_files_are_moved_made_and_deleted_through_the_guarded_door() -> None:
    raw = [
        f"{inside(path)}:{node.lineno}"
        for path in SOURCES
        if floor(path) != "files"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and is_raw(node)
    ]
    assert raw == []


def test_no_file_has_a_name_that_windows_refuses() -> None:
    refused = [
        file
        for file in committed_files()
        for part in file.split("/")
        if WINDOWS_REFUSES.search(part) or WINDOWS_DEVICES.search(part)
    ]
    assert refused == []


def test_no_two_files_differ_only_in_case() -> None:
    files = committed_files()
    assert len({unicodedata.normalize("NFC", file).casefold() for file in files}) == len(files)


def test_paths_leave_room_for_the_folder_they_are_unpacked_in() -> None:
    assert [file for file in committed_files() if len(file) > LONGEST_PATH] == []


def test_no_command_loads_qt() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LOADED_BY_COMMANDS], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(answer.stdout.split())
    assert "desktop_app" in loaded
    assert loaded & {"PySide6", "shiboken6"} == set()


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    told = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert told is None or told[1] == project["version"]
