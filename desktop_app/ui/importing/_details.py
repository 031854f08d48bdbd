"""The card under the preview: the chosen row whole, and what the officer can decide about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.editions import LATER, NEW, Decision, FieldChange, RowKind
from desktop_app.resources import words
from desktop_app.services.tasks import Register
from desktop_app.ui.importing.lines import (
    PreviewLine,
    decision_words,
    problem_words,
    value_words,
    whole_task_words,
)
from desktop_app.ui.look import semibold
from desktop_app.ui.phrases import plain_day
from desktop_app.ui.widgets import ElidedLabel, ScrolledPage

_HEIGHT, _LEAST_HEIGHT = 204, 112
"""Of every line alike, so that the table above does not move; what is longer is scrolled."""
_PADDING = 14
_KEYS, _SHORT = 9, 60


def _other_task(line: PreviewLine) -> int | None:
    """Return the task that a line was decided to be, or to be a part of."""
    decision = line.decision
    return None if decision is None else decision.task_id or decision.part_of


class _Choice(QPushButton):
    """A button that is chosen or not; its width is that of the semibold word."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Keep the width when the word turns semibold."""
        hint = super().sizeHint()
        width = QFontMetrics(semibold()).horizontalAdvance(self.text()) + 2 * _PADDING
        return QSize(max(hint.width(), width), hint.height())


class RowDetails(QFrame):
    """Shows one line.

    `decided` carries (key, Decision or None), `agency_decided` (name, what it means or ""); `task_asked` asks
    for another task that a line is.
    """

    decided = Signal(object, object)
    agency_decided = Signal(str, str)
    agency_asked = Signal(str)
    task_asked = Signal(object)

    def __init__(self, register: Register, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._register = register
        self.buttons: dict[str, QPushButton] = {}
        self._scroll = ScrolledPage(self.tr("Chi tiết của dòng"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setMaximumHeight(_HEIGHT)
        self.show_line(None, self._register)

    def sizeHint(self) -> QSize:
        """Ask for the same height whatever is shown; a low window leaves it less."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def show_line(self, line: PreviewLine | None, register: Register) -> None:
        """Show a line, or what can be done if none is chosen."""
        self._register = register
        self.buttons = {}
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 8, 14, 8)
        self._column.setSpacing(6)
        if line is None:
            self._add(self.tr("Chọn một dòng để xem đầy đủ và chọn cách xử lý."), "muted")
        elif line.agency is not None:
            self._agency(line)
        elif line.match is None:
            self._add(self.tr("Dòng %d của tệp") % line.row, "cardTitle")
            self._add(line.text)
            self._add(line.reason or problem_words(line.problems), "warning" if line.problems else "muted")
        else:
            self._match(line)
        self._column.addStretch()
        self._scroll.setWidget(inner)

    def _match(self, line: PreviewLine) -> None:
        given, match = line.given, line.match
        if given is None or match is None:
            return
        head = QHBoxLayout()
        head.setSpacing(8)
        title = QLabel(
            self.tr("Nhiệm vụ số %s") % given.number if given.number else self.tr("Nhiệm vụ"), self
        )
        title.setObjectName("cardTitle")
        head.addWidget(title)
        if line.row:
            where = QLabel(self.tr("Dòng %d của tệp") % line.row, self)
            where.setObjectName("muted")
            head.addWidget(where)
        head.addStretch()
        if match.kind is RowKind.AMBIGUOUS:
            later = self._button("later", self.tr("Để sau"), partial(self.decided.emit, line.key, LATER))
            later.setChecked(line.decision is None or not line.decision.take)
            head.addWidget(later)
        self._column.addLayout(head)
        self._add(given.content)
        if match.kind is RowKind.AMBIGUOUS and match.changes:
            self._conflicts(line, match.changes)
        elif match.kind is RowKind.AMBIGUOUS:
            self._candidates(line, match.candidates)
        else:
            facts = (
                (words("field")["leads"], join_agencies(given.leads)),
                (words("field")["coordinating"], join_agencies(given.coordinating)),
                (words("field")["deadline"], plain_day(given.deadline)),
                (words("field")["output"], given.output),
                *(match.row.others if match.row is not None else ()),
            )
            self._add("  ·  ".join(f"{name}: {text}" for name, text in facts if text), "muted")
            if match.kind is RowKind.NEW:
                self._new(line)
            for change in match.changes:
                old = value_words(change.field, change.present, self._register) or self.tr("(trống)")
                new = value_words(change.field, change.incoming, self._register)
                self._add(f"{words('field')[change.field]}: {old} → {new}")
        if line.problems:
            self._add(problem_words(line.problems), "warning")

    def press(self, key: str) -> bool:
        """Choose by the key that stands on a button; return whether one bears it."""
        for button in self.buttons.values():
            if button.text().startswith(f"{key} · "):
                button.click()
                return True
        return False

    def _new(self, line: PreviewLine) -> None:
        """Offer to take a new row for a task that there is."""
        row = QHBoxLayout()
        row.setSpacing(8)
        decided = _other_task(line)
        new = self._button(
            "new", self.tr("Thêm thành nhiệm vụ mới"), partial(self.decided.emit, line.key, None)
        )
        new.setChecked(decided is None and line.taken)
        row.addWidget(new)
        if self._register.tasks:
            row.addWidget(self._other(line, decided))
        row.addStretch()
        self._column.addLayout(row)

    def _other(self, line: PreviewLine, decided: int | None) -> QPushButton:
        """Offer any other task, or show the one that was chosen."""
        text = self.tr("Chọn nhiệm vụ khác…")
        if decided is not None:
            text = f"{decision_words(self._register, line)[:_SHORT]}…"
        other = self._button("other", text, partial(self.task_asked.emit, line))
        other.setChecked(decided is not None)
        return other

    def _conflicts(self, line: PreviewLine, changes: Sequence[FieldChange]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        heads = ("", self.tr("Bản danh mục trước"), self.tr("Đang có trong dữ liệu"), self.tr("Bản mới"))
        for place, text in enumerate(heads):
            grid.addWidget(_label(text, "mutedSmall", self), 0, place)
        for row, change in enumerate(changes, start=1):
            values = (change.base, change.present, change.incoming)
            texts = [
                value_words(change.field, value, self._register) or self.tr("(trống)") for value in values
            ]
            grid.addWidget(_label(words("field")[change.field], "muted", self), row, 0)
            for place, text in enumerate(texts, start=1):
                grid.addWidget(_label(text, "strong" if place == 3 else "", self), row, place)
            if change.conflict:
                self._choice(grid, row, line, change)
            else:
                grid.addWidget(_label(self.tr("Lấy theo danh mục mới"), "muted", self), row, 4)
        for place in (1, 2, 3):
            grid.setColumnStretch(place, 1)
        self._column.addLayout(grid)

    def _choice(self, grid: QGridLayout, row: int, line: PreviewLine, change: FieldChange) -> None:
        """Offer the province's value and the new one of a cell.

        The other cells keep what was decided of them.
        """
        before = line.decision.keep if line.decision is not None and line.decision.take else frozenset()
        decided = line.decision is not None and line.decision.take
        keep = Decision(take=True, keep=before | {change.field})
        take = Decision(take=True, keep=before - {change.field})
        kept = self._button(
            f"keep {change.field}",
            self.tr("Giữ nội dung của đơn vị"),
            partial(self.decided.emit, line.key, keep),
        )
        taken = self._button(
            f"take {change.field}", self.tr("Lấy nội dung mới"), partial(self.decided.emit, line.key, take)
        )
        kept.setChecked(decided and change.field in before)
        taken.setChecked(decided and change.field not in before)
        grid.addWidget(kept, row, 4)
        grid.addWidget(taken, row, 5)

    def _candidates(self, line: PreviewLine, candidates: Sequence[int]) -> None:
        decision = line.decision
        for task_id in candidates:
            row = QHBoxLayout()
            row.setSpacing(8)
            chosen = Decision(take=True, task_id=task_id)
            button = self._button(
                f"task {task_id}",
                self.tr("Ghép với nhiệm vụ này"),
                partial(self.decided.emit, line.key, chosen),
            )
            button.setChecked(decision is not None and decision.task_id == task_id)
            row.addWidget(button)
            row.addWidget(ElidedLabel(whole_task_words(self._register, task_id), self), 1)
            self._column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(8)
        new = self._button(
            "new", self.tr("Thêm thành nhiệm vụ mới"), partial(self.decided.emit, line.key, NEW)
        )
        new.setChecked(decision == NEW)
        row.addWidget(new)
        listed = decision is not None and decision.task_id in candidates
        row.addWidget(self._other(line, None if listed else _other_task(line)))
        row.addStretch()
        self._column.addLayout(row)

    def _agency(self, line: PreviewLine) -> None:
        agency = line.agency
        if agency is None:
            return
        self._add(agency.name, "cardTitle")
        self._add(
            self.tr("Tên cơ quan này chưa có trong danh sách; tệp có %d dòng ghi tên này.") % agency.rows,
            "muted",
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        new = self._button(
            "new", self.tr("Thêm cơ quan mới"), partial(self.agency_decided.emit, agency.name, "")
        )
        new.setChecked(not line.meant)
        row.addWidget(new)
        for name in dict.fromkeys((*agency.near, *([line.meant] if line.meant else []))):
            one = self._button(
                f"is {name}",
                self.tr("Dùng tên “%s”") % name,
                partial(self.agency_decided.emit, agency.name, name),
            )
            one.setChecked(line.meant == name)
            row.addWidget(one)
        other = self._button(
            "other", self.tr("Chọn cơ quan khác…"), partial(self.agency_asked.emit, agency.name)
        )
        other.setCheckable(False)
        row.addWidget(other)
        row.addStretch()
        self._column.addLayout(row)

    def _button(self, key: str, text: str, run: "partial[None]") -> QPushButton:
        number = 0 if key == "later" else 1 + sum(name != "later" for name in self.buttons)
        button = _Choice(f"{number} · {text}" if number <= _KEYS else text, self)
        button.clicked.connect(lambda _on=False: run())
        self.buttons[key] = button
        return button

    def _add(self, text: str, name: str = "") -> None:
        if text:
            self._column.addWidget(_label(text, name, self))


def _label(text: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
