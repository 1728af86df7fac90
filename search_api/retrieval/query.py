"""A query: what is asked, checked, and taken apart into terms, phrases and excluded words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from indexer.errors import OnlyExclusions, UsageError
from indexer.metadata.facets import FACETS
from indexer.text.folding import fold, folded_words
from indexer.text.keywords import is_content_word
from indexer.text.terms import terms
from search_api.limits import ADDRESS_OR_NUMBER, DEEPEST, LONGEST, MOST_EXAMPLES, MOST_HITS
from search_api.retrieval.typed import Phrases, Signs, is_pasted, signs

_ADDRESS = re.compile(ADDRESS_OR_NUMBER)


@dataclass(frozen=True)
class Query:
    """What is asked.

    `filters` maps a facet to values; a resource must have any of them. `reads` are the
    languages of the reader: when empty, that of the question. `like` and `unlike` are addresses of
    passages that the reader found right or wrong. `weaker` asks for what is no match, too.
    `reader_language`, that of the labels, is what the reader reads if nothing else tells.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    k: int = 10
    offset: int = 0
    reads: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    weaker: bool = False
    reader_language: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be answered: UsageError names the field and the cure."""
        self._check_words()
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

    def _check_words(self) -> None:
        if folded_words(self.plain) or self.like:
            return
        if self.excluded:
            raise OnlyExclusions(
                "The question only says what to leave out.",
                cure="Write first what you are looking for, then what to leave out.",
                field="q",
            )
        raise UsageError("The question has no words.", cure="Describe a problem.", field="q")

    @cached_property
    def _signs(self) -> Signs:
        return signs(self.text)

    @property
    def plain(self) -> str:
        """The text to encode: without its signs and excluded words, on one line."""
        return self._signs.plain

    @property
    def phrases(self) -> Phrases:
        """The folded words of each quoted phrase: every passage must have them in this order."""
        return self._signs.phrases

    @property
    def excluded(self) -> Phrases:
        """The folded words after a minus: no passage may have them."""
        return self._signs.excluded

    @cached_property
    def is_pasted(self) -> bool:
        """Whether the text was copied from somewhere rather than typed."""
        return is_pasted(self.text)

    def terms(self) -> list[str]:
        """Return what the question is looked up by, each once, in order.

        An acronym in capitals is looked up as such. Numbers in a pasted text are years and pages.
        """
        chosen = (forms[-1] for forms in terms(self.plain, typed=True))
        asked = [term for term in dict.fromkeys(chosen) if not (self.is_pasted and term.isdigit())]
        return asked or self._single_letter()

    def _single_letter(self) -> list[str]:
        """Return the letter that is the whole question, unless it is a word of some language."""
        letter = fold(self.plain.strip())
        return [letter] if letter.isalpha() and is_content_word(letter) else []


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
