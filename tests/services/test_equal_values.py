"""An act that changes nothing is none.

No line in the history, and what was undone can still be done again.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.domain.errors import AppError
from desktop_app.domain.evidence import Document
from desktop_app.domain.indicator import Indicator
from desktop_app.domain.period import Period
from desktop_app.domain.reports import Letter, Office, ReportKind, usual_preset
from desktop_app.domain.task import Task
from desktop_app.exchange.reports import usual_template
from desktop_app.resources import resource, words
from desktop_app.services.periods.review_desk import PackageDesk, open_package
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting.narratives import ReportKey
from desktop_app.services.samples import SAMPLE_LIST
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

DAY = date(2021, 12, 1)
PERIOD = "nd09/2021-Q4"


@dataclass
class Office242:
    """A data file as an officer has it, and where files lie."""

    space: Workspace
    register: Register
    folder: Path

    @property
    def period(self) -> Period:
        return self.space.periods.find(PERIOD, self.register.programme)

    @property
    def tasks(self) -> list[Task]:
        return self.register.tasks

    @property
    def key(self) -> ReportKey:
        return ReportKey(self.register.programme.id, PERIOD, ReportKind.PERIODIC)

    def document(self) -> Document:
        return self.space.evidence.add(Document(0, self.register.programme.id, "Kế hoạch"), None)

    def indicator(self) -> Indicator:
        return self.space.indicators.add(Indicator(0, self.register.programme.id, "Số cuộc", "cuộc"))

    def gone(self) -> list[int]:
        """Bring in a list without the first three tasks of this one; return their ids."""
        left_out = [task.id for task in self.tasks[:3]]
        with self.space._store.transaction("import"):
            for task_id in left_out:
                query = "UPDATE tasks SET gone_since = (SELECT MAX(id) FROM editions) WHERE id = ?"
                self.space._store.db.execute(query, [task_id])
        self.register.refresh()
        return left_out


Again = Callable[[], object]


def recorded(one: Office242) -> Again:
    first = one.tasks[0].id
    return lambda: one.space.recording.record(one.register, one.period, {first: {"percent": 40}})


def put(one: Office242) -> Again:
    (entry,) = one.space.recording.record(one.register, one.period, {one.tasks[0].id: {"percent": 40}})
    return lambda: one.space.recording.put(one.register, [entry])


def entered(one: Office242) -> Again:
    first, sender = one.tasks[0].id, "Sở Tài chính"
    return lambda: one.space.recording.record(
        one.register, one.period, {first: {"result": "Đã dự thảo"}}, sender
    )


def confirmed(one: Office242) -> Again:
    ids = [task.id for task in one.tasks]
    return lambda: one.space.recording.confirm(one.register, one.period, ids)


def edited(one: Office242) -> Again:
    task = one.tasks[0]
    given = replace(task.given, output="Báo cáo mới", leads=("Sở Mới",))
    return lambda: one.space.tasks.edit(one.register, task.id, task.group_id, given, task.own, shown=task)


def moved(one: Office242) -> Again:
    first, group = one.tasks[0], one.register.groups[-1]
    return lambda: one.space.tasks.move(one.register, [first.id], group.id)


def assigned(one: Office242) -> Again:
    first = one.tasks[0].id
    return lambda: one.space.tasks.assign(one.register, [first], "Nguyễn Văn An")


def withdrawn(one: Office242) -> Again:
    ids = [task.id for task in one.tasks[:2]]
    return lambda: one.space.tasks.withdraw(one.register, ids, DAY, "Theo chỉ đạo")


def gone_withdrawn(one: Office242) -> Again:
    ids = one.gone()
    return lambda: one.space.gone.withdraw(one.register, ids, DAY, "Theo chỉ đạo")


def brought_back(one: Office242) -> Again:
    first = one.gone()[0]
    one.space.gone.merge(one.register, [first], one.tasks[5].id, DAY)
    return lambda: one.space.tasks.bring_back(one.register, [first])


def merged(one: Office242) -> Again:
    ids, into = one.gone(), one.tasks[5].id
    return lambda: one.space.gone.merge(one.register, ids, into, DAY, "Gộp")


def split(one: Office242) -> Again:
    first, into = one.gone()[0], [task.id for task in one.tasks[5:7]]
    return lambda: one.space.gone.split(one.register, first, into, DAY)


def renamed(one: Office242) -> Again:
    first, into = one.gone()[0], one.tasks[5].id
    one.space.recording.record(one.register, one.period, {first: {"percent": 40}})
    return lambda: one.space.gone.rename(one.register, first, into, DAY)


def kept(one: Office242) -> Again:
    ids = one.gone()
    return lambda: one.space.gone.keep(one.register, ids, "Địa phương làm tiếp")


def extended(one: Office242) -> Again:
    task = one.tasks[1]
    return lambda: one.space.extensions.extend(one.register, task.id, date(2022, 12, 31), "Chờ luật", DAY)


def extension_removed(one: Office242) -> Again:
    made = one.space.extensions.extend(one.register, one.tasks[1].id, date(2022, 12, 31), "Chờ luật", DAY)
    return lambda: one.space.extensions.remove(one.register, made)


def explained(one: Office242) -> Again:
    finding = one.space.checks.findings(one.register, one.period, DAY)[0]
    return lambda: one.space.checks.explain(one.register, one.period, finding, "Đã báo cáo lãnh đạo")


def explained_with_nothing(one: Office242) -> Again:
    finding = one.space.checks.findings(one.register, one.period, DAY)[0]
    return lambda: one.space.checks.explain(one.register, one.period, finding, "")


def levels_set(one: Office242) -> Again:
    levels = {**one.space.checks.levels(), CheckKind.SWING: Level.OFF}
    return lambda: one.space.checks.set_levels(levels)


def usual_levels(one: Office242) -> Again:
    levels = one.space.checks.levels()
    return lambda: one.space.checks.set_levels(levels)


def rules_set(one: Office242) -> Again:
    return lambda: one.space.sealing.set_rules(SealRules(checks=False, review=True))


def usual_rules(one: Office242) -> Again:
    return lambda: one.space.sealing.set_rules(SealRules())


def sent(one: Office242) -> Again:
    one.space.checks.set_levels(dict.fromkeys(CheckKind, Level.OFF))
    return lambda: one.space.reviewing.send(one.register, one.period, DAY)


def taken_back(one: Office242) -> Again:
    sent(one)()
    return lambda: one.space.reviewing.take_back(one.register, one.period)


def accepted(one: Office242) -> Again:
    first = one.tasks[0].id
    return lambda: one.space.reviewing.accept(one.register, one.period, [first])


def returned(one: Office242) -> Again:
    first = one.tasks[0].id
    return lambda: one.space.reviewing.give_back(one.register, one.period, [first], "Nêu rõ số văn bản")


def package_merged(one: Office242) -> Again:
    there, back = one.folder / "trinh.tdgoi", one.folder / "tra.tdgoi"
    one.space.packages.write(one.register, one.period, there)
    desk = PackageDesk(open_package(there))
    desk.accept([one.tasks[0].id], "Giám đốc")
    desk.answer(back)
    return lambda: one.space.packages.merge(one.register, one.period, open_package(back), back)


def regime_saved(one: Office242) -> Again:
    own = replace(one.space.periods.regimes["tt10"], id="tinh", title="Quy định của tỉnh")
    return lambda: one.space.periods.save(own)


def regime_removed(one: Office242) -> Again:
    regime_saved(one)()
    return lambda: one.space.periods.remove("tinh")


def regimes_chosen(one: Office242) -> Again:
    programme = one.space.programme()
    return lambda: one.space.periods.choose(programme, ("nd09", "tt10"))


def programme_changed(one: Office242) -> Again:
    programme = replace(one.space.programme(), title="Đề án")
    return lambda: one.space.programmes.change(programme)


def groups_arranged(one: Office242) -> Again:
    groups = [(group.id, f"Nhóm {group.number}") for group in one.register.groups]
    return lambda: one.space.programmes.arrange_groups(one.register.programme.id, groups)


def imported(one: Office242) -> Again:
    plan = one.space.imports.plan(one.register, resource("samples", SAMPLE_LIST))
    return lambda: one.space.imports.apply(one.register, plan)


def edition_taken_back(one: Office242) -> Again:
    (edition,) = one.space.editions.all(one.register.programme.id)
    return lambda: one.space.editions.take_back(one.register, edition.id)


def edition_described(one: Office242) -> Again:
    (edition,) = one.space.editions.all(one.register.programme.id)
    return lambda: one.space.editions.describe(edition.id, "12/QĐ-UBND", "Danh mục", DAY)


def agency_renamed(one: Office242) -> Again:
    first = one.space.agencies.all()[0]
    return lambda: one.space.agencies.rename(first.id, "Cơ quan khác tên")


def agencies_classified(one: Office242) -> Again:
    first, second, *_ = one.space.agencies.all()
    return lambda: one.space.agencies.classify([first.id, second.id], "Địa phương")


def agency_classified_as_nothing(one: Office242) -> Again:
    first = one.space.agencies.all()[0]
    return lambda: one.space.agencies.classify([first.id], " ")


def agency_merged(one: Office242) -> Again:
    first, second, *_ = one.space.agencies.all()
    return lambda: one.space.agencies.merge(first.id, second.id)


def agency_merged_with_itself(one: Office242) -> Again:
    first = one.space.agencies.all()[0]
    return lambda: one.space.agencies.merge(first.id, first.id)


def agency_removed(one: Office242) -> Again:
    key = one.space.agencies.add("Cơ quan không có việc")
    return lambda: one.space.agencies.remove(key)


def office_kept(one: Office242) -> Again:
    office = replace(one.space.office.get(), department="Sở Tư pháp")
    return lambda: one.space.office.put(office)


def empty_office(one: Office242) -> Again:
    return lambda: one.space.office.put(Office())


def words_written(one: Office242) -> Again:
    return lambda: one.space.reports.narratives.write(one.key, "results", "Kết quả")


def words_drafted(one: Office242) -> Again:
    return lambda: one.space.reports.narratives.draft_again(one.key, "results")


def letter_put(one: Office242) -> Again:
    return lambda: one.space.reports.narratives.put_letter(one.key, Letter("12/BC-STP", DAY))


def empty_letter(one: Office242) -> Again:
    return lambda: one.space.reports.narratives.put_letter(one.key, Letter())


def preset_saved(one: Office242) -> Again:
    first, second = (replace(usual_preset(ReportKind.PERIODIC), name=name) for name in ("Gọn", "Đủ"))
    one.space.reports.presets.save(first)
    one.space.reports.presets.save(second)
    return lambda: one.space.reports.presets.save(first)


def preset_removed(one: Office242) -> Again:
    one.space.reports.presets.save(replace(usual_preset(ReportKind.PERIODIC), name="Gọn"))
    return lambda: one.space.reports.presets.remove(ReportKind.PERIODIC, "Gọn")


def template_used(one: Office242) -> Again:
    return lambda: one.space.reports.presets.use_template(usual_template())


def template_left(one: Office242) -> Again:
    return one.space.reports.presets.use_shipped_template


def document_changed(one: Office242) -> Again:
    one.space.evidence.add(Document(0, one.register.programme.id, "Quyết định", decision=True), None)
    document = replace(one.document(), number="12/KH-UBND", decision=True)
    return lambda: one.space.evidence.change(document)


def files_taken_in(one: Office242) -> Again:
    path = one.folder / "a.pdf"
    path.write_bytes(b"paper")
    programme_id, key = one.register.programme.id, one.tasks[0].id
    return lambda: one.space.evidence.take_in(programme_id, [path], [key], PERIOD)


def document_removed(one: Office242) -> Again:
    document = one.document()
    return lambda: one.space.evidence.remove([document])


def document_linked(one: Office242) -> Again:
    document, key = one.document(), one.tasks[0].id
    return lambda: one.space.evidence.link([document], [key], None)


def document_unlinked(one: Office242) -> Again:
    document, key = one.document(), one.tasks[0].id
    one.space.evidence.link([document], [key], PERIOD)
    (row,) = one.space.evidence.of_task(one.register.programme.id, key)
    return lambda: one.space.evidence.unlink(document, row.links)


def indicator_changed(one: Office242) -> Again:
    indicator = replace(one.indicator(), unit="buổi")
    return lambda: one.space.indicators.change(indicator)


def indicator_renamed(one: Office242) -> Again:
    indicator = replace(one.indicator(), name="Tên mới")
    return lambda: one.space.indicators.change(indicator)


def indicator_removed(one: Office242) -> Again:
    indicator = one.indicator()
    return lambda: one.space.indicators.remove(indicator)


def indicator_recorded(one: Office242) -> Again:
    key = one.indicator().id
    return lambda: one.space.indicators.record(one.register, one.period, {(key, None): Decimal("12.5")})


def indicator_cleared(one: Office242) -> Again:
    key = one.indicator().id
    one.space.indicators.record(one.register, one.period, {(key, None): Decimal(12)})
    return lambda: one.space.indicators.record(one.register, one.period, {(key, None): None})


def sealed(one: Office242) -> Again:
    one.space.sealing.set_rules(SealRules(checks=False))
    return lambda: one.space.sealing.seal(one.register, one.period, DAY)


def reopened(one: Office242) -> Again:
    sealed(one)()
    return lambda: one.space.sealing.reopen(one.register.programme.id, PERIOD, "Sai số")


CASES: dict[str, tuple[Callable[[Office242], Again], ...]] = {
    "record": (recorded, put),
    "entry_form": (entered,),
    "confirm": (confirmed,),
    "extend": (extended,),
    "extension_remove": (extension_removed,),
    "explain": (explained, explained_with_nothing),
    "check_levels": (levels_set, usual_levels),
    "period_rules": (rules_set, usual_rules),
    "review_send": (sent,),
    "review_take_back": (taken_back,),
    "review_accept": (accepted,),
    "review_return": (returned,),
    "review_merge": (package_merged,),
    "seal": (sealed,),
    "reopen": (reopened,),
    "regime_change": (regime_saved,),
    "regime_remove": (regime_removed,),
    "import": (imported,),
    "task_edit": (edited,),
    "task_move": (moved,),
    "task_assign": (assigned,),
    "task_withdraw": (withdrawn, gone_withdrawn),
    "task_bring_back": (brought_back,),
    "task_merge": (merged,),
    "task_split": (split,),
    "task_rename": (renamed,),
    "task_keep": (kept,),
    "import_take_back": (edition_taken_back,),
    "edition_describe": (edition_described,),
    "programme_change": (programme_changed, regimes_chosen),
    "groups_change": (groups_arranged,),
    "agency_rename": (agency_renamed,),
    "agency_classify": (agencies_classified, agency_classified_as_nothing),
    "agency_merge": (agency_merged, agency_merged_with_itself),
    "agency_remove": (agency_removed,),
    "office": (office_kept, empty_office),
    "narrative": (words_written, words_drafted),
    "letter": (letter_put, empty_letter),
    "preset_save": (preset_saved,),
    "preset_remove": (preset_removed,),
    "template": (template_used, template_left),
    "evidence_add": (files_taken_in,),
    "evidence_change": (document_changed,),
    "evidence_remove": (document_removed,),
    "evidence_link": (document_linked,),
    "evidence_unlink": (document_unlinked,),
    "indicator_change": (indicator_changed,),
    "indicator_rename": (indicator_renamed,),
    "indicator_remove": (indicator_removed,),
    "indicator_record": (indicator_recorded, indicator_cleared),
}
ADDS = {"task_add", "programme_add", "agency_add", "indicator_add", "submit"}
"""Acts that each make one more of what they are told, or refuse it by its name."""
NO_ACTS = {"undo", "redo", "restore", "outside", "takeover", "other"}
NOTHING_AT_ALL = (
    usual_levels,
    usual_rules,
    explained_with_nothing,
    empty_office,
    words_drafted,
    empty_letter,
)
"""Calls that ask for what stands already, so that even the first one is no act."""


@pytest.fixture
def one(workspace: Workspace, filled: Register, tmp_path: Path) -> Office242:
    return Office242(workspace, filled, tmp_path)


def test_every_act_that_the_history_can_name_is_tried() -> None:
    assert CASES.keys() | ADDS | NO_ACTS == words("act").keys()


@pytest.mark.parametrize(
    "make", [make for cases in CASES.values() for make in cases], ids=lambda make: make.__name__
)
def test_a_second_call_with_equal_values_writes_nothing(
    one: Office242, make: Callable[[Office242], Again]
) -> None:
    again = make(one)
    acts = one.space.acts
    again()
    one.space.office.put(replace(one.space.office.get(), place="Hà Giang"))
    acts.undo()
    before = one.space.last_action()
    with suppress(AppError):  # a refusal ("already closed") writes nothing either
        again()
    assert one.space.last_action() == before
    acts.redo()
    assert one.space.office.get().place == "Hà Giang"
    one.space.require_sound(one.register.programme.id)  # what the act wrote is no change from outside


@pytest.mark.parametrize(
    "make", [*NOTHING_AT_ALL, agency_merged_with_itself, template_left], ids=lambda make: make.__name__
)
def test_asking_for_what_stands_already_is_no_act(one: Office242, make: Callable[[Office242], Again]) -> None:
    again = make(one)
    before = one.space.last_action()
    again()
    assert one.space.last_action() == before
