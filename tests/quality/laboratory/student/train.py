"""Teaches the student: the vectors that MiniLM gives to the English, for text in any language.

    python -m tests.quality.laboratory.student.train SET START TEACHER TARGET [--steps N]

SET is the folder of examples.py, START start.npz, TEACHER MiniLM's folder. On a CPU or, where there
is one, a CUDA device. TARGET gets `student.pt` every five minutes, with all that is needed to go on
from there; a run whose TARGET has one goes on. Batches and learning rates depend on the seed and
the number of the step alone.

The loss is the sum of
- 10 x (1 - the cosine of student and teacher);
- what the batch's other texts look like from the student's vector, against what they look like
  from the teacher's: cross-entropy of softmax at temperature .05, both ways;
- the same over a few thousand English passages of earlier batches: the relation of a question to
  passages that answer it, not only to its twin.
"""

import argparse
import json
import math
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from tests.quality.laboratory.student import start
from tests.quality.laboratory.student.batches import Batch, Examples, Plan
from tests.quality.laboratory.student.packed import Encoder, Shape, from_bert

TEMPERATURE = 0.05
COSINE_WEIGHT = 10.0
_SAVE_EVERY = 300.0
_SAY_EVERY = 50


@dataclass(frozen=True)
class Recipe:
    """How a run learns. `bank` is the number of earlier passages kept for the relation loss."""

    steps: int
    rate: float = 2e-4
    word_rate: float = 1e-4
    head_rate: float = 5e-4
    warm_up: float = 0.03
    final: float = 0.02
    decay: float = 0.01
    dropout: float = 0.0
    bank: int = 4096


def teacher_of(folder: Path) -> Encoder:
    """Return MiniLM."""
    bert = load_file(folder / "model.safetensors")
    pieces = len(bert["embeddings.word_embeddings.weight"])
    encoder = Encoder(Shape(pieces, 6), mapped=False)
    encoder.load_state_dict(from_bert(bert, 6))
    return encoder.eval().requires_grad_(False)


def student_of(first: Path, kept: Path, dropout: float = 0.0) -> Encoder:
    """Return the student as it begins."""
    pieces = np.load(kept)
    bert = start.load(first, pieces)
    encoder = Encoder(Shape(len(pieces), start.LAYERS), mapped=True, dropout=dropout)
    encoder.load_state_dict(from_bert(bert, start.LAYERS), strict=False)
    return encoder


class Ahead:
    """Batches in order, drawn by other processes before they are needed."""

    def __init__(self, folder: Path, plan: Plan, first: int, processes: int) -> None:
        # Spawned: a fork of a process that has CUDA or threads at work can hang.
        self._pool = ProcessPoolExecutor(
            processes, get_context("spawn"), initializer=_open, initargs=(folder, plan)
        )
        self._next = first
        self._waiting: deque[Future[Batch]] = deque()
        for _ in range(3 * processes):
            self._ask()

    def _ask(self) -> None:
        self._waiting.append(self._pool.submit(_draw, self._next))
        self._next += 1

    def __next__(self) -> Batch:
        self._ask()
        return self._waiting.popleft().result()

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)


_opened: dict[str, Any] = {}


def _open(folder: Path, plan: Plan) -> None:
    torch.set_num_threads(1)
    _opened.update(examples=Examples(folder), plan=plan)


def _draw(step: int) -> Batch:
    batch: Batch = _opened["examples"].batch(step, _opened["plan"])
    return batch


def _unlike(goal: Tensor, own: Tensor) -> Tensor:
    """Return the divergence of softmax(own) from softmax(goal), the mean over rows."""
    wanted = torch.softmax(goal / TEMPERATURE, 1)
    logs = torch.log_softmax(own / TEMPERATURE, 1)
    return functional.kl_div(logs, wanted, reduction="batchmean")


def losses(own: Tensor, wanted: Tensor, bank: Tensor) -> dict[str, Tensor]:
    """Return the parts of the loss, which are to be added."""
    alike = wanted @ wanted.T
    parts = {
        "cosine": COSINE_WEIGHT * (1 - (own * wanted).sum(1)).mean(),
        "twins": _unlike(alike, own @ wanted.T) / 2 + _unlike(alike, wanted @ own.T) / 2,
    }
    if len(bank):
        parts["relation"] = _unlike(wanted @ bank.T, own @ bank.T)
    return parts


def _optimisers(student: Encoder, recipe: Recipe, fused: bool) -> list[torch.optim.Optimizer]:
    plain = [
        value
        for name, value in student.named_parameters()
        if not name.startswith(("words", "head"))
    ]
    assert student.head is not None
    groups = [
        {"params": plain, "lr": recipe.rate},
        {"params": list(student.head.parameters()), "lr": recipe.head_rate},
    ]
    return [
        torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=fused),
        torch.optim.SparseAdam([student.words.weight], lr=recipe.word_rate, betas=(0.9, 0.98)),
    ]


def _share_of_rate(done: float, recipe: Recipe) -> float:
    """Return what part of the greatest learning rate holds at this share of the run."""
    if done < recipe.warm_up:
        return done / recipe.warm_up
    left = (1 - done) / (1 - recipe.warm_up)
    return recipe.final + (1 - recipe.final) * left


class Run:
    """A student in training, and all that is needed to go on with it."""

    def __init__(self, student: Encoder, teacher: Encoder, recipe: Recipe, target: Path) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.student, self.teacher = student.to(self.device), teacher.to(self.device)
        self.recipe, self.target = recipe, target
        self.optimisers = _optimisers(self.student, recipe, True)
        self.full = [
            [group["lr"] for group in optimiser.param_groups] for optimiser in self.optimisers
        ]
        self.bank = torch.zeros(0, teacher.shape.width, device=self.device)
        self.step, self.spent = 0, 0.0

    def resume(self) -> None:
        """Go on where the check-point in the target stands, if there is one."""
        if (self.target / "student.pt").exists():
            stored = torch.load(
                self.target / "student.pt", map_location=self.device, weights_only=True
            )
            self.student.load_state_dict(stored["student"])
            for optimiser, state in zip(self.optimisers, stored["optimisers"], strict=True):
                optimiser.load_state_dict(state)
            self.bank, self.step, self.spent = stored["bank"], stored["step"], stored["spent"]

    def save(self) -> None:
        """Write the check-point, whole or not at all."""
        states = [optimiser.state_dict() for optimiser in self.optimisers]
        stored = {"student": self.student.state_dict(), "optimisers": states, "bank": self.bank}
        unfinished = self.target / "student.part"
        torch.save(stored | {"step": self.step, "spent": self.spent}, unfinished)
        unfinished.replace(self.target / "student.pt")

    def learn(self, batch: Batch) -> dict[str, Tensor]:
        """Take one step and return the parts of the loss."""
        share = _share_of_rate(min(1.0, self.step / self.recipe.steps), self.recipe)
        for optimiser, full in zip(self.optimisers, self.full, strict=True):
            for group, rate in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = rate * share
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            with torch.no_grad():
                wanted = self.teacher(batch.teacher.to(self.device))[: batch.texts]
            own = self.student(batch.student.to(self.device))[: batch.texts]
        parts = losses(own, wanted, self.bank)
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        torch.autograd.backward(torch.stack(list(parts.values())).sum())
        dense = [value for name, value in self.student.named_parameters() if name[:5] != "words"]
        torch.nn.utils.clip_grad_norm_(dense, 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        passages = wanted[batch.passage.to(self.device)]
        self.bank = torch.cat([passages, self.bank])[: self.recipe.bank].detach()
        self.step += 1
        return {name: value.detach() for name, value in parts.items()}


class Log:
    """What the last steps had on average, as a line every so many steps."""

    def __init__(self) -> None:
        self._sums: defaultdict[str, list[float | Tensor]] = defaultdict(list)
        self._began = time.perf_counter()

    def add(self, run: Run, batch: Batch, parts: dict[str, Tensor]) -> None:
        """Take in a step; a loss that is no number ends the run."""
        pieces = float(batch.student.starts[batch.texts])
        for name, value in (parts | {"texts": batch.texts, "pieces": pieces}).items():
            self._sums[name].append(value)
        if run.step % _SAY_EVERY == 0:
            self._say(run)

    def _say(self, run: Run) -> None:
        took = time.perf_counter() - self._began
        means = {name: float(sum(values)) / len(values) for name, values in self._sums.items()}
        if not all(math.isfinite(value) for value in means.values()):
            raise RuntimeError(f"A loss before step {run.step} is not a number")
        rate = means.pop("pieces") * len(self._sums["pieces"]) / took
        text = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        print(f"{run.step} {run.spent:.0f}s {rate:.0f} pieces/s {text}", flush=True)
        self._sums.clear()
        self._began = time.perf_counter()


def train(run: Run, batches: Iterator[Batch] | Ahead) -> None:
    """Take the steps that are left."""
    log = Log()
    saved = run.spent
    while run.step < run.recipe.steps:
        began = time.perf_counter()
        batch = next(batches)
        log.add(run, batch, run.learn(batch))
        run.spent += time.perf_counter() - began
        if run.spent - saved > _SAVE_EVERY:
            run.save()
            saved = run.spent
    run.save()


def main() -> None:
    """Train or go on training."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("set", "start", "teacher", "target"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--texts", type=int, default=128)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--prose", type=float, default=Plan.prose)
    parser.add_argument("--dropout", type=float, default=Recipe.dropout)
    parser.add_argument("--bank", type=int, default=Recipe.bank)
    parser.add_argument("--rooms", type=int, nargs=2, default=(0, 0), help="of batches of one size")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    given = parser.parse_args()
    given.target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    if given.threads:
        torch.set_num_threads(given.threads)
    student_room, teacher_room = given.rooms
    plan = Plan(given.texts, given.prose, student_room, teacher_room, given.seed)
    student = student_of(given.start, given.set / "kept.npy", given.dropout)
    recipe = Recipe(
        *(given.steps, given.rate, given.rate / 2), dropout=given.dropout, bank=given.bank
    )
    run = Run(student, teacher_of(given.teacher), recipe, given.target)
    run.resume()
    (given.target / "recipe.json").write_text(json.dumps(vars(given), default=str, indent=1))
    batches = Ahead(given.set, plan, run.step, given.processes)
    train(run, batches)
    batches.close()


if __name__ == "__main__":
    main()
