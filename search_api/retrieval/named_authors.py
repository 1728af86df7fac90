"""Resources that are asked for by who wrote them: alone, with the year, with words of the title."""

import re
from collections.abc import Sequence

from indexer.catalogue import Catalogue, finding, passages, resources, works
from indexer.domain import Resource
from indexer.text.folding import fold, folded_words
from indexer.text.keywords import is_content_word
from indexer.text.terms import folded_word, is_shouted, words
from search_api.retrieval.full_text import quoted
from search_api.retrieval.near_titles import are_same, without_frame

_NAMED = 7  # words of a question that may be authors and a year
_LONGEST = 12  # words of one with an author and words of a title
_RARE, _RARE_ENOUGH = 20, 200  # passages with a surname: typed small, typed with a capital
_SHORTEST = 3  # letters of a surname beside other words
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)[a-z]?(?!\d)")
_BETWEEN_NAMES = frozenset(
    fold("and et al i dhe kai και und sur dr suradnici saradnici сур eds ed").split()
)
_IN_ADDRESS = frozenset("/@._-")
# What stands before the name of who wrote something.
_BY = frozenset(fold("by od nga prej от од του της των από").split())


def by_author(catalogue: Catalogue, text: str, with_year: bool = False) -> list[str]:
    """All words are names of a resource's authors, a surname among them, perhaps with the year."""
    year = _YEAR.search(text)
    typed = folded_words(_YEAR.sub(" ", text))
    people = [word for word in typed if len(word) > 1 and word not in _BETWEEN_NAMES]
    if not people or len(typed) > _NAMED or (with_year and year is None):
        return []
    if len(people) == 1 and not _is_surname(
        catalogue, people[0], capital=text.strip()[:1].isupper()
    ):
        return []
    return [
        resource.id
        for resource in _written_by(catalogue, people)
        if not with_year or (year and str(resource.metadata.year) == year[1])
    ]


def by_author_and_title(catalogue: Catalogue, text: str) -> list[str]:
    """A surname, and all other words that say something are in the title of the one work so meant.

    `the paper by Freeman on active learning`; the year may be among the words.
    """
    year = _YEAR.search(text)
    text = _YEAR.sub(" ", text)
    if not 1 < len(words(text)) <= _LONGEST:
        return []
    meant = {
        resource.id
        for surname in _surnames(catalogue, text)
        for resource in _written_by(catalogue, [surname])
        if (year is None or str(resource.metadata.year) == year[1])
        and _is_by_and_about(resource, folded_words(text))
    }
    is_one = len(set(works.of_resources(catalogue, sorted(meant)).values())) == 1
    return sorted(meant) if is_one else []


def _surnames(catalogue: Catalogue, text: str) -> list[str]:
    """Return the folded words of a question that are written as a name is, or after `by`."""
    typed = [text[start:end] for start, end in words(text)]
    folded = [folded_word(word) for word in typed]
    names = finding.authors_among(catalogue, filter(is_content_word, folded))
    if not names:
        return []
    tells = not is_shouted(text) and 2 * sum(word[:1].isupper() for word in typed) <= len(typed) + 1
    likely = [
        (word, (tells and place > 0 and typed[place][:1].isupper()) or before in _BY)
        for place, (before, word) in enumerate(zip(["", *folded], folded, strict=False))
        if len(word) >= _SHORTEST and word in names
    ]
    return [word for word, is_name in likely if _is_surname(catalogue, word, capital=is_name)]


def _is_by_and_about(resource: Resource, typed: Sequence[str]) -> bool:
    """Whether each word that says something is an author's or in the title, and one is in it."""
    language = resource.metadata.language or "en"
    names = {word for author in resource.metadata.authors for word in folded_words(author)}
    title = folded_words(resource.metadata.title or "")
    left = [
        word
        for word in without_frame(typed, language)
        if is_content_word(word) and word not in names | _BETWEEN_NAMES | _BY
    ]
    return bool(left) and all(
        any(are_same(word, other, language) for other in title) for word in left
    )


def _written_by(catalogue: Catalogue, people: Sequence[str]) -> list[Resource]:
    """Return the resources all of `people` are names of, at least one a surname."""
    names = [name for name, _ in finding.facet_values(catalogue, "author", max(people, key=len))]
    ids = finding.resource_ids(catalogue, {"author": names}) if names else []
    return [
        resource
        for resource in resources.several(catalogue, ids)
        if _are_authors(people, [folded_words(name) for name in resource.metadata.authors])
    ]


def _are_authors(people: Sequence[str], authors: Sequence[Sequence[str]]) -> bool:
    surnames = {name[-1] for name in authors if name}
    every = {word for name in authors for word in name}
    # A given name counts beside a surname of the same person only: "Ana Kovač", not "Ana".
    return every.issuperset(people) and not surnames.isdisjoint(people)


def _is_surname(catalogue: Catalogue, word: str, capital: bool) -> bool:
    """Whether a folded word means a surname: it is rare and, typed small, no word of the texts.

    `marks` and `young` are words, `freeman` is only ever written with a capital.
    """
    if not is_content_word(word):
        return False
    count = finding.frequencies(catalogue, [word], "body").get(word, 0)
    if capital or not count:
        return count <= _RARE_ENOUGH
    return count <= _RARE and not _is_written_small(catalogue, word)


def _is_written_small(catalogue: Catalogue, word: str) -> bool:
    """Whether a folded word stands in a text without a capital, but for addresses."""
    ids = finding.passages_with(catalogue, f"{{body}} : {quoted(word)}").tolist()
    texts = (stored.passage.text for stored in passages.by_id(catalogue, ids).values())
    return any(
        folded_word(text[start:end]) == word
        for text in texts
        for start, end in words(text)
        if text[start].islower() and not _IN_ADDRESS.intersection(text[max(start - 1, 0) : end + 1])
    )
