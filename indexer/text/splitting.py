"""Blocks to passages: pieces of about 200 word pieces that answer on their own. Pure.

A passage breaks at headings and between sentences, never inside one (unless a single sentence
is longer than a passage), and repeats the end of the one before it, so that an answer that
straddles a break is whole in one of the two. What answers nothing (roles.py) shares no passage
with what does. The resource's text is its blocks joined by blank
lines; every passage is a span of it and knows its page and its heading path.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from indexer.domain import Block, Passage, Role
from indexer.text.language import detect, refine
from indexer.text.roles import block_roles, main_role, sentence_role
from indexer.text.sentences import split_sentences
from indexer.text.tables import row_spans

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long passages are, in word pieces (see `count_pieces`).

    A passage has at most `target` of them and repeats up to `overlap` of the one before; a
    section shorter than `smallest` is joined to the next one.
    """

    target: int = 200
    overlap: int = 40
    smallest: int = 60


SIZES = Sizes()  # chosen by measuring: tests/quality/PASSAGES.md

_CUT = re.compile(r"[\w,–-]$")  # how a sentence ends that is not at its end
# What a word-piece tokenizer makes of European text: a piece per 7 letters, one per sign.
_PIECE = re.compile(r"\w{1,7}|[^\w\s]")


def count_pieces(text: str) -> int:
    """Return about how many word pieces `text` has, whatever its language or encoder."""
    return sum(1 for _ in _PIECE.finditer(text))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One unit of packing: a sentence, a heading or a row of a table, as a span of the text."""

    start: int
    end: int
    pages: tuple[int | None, int | None]  # where it begins and ends
    path: tuple[str, ...]
    pieces: int
    is_heading: bool
    role: Role
    header: str = ""  # of a row: the first one of its table


def resource_text(blocks: Sequence[Block]) -> str:
    """Return the one text of a resource that all passages are spans of."""
    return PARAGRAPH.join(block.text for block in blocks)


def split(
    blocks: Sequence[Block], *, language: str | None = None, sizes: Sizes = SIZES
) -> tuple[Passage, ...]:
    """Cut `blocks` into passages. `language` is the resource's declared tag, if known."""
    text = resource_text(blocks)
    spans = _pack(_joined(_sentences(blocks, sizes), text, sizes), sizes)
    return tuple(
        _passage(ordinal, text, sentences, language) for ordinal, sentences in enumerate(spans)
    )


def _sentences(blocks: Sequence[Block], sizes: Sizes) -> Iterator[_Sentence]:
    offset = 0
    path: list[tuple[int, str]] = []
    for block, role in zip(blocks, block_roles(blocks), strict=True):
        if block.level is not None:
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, " ".join(block.text.split())))
        titles = tuple(title for _, title in path)
        heading = block.level is not None
        rows = [] if heading else row_spans(block.text)
        head = block.text[slice(*rows[0])] if rows else ""
        ends = rows or ([(0, len(block.text))] if heading else list(split_sentences(block.text)))
        for start, end in (
            span for whole in ends for span in _short(block.text, *whole, sizes.target)
        ):
            pieces = count_pieces(block.text[start:end])
            if pieces:
                yield _Sentence(
                    start=offset + start,
                    end=offset + end,
                    pages=(block.page, block.page),
                    path=titles,
                    pieces=pieces,
                    is_heading=heading,
                    role=_role(role, block.text[start:end]),
                    header=head if rows and start else "",
                )
        offset += len(block.text) + len(PARAGRAPH)


def _role(of_block: Role, sentence: str) -> Role:
    return sentence_role(sentence) if of_block is Role.TEXT else of_block


def _joined(sentences: Iterable[_Sentence], text: str, sizes: Sizes) -> list[_Sentence]:
    """Return the sentences with those made one that the end of a page or column cut in two."""
    whole: list[_Sentence] = []
    for sentence in sentences:
        if whole and _goes_on(whole[-1], sentence, text, sizes):
            before = whole.pop()
            sentence = replace(
                before,
                end=sentence.end,
                pages=(before.pages[0], sentence.pages[1]),
                pieces=before.pieces + sentence.pieces,
            )
        whole.append(sentence)
    return whole


def _goes_on(before: _Sentence, after: _Sentence, text: str, sizes: Sizes) -> bool:
    """Whether `after` is the rest of the sentence that `before` began."""
    between = text[before.end : after.start]
    return (
        PARAGRAPH in between
        and before.role is after.role
        and before.path == after.path
        and not (before.is_heading or after.is_heading or before.header or after.header)
        and before.pieces + after.pieces <= sizes.target
        and bool(_CUT.search(text[max(0, before.end - 2) : before.end].rstrip()))
        and text[after.start : after.start + 1].islower()
        and "\n" not in text[before.start : before.end]
    )


def _short(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    """Yield the span itself, or, where it has more than `target` pieces, spans cut at spaces."""
    while (last := _end_of(target, text, start, end)) is not None:
        space = max(text.rfind(" ", start, last), text.rfind("\n", start, last))
        cut = space if space > start else last
        yield start, cut
        start = cut + (cut == space)
    if start < end:
        yield start, end


def _end_of(target: int, text: str, start: int, end: int) -> int | None:
    """Return where the first `target` pieces of a span end; None where it has no more than that."""
    pieces = list(islice(_PIECE.finditer(text, start, end), target + 1))
    return pieces[target - 1].end() if len(pieces) > target else None


def _pack(sentences: list[_Sentence], sizes: Sizes) -> Iterator[list[_Sentence]]:
    """Fill passages one after the other; see the module's docstring for where they break."""
    current: list[_Sentence] = []
    size = fresh = 0  # fresh: sentences of `current` that no earlier passage has
    for sentence in sentences:
        breaks_here = _changes_role(current, sentence) or (
            sentence.is_heading and size >= sizes.smallest
        )
        if current and fresh and (breaks_here or size + sentence.pieces > sizes.target):
            if not _stand_above(current, sentence):
                yield current
            current = [] if breaks_here else _overlap(current, sentence, sizes)
            size = sum(kept.pieces for kept in current)
            fresh = 0
        current.append(sentence)
        size += sentence.pieces
        fresh += 1
    if any(not sentence.is_heading for sentence in current[-fresh:]):
        yield current


def _stand_above(done: list[_Sentence], coming: _Sentence) -> bool:
    """Whether all of it are headings that the next passage has in its path anyway."""
    return all(s.is_heading and s.path == coming.path[: len(s.path)] for s in done)


def _changes_role(done: list[_Sentence], coming: _Sentence) -> bool:
    """Whether what answers ends here, or begins: it shares no passage with what does not."""
    return bool(done) and (done[-1].role is Role.TEXT) is not (coming.role is Role.TEXT)


def _overlap(done: list[_Sentence], coming: _Sentence, sizes: Sizes) -> list[_Sentence]:
    """Return the last sentences of `done` that the next passage repeats."""
    kept: list[_Sentence] = []
    size = coming.pieces
    for sentence in reversed(done):
        size += sentence.pieces
        repeated = sum(earlier.pieces for earlier in kept) + sentence.pieces
        if sentence.is_heading or repeated > sizes.overlap or size > sizes.target:
            break
        kept.insert(0, sentence)
    return kept if len(kept) < len(done) else kept[1:]


def _passage(ordinal: int, text: str, sentences: list[_Sentence], language: str | None) -> Passage:
    # A heading that opens a passage is in its heading path already; one in its middle is text.
    first = next((s for s in sentences if not s.is_heading), sentences[0])
    last = sentences[-1]
    pages = [page for sentence in sentences for page in sentence.pages if page is not None]
    body = text[first.start : last.end]
    return Passage(
        ordinal=ordinal,
        text=body,
        start=first.start,
        end=last.end,
        heading_path=first.path,
        first_page=min(pages, default=None),
        last_page=max(pages, default=None),
        language=refine(detect(body), language),
        role=main_role((s.role, s.end - s.start) for s in sentences if not s.is_heading),
        table_header=first.header,
    )


def encoded_text(title: str, passage: Passage) -> str:
    """Return what the encoder reads of a passage: the headings above it, then its text."""
    path = [part for part in (title, *passage.heading_path) if part]
    headings = " > ".join(dict.fromkeys(path))
    return f"{headings}\n{passage.text}" if headings else passage.text
