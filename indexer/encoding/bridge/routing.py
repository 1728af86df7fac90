"""Language identification for the choice of an encoder: English, or a language of the bridge?

A logistic regression on the hashed words and n-grams that are the bridge's features too. It is
trained on the same sentence pairs, English sides against the others, cut into pieces of one to six
words, because questions are short. It takes a quarter of a megabyte instead of a language
detector, and its training has words without diacritics and Greek in Latin letters, on which
detectors fail.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.features import word_features
from indexer.errors import ModelError
from indexer.text.folding import fold, words

BUCKETS = 1 << 18
STEP = 1 / 16  # of the stored int8: weights from -8 to 8
FILE = "speech.npy"
_ENOUGH = 50  # words
_REMEMBERED = 256  # texts


@lru_cache(maxsize=_REMEMBERED)
def speaks_english(text: str) -> float:
    """Return the probability, 0 to 1, that `text` is English; 0.5 for a text without a word.

    Only the first fifty words are read: a long passage takes no more than half a millisecond. The
    results for the newest texts are kept, because several steps of a question need them.
    """
    first = [fold(text[start:end]) for start, end in words(text)[:_ENOUGH]]
    return english_probability(first, shipped_speech())


def english_probability(folded: Sequence[str], speech: NDArray[np.int8]) -> float:
    """Return the probability that the `folded` words are English, by the weights `speech`."""
    if not folded:
        return 0.5
    hashes, starts = word_features(folded)
    weights = speech[hashes % np.uint32(BUCKETS)].astype(np.float32) * STEP
    means = np.add.reduceat(weights, starts[:-1]) / np.diff(starts)
    return float(1 / (1 + np.exp(-np.clip(means.sum(), -30, 30))))


@lru_cache(maxsize=1)
def shipped_speech() -> NDArray[np.int8]:
    """Load the shipped weights, (BUCKETS,) int8. Raises ModelError when they are damaged."""
    folder = files("indexer.encoding.bridge") / "weights"
    try:
        content = (folder / FILE).read_bytes()
        wanted = json.loads((folder / "manifest.json").read_text())["speech_sha256"]
    except (OSError, ValueError, KeyError) as problem:
        raise ModelError(f"{FILE} of the bridge cannot be read: {problem}.") from problem
    if hashlib.sha256(content).hexdigest() != wanted:
        raise ModelError(f"{FILE} of the bridge is damaged.", cure="Restore it from the release.")
    speech: NDArray[np.int8] = np.load(io.BytesIO(content), allow_pickle=False)
    return speech
