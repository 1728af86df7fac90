"""How alike texts are: the share of their word sequences that they have in common.

A text becomes its shingles, every run of five folded words, as hashes. Of those the SKETCH
smallest are kept, the same ones for equal texts, so 1 KiB stands for a text of any length: the
sketch. Texts of up to about SKETCH words are compared exactly; for longer ones the error of a
resemblance has a standard deviation of at most 0.03.

Folding makes script irrelevant: a Serbian text and its transliteration have one sketch.
Source: Broder 1997, On the resemblance and containment of documents,
doi:10.1109/SEQUEN.1997.666900.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.domain import Passage
from indexer.text.folding import folded_words

RUN = 5  # words in a shingle
SKETCH = 256  # hashes kept of a text
_NEIGHBOURS = 8  # holders of a hash that each holder is compared with; see `candidates`
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing

Sketch = NDArray[np.uint32]


def whole_text(passages: Sequence[Passage]) -> str:
    """Return the text of passages in reading order, without what neighbours repeat."""
    parts = [passages[0].text] if passages else []
    parts += [
        passage.text[max(0, before.end - passage.start) :] for before, passage in pairwise(passages)
    ]
    return "\n".join(parts)


def sketch(text: str) -> Sketch:
    """Return the sketch of `text`: up to SKETCH hashes, rising; none for less than RUN words.

    Numbers do not count: pages and lines are numbered in one version and not in the other.
    """
    words = [word for word in folded_words(text) if not word.isdecimal()]
    codes = {word: zlib.crc32(word.encode()) for word in set(words)}
    numbers = np.fromiter((codes[word] for word in words), np.uint64, len(words))
    if len(numbers) < RUN:
        return np.empty(0, np.uint32)
    hashes = np.zeros(len(numbers) - RUN + 1, np.uint64)
    for place in range(RUN):
        hashes = _mixed(hashes * _FACTOR + numbers[place : place + len(hashes)])
    return np.unique((hashes >> np.uint64(32)).astype(np.uint32))[:SKETCH]


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the share, 0..1, of the shingles of two texts that both have."""
    union = np.union1d(one, other)
    if len(one) == SKETCH or len(other) == SKETCH:
        union = union[:SKETCH]  # beyond these, a hash may be missing because it was not kept
    both = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(both, union).sum() / len(union)) if len(union) else 0.0


def alike(sketches: Sequence[Sketch], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Yield (position, position, resemblance) of the pairs that are alike `at_least` so much.

    Every such pair is found where no hash has more than nine holders. Of more copies of one
    text each is found with its neighbours, which is enough to join them all.
    """
    for first, second in _candidates(sketches, at_least):
        likeness = resemblance(sketches[first], sketches[second])
        if likeness >= at_least:
            yield first, second, likeness


def _candidates(sketches: Sequence[Sketch], at_least: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share enough hashes to be worth comparing.

    One sort brings the holders of a hash together: n log n, whatever the number of texts.
    """
    sizes = np.array([len(each) for each in sketches], np.int64)
    if not sizes.sum():
        return
    holders = np.repeat(np.arange(len(sketches), dtype=np.uint64), sizes)
    keys = np.concatenate(sketches).astype(np.uint64) << np.uint64(32) | holders
    keys.sort()
    hashes, holders = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    found = []
    for step in range(1, min(_NEIGHBOURS, len(keys) - 1) + 1):
        same = hashes[step:] == hashes[:-step]
        found.append(holders[:-step][same] << np.uint64(32) | holders[step:][same])
    pairs, shared = np.unique(np.concatenate(found or [keys[:0]]), return_counts=True)
    first = (pairs >> np.uint64(32)).astype(np.int64)
    second = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    # A pair this alike shares at_least * (size of the larger); half of it allows for crowds.
    enough = shared >= at_least / 2 * np.maximum(sizes[first], sizes[second])
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers whose every bit depends on every bit of the given ones."""
    numbers = (numbers ^ (numbers >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(32))
