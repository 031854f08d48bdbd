"""A review package as a file: a zip that holds the package as JSON, and the SHA-256 of it.

The hash finds damage and careless edits. It is no signature: who changes the content can write the hash anew.
"""

import hashlib
import zipfile
from pathlib import Path
from typing import Any

from desktop_app.domain.codec import UNREADABLE, canonical, from_plain, to_plain
from desktop_app.domain.errors import (
    PackageAltered,
    PackageForeign,
    RuleBroken,
    SourceDamaged,
    SourceEncrypted,
    SourceTooLarge,
    SourceUnsafe,
)
from desktop_app.domain.plain_json import LONGEST, read_json
from desktop_app.domain.review import FORMAT, ReviewPackage
from desktop_app.exchange.reading import opened_archive, part_of
from desktop_app.files import replacing

_CONTENT, _HASH = "duyet.json", "sha256.txt"
_LINE = 200
"""Bytes of the part that holds the hash."""


def write_package(package: ReviewPackage, target: Path) -> None:
    """Write a package. Raises the TargetError family, DiskFull."""
    content = canonical({"format": FORMAT, "package": to_plain(package)}).encode()
    with replacing(target) as young, zipfile.ZipFile(young, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_CONTENT, content)
        archive.writestr(_HASH, hashlib.sha256(content).hexdigest())


def read_package(path: Path) -> ReviewPackage:
    """Read a package. Raises SourceMissing, SourceNotReadable, PackageForeign, PackageAltered."""
    content, expected = _members(path)
    if hashlib.sha256(content).hexdigest() != expected:
        raise PackageAltered(path)
    try:
        data: dict[str, Any] = read_json(content)
        if data["format"] != FORMAT:
            raise PackageForeign(path)
        package: ReviewPackage = from_plain(ReviewPackage, data["package"])
    except (RuleBroken, *UNREADABLE) as error:
        raise PackageForeign(path) from error
    return package


def _members(path: Path) -> tuple[bytes, str]:
    try:
        with opened_archive(path) as archive:
            if {_CONTENT, _HASH} - set(archive.namelist()):
                raise PackageForeign(path)
            content, said = part_of(archive, _CONTENT, LONGEST), part_of(archive, _HASH, _LINE)
    except SourceDamaged as error:
        raise (PackageAltered if zipfile.is_zipfile(path) else PackageForeign)(path) from error
    except (SourceTooLarge, SourceUnsafe, SourceEncrypted) as error:
        raise PackageForeign(path) from error
    return content, said.decode("ascii", "replace").strip()
