"""A foreign text read twice: through the bridge, and as a gloss of English words by MiniLM.

`how students speak silent classroom` is no English sentence, but MiniLM places it well, and its
errors are not the bridge's: their sum finds English twins, and answers, better than either. A
question costs one English question more, a passage one English passage, which makes indexing as
slow as it is for English; `passages=False` leaves passages to the bridge alone (README.md has the
figures of both).
"""

from collections.abc import Sequence

import numpy as np

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors, normalise
from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.terms import EnglishTerms

# English words for each word, at most and on average. A passage's are no more than MiniLM reads.
_OF_A_QUESTION = (2, 1.5)
_OF_A_PASSAGE = (1, 1.0)
_MOST_TERMS = 12  # English words to look up for a question


class GlossingBridge:
    """The bridge, with `english` (MiniLM) reading each text's gloss. Is an Encoder."""

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
        """Return the directions between both vectors of each text, shape (n, dimension).

        A text without a gloss (no word has an English one near) has the bridge's vector alone.
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
        """Return the direction between the bridge's vector and the gloss's, and English terms."""
        vector = self._bridge.vector(text)
        proposed = self._terms.proposals(text, vector)
        gloss = self._terms.gloss(proposed, *_OF_A_QUESTION)
        if gloss:
            vector = normalise(vector + self._english.encode_question(gloss).vector)
        return EncodedQuestion(vector, tuple(self._terms.surest(proposed, _MOST_TERMS)))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those of these folded words that the bridge knows."""
        return self._bridge.known_words(folded)
