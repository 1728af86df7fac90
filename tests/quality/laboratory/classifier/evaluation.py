"""How often the classifier is right, and the fitting of its weights.

    python -m tests.quality.laboratory.classifier.evaluation corpus/sources [--fit]
    python -m tests.quality.laboratory.classifier.evaluation JOSE --truth .../jose_fields.csv

It prints precision and recall; with --fit, the table of indexer/taxonomy/weights.py instead.
JOSE is the folder of that journal's papers. The truth of the collection is what its writers put in
their front matter. Weights and thresholds are fitted on one half, the figures are of the other; a
translation is always in the half of the work it translates, as the two say the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from indexer.encoding import load_encoder
from indexer.encoding.base import Encoder
from indexer.settings import Settings
from indexer.taxonomy import evidence
from indexer.taxonomy.classifier import Proposal, classify
from tests.quality.laboratory.classifier.fitting import fit
from tests.quality.laboratory.classifier.samples import Sample, read_collection, read_papers


@dataclass(frozen=True, slots=True)
class Score:
    """How many values were proposed, were right, and are true."""

    vocabulary: str
    proposed: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the proposals that are right; 1 when nothing was proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was proposed."""
        return self.right / self.true if self.true else 1.0


def share_with_right_proposal(
    samples: Sequence[Sample], encoder: Encoder | None, vocabulary: str
) -> float:
    """Return the share of the resources for which a proposal is right."""
    with_right = sum(
        any(
            proposal.vocabulary == vocabulary and proposal.concept_id in sample.truth[vocabulary]
            for proposal in _proposals(sample, encoder)
        )
        for sample in samples
    )
    return with_right / max(len(samples), 1)


def evaluate(
    samples: Sequence[Sample],
    encoder: Encoder | None,
    same: Callable[[str, str], bool] = str.__eq__,
) -> list[Score]:
    """Return precision and recall per vocabulary. `same` says when a proposal counts as a truth."""
    by_sample = [(sample, _proposals(sample, encoder)) for sample in samples]
    scores = []
    for vocabulary in evidence.VOCABULARIES:
        proposed = right = true = 0
        for sample, proposals in by_sample:
            mine = [p.concept_id for p in proposals if p.vocabulary == vocabulary]
            wanted = sample.truth.get(vocabulary, frozenset())
            proposed += len(mine)
            right += sum(any(same(concept, value) for value in wanted) for concept in mine)
            true += len(wanted)
        scores.append(Score(vocabulary, proposed, right, true))
    return scores


def _proposals(sample: Sample, encoder: Encoder | None) -> list[Proposal]:
    return classify(
        sample.title, sample.blocks, encoder, sample.language, sample.passages, sample.vectors
    )


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of described documents.")],
    fit_weights: Annotated[bool, typer.Option("--fit", help="Print new weights.")] = False,
    truth: Annotated[Path | None, typer.Option(help="Table of papers and their fields.")] = None,
    data_dir: Annotated[Path, typer.Option(help="Where the model is.")] = Path(".balkanetup"),
    words_only: Annotated[bool, typer.Option(help="Judge without the encoder.")] = False,
) -> None:
    """Print precision and recall on the half that the weights were not fitted on."""
    encoder = None if words_only else load_encoder(Settings(data_dir=data_dir))
    if fit_weights:
        tuning = [sample for sample in read_collection(folder) if sample.for_tuning]
        for key, weights in fit(tuning, encoder).items():
            typer.echo(f"    {key}: {weights},")
    elif truth is not None:
        papers = read_papers(folder, truth)
        _print(evaluate(papers, encoder)[:2])
        share = share_with_right_proposal(papers, encoder, "isced_f")
        typer.echo(f"{share:.2f} of {len(papers)} papers have a field that fits their title")
    else:
        held_out = [sample for sample in read_collection(folder) if not sample.for_tuning]
        typer.echo(f"{len(held_out)} resources")
        _print(evaluate(held_out, encoder))


def _print(scores: Sequence[Score]) -> None:
    for score in scores:
        typer.echo(
            f"{score.vocabulary:15} precision {score.precision:.2f} recall {score.recall:.2f}"
            f"  ({score.proposed} proposed, {score.right} right, {score.true} true)"
        )


if __name__ == "__main__":
    typer.run(main)
