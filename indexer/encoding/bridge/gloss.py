"""Encodes a foreign text twice: by the bridge, and by MiniLM from a gloss of English words.

`how students speak silent classroom` is no English sentence, but its vector is good, and MiniLM's
errors are others than the bridge's: the sum of both vectors finds English translations, and
answers, better than either. A gloss takes as long to encode as an English text, so indexing
becomes as slow as it is for English; with `passages=False` passages are encoded by the bridge
alone (README.md has the figures of both).
"""

from collections.abc import Sequence

import numpy as np

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors, normalise
from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.terms import EnglishTerms

# English words for each foreign word, at most and on average. For a passage fewer: MiniLM reads no
# more than 256 word pieces.
_OF_A_QUESTION = (2, 1.5)
_OF_A_PASSAGE = (1, 1.0)
_MOST_TERMS = 12  # English words to look up for a question


class GlossingBridge:
    """The bridge, and `english` (MiniLM) for the gloss of each text. Is an Encoder."""

    def __init__(self, bridge: BridgeEncoder, english: Encoder, *, passages: bool = True) -> None:
        """Both must share a space; `english` is the teacher that the bridge leads to.

        `passages`: gloss passages too, not questions alone.
        """
        if english.dimension != bridge.dimension:
            raise ValueError("the two encoders do not share a space")
        self._bridge = bridge
        self._english = english
        self._terms = EnglishTerms(bridge)
        self._passages = passages
        self.fingerprint = f"{bridge.fingerprint}-{'glossed-2' if passages else 'asks-glossed-2'}"
        self.dimension = bridge.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the normalised sums of both vectors of each text, shape (n, dimension).

        A text without a gloss (no word has an English word near it) has the bridge's vector alone.
        """
        vectors = self._bridge.encode_passages(texts)
        if not self._passages:
            return vectors
        proposals = (self._terms.proposals(text, self._bridge.vector(text)) for text in texts)
        glosses = [self._terms.gloss(proposed, *_OF_A_PASSAGE) for proposed in proposals]
        glossed = np.flatnonzero([bool(gloss) for gloss in glosses]).tolist()
        if glossed:
            vectors[glossed] += self._english.encode_passages([glosses[row] for row in glossed])
        return normalise(vectors)

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the normalised sum of the bridge's vector and the gloss's, and English terms."""
        vector = self._bridge.vector(text)
        proposed = self._terms.proposals(text, vector)
        gloss = self._terms.gloss(proposed, *_OF_A_QUESTION)
        if gloss:
            vector = normalise(vector + self._english.encode_question(gloss).vector)
        return EncodedQuestion(vector, tuple(self._terms.surest(proposed, _MOST_TERMS)))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of these folded words that the bridge knows."""
        return self._bridge.known_words(folded)
