"""No file from outside harms who reads it.

Each is given to its command in a process of its own (`tests/hostile`), and answered in words, soon, in little
memory; nothing is written. `python -m tests.hostile.run` prints what each takes.
"""

from pathlib import Path

import pytest

from tests.hostile.files import SHAPES

GIVEN = [(kind, shape) for kind, shapes in SHAPES.items() for shape in shapes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.hostile.run import sound_data

    folder = tmp_path_factory.mktemp("sound")
    sound_data(folder)
    return folder


def test_there_are_shapes_for_every_reader() -> None:
    assert set(SHAPES) == {
        "data", "value", "backup", "list", "form", "report", "entry", "decisions", "template", "package",
    }  # fmt: skip
    assert len(GIVEN) > 150


@pytest.mark.parametrize(("kind", "shape"), GIVEN, ids=[f"{kind}: {shape}" for kind, shape in GIVEN])
def test_a_hostile_file_is_answered(kind: str, shape: str, sound: Path) -> None:
    from tests.hostile.run import tried

    found = tried(kind, shape, sound)
    assert found.faults == [], found.said
