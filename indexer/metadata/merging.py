"""Layers of metadata into one `Metadata`: the first layer that has a field gives it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any

from indexer.domain import Block, Metadata
from indexer.text.folding import fold

_SLUG_LENGTH = 60
# Moodle names a backup after the minute it was made: the ids of what is inside outlive that.
_BACKUP = re.compile(r"backup-moodle2-[a-z]+-\d+-(.+?)-\d{8}-\d{4}(?:-[a-z]+)*(?=\.mbz/)")


def merge(layers: Sequence[tuple[str, Metadata]]) -> tuple[Metadata, dict[str, str]]:
    """Return the merged metadata, and the name of the layer that each of its values came from.

    `layers` are (name, metadata), the one that wins first.
    """
    values: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    for field in fields(Metadata):
        for name, layer in layers:
            value = getattr(layer, field.name)
            if value not in (None, ()):
                values[field.name] = value
                provenance[field.name] = name
                break
    return Metadata(**values), provenance


def last_resort(path: str, blocks: Sequence[Block]) -> tuple[str, Metadata]:
    """Return a title for a document that gives none: its first heading, or its file name."""
    heading = next((block.text for block in blocks if block.level is not None), None)
    if heading:
        return "first heading", Metadata(title=" ".join(heading.split()))
    name = PurePosixPath(path).stem
    return "file name", Metadata(title=re.sub(r"[-_]+", " ", name).strip() or name)


def slug(metadata: Metadata, path: str) -> str:
    """Return a readable id for a resource: the one it declares, or one made of its path."""
    lasting = _BACKUP.sub(r"\1", path)
    wanted = metadata.identifier or str(PurePosixPath(lasting).with_suffix(""))
    plain = re.sub(r"[^a-z0-9]+", "-", fold(wanted).encode("ascii", "ignore").decode())
    return plain.strip("-")[-_SLUG_LENGTH:].strip("-") or "resource"
