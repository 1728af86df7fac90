"""How long a search takes, beside plain numpy comparing the vectors alone.

    python -m tests.quality.laboratory.retrieval.timing tests/quality/collection

Asks the current index, in this process, with a warm encoder. The ratio to numpy says more than
the milliseconds where other work shares the machine. To see where the time goes, run the same
under a profiler: `python -m cProfile -s tottime -m tests.quality...timing SET`.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.catalogue import passages
from indexer.settings import Settings
from search_api.retrieval.completion import complete
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.quality.laboratory.retrieval import judged

_MOST = 200  # questions
_ONE_FILTER = {"language": ("sq",)}
_THREE_FILTERS = {**_ONE_FILTER, "type": ("paper", "good-practice"), "discipline": ("01",)}


def main(folder: Path) -> dict[str, object]:
    """Return p50 and p95 in milliseconds of searching, suggesting and plain numpy."""
    questions = judged.read(folder).of_split("all")
    texts = [question.text for question in questions if question.language == "en"][:_MOST]
    with IndexReader(Settings()).searcher() as searcher:
        ids, vectors = passages.vectors(searcher.catalogue)
        work: dict[str, Callable[[str], object]] = {
            "search": lambda text: search(searcher, Query(text)),
            "search, 1 filter": lambda text: search(searcher, Query(text, _ONE_FILTER)),
            "search, 3 filters": lambda text: search(searcher, Query(text, _THREE_FILTERS)),
            "suggest": lambda text: complete(
                searcher.catalogue, text[: 3 + len(text) % 9], "en", 8
            ),
            "encode the question": searcher.encoder.encode_question,
            "numpy, vectors only": lambda text: np.argsort(
                -(vectors @ searcher.encoder.encode_question(text).vector)
            )[:300],
        }
        search(searcher, Query(texts[0]))
        return {
            "passages": len(ids),
            "questions": len(texts),
            **{name: _percentiles(_milliseconds(call, texts)) for name, call in work.items()},
        }


def _milliseconds(call: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    spent: list[float] = []
    for text in texts:
        started = time.perf_counter()
        call(text)
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def _percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), indent=2))
