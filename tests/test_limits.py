"""Whatever comes from outside is read through a door with limits; this finds the next reader without one."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "desktop_app"

IN_A_CHILD = "exchange/reading/formats/"
"""Readers of lists: they work in a process with limits of time and memory."""

DOORS = {
    "json.loads": {
        "domain/plain_json.py": "the door",
        "resources.py": "shipped with the program",
        "exchange/reading/transport.py": "what a child of our own answers; every fault of it is Garbled",
    },
    "json.load": {},
    "json.JSONDecoder": {"domain/plain_json.py": "the door"},
    "ZipFile": {
        "exchange/reading/archive.py": "the door",
        "exchange/writing/review_package.py": "writes",
        "exchange/forms/package.py": "writes",
        "exchange/handover/kit.py": "documents of any size; each part is held against its size and SHA-256",
    },
    "connect": {"storage/schema.py": "the door"},
    "load_workbook": {},
    "DocxTemplate": {"exchange/reports/word/filling.py": "works in a child for a template from outside"},
    "PdfDocument": {"exchange/reports/pdf_pages.py": "pages that a child of our own has set"},
    "extractall": {},
}
"""By the call: the modules that may make it, and why."""

READS = {
    "read_bytes": {
        "exchange/reading/sheets.py": "the size is asked first",
        "exchange/reports/pdf.py": "pages that a child of our own has set",
        "exchange/reports/pdf_pages.py": "pages that a child of our own has set",
        "services/reporting/exporting.py": "pages that a child of our own has set",
        "services/reporting/presets.py": "the template kept in the data file",
        "ui/look/icons.py": "shipped with the program",
    },
    "read_text": {
        "resources.py": "shipped with the program",
        "files/whereabouts.py": "what the system says of its disks",
        "lists/words.py": "shipped with the program",
        "services/periods/regime_files.py": "shipped with the program",
        "services/reporting/_sentences.py": "shipped with the program",
        "services/samples.py": "shipped with the program",
        "ui/window/_help_window.py": "shipped with the program",
        "exchange/reports/pdf.py": "what a child of our own says",
        "exchange/reports/pdf_child.py": "works in a child",
        "exchange/reports/word/child.py": "works in a child",
    },
}
"""Methods of `Path` without an argument; `files.read_bytes` and `files.read_text` have limits."""


def calls(path: Path) -> Iterator[str]:
    """Yield what a source calls: the last name, after `json.` with it; reading whole has no argument."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        owner, _, last = name.rpartition(".")
        if (last in READS and (node.args or not owner)) or (last == "connect" and owner != "sqlite3"):
            continue
        yield f"json.{last}" if owner == "json" else last


def offenders(allowed: dict[str, dict[str, str]]) -> set[tuple[str, str]]:
    """Return the calls that are made elsewhere, and the places that make none any more."""
    made = {
        (name, place)
        for path in PACKAGE.rglob("*.py")
        if not (place := path.relative_to(PACKAGE).as_posix()).startswith(IN_A_CHILD)
        for name in calls(path)
        if name in allowed
    }
    known = {(name, place) for name, places in allowed.items() for place in places}
    return made ^ known


def test_every_reader_of_a_format_has_limits() -> None:
    assert offenders(DOORS) == set()


def test_every_file_that_is_read_whole_has_a_limit() -> None:
    assert offenders(READS) == set()
