"""On what kind of disk a path lies: this computer's own, a share, one to pull out; a synchronised folder."""

import os
import sys
from enum import Enum
from pathlib import Path

_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
}
"""Names of folders that a program keeps alike on several computers, as their beginnings, in small letters."""

_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


class Disk(Enum):
    """What a path lies on."""

    LOCAL = "local"
    SHARE = "share"
    REMOVABLE = "removable"


def synchronised_by(path: Path) -> str:
    """Return the name of the program that keeps the folder of `path` alike elsewhere, empty if none does."""
    for variable in _VARIABLES:
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for folder in path.parent.parts:
        name = folder.casefold()
        for begin, program in _SYNCHRONISED.items():
            if name == begin or name.startswith((f"{begin} -", f"{begin} (")):
                return program
    return ""


if sys.platform == "win32":
    import ctypes

    _KINDS = {2: Disk.REMOVABLE, 4: Disk.SHARE, 5: Disk.REMOVABLE}  # DRIVE_REMOVABLE, _REMOTE, _CDROM

    def disk_of(path: Path) -> Disk:
        """Return the kind of disk that holds `path`: by its drive, or a share by its name."""
        anchor = path.absolute().anchor
        if anchor.startswith(("\\\\", "//")) and not anchor.startswith(("\\\\?\\", "\\\\.\\")):
            return Disk.SHARE
        return _KINDS.get(ctypes.windll.kernel32.GetDriveTypeW(anchor), Disk.LOCAL)

else:
    MOUNTS = Path("/proc/mounts")
    _BLOCKS = Path("/sys/class/block")
    _SHARES = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ceph", "davfs", "glusterfs"})
    _REMOTE = ("fuse.sshfs", "fuse.rclone", "fuse.gvfsd", "fuse.davfs", "fuse.smb", "fuse.google-drive")
    _PLUGGED = ("/media/", "/run/media/")

    def disk_of(path: Path) -> Disk:
        """Return the kind of disk that holds `path`, by the mount that it lies in."""
        device, folder, kind = _mount(path.absolute())
        if kind in _SHARES or kind.startswith(_REMOTE):
            return Disk.SHARE
        plugged = folder.startswith(_PLUGGED) or _removable(device.rpartition("/")[2])
        return Disk.REMOVABLE if plugged else Disk.LOCAL

    def _mount(path: Path) -> tuple[str, str, str]:
        """Return device, folder and kind of the innermost mount that holds `path`, empty if unknown."""
        found = ("", "", "")
        try:
            lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return found
        for line in lines:
            device, folder, kind, *_ = (one.replace("\\040", " ") for one in (line + "  ").split(" "))
            if folder and path.is_relative_to(folder) and len(folder) >= len(found[1]):
                found = (device, folder, kind)
        return found

    def _removable(device: str) -> bool:
        """Return whether the system calls a block device, or the disk that it is a part of, removable."""
        if not device:
            return False
        try:
            real = (_BLOCKS / device).resolve()
            return any(
                one.read_text(encoding="ascii").strip() == "1"
                for one in (real / "removable", real.parent / "removable")
                if one.is_file()
            )
        except OSError:
            return False
