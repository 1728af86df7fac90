"""Resources that are asked for by their title: as it is written, in part, or nearly so.

A title is a name only where it means this one work. "Group work" is a title, but also what many
texts speak of; who types it asks for a topic.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from indexer.catalogue import Catalogue, finding, resources, works
from indexer.domain import Resource
from indexer.text.folding import folded_words
from indexer.text.keywords import is_content_word
from search_api.retrieval.full_text import any_of, quoted
from search_api.retrieval.near_titles import (
    FEWEST,
    Fit,
    carrying,
    mains,
    names_alone,
    nearest,
    subtitles,
)

TitleName = Literal["title", "title_in_question", "part_of_title", "near_title", "common_title"]
_MOST = 50  # resources whose titles are compared
_PART_WORDS = 3  # words with a meaning that a part of a title has
_INSIDE_WORDS = 5  # and of one inside a question, or not begun: three are as often its topic
_LOOKED_UP = 12  # words of a question by which titles are looked up
_LONGEST_NEAR = 30  # words of a question that may be nearly a title
_ALIKE = 0.5  # share of the question's words that a title has that may be meant
_SELDOM = 5  # words with a meaning that no other text has together by chance
# Other works that may have the words of a title in a row, by how many with a meaning there are:
# where more do, they are what the collection speaks of.
_OTHERS = (0, 0, 1, 3, 3)
_INITIALS = 4  # letters by which words are compared at first


def by_title(catalogue: Catalogue, asked: Sequence[str]) -> dict[str, TitleName]:
    """Return the ids of the resources whose title these folded words are, each with how."""
    together = finding.titled(catalogue, quoted(" ".join(asked)), _MOST)
    exact = _with_title(catalogue, together, asked)
    names: dict[str, TitleName] = {}
    if exact:
        is_sure = _is_one_work(catalogue, exact) and not is_common(catalogue, asked, exact)
        return dict.fromkeys(exact, "title" if is_sure else "common_title")
    if len(content := [word for word in asked if is_content_word(word)]) < FEWEST:
        return {}
    candidates = finding.titles(catalogue, any_of(_longest(content)), _MOST)
    names |= dict.fromkeys(_near(catalogue, candidates, asked), "near_title")
    if _is_part(catalogue, together, asked):
        names |= dict.fromkeys(together, "part_of_title")
    return names | dict.fromkeys(_inside(catalogue, candidates, asked), "title_in_question")


def is_common(catalogue: Catalogue, words: Sequence[str], own: Sequence[str]) -> bool:
    """Whether other works speak of what folded words, a title of the resources `own`, say.

    So does a translation, where they speak of it in another language.
    """
    others = {
        tuple(folded_words(version.title))
        for versions in works.versions(catalogue, own).values()
        for version in versions
    }
    return any(_is_common(catalogue, title, own) for title in {tuple(words), *others} - {()})


def _is_common(catalogue: Catalogue, words: Sequence[str], own: Sequence[str]) -> bool:
    meaning = sum(map(is_content_word, words))
    if meaning >= _SELDOM:
        return False
    expression = f"{{title headings body}} : {quoted(' '.join(words))}"
    having = finding.resources_with(catalogue, expression, len(own) + _MOST)
    every = works.of_resources(catalogue, [*having, *own])
    others = {every[name] for name in having} - {every[name] for name in own}
    return len(others) > _OTHERS[meaning]


def _with_title(catalogue: Catalogue, ids: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Return the resources with this title; where there are none, with it before a subtitle."""
    named = resources.several(catalogue, ids)
    spelt = {resource.id: mains(resource.metadata.title or "") for resource in named}
    whole = [name for name, own in spelt.items() if own[0] == list(asked)]
    return whole or [name for name, own in spelt.items() if list(asked) in own]


def _is_part(catalogue: Catalogue, ids: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether words that stand together in the titles of `ids` are a part of the one so meant.

    Few are only where the title begins: people know a title by its beginning, and what follows is
    often a topic, "in a first-year physics lecture".
    """
    meaning = sum(map(is_content_word, asked))
    if meaning < _PART_WORDS or not ids or not _is_one_work(catalogue, ids):
        return False
    titled = resources.several(catalogue, ids)
    if any(len(carrying(asked, _language(resource))) >= _INSIDE_WORDS for resource in titled):
        return True
    titles = (resource.metadata.title or "" for resource in titled)
    begins = any(main[: len(asked)] == list(asked) for title in titles for main in mains(title))
    return begins and not is_common(catalogue, asked, ids)


def _inside(
    catalogue: Catalogue, candidates: Iterable[tuple[str, str]], asked: Sequence[str]
) -> list[str]:
    """Return those whose title stands whole in the question: in a reference, in a sentence."""
    text = f" {' '.join(asked)} "
    likely = [
        name for name, title in candidates if f" {' '.join(title.split()[:_PART_WORDS])} " in text
    ]
    return [
        resource.id
        for resource in resources.several(catalogue, likely)
        if any(_is_inside(wording, asked, text) for wording in mains(resource.metadata.title or ""))
    ]


def _is_inside(title: Sequence[str], asked: Sequence[str], text: str) -> bool:
    is_longer = len(asked) > len(title)
    return (
        is_longer
        and sum(map(is_content_word, title)) >= _INSIDE_WORDS
        and f" {' '.join(title)} " in text
    )


def _near(
    catalogue: Catalogue, candidates: Iterable[tuple[str, str]], asked: Sequence[str]
) -> list[str]:
    """Return the resources of the one work whose title is nearest to the question, if any is."""
    if len(asked) > _LONGEST_NEAR:
        return []
    likely = [name for name, title in candidates if _are_alike(title.split(), asked)]
    fits = [
        (fit, resource.id, wording)
        for resource in resources.several(catalogue, likely)
        for fit, wording in _fits(resource, asked)
    ]
    best = min((fit for fit, _, _ in fits), default=None)
    ids = sorted({name for fit, name, _ in fits if fit == best})
    if not ids or not _is_one_work(catalogue, ids):
        return []
    spelt = [wording for fit, _, wording in fits if fit == best]
    return [] if any(is_common(catalogue, wording, ids) for wording in spelt) else ids


def _fits(resource: Resource, asked: Sequence[str]) -> Iterator[tuple[Fit, list[str]]]:
    language = _language(resource)
    title = resource.metadata.title or ""
    for wording in mains(title):
        if fit := nearest(asked, wording, language):
            yield fit, wording
    for wording in subtitles(title):
        if (fit := nearest(asked, wording, language)) and names_alone(fit, wording, language):
            yield fit, wording


def _language(resource: Resource) -> str:
    return resource.metadata.language or "en"


def _are_alike(title: Sequence[str], asked: Sequence[str]) -> bool:
    words = {word[:_INITIALS] for word in asked}
    shared = words.intersection(word[:_INITIALS] for word in title)
    return len(shared) >= _ALIKE * min(len(words), len(title))


def _longest(content: Iterable[str]) -> list[str]:
    return sorted(set(content), key=lambda word: (-len(word), word))[:_LOOKED_UP]


def _is_one_work(catalogue: Catalogue, ids: Sequence[str]) -> bool:
    return len(set(works.of_resources(catalogue, ids).values())) == 1
