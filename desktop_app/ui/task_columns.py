"""The columns of the tasks table, and what typing into them means."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.errors import FieldNotRead, RuleBroken
from desktop_app.domain.progress import TEXTS, ProgressChanges, State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.state_words import read_state
from desktop_app.domain.text import fold
from desktop_app.resources import words
from desktop_app.ui.formats import read_date, read_percent
from desktop_app.ui.grid import GridColumn
from desktop_app.ui.phrases import (
    ASSUMED,
    content_words,
    deadline_facts,
    done_words,
    held_words,
    state_words,
    status_key,
    status_words,
)

_LAST = "9999-12-31"


def task_columns() -> list[GridColumn[ReportRow]]:
    """Return the columns in their first order; the ones an officer seldom needs begin hidden."""
    named = words("field")
    return [
        GridColumn("number", named["number"], lambda row: row.task.number, width=44),
        GridColumn(
            "content", named["content"], lambda row: row.task.content, content_words, width=0, stretch=3
        ),
        GridColumn("lead", named["leads"], _leads, width=110, stretch=1),
        GridColumn("coordinating", named["coordinating"], _coordinating, width=150, hidden=True),
        GridColumn("deadline", named["deadline"], _due, deadline_facts, width=106, tip=_due_tip),
        GridColumn(
            "output", named["output"], lambda row: row.task.given.output, width=150, hidden=True, stretch=1
        ),
        *_recorded_columns(named),
        GridColumn(
            "status",
            named["status"],
            _status_order,
            lambda row: status_words(row.standing),
            width=160,
            delegate="status",
            mark=lambda row: status_key(row.standing),
        ),
        *(
            GridColumn(
                name,
                named[name],
                _text_of(name),
                width=220,
                editable=True,
                hidden=True,
                slanted=_carries(name),
            )
            for name in ("result", "difficulty", "proposal", "note")
        ),
        GridColumn("officer", named["officer"], lambda row: row.task.own.officer, width=130, hidden=True),
    ]


def _recorded_columns(named: Mapping[str, str]) -> list[GridColumn[ReportRow]]:
    """Return the columns of how far a task is."""
    states = tuple(words("state")[state.value] for state in State)
    return [
        GridColumn(
            "state",
            named["state"],
            _state,
            width=130,
            editable=True,
            delegate="state",
            hidden=True,
            choices=states,
        ),
        GridColumn(
            "percent",
            _tr("Mức độ hoàn thành"),
            lambda row: row.standing.told_percent,
            align="right",
            width=98,
            editable=True,
            delegate="progress",
            slanted=lambda row: row.carries("percent"),
        ),
        GridColumn(
            "completed_on",
            named["completed_on"],
            _completed_on,
            lambda row: done_words(row.standing),
            width=116,
            editable=True,
            delegate="date",
            hidden=True,
        ),
    ]


def _tr(text: str) -> str:
    """Translate a title that is shorter than the name of its field, for a narrow column."""
    return QCoreApplication.translate("TaskColumns", text)


def joined(edits: Sequence[tuple[ReportRow, str, str]]) -> dict[int, ProgressChanges]:
    """Join the edits of a block into one change for each task.

    Raises RuleBroken with the task's number as note. Clearing a cell of a task for which nothing was recorded
    yet is no record.
    """
    changes: dict[int, ProgressChanges] = {}
    for row, key, text in edits:
        if not text.strip() and (row.entry is None or not (row.standing.recorded or key in TEXTS)):
            continue
        change = changes.setdefault(row.task.id, {})
        try:
            change.update(_read(key, text))
        except RuleBroken as error:
            error.add_note(row.task.number)
            raise
    return changes


def _read(key: str, text: str) -> ProgressChanges:
    plain = text.strip()
    if key == "state":
        return _read_state(plain)
    if key == "percent":
        return {"percent": read_percent(plain) if plain else 0}
    if key == "completed_on":
        if plain.endswith(ASSUMED):  # copied from where no day is known
            return {"state": State.DONE, "completed_on": None}
        return {"completed_on": read_date(plain) if plain else None}
    if key == "result":
        return {"result": text}
    if key == "difficulty":
        return {"difficulty": text}
    if key == "proposal":
        return {"proposal": text}
    return {"note": text}


def _read_state(text: str) -> ProgressChanges:
    """Read a state; what was copied from a task of which nothing was recorded says nothing."""
    wanted = fold(text)
    if not wanted:
        return {"state": State.NOT_STARTED}
    if wanted == fold(words("unrecorded")["state"]):
        return {}
    state = read_state(text, words("state"))
    if state is None and wanted in {one.value for one in State}:
        state = State(wanted)
    if state is None:
        raise FieldNotRead("state", text)
    return {"state": state}


def _leads(row: ReportRow) -> str:
    return join_agencies(row.task.given.leads)


def _coordinating(row: ReportRow) -> str:
    return join_agencies(row.task.given.coordinating)


def _state(row: ReportRow) -> str:
    return state_words(row.standing)


def _due_tip(row: ReportRow) -> str:
    held = held_words(row.standing)
    return f"{deadline_facts(row)} · {held}" if held else deadline_facts(row)


def _due(row: ReportRow) -> str:
    return row.standing.due.isoformat() if row.standing.due else _LAST


def _completed_on(row: ReportRow) -> str:
    day = row.standing.completed_on
    return day.isoformat() if day else _LAST


def _status_order(row: ReportRow) -> int:
    order = ("open_overdue", "open_in_time", "no_deadline", "done_late", "done_on_time")
    status = row.standing.status
    return order.index(status.value) if status else len(order)


def _text_of(name: str) -> Callable[[ReportRow], str]:
    def text(row: ReportRow) -> str:
        return str(getattr(row.entry, name)) if row.entry else ""

    return text


def _carries(name: str) -> Callable[[ReportRow], bool]:
    return lambda row: row.carries(name)
