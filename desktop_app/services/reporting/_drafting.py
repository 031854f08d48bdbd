"""Drafts the words of a report from its figures and from what was recorded.

The officer edits them afterwards. The sentences stand in `resources/narrative.json`. No legal basis is named
but the programme's own document.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from desktop_app.domain.period import Period
from desktop_app.domain.reports import EarlierTotals, Report, ReportGroup, ReportKind, ReportRow
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.status import Totals, percentage_text
from desktop_app.domain.task import Fate
from desktop_app.domain.text import canonical, day_text, one_line, tidy
from desktop_app.exchange.reports import TaskNames, issued
from desktop_app.services.reporting._citing import cite
from desktop_app.services.reporting._sentences import say, sentences

RESULTS_OF_A_GROUP, TEXTS_OF_A_LIST = 3, 20
"""How much stands in the body; an annex holds everything, and the body says how much is only there."""

LONGEST_RESULT = 200
"""Characters of a result in the body, if an annex holds it whole."""

_BULLETS = "-–•+*"
_ENDS = ("\n", ". ", "; ")


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report is written for, beside its figures.

    `following` is the next period; `annexes` are the names of its annexes as printed ("Phụ lục I"), by part.
    `sent` (the sending of the report that is corrected), `sent_before` (those that it corrected itself),
    `reason` (empty: it is not told) and `changes` (how many values differ) belong to a correction, `earlier`
    to a periodic report.
    """

    kind: ReportKind
    following: Period | None = None
    agency: str = ""
    sent: Submission | None = None
    sent_before: tuple[Submission, ...] = ()
    reason: str = ""
    changes: int = 0
    annexes: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[EarlierTotals, ...] = ()


def draft_texts(report: Report, context: ReportContext) -> dict[str, str]:
    """Draft every section of a report, and its opening and closing; paragraphs are lines."""
    names = _names(report, context)
    # No letter tells an agency that it has said nothing.
    told = () if context.kind is ReportKind.AGENCY else ("difficulties", "proposals")
    none = {part: say(part, "none" if report.known else "unknown", **names) for part in told}
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "programme": lambda: _programme(report),
        "general": lambda: _general(report, context),
        "direction": lambda: iter((say("direction", "blank"),)),
        "results": lambda: _results(report, context),
        "assessment": lambda: iter((say("assessment", "blank"),)),
        "difficulties": lambda: _listed(report, context, "difficulty", none.get("difficulties")),
        "causes": lambda: iter(()),
        "proposals": lambda: _listed(report, context, "proposal", none.get("proposals")),
        "next": lambda: _next(report, context),
    }
    texts = {name: "\n".join(write()) for name, write in writers.items()}
    begins = ends = context.kind.value
    if context.kind is ReportKind.AGENCY and _all_done(report):
        ends = "agency_done"
    if context.sent is not None and context.sent_before:
        begins = "correction_again"
    return texts | {"opening": say("opening", begins, **names), "closing": say("closing", ends, **names)}


def _all_done(report: Report) -> bool:
    return report.known and 0 < report.total.total == report.total.done


def _names(report: Report, context: ReportContext) -> dict[str, str]:
    programme, blank = report.programme, say("blank", "name")
    period, title = report.period.spoken, one_line(programme.title)
    to = next((line for line in report.office.addressees.split("\n") if line.strip()), "")
    sent = context.sent
    first, last = programme.starts_on.year, min(report.period.year, programme.ends_on.year)
    number = one_line(sent.document) if sent is not None else blank
    numbers = [*(one_line(one.document) for one in context.sent_before), number]
    return {
        "title": title,
        "title_in_period": f"{title}{',' if title[-1:].isdigit() else ''} {period}",
        "decision": cite(programme),
        "department": one_line(report.office.named) or blank,
        "period": period,
        "as_of": day_text(report.as_of),
        "agency": one_line(context.agency) or blank,
        "years": say("years", "several" if first < last else "one", first=str(first), last=str(last)),
        "stage": say("stage", "final" if report.last else "interim"),
        "to": one_line(to).lstrip("-+• ").rstrip(" .;,") or blank,
        "sent_on": day_text(sent.sent_on) if sent is not None else say("blank", "day"),
        "sent_number": number,
        "all_sent": _in_a_row([say("correction", "report", number=one) for one in numbers]),
    }


def _programme(report: Report) -> Iterator[str]:
    """Yield what the programme is: its document, what it is for, and its groups."""
    programme = report.programme
    first, last = programme.years
    issued = one_line(cite(programme))
    yield say("programme", "issued", decision=f"{issued[:1].upper()}{issued[1:]}")
    yield say("programme", "years" if first < last else "year", first=str(first), last=str(last))
    for name in ("objective", "subjects", "scope"):
        if text := one_line(getattr(programme, name)).rstrip(" .;"):
            yield say("programme", name, text=text)
    if report.groups:
        yield say("programme", "groups", count=_count(len(report.groups)))
    for group in report.groups:
        ends = "." if group is report.groups[-1] else ";"
        yield say("programme", "group", number=group.number, title=one_line(group.title), ends=ends)


def _general(report: Report, context: ReportContext) -> Iterator[str]:
    figures = _figures(report.total) | {"as_of": day_text(report.as_of)}
    if context.kind is ReportKind.CORRECTION:
        if reason := one_line(context.reason):
            yield say("correction", "reason", reason=reason)
        yield say("correction", "totals")
        return
    if not report.total.total:
        yield _no_tasks(report)
        return
    if not report.known:
        yield say("totals", "unknown", **figures)
        return
    if context.kind is ReportKind.OVERDUE:
        longest = max(row.standing.days_overdue for row in _rows(report))
        where = _where(context, "detail", "overdue")
        name = "overdue" if longest else "no_overdue"
        yield say("totals", name, longest=_count(longest), where=where, **figures)
        return
    yield say("totals", "all", **figures)
    lines = list(_lines_of_totals(report.total, figures))
    for count, line in enumerate(lines, 1):
        yield f"{line}{';' if count < len(lines) else '.'}"
    if report.apart:
        yield say("totals", "apart", apart=_apart(report), where=_where(context, "bracket", "apart"))
    if "tasks" in context.annexes:
        yield say("totals", "tasks", annex=context.annexes["tasks"])
    if "documents" in context.annexes:
        documents = _count(len(issued(report, context.kind)))
        yield say("totals", "documents", count=documents, annex=context.annexes["documents"])
    yield from _compared(report.total, context.earlier)


def _lines_of_totals(totals: Totals, figures: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of the total that are not empty."""
    if totals.done:
        parts = (("on_time", totals.done_on_time), ("late", totals.done_late))
        yield say("totals", "done", parts=_bracket(parts), **figures)
    if totals.not_done_with_deadline:
        parts = (("in_time", totals.open_in_time), ("overdue", totals.open_overdue))
        yield say("totals", "open", parts=_bracket(parts), **figures)
    if totals.no_deadline:
        yield say("totals", "no_deadline", **figures)


def _compared(now: Totals, earlier: Iterable[EarlierTotals]) -> Iterator[str]:
    """Yield how what is done and what is overdue changed since each earlier period."""
    for one in earlier:
        pairs = (
            ("done", one.totals.done, now.done),
            ("overdue", one.totals.open_overdue, now.open_overdue),
        )
        said = "; ".join(say("compared", name, change=_change(was, count)) for name, was, count in pairs)
        yield say("compared", one.kind, period=one.period.spoken, changes=said)


def _change(was: int, now: int) -> str:
    name = "same" if was == now else "more" if now > was else "less"
    return say("compared", name, by=_count(abs(now - was)), was=_count(was), now=_count(now))


def _bracket(parts: Sequence[tuple[str, int]]) -> str:
    return f" ({'; '.join(say('parts', name, count=_count(count)) for name, count in parts if count)})"


def _no_tasks(report: Report) -> str:
    """Say that no task counts: the list has none, or all of them are apart."""
    if not report.apart:
        return say("totals", "none")
    return say("totals", "all_apart", as_of=day_text(report.as_of), apart=_apart(report))


def _apart(report: Report) -> str:
    """Return how many tasks are suspended, and how many were taken out of the list."""
    suspended = sum(row.task.fate is Fate.ACTIVE for row in report.apart)
    found = (("suspended", suspended), ("withdrawn", len(report.apart) - suspended))
    return say("parts", "last").join(say("parts", name, count=_count(one)) for name, one in found if one)


def _where(context: ReportContext, sentence: str, part: str) -> str:
    """Return where the details stand, empty if no annex holds them."""
    return say("where", sentence, annex=context.annexes[part]) if part in context.annexes else ""


def _results(report: Report, context: ReportContext) -> Iterator[str]:
    if context.kind is ReportKind.CORRECTION:
        yield say("results", "changes", count=_count(context.changes))
        return
    names = TaskNames(report)
    of_all = context.kind is not ReportKind.AGENCY  # a letter has the groups of one agency
    for count, group in enumerate((one for one in report.groups if one.rows), 1):
        number = group.number if of_all else count
        yield say("results", "title", number=number, title=one_line(group.title))
        figures = _figures(group.totals)
        if not report.known:
            yield say("results", "unknown", **figures)
            continue
        totals = group.totals
        if not totals.total:
            yield say("results", "apart", count=_count(len(group.rows)))
            continue
        parts = (
            ("in_time", totals.open_in_time),
            ("overdue", totals.open_overdue),
            ("no_deadline", totals.no_deadline),
        )
        sentences = [say("results", name, count=_count(count)) for name, count in parts if count]
        rest = say("results", "rest", parts=_in_a_row(sentences)) if sentences else ""
        yield say("results", "group" if totals.done else "group_not_done", rest=rest, **figures)
        yield from _results_of(group, context, names)


def _in_a_row(parts: Sequence[str]) -> str:
    """Return "a, b và c"."""
    before = ", ".join(parts[:-1])
    return say("parts", "last").join(part for part in (before, parts[-1]) if part)


def _results_of(group: ReportGroup, context: ReportContext, names: TaskNames) -> Iterator[str]:
    carried_too = context.kind is ReportKind.SUMMARY
    results = [
        (row, text)
        for row in group.rows
        if row.entry is not None
        and (carried_too or not row.carries("result"))
        and (text := tidy(row.entry.result))
    ]
    most = RESULTS_OF_A_GROUP if "tasks" in context.annexes else len(results)
    for row, text in results[:most]:
        short = _shortened(text, _where(context, "bracket", "tasks"))
        yield say("results", "told", task=names.called(row), text=_ended(_below(_going_on(short))))
    if len(results) > most:
        more = _count(len(results) - most)
        yield say("results", "more", count=more, annex=context.annexes["tasks"])


def _shortened(text: str, where: str) -> str:
    """Return a long text cut at the end of a sentence, with `where` it stands whole.

    It is cut between two words if its sentences are long, and stays whole if it stands whole nowhere.
    """
    if len(text) <= LONGEST_RESULT or not where:
        return text
    kept = text[:LONGEST_RESULT]
    ended = kept[: max(map(kept.rfind, _ENDS)) + 1].rstrip(" .;\n")
    if len(ended) > LONGEST_RESULT // 2:
        return f"{ended}{where}."
    return f"{kept.rstrip() if kept[-1].isspace() else kept.rpartition(' ')[0] or kept}…{where}"


def _ended(text: str) -> str:
    """Return a text with a full stop if it ends with a word."""
    return f"{text}." if text[-1].isalnum() else text


def _below(text: str) -> str:
    """Return a text whose further lines stand one step below a dash."""
    first, *others = text.split("\n")
    marked = (f"+ {line[1:].lstrip()}" if line[:1] in _BULLETS else line for line in map(str.strip, others))
    return "\n".join((first, *marked))


def _going_on(text: str) -> str:
    """Return a text as it goes on after a colon: an ordinary word, which names nobody, begins small."""
    ordinary = sentences()["beginnings"]["ordinary"].split("|")
    begins_so = any(text.startswith(f"{one} ") for one in ordinary)
    return text[:1].lower() + text[1:] if begins_so else text


def _listed(report: Report, context: ReportContext, name: str, none: str | None) -> Iterator[str]:
    """Yield each text once, with the tasks it was recorded for; `none` (if any) if there is no text.

    Also texts carried over from an earlier period. A completed task has no difficulty any more unless this
    period itself recorded one.
    """
    found: dict[str, tuple[str, list[ReportRow]]] = {}
    for row in _rows(report):
        text = one_line(getattr(row.entry, name)).rstrip(" .;") if row.entry is not None else ""
        if text and (not row.carries(name) or row.standing.open):
            found.setdefault(canonical(text), (text, []))[1].append(row)
    if not found and none:
        yield none
    names = TaskNames(report)
    annex = context.annexes.get("difficulties") or context.annexes.get("tasks")
    most = TEXTS_OF_A_LIST if annex else len(found)
    for text, rows in list(found.values())[:most]:
        yield say("listed", "one", task=names.calling(rows), text=_going_on(text))
    rest = sum(len(rows) for _, rows in list(found.values())[most:])
    if rest:
        yield say("listed", "more", count=_count(rest), annex=annex)


def _next(report: Report, context: ReportContext) -> Iterator[str]:
    overdue, due, later, endless = [], [], 0, 0
    following, names = context.following, TaskNames(report)
    for row in _rows(report):
        standing, day = row.standing, row.standing.due
        if standing.overdue:
            overdue.append(row)
        elif not standing.open:
            continue
        elif day is None:
            endless += 1
        elif following is not None and day <= following.cut_off:
            due.append(row)
        else:
            later += 1
    if overdue:
        yield say("next", "overdue", count=_count(len(overdue)), places=names.together(overdue))
    if due and following is not None:
        days = {
            "first": day_text(report.as_of + timedelta(days=1)),
            "last": day_text(following.cut_off),
        }
        yield say("next", "due", count=_count(len(due)), places=names.together(due), **days)
    if later or endless:
        name = "open_and_endless" if later and endless else "open" if later else "endless"
        yield say("next", name, later=_count(later), endless=_count(endless))
    if not (overdue or due or later or endless):
        yield say("next", "none") if report.total.total else _no_tasks(report)


def _figures(totals: Totals) -> dict[str, str]:
    whole, unfinished = totals.total, totals.not_done_with_deadline
    counts = {
        "total": whole,
        "done": totals.done,
        "open": unfinished,
        "overdue": totals.open_overdue,
        "no_deadline": totals.no_deadline,
    }
    return {name: _count(count) for name, count in counts.items()} | {
        "done_share": percentage_text(totals.done, whole),
        "open_share": percentage_text(unfinished, whole),
        "overdue_share": percentage_text(totals.open_overdue, whole),
        "no_deadline_share": percentage_text(totals.no_deadline, whole),
    }


def _count(number: int) -> str:
    """Write a number of a sentence: two digits at least, so that none can be put before it."""
    return f"{number:02}" if number else "0"


def _rows(report: Report) -> Iterator[ReportRow]:
    for group in report.groups:
        yield from group.rows
