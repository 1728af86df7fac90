"""How good the search is, and how sure it may be.

    python -m tests.quality.laboratory.retrieval eval SET
    python -m tests.quality.laboratory.retrieval calibrate SET ... --out FOLDER

Both read judged sets in BEIR's format (`judged.py`). `indexing.py` makes an index of a set's
documents, `running.py` asks every question, `measuring.py` turns rankings into figures, and
`report.py` shows them.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import JsonFlag, errors_as_exit_codes

if TYPE_CHECKING:  # heavy libraries are imported where they are used: `--help` starts fast
    from search_api.retrieval.index_reader import Searcher
    from tests.quality.laboratory.retrieval.judged import JudgedSet

app = typer.Typer(help="Measure the search.", no_args_is_help=True, add_completion=False)

Cache = Annotated[
    Path | None, typer.Option(help="Folder that keeps vectors and indexes for the next time.")
]


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="corpus.jsonl, queries.jsonl and qrels.tsv.")],
    split: Annotated[str, typer.Option(help="Which questions: all, tune or test.")] = "test",
    cache: Cache = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure the search on judged questions: each retriever and both, every language.

    A set without corpus.jsonl is asked of the current index, by the ids of its resources.

    Example: python -m tests.quality.laboratory.retrieval eval tests/quality/collection
    """
    with errors_as_exit_codes():
        from rich.console import Console

        from tests.quality.laboratory.retrieval import judged, measuring, report, running

        judged_set = judged.read(folder)
        questions = judged_set.of_split(split)
        with _index_of(judged_set, cache) as searcher:
            runs = running.ask_all(searcher, questions)
            encoder = searcher.encoder.fingerprint
        figures = measuring.figures(runs, judged_set.judgements)
        if as_json:
            print(json.dumps(report.as_json(judged_set.name, split, encoder, figures), indent=2))
        else:
            title = f"{judged_set.name}, {split} questions, {encoder}"
            Console(width=110).print(report.table(title, figures))


@app.command()
def calibrate(
    folders: Annotated[list[Path], typer.Argument(help="Judged sets, as for eval.")],
    out: Annotated[Path, typer.Option(help="Folder of the calibration files.")],
    cache: Cache = None,
    graded: Annotated[
        Path | None, typer.Option(help="Graded passages (trust.py), to learn outstanding from.")
    ] = None,
    outstanding: Annotated[
        float, typer.Option(help="Probability from which a match is outstanding.")
    ] = 0.5,
    possible: Annotated[float, typer.Option(help="... from which it is possible.")] = 0.2,
    language: Annotated[
        list[str] | None, typer.Option(help="Only questions in it; may be repeated.")
    ] = None,
) -> None:
    """Learn from the tune questions how close is close to the encoder; check on the others.

    Example: python -m tests.quality.laboratory.retrieval calibrate tests/quality/collection
        --graded tests/quality/trust --out search_api/retrieval/calibrations
    """
    with errors_as_exit_codes():
        from search_api.retrieval.calibration import file_name
        from tests.quality.laboratory.retrieval import calibrating, judged

        tune: list[calibrating.Example] = []
        test: list[calibrating.Example] = []
        passages: list[calibrating.Example] = []
        encoder = ""
        for folder in folders:
            judged_set = judged.read(folder).in_languages(language or ())
            with _index_of(judged_set, cache) as searcher:
                encoder = searcher.encoder.fingerprint
                tune += calibrating.examples(searcher, judged_set, "tune")
                test += calibrating.examples(searcher, judged_set, "test")
                if graded:
                    passages = calibrating.graded(searcher, graded, "tune")
        learnt = calibrating.learn(tune, outstanding, possible, passages)
        languages = [f"--language {tag}" for tag in language or ()]
        names = [*(folder.name for folder in folders), *languages]
        names += [f"--graded {graded.name}"] if graded else []
        facts = calibrating.as_json(encoder, names, learnt, test)
        text = json.dumps(facts, indent=2)
        (out / file_name(encoder)).write_text(text + "\n", encoding="utf-8")
    print(text)


@contextmanager
def _index_of(judged_set: "JudgedSet", cache: Path | None) -> "Iterator[Searcher]":
    """Yield an index of the set's documents, or the current one where the set has none."""
    from indexer.encoding import load_encoder
    from indexer.settings import Settings
    from search_api.retrieval.index_reader import IndexReader
    from tests.quality.laboratory.retrieval import indexing

    settings = Settings()
    if not judged_set.documents:
        with IndexReader(settings).searcher() as searcher:
            yield searcher
        return
    with tempfile.TemporaryDirectory() as unnamed:
        room = cache or Path(unnamed)
        encoder = indexing.RememberingEncoder(load_encoder(settings), room / "vectors.sqlite")
        data_dir = room / "indexes" / indexing.fingerprint(judged_set.documents, encoder)
        if not (data_dir / "CURRENT").is_file():
            indexing.index_documents(judged_set.documents, data_dir, encoder)
        there = settings.model_copy(update={"data_dir": data_dir})
        with IndexReader(there, encoder).searcher() as searcher:
            yield searcher


if __name__ == "__main__":
    app()
