"""Known-item search: a resource that is asked for by name comes first, and the answer says why.

Names are a DOI or another code, a title, an author's surname, the name of a file.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Literal, get_args

from indexer.catalogue import Catalogue, about, finding, resources
from indexer.domain import Resource
from indexer.text.codes import codes_asked
from indexer.text.folding import folded_words
from indexer.text.keywords import is_content_word
from search_api.retrieval.full_text import any_of, quoted

# Why a resource comes first, the surest reason first.
Name = Literal[
    "doi",
    "file",
    "title",
    "title_in_question",
    "part_of_title",
    "author_and_year",
    "author",
    "code",
]
NAMES: tuple[Name, ...] = get_args(Name)
SURE = frozenset(NAMES) - {"code"}  # a code may be mentioned in passing
_MOST = 50  # resources whose titles are compared
_TITLE_WORDS = 3  # words with a meaning that a part of a title has
_INSIDE_WORDS = 5  # and of one inside a question: three words are as often its topic
_LOOKED_UP = 12  # words of a question by which titles inside it are looked up
_NAMED = 7  # words of a question that may be authors and a year
_RARE, _RARE_ENOUGH = 20, 200  # passages with a surname: typed small, typed with a capital
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)[a-z]?(?!\d)")
_BETWEEN_NAMES = frozenset(
    [
        "and",
        "et",
        "al",
        "i",
        "dhe",
        "kai",
        "και",
        "und",
        "sur",
        "dr",
        "suradnici",
        "saradnici",
        "сур",
        "eds",
        "ed",
    ]
)
_FILE = re.compile(r"\S.*\.[A-Za-z0-9]{2,5}|\S*[-_]\S*")


def exact_matches(catalogue: Catalogue, text: str) -> dict[str, Name]:
    """Return the ids of the resources that `text` names, each with how; compared folded."""
    asked = folded_words(text)
    if not asked:
        return {}
    ways: tuple[tuple[Name, Callable[[], Collection[str]]], ...] = (
        ("doi", lambda: about.named(catalogue, codes_asked(text), "doi")),
        ("file", lambda: _by_file(catalogue, text)),
        ("title", lambda: _by_title(catalogue, asked)),
        ("title_in_question", lambda: _by_title_inside(catalogue, asked)),
        ("part_of_title", lambda: _by_part_of_title(catalogue, asked)),
        ("author_and_year", lambda: _by_author(catalogue, text, with_year=True)),
        ("author", lambda: _by_author(catalogue, text)),
        ("code", lambda: about.named(catalogue, codes_asked(text), "code")),
    )
    names: dict[str, Name] = {}
    for name, way in ways:
        names = dict.fromkeys(way(), name) | names
    return names


def _by_file(catalogue: Catalogue, text: str) -> list[str]:
    text = text.strip().replace("\\", "/")
    if not _FILE.fullmatch(text):
        return []
    return about.named(catalogue, {about.file_name(text), " ".join(folded_words(text))}, "file")


def _by_title(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    """A title counts whole, or without what may be its subtitle."""
    candidates = finding.titled(catalogue, quoted(" ".join(asked)), _MOST)
    return [
        resource.id
        for resource in resources.several(catalogue, candidates)
        if list(asked) in _wordings(resource.metadata.title or "")
    ]


def _by_part_of_title(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    """Three words with a meaning, or more, stand together in a title."""
    if sum(map(is_content_word, asked)) < _TITLE_WORDS:
        return []
    return finding.titled(catalogue, quoted(" ".join(asked)), _MOST)


def _by_title_inside(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    """The title stands whole in the question: in a reference, or in a sentence about it."""
    content = list(filter(is_content_word, asked))
    if len(content) <= _INSIDE_WORDS:
        return []
    longest = sorted(set(content), key=lambda word: (-len(word), word))[:_LOOKED_UP]
    text = f" {' '.join(asked)} "
    candidates = [
        resource
        for resource, title in finding.titles(catalogue, any_of(longest), _MOST)
        if f" {' '.join(title.split()[:_TITLE_WORDS])} " in text
    ]
    return [
        resource.id
        for resource in resources.several(catalogue, candidates)
        if any(_is_inside(wording, text) for wording in _wordings(resource.metadata.title or ""))
    ]


def _is_inside(title: Sequence[str], text: str) -> bool:
    return sum(map(is_content_word, title)) >= _INSIDE_WORDS and f" {' '.join(title)} " in text


def _wordings(title: str) -> list[list[str]]:
    """Return the folded words of a title, whole and without what may be its subtitle."""
    mains = [title.partition(mark)[0] for mark in (":", " - ", " – ", " — ")]
    return [folded_words(wording) for wording in (title, *mains)]


def _by_author(catalogue: Catalogue, text: str, with_year: bool = False) -> list[str]:
    """All words are names of a resource's authors, a surname among them, perhaps with the year."""
    year = _YEAR.search(text)
    words = folded_words(_YEAR.sub(" ", text))
    people = [word for word in words if len(word) > 1 and word not in _BETWEEN_NAMES]
    if not people or len(words) > _NAMED or (with_year and year is None):
        return []
    if len(people) == 1 and not _is_rare(catalogue, people[0], capital=text.strip()[:1].isupper()):
        return []
    return [
        resource.id
        for resource in _written_by(catalogue, people)
        if not with_year or (year and str(resource.metadata.year) == year[1])
    ]


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


def _is_rare(catalogue: Catalogue, word: str, capital: bool) -> bool:
    """Whether a surname is no common word: `marks`, `young`."""
    if not is_content_word(word):
        return False
    count = finding.frequencies(catalogue, [word], "body").get(word, 0)
    return count <= (_RARE_ENOUGH if capital else _RARE)
