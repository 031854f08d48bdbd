"""A calendar file keeps to RFC 5545 whatever stands in the texts."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.papers import Calendar, Event, write_calendar
from desktop_app.exchange.reports import printed

MADE = datetime.fromisoformat("2021-12-14T03:04:05+00:00")
_LINE = re.compile(
    r"(?P<name>[A-Z-]+)(?:;(?P<key>[A-Z]+)=(?P<value>[A-Z]+))?:(?P<text>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
_ESCAPE = re.compile(r"\\(.)")
_ONCE = ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")


@dataclass
class Component:
    name: str
    lines: dict[str, str] = field(default_factory=dict)
    inner: list["Component"] = field(default_factory=list)


def read(path: Path) -> Component:
    """Read a calendar as strictly as the RFC allows: line ends, octets, one property a name, nesting."""
    body = path.read_bytes()
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    physical = body.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, physical)) <= 75
    text = "\r\n".join(one.decode("utf-8") for one in physical)  # no letter is divided
    open_ones: list[Component] = [Component("")]
    for line in text.replace("\r\n ", "").split("\r\n"):
        found = _LINE.fullmatch(line)
        assert found is not None, line
        if found["name"] == "BEGIN":
            made = Component(found["text"])
            open_ones[-1].inner.append(made)
            open_ones.append(made)
        elif found["name"] == "END":
            assert open_ones.pop().name == found["text"]
        else:
            name = found["name"] + (f";{found['key']}={found['value']}" if found["key"] else "")
            assert name not in open_ones[-1].lines
            open_ones[-1].lines[name] = found["text"]
    (whole,) = open_ones[0].inner
    assert len(open_ones) == 1
    return whole


def text_of(value: str) -> str:
    """Return what a value of the kind TEXT says; what has to be escaped is."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    assert all(sign in "\\;,nN" for sign in _ESCAPE.findall(value))
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def written(path: Path, *events: Event, alarm_days: int = 3) -> Component:
    target = path / "lịch.ics"
    write_calendar(Calendar("242/QĐ-TTg; đề án, 2018", events, alarm_days, 7, MADE), target)
    return read(target)


def test_an_event_is_a_whole_day_with_an_alarm(tmp_path: Path) -> None:
    event = Event(
        "abc-6@tien-do-de-an", date(2021, 12, 31), "Hạn: rà soát, tổng hợp; báo cáo", "Một\nHai \\ ba"
    )
    whole = written(tmp_path, event)
    assert (whole.name, whole.lines["VERSION"], whole.lines["METHOD"]) == ("VCALENDAR", "2.0", "PUBLISH")
    assert text_of(whole.lines["X-WR-CALNAME"]) == "242/QĐ-TTg; đề án, 2018"
    (shown,) = whole.inner
    assert shown.name == "VEVENT"
    assert shown.lines["UID"] == "abc-6@tien-do-de-an"
    assert (shown.lines["DTSTAMP"], shown.lines["SEQUENCE"]) == ("20211214T030405Z", "7")
    assert shown.lines["DTSTART;VALUE=DATE"] == "20211231"
    assert shown.lines["DTEND;VALUE=DATE"] == "20220101"
    assert text_of(shown.lines["SUMMARY"]) == event.summary
    assert text_of(shown.lines["DESCRIPTION"]) == event.description
    assert {name.partition(";")[0] for name in shown.lines} == set(_ONCE)
    (alarm,) = shown.inner
    assert alarm.lines.keys() == {"ACTION", "DESCRIPTION", "TRIGGER"}
    assert (alarm.lines["ACTION"], alarm.lines["TRIGGER"]) == ("DISPLAY", "-P3D")


@given(summary=st.text(max_size=200), description=st.text(max_size=400))
def test_every_text_comes_out_as_it_is_printed(
    tmp_path_factory: pytest.TempPathFactory, summary: str, description: str
) -> None:
    event = Event("a@b", date(2021, 12, 31), summary, description)
    (shown,) = written(tmp_path_factory.mktemp("lịch"), event).inner
    assert text_of(shown.lines["SUMMARY"]) == printed(summary)
    assert text_of(shown.lines["DESCRIPTION"]) == printed(description)


@pytest.mark.parametrize("length", range(60, 80))
def test_lines_are_folded_between_letters(tmp_path: Path, length: int) -> None:
    summary = "a" * length + "ệ😀" * 40
    (shown,) = written(tmp_path, Event("a@b", date(2021, 12, 31), summary, "")).inner
    assert text_of(shown.lines["SUMMARY"]) == summary


def test_without_events_it_is_still_a_calendar(tmp_path: Path) -> None:
    assert written(tmp_path).inner == []
