"""`--help` says in Vietnamese what every option means and what it takes."""

import re
from dataclasses import fields

import pytest

from desktop_app import cli
from desktop_app.cli.run import read_arguments
from desktop_app.domain.reports import ANNEXES, SECTIONS, Office, ReportKind
from desktop_app.resources import words

Capture = pytest.CaptureFixture[str]
ENGLISH = re.compile(r"\b(usage|options|positional|arguments?|show|exit|required|choose|invalid)\b")


def said(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit):
        cli.main(list(arguments))
    told = capsys.readouterr()
    return told.out + told.err


def commands(capsys: Capture) -> list[str]:
    return re.findall(r"^    ([a-z][a-z-]+) ", said(capsys, "--help"), re.MULTILINE)


def test_every_option_of_every_command_says_what_it_means(capsys: Capture) -> None:
    names = commands(capsys)
    assert len(names) > 35
    for name in names:
        told = said(capsys, name, "--help")
        assert ENGLISH.findall(re.sub(r"--[a-z-]+", "", told)) == [], name
        lines = told[told.index("\n\n") :].split("\n")
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            if re.match(r"  \S", line):
                means = re.split(r" {2,}", line.strip())
                assert len(means) > 1 or after.startswith(" " * 20), (name, line)


def test_values_stand_with_their_words(capsys: Capture) -> None:
    told = " ".join(said(capsys, "export", "--help").split())
    for kind in ReportKind:
        assert f"{kind.value} ({words('report_kind')[kind.value]})" in told
    told = " ".join(said(capsys, "indicator", "--help").split())
    for part in ("over_periods", "over_tasks"):
        assert all(f"{value} ({name})" in told for value, name in words(part).items())
    told = " ".join(said(capsys, "office", "--help").split())
    assert all(f"{one.name} ({words('field')[one.name]})" in told for one in fields(Office))
    told = " ".join(said(capsys, "preset", "--help").split())
    for names in (*SECTIONS.values(), *ANNEXES.values()):
        assert all(f" {name} (" in told for name in names)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("expo",), "không có trong các giá trị"),
        (("export",), "thiếu --period"),
        (("record", "1", "--period", "x", "--percent", "a"), "--percent: 'a' không phải là số nguyên"),
        (("tasks", "--as-of"), "--as-of: thiếu giá trị"),
        (("tasks", "--nothing"), "không hiểu --nothing"),
        (("status", "--period", "x", "--as-of", "2021-01-01"), "--as-of không dùng cùng --period"),
        (("withdraw", "1", "--reason", "x", "--on", "1/2"), "ngày phải có dạng 14/12/2021"),
    ],
)
def test_a_mistake_is_told_in_vietnamese(capsys: Capture, arguments: tuple[str, ...], told: str) -> None:
    found = said(capsys, *arguments)
    assert told in found
    assert "argument" not in found
    assert "Xem cách dùng: tiendo" in found


def test_help_costs_a_command_nothing() -> None:
    assert read_arguments(["tasks"]).as_of is None
