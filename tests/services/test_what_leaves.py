"""What is printed or told is all that leaves.

No remark, officer, login or reason of the office's own in any part.
"""

import getpass
import io
import platform
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from desktop_app.domain.deadlines.extension import Extension
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.reports.preset import Preset, ReportKind, usual_preset
from desktop_app.domain.task import Handling, Task
from desktop_app.domain.work import finished
from desktop_app.exchange.forms import entry_form
from desktop_app.exchange.forms.entry_form_reading import read_entry_form
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports import machine
from desktop_app.exchange.writing import machine_sheet
from desktop_app.resources import resource
from desktop_app.services.importing.task_import import save_refused
from desktop_app.services.periods.figures import read_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import (
    Order,
    due_tasks,
    reminder_letters,
    write_papers,
    write_reminder_calendar,
)
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.exchange import form_samples
from tests.services.list_files import PLAN, write_list

EARLIER = Path(__file__).parents[1] / "data" / "earlier"
TODAY = date(2021, 12, 15)
LOGIN, COMPUTER, FOLDER = "bimat.dangnhap", "BIMAT-MAYTINH", "bimat thư mục"
NEVER = (
    LOGIN, COMPUTER, FOLDER, "BimatCanbo", "BimatGhichurieng", "BimatLydogiahan", "BimatCongvangiahan",
    "BimatNhanxet", "BimatLanhdao", "BimatGiaitrinh", "BimatGiulai", "BimatChucu",
)  # fmt: skip
"""Words that stand in the data file and that no report, form or list shows."""

SHOWN = ("LuuyTrongky", "RutTheocongvan", "KetquaTrongky", "VuongTrongky", "KiennghiTrongky")
"""Words of a period that some faces of the report show: they leave only where they can be read."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(getpass, "getuser", lambda: LOGIN)
    monkeypatch.setattr(platform, "node", lambda: COMPUTER)
    made = tmp_path / FOLDER
    made.mkdir()
    return made


@pytest.fixture
def office(folder: Path) -> Iterator[Workspace]:
    opened = Workspace.create(folder / "a.tiendo")
    yield opened
    opened.close()


@pytest.fixture
def planted(office: Workspace) -> Register:
    """The sample list with a secret in every field that the office keeps for itself."""
    register = office.register(office.programme().id)
    office.imports.apply(
        register, office.imports.plan(register, resource("samples", "Danh_muc_minh_hoa_242.xlsx"))
    )
    period = quarter(office)
    first, second, third, fourth, fifth = (task.id for task in register.tasks[:5])
    office.tasks.assign(register, [first, second], "BimatCanbocu")
    office.tasks.assign(register, [first, second], "BimatCanbo", date(2021, 10, 1))
    for key in (first, third):
        task = register.task(key)
        own = Handling("BimatCanbo", "BimatGhichurieng")
        office.tasks.edit(register, key, task.group_id, task.given, own)
    office.extensions.extend(
        register,
        first,
        date(2022, 5, 1),
        reason="BimatLydogiahan",
        decided_on=TODAY,
        document="BimatCongvangiahan",
    )
    office.recording.record(
        register, period, {first: {"percent": 30, "result": "BimatChucu", "note": "BimatChucu"}}
    )
    office.recording.record(
        register,
        period,
        {
            first: {"percent": 60, "result": "KetquaTrongky", "note": "LuuyTrongky"},
            second: {"difficulty": "VuongTrongky", "proposal": "KiennghiTrongky"},
            fifth: {"state": State.SUSPENDED},
        },
    )
    office.tasks.withdraw(register, [third], date(2021, 11, 1), "RutTheocongvan")
    office.gone.keep(register, [fourth], "BimatGiulai")
    office.reviewing.give_back(register, period, [second], "BimatNhanxet", "BimatLanhdao")
    office.checks.explain(
        register, period, office.checks.findings(register, period, TODAY)[0], "BimatGiaitrinh"
    )
    return register


def quarter(office: Workspace) -> Period:
    return office.periods.find("nd09/2021-Q4", office.programme())


def texts(path: Path) -> dict[str, str]:
    """Every text of every part of a file, the machine's own unpacked."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return {
            "pages": pages,
            "about": repr(dict(reader.metadata or {})),
            "bytes": path.read_bytes().decode("latin-1"),
        }
    if path.suffix == ".ics":
        return {"pages": path.read_text(encoding="utf-8").replace("\n ", "")}
    found = dict(parts(path.read_bytes()))
    if path.suffix == ".xlsx":
        for sheet in read_workbook(path).sheets:
            if sheet.name == machine_sheet.SHEET:
                lines = [str(row[0]) for row in sheet.rows]
                found["machine"] = "\n".join([lines[0], *machine_sheet.unpack("".join(lines[1:]))])
    return found


def parts(content: bytes, name: str = "") -> Iterator[tuple[str, str]]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                yield from parts(archive.read(info), f"{name}/{info.filename}")
        return
    yield name, content.decode("utf-8", "replace") + content.decode("utf-16-le", "replace")


def leaks(path: Path) -> list[tuple[str, str]]:
    """The parts that hold a word that nobody sees in the file, with that word."""
    found = texts(path)
    seen = "\n".join(
        text for name, text in found.items() if re.search(r"pages|worksheets|sharedStr|word/", name)
    )
    hidden = {
        name: text for name, text in found.items() if not re.search(r"worksheets|sharedStr|word/", name)
    }
    missing = [
        (name, word) for name, text in hidden.items() for word in SHOWN if word in text and word not in seen
    ]
    return missing + [(name, word) for name, text in found.items() for word in NEVER if word in text]


Maker = Callable[[Workspace, Register, Path], list[Path]]


def reports(kind: ReportKind, preset: Preset | None = None) -> Maker:
    def make(office: Workspace, register: Register, folder: Path) -> list[Path]:
        drafts = office.reports.drafts(register.programme.id, Order(kind, quarter(office), preset), TODAY)
        for ending in ("xlsx", "docx", "pdf"):
            write_drafts(drafts, folder / f"a.{ending}")
        return list(folder.iterdir())

    return make


def correction(office: Workspace, register: Register, folder: Path) -> list[Path]:
    office.sealing.set_rules(SealRules(checks=False))
    for percent in (61, 62):
        office.recording.record(register, quarter(office), {register.tasks[0].id: {"percent": percent}})
        office.sealing.seal(register, quarter(office), TODAY)
        office.sealing.reopen(register.programme.id, quarter(office).id, "Bổ sung")
    office.recording.record(register, quarter(office), {register.tasks[0].id: {"percent": 63}})
    return reports(ReportKind.CORRECTION)(office, register, folder)


def entry_forms(office: Workspace, register: Register, folder: Path) -> list[Path]:
    return [one.path for one in office.entry_forms.write_all(register, quarter(office), folder, TODAY)]


def ministry_form(office: Workspace, register: Register, folder: Path) -> list[Path]:
    form = form_samples.empty(folder.parent / "biểu mẫu.xlsx")
    report = office.reports.report(register, quarter(office), TODAY)
    office.forms.fill(office.forms.plan(report, office.forms.open(form)), folder / "a.xlsx")
    return [folder / "a.xlsx"]


def edition(office: Workspace, register: Register, folder: Path) -> list[Path]:
    office.editions.export(office.editions.all(register.programme.id)[0].id, folder / "a.xlsx")
    return [folder / "a.xlsx"]


def refused(office: Workspace, register: Register, folder: Path) -> list[Path]:
    bad = write_list(folder.parent / "b.xlsx", [PLAN, ("2", "", "Sở Tư pháp", "", "31/12/2020", "")])
    assert save_refused([office.imports.plan(register, bad)], folder / "a.xlsx") == 1
    return [folder / "a.xlsx"]


def documents(office: Workspace, register: Register, folder: Path) -> list[Path]:
    source = folder.parent / "QĐ 12.txt"
    source.write_bytes(b"decision")
    programme, period = register.programme.id, quarter(office)
    link = Link(0, register.tasks[0].id, period.id)
    office.evidence.add(Document(0, programme, "Quyết định", "12/QĐ-UBND"), source, [link])
    office.evidence.files.export_annex(
        register, folder / "annex", {period.id: "Quý"}, office.evidence.rows(programme)
    )
    return list((folder / "annex").iterdir())


def reminders(office: Workspace, register: Register, folder: Path) -> list[Path]:
    due = finished(due_tasks(register, office.office.get(), TODAY, 400))
    for ending in ("docx", "pdf"):
        write_papers(reminder_letters(due, TODAY), folder / f"a.{ending}")
    write_reminder_calendar(due, folder / "a.ics", office.origin(), 1)
    return list(folder.iterdir())


FEW = replace(
    usual_preset(ReportKind.PERIODIC), columns=("number", "content", "status"), sections=("general",)
)
MAKERS: dict[str, Maker] = {
    "periodic": reports(ReportKind.PERIODIC),
    "periodic of three columns": reports(ReportKind.PERIODIC, FEW),
    "overdue": reports(ReportKind.OVERDUE),
    "agency": reports(ReportKind.AGENCY),
    "summary": reports(ReportKind.SUMMARY),
    "correction": correction,
    "entry forms": entry_forms,
    "the Ministry's form": ministry_form,
    "edition": edition,
    "refused rows": refused,
    "documents": documents,
    "reminders": reminders,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_nothing_leaves_that_is_not_printed(
    office: Workspace, planted: Register, folder: Path, make: Maker
) -> None:
    target = folder / "đi"
    target.mkdir()
    made = make(office, planted, target)
    assert made
    assert [(path.name, *leak) for path in made for leak in leaks(path)] == []


def test_the_search_finds_what_is_planted(office: Workspace, planted: Register, folder: Path) -> None:
    """The same search finds the visible words in each format.

    And the secrets in a workbook that would carry them.
    """
    (drafts,) = [
        office.reports.drafts(planted.programme.id, Order(ReportKind.PERIODIC, quarter(office)), TODAY)
    ]
    for ending in ("xlsx", "docx", "pdf"):
        write_drafts(drafts, folder / f"a.{ending}")
        assert any("KetquaTrongky" in text for text in texts(folder / f"a.{ending}").values())
    assert "LuuyTrongky" in texts(folder / "a.xlsx")["machine"]
    report = drafts[0].report
    told = "\n".join(machine.FORMAT.records([row for group in report.groups for row in group.rows]))
    assert LOGIN not in told
    assert "BimatGiulai" in told
    outgoing = machine.outgoing(report, ())
    assert "BimatGiulai" not in "\n".join(machine.FORMAT.records(outgoing.groups))


def test_what_the_machine_part_names_is_a_list_that_grows_only_by_decision() -> None:
    """A field that is added to a task, an entry or a row is left out here.

    Or added to this list on purpose.
    """
    named = {kind: machine.FORMAT.lists.names(kind) for kind in (Task, ProgressEntry, ReportRow)}
    assert named == {
        Task: (
            "id", "programme_id", "group_id", "position", "given", "deadline", "folded", "fate", "fate_on",
            "fate_note",
        ),
        ProgressEntry: (
            "task_id", "period", "starts_on", "cut_off", "state", "percent", "completed_on", "result",
            "difficulty", "proposal", "note", "figures", "assumed", "suspended_on",
        ),
        ReportRow: ("task", "standing", "entry", "carried", "carried_groups"),
    }  # fmt: skip
    assert entry_form.FORMAT.lists.names(ProgressEntry) == named[ProgressEntry]
    assert {one.name for one in fields(Extension)} >= {"reason", "document"}


def test_a_report_and_a_form_that_were_made_earlier_are_still_read() -> None:
    """Both were written at 03847fc, with all that they hid then."""
    report = read_report(EARLIER / "report_2.xlsx")
    rows = {row.task.number: row for group in report.groups for row in group.rows}
    assert (report.total.done_on_time, report.total.open_in_time, len(report.apart)) == (1, 1, 1)
    assert [row.entry.note for row in rows.values() if row.entry] == ["", "Chờ họp"]
    assert rows["2"].standing.due == date(2022, 3, 31)
    form = read_entry_form(read_workbook(EARLIER / "entry_form_2.xlsx"))
    assert form.made is not None
    assert (form.altered, form.made.agency, len(form.made.lines)) == (False, "Sở Tư pháp", 2)
