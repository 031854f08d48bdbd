"""Near matches between the rows of a list and tasks that no row is.

They are proposed to the officer, never assumed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold, same_text
from desktop_app.domain.work import Progress, no_progress, paced

NEAR = 88.0
"""How alike two folded texts must be, of 100."""

_BEST = 3
_PAIRS = 500_000
"""So many pairs of texts are compared one by one (50 ms); beyond, those that share rare words."""
_RAREST = 8
_SHARERS = 64
_LIKELY = 12
_LONG, _HELD, _MOST_ADDED = 8, 0.9, 3
"""Of a text of so many words such a part must stand in another, which is not this many times as long."""
_LOOSE, _WEIGHTS = 0.8, (12.0, 10.0, 5.0)
"""What words in another order count, and what lead, deadline and group add to 100 for the same words."""


class NearMatches:
    """Finds near matches; called with one row after another and the same tasks, as `comparison.compare` does.

    If both are many, comparing all with all would take minutes: then a row is compared with the tasks that
    share most of its rarest words and runs of three words, which takes no longer however many tasks there
    are.
    """

    def __init__(self, progress: Progress = no_progress) -> None:
        """Begin with nothing compared; `progress` is asked now and then whether to go on."""
        self._report = paced(progress, 0)
        self._compared = 0
        self._words: WordIndex | None = None

    def __call__(self, content: str, contents: Mapping[int, str]) -> list[int]:
        """Return the keys of the texts that are near to `content`, best first; all texts are folded."""
        self._report(0)
        few = self._compared <= _PAIRS
        if few:
            self._compared += len(contents)
            if found := _nearest(content, contents):
                return found
        if self._words is None or self._words.contents is not contents:
            self._words = WordIndex(contents)
        likely = self._words.likely(content)
        return ([] if few else _nearest(content, likely)) or _holding(content, likely)


def _nearest(content: str, contents: Mapping[int, str]) -> list[int]:
    found = process.extract(content, contents, scorer=fuzz.ratio, score_cutoff=NEAR, limit=_BEST)
    return [key for _, _, key in found]


def _holding(content: str, contents: Mapping[int, str]) -> list[int]:
    """Return the long texts that hold nearly all of `content` in its order, or that it holds, best first.

    So is a task known to which a list has added words at its end, or another citation.
    """
    words, found = content.split(), []
    for key, text in contents.items():
        others = text.split()
        shorter = min(len(words), len(others))
        if shorter < _LONG or max(len(words), len(others)) > _MOST_ADDED * shorter:
            continue
        share = LCSseq.similarity(words, others) / shorter
        if share >= _HELD:
            found.append((-share, key))
    return [key for _, key in sorted(found)[:_BEST]]


def by_likeness(given: Assignment, tasks: Iterable[Task]) -> list[int]:
    """Return all tasks, those that a row may be first.

    Their words count most, then who leads, by when, and in which group.
    """
    content = fold(given.content)
    leads = set(map(agency_key, given.leads))

    def likeness(task: Task) -> float:
        hints = (
            bool(leads) and bool(leads & set(map(agency_key, task.given.leads))),
            bool(given.deadline) and same_text(given.deadline, task.given.deadline),
            given.group is not None and given.group == task.given.group,
        )
        words = max(fuzz.ratio(content, task.folded), fuzz.token_set_ratio(content, task.folded) * _LOOSE)
        return words + sum(weight for weight, holds in zip(_WEIGHTS, hints, strict=True) if holds)

    scores = {task.id: likeness(task) for task in tasks}
    return sorted(scores, key=lambda key: (-scores[key], key))


class WordIndex:
    """Which texts have a word, or three words in a row."""

    def __init__(self, contents: Mapping[int, str]) -> None:
        self.contents = contents
        self._having: dict[str | tuple[str, str, str], list[int]] = defaultdict(list)
        for key, text in contents.items():
            for feature in _features(text):
                self._having[feature].append(key)

    def likely(self, content: str, most: int = _RAREST) -> dict[int, str]:
        """Return the texts that share most of the rarest words and runs of `content`; `most` 0: of all."""
        having = [found for feature in _features(content) if (found := self._having.get(feature))]
        votes: Counter[int] = Counter()
        for keys in sorted(having, key=len)[: most or None]:
            if len(keys) <= _SHARERS or not votes:
                votes.update(keys[:_SHARERS])
        return {key: self.contents[key] for key, _ in votes.most_common(_LIKELY)}


def _features(text: str) -> Iterator[str | tuple[str, str, str]]:
    words = text.split()
    yield from words
    yield from zip(words, words[1:], words[2:], strict=False)
