"""Which features get a row of the table: those seen often enough to have learned something."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.features import feature_kinds, word_features
from tests.quality.laboratory.bridge.recipe import Recipe


@dataclass(frozen=True)
class Vocabulary:
    """`keys` (V,) are the features with a row, rising; word i's rows are
    `rows[starts[i]:starts[i + 1]]`."""

    keys: NDArray[np.uint32]
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]


def build_vocabulary(words: list[str], counts: NDArray[np.int64], recipe: Recipe) -> Vocabulary:
    """Choose the rows for `words`, which occur `counts` (n,) times in the training texts."""
    hashes, starts = word_features(words)
    owner = np.repeat(np.arange(len(words)), np.diff(starts))
    features, place = np.unique(hashes, return_inverse=True)
    seen = np.bincount(place, weights=counts[owner], minlength=len(features))
    least = np.zeros(len(features))
    least[place] = np.array(recipe.least_counts)[feature_kinds(words)]
    kept = np.flatnonzero(seen >= least)
    if len(kept) > recipe.most_rows:
        kept = np.sort(kept[np.argsort(-seen[kept], kind="stable")[: recipe.most_rows]])
    row_of = np.full(len(features), -1)
    row_of[kept] = np.arange(len(kept))
    rows = row_of[place]
    rows_per_word = np.bincount(owner[rows >= 0], minlength=len(words))
    return Vocabulary(
        features[kept], rows[rows >= 0], np.concatenate([[0], np.cumsum(rows_per_word)])
    )
