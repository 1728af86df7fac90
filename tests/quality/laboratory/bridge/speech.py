"""Training of the weights that `routing.py` reads: English sides against the other sides."""

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.features import word_features
from indexer.encoding.bridge.routing import BUCKETS, FILE, STEP
from indexer.text.folding import folded_words
from tests.quality.laboratory.bridge.pairs import Pair, held_out

_LONGEST_CUT = 6  # words


def train_speech(pairs: Sequence[Pair], seed: int) -> NDArray[np.int8]:
    """Return the weights of `english_probability`, (BUCKETS,) int8, from the pairs not held out."""
    from tests.quality.laboratory.bridge.network import (
        fit_speech,  # torch: only training pays for it
    )

    kept = [pair for pair in pairs if not held_out(pair.english)]
    english = list(dict.fromkeys(pair.english for pair in kept))
    cuts, labels = _cuts([pair.other for pair in kept], english, np.random.default_rng(seed))
    weights = fit_speech(*_bags(cuts), labels, BUCKETS, seed)
    steps: NDArray[np.float32] = np.clip(np.rint(weights / STEP), -127, 127)
    return steps.astype(np.int8)


def save_speech(speech: NDArray[np.int8], folder: Path) -> None:
    """Write the weights to `folder` and their SHA-256 into its manifest."""
    buffer = io.BytesIO()
    np.save(buffer, speech)
    content = buffer.getvalue()
    (folder / FILE).write_bytes(content)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["speech_sha256"] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _cuts(
    foreign: list[str], english: list[str], draw: np.random.Generator
) -> tuple[list[list[str]], NDArray[np.int64]]:
    """Cut a run of one to six words out of every text; label English 1, the others 0."""
    cuts: list[list[str]] = []
    labels: list[int] = []
    for label, texts in ((0, foreign), (1, english)):
        for text in texts:
            words = folded_words(text)
            if words:
                begin = int(draw.integers(len(words)))
                cuts.append(words[begin : begin + int(draw.integers(1, _LONGEST_CUT + 1))])
                labels.append(label)
    return cuts, np.array(labels)


def _bags(
    cuts: list[list[str]],
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    """Return all cuts' buckets, what each weighs (a word's weigh 1 together), and cut starts."""
    hashes, starts = word_features([word for cut in cuts for word in cut])
    counts = np.diff(starts)
    shares = np.repeat(1 / counts, counts).astype(np.float32)
    words = np.concatenate([[0], np.cumsum([len(cut) for cut in cuts])])
    return (hashes % np.uint32(BUCKETS)).astype(np.int64), shares, starts[words]
