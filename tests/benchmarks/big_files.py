"""Data files of many tasks, for the measurements of the window."""

from pathlib import Path

from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.task import Assignment
from desktop_app.services.tasks.agencies import ids_for
from desktop_app.services.tasks.by_hand import made
from desktop_app.services.workspace import Workspace
from desktop_app.storage.store import Store

DEADLINES = ("31/12/2021", "Quý IV/2021", "Hằng năm", "Năm 2022", "30/6/2020", "Sau khi Luật được ban hành")
AGENCIES = (
    "Sở Tư pháp",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Công an tỉnh",
    "Văn phòng UBND tỉnh",
    "UBND huyện Ấ Đông",
)
CONTENTS = (
    "Rà soát, hệ thống hóa văn bản quy phạm pháp luật số %d thuộc phạm vi quản lý nhà nước của ngành",
    "Ban hành kế hoạch theo dõi tình hình thi hành pháp luật đợt %d trên địa bàn tỉnh",
    "Tổ chức tập huấn nghiệp vụ cho đội ngũ pháp chế, tư pháp - hộ tịch cấp xã, lần thứ %d",
    "Xây dựng quy chế phối hợp trong tổ chức thi hành pháp luật, văn bản %d",
)


def make_big_file(path: Path, count: int) -> None:
    """Make a data file of `count` tasks over the seven groups, every second one with progress in 2021-Q4."""
    Workspace.create(path).close()
    store = Store.open(path)
    workspace = Workspace(store)
    register = workspace.register(workspace.programme().id)
    tasks = []
    for number in range(count):
        group = register.groups[number % len(register.groups)]
        given = Assignment(
            group.number,
            str(number + 1),
            CONTENTS[number % len(CONTENTS)] % (number * 7919 % count),
            leads=(AGENCIES[number * 31 % len(AGENCIES)],),
            coordinating=(AGENCIES[number * 17 % len(AGENCIES)],),
            output="Báo cáo",
            deadline=DEADLINES[number % len(DEADLINES)],
        )
        tasks.append(
            made(number + 1, register.programme, group.id, number // len(register.groups) + 1, given)
        )
    with workspace.acts.act("import", count=count):
        store.tasks.add(tasks, ids_for(store, {*AGENCIES}))
    register.refresh()
    changes: dict[int, ProgressChanges] = {
        key: {"state": State.IN_PROGRESS, "percent": 1 + key % 99, "result": "Đã hoàn thiện dự thảo"}
        for key in range(1, count, 2)
    }
    workspace.recording.record(register, workspace.periods.find("2021-Q4", register.programme), changes)
    workspace.close()
