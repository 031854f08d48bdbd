"""Files made to harm who reads them: a function for each shape, by the kind of reader that gets it.

`make(shape, folder)` writes one into `folder` (where a sound data file `d.tiendo` stands) and returns it.
"""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import struct
import sys
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from desktop_app.exchange.reports import usual_template
from tests.services.list_files import HEAD, PLAN

Made = Callable[[Path, Path], object]
"""Writes the shape to the first path; the second is a sound data file, or a sound list beside it."""

MAGIC = struct.pack(">I", 0x54444541)
DEEP = "[" * 200_000
DIGITS = "9" * 5_000
FOREVER = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)

# --- data files and backups -------------------------------------------------------------------------------


def _body(content: bytes) -> Made:
    return lambda path, _: path.write_bytes(content)


def _pipe(path: Path, _: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(path)


def _sql(*statements: str, values: tuple[object, ...] = ()) -> Made:
    def made(path: Path, sound: Path) -> None:
        shutil.copy(sound, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                if statements[-1] == _NO_TRIGGERS:
                    db.execute(f"DROP TRIGGER {name}")
            for one in statements:
                if one != _NO_TRIGGERS:
                    db.execute(one, values if "?" in one else ())

    return made


_NO_TRIGGERS = "--"


def _value(statement: str, *values: object) -> Made:
    return _sql(statement, _NO_TRIGGERS, values=values)


def _patched(at: int, content: bytes) -> Made:
    def made(path: Path, sound: Path) -> None:
        body = bytearray(sound.read_bytes())
        body[at : at + len(content)] = content
        path.write_bytes(body)

    return made


def _flipped(seed: int) -> Made:
    def made(path: Path, sound: Path) -> None:
        body, rng = bytearray(sound.read_bytes()), random.Random(seed)
        for _ in range(200):
            body[rng.randrange(4096, len(body))] ^= 1 << rng.randrange(8)
        path.write_bytes(body)

    return made


def _many_tables(path: Path, sound: Path) -> None:
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        rows = ((f"t{n}", f"t{n}", f"CREATE TABLE t{n} (a)") for n in range(30_000))
        db.executemany("INSERT INTO sqlite_master VALUES ('table', ?, ?, 2, ?)", rows)
        db.commit()


def _utf16(path: Path, sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as db:
        statements = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        version = db.execute("PRAGMA user_version").fetchone()[0]
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA encoding = 'UTF-16le';" + ";".join(statements))
        db.execute(f"PRAGMA application_id = {0x54444541}")
        db.execute(f"PRAGMA user_version = {version}")


def _beside(ending: str, content: bytes) -> Made:
    def made(path: Path, sound: Path) -> None:
        shutil.copy(sound, path)
        path.with_name(path.name + ending).write_bytes(content)

    return made


def _index(content: bytes) -> Made:
    def made(path: Path, sound: Path) -> None:
        shutil.copy(sound, path)
        folder = path.with_name(path.stem + "-backups")
        folder.mkdir()
        (folder / "backups.json").write_bytes(content)

    return made


DATA: dict[str, Made] = {
    "0 bytes": _body(b""),
    "zeros": _body(bytes(65_536)),
    "no database": _body(random.Random(1).randbytes(65_536)),
    "a header and no more": lambda path, sound: path.write_bytes(sound.read_bytes()[:100]),
    "half": lambda path, sound: path.write_bytes(sound.read_bytes()[: sound.stat().st_size // 2]),
    "foreign application": _patched(68, b"abcd"),
    "newer version": _patched(60, struct.pack(">I", 9_999)),
    "page size of 512": _patched(16, struct.pack(">H", 512)),
    "page size of 3": _patched(16, struct.pack(">H", 3)),
    "a free list into itself": _patched(32, struct.pack(">II", 2, 4_000_000)),
    "header of WAL mode": _patched(18, b"\x02\x02"),
    "mark of another encoding": _patched(56, struct.pack(">I", 3)),
    "UTF-16": _utf16,
    "flipped bits 1": _flipped(1),
    "flipped bits 2": _flipped(2),
    "flipped bits 3": _flipped(3),
    "trigger without end": _sql(
        f"CREATE TRIGGER a AFTER INSERT ON actions BEGIN UPDATE settings SET value = ({FOREVER}); END"
    ),
    "view in place of a table": _sql("DROP TABLE headings", f"CREATE VIEW headings AS {FOREVER}"),
    "virtual table": _sql("CREATE VIRTUAL TABLE a USING fts5(text)"),
    "generated column": _sql("ALTER TABLE headings ADD COLUMN a TEXT AS (hex(zeroblob(900000000)))"),
    "a check": _sql("CREATE TABLE a (b CHECK (length(hex(zeroblob(900000000))) > 1))"),
    "index on a formula": _sql("CREATE INDEX a ON tasks(hex(position))"),
    "30,000 tables": _many_tables,
    "no statement": _sql(
        "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'tasks'"
    ),
    "a journal of rubbish": _beside("-journal", random.Random(2).randbytes(100_000)),
    "a WAL of rubbish": _beside("-wal", random.Random(3).randbytes(100_000)),
    "a lock that says a list": _beside(".lock", b"[1, 2]"),
    "a lock of digits": _beside(".lock", b'{"process": ' + DIGITS.encode() + b"}"),
    "an index of backups that is deep": _index(DEEP.encode()),
    "an index of other things": _index(b'[{"number": "x"}, 5, null]'),
    "an index that leads out": _index(
        json.dumps(
            [{"number": 1, "name": "../../x", "sha256": "", "size": 1, "action": 1, "made_at": "x"}]
        ).encode()
    ),
    "a folder": lambda path, _: path.mkdir(),
    "a link to itself": lambda path, _: path.symlink_to(path),
    "a pipe": _pipe,
}

_PUT = "INSERT OR REPLACE INTO settings (key, value) VALUES ('office', "
VALUES: dict[str, Made] = {
    "agencies in a circle": _value(
        "UPDATE agencies SET merged_into = (SELECT MAX(id) FROM agencies WHERE id <> agencies.id)"
    ),
    "acts that undo themselves": _value("UPDATE actions SET undoes = id"),
    "a value of 205 MB": _value(_PUT + "CAST(zeroblob(215000000) AS TEXT))"),
    "a value of 100 MB": _value(_PUT + "'\"' || hex(zeroblob(50000000)) || '\"')"),
    "deep JSON in settings": _value(_PUT + "?)", DEEP),
    "digits in settings": _value(_PUT + "?)", DIGITS),
    "deep JSON in acts": _value("UPDATE actions SET label = ?", DEEP),
    "deep JSON in tasks": _value("UPDATE tasks SET leads = ?, recurs = ?", DEEP, DEEP),
    "agencies that are none": _value("UPDATE tasks SET leads = '[99999]'"),
    "texts that are no UTF-8": _value("UPDATE tasks SET content = CAST(X'fffefd41' AS TEXT)"),
    "texts with NUL": _value("UPDATE tasks SET content = 'a' || char(0) || 'b', number = char(0)"),
    "days that are none": _value("UPDATE tasks SET deadline_ends = '99999-99-99', precision = 'none'"),
    "kinds that are none": _value("UPDATE tasks SET precision = 'x', fate = 'y'"),
    "a programme without days": _value("UPDATE programmes SET starts_on = '', ends_on = 'x'"),
    "a programme of a million years": _value("UPDATE programmes SET ends_on = '9999-12-31'"),
    "regimes that are none": _value("UPDATE programmes SET regime = 'x', regimes = ?", DEEP),
    "no programme": _value("DELETE FROM programmes"),
    "a regime of its own": _value("INSERT INTO regimes (code, body) VALUES ('x', ?)", DEEP),
}
"""Data files of the program's own schema, with values that it never wrote."""

# --- zips: lists, forms, reports, templates ---------------------------------------------------------------


def _zip(*parts: tuple[str, bytes | str | int], how: int = zipfile.ZIP_DEFLATED) -> Made:
    def made(path: Path, _: Path) -> None:
        with zipfile.ZipFile(path, "w", how) as archive:
            archive.writestr("[Content_Types].xml", TYPES)
            for name, body in parts:
                archive.writestr(name, b" " * body if isinstance(body, int) else body)

    return made


def _twice(path: Path, _: Path) -> None:
    """Two members of one name, without the warning of the module."""
    _zip(("xl/workbook.xml", "<a/>"), ("xl/workbook.xmm", "<b/>"))(path, path)
    path.write_bytes(path.read_bytes().replace(b"xl/workbook.xmm", b"xl/workbook.xml"))


def _link(path: Path, _: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        info = zipfile.ZipInfo("xl/workbook.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")


def _liar(path: Path, _: Path) -> None:
    """A part that says it has 10 bytes and has 100 MB."""
    _zip(("xl/workbook.xml", 100_000_000))(path, path)
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 100_000_000), struct.pack("<I", 10)))


def _book(rows: list[list[object]], *, hidden: list[str] | None = None) -> Made:
    def made(path: Path, _: Path) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        if hidden is not None:
            beside = book.create_sheet("tiendo_du_lieu")
            for text in hidden:
                beside.append([text])
        book.save(path)

    return made


def _inside(name: str, body: bytes) -> Made:
    """A sound workbook with one part replaced."""

    def made(path: Path, sound: Path) -> None:
        whole = path.with_name("whole.xlsx")
        _book([list(HEAD), list(PLAN)])(whole, sound)
        with zipfile.ZipFile(whole) as kept, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as young:
            for one in kept.namelist():
                young.writestr(one, body if one == name else kept.read(one))
        whole.unlink()

    return made


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + "]><a>&a8;</a>"
).encode()
NESTED = b"<a>" * 300_000 + b"</a>" * 300_000
WIDE = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

ZIPS: dict[str, Made] = {
    "empty": _body(b""),
    "a zip of nothing": _zip(),
    "a bomb": _zip(("xl/workbook.xml", "<a/>"), (SHEET, 320_000_000)),
    "a part that lies about its size": _liar,
    "a path out of it": _zip(("../../../tmp/x", "a"), ("xl/workbook.xml", "<a/>")),
    "an absolute path": _zip(("/etc/x", "a"), ("C:\\x", "a"), ("xl/workbook.xml", "<a/>")),
    "one name twice": _twice,
    "a link": _link,
    "60,000 parts": _zip(*((f"a{n}", "") for n in range(60_000)), how=zipfile.ZIP_STORED),
    "entities": _inside(SHEET, ENTITIES),
    "an entity from a file": _inside(
        SHEET, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    ),
    "XML in XML": _inside(SHEET, NESTED),
    "a row of billions": _inside(
        SHEET, WIDE + b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData></worksheet>'
    ),
    "a formula of formulas": _inside(
        SHEET, WIDE + b'<row r="1"><c r="A1"><f>' + b"(" * 100_000 + b"</f></c></row></sheetData></worksheet>"
    ),
    "strings that are none": _inside(
        SHEET, WIDE + b'<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row></sheetData></worksheet>'
    ),
    "cut off": lambda path, _: (
        _book([list(HEAD), list(PLAN)])(path, path),
        path.write_bytes(path.read_bytes()[:-200]),
    ),
    "a pipe": _pipe,
    "a folder": lambda path, _: path.mkdir(),
    "texts of markup": _body(b"<html><table>" + b"<tr><td>" * 200_000),
    "a line without end": lambda path, _: path.write_bytes(b"a;b\n" + b"x" * 29_000_000),
}


def _machine(name: str, body: bytes | int) -> Made:
    """A workbook with a sheet for the program; a number stands for so many spaces."""

    def made(path: Path, sound: Path) -> None:
        content = b" " * body if isinstance(body, int) else body
        head = {
            "format": f"tien-do-de-an/{name}",
            "version": 1,
            "packed": True,
            "records": 1,
            "sha256": hashlib.sha256(content).hexdigest(),
            "fields": {},
        }
        packed = b64encode(zlib.compress(content, 1)).decode().rstrip("=")
        chunks = (packed[at : at + 16_000] for at in range(0, len(packed), 16_000))
        _book([list(HEAD), list(PLAN)], hidden=[json.dumps(head), *chunks])(path, sound)

    return made


REPORTS: dict[str, Made] = {
    **{f"records: {name}": _machine("report", body) for name, body in {
        "deep": DEEP.encode(), "digits": DIGITS.encode(), "NaN": b"[NaN]", "a number": b"5", "nothing": b"",
        "halves of letters": b'["\\ud800"]', "groups without end": b'[{"groups": 999999999999}]',
    }.items()},
    "records: 320 MB": _machine("report", 320_000_000),
    "head: deep": _book([list(HEAD)], hidden=[DEEP[:30_000]]),
    "head: of another kind": _book([list(HEAD)], hidden=["[]", "x"]),
    "head: nothing in order": _book([list(HEAD)], hidden=['{"format": [], "version": "x", "fields": 1}']),
}  # fmt: skip

ENTRIES: dict[str, Made] = {
    **{f"records: {name}": _machine("entry", body) for name, body in {
        "deep": DEEP.encode(), "digits": DIGITS.encode(), "a number": b"5",
    }.items()},
    "cells without end": _book([list(HEAD), ["1", "x" * 32_000, "9" * 32_000, "1" * 400, "e" * 30_000]]),
}  # fmt: skip

# --- texts --------------------------------------------------------------------------------------------------

DECISIONS: dict[str, Made] = {
    "0 bytes": _body(b""),
    "deep": _body(DEEP.encode()),
    "deep objects": _body(b'{"a":' * 100_000),
    "digits": _body(b'{"rows": {"7": {"task": ' + DIGITS.encode() + b"}}}"),
    "digits as a key": _body(b'{"gone": {"' + DIGITS.encode() + b'": "take"}}'),
    "superscripts as a key": _body('{"rows": {"²³": "take"}}'.encode()),
    "NaN": _body(b'{"rows": {"7": NaN}}'),
    "one key twice": _body(b'{"sheet": "a", "sheet": "b"}'),
    "halves of letters": _body(b'{"agencies": {"\\ud800": "\\udfff"}}'),
    "a name with NUL": _body(b'{"files": {"a\\u0000b": {}}, "sheet": "\\u0000"}'),
    "60 MB": lambda path, _: path.write_bytes(b"[" + b"1," * 30_000_000 + b"1]"),
    "4 million numbers": lambda path, _: path.write_bytes(b"[" + b"1," * 4_500_000 + b"1]"),
    "UTF-16": _body('{"sheet": "a"}'.encode("utf-16")),
    "a list": _body(b"[]"),
    "a pipe": _pipe,
}


def _template(text: str) -> Made:
    def made(path: Path, _: Path) -> None:
        document = Document(str(usual_template()))
        document.add_paragraph(text)
        document.save(str(path))

    return made


LOOPS = "".join(f"{{% for {one} in trich_yeu %}}" for one in "abcd")
TEMPLATES: dict[str, Made] = {
    **{f"says {text[:24]}": _template(text) for text in (
        "{{ 'x' * 9999999999 }}", "{{ 9 ** 9 ** 9 }}", "{% for a in range(9999999) %}{% endfor %}",
        "{{ '%9999999999d' % 1 }}", "{{ trich_yeu.__class__.__mro__ }}", "{{ " + "(" * 50_000 + " }}",
        "{{ " + DIGITS + " }}", "{% set a = trich_yeu ~ trich_yeu %}",
    )},
    "loops in loops": _template(LOOPS + "x" + "{% endfor %}" * 4),
    "loops over a long text": _template(LOOPS + "x" * 60_000 + "{% endfor %}" * 4),
    "braces without end": _template("{{" * 200_000),
    "a book": _template("xy" * 3_000_000),
    **{name: ZIPS[name] for name in ("empty", "a bomb", "one name twice", "a path out of it", "a pipe")},
}  # fmt: skip


def _package(content: bytes | int, *, beside: int = 0, sha256: int = 0, times: int = 1) -> Made:
    """A package of the leader; a number stands for so many spaces. What stands many times is not packed."""

    def made(path: Path, _: Path) -> None:
        body = b" " * content if isinstance(content, int) else content
        body = b"[" + body * times + b"{}]" if times > 1 else body
        with zipfile.ZipFile(
            path, "w", zipfile.ZIP_DEFLATED if times == 1 else zipfile.ZIP_STORED
        ) as archive:
            archive.writestr("duyet.json", body)
            archive.writestr("sha256.txt", b" " * sha256 if sha256 else hashlib.sha256(body).hexdigest())
            if beside:
                archive.writestr("x", b" " * beside)

    return made


def _of(report: str) -> bytes:
    rest = {"way": "request", "programme": "", "period": "x", "label": "x", "action": 1, "head": "x"}
    package = {**rest, "made_at": "x", "made_by": "x", "report": report, "reviews": []}
    return json.dumps({"format": 1, "package": package}).encode()


PACKAGES: dict[str, Made] = {
    "a hash of 100 MB": _package(b"{}", sha256=100_000_000),
    "a content of 160 MB": _package(160_000_000),
    "deep": _package(DEEP.encode()),
    "digits": _package(b'{"format": ' + DIGITS.encode() + b"}"),
    "a list": _package(b"[]"),
    "ten million objects": _package(b"{},", times=9_500_000),
    "a report that is deep": _package(_of(DEEP)),
    "a report that is none": _package(_of("{}")),
    "a report of digits": _package(_of(DIGITS)),
    "another member of 160 MB": _package(_of("{}"), beside=160_000_000),
    **{name: ZIPS[name] for name in ("empty", "one name twice", "a path out of it", "a pipe", "a folder")},
}

SHAPES: dict[str, dict[str, Made]] = {
    "data": DATA, "value": VALUES, "backup": DATA, "list": ZIPS, "form": ZIPS, "report": REPORTS,
    "entry": ENTRIES, "decisions": DECISIONS, "template": TEMPLATES, "package": PACKAGES,
}  # fmt: skip
SUFFIXES = {
    "data": ".tiendo", "value": ".tiendo", "check": ".tiendo", "backup": ".tiendo", "decisions": ".json",
    "template": ".docx", "package": ".duyet",
}  # fmt: skip
