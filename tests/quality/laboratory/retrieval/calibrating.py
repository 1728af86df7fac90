"""Learns from judged questions how probable it is that a passage answers (calibration.py).

Of each question the ten first resources count, each with its nearest passage: its cosine, its
lexical score, its margin over the tenth, and whether it was judged relevant.
Questions that nothing answers count too: all they find is wrong.

Those judgements are of whole resources. Outstanding says more, that the shown passage itself
answers; so its regression is learnt from passages that are shown and graded (trust.py), if any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from indexer.catalogue import passages
from indexer.text.language import UNKNOWN
from search_api.limits import LONGEST
from search_api.retrieval.calibration import (
    CLOSEST,
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
from tests.quality.laboratory.retrieval import trust
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
    relevant: bool = False
    resource: str = ""
    passage: int = 0


def examples(searcher: Searcher, judged: JudgedSet, split: str) -> list[Example]:
    """Return what the questions of `split` find, with what the judges said of the resources."""
    return [
        replace(example, relevant=example.resource in judged.judgements.get(question.id, {}))
        for question in judged.of_split(split)
        for example in _found(
            searcher, question.id, question.text[:LONGEST], question.language, nearest=True
        )
    ]


def graded(searcher: Searcher, folder: Path, split: str) -> list[Example]:
    """Return what the questions of the trust set find, where the shown passage has a grade."""
    grades = trust.read_grades(folder)
    collected: list[Example] = []
    for question in trust.read_questions(folder):
        if question.split != split:
            continue
        language = question.language if question.language != "zxx" else UNKNOWN
        for example in _found(searcher, question.id, question.text, language):
            stored = passages.by_id(searcher.catalogue, [example.passage])[example.passage]
            key = (question.id, example.resource, trust.opening(stored.passage.text))
            given = grades.get(key, 0 if question.kind in trust.NEVER_ANSWERED else None)
            if given is not None:
                collected.append(replace(example, relevant=given >= trust.USEFUL))
    return collected


def _found(
    searcher: Searcher, question: str, text: str, language: str, *, nearest: bool = False
) -> list[Example]:
    """Return the first resources of a question; what judges say of them is still to be told.

    Each has the values of the passage that is shown, or of the `nearest` one.
    """
    order, ranking = ranked(searcher, Query(text))
    table, lowest = ranking.passages, baseline(map(ranking.score, order))
    first = order[:_FIRST]
    best = [min(ranking.positions[name]) if nearest else ranking.best(name) for name in first]
    ids = searcher.state.passage_table.ids[table.rows[best]].tolist()
    return [
        Example(
            question,
            place,
            float(table.cosines[position]),
            float(table.lexical_scores[position]),
            ranking.score(name) - lowest,
            pair(language, str(table.languages[position])),
            resource=name,
            passage=passage,
        )
        for place, (name, position, passage) in enumerate(
            zip(order, best, ids, strict=False), start=1
        )
    ]


def learn(
    examples: Sequence[Example],
    outstanding: float,
    possible: float,
    graded_passages: Sequence[Example] = (),
) -> Calibration:
    """Return the two regressions of relevance that closeness is read from.

    The first learns from the graded passages, if there are any, the second from `examples`. In
    the first, all pairs of languages share the two weights. Each pair has an intercept of its own,
    shrunk towards a common one, so that a pair without examples has that.
    """
    shown = graded_passages or examples
    standing = np.array(
        [
            [1.0, example.cosine, example.margin, *(float(example.pair == kind) for kind in PAIRS)]
            for example in shown
        ]
    )
    ridge = np.array([_RIDGE] * 3 + [_DRAWN] * len(PAIRS))
    common, cosine, margin, *own = _regression(standing, _relevant(shown), ridge)
    english, same, cross = (common + intercept for intercept in own)
    close = np.array([[1.0, example.cosine, example.lexical_score] for example in examples])
    return Calibration(
        MarginRegression(english, same, cross, cosine, margin),
        ScoreRegression(*_regression(close, _relevant(examples), np.full(3, _RIDGE))),
        outstanding,
        possible,
    )


def _relevant(examples: Sequence[Example]) -> NDArray[np.float64]:
    return np.array([float(example.relevant) for example in examples])


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
    """Return, per closeness, how many examples have it and which share of them is relevant."""
    levels = [
        calibration.closeness(example.cosine, example.lexical_score, example.margin, example.pair)
        for example in examples
    ]
    relevant: NDArray[np.bool_] = np.array([example.relevant for example in examples])
    table: dict[str, dict[str, float]] = {}
    for closeness in CLOSEST:
        so_close = np.array([level == closeness for level in levels])
        share = float(relevant[so_close].mean()) if so_close.any() else 0.0
        table[closeness] = {"count": int(so_close.sum()), "precision": round(share, 3)}
    return table


def nothing_close(calibration: Calibration, examples: Sequence[Example]) -> Mapping[str, bool]:
    """Return, per question, whether all it finds is weak."""
    all_weak: dict[str, bool] = {}
    for example in examples:
        weak = (
            calibration.closeness(
                example.cosine, example.lexical_score, example.margin, example.pair
            )
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
            "closeness": {
                kind: precision(learnt, [example for example in held_out if example.pair == kind])
                for kind in PAIRS
            },
            "nothing_close_though_answered": _share([all_weak[question] for question in answered]),
            "nothing_close_where_nothing_found_is_right": _share(unanswered),
        },
    }


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 3) if flags else 0.0
