"""Make a data file, what leaves the program, and the figures of both.

By a program of any time since the first.

Run it in a checkout of that time, by its own program, and keep what it makes under `tests/data/earlier`:

    git worktree add --detach ../then e161438
    cd ../then && PYTHONPATH=. python ../now/tests/data/make_earlier.py e161438 ../now/tests/data/earlier

The story is the same each time, as far as the program of that time could do it: the illustrative data, a list
that takes its place, a task withdrawn, a deadline extended, documents, quantities, verdicts, a period closed,
opened again, corrected and closed a second time. What a program cannot do yet is left out.

A data file is kept of every schema (and of the program before a great change); with `--left` only what leaves
the program and the sealed bodies, where these have another form and the schema is the same.
"""

import contextlib
import importlib
import io
import json
import os
import platform
import sqlite3
import tempfile
import zipfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

CLOSED, CORRECTED, ENTERED = "nd09/2021-Q2", "nd09/2021-Q3", "nd09/2021-Q4"
AMENDED = Path("resources/samples/Danh_muc_minh_hoa_242_sua_doi.xlsx")
DAYS = ("2020-12-14", "2021-06-14", "2021-12-14", "2022-12-31")
WITHDRAWN_ON = date(2021, 8, 1)
FIGURES = (
    *(("status", "--as-of", day) for day in DAYS),
    *(("status", "--period", period) for period in (CLOSED, CORRECTED, ENTERED)),
    ("tasks", "--as-of", DAYS[2]),
    ("periods", "--year", "2021"),
)
"""The commands whose answers are kept beside a data file."""


def command(data: Path, *words: str) -> Any:
    """Return the answer of a command on a data file; None if the program does not know it."""
    from desktop_app.cli import main

    out, refused = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(refused):
        try:
            code = main(["--data", str(data), *words, "--json"])
        except SystemExit as ended:
            code = int(str(ended.code))
    if code == 2:
        return None
    if code:
        raise RuntimeError(f"{words}: {refused.getvalue()}")
    return json.loads(out.getvalue())


def work(data: Path) -> None:
    """Do in a data file what an office does in two years."""
    from desktop_app.services.samples import make_sample
    from desktop_app.services.workspace import Workspace

    make_sample(data)
    assert command(data, "import", str(AMENDED))
    words = (
        "--percent",
        "60",
        "--result",
        "Đã khảo sát 9/11 huyện",
        "--difficulty",
        "Thiếu kinh phí",
        "--note",
        "N",
    )
    assert command(data, "record", "13", "--period", ENTERED, *words)
    workspace = Workspace.open(data)
    register = workspace.register(workspace.programme().id)
    for step in (_withdraw, _extend, _documents, _quantities, _review, _write):
        step(workspace, register)
    workspace.close()
    _close_periods(data)
    _send(data)


def _withdraw(workspace: Any, register: Any) -> None:
    """Withdraw the task that the later list no longer names."""
    gone = next(task for task in register.tasks if task.gone_since)
    desk = workspace.gone if hasattr(workspace, "gone") else workspace.tasks
    desk.withdraw(register, [gone.id], WITHDRAWN_ON, "Theo danh mục sửa đổi")


def _extend(workspace: Any, register: Any) -> None:
    if hasattr(workspace, "extensions"):
        for number, due in (("24", date(2021, 11, 30)), ("12", date(2022, 3, 31))):
            task, decided = register.find(number), date(2021, 6, 1)
            workspace.extensions.extend(register, task.id, due, "Chờ hướng dẫn", decided, "12/QĐ-UBND")


def _documents(workspace: Any, register: Any) -> None:
    if hasattr(workspace, "evidence"):
        kinds = importlib.import_module("desktop_app.domain.evidence")
        day = date(2021, 3, 1)
        document = kinds.Document(
            0, register.programme.id, "Kế hoạch khảo sát", "31/KH-STP", day, "Sở Tư pháp"
        )
        links = [kinds.Link(0, register.find("12").id, CLOSED), kinds.Link(0, register.find("13").id, None)]
        workspace.evidence.add(document, AMENDED, links)


def _quantities(workspace: Any, register: Any) -> None:
    if hasattr(workspace, "indicators"):
        kinds = importlib.import_module("desktop_app.domain.indicator")
        one = workspace.indicators.add(kinds.Indicator(0, register.programme.id, "Số cuộc kiểm tra", "cuộc"))
        for name, value in ((CLOSED, "4"), (CORRECTED, "2.5"), (ENTERED, "7")):
            period = workspace.periods.find(name, register.programme)
            workspace.indicators.record(register, period, {(one.id, None): Decimal(value)})


def _review(workspace: Any, register: Any) -> None:
    if hasattr(workspace, "reviewing"):
        for name in (CORRECTED, ENTERED):
            period = workspace.periods.find(name, register.programme)
            accepted = [register.find(number).id for number in ("5", "6")]
            workspace.reviewing.accept(register, period, accepted, by="Trần Thị Bình")
            workspace.reviewing.give_back(
                register, period, [register.find("13").id], "Nêu rõ", "Trần Thị Bình"
            )


def _write(workspace: Any, register: Any) -> None:
    """Write words of one's own into the report; their key is found where the program of that time has it."""
    if hasattr(workspace, "reports"):
        narratives = workspace.reports.narratives
        key = importlib.import_module(type(narratives).__module__).ReportKey
        kind = get_type_hints(key)["kind"]("periodic")
        narratives.write(key(register.programme.id, CLOSED, kind), "situation", "Đề án đúng kế hoạch.")


def _close_periods(data: Path) -> None:
    explained = ("--explain", "Đã rà soát, sẽ bổ sung")
    if not command(data, "seal", "--period", CLOSED, *explained):
        return
    assert command(data, "seal", "--period", CORRECTED, *explained)
    assert command(data, "reopen", "--period", CORRECTED, "--reason", "Sai số liệu nhiệm vụ 26")
    assert command(
        data, "record", "26", "--period", CORRECTED, "--state", "done", "--completed-on", "2021-09-10"
    )
    assert command(data, "seal", "--period", CORRECTED, *explained)


def _send(data: Path) -> None:
    from desktop_app.services.workspace import Workspace

    workspace: Any = Workspace.open(data)
    if hasattr(workspace, "sealing"):
        try:
            kinds = importlib.import_module("desktop_app.domain.sealed_version")
        except ImportError:  # a program before version 0.3
            kinds = importlib.import_module("desktop_app.domain.sealing")
        sent = kinds.Submission(0, workspace.programme().id, CLOSED, 1, "88/BC-STP", date(2021, 6, 18))
        workspace.sealing.submit(sent, [AMENDED])
    workspace.close()


def bodies(data: Path) -> dict[str, str]:
    """Return the bodies of the sealed versions as they stand in a data file, by their SHA-256."""
    with contextlib.closing(sqlite3.connect(data)) as db:
        known = db.execute("SELECT name FROM sqlite_master WHERE name = 'sealed_versions'").fetchone()
        return dict(db.execute("SELECT sha256, body FROM sealed_versions").fetchall()) if known else {}


def sealed(workspace: Any) -> list[Any]:
    """Return what the sealed versions of a data file say: their figures, and the words kept with them."""
    if not hasattr(workspace, "sealing"):
        return []
    sealing = workspace.sealing
    found = []
    for version in sealing.versions(workspace.programme().id):
        names = ("period", "version", "sha256", "reason", "sealed_at", "head", "reopened_for")
        one = {name: getattr(version, name) for name in names} | {"report": said(sealing.report_of(version))}
        if hasattr(sealing, "settings_of"):
            one["settings"] = sealing.settings_of(version)
        found.append(one)
    return found


def differences(workspace: Any) -> list[list[Any]]:
    """Return what the second closing of a period changed."""
    if not hasattr(workspace, "sealing"):
        return []
    new, old = workspace.sealing.versions(workspace.programme().id, CORRECTED)
    rows = workspace.sealing.differences(old, new).rows
    return [[one.task_id, one.number, one.field, one.old, one.new] for one in rows]


def verdicts(workspace: Any) -> list[list[Any]]:
    """Return what the leader's verdicts are worth: whether the rows still say what was judged."""
    if not hasattr(workspace, "reviewing"):
        return []
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find(ENTERED, register.programme)
    return [[one.row.task.id, one.mark.value] for one in workspace.reviewing.rows(register, period)]


def said(report: Any) -> Any:
    """Return the figures of a report as plain data."""
    rows = [row for group in report.groups for row in group.rows]
    return {
        "total": _totals(report.total),
        "groups": [[group.number, *_totals(group.totals)] for group in report.groups],
        "agencies": [[agency.name, *_totals(agency.totals)] for agency in report.agencies],
        "rows": [_row(row) for row in rows],
        "apart": [_row(row) for row in report.apart],
    }


def _totals(totals: Any) -> list[int]:
    parts = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "total")
    return [getattr(totals, name) for name in parts]


def _row(row: Any) -> list[Any]:
    standing, entry = row.standing, row.entry
    texts = [entry.result, entry.difficulty, entry.proposal, entry.note] if entry else []
    days = [day.isoformat() if day else None for day in (standing.due, standing.completed_on)]
    status = standing.status.value if standing.status else None
    return [row.task.id, row.task.number, status, standing.state.value, standing.percent, *days, *texts]


SERVICES: dict[str, Callable[[Any], list[Any]]] = {
    "sealed": sealed,
    "differences": differences,
    "verdicts": verdicts,
}
"""What is kept beside a data file of what only the window shows."""


def leave(data: Path, folder: Path) -> None:
    """Write what leaves the program.

    A report, a list as it was taken in, an entry form, a package for the leader.
    """
    from desktop_app.services.workspace import Workspace

    command(data, "export", "--period", CLOSED, str(folder / "report.xlsx"))
    workspace: Any = Workspace.open(data)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find(ENTERED, register.programme)
    steps: dict[str, Callable[[Path], object]] = {}
    if hasattr(workspace, "editions"):
        steps["edition.xlsx"] = lambda path: workspace.editions.export(2, path)
    if hasattr(workspace, "entry_forms"):
        made = date(2021, 12, 1)
        steps["entry_form.xlsx"] = lambda path: workspace.entry_forms.write(
            register, period, "Sở Tư pháp", path, made
        )
    if hasattr(workspace, "packages"):
        steps["package.duyet"] = lambda path: workspace.packages.write(register, period, path)
    for name, write in steps.items():
        write(folder / name)
    workspace.close()


def make(target: Path, *, whole: bool) -> None:
    """Make one fixture.

    A zip of the figures, what left the program, and the data file or its sealed bodies.
    """
    from desktop_app.services.workspace import Workspace

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "data.tiendo"
        work(data)
        leave(data, folder)
        asked = FIGURES if whole else (("status", "--period", CLOSED),)
        told: dict[str, Any] = {"commands": [[words, command(data, *words)] for words in asked]}
        workspace = Workspace.open(data)
        for name, told_by in SERVICES.items():
            told[name] = told_by(workspace)
        workspace.close()
        if not whole:
            for sha256, body in bodies(data).items():
                (folder / f"sealed_{sha256[:8]}.json").write_bytes(body.encode())
        (folder / "figures.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                place = path.relative_to(folder)
                if place.parts[0] != "data-backups" and (whole or not place.parts[0].startswith("data")):
                    archive.write(path, place.as_posix())


def main(words: Sequence[str] | None = None) -> None:
    """Make one fixture; nothing of this computer or its user goes into it."""
    parser = ArgumentParser(description=main.__doc__)
    parser.add_argument("name", help="the commit of the program")
    parser.add_argument("target", type=Path, help="the folder that the zip comes into")
    parser.add_argument("--left", action="store_true", help="without the data file")
    chosen = parser.parse_args(words)
    os.environ |= {
        "USER": "nvan",
        "LOGNAME": "nvan",
        "USERNAME": "nvan",
        "COMPUTERNAME": "PC-01",
        "HOSTNAME": "PC-01",
    }
    platform.node = lambda: "PC-01"
    make(chosen.target.resolve() / f"{chosen.name}.zip", whole=not chosen.left)


if __name__ == "__main__":
    main()
