"""Two rankings to one."""

from collections.abc import Iterable, Mapping

# What a full match by words adds to the cosine; see tests/quality/RANKING.md for the figures.
WORDS_WEIGHT = 0.9


def weighted_sum(
    candidates: Iterable[int],
    cosines: Mapping[int, float],
    shares: Mapping[int, float],
    weight: float = WORDS_WEIGHT,
) -> list[tuple[int, float]]:
    """Return (passage id, score), best first, equal scores by id.

    score = (cosine + weight share) / (1 + weight), where `share` is 0 for a passage without any
    of the words. Both are on scales that do not depend on the question, so that a passage with
    a few words in common does not push out one that means the same in another language.
    Rounded to millionths: below that one processor adds up otherwise than another, and texts that
    are one in two scripts would come in another order there.
    A convex combination beats reciprocal ranks: Bruch, Gai and Ingber 2023, doi:10.1145/3596512.
    """
    scores = {
        number: round(
            (cosines.get(number, 0.0) + weight * shares.get(number, 0.0)) / (1 + weight), 6
        )
        for number in candidates
    }
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
