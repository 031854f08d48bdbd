"""Evidence as the officer lives with it: bring in, describe, link, remove, find again, give away."""

import stat
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.errors.documents import KeptFileAltered, KeptFileMissing
from desktop_app.domain.errors.periods import PeriodSealed
from desktop_app.domain.errors.refusals import FieldMissing, NotFound, SourceMissing
from desktop_app.domain.evidence import Document, FileState, Link
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.restoring import restore
from desktop_app.services.tasks.register import Register
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace

PERIOD = "nd09/2021-Q4"


def paper(tmp_path: Path, name: str = "QĐ 12.pdf", body: bytes = b"decision") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def described(programme_id: int, subject: str = "Ban  hành Kế hoạch ") -> Document:
    return Document(
        0,
        programme_id,
        subject,
        number="12/QĐ-UBND",
        issued_on=date(2021, 12, 14),
        issuer="UBND tỉnh",
        kind="Quyết định",
    )


def harm(path: Path, body: bytes | None) -> None:
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    if body is None:
        path.unlink()
    else:
        path.write_bytes(body)


def test_dropped_files_become_documents_of_the_tasks(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    evidence, programme = workspace.evidence, filled.programme.id
    first, second = filled.tasks[0].id, filled.tasks[1].id
    taken = evidence.take_in(programme, [paper(tmp_path), paper(tmp_path, "b.docx", b"two")], [first], PERIOD)
    assert [one.subject for one in taken.added] == ["QĐ 12", "b"]
    assert taken.known == ()
    again = evidence.take_in(programme, [paper(tmp_path, "bản sao.pdf")], [second], PERIOD)
    assert (again.added, [one.subject for one in again.known]) == ((), ["QĐ 12"])
    row = evidence.rows(programme)[0]
    assert row.task_ids == (first, second)
    assert row.links == (Link(row.document.id, first, PERIOD), Link(row.document.id, second, PERIOD))
    assert row.present
    assert evidence.counts(programme) == {first: 2, second: 1}
    assert [one.document.subject for one in evidence.of_task(programme, second)] == ["QĐ 12"]
    assert len(list(workspace._store.files.folder.iterdir())) == 2


def test_many_files_come_all_or_none(workspace: Workspace, filled: Register, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        workspace.evidence.take_in(filled.programme.id, [paper(tmp_path), tmp_path / "gone.pdf"])
    assert workspace.evidence.rows(filled.programme.id) == []
    assert workspace.evidence.files.unused().paths == ()


def test_a_document_is_described_changed_and_given_another_file(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    evidence, programme = workspace.evidence, filled.programme.id
    task = filled.tasks[0].id
    added = evidence.add(described(programme), paper(tmp_path), [Link(0, task, None)])
    assert (added.subject, added.file_name, added.size) == ("Ban hành Kế hoạch", "QĐ 12.pdf", 8)
    evidence.change(replace(added, issuer="Sở Tư pháp"), paper(tmp_path, "mới.pdf", b"new"))
    changed = evidence.get(added.id)
    assert (changed.issuer, changed.file_name, changed.size) == ("Sở Tư pháp", "mới.pdf", 3)
    evidence.link([changed], [filled.tasks[1].id], PERIOD)
    evidence.unlink(changed, [Link(added.id, task, None)])
    assert evidence.rows(programme)[0].task_ids == (filled.tasks[1].id,)
    for refusal, one in (
        (FieldMissing, lambda: described(programme, " ")),
        (NotFound, lambda: replace(added, id=99)),
    ):
        with pytest.raises(refusal):
            evidence.change(one())


def test_the_same_link_stands_once_with_and_without_a_period(workspace: Workspace, filled: Register) -> None:
    added = workspace.evidence.add(described(filled.programme.id), None)
    task = filled.tasks[0].id
    for _ in range(2):
        workspace.evidence.link([added], [task], None)
        workspace.evidence.link([added], [task], PERIOD)
    assert len(workspace.evidence.rows(filled.programme.id)[0].links) == 2


def test_one_document_is_the_decision_of_the_programme(workspace: Workspace, filled: Register) -> None:
    evidence = workspace.evidence
    one, other = (evidence.add(described(filled.programme.id, name), None) for name in ("a", "b"))
    evidence.change(replace(one, decision=True))
    evidence.change(replace(other, decision=True))
    assert [row.document.decision for row in evidence.rows(filled.programme.id)] == [False, True]


def test_removing_is_undone_and_the_file_waits_for_the_clean_up(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    evidence, programme = workspace.evidence, filled.programme.id
    added = evidence.add(described(programme), paper(tmp_path), [Link(0, filled.tasks[0].id, PERIOD)])
    evidence.remove([added])
    assert evidence.rows(programme) == []
    unused = evidence.files.unused()
    assert (len(unused.paths), unused.size) == (1, 8)
    workspace.acts.undo()
    (row,) = evidence.rows(programme)
    assert (row.document, len(row.links), row.present) == (added, 1, True)
    assert evidence.files.clean_up(unused) == 0, "what a document names again stays"
    workspace.acts.redo()
    assert evidence.files.clean_up(evidence.files.unused()) == 1
    workspace.acts.undo()
    assert not evidence.rows(programme)[0].present


def test_missing_and_altered_files_are_found(workspace: Workspace, filled: Register, tmp_path: Path) -> None:
    evidence, programme = workspace.evidence, filled.programme.id
    one = evidence.add(described(programme), paper(tmp_path))
    other = evidence.add(described(programme), paper(tmp_path, "b.docx", b"two"))
    evidence.add(described(programme), None)
    assert evidence.files.check() == evidence.files.check(programme) == []
    assert workspace.checking.check().ok
    first, second = (evidence.files.file(document) for document in (one, other))
    harm(first, None)
    harm(second, b"TWO")
    found = evidence.files.check()
    assert [(trouble.document, trouble.state) for trouble in found] == [
        (one, FileState.MISSING),
        (other, FileState.ALTERED),
    ]
    health = workspace.checking.check()
    assert (health.ok, health.files, len(health.troubles)) == (False, 2, 2)
    with pytest.raises(KeptFileMissing):
        evidence.files.file(one)
    with pytest.raises(KeptFileAltered):
        evidence.files.open_copy(other)


def test_a_copy_is_saved_and_opened(
    workspace: Workspace, filled: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    added = workspace.evidence.add(described(filled.programme.id), paper(tmp_path))
    workspace.evidence.files.save_copy(added, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"decision"
    assert workspace.evidence.files.open_copy(added).read_bytes() == b"decision"


def test_the_annex_lists_everything_and_tells_what_it_lacks(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    evidence, programme = workspace.evidence, filled.programme.id
    one = evidence.add(described(programme), paper(tmp_path), [Link(0, filled.tasks[0].id, PERIOD)])
    other = evidence.add(described(programme, "Mất"), paper(tmp_path, "b.docx", b"two"))
    harm(evidence.files.file(other), None)
    done = evidence.files.export_annex(
        filled, tmp_path / "annex", {PERIOD: "Quý IV/2021"}, evidence.rows(programme)
    )
    assert (done.documents, done.files, done.without) == (2, 1, (other,))
    names = sorted(path.name for path in done.folder.iterdir())
    assert names == ["000_Muc-luc.xlsx", "001_12-qd-ubnd-ban-hanh-ke-hoach.pdf"]
    assert (done.folder / names[1]).read_bytes() == evidence.files.file(one).read_bytes()


def test_a_backup_and_its_restore_keep_the_files(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    workspace.evidence.add(described(filled.programme.id), paper(tmp_path))
    stick = tmp_path / "usb"
    stick.mkdir()
    workspace.safekeeping.backup_to(stick / "De an.tiendo")
    assert len(list((stick / "De an-files").iterdir())) == 1
    elsewhere = tmp_path / "may khac"
    elsewhere.mkdir()
    restore(stick / "De an.tiendo", elsewhere / "b.tiendo")
    other = Workspace.open(elsewhere / "b.tiendo")
    assert other.checking.check().ok
    assert other.evidence.rows(filled.programme.id)[0].present
    other.close()


def test_a_restore_in_place_is_written_into_the_history_and_does_not_look_forged(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    path = workspace.path
    backup = workspace.backup()
    folder = workspace.backups_folder
    workspace.evidence.add(described(filled.programme.id), paper(tmp_path))
    workspace.backup()
    workspace.close()
    restore(folder / backup.name, path)
    again = Workspace.open(path)
    health = again.checking.check()
    assert health.ok, health
    assert again.last_action() == backup.action + 1
    again.evidence.add(described(filled.programme.id), None)
    assert again.backup().action == backup.action + 2
    again.close()


def closed(workspace: Workspace, register: Register) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(register, workspace.periods.find(PERIOD, register.programme), date(2021, 12, 15))


def test_a_document_is_unlinked_in_open_periods_and_stays_in_closed_ones(
    workspace: Workspace, filled: Register
) -> None:
    evidence, programme, task = workspace.evidence, filled.programme.id, filled.tasks[0].id
    document = evidence.add(described(programme), None)
    for period in (PERIOD, "nd09/2022-Q1", None):
        evidence.link([document], [task], period)
    closed(workspace, filled)
    (row,) = evidence.rows(programme)
    assert evidence.unlink(document, row.links) == [PERIOD]
    (row,) = evidence.rows(programme)
    assert row.links == (Link(document.id, task, PERIOD),)
    with pytest.raises(PeriodSealed) as refused:
        evidence.unlink(document, row.links)
    assert refused.value.period == PERIOD


def test_documents_of_closed_periods_stay_while_others_are_removed(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    evidence, programme, task = workspace.evidence, filled.programme.id, filled.tasks[0].id
    used, free = (
        evidence.add(described(programme), None),
        evidence.add(described(programme, "Kế hoạch"), None),
    )
    evidence.link([used], [task], PERIOD)
    evidence.link([used], [task], "nd09/2022-Q1")
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, workspace.periods.find("2022-Q1", filled.programme), date(2022, 3, 15))
    closed(workspace, filled)
    assert evidence.remove([used, free]) == [used]
    assert [row.document for row in evidence.rows(programme)] == [used]
    with pytest.raises(PeriodSealed) as refused:
        evidence.remove([used])
    assert say(refused.value).startswith("Quý IV/2021; Quý I/2022 đã chốt")
    for take in (
        lambda: evidence.take_in(programme, [paper(tmp_path)], [task], PERIOD),
        lambda: evidence.add(described(programme), None, [Link(0, task, PERIOD)]),
    ):
        with pytest.raises(PeriodSealed) as refused:
            take()
        assert refused.value.period == PERIOD
