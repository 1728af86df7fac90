"""Did you mean: unknown words of a question set right by the collection's own words.

The words that the collection has are the only dictionary: no list of a language would know the
network's terms. A word is offered as the texts write it, in their script.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, finding, passages
from indexer.folding import fold, words
from indexer.keywords import is_telling
from indexer.language import script
from indexer.stemming import forms
from search_api.retrieval.legs import quoted
from search_api.retrieval.library import Snapshot

_SHORTEST = 4  # letters of a word that is set right
_LONG = 7  # letters from which two slips are forgiven
_LOOKED_AT = 20  # passages that say how a word is written
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


_kept: dict[str, tuple[tuple[str, int], Vocabulary]] = {}  # the newest of each catalogue


def did_you_mean(snapshot: Snapshot, text: str) -> str | None:
    """Return the question with its unknown words set right, or None when nothing is to offer.

    A question most of whose words are unknown is in another language, not misspelt.
    """
    places = [(start, end, fold(text[start:end])) for start, end in words(text)]
    telling = [place for place in places if is_telling(place[2]) and place[2].isalpha()]
    long = [place for place in telling if len(place[2]) >= _SHORTEST]
    known = _known(snapshot, {word for _, _, word in long})
    unknown = [place for place in long if place[2] not in known]
    if not unknown or len(unknown) * 2 > max(len(telling), 2):
        return None
    corrected = text
    for start, end, word in reversed(unknown):
        better = nearest_word(_vocabulary(snapshot.catalogue), word)
        if better is not None:
            shown = _as_written(snapshot.catalogue, better, script(text[start:end]))
            corrected = corrected[:start] + shown + corrected[end:]
    return corrected if corrected != text else None


def _known(snapshot: Snapshot, asked: set[str]) -> set[str]:
    """Return those of the words that the texts have, in this form or another: no slip is one."""
    found = set(snapshot.frequencies(asked, "body"))
    others = {word: {word, *forms(word)} for word in asked - found}
    stems = snapshot.frequencies(set().union(*others.values()), "stems")
    return found | {word for word, theirs in others.items() if not theirs.isdisjoint(stems)}


def nearest_word(vocabulary: Vocabulary, word: str) -> str | None:
    """Return the word with the fewest slips between, the more frequent among equals; or None.

    One slip (a letter more, less, other, or two swapped) is forgiven, two from 7 letters on.
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
        if (slips := distance(word, vocabulary.terms[one], most)) <= most
    ]
    return min(found)[2] if found else None


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
    usable = [(term, count) for term, count in found if len(term) >= _SHORTEST and term.isalpha()]
    usable.sort(key=lambda pair: len(pair[0]))
    letters = np.zeros((len(usable), _LETTERS), np.int8)
    for row, (term, _) in enumerate(usable):
        letters[row] = _letter_counts(term)
    counts = np.array([count for _, count in usable], np.int64)
    lengths = np.array([len(term) for term, _ in usable], np.int64)
    return Vocabulary([term for term, _ in usable], counts, lengths, letters)


def _vocabulary(catalogue: Catalogue) -> Vocabulary:
    name = catalogue.about("catalogue_id") or ""
    key = (name, catalogue.revision)
    kept = _kept.get(name)
    if kept is None or kept[0] != key:
        kept = _kept[name] = (key, vocabulary_of(finding.vocabulary(catalogue)))
    return kept[1]


def _letter_counts(word: str) -> NDArray[np.int8]:
    kinds = [ord(letter) % _LETTERS for letter in word[:100]]
    return np.bincount(kinds, minlength=_LETTERS).astype(np.int8)


def _as_written(catalogue: Catalogue, word: str, writing: str) -> str:
    """Return a folded word as the texts write it most often, in the script `writing` if any does.

    Lower-case is preferred to a word that only begins a sentence.
    """
    ids = finding.passages_with(catalogue, f"body : {quoted(word)}")[:_LOOKED_AT]
    texts = [one.passage.text for one in passages.by_id(catalogue, ids.tolist()).values()]
    found = Counter(
        text[start:end]
        for text in texts
        for start, end in words(text)
        if fold(text[start:end]) == word
    )
    return min(
        found,
        key=lambda form: (script(form) != writing, not form.islower(), -found[form], form),
        default=word,
    )
