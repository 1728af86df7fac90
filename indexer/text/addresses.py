"""Addresses of passages: made of their text, so that links outlive every new indexing. Pure.

Within its resource a passage is called by 16 letters and digits. The first six are a hash of its
text: the same text keeps its address wherever it moves. The other ten are a sketch of it, five
MinHash values of its pairs of words, by which a text that was changed is still told from the
others: nothing has to be remembered of what a resource said before. Both are of the folded
words, so case, accents, script, line breaks and punctuation change no address.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from indexer.text.folding import folded_words

SEPARATOR = "~"  # between a resource's id and the address within it; needs no escaping in links
_ADDRESS = re.compile(r"([0-9a-v]{6})([0-9a-v]{10})(?:-[0-9]+)?")
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_PRIME = 2**61 - 1
_PARTS = 5  # of a sketch, two digits each
_FACTORS = [pow(0x9E3779B97F4A7C1, part, _PRIME) for part in range(1, _PARTS + 1)]


def addresses(texts: Sequence[str]) -> list[str]:
    """Return the address of each passage of one resource; equal texts get `-2`, `-3` ..."""
    times: Counter[str] = Counter()
    named = []
    for text in texts:
        address = _address(text)
        times[address] += 1
        named.append(address if times[address] == 1 else f"{address}-{times[address]}")
    return named


def nearest(address: str, among: Iterable[str]) -> str | None:
    """Return the address whose text resembles that of `address` most; None when none does.

    Of equals the first is taken.
    """
    likest = max(among, key=lambda other: _alike(address, other), default=None)
    return likest if likest is not None and _alike(address, likest) else None


def _address(text: str) -> str:
    words = folded_words(text) or text.split()
    return _digits(_hash(" ".join(words)), 6) + _sketch(words)


def _sketch(words: Sequence[str]) -> str:
    """Return, for each of the _PARTS ways of ordering the pairs of words, a hash of the first."""
    hashes = [_hash(" ".join(pair)) for pair in pairwise(words)] or [_hash(" ".join(words))]
    # Multiplying by another number modulo a prime puts the same hashes in another order.
    firsts = (min(value * factor % _PRIME for value in hashes) for factor in _FACTORS)
    return "".join(_digits(first, 2) for first in firsts)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big")


def _digits(number: int, count: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in range(count))


def _alike(address: str, other: str) -> int:
    """Return how many parts of two sketches agree; all and one more for the same text."""
    ours, theirs = _ADDRESS.fullmatch(address), _ADDRESS.fullmatch(other)
    if ours is None or theirs is None:
        return 0
    if ours[1] == theirs[1]:
        return _PARTS + 1
    places = range(0, 2 * _PARTS, 2)
    return sum(ours[2][place : place + 2] == theirs[2][place : place + 2] for place in places)
