"""What the collection has on a topic: each work once, with the parts of a workshop it fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, passages, proposals, works
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Metadata, Resource
from indexer.encoding import Vectors
from indexer.metadata.proposals import sure_metadata
from search_api.handouts.agenda import Part
from search_api.packs.on_topic import TopicWork, works_on_topic
from search_api.packs.pack import Wish
from search_api.packs.parts import fitness
from search_api.packs.sections import services
from search_api.recommend.suggestion import centre
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.reader_languages import Reading, reading

_BY_CLOSENESS = {"outstanding": 1.0, "possible": 0.5, "weak": 0.0}
_ENOUGH_SCORE = 0.4  # of the search; one that is far above it makes the others no worse
_MORE_THAN_A_LABEL = 60  # characters beside a summary
_WHOLE = 3  # passages by which all of a resource is judged: one that matches may be an aside


@dataclass(frozen=True)
class Candidate:
    """A resource that matches the topic. `relevance` is 0 to 1, `rank` counts from 1.

    `described` is its metadata with what the classifier is sure of where nothing is described.
    `languages` are those of all versions of its work, `reading` whether its own is the audience's.
    `best` are the passages that match best. `texts` are those of text, `nearness` the cosine of
    each with the topic, shape (n,), and `centre` their mean direction, shape (dimension,).
    """

    work: TopicWork
    relevance: float
    rank: int
    described: Metadata
    languages: tuple[str, ...]
    reading: Reading
    best: tuple[StoredPassage, ...]
    texts: tuple[StoredPassage, ...]
    nearness: Vectors
    centre: Vectors

    @property
    def resource(self) -> Resource:
        """The resource."""
        return self.work.resource

    @cached_property
    def sections(self) -> dict[Part, StoredPassage]:
        """The section for each part that it has one for: of several that nearest to the topic."""
        return {part: stored for part, (_, stored) in self._serving.items()}

    @cached_property
    def _serving(self) -> dict[Part, tuple[float, StoredPassage]]:
        """How well the best section for each part serves it, and which it is."""
        best: dict[Part, tuple[float, float, StoredPassage]] = {}
        for stored, near in zip(self.texts, self.nearness.tolist(), strict=True):
            for part, serves in services(stored, self.resource).items():
                worth = serves * (1 + near)
                if worth > best.get(part, (0.0,))[0]:
                    best[part] = (worth, serves, stored)
        return {part: (serves, stored) for part, (_, serves, stored) in best.items()}

    @cached_property
    def beginning(self) -> StoredPassage | None:
        """Its first passage that says more than the summary does."""
        summary = " ".join((self.resource.metadata.abstract or "").split())
        for stored in self.texts:
            rest = " ".join(stored.passage.text.split()).replace(summary, "")
            if len(rest) >= _MORE_THAN_A_LABEL:
                return stored
        return None

    def fit(self, part: Part) -> float:
        """Return how well it fits for a part, 0 (not at all) to 1 (its type and a section do)."""
        if part not in self._fits:
            self._fits[part] = self._fitness(part)
        return self._fits[part]

    @cached_property
    def _fits(self) -> dict[Part, float]:
        return {}  # asked for again at every place of a pack

    def _fitness(self, part: Part) -> float:
        wanted = fitness(part)
        by_type = wanted.types.get(self.described.type or "", 0.0)
        serves, _ = self._serving.get(part, (0.0, None))
        by_section = wanted.section_fit * serves
        if by_type and by_section:
            return min(1.0, max(by_type, by_section) + 0.1)
        return 0.9 * max(by_type, by_section)

    def relevance_for(self, part: Part) -> float:
        """Return how relevant it is for a part, 0 to 1: as a whole, and by the section for it."""
        section = self.sections.get(part)
        if section is None or not len(self.nearness):
            return self.relevance
        near = self.nearness[self.texts.index(section)] / max(float(self.nearness.max()), 1e-6)
        return self.relevance * (0.7 + 0.3 * max(0.0, float(near)))


def pool(searcher: Searcher, wish: Wish) -> list[Candidate]:
    """Return what matches the topic, the most relevant first.

    Of each work there is the version to read; what is in none of the audience's languages, nor in
    English, is left out where languages are named. Raises UsageError for a field that is none.
    """
    check_values(searcher.catalogue, {"discipline": wish.fields})
    reads = wish.reads or (wish.reader_language,)
    candidates = _candidates(searcher, works_on_topic(searcher, wish), wish.topic, reads)
    return _by_relevance([it for it in candidates if not wish.reads or it.reading != "other"])


def _candidates(
    searcher: Searcher, matching: Sequence[TopicWork], topic: str, reads: Sequence[str]
) -> list[Candidate]:
    """Return the works as candidates that are not yet compared with each other."""
    state = searcher.state
    encoded = searcher.encoded(topic).vector
    rows_of = [_text_rows(searcher, work) for work in matching]
    texts_of = [state.passage_table.ids[rows].tolist() for rows in rows_of]
    best = [number for work in matching for number in work.passage_ids]
    stored = passages.by_id(searcher.catalogue, {*best, *chain.from_iterable(texts_of)})
    versions = works.versions(searcher.catalogue, [work.resource.id for work in matching])
    candidates = []
    for work, rows, texts in zip(matching, rows_of, texts_of, strict=True):
        resource, vectors = work.resource, state.vectors(rows)
        candidate = Candidate(
            work=work,
            relevance=0.0,
            rank=0,
            described=_described(searcher.catalogue, resource),
            languages=_languages(resource, versions[resource.id]),
            reading=reading(resource.metadata.language, reads),
            best=tuple(stored[number] for number in work.passage_ids),
            texts=tuple(stored[number] for number in texts),
            nearness=vectors @ encoded,
            centre=centre(vectors),
        )
        candidates.append(candidate)
    return candidates


def _text_rows(searcher: Searcher, work: TopicWork) -> NDArray[np.int64]:
    """Return the rows of the passages of text of a work's resource; of all where none is text."""
    state = searcher.state
    table = state.passage_table
    row = table.rows(np.array(work.passage_ids[:1]))[0]
    own = state.resource_rows == state.resource_rows[row]
    texts = own & table.answering
    return np.flatnonzero(texts if texts.any() else own)


def _by_relevance(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with their relevance, beside that of the best, and their rank."""
    best = max((it.work.ranked.score for it in candidates), default=0.0) or 1.0
    enough = min(best, _ENOUGH_SCORE)
    wholes = [_whole(it) for it in candidates]
    nearest = max(wholes, default=0.0) or 1.0
    judged = [
        replace(
            it,
            relevance=0.35 * _BY_CLOSENESS[it.work.ranked.closeness]
            + 0.35 * min(1.0, it.work.ranked.score / enough)
            + 0.3 * max(0.0, whole / nearest),
        )
        for it, whole in zip(candidates, wholes, strict=True)
    ]
    ranked = sorted(judged, key=lambda it: (-it.relevance, it.resource.id))
    return [replace(it, rank=rank) for rank, it in enumerate(ranked, start=1)]


def _whole(candidate: Candidate) -> float:
    """Return how near all of a resource is to the topic: the mean cosine of its nearest texts."""
    nearest = np.sort(candidate.nearness)[-_WHOLE:]
    return float(nearest.mean()) if len(nearest) else 0.0


def _described(catalogue: Catalogue, resource: Resource) -> Metadata:
    """Return the metadata, with the sure proposals where type, fields or strategies are missing."""
    metadata = resource.metadata
    if metadata.type and metadata.disciplines and metadata.strategies:
        return metadata
    sure = sure_metadata(proposals.of_resource(catalogue, resource.id))
    return replace(
        metadata,
        type=metadata.type or sure.type,
        disciplines=metadata.disciplines or sure.disciplines,
        strategies=metadata.strategies or sure.strategies,
    )


def _languages(resource: Resource, versions: Sequence[works.Version]) -> tuple[str, ...]:
    tags = (resource.metadata.language, *(version.language for version in versions))
    return tuple(tag for tag in tags if tag)


def in_language(candidates: Sequence[Candidate], tag: str) -> list[Candidate]:
    """Return those of which a version is in a language; sister languages count as one."""
    return [it for it in candidates if any(reading(own, [tag]) == "own" for own in it.languages)]
