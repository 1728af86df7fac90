"""How fast the search is, against plain numpy doing the vector part alone in the same run.

    python -m search_api.evaluation.timing tests/quality/collection

Asks the current index, in this process, with a warm encoder. The ratio to numpy says more than
the milliseconds where other work shares the machine.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.catalogue import passages
from indexer.settings import Settings
from search_api.evaluation import judged
from search_api.retrieval.completing import complete
from search_api.retrieval.library import Library, Snapshot
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

_MOST = 200  # questions


def main(folder: Path) -> dict[str, object]:
    """Return p50 and p95 in milliseconds of searching, suggesting and plain numpy."""
    texts = [one.text for one in judged.read(folder).of_split("all") if one.language == "en"]
    texts = texts[:_MOST]
    with Library(Settings()).snapshot() as snapshot:
        search(snapshot, Query(texts[0]))
        ids, vectors = passages.vectors(snapshot.catalogue)
        filters = {"language": ("sq",)}
        return {
            "passages": len(ids),
            "questions": len(texts),
            "search": _times(lambda text: search(snapshot, Query(text)), texts),
            "search, filtered": _times(lambda text: search(snapshot, Query(text, filters)), texts),
            "suggest": _times(lambda text: _typed(snapshot, text), texts),
            "encode the question": _times(snapshot.encoder.encode_query, texts),
            "numpy, vectors only": _times(
                lambda text: np.argsort(-(vectors @ snapshot.encoder.encode_query(text)))[:300],
                texts,
            ),
        }


def _typed(snapshot: Snapshot, text: str) -> None:
    complete(snapshot.catalogue, text[: 3 + len(text) % 9], "en", 8)


def _times(call: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    spent = []
    for text in texts:
        started = time.perf_counter()
        call(text)
        spent.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile(spent, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), indent=2))
