"""Rules of the design that no other tool checks.

Floors, rooms, doors, language, sizes, names, what a command loads. Each rule is one test that lists all
offenders.
"""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop_app"
SOURCES = sorted(PACKAGE.rglob("*.py"))

STANDARD_LIBRARY_ONLY = ("domain", "doors.py", "resources.py")

# Where Vietnamese is what the file is about: the screen, the papers, the terminal, the language as data.
SPEAKS_VIETNAMESE = ("ui", "exchange", "lists", "cli", "resources.py", "app.py")
READS_VIETNAMESE = ("domain/agencies/", "domain/encodings.py", "domain/text.py", "domain/deadlines/")

LONGEST_FILE = 500
LONGEST_APP = 100
LONGEST_CLASS = 300
LONGEST_FUNCTION = 60
MOST_MODULES = 20
MOST_NAMELESS = 5
ALIKE = {"Path": 0, "QWheelEvent": 0, "one_of": 0, "pack": 1, "tuples": 0}
"""Function of a library → its arguments before those that are alike; Qt knows none by name."""

OF_ANY_TIME = ROOT / "tests" / "data" / "make_earlier.py"
"""Calls programs of every time, whose arguments had other names."""

VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")
WINDOWS_REFUSES = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
WINDOWS_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST_PATH = 120

RAW_CALLS = {"unlink", "rmdir", "mkdir", "rename", "replace", "symlink_to", "hardlink_to", "touch"}
"""Methods of `Path` that meet files held by others; ours of the same names take more or other arguments."""

RAW_FUNCTIONS = {
    "os": {
        "remove",
        "unlink",
        "rename",
        "renames",
        "replace",
        "rmdir",
        "removedirs",
        "mkdir",
        "makedirs",
        "link",
    },
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
}

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True))
"""

LOAD = """
import sys
from importlib import import_module
for name in sys.argv[1:]:
    import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def inside(path: Path) -> str:
    """Return the place in the package, with slashes."""
    return path.relative_to(PACKAGE).as_posix()


def floor(path: Path) -> str:
    """Return the first part of the place in the package."""
    return inside(path).partition("/")[0]


def read(path: Path) -> str:
    """Return the text of a source."""
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def trees() -> Mapping[Path, ast.Module]:
    return {path: ast.parse(read(path)) for path in SOURCES}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("desktop_app", cache_dir=None)


@pytest.fixture(scope="module")
def packages() -> frozenset[str]:
    """Every folder of modules, by its dotted name."""
    return frozenset(
        ".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"
    )


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the top-level names of all that a source imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def is_raw(call: ast.Call) -> bool:
    """Return whether a call moves, makes or takes away a file without the guarded door."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner, name = call.func.value, call.func.attr
    if isinstance(owner, ast.Name) and owner.id in RAW_FUNCTIONS:
        return name in RAW_FUNCTIONS[owner.id]
    if isinstance(owner, ast.Name) and owner.id in {"files", "dataclasses"}:
        return False
    keywords = {one.arg for one in call.keywords}
    takes = 1 if name in {"rename", "replace", "symlink_to", "hardlink_to"} else 0
    return (
        name in RAW_CALLS
        and len(call.args) == takes
        and keywords <= {"missing_ok", "parents", "exist_ok", "mode"}
    )


def _name(called: ast.expr) -> str:
    """Return the last name of what is called."""
    return ast.unparse(called).rpartition(".")[2]


def committed_files() -> list[str]:
    """Return the files that git knows or would take, with slashes.

    Those of the package where this is no repository.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [file.relative_to(ROOT).as_posix() for file in [*SOURCES, *(ROOT / "resources").rglob("*")]]
    return answer.stdout.decode("utf-8").split("\0")[:-1]


# --------------------------------------------------------------------------------------- floors, rooms, doors


def test_each_floor_knows_only_the_floors_below_it() -> None:
    """In a process of its own, since import-linter silences every logger that stands when it starts."""
    answer = subprocess.run(
        [sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    assert answer.returncode == 0, answer.stdout


def test_the_lowest_floor_needs_only_the_standard_library(trees: Mapping[Path, ast.Module]) -> None:
    known = sys.stdlib_module_names | {"desktop_app"}
    low = {path: tree for path, tree in trees.items() if floor(path) in STANDARD_LIBRARY_ONLY}
    assert low
    assert {
        inside(path): others for path, tree in low.items() if (others := set(imported(tree)) - known)
    } == {}


def test_a_room_is_entered_by_its_door(graph: grimp.ImportGraph, packages: frozenset[str]) -> None:
    """A floor is open; a package below it is a room, whose modules only it may import.

    `__main__` starts the child processes by their modules.
    """
    past = [
        (user, used)
        for used in sorted(graph.modules)
        for user in sorted(graph.find_modules_that_directly_import(used))
        if user != "desktop_app.__main__"
        for room in packages
        if room.count(".") >= 2 and used.startswith(f"{room}.") and not f"{user}.".startswith(f"{room}.")
    ]
    assert past == []


def test_a_door_names_the_same_for_the_checker_and_at_run_time(
    trees: Mapping[Path, ast.Module], packages: frozenset[str]
) -> None:
    differing = []
    for name in sorted(room for room in packages if room.count(".") >= 2):
        tree = trees[ROOT.joinpath(*name.split("."), "__init__.py")]
        package = importlib.import_module(name) if not name.startswith("desktop_app.ui") else None
        shown = {
            (node.module, one.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and node.module is not None
            and node.module.startswith(f"{name}.")
            for one in node.names
        }
        tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
        given = {
            (f"{name}.{room}", one)
            for table in tables
            for room, names in ast.literal_eval(table).items()
            for one in names.split()
        }
        if tables:
            differing += [(name, *one) for one in shown ^ given]
        if package is not None:
            differing += [(name, module, one) for module, one in shown if not hasattr(package, one)]
    assert differing == []


def test_what_one_sibling_alone_uses_is_part_of_it_or_private(
    graph: grimp.ImportGraph, packages: frozenset[str]
) -> None:
    loose = {}
    for module in sorted(graph.modules - packages):
        folder, _, name = module.rpartition(".")
        users = graph.find_modules_that_directly_import(module)
        if folder != "desktop_app" and not name.startswith("_") and len(users) == 1:
            (user,) = users
            if user not in packages and user.rpartition(".")[0] == folder:
                loose[module] = user
    assert loose == {}


def test_a_private_module_serves_its_folder_alone(graph: grimp.ImportGraph) -> None:
    lent = [
        (module, user)
        for module in sorted(graph.modules)
        if module.rpartition(".")[2].startswith("_") and not module.endswith("__main__")
        for user in sorted(graph.find_modules_that_directly_import(module))
        if not user.startswith(f"{module.rpartition('.')[0]}.")
    ]
    assert lent == []


# ------------------------------------------------------------------------------------------------------ sizes


def test_a_file_is_short() -> None:
    lines = {inside(path): len(read(path).splitlines()) for path in SOURCES}
    assert {file: count for file, count in lines.items() if count > LONGEST_FILE} == {}
    assert lines["app.py"] <= LONGEST_APP


def test_a_class_and_a_function_are_short(trees: Mapping[Path, ast.Module]) -> None:
    long = [
        (inside(path), node.name, lines)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1)
        > (LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION)
    ]
    assert long == []


def test_a_call_with_many_arguments_names_them(trees: Mapping[Path, ast.Module]) -> None:
    """Those that go into `*args` are alike, and do not count."""
    others = {ROOT / "dev.py", *(ROOT / "setup").rglob("*.py"), *(ROOT / "tests").rglob("*.py")}
    files = {**trees, **{path: ast.parse(read(path)) for path in sorted(others - {OF_ANY_TIME})}}
    alike = ALIKE | {
        node.name: len(node.args.args)
        for tree in files.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.args.vararg is not None
    }
    nameless = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}: {ast.unparse(node.func)}"
        for path, tree in files.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        if sum(not isinstance(one, ast.Starred) for one in node.args[: alike.get(_name(node.func))])
        > MOST_NAMELESS
    ]
    assert nameless == []


def test_a_folder_is_taken_in_at_a_glance() -> None:
    modules = Counter(inside(path).rpartition("/")[0] for path in SOURCES if path.name != "__init__.py")
    assert {folder: count for folder, count in modules.items() if count > MOST_MODULES} == {}


# --------------------------------------------------------------------------------------------- language, text


def test_vietnamese_stands_only_where_the_program_speaks_or_reads_it(
    trees: Mapping[Path, ast.Module],
) -> None:
    """Docstrings and comments may name a decree; what the program works with may not be Vietnamese."""
    spoken = []
    for path, tree in trees.items():
        if floor(path) in SPEAKS_VIETNAMESE or inside(path).startswith(READS_VIETNAMESE):
            continue
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        spoken += [
            f"{inside(path)}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
            if VIETNAMESE.search(node.value)
        ]
    assert spoken == []


def test_source_text_is_composed_unicode() -> None:
    assert [inside(path) for path in SOURCES if not unicodedata.is_normalized("NFC", read(path))] == []


def test_a_docstring_says_what_the_function_does() -> None:
    files = [*SOURCES, *sorted((ROOT / "setup").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
    files.append(ROOT / "dev.py")
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    texts = {
        f"{path.relative_to(ROOT).as_posix()}:{node.body[0].lineno}": ast.get_docstring(node) or ""
        for path in files
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, documented) and node.body
    }
    assert len(texts) > 3000
    dialect = re.compile(
        r"(?:Give|Tell|Want|Lose|Be)s?\b|(?:Begin|Start)( empty| with none| without [\w ]+)?\.$"
    )
    assert [place for place, text in texts.items() if dialect.match(text)] == []


def test_nothing_is_silenced_or_left_for_later() -> None:
    mark = re.compile(r"#\s*(?:type:\s*ignore|noqa|TODO|FIXME|XXX|pragma:)")
    assert {inside(path): found for path in SOURCES if (found := mark.findall(read(path)))} == {}


def test_what_a_status_means_is_said_once(trees: Mapping[Path, ast.Module]) -> None:
    """No count or question of its own outside domain/status.py: others ask `Standing` and `Totals`."""
    judged = ast.Compare | ast.Tuple | ast.Set | ast.List
    own = [
        f"{inside(path)}:{node.lineno}"
        for path, tree in trees.items()
        if inside(path) != "domain/status.py"
        for node in ast.walk(tree)
        if isinstance(node, judged)
        if any(re.fullmatch(r"Status\.[A-Z_]+", ast.unparse(part)) for part in ast.iter_child_nodes(node))
    ]
    assert own == []


def test_a_share_is_rounded_in_one_place() -> None:
    """No per cent of its own outside domain/status.py: binary numbers round otherwise than Excel does."""
    own = re.compile(r"\* ?100 ?//?|100 ?\* ?[\w.]+ ?/|_HUNDRED \* .* / |:,?\.1f\}")
    found = {inside(path) for path in SOURCES if own.search(read(path))}
    assert found <= {"domain/status.py"}


def test_the_session_alone_says_that_the_data_changed(trees: Mapping[Path, ast.Module]) -> None:
    """The window writes by `Session.change`.

    That nothing writes past it is proved as its tests run (tests/ui).
    """
    said = [
        f"{inside(path)}:{node.lineno}"
        for path, tree in trees.items()
        if floor(path) == "ui"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and re.search(r"session\.(?:changed|reframed)\.emit$", ast.unparse(node.func))
    ]
    assert said == []


def test_files_are_moved_made_and_deleted_through_the_guarded_door(trees: Mapping[Path, ast.Module]) -> None:
    raw = [
        f"{inside(path)}:{node.lineno}"
        for path, tree in trees.items()
        if floor(path) != "files"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and is_raw(node)
    ]
    assert raw == []


# ------------------------------------------------------------------------------------------------- file names


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


# --------------------------------------------------------------------------------------- what a command loads


def test_no_command_loads_qt(graph: grimp.ImportGraph) -> None:
    """Return every module that a command can ever reach.

    Those imported inside functions and by the checker too.
    """
    reached = graph.find_upstream_modules("desktop_app.cli", as_package=True)
    wanted = sorted(
        reached | graph.find_descendants("desktop_app.cli") | {"desktop_app.cli", "desktop_app.__main__"}
    )
    assert len(wanted) > 100
    command = [sys.executable, "-c", LOAD, *(name for name in wanted if not name.endswith("_job_object"))]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    loaded = set(answer.stdout.split())
    assert {"desktop_app", "sqlite3"} <= loaded
    assert loaded & {"PySide6", "shiboken6"} == set()


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = re.search(r'^__version__ = "(.+)"$', read(PACKAGE / "__init__.py"), re.MULTILINE)
    assert told is None or told[1] == project["version"]
