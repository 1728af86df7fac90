"""The same source must give the same file, so that `build.py --check` can compare them.

Office files carry the time of writing; ours must not. And two machines may pack the same bytes
differently, so that files are compared as they are unpacked.
"""

import io
import re
import zipfile
import zlib
from datetime import UTC, datetime

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_MOMENT = (1980, 1, 1, 0, 0, 0)
# In a PDF: a packed stream, its length, and the table of places that ends the file.
_PACKED = re.compile(rb"stream\r?\n(.*?)endstream|/Length \d+|\nxref\n.*", re.DOTALL)


def timeless(archive: bytes) -> bytes:
    """Return the same zip archive with every member written at one fixed moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def same(first: bytes, second: bytes) -> bool:
    """Say whether two files hold the same, however they are packed."""
    return first == second or _unpacked(first) == _unpacked(second)


def _unpacked(content: bytes) -> object:
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return [(name, archive.read(name)) for name in archive.namelist()]
        if content.startswith(b"%PDF-"):
            return _PACKED.sub(_unpacked_part, content)
    except (zipfile.BadZipFile, zlib.error):
        pass  # a damaged file is only ever the same as itself
    return content


def _unpacked_part(part: re.Match[bytes]) -> bytes:
    # An object that unpacks does not mind the end of line after the stream.
    return zlib.decompressobj().decompress(part[1]) if part[1] else b""
