import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

import dev
from tests.windows import __main__ as trying
from tests.windows import set_up, wine


def test_all_is_tried_and_the_first_failure_gives_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[int] = []

    def ended(code: int) -> int:
        done.append(code)
        return code

    steps = [trying.Step(str(code), partial(ended, code)) for code in (0, 3, 4)]
    assert trying.run(steps) == 3
    assert done == [0, 3, 4]
    told = capsys.readouterr().out
    assert told.count("FAILED") == 2
    assert told.count(" ok ") == 1


def test_what_is_made_is_tried_after_it_has_been_made() -> None:
    names = [step.name for step in trying.steps(trying.MARKED)]
    assert names[:2] == ["tests", "build"]
    assert {"tiendo --selftest", "TienDoDeAn --selftest"} <= set(names[2:])


def test_the_halves_are_all_the_tests() -> None:
    upper, lower = trying.HALVES["upper"], trying.HALVES["lower"]
    assert lower == ("tests", *(f"--ignore={place}" for place in upper))
    assert all((dev.ROOT / place).is_dir() for place in upper)


def test_windows_programs_get_no_word_of_the_python_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/here")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    given = wine.environment()
    assert not given.keys() & {"PYTHONPATH", "QT_QPA_PLATFORM"}
    assert (given["USER"], given["LC_ALL"], given["WINEQT_QPA_PLATFORM"]) == (
        wine.USER,
        "vi_VN.UTF-8",
        "offscreen",
    )


def test_a_file_here_has_a_path_there() -> None:
    assert wine.windows_path(Path("/a/b c/d.py")).casefold() == "z:\\a\\b c\\d.py"


def test_another_python_is_refused_with_the_one_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    with pytest.raises(dev.Refused, match=r"3\.11.*this is 3\.12"):
        set_up.set_up()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(dev, "install", lambda _packages: False)
    with pytest.raises(dev.Refused, match=r"wine64.*mingw.*nsis"):
        set_up.set_up()


class Runs:
    """Stands for pytest on Windows.

    A half prints `said` and ends with `code`, what is tried alone with `again`.
    """

    def __init__(self, said: Sequence[str], code: int, again: int) -> None:
        self.said, self.code, self.again = said, code, again
        self.alone: list[Sequence[str]] = []

    def __call__(self, arguments: Sequence[str], tell: Callable[[str], None] | None = None) -> int:
        if tell is None:
            self.alone.append(arguments)
            return self.again
        for line in self.said:
            tell(line)
        return self.code


SAID = [
    "tests/a.py ..F",
    "E   assert 1 == 2",
    "FAILED tests/a.py::test_b[x y] - assert 1 == 2",
    "1 failed in 3 s",
]


@pytest.mark.parametrize(("again", "told"), [(0, "pass"), (1, "fail")])
def test_what_failed_is_tried_again_alone_and_told_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], again: int, told: str
) -> None:
    runs = Runs(SAID, 1, again)
    monkeypatch.setattr(trying, "pytest", runs)
    monkeypatch.setattr(trying, "wrong", [])
    assert (
        trying.run([trying.Step("tests", lambda: trying.tests(())), trying.Step("build", lambda: 0)]) == again
    )
    assert runs.alone == [["tests/a.py::test_b"]]
    _before, end = capsys.readouterr().out.split("  build\n")
    for half in trying.HALVES:
        assert [f"{half} │ {line}" for line in (*SAID[1:3], "pytest ended with 1")] == [
            line for line in end.splitlines() if line.startswith(half)
        ]
    assert end.rstrip().endswith(f"they {told}")


@pytest.mark.parametrize("code", [2, 3, 5])
def test_a_half_that_broke_off_fails(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    runs = Runs(SAID, code, 0)
    monkeypatch.setattr(trying, "pytest", runs)
    monkeypatch.setattr(trying, "wrong", [])
    assert (trying.tests(()), runs.alone) == (code, [])
