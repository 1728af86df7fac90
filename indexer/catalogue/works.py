"""Works: which resources are versions of one another, kept up to date and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from indexer.catalogue import passages, resources
from indexer.catalogue.database import Catalogue, to_json
from indexer.metadata.works import RELATIONS, Edition, Membership, Relation, group
from indexer.text.minhash import Signature, signature, whole_text


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a work, as a reader chooses among them."""

    id: str
    title: str
    language: str | None
    media_type: str
    relation: Relation
    abstract: str | None = None


def refresh(catalogue: Catalogue) -> None:
    """Group all resources into works again, after some changed. Within a transaction.

    Only texts that are new are read; the rest is compared by the signatures kept of them.
    """
    _sign_new(catalogue)
    former = _all_memberships(catalogue)
    former_works = {name: membership.work for name, membership in former.items()}
    current = {
        membership.resource_id: membership
        for membership in group(_editions(catalogue), former_works)
    }
    gone = [(name,) for name in former if name not in current]
    catalogue.db.executemany("DELETE FROM works WHERE resource = ?", gone)
    fresh = [
        astuple(membership)
        for name, membership in current.items()
        if former.get(name) != membership
    ]
    catalogue.db.executemany("INSERT OR REPLACE INTO works VALUES (?, ?, ?)", fresh)


def memberships(catalogue: Catalogue, ids: Sequence[str]) -> dict[str, Membership]:
    """Return to which work each of these resources belongs, and as what.

    One without other versions is the original of a work with its own id.
    """
    rows = catalogue.db.execute(
        "SELECT resource, work, relation FROM works"
        " WHERE resource IN (SELECT value FROM json_each(?))",
        (to_json(list(ids)),),
    )
    alone = {name: Membership(name, name, "original") for name in ids}
    return alone | {row[0]: Membership(*row) for row in rows}


def of_resources(catalogue: Catalogue, ids: Sequence[str]) -> dict[str, str]:
    """Return the work of each of these resources; one without other versions is its own."""
    return {name: membership.work for name, membership in memberships(catalogue, ids).items()}


def versions(catalogue: Catalogue, ids: Sequence[str]) -> dict[str, tuple[Version, ...]]:
    """Return, for each of these resources, all versions of its work, itself included.

    The original comes first, then translations by language, then the rest. A resource that is
    the only version of its work has none.
    """
    works = of_resources(catalogue, ids)
    rows = catalogue.db.execute(
        "SELECT work, resource, relation FROM works WHERE work IN (SELECT value FROM json_each(?))",
        (to_json(sorted(set(works.values()))),),
    ).fetchall()
    described = {
        resource.id: resource
        for resource in resources.several(catalogue, [row["resource"] for row in rows])
    }
    members: dict[str, list[Version]] = {}
    for work, name, relation in rows:
        if (resource := described.get(name)) is not None:  # None: deleted since the last run
            version = Version(
                resource.id,
                resource.metadata.title or resource.path,
                resource.metadata.language,
                resource.media_type,
                relation,
                resource.metadata.abstract,
            )
            members.setdefault(work, []).append(version)
    return {
        name: tuple(sorted(members[works[name]], key=_sort_key)) if _several(members, work) else ()
        for name, work in works.items()
    }


def once(catalogue: Catalogue, ids: Sequence[str]) -> list[str]:
    """Return `ids` with one resource of each work: its original, where that is among them."""
    belongs = memberships(catalogue, ids)
    chosen: dict[str, str] = {}
    for name, membership in belongs.items():
        if membership.work not in chosen or membership.relation == "original":
            chosen[membership.work] = name
    kept = set(chosen.values())
    return [name for name in belongs if name in kept]


def _sort_key(version: Version) -> tuple[int, str, str]:
    return RELATIONS.index(version.relation), version.language or "", version.id


def _several(members: Mapping[str, list[Version]], work: str) -> bool:
    return len(members.get(work, ())) > 1


def _all_memberships(catalogue: Catalogue) -> dict[str, Membership]:
    rows = catalogue.db.execute("SELECT resource, work, relation FROM works")
    return {row[0]: Membership(*row) for row in rows}


def _sign_new(catalogue: Catalogue) -> None:
    """Keep a signature of every resource that has none."""
    rows = catalogue.db.execute(
        "SELECT key, id FROM resources WHERE key NOT IN (SELECT resource FROM signatures)"
    ).fetchall()
    for key, name in rows:
        text = whole_text([stored.passage for stored in passages.of_resource(catalogue, name)])
        packed = signature(text).astype("<u4").tobytes()
        catalogue.db.execute("INSERT INTO signatures VALUES (?, ?)", (key, packed))


def _editions(catalogue: Catalogue) -> list[Edition]:
    rows = catalogue.db.execute(
        "SELECT id, signature FROM signatures JOIN resources ON resources.key = signatures.resource"
    )
    signatures: dict[str, Signature] = {
        row[0]: np.frombuffer(row[1], "<u4").astype(np.uint32) for row in rows
    }
    return [
        Edition(
            resource.id,
            resource.metadata,
            resource.media_type,
            signatures[resource.id],
            f"{resource.root}/{resource.path}",
        )
        for resource in resources.several(catalogue)
    ]
