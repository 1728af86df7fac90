"""Expressions of the full-text index (FTS5)."""

from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return an FTS5 query for any of the words."""
    return " OR ".join(quoted(word) for word in words)


def quoted(words: str) -> str:
    """Return words as FTS5 takes them: quoted, so that nothing in them is an operator."""
    return '"' + words.replace('"', '""') + '"'
