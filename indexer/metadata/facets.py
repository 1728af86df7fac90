"""What resources can be filtered and counted by."""

from collections.abc import Iterable, Iterator

from indexer.domain import Metadata
from indexer.text.folding import fold
from indexer.text.language import UNKNOWN

FACETS = (
    *("discipline", "type", "strategy", "language", "year", "institution", "licence", "author"),
    *("class_size", "mode", "cycle"),
)


def facet_values(metadata: Metadata, passage_languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield every (facet, value) of a resource.

    A discipline counts for its broader fields too: 0541 is also in 054 and 05. A resource is in
    the language it declares and in every language that a fifth of its passages are in.
    """
    for code in metadata.disciplines:
        for length in range(2, len(code) + 1):
            yield "discipline", code[:length]
    for facet in ("type", "year", "institution", "licence", "class_size", "mode", "cycle"):
        value = getattr(metadata, facet)
        if value is not None:
            yield facet, str(value)
    yield from (("strategy", strategy) for strategy in metadata.strategies)
    yield from (("author", fold(author)) for author in metadata.authors)
    yield from (("language", tag) for tag in _languages(metadata, list(passage_languages)))


def _languages(metadata: Metadata, passages: list[str]) -> Iterator[str]:
    if metadata.language is not None:
        yield metadata.language
    for tag in sorted(set(passages) - {UNKNOWN, metadata.language}):
        if passages.count(tag) * 5 >= len(passages):
            yield tag
