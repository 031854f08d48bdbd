"""Tries every hostile file with the command that reads its kind, in a process of its own, and measures.

`python -m tests.hostile.run [WORD]` prints a table of the shapes whose name holds WORD.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from tests.hostile.files import SHAPES, SUFFIXES
from tests.services.list_files import LAND, PLAN, TRAIN, write_list

ROOT = Path(__file__).parents[2]
SECONDS, MEMORY = 10, 2**30
PATIENCE = 60
"""Seconds on a machine that does other work too; those of the processor are what counts."""
PACKAGE = """
import sys
try:
    from pathlib import Path
    from desktop_app.domain.errors import AppError
    from desktop_app.services.periods import PackageDesk, open_package
    path = Path(sys.argv[1])
    PackageDesk(open_package(path), path)
except AppError as error:
    from desktop_app.services.wording import say
    sys.exit(say(error))
except BaseException as error:
    sys.stderr.write(repr(error))
    sys.exit(70)
"""


STARTER = """
import json, os, resource, subprocess, sys
tells, most, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
resource.setrlimit(resource.RLIMIT_AS, (most, most))
process = subprocess.Popen(command)
_, status, used = os.wait4(process.pid, 0)
said = [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]
os.write(tells, json.dumps(said).encode())
"""
"""A small process starts the command and measures it: Linux counts what its parent held as its own memory."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the exit code, seconds, bytes of memory, what was said, what was written."""

    kind: str
    shape: str
    code: int
    seconds: float
    processor: float
    memory: int
    said: str
    written: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        """Return what is wrong with it."""
        told = {
            f"exit {self.code}": self.code not in (0, 1),
            f"{self.processor:.1f} s": self.processor > SECONDS,
            "stopped": self.seconds > PATIENCE,
            f"{self.memory >> 20} MB": self.memory > MEMORY,
            f"wrote {self.written}": bool(self.written) and self.code != 0,
            "says nothing": self.code == 1 and not self.said.strip(),
        }
        return [name for name, wrong in told.items() if wrong]


def sound_data(folder: Path) -> Path:
    """Make a sound data file with a list in it."""
    data = folder / "d.tiendo"
    listed = write_list(folder / "l.xlsx", [PLAN, LAND, TRAIN])
    for words in (
        ["new"],
        ["import", str(listed)],
        ["record", "1", "--period", "2021-Q4", "--percent", "40"],
    ):
        subprocess.run(
            [sys.executable, "-m", "desktop_app", "--data", str(data), *words],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
    return data


def command(kind: str, path: Path, folder: Path) -> list[str]:
    """Return the process that reads a file of a kind."""
    of = [sys.executable, "-m", "desktop_app", "--data"]
    data, export = [*of, str(folder / "d.tiendo")], ["export", "--period", "2021-Q4"]
    return {
        "data": [*of, str(path), "status", "--period", "2021-Q4"],
        "value": [*of, str(path), "export", "--period", "2021-Q4", str(folder / "o.docx")],
        "check": [*of, str(path), "check"],
        "backup": [*data, "restore", str(path)],
        "list": [*data, "import", str(path)],
        "form": [*data, *export, str(folder / "o.xlsx"), "--form", str(path)],
        "report": [*data, "read-report", str(path)],
        "entry": [*data, "import-progress", str(path), "--period", "2021-Q4"],
        "decisions": [*data, "import", str(folder / "l.xlsx"), "--decisions", str(path)],
        "template": [*data, *export, str(folder / "o.docx"), "--template", str(path)],
        "package": [sys.executable, "-c", PACKAGE, str(path)],
    }[kind]


def outcome(kind: str, shape: str, folder: Path) -> Outcome:
    """Make the file in `folder`, where `sound_data` was made, run its command, and say what became of it."""
    path = folder / f"x{SUFFIXES.get(kind, '.xlsx')}"
    SHAPES.get(kind, SHAPES["data"])[shape](path, folder / "d.tiendo")
    before, begun = _state(folder), time.monotonic()
    code, said, processor, memory = _watched(command(kind, path, folder), folder)
    seconds = time.monotonic() - begun
    after = _state(folder)
    written = tuple(
        sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    )
    return Outcome(
        kind,
        shape,
        code,
        seconds=seconds,
        processor=processor,
        memory=memory,
        said=said,
        written=written,
    )


def _watched(command: list[str], folder: Path) -> tuple[int, str, float, int]:
    """Run a command to its end.

    Return its exit code, what was said, seconds of all processors, and the most memory of the process or a
    child of it.
    """
    if sys.platform == "win32":
        sys.exit("processes are measured as Linux does")
    told, tells = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", STARTER, str(tells), str(4 * MEMORY), *command],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder), "TMPDIR": str(folder / "t")},
        start_new_session=True, pass_fds=(tells,),
    )  # fmt: skip
    os.close(tells)
    killer = Timer(PATIENCE, lambda: os.killpg(process.pid, signal.SIGKILL))
    killer.start()
    _, said = process.communicate()
    killer.cancel()
    with os.fdopen(told, encoding="ascii") as used:
        code, processor, memory = json.loads(used.read() or f"[{process.returncode}, 0, 0]")
    return code, said.decode("utf-8", "replace"), processor, memory * 1024


def _state(folder: Path) -> dict[str, str]:
    """Return every file that stands in a folder, by its content; logs and temporary files aside."""
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in folder.rglob("*")
        if path.parts[len(folder.parts)] not in {"t", ".local", ".config", ".cache"}
    }


def _digest(path: Path) -> str:
    if not path.is_file() or path.is_symlink():
        return "-"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def all_shapes() -> Iterator[tuple[str, str]]:
    """Yield kind and shape of every file."""
    for kind in (*SHAPES, "check"):
        yield from ((kind, shape) for shape in SHAPES.get(kind, SHAPES["data"]))


def tried(kind: str, shape: str, sound: Path) -> Outcome:
    """Return what became of a file, in a folder of its own beside copies of what stands in `sound`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "t").mkdir()
        for path in sound.iterdir():
            if path.is_file():
                shutil.copy(path, folder / path.name)
        return outcome(kind, shape, folder)


def main(arguments: list[str]) -> int:
    """Print what becomes of every shape, the bad ones marked; return how many are bad."""
    word = arguments[0] if arguments else ""
    found = []
    with tempfile.TemporaryDirectory() as name:
        sound_data(Path(name))
        for kind, shape in all_shapes():
            if word not in f"{kind}: {shape}":
                continue
            one = tried(kind, shape, Path(name))
            found.append(one)
            measured = f"{one.code:3} {one.seconds:5.1f} s {one.processor:5.1f} s {one.memory >> 20:5} MB"
            print(f"{measured}  {kind}: {shape}  {'; '.join(one.faults)}")
            if one.faults or "-v" in arguments:
                print(f"        {one.said.strip()[-600:]}")
    bad = sum(bool(one.faults) for one in found)
    time_of, memory = max(one.processor for one in found), max(one.memory for one in found) >> 20
    print(f"{len(found)} shapes, {bad} bad, at most {time_of:.1f} s of the processor and {memory} MB")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
