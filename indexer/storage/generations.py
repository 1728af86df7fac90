"""Generations: the published copies of the index, and which of them is the current one.

    <data_dir>/generations/000007/index.faiss       the vectors, as their engine writes them
    <data_dir>/generations/000007/catalogue.sqlite  the catalogue they are the vectors of
    <data_dir>/generations/000007/manifest.json     what the two are, and their SHA-256
    <data_dir>/CURRENT                              the name of the generation to read

A generation never changes. It is complete on disk before CURRENT names it, and CURRENT is
replaced atomically, so a reader sees the old one or the new one and never half of either. The
one before stays: for readers that still hold it, and to go back to when the newer is damaged.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.disk import fsync, replace_file, sha256
from indexer.errors import IndexDamaged, NoIndex, NotFound
from indexer.settings import VectorServer
from indexer.storage.manifests import CATALOGUE, CURE, NAME, Manifest, manifest_in

if TYPE_CHECKING:
    from indexer.vectors import VectorIndex

KEPT = 2
FOLDER = "generations"
CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True)
class Generation:
    """A published copy, loaded and checked."""

    name: str
    manifest: Manifest
    index: "VectorIndex"


def names(data_dir: Path) -> list[str]:
    """Return the names of the complete generations, the oldest first."""
    folder = data_dir / FOLDER
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if NAME.fullmatch(entry.name))


def current_name(data_dir: Path) -> str:
    """Return the name of the current generation. Raises NoIndex where there is none."""
    try:
        text = (data_dir / CURRENT).read_bytes().decode("ascii", "replace")
    except FileNotFoundError:
        raise NoIndex(
            f"There is no index in {data_dir.resolve()}.",
            cure="Make one with: balkanetup index FOLDER",
        ) from None
    return text.partition(" ")[0].strip() or "(none)"


def folder_of(data_dir: Path, name: str) -> Path:
    """Return the folder of a generation."""
    return data_dir / FOLDER / name


def published(data_dir: Path, name: str) -> float:
    """Return when a generation was published, in seconds since 1970."""
    return max(file.stat().st_mtime for file in folder_of(data_dir, name).iterdir())


def read_manifest(data_dir: Path, name: str) -> Manifest:
    """Return what a generation says it is. Raises IndexDamaged when that cannot be believed."""
    return manifest_in(folder_of(data_dir, name), name)


def manifests(data_dir: Path) -> list[Manifest]:
    """Return what the generations say they are, the oldest first; without those not believed."""
    believed = []
    for name in names(data_dir):
        try:
            believed.append(read_manifest(data_dir, name))
        except IndexDamaged:
            continue
    return believed


def load(
    data_dir: Path,
    name: str,
    *,
    server: VectorServer | None = None,
    hash_of: Callable[[Path], str] = sha256,
) -> Generation:
    """Load the vectors of a generation. Raises IndexDamaged, with the cure, if not whole.

    `server` is the one that searches them, where one does; whether it answers is not asked.
    `hash_of` may know the SHA-256 of a file that was read before.
    """
    from indexer.vectors import load as load_vectors  # numpy and FAISS, for those who search

    manifest = read_manifest(data_dir, name)
    file = _intact(data_dir, name, manifest.index_file, manifest.index_sha256, hash_of)
    index = load_vectors(file, manifest.engine, server=server)
    if (index.count, index.dimension) != (manifest.indexed, manifest.dimension):
        raise IndexDamaged(f"Generation {name} does not hold what it says.", cure=CURE)
    return Generation(name, manifest, index)


def catalogue_copy(data_dir: Path, name: str, hash_of: Callable[[Path], str] = sha256) -> Path:
    """Return the catalogue of a generation, checked. Raises IndexDamaged if not whole.

    `hash_of` is as for `load`.
    """
    manifest = read_manifest(data_dir, name)
    return _intact(data_dir, name, CATALOGUE, manifest.catalogue_sha256, hash_of)


def intact(data_dir: Path) -> list[str]:
    """Return the generations of which every byte is as it was written, the newest first."""
    good = []
    for name in reversed(names(data_dir)):
        try:
            refuse_if_damaged(data_dir, read_manifest(data_dir, name))
        except IndexDamaged:
            continue
        good.append(name)
    return good


def refuse_if_damaged(data_dir: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged unless every byte of a generation is as it was written."""
    for file_name, expected in manifest.checksums.items():
        _intact(data_dir, manifest.name, file_name, expected)


def switch(data_dir: Path, manifest: Manifest) -> None:
    """Make a generation the current one, atomically."""
    replace_file(data_dir / CURRENT, f"{manifest.name} {manifest.seal}\n".encode("ascii"))


def check_current(data_dir: Path) -> Manifest:
    """Return the manifest of the current generation. Raises IndexDamaged when CURRENT errs."""
    name = current_name(data_dir)
    if name not in names(data_dir):
        raise IndexDamaged(f"CURRENT names {name!r}, which is not there.", cure=CURE)
    manifest = read_manifest(data_dir, name)
    if (data_dir / CURRENT).read_bytes() != f"{name} {manifest.seal}\n".encode("ascii"):
        raise IndexDamaged("CURRENT fails its checksum.", cure=CURE)
    return manifest


def prune(data_dir: Path, keep: int = KEPT) -> list[str]:
    """Delete all but the current generation, the one before it and the newest; return them."""
    current = current_name(data_dir)
    every = names(data_dir)
    if current not in every:
        raise NotFound(f"The current generation {current} is not there.", cure=CURE)
    previous = read_manifest(data_dir, current).previous
    first = [name for name in (current, previous) if name in every]
    rest = [name for name in reversed(every) if name not in first]
    kept = {*first, *rest[: max(keep - len(first), 0)]}
    gone = [name for name in every if name not in kept]
    for name in gone:
        shutil.rmtree(folder_of(data_dir, name), ignore_errors=True)
    for left in (data_dir / FOLDER).glob("*.part"):
        shutil.rmtree(left, ignore_errors=True)
    fsync(data_dir / FOLDER)
    return gone


def _intact(
    data_dir: Path,
    name: str,
    file_name: str,
    expected: str,
    hash_of: Callable[[Path], str] = sha256,
) -> Path:
    file = folder_of(data_dir, name) / file_name
    try:
        actual = hash_of(file)
    except OSError as problem:
        raise IndexDamaged(f"Generation {name} cannot be read: {problem}.", cure=CURE) from problem
    if actual != expected:
        raise IndexDamaged(
            f"The file {file_name} of generation {name} fails its checksum.", cure=CURE
        )
    return file
