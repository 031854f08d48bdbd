"""The indicators of the programme on the overview: the period's figure and the one since the year's first day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.domain.indicator import Figure
from desktop_app.ui.formats import format_decimal
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Card, ElidedLabel, LinkButton

_SHOWN = 8
_PARTIAL = "*"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class IndicatorsCard(Card):
    """Shows the first indicators; hidden while the programme has none. `all_asked` asks for the table to enter them."""

    all_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__("", parent)
        self.set_title(self.tr("Chỉ tiêu số liệu"))
        self._session = session
        self.link = LinkButton(self.tr("Nhập, xem tất cả"), self)
        self.link.clicked.connect(self.all_asked)
        self.head.addWidget(self.link)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(16)
        self.lines.setVerticalSpacing(4)
        self.lines.setColumnStretch(0, 1)
        self.body.addLayout(self.lines)
        self.hide()

    def refresh(self) -> None:
        """Show the present figures."""
        session = self._session
        reports = session.workspace.indicators.report(session.register, session.period)
        shown = [one for one in reports if one.whole is not None][:_SHOWN]
        self.setVisible(bool(shown))
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        titles = ("", self.tr("Đơn vị tính"), session.period.label, self.tr("Từ đầu năm"))
        for column, text in enumerate(titles):
            self._put(0, column, text, "mutedSmall")
        for line, one in enumerate(shown, start=1):
            row = one.whole
            if row is None:
                continue
            name = ElidedLabel(one.indicator.name, self)
            self.lines.addWidget(name, line, 0)
            self._put(line, 1, one.indicator.unit, "muted")
            self._put(line, 2, _figure(row.now), "strong")
            self._put(line, 3, _figure(row.year), "")

    def _put(self, line: int, column: int, text: str, look: str) -> None:
        label = QLabel(text, self)
        label.setObjectName(look)
        if column > 1:
            label.setAlignment(_RIGHT)
        if text.endswith(_PARTIAL):
            label.setToolTip(self.tr("Dấu *: số liệu chưa đủ mọi kỳ hoặc mọi nhiệm vụ"))
        self.lines.addWidget(label, line, column)


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return format_decimal(figure.value) + ("" if figure.whole else _PARTIAL)
