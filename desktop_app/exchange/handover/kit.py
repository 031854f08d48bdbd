"""The kit as a file: a zip that Explorer opens, with a list of what it holds and the SHA-256 of each.

The hashes find damage on the way. They are no signature: the head of the history on paper is what vouches.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from desktop_app import files
from desktop_app.domain.codec import UNREADABLE, canonical, from_plain, to_plain
from desktop_app.domain.errors import (
    DiskFull,
    KitDamaged,
    KitForeign,
    KitNewer,
    RuleBroken,
    SourceMissing,
    SourceNotReadable,
)
from desktop_app.domain.evidence import LARGEST_FILE, safe_suffix
from desktop_app.domain.handover import FORMAT, VERSION, HandoverKit, PackedFile
from desktop_app.domain.plain_json import read_json
from desktop_app.domain.work import Progress, no_progress, paced
from desktop_app.exchange.reading import ZIP_BROKEN

_LIST = "ban-giao.json"
_FOLDER = "tai-lieu/"
_HISTORY, _READ_ME = "Nhật ký bàn giao.html", "Đọc trước.txt"
_CHUNK = 1 << 20
_LARGEST_LIST = 32 << 20
_LARGEST_DATA = 4 << 30
_SPARE = 16 << 20
"""Bytes that stay free on the disk beside what is unpacked: the data file is opened and written there."""

_HEX = frozenset("0123456789abcdef")
_README = """Đây là bộ bàn giao của phần mềm Tiến độ Đề án.

Người nhận: cài phần mềm, mở lên, chọn Tệp → Nhận bàn giao…, rồi chọn tệp này (không cần giải nén).
Phần mềm kiểm tra từng tệp, đặt dữ liệu vào chỗ bạn chọn và mở ra để làm tiếp.

Trong bộ này:
  {data}: tệp dữ liệu (nhiệm vụ, tình hình thực hiện, kỳ đã chốt, thông tin đơn vị,
    kiểu trình bày, cách đọc cột đã nhớ, nhật ký)
  tai-lieu: các tệp tài liệu minh chứng
  {history}: nhật ký để in, có mã kiểm tra ở đầu và chỗ ký của hai bên
  ban-giao.json: danh sách tệp và mã kiểm tra của từng tệp
"""


class KitWriter:
    """Packs files into an open kit and remembers what it packed."""

    def __init__(self, archive: zipfile.ZipFile, report: Callable[[int], None]) -> None:
        """Write to `archive`; `report` hears how many bytes went through."""
        self._archive = archive
        self._report = report
        self._done = 0

    def data(self, path: Path, name: str) -> PackedFile:
        """Pack the data file under a name."""
        return self._pack(path, name, zipfile.ZIP_DEFLATED)

    def history(self, path: Path) -> PackedFile:
        """Pack the printed history."""
        return self._pack(path, _HISTORY, zipfile.ZIP_DEFLATED)

    def document(self, path: Path, sha256: str) -> PackedFile:
        """Pack the kept file of a document: as it is, since most are packed already."""
        return self._pack(path, f"{_FOLDER}{sha256}{safe_suffix(path.name)}", zipfile.ZIP_STORED)

    def close(self, kit: HandoverKit) -> None:
        """Write what the kit says of itself."""
        said = {"format": FORMAT, "version": VERSION, "kit": to_plain(kit)}
        self._archive.writestr(_LIST, canonical(said))
        self._archive.writestr(_READ_ME, "\ufeff" + _README.format(data=kit.data.name, history=_HISTORY))

    def _pack(self, path: Path, name: str, how: int) -> PackedFile:
        digest, size = hashlib.sha256(), 0
        with _reading(path, name):
            member = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        member.compress_type = how
        with _readable(path) as source, self._archive.open(member, "w") as out:
            while chunk := _chunk(path, source):
                digest.update(chunk)
                out.write(chunk)
                size += len(chunk)
                self._done += len(chunk)
                self._report(self._done)
        return PackedFile(name, digest.hexdigest(), size)


@contextmanager
def writing_kit(target: Path, size: int, progress: Progress = no_progress) -> Iterator[KitWriter]:
    """Yield the writer of a new kit of about `size` bytes; it stands at `target` once all is in it.

    Raises the TargetError family, DiskFull; SourceNotReadable if a file to be packed cannot be read.
    """
    with files.replacing(target) as young, zipfile.ZipFile(young, "w") as archive:
        yield KitWriter(archive, paced(progress, size))


def read_kit(path: Path) -> HandoverKit:
    """Read what a kit says of itself. Raises SourceMissing, SourceNotReadable and the KitError family."""
    with _opened(path) as archive:
        if _LIST not in archive.namelist():
            raise KitForeign(path)
        if archive.getinfo(_LIST).file_size > _LARGEST_LIST:
            raise KitDamaged(path, _LIST)
        with _reading(path, _LIST):
            body = archive.read(_LIST)
    try:
        said = read_json(body, _LARGEST_LIST)
        if said["format"] != FORMAT:
            raise KitForeign(path)
        if int(said["version"]) > VERSION:
            raise KitNewer(path)
        kit: HandoverKit = from_plain(HandoverKit, said["kit"])
    except (RuleBroken, RecursionError, *UNREADABLE) as error:
        raise KitDamaged(path, _LIST) from error
    _check_names(path, kit)
    return kit


def unpack(
    path: Path, kit: HandoverKit, data: Path, documents: Path, progress: Progress = no_progress
) -> None:
    """Unpack the data file to `data` and the documents' files into the folder `documents`.

    Each is held against its SHA-256. Raises SourceMissing, SourceNotReadable, the KitError family, DiskFull,
    the TargetError family; what was written by then is the caller's to take away.
    """
    with files.writing(data):
        free = shutil.disk_usage(data.parent).free
    if free < kit.size + _SPARE:
        raise DiskFull(data)
    report, done = paced(progress, kit.size), 0
    with _opened(path) as archive:
        wanted = [(kit.data, data), *((one, documents / _plain(one)) for one in kit.documents)]
        for packed, target in wanted:
            _unpack_one(path, archive, packed, target, partial(_further, report, done))
            done += packed.size
        with _member(path, archive, kit.history) as source:
            _hold(path, kit.history, source, lambda _chunk: None)
    progress(kit.size, kit.size)


def _check_names(path: Path, kit: HandoverKit) -> None:
    """Refuse what no kit of this program says: a name outside its place, a size beyond all measure."""
    for one in kit.documents:
        name = PurePosixPath(_plain(one))
        sound = one.name == f"{_FOLDER}{name}" and name.stem == one.sha256 and set(one.sha256) <= _HEX
        if not sound or len(one.sha256) != 64 or safe_suffix(str(name)) != name.suffix:
            raise KitDamaged(path, one.name)
        if not 0 < one.size <= LARGEST_FILE:
            raise KitDamaged(path, one.name)
    if not files.name_is_sound(kit.data.name) or not 0 < kit.data.size <= _LARGEST_DATA:
        raise KitDamaged(path, kit.data.name)
    if not 0 < kit.history.size <= _LARGEST_DATA:
        raise KitDamaged(path, kit.history.name)


def _readable(path: Path) -> IO[bytes]:
    with _reading(path, path.name):
        return path.open("rb")


def _chunk(path: Path, source: IO[bytes]) -> bytes:
    with _reading(path, path.name):
        return source.read(_CHUNK)


def _further(report: Callable[[int], None], before: int, more: int) -> None:
    report(before + more)


def _plain(packed: PackedFile) -> str:
    return packed.name.rpartition("/")[2]


def _unpack_one(
    path: Path, archive: zipfile.ZipFile, packed: PackedFile, target: Path, report: Callable[[int], None]
) -> None:
    files.mkdir_for(target)
    with _member(path, archive, packed) as source, files.writing_new(target) as out:
        done = 0

        def take(chunk: bytes) -> None:
            nonlocal done
            out.write(chunk)
            done += len(chunk)
            report(done)

        _hold(path, packed, source, take)


def _hold(path: Path, packed: PackedFile, source: IO[bytes], take: Callable[[bytes], None]) -> None:
    """Read a member to its end, no further than its size, and compare its SHA-256."""
    digest, done = hashlib.sha256(), 0
    while True:
        with _reading(path, packed.name):  # of the kit, whose bytes may be broken
            chunk = source.read(_CHUNK)
        if not chunk:
            break
        done += len(chunk)
        if done > packed.size:
            raise KitDamaged(path, packed.name)
        digest.update(chunk)
        take(chunk)
    if done != packed.size or digest.hexdigest() != packed.sha256:
        raise KitDamaged(path, packed.name)


@contextmanager
def _member(path: Path, archive: zipfile.ZipFile, packed: PackedFile) -> Iterator[IO[bytes]]:
    with _reading(path, packed.name):
        try:
            member = archive.open(packed.name)
        except KeyError as error:
            raise KitDamaged(path, packed.name) from error
    with member:
        yield member


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with _reading(path, ""):
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise KitForeign(path) from error
    with archive:
        yield archive


@contextmanager
def _reading(path: Path, name: str) -> Iterator[None]:
    """Refuse in the program's own words what the system or the zip says while a kit is read."""
    try:
        yield
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except ZIP_BROKEN as error:
        raise KitDamaged(path, name) from error
    except OSError as error:
        raise SourceNotReadable(path) from error
