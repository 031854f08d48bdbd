"""The indicators of the programme on the overview.

The period's figure and the one since the year's first day.
"""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.domain.indicator import Figure
from desktop_app.domain.reports import ReportFigure
from desktop_app.services.tasks import SealedRegister
from desktop_app.ui.formats import format_decimal
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Card, ElidedLabel, LinkButton

_SHOWN = 8
_PARTIAL = "*"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class IndicatorsCard(Card):
    """Shows the first indicators; hidden while the programme has none.

    `all_asked` asks for the table to enter them.
    """

    all_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Chỉ tiêu thống kê"))
        self._session = session
        self.link = LinkButton(self.tr("Mở bảng chỉ tiêu"), self)
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
        shown = self._figures()[:_SHOWN]
        self.setVisible(bool(shown))
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        titles = ("", self.tr("Đơn vị tính"), session.period.label, self.tr("Từ đầu năm"))
        for column, text in enumerate(titles):
            self._put(0, column, text, "mutedSmall")
        for line, (name, unit, now, year) in enumerate(shown, start=1):
            self.lines.addWidget(ElidedLabel(name, self), line, 0)
            self._put(line, 1, unit, "muted")
            self._put(line, 2, now, "strong")
            self._put(line, 3, year, "")

    def _figures(self) -> list[tuple[str, str, str, str]]:
        """Return name, unit and both figures of each indicator: of a closed period as they were sealed."""
        session = self._session
        sealed = session.shown_register
        if isinstance(sealed, SealedRegister):
            whole = {(one.name, one.unit) for one in sealed.indicators if not one.task}
            lines = [one for one in sealed.indicators if not one.task or (one.name, one.unit) not in whole]
            return [
                (one.name, one.unit, _figure(figure_of(one.now)), _figure(figure_of(one.year)))
                for one in lines
            ]
        reports = session.workspace.indicators.report(session.register, session.period)
        rows = [one.whole for one in reports if one.whole is not None]
        return [(row.indicator.name, row.indicator.unit, _figure(row.now), _figure(row.year)) for row in rows]

    def _put(self, line: int, column: int, text: str, look: str) -> None:
        label = QLabel(text, self)
        label.setObjectName(look)
        if column > 1:
            label.setAlignment(_RIGHT)
        if text.endswith(_PARTIAL):
            label.setToolTip(self.tr("Dấu *: số liệu chưa đủ mọi kỳ hoặc mọi nhiệm vụ"))
        self.lines.addWidget(label, line, column)


def figure_of(sealed: ReportFigure) -> Figure:
    """Return a sealed figure; of what it was added up is not kept."""
    return Figure(Decimal(sealed.value) if sealed.value else None, whole=sealed.whole)


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return format_decimal(figure.value) + ("" if figure.whole else _PARTIAL)
