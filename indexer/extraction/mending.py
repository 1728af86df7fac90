"""The text of a page mended where it is certain, and judged where it is not. Pure functions.

What was mended is named in `Page.repairs`, so that a file's notes can say it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.extraction import accents
from indexer.extraction.pages import Page
from indexer.extraction.pictures import pages_named


def mended(page: Page) -> Page:
    """Return the page with the letters its author wrote, as far as that is certain."""
    return _with_accents(page)


def _with_accents(page: Page) -> Page:
    """Return the page with accents on their letters, also where no positions were known."""
    text = page.text
    if not accents.TELLING.search(text) and not page.repairs:
        return page
    texts = [accents.composed(piece.text) for piece in page.pieces]
    changed = texts != [piece.text for piece in page.pieces]
    if (changed or page.repairs) and accents.is_romanian(" ".join(texts)):
        texts = [accents.with_commas(text) for text in texts]
    return _with_texts(page, texts, "accents")


def _with_texts(page: Page, texts: Sequence[str], repair: str) -> Page:
    """Return the page with other texts in its pieces; the repair is named if any differs."""
    pieces = [
        replace(piece, text=text) if text != piece.text else piece
        for piece, text in zip(page.pieces, texts, strict=True)
    ]
    if pieces == page.pieces:
        return page
    return replace(page, pieces=pieces, repairs=page.repairs | {repair})


def notes_of(pages: Iterable[Page]) -> list[str]:
    """Return the notes on a file: what was mended, and on which pages."""
    numbers: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for repair in sorted(page.repairs):
            numbers.setdefault(repair, []).append(number)
    return [
        f"letters repaired: {repair}, on {pages_named(where)}" for repair, where in numbers.items()
    ]
