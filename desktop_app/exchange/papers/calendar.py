"""Deadlines as a calendar file (RFC 5545), for Outlook and every other calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from desktop_app.exchange.reports import printed
from desktop_app.files import check_name, replacing

LINE = 75
"""Octets of a line (RFC 5545, 3.1); the break and the blank after it do not count and count."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that falls on a whole day; `uid` is the same whenever the same thing is written."""

    uid: str
    day: date
    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Events under one name, reminded of `alarm_days` before.

    Of two files with the same event the one with the higher `sequence` holds. `made_at` is in UTC.
    """

    name: str
    events: Sequence[Event]
    alarm_days: int
    sequence: int
    made_at: datetime


def write_calendar(calendar: Calendar, target: Path) -> None:
    """Write a calendar to `target` (*.ics): whole, or the old file stays as it was."""
    check_name(target)
    text = "".join(f"{part}\r\n" for line in _lines(calendar) for part in _folded(line))
    with replacing(target) as temporary:
        temporary.write_bytes(text.encode())


def _lines(calendar: Calendar) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tien do De an//Nhac viec//VI")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(calendar.name)}")
    for event in calendar.events:
        yield from _event(calendar, event)
    yield "END:VCALENDAR"


def _event(calendar: Calendar, event: Event) -> Iterator[str]:
    summary = _text(event.summary)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{calendar.made_at:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{calendar.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{summary}")
    yield from (f"TRIGGER:-P{calendar.alarm_days}D", "END:VALARM")
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Return a value of the kind TEXT (3.3.11)."""
    return printed(text).translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line, none longer than the octets of a line; no letter is divided."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LINE:
            yield part
            part = " "
        part += sign
    yield part
