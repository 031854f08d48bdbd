"""Near matches between the rows of a list and tasks that no row is.

They are proposed to the officer, never assumed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from desktop_app.domain.work import Progress, no_progress, paced

NEAR = 88.0
"""How alike two folded texts must be, of 100."""

_BEST = 3
_PAIRS = 500_000
"""So many pairs of texts are compared one by one (50 ms); beyond, those that share rare words."""
_RAREST = 8
_SHARERS = 64
_LIKELY = 12


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
        self._words: _WordIndex | None = None

    def __call__(self, content: str, contents: Mapping[int, str]) -> list[int]:
        """Return the keys of the texts that are near to `content`, best first; all texts are folded."""
        self._report(0)
        if self._compared <= _PAIRS:
            self._compared += len(contents)
            return _nearest(content, contents)
        if self._words is None or self._words.contents is not contents:
            self._words = _WordIndex(contents)
        return _nearest(content, self._words.likely(content))


def _nearest(content: str, contents: Mapping[int, str]) -> list[int]:
    found = process.extract(content, contents, scorer=fuzz.ratio, score_cutoff=NEAR, limit=_BEST)
    return [key for _, _, key in found]


class _WordIndex:
    """Which texts have a word, or three words in a row."""

    def __init__(self, contents: Mapping[int, str]) -> None:
        self.contents = contents
        self._having: dict[str | tuple[str, str, str], list[int]] = defaultdict(list)
        for key, text in contents.items():
            for feature in _features(text):
                self._having[feature].append(key)

    def likely(self, content: str) -> dict[int, str]:
        """Return the texts that share most of the rarest words and runs of `content`."""
        having = [found for feature in _features(content) if (found := self._having.get(feature))]
        votes: Counter[int] = Counter()
        for keys in sorted(having, key=len)[:_RAREST]:
            if len(keys) <= _SHARERS or not votes:
                votes.update(keys[:_SHARERS])
        return {key: self.contents[key] for key, _ in votes.most_common(_LIKELY)}


def _features(text: str) -> Iterator[str | tuple[str, str, str]]:
    words = text.split()
    yield from words
    yield from zip(words, words[1:], words[2:], strict=False)
