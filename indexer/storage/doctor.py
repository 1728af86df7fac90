"""Examining the index: every checksum, count, orphan, encoder and schema. Changes nothing."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import FILE_NAME, Catalogue, checks, files, is_replica, passages
from indexer.disk import explained
from indexer.errors import (
    BalkanetupError,
    NoIndex,
    NoSuchFolder,
    StorageError,
    VectorsLost,
    VectorsUnavailable,
)
from indexer.settings import VectorServer
from indexer.storage import damage, generations, repair
from indexer.storage.repair import Remedy
from indexer.vectors import OnServer


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, what to do about it, and what `--fix` would do."""

    what: str
    cure: str
    remedy: Remedy

    def as_dict(self) -> dict[str, str]:
        """Return everything, ready for JSON."""
        return {"what": self.what, "cure": self.cure, "fix": str(self.remedy)}


_FIX = "Run: balkanetup doctor --fix"


def examine(
    data_dir: Path, encoder: str | None = None, server: VectorServer | None = None
) -> list[Finding]:
    """Return all that is wrong with the index, the gravest first.

    `encoder` is the fingerprint of the encoder in use, where it is known; `server` searches the
    vectors, where the engine is one. Raises NoIndex where there is nothing to examine.
    """
    local = [*checksums(data_dir), *_leftovers(data_dir), *_contents(data_dir, encoder)]
    return _once([*local, *_on_server(data_dir, server)])


def checksums(data_dir: Path) -> list[Finding]:
    """Return every file that is not as it was written. Raises NoIndex where there is none."""
    return _once(_checksums(data_dir))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that say again what another check saw already."""
    return list(dict.fromkeys(findings))


def _checksums(data_dir: Path) -> Iterator[Finding]:
    if not (data_dir / FILE_NAME).exists() and not generations.names(data_dir):
        generations.current_name(data_dir)  # raises it
    try:
        damage.refuse_damaged(data_dir)
    except BalkanetupError as problem:
        yield Finding(problem.message, _FIX, Remedy.RESTORE)
    try:
        manifest = generations.check_current(data_dir)
        is_gone = manifest.previous not in ("", *generations.names(data_dir))
        if is_gone and not is_replica(data_dir):  # a replica may have passed it over
            what = f"Generation {manifest.previous}, the one before, is not there to go back to."
            yield Finding(what, _FIX, Remedy.PUBLISH)
    except NoIndex:
        what = "Nothing is published yet: the first run was interrupted, or goes on."
        yield Finding(what, "Run again: balkanetup index FOLDER", Remedy.PUBLISH)
    except BalkanetupError as problem:
        yield Finding(problem.message, _FIX, Remedy.PUBLISH)
    for name in generations.names(data_dir):
        for check in (generations.load, generations.catalogue_copy):
            try:
                check(data_dir, name)
            except BalkanetupError as problem:
                yield Finding(problem.message, _FIX, Remedy.PUBLISH)


def _leftovers(data_dir: Path) -> Iterator[Finding]:
    for left in repair.leftovers(data_dir):
        yield Finding(f"{left.name} is half written.", _FIX, Remedy.CLEAR)


def _contents(data_dir: Path, encoder: str | None) -> Iterator[Finding]:
    """Yield what does not agree inside the catalogue, and with what is published."""
    try:
        with closing(Catalogue.open(data_dir)) as catalogue:
            yield from _inside(catalogue, data_dir)
            yield from _published(catalogue, data_dir)
            yield from _surroundings(catalogue, data_dir, encoder)
    except BalkanetupError as problem:
        yield Finding(problem.message, _FIX, Remedy.RESTORE)
    except sqlite3.Error as problem:
        yield Finding(explained(problem).message, _FIX, Remedy.RESTORE)


def _inside(catalogue: Catalogue, data_dir: Path) -> Iterator[Finding]:
    for problem in checks.problems(catalogue):
        yield Finding(problem, _FIX, Remedy.RESTORE)
    try:
        if not checks.full_text_is_whole(data_dir):
            yield Finding("The full-text index does not match its texts.", _FIX, Remedy.RESTORE)
    except StorageError as problem:
        what = f"The full-text index could not be examined. {problem.message}"
        yield Finding(what, problem.cure, Remedy.OWNER)


def _published(catalogue: Catalogue, data_dir: Path) -> Iterator[Finding]:
    try:
        manifest = generations.check_current(data_dir)
    except BalkanetupError:
        return  # said already
    state = (catalogue.about("catalogue_id"), catalogue.revision)
    if (manifest.catalogue_id, manifest.revision) != state:
        what = f"Revision {catalogue.revision} of the catalogue is not published yet"
        yield Finding(f"{what} (that is {manifest.revision}).", _FIX, Remedy.PUBLISH)
        return
    count = passages.count_with_vectors(catalogue)
    if manifest.count != count:
        what = f"{manifest.count} vectors are published, {count} are in the catalogue."
        yield Finding(what, _FIX, Remedy.PUBLISH)


def _on_server(data_dir: Path, server: VectorServer | None) -> Iterator[Finding]:
    try:
        index = generations.load(data_dir, generations.current_name(data_dir), server=server).index
        if isinstance(index, OnServer):
            index.check()
    except VectorsLost as problem:
        yield Finding(problem.message, _FIX, Remedy.PUBLISH)
    except VectorsUnavailable as problem:
        yield Finding(problem.message, problem.cure, Remedy.OWNER)
    except BalkanetupError:
        return  # said already


def _surroundings(catalogue: Catalogue, data_dir: Path, encoder: str | None) -> Iterator[Finding]:
    made_with = catalogue.about("encoder")
    if encoder is not None and made_with not in (None, encoder):
        what = f"The index was made with the encoder {made_with}, the settings name {encoder}."
        cure = "Set BALKANETUP_ENCODER as it was, or run: balkanetup index FOLDER"
        yield Finding(what, cure, Remedy.OWNER)
    for root in [] if is_replica(data_dir) else files.roots(catalogue):
        if not Path(root).is_dir():
            what = f"The indexed folder {root} is not there."
            yield Finding(what, NoSuchFolder.cure_where_indexed(root), Remedy.OWNER)
