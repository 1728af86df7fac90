"""Spelling candidates: the words within a small edit distance of a misspelt one. Pure."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

SHORTEST = 4  # letters of a word that is corrected
_LONG = 9  # letters from which two edits are allowed


class Vocabulary:
    """The folded words of an index, with the number of passages that have them.

    Kept by their first letter, so that a look-up compares with few of them.
    """

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._by_initial: dict[str, dict[str, int]] = {}
        for term, count in counts:
            if len(term) >= SHORTEST and term.isalpha():
                self._by_initial.setdefault(term[0], {})[term] = count

    def nearest(self, word: str) -> list[str]:
        """Return the words at a small distance, nearest first; at equal distance by frequency.

        One edit (a letter inserted, deleted or substituted, or two neighbours swapped) is allowed,
        two from 9 letters on; the first letter must be right. The distance is that of optimal
        string alignment: Damerau 1964, doi:10.1145/363958.363994, each pair swapped at most once.
        """
        counts = self._by_initial.get(word[:1], {})
        terms = list(counts)
        if not terms:
            return []
        most = 1 if len(word) < _LONG else 2
        distances = cdist([word], terms, scorer=OSA.distance, score_cutoff=most)[0].tolist()
        near = [
            (distance, -counts[term], term)
            for distance, term in zip(distances, terms, strict=True)
            if distance <= most
        ]
        return [term for _, _, term in sorted(near)]
