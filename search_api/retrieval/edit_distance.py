"""Which word of a vocabulary was meant: the one with the fewest slips between. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHORTEST = 4  # letters of a word that is set right
_LONG = 9  # letters from which two slips are forgiven
_LETTERS = 64  # kinds of letters that are counted; more share a count


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The folded words of an index, the short ones first: `counts[i]` passages have `terms[i]`.

    `letters[i]`, shape (n, 64), are the numbers of each kind of letter in it, `lengths[i]` of all.
    """

    terms: list[str]
    counts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    letters: NDArray[np.int8]


def nearest_words(vocabulary: Vocabulary, word: str) -> list[str]:
    """Return the words with few slips between, the fewest first, the more frequent among equals.

    One slip (a letter more, less, other, or two swapped) is forgiven, two from 9 letters on; the
    first letter is right.
    """
    most = 1 if len(word) < _LONG else 2
    span = [len(word) - most, len(word) + most + 1]
    first, last = np.searchsorted(vocabulary.lengths, span).tolist()
    difference = np.abs(vocabulary.letters[first:last] - _letter_counts(word)).sum(axis=1)
    # A letter more or less changes one count and the length, another letter two counts.
    difference += np.abs(vocabulary.lengths[first:last] - len(word))
    likely = first + np.flatnonzero(difference <= 2 * most)
    found = [
        (slips, -int(vocabulary.counts[one]), vocabulary.terms[one])
        for one in likely.tolist()
        if vocabulary.terms[one][0] == word[0]
        and (slips := distance(word, vocabulary.terms[one], most)) <= most
    ]
    return [term for _, _, term in sorted(found)]


def distance(one: str, other: str, most: int) -> int:
    """Return the number of slips between two words, or most + 1 when there are more.

    Insertions, deletions, substitutions and swaps of neighbours: Damerau 1964,
    doi:10.1145/363958.363994, each pair swapped at most once.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, mark in enumerate(other, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != mark))
            swapped = (
                row > 1 and column > 1 and one[row - 2] == mark and letter == other[column - 2]
            )
            current.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(current) > most:
            return most + 1
        before, above = above, current
    return min(above[-1], most + 1)


def vocabulary_of(found: Sequence[tuple[str, int]]) -> Vocabulary:
    """Return words and their counts, made ready to be compared."""
    usable = [(term, count) for term, count in found if len(term) >= SHORTEST and term.isalpha()]
    usable.sort(key=lambda pair: len(pair[0]))
    letters = np.zeros((len(usable), _LETTERS), np.int8)
    for row, (term, _) in enumerate(usable):
        letters[row] = _letter_counts(term)
    counts = np.array([count for _, count in usable], np.int64)
    lengths = np.array([len(term) for term, _ in usable], np.int64)
    return Vocabulary([term for term, _ in usable], counts, lengths, letters)


def _letter_counts(word: str) -> NDArray[np.int8]:
    kinds = [ord(letter) % _LETTERS for letter in word[:100]]
    return np.bincount(kinds, minlength=_LETTERS).astype(np.int8)
