"""What stands beside a file and describes it: its sidecar, and its row in the manifest.

Bad metadata never keeps a resource out of the index: the value is left out, and a Finding says
what is wrong, on which line, with the cure.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from indexer.domain import Metadata
from indexer.errors import Unreadable, UsageError
from indexer.extraction.containers import is_container
from indexer.extraction.decoding import Decoded, decode
from indexer.metadata.describe import Finding, describe, parse_mapping
from indexer.metadata.fields import OF_ONE_DOCUMENT
from indexer.run.documents import MANIFEST, Entry

_FILE_COLUMNS = ("file", "path", "filename")
_LARGEST_SIDECAR = 2**18  # bytes; more is refused by the parser with a finding
_LARGEST_MANIFEST = 2**25  # bytes


@dataclass(frozen=True, slots=True)
class Description:
    """One layer of metadata. `source` says where it is written.

    `is_vague`: what the document says of itself wins over it.
    """

    source: str
    metadata: Metadata
    findings: tuple[Finding, ...] = ()
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class ManifestRows:
    """The rows of a folder's manifest by the path they describe, and what is wrong with it."""

    rows: Mapping[str, tuple[int, Mapping[str, str]]]
    findings: tuple[Finding, ...] = ()


def read_manifest(root: Path, known_paths: set[str]) -> ManifestRows:
    """Return the rows of `manifest.csv`; a row for a missing file is a finding.

    Raises UsageError where it may not be read: without it, a whole folder would lose what it says.
    """
    file = root / MANIFEST
    if not file.is_file():
        return ManifestRows({})
    if file.stat().st_size > _LARGEST_MANIFEST:
        return ManifestRows({}, (Finding("", None, "The manifest is too large.", "Split it."),))
    try:
        decoded = decode(file.read_bytes())
    except Unreadable as problem:
        return ManifestRows({}, (_undecoded(problem),))
    except OSError as problem:
        closed = _closed(problem)
        raise UsageError(f"{file}: {closed.message}", cure=closed.cure) from problem
    manifest = _table(decoded.text, known_paths)
    return replace(manifest, findings=(*map(_read_as, decoded.notes), *manifest.findings))


def _undecoded(problem: Unreadable) -> Finding:
    cure = "Open it in an editor and save it as UTF-8; in Excel, as CSV UTF-8."
    return Finding("", None, f"Nothing of it was read. {problem.message}", cure)


def _closed(problem: OSError) -> Finding:
    cure = "Let the account that indexes read it (chmod a+r), then index again."
    return Finding("", None, f"Nothing of it was read: {problem.strerror}.", cure)


def _read_as(note: str) -> Finding:
    message, _, cure = note.partition(". ")
    return Finding("", None, f"{message.removesuffix('.')}.", cure)


def _table(text: str, known_paths: set[str]) -> ManifestRows:
    """Return the rows of the table that `text` holds."""
    text, separator = _separated(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    column = next(
        (name for name in reader.fieldnames or () if name.strip().lower() in _FILE_COLUMNS), None
    )
    if column is None:
        cure = f"Name one column {_FILE_COLUMNS[0]!r}: the path of the file, from the folder."
        return ManifestRows({}, (Finding("", 1, "The manifest has no column of files.", cure),))
    manifest = _checked(reader, column, known_paths)
    return replace(manifest, findings=(*_unclosed(text, separator), *manifest.findings))


def _unclosed(text: str, separator: str) -> tuple[Finding, ...]:
    """Return a finding where a cell begins with a quotation mark that nothing closes.

    Read as it stands, all rows after it are the end of that cell.
    """
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for _ in strict:
            line = strict.line_num + 1
    except csv.Error as problem:
        if "end of data" in str(problem):  # other things it minds are read as they are meant
            cure = "Close it, or save the table again as CSV (UTF-8)."
            what = "A quotation mark is not closed: all rows below are taken for one cell."
            return (Finding("", line, what, cure),)
    return ()


def _separated(text: str) -> tuple[str, str]:
    """Return the text without Excel's `sep=` line, and what separates its cells."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        return rest, first.strip()[4:] or "\t"
    return text, max(",;\t", key=first.count)


def _checked(reader: "csv.DictReader[str]", column: str, known_paths: set[str]) -> ManifestRows:
    """Return the rows by path, and a finding for each that describes nothing or comes twice."""
    spelled = {normalize("NFC", path): path for path in known_paths}
    rows: dict[str, tuple[int, Mapping[str, str]]] = {}
    findings: list[Finding] = []
    try:
        for line, written, row in _rows(reader, column):
            path = spelled.get(normalize("NFC", written), written)
            if path not in known_paths:
                cure = "Correct the path, or delete the row."
                message = f"There is no file {path!r} to describe."
                findings.append(Finding(column, line, message, cure))
            elif path in rows:
                message = f"{path!r} is described twice; the first row counts."
                findings.append(Finding(column, line, message, "Delete one of the rows."))
            else:
                rows[path] = (line, row)
    except csv.Error as problem:
        cure = "Save the table again as CSV (UTF-8)."
        findings.append(Finding("", reader.line_num, f"The table ends here: {problem}.", cure))
    return ManifestRows(rows, tuple(findings))


def _rows(reader: "csv.DictReader[str]", column: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield (line, path as written, the other filled cells) of each row."""
    for row in reader:
        path = (row.pop(column) or "").strip().replace("\\", "/").removeprefix("./")
        yield reader.line_num, path, {key: value for key, value in row.items() if key and value}


def descriptions(entry: Entry, manifest: ManifestRows) -> list[Description]:
    """Return the layers of metadata beside a file, the one that wins first."""
    layers: list[Description] = []
    if entry.sidecar is not None:
        layers.append(_sidecar(entry.sidecar))
    if entry.path in manifest.rows:
        line, row = manifest.rows[entry.path]
        metadata, findings = describe(row, dict.fromkeys(row, line))
        layers.append(Description("manifest", metadata, findings))
    if entry.shared is not None:
        shared = _sidecar(entry.shared)
        of_one = dict.fromkeys(OF_ONE_DOCUMENT)
        of_all = replace(shared.metadata, **of_one)  # type: ignore[arg-type]  # fields of one text
        layers.append(Description("sidecar of its container", of_all, shared.findings))
    if entry.about:  # a course calls whoever uploaded a file its author
        metadata, findings = describe(entry.about)
        layers.append(Description("its container", metadata, findings, is_vague=True))
    return layers


def _sidecar(file: Path) -> Description:
    """Return what a sidecar says; a finding where it cannot be read."""
    try:
        raw = _beginning(file)
        decoded = Decoded(raw.decode("utf-8")) if _is_json(raw) else decode(raw)
    except Unreadable as problem:
        return Description("sidecar", Metadata(), (_undecoded(problem),))
    except OSError as problem:
        return Description("sidecar", Metadata(), (_closed(problem),))
    mapping, lines, broken = parse_mapping(decoded.text)
    metadata, findings = describe(mapping, lines)
    notes = tuple(map(_read_as, decoded.notes))
    return Description("sidecar", metadata, (*notes, *broken, *findings))


def _is_json(raw: bytes) -> bool:
    """Whether this is JSON as it stands: its braces are no letters of YUSCII."""
    try:
        return isinstance(json.loads(raw.decode("utf-8")), dict)
    except (ValueError, RecursionError):
        return False


def description_hash(entry: Entry, manifest: ManifestRows) -> str:
    """Return a hash of all that stands beside a file, empty when nothing does."""
    parts = [_sidecar_bytes(entry.sidecar)] if entry.sidecar is not None else []
    if entry.path in manifest.rows:
        parts.append(repr(sorted(manifest.rows[entry.path][1].items())).encode())
    if entry.shared is not None:
        parts.append(_sidecar_bytes(entry.shared))
    if entry.about:
        parts.append(repr(sorted(entry.about.items())).encode())
    if is_container(entry.path):  # of what is inside as well: it is opened when that changes
        inside = [path for path in manifest.rows if path.startswith(f"{entry.path}/")]
        parts += [repr((path, sorted(manifest.rows[path][1].items()))).encode() for path in inside]
    return hashlib.sha256(b"\0".join(parts)).hexdigest() if parts else ""


def _sidecar_bytes(file: Path) -> bytes:
    """Return the sidecar's content to be hashed; nothing where it may not be read."""
    try:
        return _beginning(file)
    except OSError:
        return b""


def _beginning(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_LARGEST_SIDECAR)
