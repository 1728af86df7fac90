"""Whether the catalogue is, byte for byte, as its last publication left it.

SQLite notices a broken page, but not a flipped letter inside a text or a vector. A published
generation knows the hash of the catalogue it copied. As long as nothing was written since, the
catalogue must still have it.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from indexer.catalogue import FILE_NAME, Catalogue
from indexer.disk import explained
from indexer.errors import IndexDamaged, NoIndex
from indexer.storage import catalogue_state, generations, manifests

_CURE = "Mend it with: balkanetup doctor --fix"


def refuse_damaged(
    data_dir: Path, state_of: Callable[[Path], str] = catalogue_state.state_of
) -> None:
    """Raise IndexDamaged when the catalogue was changed by anything but us.

    To be called before this process opens the catalogue: reading an SQLite file beside an open
    connection would drop that connection's locks. Silent where it cannot be known: nothing
    published yet, or changes that are not published yet (an interrupted run). `state_of` may know
    the state of a file that was read before.
    """
    file = data_dir / FILE_NAME
    manifest = _newest_manifest(data_dir)
    if manifest is None:
        return
    if not file.is_file():
        raise IndexDamaged(f"The catalogue {file} is not there.", cure=_CURE)
    pending = file.with_name(f"{FILE_NAME}-wal")
    if pending.exists() and pending.stat().st_size:
        return
    if state_of(file) == manifest.catalogue_state:
        return
    identity, revision = _state_in(data_dir)
    if identity != manifest.catalogue_id or revision <= manifest.revision:
        raise IndexDamaged(
            "The catalogue is not as it was written: something else changed its file.", cure=_CURE
        )


def _newest_manifest(data_dir: Path) -> manifests.Manifest | None:
    """Return the manifest of the last publication, if it can be believed."""
    try:
        return generations.check_current(data_dir)
    except (NoIndex, IndexDamaged):
        return None


def _state_in(data_dir: Path) -> tuple[str | None, int]:
    try:
        catalogue = Catalogue.open(data_dir)
    except NoIndex as problem:
        raise IndexDamaged("The catalogue holds no tables.", cure=_CURE) from problem
    try:
        return catalogue.about("catalogue_id"), catalogue.revision
    except (sqlite3.Error, ValueError) as problem:
        if isinstance(problem, sqlite3.Error):
            raise explained(problem) from problem
        raise IndexDamaged("The catalogue's revision is no number.", cure=_CURE) from problem
    finally:
        catalogue.close()
