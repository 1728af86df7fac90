"""The version of a work that says in the reader's language what another one is about. Pure."""

from collections.abc import Sequence

from indexer.catalogue.works import Version
from search_api.retrieval.reader_languages import distance, reading


def own_version(
    language: str | None, versions: Sequence[Version], reader_language: str
) -> Version | None:
    """Return the version in the reader's language nearest to it; None where none is needed.

    `language` is that of the resource, `versions` are those of its work.
    """
    if reading(language, [reader_language]) == "own":
        return None
    own = [
        it for it in versions if it.language and reading(it.language, [reader_language]) == "own"
    ]
    return min(own, key=lambda it: distance(it.language, [reader_language]), default=None)
