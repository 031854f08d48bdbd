"""The rows of an edition, of two compared, and of an import that is to be taken back, as tables show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.editions import Edition, Match, RowKind
from desktop_app.resources import words
from desktop_app.services.importing import EditionComparison, EditionRow, TakenBack
from desktop_app.ui.formats import format_date
from desktop_app.ui.grid import GridColumn
from desktop_app.ui.importing import problem_words
from desktop_app.ui.phrases import plain_day


def kind_words(kind: str) -> str:
    """Return the word for what became of a row."""
    return words("row_kind").get(kind) or _tr("Không phải nhiệm vụ")


def edition_words(edition: Edition) -> str:
    """Return the name of an edition with its day."""
    day = _tr(" ngày %s") % format_date(edition.issued_on) if edition.issued_on else ""
    return edition.title + day


def edition_columns(counts: Mapping[int, Mapping[str, int]]) -> list[GridColumn[Edition]]:
    """Return the columns of the list of editions; `counts` are those of their rows by edition."""

    def counted(kind: str) -> GridColumn[Edition]:
        title = words("row_kind")[kind]
        return GridColumn(
            kind, title, lambda one: counts.get(one.id, {}).get(kind, 0), align="right", width=60
        )

    return [
        GridColumn("title", _tr("Bản danh mục"), lambda one: one.title, width=140, stretch=2),
        GridColumn(
            "issued_on", _tr("Ngày ban hành"), lambda one: one.issued_on, _day, width=112, sort=_issued
        ),
        GridColumn("file", _tr("Tệp nguồn"), lambda one: one.file_name, width=120, stretch=1, tip=_file_tip),
        GridColumn("received", _tr("Nhập lúc"), lambda one: one.received_at, _received, width=134),
        GridColumn("by", _tr("Người nhập"), lambda one: one.received_by, width=90),
        counted("new"),
        counted("changed"),
        counted("gone"),
    ]


def row_columns() -> list[GridColumn[EditionRow]]:
    """Return the columns of an edition that is opened as it was."""
    named = words("field")
    return [
        GridColumn("row", _tr("Dòng"), lambda one: one.row, lambda one: str(one.row or ""), width=58),
        GridColumn("kind", _tr("Kết quả"), lambda one: kind_words(one.kind), width=100),
        GridColumn(
            "number", named["number"], lambda one: one.given.given.number if one.given else "", width=52
        ),
        GridColumn("text", named["content"], lambda one: one.text, width=200, stretch=3),
        GridColumn("lead", named["leads"], _lead, width=120),
        GridColumn(
            "deadline",
            named["deadline"],
            lambda one: plain_day(one.given.given.deadline) if one.given else "",
            width=100,
        ),
        GridColumn("told", _tr("Thay đổi, cần xem lại"), _remarks, width=120, stretch=2),
    ]


def difference_columns(found: EditionComparison) -> list[GridColumn[Match]]:
    """Return the columns of two editions compared."""
    named, known = words("field"), found.known

    def content(match: Match) -> str:
        given = match.row.given if match.row else known[match.task_id or 0].task.given
        return f"{given.number}. {given.content}" if given.number else given.content

    def fields(match: Match) -> str:
        titles = (title for title, _, _ in found.others_of(match))
        return ", ".join(filter(None, (_fields(match), *titles)))

    def pairs(match: Match) -> Sequence[tuple[str, str]]:
        if match.row is None or not match.candidates:
            changes = [
                (_plain(one.field, one.present), _plain(one.field, one.incoming)) for one in match.changes
            ]
            return changes + [(old, new) for _, old, new in found.others_of(match)]
        return [(known[match.candidates[0]].task.content, match.row.given.content)]

    def pair_words(match: Match) -> str:
        return "\n".join(f"{old} → {new}" for old, new in pairs(match))

    return [
        GridColumn(
            "kind", _tr("Khác nhau"), lambda one: _difference_words(one, found.kind_of(one)), width=130
        ),
        GridColumn("content", named["content"], content, width=0),
        GridColumn("field", _tr("Ô thay đổi"), fields, width=130),
        GridColumn(
            "pairs",
            _tr("Nội dung cũ → mới"),
            pairs,
            pair_words,
            width=400,
            stretch=1,
            delegate="change",
            sort=fields,
        ),
    ]


def taken_back_columns() -> list[GridColumn[TakenBack]]:
    """Return the columns of what goes back and what stays."""
    return [
        GridColumn("number", words("field")["number"], lambda one: one.task.number, width=52),
        GridColumn("content", words("field")["content"], lambda one: one.task.content, width=0),
        GridColumn("field", _tr("Ô"), _back_field, width=170),
        GridColumn(
            "pairs",
            _tr("Hiện nay → sau khi hoàn tác"),
            _back_pairs,
            _back_words,
            width=300,
            delegate="change",
            sort=_back_field,
        ),
        GridColumn("stays", _tr("Kết quả"), _back_result, width=250, stretch=1),
    ]


def _day(edition: Edition) -> str:
    return format_date(edition.issued_on) if edition.issued_on else ""


def _issued(edition: Edition) -> str:
    return edition.issued_on.isoformat() if edition.issued_on else ""


def _received(edition: Edition) -> str:
    moment = datetime.fromisoformat(edition.received_at)
    return f"{format_date(moment.date())} {moment:%H:%M}"


def _file_tip(edition: Edition) -> str:
    return (
        f"{edition.file_name}\n{_tr('Trang tính')} “{edition.sheet}”\n{_tr('Mã kiểm tra')} {edition.sha256}"
    )


def _lead(row: EditionRow) -> str:
    return join_agencies(row.given.given.leads) if row.given else ""


def _remarks(row: EditionRow) -> str:
    named = words("field")
    changes = [
        f"{named[field]}: {old or _tr('(trống)')} → {new}"
        for field, old, new in row.changes
        if field in named
    ]
    reason = words("left_out").get(row.reason, row.reason)
    others = [f"{title}: {text}" for title, text in row.given.others] if row.given else []
    return "\n".join(filter(None, [*changes, problem_words(row.problems), reason, *others]))


def _fields(match: Match) -> str:
    return ", ".join(words("field")[change.field] for change in match.changes)


def _difference_words(match: Match, kind: RowKind) -> str:
    if match.twin:
        return _tr("Trùng dòng %d") % match.twin
    return _tr("Gần giống") if match.candidates else kind_words(kind.value)


def _plain(field: str, value: object) -> str:
    said = join_agencies(value) if isinstance(value, tuple) else str(value or "")
    return plain_day(said) if field == "deadline" else said


def _back_field(one: TakenBack) -> str:
    return words("field").get(one.field, one.field) if one.field else _tr("Nhiệm vụ do bản danh mục này thêm")


def _back_pairs(one: TakenBack) -> Sequence[tuple[str, str]]:
    if not one.field or one.field == "gone_since":
        return []
    return [(_plain(one.field, one.new), _plain(one.field, one.old) or _tr("(trống)"))]


def _back_words(one: TakenBack) -> str:
    return "\n".join(f"{new} → {old}" for new, old in _back_pairs(one))


def _back_result(one: TakenBack) -> str:
    if one.stays:
        return _tr("Giữ nguyên: %s") % words("stays")[one.stays].lower()
    return _tr("Trở lại như trước") if one.field else _tr("Đưa ra khỏi danh mục")


def _tr(text: str) -> str:
    return QCoreApplication.translate("editions", text)
