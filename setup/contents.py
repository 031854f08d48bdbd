"""What a built folder must hold, must not hold, and may weigh. Read by every build; a fault fails it."""

import json
import re
from pathlib import Path

from setup import facts

FOLDER_BYTES = 160_000_000
SETUP_BYTES = 46_000_000

UNWANTED = re.compile(
    r"Network|Qml|Quick|WebEngine|Qt6?Pdf|VirtualKeyboard|opengl32sw|d3dcompiler"  # parts of Qt
    r"|(^|/)(lib)?(ssl|crypto)[-.\d]|_ssl\.|_hashlib\."  # the program knows no network
    r"|(^|/)(tkinter|_tkinter|tcl\d|tk\d|numpy|pandas|PIL|pytest|hypothesis|mypy|setuptools|pip|tests?)(/|$)"
    r"|\.(pdb|lib|exp|whl|pem|pfx)$|(^|/)__pycache__/|\.tiendo$",
)
NEEDED = (
    "LICENSE", "resources/build.json", "resources/words.json", "resources/icons/document.ico",
    "licences/index.json",
    "resources/fonts/Tinos-Regular.ttf", "holidays/locale/vi/LC_MESSAGES/VN.mo",
)  # fmt: skip
PLUGINS = ("platforms/{}offscreen", "imageformats/{}svg", "imageformats/{}ico", "imageformats/{}jpeg")
WINDOWS_PLUGINS = ("platforms/qwindows.dll", "styles/qmodernwindowsstyle.dll")

LICENSED = frozenset({
    "defusedxml", "docxtpl", "et-xmlfile", "holidays", "jinja2", "lxml", "markupsafe", "olefile", "openpyxl",
    "pyinstaller", "pypdfium2", "pyside6-essentials", "python", "python-calamine", "python-docx", "rapidfuzz",
    "shiboken6", "sqlite", "sqlite-utils", "typst", "xlsxwriter",
})  # fmt: skip
"""Whose texts the index must name; that nothing else is missing is seen to by setup/licences.py."""

TOLD = ("CompanyName", "FileDescription", "FileVersion", "InternalName", "LegalCopyright", "OriginalFilename")


def faults(folder: Path) -> list[str]:
    """Return everything that is wrong with a built folder, one line each.

    It is empty for one that may be handed out.
    """
    inside = folder / facts.CONTENTS
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    windows = (folder / f"{facts.STARTERS[0]}.exe").is_file()
    needed = [inside / name for name in NEEDED]
    needed += [folder / (name + (".exe" if windows else "")) for name in facts.STARTERS]
    found = [f"unwanted: {name}" for name in names if UNWANTED.search(name)]
    found += [f"missing: {path.relative_to(folder).as_posix()}" for path in needed if not path.is_file()]
    found += _missing_plugins(names, windows=windows)
    size = sum(path.stat().st_size for path in files if not path.is_symlink())
    if windows and size > FOLDER_BYTES:
        found.append(f"too large: {size / 1e6:.1f} MB, of at most {FOLDER_BYTES / 1e6:.0f} MB")
    if (inside / "licences" / "index.json").is_file():
        found += _licence_faults(inside / "licences")
    if windows and not found:
        found += [fault for name in facts.STARTERS for fault in _untold(folder / f"{name}.exe")]
    return found


def setup_faults(setup: Path) -> list[str]:
    """Return the faults of a compiled setup."""
    size = setup.stat().st_size
    return [f"too large: {setup.name}, {size / 1e6:.1f} MB"] if size > SETUP_BYTES else []


def _missing_plugins(names: list[str], *, windows: bool) -> list[str]:
    wanted = [one.format("q" if windows else "libq") for one in PLUGINS] + list(
        WINDOWS_PLUGINS if windows else ()
    )
    return [f"missing: plugin {one}" for one in wanted if not any(f"plugins/{one}" in name for name in names)]


def _licence_faults(folder: Path) -> list[str]:
    """Return the faults.

    Files that the index names and the folder lacks, and packages that it does not name.
    """
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    named = {re.sub(r"[-_.]+", "-", entry["name"]).lower() for entry in index}
    lost = [name for entry in index for name in entry["files"] if not _has_text(folder / name)]
    bare = [entry["name"] for entry in index if not entry["files"]]
    return [f"no licence text: {name}" for name in [*sorted(LICENSED - named), *lost, *bare]]


def _has_text(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _untold(starter: Path) -> list[str]:
    """Return the facts that are missing from the version resource of a starter.

    Names stand there as UTF-16.
    """
    data = starter.read_bytes()
    told = (*TOLD, starter.name, facts.of_folder(starter.parent)["version"])
    return [
        f"version resource of {starter.name} lacks {name}"
        for name in told
        if name.encode("utf-16-le") not in data
    ]
