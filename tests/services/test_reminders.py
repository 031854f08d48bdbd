"""What is due leaves as a letter to each lead agency and as a calendar that a second file updates."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office, Paragraph, ReportDocument, Table
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.work import finished
from desktop_app.services.reporting import (
    DueTasks,
    due_tasks,
    reminder_letters,
    write_papers,
    write_reminder_calendar,
)
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.exchange.test_calendar import read, text_of

TODAY = date(2021, 12, 14)
OFFICE = Office(
    department="Sở Tư pháp",
    parent_body="UBND tỉnh Nam Định",
    place="Nam Định",
    signer_title="Giám đốc",
    signer_name="Trần Bình",
    document_suffix="BC-STP",
)


class Desk:
    """Adds tasks by their content, leads and deadline."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace, self.register = workspace, register

    def add(self, content: str, leads: str, deadline: str) -> Task:
        number = str(len(self.register.tasks) + 1)
        led = tuple(one for one in leads.split("; ") if one)
        given = Assignment(None, number, content, leads=led, deadline=deadline)
        return self.workspace.tasks.add(self.register, self.register.groups[0].id, given)

    def due(self, days: int = 30, day: date = TODAY, office: Office = OFFICE) -> DueTasks:
        return finished(due_tasks(self.register, office, day, days))


@pytest.fixture
def desk(workspace: Workspace, register: Register) -> Desk:
    made = Desk(workspace, register)
    made.add("Việc của tài chính, còn hạn", "Sở Tài chính", "31/12/2021")
    made.add("Việc của nội vụ", "Sở Nội vụ; Sở Tài chính", "30/11/2021")
    made.add("Việc của mình", "Sở Tư pháp", "20/12/2021")
    made.add("Việc không ai chủ trì", "", "20/12/2021")
    made.add("Việc còn lâu", "Sở Y tế", "31/12/2022")
    made.add("Việc không có hạn", "Sở Y tế", "")
    return made


def quarter(desk: Desk) -> Period:
    return desk.workspace.periods.find("nd09/2021-Q4", desk.register.programme)


def test_agencies_stand_in_the_order_of_the_list_with_what_is_due(desk: Desk) -> None:
    found = {
        one.name: ([task.task.number for task in one.tasks], one.overdue, one.soon, one.written_to)
        for one in desk.due().agencies
    }
    assert list(found) == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", ""]
    assert found["Sở Tài chính"] == (["2", "1"], 1, 1, True)  # the longest overdue first
    assert found["Sở Nội vụ"] == (["2"], 1, 0, True)
    assert found["Sở Tư pháp"] == (["3"], 0, 1, False)
    assert found[""] == (["4"], 0, 1, False)
    assert [one.task.number for one in desk.due().tasks] == ["2", "3", "4", "1"]


@pytest.mark.parametrize("own", ["Sở Tư pháp", "Sở Tư pháp tỉnh Nam Định", "SỞ TƯ PHÁP TỈNH NAM ĐỊNH"])
def test_the_office_writes_no_letter_to_itself_however_it_is_called(desk: Desk, own: str) -> None:
    due = desk.due(office=replace(OFFICE, department=own, parent_body="Ủy ban nhân dân tỉnh Nam Định"))
    assert [one.name for one in due.agencies if not one.written_to] == ["Sở Tư pháp", ""]


@pytest.mark.parametrize(
    ("days", "numbers"), [(0, ["2"]), (5, ["2"]), (6, ["2", "3", "4"]), (17, ["2", "3", "4", "1"])]
)
def test_the_last_day_of_the_span_counts(desk: Desk, days: int, numbers: list[str]) -> None:
    assert [one.task.number for one in desk.due(days).tasks] == numbers


def test_what_is_done_withdrawn_suspended_or_extended_is_not_reminded(desk: Desk) -> None:
    workspace, register = desk.workspace, desk.register
    first, second, third, fourth = (task.id for task in register.tasks[:4])
    workspace.recording.record(register, quarter(desk), {first: {"state": State.DONE}})
    workspace.tasks.withdraw(register, [second], date(2021, 12, 1), "")
    workspace.recording.record(register, quarter(desk), {third: {"state": State.SUSPENDED}})
    workspace.extensions.extend(
        register, fourth, date(2022, 6, 1), reason="Chờ", decided_on=date(2021, 12, 1), document=""
    )
    assert desk.due().agencies == ()
    assert reminder_letters(desk.due(), TODAY) == []


def texts(document: ReportDocument) -> list[str]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_a_letter_is_an_official_one_about_the_tasks_of_its_agency(desk: Desk) -> None:
    papers = reminder_letters(desk.due(), TODAY)
    assert [(one.agency, one.tasks) for one in papers] == [("Sở Tài chính", 2), ("Sở Nội vụ", 1)]
    letter = papers[0].document
    assert (letter.title, letter.number_line) == ("", "Số:         /STP")
    assert letter.subject.startswith("V/v đôn đốc thực hiện nhiệm vụ")
    assert letter.addressees == ("Sở Tài chính",)
    assert (letter.signing, letter.signer_name) == (("GIÁM ĐỐC",), "Trần Bình")
    opening, closing = texts(letter)
    assert "Quyết định số 242/QĐ-TTg" in opening
    assert opening.endswith(
        "đến ngày 14/12/2021, Sở Tài chính còn 01 nhiệm vụ quá hạn và 01 nhiệm vụ đến hạn từ nay đến hết "
        "ngày 13/01/2022 như sau:"
    )
    assert closing.startswith("Đề nghị Sở Tài chính khẩn trương")
    assert closing.endswith("báo cáo./.")
    (table,) = [one for one in letter.sections[0].blocks if isinstance(one, Table)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["2", "Việc của nội vụ", "30/11/2021", "30/11/2021", "Quá hạn 14 ngày"],
        ["1", "Việc của tài chính, còn hạn", "31/12/2021", "31/12/2021", "Còn 17 ngày"],
    ]


def test_letters_are_written_one_an_agency(desk: Desk, tmp_path: Path) -> None:
    written = write_papers(reminder_letters(desk.due(), TODAY), tmp_path / "nhắc.docx")
    assert [one.path.name for one in written] == ["nhắc_so_tai_chinh.docx", "nhắc_so_noi_vu.docx"]
    text = "".join(Document(str(written[1].path)).element.body.itertext())
    assert "Kính gửi: Sở Nội vụ" in text
    assert "tài chính" not in text
    assert "Nơi nhận" in text


def events(desk: Desk, path: Path, sequence: int = 1) -> dict[str, str]:
    target = path / "nhắc.ics"
    write_reminder_calendar(desk.due(), target, desk.workspace.origin(), sequence)
    return {one.lines["UID"]: one.lines["DTSTART;VALUE=DATE"] for one in read(target).inner}


def test_a_calendar_holds_each_task_once_on_its_last_day(desk: Desk, tmp_path: Path) -> None:
    assert list(events(desk, tmp_path).values()) == ["20211130", "20211220", "20211220", "20211231"]
    summaries = [text_of(one.lines["SUMMARY"]) for one in read(tmp_path / "nhắc.ics").inner]
    assert summaries[0] == "Quá hạn: Việc của nội vụ (nhiệm vụ số 2)"
    assert summaries[3] == "Đến hạn: Việc của tài chính, còn hạn (nhiệm vụ số 1)"


def test_a_second_file_moves_the_same_events(desk: Desk, tmp_path: Path) -> None:
    before = events(desk, tmp_path)
    task = desk.register.tasks[0]
    desk.workspace.extensions.extend(
        desk.register, task.id, date(2022, 1, 10), reason="Chờ", decided_on=date(2021, 12, 1), document=""
    )
    after = events(desk, tmp_path, 2)
    assert after.keys() == before.keys()
    assert [day for uid, day in after.items() if before[uid] != day] == ["20220110"]


def test_each_occurrence_is_an_event_of_its_own(desk: Desk, tmp_path: Path) -> None:
    desk.add("Báo cáo hằng quý", "Sở Y tế", "Hằng quý")
    found = []
    for day in (date(2021, 9, 20), date(2021, 12, 20)):
        target = tmp_path / f"{day}.ics"
        write_reminder_calendar(desk.due(20, day), target, "x", 1)
        found += [one.lines["UID"] for one in read(target).inner if "quý" in one.lines["SUMMARY"]]
    assert len(set(found)) == len(found) == 2
