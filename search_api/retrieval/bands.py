"""How strong a match is, in words that mean the same for every question.

The band comes from the probability that the passage answers, by a logistic regression on its
cosine and its share of the question's words, learnt from judged questions for each encoder
(`balkanetup calibrate`): a cosine of 0.5 means one thing to one model and another to the next.
The numbers are in calibrations/, one file an encoder, with the data they come from.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Literal

from indexer.language import HBS, UNKNOWN, base
from search_api.schemas import Band

Pair = Literal["english", "same_language", "cross_language"]
PAIRS: tuple[Pair, ...] = ("english", "same_language", "cross_language")
ORDER: tuple[Band, ...] = ("strong", "possible", "weak")
FOLDER = "calibrations"


@dataclass(frozen=True, slots=True)
class Line:
    """log-odds = intercept + cosine * the cosine + share * the share of words."""

    intercept: float
    cosine: float
    share: float

    def probability(self, cosine: float, share: float) -> float:
        """Return the probability, 0..1, that a passage with these values answers."""
        odds = self.intercept + self.cosine * cosine + self.share * share
        return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The lines of an encoder, and from which probability a band begins.

    One line for English questions to English passages, one for the other languages each within
    itself, one for question and passage in different languages.
    """

    english: Line
    same_language: Line
    cross_language: Line
    strong: float
    possible: float

    def band(self, cosine: float, share: float, pair: Pair = "english") -> Band:
        """Return the band of a passage with these values."""
        line: Line = getattr(self, pair)
        probability = line.probability(cosine, share)
        if probability >= self.strong:
            return "strong"
        return "possible" if probability >= self.possible else "weak"


@lru_cache(maxsize=1_024)  # a few tags, asked for hundreds of passages of every question
def pair(question: str, passage: str) -> Pair:
    """Return what two language tags are to each other; an unknown one is taken for the other."""
    kinds = {"hbs" if base(tag) in HBS else base(tag) for tag in (question, passage)} - {UNKNOWN}
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
        Line(**known["english"]),
        Line(**known["same_language"]),
        Line(**known["cross_language"]),
        float(known["strong"]),
        float(known["possible"]),
    )


def _alike(one: str, other: str) -> int:
    """Return how many characters two names have in common at their beginning."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def file_name(fingerprint: str) -> str:
    """Return the name of an encoder's calibration file."""
    plain = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in fingerprint)
    return f"{plain[:120]}.json"
