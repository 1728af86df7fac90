"""What is cited of a resource, whatever the format."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from indexer.domain import Resource
from indexer.taxonomy import load
from search_api.citing.names import Name, read_name

# Control characters, which no XML may hold, and marks that turn the direction of all that follows.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Work:
    """A resource as a reference. What is not known is empty or None, never a guess.

    `link` is where it can be read: its DOI, or its page (`/d/ID`) where it has a public one.
    """

    id: str
    title: str
    authors: tuple[Name, ...] = ()
    institution: str = ""
    year: int | None = None
    language: str = ""
    doi: str = ""
    link: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""


def work_of(resource: Resource, public_url: str = "") -> Work:
    """Return what is cited of a resource. `public_url`: where readers reach the service, if known.

    Line breaks and control characters become spaces: each value is a line of a file.
    """
    metadata = resource.metadata
    return Work(
        id=resource.id,
        title=_line(metadata.title or resource.path),
        authors=tuple(read_name(_line(name)) for name in metadata.authors if _line(name)),
        institution=_line(metadata.institution or ""),
        year=metadata.year,
        language=metadata.language or "",
        doi=_line(metadata.doi or ""),
        link=_link(resource, public_url),
        abstract=_line(metadata.abstract or ""),
        keywords=tuple(_line(word) for word in metadata.keywords if _line(word)),
        licence=_licence(metadata.licence),
    )


def printable(text: str) -> str:
    """Return `text` with a space in place of what is no text; tabs and line breaks stay."""
    return _UNPRINTABLE.sub(" ", text)


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _link(resource: Resource, public_url: str) -> str:
    if resource.metadata.doi:
        return f"https://doi.org/{quote(_line(resource.metadata.doi), safe='/:;().-_~')}"
    base = public_url.rstrip("/")
    return f"{base}/d/{quote(resource.id, safe='')}" if base else ""


def _licence(identifier: str | None) -> str:
    """Return a licence as reference managers file it: its address, where there is any."""
    concept = load("licences").get(identifier) if identifier else None
    return (concept.uri if concept else None) or identifier or ""
