"""The tests that are not run on Windows, each with its reason.

The one list, with those that are tried there seldom. A name is a test as pytest prints it, without its
parameters if it is meant with all of them. `test_lists.py` proves that each exists.
"""

import sys
from pathlib import Path

_SYS_ADMIN = 1 << 21
"""CAP_SYS_ADMIN, as capabilities(7) numbers it."""

DEVICE = "/dev/full is a device of Linux"
LOCKS = "the locks are those of POSIX; on Windows a file that is open cannot be replaced, which others test"
TWO_RELEASES = (
    "the interpreter there is of another release than its library, which cannot forget what it found"
)
CHILDREN = "starts a process for each of many examples, which Wine takes seconds over"
LIMIT = "the limit of a file's size is set by a call that only POSIX has"
NO_LINKS = "a link needs rights there that officers lack, and Wine reads nothing through one"
MOUNTS = "the list of mounts is that of Linux"
FORKED = "a cut is a process that is forked, and Windows forks none"

ON_WINDOWS = {
    "tests/exchange/test_children.py::test_a_full_disk_is_no_fault_of_what_is_read": DEVICE,
    "tests/files/test_whole.py::test_a_device_that_is_really_full_is_told": DEVICE,
    "tests/files/test_whole.py::test_a_file_size_limit_of_the_system_leaves_the_old_file": LIMIT,
    "tests/files/test_whole.py::test_a_file_that_another_process_locks_is_in_use": LOCKS,
    "tests/storage/test_places_of_a_file.py::test_a_file_in_the_place_of_the_open_one_is_noticed": LOCKS,
    "tests/storage/test_places_of_a_file.py::test_a_folder_that_went_away_is_out_of_reach": LOCKS,
    "tests/storage/test_places_of_a_file.py::test_a_second_writer_is_refused_under_another_name[symlink]": (
        NO_LINKS
    ),
    "tests/ui/window/test_places.py::test_a_link_to_a_file_is_known": NO_LINKS,
    "tests/ui/window/test_places.py::test_a_file_that_is_replaced_under_the_window_is_noticed": (
        "on Windows a file that is open cannot be replaced"
    ),
    "tests/files/test_whereabouts.py::test_a_mount_says_what_kind_of_disk_it_is": MOUNTS,
    "tests/files/test_whereabouts.py::test_without_a_list_of_mounts_a_disk_counts_as_local": MOUNTS,
    "tests/services/test_restoring.py::test_after_any_cut_the_file_is_whole_before_or_whole_after": FORKED,
    "tests/services/test_restoring.py::test_after_any_cut_of_a_backup_every_backup_is_there": FORKED,
    "tests/services/test_restoring.py::test_a_journal_that_was_left_is_never_rolled_into_the_copy": FORKED,
    "tests/services/test_restoring.py::test_the_journal_of_a_damaged_file_is_set_aside_with_it": FORKED,
    "tests/ui/window/test_history.py::test_what_was_changed_outside_is_taken_over_with_a_reason": (
        "no other program writes the file there while it is open"
    ),
    "tests/files/test_whole.py::test_a_file_system_without_locks_does_not_block": LOCKS,
    "tests/files/test_whole.py::test_a_name_that_windows_refuses_is_refused[12\\\\BC.xlsx]": (
        "there this is no name but a file in a folder"
    ),
    "tests/exchange/test_report_xlsx.py::test_a_disk_that_fills_up_leaves_the_old_file": LIMIT,
    "tests/storage/test_files.py::test_a_name_that_windows_refuses_reaches_no_disk[CON.pdf-.pdf]": (
        "Windows makes no file of this name that could be kept"
    ),
    "tests/storage/test_files.py::test_a_name_that_windows_refuses_reaches_no_disk[a:b?.docx-.docx]": (
        "Windows makes no file of this name that could be kept"
    ),
    "tests/storage/test_store.py::test_a_data_file_gets_no_name_that_windows_refuses[a:b.tiendo]": (
        "there this is a file of the drive a:"
    ),
    "tests/test_hostile_files.py::test_a_hostile_file_is_answered": "processes are measured as Linux does",
    "tests/test_dev.py::test_the_missing_part_of_debians_python_is_named": "commands are quoted as in Debian",
    "tests/exchange/"
    "test_children.py::test_the_limits_of_linux_hold": "Windows has limits of its own, tried beside it",
    "tests/files/"
    "test_scratch.py::test_a_folder_of_another_user_stays": "only on Linux do users share the folder",
    "tests/files/"
    "test_scratch.py::test_a_link_is_not_followed": "a link needs rights there that officers lack",
    "tests/windows/test_lists.py::test_elsewhere_only_this_is_skipped": "asks what holds on other systems",
}
"""Windows itself is different."""

UNDER_WINE: dict[str, str] = {
    "tests/test_setup.py::test_a_changed_file_shows_in_the_commit": "there is no git inside Wine",
    "tests/test_setup.py::test_a_library_without_a_text_fails_the_build": TWO_RELEASES,
    "tests/exchange/"
    "test_children.py::test_the_limits_of_windows_hold": "Wine agrees to limits and keeps none of them",
    "tests/test_open_handles.py::test_what_is_held_open_stays[rename_its_folder]": (
        "Wine renames a folder in which a file is open; Windows refuses"
    ),
}
"""Only Wine is different; on Windows these are run."""

ELSEWHERE = {
    "tests/files/test_whereabouts.py::test_a_share_is_known_by_its_name": "such names are those of Windows",
    "tests/exchange/"
    "test_children.py::test_the_limits_of_windows_hold": "the limits are those of a Job Object",
    "tests/exchange/test_children.py::test_a_program_whose_dll_is_missing": "a DLL is a matter of Windows",
    "tests/exchange/test_children.py::test_codes_of_windows_have_names": "the codes are those of Windows",
}
"""What only Windows has."""

MOUNTED = {
    "tests/ui/window/test_full_disk.py::test_nothing_is_lost_on_a_full_disk": (
        "a disk of its own is mounted, for which root of Linux alone has the right"
    ),
}
"""What needs the right to mount a disk."""

ONLY_WITH_ALL = {
    "tests/domain/": "only reckons, the same everywhere",
    "tests/lists/": "reads rows of cells, the same everywhere",
    "tests/test_architecture.py": "reads the source, the same everywhere",
    "tests/test_dead_names.py": "reads the source, the same everywhere",
    "tests/test_independent_figures.py": "reckons on a data file such as others make and read there",
    "tests/exchange/test_report_columns.py": "reckons widths; test_report_xlsx writes such workbooks there",
    "tests/services/test_overtaken.py": (
        "one connection writes after the other; test_late_writers has them meet there"
    ),
    "tests/exchange/test_sheets.py::test_a_broken_file_is_refused_and_nothing_else_comes_out": CHILDREN,
}
"""A folder, module or test → why it lacks the marker `windows`.

`dev.py windows --all` alone tries it there.
"""


def is_tried(name: str) -> bool:
    """Whether a test is one of those that `dev.py windows` tries each time."""
    return not name.startswith(tuple(ONLY_WITH_ALL))


def reason_to_skip(name: str) -> str:
    """Return why a test is not run on this system, an empty text if it is."""
    if sys.platform != "win32":
        lists = [ELSEWHERE]
    else:
        lists = [ON_WINDOWS, UNDER_WINE] if is_wine() else [ON_WINDOWS]
    if not may_mount():
        lists.append(MOUNTED)
    test = name.partition("[")[0]
    return next((one[key] for one in lists for key in (name, test) if key in one), "")


def may_mount() -> bool:
    """Whether this process may mount a disk, which Linux says of it."""
    status = Path("/proc/self/status")
    if sys.platform == "win32" or not status.exists():  # Wine shows that of Linux
        return False
    rights = status.read_text(encoding="utf-8").partition("CapEff:")[2].split()[0]
    return bool(int(rights, 16) & _SYS_ADMIN)


def is_wine() -> bool:
    """Whether this Windows is Wine, which names itself by a function that Windows lacks."""
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.windll.ntdll, "wine_get_version")
