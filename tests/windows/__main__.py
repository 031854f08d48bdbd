"""`dev.py windows`: try the tests, the package and its self-test on Windows, here under Wine."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import dev
from setup import facts, make
from tests.windows import set_up, wine

DIST = wine.FOLDER / "dist" / dev.DIST.name
WORK = wine.FOLDER / "build"
MADE = wine.FOLDER / "made"
SECONDS_FOR_A_TEST = 900
"""Wine takes seconds to start a process, and a test that runs out of time ends all that come after it."""

MARKED = ("-m", "windows")

# One process for each core; a start of more of them costs more than it brings.
HALVES = {
    "upper": ("tests/services", "tests/cli"),
    "lower": ("tests", "--ignore=tests/services", "--ignore=tests/cli"),
}
"""Halves that take about the same time."""


SAYS_WHAT_FAILED = ("FAILED ", "ERROR ", "E  ", "Fatal ", "Timeout", "+++")
LINES_OF_WHAT_FAILED = 60
SOME_FAILED = 1
"""The code with which pytest ends after it has come to the end."""
TRIED_AGAIN = 12
wrong: list[str] = []


class Step(NamedTuple):
    """One thing that has to hold on Windows; `do` returns its exit code."""

    name: str
    do: Callable[[], int]


def main(arguments: Sequence[str]) -> int:
    """Try everything, also after something has failed; the exit code is that of the first that failed.

    With arguments other than `--all`, pytest alone with them.
    """
    set_up.set_up()
    os.environ[facts.COMMIT] = facts.commit_and_day()  # there is no git inside Wine
    with wine.server():
        if arguments and arguments != ["--all"]:
            return pytest(arguments)
        return run(steps(() if arguments else MARKED))


def steps(which: Sequence[str]) -> list[Step]:
    """List what is tried. Whatever is made from the build or done with it comes after "build"."""
    return [
        Step("tests", lambda: tests(which)),
        Step("build", build),
        Step("tiendo --selftest", lambda: selftest("tiendo")),
        Step("TienDoDeAn --selftest", lambda: selftest("TienDoDeAn")),
        Step("package", lambda: make.main([str(DIST), str(MADE)])),
        Step("setup: install, open, upgrade, refuse, remove", prove_setup),
    ]


def run(these: Sequence[Step]) -> int:
    """Do every step.

    The last lines printed tell how each ended and what failed, for whoever sees only the end.
    """
    codes, summary = [], []
    for step in these:
        dev.say(f"\n── Windows: {step.name} " + "─" * (91 - len(step.name)))
        began = time.monotonic()
        codes.append(step.do())
        summary.append(
            f"{'FAILED' if codes[-1] else 'ok':>7}  {time.monotonic() - began:6.1f} s  {step.name}"
        )
    dev.say("\n".join(["", *summary, *([""] if wrong else []), *wrong[:LINES_OF_WHAT_FAILED]]))
    return next(filter(None, codes), 0)


def tests(which: Sequence[str]) -> int:
    """Run the halves side by side, each line with the name of its half before it.

    Try what failed once more alone. Two machines made believe on two cores keep each other waiting, and some
    tests cannot wait so long. What passes alone is still named at the end. A half that broke off, whose other
    tests nobody saw, fails.
    """
    failed: list[str] = []

    def half(name: str) -> int:
        def tell(line: str) -> None:
            dev.say(f"{name} │ {line}")
            if line.startswith(SAYS_WHAT_FAILED):
                wrong.append(f"{name} │ {line}")
            if line.startswith("FAILED "):
                failed.append(line.removeprefix("FAILED ").split(" - ")[0].split("[")[0])

        code = pytest([*HALVES[name], *which], tell)
        if code:
            wrong.append(f"{name} │ pytest ended with {code}")
        return code

    with ThreadPoolExecutor(len(HALVES)) as pool:
        codes = set(pool.map(half, HALVES))
    if codes - {0} == {SOME_FAILED} and 0 < len(failed) <= TRIED_AGAIN:
        again = pytest(sorted(set(failed)))
        wrong.append(f"tried again alone, they {'fail' if again else 'pass'}")
        return again
    return next(filter(None, codes), 0)


def pytest(arguments: Sequence[str], tell: Callable[[str], None] = dev.say) -> int:
    options = ["-p", "no:cacheprovider", f"--timeout={SECONDS_FOR_A_TEST}"]
    return wine.python("-m", "pytest", *options, *arguments, tell=tell)


def build() -> int:
    """Make the program as a folder, `DIST`, by `build.spec`."""
    shutil.rmtree(DIST, ignore_errors=True)
    places = ["--distpath", wine.windows_path(DIST.parent), "--workpath", wine.windows_path(WORK)]

    def tell(line: str) -> None:
        if "api-ms-win-" not in line:  # parts of Windows, for which PyInstaller looks in vain
            dev.say(line)

    code = wine.python(
        "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, "build.spec", tell=tell
    )
    files = [file for file in DIST.rglob("*") if file.is_file()]
    dev.say(f"{DIST}: {len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")
    return code


def prove_setup() -> int:
    """Let the setup that was just made be installed and removed for real."""
    made = next(iter(sorted(MADE.glob("*-setup.exe"))), None)
    if made is None:
        dev.say(f"{MADE}: no setup")
        return 1
    return wine.python("tests/windows/prove_setup.py", wine.windows_path(made))


def selftest(name: str) -> int:
    """Let one starter of the built program test itself.

    A windowed one may hang on a message box that nobody sees.
    """
    starter = DIST / f"{name}.exe"
    if not starter.is_file():
        dev.say(f"{starter}: not there")
        return 1
    try:
        return wine.call(starter, "--selftest", seconds=dev.SELFTEST_SECONDS)
    except subprocess.TimeoutExpired:
        return 124


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except dev.Refused as reason:
        sys.exit(str(reason))
