"""The report as PDF, set by typst in a process of its own; its pages are those of preview and print."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.paper import Paper, Table
from desktop_app.domain.report_errors import PagesNotMade
from desktop_app.exchange.atomic_file import replacing

SECONDS = 900
_POLL = 0.02


def write_pdf(paper: Paper, target: Path, progress: Progress = no_progress) -> None:
    """Write `paper` to `target` (*.pdf): whole, or the old file stays as it was.

    Raises PagesNotMade and what `replacing` raises; `progress` may stop the work.
    """
    with replacing(target) as temporary:
        make_pages(paper, temporary, target, progress)


def make_pages(paper: Paper, pages: Path, target: Path, progress: Progress = no_progress) -> None:
    """Set `paper` into the file `pages`; `target` is the name that an error tells."""
    with tempfile.TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as folder:
        source, answer = Path(folder) / "paper.json", Path(folder) / "pages.pdf"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(as_json(paper))
        said = Path(folder) / "said"
        child = subprocess.Popen(
            [*_python(), str(source), str(answer), str(said)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            cwd=Path(__file__).parents[2],
        )
        try:
            _wait(child, target, progress)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if child.returncode != 0 or not answer.exists():
            detail = said.read_text(encoding="utf-8") if said.exists() else f"pdf child ended with {child.returncode}"
            raise PagesNotMade(target, detail)
        pages.write_bytes(answer.read_bytes())


def as_json(paper: Paper) -> Iterator[str]:
    """Give a paper as JSON in small pieces: one call over megabytes would keep the window from drawing meanwhile."""
    whole = asdict(replace(paper, annexes=()))
    del whole["annexes"]
    yield _open(whole)
    for count, annex in enumerate(paper.annexes):
        head = asdict(replace(annex, parts=()))
        del head["parts"]
        yield from (", " if count else ', "annexes": [', _open(head), ', "parts": [')
        for number, part in enumerate(annex.parts):
            yield ", " if number else ""
            yield from _table(part) if isinstance(part, Table) else (json.dumps(asdict(part), ensure_ascii=False),)
        yield "]}"
    yield "]}" if paper.annexes else ', "annexes": []}'


def _table(table: Table) -> Iterator[str]:
    head = asdict(replace(table, rows=()))
    del head["rows"]
    yield from (_open(head), ', "rows": [')
    for number, row in enumerate(table.rows):
        cells = [{"text": cell.text, "bold": cell.bold, "italic": cell.italic} for cell in row.cells]
        row_of = {"cells": cells, "kind": row.kind, "tall": row.tall}
        yield f"{', ' if number else ''}{json.dumps(row_of, ensure_ascii=False)}"
    yield "]}"


def _open(fields: dict[str, Any]) -> str:
    """Give an object that goes on."""
    return json.dumps(fields, ensure_ascii=False)[:-1]


def _wait(child: "subprocess.Popen[bytes]", target: Path, progress: Progress) -> None:
    begun = time.monotonic()
    while True:
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            progress(0, 0)
        else:
            return
        if time.monotonic() - begun > SECONDS:
            raise PagesNotMade(target, f"more than {SECONDS} seconds")


def _python() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--pdf-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.pdf_child"]
