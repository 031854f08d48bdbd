import re
import subprocess
import sys

import pytest

from dev import ROOT
from tests.unmeasured import UNMEASURED
from tests.windows.skipped import (
    ELSEWHERE,
    MOUNTED,
    ON_WINDOWS,
    ONLY_WITH_ALL,
    UNDER_WINE,
    is_tried,
    is_wine,
    may_mount,
    reason_to_skip,
)

SKIPPED = {**ON_WINDOWS, **UNDER_WINE, **ELSEWHERE, **MOUNTED}


def test_each_test_that_is_not_run_on_windows_exists() -> None:
    named = {*SKIPPED, *(name for name in ONLY_WITH_ALL if "::" in name)}
    files = sorted({name.partition("::")[0] for name in named})
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "--no-header",
        *files,
    ]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    known = {*listed, *(name.partition("[")[0] for name in listed)}
    assert named - known == set()
    assert [name for name in ONLY_WITH_ALL if not (ROOT / name.partition("::")[0]).exists()] == []


def test_each_test_that_is_not_measured_exists() -> None:
    assert [name for name in UNMEASURED if not (ROOT / name).exists()] == []


def test_no_test_leaves_windows_out_by_itself() -> None:
    """What is not run stands in the list, so that one look tells it all."""
    files = [
        file
        for file in (ROOT / "tests").rglob("*.py")
        if not file.is_relative_to(ROOT / "tests" / "benchmarks")
    ]
    aside = re.compile(
        r"pytest\.(?:mark\.skip|skip\(|importorskip)|^if (?:not )?sys\.platform.*:\n\n? +(?:def|@)",
        re.MULTILINE,
    )
    found = {
        file.relative_to(ROOT).as_posix() for file in files if aside.search(file.read_text(encoding="utf-8"))
    }
    asks_for_tools = (
        "tests/test_setup.py"  # what compiles and signs a setup is not on every machine, whatever its system
    )
    assert found - {"tests/conftest.py", "tests/windows/test_lists.py", asks_for_tools} == set()


def test_each_has_its_reason() -> None:
    assert [name for name, reason in {**SKIPPED, **ONLY_WITH_ALL}.items() if len(reason.split()) < 4] == []


def test_elsewhere_only_this_is_skipped() -> None:
    assert not is_wine()
    expected = set(ELSEWHERE) if may_mount() else {*ELSEWHERE, *MOUNTED}
    assert {name for name in SKIPPED if reason_to_skip(name)} == expected


def test_this_test_is_tried_on_windows(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("windows") is not None
    assert is_tried(request.node.nodeid)
    assert not is_tried("tests/domain/test_period.py::test_any")
