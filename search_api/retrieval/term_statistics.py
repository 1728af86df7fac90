"""In how many passages each word occurs, counted once a revision of the catalogue."""

from collections.abc import Iterable

from indexer.catalogue import Catalogue, finding
from search_api.retrieval.edit_distance import Vocabulary

_KEPT_TERMS = 32_768  # at some 200 bytes a term: 6 MiB


class TermStatistics:
    """The number of passages that each term occurs in, at one revision of the catalogue.

    Counts are kept: questions share words, and the full-text index takes long to count one.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """`vocabulary` is one that was read before, where that will do."""
        self._counts: dict[tuple[str, str], int] = {}
        self._vocabulary = vocabulary

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

    def renewed(self, *, with_vocabulary: bool) -> "TermStatistics":
        """Return those of another revision, with the vocabulary of this one if it was read."""
        return TermStatistics(self._vocabulary if with_vocabulary else None)

    def vocabulary(self, catalogue: Catalogue) -> Vocabulary:
        """Return the words of all texts, for spelling candidates; made on first use."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(finding.vocabulary(catalogue))
        return self._vocabulary
