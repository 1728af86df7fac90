"""Writes the weights file that `indexer/encoding/bridge/weights.py` reads."""

import hashlib
import io
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.weights import FILE, FORMAT, MANIFEST, BridgeWeights


def save_weights(weights: BridgeWeights, folder: Path, about: dict[str, Any]) -> str:
    """Write the weights and their manifest to `folder`; return the SHA-256. Same in, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {field.name: getattr(weights, field.name) for field in fields(BridgeWeights)}
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    (folder / FILE).write_bytes(content)
    manifest = {"format": FORMAT, "file": FILE, "bytes": len(content), "sha256": digest, **about}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    return digest


def pack(rows: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return `rows` (V, d) as (V, d / 3) bytes of three values each, and their scales (V,).

    A value is one of six levels, -2.5, -1.5 ... 2.5 times its row's scale, so that three fit a
    byte (6 x 6 x 6 = 216). A text sums dozens of rows, whose errors cancel; finer levels bought
    nothing where more rows did (README.md). Each row's scale is the one of nine that loses least:
    clipping a row's few largest values buys finer steps for all the others. `d` is a multiple
    of three.
    """
    largest = np.maximum(np.abs(rows).max(axis=1), 1e-5)
    best = np.full(len(rows), np.inf, np.float32)
    scales = np.empty(len(rows), np.float16)
    for share in np.linspace(0.3, 1.0, 9):
        tried = np.maximum(largest * share / 2.5, 1e-6).astype(np.float16)
        nearest = (_levels(rows, tried) - 2.5) * tried[:, None].astype(np.float32)
        loss = np.square(nearest - rows).sum(axis=1)
        scales[loss < best] = tried[loss < best]
        best = np.minimum(best, loss)
    low, middle, high = np.split(_levels(rows, scales).astype(np.uint8), 3, axis=1)
    packed: NDArray[np.uint8] = low + np.uint8(6) * middle + np.uint8(36) * high
    return packed, scales


def _levels(rows: NDArray[np.float32], scales: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return the number 0..5 of the level nearest to each value."""
    levels: NDArray[np.float32] = np.floor(rows / scales[:, None].astype(np.float32)) + 3
    return np.clip(levels, 0, 5)
