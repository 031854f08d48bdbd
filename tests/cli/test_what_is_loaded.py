"""A command that reads loads no library that it does not use.

Each is run as a process of its own, as it is used.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NOT_FOR_READING = {
    "PySide6", "defusedxml", "docx", "docxtpl", "holidays", "lxml", "multiprocessing", "olefile", "openpyxl",
    "pypdfium2", "python_calamine", "rapidfuzz", "typst", "xlsxwriter",
}  # fmt: skip
NOT_FOR_LISTS = {
    "desktop_app.domain.checks", "desktop_app.domain.editions.edition", "desktop_app.domain.reports.report",
    "desktop_app.domain.reports.row_fields", "desktop_app.domain.sealing", "desktop_app.services.wording",
    "sqlite_utils",
}  # fmt: skip
RUN = """
import atexit, sys
from desktop_app.__main__ import main
atexit.register(lambda: print("", *sys.modules, sep="\\n", file=sys.stderr))
main(sys.argv[1:])
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a command had loaded at its end."""
    command = [sys.executable, "-c", RUN, *arguments]
    unmeasured = {
        name: value for name, value in os.environ.items() if not name.startswith("COV")
    }  # it loads its own
    answer = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=unmeasured | {"PYTHONUTF8": "1"},
    )
    assert answer.stdout
    return set(answer.stderr.split())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> str:
    return shutil.copyfile(sample_file, str(tmp_path_factory.mktemp("data") / "a.tiendo"))


@pytest.mark.parametrize(
    "command",
    [
        "status",
        "status --period nd09/2021-Q4",
        "status --json",
        "tasks",
        "periods",
        "gone",
        "editions",
        "check",
        "--help",
        "check --help",
        "export --help",
    ],
)
def test_a_reading_command_loads_only_what_reads(data: str, command: str) -> None:
    modules = loaded("--data", data, *command.split())
    assert "desktop_app.cli.run" in modules
    assert {name.partition(".")[0] for name in modules} & NOT_FOR_READING == set()
    assert [name for name in modules if name.startswith("desktop_app.exchange")] == []


@pytest.mark.parametrize("command", ["status", "tasks", "periods"])
def test_a_list_loads_nothing_of_reports_and_closing(data: str, command: str) -> None:
    modules = loaded("--data", data, command)
    assert "desktop_app.domain.status" in modules
    assert modules & NOT_FOR_LISTS == set()


def test_help_loads_no_command_and_no_data_file(data: str) -> None:
    modules = loaded("status", "--help")
    assert "sqlite_utils" not in modules
    assert [name for name in modules if name.startswith("desktop_app.cli.commands.")] == []


def test_a_command_that_writes_a_workbook_does_load_its_library(data: str, tmp_path: Path) -> None:
    """The list above is not empty for want of looking."""
    modules = loaded("--data", data, "export", "--period", "nd09/2021-Q4", str(tmp_path / "a.xlsx"))
    assert "xlsxwriter" in modules
