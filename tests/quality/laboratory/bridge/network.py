"""The bridge in torch, and its training. The only file of the bridge that imports torch.

The table's rows are rare and many, so they are not torch parameters: each step takes out the
rows it needs and moves them by Adagrad with one step size per row, which costs a third of
element-wise Adam on sparse gradients and learned faster.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tests.quality.laboratory.bridge.examples import Examples
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.teacher import DIMENSION
from tests.quality.laboratory.bridge.vocabulary import Vocabulary

_FIRST_SPREAD = 0.02  # of the untrained rows
_SPEECH_ROUNDS = 4
_NEVER = -1e4  # the score of a candidate that does not count


class Head(nn.Module):
    """From the sum of a text's words to MiniLM's space: one linear map plus a hidden layer."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.up = nn.Linear(recipe.dimension, DIMENSION, bias=False)
        self.hidden_in = nn.Linear(recipe.dimension, recipe.hidden)
        self.hidden_out = nn.Linear(recipe.hidden, DIMENSION, bias=False)
        nn.init.zeros_(self.hidden_out.weight)

    def forward(self, sums: Tensor) -> Tensor:
        """Map `sums` (n, d) to L2-normalised rows (n, 384)."""
        text = functional.normalize(sums, dim=1)
        hidden = functional.relu(self.hidden_in(text * text.shape[1] ** 0.5))
        mapped: Tensor = self.up(text) + self.hidden_out(hidden)
        return functional.normalize(mapped, dim=1)


@dataclass(frozen=True)
class Trained:
    """The table (V, d) and the head's matrices, float32."""

    table: NDArray[np.float32]
    up: NDArray[np.float32]
    hidden_in: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    hidden_out: NDArray[np.float32]


@dataclass(frozen=True)
class _Batch:
    """One step's texts: `rows` of the table, bags of them per word, bags of words per text."""

    rows: Tensor
    features: Tensor
    word_starts: Tensor
    words: Tensor
    text_starts: Tensor
    targets: Tensor


def fit(
    examples: Examples,
    vocabulary: Vocabulary,
    recipe: Recipe,
    seed: int,
    report: Callable[[int, int, float], None],
) -> Trained:
    """Train a table and a head on `examples`; the same seed gives the same numbers.

    `report(step, steps, loss)` is called now and then, with the mean loss since the last call.
    """
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    table = torch.empty(len(vocabulary.keys), recipe.dimension).normal_(std=_FIRST_SPREAD)
    gathered = torch.zeros(len(table))
    head = Head(recipe)
    optimizer = torch.optim.Adam(head.parameters(), lr=recipe.network_learning_rate)
    vectors = torch.from_numpy(examples.vectors)
    count = len(examples.targets)
    batch_size = min(recipe.batch, count)
    steps = max(1, int(recipe.epochs * count / batch_size))
    losses: list[float] = []
    for step, chosen in enumerate(_batches(count, batch_size, steps, draw), start=1):
        pace = min(1.0, step / 100) * max(0.02, 1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = recipe.network_learning_rate * pace
        batch = _collate(examples, vocabulary, chosen)
        rows = table[batch.rows].requires_grad_()
        loss = _loss(head(_text_sums(rows, batch)), batch.targets, vectors, recipe)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
        optimizer.step()
        _move_rows(table, gathered, batch.rows, rows, recipe.learning_rate * pace)
        losses.append(loss.item())
        if step % 100 == 0 or step == steps:
            report(step, steps, float(np.mean(losses)))
            losses.clear()
    return _as_arrays(table, head)


def _batches(
    count: int, size: int, steps: int, draw: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Return `steps` batches of example numbers: every example once before any comes again."""
    whole = count // size * size  # the rest of a round waits for the next, in another order
    rounds = -(-steps * size // whole)
    order = np.concatenate([draw.permutation(count)[:whole] for _ in range(rounds)])
    return [order[start : start + size] for start in range(0, steps * size, size)]


def _collate(examples: Examples, vocabulary: Vocabulary, chosen: NDArray[np.int64]) -> _Batch:
    """Gather the texts `chosen`; a word or a feature that occurs twice is computed once."""
    words, text_starts = _gather(examples.flat, examples.starts, chosen)
    distinct, words = np.unique(words, return_inverse=True)
    features, word_starts = _gather(vocabulary.rows, vocabulary.starts, distinct)
    rows, features = np.unique(features, return_inverse=True)
    return _Batch(
        rows=torch.from_numpy(rows),
        features=torch.from_numpy(features),
        word_starts=torch.from_numpy(word_starts),
        words=torch.from_numpy(words),
        text_starts=torch.from_numpy(text_starts),
        targets=torch.from_numpy(examples.targets[chosen]),
    )


def _gather(
    flat: NDArray[np.int64], starts: NDArray[np.int64], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the `chosen` runs of `flat` one after the other, and where each begins."""
    lengths = starts[chosen + 1] - starts[chosen]
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1]) + np.repeat(starts[chosen] - (ends - lengths), lengths)
    return flat[places], ends - lengths


def _text_sums(rows: Tensor, batch: _Batch) -> Tensor:
    """Sum rows to words and words to texts, (n, d)."""
    words = functional.embedding_bag(batch.features, rows, batch.word_starts, mode="sum")
    return functional.embedding_bag(batch.words, words, batch.text_starts, mode="sum")


def _move_rows(table: Tensor, gathered: Tensor, places: Tensor, rows: Tensor, rate: float) -> None:
    """Adagrad with one step size per row: `gathered` (V,) sums the mean squares of gradients."""
    gradient = rows.grad
    assert gradient is not None
    total = gathered[places] + torch.linalg.vector_norm(gradient, dim=1).square() / len(table[0])
    gathered[places] = total
    gradient.mul_((rate / (total.sqrt() + 1e-8))[:, None])
    table.index_add_(0, places, gradient, alpha=-1)


def _as_arrays(table: Tensor, head: Head) -> Trained:
    def array(tensor: Tensor) -> NDArray[np.float32]:
        return tensor.detach().numpy()

    return Trained(
        table=array(table),
        up=array(head.up.weight),
        hidden_in=array(head.hidden_in.weight),
        hidden_bias=array(head.hidden_in.bias),
        hidden_out=array(head.hidden_out.weight),
    )


def _loss(encoded: Tensor, targets: Tensor, vectors: Tensor, recipe: Recipe) -> Tensor:
    """Contrast, distance and ranking: hit your English, no other's, and rank others as it does.

    A batch's pairs of one English text (its translations) are not held against each other. The
    ranking term asks that the remaining texts of the batch come in the teacher's order, which
    is what a question needs: its own twin is not in the index.
    """
    wanted = vectors[targets]
    scores = encoded @ wanted.T / recipe.temperature
    twins = targets[:, None] == targets[None, :]
    others = twins.clone().fill_diagonal_(False)
    contrast = functional.cross_entropy(
        scores.masked_fill(others, _NEVER), torch.arange(len(targets))
    )
    distance = 1 - (encoded * wanted).sum(dim=1).mean()
    teachers = (wanted @ wanted.T / recipe.temperature).masked_fill(twins, _NEVER)
    ranking = functional.kl_div(
        functional.log_softmax(scores.masked_fill(twins, _NEVER), dim=1),
        functional.softmax(teachers, dim=1),
        reduction="batchmean",
    )
    loss: Tensor = contrast + recipe.distance_weight * distance + recipe.ranking_weight * ranking
    return loss


def fit_speech(
    buckets: NDArray[np.int64],
    shares: NDArray[np.float32],
    starts: NDArray[np.int64],
    labels: NDArray[np.int64],
    size: int,
    seed: int,
) -> NDArray[np.float32]:
    """Fit a logistic regression, both classes weighing the same; return its `size` weights.

    Text i has the features `buckets[starts[i]:starts[i + 1]]`, each times its share.
    """
    draw = np.random.default_rng(seed)
    weights = torch.zeros(size, 1, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    balance = torch.tensor(float((labels == 0).sum() / max(1, (labels == 1).sum())))
    for _ in range(_SPEECH_ROUNDS):
        for chosen in np.array_split(draw.permutation(len(labels)), -(-len(labels) // 4096)):
            places, begins = _gather(np.arange(len(buckets)), starts, chosen)
            found = functional.embedding_bag(
                torch.from_numpy(buckets[places]),
                weights,
                torch.from_numpy(begins),
                mode="sum",
                per_sample_weights=torch.from_numpy(shares[places]),
            )
            wanted = torch.from_numpy(labels[chosen].astype(np.float32))
            loss = functional.binary_cross_entropy_with_logits(
                found[:, 0], wanted, pos_weight=balance
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
            optimizer.step()
    return weights.detach().numpy()[:, 0]
