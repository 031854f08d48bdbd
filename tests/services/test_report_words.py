"""The sentences of the drafted reports, as a leader reads them before he signs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Chart, Letter, Office, Paragraph, ReportDraft, ReportKind, Table
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.task import Assignment
from desktop_app.exchange.reports import TaskNames, compose
from desktop_app.exchange.reports.document_text import number_line
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.reporting._citing import cite, kind_of
from desktop_app.services.reporting._drafting import LONGEST_RESULT
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 16)
TITLE = "Đề án Đổi mới, nâng cao hiệu quả công tác tổ chức thi hành pháp luật giai đoạn 2018 - 2022"
DECISION = f"Quyết định số 242/QĐ-TTg ngày 26/02/2018 của Thủ tướng Chính phủ phê duyệt “{TITLE}”"
OFFICE = Office(
    department="Sở Tư pháp",
    parent_body="Ủy ban nhân dân tỉnh Nam Định",
    place="Nam Định",
    document_suffix="BC-STP",
    addressees="Bộ Tư pháp;\nỦy ban nhân dân tỉnh Nam Định.",
)

Drafted = Callable[..., ReportDraft]


@pytest.fixture
def drafted(workspace: Workspace, register: Register) -> Drafted:
    workspace.office.put(OFFICE)

    def draft(kind: ReportKind, period: str = "nd09/2021-Q4", agency: str = "") -> ReportDraft:
        found = workspace.periods.find(period, register.programme)
        return workspace.reports.draft(register, Order(kind, found, agency=agency), TODAY)

    return draft


def add(workspace: Workspace, register: Register, tasks: Sequence[tuple[int, str, str, str]]) -> list[int]:
    """Add tasks, each by its group, number, content and deadline."""
    ids = []
    for group, number, content, deadline in tasks:
        given = Assignment(group, number, content, leads=("Sở Nội vụ",), deadline=deadline)
        ids.append(workspace.tasks.add(register, register.groups[group - 1].id, given).id)
    return ids


def record(workspace: Workspace, register: Register, period: Period, **changes: ProgressChanges) -> None:
    by_number = {f"n{task.number}": task.id for task in register.tasks}
    workspace.recording.record(register, period, {by_number[name]: one for name, one in changes.items()})


FOUR = (
    (1, "1", "Ban hành kế hoạch", "31/12/2021"),
    (1, "2", "Tổng kết công tác", "31/12/2022"),
    (2, "3", "Xây dựng quy chế phối hợp", "30/6/2021"),
    (2, "4", "Phổ biến pháp luật", "Thường xuyên"),
)


def test_a_programme_without_overdue_tasks_says_so(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR[:2])
    record(workspace, register, q4, n1={"percent": 10})
    told = drafted(ReportKind.OVERDUE).texts["general"]
    assert told == "Tính đến ngày 14/12/2021, không có nhiệm vụ quá hạn trong tổng số 02 nhiệm vụ."


def test_the_longest_overdue_task_is_no_number_of_days(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    record(workspace, register, q4, n3={"percent": 10})
    assert drafted(ReportKind.OVERDUE).texts["general"] == (
        "Tính đến ngày 14/12/2021, có 01/04 nhiệm vụ quá hạn, chiếm 25%; nhiệm vụ quá hạn lâu nhất đã quá "
        "hạn 167 ngày. Chi tiết tại Phụ lục kèm theo."
    )


@pytest.mark.parametrize(
    ("period", "subject", "stage"),
    [
        ("nd09/2022", f"Tổng kết 05 năm thực hiện {TITLE}", "tổng kết"),
        ("nd09/2022-Q4", f"Tổng kết 05 năm thực hiện {TITLE}", "tổng kết"),
        ("nd09/2022-Q3", f"Sơ kết tình hình, kết quả thực hiện {TITLE}", "sơ kết"),
        ("nd09/2021", f"Sơ kết tình hình, kết quả thực hiện {TITLE[:-4]}2021", "sơ kết"),
        ("nd09/2018", f"Sơ kết tình hình, kết quả thực hiện {TITLE[:-21]}năm 2018", "sơ kết"),
    ],
)
def test_the_last_report_of_a_programme_is_its_final_one(
    drafted: Drafted, period: str, subject: str, stage: str
) -> None:
    draft = drafted(ReportKind.SUMMARY, period)
    assert draft.texts["subject"] == subject
    assert draft.texts["closing"] == (
        f"Trên đây là báo cáo {stage} thực hiện {TITLE} của Sở Tư pháp, kính gửi Bộ Tư pháp tổng hợp"
    )


def test_tasks_without_a_deadline_are_not_promised_in_time(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    record(workspace, register, q4, n1={"percent": 50})
    assert drafted(ReportKind.PERIODIC).texts["next"].split("\n") == [
        "- Tập trung chỉ đạo, đôn đốc hoàn thành dứt điểm 01 nhiệm vụ quá hạn (nhiệm vụ số 3).",
        (
            "- Bảo đảm hoàn thành đúng thời hạn 01 nhiệm vụ đến hạn từ ngày 15/12/2021 đến ngày 14/3/2022 "
            "(nhiệm vụ số 1)."
        ),
        (
            "- Tiếp tục triển khai 01 nhiệm vụ chưa đến hạn, bảo đảm tiến độ; thực hiện thường xuyên 01 "
            "nhiệm vụ không có thời hạn."
        ),
    ]
    record(workspace, register, q4, n2={"state": State.DONE}, n3={"state": State.DONE})
    record(workspace, register, q4, n1={"state": State.DONE})
    assert drafted(ReportKind.PERIODIC).texts["next"] == (
        "- Thực hiện thường xuyên 01 nhiệm vụ không có thời hạn."
    )
    record(workspace, register, q4, n4={"state": State.DONE})
    assert drafted(ReportKind.PERIODIC).texts["next"] == (
        "- Toàn bộ nhiệm vụ đã hoàn thành; tiếp tục duy trì kết quả thực hiện."
    )


def test_the_totals_tell_the_work_and_leave_out_what_is_empty(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR[:3])
    done: ProgressChanges = {"state": State.DONE, "completed_on": date(2021, 12, 1)}
    record(workspace, register, q4, n1=done)
    general = drafted(ReportKind.PERIODIC).texts["general"]
    assert general.split("\n") == [
        "Tính đến ngày 14/12/2021, tổng số nhiệm vụ được giao là 03 nhiệm vụ, trong đó:",
        "- Đã hoàn thành 01/03 nhiệm vụ, đạt 33,3% (đúng hạn: 01 nhiệm vụ);",
        "- Chưa hoàn thành 02/03 nhiệm vụ, chiếm 66,7% (trong hạn: 01 nhiệm vụ; quá hạn: 01 nhiệm vụ).",
        "Tình hình thực hiện từng nhiệm vụ được nêu tại Phụ lục I kèm theo.",
    ]
    assert "cập nhật" not in general


def test_suspended_and_withdrawn_tasks_are_told_apart_and_listed(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    ids = add(workspace, register, FOUR)
    stopped: ProgressChanges = {"state": State.SUSPENDED, "difficulty": "Dịch bệnh."}
    record(workspace, register, q4, n1={"percent": 50}, n3=stopped)
    told = "Ngoài ra, có 01 nhiệm vụ tạm dừng thực hiện, không tính vào tổng số (chi tiết tại Phụ lục II)."
    assert told in drafted(ReportKind.PERIODIC).texts["general"]
    workspace.tasks.withdraw(register, [ids[1]], date(2021, 10, 1), "Theo Công văn số 15/UBND-NC")
    draft = drafted(ReportKind.PERIODIC)
    assert (
        "Ngoài ra, có 01 nhiệm vụ tạm dừng thực hiện và 01 nhiệm vụ đã đưa ra khỏi danh mục, không tính vào "
        "tổng số (chi tiết tại Phụ lục II)."
    ) in draft.texts["general"]
    (annex,) = (one for one in compose(draft).annexes if one.title.startswith("NHIỆM VỤ TẠM DỪNG"))
    assert annex.name == "Phụ lục II"
    (table,) = annex.parts
    assert isinstance(table, Table)
    assert sorted([cell.text for cell in row.cells] for row in table.rows) == [
        [
            "2",
            "Tổng kết công tác",
            "Sở Nội vụ",
            "Đã đưa ra khỏi danh mục",
            "01/10/2021",
            "Theo Công văn số 15/UBND-NC",
        ],
        ["3", "Xây dựng quy chế phối hợp", "Sở Nội vụ", "Tạm dừng", "14/12/2021", "Dịch bệnh."],
    ]


def test_a_report_cites_kind_number_day_issuer_and_subject(drafted: Drafted) -> None:
    texts = drafted(ReportKind.PERIODIC).texts
    assert texts["opening"] == (
        f"Thực hiện {DECISION}, Sở Tư pháp báo cáo tình hình, kết quả thực hiện quý IV/2021 như sau:"
    )
    assert texts["closing"] == (
        f"Trên đây là báo cáo tình hình, kết quả thực hiện {TITLE}, quý IV/2021 của Sở Tư pháp, kính gửi "
        "Bộ Tư pháp tổng hợp"
    )
    assert drafted(ReportKind.SUMMARY, "nd09/2021").texts["opening"] == (
        f"Thực hiện {DECISION}, Sở Tư pháp báo cáo tình hình, kết quả thực hiện giai đoạn 2018 - 2021 (số "
        "liệu tính đến ngày 14/12/2021) như sau:"
    )


def test_the_programme_itself_is_told_if_it_is_asked_for(drafted: Drafted) -> None:
    draft = drafted(ReportKind.PERIODIC)
    assert "programme" not in draft.preset.sections
    programme = draft.report.programme
    asked = replace(draft, preset=replace(draft.preset, sections=("programme", "general")))
    section = compose(asked).sections[1]
    assert section.title == "I. THÔNG TIN CHUNG"
    told = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert told[0].startswith("- Văn bản ban hành: Quyết định số 242/QĐ-TTg ngày 26/02/2018 của Thủ tướng")
    assert told[1] == "- Thời gian thực hiện: từ năm 2018 đến năm 2022."
    assert f"- Mục tiêu: {programme.objective.rstrip('.')}." in told
    assert told[-7:] == [
        f"{group.number}. {group.title}{'.' if group.number == 7 else ';'}" for group in draft.report.groups
    ]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("242/QĐ-TTg", "Quyết định"),
        ("242/qd-ttg", "Quyết định"),
        ("12-NQ/TW", "Nghị quyết"),
        ("20/CT-TTg", "Chỉ thị"),
        ("45/KH-UBND", "Kế hoạch"),
        ("08-CTr/TU", "Chương trình"),
        ("80/2025/NĐ-CP", "Nghị định"),
        ("456/UBDT-DTTS", ""),
        ("12", ""),
    ],
)
def test_the_kind_of_a_document_is_read_from_its_sign(number: str, kind: str) -> None:
    assert kind_of(number) == kind


def test_a_citation_says_neither_the_kind_twice_nor_what_is_not_known(register: Register) -> None:
    plan = replace(register.programme, number="45/KH-UBND", title="Kế hoạch triển khai Đề án", issued_on=None)
    assert cite(replace(plan, issuer="Ủy ban nhân dân tỉnh")) == (
        "Kế hoạch số 45/KH-UBND của Ủy ban nhân dân tỉnh triển khai Đề án"
    )
    assert cite(replace(plan, issuer="", number="20/CT-TTg", title="Về tăng cường phối hợp")) == (
        "Chỉ thị số 20/CT-TTg về tăng cường phối hợp"
    )
    assert cite(replace(plan, issuer="", number="12-NQ/TW", title="Chương trình hành động")) == (
        "Nghị quyết số 12-NQ/TW về “Chương trình hành động”"
    )
    day = date(2021, 4, 23)
    assert cite(replace(plan, issuer="Ủy ban Dân tộc", number="456/UBDT-DTTS", issued_on=day)) == (
        "Kế hoạch triển khai Đề án (văn bản số 456/UBDT-DTTS ngày 23/4/2021 của Ủy ban Dân tộc)"
    )


LONG = (
    "Kiểm điểm, đánh giá công tác lãnh đạo, chỉ đạo tổ chức thi hành pháp luật trong báo cáo tổng kết năm "
    "của cơ quan "
)


def test_a_task_is_named_by_its_content_and_number_everywhere(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, ((1, "1", LONG + "x" * 20, "31/12/2021"), *FOUR[1:]))
    result = "Đã nhận đủ báo cáo của 20/20 sở, ngành."
    stuck = "Hai cơ quan chưa gửi ý kiến."
    record(workspace, register, q4, n1={"result": result, "percent": 60}, n3={"difficulty": stuck})
    texts = drafted(ReportKind.PERIODIC).texts
    name = f"{LONG.strip()}… (nhiệm vụ số 1)"
    assert len(LONG.strip()) <= 119
    assert f"- {name}: đã nhận đủ báo cáo của 20/20 sở, ngành." in texts["results"].split("\n")
    assert (
        texts["difficulties"] == "- Xây dựng quy chế phối hợp (nhiệm vụ số 3): hai cơ quan chưa gửi ý kiến."
    )
    assert texts["proposals"] == "Sở Tư pháp không có đề xuất, kiến nghị."


def test_the_group_is_named_only_where_numbers_begin_anew(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    again = [(group, str(1 + count % 2), content, due) for count, (group, _, content, due) in enumerate(FOUR)]
    ids = add(workspace, register, again)
    workspace.recording.record(register, q4, {ids[2]: {"difficulty": "Thiếu kinh phí"}})
    draft = drafted(ReportKind.PERIODIC)
    assert draft.texts["difficulties"] == (
        "- Xây dựng quy chế phối hợp (nhiệm vụ số 1, Nhóm II): thiếu kinh phí."
    )
    rows = [row for group in draft.report.groups for row in group.rows]
    names = TaskNames(draft.report)
    assert names.together(rows[:3]) == "nhiệm vụ số 1, Nhóm I; số 2, Nhóm I; số 1, Nhóm II"
    (table,) = compose(draft).annexes[1].parts
    assert isinstance(table, Table)
    assert [row.cells[0].text for row in table.rows] == ["1, Nhóm II"]


def test_several_tasks_share_one_difficulty(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    stuck: ProgressChanges = {"difficulty": "Thiếu kinh phí."}
    record(workspace, register, q4, n1=stuck, n2=stuck, n3=stuck, n4=stuck)
    assert drafted(ReportKind.PERIODIC).texts["difficulties"] == (
        "- Ban hành kế hoạch (nhiệm vụ số 1); Tổng kết công tác (nhiệm vụ số 2); Xây dựng quy chế phối hợp "
        "(nhiệm vụ số 3) và các nhiệm vụ khác (nhiệm vụ số 4): thiếu kinh phí."
    )


def test_a_long_result_keeps_its_lines_and_says_where_it_stands_whole(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    lines = "Sở đã ban hành kế hoạch.\n- Đã tổ chức 04 hội nghị."
    sentences = "Đã rà soát 245 văn bản, kiến nghị sửa đổi 32 văn bản. " * 6
    texts: list[ProgressChanges] = [{"result": one} for one in (lines, "kết quả " * 100, sentences)]
    record(workspace, register, q4, n1=texts[0], n2=texts[1], n3=texts[2])
    draft = drafted(ReportKind.PERIODIC)
    told = draft.texts["results"].split("\n")
    assert told[2:4] == [
        "- Ban hành kế hoạch (nhiệm vụ số 1): Sở đã ban hành kế hoạch.",
        "+ Đã tổ chức 04 hội nghị.",
    ]
    name = "- Tổng kết công tác (nhiệm vụ số 2): "
    assert told[4] == name + ("kết quả " * 25).strip() + "… (chi tiết tại Phụ lục I)"
    assert len(told[4]) - len(name) < LONGEST_RESULT + 30
    assert draft.texts["results"].count("kiến nghị sửa đổi 32 văn bản (chi tiết tại Phụ lục I).") == 1
    order = Order(ReportKind.PERIODIC, q4, replace(draft.preset, annexes=()))
    bare = workspace.reports.draft(register, order, TODAY)
    assert ("kết quả " * 100).strip() in bare.texts["results"]
    assert "Phụ lục" not in "".join(bare.texts.values())


def test_a_result_in_the_body_ends_with_one_full_stop(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    texts: list[ProgressChanges] = [{"result": one} for one in ("Đã ban hành", "Đã ban hành.", "(xong)")]
    record(workspace, register, q4, n1=texts[0], n2=texts[1], n3=texts[2])
    told = [line for line in drafted(ReportKind.PERIODIC).texts["results"].split("\n") if "- " in line]
    assert [line.rpartition(": ")[2].lower() for line in told] == ["đã ban hành.", "đã ban hành.", "(xong)"]


def test_a_group_tells_its_tasks_in_whole_words(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    record(workspace, register, q4, n1={"state": State.DONE, "completed_on": date(2021, 12, 1)})
    told = drafted(ReportKind.PERIODIC).texts["results"].split("\n")
    assert told[1::2] == [
        "Nhóm có 02 nhiệm vụ, đã hoàn thành 01/02 nhiệm vụ (50%); còn 01 nhiệm vụ trong hạn.",
        (
            "Nhóm có 02 nhiệm vụ, chưa có nhiệm vụ hoàn thành; còn 01 nhiệm vụ quá hạn và 01 nhiệm vụ không "
            "có thời hạn."
        ),
    ]


@pytest.mark.parametrize("number", ["215", "215/BC-STP", " 215 / BC-STP"])
def test_the_ending_of_a_number_is_printed_once(number: str) -> None:
    assert number_line(OFFICE, Letter(number)) == "Số: 215/BC-STP"


def test_a_correction_cites_the_report_that_it_corrects(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    ids = add(workspace, register, FOUR)
    workspace.recording.record(register, q4, {ids[0]: {"percent": 40}})
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(register, q4, TODAY)
    workspace.sealing.submit(
        Submission(
            0,
            register.programme.id,
            q4.id,
            version=1,
            document="215/BC-STP",
            sent_on=date(2021, 12, 20),
        )
    )
    workspace.sealing.reopen(register.programme.id, q4.id, "Chuyên viên gõ nhầm")
    workspace.recording.record(register, q4, {ids[0]: {"percent": 60}})
    draft = drafted(ReportKind.CORRECTION)
    assert draft.texts["subject"] == f"Chỉnh lý, bổ sung số liệu thực hiện {TITLE}, quý IV/2021"
    assert draft.texts["opening"] == (
        "Ngày 20/12/2021, Sở Tư pháp đã có Báo cáo số 215/BC-STP về tình hình, kết quả thực hiện "
        f"{TITLE}, quý IV/2021. Qua rà soát, Sở Tư pháp chỉnh lý, bổ sung một số nội dung, số liệu như sau:"
    )
    assert draft.texts["results"] == (
        "Có 01 nội dung, số liệu được chỉnh lý, bổ sung; chi tiết tại Phụ lục kèm theo."
    )
    assert draft.texts["closing"] == (
        "Các nội dung, số liệu khác giữ nguyên theo Báo cáo số 215/BC-STP. Sở Tư pháp kính gửi Bộ Tư pháp "
        "tổng hợp"
    )
    workspace.sealing.seal(register, q4, TODAY)
    second = Submission(
        0, register.programme.id, q4.id, version=2, document="220/BC-STP", sent_on=date(2021, 12, 24)
    )
    workspace.sealing.submit(second)
    workspace.sealing.reopen(register.programme.id, q4.id, "Chuyên viên gõ nhầm")
    workspace.recording.record(register, q4, {ids[1]: {"percent": 70}})
    again = drafted(ReportKind.CORRECTION)
    assert again.texts["opening"].startswith(
        "Ngày 24/12/2021, Sở Tư pháp đã có Báo cáo số 220/BC-STP chỉnh lý, bổ sung số liệu thực hiện "
    )
    assert "giữ nguyên theo Báo cáo số 215/BC-STP và Báo cáo số 220/BC-STP." in again.texts["closing"]
    (annex,) = compose(again).annexes
    (table,) = annex.parts
    assert isinstance(table, Table)
    assert "Loại số liệu" not in [row.cells[1].text for row in table.rows]
    assert "gõ nhầm" not in str(compose(draft))
    assert "đính chính" not in str(compose(draft)).lower()


def test_a_letter_to_an_agency_is_an_official_letter(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    record(workspace, register, q4, n1={"percent": 50})
    draft = drafted(ReportKind.AGENCY, agency="Sở Nội vụ")
    paper = compose(replace(draft, letter=Letter("7", TODAY)))
    assert (paper.title, paper.number_line) == ("", "Số: 07/STP")
    assert (
        paper.subject == f"V/v tình hình thực hiện nhiệm vụ do Sở Nội vụ chủ trì thuộc {TITLE}, quý IV/2021"
    )
    assert {one.attached for one in paper.annexes} == {
        "(Kèm theo Công văn số 07/STP ngày 16 tháng 12 năm 2021 của Sở Tư pháp)"
    }
    assert draft.texts["opening"] == (
        f"Thực hiện {DECISION}, Sở Tư pháp thông báo tình hình thực hiện nhiệm vụ do Sở Nội vụ chủ trì "
        "trong quý IV/2021 như sau:"
    )
    assert draft.texts["closing"] == (
        "Đề nghị Sở Nội vụ rà soát, đối chiếu số liệu và tiếp tục triển khai nhiệm vụ được giao, bảo đảm "
        "tiến độ"
    )
    ended: ProgressChanges = {"state": State.DONE, "completed_on": date(2021, 12, 1)}
    record(workspace, register, q4, n1=ended, n2=ended, n3=ended, n4=ended)
    done = drafted(ReportKind.AGENCY, agency="Sở Nội vụ").texts["closing"]
    assert done == "Đề nghị Sở Nội vụ rà soát, đối chiếu số liệu nêu trên"


def test_a_letter_tells_an_agency_only_what_it_said(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    """Its groups are numbered from one, no section says that nothing was said, and one bar is no chart."""
    add(workspace, register, ((2, "1", "Ban hành kế hoạch", "31/12/2021"),))
    record(workspace, register, q4, n1={"percent": 50})
    paper = compose(drafted(ReportKind.AGENCY, agency="Sở Nội vụ"))
    assert [section.title for section in paper.sections] == [
        "",
        "I. TÌNH HÌNH CHUNG",
        "II. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TIẾP THEO",
        "",
    ]
    assert str(paper.sections[2].blocks[0]).count(f"1. {register.groups[1].title}") == 1
    assert not any(isinstance(part, Chart) for annex in paper.annexes for part in annex.parts)


def test_a_report_of_nothing_but_suspended_tasks_says_so(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    ids = add(workspace, register, ((1, "1", "Ban hành kế hoạch", "31/12/2021"),))
    workspace.recording.suspend(register, q4, ids, date(2021, 11, 1), "Chờ hướng dẫn")
    texts = drafted(ReportKind.PERIODIC).texts
    assert texts["general"] == (
        "Tính đến ngày 14/12/2021, toàn bộ nhiệm vụ không tính vào tổng số: 01 nhiệm vụ tạm dừng thực hiện."
    )
    assert texts["results"].endswith("Nhóm có 01 nhiệm vụ, đang tạm dừng thực hiện, không tính vào tổng số.")


def test_a_report_without_figures_claims_nothing(
    workspace: Workspace, register: Register, drafted: Drafted
) -> None:
    add(workspace, register, FOUR)
    texts = drafted(ReportKind.PERIODIC).texts
    assert texts["general"].endswith("chưa có số liệu về tình hình thực hiện.")
    assert texts["difficulties"] == "Chưa có thông tin về khó khăn, vướng mắc."
    assert texts["proposals"] == "Chưa có thông tin về đề xuất, kiến nghị."


def test_a_summary_of_one_year_names_it_once(register: Register, drafted: Drafted) -> None:
    opening = drafted(ReportKind.SUMMARY, "nd09/2018").texts["opening"]
    assert "kết quả thực hiện năm 2018 (số liệu tính đến ngày 14/12/2018) như sau:" in opening


def test_letters_go_to_others_with_a_number_each_or_none(
    workspace: Workspace, register: Register, q4: Period
) -> None:
    """The list calls the office by its full name; one letter has a number of its own already."""
    leads = ("Sở Nội vụ", "Sở Tư pháp tỉnh Nam Định", "Công an tỉnh", "Sở Tài chính")
    for place, lead in enumerate(leads, 1):
        given = Assignment(1, f"{place}", f"Việc {place}", leads=(lead,))
        workspace.tasks.add(register, register.groups[0].id, given)
    workspace.office.put(replace(OFFICE, full_name="Sở Tư pháp tỉnh Nam Định"))
    every = Order(ReportKind.AGENCY, q4)

    def numbers() -> dict[str, Letter]:
        made = workspace.reports.drafts(register.programme.id, every, TODAY)
        return {one.agency: one.letter for one in made}

    assert numbers() == dict.fromkeys(("Sở Nội vụ", "Công an tỉnh", "Sở Tài chính"), Letter())
    reports = workspace.reports
    reports.narratives.put_letter(reports.key(register, every), Letter("31", TODAY))
    police = reports.key(register, replace(every, agency="Công an tỉnh"))
    reports.narratives.put_letter(police, Letter("9"))
    assert numbers() == {
        "Sở Nội vụ": Letter("31", TODAY),
        "Công an tỉnh": Letter("9", TODAY),
        "Sở Tài chính": Letter("33", TODAY),
    }


def test_sentences_use_the_full_name_and_the_heading_the_short_one(
    workspace: Workspace, register: Register, q4: Period, drafted: Drafted
) -> None:
    workspace.office.put(replace(OFFICE, full_name="Sở Tư pháp tỉnh Nam Định"))
    draft = workspace.reports.draft(register, Order(ReportKind.PERIODIC, q4), TODAY)
    paper = compose(draft)
    assert paper.department == "SỞ TƯ PHÁP"
    assert "Sở Tư pháp tỉnh Nam Định báo cáo tình hình" in draft.texts["opening"]
    assert drafted(ReportKind.PERIODIC).texts["opening"] == draft.texts["opening"]


def test_a_summary_asks_for_direction_and_assessment(drafted: Drafted) -> None:
    draft = drafted(ReportKind.SUMMARY, "nd09/2021")
    assert [section.title for section in compose(draft).sections] == [
        "",
        "I. TÌNH HÌNH CHUNG QUA CÁC NĂM",
        "II. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "III. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ",
        "IV. ĐÁNH GIÁ CHUNG",
        "V. KHÓ KHĂN, VƯỚNG MẮC",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
        "VII. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
        "",
    ]
    assert draft.texts["assessment"] == "- Ưu điểm: ………………\n- Hạn chế và nguyên nhân: ………………"
