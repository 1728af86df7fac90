"""How well a bridge hits: per language, on sentences that training has not seen."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.errors import ModelError
from tests.quality.laboratory.bridge.pairs import Pair, held_out, read_pairs
from tests.quality.laboratory.bridge.teacher import teacher_vectors

_SENTENCE = 30  # letters: shorter English texts are labels, many nearly alike


@dataclass(frozen=True)
class LanguageScore:
    """One language: how many texts, and among how many English candidates they were sought.

    `top1` and `recall10` are shares of texts whose English twin came first, or among ten;
    `cosine` is the mean similarity to the twin.
    """

    language: str
    texts: int
    candidates: int
    top1: float
    recall10: float
    cosine: float


def evaluate(encoder: BridgeEncoder, data_dir: Path, cache: Path) -> list[LanguageScore]:
    """Score the held-out sentences of `data_dir/*.tsv`, each language against all their English.

    `cache` keeps the teacher's vectors. Raises ModelError when nothing is held out.
    """
    pairs = [
        pair
        for pair in read_pairs(data_dir)
        if held_out(pair.english) and len(pair.english) >= _SENTENCE and pair.source != "wordnet"
    ]
    if not pairs:
        raise ModelError(
            f"{data_dir} has no held-out sentence to evaluate on.",
            cure="Give more pairs: about one text in seventy is held out.",
        )
    return score_pairs(encoder, pairs, cache)


def score_pairs(encoder: BridgeEncoder, pairs: Sequence[Pair], cache: Path) -> list[LanguageScore]:
    """Score `pairs` by language, the candidates being all their English texts."""
    english = {text: place for place, text in enumerate(dict.fromkeys(p.english for p in pairs))}
    candidates = teacher_vectors(list(english), cache)
    by_language: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_language[pair.language].append(pair)
    return [
        score_language(
            language,
            encoder.encode_passages([pair.other for pair in by_language[language]]),
            candidates,
            np.array([english[pair.english] for pair in by_language[language]]),
        )
        for language in sorted(by_language)
    ]


def score_language(
    language: str,
    vectors: NDArray[np.float32],
    candidates: NDArray[np.float32],
    twins: NDArray[np.int64],
) -> LanguageScore:
    """Score `vectors` (n, 384) whose twins are the rows `twins` (n,) of `candidates`."""
    scores = vectors @ candidates.T
    own = scores[np.arange(len(vectors)), twins]
    ahead = (scores > own[:, None]).sum(axis=1)
    return LanguageScore(
        language=language,
        texts=len(vectors),
        candidates=len(candidates),
        top1=float(np.mean(ahead == 0)),
        recall10=float(np.mean(ahead < 10)),
        cosine=float(own.mean()),
    )
