"""The part of a passage that a result shows: short, and around what answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_api.schemas import Span

# Where a sentence or a line ends; the number of a list's item ends none.
_END = re.compile(r"(?<!\n\d)(?<!\n\d\d)(?<!\n \d)(?<!\n \d\d)(?:([.!?…])|[;:])\s+|\n\s*")
_MARK = r"(?:[-–•*]|\(?\d{1,2}[.)]|\(?[a-z]\))"
_ITEM = re.compile(rf"\s*{_MARK}\s")
_LOOSE_MARK = re.compile(rf"(?:^|\n)\s*{_MARK}\s*$")  # an item's, without the item
_LONGEST_LEAD = 0.5  # of an excerpt: the sentence before a list
_MOVED = 40  # characters that an end is moved at most, to stand between words


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
    can, else between words; an ellipsis stands where text was left out. Where an item of a list
    answers, the sentence before the list is shown, too.
    """
    if len(content) <= length:
        return Excerpt(content, spans, whole=True, answer=answer)
    if answer is None:
        richest = _tidy(content, *_richest(content, spans, length))
        return _joined(content, [richest], spans, None)
    around = _tidy(content, *_around(content, answer, length), answer)
    lead = _lead_in(content, answer)
    if lead is None or lead[0] >= around[0] or lead[1] - lead[0] > _LONGEST_LEAD * length:
        return _joined(content, [around], spans, answer)
    start, end = _around(content, answer, length - (lead[1] - lead[0]))
    item = content.find("\n", max(start - 1, lead[1]), answer.start) + 1  # whole, if one fits
    after = _tidy(content, item or max(start, lead[1]), end, answer)
    return _joined(content, [lead, after], spans, answer)


def end_of(content: str) -> int:
    """Return where a text ends when the mark of an item that stands in the next one is left out."""
    loose = _LOOSE_MARK.search(content)
    return loose.start() if loose else len(content)


def _joined(
    content: str, pieces: Sequence[tuple[int, int]], spans: Sequence[Span], answer: Span | None
) -> Excerpt:
    """Return the pieces of a text as an excerpt; the last one has the answer."""
    text = "… " if pieces[0][0] else ""
    inside: list[Span] = []
    done = None
    for start, end in pieces:
        if done is not None:
            text += "\n… " if content[done:start].strip() else "\n"
        shift = len(text) - start
        inside += [_moved(span, shift) for span in spans if start <= span.start and span.end <= end]
        text += content[start:end]
        done = end
    kept = answer and Span(start=max(answer.start, start) + shift, end=min(answer.end, end) + shift)
    return Excerpt(f"{text} …" if end < end_of(content) else text, inside, False, kept)


def _around(content: str, answer: Span, length: int) -> tuple[int, int]:
    """Return a stretch that has the answer, from the earliest sentence that leaves room for it."""
    starts = [0, *_starts(content, answer.start)]
    fitting = (at for at in starts if at <= answer.start and at + length >= answer.end)
    start = min(fitting, default=answer.start)
    if len(content) - start < length // 2:  # little is left: better the end of a long sentence
        start = min(start, max(0, len(content) - length))
    return start, min(len(content), start + length)


def _starts(content: str, end: int) -> Iterator[int]:
    """Yield where sentences and lines begin; what goes on in small letters was an abbreviation."""
    for gap in _END.finditer(content, 0, end):
        goes_on = gap[1] and (content[gap.end()].islower() or content[gap.end()] in "([0123456789")
        if not goes_on:
            yield gap.end()


def _lead_in(content: str, answer: Span) -> tuple[int, int] | None:
    """Return where the sentence before the list stands that the answer is an item of, if any."""
    line = content.rfind("\n", 0, answer.start) + 1
    if not _ITEM.match(content, line):
        return None
    end = line
    while end and _ITEM.match(content, line):
        end = len(content[:line].rstrip())
        line = content.rfind("\n", 0, end) + 1
    if content[line:end].endswith((".", "!", "?")):
        return None
    return max((at for at in _starts(content, end) if at < end), default=0), end


def _richest(content: str, spans: list[Span], length: int) -> tuple[int, int]:
    """Return the stretch that holds most spans; of equals the first, and some text before it."""
    lead = length // 5
    latest = len(content) - length
    starts = [0, *(min(max(0, span.start - lead), latest) for span in spans)]

    def held(start: int) -> int:
        return sum(start <= span.start and span.end <= start + length for span in spans)

    best = max(starts, key=lambda start: (held(start), -start))
    return best, best + length


def _tidy(content: str, start: int, end: int, answer: Span | None = None) -> tuple[int, int]:
    """Move both ends inward to stand between words, the last one before a loose mark.

    No letter of an answer that fits between them is lost.
    """
    first, last = start, end
    if start > 0 and not content[start - 1].isspace():
        blank = content.find(" ", start, start + _MOVED)
        first = blank + 1 if blank >= 0 else start
    if end < len(content) and not content[end].isspace():
        blank = max(content.rfind(" ", end - _MOVED, end), content.rfind("\n", end - _MOVED, end))
        last = blank if blank > first else end
    last = first + end_of(content[first:last])
    if answer is None:
        return first, last
    return min(first, answer.start), max(last, answer.end) if answer.end <= end else last


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
