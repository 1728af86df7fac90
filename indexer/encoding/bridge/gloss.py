"""A foreign question asked twice: through the bridge, and as a gloss of English words to MiniLM.

`how students speak silent classroom` is no English sentence, but MiniLM places it well, and its
errors are not the bridge's. On the judged questions that are not English, the sum of both
directions ranks documents at nDCG@10 .495 where the bridge alone has .435 (test half of
tests/quality/collection, dense leg; weight and number of terms were chosen on the other half).
It costs one English question. Passages are the bridge's alone, so the index does not change.
"""

from collections.abc import Sequence

from indexer.encoding.base import Encoder, Vectors, normalise
from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.terms import EnglishTerms

_TERMS = 10


class GlossingBridge:
    """The bridge, with `english` (MiniLM) reading each question's gloss. Is an Encoder."""

    def __init__(self, bridge: BridgeEncoder, english: Encoder) -> None:
        """Both must share a space; `english` is the teacher that the bridge leads to."""
        if english.dimension != bridge.dimension:
            raise ValueError("the two encoders do not share a space")
        self._bridge = bridge
        self._english = english
        self._terms = EnglishTerms(bridge)
        self.fingerprint = f"{bridge.fingerprint}-glossed"
        self.dimension = bridge.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the bridge's vectors of `texts`, shape (n, dimension)."""
        return self._bridge.encode_passages(texts)

    def encode_query(self, text: str) -> Vectors:
        """Return the direction between the bridge's vector and the gloss's, shape (dimension,).

        Without a gloss (no word has an English one near) it is the bridge's vector alone.
        """
        bridged = self._bridge.encode_query(text)
        terms = self._terms.of(text, _TERMS)
        if not terms:
            return bridged
        return normalise(bridged + self._english.encode_query(" ".join(terms)))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of these folded words that the bridge knows."""
        return self._bridge.known_words(folded)

    def english_terms(self, text: str, limit: int) -> list[str]:
        """Return up to `limit` English words for a text in a language of the bridge."""
        return self._terms.of(text, limit)
