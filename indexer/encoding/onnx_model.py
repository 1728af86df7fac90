"""Runs an exported transformer: texts to word pieces, word pieces to unit vectors.

The home of onnxruntime and tokenizers; neither torch nor sentence-transformers is needed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from indexer.encoding.base import Vectors

_BATCH = 16


class OnnxModel:
    """A model from (batch, length) ids and mask to unit vectors. Safe to share between threads."""

    def __init__(
        self,
        model: Path | bytes,
        tokenizer: Tokenizer,
        *,
        longest: int,
        dimension: int,
        threads: int,
    ) -> None:
        """Open a model by its file or content.

        Texts are cut at `longest` word pieces. `threads` is the number of CPU threads, 0 for all.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        tokenizer.enable_truncation(longest)
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.dimension = dimension

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of the word pieces of each text, with the marks at both ends."""
        return [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]

    def vectors(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        """Return shape (len(pieces), dimension). Texts of like length share a batch."""
        vectors = np.zeros((len(pieces), self.dimension), np.float32)
        by_length = sorted(range(len(pieces)), key=lambda row: (-len(pieces[row]), row))
        for first in range(0, len(by_length), _BATCH):
            rows = by_length[first : first + _BATCH]
            ids = np.zeros((len(rows), len(pieces[rows[0]])), np.int64)
            mask = np.zeros_like(ids)
            for place, row in enumerate(rows):
                ids[place, : len(pieces[row])] = pieces[row]
                mask[place, : len(pieces[row])] = 1
            inputs = {"input_ids": ids, "attention_mask": mask}
            vectors[rows] = self._session.run(None, inputs)[0]
        return vectors
