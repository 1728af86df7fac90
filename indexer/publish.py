"""Generations: published copies of the vectors, written beside, checked, then switched to.

    <data_dir>/generations/000007/index.faiss    the vectors
    <data_dir>/generations/000007/manifest.json  what they are a copy of, and their SHA-256
    <data_dir>/CURRENT                           the name of the generation to read

A generation is complete on disk before CURRENT names it, and CURRENT is replaced atomically, so
a reader sees the old one or the new one and never half of either. The one before stays, for
readers that still hold it and for going back.
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.catalogue import Catalogue, passages
from indexer.errors import IndexDamaged, NoIndex
from indexer.vectors import VectorIndex

FORMAT_VERSION = 1
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is a copy of."""

    format: int
    catalogue_id: str
    revision: int
    last_passage_id: int
    count: int
    dimension: int
    encoder: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """A published copy, loaded and checked."""

    name: str
    manifest: Manifest
    index: VectorIndex


def publish(catalogue: Catalogue, data_dir: Path, dimension: int) -> str:
    """Write the catalogue's vectors as a new generation, make it current, return its name."""
    with catalogue.snapshot():
        ids, vectors = passages.vectors(catalogue)
        facts = Manifest(
            format=FORMAT_VERSION,
            catalogue_id=catalogue.about("catalogue_id") or "",
            revision=catalogue.revision,
            last_passage_id=catalogue.last_passage_id,
            count=len(ids),
            dimension=dimension,
            encoder=catalogue.about("encoder") or "",
        )
    index = VectorIndex.build(ids, vectors.reshape(len(ids), dimension))
    folder = data_dir / "generations"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{max((int(one) for one in _names(folder)), default=0) + 1:06d}"
    unfinished = folder / f"{name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    index.save(unfinished / "index.faiss")
    manifest = replace(facts, sha256=_sha256(unfinished / "index.faiss"))
    text = json.dumps(asdict(manifest), indent=2)
    (unfinished / "manifest.json").write_text(text, encoding="utf-8")
    for written in (unfinished / "index.faiss", unfinished / "manifest.json", unfinished):
        _fsync(written)
    unfinished.rename(folder / name)
    _fsync(folder)
    _switch(data_dir, name)
    _prune(folder, keep=name)
    return name


def current_name(data_dir: Path) -> str:
    """Return the name of the current generation. Raises NoIndex where there is none."""
    try:
        return (data_dir / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoIndex(
            f"There is no index in {data_dir.resolve()}.",
            cure="Make one with: balkanetup index FOLDER",
        ) from None


def load(data_dir: Path, name: str) -> Generation:
    """Load a generation and check it. Raises IndexDamaged, with the cure, when it is not whole."""
    folder = data_dir / "generations" / name
    cure = "Make a new one from the catalogue with: balkanetup rebuild"
    try:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        manifest = Manifest(**json.loads(text))
        found = _sha256(folder / "index.faiss")
    except (OSError, ValueError, TypeError) as problem:
        raise IndexDamaged(f"Generation {name} cannot be read: {problem}.", cure=cure) from problem
    if manifest.format != FORMAT_VERSION:
        raise IndexDamaged(f"Generation {name} has format {manifest.format}.", cure=cure)
    if found != manifest.sha256:
        raise IndexDamaged(f"Generation {name} fails its checksum.", cure=cure)
    index = VectorIndex.load(folder / "index.faiss")
    if (index.count, index.dimension) != (manifest.count, manifest.dimension):
        raise IndexDamaged(f"Generation {name} does not hold what it says.", cure=cure)
    return Generation(name, manifest, index)


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name.isdigit())


def _switch(data_dir: Path, name: str) -> None:
    unfinished = data_dir / "CURRENT.part"
    unfinished.write_text(f"{name}\n", encoding="ascii")
    _fsync(unfinished)
    unfinished.replace(data_dir / "CURRENT")
    _fsync(data_dir)


def _prune(folder: Path, keep: str) -> None:
    older = [name for name in _names(folder) if name < keep]
    for name in older[: len(older) - (_KEPT - 1)]:
        shutil.rmtree(folder / name, ignore_errors=True)
    for left in folder.glob("*.part"):
        shutil.rmtree(left, ignore_errors=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
