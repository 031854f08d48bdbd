import re
import subprocess
import sys

import pytest

from dev import ROOT
from tests.windows.skipped import IN_MEMORY, ON_WINDOWS, UNDER_WINE, is_wine, reason_to_skip

SKIPPED = {**ON_WINDOWS, **UNDER_WINE}


def test_each_test_that_is_not_run_on_windows_exists() -> None:
    files = sorted({name.partition("::")[0] for name in SKIPPED})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "--no-header", *files]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    known = {*listed, *(name.partition("[")[0] for name in listed)}
    assert set(SKIPPED) - known == set()


def test_no_test_leaves_windows_out_by_itself() -> None:
    """What is not run stands in the list, so that one look tells it all."""
    files = [file for file in (ROOT / "tests").rglob("*.py") if not file.is_relative_to(ROOT / "tests" / "benchmarks")]
    aside = re.compile(
        r"pytest\.(?:mark\.skip|skip\(|importorskip)|^if (?:not )?sys\.platform.*:\n\n? +(?:def|@)", re.MULTILINE
    )
    found = {file.relative_to(ROOT).as_posix() for file in files if aside.search(file.read_text(encoding="utf-8"))}
    assert found - {"tests/conftest.py", "tests/windows/test_lists.py"} == set()


def test_each_has_its_reason() -> None:
    assert [name for name, reason in SKIPPED.items() if len(reason.split()) < 4] == []


def test_what_only_reckons_exists() -> None:
    assert [place for place in IN_MEMORY if not (ROOT / place).exists()] == []


def test_elsewhere_nothing_is_skipped() -> None:
    assert not is_wine()
    assert [name for name in SKIPPED if reason_to_skip(name)] == []


def test_this_test_is_tried_on_windows(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("windows") is not None
