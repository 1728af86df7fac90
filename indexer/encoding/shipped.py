"""The weights that come with the project: files beside a `manifest.json` of their SHA-256."""

import hashlib
import json
from pathlib import Path

from indexer.errors import ModelError

FOLDER = Path(__file__).with_name("weights")
MANIFEST = "manifest.json"
_CURE = "Restore the folder from the release, or install the package anew."


def content(name: str, folder: Path = FOLDER) -> bytes:
    """Return the bytes of a file. Raises ModelError when it is missing or damaged."""
    path = folder / name
    try:
        stored = path.read_bytes()
    except OSError as problem:
        raise ModelError(f"{path} cannot be read: {problem.strerror}.", cure=_CURE) from problem
    digest = hashlib.sha256(stored).hexdigest()
    if digest != digest_of(name, folder):
        raise ModelError(
            f"{path} is damaged: its SHA-256 is {digest[:12]}..., not what {MANIFEST} says.",
            cure=_CURE,
        )
    return stored


def digest_of(name: str, folder: Path = FOLDER) -> str:
    """Return the SHA-256 that a file must have, in hex. Raises ModelError without a manifest."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return str(manifest["files"][name])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ModelError(f"{path} does not tell the SHA-256 of {name}.", cure=_CURE) from problem
