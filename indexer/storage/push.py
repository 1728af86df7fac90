"""Pushing: the published generation, sent to a store from which other machines pull it.

A command of its own, and no step of publication: no run waits for a network or fails with it,
and nothing but this file knows that stores exist.
"""

from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import FILE_NAME
from indexer.errors import NotFound, StoreError, UsageError
from indexer.storage import generations, lock
from indexer.storage.generations import FOLDER
from indexer.storage.manifests import MANIFEST, Manifest
from indexer.storage.store import Shared, Store

_LOCK = "PUSH"
_PIECE = 8 * 2**20  # bytes compared at a time
KEPT = 3  # a reader that is slow to fetch has the time of two publications for it


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: the generation that the store has now, and the bytes that were sent."""

    name: str
    sent: int


def push(data_dir: Path, store: Store, *, thorough: bool = True) -> Pushed:
    """Make the current generation that of the store.

    Files that are there already, with every byte, are not sent again. `thorough`: look at them
    also where the store lists the generation already, and mend what is damaged there. Readers see
    the new generation when it is whole: its manifest is sent last, and CURRENT replaced once every
    file has its size.
    Raises UsageError, NoIndex, IndexDamaged (a damaged generation goes nowhere), StoreError, and
    IndexLocked where another push from here goes on.
    """
    generations.current_name(data_dir)  # raises NoIndex, before a folder is made for the lock
    with lock.held(data_dir, file_name=_LOCK, doing="pushing from"):
        manifest = generations.check_current(data_dir)
        _refuse_data_directory(store)
        shared, former = Shared.of(manifest), _former(store)
        if former[:1] == [shared] and not thorough:
            return Pushed(manifest.name, 0)
        sent = _send(data_dir, manifest, store, f"{FOLDER}/{shared.folder}")
        kept = [shared, *(it for it in former if it != shared)][:KEPT]
        store.keep(kept)
        _prune(store, kept)
        return Pushed(manifest.name, sent)


def _refuse_data_directory(store: Store) -> None:
    """Raise UsageError for the folder of an index: its CURRENT is another, and would be lost."""
    if store.has(FILE_NAME):
        cure = "Name an empty folder, or a bucket."
        raise UsageError(f"{store.shown} is the data directory of an index.", cure=cure)


def _former(store: Store) -> list[Shared]:
    """Return what the store lists until now."""
    try:
        return store.listed()
    except NotFound:
        return []


def _send(data_dir: Path, manifest: Manifest, store: Store, target: str) -> int:
    """Send the files that the store lacks, the manifest last; return how many bytes."""
    generations.refuse_if_damaged(data_dir, manifest)
    sent = 0
    for name in (*manifest.checksums, MANIFEST):
        file = generations.folder_of(data_dir, manifest.name) / name
        size = file.stat().st_size
        if _has_every_byte(store, f"{target}/{name}", file):
            continue
        store.put(file, f"{target}/{name}")
        sent += size
        if not store.has(f"{target}/{name}", size):
            cure = "Push again; if that does not help, look for who else writes there."
            raise StoreError(f"{name} did not arrive whole in {store.shown}.", cure=cure)
    return sent


def _has_every_byte(store: Store, path: str, file: Path) -> bool:
    """Whether what the store has under `path` is this file."""
    if not store.has(path, file.stat().st_size):
        return False
    with file.open("rb") as stream:
        start = 0
        while piece := stream.read(_PIECE):
            if store.piece(path, start, start + len(piece)) != piece:
                return False
            start += len(piece)
    return True


def _prune(store: Store, kept: list[Shared]) -> None:
    """Delete the generations that are listed no more, and what a killed push left unfinished."""
    listed = {it.folder for it in kept}
    for folder in store.folders():
        if folder not in listed:
            store.remove(folder)
