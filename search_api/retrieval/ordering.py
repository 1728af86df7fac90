"""The order of an answer: each work once, the closer first, and among equally close ones those that
the reader can read.

The order goes by the band and the language that are shown, so neither ever contradicts it. Only
what is surely asked for by name is strong; of what is possible the outstanding comes first.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from indexer.catalogue import works
from search_api.retrieval import reader_languages
from search_api.retrieval.calibration import CLOSEST, ORDER, Band, Calibrator, Closeness, band
from search_api.retrieval.exact_match import NAMES, SURE, Name
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.reader_languages import Languages, Reading
from search_api.retrieval.versions import by_work, shown

_NEARLY_EQUAL = 0.01  # of a score, for each step from own language to English to others


class RankedWork(NamedTuple):
    """A work of an answer, shown as the version `shown`; `versions` are all that are ranked.

    It has the score and the closeness of its best version, even if that is in a language the reader
    does not read: what it says, the version shown says too. `reading` is about the version shown.
    """

    shown: str
    versions: tuple[str, ...]
    score: float
    closeness: Closeness
    reading: Reading
    named_by: Name | None

    @property
    def band(self) -> Band:
        """The band it is shown with."""
        if self.named_by is None:
            return band(self.closeness)
        return "strong" if self.named_by in SURE else "possible"

    @property
    def tier(self) -> int:
        """Its place among all, from 0: surely asked for by name, outstanding, possible, weak.

        What has for a title the words that were typed is among the outstanding.
        """
        if self.band == "strong":
            return 0
        stands_out = self.closeness == "outstanding" or self.named_by == "common_title"
        return 1 if stands_out else 1 + ORDER.index(self.band)


def ordered_works(
    searcher: Searcher,
    ranking: Ranking,
    calibrator: Calibrator,
    languages: Languages,
    names: Mapping[str, Name],
) -> list[RankedWork]:
    """Return the ranked works, in order, for a reader of `languages`.

    `names` maps the ids of the resources that were asked for by name to how: they come first;
    those that only mention a code, which are possible at least, first among those as close.
    """
    written_in = languages_of(searcher, ranking)
    belongs = works.memberships(searcher.catalogue, list(ranking.positions))
    places = [ranking.best(name) for name in ranking.positions]
    levels = calibrator.closeness(ranking.passages, places)
    close = dict(zip(ranking.positions, levels, strict=True))
    ranked = []
    for versions in by_work([belongs[name] for name in ranking.positions]):
        name = shown(versions, written_in, languages.tags, names)
        ids = tuple(version.resource_id for version in versions)
        best = max(ids, key=ranking.score)
        closeness = _measured(close[best], close[name])
        reading = reader_languages.reading(written_in[name], languages.tags)
        score, named_by = ranking.score(best), names.get(name)
        ranked.append(RankedWork(name, ids, score, closeness, reading, named_by))
    in_order = sorted(ranked, key=_sort_key(languages.are_named))
    ordered = {work.shown: work for work in in_order}
    first = [ordered[name] for name in exact_first(ordered, names)]
    return sorted(first, key=lambda work: work.tier)


def _measured(best: Closeness, shown: Closeness) -> Closeness:
    """Return how close a work is, by its best version and the version shown.

    None is outstanding when the version shown is weak itself: its passage may not be the one that
    answers.
    """
    return "possible" if best == "outstanding" and shown == "weak" else best


def exact_first(order: Iterable[str], names: Mapping[str, Name]) -> list[str]:
    """Return the ids in `order`, those that were asked for by name first, the surest of them first.

    `names` maps them to how.
    """
    places = {resource: NAMES.index(name) for resource, name in names.items()}
    return sorted(order, key=lambda resource: places.get(resource, len(NAMES)))  # stable


def _sort_key(by_language: bool) -> Callable[[RankedWork], tuple[int, int, float]]:
    """Return the key to sort by: closeness, within it the language if that is asked for, score.

    Where it is not, a language only decides between nearly equal scores: by language throughout,
    nDCG@10 falls by .078 (tests/quality/RANKING.md).
    """

    def key(work: RankedWork) -> tuple[int, int, float]:
        closeness = CLOSEST.index(work.closeness)
        language = reader_languages.ORDER.index(work.reading)
        if by_language:
            return closeness, language, -work.score
        return closeness, 0, language * _NEARLY_EQUAL - work.score

    return key


def languages_of(searcher: Searcher, ranking: Ranking) -> dict[str, str | None]:
    """Return the language of each ranked resource: as described, else that of its best passage."""
    table, passages = searcher.state.resources, ranking.passages
    best = [ranking.best(name) for name in ranking.positions]
    rows = searcher.state.resource_rows[passages.rows[best]].tolist()
    return {
        name: table.languages[row] or str(passages.languages[position])
        for name, row, position in zip(ranking.positions, rows, best, strict=True)
    }
