"""The parts of a passage that may each answer a question: its sentences, the rows of its tables."""

from collections.abc import Iterator

from indexer.text.roles import is_notice
from indexer.text.sentences import split_sentences
from indexer.text.tables import Span, Table, tables

_FEWEST_WORDS = 4  # of a sentence: fewer are a heading or a label


def answer_spans(text: str, *, within_table: bool = False) -> list[Span]:
    """Return the (start, end) of the sentences and rows of a passage that may answer, in order.

    Not those that only name (headings, the head of a table), and no disclaimers. `within_table`
    says that the passage begins in the midst of a table.
    """
    spans: list[Span] = []
    done = 0
    for number, table in enumerate(tables(text, within=within_table)):
        spans += _sentences(text, done, table.start)
        spans += _rows(table, headless=within_table and number == 0)
        done = table.end
    return [*spans, *_sentences(text, done, len(text))]


def _rows(table: Table, *, headless: bool) -> list[Span]:
    return [(row[0][0], row[-1][1]) for row in table.rows[0 if headless else 1 :]]


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the paragraphs between two places."""
    for paragraph in text[start:end].split("\n\n"):
        for first, last in split_sentences(paragraph):
            sentence = paragraph[first:last]
            inner = sentence.strip()
            if len(inner.split()) >= _FEWEST_WORDS and not is_notice(inner):
                at = start + first + sentence.index(inner)
                yield at, at + len(inner)
        start += len(paragraph) + 2
