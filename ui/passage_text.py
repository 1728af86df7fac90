"""The text of a passage on the screen: its words marked, its tables as tables, the best part first.

All of it goes through `escape`: nothing that a document holds is read as markup.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search_api.schemas import Match, Passage, Span, Table
from ui.excerpts import end_of, excerpt
from ui.markup import Html, element, escape, marked, text
from ui.wording import Translator

_ROWS = 4  # of a table in a card
_LEAD = 160  # characters of the text before a table in a card


@dataclass(frozen=True)
class _Part:
    """A stretch of a passage: a table, or the text between two."""

    start: int
    end: int
    table: Table | None = None


def shown_in_card(match: Match, length: int, translate: Translator) -> list[Html]:
    """Return about `length` characters around the sentence that answers; of a table its rows."""
    passage = match.passage
    parts = _parts(passage)
    focus = match.answer or next(iter(match.highlights), Span(start=0, end=0))
    place = max((n for n, part in enumerate(parts) if part.start <= focus.start), default=0)
    part, before = parts[place], parts[max(0, place - 1)]
    if part.table is None:
        return [_excerpt(match, part, length, translate)]
    lead = [] if before.table else [_excerpt(match, before, _LEAD, translate)]
    rows = _matching_rows(part.table, match)
    return [*lead, _table(passage, part.table, match, rows, translate)]


def shown_whole(passage: Passage, translate: Translator, match: Match | None = None) -> list[Html]:
    """Return the whole text of a passage, in paragraphs and tables; what `match` says marked."""
    shown: list[Html] = []
    for part in _parts(passage):
        if part.table is not None:
            every = list(range(len(part.table.rows)))
            shown.append(_table(passage, part.table, match, every, translate))
        else:
            shown += [
                element("p", _marked(passage, paragraph, match, translate))
                for paragraph in _paragraphs(passage, part)
            ]
    return shown


def _paragraphs(passage: Passage, part: _Part) -> list[_Part]:
    """Return the paragraphs of a part that is no table, without empty ones."""
    inside = re.finditer(r"[^\n]+(?:\n[^\n]+)*", passage.text[part.start : part.end])
    return [
        _Part(part.start + paragraph.start(), part.start + paragraph.end())
        for paragraph in inside
        if paragraph.group().strip()
    ]


def _marked(passage: Passage, part: _Part, match: Match | None, translate: Translator) -> Html:
    content = passage.text[part.start : part.end]
    if match is None:
        return escape(content)
    answer = _within(match.answer, part)
    return marked(content, _all_within(match.highlights, part), answer, translate("answer_label"))


def _parts(passage: Passage) -> list[_Part]:
    """Return the tables of a passage and the text between them; at least one part."""
    parts: list[_Part] = []
    done = 0
    for table in passage.tables:
        if passage.text[done : table.start].strip():
            parts.append(_Part(done, table.start))
        parts.append(_Part(table.start, table.end, table))
        done = table.end
    end = max(done, end_of(passage.text))
    if passage.text[done:end].strip() or not parts:
        parts.append(_Part(done, end))
    return parts


def _excerpt(match: Match, part: _Part, length: int, translate: Translator) -> Html:
    # A card has no room for blank lines. A blank in place of the second line break keeps every
    # letter, and so every highlight, where it was.
    content = match.passage.text[part.start : part.end].rstrip().replace("\n\n", "\n ")
    answer = _within(match.answer, part)
    shown = excerpt(content, _all_within(match.highlights, part), length, answer)
    inner = marked(shown.text, shown.spans, shown.answer, translate("answer_label"))
    return element("p", inner)


def _table(
    passage: Passage, table: Table, match: Match | None, rows: Sequence[int], translate: Translator
) -> Html:
    """Return these rows of a table below its first one, and how many more there are."""
    spans = match.highlights if match else []
    answer = match.answer if match else None
    head = [text("th", name) for name in table.header] or _cells(passage, table, 0, "th", spans)
    first = 0 if table.header else 1
    body = [
        element(
            "tr",
            *_cells(passage, table, row, "td", spans, _said(answer, table, row, translate)),
            css="answer" if _holds(answer, table, row) else "",
        )
        for row in rows
        if row >= first
    ]
    left = len(table.rows) - first - len(body)
    more = [text("p", translate("table_more", count=left), css="meta")] if left else []
    drawn = element("table", element("thead", element("tr", *head)), element("tbody", *body))
    return element("div", drawn, *more, css="table")


def _cells(
    passage: Passage,
    table: Table,
    row: int,
    name: str,
    spans: Sequence[Span],
    said: Sequence[Html] = (),
) -> list[Html]:
    cells = []
    for place, cell in enumerate(table.rows[row]):
        part = _Part(cell.start, cell.end)
        content = marked(passage.text[cell.start : cell.end], _all_within(spans, part))
        cells.append(element(name, *(said if place == 0 else ()), content))
    return cells


def _said(answer: Span | None, table: Table, row: int, translate: Translator) -> list[Html]:
    """Return what a screen reader says of the row that answers."""
    if not _holds(answer, table, row):
        return []
    return [element("span", escape(f"{translate('answer_label')} "), css="unseen")]


def _holds(answer: Span | None, table: Table, row: int) -> bool:
    cells = table.rows[row]
    return answer is not None and cells[0].start <= answer.start <= cells[-1].end


def _matching_rows(table: Table, match: Match) -> list[int]:
    """Return the rows with most of the question, in their order; without any, the first ones."""

    def worth(row: int) -> tuple[bool, int, int]:
        part = _Part(table.rows[row][0].start, table.rows[row][-1].end)
        return _holds(match.answer, table, row), len(_all_within(match.highlights, part)), -row

    first = 0 if table.header else 1
    best = sorted(range(first, len(table.rows)), key=worth, reverse=True)[:_ROWS]
    return sorted(best)


def _all_within(spans: Sequence[Span], part: _Part) -> list[Span]:
    inside = (_within(span, part) for span in spans)
    return [span for span in inside if span is not None]


def _within(span: Span | None, part: _Part) -> Span | None:
    """Return a span of the passage as one of its part; None where it is not wholly in there."""
    if span is None or not (part.start <= span.start and span.end <= part.end):
        return None
    return Span(start=span.start - part.start, end=span.end - part.start)
