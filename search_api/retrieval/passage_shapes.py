"""What a passage looks like, whatever the question: how much it says, and where it stands.

A passage never changes and its number is never used twice, so what was read of one is kept.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indexer.catalogue import Catalogue, shapes
from indexer.text.stemming import stem
from indexer.text.terms import folded_words

_KEPT = 100_000  # passages, at some 500 bytes


class Shape(NamedTuple):
    """The number of `sentences` and rows of a passage, at least 1; the stems of its `headings`;
    whether it stands `below_title`, in a part that has a heading of its own; and whether it
    `is_last` of the text of its resource.
    """

    sentences: int
    headings: frozenset[str]
    below_title: bool
    is_last: bool


class PassageShapes:
    """Reads shapes, each once. Safe for many threads."""

    def __init__(self) -> None:
        self._kept: dict[int, Shape] = {}

    def of(self, catalogue: Catalogue, passage_ids: Iterable[int]) -> Mapping[int, Shape]:
        """Return the shapes of these passages, and perhaps of others, by their numbers."""
        asked = list(passage_ids)
        fresh = [number for number in asked if number not in self._kept]
        if fresh and len(self._kept) > _KEPT:  # a new store: other threads keep the one they hold
            self._kept, fresh = {}, asked
        kept = self._kept
        for stored in shapes.of_passages(catalogue, fresh):
            words = folded_words(" ".join(stored.headings))
            headings = frozenset(stem(word, stored.language) for word in words)
            below = len(stored.headings) > 1
            kept[stored.id] = Shape(max(stored.sentences, 1), headings, below, stored.is_last)
        return kept
