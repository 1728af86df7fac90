"""The weights file: `bridge.npz` beside a `manifest.json` that says its size and SHA-256.

Layout of `bridge.npz` (plain arrays, no pickle; V features, d table columns):
    keys          (V,) uint32        feature hashes (features.py), rising
    table         (V, d / 3) uint8   three values of six levels a byte: see `unpack`
    scales        (V,) float16       multiply a row's values by this
    up            (384, d) float16   from the table's space to MiniLM's
    hidden_in     (h, d) float16, hidden_bias (h,) float16, hidden_out (384, h) float16
    english_words    (bytes,) uint8      the lexical retriever's English words, one a line
    english_vectors  (n, 384) int8       their MiniLM vectors, times 127 / their largest value
"""

import hashlib
import io
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import ModelError

FORMAT = 2
FILE = "bridge.npz"
MANIFEST = "manifest.json"
_CURE = "Restore the folder from the release."


@dataclass(frozen=True)
class BridgeWeights:
    """The arrays of the file, as they are stored."""

    keys: NDArray[np.uint32]
    table: NDArray[np.uint8]
    scales: NDArray[np.float16]
    up: NDArray[np.float16]
    hidden_in: NDArray[np.float16]
    hidden_bias: NDArray[np.float16]
    hidden_out: NDArray[np.float16]
    english_words: NDArray[np.uint8]
    english_vectors: NDArray[np.int8]


def load_weights(folder: Path) -> tuple[BridgeWeights, str]:
    """Return the weights in `folder` and their SHA-256.

    Raises ModelError, naming the file, when one is missing, of another format or damaged.
    """
    manifest = _manifest(folder / MANIFEST)
    path = folder / FILE
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ModelError(f"{path} cannot be read: {problem.strerror}.", cure=_CURE) from problem
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest["sha256"]:
        raise ModelError(
            f"{path} is damaged: its SHA-256 is {digest[:12]}..., "
            f"the manifest says {manifest['sha256'][:12]}...",
            cure=_CURE,
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return BridgeWeights(**{f.name: arrays[f.name] for f in fields(BridgeWeights)}), digest


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ModelError(f"{path} cannot be read: {problem}.", cure=_CURE) from problem
    if not isinstance(manifest, dict) or not isinstance(manifest.get("sha256"), str):
        raise ModelError(f"{path} does not describe a bridge.", cure=_CURE)
    if manifest.get("format") != FORMAT:
        raise ModelError(
            f"{path} is of format {manifest.get('format')}; this version reads {FORMAT}.",
            cure=_CURE,
        )
    return manifest


_BYTES = np.arange(216)
_UNPACKED = np.stack([_BYTES % 6, _BYTES // 6 % 6, _BYTES // 36]).astype(np.float32) - 2.5


def unpack(packed: NDArray[np.uint8], scales: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return the table's rows, shape (V, d), from its stored bytes, shape (V, d / 3).

    A value is one of six levels, -2.5, -1.5 ... 2.5 times its row's scale; a byte is
    first + 6 * second + 36 * third of its three levels, 0 to 5.
    """
    rows = np.concatenate([part[packed] for part in _UNPACKED], axis=1)
    rows *= scales[:, None].astype(np.float32)
    return rows
