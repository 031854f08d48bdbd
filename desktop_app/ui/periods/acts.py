"""What can be done to the session's period."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.checks import Finding
from desktop_app.domain.errors import AppError
from desktop_app.domain.review import SUFFIX, PackageDirection, ReviewPackage
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.work import Steps
from desktop_app.services import places
from desktop_app.services.period_board import since_last_report
from desktop_app.services.periods import PackageDesk, PeriodDesk, kept_answer, open_package, reminders
from desktop_app.ui.long_changes import change_rows, confirm_unchanged
from desktop_app.ui.periods._as_at_dialog import AsAtDialog, SinceDialog
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.periods._review_dialog import ReviewDialog
from desktop_app.ui.periods._rules_dialog import RulesDialog
from desktop_app.ui.periods._version_dialogs import DifferencesDialog, VersionDialog
from desktop_app.ui.periods.dialogs import ReasonDialog, SealDialog, SubmissionDialog
from desktop_app.ui.session import Session, today
from desktop_app.ui.slices import Slices


class PeriodActs(QObject):
    """Acts on the period of `session` for the screen `parent`."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self._checking: Slices[Sequence[Finding]] = Slices(self)
        session.turning.connect(self._checking.drop)

    def send(self) -> None:
        """Put the period before the leader."""
        session = self._session
        session.turning.emit()
        session.change(
            lambda: session.workspace.reviewing.send(session.register, session.period, today()),
            self.tr("Đã gửi duyệt %s") % session.period.label,
        )

    def take_back(self) -> None:
        """Take the period back from the leader."""
        session = self._session
        session.change(
            lambda: session.workspace.reviewing.take_back(session.register, session.period),
            self.tr("Đã thôi đề nghị duyệt %s") % session.period.label,
        )

    def review(self) -> None:
        """Show the rows for the leader to accept or return."""
        self._session.turning.emit()
        session = self._session
        desk = PeriodDesk(session.workspace.reviewing, session.register, session.period)
        ReviewDialog(session, desk, session.period.label, self._parent).exec()

    def write_package(self) -> None:
        """Save the period's rows as a package for the leader."""
        session = self._session
        session.turning.emit()
        target = self._ask_target(self.tr("Lưu tệp gửi duyệt"), f"Duyet {session.period.label}")
        if target is not None:
            period, said = session.period, self.tr("Đã lưu tệp gửi duyệt %s")
            change_rows(
                session,
                len(session.register.tasks),
                self.tr("Đang lưu %s") % target.name,
                lambda workspace, register: workspace.packages.write(register, period, target),
                said=lambda written: said % written.name,
            )

    def open_package(self) -> None:
        """Open a package: the leader judges its rows and saves the answer, the office takes the answer in."""
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            self.tr("Mở tệp gửi duyệt"),
            str(places.documents()),
            self.tr("Tệp gửi duyệt (*%s)") % SUFFIX,
        )
        if name:
            self.take_package(Path(name))

    def take_package(self, path: Path) -> None:
        """Work with the package at `path`."""
        session = self._session
        package = session.ask(lambda: open_package(path))
        if package is None:
            return
        if package.way is PackageDirection.ANSWER:
            self._merge(package, path)
            return
        desk = session.ask(lambda: PackageDesk(package, path, kept_answer(package)))
        if desk is None:
            return
        ReviewDialog(session, desk, package.label, self._parent).exec()
        if not desk.answered:
            return
        target = self._ask_target(self.tr("Lưu tệp kết quả duyệt"), f"{path.stem} - tra loi")
        if target is not None:
            session.change(lambda: desk.answer(target), self.tr("Đã lưu tệp kết quả duyệt %s") % target.name)
            return
        said = self.tr(
            "Chưa lưu tệp kết quả duyệt. Ý kiến về %d nhiệm vụ được giữ trên máy này: mở lại "
            "tệp gửi duyệt để lưu."
        )
        session.warned.emit(said % desk.answered)

    def _merge(self, package: ReviewPackage, path: Path) -> None:
        session = self._session
        found = session.ask(lambda: session.workspace.periods.find(package.period, session.programme))
        if found is None:
            return
        merged = session.change(
            lambda: session.workspace.packages.merge(session.register, found, package, path)
        )
        if merged is None:
            return
        session.choose_period(found)
        said = self.tr("Đã nhận tệp kết quả duyệt: duyệt %d nhiệm vụ, trả lại %d nhiệm vụ.")
        said %= (merged.accepted, merged.returned)
        if merged.stale:
            said += self.tr(
                " Không lấy ý kiến cho các nhiệm vụ đã sửa sau khi gửi: nhiệm vụ số %s."
            ) % "; ".join(merged.stale)
        if merged.conflicts:
            kept = "; ".join(merged.conflicts)
            said += self.tr(" Giữ ý kiến đã ghi trong tệp này sau khi gửi tệp: nhiệm vụ số %s.") % kept
        session.notify(said)

    def _ask_target(self, title: str, name: str) -> Path | None:
        safe = name.replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent,
            title,
            str(places.documents() / (safe + SUFFIX)),
            self.tr("Tệp gửi duyệt (*%s)") % SUFFIX,
        )
        return Path(chosen).with_suffix(SUFFIX) if chosen else None

    def seal(self) -> None:
        """Close the period, once its checks were gone through."""
        self._session.turning.emit()
        self._checking.run(self._findings(), self._ask_seal)

    def _findings(self) -> Steps[Sequence[Finding]]:
        """Return what the checks find in steps; nothing more once the file is closed."""
        session = self._session
        try:
            steps = session.workspace.checks.finding(session.register, session.period, today())
            while not session.closed:
                try:
                    yield next(steps)
                except StopIteration as end:
                    return list(end.value)
        except AppError as error:
            session.refused.emit(error)
        return ()

    def _ask_seal(self, findings: Sequence[Finding]) -> None:
        session = self._session
        if session.closed:
            return
        version = SealDialog.ask(session, findings, self._parent)
        if version is not None:
            session.notified.emit(
                self.tr("Đã chốt số liệu %s, bản %d") % (session.period.label, version.version), 0
            )

    def reopen(self) -> None:
        """Open the closed period again."""
        session = self._session
        label = session.period.label
        reason = ReasonDialog.ask(
            self.tr("Mở lại %s") % label,
            self.tr("Mở lại %s") % label,
            self.tr("Bản chốt hiện tại được giữ nguyên. Lần chốt sau là bản tiếp theo và ghi rõ lý do này."),
            self.tr("&Lý do mở lại"),
            self._parent,
        )
        if reason is not None:
            done = session.change(
                lambda: session.workspace.sealing.reopen(session.programme.id, session.period.id, reason)
            )
            if done is not None:
                session.notified.emit(self.tr("Đã mở lại %s") % label, 0)

    def submit(self) -> None:
        """Register that the report was sent."""
        SubmissionDialog.ask(self._session, self._parent)

    def confirm(self, task_ids: Sequence[int]) -> None:
        """Confirm that nothing changed in the tasks that only carry the period before."""
        self._session.turning.emit()
        confirm_unchanged(self._session, task_ids)

    def confirm_rest(self) -> None:
        """Confirm every task that only carries the period before."""
        session = self._session
        state = session.workspace.periods.state(session.programme.id, session.period.id)
        waiting = reminders(session.register, session.period, state, today()).not_confirmed
        if waiting:
            self.confirm(waiting)
        else:
            session.warned.emit(self.tr("Không có nhiệm vụ nào chờ xác nhận trong kỳ này."))

    def edit_regimes(self) -> None:
        """Edit the regimes and choose those of the programme."""
        session = self._session
        dialog = RegimesDialog(session, self._parent)
        dialog.exec()
        if dialog.changed:
            session.follow_regimes()

    def edit_rules(self) -> None:
        """Edit what the office wants before a period is closed."""
        RulesDialog.ask(self._session, self._parent)

    def look_back(self) -> None:
        """Show the programme as the file held it on an earlier day."""
        self._session.turning.emit()
        AsAtDialog(self._session, self._parent).exec()

    def since_last_report(self) -> None:
        """Say what changed since the last sealed report."""
        session = self._session
        session.turning.emit()
        try:
            since = since_last_report(session.workspace, session.register, session.period, today())
        except AppError as error:
            session.refused.emit(error)
            return
        if since is None:
            session.warned.emit(self.tr("Chưa có báo cáo nào được chốt trước kỳ này."))
            return
        label = session.workspace.periods.find(since.version.period, session.programme).label
        SinceDialog(session, since, label, self._parent).exec()

    def open_version(self, version: SealedVersion) -> str:
        """Show a sealed version whole.

        Return the ending of the file in which it is wanted, else an empty text.
        """
        report = self._session.ask(lambda: self._session.workspace.sealing.report_of(version))
        if report is None:
            return ""
        dialog = VersionDialog(version, report, self._parent)
        dialog.exec()
        return dialog.foot.suffix

    def compare(self, version: SealedVersion) -> str:
        """Show in what a version differs from the one before.

        Return the ending of the file that is wanted of it.
        """
        session = self._session
        earlier = [
            one
            for one in session.workspace.sealing.versions(version.programme_id, version.period)
            if one.version < version.version
        ]
        found = (
            session.ask(lambda: session.workspace.sealing.differences(earlier[0], version))
            if earlier
            else None
        )
        if found is None:
            return ""
        dialog = DifferencesDialog(session, version, found, self._parent)
        dialog.exec()
        return dialog.foot.suffix

    def save_files(self, version: SealedVersion) -> None:
        """Save copies of the files that were sent of a version, unchanged."""
        session = self._session
        sent = session.workspace.sealing.submissions(version.programme_id, version.period)
        files = [file for one in sent if one.version == version.version for file in one.files]
        if not files:
            session.warned.emit(self.tr("Lần gửi này không kèm tệp nào."))
            return
        folder = QFileDialog.getExistingDirectory(
            self._parent, self.tr("Lưu bản sao các tệp đã gửi"), str(places.documents())
        )
        if folder:
            targets = [(sha256, _free(Path(folder) / name)) for name, sha256 in files]
            saved = session.ask(lambda: _save_all(session, targets))
            if saved:
                session.notified.emit(self.tr("Đã lưu %d tệp vào %s") % (saved, folder), 0)


def _save_all(session: Session, targets: Sequence[tuple[str, Path]]) -> int:
    for sha256, target in targets:
        session.workspace.sealing.save_file(sha256, target)
    return len(targets)


def _free(path: Path) -> Path:
    """Return a path that stands for no file yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
