"""The encoder for the network's languages: sentences in ten of them into MiniLM's space.

A transformer of twelve layers that began as multilingual-e5-small and learned to give a text the
vector that MiniLM gives its English translation (README.md). It runs on onnxruntime in 8 bits.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from indexer.disk import sha256
from indexer.encoding import shipped
from indexer.encoding.base import EncodedQuestion, Vectors, normalise
from indexer.encoding.english_terms import EnglishTerms
from indexer.encoding.onnx_model import OnnxModel
from indexer.text.folding import fold
from indexer.text.scripts import in_south_slavic_latin

MODEL, TOKENIZER, TERMS = "multilingual.onnx", "multilingual-tokenizer.json", "english-words.npz"
DIMENSION = 384
_LONGEST = 256  # word pieces, as MiniLM reads
_MOST_TERMS = 12  # English words to look up for a question
_WORD_START = "▁"  # begins the first piece of each word


class Multilingual:
    """Satisfies indexer.encoding.base.Encoder. Safe to share between threads."""

    dimension = DIMENSION

    def __init__(
        self,
        folder: Path = shipped.FOLDER,
        *,
        threads: int = 0,
        hash_of: Callable[[Path], str] = sha256,
    ) -> None:
        """Open the weights in `folder`. Raises ModelError, with the cure, when they are damaged.

        `threads` is the number of CPU threads, 0 for all. `hash_of` may know the SHA-256 of a file
        that was read before.
        """
        tokenizer = _tokenizer(folder)
        # What stands for unknown letters, and what every text has: they say nothing of a text.
        self._empty = {tokenizer.token_to_id(mark) for mark in ("<s>", "</s>", "<unk>", "▁")}
        self._folder = folder
        self._model = OnnxModel(
            shipped.checked(MODEL, folder, hash_of),
            tokenizer,
            longest=_LONGEST,
            dimension=DIMENSION,
            threads=threads,
        )
        self._terms = EnglishTerms(*_english_words(shipped.checked(TERMS, folder)), self._read)
        self.fingerprint = fingerprint(folder)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), 384), rows of length 1.

        A text without a letter or digit that the model knows (signs alone, an unknown script)
        gives a row of zeros, so that it is not similar to anything by chance. Serbian and
        Macedonian Cyrillic is read in Latin letters as well: the sum of both is nearer to what an
        English reader makes of it than either (README.md). It takes twice as long, so questions
        are read as they are.
        """
        vectors = self._read(texts)
        in_latin = [(row, in_south_slavic_latin(text)) for row, text in enumerate(texts)]
        again = {row: latin for row, latin in in_latin if latin is not None}
        if again:
            rows = list(again)
            vectors[rows] = normalise(vectors[rows] + self._read(list(again.values())))
        return vectors

    def _read(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), 384), rows of length 1 or, without a known letter, of zeros."""
        pieces = self._model.pieces(texts)
        rows = [
            row
            for row, text in enumerate(texts)
            if not self._empty.issuperset(pieces[row]) and any(map(str.isalnum, text))
        ]
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        if rows:
            vectors[rows] = self._model.vectors([pieces[row] for row in rows])
        return vectors

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector, shape (384,), and English words for the words of the question."""
        vector, terms = self._terms.read(text, _MOST_TERMS)
        return EncodedQuestion(vector, tuple(terms))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those folded words that are a single word piece: these are frequent ones."""
        return known_words(folded, self._folder)


@lru_cache(maxsize=1)
def _tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(shipped.checked(TOKENIZER, folder)))


def known_words(folded: Sequence[str], folder: Path = shipped.FOLDER) -> set[str]:
    """Return what `Multilingual.known_words` does, without opening its weights."""
    return set(_whole_words(folder).intersection(folded)) if folded else set()


@lru_cache(maxsize=1)
def _whole_words(folder: Path) -> frozenset[str]:
    """Return the folded words of the vocabulary."""
    tokenizer = _tokenizer(folder)
    pieces = map(tokenizer.id_to_token, range(tokenizer.get_vocab_size()))  # together: 10 MB more
    whole = (piece[1:] for piece in pieces if piece and piece.startswith(_WORD_START))
    return frozenset(fold(word) for word in whole if word.isalpha())


def fingerprint(folder: Path = shipped.FOLDER) -> str:
    """Return what tells this encoder from others: it changes with any of the files."""
    return f"balkan-multilingual-2-{shipped.fingerprint(folder)}"


def _english_words(file: Path) -> tuple[list[str], Vectors]:
    """Return the words to propose and their MiniLM vectors, shape (n, 384), rows of length 1."""
    with np.load(file, allow_pickle=False) as arrays:
        rows = arrays["vectors"].astype(np.float32)
        words = bytes(arrays["words"]).decode().split("\n")
    return words, rows / np.linalg.norm(rows, axis=1, keepdims=True)
