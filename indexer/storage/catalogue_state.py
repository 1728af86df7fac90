"""What tells whether a catalogue file is the one that was published: hashes of its bytes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

# Of the first page of an SQLite file: journal mode, change counter, schema cookie, last writer.
_VARYING = (slice(18, 20), slice(24, 28), slice(40, 44), slice(92, 100))
_HEAD = 100  # bytes of it that are the header
_PIECE = 1 << 20


def state_of(database: Path) -> str:
    """Return a hash of a catalogue file that is the same for the live one and its copy.

    It leaves out the few bytes that differ between the two although their content is equal.
    """
    state = hashlib.sha256()
    for _, lasting in _pieces(database):
        state.update(lasting)
    return state.hexdigest()


def sha256_and_state(database: Path) -> tuple[str, str]:
    """Return the SHA-256 of a catalogue file and its `state_of`; gigabytes are read once."""
    whole, state = hashlib.sha256(), hashlib.sha256()
    for piece, lasting in _pieces(database):
        whole.update(piece)
        state.update(lasting)
    return whole.hexdigest(), state.hexdigest()


def _pieces(database: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield the bytes of the file, each piece as it is and without what varies."""
    with database.open("rb") as stream:
        head = stream.read(_HEAD)
        lasting = bytearray(head)
        for span in _VARYING:
            lasting[span] = bytes(len(lasting[span]))
        yield head, bytes(lasting)
        while piece := stream.read(_PIECE):
            yield piece, piece
