"""Learns from graded passages which one of a resource is to be shown (passage_choice.py).

    python -m tests.quality.laboratory.retrieval.choosing tests/quality/trust

Of two passages of one resource, graded for one question, the better one is to get more: pairs of
the tune questions teach the weights. With a tenth of the questions left out each time, they say how
often the passage chosen among the graded ones helps, beside the nearest one. Asks the current
index.
"""

import itertools
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from indexer.catalogue import passages
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.passage_choice import WEIGHTS, Choice
from search_api.retrieval.query import Query
from search_api.retrieval.question import prepare
from search_api.retrieval.ranking import rank
from search_api.retrieval.retrievers import retrieve
from tests.quality.laboratory.retrieval import trust

_TENTHS = 10
_STRENGTH = 0.1  # of the fit, the inverse of its ridge: there are some 500 pairs

Features = NDArray[np.float64]
Group = list[tuple[Features, int]]  # graded passages of one resource, nearest first


def main(folder: Path) -> None:
    """Print the weights, and how often the chosen passage helps."""
    grades = trust.read_grades(folder)
    questions = [question for question in trust.read_questions(folder) if question.split == "tune"]
    with IndexReader(Settings()).searcher() as searcher:
        groups = {question.id: list(graded(searcher, question, grades)) for question in questions}
    several = {name: some for name, some in groups.items() if some}
    weights = learn(itertools.chain.from_iterable(several.values()))
    print("weights, in the order of passage_choice.WEIGHTS:", weights.round(2).tolist())
    print(f"the nearest helps in {helpful(several, None):.3f}")
    print(
        f"the chosen one helps in {helpful(several, WEIGHTS):.3f}, held out {held_out(several):.3f}"
    )


def graded(searcher: Searcher, question: trust.Question, grades: trust.Grades) -> Iterator[Group]:
    """Yield the graded passages of each resource that has several, best resource first."""
    asked = prepare(searcher, Query(question.text))
    ranking = rank(searcher, asked, retrieve(searcher, asked))
    choice = Choice(searcher, asked, ranking.passages)
    numbers = searcher.state.passage_table.ids[ranking.passages.rows].tolist()
    for resource, positions in ranking.positions.items():
        ids = [numbers[position] for position in positions]
        stored = passages.by_id(searcher.catalogue, ids)
        shapes = searcher.state.shapes.of(searcher.catalogue, ids)
        group: Group = []
        for position, number in sorted(zip(positions, ids, strict=True)):
            text = trust.opening(stored[number].passage.text)
            given = grades.get((question.id, resource, text))
            if given is not None:
                group.append((choice.features([position], shapes)[0], given))
        if len(group) > 1:
            yield group


def learn(groups: Iterable[Group]) -> Features:
    """Return the weights by which the better of two passages of a group gets more."""
    pairs = [
        (better - other, gain - loss)
        for group in groups
        for (better, gain), (other, loss) in itertools.permutations(group, 2)
        if gain > loss
    ]
    differences = np.array([difference for difference, _ in pairs])
    worth = np.array([weight for _, weight in pairs])
    scale = np.concatenate([differences, -differences]).std(axis=0)
    model = LogisticRegression(C=_STRENGTH, fit_intercept=False)
    model.fit(
        np.concatenate([differences, -differences]) / scale,
        np.repeat([1, 0], len(differences)),
        sample_weight=np.tile(worth, 2),
    )
    weights: Features = model.coef_[0] / scale
    return weights


def helpful(groups: Mapping[str, Sequence[Group]], weights: Features | None) -> float:
    """Return the share of questions whose first group helps by its chosen, or nearest, passage."""
    return float(np.mean([_helps(some[0], weights) for some in groups.values()]))


def held_out(groups: Mapping[str, Sequence[Group]]) -> float:
    """Return the same share by weights that were learnt without the question."""
    tenth = {name: zlib.crc32(name.encode()) % _TENTHS for name in groups}
    helps: list[bool] = []
    for part in range(_TENTHS):
        others = [some for name, some in groups.items() if tenth[name] != part]
        weights = learn(itertools.chain.from_iterable(others))
        helps += [_helps(some[0], weights) for name, some in groups.items() if tenth[name] == part]
    return float(np.mean(helps))


def _helps(group: Group, weights: Features | None) -> bool:
    worth = [float(features @ weights) if weights is not None else 0.0 for features, _ in group]
    return group[worth.index(max(worth))][1] >= trust.USEFUL


if __name__ == "__main__":
    main(Path(sys.argv[1]))
