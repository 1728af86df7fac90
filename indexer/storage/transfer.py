"""A whole index as one file, to carry to another machine.

The file is a tar of `manifest.json` and `catalogue.sqlite` of the current generation; the
vectors are in the catalogue, and the published copy is made anew from it on arrival. An archive
is taken for hostile until every check is passed: only these two members, plain files, no more
bytes than announced, checksums, and exactly the tables that we make.
"""

import io
import shutil
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.catalogue import FILE_NAME
from indexer.disk import fsync, keep_private
from indexer.errors import ArchiveRefused, BalkanetupError, UsageError
from indexer.settings import VectorServer
from indexer.storage import arrivals, generations, lock, manifests, repair
from indexer.storage.manifests import CATALOGUE, MANIFEST, Manifest

_LARGEST_MANIFEST = 2**20  # bytes
_PIECE = 2**20  # bytes


def export_index(data_dir: Path, file: Path) -> Manifest:
    """Write the published index to `file`, which appears whole or not at all."""
    if not file.parent.is_dir():
        cure = "Make it first, or name a file in a folder that exists."
        raise UsageError(f"There is no folder {file.parent}.", cure=cure)
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", cure=f"Name a file: {file / 'index.tar'}")
    manifest = generations.check_current(data_dir)
    copy = generations.catalogue_copy(data_dir, manifest.name)
    unfinished = file.with_name(f"{file.name}.part")
    try:
        keep_private(unfinished)
        with tarfile.open(unfinished, "w") as archive:
            archive.add(copy.with_name(MANIFEST), MANIFEST, recursive=False)
            archive.add(copy, CATALOGUE, recursive=False)
        fsync(unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def import_index(
    data_dir: Path, file: Path, *, replace: bool = False, server: VectorServer | None = None
) -> str:
    """Make the index in `file` the one in `data_dir`; return the published generation.

    Raises UsageError when there is an index already and it is not to be replaced, or no such
    file; ArchiveRefused when the archive is not what `export_index` wrote.
    """
    if not file.is_file():
        what = "is not a file" if file.exists() else "does not exist"
        raise UsageError(f"{file} {what}.", cure="Name a file that `balkanetup export` wrote.")
    with lock.held(data_dir):
        if (data_dir / FILE_NAME).exists() and not replace:
            raise UsageError(
                f"There is an index in {data_dir.resolve()} already.",
                cure="Add --replace, or name another folder in BALKANETUP_DATA_DIR.",
            )
        with TemporaryDirectory(dir=data_dir, prefix="import-") as scratch:
            copy = _unpack(file, Path(scratch))
            return repair.restore(data_dir, copy, server)


def _unpack(file: Path, scratch: Path) -> Path:
    """Return the catalogue of the archive, unpacked to `scratch` and checked."""
    try:
        with tarfile.open(file, "r:") as archive:
            first, second = archive.next(), archive.next()
            _check_members(file, archive, first, second)
            assert first is not None
            assert second is not None
            arrivals.check_space(second.size, scratch)
            _extract(archive, first, scratch / "000001" / MANIFEST)
            _extract(archive, second, scratch / "000001" / CATALOGUE)
    except tarfile.TarError as problem:
        raise _refused(file, f"It is no archive ({problem}).") from problem
    return _checked(file, scratch / "000001")


def _check_members(
    file: Path,
    archive: tarfile.TarFile,
    first: tarfile.TarInfo | None,
    second: tarfile.TarInfo | None,
) -> None:
    expected = [MANIFEST, CATALOGUE]
    names = [member.name for member in (first, second) if member is not None and member.isreg()]
    if names != expected or archive.next() is not None:
        raise _refused(file, f"It does not hold {' and '.join(expected)}, and these alone.")
    if first is not None and first.size > _LARGEST_MANIFEST:
        raise _refused(file, "Its manifest is too large.")


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Copy the bytes of a member, and nothing else of it: no name, owner or mode."""
    target.parent.mkdir(exist_ok=True)
    source = archive.extractfile(member) or io.BytesIO()
    with target.open("wb") as stream:
        shutil.copyfileobj(source, stream, _PIECE)


def _checked(file: Path, folder: Path) -> Path:
    """Return the unpacked catalogue once its manifest, checksum and tables are as they must be."""
    manifest_file = folder / MANIFEST
    try:
        name = manifests.name_in(manifest_file)
        root = folder.parent / "data"
        target = generations.folder_of(root, name)
        target.parent.mkdir(parents=True)
        folder.rename(target)
        copy = generations.catalogue_copy(root, name)
        arrivals.check_catalogue(copy)
    except (BalkanetupError, OSError) as problem:
        raise _refused(file, str(problem)) from problem
    return copy


def _refused(file: Path, why: str) -> ArchiveRefused:
    cure = "Name a file that `balkanetup export` wrote; if it is one, copy it here again."
    return ArchiveRefused(f"{file} is not imported. {why}", cure=cure)
