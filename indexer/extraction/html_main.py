"""Which blocks of a page are its main text, once a library has said roughly what that is. Pure.

The library (trafilatura) finds the main text well, but on its way loses headings, summaries,
equations and captions in the midst of it.
"""

from collections.abc import Sequence
from itertools import pairwise

from indexer.domain import Block

_LONG = 20  # letters: a line so long may stand anywhere in the main text
_GAP, _SHORT = 3, 800  # blocks between two of the main text, and their letters, that belong to it


def main_blocks(whole: Sequence[Block], main: Sequence[Block]) -> list[Block]:
    """Return the blocks of `whole` that are in `main`, and what of it stands between or above.

    Returns `main` if none is.
    """
    lines = [_letters(line) for block in main for line in block.text.split("\n")]
    text, distinct = "\n".join(lines), set(lines)
    kept = [block.level is None and _is_in(block, text, distinct) for block in whole]
    _fill_gaps(whole, kept)
    for place, block in enumerate(whole):
        if block.level is not None:
            kept[place] = _is_in(block, text, distinct) or _is_above_kept(whole, kept, place)
    return [block for block, is_kept in zip(whole, kept, strict=True) if is_kept] or list(main)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).lower()


def _is_in(block: Block, text: str, distinct: set[str]) -> bool:
    """Whether at least half of the letters of `block` are in lines of the main text."""
    lines = [_letters(line) for line in block.text.split("\n")]
    seen = sum(
        len(line) for line in lines if line in distinct or (len(line) >= _LONG and line in text)
    )
    return 2 * seen >= sum(map(len, lines)) > 0


def _fill_gaps(whole: Sequence[Block], kept: list[bool]) -> None:
    """Keep the few blocks that stand between two kept ones, or between the title and the first."""
    texts = [place for place, block in enumerate(whole) if block.level is None]
    places = [place for place in texts if kept[place]]
    tops = [n for n, block in enumerate(whole[: places[0]] if places else ()) if block.level == 1]
    places = [*tops[-1:], *places]
    for left, right in pairwise(places):
        between = [place for place in texts if left < place < right]
        if len(between) <= _GAP and sum(len(whole[place].text) for place in between) <= _SHORT:
            for place in between:
                kept[place] = True


def _is_above_kept(whole: Sequence[Block], kept: Sequence[bool], place: int) -> bool:
    """Whether a kept text follows the heading at `place` before the next one of its rank."""
    level = whole[place].level or 1
    for following in range(place + 1, len(whole)):
        rank = whole[following].level
        if rank is None and kept[following]:
            return True
        if rank is not None and rank <= level:
            return False
    return False
