"""What stands beside a file and describes it: its sidecar, and its row in the manifest.

Bad metadata never keeps a resource out of the index: the value is left out, and a Finding says
what is wrong, on which line, with the cure.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.documents import MANIFEST, Entry
from indexer.domain import Metadata
from indexer.extraction.describe import Finding, describe, parse_mapping

_FILE_COLUMNS = ("file", "path", "filename")


@dataclass(frozen=True, slots=True)
class Description:
    """One layer of metadata. `source` says where it is written."""

    source: str
    metadata: Metadata
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestRows:
    """The rows of a folder's manifest by the path they describe, and what is wrong with it."""

    rows: Mapping[str, tuple[int, Mapping[str, str]]]
    findings: tuple[Finding, ...] = ()


def read_manifest(root: Path, known_paths: set[str]) -> ManifestRows:
    """Return the rows of `manifest.csv`; a row for a missing file is a finding."""
    file = root / MANIFEST
    if not file.is_file():
        return ManifestRows({})
    text = file.read_bytes().decode("utf-8-sig", "replace")
    separator = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    column = next((name for name in reader.fieldnames or () if name.lower() in _FILE_COLUMNS), None)
    if column is None:
        cure = f"Name one column {_FILE_COLUMNS[0]!r}: the path of the file, from the folder."
        return ManifestRows({}, (Finding("", 1, "The manifest has no column of files.", cure),))
    rows: dict[str, tuple[int, Mapping[str, str]]] = {}
    findings: list[Finding] = []
    for row in reader:
        path = (row.pop(column) or "").strip().replace("\\", "/").removeprefix("./")
        rows[path] = (reader.line_num, {key: value for key, value in row.items() if key and value})
        if path not in known_paths:
            cure = "Correct the path, or delete the row."
            findings.append(
                Finding(column, reader.line_num, f"There is no file {path!r} to describe.", cure)
            )
    return ManifestRows(rows, tuple(findings))


def descriptions(entry: Entry, manifest: ManifestRows) -> list[Description]:
    """Return the layers of metadata beside a file, the one that wins first."""
    layers: list[Description] = []
    if entry.sidecar is not None:
        text = entry.sidecar.read_bytes().decode("utf-8-sig", "replace")
        mapping, lines, broken = parse_mapping(text)
        metadata, findings = describe(mapping, lines)
        layers.append(Description("sidecar", metadata, broken + findings))
    if entry.path in manifest.rows:
        line, row = manifest.rows[entry.path]
        metadata, findings = describe(row, dict.fromkeys(row, line))
        layers.append(Description("manifest", metadata, findings))
    return layers


def description_hash(entry: Entry, manifest: ManifestRows) -> str:
    """Return a hash of all that stands beside a file, empty when nothing does."""
    parts = [entry.sidecar.read_bytes()] if entry.sidecar is not None else []
    if entry.path in manifest.rows:
        parts.append(repr(sorted(manifest.rows[entry.path][1].items())).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest() if parts else ""
