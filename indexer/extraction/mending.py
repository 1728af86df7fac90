"""The text of a page mended where it is certain, and judged where it is not. Pure functions.

What was mended is named in `Page.repairs`, so that a file's notes can say it. What stays
gibberish makes the page unreadable: text recognition can still read its picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.extraction import (
    accents,
    holes,
    legacy_fonts,
    misread_pages,
    misread_text,
    symbol_fonts,
)
from indexer.extraction.code_pages import CodePage
from indexer.extraction.gibberish import is_gibberish
from indexer.extraction.pages import Page
from indexer.extraction.pictures import pages_named

_MOST_UNREAD = 0.25  # of a page's letters: a formula or a logo may be some


def mended(page: Page) -> Page:
    """Return the page with the letters its author wrote, as far as that is certain."""
    page = _with_symbols(_with_old_letters(_with_accents(_with_ligatures(page))))
    return _without_the_unreadable(_with_code_page(page))


def _with_ligatures(page: Page) -> Page:
    """Return the page with `ti` where the table of a font calls that ligature another letter."""
    texts = [holes.with_ligatures(piece.text) for piece in page.pieces]
    return _with_texts(page, texts, "ligatures")


def _with_accents(page: Page) -> Page:
    """Return the page with accents on their letters, also where no positions were known."""
    if "accents" not in page.repairs and not accents.TELLING.search(page.text):
        return page
    texts = [accents.composed(piece.text) for piece in page.pieces]
    changed = texts != [piece.text for piece in page.pieces]
    if (changed or "accents" in page.repairs) and accents.is_romanian(" ".join(texts)):
        texts = [accents.with_commas(text) for text in texts]
    return _with_texts(page, texts, "accents")


def _with_old_letters(page: Page) -> Page:
    """Return the page with č š ж for ~ { `, if the names of its fonts or its words say so."""
    texts = [legacy_fonts.written(piece.text, piece.font) for piece in page.pieces]
    if all(text == piece.text for text, piece in zip(texts, page.pieces, strict=True)):
        table = misread_text.old_letters_of(page.text)
        if table is None:
            return page
        texts = [legacy_fonts.translated(text, table) for text in texts]
    return _with_texts(page, texts, "a font from before Unicode")


def _with_symbols(page: Page) -> Page:
    """Return the page with what fonts of signs show, where they say so by their names only."""
    texts = [symbol_fonts.shown(piece.text, piece.font) for piece in page.pieces]
    return _with_texts(page, texts, "a font of symbols")


def _with_code_page(page: Page) -> Page:
    """Return the page decoded by the code page of its font, if it was taken for Western Europe."""
    meant = misread_pages.code_page_of(page.text)
    return page if meant is None else _decoded(page, meant)


def alike(pages: Sequence[Page]) -> list[Page]:
    """Return the pages of a document, those with few words decoded as the others of it were."""
    for meant in misread_pages.MEANT:
        if any(_repair_of(meant) in page.repairs for page in pages):
            return [
                _decoded(page, meant) if misread_pages.is_likelier(page.text, meant) else page
                for page in pages
            ]
    return list(pages)


def _repair_of(page: CodePage) -> str:
    return f"{page.name} taken for Windows-1252"


def _decoded(page: Page, meant: CodePage) -> Page:
    texts = [misread_pages.decoded(piece.text, meant) for piece in page.pieces]
    return _with_texts(page, texts, _repair_of(meant))


def _with_texts(page: Page, texts: Sequence[str], repair: str) -> Page:
    """Return the page with other texts in its pieces; the repair is named if any differs."""
    pieces = [
        replace(piece, text=text) if text != piece.text else piece
        for piece, text in zip(page.pieces, texts, strict=True)
    ]
    if pieces == page.pieces:
        return page
    return replace(page, pieces=pieces, repairs=page.repairs | {repair})


def _without_the_unreadable(page: Page) -> Page:
    """Return the page without fonts whose letters make no words, and words that miss letters.

    Where that is much of it, nothing is left: the rest would be fragments.
    """
    by_font: dict[str, list[str]] = {}
    for piece in page.pieces:
        by_font.setdefault(piece.font, []).append(piece.text)
    texts = {font: "".join(texts) for font, texts in by_font.items()}
    unread = {font for font, text in texts.items() if is_gibberish(text)}
    kept = [piece for piece in page.pieces if piece.font not in unread]
    cut = [holes.without_broken_words(piece.text) for piece in kept]
    lost = sum(len(texts[font]) for font in unread) + sum(letters for _, letters in cut)
    if lost > _MOST_UNREAD * sum(map(len, texts.values())):
        return replace(page, pieces=[], unreadable=True)
    if not lost:
        return page
    pieces = [replace(piece, text=text) for piece, (text, _) in zip(kept, cut, strict=True)]
    return replace(page, pieces=pieces, lost=True)


def notes_of(pages: Iterable[Page]) -> list[str]:
    """Return the notes on a file: what was mended, and on which pages."""
    numbers: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for repair in sorted(page.repairs):
            numbers.setdefault(repair, []).append(number)
    return [
        f"letters repaired: {repair}, on {pages_named(where)}" for repair, where in numbers.items()
    ]
