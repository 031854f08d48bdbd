"""The page of one task: the answer first, then all that led there, and no name of Windows."""

import getpass
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from desktop_app.domain.errors import FormatUnknown
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.reports import Paragraph, ReportDocument, Table
from desktop_app.domain.task import NOT_HANDLED, Handling
from desktop_app.services.gathering import page_of_task
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Paper, write_papers
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.open_xml import faults
from tests.services.conftest import given

TODAY = date(2021, 12, 15)
Q3, Q4 = "nd09/2021-Q3", "nd09/2021-Q4"
LOGIN = "bimat.dangnhap"


@pytest.fixture
def task_id(workspace: Workspace, register: Register, monkeypatch: pytest.MonkeyPatch) -> int:
    """A task with everything that can be known of one, recorded by somebody whose login is known."""
    monkeypatch.setattr(getpass, "getuser", lambda: LOGIN)
    group = register.groups[0].id
    old, task = (workspace.tasks.add(register, group, given(name)).id for name in ("Khảo sát", "Rà soát"))
    workspace.tasks.edit(register, task, group, given("Rà soát"), Handling("Trần Bình", "Đã nhắc 2 lần"))
    for period, percent, result in ((Q3, 30, "Xong dự thảo"), (Q4, 60, "Đã lấy ý kiến")):
        found = workspace.periods.find(period, register.programme)
        workspace.recording.record(register, found, {task: {"percent": percent, "result": result}})
    quarter = workspace.periods.find(Q4, register.programme)
    workspace.extensions.extend(
        register,
        task,
        date(2022, 3, 31),
        reason="Chờ hướng dẫn",
        decided_on=date(2021, 12, 1),
        document="8/UB",
    )
    plan = Document(0, register.programme.id, "Kế hoạch rà soát", "45/KH-UBND", date(2021, 3, 2))
    workspace.evidence.add(plan, None, [Link(0, task, Q3), Link(0, old, Q4)])
    workspace.reviewing.give_back(register, quarter, [task], "Bổ sung số văn bản")
    workspace.gone.merge(register, [old], task, date(2021, 7, 1), "theo Kế hoạch 45")
    return task


def page(workspace: Workspace, register: Register, task_id: int, period: str = Q4) -> ReportDocument:
    found = workspace.periods.find(period, register.programme)
    return page_of_task(workspace, register, task_id, found, TODAY).document


def lines(document: ReportDocument) -> dict[str, list[str]]:
    """Return what stands under each title, a row of a table as one line."""
    found: dict[str, list[str]] = {}
    for section in document.sections:
        told = found.setdefault(section.title.partition(". ")[2], [])
        for block in section.blocks:
            if isinstance(block, Paragraph):
                told.append(block.text)
            if isinstance(block, Table):
                told += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return found


def test_the_answer_comes_first_and_all_that_led_there_follows(
    workspace: Workspace, register: Register, task_id: int
) -> None:
    told = lines(page(workspace, register, task_id))
    assert told[""] == [
        (
            "Đến hết ngày 14/12/2021 (Quý IV/2021): Đang thực hiện, 60%. "
            "Chưa hoàn thành, trong hạn (còn 107 ngày)."
        )
    ]
    facts = told["THÔNG TIN NHIỆM VỤ"]
    assert "Thời hạn ghi trong danh mục | 31/12/2021" in facts
    assert "Ngày cuối của thời hạn | 31/3/2022 (đã gia hạn)" in facts
    assert "Người theo dõi | Trần Bình" in facts
    assert "Ghi chú của đơn vị | Đã nhắc 2 lần" in facts
    assert told["TÌNH HÌNH THỰC HIỆN QUA CÁC KỲ"] == [
        "Quý IV/2021\n14/12/2021 | Đang thực hiện, 60% | Kết quả thực hiện: Đã lấy ý kiến",
        "Quý III/2021\n14/9/2021 | Đang thực hiện, 30% | Kết quả thực hiện: Xong dự thảo",
    ]
    assert told["GIA HẠN"] == ["01/12/2021 | 31/12/2021 | 31/3/2022 | Chờ hướng dẫn | 8/UB"]
    assert told["TÀI LIỆU MINH CHỨNG"] == [
        "45/KH-UBND | 02/3/2021 | Kế hoạch rà soát | Quý III/2021, Quý IV/2021"
    ]
    assert told["Ý KIẾN CỦA LÃNH ĐẠO"][0].startswith("Quý IV/2021 | ")
    assert told["Ý KIẾN CỦA LÃNH ĐẠO"][0].endswith(" | Trả lại, yêu cầu bổ sung | Bổ sung số văn bản")
    assert told["NGUỒN GỐC, THAY ĐỔI"] == [
        "- Gồm cả nhiệm vụ số 1 “Khảo sát” đã gộp vào ngày 01/7/2021 (theo Kế hoạch 45)."
    ]


def test_a_task_of_which_nothing_is_known_says_so(workspace: Workspace, register: Register) -> None:
    task = workspace.tasks.add(register, register.groups[0].id, given(deadline=""))
    told = lines(page(workspace, register, task.id))
    assert told[""][0].startswith("Đến hết ngày 14/12/2021 (Quý IV/2021): Chưa có số liệu.")
    assert "Ngày cuối của thời hạn | Không có" in told["THÔNG TIN NHIỆM VỤ"]
    assert told.keys() == {"", "THÔNG TIN NHIỆM VỤ", "TÌNH HÌNH THỰC HIỆN QUA CÁC KỲ", "TÀI LIỆU MINH CHỨNG"}


def test_an_earlier_page_knows_nothing_of_later_periods(
    workspace: Workspace, register: Register, task_id: int
) -> None:
    told = lines(page(workspace, register, task_id, Q3))
    assert [one.partition("\n")[0] for one in told["TÌNH HÌNH THỰC HIỆN QUA CÁC KỲ"]] == ["Quý III/2021"]
    assert not {"GIA HẠN", "Ý KIẾN CỦA LÃNH ĐẠO"} & told.keys()


def test_a_closed_period_is_shown_as_it_was_sealed(
    workspace: Workspace, register: Register, task_id: int
) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(register, workspace.periods.find(Q4, register.programme), TODAY)
    before = lines(page(workspace, register, task_id))[""]
    workspace.tasks.withdraw(register, [task_id], date(2021, 12, 2), "")
    assert lines(page(workspace, register, task_id))[""] == before


def test_what_a_later_list_changed_stands_with_its_day(
    workspace: Workspace, register: Register, task_id: int
) -> None:
    group = register.task(task_id).group_id
    day = date(2021, 11, 1)
    workspace.tasks.edit(register, task_id, group, given("Rà soát", "Sở Tài chính"), own=NOT_HANDLED, day=day)
    told = lines(page(workspace, register, task_id))["NGUỒN GỐC, THAY ĐỔI"]
    assert told[0] == "- Trước ngày 01/11/2021, danh mục ghi Cơ quan chủ trì: Sở Tư pháp."
    assert len(lines(page(workspace, register, task_id, Q3))["NGUỒN GỐC, THAY ĐỔI"]) == len(told) - 1


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_it_is_an_internal_paper_without_any_login(
    workspace: Workspace, register: Register, task_id: int, tmp_path: Path, ending: str
) -> None:
    made = page(workspace, register, task_id)
    write_papers([Paper(made, 1)], tmp_path / f"a.{ending}")
    text = everything(tmp_path / f"a.{ending}")
    assert "TÀI LIỆU NỘI BỘ" in text
    assert "PHIẾU THEO DÕI NHIỆM VỤ" in text
    assert "Đã nhắc 2 lần" in text
    assert not {"Kính gửi", "Nơi nhận", LOGIN} & {
        one for one in ("Kính gửi", "Nơi nhận", LOGIN) if one in text
    }


def everything(path: Path) -> str:
    """Return what the pages say; a Word file keeps the Open XML rules."""
    if path.suffix == ".pdf":
        return "".join(one.extract_text() for one in PdfReader(path).pages)
    assert faults(path) == []
    opened = WordDocument(str(path))
    parts = [opened.element.body, *(one.footer._element for one in opened.sections)]
    return "\n".join("".join(part.itertext()) for part in parts)


def test_another_format_is_refused(
    workspace: Workspace, register: Register, task_id: int, tmp_path: Path
) -> None:
    with pytest.raises(FormatUnknown):
        write_papers([Paper(page(workspace, register, task_id), 1)], tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
