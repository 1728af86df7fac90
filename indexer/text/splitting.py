"""Blocks to passages: pieces of about 200 word pieces that answer on their own. Pure.

A passage breaks at headings and between sentences, never inside one (unless a single sentence
is longer than a passage), and repeats the end of the one before it, so that an answer that
straddles a break is whole in one of the two. The resource's text is its blocks joined by blank
lines; every passage is a span of it and knows its page and its heading path.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.domain import Block, Passage
from indexer.text.folding import folded_words
from indexer.text.language import detect, refine

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

# A sentence ends at . ! ? … or the Greek question mark, before a space and an upper-case letter,
# a digit, a bracket or a quotation mark.
_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”»’)\]]*\s+(?=[\"„“«‘(\[]?[^\Wa-zа-яα-ωџљњђћј_])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZА-ЯΑ-Ω]|al|cf|dr|ed|eds|e\.g|etc|fig|i\.e|no|np?r|pp?|prof|sc|sv|st|tab|"
    r"tzv|vol|vs|др|нпр|проф|стр|сл|тзв|т\.н|т\.е|π\.χ|σελ|βλ|κ\.ά)\.|;)\s*$",
    re.IGNORECASE,
)
_GREEK = re.compile(r"[α-ωάέήίόύώ][;]\s*$", re.IGNORECASE)
# What a word-piece tokenizer makes of European text: a piece per 7 letters, one per sign.
_PIECE = re.compile(r"\w{1,7}|[^\w\s]")


def count_pieces(text: str) -> int:
    """Return about how many word pieces `text` has, whatever its language or encoder."""
    return sum(1 for _ in _PIECE.finditer(text))


# Headings of lists of references in the network's languages, folded.
_REFERENCES = frozenset(
    (
        *("references", "bibliography", "works cited", "literature", "further reading", "sources"),
        *("referenca", "referencat", "literatura", "bibliografia", "burimet", "burime"),
        *("reference", "izvori", "popis literature", "bibliografija", "spisak literature"),
        *("izvori i literatura", "koristena literatura", "izpolzvana literatura", "iztocnici"),
        *("bibliografiia", "βιβλιογραφια", "αναφορεσ", "πηγεσ", "βιβλιογραφικεσ αναφορεσ"),
    )
)


def is_reference_list(heading_path: Sequence[str]) -> bool:
    """Whether a passage under these headings is part of a list of references."""
    return bool(heading_path) and _names_references(heading_path[-1])


@lru_cache(maxsize=8_192)  # headings recur, and every candidate of every question is looked at
def _names_references(heading: str) -> bool:
    name = " ".join(word for word in folded_words(heading) if not word.isdigit())
    return name in _REFERENCES


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One unit of packing: a sentence or a heading, as a span of the resource's text."""

    start: int
    end: int
    page: int | None
    path: tuple[str, ...]
    pieces: int
    is_heading: bool


def resource_text(blocks: Sequence[Block]) -> str:
    """Return the one text of a resource that all passages are spans of."""
    return PARAGRAPH.join(block.text for block in blocks)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) offsets of the sentences of one paragraph, in order."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        before = text[start : gap.start()]
        if _ABBREVIATION.search(before) and not _GREEK.search(before):
            continue
        yield start, gap.start() + len(gap.group().rstrip())
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def split(
    blocks: Sequence[Block], *, language: str | None = None, sizes: Sizes = SIZES
) -> tuple[Passage, ...]:
    """Cut `blocks` into passages. `language` is the resource's declared tag, if known."""
    text = resource_text(blocks)
    spans = _pack(list(_sentences(blocks, sizes)), sizes)
    return tuple(
        _passage(ordinal, text, sentences, language) for ordinal, sentences in enumerate(spans)
    )


def _sentences(blocks: Sequence[Block], sizes: Sizes) -> Iterator[_Sentence]:
    offset = 0
    path: list[tuple[int, str]] = []
    for block in blocks:
        if block.level is not None:
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, " ".join(block.text.split())))
        titles = tuple(title for _, title in path)
        heading = block.level is not None
        ends = [(0, len(block.text))] if heading else list(split_sentences(block.text))
        for start, end in (
            span for whole in ends for span in _short(block.text, *whole, sizes.target)
        ):
            pieces = count_pieces(block.text[start:end])
            if pieces:
                yield _Sentence(offset + start, offset + end, block.page, titles, pieces, heading)
        offset += len(block.text) + len(PARAGRAPH)


def _short(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    """Yield the span itself, or, where it has more than `target` pieces, spans cut at spaces."""
    while count_pieces(text[start:end]) > target:
        last = start
        for number, piece in enumerate(_PIECE.finditer(text, start, end)):
            if number == target:
                break
            last = piece.end()
        space = max(text.rfind(" ", start, last), text.rfind("\n", start, last))
        cut = space if space > start else last
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _pack(sentences: list[_Sentence], sizes: Sizes) -> Iterator[list[_Sentence]]:
    """Fill passages one after the other; see the module's docstring for where they break."""
    current: list[_Sentence] = []
    size = fresh = 0  # fresh: sentences of `current` that no earlier passage has
    for sentence in sentences:
        breaks_here = sentence.is_heading and (
            size >= sizes.smallest or _enters_or_leaves_references(current, sentence)
        )
        if current and fresh and (breaks_here or size + sentence.pieces > sizes.target):
            yield current
            current = [] if breaks_here else _overlap(current, sentence, sizes)
            size = sum(kept.pieces for kept in current)
            fresh = 0
        current.append(sentence)
        size += sentence.pieces
        fresh += 1
    if any(not sentence.is_heading for sentence in current[-fresh:]):
        yield current


def _enters_or_leaves_references(done: list[_Sentence], coming: _Sentence) -> bool:
    """Whether a list of references begins or ends here: it never shares a passage with text."""
    return bool(done) and is_reference_list(done[-1].path) != is_reference_list(coming.path)


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
    pages = [sentence.page for sentence in sentences if sentence.page is not None]
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
    )


def encoded_text(title: str, passage: Passage) -> str:
    """Return what the encoder reads of a passage: the headings above it, then its text."""
    path = [part for part in (title, *passage.heading_path) if part]
    headings = " > ".join(dict.fromkeys(path))
    return f"{headings}\n{passage.text}" if headings else passage.text
