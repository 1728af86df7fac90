"""From a query to an answer: retrieve once, rank, group, order for the reader, explain."""

import time
from collections.abc import Collection, Iterable, Sequence

from indexer.catalogue import works
from indexer.text.language import detect
from search_api.retrieval import reader_languages
from search_api.retrieval.answer import Answer, Hit, Match
from search_api.retrieval.calibration import Calibrator, baseline
from search_api.retrieval.exact_match import exact_matches
from search_api.retrieval.explanation import Explainer
from search_api.retrieval.facets import facet_counts
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.question import as_meant, mask_of, prepare
from search_api.retrieval.ranking import Ranking, rank
from search_api.retrieval.relaxation import NEAREST, relaxed
from search_api.retrieval.retrievers import retrieve
from search_api.retrieval.spelling import did_you_mean
from search_api.retrieval.versions import each_work_once

__all__ = ["Answer", "Hit", "Match", "exact_first", "search"]


def search(searcher: Searcher, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere.

    Raises UsageError for a filter's value that does not exist, naming the nearest.
    """
    started = time.perf_counter()
    check_values(searcher.catalogue, query.filters)
    query = as_meant(searcher, query)
    question = prepare(searcher, query)
    retrieved = retrieve(searcher, question)
    mask = mask_of(searcher, query)
    ranking = rank(searcher, question, retrieved, mask)
    # Margins are measured as if nothing were filtered, so that a match is as strong where a
    # filter leaves it alone as where it is one of many.
    unfiltered = ranking if mask is None else rank(searcher, question, retrieved)
    language = "en" if question.is_english else detect(query.plain)
    lowest = baseline(map(unfiltered.score, unfiltered.positions))
    calibrator = Calibrator(searcher.encoder.fingerprint, language, lowest)
    exact = exact_matches(searcher.catalogue, query.plain) & ranking.positions.keys()
    order = exact_first(_for_reader(ranking, calibrator, query.reads), exact)
    ranked_works = _each_work_once(searcher, ranking, order, query.reads, exact)
    shown = dict(list(ranked_works.items())[query.offset : query.offset + query.k])
    close = bool(exact) or _is_close(ranking, calibrator)
    explainer = Explainer(searcher, question, ranking, calibrator)
    return Answer(
        hits=explainer.hits(shown, exact, query.reads),
        ranked_ids=tuple(ranked_works),
        facets=facet_counts(searcher, query, question, retrieved, mask),
        versions=works.versions(searcher.catalogue, list(shown)),
        generation=searcher.generation,
        nothing_close=not close,
        did_you_mean=_correction(searcher, query),
        relaxations=() if close else tuple(relaxed(searcher, query, list(ranked_works)[:NEAREST])),
        seconds=time.perf_counter() - started,
    )


def exact_first(order: Iterable[str], exact: Collection[str]) -> list[str]:
    """Return the ids in `order`, those that were asked for by name before the others."""
    return sorted(order, key=lambda name: name not in exact)  # stable


def _correction(searcher: Searcher, query: Query) -> str | None:
    """Return the question spelt right, for what was typed and only on its first page."""
    return None if query.offset or query.is_pasted else did_you_mean(searcher, query.text)


def _is_close(ranking: Ranking, calibrator: Calibrator) -> bool:
    """Return whether any resource is more than a weak match."""
    best = map(ranking.best, ranking.positions)
    return any(calibrator.band(ranking.passages, position) != "weak" for position in best)


def _for_reader(ranking: Ranking, calibrator: Calibrator, reads: Sequence[str]) -> list[str]:
    """Return the ids of the ranked resources, ordered for someone who reads these languages."""
    order = list(ranking.positions)
    if not reads:
        return order

    def key(name: str) -> tuple[int, int]:
        best = ranking.best(name)
        language = str(ranking.passages.languages[best])
        band = calibrator.band(ranking.passages, best)
        return reader_languages.sort_key(band, reader_languages.reading(language, reads))

    return sorted(order, key=key)  # stable: the better first among equals


def _each_work_once(
    searcher: Searcher,
    ranking: Ranking,
    order: Sequence[str],
    reads: Sequence[str],
    exact: Collection[str],
) -> dict[str, list[str]]:
    """Return, for each work, the id of the version for this reader, with all that are ranked."""
    memberships = works.memberships(searcher.catalogue, order)
    passages = ranking.passages
    languages = {name: str(passages.languages[ranking.best(name)]) for name in order}
    return each_work_once([memberships[name] for name in order], languages, reads, exact)
