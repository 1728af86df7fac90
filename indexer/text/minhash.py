"""MinHash signatures of texts: how much two resemble each other, and which are near-duplicates.

A text becomes its shingles, every run of five folded words, as hashes. The KEPT smallest of them
are its signature, the same for equal texts: 1 KiB for a text of any length. Texts of up to about
KEPT words are compared exactly; for longer ones the error of a resemblance has a standard
deviation of at most 0.03.

Folding makes script irrelevant: a Serbian text and its transliteration have one signature.
Source: Broder 1997, On the resemblance and containment of documents,
doi:10.1109/SEQUEN.1997.666900.

datasketch was considered. Its MinHash keeps the smallest hash of each of many permutations: at
the same 1 KiB a short text is estimated, not compared exactly, and its LSH leaves out some pairs
at random, where `near_duplicates` leaves out none below a stated number of copies.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.domain import Passage
from indexer.text.folding import folded_words

RUN = 5  # words in a shingle
KEPT = 256  # hashes kept of a text
_NEIGHBOURS = 8  # holders of a hash that each holder is compared with; see `candidates`
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing

Signature = NDArray[np.uint32]


def whole_text(passages: Sequence[Passage]) -> str:
    """Return the text of passages in reading order, without what neighbours repeat."""
    parts = [passages[0].text] if passages else []
    parts += [
        passage.text[max(0, before.end - passage.start) :] for before, passage in pairwise(passages)
    ]
    return "\n".join(parts)


def signature(text: str) -> Signature:
    """Return the signature of `text`: up to KEPT hashes, rising; none below RUN words.

    Numbers do not count: pages and lines are numbered in one version and not in the other.
    """
    words = [word for word in folded_words(text) if not word.isdecimal()]
    codes = {word: zlib.crc32(word.encode()) for word in set(words)}
    numbers = np.fromiter((codes[word] for word in words), np.uint64, len(words))
    if len(numbers) < RUN:
        return np.empty(0, np.uint32)
    hashes = np.zeros(len(numbers) - RUN + 1, np.uint64)
    for offset in range(RUN):
        hashes = _mixed(hashes * _FACTOR + numbers[offset : offset + len(hashes)])
    return np.unique((hashes >> np.uint64(32)).astype(np.uint32))[:KEPT]


def resemblance(first: Signature, second: Signature) -> float:
    """Return the share, 0..1, of the shingles of two texts that both have."""
    union = np.union1d(first, second)
    if len(first) == KEPT or len(second) == KEPT:
        union = union[:KEPT]  # beyond these, a hash may be missing because it was not kept
    both = np.intersect1d(first, second, assume_unique=True)
    return float(np.isin(both, union).sum() / len(union)) if len(union) else 0.0


def near_duplicates(
    signatures: Sequence[Signature], at_least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield (index, index, resemblance) of the pairs of texts with a resemblance of `at_least`.

    No such pair is left out where no hash is in more than nine texts. Of more copies of one text
    every copy is paired with its neighbours, which is enough to join them all.
    """
    for first, second in _candidates(signatures, at_least):
        score = resemblance(signatures[first], signatures[second])
        if score >= at_least:
            yield first, second, score


def _candidates(signatures: Sequence[Signature], at_least: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share enough hashes to be worth comparing.

    One sort brings the holders of a hash together: n log n, whatever the number of texts.
    """
    sizes = np.array([len(signature) for signature in signatures], np.int64)
    if not sizes.sum():
        return
    holders = np.repeat(np.arange(len(signatures), dtype=np.uint64), sizes)
    keys = np.concatenate(signatures).astype(np.uint64) << np.uint64(32) | holders
    keys.sort()
    hashes, holders = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    pairs_by_step = []
    for step in range(1, min(_NEIGHBOURS, len(keys) - 1) + 1):
        same = hashes[step:] == hashes[:-step]
        pairs_by_step.append(holders[:-step][same] << np.uint64(32) | holders[step:][same])
    pairs, shared = np.unique(np.concatenate(pairs_by_step or [keys[:0]]), return_counts=True)
    first = (pairs >> np.uint64(32)).astype(np.int64)
    second = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    # Such a pair shares at_least * (size of the larger); half of it allows for crowds.
    enough = shared >= at_least / 2 * np.maximum(sizes[first], sizes[second])
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers whose every bit depends on every bit of the given ones."""
    numbers = (numbers ^ (numbers >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(32))
