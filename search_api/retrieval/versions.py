"""Groups the versions of a work, and says which of them to show to a reader. Pure."""

from collections.abc import Collection, Mapping, Sequence

from indexer.metadata.works import RELATIONS, Membership
from search_api.retrieval.reader_languages import distance


def by_work(order: Sequence[Membership]) -> list[list[Membership]]:
    """Return the ranked versions of each work, in the order in which the works come first."""
    works: dict[str, list[Membership]] = {}
    for version in order:
        works.setdefault(version.work, []).append(version)
    return list(works.values())


def shown(
    versions: Sequence[Membership],
    languages: Mapping[str, str | None],
    reads: Sequence[str],
    exact: Collection[str] = (),
) -> str:
    """Return the id of the version of a work to show to someone who reads `reads`.

    `versions` are the ranked ones, best first, `languages` their languages by id; `exact` are the
    ids of those whose title or author was asked for: such a version is shown itself. Else it is
    the one in the language that the reader is nearest to (own languages, then English); where
    none is in these, the original before a translation. Among several in that language, the
    original before a copy.
    """
    for version in versions:
        if version.resource_id in exact:
            return version.resource_id

    def key(version: Membership) -> tuple[int, int]:
        language = languages[version.resource_id]
        return distance(language, reads), RELATIONS.index(version.relation)

    return min(versions, key=key).resource_id
