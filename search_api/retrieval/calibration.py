"""Relevance calibration: turns scores into a closeness that means the same for every question.

Two logistic regressions, fitted to judged questions for each encoder (tests/quality/laboratory),
give the probability that a passage answers: a cosine of 0.5 means one thing to one model and
another to the next.

What is outstanding is decided by the cosine and the margin: how far the score is above the
baseline, the score of the tenth resource that the question gets without its filters. Some questions
have high scores throughout, others low ones; the best answer is far above the rest in both cases.

Possible is decided by the cosine and the lexical score, without the margin: where a hundred
resources answer, none is far above the rest, and yet all are relevant.

Outstanding ones come first, and yet they are shown as possible: what stands out is the right
resource, but its passage answers in six of ten cases only. No reading of scores that was tried is
right in nine (tests/quality/RANKING.md), so strong is what is asked for by name (ordering.py).

The coefficients are in calibrations/, one file per encoder, with the data they come from.
"""

import json
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.text.language import UNKNOWN, macrolanguage
from search_api.retrieval.ranked import RankedPassages

Band = Literal["strong", "possible", "weak"]
Closeness = Literal["outstanding", "possible", "weak"]
Pair = Literal["english", "same_language", "cross_language"]
PAIRS: tuple[Pair, ...] = ("english", "same_language", "cross_language")
ORDER: tuple[Band, ...] = ("strong", "possible", "weak")
CLOSEST: tuple[Closeness, ...] = ("outstanding", "possible", "weak")
FOLDER = "calibrations"
_BASELINE_RANK = 10
_ANY = "any"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MarginRegression:
    """log-odds = intercept of the pair + cosine * the cosine + margin * the margin.

    `english` is for English questions to English passages, `same_language` for the other
    languages each within itself, `cross_language` for question and passage in different ones.
    """

    english: float
    same_language: float
    cross_language: float
    cosine: float
    margin: float

    def probability(self, cosine: float, margin: float, pair: Pair) -> float:
        """Return the probability, 0..1, that a passage with these values answers."""
        intercept: float = getattr(self, pair)
        return _probability(intercept + self.cosine * cosine + self.margin * margin)

    def at_least(
        self,
        probability: float,
        cosines: NDArray[np.floating],
        margins: NDArray[np.floating],
        pairs: Sequence[Pair],
    ) -> NDArray[np.bool_]:
        """Return which of n passages are at least so probable, all of length n."""
        intercepts = np.array([getattr(self, kind) for kind in pairs], np.float64)
        log_odds = intercepts + self.cosine * cosines + self.margin * margins
        reached: NDArray[np.bool_] = log_odds >= _log_odds(probability)
        return reached


@dataclass(frozen=True, slots=True)
class ScoreRegression:
    """log-odds = intercept + cosine * the cosine + lexical_score * the lexical score."""

    intercept: float
    cosine: float
    lexical_score: float

    def probability(self, cosine: float, lexical_score: float) -> float:
        """Return the probability, 0..1, that a passage with these values answers."""
        return _probability(
            self.intercept + self.cosine * cosine + self.lexical_score * lexical_score
        )

    def at_least(
        self,
        probability: float,
        cosines: NDArray[np.floating],
        lexical_scores: NDArray[np.floating],
    ) -> NDArray[np.bool_]:
        """Return which of n passages are at least so probable, all of shape (n,)."""
        log_odds = self.intercept + self.cosine * cosines + self.lexical_score * lexical_scores
        reached: NDArray[np.bool_] = log_odds >= _log_odds(probability)
        return reached


@dataclass(frozen=True, slots=True)
class Calibration:
    """The two regressions of an encoder, and the lowest probability of each closeness.

    `outstanding` applies to `by_margin`, `possible` to `by_score`.
    """

    by_margin: MarginRegression
    by_score: ScoreRegression
    outstanding: float
    possible: float

    def closeness(
        self, cosine: float, lexical_score: float, margin: float, pair: Pair = "english"
    ) -> Closeness:
        """Return how close a passage with these values is."""
        if self.by_margin.probability(cosine, margin, pair) >= self.outstanding:
            return "outstanding"
        relevant = self.by_score.probability(cosine, lexical_score) >= self.possible
        return "possible" if relevant else "weak"


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0)))


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def pair(question: str, passage: str) -> Pair:
    """Return how two language tags are related; an unknown one is taken to equal the other."""
    kinds = {macrolanguage(tag) for tag in (question, passage)} - {UNKNOWN}
    if len(kinds) == 2:
        return "cross_language"
    return "english" if kinds <= {"en"} else "same_language"


@lru_cache(maxsize=8)
def calibration(fingerprint: str) -> Calibration:
    """Return the calibration of an encoder; where it has none, the general one, with a warning."""
    folder = files("search_api.retrieval") / FOLDER
    file = folder / file_name(fingerprint)
    if not file.is_file():
        _log.warning("The encoder %s is not calibrated: see tests/quality/README.md", fingerprint)
        file = folder / file_name(_ANY)
    numbers = json.loads(file.read_text("utf-8"))
    return Calibration(
        MarginRegression(**numbers["by_margin"]),
        ScoreRegression(**numbers["by_score"]),
        float(numbers["outstanding"]),
        float(numbers["possible"]),
    )


class Calibrator:
    """Says how close the passages of one question are."""

    def __init__(
        self, fingerprint: str, language: str, baseline: float, at_best: Closeness = "outstanding"
    ) -> None:
        """`language` is the question's, `baseline` the score that margins are measured from.

        No passage is closer than `at_best`.
        """
        self._calibration = calibration(fingerprint)
        self._language = language
        self._baseline = baseline
        self._at_best = at_best
        self._pairs: dict[str, Pair] = {}

    def crosses(self, language: str) -> bool:
        """Return whether a text in `language` is in another language than the question."""
        return self._pair(language) == "cross_language"

    def matching(
        self, cosines: NDArray[np.floating], lexical_scores: NDArray[np.floating]
    ) -> NDArray[np.bool_]:
        """Return which of n passages are possible matches at least, all of shape (n,).

        It does not depend on what is filtered or ranked, as a margin does: the same passages match
        under every filter.
        """
        if self._at_best == "weak":
            return np.zeros(len(cosines), np.bool_)
        return self._calibration.by_score.at_least(
            self._calibration.possible, cosines, lexical_scores
        )

    def closeness(self, passages: RankedPassages, positions: Sequence[int]) -> list[Closeness]:
        """Return how close the passages at these positions of a ranking are.

        What answers nothing is weak, however near the question its few words are.
        """
        places = np.asarray(positions, np.int64)
        cosines, margins = passages.cosines[places], passages.scores[places] - self._baseline
        pairs = [self._pair(tag) for tag in passages.languages[places].tolist()]
        outstanding = self._calibration.by_margin.at_least(
            self._calibration.outstanding, cosines, margins, pairs
        )
        possible = self._calibration.by_score.at_least(
            self._calibration.possible, cosines, passages.lexical_scores[places]
        )
        measured = np.where(outstanding, 0, np.where(possible, 1, 2))
        measured[~passages.answering[places]] = CLOSEST.index("weak")
        best = np.maximum(measured, CLOSEST.index(self._at_best))
        return [CLOSEST[place] for place in best.tolist()]

    def _pair(self, language: str) -> Pair:
        """Return how a passage's language is related to the question's; kept, as few recur."""
        kind = self._pairs.get(language)
        if kind is None:
            kind = self._pairs[language] = pair(self._language, language)
        return kind


def band(closeness: Closeness) -> Band:
    """Return the band that a passage is shown with by its text."""
    return "weak" if closeness == "weak" else "possible"


def baseline(scores: Iterable[float]) -> float:
    """Return the score that margins are measured from: the tenth highest, or the last of fewer."""
    return min(nlargest(_BASELINE_RANK, scores), default=0.0)


def file_name(fingerprint: str) -> str:
    """Return the name of an encoder's calibration file."""
    plain = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in fingerprint)
    return f"{plain[:120]}.json"
