"""One bit of a data file flipped, anywhere: what it changed is found, and no command takes it for a bug.

`TIENDO_FLIPS=300` flips as many; the usual run fewer.
"""

import os
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import run
from tests.data.make_earlier import ENTERED

FLIPS = int(os.environ.get("TIENDO_FLIPS", "40"))
ASKED = (("status", "--period", ENTERED), ("tasks", "--as-of", "2021-12-14"), ("periods", "--year", "2021"))
NO_DATA = {"headings", "_sqlite_migrations"}
"""What no figure rests on: how columns were read last time, and when the file was brought up."""


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, to the bit."""
    with closing(sqlite3.connect(path)) as db:
        db.text_factory = bytes
        names = [
            name.decode() for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        kept = [name for name in names if name not in NO_DATA]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in kept}


def test_a_flipped_bit_is_found_or_says_nothing(
    worked_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body, before = worked_file.read_bytes(), contents(worked_file)
    rng, told = random.Random(2021), Counter[str]()
    for number in range(FLIPS):
        bit = rng.randrange(len(body) * 8)
        place = tmp_path / str(number)
        shutil.copytree(worked_file.parent, place)
        path, flipped = place / worked_file.name, bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        code = run(path, "check", "--json")
        assert code in (0, 1), (bit, capsys.readouterr().err)
        if code == 0:
            assert contents(path) == before, bit
        path.write_bytes(flipped)
        for words in ASKED:
            assert run(path, *words) in (0, 1), (bit, words, capsys.readouterr().err)
        told["found" if code else "nothing said"] += 1
        shutil.rmtree(place, ignore_errors=True)  # kept files can be read only, and Windows keeps them
    assert told["found"] > FLIPS // 4
