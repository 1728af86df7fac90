"""Is a text English? That decides which encoder reads it.

A logistic regression on hashed words and runs of letters. It is trained on sentence pairs, English
sides against the others, cut into pieces of one to six words, because questions are short. It
takes a quarter of a megabyte instead of a language detector, and its training has words without
diacritics and Greek in Latin letters, on which detectors fail.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.encoding import shipped
from indexer.encoding.word_hashes import word_hashes
from indexer.text.folding import fold, words

BUCKETS = 1 << 18
STEP = 1 / 16  # of the stored int8: weights from -8 to 8
FILE = "english.npy"
_ENOUGH = 50  # words
_REMEMBERED = 256  # texts


@lru_cache(maxsize=_REMEMBERED)
def speaks_english(text: str) -> float:
    """Return the probability, 0 to 1, that `text` is English; 0.5 for a text without a word.

    Only the first fifty words are read: a long passage takes no more than half a millisecond. The
    results for the newest texts are kept, because several steps of a question need them. Raises
    ModelError when the shipped weights are damaged.
    """
    first = [fold(text[start:end]) for start, end in words(text)[:_ENOUGH]]
    return english_probability(first, shipped_weights())


def english_probability(folded: Sequence[str], weights: NDArray[np.int8]) -> float:
    """Return the probability that the `folded` words are English, by `weights` (BUCKETS,)."""
    if not folded:
        return 0.5
    hashes, starts = word_hashes(folded)
    values = weights[hashes % np.uint32(BUCKETS)].astype(np.float32) * STEP
    means = np.add.reduceat(values, starts[:-1]) / np.diff(starts)
    return float(1 / (1 + np.exp(-np.clip(means.sum(), -30, 30))))


@lru_cache(maxsize=1)
def shipped_weights() -> NDArray[np.int8]:
    """Load the shipped weights, (BUCKETS,) int8. Raises ModelError when they are damaged."""
    weights: NDArray[np.int8] = np.load(shipped.checked(FILE), allow_pickle=False)
    return weights
