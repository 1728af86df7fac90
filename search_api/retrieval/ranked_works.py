"""From a query to the works that answer it: retrieve once, judge, rank, order for the reader.

An answer goes on from here; who only picks among the works is spared what an answer says of each.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.text.language import detect
from search_api.retrieval.calibration import Calibrator, baseline
from search_api.retrieval.certainty import at_best
from search_api.retrieval.explanation import Explainer
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.matching import Listed, Matching, matching_passages, with_versions
from search_api.retrieval.narrowing import narrow
from search_api.retrieval.ordering import RankedWork, ordered_works
from search_api.retrieval.query import Query
from search_api.retrieval.question import Question, as_meant, mask_of, prepare
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.ranking import rank
from search_api.retrieval.reader_languages import Languages, languages_of_reader
from search_api.retrieval.retrievers import Retrieved
from search_api.retrieval.stopwatch import Stopwatch

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RankedWorks:
    """The works that a query lists, in `order`, and what they were ranked by.

    `query` is as it is meant, `searcher` of the passages worth scoring. `language` is that of the
    question, `languages` are those of the reader. `unfiltered` ranks as if nothing were filtered.
    `explainer` says more of a work.
    """

    query: Query
    searcher: Searcher
    question: Question
    retrieved: Retrieved
    language: str
    languages: Languages
    matching: Matching
    listed: Listed
    unfiltered: Ranking
    order: Sequence[RankedWork]
    explainer: Explainer

    @property
    def page(self) -> Sequence[RankedWork]:
        """The works that the query asks to be shown."""
        return self.order[self.query.offset : self.query.offset + self.query.k]


def ranked_works(searcher: Searcher, query: Query, watch: Stopwatch | None = None) -> RankedWorks:
    """Return the works that answer `query`; `watch` is told how long each stage took.

    Raises UsageError for a filter's value that does not exist, naming the nearest.
    """
    watch = watch or Stopwatch()
    check_values(searcher.catalogue, query.filters)
    query = as_meant(searcher, query)
    question = prepare(searcher, query)
    watch.lap("encode")
    near, retrieved = narrow(searcher, query, question)
    watch.lap("retrieve")
    if retrieved.words_only:
        _log.warning("Answered by words only. %s", searcher.trouble() or "")
    language = language_of(question, query)
    calibrator, matching, unfiltered = judged(near, query, question, retrieved, language)
    mask = mask_of(near, query)
    listed = matching.listed(mask)
    ranking = rank(near, question, retrieved, with_versions(near, listed, mask), showable=mask)
    languages = languages_of_reader(query.reads, language, query.reader_language)
    order = ordered_works(near, ranking, calibrator, languages, question.names)[: listed.most]
    watch.lap("rank")
    return RankedWorks(
        query=query,
        searcher=near,
        question=question,
        retrieved=retrieved,
        language=language,
        languages=languages,
        matching=matching,
        listed=listed,
        unfiltered=unfiltered,
        order=order,
        explainer=Explainer(near, question, ranking, calibrator),
    )


def language_of(question: Question, query: Query) -> str:
    """Return the language of what is asked, as far as it can be told."""
    return "en" if question.is_english else detect(query.plain)


def judged(
    searcher: Searcher, query: Query, question: Question, retrieved: Retrieved, language: str
) -> tuple[Calibrator, Matching, Ranking]:
    """Return the judge of how close passages are, which of them match, and the ranking of all.

    Margins are measured as if nothing were filtered, so that a match is as close where a filter
    leaves it alone as where it is one of many.
    """
    unfiltered = rank(searcher, question, retrieved, choosing=False)
    lowest = baseline(map(unfiltered.score, unfiltered.positions))
    closest = at_best(searcher, query, question.outside_language)
    calibrator = Calibrator(searcher.encoder.fingerprint, language, lowest, closest)
    passages = matching_passages(searcher, question, retrieved, unfiltered, calibrator)
    passages[retrieved.named] = True
    return calibrator, Matching(passages, query.weaker), unfiltered
