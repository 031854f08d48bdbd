"""The chart of a report on paper: how the tasks of each group, or of each year, stand."""

from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.reports import Bar, BarSeries, Chart, ReportDraft, ReportKind
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.text import day_text, roman
from desktop_app.exchange.reports.document_tables import LANDSCAPE, percent
from desktop_app.exchange.reports.document_text import printed
from desktop_app.resources import words

CHART_TITLE = "BIỂU ĐỒ TÌNH HÌNH THỰC HIỆN NHIỆM VỤ"
CHART_NOTE = "Ghi chú: số ở cuối mỗi thanh là số nhiệm vụ đã hoàn thành trên tổng số nhiệm vụ (tỷ lệ)."
BY_GROUP = "Số nhiệm vụ theo nhóm và tình trạng"
BY_YEAR = "Số nhiệm vụ theo tình trạng qua các năm"

MOST_BARS = 10
"""Bars of a chart; more go on with the next one."""

BAR, AROUND, HIGHEST = 13.0, 24.0, 122.0
"""Millimetres of one bar, of title and legend, and of what a page leaves under the heading of its annex."""

LINE, LETTER = 4.3, LANDSCAPE / 52
"""Millimetres of a line of a label, and of the chart for a letter of it; the tables have the whole title."""

NamedTotals = tuple[str, Totals]


def status_series() -> tuple[BarSeries, ...]:
    """Return the five statuses as the window prints them (`ui/look/colours.py`, PRINT)."""
    names = words("status_long")
    return (
        BarSeries(names[Status.DONE_ON_TIME], "#0B6E57", "#FFFFFF"),
        BarSeries(names[Status.DONE_LATE], "#E3B23C", "#1B1F27"),
        BarSeries(names[Status.OPEN_IN_TIME], "#6A93D4", "#1B1F27"),
        BarSeries(names[Status.OPEN_OVERDUE], "#B3261E", "#FFFFFF", hatched=True),
        BarSeries(names[Status.NO_DEADLINE], "#FFFFFF", "#1B1F27", outlined=True),
    )


def charts(draft: ReportDraft, room: float = LANDSCAPE) -> tuple[Chart, ...]:
    """Return the charts of a draft, `room` wide; what has no figures has no bar, and one bar is no chart."""
    report = draft.report
    counted = [group for group in report.groups if group.totals.total and report.known]
    groups = [(f"{roman(group.number)}. {group.title}", group.totals) for group in counted]
    ended = [one for one in draft.years if one.totals.total and one.known]
    years = [(f"Năm {one.year} (đến {day_text(one.as_of)})", one.totals) for one in ended]
    by_year = _pages(BY_YEAR, years, room) if draft.preset.kind is ReportKind.SUMMARY else ()
    return (*by_year, *_pages(BY_GROUP, groups, room))


def _pages(title: str, lines: Sequence[NamedTotals], room: float) -> tuple[Chart, ...]:
    """Share the bars evenly among as many charts as they need, all on one scale."""
    count = -(-len(lines) // MOST_BARS) if len(lines) > 1 else 0
    most = max((totals.total for _, totals in lines), default=0)
    cuts = [round(len(lines) * page / count) for page in range(count + 1)] if count else []
    return tuple(
        _chart(f"{title} ({page}/{count})" if count > 1 else title, lines[first:last], most, room)
        for page, (first, last) in enumerate(pairwise(cuts), 1)
    )


def _chart(title: str, lines: Sequence[NamedTotals], most: int, room: float) -> Chart:
    series = status_series()
    height = min(AROUND + BAR * len(lines), HIGHEST)
    letters = int((height - AROUND) / len(lines) / LINE) * int(room / LETTER)
    bars = tuple(
        Bar(_short(printed(label), letters), tuple(totals.of(status) for status in Status), percent(totals))
        for label, totals in lines
    )
    in_words = "; ".join(f"{bar.label}: {_said(bar, series)}" for bar in bars)
    return Chart(
        title=title,
        series=series,
        bars=bars,
        most=most,
        width=room,
        height=height,
        description=f"{title}. {in_words}.",
    )


def _said(bar: Bar, series: Sequence[BarSeries]) -> str:
    counts = zip(series, bar.counts, strict=True)
    return ", ".join(f"{one.name.lower()} {count}" for one, count in counts if count)


def _short(label: str, letters: int) -> str:
    """Return a label on one line, ended with "…" between two words if it is long."""
    label = " ".join(label.split())
    if len(label) <= letters:
        return label
    kept = label[: letters - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
