"""Train the bridge, evaluate it, ask it for English terms.

python -m tests.quality.laboratory.bridge train|eval|terms ...
"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from indexer.commands.console import JsonFlag, errors_as_exit_codes

if TYPE_CHECKING:  # numpy and the weights are for these commands alone: `--help` starts fast
    from tests.quality.laboratory.bridge.evaluation import LanguageScore

app = typer.Typer(help="The encoder for the network's languages.", no_args_is_help=True)

_Data = Annotated[
    Path, typer.Option("--data", help="Folder of TSV files: language, English, other.")
]
_Weights = Annotated[
    Path | None, typer.Option("--weights", help="Folder of weights; default: the shipped ones.")
]


@app.command("train")
def train_command(
    data: _Data,
    out: Annotated[Path, typer.Option("--out", help="Folder for the weights.")],
    seed: Annotated[int, typer.Option(help="Same seed, same data: same weights.")] = 0,
    epochs: Annotated[
        float | None, typer.Option(min=0.01, help="Default: those of the recipe.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option(help="Keeps the teacher's vectors; default: OUT/cache.")
    ] = None,
) -> None:
    """Train on parallel texts; at most an hour on two cores for the shipped data.

    Example: python -m tests.quality.laboratory.bridge train --data parallel/ --out weights/
    """
    from tests.quality.laboratory.bridge.recipe import Recipe
    from tests.quality.laboratory.bridge.training import train

    recipe = Recipe() if epochs is None else replace(Recipe(), epochs=epochs)
    progress = Console(stderr=True)

    def report(step: int, steps: int, loss: float) -> None:
        progress.print(f"step {step} of {steps}: loss {loss:.3f}", highlight=False)

    with errors_as_exit_codes():
        digest = train(data, out, seed, recipe, cache, report)
    typer.echo(f"{out}: {digest}")


@app.command("eval")
def eval_command(
    data: _Data,
    weights: _Weights = None,
    cache: Annotated[Path, typer.Option(help="Keeps the teacher's vectors between runs.")] = Path(
        "build/bridge-cache"
    ),
    as_json: JsonFlag = False,
) -> None:
    """Print, per language, how often a held-out sentence finds its English twin.

    Example: python -m tests.quality.laboratory.bridge eval --data parallel/
    """
    from indexer.encoding.bridge.encoder import BridgeEncoder
    from tests.quality.laboratory.bridge.evaluation import evaluate

    with errors_as_exit_codes():
        scores = evaluate(BridgeEncoder.load(weights), data, cache)
    if as_json:
        typer.echo(json.dumps([asdict(score) for score in scores]))
    else:
        Console().print(_table(scores))


@app.command("terms")
def terms_command(
    text: Annotated[str, typer.Argument(help="In one of the network's languages.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many words.")] = 8,
    weights: _Weights = None,
) -> None:
    """Print the English index terms the bridge proposes for a text.

    Example: python -m tests.quality.laboratory.bridge terms "vrednovanje eseja"
    """
    from indexer.encoding.bridge.encoder import BridgeEncoder
    from indexer.encoding.bridge.terms import EnglishTerms

    with errors_as_exit_codes():
        for term in EnglishTerms(BridgeEncoder.load(weights)).of(text, limit):
            typer.echo(term)


def _table(scores: "list[LanguageScore]") -> Table:
    table = Table(title=f"Held-out sentences among {scores[0].candidates} English ones")
    for heading in ("pair", "texts", "first", "in ten", "cosine"):
        table.add_column(heading, justify="left" if heading == "pair" else "right")
    for score in scores:
        figures = (f"{value:.3f}" for value in (score.top1, score.recall10, score.cosine))
        table.add_row(f"{score.language} - en", str(score.texts), *figures)
    return table


if __name__ == "__main__":
    app()
