"""Where a passage stands on a page: its letters are looked for, whatever lies between them.

A page breaks words at its margin, repeats its head, and shows columns and tables in an order of
its own; a passage has none of that. So only letters and digits are compared, folded, and every run
of them that both have is a stretch of the passage.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from indexer.text.folding import fold

Stretch = tuple[int, int]  # the numbers of its first and last sign on the page

_RUN = 12  # letters in a row that are no coincidence
_LONG = 30  # letters of a run that stands for itself; a shorter one counts beside such
_BESIDE = 120  # letters


def stretches(passage: str, signs: Sequence[str]) -> list[Stretch]:
    """Return the stretches of a page, given by its signs, that stand in the passage, in order."""
    wanted, _ = _letters(passage)
    shown, places = _letters(signs)
    length = min(_RUN, len(wanted))
    if not length:
        return []
    runs = _said_once(_shared_runs(wanted, shown, length), shown, length)
    return [(places[start], places[end - 1]) for start, end in _without_strays(runs)]


def _letters(signs: Sequence[str]) -> tuple[str, list[int]]:
    """Return the folded letters and digits of the signs, and of each the number of its sign."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(signs):
        folded = _folded(sign)
        letters += folded
        places += [place] * len(folded)
    return "".join(letters), places


@lru_cache(maxsize=4_096)
def _folded(sign: str) -> str:
    return "".join(letter for letter in fold(sign) if letter.isalnum())


def _shared_runs(wanted: str, shown: str, length: int) -> list[Stretch]:
    """Return (start, end) of the runs of `shown` whose every `length` letters are in `wanted`."""
    pieces = {wanted[start : start + length] for start in range(len(wanted) - length + 1)}
    runs: list[Stretch] = []
    for start in range(len(shown) - length + 1):
        if shown[start : start + length] not in pieces:
            continue
        end = start + length
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _said_once(runs: Sequence[Stretch], shown: str, length: int) -> list[Stretch]:
    """Return the runs without those that only repeat a longer one, such as the foot of a page."""
    said: set[str] = set()
    kept = []
    for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        pieces = {shown[place : place + length] for place in range(start, end - length + 1)}
        if len(pieces - said) * 2 > len(pieces):
            kept.append((start, end))
        said |= pieces
    return sorted(kept)


def _without_strays(runs: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the runs but for a short one far from any other: a phrase that recurs by chance."""
    longest = max((end - start for start, end in runs), default=0)
    groups: list[list[Stretch]] = [[run] for run in runs[:1]]
    for before, run in pairwise(runs):
        if run[0] - before[1] <= _BESIDE:
            groups[-1].append(run)
        else:
            groups.append([run])
    for group in groups:
        if any(end - start >= min(_LONG, longest) for start, end in group):
            yield from group
