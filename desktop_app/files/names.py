"""Names that Windows takes as they are, and paths that leave room for what lies beside a file.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""

import re
from collections.abc import Iterable
from pathlib import Path

from desktop_app.domain.errors import TargetNameForbidden, TargetPathTooLong

LONGEST = 259
"""Characters of the longest path that Windows takes without a setting that an office PC does not have."""

TEMPORARY = 19
"""Room for the temporary name beside a file (`.~0a1b2c3d.xlsx`) and for copying it elsewhere."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])[ ]*(\..*)?", re.IGNORECASE
)


def name_is_sound(name: str) -> bool:
    """Return whether Windows takes `name`, and keeps it as it is."""
    return (
        bool(name) and name[-1] not in ". " and not _FORBIDDEN.search(name) and not _RESERVED.fullmatch(name)
    )


def check_name(path: Path) -> None:
    """Refuse a file name that Windows refuses or silently changes, and a path that leaves no room.

    Raises TargetNameForbidden, TargetPathTooLong; on every system, since files travel.
    """
    if not name_is_sound(path.name):
        raise TargetNameForbidden(path)
    check_room(path, [path], LONGEST - TEMPORARY)


def check_room(path: Path, companions: Iterable[Path], longest: int = LONGEST) -> None:
    """Refuse `path` if the longest path of its `companions` has more than `longest` characters.

    Raises TargetPathTooLong, which carries by how many characters.
    """
    found = max(len(str(one.absolute())) for one in companions)
    if found > longest:
        raise TargetPathTooLong(path, found - longest)
