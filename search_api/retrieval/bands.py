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

from indexer.language import HBS, base
from search_api.schemas import Band

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
    """The lines of an encoder, and from which probability a band begins."""

    same_language: Line
    cross_language: Line
    strong: float
    possible: float

    def band(self, cosine: float, share: float, *, crosses: bool = False) -> Band:
        """Return the band. `crosses`: question and passage are in different languages."""
        line = self.cross_language if crosses else self.same_language
        probability = line.probability(cosine, share)
        if probability >= self.strong:
            return "strong"
        return "possible" if probability >= self.possible else "weak"


def crosses(question: str, passage: str) -> bool:
    """Whether two language tags stand for different languages, as far as they are known."""
    pair = {"hbs" if base(tag) in HBS else base(tag) for tag in (question, passage)}
    return len(pair - {"und"}) == 2


@lru_cache(maxsize=8)
def calibration(fingerprint: str) -> Calibration:
    """Return the calibration of an encoder, or the one for any where it has none."""
    folder = files("search_api.retrieval") / FOLDER
    file = folder / file_name(fingerprint)
    if not file.is_file():
        file = folder / file_name("any")
    known = json.loads(file.read_text("utf-8"))
    return Calibration(
        Line(**known["same_language"]),
        Line(**known["cross_language"]),
        float(known["strong"]),
        float(known["possible"]),
    )


def file_name(fingerprint: str) -> str:
    """Return the name of an encoder's calibration file."""
    plain = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in fingerprint)
    return f"{plain[:120]}.json"
