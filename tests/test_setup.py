import ast
import json
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from desktop_app import __version__
from setup import contents, facts, licences, make, signing

BUILD: facts.Build = {"version": "0.2.0", "commit": "0123456789", "day": "2026-11-28"}
MINGW = "x86_64-w64-mingw32-gcc"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built folder for Windows with everything that must be there, each file in a few bytes."""
    folder = tmp_path / "Bản dựng $x" / "TienDoDeAn"
    inside = folder / "_internal"
    plugins = [one.format("q") + ".dll" for one in contents.PLUGINS] + list(contents.WINDOWS_PLUGINS)
    for name in [*contents.NEEDED, *(f"PySide6/plugins/{one}" for one in plugins)]:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(b"x")
    (inside / "resources" / "build.json").write_text(json.dumps(BUILD), encoding="utf-8")
    (inside / "licences" / "a.txt").write_text("text", encoding="utf-8")
    index = [
        {"name": name, "version": "1", "licence": "MIT", "files": ["a.txt"]} for name in contents.LICENSED
    ]
    (inside / "licences" / "index.json").write_text(json.dumps(index), encoding="utf-8")
    for name in facts.STARTERS:
        told = " ".join((*contents.TOLD, f"{name}.exe", BUILD["version"]))
        (folder / f"{name}.exe").write_bytes(b"MZ" + told.encode("utf-16-le"))
    return folder


# ------------------------------------------------------------------------------------------------------ facts


def test_the_build_tells_the_version_of_the_project_and_a_commit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(facts.COMMIT, "0123456789+ 2026-11-28")
    written = facts.write(tmp_path / "new" / "build.json")
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told == {"version": __version__, "commit": "0123456789+", "day": "2026-11-28"}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
def test_a_changed_file_shows_in_the_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(facts.COMMIT, raising=False)
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    assert facts.commit_and_day() == ""
    git = ["git", "-c", "user.name=An", "-c", "user.email=an@example.vn"]
    (tmp_path / "a").write_text("1", encoding="utf-8")
    for words in (["init", "-q"], ["add", "a"], ["commit", "-q", "-m", "One"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    clean = facts.commit_and_day()
    assert len(clean.split()) == 2
    assert "+" not in clean
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert facts.commit_and_day() == clean.replace(" ", "+ ")


# --------------------------------------------------------------------------------------------------- licences


def files_of(name: str, suffixes: tuple[str, ...]) -> list[str]:
    distribution = metadata.distribution(name)
    return [str(distribution.locate_file(one)) for one in distribution.files or () if one.suffix in suffixes]


def test_every_text_that_is_added_lies_in_the_repository() -> None:
    added = {name for names in licences.ADDED.values() for name in names} | {
        one for part in licences.PARTS for one in part[3]
    }
    assert [name for name in sorted(added) if not (licences.TEXTS / name).is_file()] == []


def test_the_texts_of_what_is_shipped_are_collected(tmp_path: Path) -> None:
    shipped = [json.__file__, sys.modules[__name__].__file__ or "", str(tmp_path / "sqlite3.dll")]
    for name in ("docxtpl", "lxml", "typst", "pypdfium2", "PySide6_Essentials", "shiboken6", "sqlite-utils"):
        shipped += files_of(name, (".py", ".so", ".pyd"))[:3]
    licences.collect(shipped, tmp_path / "licences")
    index = json.loads((tmp_path / "licences" / "index.json").read_text(encoding="utf-8"))
    texts = {entry["name"]: entry["files"] for entry in index}
    assert {"Python", "SQLite", "docxtpl", "lxml", "typst", "pypdfium2"} <= set(texts)
    listed = sorted(name for names in texts.values() for name in names)
    written = sorted(
        path.relative_to(tmp_path / "licences").as_posix() for path in (tmp_path / "licences").rglob("*.*")
    )
    assert listed == [name for name in written if name != "index.json"]
    qt = next(
        names for name, names in texts.items() if name.lower().replace("-", "_") == "pyside6_essentials"
    )
    assert [Path(name).name for name in qt] == list(licences.ADDED["pyside6-essentials"])
    assert "typst-syntax" in (tmp_path / "licences" / "typst" / "compiled-in.txt").read_text(encoding="utf-8")
    assert "typst/Unicode-3.0.txt" in texts["typst"]


@pytest.mark.parametrize("texts", [[], ["LicenseRef-Commercial.txt"]])
def test_a_library_without_a_text_fails_the_build(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site-packages"
    about = site / "bare-1.0.dist-info"
    (about / "licenses").mkdir(parents=True)
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: bare\nVersion: 1.0\nLicense: MIT\n", encoding="utf-8"
    )
    (site / "bare.py").write_text("", encoding="utf-8")
    for name in texts:
        (about / "licenses" / name).write_text("text", encoding="utf-8")
    record = [
        "bare.py,,",
        "bare-1.0.dist-info/METADATA,,",
        *(f"bare-1.0.dist-info/licenses/{name},," for name in texts),
    ]
    (about / "RECORD").write_text("\n".join(record), encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    with pytest.raises(licences.NoLicence, match=r"has no licence text: bare 1\.0"):
        licences.collect([str(site / "bare.py")], tmp_path / "licences")


def test_a_file_of_nobody_fails_the_build(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.bin"
    stranger.write_bytes(b"x")
    with pytest.raises(licences.NoLicence, match=r"belongs to nobody: .*stranger\.bin"):
        licences.collect([str(stranger)], tmp_path / "licences")


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        ("MIT OR Apache-2.0", ["MIT.txt"]),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", ["MIT.txt", "Unicode-3.0.txt"]),
        ("Apache-2.0 WITH LLVM-exception", ["Apache-2.0.txt"]),
        ("Unlicense OR MIT", ["MIT.txt"]),
        ("WTFPL", []),
        ("MIT AND WTFPL", []),
    ],
)
def test_an_expression_needs_a_text_for_each_of_its_parts(expression: str, texts: list[str]) -> None:
    assert licences.texts_for(expression) == texts


# --------------------------------------------------------------------------------------------------- contents


def test_a_sound_build_has_no_faults(folder: Path) -> None:
    assert contents.faults(folder) == []


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/Qt6Network.dll",
        "_internal/PySide6/QtNetwork.pyd",
        "_internal/libPySide6/libQt6Network.so.6",
        "_internal/libssl-3.dll",
        "_internal/libcrypto.so.3",
        "_internal/_ssl.pyd",
        "_internal/tests/test_x.pyc",
        "_internal/resources/De an.tiendo",
        "_internal/key.pfx",
    ],
)
def test_what_the_program_must_not_bring_along_is_a_fault(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert contents.faults(folder) == [f"unwanted: {name}"]


@pytest.mark.parametrize(
    "name", ["resources/words.json", "PySide6/plugins/platforms/qwindows.dll", "licences/a.txt"]
)
def test_what_is_missing_is_a_fault(name: str, folder: Path) -> None:
    (folder / "_internal" / name).unlink()
    assert contents.faults(folder) != []


def test_a_library_that_must_be_licensed_and_is_not_is_a_fault(folder: Path) -> None:
    index = folder / "_internal" / "licences" / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8"))
    index.write_text(json.dumps([one for one in entries if one["name"] != "docxtpl"]), encoding="utf-8")
    assert contents.faults(folder) == ["no licence text: docxtpl"]


def test_the_budget_of_the_folder_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "FOLDER_BYTES", 10)
    assert [fault.partition(":")[0] for fault in contents.faults(folder)] == ["too large"]


def test_a_starter_tells_who_made_it(folder: Path) -> None:
    (folder / "tiendo.exe").write_bytes(b"MZ" + "CompanyName".encode("utf-16-le"))
    assert "version resource of tiendo.exe lacks OriginalFilename" in contents.faults(folder)


def test_the_program_imports_nothing_of_qt_that_the_package_leaves_out() -> None:
    imported = {
        f"{node.module}.{name.name}"
        for path in (facts.ROOT / "desktop_app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for name in node.names
    }
    assert imported
    assert [name for name in sorted(imported) if contents.UNWANTED.search(name.replace(".", "/"))] == []


# ------------------------------------------------------------------------------------------------------- make


def test_files_are_installed_and_removed_one_by_one_and_the_starters_last(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "_internal" / "giá $5.txt").write_bytes(b"x")
    told = make.nsis_values(folder, tmp_path / "x-setup.exe", BUILD)
    install, remove = told.partition("!macro RemoveFiles")[::2]
    assert "RMDir /r" not in remove
    assert 'Delete "$INSTDIR\\_internal\\giá $$5.txt"' in remove
    assert remove.count("Delete ") == install.count("  File ") == len(make.files_below(folder))
    assert make.files_below(folder)[0].name == "build.json"  # by which a folder is known as the setup's own
    assert install.splitlines()[-2].endswith(('tiendo.exe"', 'TienDoDeAn.exe"'))
    assert '!define VERSION "0.2.0"' in install


def test_the_portable_zip_has_the_marker_and_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    made = [make.zipped(folder, tmp_path / name, BUILD) for name in ("a.zip", "b.zip")]
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as archive:
        names = archive.namelist()
        assert archive.read("TienDoDeAn/portable.txt").decode("utf-8-sig").startswith("Tệp này")
    assert {"TienDoDeAn/TienDoDeAn.exe", "TienDoDeAn/_internal/LICENSE"} <= set(names)
    assert not any("portable" in path.name for path in make.files_below(folder))


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"abc")
    written = make.sums([tmp_path / "a.bin"], tmp_path / "SHA256SUMS")
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert written.read_bytes() == f"{abc}  a.bin\n".encode()


def test_a_folder_that_may_not_be_handed_out_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "_internal" / "Qt6Network.dll").write_bytes(b"x")
    with pytest.raises(make.NotMade, match="Qt6Network"):
        make.make(folder, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_without_makensis_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(make, "NSIS_FOLDERS", ())
    with pytest.raises(make.NotMade, match="apt-get install nsis"):
        make.makensis()


@pytest.mark.skipif(shutil.which("makensis") is None, reason="the setup's compiler is not installed here")
def test_setup_zip_and_sums_are_made_of_a_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(signing.PFX, raising=False)
    assert make.main([str(folder), str(tmp_path / "dist")]) == 0
    names = sorted(path.name for path in (tmp_path / "dist").iterdir())
    assert names == ["SHA256SUMS", "TienDoDeAn-0.2.0-portable.zip", "TienDoDeAn-0.2.0-setup.exe"]
    setup = (tmp_path / "dist" / "TienDoDeAn-0.2.0-setup.exe").read_bytes()
    assert setup[:2] == b"MZ"
    for told in ("CompanyName", "OriginalFilename", "TienDoDeAn-0.2.0-setup.exe", "Cài đặt Tiến độ Đề án"):
        assert told.encode("utf-16-le") in setup


def test_the_script_of_the_setup_is_composed_unicode_and_removes_no_folder_whole() -> None:
    text = make.SCRIPT.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "RMDir /r" not in text.partition('Section "Uninstall"')[2]


# ---------------------------------------------------------------------------------------------------- signing


def test_nothing_is_signed_where_no_certificate_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    assert not signing.sign(tmp_path / "a.exe", {})
    assert (tmp_path / "a.exe").read_bytes() == b"MZ"


def test_a_certificate_without_a_tool_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(signing, "KITS", tmp_path)
    with pytest.raises(signing.CannotSign, match="not installed"):
        signing.sign(tmp_path / "a.exe", {signing.PFX: "a.pfx"})


def test_windows_signs_by_file_or_by_thumbprint() -> None:
    by_file = {signing.PFX: "a.pfx", signing.PASSWORD: "p", signing.TIMESTAMP: "http://t"}
    assert signing.signtool("st", Path("x.exe"), by_file) == [
        *(
            "st",
            "sign",
            "/fd",
            "sha256",
            "/f",
            "a.pfx",
            "/p",
            "p",
            "/tr",
            "http://t",
            "/td",
            "sha256",
            "x.exe",
        )
    ]
    by_store = signing.signtool("st", Path("x.exe"), {signing.THUMBPRINT: "ab12"})
    assert by_store == ["st", "sign", "/fd", "sha256", "/sha1", "ab12", "x.exe"]


def test_elsewhere_only_a_file_signs() -> None:
    with pytest.raises(signing.CannotSign, match="TIENDO_SIGN_PFX"):
        signing.osslsigncode("os", Path("x"), Path("y"), {signing.THUMBPRINT: "ab12"})


@pytest.mark.skipif(
    not all(map(shutil.which, ("osslsigncode", "openssl", MINGW))),
    reason="the tools that sign are not installed here",
)
def test_a_program_is_signed_with_the_certificate(tmp_path: Path) -> None:
    key, certificate, bundle = (str(tmp_path / name) for name in ("key.pem", "cert.pem", "a.pfx"))
    subject = ["-subj", "/CN=So Tu phap", "-addext", "extendedKeyUsage=codeSigning"]
    commands = [
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            *subject,
        ],
        [
            "openssl",
            "pkcs12",
            "-export",
            "-inkey",
            key,
            "-in",
            certificate,
            "-out",
            bundle,
            "-passout",
            "pass:thu",
        ],
        [MINGW, "-o", str(tmp_path / "a.exe"), str(tmp_path / "a.c")],
    ]
    (tmp_path / "a.c").write_text("int main(void) { return 0; }", encoding="utf-8")
    for command in commands:
        subprocess.run(command, capture_output=True, check=True)
    assert signing.sign(tmp_path / "a.exe", {**os.environ, signing.PFX: bundle, signing.PASSWORD: "thu"})
    shown = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", certificate, str(tmp_path / "a.exe")],
        capture_output=True,
        check=False,
    )
    assert b"So Tu phap" in shown.stdout
    assert not (tmp_path / "a.exe.signed").exists()
    with pytest.raises(signing.CannotSign, match="osslsigncode"):
        signing.sign(tmp_path / "a.exe", {**os.environ, signing.PFX: bundle, signing.PASSWORD: "wrong"})
