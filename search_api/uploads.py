"""A form with a file in it, taken piece by piece: never whole in memory, and never elsewhere on
the disk than in the inbox.

FastAPI's own forms are read to their end before anybody asks who sends them.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import HTTPException, Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from indexer.errors import StorageError, UsageError
from indexer.inbox.jobs import Job
from indexer.inbox.receiving import Arrival, TooLarge, check_metadata, checked_name, has_room

_LARGEST_METADATA = 64 * 2**10  # bytes
# What a form may have beside its file, in bytes.
SPARE = 2 * _LARGEST_METADATA


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a part of a form. `begins`: its first ones, of which there may be none."""

    name: str
    file_name: str
    begins: bool
    data: bytes = b""


async def take(
    request: Request, data_dir: Path, job_for: Callable[[str], Job], largest: int
) -> Job:
    """Return the job of the form that is sent, once all of it is on the disk itself.

    `job_for` makes it from the name of the file, whose bytes may be `largest`. Raises UsageError,
    TooLarge, WrongKind, StorageError, and HTTPException for what is no form.
    """
    length = int(request.headers.get("content-length") or 0)
    if not await run_in_threadpool(has_room, data_dir, length):
        raise StorageError("There is no room on the disk.", cure="Tell the maintainer.")
    with ExitStack() as opened:
        arrival: Arrival | None = None
        written, has_metadata = b"", False
        async for piece in _pieces(request, largest + SPARE):
            _check_part(piece, arrival is not None, has_metadata)
            if piece.name == "metadata":
                written, has_metadata = _added(written, piece.data), True
                continue
            if arrival is None:
                job = job_for(checked_name(piece.file_name))
                arrival = opened.enter_context(Arrival(data_dir, job, largest))
            await run_in_threadpool(arrival.write, piece.data)
        if arrival is None:
            raise UsageError("There is no file.", cure="Send it as the part `file`.", field="file")
        metadata = _metadata(written)
        check_metadata(metadata)
        return await run_in_threadpool(arrival.keep, metadata)


def _check_part(piece: Piece, has_file: bool, has_metadata: bool) -> None:
    if piece.name not in ("file", "metadata"):
        cure = "Send the parts `file` and `metadata`, no others."
        raise UsageError(f"There is no part {piece.name!r}.", cure=cure, field=piece.name[:50])
    if piece.begins and (has_file if piece.name == "file" else has_metadata):
        raise UsageError(f"{piece.name} is given twice.", cure="Give it once.", field=piece.name)


def _added(written: bytes, data: bytes) -> bytes:
    if len(written) + len(data) > _LARGEST_METADATA:
        raise TooLarge("The metadata is too large.", cure="Send at most 64 KiB of it.")
    return written + data


def _metadata(written: bytes) -> dict[str, Any]:
    """Return the metadata that was sent as JSON; none, where none was sent."""
    try:
        mapping = json.loads(written or b"{}")
    except (ValueError, RecursionError) as problem:
        raise _no_json() from problem
    if not isinstance(mapping, dict):
        raise _no_json()
    return mapping


def _no_json() -> UsageError:
    return UsageError(
        "The metadata is no JSON object.",
        cure='Write it as {"title": "...", "language": "sq"}.',
        field="metadata",
    )


async def _pieces(request: Request, most: int) -> AsyncIterator[Piece]:
    """Yield the parts of the form as they come.

    Raises HTTPException for what is no form, and TooLarge above `most` bytes of whatever kind:
    a form of unknown length may go on for ever before, between and after its parts.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "The body is no form (multipart/form-data)")
    form, came = _Form(options[b"boundary"]), 0
    try:
        async for data in request.stream():
            came += len(data)
            if came > most:
                raise TooLarge(
                    "The form is too large.", cure=f"Send at most {most // 2**20:,} MiB."
                )
            for piece in form.feed(data):
                yield piece
    except FormParserError as problem:
        raise HTTPException(400, "The form is broken") from problem
    if not form.complete:
        raise HTTPException(400, "The form is broken")


class _Form:
    """A form that is being read: `python_multipart` calls back, `feed` returns what it said."""

    def __init__(self, boundary: bytes) -> None:
        self.complete = False
        self._pieces: list[Piece] = []
        self._header = self._value = b""
        self._name = self._file_name = ""
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._add_to_header,
                "on_header_value": self._add_to_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._say_begins,
                "on_part_data": self._say_data,
                "on_end": self._end,
            },
        )

    def feed(self, data: bytes) -> list[Piece]:
        """Return what `data` goes on with. Raises FormParserError."""
        self._parser.write(data)
        pieces, self._pieces = self._pieces, []
        return pieces

    def _begin(self) -> None:
        self._name = self._file_name = ""

    def _add_to_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            options = parse_options_header(self._value)[1]
            self._name = options.get(b"name", b"").decode("utf-8", "replace")
            self._file_name = options.get(b"filename", b"").decode("utf-8", "replace")
        self._header = self._value = b""

    def _say_begins(self) -> None:
        self._pieces.append(Piece(self._name, self._file_name, True))

    def _say_data(self, data: bytes, start: int, end: int) -> None:
        self._pieces.append(Piece(self._name, self._file_name, False, data[start:end]))

    def _end(self) -> None:
        self.complete = True
