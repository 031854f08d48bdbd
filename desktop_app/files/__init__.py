"""The disk, through one guarded door: replace, unlink, copy, mkdir.

Floor: between domain and storage | exchange. Whatever stands at the end of a path of the program is put
there, taken away or moved by these functions alone, on every floor (a test finds raw calls elsewhere). They

- wait, up to a second, for scanners and synchronising programs that hold a fresh file for a moment;
- refuse in one way: TargetInUse, TargetNotWritable, DiskFull, TargetNameForbidden, TargetPathTooLong;
- refuse names that Windows refuses or silently changes, on every system.

`discard` is for cleaning up after another error, which it never hides.
"""

from desktop_app.files.door import (
    SMALL,
    copy,
    discard,
    discard_folder,
    exists,
    mkdir,
    mkdir_for,
    read_bytes,
    read_text,
    remove_empty,
    replace,
    sha256_of,
    unlink,
    write_text,
    writing_new,
)
from desktop_app.files.names import LONGEST, TEMPORARY, check_name, check_room, name_is_sound
from desktop_app.files.origin import mark_origin
from desktop_app.files.refusals import writing
from desktop_app.files.whole import check_target, replacing

__all__ = [
    "LONGEST",
    "SMALL",
    "TEMPORARY",
    "check_name",
    "check_room",
    "check_target",
    "copy",
    "discard",
    "discard_folder",
    "exists",
    "mark_origin",
    "mkdir",
    "mkdir_for",
    "name_is_sound",
    "read_bytes",
    "read_text",
    "remove_empty",
    "replace",
    "replacing",
    "sha256_of",
    "unlink",
    "write_text",
    "writing",
    "writing_new",
]
