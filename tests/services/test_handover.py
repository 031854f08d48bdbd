"""Everything in one file, and going on from it on a computer that has nothing."""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import (
    AppError,
    DataFileExists,
    DiskFull,
    KitDamaged,
    KitForeign,
    KitNewer,
    SourceMissing,
)
from desktop_app.domain.evidence import Document
from desktop_app.domain.reports import ReportKind, usual_preset
from desktop_app.domain.work import no_progress
from desktop_app.resources import resource
from desktop_app.services.handover import free_place, hand_over, read_kit, take_over
from desktop_app.services.history import ActFilter
from desktop_app.services.samples import SAMPLE_LIST
from desktop_app.services.workspace import Workspace
from tests.exchange.test_one_codec import content

PERIOD = "nd09/2021-Q4"
DATA = "Đề án.tiendo"
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def worked(tmp_path: Path) -> Workspace:
    """A file that was worked in: a list, progress, a document, the office, a preset."""
    space = Workspace.create(tmp_path / "Máy A" / "Đề án.tiendo")
    register = space.register(space.programme().id)
    space.imports.apply(register, space.imports.plan(register, resource("samples", SAMPLE_LIST)))
    period = space.periods.find(PERIOD, register.programme)
    space.recording.record(
        register, period, {register.tasks[0].id: {"percent": 40, "result": "Đã <dự> thảo"}}
    )
    paper = tmp_path / "Kế hoạch.pdf"
    paper.write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 300)
    document = Document(0, register.programme.id, "Kế hoạch số 12")
    space.evidence.add(document, paper)
    space.reports.presets.save(replace(usual_preset(ReportKind.PERIODIC), name="Mẫu của Sở"))
    return space


@pytest.fixture
def kit(worked: Workspace, tmp_path: Path) -> Path:
    hand_over(worked, tmp_path / "Bàn giao.zip")
    worked.close()
    return tmp_path / "Bàn giao.zip"


def rewritten(kit: Path, change: Change) -> Path:
    """Pack the kit again after its members were changed."""
    held = content(kit)
    change(held)
    with zipfile.ZipFile(kit, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in held.items():
            archive.writestr(name, body)
    return kit


def told(change: Callable[[dict[str, Any]], None]) -> Change:
    """Change what a kit says of itself."""

    def apply(held: dict[str, bytes]) -> None:
        said = json.loads(held["ban-giao.json"])
        change(said)
        held["ban-giao.json"] = json.dumps(said).encode()

    return apply


def _drop(held: dict[str, bytes], name: str) -> None:
    del held[name]


def test_the_work_goes_on_where_it_stopped(kit: Path, tmp_path: Path) -> None:
    done = take_over(kit, tmp_path / "Máy B" / "Tiến độ.tiendo")
    assert done.health.ok
    assert sorted(one.name for one in done.path.parent.iterdir()) == ["Tiến độ-files", "Tiến độ.tiendo"]
    space = Workspace.open(done.path)
    register = space.register(space.programme().id)
    period = space.periods.find(PERIOD, register.programme)
    second = register.tasks[1]
    assert [one.name for one in space.reports.presets.of(ReportKind.PERIODIC)] == ["Mẫu của Sở"]
    (row,) = space.evidence.rows(register.programme.id)
    assert space.evidence.files.file(row.document).read_bytes().startswith(b"%PDF-1.4 ")
    space.recording.record(register, period, {second.id: {"percent": 60}})
    recorded = next(
        act.id for act in space.journal.page(ActFilter()).acts if act.kind == "record" and act.id < 6
    )
    space.acts.undo()
    space.acts.take_back(recorded, no_progress)  # an act of the officer before: its old values came along
    assert space.journal.act_of_head(done.kit.head) is not None
    kinds = [act.kind for act in space.journal.page(ActFilter()).acts]
    assert "takeover" in kinds
    assert space.checking.check().ok
    space.close()


def test_a_bare_computer_goes_on_by_commands(kit: Path, tmp_path: Path) -> None:
    """Another home, another process: nothing but the one file came along."""
    home = tmp_path / "bare"
    home.mkdir()
    (tmp_path / "Máy A").rename(tmp_path / "gone")
    environment = {"HOME": str(home), "USERPROFILE": str(home), "PYTHONUTF8": "1", "PATH": ""}
    data = home / "Đề án.tiendo"

    def run(*words: str | Path) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "desktop_app", "--data", data, *words],
            env=_with_system(environment), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        return told.stdout

    taken = json.loads(run("takeover", kit, "--json"))
    assert (taken["tasks"], taken["documents"], taken["missing"], taken["ok"]) == (42, 1, [], True)
    run("record", "2", "--period", "2021-Q4", "--percent", "60")
    run("export", "--period", "2021-Q4", home / "báo cáo.docx")
    assert (home / "báo cáo.docx").stat().st_size > 10_000
    checked = json.loads(run("check", "--head", taken["head"], "--json"))
    assert (checked["ok"], checked["head_found"]["acts_since"]) == (True, 2)
    again = json.loads(run("handover", home / "tiếp.zip", "--json"))
    assert (again["acts"], again["documents"]) == (taken["acts"] + 2, 1)


def _with_system(environment: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, **environment, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_the_printed_history_holds_every_act_and_the_head(kit: Path) -> None:
    page = content(kit)["Nhật ký bàn giao.html"].decode()
    said = read_kit(kit)
    assert said.head in page.replace(" ", "")
    assert page.count('<td class="number">') == said.acts
    assert "Đã &lt;dự&gt; thảo" in page
    assert "Nhập danh mục" in page
    assert "Kế hoạch số 12" in page
    assert ": Không" not in page  # marks that a new row does not have


def test_nothing_that_stands_is_replaced(kit: Path, tmp_path: Path) -> None:
    stands = tmp_path / "B.tiendo"
    stands.write_bytes(b"another")
    with pytest.raises(DataFileExists):
        take_over(kit, stands)
    assert stands.read_bytes() == b"another"
    (tmp_path / "C-files").mkdir()
    with pytest.raises(DataFileExists):
        take_over(kit, tmp_path / "C.tiendo")
    assert not (tmp_path / "C.tiendo").exists()
    assert free_place(tmp_path, read_kit(kit)).name == "Đề án.tiendo"
    (tmp_path / "Đề án-files").mkdir()
    assert free_place(tmp_path, read_kit(kit)).name == "Đề án (2).tiendo"


def test_a_document_that_was_lost_is_named_and_the_rest_is_handed_over(
    worked: Workspace, tmp_path: Path
) -> None:
    (row,) = worked.evidence.rows(worked.programme().id)
    kept = worked.evidence.files.file(row.document)
    kept.chmod(0o600)
    kept.write_bytes(b"altered")
    done = hand_over(worked, tmp_path / "kit.zip")
    worked.close()
    assert (done.kit.missing, done.kit.sound, done.kit.documents) == (("Kế hoạch số 12",), False, ())
    assert "Kế hoạch số 12" in content(tmp_path / "kit.zip")["Nhật ký bàn giao.html"].decode()
    taken = take_over(tmp_path / "kit.zip", tmp_path / "B.tiendo")
    assert [one.document.subject for one in taken.health.troubles] == ["Kế hoạch số 12"]


HARM: dict[str, tuple[Change, type[AppError]]] = {
    "no list": (lambda held: _drop(held, "ban-giao.json"), KitForeign),
    "list cut": (lambda held: held.update({"ban-giao.json": b"{"}), KitDamaged),
    "list deep": (lambda held: held.update({"ban-giao.json": b"[" * 50_000}), KitDamaged),
    "data changed": (lambda held: held.update({DATA: held[DATA][:-1] + b"x"}), KitDamaged),
    "data longer": (lambda held: held.update({DATA: held[DATA] + b"x"}), KitDamaged),
    "data gone": (lambda held: _drop(held, DATA), KitDamaged),
    "history changed": (lambda held: held.update({"Nhật ký bàn giao.html": b"<p>"}), KitDamaged),
    "other format": (told(lambda said: said.update(format="other")), KitForeign),
    "later version": (told(lambda said: said.update(version=99)), KitNewer),
    "other head": (told(lambda said: said["kit"].update(head="0" * 64)), KitDamaged),
    "data outside": (told(lambda said: said["kit"]["data"].update(name="../../x.tiendo")), KitDamaged),
    "data endless": (told(lambda said: said["kit"]["data"].update(size=9_000_000_000)), KitDamaged),
    "document outside": (
        told(lambda said: said["kit"]["documents"][0].update(name="tai-lieu/../../x.pdf")),
        KitDamaged,
    ),
    "document endless": (
        told(lambda said: said["kit"]["documents"][0].update(size=2_000_000_000)),
        KitDamaged,
    ),
    "size in words": (told(lambda said: said["kit"]["documents"][0].update(size="nhiều")), KitDamaged),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_kit_that_is_not_whole_is_refused_and_leaves_nothing(kit: Path, tmp_path: Path, harm: str) -> None:
    change, error = HARM[harm]
    target = tmp_path / "B" / "B.tiendo"
    with pytest.raises(error):
        take_over(rewritten(kit, change), target)
    assert list(tmp_path.glob("B/*")) == []


def test_a_flipped_bit_is_refused_or_harms_nothing(kit: Path, tmp_path: Path) -> None:
    body, dice = kit.read_bytes(), random.Random(7)
    refused = 0
    for turn in range(40):
        flipped = bytearray(body)
        flipped[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
        kit.write_bytes(flipped)
        target = tmp_path / str(turn) / "B.tiendo"
        try:
            done = take_over(kit, target)
        except AppError:
            refused += 1
            assert list(target.parent.glob("*")) == []
        else:
            assert done.health.ok
    assert refused > 30


def test_no_bit_of_a_list_or_directory_of_a_kit_brings_a_fault(kit: Path) -> None:
    body, dice = kit.read_bytes(), random.Random(7)
    with zipfile.ZipFile(kit) as archive:
        told = archive.getinfo("ban-giao.json")
        places = [*range(told.header_offset, told.header_offset + 30 + told.compress_size)]
        places += range(archive.start_dir, len(body))
    for place in places:
        flipped = bytearray(body)
        flipped[place] ^= 1 << dice.randrange(8)
        kit.write_bytes(flipped)
        with suppress(AppError):
            read_kit(kit)


def test_what_is_no_kit_is_told_apart(tmp_path: Path, worked: Workspace) -> None:
    with pytest.raises(SourceMissing):
        read_kit(tmp_path / "gone.zip")
    with pytest.raises(KitForeign):
        read_kit(worked.path)
    worked.close()


def test_a_disk_without_room_is_told_before_anything_is_written(
    kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(DiskFull):
        take_over(kit, tmp_path / "B" / "B.tiendo")
    assert list((tmp_path / "B").iterdir()) == []
