"""The page that a passage stands on, as a picture: painted when somebody wants to see it.

What is painted are the bytes that were indexed (`indexed_file`), in the child process that reads
documents, within limits of its own. Documents of an office program are laid out in pages by
LibreOffice, where that is installed.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from indexer.catalogue import Catalogue
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Outcome, Resource
from indexer.errors import BalkanetupError, NotFound, Unreadable
from indexer.extraction import old_office, pipe
from indexer.extraction.isolation import Reader
from indexer.extraction.page_picture import PagePicture
from indexer.extraction.registry import format_name, suffix_of
from indexer.settings import Settings
from indexer.storage.indexed_file import read_indexed_file
from indexer.storage.page_cache import PageCache

_VERSION = 1  # of how pages are painted: another one is painted anew
_LAID_OUT = frozenset({"DOC", "DOCX", "ODP", "ODT", "PPT", "PPTX", "RTF"})  # by LibreOffice

Pages = Literal["shown", "none", "needs_libreoffice"]


class NoPicture(BalkanetupError):
    """The document has no pages, or they cannot be painted here."""

    title = "There is no picture of this page"


def key_of(resource: Resource, passage: StoredPassage, page: int | None) -> str:
    """Return a name that changes with the picture: for caches, ours and the asker's."""
    parts = (_VERSION, resource.content_hash, passage.passage.text, page)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def picture_of(
    catalogue: Catalogue,
    resource: Resource,
    passage: StoredPassage,
    page: int | None,
    settings: Settings,
) -> PagePicture:
    """Return the page, by its number, with the passage marked; without one, that of the passage.

    Raises NoPicture where there are no pages or they cannot be painted, NotFound where there is no
    such page or the file is gone.
    """
    check_paged(resource)
    cache = PageCache(settings.data_dir, settings.page_cache_bytes)
    key = key_of(resource, passage, page)
    if (kept := cache.get(key)) is not None:
        with suppress(ValueError, TypeError, KeyError):  # damaged: it is painted again
            return pipe.page_from_json(json.loads(kept))
    painted = _painted(catalogue, resource, passage, page, cache, settings)
    cache.put(key, json.dumps(pipe.page_to_json(painted)).encode("ascii"))
    return painted


def pages_of(resource: Resource) -> Pages:
    """Return whether the pages of a document can be seen, and why not."""
    name = format_name(resource.media_type)
    if name == "PDF":
        return "shown"
    if name not in _LAID_OUT:
        return "none"
    return "shown" if old_office.program() else "needs_libreoffice"


def check_paged(resource: Resource) -> None:
    """Raise NoPicture where the document has no pages that could be shown here."""
    name, pages = format_name(resource.media_type), pages_of(resource)
    if pages == "none":
        raise NoPicture(f"{name} has no pages.", cure="Read its text, or download the file.")
    if pages == "needs_libreoffice":
        raise NoPicture(
            f"Pages of {name} are shown where LibreOffice is installed.",
            cure="Read its text, or ask the maintainer to install LibreOffice.",
        )


def _numbers_of(passage: StoredPassage) -> Sequence[int]:
    first, last = passage.passage.first_page, passage.passage.last_page
    return [] if first is None else range(first, (last or first) + 1)


def _painted(
    catalogue: Catalogue,
    resource: Resource,
    passage: StoredPassage,
    page: int | None,
    cache: PageCache,
    settings: Settings,
) -> PagePicture:
    content = read_indexed_file(catalogue, resource, settings)
    pages = [page] if page is not None else _numbers_of(passage)
    # Laid out, slides that are hidden have no page, and Word's text gets its first ones.
    elsewhere = page is None and suffix_of(resource.path) != ".pdf"
    seconds = settings.page_seconds
    limits = settings.model_copy(update={"cpu_seconds": seconds, "wall_seconds": seconds})
    try:
        with _as_pdf(content, resource, cache, limits) as file, Reader(limits) as reader:
            return reader.paint(file, passage.passage.text, pages, elsewhere=elsewhere)
    except Unreadable as problem:
        if problem.outcome == Outcome.EMPTY:
            cure = f"{problem.message} {problem.cure}"
            raise NotFound("There is no such page.", cure=cure) from problem
        what = f"The page cannot be painted: {problem.message}"
        raise NoPicture(what, cure=problem.cure) from problem
    except ValueError as problem:
        raise NoPicture("The page cannot be painted.", cure="Download the file.") from problem


@contextmanager
def _as_pdf(
    content: bytes, resource: Resource, cache: PageCache, limits: Settings
) -> Iterator[Path]:
    """Yield a PDF of the document until the block ends. Raises Unreadable."""
    suffix = suffix_of(resource.path)
    with tempfile.TemporaryDirectory(prefix="balkanetup-") as folder:
        file = Path(folder) / f"document{suffix}"
        file.write_bytes(content)
        if suffix == ".pdf":
            yield file
            return
        made = cache.made(f"{resource.content_hash}.pdf", lambda: _laid_out(file, limits))
        laid_out = Path(folder) / "laid-out.pdf"
        laid_out.write_bytes(made)
        yield laid_out


def _laid_out(file: Path, limits: Settings) -> bytes:
    with old_office.newer(file, "pdf", limits.wall_seconds) as made:
        if made.stat().st_size > limits.max_file_bytes:
            raise Unreadable(Outcome.TOO_LARGE, "Its pages are too large.", cure="Download it.")
        return made.read_bytes()
