from dataclasses import dataclass, field, replace

import pytest

from desktop_app.domain.light import light


@light
@dataclass(frozen=True, slots=True)
class Word:
    """A value with a default, a field that is not compared, and a check."""

    text: str
    count: int = 1
    seen: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse an empty word."""
        if not self.text:
            raise ValueError(self)


def test_a_light_value_is_made_compared_and_replaced_as_any_other() -> None:
    word = Word("việc", seen="A1")
    assert (word.text, word.count, word.seen) == ("việc", 1, "A1")
    assert word == Word("việc", 1, "B2")
    assert hash(word) == hash(Word("việc"))
    assert word != Word("việc", 2)
    assert repr(word) == "Word(text='việc', count=1)"
    assert replace(word, count=3) == Word("việc", 3)


def test_a_light_value_is_checked() -> None:
    with pytest.raises(ValueError, match="Word"):
        Word("")
