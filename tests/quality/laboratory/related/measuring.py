"""From lists to figures: relevance, diversity, coverage, hubs, time."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np

from search_api.recommend.profiles import profiles
from search_api.retrieval.index_reader import Searcher
from tests.quality.laboratory.related.systems import System, means, original, with_text

DEPTH = 10  # of a list that is graded
SHOWN = 5  # of a list that a screen shows
NDCG = ir_measures.parse_measure("nDCG@10")
Graded = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Lists:
    """What one system recommends beside each seed of one index, best first."""

    searcher: Searcher
    by_seed: Mapping[str, Sequence[str]]


def lists(searcher: Searcher, system: System, seeds: Sequence[str], k: int = DEPTH) -> Lists:
    """Return what a system recommends beside seeds."""
    return Lists(searcher, {seed: system(searcher, seed, k) for seed in seeds})


def relevance(of: Lists, grades: Graded) -> dict[str, float]:
    """Return nDCG@10 by seed. What nobody has graded counts as 0.

    A grade belongs to a work, whichever of its versions was read.
    """
    judged = [
        ir_measures.Qrel(seed, original_of(of.searcher, name), grade)
        for seed in of.by_seed
        for name, grade in grades[seed].items()
    ]
    run = [
        ir_measures.ScoredDoc(seed, name, -place)
        for seed, names in of.by_seed.items()
        for place, name in enumerate(names)
    ]
    values = {
        metric.query_id: metric.value for metric in ir_measures.iter_calc([NDCG], judged, run)
    }
    return {seed: float(values.get(seed, 0.0)) for seed in of.by_seed}


def original_of(searcher: Searcher, name: str) -> str:
    """Return the original of a graded resource's work; the id itself where it is gone."""
    return original(searcher, name) if name in profiles(searcher).rows else name


def ungraded(of: Lists, grades: Graded) -> Iterator[tuple[str, str]]:
    """Yield each seed with each work beside it that has no grade."""
    for seed, names in of.by_seed.items():
        graded = {original_of(of.searcher, name) for name in grades.get(seed, {})}
        yield from ((seed, name) for name in names if name not in graded)


def diversity(of: Lists) -> dict[str, float]:
    """Return by seed 1 less the mean cosine of two works of its list, by their mean vectors.

    Intra-list diversity: Ziegler et al. 2005, doi:10.1145/1060745.1060754.
    """
    points = means(of.searcher)
    places = {name: place for place, name in enumerate(points.ids)}
    values = {}
    for seed, names in of.by_seed.items():
        vectors = points.vectors[[places[name] for name in names]]
        pairs = len(names) * (len(names) - 1)
        together = float((vectors @ vectors.T).sum()) - len(names)
        values[seed] = 1 - together / pairs if pairs else 0.0
    return values


def coverage_and_hubs(searcher: Searcher, system: System) -> tuple[float, float]:
    """Return, every work being a seed, the share of works that some list of five has, and the
    share of the lists in which the most recommended work is."""
    every = sorted({original(searcher, name) for name in with_text(searcher)})
    counts = Counter(
        name for names in lists(searcher, system, every, SHOWN).by_seed.values() for name in names
    )
    return len(counts) / len(every), max(counts.values(), default=0) / len(every)


def strategy_kept(of: Lists) -> float | None:
    """Return how often the seed's rarest strategy, where another work has it, is among the five."""
    known = profiles(of.searcher)
    kept = []
    for seed, names in of.by_seed.items():
        values = known.strategies.of_row(known.rows[seed])[:1]
        for value in values:
            column = known.strategies.values.index(value)
            others = known.strategies.has[:, column]
            works = set(known.table.works[others].tolist()) - {known.table.works[known.rows[seed]]}
            if works:
                shown = [known.rows[name] for name in names[:SHOWN]]
                kept.append(any(known.table.works[row] in works for row in shown))
    return float(np.mean(kept)) if kept else None


def milliseconds(searcher: Searcher, system: System, seeds: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile of the time for a list of five, once warm.

    It is the processor's: what else the machine does is not ours.
    """
    system(searcher, seeds[0], SHOWN)
    times = []
    for seed in seeds:
        begin = time.thread_time()
        system(searcher, seed, SHOWN)
        times.append((time.thread_time() - begin) * 1000)
    return float(np.median(times)), float(np.percentile(times, 95))


def nearness(searcher: Searcher, seed: str, names: Sequence[str]) -> float:
    """Return the mean cosine of a seed's mean vector with those of a list."""
    points = means(searcher)
    places = {name: place for place, name in enumerate(points.ids)}
    if not names:
        return 0.0
    near = points.vectors[[places[name] for name in names]] @ points.vectors[places[seed]]
    return float(near.mean())
