"""One work, several files: an edited copy, another format, another script, a translation.

Four signs join resources to a work: a declared `translation_of` (either may declare it, and
chains hold), the same file in folders or endings named by language (`el/quiz.html`, `sq/quiz.html`;
`quiz.el.html`), the same text, or nearly the same text. Nothing is dropped: every resource stays
searchable, and knows which work it is a version of. Pure.

The thresholds were measured on real pairs. Of 160 papers of one journal, 20 are editions of
another one, drafts or revisions: resemblance .31 to 1, sixteen above .69; the most alike of all
other pairs have .18. The same help page in both Serbian scripts: above .70 in all 120 pairs of
ten words or more. The same text in PDF, Word, slides or HTML and in the Markdown it was built
from: .78 to 1 in 122 pairs, half of them above .95. Different texts of one collection,
translations among them: .08 at most. Unrelated short notices (`Coffee break`, `This page is being
written`) are equal, so those need more.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.domain import Metadata
from indexer.metadata.merging import slug
from indexer.text.folding import folded_words
from indexer.text.language import macrolanguage
from indexer.text.minhash import Signature, near_duplicates

Relation = Literal["original", "translation", "version", "copy"]
RELATIONS: tuple[Relation, ...] = ("original", "translation", "version", "copy")

SAME_TEXT = 0.5  # resemblance from which two texts are one, whatever they are called
SAME_TITLE = 0.25  # ... when they have the same title
SHORT = 50  # shingles; below, a text is a notice, and only a copy of it with its title counts
SAME_NOTICE = 0.9
# A tag in a path: a folder (`sr-Latn/`), or before the ending (`quiz.el.html`, `quiz_el.html`).
_TAG = re.compile(
    r"(?<=/)[a-z]{2,3}(?:[-_](?:Latn|Cyrl|[A-Z]{2}))?(?=/)"
    r"|(?<=[._-])[a-z]{2}(?=\.[A-Za-z0-9]{1,5}$)"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What works are grouped by: the metadata, format, MinHash and file of one resource."""

    id: str
    metadata: Metadata
    media_type: str
    signature: Signature
    file: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A resource that is one of several versions of the work `work`."""

    resource_id: str
    work: str
    relation: Relation


def group(editions: Sequence[Edition], former: Mapping[str, str]) -> list[Membership]:
    """Return the memberships of all works with more than one resource, by resource id.

    `former` maps a resource id to the work it was in; works keep their id where they can. A
    resource in none of the returned works is a work of its own, whose id is the resource's.
    """
    ordered = sorted(editions, key=lambda edition: edition.id)
    named = _named(ordered)
    joined = _UnionFind(len(ordered))
    for first, second in (
        *_translations(ordered, named),
        *_in_folders_of_languages(ordered),
        *_near_duplicates(ordered),
    ):
        joined.join(first, second)
    originals = {ordered[index].id for index in named.values()}
    taken = {edition.id for edition in ordered}  # not free for a work: another resource's
    memberships: list[Membership] = []
    for indices in joined.groups():
        members = [ordered[index] for index in indices]
        original = min(members, key=lambda edition: _precedence(edition, originals))
        work = _work_id(members, original, former, taken)
        taken.add(work)
        memberships += [
            Membership(member.id, work, _relation(member, original)) for member in members
        ]
    return sorted(memberships, key=lambda membership: membership.resource_id)


def _named(editions: Sequence[Edition]) -> dict[str, int]:
    """Return the index of what each `translation_of` names: an id, a declared id, or a DOI."""
    index_of = {_key(edition.id): index for index, edition in enumerate(editions)}
    for index, edition in enumerate(editions):
        for name in (edition.metadata.identifier, edition.metadata.doi):
            if name:
                index_of.setdefault(_key(name), index)
    wanted = {edition.metadata.translation_of for edition in editions}
    return {name: index_of[_key(name)] for name in wanted if name and _key(name) in index_of}


def _translations(
    editions: Sequence[Edition], named: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Yield the indices of each translation and of what it translates.

    An original that is not in the collection still joins its translations to each other.
    """
    absent: dict[str, int] = {}
    for index, edition in enumerate(editions):
        name = edition.metadata.translation_of
        if name is not None:
            yield index, named.get(name, absent.setdefault(_key(name), index))


def _in_folders_of_languages(editions: Sequence[Edition]) -> Iterator[tuple[int, int]]:
    """Yield the indices of files whose paths differ in nothing but the tag of their language."""
    first: dict[str, int] = {}
    for index, edition in enumerate(editions):
        for place in _places(edition):
            yield first.setdefault(place, index), index


def _places(edition: Edition) -> Iterator[str]:
    """Yield the path of a file with a star for each tag in it that is the file's language."""
    language = edition.metadata.language or ""
    for tag in _TAG.finditer(edition.file):
        if macrolanguage(tag[0].replace("_", "-")) == macrolanguage(language):
            yield f"{edition.file[: tag.start()]}*{edition.file[tag.end() :]}"


def _near_duplicates(editions: Sequence[Edition]) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose texts are the same or nearly so."""
    titles = [tuple(folded_words(edition.metadata.title or "")) for edition in editions]
    signatures = [edition.signature for edition in editions]
    for first, second, resemblance in near_duplicates(signatures, SAME_TITLE):
        same_title = titles[first] == titles[second]
        long = min(len(signatures[first]), len(signatures[second])) >= SHORT
        enough = (SAME_TITLE if same_title else SAME_TEXT) if long else SAME_NOTICE
        if resemblance >= enough and (long or same_title):
            yield first, second


def _precedence(edition: Edition, originals: set[str]) -> tuple[bool, bool, int, str]:
    """Order the versions of a work: first what others translate, then the newest edition."""
    translated, year = edition.metadata.translation_of is not None, edition.metadata.year or 0
    return translated, edition.id not in originals, -year, edition.id


def _work_id(
    members: Sequence[Edition], original: Edition, former: Mapping[str, str], taken: set[str]
) -> str:
    """Return the id that the work of most members had, or else the original's.

    A work that falls apart leaves its id to the part with the resource it was named after.
    """
    own = {member.id for member in members}
    had = Counter(former[name] for name in own if name in former)
    free = [work for work in had if work in own or work not in taken]
    return min(free, key=lambda work: (-had[work], work), default=original.id)


def _relation(edition: Edition, original: Edition) -> Relation:
    if edition is original:
        return "original"
    ours, theirs = edition.metadata.language or "und", original.metadata.language or "und"
    declared = edition.metadata.translation_of is not None and ours != theirs
    if declared or ("und" not in (ours, theirs) and macrolanguage(ours) != macrolanguage(theirs)):
        return "translation"
    return "version" if (edition.media_type, ours) != (original.media_type, theirs) else "copy"


def _key(name: str) -> str:
    return slug(Metadata(identifier=name), "")


class _UnionFind:
    """Which of the indices below `count` belong together."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def join(self, first: int, second: int) -> None:
        """Put two indices, and all that belong to either, together."""
        root, other = sorted((self._root(first), self._root(second)))
        self._parents[other] = root

    def groups(self) -> list[list[int]]:
        """Return the indices that belong together, in order; without those that are alone."""
        groups: dict[int, list[int]] = {}
        for index in range(len(self._parents)):
            groups.setdefault(self._root(index), []).append(index)
        return [group for group in groups.values() if len(group) > 1]

    def _root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index
