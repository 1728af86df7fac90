"""RTF: the text of what old word processors left behind. It knows no headings."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import legacy_fonts, office
from indexer.extraction.decoding import read_raw
from indexer.extraction.registry import Format
from indexer.metadata.describe import describe
from indexer.text.cleaning import clean, plain_bullets

_INFO = re.compile(r"\{\\(title|author|keywords|subject)\s+([^{}]{1,500})\}")
_ASIDE = "\u241f\u241f"  # stands for a note or text box until its place in the text is known
_MARK = "{\\u9247 ?\\u9247 ?}"  # the same in RTF
_BEGINS = re.compile(r"\{\\(?:\*\\)?(?:footnote|shpgrp|shp|do)\b")
_BOX = re.compile(r"\{\\(?:\*\\)?(?:shptxt|dptxbxtext)\b")
_BRACES = re.compile(r"\\[\\{}]|[{}]")
_FONTS = re.compile(r"\{(?:\\\*)?\\fonttbl")
_FONT = re.compile(r"\\f\d+\b")
_FONT_NAME = re.compile(r"\{\\f(\d+)\b[^{};]*?\s([^{};\\]+);\}")
_PAGE = re.compile(r"\\ansicpg\d+")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})")


def read(file: Path) -> Extraction:
    """Return the paragraphs of an RTF file and its info group."""
    source = read_raw(file).decode("latin-1")
    rest, asides = _without_asides(source)
    blocks: list[Block] = []
    texts = iter(asides)
    for line in plain_bullets(clean(_plain(rest))).split("\n"):
        if text := line.replace(_ASIDE, "").strip():
            blocks.append(Block(text.replace("|", " | ")))
        for _ in range(line.count(_ASIDE)):
            aside = clean(next(texts, "")).strip()
            blocks.extend([Block(aside)] if aside else [])
    blocks.extend(Block(aside) for text in texts if (aside := clean(text).strip()))
    if legacy_fonts.is_legacy(font := _main_font(source)):
        # A bar is a letter in such a font, but in a file with tables it may part two cells.
        bar = " | " if "\\cell" in source else "|"
        blocks = [replace(block, text=_as_shown(block.text, font, bar)) for block in blocks]
        findings: tuple[str, ...] = (legacy_fonts.NOTE,)
    else:
        findings = ()
    return Extraction(tuple(blocks), _metadata(source[:100_000]), findings=findings)


def _main_font(source: str) -> str:
    """Return the name of the font that most of the text is switched to; none is empty."""
    fonts = _group(source, start.start()) if (start := _FONTS.search(source)) else ""
    uses = Counter(found[0][2:] for found in _FONT.finditer(source.replace(fonts, "", 1)))
    names: dict[str, str] = dict(_FONT_NAME.findall(fonts))
    number = uses.most_common(1)[0][0] if uses else next(iter(names), "")
    return names.get(number, "").strip()


def _as_shown(text: str, font: str, bar: str) -> str:
    """Return `text` as the font shows it; `bar` stands for each ` | ` in it."""
    if bar == "|":
        return legacy_fonts.written(text.replace(" | ", "|"), font)
    return bar.join(legacy_fonts.written(cell, font) for cell in text.split(bar))


def _without_asides(source: str) -> tuple[str, list[str]]:
    """Return `source` with a mark for each note and text box, and their texts in order.

    The library passes over both. The fonts of the document say how their letters are encoded.
    """
    fonts = _group(source, start.start()) if (start := _FONTS.search(source)) else ""
    page = _PAGE.search(source)
    head = "{\\rtf1\\ansi" + (page[0] if page else "") + fonts
    rest: list[str] = []
    asides: list[str] = []
    at = 0
    for begin in _BEGINS.finditer(source):
        if begin.start() < at:
            continue  # inside the last
        group = _group(source, begin.start())
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
    boxes = [_group(group, box.start())[len(box[0]) : -1] for box in _BOX.finditer(group)]
    return "\\par ".join(boxes) if boxes else None


def _group(source: str, start: int) -> str:
    """Return the group in braces that begins at `start`, or the rest if it never ends."""
    depth = 0
    for sign in _BRACES.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth == 0:
            return source[start : sign.end()]
    return source[start:]


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
