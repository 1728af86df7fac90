"""Writes `manifest.json`: the SHA-256 of each file of the shipped weights."""

import hashlib
import json
from pathlib import Path

from indexer.encoding.shipped import MANIFEST


def write_manifest(folder: Path) -> None:
    """Name every file of `folder` with its SHA-256."""
    files = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name != MANIFEST
    }
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=2) + "\n", "utf-8")
