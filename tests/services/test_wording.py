import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import desktop_app
from desktop_app.domain.errors import documents, incoming, outgoing, periods, refusals
from desktop_app.domain.errors.refusals import AppError
from desktop_app.domain.progress import State
from desktop_app.services.wording import say

TREE = (refusals, documents, incoming, incoming, periods, outgoing, incoming)
"""The modules whose errors are told."""
VALUES: dict[str, Any] = {
    "path": Path("Thư mục") / "Tệp.xlsx",
    "field": "percent",
    "other": "done",
    "kind": "task",
    "what": "rows",
    "ids": (1, 2),
}


def kinds(parent: type[AppError] = AppError) -> Iterator[type[AppError]]:
    """Yield every error that is no family of others."""
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


def pairs() -> Iterator[tuple[str, str]]:
    """Yield field and other of every rule that the program raises FieldsDisagree for."""
    for path in Path(desktop_app.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "FieldsDisagree":
                field, other = call.args[0], call.args[1]
                assert isinstance(field, ast.Constant)
                others = [other.value] if isinstance(other, ast.Constant) else [one.value for one in State]
                yield from ((str(field.value), str(one)) for one in others)


def test_every_rule_between_two_fields_has_a_sentence_of_its_own() -> None:
    sentences: dict[str, tuple[str, str]] = {}
    for field, other in sorted(set(pairs())):
        said = say(refusals.FieldsDisagree(field, other, "2021-12-31"))
        assert "không khớp" not in said
        assert "Hãy" in said or "Chỉ chọn" in said
        sentences[said] = (field, other)
    assert "Thời hạn mới phải sau thời hạn đang áp dụng (31/12/2021). Hãy nhập ngày muộn hơn." in sentences
    assert len(sentences) >= 17


def test_a_period_is_called_by_its_name_also_in_a_regime_of_the_office() -> None:
    assert say(periods.PeriodSealed("nd09/2021-Q4")).startswith("Quý IV/2021 đã chốt số liệu")
    assert say(periods.PeriodSealed("kh01/2021-Q1")).startswith("Quý I/2021 (kh01) đã chốt số liệu")
    assert say(periods.PeriodSealed("")).startswith("Kỳ này đã chốt số liệu")


def test_a_file_without_a_folder_is_looked_for_in_the_present_one() -> None:
    assert "trong thư mục hiện tại." in say(refusals.SourceMissing(Path("khongco.xlsx")))


def test_undo_and_redo_have_a_sentence_each() -> None:
    assert "để hoàn tác" in say(refusals.NothingToUndo("undo"))
    assert "để làm lại" in say(refusals.NothingToUndo("redo"))


def test_numbers_have_points_for_thousands() -> None:
    assert "100.000" in say(refusals.SourceTooLarge(Path("a.xlsx"), "rows", 100_000, 250_000))


def test_who_holds_a_file_is_said_as_far_as_it_is_known() -> None:
    path = Path("a.tiendo")
    assert "An mở trên máy PC-01 từ 08:05 14/12/2021" in say(
        refusals.DataFileInUse(path, "An", "PC-01", "2021-12-14T08:05:09")
    )
    assert "một phần mềm khác mở trên máy này từ trước đó" in say(refusals.DataFileInUse(path, "", "", ""))
