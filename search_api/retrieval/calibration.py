"""How strong a match is, in words that mean the same for every question.

Two questions are put to a passage, each answered by a logistic regression learnt from judged
questions for each encoder (tests/quality/laboratory): a cosine of 0.5 means one thing to one model
and another to the next.

Is it strong? By its cosine and its lead: how far its score is above that of the tenth resource the
question finds without its filters. One question has high scores for everything, another low ones;
what surely answers stands out of either.

Is it possible? By its cosine and its share of the question's words alone: where a hundred resources
answer, none of them stands out, and still they are no strangers to the question.

The numbers are in calibrations/, one file an encoder, with the data they come from.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files
from itertools import takewhile
from typing import Literal

from indexer.text.language import UNKNOWN, macrolanguage

Band = Literal["strong", "possible", "weak"]
Pair = Literal["english", "same_language", "cross_language"]
PAIRS: tuple[Pair, ...] = ("english", "same_language", "cross_language")
ORDER: tuple[Band, ...] = ("strong", "possible", "weak")
FOLDER = "calibrations"
_TENTH = 10


@dataclass(frozen=True, slots=True)
class StandingOut:
    """log-odds = that of the pair + cosine * the cosine + lead * the lead.

    `english` is for English questions to English passages, `same_language` for the other
    languages each within itself, `cross_language` for question and passage in different ones.
    """

    english: float
    same_language: float
    cross_language: float
    cosine: float
    lead: float

    def probability(self, cosine: float, lead: float, pair: Pair) -> float:
        """Return the probability, 0..1, that a passage with these values answers."""
        own: float = getattr(self, pair)
        return _chance(own + self.cosine * cosine + self.lead * lead)


@dataclass(frozen=True, slots=True)
class Closeness:
    """log-odds = intercept + cosine * the cosine + share * the share of words."""

    intercept: float
    cosine: float
    share: float

    def probability(self, cosine: float, share: float) -> float:
        """Return the probability, 0..1, that a passage with these values answers."""
        return _chance(self.intercept + self.cosine * cosine + self.share * share)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The two regressions of an encoder, and from which probability of each its band begins."""

    standing_out: StandingOut
    closeness: Closeness
    strong: float
    possible: float

    def band(self, cosine: float, share: float, lead: float, pair: Pair = "english") -> Band:
        """Return the band of a passage with these values."""
        if self.standing_out.probability(cosine, lead, pair) >= self.strong:
            return "strong"
        close = self.closeness.probability(cosine, share) >= self.possible
        return "possible" if close else "weak"


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


def pair(question: str, passage: str) -> Pair:
    """Return what two language tags are to each other; an unknown one is taken for the other."""
    kinds = {macrolanguage(tag) for tag in (question, passage)} - {UNKNOWN}
    if len(kinds) == 2:
        return "cross_language"
    return "english" if kinds <= {"en"} else "same_language"


@lru_cache(maxsize=8)
def calibration(fingerprint: str) -> Calibration:
    """Return the calibration of an encoder.

    Else that of the encoder most like it by name (the same with other weights), if more than
    half of the name is the same; else the one for any.
    """
    folder = files("search_api.retrieval") / FOLDER
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".json"))
    wished = file_name(fingerprint)
    best = max(names, key=lambda name: _alike(name, wished))
    if _alike(best, wished) * 2 <= len(wished):
        best = file_name("any")
    known = json.loads((folder / best).read_text("utf-8"))
    return Calibration(
        StandingOut(**known["standing_out"]),
        Closeness(**known["closeness"]),
        float(known["strong"]),
        float(known["possible"]),
    )


def level(scores: Iterable[float]) -> float:
    """Return the score that a lead is counted from: of the tenth resource, or of the last."""
    return min(nlargest(_TENTH, scores), default=0.0)


def _alike(one: str, other: str) -> int:
    """Return how many characters two names have in common at their beginning."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def file_name(fingerprint: str) -> str:
    """Return the name of an encoder's calibration file."""
    plain = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in fingerprint)
    return f"{plain[:120]}.json"
