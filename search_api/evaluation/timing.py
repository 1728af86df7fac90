"""How fast the search is and where its time goes, beside plain numpy doing the vectors alone.

    python -m search_api.evaluation.timing tests/quality/collection

Asks the current index, in this process, with a warm encoder. The ratio to numpy says more than
the milliseconds where other work shares the machine.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np

from indexer.catalogue import passages
from indexer.settings import Settings
from search_api.evaluation import judged
from search_api.retrieval.completion import complete
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 200  # questions
# What `search` does for a question, in order, as (stage, module, function). An indented stage is
# part of the one above it.
_STAGES = (
    ("prepare", "search", "prepare"),
    ("  encode the question", "feedback", "vector"),
    ("rank", "search", "rank"),
    ("  by meaning", "legs", "by_meaning"),
    ("  by words", "legs", "by_words"),
    ("group by resource", "search", "by_resource"),
    ("one version of each work", "search", "_each_work_once"),
    ("explain", "search", "explain"),
    ("  say what carried", "explaining", "_say_what_carried"),
    ("count facets", "search", "_facets"),
    ("did you mean", "search", "did_you_mean"),
)


def main(folder: Path) -> dict[str, object]:
    """Return p50 and p95 in milliseconds of searching, its stages, suggesting and plain numpy."""
    texts = [one.text for one in judged.read(folder).of_split("all") if one.language == "en"]
    texts = texts[:_MOST]
    with IndexReader(Settings()).searcher() as searcher:
        search(searcher, Query(texts[0]))
        ids, vectors = passages.vectors(searcher.catalogue)
        filters = {"language": ("sq",)}
        with _stages() as stages:
            searched = _times(lambda text: search(searcher, Query(text)), texts)
        return {
            "passages": len(ids),
            "questions": len(texts),
            "search": searched,
            "of which": {name: _percentiles(spent) for name, spent in stages.items()},
            "search, filtered": _times(lambda text: search(searcher, Query(text, filters)), texts),
            "suggest": _times(lambda text: _typed(searcher, text), texts),
            "encode the question": _times(searcher.encoder.encode_question, texts),
            "numpy, vectors only": _times(
                lambda text: np.argsort(-(vectors @ searcher.encoder.encode_question(text).vector))[
                    :300
                ],
                texts,
            ),
        }


@contextmanager
def _stages() -> Iterator[dict[str, list[float]]]:
    """Yield the milliseconds of each stage, filled with each question until the block ends."""
    spent: dict[str, list[float]] = {name: [] for name, _, _ in _STAGES}
    plain = []
    for stage, module_name, function in _STAGES:
        module = import_module(f"search_api.retrieval.{module_name}")
        plain.append((module, function, getattr(module, function)))
        setattr(module, function, _timed(getattr(module, function), spent[stage]))
    try:
        yield spent
    finally:
        for module, function, call in plain:
            setattr(module, function, call)


def _timed(call: Callable[P, R], spent: list[float]) -> Callable[P, R]:
    """Return `call`, which then also tells `spent` its milliseconds."""

    def timed(*given: P.args, **named: P.kwargs) -> R:
        started = time.perf_counter()
        try:
            return call(*given, **named)
        finally:
            spent.append((time.perf_counter() - started) * 1000)

    return timed


def _typed(searcher: Searcher, text: str) -> None:
    complete(searcher.catalogue, text[: 3 + len(text) % 9], "en", 8)


def _times(call: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    spent: list[float] = []
    timed = _timed(call, spent)
    for text in texts:
        timed(text)
    return _percentiles(spent)


def _percentiles(spent: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(spent, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), indent=2))
