"""The parts of a zipped file, unpacked piece by piece; what a header claims is held against what comes.

`zipfile` only reads the list of parts. It stops where the header says the part ends, and a reader that does not stop
there would meet what nobody had looked at.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from desktop_app.domain.errors import SourceDamaged, SourceEncrypted, SourceTooLarge, SourceUnsafe
from desktop_app.exchange.limits import ALL_BYTES, PART_BYTES, PARTS, RATIO, RATIO_FROM

_CHUNK = 2**20
_BITE = 2**16
_HEADER = 30
_SIGNATURE = b"PK\x03\x04"
_SECRET = 0x1


class ZipParts:
    """The parts of a zipped file held in memory."""

    def __init__(self, path: Path, content: bytes) -> None:
        """List the parts. Raises SourceDamaged, SourceUnsafe, SourceEncrypted, SourceTooLarge."""
        self._path = path
        self._content = memoryview(content)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self._parts = archive.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise SourceDamaged(path, str(error)) from error
        self._check()
        self._by_name = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in reversed(self._parts)}

    @property
    def names(self) -> list[str]:
        """The names of all parts, as the archive spells them."""
        return [part.filename for part in self._parts]

    @property
    def size(self) -> int:
        """Bytes of all parts, unpacked."""
        return sum(part.file_size for part in self._parts)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part, capitals or not."""
        return name.lower() in self._by_name

    def read(self, name: str) -> bytes:
        """Give a whole part; nothing where there is no such part. Raises SourceDamaged."""
        return b"".join(self.stream(name)) if name in self else b""

    def stream(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece. Raises SourceDamaged where it is not what its header says."""
        return self._unpack(self._by_name[name.lower()])

    def streams(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give every part, also those that share a name."""
        return ((part.filename, self._unpack(part)) for part in self._parts if not part.is_dir())

    def _check(self) -> None:
        if len(self._parts) > PARTS:
            raise SourceUnsafe(self._path, f"{len(self._parts)} parts")
        for part in self._parts:
            name = PurePosixPath(part.filename.replace("\\", "/"))
            if ".." in name.parts or any(":" in one for one in name.parts):
                raise SourceUnsafe(self._path, part.filename)
            if part.flag_bits & _SECRET:
                raise SourceEncrypted(self._path)
            if part.file_size > PART_BYTES:
                raise SourceTooLarge(self._path, "part", PART_BYTES, part.file_size)
            if part.file_size > RATIO_FROM and part.file_size > RATIO * max(part.compress_size, 1):
                raise SourceTooLarge(self._path, "ratio", RATIO, part.file_size // max(part.compress_size, 1))
        if self.size > ALL_BYTES:
            raise SourceTooLarge(self._path, "unpacked", ALL_BYTES, self.size)

    def _unpack(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        size = check = 0
        for chunk in self._chunks(part):
            size += len(chunk)
            if size > part.file_size:
                raise SourceDamaged(self._path, f"{part.filename} is longer than it says")
            check = zlib.crc32(chunk, check)
            yield chunk
        if size != part.file_size or check != part.CRC:
            raise SourceDamaged(self._path, f"{part.filename} does not match its checksum")

    def _chunks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(part)
        if part.compress_type == zipfile.ZIP_STORED:
            for begin in range(0, len(packed), _CHUNK):
                yield bytes(packed[begin : begin + _CHUNK])
            return
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise SourceDamaged(self._path, f"{part.filename} is packed by method {part.compress_type}")
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for begin in range(0, len(packed), _BITE):
                rest: bytes | memoryview = packed[begin : begin + _BITE]
                while rest:
                    yield inflater.decompress(rest, _CHUNK)
                    rest = inflater.unconsumed_tail
            yield inflater.flush()
        except zlib.error as error:
            raise SourceDamaged(self._path, f"{part.filename}: {error}") from error

    def _packed(self, part: zipfile.ZipInfo) -> memoryview:
        header = bytes(self._content[part.header_offset : part.header_offset + _HEADER])
        if len(header) < _HEADER or not header.startswith(_SIGNATURE):
            raise SourceDamaged(self._path, f"{part.filename} has no header")
        name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
        begin = part.header_offset + _HEADER + name + extra
        packed = self._content[begin : begin + part.compress_size]
        if len(packed) < part.compress_size:
            raise SourceDamaged(self._path, f"{part.filename} is cut short")
        return packed
