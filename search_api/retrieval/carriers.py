"""What carried a match by meaning alone: the words of the passage nearest to the question.

A passage may answer without one word of the question. Its own key words then stand for why: they
are encoded one by one, and those nearest to the question are named. Encoding takes a
millisecond a word, so only the first hits of an answer get this, a dozen new words at most are
encoded for a question, and every word is remembered for the next one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from indexer.encoding import Encoder, Vectors
from indexer.folding import words
from search_api.retrieval.highlight import folded, is_telling

_KEY_WORDS = 8  # of a passage
_NEW_WORDS = 12  # of a question
_SHOWN = 3
_NEAR = 0.25  # cosine below which a word explains nothing
_SHORTEST = 4  # letters
_REMEMBERED = 30_000
_memory: dict[str, dict[str, Vectors]] = {}  # vectors of words, by encoder and folded word

Span = tuple[int, int]


@dataclass
class Carriers:
    """Explains the matches of one question. `left` new words may still be encoded."""

    encoder: Encoder
    question: Vectors
    left: int = _NEW_WORDS
    _known: dict[str, Vectors] = field(init=False)

    def __post_init__(self) -> None:
        self._known = _memory.setdefault(self.encoder.fingerprint, {})
        if len(self._known) > _REMEMBERED:
            self._known.clear()

    def of(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the (start, end) of the words that carried each match, in reading order."""
        places = [key_words(text) for text in texts]
        self._learn(word for one in places for word in one)
        return [self._nearest(one) for one in places]

    def _nearest(self, places: Mapping[str, Sequence[Span]]) -> list[Span]:
        near = {
            word: float(self._known[word] @ self.question) for word in places if word in self._known
        }
        best = sorted(near, key=lambda word: (-near[word], word))[:_SHOWN]
        return sorted(span for word in best if near[word] >= _NEAR for span in places[word])

    def _learn(self, wanted: Iterable[str]) -> None:
        """Encode those words that are not known yet, all at once: one costs as much as three."""
        new = [word for word in dict.fromkeys(wanted) if word not in self._known][: self.left]
        if new:
            self.left -= len(new)
            vectors = np.asarray(self.encoder.encode_passages(new))
            self._known.update(zip(new, vectors, strict=True))


def key_words(text: str) -> dict[str, list[Span]]:
    """Return the places of the words a passage uses most, the longer first among equals."""
    places: dict[str, list[Span]] = {}
    for start, end in words(text):
        word = folded(text[start:end])
        if len(word) >= _SHORTEST and word.isalpha() and is_telling(word):
            places.setdefault(word, []).append((start, end))
    counts = Counter({word: len(found) for word, found in places.items()})
    key = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:_KEY_WORDS]
    return {word: places[word] for word in key}
