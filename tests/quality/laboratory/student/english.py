"""Weights of `indexer/encoding/english.py`: English sides of pairs against their other sides.

    python -m tests.quality.laboratory.student.english tests/quality ../shared EXTRA WEIGHTS

Takes a minute of one core; the same data give the same bytes.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from indexer.encoding.english import BUCKETS, FILE, STEP
from indexer.encoding.word_hashes import word_hashes
from indexer.text.folding import folded_words
from tests.quality.laboratory.student.examples import gathered
from tests.quality.laboratory.student.manifest import write_manifest
from tests.quality.laboratory.student.sources import Pair

_LONGEST_CUT = 6  # words
_ROUNDS = 4
_BATCH = 4096
SEED = 0


def train(pairs: Sequence[Pair], seed: int) -> NDArray[np.int8]:
    """Return the weights of `english_probability`, (BUCKETS,) int8."""
    english = list(dict.fromkeys(pair.english for pair in pairs))
    foreign = [pair.other for pair in pairs if pair.language != "en"]
    cuts, labels = _cuts(foreign, english, np.random.default_rng(seed))
    weights = _fitted(*_bags(cuts), labels, seed)
    steps: NDArray[np.float32] = np.clip(np.rint(weights / STEP), -127, 127)
    return steps.astype(np.int8)


def _cuts(
    foreign: Sequence[str], english: Sequence[str], draw: np.random.Generator
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
    cuts: Sequence[Sequence[str]],
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    """Return all cuts' buckets, what each weighs (a word's weigh 1 together), and cut starts."""
    hashes, starts = word_hashes([word for cut in cuts for word in cut])
    counts = np.diff(starts)
    shares = np.repeat(1 / counts, counts).astype(np.float32)
    words = np.concatenate([[0], np.cumsum([len(cut) for cut in cuts])])
    return (hashes % np.uint32(BUCKETS)).astype(np.int64), shares, starts[words]


def _fitted(
    buckets: NDArray[np.int64],
    shares: NDArray[np.float32],
    starts: NDArray[np.int64],
    labels: NDArray[np.int64],
    seed: int,
) -> NDArray[np.float32]:
    """Fit a logistic regression, both classes weighing the same; return its weights.

    Text i has the features `buckets[starts[i]:starts[i + 1]]`, each times its share.
    """
    draw = np.random.default_rng(seed)
    weights = torch.zeros(BUCKETS, 1, requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=0.05)
    balance = torch.tensor(float((labels == 0).sum() / max(1, (labels == 1).sum())))
    for _ in range(_ROUNDS):
        for chosen in np.array_split(draw.permutation(len(labels)), -(-len(labels) // _BATCH)):
            lengths = starts[chosen + 1] - starts[chosen]
            begins = np.cumsum(lengths) - lengths
            places = np.repeat(starts[chosen] - begins, lengths) + np.arange(lengths.sum())
            scores = functional.embedding_bag(
                torch.from_numpy(buckets[places]),
                weights,
                torch.from_numpy(begins),
                mode="sum",
                per_sample_weights=torch.from_numpy(shares[places]),
            )
            wanted = torch.from_numpy(labels[chosen].astype(np.float32))
            loss = functional.binary_cross_entropy_with_logits(
                scores[:, 0], wanted, pos_weight=balance
            )
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
    return weights.detach().numpy()[:, 0]


def main(quality: Path, shared: Path, extra: Path, target: Path) -> None:
    """Train and write the file."""
    torch.set_num_threads(1)
    pairs, _, _ = gathered(quality, shared, extra)
    buffer = io.BytesIO()
    np.save(buffer, train(pairs, SEED))
    (target / FILE).write_bytes(buffer.getvalue())
    write_manifest(target)


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:5]))
