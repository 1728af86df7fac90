"""How often the classifier is right, and the fitting of its weights.

    python -m tests.quality.laboratory.classifier corpus/sources [--fit]
    python -m tests.quality.laboratory.classifier JOSE --truth .../jose_fields.csv

It prints precision and recall; with --fit, the table of indexer/taxonomy/weights.py instead.
JOSE is the folder of that journal's papers. The truth of the collection is what its writers put in
their front matter. Weights and thresholds are fitted on one half, the figures are of the other; a
translation is always in the half of the work it translates, as the two say the same.

The 55 held-out resources, with the encoder: 140 of 177 proposals are right, among them 34 of 42
fields, 25 of 28 types, 67 of 91 strategies, and 14 of 16 of what texts state of their class (two
give a number of students where their writer says any).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from indexer.encoding import load_encoder
from indexer.settings import Settings
from tests.quality.laboratory.classifier.evaluation import (
    Score,
    evaluate,
    share_with_right_proposal,
)
from tests.quality.laboratory.classifier.fitting import fit
from tests.quality.laboratory.classifier.samples import read_collection, read_papers


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
