"""Office files are ZIP archives of XML: both are checked before a library opens them.

The limits are those of DESIGN.md section 5. The sizes in a ZIP directory can lie, but Python's
`zipfile` never unpacks more of a file than the directory says, so checking the directory is
enough.
"""

import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from indexer.domain import Outcome
from indexer.errors import Unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 500 * 2**20  # bytes
MAX_RATIO = 100
RATIO_MATTERS_ABOVE = 4 * 2**20  # bytes; a blank picture may well shrink to a hundredth
_NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".jar")
_XML = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})""")
# Encodings in which `<!DOCTYPE` is spelled in ASCII (or in ASCII with NULs between).
_HONEST = re.compile(rb"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-12\d\d)$", re.I)


def check(file: Path) -> None:
    """Raise Unreadable if the archive `file` is broken, encrypted or built to exhaust us."""
    with damage_told(), zipfile.ZipFile(file) as archive:
        _check_directory(archive, file.stat().st_size)
        for entry in archive.infolist():
            if entry.filename.lower().endswith(_NESTED):
                raise bomb(f"it holds another archive: {entry.filename[:80]!r}")
            if entry.filename.lower().endswith(_XML):
                check_xml(entry.filename, archive.read(entry))


def check_directory(
    file: Path, most: int = MAX_ENTRIES, unpacked: int | None = MAX_UNPACKED
) -> None:
    """Like `check`, for archives of any files: what these hold is not looked at.

    `most` files may be in it, of so many bytes unpacked; None where these are counted elsewhere.
    """
    with damage_told(), zipfile.ZipFile(file) as archive:
        _check_directory(archive, file.stat().st_size, most, unpacked)


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what a broken archive raises into a refusal."""
    try:
        yield
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged(error) from error
    except Exception as error:
        # Neither has a better base than Exception.
        if type(error).__module__ == "zlib" or isinstance(error, tarfile.TarError):
            raise damaged(error) from error
        raise


def damaged(error: Exception | str) -> Unreadable:
    """Return the refusal of a broken Office file."""
    return Unreadable(
        Outcome.MALFORMED,
        f"The document is damaged or incomplete ({str(error)[:120]}).",
        cure="Open it in the program that made it, save it again, and replace this copy.",
    )


def _check_directory(
    archive: zipfile.ZipFile,
    packed: int,
    most: int = MAX_ENTRIES,
    largest: int | None = MAX_UNPACKED,
) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most:
        raise bomb(f"it holds {len(entries):,} files, more than {most:,}")
    if largest is not None and unpacked > largest:
        raise bomb(f"it unpacks to {unpacked // 2**20:,} MiB")
    if unpacked > max(RATIO_MATTERS_ABOVE, MAX_RATIO * packed):
        raise bomb(f"it unpacks to {unpacked // max(packed, 1):,} times its size")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    check_path(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise bomb(f"a file inside is a link: {entry.filename[:80]!r}")
    if entry.file_size > max(RATIO_MATTERS_ABOVE, MAX_RATIO * entry.compress_size):
        raise bomb(f"{entry.filename[:80]!r} unpacks to far more than its size")
    if entry.flag_bits & 1:
        raise Unreadable(
            Outcome.ENCRYPTED,
            "The document is protected by a password.",
            cure="Save a copy without the password and put it in the folder.",
        )


def check_path(name: str) -> None:
    """Raise Unreadable if the name of a file inside leads out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match("^[A-Za-z]:", name):
        raise bomb(f"a file inside points outside of it: {name[:80]!r}")


def check_xml(name: str, content: bytes) -> None:
    """Refuse XML with a document type. Raises Unreadable.

    No Office program writes one, and entities are how XML explodes.
    """
    plain = content.replace(b"\0", b"") if b"\0" in content[:4] else content
    encoding = _ENCODING.search(plain[:400])
    if encoding and not _HONEST.match(encoding[1]):
        raise damaged(f"{name[:80]!r} is in the encoding {encoding[1].decode('latin-1')}")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise bomb(f"{name[:80]!r} defines XML entities")


def bomb(why: str) -> Unreadable:
    """Return the refusal of an archive that would exhaust us, or that points out of itself."""
    return Unreadable(
        Outcome.BOMB,
        f"The document looks built to exhaust the machine: {why}.",
        cure="Do not open it unless you trust its source; save it again from its program.",
    )


def parse_xml(content: bytes) -> Element:
    """Return the root of an XML part, without entity tricks. Raises Unreadable when damaged."""
    # Only in the child process; the library has no types.
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it has none

    try:
        root: Element = fromstring(content)
    except ParseError as error:
        raise damaged(error) from error
    return root
