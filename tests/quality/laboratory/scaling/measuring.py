"""What a collection of a given size costs: to publish, to open, to ask, to add one document to.

Times of questions are those of the processor, not of the clock: they stay what they are where other
work shares the machine. Those of everything else are given in both.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import FILE_NAME, Catalogue, passages, resources
from indexer.domain import Metadata, Passage, Resource
from indexer.encoding import Encoder
from indexer.run.encode import text_hash
from indexer.settings import Settings
from indexer.storage import generations, manifests, publish
from indexer.vectors import EXACT_UPTO
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.narrowing import Part, nearest_rows
from search_api.retrieval.query import Query
from search_api.retrieval.question import mask_of, prepare
from search_api.retrieval.retrievers import Retriever, best, retrieve
from search_api.retrieval.search import search
from tests.quality.laboratory.scaling.building import YEARS

_NEW = "The zyzzyva beetle has never been heard of in a lecture."
FILTERS: dict[str, dict[str, tuple[str, ...]]] = {
    "100 %": {},
    **{
        f"{share:.1%}": {"year": (str(year),)}
        for share, year in sorted(YEARS.items(), reverse=True)
    },
}


def published(
    catalogue: Catalogue, data_dir: Path, dimension: int, exact_upto: int = EXACT_UPTO
) -> dict[str, Any]:
    """Publish, and return how long it took and what it takes on the disk."""
    spent = _Spent()
    name = publish.publish(catalogue, data_dir, dimension, exact_upto=exact_upto)
    manifest = generations.read_manifest(data_dir, name)
    folder = generations.folder_of(data_dir, name)
    return {
        "passages": manifest.count,
        "method": manifest.method,
        "publish": spent.seconds(),
        "vectors_bytes": (folder / manifest.index_file).stat().st_size,
        "catalogue_bytes": (folder / manifests.CATALOGUE).stat().st_size,
    }


def asked(settings: Settings, encoder: Encoder, texts: Sequence[str]) -> dict[str, Any]:
    """Return what it takes to open the index, what questions take, and what they miss.

    Memory is what is added to that of the process and its encoder.
    """
    encoder.encode_question(texts[0])
    before, spent = _memory(), _Spent()
    with IndexReader(settings, encoder).searcher() as searcher:
        opened = spent.seconds()
        search(searcher, Query(texts[0]))
        times = {name: _percentiles(call, texts) for name, call in _work(searcher).items()}
        memory = {kind: megabytes - before[kind] for kind, megabytes in _memory().items()}
        recall = {name: _recall(searcher, texts, filters) for name, filters in FILTERS.items()}
    return {
        "open": opened,
        "memory": memory,
        "milliseconds": times,
        "recall_at_10": recall,
        "load": os.getloadavg()[0],
    }


def added(
    catalogue: Catalogue, settings: Settings, encoder: Encoder, reader: IndexReader
) -> dict[str, float]:
    """Commit one resource; return how long it takes until a reader that is open finds it."""
    with reader.searcher() as searcher:
        search(searcher, Query("lecture"))
    spent = _Spent()
    key, vector = text_hash(encoder, _NEW), encoder.encode_passages([_NEW])[0]
    with catalogue.transaction():
        passages.put_vectors(catalogue, {key: vector})
        made = Resource("beetle", "/new", "beetle.txt", key, "text/plain", Metadata(title="Beetle"))
        resources.put(catalogue, made, [Passage(0, _NEW, 0, len(_NEW))], [key])
    with reader.searcher() as searcher:
        answer = search(searcher, Query("zyzzyva beetle"))
    assert answer.ranked_ids[:1] == ("beetle",)
    return spent.seconds()


def _work(searcher: Searcher) -> dict[str, Callable[[str], object]]:
    """Return what is timed, by name."""
    words: frozenset[Retriever] = frozenset({"lexical"})
    every = Part()
    work: dict[str, Callable[[str], object]] = {
        "encode": lambda text: searcher.encoder.encode_question(text),
        "words": lambda text: retrieve(searcher, prepare(searcher, Query(text)), words),
        "vectors": lambda text: nearest_rows(
            searcher.state, searcher.encoder.encode_question(text).vector, every
        ),
    }
    for name, filters in FILTERS.items():
        work[f"search, {name}"] = partial(_searched, searcher, filters)
    return work


def _searched(searcher: Searcher, filters: dict[str, tuple[str, ...]], text: str) -> None:
    search(searcher, Query(text, filters))


def _percentiles(call: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    spent = []
    for text in texts:
        began = time.thread_time()
        call(text)
        spent.append((time.thread_time() - began) * 1000)
    p50, p95 = np.percentile(spent, [50, 95])
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def _recall(searcher: Searcher, texts: Sequence[str], filters: dict[str, tuple[str, ...]]) -> float:
    """Return which part of the ten nearest passages within the filters is met, in the mean."""
    state, shares = searcher.state, []
    every = state.vectors(np.arange(len(state.passage_table.ids)))
    for text in texts:
        query = Query(text, filters)
        mask, vector = mask_of(searcher, query), prepare(searcher, query).dense_vector
        nearest: NDArray[np.int64] = best(np.asarray(every @ vector), mask, 10)
        if len(nearest):
            met = nearest_rows(state, vector, Part(mask, filters))
            shares.append(len(np.intersect1d(met, nearest)) / len(nearest))
    return round(float(np.mean(shares)), 4) if shares else 1.0


def _memory() -> dict[str, int]:
    """Return the megabytes of this process: its own, and files mapped that others share."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    values = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}
    return {"own": values["RssAnon"] // 1024, "mapped": values["RssFile"] // 1024}


class _Spent:
    """Time since it was made."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def seconds(self) -> dict[str, float]:
        """Return the seconds by the clock and of the processor."""
        return {
            "clock": round(time.perf_counter() - self._clock, 2),
            "processor": round(time.process_time() - self._processor, 2),
        }


def measure(
    settings: Settings, encoder: Encoder, texts: Sequence[str], exact_upto: int = EXACT_UPTO
) -> dict[str, Any]:
    """Return all figures of the collection in a data folder that nobody published yet."""
    with closing(Catalogue.create_or_open(settings.data_dir)) as catalogue:
        figures = published(catalogue, settings.data_dir, encoder.dimension, exact_upto)
        figures["disk_bytes"] = (settings.data_dir / FILE_NAME).stat().st_size
        figures |= asked(settings, encoder, texts)
        figures["added"] = added(catalogue, settings, encoder, IndexReader(settings, encoder))
    return figures
