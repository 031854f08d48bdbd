"""The screen "Báo cáo", driven as an officer does."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.outgoing import PagesNotMade, TemplateDamaged
from desktop_app.domain.errors.refusals import AppError, FieldNotRead
from desktop_app.domain.reports.draft import Letter
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.ui.reports._page_view import GAP, PageView
from desktop_app.ui.reports._part_list import ReportColumnsDialog
from desktop_app.ui.reports._printing import PrintRun
from desktop_app.ui.reports.screen import ReportScreen
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.widgets.asking import NameDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.services.test_reports import OFFICE


@pytest.fixture
def screen(sample: MainWindow, qtbot: QtBot) -> ReportScreen:
    sample.session.workspace.office.put(OFFICE)
    sample.show_screen("reports")
    shown = sample.made_screen("reports")
    assert isinstance(shown, ReportScreen)
    qtbot.waitUntil(lambda: shown.view.count > 5, timeout=20_000)
    return shown


def settle(screen: ReportScreen, qtbot: QtBot) -> None:
    """Wait until the pages of the last choice stand."""
    qtbot.waitUntil(
        lambda: not (screen._pause.isActive() or screen._running or screen._stale), timeout=20_000
    )


def go_to(view: PageView, page: int) -> None:
    """Bring a page (from 1) to the top, as the wheel does."""
    view.verticalScrollBar().setValue(view._places[page - 1].top() - GAP)


def test_the_pages_stand_in_the_middle(screen: ReportScreen) -> None:
    assert screen.place.text() == f"Trang 1 / {screen.view.count}"
    assert screen.size_label.text().endswith("%")
    go_to(screen.view, 3)
    assert screen.view.page == 3
    assert screen.place.text().startswith("Trang 3 / ")


def test_pages_are_drawn_when_they_come_into_sight(screen: ReportScreen, qtbot: QtBot) -> None:
    view = screen.view
    qtbot.waitUntil(lambda: bool(view._pictures), timeout=5_000)
    assert len(view._pictures) < view.count
    go_to(view, view.count)
    qtbot.waitUntil(lambda: any(index == view.count - 1 for index, _ in view._pictures), timeout=5_000)


@pytest.mark.parametrize("percent", [50, 60, 75, 0])
def test_a_page_is_shown_pixel_for_pixel(screen: ReportScreen, qtbot: QtBot, percent: int) -> None:
    view = screen.view
    view._zoom_to(percent)
    go_to(view, 1)
    qtbot.waitUntil(lambda: (0, view._places[0].width()) in view._pictures, timeout=5_000)
    _, place = view._seen()[0]
    picture = view._pictures[0, place.width()]
    shown = view.viewport().grab().toImage()
    left, across = place.x(), range(place.width() - 1)
    for line in range(40, 140, 3):
        seen = [shown.pixel(left + x, place.y() + line) for x in across]
        assert seen == [picture.pixel(x, line) for x in across]


def test_zoom_by_buttons_wheel_and_keys(screen: ReportScreen, qtbot: QtBot) -> None:
    view = screen.view
    fitting = view.percent
    view.zoom_in()
    assert view.percent > fitting
    larger = view.percent
    wheel = QWheelEvent(
        QPointF(50, 50), view.viewport().mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.percent > larger
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.percent == larger
    view.fit_width()
    assert view.percent == fitting
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.count
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 1


def test_a_kind_is_chosen_with_its_parts(screen: ReportScreen, qtbot: QtBot) -> None:
    screen.options.choose(ReportKind.OVERDUE)
    assert screen.options.annexes.chosen() == ("overdue", "difficulties")
    settle(screen, qtbot)
    assert screen.view.count >= 3
    assert screen.options.agency.isHidden()


def test_an_agency_is_chosen_or_each_one_gets_a_file(screen: ReportScreen, qtbot: QtBot) -> None:
    options = screen.options
    options.choose(ReportKind.AGENCY)
    settle(screen, qtbot)
    assert "Mỗi cơ quan chủ trì có một tệp riêng" in screen.note.text()
    assert not screen.words.isEnabled()
    options.agency.setCurrentIndex(options.agency.findData("Sở Tư pháp"))
    settle(screen, qtbot)
    assert options.order.agency == "Sở Tư pháp"
    assert screen.note.isHidden()
    assert screen.words.isEnabled()


def test_words_are_written_kept_and_drafted_again(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot
) -> None:
    words = screen.words
    words.section.setCurrentIndex(words.section.findData("general"))
    drafted = words.text.toPlainText()
    assert "tổng số nhiệm vụ được giao là 41 nhiệm vụ, trong đó:" in drafted
    words.text.setPlainText("Tình hình ổn định.")
    words.section.setCurrentIndex(words.section.findData("next"))
    settle(screen, qtbot)
    key = screen.options.key
    narratives = sample.session.workspace.reports.narratives
    assert narratives.edited(key) == {"general": "Tình hình ổn định."}
    assert words.section.itemText(words.section.findData("general")).endswith("đã sửa")
    words.section.setCurrentIndex(words.section.findData("general"))
    assert words.text.toPlainText() == "Tình hình ổn định."
    sample.undo()
    settle(screen, qtbot)
    assert words.text.toPlainText() == drafted
    sample.session.redo()
    settle(screen, qtbot)
    words.draft_again.click()
    settle(screen, qtbot)
    assert narratives.edited(key) == {}
    assert words.text.toPlainText() == drafted


def test_words_changed_after_the_seal_are_told(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot
) -> None:
    session = sample.session
    session.workspace.sealing.seal(session.register, session.period, date(2021, 12, 20))
    session.refresh()
    settle(screen, qtbot)
    assert screen.note.isHidden()
    words = screen.words
    words.section.setCurrentIndex(words.section.findData("general"))
    words.text.setPlainText("Viết lại sau khi chốt.")
    words.commit()
    settle(screen, qtbot)
    assert "nội dung báo cáo đã khác lúc chốt ở: Tình hình chung." in screen.note.text()


def test_what_is_being_typed_is_kept_when_the_screen_is_left(
    screen: ReportScreen, sample: MainWindow
) -> None:
    screen.tabs.setCurrentIndex(1)
    screen.words.section.setCurrentIndex(screen.words.section.findData("closing"))
    screen.words.text.setPlainText("Kết thúc")
    sample.show_screen("tasks")
    assert sample.session.workspace.reports.narratives.edited(screen.options.key) == {"closing": "Kết thúc"}


def test_what_is_being_typed_is_kept_when_the_window_is_closed(
    screen: ReportScreen, sample: MainWindow, open_window: Callable[[Path], MainWindow]
) -> None:
    key, path = screen.options.key, sample.session.workspace.path
    screen.tabs.setCurrentIndex(1)
    screen.words.section.setCurrentIndex(screen.words.section.findData("closing"))
    screen.words.text.setPlainText("Chưa gõ xong")
    sample.close()
    again = open_window(path)
    assert again.session.workspace.reports.narratives.edited(key) == {"closing": "Chưa gõ xong"}


def test_the_button_above_exports_what_the_screen_shows(
    screen: ReportScreen, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ReportKind | None] = []

    def ask(order: Order | None = None) -> None:
        asked.append(order.kind if isinstance(order, Order) else None)

    monkeypatch.setattr(sample.exporting, "ask", ask)
    screen.options.choose(ReportKind.OVERDUE)
    sample.export_report()
    sample.show_screen("tasks")
    sample.export_report()
    assert asked == [ReportKind.OVERDUE, None]
    sample.session.jobs.wait()


def test_what_is_being_typed_is_saved_when_the_typing_rests(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot
) -> None:
    screen.tabs.setCurrentIndex(1)
    screen.words._pause.setInterval(10)
    screen.words.text.setPlainText("Trích yếu khác")
    narratives = sample.session.workspace.reports.narratives
    qtbot.waitUntil(
        lambda: narratives.edited(screen.options.key) == {"subject": "Trích yếu khác"}, timeout=5_000
    )


def test_parts_are_left_out_ordered_and_renamed(screen: ReportScreen, qtbot: QtBot) -> None:
    sections = screen.options.sections
    sections.item(0).setCheckState(Qt.CheckState.Unchecked)
    shown = [sections.item(row).text() for row in range(sections.count())]
    assert not [one for one in shown if one.isupper()], "no capitals in a list"
    sections.item(1).setText("Kết quả chính")
    sections.setCurrentRow(2)
    qtbot.keyClick(sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    preset = screen.options.order.preset
    assert preset is not None
    assert preset.sections == ("difficulties", "results", "causes", "proposals", "next")
    assert preset.titles == (("section.results", "KẾT QUẢ CHÍNH"),)
    settle(screen, qtbot)
    titles = [screen.words.section.itemText(row) for row in range(screen.words.section.count())]
    assert (titles[0], titles[3]) == ("Trích yếu", "Kết quả chính")


def test_columns_are_chosen_and_kept_as_a_preset(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: ReportColumnsDialog) -> int:
        for row in range(dialog.list.count()):
            item = dialog.list.item(row)
            kept = item.text() in {"STT", "Nội dung nhiệm vụ"}
            item.setCheckState(Qt.CheckState.Checked if kept else Qt.CheckState.Unchecked)
        dialog.list.item(0).setText("TT")
        dialog.submit()
        return dialog.result()

    monkeypatch.setattr(ReportColumnsDialog, "exec", answer)
    screen.options.columns.click()
    monkeypatch.setattr(NameDialog, "ask", lambda *_args: "Hai cột")
    screen.options.save_preset.click()
    (preset,) = sample.session.workspace.reports.presets.of(ReportKind.PERIODIC)
    assert (preset.name, preset.columns) == ("Hai cột", ("number", "content"))
    assert dict(preset.titles) == {"column.number": "TT"}
    assert screen.options.preset.currentText() == "Hai cột"
    screen.options.preset.setCurrentIndex(0)
    screen.options.preset.setCurrentText("Kết quả chính")
    assert not screen.options.remove_preset.isEnabled()
    screen.options.preset.setCurrentText("Hai cột")
    assert screen.options.order.preset == preset
    screen.options.remove_preset.click()
    assert sample.session.workspace.reports.presets.of(ReportKind.PERIODIC) == []
    settle(screen, qtbot)


def test_a_table_without_the_content_is_refused(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = ReportColumnsDialog(
        ("number",), {}, {field: field for field in ("number", "content")} | _all(), sample
    )
    qtbot.addWidget(dialog)
    dialog.submit()
    assert "Nội dung nhiệm vụ" in dialog.refusal.text()
    assert dialog.result() == 0


def _all() -> dict[str, str]:
    from desktop_app.domain.reports.row_fields import FIELDS

    return dict.fromkeys(FIELDS, "x")


def test_number_and_day_are_kept(screen: ReportScreen, sample: MainWindow, qtbot: QtBot) -> None:
    refused: list[AppError] = []
    sample.session.refused.disconnect()
    sample.session.refused.connect(refused.append)
    screen.options.number.setText("12")
    screen.options.signed_on.setText("16/12/2021")
    screen.options.signed_on.editingFinished.emit()
    letter = sample.session.workspace.reports.narratives.letter(screen.options.key)
    assert letter == Letter("12", date(2021, 12, 16))
    screen.options.signed_on.setText("hôm nay")
    screen.options.signed_on.editingFinished.emit()
    assert isinstance(refused[0], FieldNotRead)
    assert screen.options.signed_on.text() == "16/12/2021"
    settle(screen, qtbot)


def test_the_word_template_is_changed_and_given_back(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = screen.options.template
    own = tmp_path / "mau so.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(own), ""))
    row.save.click()
    assert own.exists()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(own), ""))
    row.change.click()
    assert sample.session.workspace.reports.presets.template_name == "mau so.docx"
    row.shipped.click()
    assert sample.session.workspace.reports.presets.template_name == ""
    refused: list[AppError] = []
    sample.session.refused.disconnect()
    sample.session.refused.connect(refused.append)
    own.write_bytes(b"no")
    row.change.click()
    assert isinstance(refused[0], TemplateDamaged)
    settle(screen, qtbot)


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_the_report_is_exported_from_the_screen(
    screen: ReportScreen, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    target = tmp_path / "bao cao"
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        asked.append(suggested)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    buttons = {"xlsx": screen.excel_button, "docx": screen.word_button, "pdf": screen.pdf_button}
    buttons[ending].click()
    sample.session.jobs.wait()
    assert target.with_name(f"bao cao.{ending}").stat().st_size > 5_000
    assert asked[0].endswith(f"bao_cao_242_qd_ttg_quy_iv_2021.{ending}")


def test_all_agencies_are_told_in_one_line(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sample.session.written.connect(lambda text, _path: told.append(text))
    screen.options.choose(ReportKind.AGENCY)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "a.docx"), ""))
    screen.word_button.click()
    sample.session.jobs.wait()
    count = len(list(tmp_path.glob("a_*.docx")))
    assert f"Đã xuất {count} tệp vào thư mục {tmp_path}" in told
    settle(screen, qtbot)


def test_the_office_dialog_keeps_who_signs_and_who_receives(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = OfficeDialog(sample.session, sample)
    qtbot.addWidget(dialog)
    dialog.acting_for.setText("Giám đốc")
    dialog.addressees.setPlainText("Bộ Tư pháp\nUBND tỉnh")
    dialog.copies.setPlainText("Như trên")
    dialog.submit()
    office = sample.session.workspace.office.get()
    assert (office.acting_for, office.addressees, office.receivers) == (
        "Giám đốc",
        "Bộ Tư pháp\nUBND tỉnh",
        "Như trên",
    )
    assert dialog.sizeHint().height() < 720


def test_pages_that_cannot_be_set_are_told_in_their_place(
    screen: ReportScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise PagesNotMade(Path("x.pdf"), "no memory")

    monkeypatch.setattr("desktop_app.services.reporting.pages.make_preview", fail)
    screen.refresh()
    settle(screen, qtbot)
    assert screen.view.count == 0
    assert "Chưa tạo được các trang" in screen.view._message
    screen.view.repaint()
    monkeypatch.undo()
    screen.refresh()
    qtbot.waitUntil(lambda: screen.view.count > 5, timeout=20_000)


def test_the_pages_are_printed_one_by_one(screen: ReportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    from pypdf import PdfReader

    pages = screen.view.pages
    assert pages is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setFullPage(True)
    printer.setFromTo(4, 5)
    run = PrintRun(pages, printer, screen)
    with qtbot.waitSignal(run.ended, timeout=30_000) as ended:
        run.start()
    assert ended.args == [2]
    sizes = [(page.mediabox.width > page.mediabox.height) for page in PdfReader(tmp_path / "in.pdf").pages]
    assert sizes == [width > height for width, height in pages.sizes[3:5]]


def test_printing_is_asked_for_and_told(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sample.session.notified.connect(lambda text, _undo: told.append(text))

    def printer(count: int, _parent: object) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "in.pdf"))
        made.setFromTo(1, min(count, 1))
        return made

    monkeypatch.setattr("desktop_app.ui.reports._printing.ask_printer", printer)
    screen.print_button.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["Đã gửi 1 trang tới máy in"]


def test_a_correction_wants_a_sealed_version(screen: ReportScreen, sample: MainWindow, qtbot: QtBot) -> None:
    screen.options.choose(ReportKind.CORRECTION)
    settle(screen, qtbot)
    assert "bản chốt" in screen.view._message
    session = sample.session
    session.workspace.sealing.set_rules(SealRules(checks=False))
    session.change(
        lambda: session.workspace.sealing.seal(session.register, session.period, date(2021, 12, 16))
    )
    session.change(lambda: session.workspace.sealing.reopen(session.programme.id, session.period.id, "Sót"))
    settle(screen, qtbot)
    assert "không có gì để chỉnh lý" in screen.view._message
    session.change(
        lambda: session.workspace.recording.record(
            session.register, session.period, {session.register.tasks[0].id: {"difficulty": "Thiếu người"}}
        )
    )
    settle(screen, qtbot)
    qtbot.waitUntil(lambda: screen.view.count > 0, timeout=20_000)
    versions = screen.options.versions
    assert versions.old.count() == 2
    versions.old.setCurrentIndex(1)
    settle(screen, qtbot)
    assert screen.options.order.old == 1
    assert "Sót" not in screen.words._texts["general"]
    versions.with_reason.setChecked(True)
    settle(screen, qtbot)
    assert "Lý do chỉnh lý, bổ sung: Sót\n" in screen.words._texts["general"]


def test_the_officer_may_stop_the_setting_of_pages(
    screen: ReportScreen, sample: MainWindow, qtbot: QtBot
) -> None:
    screen.refresh()
    qtbot.waitUntil(lambda: screen._running, timeout=20_000)
    sample.session.jobs.cancel()
    qtbot.waitUntil(lambda: not screen._running, timeout=20_000)
    screen.options.choose(ReportKind.SUMMARY)
    settle(screen, qtbot)
    assert screen.options.order.kind is ReportKind.SUMMARY
    assert screen.view.count > 3
