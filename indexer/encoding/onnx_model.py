"""Runs an exported transformer: texts to word pieces, word pieces to unit vectors.

The home of onnxruntime and tokenizers; neither torch nor sentence-transformers is needed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexer.encoding.base import Vectors, normalise

_BATCH = 16


class OnnxModel:
    """A model from (batch, length) ids and mask to vectors. Safe to share between threads.

    The model gives a vector of length 1 for each text, or one for each word piece: then the mean
    over the text's pieces is taken, and brought to length 1.
    """

    def __init__(
        self,
        model: Path,
        tokenizer: Tokenizer,
        *,
        longest: int,
        dimension: int,
        threads: int,
    ) -> None:
        """Open a model by its file: given its content, onnxruntime would keep a second copy.

        Texts are cut at `longest` word pieces. `threads` is the number of CPU threads, 0 for all.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._wants_types = any(
            wanted.name == "token_type_ids" for wanted in self._session.get_inputs()
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
            vectors[rows] = self._run(ids, mask)
        return vectors

    def _run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Vectors:
        """Return shape (batch, dimension) for ids and mask, both of shape (batch, length)."""
        inputs = {"input_ids": ids, "attention_mask": mask}
        if self._wants_types:
            inputs["token_type_ids"] = np.zeros_like(ids)
        output: Vectors = self._session.run(None, inputs)[0]
        if output.ndim == 2:
            return output
        # The sum points where the mean does.
        return normalise((output * mask[:, :, np.newaxis]).sum(axis=1, dtype=np.float32))
