"""Documents whose letters were misread before they were saved: put right by their whole text.

Pages of PDFs are mended one by one; all other formats here. A font from before Unicode may have any
name, and what a program took for Western European is saved so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import legacy_fonts, misread_pages, misread_text


@dataclass(frozen=True, slots=True)
class _Repair:
    """How to mend a text of a document, whether a text of it needs that, and the note on it."""

    note: str
    mend: Callable[[str], str]
    is_needed: Callable[[str], bool]


def as_meant(extraction: Extraction) -> Extraction:
    """Return the extraction with the letters that its author meant, as far as that is certain."""
    for repair_of in (_of_old_font, _of_code_page):
        repair = repair_of(extraction.blocks)
        if repair is not None:
            extraction = _mended(extraction, repair)
    return extraction


def _of_old_font(blocks: tuple[Block, ...]) -> _Repair | None:
    texts = (block.text for block in blocks if block.text.isascii())
    table = misread_text.old_letters_of("\n".join(filter(misread_text.has_signs, texts)))
    if table is None:
        return None
    return _Repair(
        legacy_fonts.NOTE,
        lambda text: legacy_fonts.translated(text, table),
        lambda text: text.isascii() and misread_text.is_drawn(text, table),
    )


def _of_code_page(blocks: tuple[Block, ...]) -> _Repair | None:
    page = misread_pages.code_page_of("\n".join(block.text for block in blocks))
    if page is None:
        return None
    return _Repair(
        misread_pages.note(page),
        lambda text: misread_pages.decoded(text, page),
        lambda text: misread_pages.is_likelier(text, page),
    )


def _mended(extraction: Extraction, repair: _Repair) -> Extraction:
    blocks = tuple(
        replace(block, text=repair.mend(block.text)) if repair.is_needed(block.text) else block
        for block in extraction.blocks
    )
    return replace(
        extraction,
        blocks=blocks,
        metadata=_metadata(extraction.metadata, repair),
        findings=(*extraction.findings, repair.note),
    )


def _metadata(metadata: Metadata, repair: _Repair) -> Metadata:
    """Return the metadata with the same repair, where a value of it needs that."""

    def mended(text: str | None) -> str | None:
        return repair.mend(text) if text and repair.is_needed(text) else text

    return replace(
        metadata,
        title=mended(metadata.title),
        abstract=mended(metadata.abstract),
        authors=tuple(mended(name) or name for name in metadata.authors),
        keywords=tuple(mended(word) or word for word in metadata.keywords),
    )
