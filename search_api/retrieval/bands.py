"""How strong a match is, in words that mean the same for every question."""

from search_api.retrieval.legs import Ranked
from search_api.schemas import Band

# Cosines of all-MiniLM-L6-v2; see tests/quality for how often each band is right.
_STRONG = 0.50
_POSSIBLE = 0.33


def band(meaning: Ranked | None, coverage: float) -> Band:
    """Return the band of a passage.

    `meaning` is its place by meaning, None when it is not among the nearest. `coverage` is the
    share, 0..1, of the question's telling words that the passage has.
    """
    cosine = meaning.score if meaning is not None else 0.0
    if cosine >= _STRONG or (cosine >= _POSSIBLE and coverage >= 0.8):
        return "strong"
    if cosine >= _POSSIBLE or coverage >= 0.8:
        return "possible"
    return "weak"
