"""Pulling: the current generation of a store, fetched and checked, becomes the one here.

The data directory becomes a replica: it has generations, and in the place of a catalogue of its
own a link to the one in the current generation. So every reader works as it does beside a writer,
and takes up the new generation with its next question, while nothing can write.

A generation is fetched to `NAME.part`. Who is killed goes on where they stopped. It gets its name
when every checksum is right; until CURRENT is replaced, the former one answers.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import FILE_NAME, is_replica
from indexer.disk import fsync, keep_private, replace_file, sha256
from indexer.errors import IndexDamaged, NoIndex, PullRefused, StoreError, UsageError
from indexer.storage import arrivals, generations, lock, manifests
from indexer.storage.generations import CURRENT, FOLDER
from indexer.storage.manifests import CATALOGUE, MANIFEST, Manifest
from indexer.storage.store import Shared, Store

_PIECE = 8 * 2**20  # bytes asked for at a time
_LARGEST_MANIFEST = 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did: the generation that is current now, the bytes fetched, if it is new."""

    name: str
    fetched: int
    new: bool


def pull(data_dir: Path, store: Store, *, thorough: bool = True) -> Pulled:
    """Make the current generation of the store the one of `data_dir`.

    `thorough`: where it is so already, check every byte of it, and fetch it again if damaged.
    Raises NotFound where the store is empty, StoreError, PullRefused where what it has is not
    whole, UsageError where `data_dir` has an index of its own, IndexLocked. Whatever is raised,
    the generation that was current stays so.
    """
    wanted = store.listed()[0]
    if not thorough and _is_current(data_dir, wanted):
        return Pulled(wanted.name, 0, new=False)
    with lock.held(data_dir):
        _refuse_own_index(data_dir)
        here = _is_here(data_dir, wanted)
        if here and _is_current(data_dir, wanted):
            return Pulled(wanted.name, 0, new=False)
        fetched = 0 if here else _fetch(data_dir, store, wanted)
        _make_current(data_dir, wanted)
        return Pulled(wanted.name, fetched, new=True)


def _is_current(data_dir: Path, wanted: Shared) -> bool:
    """Whether a generation is the current one here, catalogue and all."""
    try:
        manifest = generations.check_current(data_dir)
    except (NoIndex, IndexDamaged):
        return False
    link = data_dir / FILE_NAME
    return (
        Shared.of(manifest) == wanted
        and is_replica(data_dir)
        and link.readlink() == _catalogue_of(wanted.name)
    )


def _is_here(data_dir: Path, wanted: Shared) -> bool:
    """Whether a generation is here with every byte, be it the current one or not."""
    try:
        manifest = generations.read_manifest(data_dir, wanted.name)
        generations.refuse_if_damaged(data_dir, manifest)
    except IndexDamaged:
        return False
    return Shared.of(manifest) == wanted


def _refuse_own_index(data_dir: Path) -> None:
    if (data_dir / FILE_NAME).exists() and not is_replica(data_dir):
        raise UsageError(
            f"There is an index in {data_dir.resolve()} already, made here.",
            cure="Name another folder for the copy in BALKANETUP_DATA_DIR.",
        )


def _fetch(data_dir: Path, store: Store, wanted: Shared) -> int:
    """Fetch a generation, check it, give it its name; return how many bytes came."""
    folder = data_dir / FOLDER / f"{wanted.name}.part"
    source = f"{FOLDER}/{wanted.folder}"
    try:
        manifest = _begun(folder, store, wanted)
        sizes = {name: store.size(f"{source}/{name}") for name in manifest.checksums}
        missing = sum(sizes.values()) - sum(_length(folder / name) for name in sizes)
        arrivals.check_space(missing, folder)
        for name, size in sizes.items():
            _fetch_file(store, f"{source}/{name}", folder / name, size)
        for name, expected in manifest.checksums.items():
            _check(folder / name, expected)
        arrivals.check_catalogue(folder / CATALOGUE)
    except IndexDamaged as problem:
        raise PullRefused(
            f"Generation {wanted.name} of {store.shown} is refused. {problem.message}",
            cure="Push it again from the machine that indexes; both need the same version.",
        ) from problem
    _give_name(folder, generations.folder_of(data_dir, wanted.name))
    return missing


def _begun(folder: Path, store: Store, wanted: Shared) -> Manifest:
    """Return the manifest of what is fetched to `folder`, which goes on if it was begun before."""
    try:
        return _manifest_in(folder, wanted)
    except IndexDamaged:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    content = store.piece(f"{FOLDER}/{wanted.folder}/{MANIFEST}", 0, _LARGEST_MANIFEST)
    replace_file(folder / MANIFEST, content)
    return _manifest_in(folder, wanted)


def _manifest_in(folder: Path, wanted: Shared) -> Manifest:
    manifest = manifests.manifest_in(folder, wanted.name)
    if Shared.of(manifest) != wanted:
        raise IndexDamaged(f"Its manifest is not the one that {CURRENT} names.")
    return manifest


def _fetch_file(store: Store, path: str, file: Path, size: int) -> None:
    """Fetch what is missing of a file, from the byte on where it stopped before."""
    keep_private(file)
    with file.open("ab") as stream:
        while (start := stream.tell()) < size:
            piece = store.piece(path, start, min(start + _PIECE, size))
            if not piece:
                raise StoreError(f"{path} in {store.shown} ends early.", cure="Pull again.")
            stream.write(piece)
    fsync(file)


def _check(file: Path, expected: str) -> None:
    """Refuse a file with another checksum. It goes, so that the next try fetches it anew."""
    if sha256(file) != expected:
        file.unlink()
        raise IndexDamaged(f"Its file {file.name} fails its checksum.")


def _length(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _give_name(folder: Path, target: Path) -> None:
    """Rename a complete generation. A namesake, damaged or of an index begun anew, makes room."""
    fsync(folder)
    if target.exists():
        namesake = target.with_name(f"{target.name}.former.part")
        shutil.rmtree(namesake, ignore_errors=True)
        target.rename(namesake)
    folder.rename(target)
    fsync(target.parent)


def _make_current(data_dir: Path, wanted: Shared) -> None:
    """Let the readers of `data_dir` read a generation that is there, and delete older ones."""
    link = data_dir / f"{FILE_NAME}.part"
    link.unlink(missing_ok=True)
    link.symlink_to(_catalogue_of(wanted.name))
    link.replace(data_dir / FILE_NAME)
    generations.switch(data_dir, generations.read_manifest(data_dir, wanted.name))
    generations.prune(data_dir)


def _catalogue_of(name: str) -> Path:
    """Return what the link in the place of a catalogue leads to, relative to the data directory."""
    return Path(FOLDER) / name / CATALOGUE
