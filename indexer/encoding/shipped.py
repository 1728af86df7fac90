"""The weights that come with the project: files beside a `manifest.json` of their SHA-256."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from indexer.disk import sha256
from indexer.errors import ModelError

FOLDER = Path(__file__).with_name("weights")
MANIFEST = "manifest.json"
_CURE = "Restore the folder from the release, or install the package anew."


def checked(name: str, folder: Path = FOLDER, hash_of: Callable[[Path], str] = sha256) -> Path:
    """Return the path of a file. Raises ModelError when it is missing or damaged.

    `hash_of` may know the SHA-256 of a file that was read before.
    """
    path = folder / name
    digest = digest_in(path, _CURE, hash_of)
    if digest != digest_of(name, folder):
        raise ModelError(
            f"{path} is damaged: its SHA-256 is {digest[:12]}..., not what {MANIFEST} says.",
            cure=_CURE,
        )
    return path


def digest_in(weights: Path, cure: str, hash_of: Callable[[Path], str] = sha256) -> str:
    """Return the SHA-256 of a file of weights, in hex. Raises ModelError where it is unreadable."""
    try:
        return hash_of(weights)
    except OSError as problem:
        raise ModelError(f"{weights} cannot be read: {problem.strerror}.", cure=cure) from problem


def fingerprint(folder: Path = FOLDER) -> str:
    """Return 16 hex digits that change with any of the files."""
    return hashlib.sha256("".join(sorted(_digests(folder).values())).encode()).hexdigest()[:16]


def digest_of(name: str, folder: Path = FOLDER) -> str:
    """Return the SHA-256 that a file must have, in hex. Raises ModelError without a manifest."""
    digests = _digests(folder)
    if name not in digests:
        raise ModelError(f"{folder / MANIFEST} does not name {name}.", cure=_CURE)
    return digests[name]


def _digests(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ModelError(f"{path} cannot be read: {problem}.", cure=_CURE) from problem
