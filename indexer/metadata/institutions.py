"""Which university a written name is, whatever its language: one institution counts once. Pure.

The names are in `taxonomy/data/universities.yaml`; an institution that is not there stays as it is
written. Names are compared folded, without the small words between (`of`, `i`, `u`) and with the
ending of `university` left out, so that the genitive meets the nominative.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.taxonomy import Concept, load
from indexer.text.folding import folded_words

_VOCABULARY = "universities"
_LINKS = frozenset(
    (*("of", "at", "in", "the", "and"), *("i", "e", "te", "se", "ne", "dhe", "u", "na", "vo", "v"))
)
_ENDING = re.compile(r"^(univer[sz]it|sveucilist|universi|πανεπιστημι|πολυτεχνει)\w*$")
# What a university's name in the genitive may follow, as its part: `Filozofski fakultet`.
_PART = re.compile(r"^(?:fakult|odsjek|odsek|katedr|τμημα|σχολη)")
_LONGEST = 8  # parts of an address that are looked at
Key = tuple[str, ...]


def university_of(written: str) -> Concept | None:
    """Return the university that `written` names, alone or with its part and address; or None.

    `Fakulteti i Edukimit, Universiteti i Prishtinës` is the University of Prishtina. An adjective
    makes another one of it: the European University of Tirana is not the University of Tirana.
    """
    parts = re.split(r"[,;()|/]", written)[:_LONGEST]
    for run in _runs(parts):
        words = folded_words(run)
        for start in range(len(words)):
            if start == 0 or words[start - 1] in _LINKS or _PART.match(words[start - 1]):
                concept = _by_key().get(_key(words[start:]))
                if concept is not None:
                    return concept
    return None


def one_name(written: str) -> str:
    """Return the English name of the university that `written` names; else `written` itself."""
    concept = university_of(written)
    return concept.labels["en"] if concept else written


def university_name(written: str, language: str) -> str:
    """Return what a university is called in `language`; what is none stays as it is written."""
    concept = _by_key().get(_key(folded_words(written)))
    return load(_VOCABULARY).label(concept.id, language) if concept else written


def all_names(written: str) -> tuple[str, ...]:
    """Return every name of the university that `written` is; of another institution, this one."""
    concept = university_of(written)
    return tuple(dict.fromkeys(_names(concept))) if concept else (written,)


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Yield the parts next to each other, the longest runs first: a name may have a comma."""
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            yield " ".join(parts[start : start + length])


def _key(words: Sequence[str]) -> Key:
    return tuple(_ENDING.sub(r"\1", word) for word in words if word not in _LINKS)


def _names(concept: Concept) -> Iterator[str]:
    return (name for language in concept.labels for name in concept.names(language))


@lru_cache(maxsize=1)
def _by_key() -> dict[Key, Concept]:
    """Return the universities by how their names are compared."""
    return {
        _key(folded_words(name)): concept
        for concept in load(_VOCABULARY)
        for name in _names(concept)
    }
