"""The formats that references are written in: as people and programs ask for them."""

from collections.abc import Callable, Sequence
from typing import Literal

from search_api.citing.bibtex import bibtex
from search_api.citing.csl import csl_json
from search_api.citing.ris import ris
from search_api.citing.work import Work

ReferenceFormat = Literal["bibtex", "ris", "csl-json"]
CitationFormat = Literal["text", "bibtex", "ris", "csl-json"]

MEDIA_TYPES: dict[str, str] = {
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
SUFFIXES: dict[str, str] = {"bibtex": ".bib", "ris": ".ris", "csl-json": ".json"}
_WRITERS: dict[ReferenceFormat, Callable[[Sequence[Work]], str]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}


def references(works: Sequence[Work], written_as: ReferenceFormat) -> str:
    """Return the works as one file of references, in their order."""
    return _WRITERS[written_as](works)
