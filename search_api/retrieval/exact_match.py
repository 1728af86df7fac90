"""Known-item search: a resource whose title or author is typed literally comes first."""

from collections.abc import Sequence

from indexer.catalogue import Catalogue, finding, resources
from indexer.text.folding import folded_words
from search_api.retrieval.full_text import quoted

_MOST = 50  # resources whose titles are compared


def exact_matches(catalogue: Catalogue, text: str) -> frozenset[str]:
    """Return the ids of the resources whose title or author is `text`, compared folded.

    A title counts whole or up to its colon or dash; an author by the whole name, in any order
    of its words.
    """
    asked = folded_words(text)
    if not asked:
        return frozenset()
    return frozenset(_by_title(catalogue, asked)) | frozenset(_by_author(catalogue, asked))


def _by_title(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    candidates = finding.titled(catalogue, quoted(" ".join(asked)), _MOST)
    return [
        resource.id
        for resource in resources.several(catalogue, candidates)
        if list(asked) in _wordings(resource.metadata.title or "")
    ]


def _wordings(title: str) -> list[list[str]]:
    """Return the folded words of a title, whole and without what may be its subtitle."""
    mains = [title.partition(mark)[0] for mark in (":", " - ", " – ", " — ")]
    return [folded_words(wording) for wording in (title, *mains)]


def _by_author(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    if len(asked) < 2:  # a bare surname is too often a common word
        return []
    candidates = finding.facet_values(catalogue, "author", max(asked, key=len))
    names = [name for name, _ in candidates if sorted(folded_words(name)) == sorted(asked)]
    return finding.resource_ids(catalogue, {"author": names}) if names else []
