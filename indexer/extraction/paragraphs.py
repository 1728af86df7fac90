"""PDF lines to paragraphs, lists, tables, code and headings. Pure functions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.domain import Block
from indexer.extraction.layout import Line
from indexer.extraction.text import plain_bullets

_LONGEST_HEADING = 160  # characters
_LIST_ITEM = re.compile(r"^(?:- |\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)] )")
_SENTENCE_END = re.compile(r"[.!?:;…»”\"')\]]$")
_CAPTION = re.compile(
    r"^(fig(ure)?|table|tab|слика|табела|фигура|таблица|slika|tabela|tablica|figura|"
    r"εικόνα|πίνακας|σχήμα|listing)\b\.? ?\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d{1,2}(\.\d{1,2}){0,3}\.? +[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Compounds with these keep their hyphen wherever the line breaks.
_HYPHENATED = set(
    "self well non co cross high low long short open multi semi pre post so ex all one two three "
    "four five six ten full half hands real state end follow peer problem project large small "
    "first second third web user data evidence research student teacher learner".split()
)


@dataclass
class _Paragraph:
    """Lines gathered so far. `kind` is body, list, heading, code or row."""

    kind: str
    lines: list[Line] = field(default_factory=list)


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the blocks of a document from the lines of its pages, in reading order."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = body_size(lines)
    leading = _leading(lines, body)
    right = _right_edges(lines)
    paragraphs: list[_Paragraph] = []
    for line in lines:
        kind = _kind(line, body)
        if paragraphs and _goes_on(paragraphs[-1], line, kind, leading, right):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_Paragraph(kind, [line]))
    _demote(paragraphs)
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    return _merged([_block(each, _levels(paragraphs), words) for each in paragraphs])


def body_size(lines: Iterable[Line]) -> float:
    """Return the type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_half(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _half(size: float) -> float:
    return round(size * 2) / 2


def _leading(lines: Sequence[Line], body: float) -> float:
    """Return the usual distance between two lines of body text, in points."""
    steps = Counter(
        round(above.y - below.y, 0)
        for above, below in zip(lines, lines[1:], strict=False)
        if above.page == below.page
        and _half(above.size) == _half(below.size) == body
        and 0.8 * body < above.y - below.y < 3 * body
    )
    return steps.most_common(1)[0][0] if steps else 1.2 * body


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """Return where long lines end, by the (rounded) x at which they begin."""
    edges: dict[int, list[float]] = {}
    for line in lines:
        edges.setdefault(round(line.x / 10), []).append(line.end)
    return {x: sorted(ends)[int(0.8 * (len(ends) - 1))] for x, ends in edges.items()}


def _kind(line: Line, body: float) -> str:
    text = plain_bullets(line.text)
    if line.mono and not line.bold:
        return "code"
    if line.cells:
        return "row"
    if _is_heading(line, text, body):
        return "heading"
    return "list" if _LIST_ITEM.match(text) else "body"


def _is_heading(line: Line, text: str, body: float) -> bool:
    letters = sum(1 for sign in text if sign.isalpha())
    if letters < 3 or len(text) > _LONGEST_HEADING or _CAPTION.match(text):
        return False
    if line.size >= 1.12 * body:
        return not text.startswith("- ") and letters > 0.4 * len(text)
    starts_well = text[0].isupper() or bool(_NUMBERED.match(text))
    ends_well = not text.endswith((".", ",", ";", ":", "-"))
    return line.bold and line.size >= 0.97 * body and len(text) <= 100 and starts_well and ends_well


def _goes_on(
    paragraph: _Paragraph, line: Line, kind: str, leading: float, right: dict[int, float]
) -> bool:
    """Whether `line` continues `paragraph`."""
    last = paragraph.lines[-1]
    if paragraph.kind in ("heading", "code", "row"):
        same = kind == paragraph.kind and abs(line.size - last.size) < 0.6
        near = last.page == line.page and -1 < last.y - line.y < 2.2 * max(line.size, leading / 1.2)
        return same and near and (kind != "heading" or line.bold == last.bold)
    if kind != "body" or abs(line.size - last.size) > 0.9:
        return False
    if last.page != line.page or line.y > last.y + 2:  # the next page or column
        return _runs_over(last, line)
    if last.y - line.y > 1.45 * max(leading, 1.1 * line.size):
        return False
    return not _starts_anew(paragraph, last, line, right)


def _runs_over(last: Line, line: Line) -> bool:
    """Whether a sentence is cut by the end of a page or column between the two lines."""
    return not _SENTENCE_END.search(last.text) and (
        line.text[0].islower() or last.text.endswith("-")
    )


def _starts_anew(paragraph: _Paragraph, last: Line, line: Line, right: dict[int, float]) -> bool:
    """Whether indentation or a short line above says that a new paragraph begins."""
    indent = line.x - last.x
    ended = bool(_SENTENCE_END.search(last.text))
    if paragraph.kind == "body":
        first = paragraph.lines[0] is last
        if indent < -0.8 * line.size and not first:  # hanging indent: the next reference
            return ended
        if indent > 0.8 * line.size and not first:
            return ended
        if indent > 60 or indent < -60:  # another box altogether
            return True
    elif indent < -0.5 * line.size:
        return True
    width = right.get(round(last.x / 10), last.end) - last.x
    return ended and last.end - last.x < 0.72 * width


def _demote(paragraphs: list[_Paragraph]) -> None:
    """Take headings that are too long, or bold lines within a sentence, back to body text."""
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        if paragraph.kind != "heading":
            continue
        text = " ".join(line.text for line in paragraph.lines)
        cut = (
            before is not None
            and before.kind == "body"
            and _runs_over(before.lines[-1], paragraph.lines[0])
        )
        if len(text) > 250 or len(paragraph.lines) > 4 or cut:
            paragraph.kind = "body"


def _levels(paragraphs: Sequence[_Paragraph]) -> dict[float, int]:
    """Return the heading level of each type size in which headings are set: larger is higher."""
    sizes = {_half(each.lines[0].size) for each in paragraphs if each.kind == "heading"}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _block(
    paragraph: _Paragraph, levels: dict[float, int], words: Counter[str]
) -> tuple[str, Block]:
    texts = [line.text for line in paragraph.lines]
    page = paragraph.lines[0].page
    if paragraph.kind in ("code", "row"):
        return paragraph.kind, Block("\n".join(texts), page)
    text = plain_bullets(joined(texts, words))
    if paragraph.kind == "heading":
        return "heading", Block(text, page, levels[_half(paragraph.lines[0].size)])
    return paragraph.kind, Block(text, page)


def _merged(blocks: list[tuple[str, Block]]) -> list[Block]:
    """Return the blocks, list items that follow one another on a page made one block."""
    merged: list[Block] = []
    previous = ""
    for kind, block in blocks:
        if kind == previous == "list" and merged[-1].page == block.page:
            merged[-1] = Block(f"{merged[-1].text}\n{block.text}", block.page)
        elif block.text.strip():
            merged.append(block)
        previous = kind
    return merged


def joined(lines: Sequence[str], words: Counter[str]) -> str:
    """Return lines as running text, words that were broken at line ends made whole.

    `words` counts the words of the whole document, in lower case: they decide whether
    `self-` + `study` was a compound and `bioin-` + `formatics` a word.
    """
    text = ""
    for line in lines:
        if (
            text.endswith(("-", "\u2010"))
            and not text.endswith((" -", "--"))
            and line[:1].isalnum()
        ):
            text = _unbroken(text, line, words)
        else:
            text = f"{text} {line}" if text else line
    return text


def _unbroken(text: str, line: str, words: Counter[str]) -> str:
    left = re.search(r"([^\W\d_]+)[-\u2010]$", text)
    right = re.match(r"[^\W\d_]+", line)
    if left is None or right is None or right[0][0].isupper():
        return text + line  # digits, names, addresses: the hyphen is real
    head, tail = left[1].lower(), right[0].lower()
    as_word, as_compound = words[head + tail], words[f"{head}-{tail}"]
    if as_word != as_compound:
        keep = as_compound > as_word
    else:
        keep = head in _HYPHENATED or (words[head] > 1 and words[tail] > 1 and len(tail) > 3)
    return text + line if keep else text[:-1] + line
