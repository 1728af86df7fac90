"""What a generation says of itself: its manifest, written, read and believed.

A manifest names the files of its generation with their checksums, and has one of its own: one
that somebody changed, or that is of another version, is not believed.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from indexer.errors import IndexDamaged
from indexer.settings import Engine

if TYPE_CHECKING:
    pass

FORMAT_VERSION = 3
CATALOGUE = "catalogue.sqlite"
MANIFEST = "manifest.json"
CURE = "Make a new one from the catalogue with: balkanetup rebuild"
NAME = re.compile(r"[0-9]{6,18}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is a copy of.

    The file of vectors holds `indexed` of them, up to the passage `last_passage_id`, and is
    searched by `method`. It may be that of an earlier generation: what was committed since is then
    searched beside it, as after any commit. The catalogue has `count` passages with vectors.
    `catalogue_state` is its `state_of`; `previous` is the generation it followed;
    `seal` is the SHA-256 of all the other values.
    """

    name: str
    format: int
    catalogue_id: str
    revision: int
    last_passage_id: int
    count: int
    indexed: int
    dimension: int
    encoder: str
    engine: Engine = "faiss"
    method: str = "exact"
    previous: str = ""
    folders: tuple[str, ...] = ()
    index_sha256: str = ""
    catalogue_sha256: str = ""
    catalogue_state: str = ""
    seal: str = ""

    @property
    def index_file(self) -> str:
        """The name of the file of vectors."""
        return index_file(self.engine)

    @property
    def checksums(self) -> dict[str, str]:
        """The SHA-256 of each file of the generation but the manifest, by name."""
        return {self.index_file: self.index_sha256, CATALOGUE: self.catalogue_sha256}

    def sealed(self) -> "Manifest":
        """Return this manifest with its own checksum."""
        return replace(self, seal=seal_of(asdict(self)))


def index_file(engine: Engine) -> str:
    """Return the name of the file of vectors in a generation."""
    return f"index.{engine}"


def name_in(manifest: Path) -> str:
    """Return the name that a manifest gives itself, not yet believed. Raises IndexDamaged."""
    try:
        name = json.loads(manifest.read_bytes())["name"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as problem:
        raise IndexDamaged(f"The manifest cannot be read: {problem}.", cure=CURE) from problem
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise IndexDamaged(f"The manifest names {name!r}.", cure=CURE)
    return name


def manifest_in(folder: Path, name: str) -> Manifest:
    """Return what the generation `name` in `folder` says it is. Raises IndexDamaged."""
    try:
        written = json.loads((folder / MANIFEST).read_bytes())
        folders = tuple(written.get("folders", ()))
        manifest = Manifest(**{"indexed": written["count"], **written, "folders": folders})
        sealed = seal_of(written) == manifest.seal
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as problem:
        raise IndexDamaged(
            f"The manifest of generation {name} cannot be read: {problem}.", cure=CURE
        ) from problem
    if manifest.format != FORMAT_VERSION:
        raise IndexDamaged(f"Generation {name} has format {manifest.format}.", cure=CURE)
    if not sealed or manifest.name != name:
        raise IndexDamaged(f"The manifest of generation {name} fails its checksum.", cure=CURE)
    if manifest.engine not in get_args(Engine):  # it is a part of file names
        raise IndexDamaged(f"Generation {name} is for {manifest.engine!r}.", cure=CURE)
    for field in fields(manifest):
        value = getattr(manifest, field.name)
        if field.type in (int, str) and type(value) is not field.type:
            what = f"Generation {name}: its {field.name} cannot be {value!r}."
            raise IndexDamaged(what, cure=CURE)
    return manifest


def folders_in(folder: Path, name: str) -> tuple[str, ...]:
    """Return the folders that the generation `name` in `folder`, of any format, is of.

    An index of an earlier version cannot be read, but is made anew from these. Raises IndexDamaged.
    """
    try:
        values = json.loads((folder / MANIFEST).read_bytes())
        folders, seal = tuple(map(str, values["folders"])), values["seal"]
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise IndexDamaged(f"Generation {name} cannot be read: {problem}.", cure=CURE) from problem
    if seal_of(values) != seal:
        raise IndexDamaged(f"The manifest of generation {name} fails its checksum.", cure=CURE)
    return folders


def seal_of(values: dict[str, Any]) -> str:
    """Return the SHA-256 of a manifest's values but for the seal itself."""
    text = json.dumps({**values, "seal": ""}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
