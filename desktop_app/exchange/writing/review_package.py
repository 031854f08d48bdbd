"""A review package as a file: a zip that holds the package as JSON, and the SHA-256 of it.

The hash finds damage and careless edits. It is no signature: who changes the content can write the hash anew.
"""

import hashlib
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

from desktop_app.domain.codec import UNREADABLE, canonical, from_plain, to_plain
from desktop_app.domain.errors import (
    PackageAltered,
    PackageForeign,
    RuleBroken,
    SourceMissing,
    SourceNotReadable,
)
from desktop_app.domain.review import FORMAT, ReviewPackage
from desktop_app.files import replacing

_CONTENT, _HASH = "duyet.json", "sha256.txt"
_LARGEST = 100_000_000


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
        data: dict[str, Any] = json.loads(content)
        if data["format"] != FORMAT:
            raise PackageForeign(path)
        package: ReviewPackage = from_plain(ReviewPackage, data["package"])
    except (RuleBroken, *UNREADABLE) as error:
        raise PackageForeign(path) from error
    return package


def _members(path: Path) -> tuple[bytes, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            if {_CONTENT, _HASH} - set(archive.namelist()) or archive.getinfo(_CONTENT).file_size > _LARGEST:
                raise PackageForeign(path)
            return archive.read(_CONTENT), archive.read(_HASH).decode("ascii", "replace").strip()
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except zipfile.BadZipFile as error:
        raise (PackageAltered if zipfile.is_zipfile(path) else PackageForeign)(path) from error
    except (NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise PackageAltered(path) from error
    except OSError as error:
        raise SourceNotReadable(path) from error
