"""The English words that `terms.py` may propose: the frequent content words of the pairs."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.text.folding import folded_words
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.teacher import teacher_vectors

_SHORTEST = 3  # letters; shorter English words are mostly grammar
_STOPWORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text("utf-8").split())


def choose_english_words(
    texts: Iterable[str], recipe: Recipe, cache: Path
) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Return the most frequent content words of the distinct English `texts`, and their vectors.

    The words come as UTF-8 bytes, one a line; the vectors as (n, 384) int8 in 1/127 of the
    largest value.
    """
    seen = Counter(word for text in sorted(set(texts)) for word in set(folded_words(text)))
    usable = [word for word in seen if is_term(word)]
    words = sorted(usable, key=lambda word: (-seen[word], word))[: recipe.english_words]
    vectors = teacher_vectors(words, cache) if words else np.zeros((0, 384), np.float32)
    largest = np.abs(vectors).max(initial=1e-6)
    return (
        np.frombuffer("\n".join(words).encode(), np.uint8),
        np.rint(vectors / largest * 127).astype(np.int8),
    )


def is_term(word: str) -> bool:
    """Tell whether a folded English word is worth looking up."""
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha() and word not in _STOPWORDS
