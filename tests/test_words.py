"""One word a thing: no text that the officer can see uses a word that the glossary sets aside.

`tests/data/glossary.json` has the words. Texts are collected from the sources themselves, so that a new one
is read too.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import desktop_app
from desktop_app.resources import resource

GLOSSARY = json.loads((Path(__file__).parent / "data" / "glossary.json").read_text(encoding="utf-8"))
PACKAGE = Path(desktop_app.__file__).parent
VIETNAMESE = re.compile(r"[À-ỹĂăĐđ]")
TAG = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
READ = {
    "resources/words.json form_choice": "the words of lists in forms of the Ministry",
    "resources/headings.json": "the headings of lists that come in",
}
"""What is read from others' files, in whatever words they use."""


def part_text(part: ast.expr) -> str:
    """Return the text of a part of an f-string; a value stands as its name in braces."""
    return (
        str(part.value) if isinstance(part, ast.Constant) else "{" + ast.unparse(part).strip("f'{}\"") + "}"
    )


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every text in a module but its docstrings; an f-string is one text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    quiet |= {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            said = "".join(part_text(part) for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in quiet:
            said = one.value
        else:
            continue
        if VIETNAMESE.search(said):
            yield f"{path.relative_to(PACKAGE)}:{one.lineno}", said


def values(place: str, node: Any) -> Iterator[tuple[str, str]]:
    """Yield every text in a JSON value."""
    if isinstance(node, str):
        yield place, node
    for key, one in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield from values(f"{place} {key}", one)


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text that the officer can see, with its place."""
    for floor in ("ui", "cli", "exchange"):
        for path in sorted((PACKAGE / floor).rglob("*.py")):
            yield from literals(path)
    for name in ("words.json", "narrative.json", "help/changes.json"):
        yield from values(f"resources/{name}", json.loads(resource(name).read_text(encoding="utf-8")))
    guide = TAG.sub("\n", resource("help", "index.html").read_text(encoding="utf-8"))
    yield from ((f"guide {number}", line) for number, line in enumerate(guide.splitlines(), start=1))
    for path in (resource("templates", "report.typ"), PACKAGE.parent / "setup" / "setup.nsi"):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from ((f"{path.name}:{number}", line) for number, line in enumerate(lines, start=1))
    with ZipFile(resource("templates", "report.docx")) as book:
        body = book.read("word/document.xml").decode("utf-8")
    yield from (("report.docx", line) for line in TAG.sub("\n", body).splitlines())


def whole_word(word: str) -> str:
    """Return the pattern for a word that stands alone, or for the beginning of a template ("nhiệm vụ {")."""
    return rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if word[-1].isalnum() else "")


@pytest.fixture(scope="module")
def seen() -> list[tuple[str, str]]:
    """Return what the officer can see, in small letters; read when a test asks, not in each worker."""
    return [(place, said.lower()) for place, said in texts() if not place.startswith(tuple(READ))]


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: entry["word"])
def test_no_text_uses_another_word_for_the_thing(entry: dict[str, Any], seen: list[tuple[str, str]]) -> None:
    allowed = "|".join(one if one.startswith("^") else re.escape(one) for one in entry.get("allowed", ()))
    wrong = re.compile("|".join(map(whole_word, entry["not"])))
    found = [
        (place, said) for place, said in seen if wrong.search(re.sub(allowed, "…", said) if allowed else said)
    ]
    assert not found
