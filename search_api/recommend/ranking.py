"""From likeness to a list: one version of each work, unlike each other, own languages first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_api.recommend.diversity import pick
from search_api.recommend.likeness import Scores, Weights, likeness
from search_api.recommend.profiles import Profiles
from search_api.recommend.seeds import Seeds, Wish
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.reader_languages import distance, reading

POOL = 60  # works that a list is chosen from
NOVELTY = 0.43  # of the eleventh of a list: it grows from 0, so that what is nearest comes first
GROWS = 10  # places
FARTHEST = 0.15  # share of the best score; what has less is no choice for being different
AWAY = 0.5  # how much likeness to what is not wished for counts against likeness to what is
# Likeness that the reader's language is worth: what differs less is equal.
LANGUAGE = {"own": 0.04, "english": 0.02, "other": 0.0}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A resource by its row, its score, and the row of the seed that it is most alike to."""

    row: int
    score: float
    seed: int


def best(
    searcher: Searcher,
    of: Profiles,
    seeds: Seeds,
    candidates: NDArray[np.int64],
    wish: Wish,
    weights: Weights,
) -> list[Ranked]:
    """Return up to `wish.k` of the candidates, rows: alike to the seeds, unlike each other.

    Their languages come first among equals; of a work it is the version to read: in the nearest
    of `wish.reads`, or, without any, of the languages of the seeds.
    """
    if not len(candidates):
        return []
    likenesses = np.array([likeness(searcher, of, row, candidates, weights) for row in seeds.like])
    away = [likeness(searcher, of, row, candidates, weights) for row in seeds.unlike]
    unwished = np.max(np.array([*away, np.zeros(len(candidates), np.float32)]), axis=0)
    scores = np.asarray(likenesses.mean(axis=0) - AWAY * unwished, np.float32)
    languages = wish.reads or tuple(of.table.languages[row] for row in seeds.like)
    nearest = np.array(seeds.like)[likenesses.argmax(axis=0)]
    works = _one_of_each_work(of, candidates, scores, nearest, languages)
    return _unlike_each_other(of, works, wish)


def _one_of_each_work(
    of: Profiles,
    rows: NDArray[np.int64],
    scores: Scores,
    nearest: NDArray[np.int64],
    languages: Sequence[str],
) -> list[Ranked]:
    """Return the best works, each as the version in the nearest of `languages`.

    A work is as good as its best version; equally good ones come by id.
    """
    ordered = sorted(
        np.flatnonzero(scores > max(FARTHEST * float(scores.max()), 0)).tolist(),
        key=lambda at: (-float(scores[at]), of.table.ids[rows[at]]),
    )
    versions: dict[int, list[int]] = {}
    for at in ordered:
        versions.setdefault(int(of.table.works[rows[at]]), []).append(at)
    ranked = []
    for group in list(versions.values())[:POOL]:
        shown = min(group, key=lambda at: distance(of.table.languages[rows[at]], languages))
        ranked.append(Ranked(int(rows[shown]), float(scores[group[0]]), int(nearest[group[0]])))
    return ranked


def _unlike_each_other(of: Profiles, ranked: Sequence[Ranked], wish: Wish) -> list[Ranked]:
    texts = of.texts.centres[[item.row for item in ranked]]
    worth = [item.score + _of_language(of, item, wish.reads) for item in ranked]
    chosen = pick(worth, lambda at: texts @ texts[at], wish.k, _novelty)
    return [ranked[at] for at in chosen]


def _of_language(of: Profiles, item: Ranked, reads: Sequence[str]) -> float:
    """Return what it is worth that a resource is in the reader's language."""
    return LANGUAGE[reading(of.table.languages[item.row], reads)] if reads else 0


def _novelty(place: int) -> float:
    """Return how much it counts that the resource at a place, from 0, is unlike those before."""
    return NOVELTY * min(place / GROWS, 1)
