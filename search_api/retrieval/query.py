"""A query: what is asked, checked, and taken apart into words, phrases and excluded words.

Two signs mean something, both known from every search engine: "quotes" keep words together, and
a minus before a word leaves out passages that have it. Everything else is plain words. In a long
text these signs mean nothing either: somebody pasted it, quotation marks and all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from indexer.errors import UsageError
from indexer.metadata.facets import FACETS
from indexer.text.folding import folded_words
from search_api.limits import ADDRESS_OR_NUMBER, DEEPEST, LONGEST, MOST_EXAMPLES, MOST_HITS

MOST_WORDS = 64  # of a question that the full-text index is asked for
_LONG = 40  # words of a text whose signs are punctuation
_ADDRESS = re.compile(ADDRESS_OR_NUMBER)
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_MINUS = re.compile(r"(?<!\S)-(?=\w)(\S+)")


@dataclass(frozen=True)
class Query:
    """What is asked.

    `filters` maps a facet to values; a resource must have any of them. `reads` are the
    languages of the reader, all when empty. `like` and `unlike` are addresses of passages that
    the reader found right or wrong.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    k: int = 10
    offset: int = 0
    reads: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be answered: UsageError names the field and the cure."""
        if not folded_words(self.plain) and not self.like:
            raise UsageError("The question has no words.", cure="Describe a problem.", field="q")
        if len(self.text) > LONGEST:
            raise UsageError(
                f"The question has {len(self.text)} characters.",
                cure=f"Shorten it to {LONGEST}.",
                field="q",
            )
        check_filters(self.filters)
        _check_range("k", self.k, 1, MOST_HITS)
        _check_range("offset", self.offset, 0, DEEPEST - 1)
        for name, examples in (("like", self.like), ("unlike", self.unlike)):
            _check_range(name, len(examples), 0, MOST_EXAMPLES)
            for address in examples:
                _check_address(name, address)

    @cached_property
    def plain(self) -> str:
        """The text to encode: without its signs and excluded words."""
        if self._is_long:
            return " ".join(self.text.split())
        return " ".join(_MINUS.sub(" ", _QUOTED.sub(r" \1 ", self.text)).split())

    @cached_property
    def _is_long(self) -> bool:
        return len(self.text.split()) > _LONG

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The folded words of each quoted phrase: every passage must have them in this order."""
        quoted = [] if self._is_long else _QUOTED.findall(self.text)
        phrases = (tuple(folded_words(inner)) for inner in quoted)
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))

    @cached_property
    def excluded(self) -> tuple[tuple[str, ...], ...]:
        """The folded words after a minus: no passage may have them."""
        outside = "" if self._is_long else _QUOTED.sub(" ", self.text)
        phrases = (tuple(folded_words(word)) for word in _MINUS.findall(outside))
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))

    def words(self) -> list[str]:
        """Return the folded words of the question, each once, in order, at most MOST_WORDS."""
        return list(dict.fromkeys(folded_words(self.plain)))[:MOST_WORDS]


def check_filters(filters: Mapping[str, tuple[str, ...]]) -> None:
    """Raise UsageError for a filter that does not exist."""
    for facet in filters:
        if facet not in FACETS:
            raise UsageError(
                f"There is no filter {facet!r}.", cure=f"Use {', '.join(FACETS)}.", field=facet
            )


def _check_address(name: str, address: str) -> None:
    if not _ADDRESS.match(address):
        raise UsageError(
            f"{address!r} is no passage's id.", cure="Copy it from an answer.", field=name
        )


def _check_range(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise UsageError(f"{name} is {value}.", cure=f"Use {lowest} to {highest}.", field=name)
