"""The sentences of drafted reports, which stand in `resources/narrative.json`."""

from functools import cache
from typing import Any

from desktop_app.domain.plain_json import read_json
from desktop_app.resources import resource


def say(part: str, name: str, **values: Any) -> str:
    """Return one sentence with `values` in it."""
    return sentences()[part][name].format_map(values)


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Return all sentences, by part and name."""
    data: dict[str, dict[str, str]] = read_json(resource("narrative.json").read_text(encoding="utf-8"))
    return data
