"""Completions of a half-typed question: titles, strategies and authors."""

from dataclasses import dataclass
from typing import Literal

from indexer.catalogue import Catalogue, finding, resources
from indexer.domain import Resource
from indexer.metadata.facets import label
from indexer.text.folding import fold, folded_words
from search_api.retrieval.full_text import quoted

Kind = Literal["title", "strategy", "author"]
_LONGEST = 100  # characters of what is typed that are read
_AUTHORS = 3  # at most, of one answer


@dataclass(frozen=True, slots=True)
class Completion:
    """One suggestion: `value` is a resource's id, a strategy's id, or a folded author's name."""

    kind: Kind
    text: str
    value: str


def complete(catalogue: Catalogue, typed: str, language: str, limit: int) -> list[Completion]:
    """Return up to `limit` completions: strategies first, then titles, then authors.

    Every typed word must be in the name; the last one may be only the beginning of a word there.
    """
    words = folded_words(typed[:_LONGEST])
    if not words:
        return []
    strategies = _strategies(catalogue, words, language)
    authors = _authors(catalogue, words)[:_AUTHORS]
    room = max(limit - len(strategies) - len(authors), 1)
    return [*strategies, *_titles(catalogue, words, room), *authors][:limit]


def _titles(catalogue: Catalogue, words: list[str], limit: int) -> list[Completion]:
    expression = " ".join([*map(quoted, words[:-1]), f"{quoted(words[-1])}*"])
    ids = finding.titled(catalogue, expression, limit)
    resources_by_id = {resource.id: resource for resource in resources.several(catalogue, ids)}
    return [Completion("title", resources_by_id[name].metadata.title or name, name) for name in ids]


def _strategies(catalogue: Catalogue, words: list[str], language: str) -> list[Completion]:
    counted = [
        (-count, label("strategy", value, language), value)
        for value, count in finding.facet_values(catalogue, "strategy")
    ]
    return [
        Completion("strategy", name, value)
        for _, name, value in sorted(counted)
        if _completes(words, folded_words(name)) or _completes(words, folded_words(value))
    ]


def _authors(catalogue: Catalogue, words: list[str]) -> list[Completion]:
    values = finding.facet_values(catalogue, "author", words[-1])
    matching = sorted(
        (-count, value) for value, count in values if _completes(words, folded_words(value))
    )
    return [
        Completion("author", _as_written(catalogue, value), value)
        for _, value in matching[:_AUTHORS]
    ]


def _completes(typed: list[str], name: list[str]) -> bool:
    """Whether every typed word is in the name, and the last one begins one of its words."""
    whole = all(word in name for word in typed[:-1])
    return whole and any(word.startswith(typed[-1]) for word in name)


def _as_written(catalogue: Catalogue, author: str) -> str:
    ids = finding.resource_ids(catalogue, {"author": [author]})[:1]
    written_by: list[Resource] = resources.several(catalogue, ids)
    names = [
        name
        for resource in written_by
        for name in resource.metadata.authors
        if fold(name) == author
    ]
    return names[0] if names else author
