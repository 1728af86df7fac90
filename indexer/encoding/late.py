"""An encoder that is opened when it is first asked: whoever asks in English opens MiniLM alone."""

from collections.abc import Callable, Sequence
from threading import Lock

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors


class LateEncoder:
    """Satisfies indexer.encoding.base.Encoder. Safe to share between threads."""

    def __init__(
        self,
        opener: Callable[[], Encoder],
        *,
        dimension: int,
        fingerprint: str,
        known_words: Callable[[Sequence[str]], set[str]],
    ) -> None:
        """All that is given is as the encoder has it that `opener` returns, without opening it."""
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.known_words = known_words
        self._opener = opener
        self._lock = Lock()
        self._encoder: Encoder | None = None

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), rows of length 1."""
        return self._opened().encode_passages(texts)

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector, shape (dimension,), and the English terms that the encoder offers."""
        return self._opened().encode_question(text)

    def _opened(self) -> Encoder:
        with self._lock:
            if self._encoder is None:
                self._encoder = self._opener()
            return self._encoder
