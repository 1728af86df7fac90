"""Publishing: the catalogue as it is, copied to a new generation, which becomes the current one."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from indexer.catalogue import Catalogue, files, passages
from indexer.disk import fsync, sha256
from indexer.errors import IndexDamaged, NoIndex
from indexer.storage import generations
from indexer.storage.generations import Manifest
from indexer.vectors import build


def publish(catalogue: Catalogue, data_dir: Path, dimension: int) -> str:
    """Write the catalogue and its vectors as a new generation, make it current, return its name.

    Only for who holds the lock. `dimension` is the length of a vector. Whatever happens on the
    way, the generation that was current stays so, whole.
    """
    every = generations.names(data_dir)
    name = f"{max(map(int, every), default=0) + 1:06d}"
    folder = data_dir / generations.FOLDER
    unfinished = folder / f"{name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        manifest = _write(catalogue, dimension, unfinished, name, _previous(data_dir, every))
        unfinished.rename(folder / name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    fsync(folder)
    fsync(data_dir)
    generations.switch(data_dir, manifest)
    generations.prune(data_dir)
    return name


def is_published(catalogue: Catalogue, data_dir: Path) -> bool:
    """Whether the current generation is a copy of the catalogue as it is now."""
    try:
        manifest = generations.check_current(data_dir)
    except (NoIndex, IndexDamaged):
        return False
    published = (manifest.catalogue_id, manifest.revision)
    return published == (catalogue.about("catalogue_id"), catalogue.revision)


def _write(
    catalogue: Catalogue, dimension: int, folder: Path, name: str, previous: str
) -> Manifest:
    """Write the files of a generation to `folder` and wait until they are on the disk."""
    engine = catalogue.engine
    index, copy = folder / generations.index_file(engine), folder / generations.CATALOGUE
    ids, vectors = passages.vectors(catalogue)
    build(ids, vectors.reshape(len(ids), dimension), engine).save(index)
    catalogue.copy_to(copy)
    manifest = Manifest(
        name=name,
        format=generations.FORMAT_VERSION,
        catalogue_id=catalogue.about("catalogue_id") or "",
        revision=catalogue.revision,
        last_passage_id=catalogue.last_passage_id,
        count=len(ids),
        dimension=dimension,
        encoder=catalogue.about("encoder") or "",
        engine=engine,
        previous=previous,
        folders=tuple(files.roots(catalogue)),
        index_sha256=sha256(index),
        catalogue_sha256=sha256(copy),
        catalogue_state=generations.state_of(copy),
    ).sealed()
    text = json.dumps(asdict(manifest), indent=2)
    (folder / generations.MANIFEST).write_text(text, encoding="utf-8")
    for written in (index, copy, folder / generations.MANIFEST, folder):
        fsync(written)
    return manifest


def _previous(data_dir: Path, every: list[str]) -> str:
    """Return the generation that is current until now, or the newest where none is."""
    try:
        current = generations.current_name(data_dir)
    except NoIndex:
        current = ""
    return current if current in every else max(every, default="")
