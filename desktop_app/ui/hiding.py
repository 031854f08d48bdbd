"""The question before a change of a programme's years or regimes that takes records out of sight."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.programme import Programme
from desktop_app.services.periods import HiddenRecords
from desktop_app.ui.formats import format_number
from desktop_app.ui.messages import confirm
from desktop_app.ui.session import Session


def may_hide(session: Session, changed: Programme, parent: QWidget) -> bool:
    """Return whether a programme may be changed so.

    Nothing recorded goes out of sight, or the officer wants it.
    """
    before = next(one for one in session.workspace.programmes.all() if one.id == changed.id)
    hidden = session.workspace.periods.hidden(before, changed)
    if not hidden.periods:
        return True
    detail = _tr("Số liệu vẫn còn trong tệp và hiện lại khi chọn lại năm, chế độ báo cáo như trước.")
    return confirm(parent, hidden_words(session, hidden), _tr("Vẫn lưu"), detail)


def hidden_words(session: Session, hidden: HiddenRecords) -> str:
    """Return the sentence on what would go out of sight."""
    said = _tr("Thay đổi này làm %d kỳ báo cáo không còn hiện ra, trong đó có %s lần cập nhật") % (
        len(hidden.periods),
        format_number(hidden.records),
    )
    if hidden.sealed:
        said += _tr(" và %d kỳ đã chốt (%s)") % (len(hidden.sealed), session.labels(hidden.sealed))
    return said + "."


def _tr(text: str) -> str:
    return QCoreApplication.translate("hiding", text)
