"""Each work once: of the versions that answer, the one for this reader. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.metadata.works import RELATIONS, Membership
from search_api.retrieval.reader_languages import reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that answers, in `language`. `named`: its title or author is what was asked."""

    membership: Membership
    language: str | None
    named: bool = False


def once(order: Sequence[Candidate], reads: Sequence[str]) -> dict[str, list[str]]:
    """Return the id of one version of each work, and by it those of all its versions in `order`.

    `order` has the best answer first.

    A work stands where its best version stands. Shown is the version in the language nearest to
    someone who reads `reads`, the best of several; of one language, the original before a copy.
    A version that was asked for by name is shown itself.
    """
    works: dict[str, list[Candidate]] = {}
    for one in order:
        works.setdefault(one.membership.work, []).append(one)
    return {
        _shown(versions, reads).membership.resource_id: [
            one.membership.resource_id for one in versions
        ]
        for versions in works.values()
    }


def _shown(versions: Sequence[Candidate], reads: Sequence[str]) -> Candidate:
    if len(versions) == 1:
        return versions[0]
    for one in versions:
        if one.named:
            return one
    nearest = min(versions, key=lambda one: distance(one.language, reads))
    alike = [one for one in versions if one.language == nearest.language]
    return min(alike, key=lambda one: RELATIONS.index(one.membership.relation))


def distance(language: str | None, reads: Sequence[str]) -> int:
    """Return how far a text in `language` is from someone who reads `reads`, own first.

    The languages in their order, in the very script before another, then English, then the
    others. Who does not say what they read is equally far from all.
    """
    for place, tag in enumerate(reads):
        if language == tag:
            return 2 * place
        if language and reading(language, [tag]) == "own":
            return 2 * place + 1
    known = {"own": 0, "english": 0, "other": 1}[reading(language, reads)]
    return (2 * len(reads) + known) if reads else 0
