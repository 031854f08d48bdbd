"""Reports built by hand, for the tests of every written face."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import Office, Report, ReportAgency, ReportGroup, ReportRow
from desktop_app.domain.reports.draft import ReportDraft
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.domain.status import Totals, stand, tally
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reports.excel import write_report

CUT_OFF = date(2021, 12, 14)
QUARTER = Period(
    "nd09",
    "quarter",
    2021,
    part="Q4",
    label="Quý IV/2021",
    starts_on=date(2021, 9, 15),
    cut_off=CUT_OFF,
    send_by=date(2021, 12, 25),
)
OFFICE = Office(
    province_list="63",
    province_code="36",
    department="Sở Tư pháp",
    parent_body="Ủy ban nhân dân tỉnh Nam Định",
    place="Nam Định",
    signer_title="Giám đốc",
    signer_name="Nguyễn Văn An",
    document_suffix="BC-STP",
    regime="nd09",
)
PROGRAMME = Programme(
    1,
    "242/QĐ-TTg",
    "Đề án Đổi mới, nâng cao hiệu quả công tác tổ chức thi hành pháp luật giai đoạn 2018 - 2022",
    issuer="Thủ tướng Chính phủ",
    issued_on=date(2018, 2, 26),
    starts_on=date(2018, 1, 1),
    ends_on=date(2022, 12, 31),
)
SIXTH = (
    "Tăng cường theo dõi, kiểm tra việc thực hiện trách nhiệm quản lý nhà nước "
    "trong công tác tổ chức thi hành pháp luật"
)
GROUPS = (
    "Tăng cường sự lãnh đạo của cấp ủy Đảng, chính quyền các cấp trong công tác tổ chức thi hành",
    "Hoàn thiện thể chế về tổ chức thi hành và theo dõi thi hành pháp luật",
    "Đổi mới công tác theo dõi, đánh giá tình hình thi hành pháp luật",
    "Tăng cường năng lực phản ứng chính sách trong quá trình tổ chức thi hành pháp luật",
    "Ứng dụng công nghệ thông tin trong hoạt động tổ chức thi hành pháp luật",
    SIXTH,
    "Bảo đảm các điều kiện cho công tác tổ chức thi hành pháp luật",
)
REVIEW = (
    "Rà soát, hệ thống hóa văn bản quy phạm pháp luật; đề xuất sửa đổi, bổ sung các quy định mâu thuẫn, "
    "chồng chéo, không còn phù hợp với thực tiễn và kiến nghị cơ quan có thẩm quyền xử lý"
)
TRAINING = (
    "Tổ chức hội nghị tập huấn nghiệp vụ cho đội ngũ công chức làm công tác pháp chế tại các sở, ban, ngành, "
    "Phòng Tư pháp các huyện, thành phố và công chức Tư pháp - Hộ tịch cấp xã"
)
CONTENTS = (
    "Ban hành văn bản chỉ đạo các cơ quan, đơn vị tổ chức thi hành pháp luật trên địa bàn tỉnh",
    REVIEW,
    "Xây dựng cơ sở dữ liệu về theo dõi tình hình thi hành pháp luật",
    TRAINING,
    "Kiểm tra liên ngành việc thi hành pháp luật về xử lý vi phạm hành chính",
    "Bố trí kinh phí",
)
LEADS = (
    ("Sở Tư pháp",),
    ("Văn phòng Ủy ban nhân dân tỉnh",),
    ("Sở Thông tin và Truyền thông", "Sở Tư pháp"),
    ("Sở Tài chính",),
    ("Ủy ban nhân dân các huyện, thành phố",),
    (),
)
COORDINATING = (
    ("Các sở, ban, ngành", "Ủy ban nhân dân các huyện, thành phố"),
    (),
    ("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "Tòa án nhân dân tỉnh"),
)
DEADLINES = ("31/12/2021", "Tháng 12/2021", "15/11/2021", "Năm 2022", "Thường xuyên", "30/6/2021", "")
OUTPUTS = ("Chỉ thị của Chủ tịch Ủy ban nhân dân tỉnh", "Báo cáo", "Kế hoạch, tài liệu tập huấn", "")
LONG_RESULT = (
    "Sở Tư pháp đã tham mưu Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND ngày 15/01/2021 về theo dõi "
    "tình hình thi hành pháp luật; tổ chức 04 hội nghị tập huấn với 520 lượt người tham dự; kiểm tra tại 06 "
    "đơn vị, qua kiểm tra đã phát hiện và kiến nghị xử lý 15 nội dung chưa phù hợp.\nĐến nay các đơn vị đã "
    "khắc phục xong 11/15 nội dung, số còn lại sẽ hoàn thành trong quý I/2022."
)
RESULTS = (
    "",
    "Đã ban hành Kế hoạch số 45/KH-UBND ngày 10/3/2021.",
    LONG_RESULT,
    "Đang lấy ý kiến các sở, ngành đối với dự thảo.",
)
STATES = (State.DONE, State.IN_PROGRESS, State.NOT_STARTED, State.IN_PROGRESS, State.DONE, State.SUSPENDED)
DIFFICULTIES = (
    "",
    "Do ảnh hưởng của dịch Covid-19 nên chưa tổ chức được hội nghị trực tiếp; kinh phí bố trí còn hạn hẹp.",
    "",
)
PROPOSALS = (
    "",
    "",
    "Đề nghị Bộ Tư pháp sớm hướng dẫn bộ chỉ số đánh giá và bổ sung kinh phí cho địa phương.",
)
NOTES = ("", "", "", "Chuyển tiếp từ năm 2020")


def given(index: int, group: int = 1) -> Assignment:
    """Return an ordinary row of a list; texts of all lengths come round in turn."""
    return Assignment(
        group,
        str(index + 1),
        f"{CONTENTS[index % len(CONTENTS)]} (đợt {index + 1})",
        leads=LEADS[index % len(LEADS)],
        coordinating=COORDINATING[index % len(COORDINATING)],
        output=OUTPUTS[index % len(OUTPUTS)],
        deadline=DEADLINES[index % len(DEADLINES)],
    )


def task(index: int, assignment: Assignment) -> Task:
    """Return a task of the data file."""
    group = assignment.group or 0
    deadline = read_deadline(assignment.deadline)
    return Task(
        index + 1,
        1,
        group,
        position=index,
        given=assignment,
        deadline=deadline,
        folded=assignment.content.casefold(),
    )


def entry(index: int, of: Task) -> ProgressEntry | None:
    """Return what was recorded of the task: every state comes round, and some tasks have nothing."""
    state = (
        State.DONE,
        State.IN_PROGRESS,
        State.NOT_STARTED,
        State.IN_PROGRESS,
        State.DONE,
        State.SUSPENDED,
    )[index % 6]
    if index % 11 == 10:
        return None
    done = state is State.DONE
    return ProgressEntry(
        of.id,
        QUARTER.id,
        QUARTER.starts_on,
        cut_off=QUARTER.cut_off,
        state=state,
        percent=100 if done else 0 if state is State.NOT_STARTED else 10 + index * 7 % 80,
        completed_on=CUT_OFF - timedelta(days=index % 60) if done else None,
        result=RESULTS[index % len(RESULTS)],
        difficulty=DIFFICULTIES[index % len(DIFFICULTIES)],
        proposal=PROPOSALS[index % len(PROPOSALS)],
        note=NOTES[index % len(NOTES)],
    )


def row(of: Task, recorded: ProgressEntry | None, *, carried: bool = False) -> ReportRow:
    """Judge the task on the last day of the quarter."""
    standing = stand(of, [recorded] if recorded is not None else [], CUT_OFF, PROGRAMME.span)
    return ReportRow(of, standing, recorded, carried)


def done_row() -> ReportRow:
    """Return the row of a task that was done in the quarter."""
    done = task(0, given(0))
    place = (done.id, QUARTER.id, QUARTER.starts_on, CUT_OFF)
    return row(done, ProgressEntry(*place, State.DONE, 100, date(2021, 11, 20), result="Đã ban hành"))


def report(rows: list[ReportRow], apart: tuple[ReportRow, ...] = (), office: Office = OFFICE) -> Report:
    """Put rows under their groups and add them up."""
    groups = []
    for number, title in enumerate(GROUPS, 1):
        mine = tuple(one for one in rows if one.task.given.group == number)
        groups.append(ReportGroup(number, title, mine, tally(one.standing for one in mine)))
    names = dict.fromkeys(one.task.lead for one in rows)
    agencies = tuple(
        ReportAgency(name, tally(one.standing for one in rows if one.task.lead == name)) for name in names
    )
    total = sum((group.totals for group in groups), Totals())
    suspended = tuple(one for one in rows if one.standing.status is None)
    return Report(
        PROGRAMME,
        QUARTER,
        CUT_OFF,
        office=office,
        groups=tuple(groups),
        agencies=agencies,
        total=total,
        apart=(*suspended, *apart),
        made_on=date(2021, 12, 16),
    )


def ordinary(count: int = 45) -> Report:
    """Return a report of `count` tasks over the seven groups, one of them withdrawn besides."""
    rows = []
    for index in range(count):
        one = task(index, given(index, 1 + index * len(GROUPS) // count))
        rows.append(row(one, entry(index, one), carried=index % 9 == 3))
    gone = replace(
        task(count, given(count, 3)),
        fate=Fate.WITHDRAWN,
        fate_on=date(2021, 10, 1),
        fate_note="Theo Quyết định 15",
    )
    return report(rows, (row(gone, None),))


def illustrative(count: int = 45) -> Report:
    """Return the same of made-up data."""
    real = ordinary(count)
    return replace(real, programme=replace(real.programme, illustrative=True))


def write(of: Report, target: Path, progress: Progress = no_progress) -> None:
    """Write the usual workbook of a report."""
    write_report(ReportDraft(of, usual_preset(ReportKind.PERIODIC)), target, progress)
