"""A zip from outside, opened under limits.

The one door to the parts of a zip, outside of the child that reads lists.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path, PurePosixPath

from desktop_app.domain.errors import (
    SourceDamaged,
    SourceEncrypted,
    SourceMissing,
    SourceNotReadable,
    SourceTooLarge,
    SourceUnsafe,
)
from desktop_app.exchange.reading.limits import FILE_BYTES

PART_BYTES = 150 * 2**20
ALL_BYTES = 300 * 2**20
RATIO = 500
RATIO_FROM = 10 * 2**20
PARTS = 5_000

ZIP_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error)
"""What Python's module raises over the bytes of a zip that is none, not whole, or of a kind unknown to it."""

_BROKEN = (*ZIP_BROKEN, OSError, KeyError)


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose parts keep the limits, by what they say of themselves; read them by `part_of`.

    Raises SourceMissing, SourceNotReadable, SourceDamaged (also for what the block meets), SourceTooLarge,
    SourceUnsafe, SourceEncrypted.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SourceNotReadable(path)
        if size > FILE_BYTES:
            raise SourceTooLarge(path, "bytes", FILE_BYTES, size)
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive.infolist())
            yield archive
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing(path) from error
    except PermissionError as error:
        raise SourceNotReadable(path) from error
    except _BROKEN as error:
        raise SourceDamaged(path, str(error)) from error


def part_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo | str, longest: int = PART_BYTES) -> bytes:
    """Return a part of `longest` bytes at most, whatever it says of its size.

    Raises SourceTooLarge, and what `opened_archive` turns into SourceDamaged.
    """
    with archive.open(part) as stream:
        body = stream.read(longest + 1)
    if len(body) > longest:
        raise SourceTooLarge(Path(archive.filename or ""), "part", longest, len(body))
    return body


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > PARTS:
        raise SourceTooLarge(path, "parts", PARTS, len(parts))
    if _overlap(parts):
        raise SourceUnsafe(path, "overlap")
    if len({part.filename for part in parts}) < len(parts):
        raise SourceUnsafe(path, "duplicate")
    for part in parts:
        _check_part(path, part)
    total = sum(part.file_size for part in parts)
    if total > ALL_BYTES:
        raise SourceTooLarge(path, "unpacked", ALL_BYTES, total)


def _check_part(path: Path, part: zipfile.ZipInfo) -> None:
    name = PurePosixPath(part.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or stat.S_ISLNK(part.external_attr >> 16):
        raise SourceUnsafe(path, part.filename)
    if part.flag_bits & 1:
        raise SourceEncrypted(path)
    if part.file_size > PART_BYTES:
        raise SourceTooLarge(path, "part", PART_BYTES, part.file_size)
    if part.file_size > RATIO_FROM and part.file_size > RATIO * max(part.compress_size, 1):
        raise SourceTooLarge(path, "ratio", RATIO, part.file_size // max(part.compress_size, 1))


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    """Return whether two parts share bytes of the archive.

    They do in a bomb that unpacks one part many times.
    """
    places = sorted((part.header_offset, part.header_offset + part.compress_size) for part in parts)
    return any(end > begin for (_, end), (begin, _) in pairwise(places))
