"""A recommended resource, and why it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.encoding import Vectors

Kind = Literal[
    "in_field",
    "in_wider_field",
    "same_field",
    "same_problem",
    "same_strategy",
    "same_strategy_elsewhere",
    "shares_words",
    "close_meaning",
    "only_strategy",
    "only_problem",
    "only_type",
    "only_setting",
    "only_institution",
    "only_language",
    "typical",
    "tests_strategy",
    "tests_problem",
    "practises_strategy",
    "practises_problem",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a recommendation: its kind, and what it is about.

    `values` are values of `facet` ("problem" is the vocabulary of problems), or, where that is
    empty, words that the texts of both have, as the recommended one writes them. `fields` are
    ISCED-F codes: for `same_strategy_elsewhere` those that the recommended one is about.
    """

    kind: Kind
    facet: str = ""
    values: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlikePassages:
    """A passage of the recommended resource, and the one of the seed that it is nearest to.

    `cosine` is of their centred vectors.
    """

    passage: StoredPassage
    of_seed: StoredPassage
    cosine: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of evidence, and the sentence (start, end) of a passage that names it."""

    kind: str
    passage: StoredPassage
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommended resource, its score, and why, the best reason first.

    `seed` is the id of the resource that it is recommended for, with the passages that are alike;
    `seed_title` is that one's title, where it could be another's: there are several seeds.
    """

    resource: Resource
    score: float
    reasons: tuple[Reason, ...]
    seed: str | None = None
    seed_title: str = ""
    passages: tuple[AlikePassages, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Without:
    """A filter with its values, and how many works there are without it."""

    facet: str
    values: tuple[str, ...]
    works: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is recommended, best first; where filters leave nothing, those to take away."""

    items: tuple[Suggestion, ...]
    without: tuple[Without, ...] = ()


def centre(vectors: Vectors) -> Vectors:
    """Return the direction, shape (dimension,), that vectors of shape (n, dimension) share."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def first(reasons: Sequence[Reason | None]) -> tuple[Reason, ...]:
    """Return the reasons that there are, in their order."""
    return tuple(reason for reason in reasons if reason)
