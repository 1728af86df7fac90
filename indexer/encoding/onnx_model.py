"""Runs an exported transformer: texts to word pieces, word pieces to unit vectors.

The home of onnxruntime and tokenizers; neither torch nor sentence-transformers is needed.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from indexer.encoding.base import Vectors, normalise
from indexer.encoding.mapped_weights import outline

FOLDER_OF_WEIGHTS = "session.model_external_initializers_file_folder_path"


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
        """Open the model of a file, which stays there: its weights are mapped into memory.

        Texts are cut at `longest` word pieces. `threads` is how many texts are computed at the same
        time, each by one CPU thread and in up to 25 MB; 0 is one for each CPU. Several threads for
        a text would wait for each other after each of its layers, and take a third more of the CPU.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry(FOLDER_OF_WEIGHTS, str(model.resolve().parent))
        self._session = onnxruntime.InferenceSession(
            outline(model), options, providers=["CPUExecutionProvider"]
        )
        self._wants_types = any(
            wanted.name == "token_type_ids" for wanted in self._session.get_inputs()
        )
        tokenizer.enable_truncation(longest)
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._side_by_side = ThreadPoolExecutor(threads or os.cpu_count() or 1, "encoding")
        self.dimension = dimension

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of the word pieces of each text, with the marks at both ends."""
        return [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]

    def vectors(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        """Return shape (len(pieces), dimension).

        Each text is computed alone: in 8 bits, those beside it would change its vector (to a cosine
        of .99), and a batch is no faster.
        """
        compute = self._side_by_side.map if len(pieces) > 1 else map
        vectors = np.zeros((len(pieces), self.dimension), np.float32)
        for row, vector in enumerate(compute(self._vector, pieces)):
            vectors[row] = vector
        return vectors

    def _vector(self, pieces: Sequence[int]) -> Vectors:
        """Return shape (dimension,) for the pieces of one text."""
        ids = np.array([pieces], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        if self._wants_types:
            inputs["token_type_ids"] = np.zeros_like(ids)
        output: Vectors = self._session.run(None, inputs)[0][0]
        return output if output.ndim == 1 else normalise(output.mean(axis=0))
