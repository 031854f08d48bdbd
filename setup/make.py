"""Make the setup, the portable zip and their sums from the program as one folder.

Python -m setup.make FOLDER [TARGET]. The folder is a Windows build of build.spec; if it was made, and on
which system this runs, does not matter. Standard library only. Needs makensis (Debian: nsis; Windows:
https://nsis.sourceforge.io, or choco install nsis).
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from setup import contents, facts, signing

SCRIPT = Path(__file__).with_name("setup.nsi")
NSIS_FOLDERS = ("C:/Program Files (x86)/NSIS", "C:/Program Files/NSIS")
MARKER = "portable.txt"
MARKER_TEXT = (
    "Tệp này đánh dấu bản không cần cài đặt của Tiến độ Đề án: khi tệp nằm cạnh TienDoDeAn.exe,\r\n"
    "tùy chọn và nhật ký được lưu ngay trong thư mục này. Xóa tệp đi thì chúng được lưu trong\r\n"
    "tài khoản Windows như bản cài đặt.\r\n"
)


class NotMade(Exception):
    """The package cannot be made; the message says why."""


def make(folder: Path, target: Path) -> list[Path]:
    """Write setup, zip and SHA256SUMS of the built `folder` into the folder `target`; return their paths.

    Raises:
        NotMade: the folder is not one that may be handed out, or makensis is missing or refuses.
        CannotSign: a certificate is given and signing does not work.
    """
    found = contents.faults(folder)
    if found or not (folder / f"{facts.STARTERS[0]}.exe").is_file():
        raise NotMade("\n".join(found) or f"{folder} is not a build for Windows")
    build = facts.of_folder(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name in facts.STARTERS:
        signing.sign(folder / f"{name}.exe")
    stem = target / f"{facts.FOLDER}-{build['version']}"
    setup = compiled(folder, stem.with_name(f"{stem.name}-setup.exe"), build)
    signing.sign(setup)
    made = [setup, zipped(folder, stem.with_name(f"{stem.name}-portable.zip"), build)]
    found = contents.setup_faults(setup)
    if found:
        raise NotMade("\n".join(found))
    return [*made, sums(made, target / "SHA256SUMS")]


def files_below(folder: Path) -> list[Path]:
    """Return the files of a built folder in the order in which the setup copies them.

    The first is the one by which the setup knows a folder as its own, after a copying that was cut short,
    too; the starters are the last.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: (path.parent == folder, path.name != "build.json"))


def compiled(folder: Path, target: Path, build: facts.Build) -> Path:
    """Compile the setup and return it.

    Raises:
        NotMade: makensis is missing or refuses.
    """
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as work:
        values = Path(work, "values.nsh")
        values.write_text(nsis_values(folder, target, build), encoding="utf-8-sig")
        command = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DVALUES={values}", str(SCRIPT)]
        answer = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    if answer.returncode or not target.is_file():
        raise NotMade(f"makensis {answer.returncode}: {answer.stdout}{answer.stderr}")
    return target


def makensis() -> str:
    """Return the path of makensis, which its setup on Windows puts on no search path.

    Raises:
        NotMade: it is not installed.
    """
    found = shutil.which("makensis") or next(
        (str(Path(place, "makensis.exe")) for place in NSIS_FOLDERS if Path(place, "makensis.exe").is_file()),
        None,
    )
    if found is None:
        raise NotMade(
            "Cần makensis / makensis is needed: apt-get install nsis, or https://nsis.sourceforge.io"
        )
    return found


def nsis_values(folder: Path, target: Path, build: facts.Build) -> str:
    """Return the definitions that setup.nsi includes.

    Facts of the build, files to install and files to remove.
    """
    files = files_below(folder)
    size = sum(path.stat().st_size for path in files)
    defines = {
        "VERSION": build["version"],
        "COMMIT": f"{build['commit']} {build['day']}".strip(),
        "PUBLISHER": facts.project()[1],
        "TARGET": str(target.resolve()),
        "TARGET_NAME": target.name,
        "ICONS": str(facts.ROOT / "resources" / "icons") + ("\\" if sys.platform == "win32" else "/"),
        "SIDE": str(SCRIPT.with_name("side.bmp")),
        "SIZE_KB": str(-(-size // 1024)),
    }
    lines = [f'!define {name} "{_quoted(value)}"' for name, value in defines.items()]
    if signing.wanted():
        script = Path(signing.__file__)
        lines.append(f'!uninstfinalize \'"{sys.executable}" "{script}" "%1"\' = 0')
    install, remove, here = [], [], None
    for path in files:
        place = _inside(path, folder)
        parent = "$INSTDIR" + place.rpartition("\\")[0]
        if parent != here:
            install.append(f'SetOutPath "{parent}"')
            here = parent
        install.append(f'File "{path.resolve()}"')  # read when it is compiled: nothing to escape
        remove.append(f'Delete "$INSTDIR{place}"')
    folders = sorted((path for path in folder.rglob("*") if path.is_dir()), key=lambda one: -len(one.parts))
    remove += [f'RMDir "$INSTDIR{_inside(path, folder)}"' for path in folders]
    for name, body in (("InstallFiles", install), ("RemoveFiles", remove)):
        lines += [f"!macro {name}", *(f"  {line}" for line in body), "!macroend"]
    return "\n".join(lines) + "\n"


def _inside(path: Path, folder: Path) -> str:
    """Return the place of a file in the folder as NSIS writes it, with a backslash before every part."""
    return _quoted("".join(f"\\{part}" for part in path.relative_to(folder).parts))


def _quoted(text: str) -> str:
    """Return a text for a string of NSIS in double quotes."""
    return text.replace("$", "$$").replace('"', '$\\"')


def zipped(folder: Path, target: Path, build: facts.Build) -> Path:
    """Write the portable zip, with its marker file, and return it.

    The same folder and commit make the same bytes.
    """
    year, month, day = map(int, (build["day"] or "1980-01-01").split("-"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def add(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(f"{facts.FOLDER}/{name}", (year, month, day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)

        for path in files_below(folder):
            add(path.relative_to(folder).as_posix(), path.read_bytes())
        add(MARKER, b"\xef\xbb\xbf" + MARKER_TEXT.encode())
    return target


def sums(files: Iterable[Path], target: Path) -> Path:
    """Write the SHA-256 sums of files as `sha256sum -c` reads them, and return the path."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    target.write_text("".join(lines), encoding="ascii", newline="\n")
    return target


def main(arguments: list[str]) -> int:
    """Make the package of the first folder named, into the second (dist).

    Return the exit code.
    """
    try:
        made = make(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else facts.ROOT / "dist")
    except (NotMade, signing.CannotSign) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    for path in made:
        sys.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
