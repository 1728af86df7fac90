"""PDF: text page by page with pdfium; what pdfium cannot read, with pypdf.

pdfium goes first because it knows the box of every letter, so that columns, table cells and
margins can be told apart, and decrypts; on 209 pages of papers it took half of pypdf's time.
pypdf takes over a page on which pdfium fails or finds nothing or garbage, and a file that
pdfium cannot open; and it reads the properties, XMP among them.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import fields
from pathlib import Path

from indexer.domain import Extraction, Metadata, Outcome
from indexer.errors import Unreadable
from indexer.extraction import best_pages, first_page, mending, office, pdf_asides, pdf_properties
from indexer.extraction.contents import without_contents
from indexer.extraction.layout import without_margin_numbers, without_running_lines
from indexer.extraction.lines import Line, lines_of
from indexer.extraction.pages import Page, PdfSource
from indexer.extraction.paragraphs import blocks_of
from indexer.extraction.pdfium_pages import PdfiumPages
from indexer.extraction.pictures import NAMES_OCR, Picture, Seen, page_of, pages_named
from indexer.extraction.pypdf_pages import PypdfPages
from indexer.extraction.registry import Format, Scans
from indexer.metadata.describe import describe

MAX_PAGES = 5_000


def read(file: Path) -> Extraction:
    """Return the text of a PDF, its properties and what its first page says of it."""
    return read_seen(file, {})


def read_seen(file: Path, seen: Mapping[int, Seen]) -> Extraction:
    """Return what `read` does, with the words seen on the pages (from 1) that are pictures."""
    with ExitStack() as stack:
        sources = _sources(file, stack)
        count = _count(sources)
        pages, problems = best_pages.pages_of(sources, count)
        scans = [n for n in _shown(sources, pages, PdfiumPages.is_scan) if n not in seen]
        embedded, findings = _embedded(sources)
        asides = _asides(sources, pages)
    for number, words in seen.items():
        if number <= count and words.words:
            pages[number - 1] = page_of(words)
            problems = [problem for problem in problems if problem != best_pages.unread(number)]
    unreadable = [number for number, page in enumerate(pages, 1) if page.unreadable]
    scans = [number for number in scans if number not in unreadable]
    problems += _letters_unread(unreadable, tried=bool(seen))
    in_part = [number for number, page in enumerate(pages, 1) if page.lost]
    problems += _letters_unread(in_part, tried=bool(seen), which="some words on ")
    numbered = enumerate(pages, 1)
    raw = [without_margin_numbers(lines_of(page.pieces, number)) for number, page in numbered]
    if not any(raw):
        raise _no_text(count, problems, tried=bool(seen), unreadable=bool(unreadable))
    lines = without_running_lines(raw, [(page.low, page.high) for page in pages])
    blocks = tuple(without_contents(pdf_asides.placed(list(blocks_of(lines)), asides)))
    embedded, repairs = pdf_properties.meant(embedded, _opening(raw))
    printed = first_page.metadata(raw[0], blocks)
    merged = first_page.merge(embedded, printed, _opening(raw))
    return Extraction(
        blocks=blocks,
        metadata=merged,
        page_count=count,
        problems=tuple(problems),
        findings=(*_scans_noted(scans), *mending.notes_of(pages), *repairs, *findings),
        sources=_where(merged, embedded),
        needs_ocr=bool(scans or ((unreadable or in_part) and not seen)),
    )


def _scans_noted(scans: list[int]) -> list[str]:
    return [f"{pages_named(scans)} without text, only a picture: {NAMES_OCR}"] if scans else []


def _letters_unread(numbers: list[int], *, tried: bool, which: str = "") -> list[str]:
    """Return the problem of pages whose letters, or `which` of them, make no words."""
    if not numbers:
        return []
    cure = "" if tried else f": {NAMES_OCR}"
    return [f"{which}{pages_named(numbers)}: the font does not say which letters it shows{cure}"]


def unread_pages(file: Path) -> list[int]:
    """Return the numbers, from 1, of the pages that show something but hold not all of its text."""
    with ExitStack() as stack:
        sources = _sources(file, stack)
        pages, _ = best_pages.pages_of(sources, _count(sources))
        in_part = [number for number, page in enumerate(pages, 1) if page.lost]
        return sorted({*_shown(sources, pages, PdfiumPages.shows), *in_part})


def _shown(
    sources: list[PdfSource], pages: list[Page], shows: Callable[[PdfiumPages, int], bool]
) -> list[int]:
    """Return the numbers of the pages without text on which pdfium finds what is asked for."""
    numbers: list[int] = []
    painter = next((source for source in sources if isinstance(source, PdfiumPages)), None)
    for number, page in enumerate(pages[: painter.count] if painter else [], 1):
        with suppress(Exception):  # a page that pdfium cannot open is a problem already
            if painter and not page.text.strip() and shows(painter, number - 1):
                numbers.append(number)
    return numbers


def picture(file: Path, number: int) -> Picture:
    """Return page `number`, from 1, as a picture."""
    with PdfiumPages(file) as pages:
        return pages.picture(number - 1)


def _count(sources: list[PdfSource]) -> int:
    count = max(source.count for source in sources)
    if count > MAX_PAGES:
        raise _too_many(count)
    return count


def _where(merged: Metadata, embedded: Metadata) -> dict[str, str]:
    """Return where each field was found: what the properties do not say is on the first page."""
    return {
        field.name: "properties"
        if getattr(merged, field.name) == getattr(embedded, field.name)
        else "first page"
        for field in fields(Metadata)
    }


def _opening(pages: list[list[Line]]) -> str:
    """Return the text of the first two pages: where a true title and author must stand."""
    return " ".join(line.text for lines in pages[:2] for line in lines)


def _sources(file: Path, stack: ExitStack) -> list[PdfSource]:
    """Return `file` opened with every library that can, the preferred one first."""
    sources: list[PdfSource] = []
    try:
        sources.append(stack.enter_context(PdfiumPages(file)))
    except Exception as error:
        best_pages.raise_if_final(error)
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Unreadable(
                Outcome.ENCRYPTED,
                "The PDF is protected by a password.",
                cure="Save a copy without the password and put it in the folder.",
            ) from error
    try:
        sources.append(PypdfPages(file))
    except Exception as error:
        best_pages.raise_if_final(error)
    if not any(source.count for source in sources):
        raise Unreadable(
            Outcome.MALFORMED,
            "The PDF is damaged or incomplete: no page of it can be found.",
            cure="Download it again, or print it to a new PDF.",
        )
    return [source for source in sources if source.count]


def _asides(sources: list[PdfSource], pages: list[Page]) -> dict[int, list[str]]:
    """Return the annotations and descriptions of pictures by the number of their page."""
    asides = {n: pdf_asides.unsaid(page.notes, page.text) for n, page in enumerate(pages, 1)}
    reader = next((source for source in sources if isinstance(source, PypdfPages)), None)
    with suppress(Exception):  # what stands beside the text must not cost it
        for number, said in reader.descriptions() if reader is not None else ():
            asides.setdefault(number, []).append(said)
    return asides


def _embedded(sources: list[PdfSource]) -> tuple[Metadata, tuple[str, ...]]:
    """Return what the properties say, and what language they name if there is none such."""
    for source in reversed(sources):
        try:
            written = source.properties()
        except Exception as error:
            best_pages.raise_if_final(error)
            continue
        author = written.get("author")
        if isinstance(author, str):
            written["author"] = office.plausible_author(author)
        written["title"] = office.plausible_title(str(written.get("title", "")))
        written["abstract"] = office.plausible_abstract(str(written.get("abstract", "")))
        return describe(written)[0], office.language_unknown(written.get("language"))
    return Metadata(), ()


def _no_text(count: int, problems: list[str], *, tried: bool, unreadable: bool) -> Unreadable:
    if len(problems) == count and not unreadable:
        return Unreadable(
            Outcome.MALFORMED,
            "No page of the PDF could be read.",
            cure="Download it again, or print it to a new PDF.",
        )
    if tried:
        return Unreadable(
            Outcome.EMPTY,
            "There is no text in its pictures that text recognition (OCR) can read.",
            cure="Scan print again, straight, at 300 dots an inch; handwriting must be typed.",
        )
    if unreadable:
        return Unreadable(
            Outcome.EMPTY,
            "Its letters cannot be read: the fonts do not say which letters they show.",
            cure=f"Let its text be recognised: {NAMES_OCR}.",
            needs_ocr=True,
        )
    pages = "The page holds" if count == 1 else f"The {count} pages hold"
    return Unreadable(
        Outcome.EMPTY,
        f"{pages} no text, only pictures or drawings: probably a scan.",
        cure=f"Let its text be recognised: {NAMES_OCR}.",
        needs_ocr=True,
    )


def _too_many(count: int) -> Unreadable:
    return Unreadable(
        Outcome.TOO_LARGE,
        f"The PDF has {count:,} pages; the limit is {MAX_PAGES:,}.",
        cure="Split it into several documents.",
    )


FORMAT = Format(
    name="PDF",
    media_type="application/pdf",
    suffixes=(".pdf",),
    matches=lambda head: b"%PDF-" in head or b" 0 obj" in head,
    read=read,
    scans=Scans(unread_pages, picture, read_seen),
)
