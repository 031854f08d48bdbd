"""Errors in the officer's words, for the window and the commands alike.

The words are `resources/words.json`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import AppError, NotFound
from desktop_app.domain.period import Regime, find_period
from desktop_app.domain.text import day_text
from desktop_app.resources import regime_files, words
from desktop_app.services.periods import read_regime
from desktop_app.services.places import PlaceConcern

if TYPE_CHECKING:
    from desktop_app.domain.checks import Finding
    from desktop_app.domain.editions import Problem, Unread, UnusedColumn
    from desktop_app.exchange.forms import FormNote
    from desktop_app.services.importing import ImportPlan


def say(error: AppError) -> str:
    """Return the words for an error: what happened, where, what to do.

    Raises KeyError for an error without a sentence.
    """
    said = _sentence(error).format_map(_Values(error))
    return said[:1].upper() + said[1:]


def _sentence(error: AppError) -> str:
    """Return the sentence for the rule that an error names by its fields, else the one for its class."""
    name = type(error).__name__
    named = "/".join(str(getattr(error, one)) for one in ("kind", "field", "other") if hasattr(error, one))
    return words("rule").get(f"{name} {named}") or words("error")[name]


def say_concern(concern: PlaceConcern) -> str:
    """Return in words what the officer should know of a data file's place."""
    return words("place")[concern.kind].format(text=concern.text)


def period_label(period_id: str) -> str:
    """Return the title of a period of a shipped regime by its id; the id itself for any other."""
    if not period_id:
        return words("kind")["this_period"]
    return "; ".join(map(_label, period_id.split("; ")))


def _label(period_id: str) -> str:
    try:
        return find_period(period_id, _shipped(), "").label
    except NotFound:
        regime, _, part = period_id.partition("/")
        if regime == _USUAL:
            return period_id
        label = _label(f"{_USUAL}/{part}")
        return period_id if label.startswith(_USUAL) else f"{label} ({regime})"


@cache
def _shipped() -> dict[str, Regime]:
    return {regime.id: regime for regime in map(read_regime, regime_files())}


def say_note(note: "FormNote") -> str:
    """Return in words what a person should know of a form."""
    return words("form_note")[note.code].format(cell=note.cell, text=note.text)


def say_entry_problem(problem: "Problem") -> str:
    """Return in words why a row of an entry form is refused."""
    said = words("problem")
    return said["at_cell"].format(cell=problem.cell, text=said[problem.code].format(text=problem.text))


def check_words(finding: "Finding") -> str:
    """Return in words what a check found."""
    return words("check")[finding.kind.value].format(count=len(finding.numbers))


def next_step(finding: "Finding") -> str:
    """Return in words what to do about what a check found."""
    return words("check_step")[finding.kind.value]


def returned_words(numbers: Sequence[str]) -> str:
    """Return the words for rows that the leader returned and has not accepted since.

    Empty if there are none.
    """
    if not numbers:
        return ""
    said = words("check")["returned"].format(count=len(numbers))
    more = ", …" if len(numbers) > _NAMED else ""
    named = words("descent_note")["number"].format(number=", ".join(numbers[:_NAMED]))
    return f"{said}: {words('kind')['task']} {named}{more}. {words('check_step')['returned']}"


def figure_words(finding: "Finding") -> list[str]:
    """Return in words which figures swung or are contradicted by their parts ("quá hạn 2 → 5")."""
    return [
        f"{words('swing')[one.name].format(of=one.of)} {_amount(one.before)} → {_amount(one.now)}"
        for one in finding.swings
    ]


def _amount(value: int | Decimal) -> str:
    """Write a number with all its decimals: 1.234,5."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,")) if isinstance(value, Decimal) else str(value)


def unread_words(plan: "ImportPlan") -> list[str]:
    """Return in words what the reading left out, and whether the list seems to be of another programme.

    Left out are errors of an .xlsb, cells (how many, and of many the first names) and columns; a column for
    lead agency or deadline that was not found is named, too, groups that the programme lacks, and which sheet
    was read where each period has its own.
    """
    count, names = plan.table.lost_cells, plan.lost_names()[:_NAMED]
    sentences = [words("problem")["errors_blank"]] if plan.errors_are_blank else []
    if count:
        more = "" if len(names) == count else ", …"
        said = words("problem")["cells"].format(
            count=f"{count:,}".replace(",", "."), names=", ".join(names) + more
        )
        sentences.append(words("problem")["cells_lost"].format(text=said))
    sentences += columns_words(plan.unread)
    groups = [title for _, title in plan.tasks.new_groups if title]
    if groups:
        sentences.append(words("problem")["new_groups"].format(text="; ".join(f"“{one}”" for one in groups)))
    if plan.of_other is not None:
        sentences.append(words("problem")["of_other"].format(text=plan.of_other.number))
    if plan.choices.sheet is None and plan.sheet in plan.period_sheets:
        sheets = ", ".join(f"“{name}”" for name in plan.period_sheets)
        sentences.append(words("problem")["period_sheet"].format(text=sheets, sheet=plan.sheet))
    return sentences


def columns_words(unread: "Unread") -> list[str]:
    """Return in words which columns are missing, not used, stand for another or were read though hidden."""
    from desktop_app.lists.sheet import column_letter

    said, fields, titles = words("problem"), words("field"), unread.titles

    def called(column: int, title: str | None) -> str:
        return f"{column_letter(column)} “{title or said['column_untitled']}”"

    sentences = [said["column_missing"].format(text=fields[field].lower()) for field in unread.missing]
    sentences += unused_words(unread.unused)
    sentences += [
        said["column_older" if one.fills else "column_instead"].format(
            older=called(one.column, one.title), newer=called(one.instead, titles.get(one.instead))
        )
        for one in unread.unused
        if one.instead is not None
    ]
    if unread.hidden:
        named = ", ".join(called(one, titles.get(one)) for one in unread.hidden)
        sentences.append(said["columns_hidden"].format(text=named))
    if unread.rows:
        sentences.append(said["rows_hidden"].format(count=unread.rows))
    return sentences


def heirs_words(plan: "ImportPlan", task_id: int) -> str:
    """Return in words the rows in which a task may go on that no row is; "" if none is known."""
    heirs = plan.heirs.get(task_id)
    if heirs is None:
        return ""
    task = plan.known[task_id].task
    rows = ", ".join(map(str, heirs.rows))
    return words("problem")[f"heirs_{heirs.kind}"].format(task=task.number or task.content, rows=rows)


def unused_words(columns: "Iterable[UnusedColumn]", sentence: str = "columns_unused") -> list[str]:
    """Return in words which columns were read for nothing, by the problem's `sentence`."""
    from desktop_app.lists.sheet import column_letter

    said = words("problem")
    named = [
        said["column_filled"].format(
            column=column_letter(one.column), title=one.title or said["column_untitled"], count=one.filled
        )
        for one in columns
        if one.instead is None
    ]
    return [said[sentence].format(text=", ".join(named))] if named else []


def other_lists_words(plan: "ImportPlan", how: str = "other_lists") -> str:
    """Return in words which other sheets of the file are lists too, and `how` they are brought in."""
    return words("problem")[how].format(text=", ".join(f"“{name}”" for name in plan.other_lists))


_NAMED = 12
_USUAL = "nd09"
"""The shipped regime whose names of periods stand for those of an office's own."""
_HOLDER = ("user", "computer", "since")


class _Values(dict[str, str]):
    """The fields of an error as its sentence names them."""

    def __init__(self, error: AppError) -> None:
        super().__init__()
        for one in fields(error):
            value = getattr(error, one.name)
            self._put(one.name, say(value) if isinstance(value, AppError) else value)

    def _put(self, name: str, value: Any) -> None:
        if isinstance(value, Path):
            self._put_path(value)
        elif name in ("field", "other"):
            self[f"{name}_name"] = words("field").get(value, value)
            self["hint"] = words("hint").get(value, "")
        elif name == "cause":
            self["cause"] = words("cause").get(value, "")
        elif name in ("kind", "what"):
            self["kind_name"] = words("kind").get(value, value)
            self["unit"] = words("unit").get(value, value)
        elif name == "period":
            self["period"] = period_label(value)
        elif name == "name":
            self["name_text"] = str(value)
        elif name == "ids":
            self["ids"] = ", ".join(str(one) for one in value)
            self["count"] = str(len(value))
        elif name in _HOLDER:
            self[name] = _moment(str(value)) or words("holder")[name]
        elif isinstance(value, int):
            self[name] = f"{value:,}".replace(",", ".")
        else:
            self[name] = _day(str(value))

    def _put_path(self, path: Path) -> None:
        self["name"] = path.name
        self["folder"] = str(path.parent)
        here = path.parent == Path()
        self["folder_name"] = words("folder")["here" if here else "named"].format(folder=path.parent)


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment:%H:%M} {day_text(moment)}"
