"""RTF: the text of what old word processors left behind. It knows no headings."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import (
    misread_pages,
    office,
    rtf_code_pages,
    rtf_fonts,
    rtf_hidden,
    rtf_math,
)
from indexer.extraction.alternative_text import said_of
from indexer.extraction.contents import without_contents
from indexer.extraction.decoding import read_raw
from indexer.extraction.left_out import (
    comments_left_out,
    deletions_left_out,
    equations_unread,
    hidden_text_left_out,
    letters_lost,
)
from indexer.extraction.registry import Format
from indexer.extraction.rtf_groups import group_at
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, plain_bullets

_INFO = re.compile(r"\{\\(title|author|keywords|subject)\s+([^{}]{1,500})\}")
_ASIDE = "\u241f\u241f"  # stands for a note or text box until its place in the text is known
_MARK = "{\\u9247 ?\\u9247 ?}"  # the same in RTF
_BEGINS = re.compile(r"\{\\(?:\*\\)?(?:footnote|shpgrp|shp|do|shppict|pict)\b")
_SAID = re.compile(r"\{\\sp\s*\{\\sn wzDescription\}\s*\{\\sv ([^{}]{1,2000})\}")
_INNER_CELL = re.compile(r"\\nestcell\b ?")
_BAR = "\u2980"  # stands for a bar of the text: the library puts bars between the cells of a row
_NUMBERED = re.compile(r"(?<!\\)\\u(-?\d+)")  # a letter by its number
_DIGITS = 7  # of the number of a letter
_LOST = "\\u65533"  # stands for a letter that could not be read
_BOX = re.compile(r"\{\\(?:\*\\)?(?:shptxt|dptxbxtext)\b")
_FONTS = re.compile(r"\{(?:\\\*)?\\fonttbl")
_FONT = re.compile(r"\\f\d+\b")
_PAGE = re.compile(r"\\ansicpg\d+")
_COMMENT = re.compile(r"\{\\\*\\annotation\b")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})")


def read(file: Path) -> Extraction:
    """Return the paragraphs of an RTF file and its info group."""
    written = rtf_code_pages.escaped(read_raw(file).decode("latin-1"))
    written, lost = _with_real_letters(written)
    source, dropped = rtf_hidden.without_hidden(written)
    source, repairs = rtf_fonts.as_shown(source)
    head = _head(source)
    source = rtf_math.with_equations(source, lambda inside: _plain(f"{head} {inside}}}"))
    rest, asides = _without_asides(_with_marked_bars(source), head)
    (text, *asides), misread = _as_meant([_plain(rest), *asides])
    blocks = _blocks(plain_bullets(clean(text)).split("\n"), iter(asides))
    return Extraction(
        tuple(without_contents(blocks)),
        _metadata(source[:100_000]),
        problems=(
            *letters_lost(lost), *equations_unread(rtf_math.unread_equations(source)),
        ),
        findings=(
            *repairs, *misread, *comments_left_out(len(_COMMENT.findall(source))),
            *hidden_text_left_out(dropped[rtf_hidden.HIDDEN]),
            *deletions_left_out(dropped[rtf_hidden.DELETED]),
        ),
    )  # fmt: skip


def _as_meant(texts: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the texts in the code page that they are certainly in, and the note on that.

    Before they are cleaned: letters that Windows-1252 has not are control signs in them.
    """
    page = misread_pages.code_page_of("\n".join(texts))
    if page is None:
        return texts, ()
    return [misread_pages.decoded(text, page) for text in texts], (misread_pages.note(page),)


def _with_marked_bars(source: str) -> str:
    """Return the source with its own bars told from those that the library puts between cells.

    The cells of a table inside a cell stand in that one.
    """
    return _INNER_CELL.sub("; ", source.replace("|", f"\\u{ord(_BAR)} ?"))


def _blocks(lines: list[str], asides: Iterator[str]) -> list[Block]:
    """Return the paragraphs and tables of these lines, and the notes and boxes after their line."""
    blocks: list[Block] = []
    rows: list[str] = []
    for line in lines:
        count = line.count(_ASIDE)
        text = line.replace(_ASIDE, "").strip()
        if is_row := text.endswith("|"):
            rows.append(" | ".join(cell.strip(" ;") for cell in text[:-1].split("|")))
        if rows and (not is_row or count):
            blocks.append(Block("\n".join(row for row in rows if row.strip(" |"))))
            rows = []
        if text and not is_row:
            blocks.append(Block(text))
        blocks.extend(Block(clean(aside)) for aside in islice(asides, count))
    blocks.extend([Block("\n".join(rows))] if rows else [])
    blocks.extend(Block(clean(aside)) for aside in asides)
    plain = (replace(block, text=block.text.replace(_BAR, "|").strip()) for block in blocks)
    return [block for block in plain if block.text]


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
    """Return the RTF of a note, of the text boxes in a drawing, or of what is said of a picture.

    None if there is nothing of these.
    """
    begin = _BEGINS.match(group)
    if begin is not None and begin[0].endswith("footnote"):
        return group[begin.end() : -1]
    boxes = [group_at(group, box.start())[len(box[0]) : -1] for box in _BOX.finditer(group)]
    said = [said_of(words) for words in _SAID.findall(group)] if not boxes else []
    return "\\par ".join(filter(None, (*boxes, *said))) or None


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text  # only in the child process

    # A typed call of an untyped library.
    return str(rtf_to_text(source, "cp1252", rtf_code_pages.KEEP))  # type: ignore[no-untyped-call]  # so in striprtf


def _with_real_letters(source: str) -> tuple[str, int]:
    """Return the source with a lost letter for each number that no letter has, and how many.

    The library gives up at such a number.
    """
    lost: list[str] = []

    def real(letter: re.Match[str]) -> str:
        digits = letter[1].lstrip("-0")
        if len(digits) <= _DIGITS and -0x8000 <= int(letter[1]) <= sys.maxunicode:
            return letter[0]
        lost.append(letter[0])
        return _LOST

    return _NUMBERED.sub(real, source), len(lost)


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
