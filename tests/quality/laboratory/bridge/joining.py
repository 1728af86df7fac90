"""Longer texts from short pairs: sentences on one subject, joined in both languages.

What is searched are passages of a hundred or two hundred words; what the parallel data has are
sentences. Neighbours in the teacher's space are about one thing, as a passage's sentences are.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.quality.laboratory.bridge.pairs import Pair

_LETTERS = 25  # English texts shorter than this are labels, not sentences
_NEIGHBOURS = 24
_JOINED = (3, 9)  # from three to eight sentences


def joined_pairs(
    pairs: Sequence[Pair],
    vectors: NDArray[np.float32],
    per_language: int,
    draw: np.random.Generator,
) -> list[Pair]:
    """Return up to `per_language` joined pairs for each language, at most one per sentence.

    `vectors` (len(pairs), 384) are the teacher's, of each pair's English side.
    """
    by_language: dict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        if len(pair.english) >= _LETTERS and pair.source != "wordnet":
            by_language[pair.language].append(number)
    joined: list[Pair] = []
    for numbers in by_language.values():
        pool = np.array(numbers)
        seeds = draw.permutation(len(pool))[:per_language]
        joined.extend(
            _join([pairs[pool[place]] for place in near], draw)
            for near in _neighbours(vectors[pool], seeds)
        )
    return joined


def _neighbours(vectors: NDArray[np.float32], seeds: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return for each seed its nearest places, itself the first of them."""
    nearest: list[NDArray[np.int64]] = []
    width = min(4 * _NEIGHBOURS, len(vectors))
    for start in range(0, len(seeds), 512):
        for row in vectors[seeds[start : start + 512]] @ vectors.T:
            near = np.sort(np.argpartition(-row, width - 1)[:width])
            nearest.append(near[np.argsort(-row[near], kind="stable")])
    return nearest


def _join(near: Sequence[Pair], draw: np.random.Generator) -> Pair:
    """Join a drawn few of `near`, no English text twice."""
    distinct = list({pair.english.casefold(): pair for pair in near}.values())[:_NEIGHBOURS]
    wanted = min(int(draw.integers(*_JOINED)), len(distinct))
    chosen = [distinct[place] for place in draw.permutation(len(distinct))[:wanted]]
    return Pair(
        language=near[0].language,
        english=" ".join(pair.english for pair in chosen),
        other=" ".join(pair.other for pair in chosen),
        source="joined",
    )
