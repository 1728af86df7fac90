"""The part of a passage that a result shows: short, and around the words that match."""

from dataclasses import dataclass

from search_api.schemas import Span


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text, the spans within it, and whether something was left out."""

    text: str
    spans: list[Span]
    whole: bool


def excerpt(content: str, spans: list[Span], length: int) -> Excerpt:
    """Return about `length` characters of the text, with as many of the spans as fit.

    The stretch begins and ends between words; an ellipsis stands where text was left out.
    """
    if len(content) <= length:
        return Excerpt(content, spans, whole=True)
    start, end = _between_words(content, *_richest(content, spans, length))
    before, after = "… " if start else "", " …" if end < len(content) else ""
    shift = len(before) - start
    inside = [
        Span(start=span.start + shift, end=span.end + shift)
        for span in spans
        if start <= span.start and span.end <= end
    ]
    return Excerpt(f"{before}{content[start:end]}{after}", inside, whole=False)


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
    if start > 0:
        blank = content.find(" ", start, start + 40)
        start = blank + 1 if blank >= 0 else start
    if end < len(content):
        blank = content.rfind(" ", end - 40, end)
        end = blank if blank > start else end
    return start, end
