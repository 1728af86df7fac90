"""Spelling candidates: the words within a small edit distance of a misspelt one. Pure."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

SHORTEST = 4  # letters of a word that is corrected


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
