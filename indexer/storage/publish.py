"""Publishing: the catalogue as it is, copied to a new generation, which becomes the current one.

Where a server searches the vectors, each generation has a collection of its own there, written
before the generation is the current one and dropped with it. A collection is a copy of what the
catalogue has: one that is lost comes back with the next publication.
"""

import json
import logging
import shutil
from dataclasses import asdict
from pathlib import Path

from indexer.catalogue import Catalogue, files, passage_facets, passages
from indexer.disk import fsync
from indexer.errors import IndexDamaged, NoIndex, VectorsUnavailable
from indexer.settings import VectorServer
from indexer.storage import catalogue_state, generations, manifests, vector_files
from indexer.storage.manifests import Manifest
from indexer.storage.vector_files import VectorFile
from indexer.vectors import EXACT_UPTO, VectorIndex, build, milvus_collections

_log = logging.getLogger(__name__)


def publish(
    catalogue: Catalogue,
    data_dir: Path,
    dimension: int,
    server: VectorServer | None = None,
    exact_upto: int = EXACT_UPTO,
) -> str:
    """Write the catalogue and its vectors as a new generation, make it current, return its name.

    Only for who holds the lock. `dimension` is the length of a vector, `server` searches the
    vectors where the engine is one; FAISS scores all of up to `exact_upto` for every question.
    Whatever happens on the way, the generation that was current stays so, whole. Raises
    VectorsUnavailable where the server is needed and does not answer.
    """
    every = generations.names(data_dir)
    name = f"{max(map(int, every), default=0) + 1:06d}"
    folder = data_dir / generations.FOLDER
    unfinished = folder / f"{name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        if former := vector_files.sufficient(catalogue, data_dir):
            vectors = vector_files.take_over(data_dir, former, unfinished)
        else:
            index = _index(catalogue, dimension, name, server, exact_upto)
            vectors = vector_files.save(index, catalogue, unfinished)
        manifest = _write(catalogue, vectors, unfinished, name, _previous(data_dir, every))
        unfinished.rename(folder / name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    fsync(folder)
    fsync(data_dir)
    if manifest.engine == "milvus":
        milvus_collections.make_current(server, manifest.catalogue_id, name)
    generations.switch(data_dir, manifest)
    prune(data_dir, server)
    return name


def prune(
    data_dir: Path, server: VectorServer | None = None, keep: int = generations.KEPT
) -> list[str]:
    """Delete older generations, and what a server has of them; return the deleted ones."""
    searched = [
        (manifest.catalogue_id, manifest.name)
        for manifest in generations.manifests(data_dir)
        if manifest.engine == "milvus"
    ]
    gone = generations.prune(data_dir, keep)
    try:
        milvus_collections.drop_others(server, searched, gone)
    except VectorsUnavailable as problem:  # the next publication drops them
        _log.warning("Older collections stay on the vector server. %s", problem.message)
    return gone


def is_published(catalogue: Catalogue, data_dir: Path) -> bool:
    """Whether the current generation is a copy of the catalogue as it is now."""
    try:
        manifest = generations.check_current(data_dir)
    except (NoIndex, IndexDamaged):
        return False
    published = (manifest.catalogue_id, manifest.revision)
    return published == (catalogue.about("catalogue_id"), catalogue.revision)


def _index(
    catalogue: Catalogue, dimension: int, name: str, server: VectorServer | None, exact_upto: int
) -> VectorIndex:
    """Return the vectors of the catalogue as its engine searches them."""
    ids, stored = passages.vectors(catalogue)
    vectors = stored.reshape(len(ids), dimension)
    if catalogue.engine != "milvus":
        return build(ids, vectors, catalogue.engine, exact_upto)
    collection = milvus_collections.name_of(catalogue.about("catalogue_id") or "", name)
    facets = passage_facets.of_passages(catalogue, ids)
    return milvus_collections.write(server, collection, ids, vectors, facets, exact_upto)


def _write(
    catalogue: Catalogue, vectors: VectorFile, folder: Path, name: str, previous: str
) -> Manifest:
    """Write the other files of a generation to `folder` and wait until all are on the disk."""
    copy = folder / manifests.CATALOGUE
    catalogue.copy_to(copy)
    digest, state = catalogue_state.sha256_and_state(copy)
    manifest = Manifest(
        name=name,
        format=manifests.FORMAT_VERSION,
        catalogue_id=catalogue.about("catalogue_id") or "",
        revision=catalogue.revision,
        last_passage_id=vectors.last_passage_id,
        count=passages.count_with_vectors(catalogue),
        indexed=vectors.indexed,
        dimension=vectors.dimension,
        encoder=catalogue.about("encoder") or "",
        engine=catalogue.engine,
        method=vectors.method,
        previous=previous,
        folders=tuple(files.roots(catalogue)),
        index_sha256=vectors.sha256,
        catalogue_sha256=digest,
        catalogue_state=state,
    ).sealed()
    text = json.dumps(asdict(manifest), indent=2)
    (folder / manifests.MANIFEST).write_text(text, encoding="utf-8")
    for written in (vectors.file, copy, folder / manifests.MANIFEST, folder):
        fsync(written)
    return manifest


def _previous(data_dir: Path, every: list[str]) -> str:
    """Return the generation that is current until now, or the newest where none is."""
    try:
        current = generations.current_name(data_dir)
    except NoIndex:
        current = ""
    return current if current in every else max(every, default="")
