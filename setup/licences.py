"""The licence texts of everything that a build ships, found from the build's own list of files.

Each shipped file belongs to an installed distribution, to Python, to the system (Linux), or to the program
itself; one that belongs to nobody, or whose owner has no text, fails the build. Texts come from the metadata
of the distributions; `setup/licences/` holds those that a licence asks for and the wheel lacks.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "licences"
INDEX = "index.json"

ADDED: Mapping[str, tuple[str, ...]] = {
    "docxtpl": ("LGPL-2.1.txt",),
    "lxml": ("LGPL-2.1.txt", "Zlib.txt"),  # libiconv and zlib inside the wheel; LICENSES.txt names them
    "pyside6-essentials": ("Qt-notice.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-party.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "typst": ("Typst-fonts.txt", "OFL-1.1.txt"),
}
"""What the wheels lack, by distribution."""

NOT_OURS = re.compile(r"Commercial")
"""A text in the metadata that is an alternative we did not choose."""

LICENCE_FILE = re.compile(r"\.dist-info/(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
LICENCE_FOLDER = re.compile(r"\.dist-info/licenses/")

PARTS = (
    ("SQLite", re.compile(r"^(lib)?sqlite3\b", re.IGNORECASE), "Public domain", ("SQLite.txt",)),
    ("Microsoft Visual C++ runtime", re.compile(r"^(vcruntime|msvcp|ucrtbase|api-ms-)", re.IGNORECASE),
     "Microsoft Software License Terms", ("Microsoft-runtime.txt",)),
)  # fmt: skip
"""Libraries known by the name of their file, wherever it comes from: name, pattern, licence, texts."""


class NoLicence(Exception):
    """Something is shipped without the text that its licence asks for; the message names all of it."""


@dataclass(slots=True)
class Owner:
    """Whom shipped files belong to. `texts` are files to copy, `made` are texts by file name."""

    name: str
    version: str = ""
    licence: str = ""
    texts: list[Path] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)


def collect(shipped: Iterable[str], target: Path) -> None:
    """Write into the folder `target` the texts for the files `shipped`, and an index.

    Those files are absolute paths. Files of this repository need none: their licences lie in the package
    anyway.

    Raises:
        NoLicence: a file belongs to nobody that is known, or its owner has no text.
    """
    owners, strangers = _owners({os.path.realpath(path) for path in shipped})
    faults = [f"belongs to nobody: {path}" for path in strangers]
    shutil.rmtree(target, ignore_errors=True)
    index = []
    for owner in sorted(owners, key=lambda one: one.name.casefold()):
        if not owner.texts and not owner.made:
            faults.append(f"has no licence text: {owner.name} {owner.version}")
        folder = re.sub(r"[^\w.+-]", "-", owner.name)
        files = _write(owner, target / folder)
        index.append({"name": owner.name, "version": owner.version, "licence": owner.licence, "files": files})
    if faults:
        raise NoLicence("\n".join(sorted(faults)))
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (target / INDEX).write_text(text + "\n", encoding="utf-8")


def _write(owner: Owner, folder: Path) -> list[str]:
    """Write the texts of an owner; return their paths below the folder of all licences."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for text in owner.texts:
        name = text.name if text.suffix else f"{text.name}.txt"
        while name in names:  # texts of third parties that are called alike
            name = f"{text.parent.name}-{name}"
        shutil.copyfile(text, folder / name)
        names.append(name)
    for name, words in owner.made.items():
        (folder / name).write_text(words, encoding="utf-8")
        names.append(name)
    return [f"{folder.name}/{name}" for name in names]


def _owners(shipped: set[str]) -> tuple[list[Owner], list[str]]:
    """Return the owners of the shipped files, and the files that have none."""
    by_file = _files_of_distributions()
    found: dict[str, Owner] = {}
    rest: list[str] = []
    for path in sorted(shipped):
        part = next((part for part in PARTS if part[1].search(Path(path).name)), None)
        distribution = by_file.get(os.path.normcase(path))
        if part:
            found[part[0]] = Owner(part[0], "", part[2], [TEXTS / text for text in part[3]])
        elif distribution is not None:
            name = canonical(distribution.name)
            found[name] = found.get(name) or _distribution(distribution)
        elif _is_python(path):
            found["Python"] = found.get("Python") or _python()
        elif not _is_ours(path):
            rest.append(path)
    if sys.platform != "linux":
        return list(found.values()), rest
    packages, unknown = _debian(rest)
    return [*found.values(), *packages], unknown


def canonical(name: str) -> str:
    """Return the name of a distribution in the form that indexes compare."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _files_of_distributions() -> dict[str, metadata.Distribution]:
    return {
        os.path.normcase(os.path.realpath(str(distribution.locate_file(file)))): distribution
        for distribution in metadata.distributions()
        for file in distribution.files or ()
    }


def _distribution(distribution: metadata.Distribution) -> Owner:
    told = distribution.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")
    ]
    named = [
        *(told.get_all("License-Expression") or ()),
        *(told.get_all("License") or ()),
        ", ".join(classified),
    ]
    licence = next(filter(None, named), "")
    owner = Owner(distribution.name, distribution.version, licence.splitlines()[0] if licence else "")
    for file in distribution.files or ():
        place = file.as_posix()
        if (LICENCE_FOLDER.search(place) or LICENCE_FILE.search(place)) and not NOT_OURS.search(place):
            owner.texts.append(Path(str(distribution.locate_file(file))))
        if "/sboms/" in place and place.endswith(".json"):
            _add_compiled_in(owner, json.loads(file.read_text(encoding="utf-8")))
    owner.texts += [TEXTS / name for name in ADDED.get(canonical(distribution.name), ())]
    return owner


def _add_compiled_in(owner: Owner, bill: Mapping[str, list[dict[str, object]]]) -> None:
    """Add what a wheel's bill of materials (CycloneDX) says is compiled into it.

    A list, and the texts it names.

    Raises:
        NoLicence: a licence has no text in `setup/licences/`.
    """
    lines, needed, missing = [], set(), []
    for component in bill["components"]:
        expression = licence_of(component)
        lines.append(f"{component['name']} {component.get('version', '')}: {expression or 'as the whole'}")
        chosen = texts_for(expression)
        needed.update(chosen)
        if expression and not chosen:
            missing.append(f"{owner.name} contains {lines[-1]}, and setup/licences/ has no text of it")
    if missing:
        raise NoLicence("\n".join(missing))
    head = f"Rust libraries that are compiled into {owner.name}, by its bill of materials:\n\n"
    owner.made["compiled-in.txt"] = head + "\n".join(sorted(lines)) + "\n"
    owner.texts += [TEXTS / name for name in sorted(needed)]


def licence_of(component: Mapping[str, object]) -> str:
    """Return the licence of a component of a bill of materials as one expression, or an empty text."""
    told = component.get("licenses")
    parts = [
        str(
            one.get("expression")
            or one.get("license", {}).get("id")
            or one.get("license", {}).get("name")
            or ""
        )
        for one in (told if isinstance(told, list) else [])
    ]
    return " AND ".join(filter(None, parts))


def texts_for(expression: str) -> list[str]:
    """Return the files with the texts that satisfy an SPDX expression.

    Of alternatives the first that is there. Empty if a part has no text. "(MIT OR Apache-2.0) AND
    Unicode-3.0" needs MIT.txt and Unicode-3.0.txt.
    """
    chosen = []
    for part in expression.replace("(", "").replace(")", "").split(" AND "):
        names = [f"{one.split(' WITH ')[0].strip()}.txt" for one in part.split(" OR ")]
        name = next((name for name in names if (TEXTS / name).is_file()), None)
        if name is None:
            return []
        chosen.append(name)
    return chosen


def _is_installed(path: Path) -> bool:
    return bool({"site-packages", "dist-packages"} & set(path.parts))


def _is_ours(path: str) -> bool:
    """Return whether a file is of this repository, or made by its build."""
    return Path(path).is_relative_to(TEXTS.parent.parent) and not _is_installed(Path(path))


def _is_python(path: str) -> bool:
    """Return whether a file is of Python itself and not of what is installed into it."""
    inside = Path(os.path.normcase(path))
    if _is_installed(inside):
        return False
    homes = {sys.base_prefix} if sys.platform == "win32" else {sysconfig.get_path("stdlib")}
    if sys.platform != "win32" and not sys.base_prefix.startswith("/usr"):
        homes.add(sys.base_prefix)  # a Python that is unpacked into a folder of its own
    is_library = inside.name.lower().startswith(("libpython3", "python3"))
    return is_library or any(
        inside.is_relative_to(os.path.normcase(os.path.realpath(home))) for home in homes
    )


def _python() -> Owner:
    home, library = Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))
    places = (home / "LICENSE.txt", home / "LICENSE", library / "LICENSE.txt")
    texts = [place for place in places if place.is_file()][:1]
    version = ".".join(map(str, sys.version_info[:3]))
    return Owner("Python", version, "PSF-2.0", [*texts, TEXTS / "Python-third-party.txt"] if texts else [])


def _debian(paths: Iterable[str]) -> tuple[list[Owner], list[str]]:
    """Return Debian's packages that own system libraries, and the libraries that none owns."""
    owners: dict[str, Owner] = {}
    unknown = []
    for path in paths:
        package = _package_of(path)
        text = Path("/usr/share/doc", package.partition(":")[0], "copyright")
        if not package:
            unknown.append(path)
        elif package not in owners:
            owners[package] = Owner(package.partition(":")[0], "", "", [text] if text.is_file() else [])
    return list(owners.values()), unknown


def _package_of(path: str) -> str:
    """Return Debian's package that holds a file, or an empty text.

    Debian 12 notes /usr/lib as /lib in places.
    """
    for name in (path, path.removeprefix("/usr")):
        try:
            answer = subprocess.run(["dpkg", "-S", name], capture_output=True, check=False, encoding="utf-8")
        except OSError:
            return ""
        if answer.returncode == 0:
            return answer.stdout.partition(": ")[0].partition(",")[0]
    return ""
