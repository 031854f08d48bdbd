"""Documents in the window: dropped, described, linked, opened, checked, given away."""

import stat
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop_app.domain.evidence import Document, Link
from desktop_app.ui.evidence import flow
from desktop_app.ui.evidence._document_dialog import DocumentDialog
from desktop_app.ui.evidence._document_picker import DocumentPicker
from desktop_app.ui.evidence.columns import short, size_words
from desktop_app.ui.evidence.screen import EvidenceScreen
from desktop_app.ui.evidence.task_documents import TaskDocuments
from desktop_app.ui.evidence.task_picker import PickedTasks, TaskPicker
from desktop_app.ui.messages import choose
from desktop_app.ui.widgets.dialog import Box
from desktop_app.ui.window._main_window import MainWindow


@pytest.fixture
def screen(sample: MainWindow) -> EvidenceScreen:
    sample.show_screen("evidence")
    made = sample.made_screen("evidence")
    assert isinstance(made, EvidenceScreen)
    return made


def paper(tmp_path: Path, name: str = "Kế hoạch 5.pdf", body: bytes = b"plan") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, left, none))


def told(sample: MainWindow) -> str:
    return sample.toast.text.whole()


def add(sample: MainWindow, tmp_path: Path, subject: str = "Kế hoạch", kind: str = "Kế hoạch") -> Document:
    programme = sample.session.programme.id
    task = sample.session.register.tasks[0].id
    described = Document(0, programme, subject, number="5/KH", issued_on=None, issuer="Sở Tư pháp", kind=kind)
    links = [Link(0, task, sample.session.period.id)]
    added = sample.session.workspace.evidence.add(described, paper(tmp_path, f"{subject}.pdf"), links)
    sample.session.refresh()
    return added


def test_an_empty_register_says_what_fills_it(screen: EvidenceScreen) -> None:
    assert screen.pages.currentWidget() is screen.empty
    assert "Kéo tệp" in screen.empty.text.text()


def test_files_are_dropped_and_undone(sample: MainWindow, screen: EvidenceScreen, tmp_path: Path) -> None:
    drop(screen, paper(tmp_path), paper(tmp_path, "b.docx", b"two"))
    sample.session.jobs.wait()
    assert [row.document.subject for row in screen.shown_rows()] == ["Kế hoạch 5", "b"]
    assert told(sample) == "Đã thêm 2 tài liệu"
    drop(screen, paper(tmp_path, "nữa.pdf"))
    sample.session.jobs.wait()
    assert "đã có sẵn" in told(sample)
    sample.undo()
    assert screen.shown_rows() == []


def test_a_dropped_folder_gives_its_files(sample: MainWindow, screen: EvidenceScreen, tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    (folder / "con của hồ sơ").mkdir(parents=True)
    drop(screen, folder)
    assert "không có tệp" in told(sample)
    paper(folder, "a.pdf")
    drop(screen, folder)
    sample.session.jobs.wait()
    assert len(screen.shown_rows()) == 1


def test_a_bad_file_is_told_and_nothing_is_added(
    sample: MainWindow, screen: EvidenceScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "desktop_app.ui.messages.show_error", lambda _parent, error: said.append(type(error).__name__)
    )
    drop(screen, paper(tmp_path, "rỗng.pdf", b""))
    sample.session.jobs.wait()
    assert (said, screen.shown_rows()) == (["SourceEmpty"], [])


def test_a_drag_says_what_a_drop_does(screen: EvidenceScreen, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper(tmp_path)))])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dragEnterEvent(event)
    assert "Thả tệp" in screen.foot.text()
    screen.dragLeaveEvent(QDragLeaveEvent())
    assert "Thả tệp" not in screen.foot.text()


def test_views_kinds_and_words_filter(sample: MainWindow, screen: EvidenceScreen, tmp_path: Path) -> None:
    add(sample, tmp_path, "Một", "Báo cáo")
    other = add(sample, tmp_path, "Hai", "Kế hoạch")
    evidence = sample.session.workspace.evidence
    evidence.unlink(other, evidence.rows(sample.session.programme.id)[1].links)
    sample.session.refresh()
    for view, subjects in (("all", ["Một", "Hai"]), ("period", ["Một"]), ("loose", ["Hai"]), ("missing", [])):
        screen.views[view].click()
        assert [row.document.subject for row in screen.shown_rows()] == subjects
        assert str(len(subjects)) in screen.views[view].text()
    screen.views["all"].click()
    screen.kind.setCurrentIndex(screen.kind.findData("Báo cáo"))
    screen.kind.activated.emit(1)
    assert [row.document.subject for row in screen.shown_rows()] == ["Một"]
    screen.search.setText("khong co")
    screen.search.returnPressed.emit()
    assert screen.pages.currentWidget() is screen.empty


def test_the_panel_links_opens_and_lets_go(
    sample: MainWindow, screen: EvidenceScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    add(sample, tmp_path)
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr(screen.flow, "open_url", open_url)
    screen.panel.open_button.click()
    assert Path(opened[0].toLocalFile()).read_bytes() == b"plan"
    screen.panel.open_button.click()
    assert "chưa có phần mềm" in told(sample)
    task = sample.session.register.tasks[5]
    monkeypatch.setattr(TaskPicker, "ask", lambda *_args: PickedTasks((task.id,), None))
    screen.panel.link_button.click()
    assert f"Nhiệm vụ số {task.number}" in screen.panel.links.text()
    assert "mọi kỳ" in screen.panel.links.text()
    screen.panel.links.linkActivated.emit("drop:1")
    assert f"Nhiệm vụ số {task.number}" not in screen.panel.links.text()
    screen.panel.links.linkActivated.emit("drop:0")
    assert "Chưa gắn" in screen.panel.links.text()
    sample.undo()
    screen.panel.links.linkActivated.emit(f"task:{sample.session.register.tasks[0].id}")
    assert sample.stack.currentWidget() is sample.tasks


@pytest.mark.parametrize(("answer", "opens"), [(0, "folder"), (1, "file"), (-1, "nothing")])
def test_a_file_that_the_system_may_run_is_asked_about(
    sample: MainWindow,
    screen: EvidenceScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: int,
    opens: str,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = tmp_path / "Báo cáo.pdf.exe"
    source.write_bytes(b"MZ")
    evidence = sample.session.workspace.evidence
    (document,) = evidence.take_in(sample.session.programme.id, [source]).added
    opened: list[Path] = []
    asked: list[str] = []

    def pick(_parent: QWidget, question: str, acts: list[str], _detail: str) -> int:
        asked.append(question)
        assert acts == ["Mở thư mục chứa tệp", "Vẫn mở tệp"]
        return answer

    monkeypatch.setattr("desktop_app.ui.evidence.flow.choose", pick)

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(screen.flow, "open_url", open_url)
    screen.flow.open(document)
    assert "Báo cáo.pdf.exe" in asked[0]
    found = [("folder" if one.is_dir() else "file") for one in opened] or ["nothing"]
    assert found == [opens]


def test_the_question_names_its_buttons_by_the_act(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Box] = []

    def press(box: Box) -> int:
        shown.append(box)
        next(one for one in box.buttons if one.text() == "Vẫn mở").click()
        return 0

    monkeypatch.setattr(Box, "exec", press)
    assert choose(sample, "Mở thế nào?", ["Mở thư mục", "Vẫn mở"], "") == 1
    (box,) = shown
    assert [one.text() for one in box.buttons] == ["Mở thư mục", "Vẫn mở", "Hủy"]
    assert [one.text() for one in box.buttons if one.isDefault()] == ["Mở thư mục"]
    assert box.windowTitle() == "Mở thư mục"


def test_documents_are_removed_and_cleaned_up(
    sample: MainWindow, screen: EvidenceScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.flow.clean_up()
    assert "Không có tệp thừa" in told(sample)
    add(sample, tmp_path)
    screen.panel.remove_action.trigger()
    assert "tệp vẫn được giữ" in told(sample)
    asked: list[str] = []

    def refuse(_parent: QWidget, question: str, _act: str, _detail: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(flow, "confirm", refuse)
    screen.flow.clean_up()
    assert "1 tệp" in asked[0]
    assert len(list(sample.session.workspace._store.files.folder.iterdir())) == 1
    monkeypatch.setattr(flow, "confirm", lambda *_args: True)
    screen.flow.clean_up()
    assert list(sample.session.workspace._store.files.folder.iterdir()) == []


def test_a_missing_file_is_shown_and_found(
    sample: MainWindow, screen: EvidenceScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = add(sample, tmp_path)
    screen.flow.check()
    sample.session.jobs.wait()
    assert "còn nguyên" in told(sample)
    path = sample.session.workspace.evidence.files.file(added)
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.unlink()
    said: list[str] = []
    monkeypatch.setattr(flow, "inform", lambda _parent, _title, text, _detail, good: said.append(text))
    screen.flow.check()
    sample.session.jobs.wait()
    assert said == ["Thiếu tệp: 5/KH"]
    assert not screen.panel.open_button.isEnabled()
    screen.views["missing"].click()
    assert len(screen.shown_rows()) == 1


def test_a_copy_and_the_annex_are_written(
    sample: MainWindow, screen: EvidenceScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen._export()
    assert "Chưa có tài liệu" in told(sample)
    add(sample, tmp_path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "copy.pdf"), ""))
    screen.panel.copy_action.trigger()
    assert (tmp_path / "copy.pdf").read_bytes() == b"plan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "Phụ lục"), ""))
    screen._export()
    sample.session.jobs.wait()
    assert len(list((tmp_path / "Phụ lục").iterdir())) == 2
    assert "1 tài liệu, 1 tệp" in told(sample)


def test_a_document_is_described_in_the_dialog(sample: MainWindow, tmp_path: Path) -> None:
    task = sample.session.register.tasks[2]
    dialog = DocumentDialog(sample.session, sample.settings, None, (task.id,), sample)
    dialog.submit()
    assert "Trích yếu" in dialog.refusal.text()
    dialog.take_file(paper(tmp_path))
    assert dialog.subject.text() == "Kế hoạch 5"
    dialog.number.setText("5/KH-STP")
    dialog.issued_on.setText("32/1/2021")
    dialog.submit()
    assert "32/1/2021" in dialog.refusal.text()
    dialog.issued_on.setText("28/1/2021")
    dialog.kind.setCurrentText("Kế hoạch")
    dialog.decision.setChecked(True)
    dialog.submit()
    (row,) = sample.session.workspace.evidence.rows(sample.session.programme.id)
    assert (row.document.number, row.task_ids, row.document.decision) == ("5/KH-STP", (task.id,), True)
    again = DocumentDialog(sample.session, sample.settings, row.document, (), sample)
    assert (again.file.text(), again.issued_on.text()) == ("Kế hoạch 5.pdf", "28/01/2021")
    again.subject.setText("Kế hoạch năm 2021")
    again.submit()
    assert again.saved is not None
    assert again.saved.subject == "Kế hoạch năm 2021"


def test_files_dropped_on_the_record_prove_its_task(sample: MainWindow, tmp_path: Path) -> None:
    task = sample.session.register.tasks[5]
    sample.show_task(task.id)
    assert sample.tasks.panel.documents.text() == "Tài liệu (0)"
    drop(sample.tasks.panel, paper(tmp_path))
    sample.session.jobs.wait()
    assert sample.tasks.panel.documents.text() == "Tài liệu (1)"
    (row,) = sample.session.workspace.evidence.of_task(sample.session.programme.id, task.id)
    assert row.links[0].period == sample.session.period.id


def test_the_documents_of_a_task_stand_in_a_dialog(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        TaskDocuments, "ask", lambda _session, _settings, task, _parent: shown.append(task.number)
    )
    task = sample.session.register.tasks[5]
    sample.show_task(task.id)
    sample.tasks.panel.documents.click()
    assert shown == [task.number]
    other = add(sample, tmp_path)
    dialog = TaskDocuments(sample.session, sample.settings, task, sample)
    dialog.show()
    assert dialog.hint.isVisible()
    drop(dialog, paper(tmp_path, "b.pdf", b"b"))
    sample.session.jobs.wait()
    assert [row.document.subject for row in dialog.model.rows()] == ["b"]
    monkeypatch.setattr(DocumentPicker, "ask", lambda *_args: [other])
    dialog.period.setCurrentIndex(1)
    dialog.pick_button.click()
    assert [row.document.subject for row in dialog.model.rows()] == ["Kế hoạch", "b"]
    dialog.grid.select_key(other.id)
    dialog.drop_button.click()
    assert [row.document.subject for row in dialog.model.rows()] == ["b"]
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_args: ([str(paper(tmp_path, "c.pdf", b"c"))], "")
    )
    dialog.add_button.click()
    sample.session.jobs.wait()
    assert len(dialog.model.rows()) == 2
    dialog.close()


def test_pickers_filter_and_count(sample: MainWindow, tmp_path: Path) -> None:
    picker = TaskPicker(sample.session, (), sample)
    assert picker.act_button.text() == "Chọn nhiệm vụ"
    picker.submit()
    assert picker.refusal.text()
    picker.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert picker.act_button.text() == "Chọn 1 nhiệm vụ"
    picker._filter("quy che phoi hop")
    assert 0 < sum(not picker.list.item(line).isHidden() for line in range(picker.list.count())) < 10
    picker.submit()
    assert picker.picked() == PickedTasks((sample.session.register.tasks[0].id,), sample.session.period.id)
    add(sample, tmp_path)
    documents = DocumentPicker(sample.session, sample.session.register.tasks[5].id, sample)
    documents.submit()
    assert documents.refusal.text()
    documents._filter("khong co")
    assert documents.list.item(0).isHidden()
    documents.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert (documents.act_button.text(), len(documents.picked())) == ("Gắn 1 tài liệu", 1)


@pytest.mark.parametrize(("size", "said"), [(5, "1 KB"), (12_300, "12 KB"), (1_500_000, "1,4 MB")])
def test_sizes_are_said_as_here(size: int, said: str) -> None:
    assert size_words(size) == said


def test_many_tasks_are_shortened() -> None:
    assert short(list("0123")) == "0; 1; 2; 3"
    assert short(list("0123456")) == "0; 1; 2; 3 +3"
