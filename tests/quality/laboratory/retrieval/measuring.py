"""From rankings to figures with confidence intervals. The home of ir-measures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from indexer.errors import UsageError
from tests.quality.laboratory.retrieval.judged import Question
from tests.quality.laboratory.retrieval.running import Run, Runs

MEASURES = ("nDCG@10", "R@10", "R@100", "RR@10")  # as ir-measures writes them
_RESAMPLES = 2_000
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over `questions` questions, with its 95 % confidence interval."""

    system: str
    language: str
    measure: str
    mean: float
    low: float
    high: float
    questions: int

    def as_dict(self) -> dict[str, object]:
        """Return the figure as JSON has it."""
        return asdict(self)


def figures(
    runs: Runs, judgements: Mapping[str, Mapping[str, int]], mine: str = "fused"
) -> list[Figure]:
    """Return every measure of every system, over all questions and per language.

    Questions that nothing answers count in none of them. The last rows are the nDCG@10 of the
    system `mine` minus that of the best other one, question by question.
    """
    judged = [question for question in runs.questions if question.id in judgements]
    per_system = {
        system: _per_question(run, judged, judgements) for system, run in runs.by_system.items()
    }
    rows = [
        _figure(system, language, measure, [values[question_id][measure] for question_id in ids])
        for language, ids in _groups(judged)
        for system, values in per_system.items()
        for measure in MEASURES
    ]
    return rows + [_gain(per_system, mine, language, ids) for language, ids in _groups(judged)]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of the mean.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    numbers = np.array(values)
    chosen = np.random.default_rng(_SEED).integers(len(numbers), size=(_RESAMPLES, len(numbers)))
    low, high = np.percentile(numbers[chosen].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _gain(
    per_system: Mapping[str, Mapping[str, Mapping[str, float]]],
    mine: str,
    language: str,
    ids: Sequence[str],
) -> Figure:
    means = {
        system: sum(values[question_id]["nDCG@10"] for question_id in ids)
        for system, values in per_system.items()
        if system != mine
    }
    best = max(sorted(means), key=lambda system: means[system])
    differences = [
        per_system[mine][question_id]["nDCG@10"] - per_system[best][question_id]["nDCG@10"]
        for question_id in ids
    ]
    return _figure(f"{mine} - {best}", language, "nDCG@10", differences)


def _groups(questions: Sequence[Question]) -> list[tuple[str, list[str]]]:
    """Return the question ids of all languages together, then of each where there are several."""
    languages = sorted({question.language for question in questions})
    groups = [("all", [question.id for question in questions])]
    if len(languages) > 1:
        groups += [
            (language, [question.id for question in questions if question.language == language])
            for language in languages
        ]
    return [(language, ids) for language, ids in groups if ids]


def _per_question(
    run: Run, questions: Sequence[Question], judgements: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, float]]:
    ids = [question.id for question in questions]
    values: dict[str, dict[str, float]] = {
        question_id: dict.fromkeys(MEASURES, 0.0) for question_id in ids
    }
    truth = {question_id: dict(judgements[question_id]) for question_id in ids}
    for value in _calculated(
        truth, {question_id: run[question_id] for question_id in ids if run[question_id]}
    ):
        values[value.query_id][str(value.measure)] = float(value.value)
    return values


def _calculated(truth: dict[str, dict[str, int]], run: Run) -> Iterable[Any]:
    try:
        import ir_measures
    except ImportError as problem:
        raise UsageError(
            "The package ir-measures is not installed.", cure="Run: pip install ir-measures"
        ) from problem
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    calculated: Iterable[Any] = ir_measures.iter_calc(measures, truth, run)
    return calculated


def _figure(system: str, language: str, measure: str, values: Sequence[float]) -> Figure:
    low, high = interval(values)
    return Figure(system, language, measure, sum(values) / len(values), low, high, len(values))
