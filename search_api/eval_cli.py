"""`balkanetup eval`: how good the search is, on a judged set in BEIR's format."""

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from indexer.cli import JsonFlag, told_to_people
from indexer.encoding import load_encoder
from indexer.errors import UsageError
from indexer.settings import Settings
from search_api.evaluation import indexing, judged, measuring, report, running
from search_api.retrieval.library import Library

_SPLITS = ("all", "tune", "test")
app = typer.Typer()


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="corpus.jsonl, queries.jsonl and qrels.tsv.")],
    split: Annotated[str, typer.Option(help="Which questions: all, tune or test.")] = "test",
    cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps vectors and indexes for the next time.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure the search on judged questions: every leg, every language.

    A set without corpus.jsonl is asked of the current index, by the ids of its resources.

    Example: balkanetup eval tests/quality/collection
    """
    with told_to_people(), ExitStack() as held:
        if split not in _SPLITS:
            raise UsageError(f"There is no split {split!r}.", cure=f"Use {', '.join(_SPLITS)}.")
        settings, known = Settings(), judged.read(folder)
        library = Library(settings)
        if known.documents:
            room = cache or Path(held.enter_context(tempfile.TemporaryDirectory()))
            library = indexed(known, settings, room)
        with library.snapshot() as snapshot:
            runs = running.ask_all(snapshot, known.of_split(split))
            encoder = snapshot.encoder.fingerprint
        figures = measuring.figures(runs, known.judgements)
    if as_json:
        print(json.dumps(report.as_json(known.name, split, encoder, figures), indent=2))
    else:
        Console().print(report.table(f"{known.name}, {split} questions, {encoder}", figures))


def indexed(known: judged.JudgedSet, settings: Settings, room: Path) -> Library:
    """Return a library over an index of the set's documents, made in the folder `room`."""
    encoder = indexing.RememberingEncoder(load_encoder(settings), room / "vectors.sqlite")
    data_dir = room / "indexes" / indexing.fingerprint(known.documents, encoder)
    if not (data_dir / "CURRENT").is_file():
        indexing.index_documents(known.documents, data_dir, encoder)
    return Library(settings.model_copy(update={"data_dir": data_dir}), encoder)
