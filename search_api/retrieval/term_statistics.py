"""In how many passages each word occurs, counted once a revision of the catalogue."""

from collections.abc import Iterable, Mapping

from indexer.catalogue import Catalogue, finding
from search_api.retrieval.edit_distance import SHORTEST

_KEPT_TERMS = 32_768  # at some 200 bytes a term: 6 MiB


class TermStatistics:
    """The number of passages that each term occurs in, at one revision of the catalogue.

    Counts are kept: questions share words, and the full-text index takes long to count one.
    """

    def __init__(self, words: dict[str, Mapping[str, int]] | None = None) -> None:
        """`words` are those that were read before, by their first letter, where they will do."""
        self._counts: dict[tuple[str, str], int] = {}
        self._words = {} if words is None else words

    def frequencies(
        self, catalogue: Catalogue, terms: Iterable[str], column: str
    ) -> dict[str, int]:
        """Return in how many passages each of `terms` occurs; terms without one are left out.

        `catalogue` must be a view of this revision, `column` is one of the full-text index.
        """
        counts = {term: self._counts.get((column, term)) for term in terms}
        fresh = [term for term, count in counts.items() if count is None]
        if fresh:
            counted = finding.frequencies(catalogue, fresh, column)
            counts |= {term: counted.get(term, 0) for term in fresh}
            if len(self._counts) < _KEPT_TERMS:
                self._counts.update({(column, term): counted.get(term, 0) for term in fresh})
        return {term: count for term, count in counts.items() if count}

    def renewed(self, *, with_words: bool) -> "TermStatistics":
        """Return those of another revision, with the words of this one that were read."""
        return TermStatistics(self._words if with_words else None)

    def words_beginning_with(self, catalogue: Catalogue, initial: str) -> Mapping[str, int]:
        """Return the words of all texts with this first letter, and how many passages have each.

        Spelling candidates: words of letters, long enough to be corrected. Read on first use.
        """
        if initial not in self._words:
            self._words[initial] = {
                term: count
                for term, count in finding.words_beginning_with(catalogue, initial)
                if len(term) >= SHORTEST and term.isalpha()
            }
        return self._words[initial]
