"""The menu bar: every act of the window, with its shortcut."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPlainTextEdit

from desktop_app.domain.period import PeriodState
from desktop_app.domain.reports import ReportRow
from desktop_app.services import places
from desktop_app.services.tasks import TaskFilter
from desktop_app.ui.frame import Window
from desktop_app.ui.settings import THEMES
from desktop_app.ui.widgets import ReasonedAction, show_reasons
from desktop_app.ui.window._toast import Toast

if TYPE_CHECKING:
    from desktop_app.services.safekeeping import BackedUp
    from desktop_app.ui.tasks import TasksScreen

_TASK_MENU = "taskMenu"


def build_menus(window: Window, toast: Toast) -> None:
    """Build the menu bar of `window`, and let all of the window that writes rest, `toast` with it."""
    window.writing = []
    _file_menu(window)
    _edit_menu(window)
    _view_menu(window)
    _task_menu(window)
    _period_menu(window)
    _help_menu(window)
    for menu in window.menuBar().findChildren(QMenu):
        show_reasons(menu)
    window.session.standing.rest(*window.writing, window.top_bar.import_button, toast.undo, toast.redo)


def offer_task_acts(window: Window, tasks: "TasksScreen") -> None:
    """Add the acts on chosen tasks to their menu; those that write are disabled with the others."""
    menu = cast("QMenu", window.menuBar().findChild(QMenu, _TASK_MENU))
    _add_task, after, *_ = menu.actions()
    menu.insertActions(after, [*tasks.task_actions(), tasks.acts.page])
    tasks.acts.page_asked.connect(partial(_print_task, window))
    window.session.standing.rest(*tasks.task_actions(), tasks.filters.add_button)


def _add(
    window: Window,
    menu: QMenu,
    text: str,
    run: Callable[[], object],
    keys: str | QKeySequence.StandardKey = "",
    *,
    why_not: Callable[[], str] = lambda: "",
) -> QAction:
    action = ReasonedAction(text, run, window, why_not=why_not, tell=window.session.warned.emit)
    if keys:
        action.setShortcut(QKeySequence(keys))
    menu.addAction(action)
    return action


def _write(
    window: Window,
    menu: QMenu,
    text: str,
    run: Callable[[], object],
    keys: str | QKeySequence.StandardKey = "",
    *,
    why_not: Callable[[], str] = lambda: "",
) -> None:
    """Add an act that writes: it rests while the data file can only be read."""
    window.writing.append(_add(window, menu, text, run, keys, why_not=why_not))


def _file_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("&Tệp"))
    _write(window, menu, tr("&Nhập danh mục…"), window.import_list, "Ctrl+I")
    _write(window, menu, tr("Nhập cả &thư mục…"), window.import_folder)
    _add(window, menu, tr("&Xuất báo cáo…"), window.export_report, "Ctrl+E")
    _add(window, menu, tr("Điền vào &biểu mẫu của Bộ…"), partial(_form, window, "ask_form"))
    menu.addSeparator()
    _add(window, menu, tr("Lậ&p phiếu cập nhật gửi cơ quan…"), partial(_form, window, "ask_entry_forms"))
    _write(window, menu, tr("Nhận phiế&u cập nhật…"), partial(_form, window, "ask_returned"))
    menu.addSeparator()
    _add(window, menu, tr("&Mở tệp dữ liệu…"), lambda: _open(window), QKeySequence.StandardKey.Open)
    _add(window, menu, tr("Tạo tệp &dữ liệu mới…"), lambda: _new(window))
    recent = menu.addMenu(tr("Tệp &gần đây"))
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    _add(window, menu, tr("Mở dữ &liệu minh họa"), window.sample_asked.emit)
    menu.addSeparator()
    _add(window, menu, tr("&Sao lưu ra tệp…"), lambda: _backup(window))
    _write(window, menu, tr("Khô&i phục từ bản sao lưu…"), lambda: _restore(window))
    _add(window, menu, tr("Phát hành &ra thư mục…"), partial(_of_place, window))
    _add(window, menu, tr("Bàn gia&o…"), partial(_hand_over, window))
    _add(window, menu, tr("Nhận bàn giao từ má&y khác…"), window.takeover_asked.emit)
    menu.addSeparator()
    _add(window, menu, tr("Sửa thông tin đơn &vị…"), window.edit_office)
    _add(window, menu, tr("Quản lý danh sách &cơ quan…"), window.edit_agencies)
    _add(window, menu, tr("Sử&a đề án…"), window.edit_programme)
    _write(window, menu, tr("Thêm đề án &khác…"), window.add_programme)
    _write(window, menu, tr("Đề án mới từ tệp (&Word, Excel)…"), window.found_programme, "Ctrl+Shift+N")
    menu.addSeparator()
    _add(window, menu, tr("T&hoát"), window.close, "Ctrl+Q")


def _hand_over(window: Window) -> None:
    from desktop_app.ui.window._handing_over import hand_over

    hand_over(window)


def _of_place(window: Window) -> None:
    from desktop_app.ui.window._places import ask_release

    ask_release(window)


def _form(window: Window, name: str) -> None:
    """Ask for a form; what is being typed is saved first."""
    window.tasks.commit()
    getattr(window.forms, name)()


def _edit_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("&Sửa"))
    acts = window.session.workspace.acts
    no_undo, no_redo = tr("Chưa có thao tác nào để hoàn tác."), tr("Chưa có thao tác nào để làm lại.")

    def nothing_done() -> str:
        return "" if acts.can_undo else no_undo

    def nothing_undone() -> str:
        return "" if acts.can_redo else no_redo

    undo_keys = QKeySequence.StandardKey.Undo
    _write(window, menu, tr("&Hoàn tác"), window.undo, undo_keys, why_not=nothing_done)
    _write(window, menu, tr("&Làm lại"), window.session.redo, "Ctrl+Y", why_not=nothing_undone)
    menu.addSeparator()
    for text, keys, name in (
        (tr("Cắ&t"), "Ctrl+X", "cut"),
        (tr("&Sao chép"), "Ctrl+C", "copy"),
        (tr("&Dán"), "Ctrl+V", "paste"),
        (tr("Sao chép x&uống dưới"), "Ctrl+D", "fill_down"),
        (tr("&Xóa nội dung ô"), "Delete", "clear"),
    ):
        _add(
            window, menu, f"{text}\t{keys}", partial(_edit, window, name)
        )  # the keys belong to what has the focus
    menu.addSeparator()
    _add(window, menu, tr("Tì&m"), window.top_bar.search.setFocus, QKeySequence.StandardKey.Find)
    _add(window, menu, tr("Tìm &nhanh mọi thứ…"), partial(_find_anything, window), "Ctrl+K")


def _find_anything(window: Window) -> None:
    from desktop_app.ui.finding import find_anything

    find_anything(window)


def _edit(window: Window, name: str) -> None:
    from desktop_app.ui.grid import Grid

    focus = QApplication.focusWidget()
    if not isinstance(focus, QLineEdit | QPlainTextEdit):
        blocks = focus.blocks if isinstance(focus, Grid) else window.tasks.grid.blocks
        getattr(blocks, name)()
    elif name in ("cut", "copy", "paste", "clear"):
        getattr(focus, name)()


def _view_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("&Xem"))
    for number, screen in enumerate(window.screens, start=1):
        _add(window, menu, screen.title, partial(window.show_screen, screen.key), f"Ctrl+{number}")
    menu.addSeparator()
    elsewhere = partial(_elsewhere, window)
    _add(
        window,
        menu,
        tr("&Cột của bảng…"),
        partial(_of_tasks, window, lambda tasks: tasks.grid.columns.offer()),
        why_not=elsewhere,
    )
    filtering = tr("&Lọc theo cột đang chọn…") + "\tCtrl+Shift+L"
    _add(
        window,
        menu,
        filtering,
        partial(_of_tasks, window, lambda tasks: tasks.grid.filters.open_current()),
        why_not=elsewhere,
    )
    unfilter = partial(_of_tasks, window, lambda tasks: tasks.clear_filters())
    unfiltered = partial(_unfiltered, window)
    _add(window, menu, tr("Bỏ &mọi bộ lọc"), unfilter, "Ctrl+Shift+F", why_not=unfiltered)
    panel = partial(_of_tasks, window, lambda tasks: tasks.toggle_panel())
    _add(window, menu, tr("Ẩn h&oặc hiện khung chi tiết"), panel, "F4", why_not=elsewhere)
    menu.addSeparator()
    _add(window, menu, tr("Chu&yển sang vùng kế tiếp"), partial(_go_round, window, 1), "F6")
    _add(window, menu, tr("Chuyển &về vùng trước"), partial(_go_round, window, -1), "Shift+F6")
    themes = menu.addMenu(tr("&Giao diện"))
    group = QActionGroup(window)
    titles = (tr("&Sáng"), tr("&Tối"), tr("Theo &hệ thống"))
    for theme, title in zip(THEMES, titles, strict=True):
        action = _add(window, themes, title, partial(window.settings.choose_theme, theme))
        action.setCheckable(True)
        action.setChecked(window.settings.theme() == theme)
        group.addAction(action)


def _of_tasks(window: Window, act: "Callable[[TasksScreen], object]") -> None:
    """Call an act of the screen of tasks, which may not have been made yet."""
    act(window.tasks)


def _elsewhere(window: Window) -> str:
    return "" if window.tasks.isVisible() else window.tr("Chỉ dùng ở màn hình Nhiệm vụ (Ctrl+2).")


def _unfiltered(window: Window) -> str:
    tasks = window.tasks
    filtered = tasks.filters.wanted != TaskFilter() or tasks.model.filters.active
    return _elsewhere(window) or ("" if filtered else window.tr("Bảng đang hiện mọi nhiệm vụ."))


def _go_round(window: Window, step: int) -> None:
    """Go between the table of tasks and the record beside it; on another screen, round its areas."""
    tasks = window.tasks
    if tasks.isVisible():
        tasks.drawer.switch(tasks.grid, (tasks.panel.state, tasks.panel.percent))
        return
    from desktop_app.ui.window._areas import go_round

    go_round(window.shown_screen(), step)


def _task_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("&Nhiệm vụ"))
    menu.setObjectName(_TASK_MENU)
    _write(window, menu, tr("&Thêm nhiệm vụ…"), window.add_task, QKeySequence.StandardKey.New)
    _add(window, menu, tr("Nhắc &việc đến hạn…"), partial(_remind, window))
    menu.addSeparator()
    _add(window, menu, tr("Nh&iệm vụ không còn trong danh mục"), window.show_tray)
    _add(window, menu, tr("&Bản danh mục đã nhập"), window.show_editions)


def _print_task(window: Window, row: ReportRow) -> None:
    from desktop_app.ui.papers import print_task

    window.tasks.commit()
    print_task(window.session, window.settings, row, window)


def _remind(window: Window) -> None:
    from desktop_app.ui.reminding import remind

    window.tasks.commit()
    remind(window.session, window.settings, window)


def _period_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("&Kỳ báo cáo"))
    for text, keys, step in ((tr("Kỳ &trước"), "Ctrl+PgUp", -1), (tr("Kỳ &sau"), "Ctrl+PgDown", 1)):
        beyond = partial(_no_period, window, step)
        _add(window, menu, text, partial(window.top_bar.step, step), keys, why_not=beyond)
    menu.addSeparator()
    opened, sealed = partial(_is_open, window), partial(_is_sealed, window)
    confirm = tr("&Xác nhận không thay đổi phần còn lại")
    _write(window, menu, confirm, partial(_of_period, window, "confirm_rest"), why_not=sealed)
    _write(window, menu, tr("&Duyệt…"), partial(_of_period, window, "review"), why_not=sealed)
    package = tr("Lưu tệp &gửi duyệt…")
    _write(window, menu, package, partial(_of_period, window, "write_package"), why_not=sealed)
    _write(window, menu, tr("Mở tệp gửi d&uyệt…"), partial(_of_period, window, "open_package"))
    _write(window, menu, tr("&Chốt số liệu…"), partial(_of_period, window, "seal"), why_not=sealed)
    _write(window, menu, tr("&Mở lại kỳ…"), partial(_of_period, window, "reopen"), why_not=opened)
    sent = tr("Ghi &nhận đã gửi báo cáo…")
    _write(window, menu, sent, partial(_of_period, window, "submit"), why_not=opened)
    menu.addSeparator()
    _add(
        window, menu, tr("Xem thay đổi từ báo cá&o trước…"), partial(_of_period, window, "since_last_report")
    )
    _add(window, menu, tr("Xem dữ &liệu tại một ngày…"), partial(_of_period, window, "look_back"))
    menu.addSeparator()
    _add(window, menu, tr("Quản lý chế độ &báo cáo…"), partial(_of_period, window, "edit_regimes"))
    _add(window, menu, tr("Thiết lập &kiểm tra và chốt…"), partial(_of_period, window, "edit_rules"))
    _add(window, menu, tr("Nhập c&hỉ tiêu thống kê…"), window.show_indicators)
    menu.addSeparator()
    kinds = menu.addMenu(tr("Loạ&i kỳ"))
    kinds.aboutToShow.connect(lambda: _fill_kinds(window, kinds))


def _no_period(window: Window, step: int) -> str:
    first, last = window.tr("Đây là kỳ đầu tiên của đề án."), window.tr("Đây là kỳ cuối cùng của đề án.")
    return "" if window.top_bar.beside(step) is not None else first if step < 0 else last


def _is_sealed(window: Window) -> str:
    label, said = window.session.period.label, window.tr("%s đã chốt số liệu. Muốn sửa: Mở lại kỳ…")
    return said % label if _state(window) is PeriodState.SEALED else ""


def _is_open(window: Window) -> str:
    label, said = window.session.period.label, window.tr("%s chưa chốt số liệu.")
    return "" if _state(window) is PeriodState.SEALED else said % label


def _state(window: Window) -> PeriodState:
    session = window.session
    return session.workspace.periods.state(session.programme.id, session.period.id)


def _of_period(window: Window, act: str) -> None:
    from desktop_app.ui.periods import PeriodActs

    getattr(PeriodActs(window.session, window), act)()


def _fill_kinds(window: Window, menu: QMenu) -> None:
    menu.clear()
    for kind in window.session.workspace.periods.kinds(
        window.session.programme, window.session.period.regime
    ):
        _add(window, menu, kind.title, partial(window.top_bar.choose_kind, kind.name))


def _help_menu(window: Window) -> None:
    tr = window.tr
    menu = window.menuBar().addMenu(tr("Trợ giú&p"))
    _add(window, menu, tr("&Hướng dẫn sử dụng"), window.show_help, "F1")
    _add(window, menu, tr("Có gì &mới…"), window.show_news)
    _add(window, menu, tr("&Giới thiệu"), window.show_about)


def _open(window: Window) -> None:
    name, _ = QFileDialog.getOpenFileName(
        window, window.tr("Mở tệp dữ liệu"), str(window.session.workspace.path.parent), _filter(window)
    )
    if name:
        window.file_asked.emit(Path(name))


def _new(window: Window) -> None:
    name, _ = QFileDialog.getSaveFileName(
        window, window.tr("Tạo tệp dữ liệu mới"), str(window.session.workspace.path.parent), _filter(window)
    )
    if name:
        window.file_asked.emit(Path(name).with_suffix(places.SUFFIX))


def _backup(window: Window) -> None:
    name, _ = QFileDialog.getSaveFileName(
        window, window.tr("Sao lưu ra tệp"), str(places.documents()), _filter(window)
    )
    if name:
        target = Path(name).with_suffix(places.SUFFIX)
        made = window.session.change(lambda: window.session.workspace.safekeeping.backup_to(target))
        if made is not None:
            _tell_backed_up(window, target, made)


def _tell_backed_up(window: Window, target: Path, made: "BackedUp") -> None:
    """Say what was backed up; a copy that lacks documents is a warning."""
    said = window.tr("Đã sao lưu ra %s") % target.name
    if made.missing:
        lost = window.tr(
            ", nhưng thiếu %d trong %d tệp tài liệu. Hãy tìm lại thư mục “-files” của tệp dữ liệu."
        )
        window.session.warned.emit(said + lost % (made.missing, made.documents))
    elif made.documents:
        window.session.notify(
            said + window.tr(" và %d tệp tài liệu trong %s-files") % (made.documents, target.stem)
        )
    else:
        window.session.notify(said)


def _restore(window: Window) -> None:
    from desktop_app.ui.setup import RestoreDialog

    chosen = RestoreDialog.ask(window.session.workspace, window)
    if chosen is not None:
        window.restore_asked.emit(chosen)


def _fill_recent(window: Window, menu: QMenu) -> None:
    menu.clear()
    for path in window.settings.recent_files():
        _add(window, menu, str(path), partial(window.file_asked.emit, path))


def _filter(window: Window) -> str:
    return window.tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)")
