"""A report of the length that offices write.

The program of commit e161438 needed 55 pages for 120 such tasks.
"""

from dataclasses import replace

from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import Report
from desktop_app.domain.task import Task
from tests.exchange import report_samples as samples

CONTENTS = (
    (
        "Rà soát, hệ thống hóa văn bản quy phạm pháp luật thuộc lĩnh vực quản lý nhà nước của ngành; đề "
        "xuất sửa đổi, bổ sung các quy định mâu thuẫn, chồng chéo, không còn phù hợp"
    ),
    (
        "Tổ chức hội nghị tập huấn nghiệp vụ cho công chức làm công tác pháp chế tại các sở, ban, ngành, "
        "Phòng Tư pháp các huyện, thành phố và công chức Tư pháp - Hộ tịch cấp xã"
    ),
    (
        "Ban hành văn bản chỉ đạo các cơ quan, đơn vị tổ chức thi hành pháp luật; gắn kết quả tổ chức thi"
        " hành pháp luật với việc đánh giá, xếp loại người đứng đầu"
    ),
    (
        "Xây dựng, vận hành cơ sở dữ liệu về theo dõi tình hình thi hành pháp luật, kết nối với Cơ sở dữ "
        "liệu quốc gia về pháp luật và Hệ thống thông tin báo cáo của tỉnh"
    ),
    (
        "Kiểm tra liên ngành việc thi hành pháp luật về xử lý vi phạm hành chính tại các sở, ngành và Ủy "
        "ban nhân dân cấp huyện, tập trung vào các lĩnh vực trọng tâm"
    ),
    (
        "Bố trí kinh phí, biên chế và các điều kiện bảo đảm cho công tác tổ chức thi hành pháp luật; thực"
        " hiện chế độ báo cáo, thống kê theo hướng dẫn của Bộ Tư pháp"
    ),
)
FIELDS = ("đất đai", "môi trường", "xây dựng", "giao thông", "y tế", "giáo dục", "lao động", "tài chính")
LEADS = (*samples.LEADS[:-1], ("Sở Nội vụ",))
COORDINATING = (samples.COORDINATING[0], ("Sở Tư pháp",), samples.COORDINATING[2])
OUTPUTS = (
    "Chỉ thị của Chủ tịch Ủy ban nhân dân tỉnh",
    "Báo cáo của Ủy ban nhân dân tỉnh",
    "Kế hoạch, tài liệu tập huấn",
    "Quyết định của Ủy ban nhân dân tỉnh",
)
RESULTS = (
    (
        "Sở Tư pháp đã tham mưu Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND ngày 15/01/2021 về "
        "theo dõi tình hình thi hành pháp luật; tổ chức 04 hội nghị tập huấn với 520 lượt người tham "
        "dự.\nĐã kiểm tra tại 06 đơn vị, kiến nghị xử lý 15 nội dung."
    ),
    (
        "Đã rà soát 245 văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân tỉnh; kiến nghị"
        " sửa đổi, bổ sung, thay thế 32 văn bản, bãi bỏ 17 văn bản. Kết quả được công bố tại Quyết định "
        "số 88/QĐ-UBND ngày 30/01/2021."
    ),
    (
        "Ủy ban nhân dân tỉnh đã ban hành Quyết định số 1234/QĐ-UBND ngày 20/10/2021 phê duyệt danh mục "
        "nhiệm vụ; 18/20 sở, ngành đã ban hành kế hoạch. Đã tổ chức 02 đoàn kiểm tra liên ngành tại 08 "
        "đơn vị, kiến nghị xử lý 23 nội dung."
    ),
    (
        "Đang lấy ý kiến các sở, ngành đối với dự thảo Quy chế phối hợp; đến ngày 10/12/2021 đã nhận được"
        " ý kiến của 16/20 cơ quan, trong đó 12 cơ quan thống nhất, 04 cơ quan đề nghị chỉnh lý về trách "
        "nhiệm cung cấp thông tin."
    ),
)
DIFFICULTY = (
    "Do ảnh hưởng của dịch Covid-19 nên chưa tổ chức được hội nghị trực tiếp; kinh phí bố trí còn hạn"
    " hẹp; đội ngũ công chức làm công tác pháp chế tại các sở, ngành còn thiếu, chủ yếu kiêm nhiệm."
)
PROPOSAL = (
    "Đề nghị Bộ Tư pháp sớm ban hành bộ chỉ số đánh giá hiệu quả công tác tổ chức thi hành pháp luật "
    "và bổ sung kinh phí cho địa phương."
)


def task(index: int, group: int) -> Task:
    """Return a task with a long content, of one or more agencies."""
    content = CONTENTS[index % len(CONTENTS)]
    given = replace(
        samples.given(index, group),
        content=f"{content} trong lĩnh vực {FIELDS[index % len(FIELDS)]} (đợt {index})",
        leads=LEADS[index % len(LEADS)],
        coordinating=COORDINATING[index % len(COORDINATING)],
        output=OUTPUTS[index % len(OUTPUTS)],
        deadline=samples.DEADLINES[index % len(samples.DEADLINES)] or "Quý IV/2021",
    )
    return samples.task(index, given)


def entry(index: int, of: Task) -> ProgressEntry:
    """Return what was recorded of a task: a third have a difficulty, another third a proposal."""
    done = index % 4 == 0
    return ProgressEntry(
        of.id,
        samples.QUARTER.id,
        samples.QUARTER.starts_on,
        cut_off=samples.QUARTER.cut_off,
        state=State.DONE if done else State.IN_PROGRESS,
        percent=100 if done else 10 + index % 80,
        completed_on=samples.CUT_OFF if done else None,
        result=RESULTS[index % len(RESULTS)] if index % 11 != 10 else "",
        difficulty=DIFFICULTY if index % 3 == 1 and not done else "",
        proposal=PROPOSAL if index % 3 == 2 and not done else "",
    )


def long_report(count: int = 120) -> Report:
    """Return a report of `count` such tasks over the seven groups."""
    rows = []
    for index in range(count):
        one = task(index, 1 + index * len(samples.GROUPS) // count)
        rows.append(samples.row(one, entry(index, one)))
    return samples.report(rows)
