"""Mending: the catalogue from its last whole copy, the published index from the catalogue."""

import shutil
import uuid
from collections.abc import Collection
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from indexer.catalogue import FILE_NAME, Catalogue, corrections, passages, records, refuse_replica
from indexer.disk import fsync, keep_private
from indexer.errors import BalkanetupError
from indexer.settings import VectorServer
from indexer.storage import generations, lock, manifests, publish

ASIDE = f"{FILE_NAME}.damaged"


class Remedy(StrEnum):
    """What `--fix` does about a finding."""

    RESTORE = "take the catalogue from its last whole copy, or index the folders again"
    PUBLISH = "publish the index anew from the catalogue"
    CLEAR = "delete what an interrupted run left half written"
    OWNER = "nothing: this is for you to decide"


def mend(
    data_dir: Path, remedies: Collection[Remedy], server: VectorServer | None = None
) -> list[Path]:
    """Do what the remedies say, the gravest of them; return the folders to index again."""
    refuse_replica(data_dir)
    with lock.held(data_dir):
        folders = known_folders(data_dir)
        clear_leftovers(data_dir)
        if Remedy.RESTORE not in remedies:
            if Remedy.PUBLISH in remedies:
                with closing(Catalogue.create_or_open(data_dir)) as catalogue:
                    republish(catalogue, data_dir, server)
            return []
        copy = last_whole_copy(data_dir)
        if copy is not None:
            restore(data_dir, copy, server)
        else:
            start_anew(data_dir)
        return folders


def restore(data_dir: Path, copy: Path, server: VectorServer | None = None) -> str:
    """Put a checked copy in the place of the catalogue and publish it; return the generation.

    Only for who holds the lock. What was there before is set aside as `catalogue.sqlite.damaged`.
    Readers take the mended catalogue for another one than before: it has a new identity, and all
    its records are of now. Where its vectors were searched by a server and none is named here, an
    embedded engine does it.
    """
    with closing(Catalogue.open_copy(copy)):  # refuses one of another schema
        pass
    unfinished = data_dir / f"{FILE_NAME}.part"
    keep_private(unfinished)
    shutil.copyfile(copy, unfinished)
    fsync(unfinished)
    former = records.ids_in(data_dir / FILE_NAME)
    _set_aside(data_dir)
    unfinished.replace(data_dir / FILE_NAME)
    fsync(data_dir)
    with closing(Catalogue.create_or_open(data_dir)) as catalogue:
        with catalogue.transaction():
            catalogue.set_about("catalogue_id", uuid.uuid4().hex)
            if server is None and catalogue.engine == "milvus":
                catalogue.set_about("vector_index", "faiss")
            records.renew(catalogue, former)
        return republish(catalogue, data_dir, server)


def republish(catalogue: Catalogue, data_dir: Path, server: VectorServer | None = None) -> str:
    """Publish the catalogue anew and delete the generations that are not whole."""
    whole = generations.intact(data_dir)
    for name in generations.names(data_dir):
        if name not in whole:
            shutil.rmtree(generations.folder_of(data_dir, name), ignore_errors=True)
    return publish.publish(catalogue, data_dir, passages.dimension(catalogue), server)


def last_whole_copy(data_dir: Path) -> Path | None:
    """Return the newest copy of the catalogue that can be used, or None where none can."""
    for name in reversed(generations.names(data_dir)):
        try:
            copy = generations.catalogue_copy(data_dir, name)
            Catalogue.open_copy(copy).close()
        except BalkanetupError:
            continue
        return copy
    return None


def known_folders(data_dir: Path) -> list[Path]:
    """Return the indexed folders as far as any manifest tells, and as far as they exist."""
    folders: dict[str, None] = {}
    for name in reversed(generations.names(data_dir)):
        try:
            folders |= dict.fromkeys(
                manifests.folders_in(generations.folder_of(data_dir, name), name)
            )
        except BalkanetupError:
            continue
    return [Path(folder) for folder in folders if Path(folder).is_dir()]


def start_anew(data_dir: Path) -> None:
    """Set the catalogue aside and delete what was published: the folders are indexed again.

    What maintainers corrected by hand, and what is gone, is in no folder: it goes over to the new
    catalogue.
    """
    copies = [
        generations.folder_of(data_dir, name) / manifests.CATALOGUE
        for name in reversed(generations.names(data_dir))
    ]
    corrected = corrections.salvaged([data_dir / FILE_NAME, *copies])
    gone = records.salvaged([data_dir / FILE_NAME, *copies])
    _set_aside(data_dir)
    shutil.rmtree(data_dir / generations.FOLDER, ignore_errors=True)
    (data_dir / generations.CURRENT).unlink(missing_ok=True)
    fsync(data_dir)
    if corrected or gone:
        with closing(Catalogue.create_or_open(data_dir)) as catalogue, catalogue.transaction():
            corrections.restore(catalogue, corrected)
            records.restore(catalogue, gone)


def clear_leftovers(data_dir: Path) -> None:
    """Delete what interrupted runs left half written."""
    for left in leftovers(data_dir):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def leftovers(data_dir: Path) -> list[Path]:
    """Return what interrupted runs left half written."""
    patterns = ("*.part", "import-*", f"{generations.FOLDER}/*.part")
    return sorted(path for pattern in patterns for path in data_dir.glob(pattern))


def _set_aside(data_dir: Path) -> None:
    """Rename the catalogue. Its log goes first: SQLite would apply it to whatever comes next."""
    for ending in ("-wal", "-shm"):
        (data_dir / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
    fsync(data_dir)
    if (data_dir / FILE_NAME).exists():
        (data_dir / FILE_NAME).replace(data_dir / ASIDE)
