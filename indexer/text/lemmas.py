"""Lemma tables: which words are forms of one word, as a dictionary has it.

A table holds, sorted, one number for each form and lemma: the checksum of the form in the upper
half, that of the lemma in the lower one. It is mapped into memory and never read whole.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.text.checksums import checksums

LemmaTable = NDArray[np.uint64]
_HALF = np.uint64(32)  # bits


def table(forms: Iterable[tuple[str, str]]) -> LemmaTable:
    """Return the table of (form, lemma), without the forms that are their own lemmas."""
    different = [(form, lemma) for form, lemma in forms if form != lemma]
    upper = checksums(form for form, _ in different).astype(np.uint64) << _HALF
    made: LemmaTable = np.unique(upper | checksums(lemma for _, lemma in different))
    return made


def of_words(forms: LemmaTable | None, words: Sequence[str]) -> list[frozenset[int]]:
    """Return the lemmas of each word, as checksums; each word is one of its own lemmas."""
    own = checksums(words)
    if forms is None or not len(forms):
        return [frozenset([word]) for word in own.tolist()]
    first = own.astype(np.uint64) << _HALF
    starts = np.searchsorted(forms, first).tolist()
    ends = np.searchsorted(forms, first + np.uint64(0xFFFFFFFF), side="right").tolist()
    return [
        frozenset([word, *_lemmas(forms[start:end])]) if start < end else frozenset([word])
        for word, start, end in zip(own.tolist(), starts, ends, strict=True)
    ]


def _lemmas(entries: LemmaTable) -> list[int]:
    lemmas: list[int] = entries.astype(np.uint32).tolist()  # the lower half of each
    return lemmas
