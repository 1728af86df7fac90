"""From pairs to training examples: texts as word numbers, each with the vector it should hit."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.text.folding import folded_words
from tests.quality.laboratory.bridge.joining import joined_pairs
from tests.quality.laboratory.bridge.pairs import Pair, held_out
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.teacher import teacher_vectors, teacher_words
from tests.quality.laboratory.bridge.variants import typed_in_latin


@dataclass(frozen=True)
class Examples:
    """Text i is `words[flat[starts[i]:starts[i + 1]]]` and should hit `vectors[targets[i]]`."""

    words: list[str]
    flat: NDArray[np.int64]
    starts: NDArray[np.int64]
    targets: NDArray[np.int64]
    vectors: NDArray[np.float32]


def build_examples(pairs: Sequence[Pair], recipe: Recipe, seed: int, cache: Path) -> Examples:
    """Return the examples of the pairs not held out, and the joined, typed and English ones."""
    kept = [pair for pair in pairs if not held_out(pair.english)]
    draw = np.random.default_rng(seed)
    english = numbered(pair.english for pair in kept)
    vectors = teacher_vectors(list(english), cache)
    own = vectors[[english[pair.english] for pair in kept]]
    joined = joined_pairs(kept, own, recipe.joined_per_language, draw)
    everything = [
        *kept,
        *_typed(kept, recipe.typed_share, random.Random(seed)),
        *_as_themselves(list(english), recipe.english_share, draw),
        *(_as_themselves(teacher_words(), 1.0, draw) if recipe.teacher_words else []),
        *joined,
    ]
    targets = numbered(pair.english for pair in everything)
    return _as_numbers(everything, targets, teacher_vectors(list(targets), cache))


def numbered(texts: Iterable[str]) -> dict[str, int]:
    """Return each distinct text's number, in order of first appearance."""
    return {text: number for number, text in enumerate(dict.fromkeys(texts))}


def _typed(pairs: Sequence[Pair], share: float, draw: random.Random) -> list[Pair]:
    """Return a share of the Greek and Cyrillic pairs as typed on a Latin keyboard."""
    typed: list[Pair] = []
    for pair in pairs:
        if draw.random() < share:
            text = typed_in_latin(pair.other, pair.language, draw)
            if text is not None:
                typed.append(Pair(pair.language, pair.english, text, "typed"))
    return typed


def _as_themselves(english: list[str], share: float, draw: np.random.Generator) -> list[Pair]:
    chosen = np.flatnonzero(draw.random(len(english)) < share)
    return [Pair("en", english[place], english[place], "english") for place in chosen]


def _as_numbers(
    pairs: Sequence[Pair], targets: dict[str, int], vectors: NDArray[np.float32]
) -> Examples:
    """Number the words of every pair's text; pairs without a word are left out."""
    words: dict[str, int] = {}
    texts: list[list[int]] = []
    hits: list[int] = []
    for pair in pairs:
        numbers = [words.setdefault(word, len(words)) for word in folded_words(pair.other)]
        if numbers:
            texts.append(numbers)
            hits.append(targets[pair.english])
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    flat = np.array([number for text in texts for number in text])
    return Examples(list(words), flat, starts, np.array(hits), vectors)
