"""The envelope of old files.

Lengths that lie are refused at once, since they are looked at in the window's process.
"""

import struct
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import SourceDamaged
from desktop_app.exchange.reading._sniff import sniff
from desktop_app.exchange.reading.compound import Compound, NotCompound
from tests.exchange.old_files import FREE, SECTOR, compound, workbook

BOOK = compound({"Workbook": workbook([(0, 0, 0, "Rà soát")] * 300), "Other": b"x"})
FAT_SECTORS, DIRECTORY, MINI_TABLE, DIFAT, ROOT_SIZE, STREAM_SIZE = 44, 48, 60, 68, 120, 248
"""Where the header and the first two entries of the directory say so."""
FAT = (struct.unpack_from("<I", BOOK, 76)[0] + 1) * SECTOR
START = struct.unpack_from("<I", BOOK, DIRECTORY)[0]
ENTRIES = (START + 1) * SECTOR


def changed(*numbers: tuple[int, int], content: bytes = BOOK) -> bytes:
    """Put other numbers into a file, each at its place."""
    made = bytearray(content)
    for at, number in numbers:
        struct.pack_into("<I", made, at, number)
    return bytes(made)


def test_streams_are_found_in_letters_of_any_case() -> None:
    envelope = Compound(BOOK)
    assert envelope.has("WORKBOOK")
    assert envelope.stream("workbook").startswith(workbook([(0, 0, 0, "Rà soát")] * 300))
    assert not envelope.has("Book")
    assert envelope.stream("Book") == b""


CIRCLE = [(FAT + 4 * place, place) for place in range(START)]
"""Every sector of a stream is followed by itself."""
SMALL = [
    (ENTRIES + place, number) for place, number in ((116, 0), (ROOT_SIZE, 512), (244, 0), (STREAM_SIZE, 99))
]
"""The stream lies among the small ones."""
ROUND = struct.pack(f"<{SECTOR // 4}I", *[0] * (SECTOR // 4 - 1), START)


@pytest.mark.parametrize(
    "content",
    [
        changed((FAT_SECTORS, 109 + 127 * 2**24), (DIFAT, START), (DIFAT + 4, 2**24)).replace(
            BOOK[ENTRIES : ENTRIES + SECTOR], ROUND
        ),
        changed((FAT + 4 * START, START)),
        changed(*CIRCLE, (ENTRIES + STREAM_SIZE, 2**32 - 2)),
        changed(*CIRCLE, *SMALL, (ENTRIES + ROOT_SIZE, 2**32 - 2)),
        changed(*CIRCLE, *SMALL, (MINI_TABLE, 0), (MINI_TABLE + 4, 2**32 - 1)),
        changed((30, 6 << 16 | 2), (DIFAT, 0), (DIFAT + 4, 1), (FAT_SECTORS, 110)),
        changed((30, 64 << 16 | 9), (MINI_TABLE, 0), (MINI_TABLE + 4, 1), *SMALL),
    ],
    ids=[
        "table",
        "directory",
        "stream",
        "small streams",
        "table of small streams",
        "sectors",
        "small sectors",
    ],
)
def test_lengths_that_cannot_be_true_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceDamaged):
        sniff(tmp_path / "a.xls", content)


def test_a_directory_of_very_many_streams_is_refused() -> None:
    many = {f"Stream {number}": b"" for number in range(9)}
    whole = compound({"Workbook": b"x", **many})
    start = struct.unpack_from("<I", whole, DIRECTORY)[0]
    assert Compound(whole).has("Stream 8")
    longer = whole + whole[(start + 1) * SECTOR : (start + 2) * SECTOR] * 2100
    sectors = (len(whole) - SECTOR) // SECTOR
    with pytest.raises(NotCompound):
        Compound(chained(longer, [start, *range(sectors, sectors + 2100)]))


def chained(content: bytes, chain: list[int]) -> bytes:
    """Write a new table of sectors at the end of a file, in which `chain` is one stream."""
    first = (len(content) - SECTOR) // SECTOR
    table = [0xFFFFFFFE] * first
    for place, following in pairwise(chain):
        table[place] = following
    count = -(-(first + 40) // 128)
    table += [FREE] * (count * 128 - len(table))
    places = [*range(first, first + count), *[FREE] * (109 - count)]
    head = changed(*zip(range(76, SECTOR, 4), places, strict=True), content=content)
    return head + struct.pack(f"<{len(table)}I", *table)


def test_a_document_inside_a_workbook_does_not_make_it_one(tmp_path: Path) -> None:
    content = compound({"Workbook": workbook([(0, 0, 0, "x")]), "MBD0001": b"", "WordDocument": bytes(99)})
    folder = content.index("MBD0001".encode("utf-16-le"))
    inside = changed((folder + 72, FREE), (folder + 76, 3), content=content)
    inside = inside[: folder + 66] + b"\1" + inside[folder + 67 :]
    assert sniff(tmp_path / "a.xls", inside) == "xls"
