"""Shows each work once, by the version that suits the reader best. Pure."""

from collections.abc import Collection, Mapping, Sequence

from indexer.metadata.works import RELATIONS, Membership
from search_api.retrieval.reader_languages import reading


def each_work_once(
    order: Sequence[Membership],
    languages: Mapping[str, str],
    reads: Sequence[str],
    exact: Collection[str] = (),
) -> dict[str, list[str]]:
    """Map the id of the version shown of each work to the ids of all its versions in `order`.

    `order` has the ranked resources, best first, and `languages` their languages by id; `exact`
    are the ids of those whose title or author was asked for.

    A work has the rank of its best version. Shown is a version in the language that comes first
    for someone who reads `reads`; among versions in this language, the original before a copy.
    A version that was asked for by name is shown itself.
    """
    works: dict[str, list[Membership]] = {}
    for version in order:
        works.setdefault(version.work, []).append(version)
    return {
        _shown(versions, languages, reads, exact): [version.resource_id for version in versions]
        for versions in works.values()
    }


def _shown(
    versions: Sequence[Membership],
    languages: Mapping[str, str],
    reads: Sequence[str],
    exact: Collection[str],
) -> str:
    """Return the id of the version to show."""
    for version in versions:
        if version.resource_id in exact:
            return version.resource_id
    nearest = min(versions, key=lambda version: distance(languages[version.resource_id], reads))
    language = languages[nearest.resource_id]
    alike = [version for version in versions if languages[version.resource_id] == language]
    return min(alike, key=lambda version: RELATIONS.index(version.relation)).resource_id


def distance(language: str | None, reads: Sequence[str]) -> int:
    """Return how far a text in `language` is from someone who reads `reads`, own first.

    The distance grows along `reads`. The very tag is nearer than the same language in another
    script, or than a sister language such as Croatian for Serbian. After all of `reads` comes
    English, then every other language. With empty `reads` all distances are 0.
    """
    for place, tag in enumerate(reads):
        if language == tag:
            return 2 * place
        if language and reading(language, [tag]) == "own":
            return 2 * place + 1
    beyond = {"own": 0, "english": 0, "other": 1}[reading(language, reads)]
    return (2 * len(reads) + beyond) if reads else 0
