"""Is the index whole? Checks every checksum, count, orphan, encoder and schema; changes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import FILE_NAME, Catalogue, files, passages
from indexer.disk import explained
from indexer.errors import BalkanetupError
from indexer.storage import damage, generations, repair
from indexer.storage.repair import Remedy


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


def examine(data_dir: Path, encoder: str | None = None) -> list[Finding]:
    """Return all that is wrong with the index, the gravest first.

    `encoder` is the fingerprint of the encoder in use, where it is known. Raises NoIndex where
    there is nothing to examine.
    """
    return [
        *checksums(data_dir),
        *_leftovers(data_dir),
        *_contents(data_dir, encoder),
    ]


def checksums(data_dir: Path) -> Iterator[Finding]:
    """Yield every file that is not as it was written. Raises NoIndex where there is none."""
    if not (data_dir / FILE_NAME).exists() and not generations.names(data_dir):
        generations.current_name(data_dir)  # raises it
    try:
        damage.refuse_damaged(data_dir)
    except BalkanetupError as problem:
        yield Finding(problem.message, _FIX, Remedy.RESTORE)
    try:
        manifest = generations.check_current(data_dir)
        if manifest.previous and manifest.previous not in generations.names(data_dir):
            what = f"Generation {manifest.previous}, the one before, is not there to go back to."
            yield Finding(what, _FIX, Remedy.PUBLISH)
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
            yield from _inside(catalogue)
            yield from _published(catalogue, data_dir)
            yield from _surroundings(catalogue, encoder)
    except BalkanetupError as problem:
        yield Finding(problem.message, _FIX, Remedy.RESTORE)
    except sqlite3.Error as problem:
        yield Finding(explained(problem).message, _FIX, Remedy.RESTORE)


_AGREEMENTS = {
    "passages have no vector": "SELECT count(*) FROM passages"
    " WHERE text_hash NOT IN (SELECT text_hash FROM vectors)",
    "passages have no words in the full-text index": "SELECT count(*) FROM passages"
    " WHERE id NOT IN (SELECT id FROM passage_text_docsize)",
    "entries of the full-text index belong to no passage": "SELECT count(*)"
    " FROM passage_text_docsize WHERE id NOT IN (SELECT id FROM passages)",
    "resources do not have as many passages as they say": "SELECT count(*) FROM resources"
    " WHERE passage_count <> (SELECT count(*) FROM passages WHERE resource = resources.key)",
    "resources belong to no file": "SELECT count(*) FROM resources"
    " WHERE NOT EXISTS (SELECT 1 FROM files"
    " WHERE files.root = resources.root AND files.path = resources.path)",
    "readable files have no resource": "SELECT count(*) FROM files"
    " WHERE outcome IN ('ok', 'partial') AND NOT EXISTS (SELECT 1 FROM resources"
    " WHERE files.root = resources.root AND files.path = resources.path)",
    "vectors of words are not as long as those of passages": "SELECT count(*) FROM word_vectors"
    " WHERE length(vector) <> (SELECT length(vector) FROM vectors LIMIT 1)",
    "vectors are not as long as the others": "SELECT count(*) FROM vectors"
    " WHERE length(vector) <> (SELECT length(vector) FROM vectors LIMIT 1)",
}


def _inside(catalogue: Catalogue) -> Iterator[Finding]:
    for row in catalogue.db.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding(f"The catalogue is damaged: {row[0]}.", _FIX, Remedy.RESTORE)
    orphans = catalogue.db.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        yield Finding(f"{len(orphans)} rows belong to nothing.", _FIX, Remedy.RESTORE)
    for what, query in _AGREEMENTS.items():
        count = catalogue.db.execute(query).fetchone()[0]
        if count:
            yield Finding(f"{count} {what}.", _FIX, Remedy.RESTORE)
    if not _words_are_whole(catalogue):
        yield Finding("The full-text index does not match its texts.", _FIX, Remedy.RESTORE)


def _words_are_whole(catalogue: Catalogue) -> bool:
    """Whether FTS5 finds its index in order. It asks for write access, so ask it of a copy."""
    with closing(sqlite3.connect(":memory:")) as copy:
        catalogue.db.backup(copy)
        with suppress(sqlite3.DatabaseError):
            copy.execute("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
            return True
    return False


def _published(catalogue: Catalogue, data_dir: Path) -> Iterator[Finding]:
    try:
        manifest = generations.check_current(data_dir)
    except BalkanetupError:
        return  # said already
    known = (catalogue.about("catalogue_id"), catalogue.revision)
    if (manifest.catalogue_id, manifest.revision) != known:
        what = f"Revision {catalogue.revision} of the catalogue is not published yet"
        yield Finding(f"{what} (that is {manifest.revision}).", _FIX, Remedy.PUBLISH)
        return
    ids = passages.count_with_vectors(catalogue)
    if manifest.count != ids:
        what = f"{manifest.count} vectors are published, {ids} are in the catalogue."
        yield Finding(what, _FIX, Remedy.PUBLISH)


def _surroundings(catalogue: Catalogue, encoder: str | None) -> Iterator[Finding]:
    made_with = catalogue.about("encoder")
    if encoder is not None and made_with not in (None, encoder):
        what = f"The index was made with the encoder {made_with}, the settings name {encoder}."
        cure = "Set BALKANETUP_ENCODER as it was, or run: balkanetup index FOLDER"
        yield Finding(what, cure, Remedy.OWNER)
    for root in files.roots(catalogue):
        if not Path(root).is_dir():
            what = f"The indexed folder {root} is not there."
            cure = f"Put it back; or forget it with: balkanetup index --allow-mass-delete {root}"
            yield Finding(what, cure, Remedy.OWNER)
