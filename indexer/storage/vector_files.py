"""The file of vectors of a generation: written, or taken over from the generation before.

The vectors of a large collection are not written anew for each file that is added. A generation
takes over the file of the one before as long as few are new or gone since it was made: those are
looked at beside it.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import Catalogue, passages
from indexer.disk import sha256
from indexer.errors import IndexDamaged, NoIndex
from indexer.storage import generations, manifests
from indexer.storage.manifests import Manifest
from indexer.vectors import VectorIndex

_LACKING = 0.02  # share of the vectors that may be new or gone


@dataclass(frozen=True, slots=True)
class VectorFile:
    """A file of vectors, and what a manifest says of it."""

    file: Path
    sha256: str
    method: str
    indexed: int
    last_passage_id: int
    dimension: int


def save(index: VectorIndex, catalogue: Catalogue, folder: Path) -> VectorFile:
    """Write an index of all that the catalogue holds to `folder`."""
    file = folder / manifests.index_file(index.engine)
    index.save(file)
    last = catalogue.last_passage_id
    return VectorFile(file, sha256(file), index.method, index.count, last, index.dimension)


def take_over(data_dir: Path, former: Manifest, folder: Path) -> VectorFile:
    """Let `folder` have the file of another generation: the same one where the disk has links."""
    source = generations.folder_of(data_dir, former.name) / former.index_file
    file = folder / former.index_file
    try:
        os.link(source, file)
    except OSError:
        shutil.copyfile(source, file)
    facts = former.method, former.indexed, former.last_passage_id, former.dimension
    return VectorFile(file, former.index_sha256, *facts)


def sufficient(catalogue: Catalogue, data_dir: Path) -> Manifest | None:
    """Return the current generation if its file is whole and has nearly all vectors there are.

    None where that file is quickly made anew: where it is small enough to be searched exactly. And
    where it is a server's, which has a collection for each generation.
    """
    try:
        former = generations.check_current(data_dir)
    except (NoIndex, IndexDamaged):
        return None
    ours = (catalogue.about("catalogue_id"), catalogue.about("encoder"), catalogue.engine)
    same = (former.catalogue_id, former.encoder, former.engine) == ours
    if not same or former.method == "exact" or former.engine != "faiss":
        return None
    fresh = passages.count_with_vectors(catalogue, above=former.last_passage_id)
    gone = former.indexed - (passages.count_with_vectors(catalogue) - fresh)
    enough = fresh + gone <= _LACKING * former.indexed
    return former if enough and _is_whole(data_dir, former) else None


def _is_whole(data_dir: Path, former: Manifest) -> bool:
    """Whether its file is as it was written: damage is not handed on."""
    file = generations.folder_of(data_dir, former.name) / former.index_file
    try:
        return sha256(file) == former.index_sha256
    except OSError:
        return False
