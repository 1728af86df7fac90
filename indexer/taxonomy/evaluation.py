"""How often the classifier is right, and the fitting of its weights.

    python -m indexer.taxonomy.evaluation corpus/sources          # precision and recall
    python -m indexer.taxonomy.evaluation corpus/sources --fit    # print weights.py's table

The truth is what the collection's writers put in their front matter. Weights and thresholds are
fitted on one half, the figures are of the other; a translation is always in the half of the work
it translates, as the two say the same.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from indexer.domain import Block, Metadata
from indexer.encoding.base import Encoder, Vectors
from indexer.taxonomy import evidence
from indexer.taxonomy.classifier import Candidate, Proposal, classify, probability, weigh
from indexer.taxonomy.weights import Weights

_PENALTY = 1.0  # of large weights: one sample's worth
_WANTED_PRECISION = 0.8
_FEWEST = 5  # claims on which a threshold's precision can be judged


@dataclass(frozen=True, slots=True)
class Sample:
    """A described resource: its text, and per vocabulary what is true of it."""

    id: str
    group: str
    title: str
    language: str | None
    blocks: tuple[Block, ...]
    truth: Mapping[str, frozenset[str]]
    vectors: Vectors | None = None

    @property
    def for_tuning(self) -> bool:
        """Whether this is in the half that weights are fitted on."""
        return hashlib.sha256(self.group.encode()).digest()[-1] % 2 == 0


@dataclass(frozen=True, slots=True)
class Score:
    """How many values were claimed, were right, and are true."""

    vocabulary: str
    claimed: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the claims that are right; 1 when nothing was claimed."""
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was claimed."""
        return self.right / self.true if self.true else 1.0


def truth_of(metadata: Metadata) -> dict[str, frozenset[str]]:
    """Return per vocabulary the values a person gave; "any" is no value to be found."""
    values = {
        "isced_f": metadata.disciplines,
        "resource_types": (metadata.type,),
        "strategies": metadata.strategies,
        "class_size": (metadata.class_size,),
        "mode": (metadata.mode,),
        "cycle": (metadata.cycle,),
    }
    return {name: frozenset(v for v in all_ if v and v != "any") for name, all_ in values.items()}


def read_collection(folder: Path) -> list[Sample]:
    """Return the described Markdown files of `folder` as samples, by name."""
    from indexer.extraction.worker import read_here

    samples = []
    for file in sorted(folder.glob("*.md")):
        reading = read_here(file, 10**7)
        known = reading.metadata
        if not known.disciplines:
            continue
        group = known.translation_of or known.identifier or file.stem
        samples.append(
            Sample(
                file.stem, group, known.title or "", known.language, reading.blocks, truth_of(known)
            )
        )
    return samples


def evaluate(
    samples: Sequence[Sample],
    encoder: Encoder | None,
    same: Callable[[str, str], bool] = str.__eq__,
) -> list[Score]:
    """Return precision and recall per vocabulary. `same` says when a claim counts as a truth."""
    claims = [(sample, _claims(sample, encoder)) for sample in samples]
    scores = []
    for vocabulary in evidence.VOCABULARIES:
        claimed = right = true = 0
        for sample, proposals in claims:
            mine = [p.concept_id for p in proposals if p.vocabulary == vocabulary]
            wanted = sample.truth.get(vocabulary, frozenset())
            claimed += len(mine)
            right += sum(any(same(claim, value) for value in wanted) for claim in mine)
            true += len(wanted)
        scores.append(Score(vocabulary, claimed, right, true))
    return scores


def _claims(sample: Sample, encoder: Encoder | None) -> list[Proposal]:
    return classify(sample.title, sample.blocks, encoder, sample.language, sample.vectors)


def fit(samples: Sequence[Sample], encoder: Encoder | None) -> dict[tuple[str, bool], Weights]:
    """Return weights for every vocabulary, with and (where it applies) without nearness."""
    fitted = {}
    for vocabulary in evidence.VOCABULARIES:
        for used in (None, encoder) if encoder is not None else (None,):
            groups: list[tuple[Sample, list[Candidate]]] = [
                (s, weigh(vocabulary, s.title, s.blocks, used, s.language, s.vectors))
                for s in samples
            ]
            long = len(evidence.FEATURES) + (used is not None)
            groups = [(s, c) for s, c in groups if c and len(c[0].features) == long]
            if groups:
                fitted[vocabulary, used is not None] = _fit_one(vocabulary, groups)
    return fitted


def _fit_one(vocabulary: str, groups: list[tuple[Sample, list[Candidate]]]) -> Weights:
    rows = [one.features for _, candidates in groups for one in candidates]
    right = [
        one.concept_id in sample.truth.get(vocabulary, ())
        for sample, candidates in groups
        for one in candidates
    ]
    weights = logistic(np.array(rows), np.array(right, dtype=np.float64))
    plain = Weights(
        tuple(round(float(w), 2) for w in weights[:-1]), round(float(weights[-1]), 2), 0
    )
    return Weights(plain.features, plain.bias, _threshold(vocabulary, plain, groups))


def logistic(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights, the bias last, of a logistic regression by Newton's method."""
    x = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(x.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - right) + penalty * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _threshold(
    vocabulary: str, weights: Weights, groups: list[tuple[Sample, list[Candidate]]]
) -> float:
    """Return the least confidence from which enough of what is claimed is right."""
    best = (0.0, 0.95)
    for percent in range(20, 95, 5):
        claimed = right = 0
        for sample, candidates in groups:
            ranked = sorted(
                ((probability(weights, one.features), one.concept_id) for one in candidates),
                key=lambda pair: (-pair[0], pair[1]),
            )
            most = {"isced_f": 2, "strategies": 4}.get(vocabulary, 1)
            mine = [concept for p, concept in ranked[:most] if p >= percent / 100]
            claimed += len(mine)
            right += len(set(mine) & sample.truth.get(vocabulary, frozenset()))
        if claimed < _FEWEST:
            break
        if right / claimed >= _WANTED_PRECISION:
            return percent / 100
        best = max(best, (right / claimed, percent / 100))
    return best[1]


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of described Markdown files.")],
    fit_weights: Annotated[bool, typer.Option("--fit", help="Print new weights.")] = False,
    data_dir: Annotated[Path, typer.Option(help="Where the exported model is.")] = Path(
        ".balkanetup"
    ),
    words_only: Annotated[bool, typer.Option(help="Judge without the encoder.")] = False,
) -> None:
    """Print precision and recall on the half that the weights were not fitted on."""
    from indexer.encoding import load_encoder
    from indexer.settings import Settings

    encoder = None if words_only else load_encoder(Settings(data_dir=data_dir))
    samples = read_collection(folder)
    if fit_weights:
        for key, weights in fit([s for s in samples if s.for_tuning], encoder).items():
            typer.echo(f"    {key}: {weights},")
        return
    held_out = [sample for sample in samples if not sample.for_tuning]
    typer.echo(f"{len(held_out)} resources")
    for score in evaluate(held_out, encoder):
        typer.echo(
            f"{score.vocabulary:15} precision {score.precision:.2f} recall {score.recall:.2f}"
            f"  ({score.claimed} claimed, {score.right} right, {score.true} true)"
        )


if __name__ == "__main__":
    typer.run(main)
