"""The pages of a PDF, each from the library that makes the most sense of it.

pdfium goes first; pypdf takes over where pdfium fails, finds nothing, garbage, or letters that the
fonts do not name, and adds what is filled into forms.
"""

import re
from contextlib import suppress

from indexer.domain import Outcome
from indexer.errors import Unreadable
from indexer.extraction import mending
from indexer.extraction.gibberish import rate
from indexer.extraction.pages import Page, PdfSource, with_values
from indexer.extraction.pypdf_pages import PypdfPages
from indexer.text.cleaning import is_garbage
from indexer.text.language import ModelOutOfReach

_GLYPH_NAMES = re.compile(r"/[A-Za-z]{1,12}\d+")  # how pypdf gives what it does not know
_MUCH_LIKELIER = 0.2  # nats for each letter


def pages_of(sources: list[PdfSource], count: int) -> tuple[list[Page], list[str]]:
    """Return the first `count` pages, and which of them could not be read.

    Raises Unreadable if one is a bomb.
    """
    pages: list[Page] = []
    problems: list[str] = []
    for index in range(count):
        _weigh(sources, index)
        page = _with_fields(_page(sources, index), sources, index)
        if page is None:
            problems.append(unread(index + 1))
        pages.append(page or Page([]))
    return mending.alike(pages), problems


def _with_fields(page: Page | None, sources: list[PdfSource], index: int) -> Page | None:
    """Return the page with what is filled in on it, if it is part of a form."""
    reader = reader_of(sources, index)
    if page is None or page.unreadable or reader is None:
        return page
    with suppress(Exception):  # a broken form must not cost the page
        values = reader.field_values(index)
        return with_values(page, values) if values else page
    return page


def _weigh(sources: list[PdfSource], index: int) -> None:
    """Raise Unreadable if a page is a bomb, before the library that could not stop tries it."""
    for source in sources:
        try:
            source.weigh(index)
        except Exception as error:
            raise_if_final(error)


def _page(sources: list[PdfSource], index: int) -> Page | None:
    """Return the page from the first library that makes sense of it; None if all fail."""
    if (broken := _with_holes(sources, index)) is not None:
        return broken
    best: Page | None = None
    for source in sources:
        try:
            page = mending.mended(source.page(index))
        except Exception as error:
            raise_if_final(error)
            continue
        if best is None and page.text.strip() and not is_garbage(page.text) and not page.unnamed:
            return page
        best = page if best is None or _reads_better(page, best) else best
    return Page([], unreadable=True) if best is not None and is_garbage(best.text) else best


def _with_holes(sources: list[PdfSource], index: int) -> Page | None:
    """Return the page if tables of its fonts lack letters that stand on it; None if not."""
    reader = reader_of(sources, index)
    try:
        if reader is None or not reader.marks_holes(index):
            return None
        page = mending.mended(reader.page(index))
    except Exception as error:
        raise_if_final(error)
        return None
    return page if page.lost or page.unreadable else None


def _reads_better(page: Page, other: Page) -> bool:
    """Whether `page` has words where `other` has none, or likelier ones by far."""
    names = sum(map(len, _GLYPH_NAMES.findall(page.text)))
    if not page.text.strip() or is_garbage(page.text) or 10 * names > len(page.text):
        return False
    if not other.text.strip() or is_garbage(other.text):
        return True
    likelihood = rate(page.text)  # 0 where there are too few words to say
    return likelihood != 0 and likelihood > rate(other.text) + _MUCH_LIKELIER


def reader_of(sources: list[PdfSource], index: int) -> PypdfPages | None:
    """Return the file as pypdf reads it, if it does, and page `index` of it."""
    reader = next((source for source in sources if isinstance(source, PypdfPages)), None)
    return reader if reader is not None and index < reader.count else None


def unread(number: int) -> str:
    """Return the problem of a page that no library can read."""
    return f"page {number} could not be read"


def raise_if_final(error: Exception) -> None:
    """Raise what no second library may try: it would hit the same wall, less gently."""
    if isinstance(error, MemoryError | ModelOutOfReach):
        raise error
    if type(error).__name__ == "LimitReachedError":  # pypdf's; not imported here: registry.py
        raise Unreadable(
            Outcome.BOMB,
            "The PDF looks built to exhaust the machine: a part of it has no limit.",
            cure="Do not open it unless you trust its source; print it to a new PDF.",
        ) from error
