"""JSON from outside is read under limits, by one door."""

import json
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.domain import plain_json
from desktop_app.domain.errors import SourceMissing, SourceNotReadable, SourceTooLarge
from desktop_app.domain.plain_json import DEEPEST, DIGITS, NotPlain, kept_json, read_json


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "9" * 5_000,
        "9" * (DIGITS + 1),
        "1e999",
        "NaN",
        "-Infinity",
        '{"a": 1, "a": 2}',
        '"\\ud800"',
        '{"\\udfff": 1}',
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xed\xa0\x80"}',
        "",
        "{'a': 1}",
        "[1,]",
        "[1] [2]",
        '"a\nb"',
    ],
    ids=lambda body: f"{body[:12]!r} {len(body)}",
)
def test_what_nothing_behind_it_could_keep_is_refused(body: str | bytes) -> None:
    with pytest.raises(NotPlain):
        read_json(body)


@pytest.mark.parametrize(
    "body",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        "9" * DIGITS,
        "-1.5e10",
        '{"a": {"a": [1, null, true]}, "b": "\\ud83d\\ude00 Sở Tư pháp"}',
        '"' + "x" * 100_000 + '"',
    ],
    ids=lambda body: f"{body[:12]!r} {len(body)}",
)
def test_what_is_sound_is_read_as_it_stands(body: str) -> None:
    assert read_json(body) == json.loads(body)
    assert read_json(b"\xef\xbb\xbf" + body.encode()) == json.loads(body)


def test_length_and_number_of_values_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPlain, match="12 > 10"):
        read_json("[" + "1" * 10 + "]", 10)
    monkeypatch.setattr(plain_json, "MOST_PARTS", 3)
    assert read_json("[1, 2]") == [1, 2]
    with pytest.raises(NotPlain, match="4 > 3"):
        read_json("[1, 2, 3, 4]")


def test_a_place_says_where_it_is_wrong() -> None:
    with pytest.raises(NotPlain) as refused:
        read_json('{\n "a": tru\n}')
    assert refused.value.place == "2:7"


def test_kept_json_that_was_changed_is_refused() -> None:
    assert kept_json('["a"]') == ["a"]
    for text in ("[" * 100_000, "9" * 5_000, "[1"):
        with pytest.raises(NotPlain):
            kept_json(text)


def test_only_a_file_that_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert files.read_bytes(path, 5) == b"12345"
    with pytest.raises(SourceTooLarge):
        files.read_bytes(path, 4)
    with pytest.raises(SourceMissing):
        files.read_bytes(tmp_path / "b", 4)
    with pytest.raises(SourceNotReadable):
        files.read_bytes(tmp_path, 4)
    with pytest.raises(SourceNotReadable):
        files.read_bytes(tmp_path / "a\0b", 4)
