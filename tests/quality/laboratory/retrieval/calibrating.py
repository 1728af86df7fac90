"""Learns from judged questions how probable it is that a passage answers (calibration.py).

Of each question the ten first resources count, each with its best passage: its cosine, its
lexical score, its margin over the tenth, and whether it was judged relevant.
Questions that nothing answers count too: all they find is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from search_api.limits import LONGEST
from search_api.retrieval.calibration import (
    ORDER,
    PAIRS,
    Calibration,
    MarginRegression,
    Pair,
    ScoreRegression,
    baseline,
    pair,
)
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from tests.quality.laboratory.retrieval.judged import JudgedSet
from tests.quality.laboratory.retrieval.running import ranked

_FIRST = 10  # resources of a question
_ROUNDS = 10_000
_RIDGE = 1e-2  # keeps the weights finite where the two kinds can be told apart entirely
_DRAWN = 1.0  # keeps a pair of languages with few examples near the others


@dataclass(frozen=True, slots=True)
class Example:
    """A resource that a question found. `place` counts from 1."""

    question: str
    place: int
    cosine: float
    lexical_score: float
    margin: float
    pair: Pair
    relevant: bool


def examples(searcher: Searcher, judged: JudgedSet, split: str) -> list[Example]:
    """Return what the questions of `split` find, with what the judges said."""
    collected: list[Example] = []
    for question in judged.of_split(split):
        query = Query(question.text[:LONGEST])
        order, ranking = ranked(searcher, query)
        table, lowest = ranking.passages, baseline(map(ranking.score, order))
        relevant = judged.judgements.get(question.id, {})
        collected += [
            Example(
                question.id,
                place,
                float(table.cosines[ranking.best(name)]),
                float(table.lexical_scores[ranking.best(name)]),
                ranking.score(name) - lowest,
                pair(question.language, str(table.languages[ranking.best(name)])),
                name in relevant,
            )
            for place, name in enumerate(order[:_FIRST], start=1)
        ]
    return collected


def learn(examples: Sequence[Example], strong: float, possible: float) -> Calibration:
    """Return the two regressions of relevance that bands are read from.

    In the first, all pairs of languages share the two weights. Each pair has an intercept of its
    own, shrunk towards a common one, so that a pair without examples has that.
    """
    relevant = np.array([float(example.relevant) for example in examples])
    outstanding = np.array(
        [
            [1.0, example.cosine, example.margin, *(float(example.pair == kind) for kind in PAIRS)]
            for example in examples
        ]
    )
    ridge = np.array([_RIDGE] * 3 + [_DRAWN] * len(PAIRS))
    common, cosine, margin, *own = _regression(outstanding, relevant, ridge)
    english, same, cross = (common + intercept for intercept in own)
    close = np.array([[1.0, example.cosine, example.lexical_score] for example in examples])
    return Calibration(
        MarginRegression(english, same, cross, cosine, margin),
        ScoreRegression(*_regression(close, relevant, np.full(3, _RIDGE))),
        strong,
        possible,
    )


def _regression(
    values: NDArray[np.float64], relevant: NDArray[np.float64], ridge: NDArray[np.float64]
) -> list[float]:
    """Return the weights of a logistic regression.

    `values` has shape (examples, weights), `relevant` is 0 or 1; a weight costs `ridge` / 2 times
    its square. scikit-learn has one ridge for all weights, so the columns are scaled to theirs.
    """
    scale = 1 / np.sqrt(ridge)
    model = LogisticRegression(C=1.0, fit_intercept=False, tol=1e-8, max_iter=_ROUNDS)
    model.fit(values * scale, relevant)
    return [float(weight) for weight in model.coef_[0] * scale]


def precision(calibration: Calibration, examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Return, per band, how many examples are in it and which share of them is relevant."""
    bands = [
        calibration.band(example.cosine, example.lexical_score, example.margin, example.pair)
        for example in examples
    ]
    relevant: NDArray[np.bool_] = np.array([example.relevant for example in examples])
    table: dict[str, dict[str, float]] = {}
    for band in ORDER:
        in_band = np.array([name == band for name in bands])
        share = float(relevant[in_band].mean()) if in_band.any() else 0.0
        table[band] = {"count": int(in_band.sum()), "precision": round(share, 3)}
    return table


def nothing_close(calibration: Calibration, examples: Sequence[Example]) -> Mapping[str, bool]:
    """Return, per question, whether all it finds is weak."""
    all_weak: dict[str, bool] = {}
    for example in examples:
        weak = (
            calibration.band(example.cosine, example.lexical_score, example.margin, example.pair)
            == "weak"
        )
        all_weak[example.question] = all_weak.get(example.question, True) and weak
    return all_weak


def as_json(
    encoder: str, sets: Sequence[str], learnt: Calibration, held_out: Sequence[Example]
) -> dict[str, object]:
    """Return a calibration file: the numbers, where they come from, how they do elsewhere."""
    all_weak = nothing_close(learnt, held_out)
    answered = {example.question for example in held_out if example.relevant}
    unanswered = [quiet for question, quiet in all_weak.items() if question not in answered]
    return {
        "encoder": encoder,
        "made_with": f"tests.quality.laboratory.retrieval calibrate {' '.join(sets)}",
        "data": "the tune questions of these sets",
        **asdict(learnt),
        "held_out": {
            "bands": {
                kind: precision(learnt, [example for example in held_out if example.pair == kind])
                for kind in PAIRS
            },
            "nothing_close_though_answered": _share([all_weak[question] for question in answered]),
            "nothing_close_where_nothing_found_is_right": _share(unanswered),
        },
    }


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 3) if flags else 0.0
