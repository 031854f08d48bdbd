from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import documents, incoming, outgoing, periods, refusals
from desktop_app.domain.errors.refusals import AppError
from desktop_app.services.wording import say

TREE = (refusals, documents, incoming, incoming, periods, outgoing, incoming)
"""The modules whose errors are told."""
VALUES: dict[str, Any] = {
    "path": Path("Thư mục") / "Tệp.xlsx",
    "field": "percent",
    "other": "state",
    "kind": "task",
    "what": "rows",
    "ids": (1, 2),
}


def kinds(parent: type[AppError] = AppError) -> Iterator[type[AppError]]:
    """Give every error that is no family of others."""
    for kind in parent.__subclasses__():
        if kind.__subclasses__():
            yield from kinds(kind)
        elif kind.__module__ in {module.__name__ for module in TREE}:
            yield kind


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_error_has_its_sentence_that_says_what_to_do(kind: type[AppError]) -> None:
    given = {one.name: VALUES.get(one.name, 12 if one.type in (int, "int") else "x") for one in fields(kind)}
    error = kind(**given)
    said = say(error)
    assert "{" not in said
    assert said.endswith(".")
    assert str(error) == ", ".join(f"{name}={value!r}" for name, value in given.items())
    if "path" in given:
        assert "Tệp.xlsx" in said


def test_numbers_have_points_for_thousands() -> None:
    assert "100.000" in say(refusals.SourceTooLarge(Path("a.xlsx"), "rows", 100_000, 250_000))


def test_who_holds_a_file_is_said_as_far_as_it_is_known() -> None:
    path = Path("a.tiendo")
    assert "An mở trên máy PC-01 từ 08:05 14/12/2021" in say(
        refusals.DataFileInUse(path, "An", "PC-01", "2021-12-14T08:05:09")
    )
    assert "một chương trình khác mở trên máy này từ trước đó" in say(
        refusals.DataFileInUse(path, "", "", "")
    )
