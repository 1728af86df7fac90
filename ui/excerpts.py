"""The part of a passage that a result shows: short, and around what answers."""

import re
from dataclasses import dataclass

from search_api.schemas import Span

_SENTENCE = re.compile(r"[.!?…;:]\s+|\n\s*")


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text, the spans and the answer within it, and whether it is the whole text."""

    text: str
    spans: list[Span]
    whole: bool
    answer: Span | None = None


def excerpt(content: str, spans: list[Span], length: int, answer: Span | None = None) -> Excerpt:
    """Return about `length` characters of the text, with the sentence that answers.

    Without one, with as many of the spans as fit. The stretch begins with a sentence where it
    can, else between words; an ellipsis stands where text was left out.
    """
    if len(content) <= length:
        return Excerpt(content, spans, whole=True, answer=answer)
    around = _around(content, answer, length) if answer else _richest(content, spans, length)
    start, end = _between_words(content, *around)
    before, after = "… " if start else "", " …" if end < len(content) else ""
    shift = len(before) - start
    inside = [_moved(span, shift) for span in spans if start <= span.start and span.end <= end]
    text = f"{before}{content[start:end]}{after}"
    if answer is None:
        return Excerpt(text, inside, whole=False)
    kept = Span(start=max(answer.start, start), end=min(answer.end, end))
    return Excerpt(text, inside, whole=False, answer=_moved(kept, shift))


def _around(content: str, answer: Span, length: int) -> tuple[int, int]:
    """Return a stretch that has the answer, from the earliest sentence that leaves room for it."""
    latest = max(0, len(content) - length)
    earliest = max(0, answer.end - length)
    starts = [0, *(gap.end() for gap in _SENTENCE.finditer(content, 0, answer.start))]
    start = min((at for at in starts if at >= min(earliest, answer.start)), default=answer.start)
    start = min(start, answer.start)
    if start > latest and start == answer.start:
        start = max((at for at in starts if at <= latest), default=start)
    return start, min(len(content), start + length)


def _richest(content: str, spans: list[Span], length: int) -> tuple[int, int]:
    """Return the stretch that holds most spans; of equals the first, and some text before it."""
    lead = length // 5
    latest = len(content) - length
    starts = [0, *(min(max(0, span.start - lead), latest) for span in spans)]

    def held(start: int) -> int:
        return sum(start <= span.start and span.end <= start + length for span in spans)

    best = max(starts, key=lambda start: (held(start), -start))
    return best, best + length


def _between_words(content: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inward to a blank, unless that would cost more than 40 characters."""
    if start > 0 and not content[start - 1].isspace():
        blank = content.find(" ", start, start + 40)
        start = blank + 1 if blank >= 0 else start
    if end < len(content):
        blank = content.rfind(" ", end - 40, end)
        end = blank if blank > start else end
    return start, end


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
