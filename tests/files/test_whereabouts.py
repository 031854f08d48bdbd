"""On what kind of disk a path lies."""

from pathlib import Path

import pytest

from desktop_app.files import whereabouts
from desktop_app.files.whereabouts import Disk, disk_of, synchronised_by

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//may-chu/chung /mnt/o\\040mang cifs rw 0 0
may-chu:/ra /mnt/nfs nfs4 rw 0 0
an@may-chu:/ /home/an/xa fuse.sshfs rw 0 0
/dev/sdb1 /media/an/USB vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "disk"),
    [
        ("/home/an/De an.tiendo", Disk.LOCAL),
        ("/mnt/o mang/De an.tiendo", Disk.SHARE),
        ("/mnt/nfs/a/b.tiendo", Disk.SHARE),
        ("/home/an/xa/De an.tiendo", Disk.SHARE),
        ("/home/an/xam/De an.tiendo", Disk.LOCAL),
        ("/media/an/USB/De an.tiendo", Disk.REMOVABLE),
        ("/tmp/De an.tiendo", Disk.LOCAL),
    ],
)
def test_a_mount_says_what_kind_of_disk_it_is(
    path: str, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(whereabouts, "MOUNTS", tmp_path / "mounts")
    assert disk_of(Path(path)) is disk


def test_without_a_list_of_mounts_a_disk_counts_as_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "MOUNTS", tmp_path / "none")
    assert disk_of(tmp_path / "a.tiendo") is Disk.LOCAL


def test_a_share_is_known_by_its_name() -> None:
    assert disk_of(Path("//may-chu/chung/De an.tiendo")) is Disk.SHARE
    assert disk_of(Path("C:/De an.tiendo")) is Disk.LOCAL


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Sở Tư pháp", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("Dropbox (Cơ quan)", "Dropbox"),
        ("onedrives", ""),
        ("Tài liệu", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(folder: str, program: str, tmp_path: Path) -> None:
    assert synchronised_by(tmp_path / folder / "Tien do" / "De an.tiendo") == program


def test_a_synchronised_folder_is_known_by_what_windows_says_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Mây"))
    assert synchronised_by(tmp_path / "Mây" / "De an.tiendo") == "OneDrive"
    assert synchronised_by(tmp_path / "De an.tiendo") == ""
