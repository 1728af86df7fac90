"""The bridge encoder: puts a text in a language of the network into MiniLM's space; numpy only.

A word's vector is the sum of the table rows of its features, a text's the sum of its words'; a
small network maps that sum to 384 dimensions. Words recur, so their vectors are kept.
"""

import unicodedata
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import EncodedQuestion, normalise
from indexer.encoding.bridge.features import RUN_OF_FIVE, VERSION, feature_kinds, word_features
from indexer.encoding.bridge.weights import FORMAT, BridgeWeights, load_weights, unpack
from indexer.text.folding import fold, words

_STRANGE = 2  # five-letter runs outside the training texts that make a word unknown
_KEPT_WORDS = 32_768  # at 1 KiB a word vector: 32 MiB, then start afresh


class BridgeEncoder:
    """Satisfies indexer.encoding.base.Encoder. Safe to share between threads."""

    def __init__(self, weights: BridgeWeights, digest: str) -> None:
        self.weights = weights
        self._digest = digest
        self._up = weights.up.astype(np.float32)
        self._hidden_in = weights.hidden_in.astype(np.float32)
        self._hidden_bias = weights.hidden_bias.astype(np.float32)
        self._hidden_out = weights.hidden_out.astype(np.float32)
        self._kept: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> "BridgeEncoder":
        """Load the weights folder `path`, or the one shipped with the project.

        Raises ModelError when a file is missing or does not match its checksum.
        """
        if path is not None:
            return cls(*load_weights(path))
        with as_file(files("indexer.encoding.bridge") / "weights") as folder:
            return cls(*load_weights(folder))

    @property
    def fingerprint(self) -> str:
        """The name of the vectors: changes with the weights and with the code that reads them."""
        return f"balkan-bridge-{FORMAT}.{VERSION}-{self._digest[:16]}"

    @property
    def dimension(self) -> int:
        """The length of a vector, MiniLM's: 384."""
        return len(self._up)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one L2-normalised row per text, shape (n, 384).

        A text without any known feature (digits, an unknown script) gives a row of zeros, so that
        it is not similar to anything by chance.
        """
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._network(np.stack([self._sum_of_words(text) for text in texts]))

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the L2-normalised vector of a question, shape (384,); no English terms."""
        return EncodedQuestion(self.vector(text))

    def vector(self, text: str) -> NDArray[np.float32]:
        """Return the L2-normalised vector of one text, shape (384,)."""
        vector: NDArray[np.float32] = self._network(self._sum_of_words(text)[None, :])[0]
        return vector

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those folded words that the training texts have, or nearly.

        Nearly: all but one of the runs of five letters in a word are in the training texts. Any
        other word is misspelt, or in another language.
        """
        hashes, starts = word_features(list(folded))
        _, known = self._places(hashes)
        owner = np.repeat(np.arange(len(folded)), np.diff(starts))
        runs = feature_kinds(list(folded)) == RUN_OF_FIVE
        strange = np.bincount(owner[runs & ~known], minlength=len(folded))
        taken = known[starts[:-1]] | (strange < _STRANGE)  # the first feature is the whole word
        return {folded[row] for row in np.flatnonzero(taken).tolist()}

    def _sum_of_words(self, text: str) -> NDArray[np.float32]:
        plain = unicodedata.normalize("NFC", text)
        found = [plain[start:end] for start, end in words(plain)]
        kept = self._kept
        if len(kept) > _KEPT_WORDS:  # a new store: other threads keep the one they hold
            kept = self._kept = {}
        fresh = list(dict.fromkeys(word for word in found if word not in kept))
        if fresh:
            vectors = self._word_vectors([fold(word) for word in fresh])
            kept.update(zip(fresh, vectors, strict=True))
        total = np.zeros(self._up.shape[1], np.float32)
        for word in found:
            total += kept[word]
        return total

    def _word_vectors(self, folded: list[str]) -> NDArray[np.float32]:
        """Return for each word the sum of the table rows of its known features, shape (n, d)."""
        hashes, starts = word_features(folded)
        places, known = self._places(hashes)
        owner = np.repeat(np.arange(len(folded)), np.diff(starts))[known]
        rows = unpack(self.weights.table[places[known]], self.weights.scales[places[known]])
        vectors = np.zeros((len(folded), self._up.shape[1]), np.float32)
        present, firsts = np.unique(owner, return_index=True)
        if len(present):
            vectors[present] = np.add.reduceat(rows, firsts, axis=0)
        return vectors

    def _places(self, hashes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the row of the table of each feature, and whether it has one."""
        keys = self.weights.keys
        places = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
        return places, keys[places] == hashes

    def _network(self, sums: NDArray[np.float32]) -> NDArray[np.float32]:
        text = normalise(sums)
        inner = text * np.float32(np.sqrt(text.shape[1]))
        hidden = np.maximum(inner @ self._hidden_in.T + self._hidden_bias, 0)
        known = np.any(sums, axis=1)[:, None]
        return normalise((text @ self._up.T + hidden @ self._hidden_out.T) * known)
