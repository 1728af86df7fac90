"""The formats that a list is handed out in, by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from search_api.citing import formats as citing
from search_api.citing.work import work_of
from search_api.handouts.entry import Frame, hand_out
from search_api.handouts.markdown import markdown
from search_api.handouts.reading_list import Item
from search_api.handouts.table import csv_table

ExportFormat = Literal["docx", "md", "csv", "bibtex", "ris", "csl-json"]
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "csv": "text/csv",
    **citing.MEDIA_TYPES,
}
SUFFIXES: dict[str, str] = {
    "docx": ".docx",
    "md": ".md",
    "csv": ".csv",
    **citing.SUFFIXES,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a list is wanted: its format, its frame, the reader's language, the service's address."""

    written_as: ExportFormat
    frame: Frame = field(default_factory=Frame)
    reader_language: str = "en"
    public_url: str = ""


def export(items: Sequence[Item], wish: Wish) -> bytes:
    """Return a list as a file. References name every resource once, however often it was kept."""
    match wish.written_as:
        case "bibtex" | "ris" | "csl-json":
            resources = {item.resource.id: item.resource for item in items if item.resource}
            works = [work_of(resource, wish.public_url) for resource in resources.values()]
            return citing.references(works, wish.written_as).encode()
    listed = hand_out(items, wish.frame, wish.reader_language, wish.public_url)
    if wish.written_as == "docx":
        from search_api.handouts.word import word_file  # python-docx: only for those who want it

        return word_file(listed)
    return (markdown(listed) if wish.written_as == "md" else csv_table(listed)).encode()
