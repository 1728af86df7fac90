"""Spelling candidates: the words within a small edit distance of a misspelt one. Pure."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

SHORTEST = 4  # letters of a word that is corrected


class Vocabulary:
    """The folded words of an index, with the number of passages that have them.

    Kept by their first letter, so that a look-up compares with few of them.
    """

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._by_initial: dict[str, dict[str, int]] = {}
        for term, count in counts:
            if len(term) >= SHORTEST and term.isalpha():
                self._by_initial.setdefault(term[0], {})[term] = count

    def beginning_with(self, initial: str) -> Collection[str]:
        """Return the words that begin with this letter."""
        return self._by_initial.get(initial, {}).keys()

    def count(self, word: str) -> int:
        """Return how many passages have a word of the vocabulary."""
        return self._by_initial[word[0]][word]


def within(word: str, terms: Sequence[str], most: int) -> dict[str, int]:
    """Return those of `terms` that are at most so many edits away, with their distance.

    An edit is a letter inserted, deleted or substituted, or two neighbours swapped. The distance
    is that of optimal string alignment: Damerau 1964, doi:10.1145/363958.363994, each pair
    swapped at most once.
    """
    if not terms:
        return {}
    distances = cdist([word], terms, scorer=OSA.distance, score_cutoff=most)[0].tolist()
    return {
        term: distance for term, distance in zip(terms, distances, strict=True) if distance <= most
    }
