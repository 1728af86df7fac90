"""Which problem of teaching a resource is about, by the meaning of its passages, in any language.

Each problem of the vocabulary has a definition in a teacher's words, which the encoder puts near
to passages that tell of it. A resource has the mean cosine of its three nearest passages; read
beside the texts of the starter collection, from `SURE` on it is about that problem.
"""

from dataclasses import dataclass, replace

import numpy as np

from indexer.encoding import Vectors
from indexer.taxonomy import load
from search_api.recommend.aspects import Aspect, Value, of_length_one
from search_api.recommend.texts import Texts
from search_api.retrieval.index_reader import Searcher

SURE = 0.36
_NEAR, _AT = 0.25, 0.4  # cosines from which a resource is near to a problem, and all about it
_BEST = 3  # passages that count
_AT_ONCE = 256  # resources


@dataclass(frozen=True, slots=True)
class Meanings:
    """The problems of the vocabulary and their centred vectors, shape (m, dimension)."""

    ids: tuple[str, ...]
    vectors: Vectors


def meanings(searcher: Searcher) -> Meanings:
    """Return what the problems mean to the encoder."""
    concepts = list(load("problems"))
    texts = [f"{concept.labels['en']}. {concept.definition}" for concept in concepts]
    vectors = searcher.encoder.encode_passages(texts)
    ids = tuple(concept.id for concept in concepts)
    return Meanings(ids, of_length_one(vectors - vectors.mean(axis=0)))


def read(searcher: Searcher, texts: Texts, problems: Meanings) -> Aspect:
    """Return which problems each resource is about."""
    count = len(texts.starts) - 1
    strengths = np.zeros((count, len(problems.ids)), np.float32)
    for start in range(0, count, _AT_ONCE):
        _fill(strengths, range(start, min(start + _AT_ONCE, count)), searcher, texts, problems)
    values = [Value("problem", name) for name in problems.ids]
    nearness = np.clip((strengths - _NEAR) / (_AT - _NEAR), 0, 1)
    return replace(Aspect.of(values, nearness, strengths >= SURE), rows=nearness)


def _fill(
    strengths: Vectors, resources: range, searcher: Searcher, texts: Texts, problems: Meanings
) -> None:
    """Write how near these resources are to each problem."""
    rows = [texts.rows_of(resource) for resource in resources]
    every = np.concatenate(rows)
    order = np.argsort(every)
    cosines = np.empty((len(every), len(problems.ids)), np.float32)
    cosines[order] = texts.vectors(searcher, every[order]) @ problems.vectors.T
    start = 0
    for resource, own in zip(resources, rows, strict=True):
        if len(own):
            nearest = np.sort(cosines[start : start + len(own)], axis=0)[-_BEST:]
            strengths[resource] = nearest.mean(axis=0)
        start += len(own)
