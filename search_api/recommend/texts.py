"""The texts of resources as vectors, without what all texts of a language have in common.

A vector of a passage says its language and its kind of text, too: texts of one language are near
to each other, and a few are near to all (hubs). Less the mean of its language, what is left is
what it speaks of. Source: Suzuki et al. 2013, EMNLP, D13-1058 (centring against hubs).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import passages
from indexer.encoding import Vectors
from indexer.text.language import macrolanguage
from search_api.recommend.aspects import of_length_one
from search_api.retrieval.index_reader import Searcher

_AT_ONCE = 4096  # passages whose vectors are in memory together
_AS_EVERY = 40  # passages as which the mean of all languages counts in the mean of one
_FEW = 100  # passages; the mean of fewer is more their own than their language's, and counts less
_MOST = 40  # passages of a resource that are compared one by one


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of n resources.

    `passage_rows` are the rows, in the passage table, of the passages that count, resource by
    resource; those of resource r are `passage_rows[starts[r]:starts[r + 1]]`. `languages`, shape
    (passages in the table,), numbers their languages, whose means are `means`. `centres` has the
    centred mean of each resource, shape (n, dimension), 0 where it has no text.
    """

    passage_rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    languages: NDArray[np.int64]
    means: Vectors
    centres: Vectors

    def rows_of(self, resource: int) -> NDArray[np.int64]:
        """Return the passage rows of a resource, ascending: evenly spread where it has many."""
        rows = self.passage_rows[self.starts[resource] : self.starts[resource + 1]]
        step = -(-len(rows) // _MOST) or 1
        return rows[::step]

    def vectors(self, searcher: Searcher, rows: NDArray[np.int64]) -> Vectors:
        """Return the centred vectors, shape (len(rows), dimension), of ascending passage rows."""
        every = searcher.state.vectors(rows)
        return of_length_one(every - self.means[self.languages[rows]])


def read(searcher: Searcher) -> Texts:
    """Return the texts of all resources. What stands in several works is boilerplate."""
    table, owners = searcher.state.passage_table, searcher.state.resource_rows
    repeated = np.isin(table.ids, passages.repeated(searcher.catalogue))
    counting = np.flatnonzero(table.answering & ~repeated & (owners >= 0))
    languages, means = _languages(searcher, counting)
    resources = len(searcher.state.resources.keys)
    sums = np.zeros((resources, means.shape[1]), np.float32)
    for part in _parts(counting):
        centred = searcher.state.vectors(part) - means[languages[part]]
        np.add.at(sums, owners[part], of_length_one(centred))
    by_resource = counting[np.argsort(owners[counting], kind="stable")]
    starts = np.searchsorted(owners[by_resource], np.arange(resources + 1))
    return Texts(by_resource, starts, languages, means, of_length_one(sums))


def _languages(
    searcher: Searcher, counting: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Vectors]:
    """Return the number of each passage's language, and the mean of each.

    That of a language with few passages leans on the mean of all, that of all on nothing.
    """
    tags = [macrolanguage(str(tag)) for tag in searcher.state.passage_table.languages]
    names, languages = np.unique(np.array(tags, np.str_), return_inverse=True)
    sums = np.zeros((len(names), searcher.encoder.dimension), np.float32)
    for part in _parts(counting):
        np.add.at(sums, languages[part], searcher.state.vectors(part))
    counts = np.bincount(languages[counting], minlength=len(names))[:, np.newaxis]
    mean = sums.sum(axis=0) / (len(counting) + _FEW)
    return languages.astype(np.int64), (sums + _AS_EVERY * mean) / (counts + _AS_EVERY)


def _parts(rows: NDArray[np.int64]) -> Sequence[NDArray[np.int64]]:
    return [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
