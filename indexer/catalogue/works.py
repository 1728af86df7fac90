"""Works: which resources are versions of one another, kept up to date and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from indexer.catalogue import passages, resources
from indexer.catalogue.database import Catalogue, to_json
from indexer.metadata.works import RELATIONS, Edition, Membership, Relation, group
from indexer.text.minhash import Sketch, sketch, whole_text


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a work, as a reader chooses among them."""

    id: str
    title: str
    language: str | None
    media_type: str
    relation: Relation


def refresh(catalogue: Catalogue) -> None:
    """Make out all works anew, after resources came, went or changed. Within a transaction.

    Only texts that are new are read; the rest is compared by the sketches kept of them.
    """
    _sketch_new(catalogue)
    former = _every(catalogue)
    found = {
        one.resource_id: one
        for one in group(_editions(catalogue), {name: one.work for name, one in former.items()})
    }
    gone = [(name,) for name in former if name not in found]
    catalogue.db.executemany("DELETE FROM works WHERE resource = ?", gone)
    fresh = [astuple(one) for name, one in found.items() if former.get(name) != one]
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
    return {name: one.work for name, one in memberships(catalogue, ids).items()}


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
        one.id: one for one in resources.several(catalogue, [row["resource"] for row in rows])
    }
    members: dict[str, list[Version]] = {}
    for work, name, relation in rows:
        if (one := described.get(name)) is not None:  # None: deleted since works were made out
            version = Version(
                one.id,
                one.metadata.title or one.path,
                one.metadata.language,
                one.media_type,
                relation,
            )
            members.setdefault(work, []).append(version)
    return {
        name: tuple(sorted(members[works[name]], key=_place)) if _several(members, work) else ()
        for name, work in works.items()
    }


def once(catalogue: Catalogue, ids: Sequence[str]) -> list[str]:
    """Return `ids` with one resource of each work: its original, where that is among them."""
    belongs = memberships(catalogue, ids)
    chosen: dict[str, str] = {}
    for name, one in belongs.items():
        if one.work not in chosen or one.relation == "original":
            chosen[one.work] = name
    kept = set(chosen.values())
    return [name for name in belongs if name in kept]


def _place(version: Version) -> tuple[int, str, str]:
    return RELATIONS.index(version.relation), version.language or "", version.id


def _several(members: Mapping[str, list[Version]], work: str) -> bool:
    return len(members.get(work, ())) > 1


def _every(catalogue: Catalogue) -> dict[str, Membership]:
    rows = catalogue.db.execute("SELECT resource, work, relation FROM works")
    return {row[0]: Membership(*row) for row in rows}


def _sketch_new(catalogue: Catalogue) -> None:
    """Keep a sketch of every resource that has none."""
    rows = catalogue.db.execute(
        "SELECT key, id FROM resources WHERE key NOT IN (SELECT resource FROM sketches)"
    ).fetchall()
    for key, name in rows:
        text = whole_text([one.passage for one in passages.of_resource(catalogue, name)])
        found = sketch(text).astype("<u4").tobytes()
        catalogue.db.execute("INSERT INTO sketches VALUES (?, ?)", (key, found))


def _editions(catalogue: Catalogue) -> list[Edition]:
    rows = catalogue.db.execute(
        "SELECT id, sketch FROM sketches JOIN resources ON resources.key = sketches.resource"
    )
    sketches: dict[str, Sketch] = {
        row[0]: np.frombuffer(row[1], "<u4").astype(np.uint32) for row in rows
    }
    return [
        Edition(one.id, one.metadata, one.media_type, sketches[one.id])
        for one in resources.several(catalogue)
    ]
