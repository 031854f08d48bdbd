"""Drafts the words of a report from its figures and from what was recorded.

The officer edits them afterwards. The sentences stand in `resources/narrative.json`. No legal basis is named
but the programme's own document.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from desktop_app.domain.period import Period
from desktop_app.domain.plain_json import read_json
from desktop_app.domain.reports import Report, ReportGroup, ReportKind, ReportRow
from desktop_app.domain.status import Totals, percentage_text
from desktop_app.domain.text import canonical, one_line, roman
from desktop_app.resources import resource

RESULTS_OF_A_GROUP, TEXTS_OF_A_LIST, PLACES = 5, 20, 25
"""How much stands in the body; the table holds everything, and the body says how much is only there."""


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report is written for, beside its figures.

    `following` is the next period; `reason` and `changes` (how many values differ) belong to a correction.
    """

    kind: ReportKind
    following: Period | None = None
    agency: str = ""
    reason: str = ""
    changes: int = 0


def draft_texts(report: Report, context: ReportContext) -> dict[str, str]:
    """Draft every section of a report, and its opening and closing; paragraphs are lines."""
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "general": lambda: _general(report, context),
        "results": lambda: _results(report, context),
        "difficulties": lambda: _listed(report, "difficulty", "difficulties"),
        "proposals": lambda: _listed(report, "proposal", "proposals"),
        "next": lambda: _next(report, context),
    }
    names = _names(report, context)
    texts = {name: "\n".join(write()) for name, write in writers.items()}
    for name in ("opening", "closing"):
        texts[name] = _say(name, context.kind.value, **names)
    return texts


def _names(report: Report, context: ReportContext) -> dict[str, str]:
    programme, blank = report.programme, _say("blank", "name")
    label = report.period.label
    dated = programme.issued_on is not None and bool(programme.issuer.strip())
    issued_on = f"{programme.issued_on:%d/%m/%Y}" if programme.issued_on is not None else ""
    document = _say(
        "document",
        "dated" if dated else "undated",
        number=programme.number,
        issued_on=issued_on,
        issuer=programme.issuer,
    )
    return {
        "title": one_line(programme.title),
        "document": one_line(document),
        "department": one_line(report.office.department) or blank,
        "period": label[:1].lower() + label[1:],
        "as_of": _day(report.as_of),
        "agency": one_line(context.agency) or blank,
        "first_year": str(programme.starts_on.year),
    }


def _general(report: Report, context: ReportContext) -> Iterator[str]:
    figures = _figures(report.total) | {"as_of": _day(report.as_of), "apart": len(report.apart)}
    if context.kind is ReportKind.CORRECTION:
        reason = one_line(context.reason)
        yield _say("correction", "reason", reason=reason) if reason else _say("correction", "no_reason")
        return
    if not report.total.total:
        yield _say("totals", "none")
        return
    if not report.known:
        yield _say("totals", "unknown", **figures)
        return
    if context.kind is ReportKind.OVERDUE:
        longest = max(row.standing.days_overdue for row in _rows(report))
        yield _say("totals", "overdue" if longest else "no_overdue", longest=longest, **figures)
        return
    for name in ("all", "done", "open", "no_deadline"):
        yield _say("totals", name, **figures)
    if report.apart:
        yield _say("totals", "apart", **figures)
    updated = sum(row.recorded for row in _rows(report) if row.standing.counted)
    if context.kind is not ReportKind.SUMMARY:
        yield _say("totals", "updated", updated=updated, **figures)


def _results(report: Report, context: ReportContext) -> Iterator[str]:
    if context.kind is ReportKind.CORRECTION:
        yield _say("results", "changes" if context.changes else "no_changes", count=context.changes)
        return
    summary = context.kind is ReportKind.SUMMARY
    for group in report.groups:
        if not group.rows:
            continue
        yield _say("results", "title", number=group.number, title=one_line(group.title))
        figures = _figures(group.totals)
        if not report.known:
            yield _say("results", "unknown", **figures)
            continue
        parts = [(name, figures[name]) for name in ("in_time", "overdue", "no_deadline") if figures[name]]
        rest = "".join(_say("results", name, count=count) for name, count in parts)
        yield _say("results", "group", rest=rest, **figures)
        yield from _results_of(group, carried_too=summary)


def _results_of(group: ReportGroup, *, carried_too: bool) -> Iterator[str]:
    results = [
        (row, text)
        for row in group.rows
        if row.entry is not None
        and (carried_too or not row.carries("result"))
        and (text := one_line(row.entry.result))
    ]
    for row, text in results[:RESULTS_OF_A_GROUP]:
        yield _say("results", "told", number=row.task.number, text=text)
    if len(results) > RESULTS_OF_A_GROUP:
        yield _say("results", "more", count=len(results) - RESULTS_OF_A_GROUP)


def _listed(report: Report, field: str, section: str) -> Iterator[str]:
    """Yield each text once, with the tasks it was recorded for.

    Also texts carried over from an earlier period. A completed task has no difficulty any more unless this
    period itself recorded one.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for group in report.groups:
        for row in group.rows:
            text = one_line(getattr(row.entry, field)).rstrip(" .;") if row.entry is not None else ""
            if text and (not row.carries(field) or row.standing.open):
                found.setdefault(canonical(text), (text, []))[1].append(_place(group, row))
    if not found:
        yield _say(section, "none")
    for text, places in list(found.values())[:TEXTS_OF_A_LIST]:
        yield _say("listed", "one", text=text, places=_joined(places))
    rest = sum(len(places) for _, places in list(found.values())[TEXTS_OF_A_LIST:])
    if rest:
        yield _say("listed", "more", count=rest)


def _next(report: Report, context: ReportContext) -> Iterator[str]:
    overdue, due, others = [], [], 0
    following = context.following
    for group in report.groups:
        for row in group.rows:
            standing, day = row.standing, row.standing.due
            if standing.overdue:
                overdue.append(_place(group, row))
            elif standing.open and following is not None and day is not None and day <= following.cut_off:
                due.append(_place(group, row))
            elif standing.open:
                others += 1
    if overdue:
        yield _say("next", "overdue", count=len(overdue), places=_joined(overdue))
    if due and following is not None:
        first = _day(report.as_of + timedelta(days=1))
        yield _say(
            "next", "due", count=len(due), places=_joined(due), first=first, last=_day(following.cut_off)
        )
    if others:
        yield _say("next", "open", count=others)
    if not (overdue or due or others):
        yield _say("next", "none") if report.total.total else _say("totals", "none")


def _figures(totals: Totals) -> dict[str, Any]:
    whole, unfinished = totals.total, totals.not_done_with_deadline
    return {
        "total": whole,
        "done": totals.done,
        "done_share": percentage_text(totals.done, whole),
        "on_time": totals.done_on_time,
        "late": totals.done_late,
        "open": unfinished,
        "open_share": percentage_text(unfinished, whole),
        "in_time": totals.open_in_time,
        "overdue": totals.open_overdue,
        "overdue_share": percentage_text(totals.open_overdue, whole),
        "no_deadline": totals.no_deadline,
        "no_deadline_share": percentage_text(totals.no_deadline, whole),
    }


def _rows(report: Report) -> Iterator[ReportRow]:
    for group in report.groups:
        yield from group.rows


def _place(group: ReportGroup, row: ReportRow) -> str:
    return f"{roman(group.number)}.{row.task.number}" if row.task.number else roman(group.number)


def _joined(places: Sequence[str]) -> str:
    shown = ", ".join(places[:PLACES])
    return f"{shown}…" if len(places) > PLACES else shown


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _say(part: str, name: str, **values: Any) -> str:
    return _sentences()[part][name].format_map(values)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_json(resource("narrative.json").read_text(encoding="utf-8"))
    return data
