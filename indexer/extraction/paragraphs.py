"""PDF lines to paragraphs, lists, tables, code and headings. Pure functions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.domain import Block
from indexer.extraction.grids import is_mark, with_whole_rows
from indexer.extraction.joining import OPEN_ADDRESS, joined, word_counts
from indexer.extraction.lines import Line
from indexer.text.cleaning import plain_bullets

_LONGEST_HEADING = 160  # characters
_HIGHEST_ROW = 14  # sizes of its type: six lines
_LIST_ITEM = re.compile(r"^(?:- |\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] |\(?[A-Z]\) )")
_SENTENCE_END = re.compile(r"[.!?:;…»”\"')\]]$")
_CAPTION = re.compile(
    r"^(fig(ure)?|table|tab|слика|табела|фигура|таблица|slika|tabela|tablica|figura|"
    r"εικόνα|πίνακας|σχήμα|listing)\b\.? ?\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\d{1,2}(\.\d{1,2}){0,3}\.? +[^\W\d_]")


@dataclass
class _Paragraph:
    """Lines gathered so far. `kind` is body, list, heading, code or row."""

    kind: str
    lines: list[Line] = field(default_factory=list)


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the blocks of a document from the lines of its pages, in reading order."""
    lines = with_whole_rows([line for page in pages for line in page])
    if not lines:
        return []
    body = body_size(lines)
    leading = _leading(lines, body)
    right = _right_edges(lines)
    paragraphs: list[_Paragraph] = []
    rows = _table_rows(lines)
    for line in lines:
        kind = "row" if id(line) in rows else _kind(line, body)
        if paragraphs and _goes_on(paragraphs[-1], line, kind, leading, right):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_Paragraph(kind, [line]))
    paragraphs = _without_false_headings(paragraphs)
    words = word_counts(line.text for line in lines)
    return _merged([_block(paragraph, _levels(paragraphs), words) for paragraph in paragraphs])


def body_size(lines: Iterable[Line]) -> float:
    """Return the type size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_half(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _half(size: float) -> float:
    return round(size * 2) / 2


def _table_rows(lines: Sequence[Line]) -> set[int]:
    """Return the ids of lines that are rows of a table: three or more whose cells line up."""
    rows: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _has_cells(line) and (not run or _line_up(run[-1], line)):
            run.append(line)
            continue
        if len(run) >= 3:
            rows.update(id(row) for row in run)
        run = [line] if line is not None and _has_cells(line) else []
    return rows


def _has_cells(line: Line) -> bool:
    """Whether a line has parts side by side that are more than a bullet and its text."""
    return len(line.cells) > 2 or (len(line.cells) == 2 and not is_mark(line.cells[0][1]))


def _line_up(above: Line, below: Line) -> bool:
    starts = [x for x, _ in above.cells[1:]]
    near = any(abs(x - start) < 4 for x, _ in below.cells[1:] for start in starts)
    return above.page == below.page and above.y > below.y and near


def _leading(lines: Sequence[Line], body: float) -> float:
    """Return the usual distance between two lines of body text, in points."""
    steps = Counter(
        round(above.y - below.y, 0)
        for above, below in pairwise(lines)
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
    if paragraph.kind == kind == "row":  # a row may be many lines high
        return _line_up(last, line) and last.y - line.y < _HIGHEST_ROW * line.size
    if paragraph.kind in ("heading", "code", "row"):
        same = kind == paragraph.kind and abs(line.size - last.size) < 0.6
        step = 3.2 if kind == "code" else 2.2
        near = last.page == line.page and -1 < last.y - line.y < step * max(
            line.size, leading / 1.2
        )
        return same and near and (kind != "heading" or line.bold == last.bold)
    if kind != "body" or abs(line.size - last.size) > 0.9:
        return False
    if last.page != line.page or line.y > last.y + 2:  # the next page or column
        return _runs_over(last, line)
    if line.bold != last.bold and not _runs_over(last, line):  # a label, not a word in bold
        return False
    if last.y - line.y > 1.45 * max(leading, 1.1 * line.size):
        return False
    return not _starts_anew(paragraph, last, line, right)


def _runs_over(last: Line, line: Line) -> bool:
    """Whether a sentence is cut by the end of a page or column between the two lines."""
    if OPEN_ADDRESS.search(last.text) or line.text.startswith(("http://", "https://", "doi:")):
        return True
    begins_small = line.text[0].islower() or last.text.endswith("-")
    return begins_small and not _SENTENCE_END.search(last.text)


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
    width = max(right.get(round(last.x / 10), last.end) - last.x, 1.0)
    filled = (last.end - last.x) / width
    return filled < (0.72 if ended else 0.5 if not line.text[0].islower() else 0.0)


def _without_false_headings(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Return paragraphs in which bold lines within or before a sentence are no headings."""
    checked: list[_Paragraph] = []
    for paragraph in paragraphs:
        before = checked[-1] if checked else None
        if before and before.kind == "heading" and _is_sentence_start(before, paragraph):
            checked[-1] = _Paragraph("body", [*before.lines, *paragraph.lines])
            continue
        if paragraph.kind == "heading" and _is_text(before, paragraph):
            paragraph.kind = "body"
        checked.append(paragraph)
    return checked


def _is_sentence_start(heading: _Paragraph, body: _Paragraph) -> bool:
    """Whether a bold first line goes on, in plain type, in the paragraph below it."""
    last, line = heading.lines[-1], body.lines[0]
    near = last.page == line.page and 0 < last.y - line.y < 1.6 * line.size
    same_size = abs(last.size - line.size) < 0.6
    return body.kind == "body" and near and same_size and _runs_over(last, line)


def _is_text(before: _Paragraph | None, heading: _Paragraph) -> bool:
    """Whether a would-be heading is too long for one, or goes on with the sentence above it."""
    text = " ".join(line.text for line in heading.lines)
    cut = before is not None and before.kind == "body"
    if cut and before is not None:
        cut = _runs_over(before.lines[-1], heading.lines[0])
    return len(text) > 250 or len(heading.lines) > 4 or cut


def _levels(paragraphs: Sequence[_Paragraph]) -> dict[float, int]:
    """Return the heading level of each type size in which headings are set: larger is higher."""
    sizes = {
        _half(paragraph.lines[0].size) for paragraph in paragraphs if paragraph.kind == "heading"
    }
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _block(
    paragraph: _Paragraph, levels: dict[float, int], words: Counter[str]
) -> tuple[str, Block]:
    texts = [line.text for line in paragraph.lines]
    if paragraph.kind == "row":
        texts = [" | ".join(text for _, text in line.cells) for line in paragraph.lines]
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
