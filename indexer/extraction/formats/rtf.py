"""RTF: the text of what old word processors left behind. It knows no headings."""

import re
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import office, rtf_fonts, rtf_math
from indexer.extraction.contents import without_contents
from indexer.extraction.decoding import read_raw
from indexer.extraction.left_out import comments_left_out, equations_unread
from indexer.extraction.registry import Format
from indexer.extraction.rtf_groups import group_at
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, plain_bullets

_INFO = re.compile(r"\{\\(title|author|keywords|subject)\s+([^{}]{1,500})\}")
_ASIDE = "\u241f\u241f"  # stands for a note or text box until its place in the text is known
_MARK = "{\\u9247 ?\\u9247 ?}"  # the same in RTF
_BEGINS = re.compile(r"\{\\(?:\*\\)?(?:footnote|shpgrp|shp|do)\b")
_BOX = re.compile(r"\{\\(?:\*\\)?(?:shptxt|dptxbxtext)\b")
_FONTS = re.compile(r"\{(?:\\\*)?\\fonttbl")
_FONT = re.compile(r"\\f\d+\b")
_PAGE = re.compile(r"\\ansicpg\d+")
_COMMENT = re.compile(r"\{\\\*\\annotation\b")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})")


def read(file: Path) -> Extraction:
    """Return the paragraphs of an RTF file and its info group."""
    source, repairs = rtf_fonts.as_shown(read_raw(file).decode("latin-1"))
    head = _head(source)
    source = rtf_math.with_equations(source, lambda inside: _plain(f"{head} {inside}}}"))
    rest, asides = _without_asides(source, head)
    blocks: list[Block] = []
    texts = iter(asides)
    for line in plain_bullets(clean(_plain(rest))).split("\n"):
        if text := line.replace(_ASIDE, "").strip():
            blocks.append(Block(text.replace("|", " | ")))
        for _ in range(line.count(_ASIDE)):
            aside = clean(next(texts, "")).strip()
            blocks.extend([Block(aside)] if aside else [])
    blocks.extend(Block(aside) for text in texts if (aside := clean(text).strip()))
    return Extraction(
        tuple(without_contents(blocks)),
        _metadata(source[:100_000]),
        problems=equations_unread(rtf_math.unread_equations(source)),
        findings=(*repairs, *comments_left_out(len(_COMMENT.findall(source)))),
    )


def _head(source: str) -> str:
    """Return the beginning of an RTF file with the encoding and the fonts of `source`."""
    fonts = group_at(source, start.start()) if (start := _FONTS.search(source)) else ""
    page = _PAGE.search(source)
    return "{\\rtf1\\ansi" + (page[0] if page else "") + fonts


def _without_asides(source: str, head: str) -> tuple[str, list[str]]:
    """Return `source` with a mark for each note and text box, and their texts in order.

    The library passes over both. `head` is a beginning with the fonts, which say how letters are
    encoded.
    """
    rest: list[str] = []
    asides: list[str] = []
    at = 0
    for begin in _BEGINS.finditer(source):
        if begin.start() < at:
            continue  # inside the last
        group = group_at(source, begin.start())
        inside = _aside(group)
        if inside is None:
            continue  # a drawing without words
        font = _FONT.findall(source, max(0, begin.start() - 2000), begin.start())
        asides.append(_plain(f"{head}{font[-1] if font else ''} {inside}}}"))
        rest += [source[at : begin.start()], _MARK]
        at = begin.start() + len(group)
    return "".join([*rest, source[at:]]), asides


def _aside(group: str) -> str | None:
    """Return the RTF of a note, or of the text boxes in a drawing; None if it has none."""
    begin = _BEGINS.match(group)
    if begin is not None and begin[0].endswith("footnote"):
        return group[begin.end() : -1]
    boxes = [group_at(group, box.start())[len(box[0]) : -1] for box in _BOX.finditer(group)]
    return "\\par ".join(boxes) if boxes else None


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text  # only in the child process

    # A typed call of an untyped library.
    return str(rtf_to_text(source, "cp1252", "ignore"))  # type: ignore[no-untyped-call]


def _metadata(source: str) -> Metadata:
    info = {key: _plain("{\\rtf1 " + value + "}") for key, value in _INFO.findall(source)}
    created = _CREATED.search(source)
    return describe(
        {
            "title": office.plausible_title(info.get("title", "")),
            "author": office.plausible_author(info.get("author", "")),
            "keywords": info.get("keywords", ""),
            "date": created[1] if created else None,
        }
    )[0]


FORMAT = Format(
    name="RTF",
    media_type="application/rtf",
    suffixes=(".rtf",),
    matches=lambda head: head.startswith(b"{\\rtf"),
    read=read,
)
