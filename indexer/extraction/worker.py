"""The child process: reads one file after another for its parent (`isolation.Reader`).

Run as `python -m indexer.extraction.worker`. Requests and answers are frames (`pipe.py`) on
standard input and output; what parsers print goes to standard error. With `--languages` it can
tell languages apart, which takes half a second and 110 MB, and which few documents need.
"""

import base64
import gc
import os
import sys
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction import archives, containers, guards, pipe, sandbox
from indexer.extraction.emptiness import no_text
from indexer.extraction.misread_blocks import as_meant
from indexer.extraction.pictures import Seen
from indexer.extraction.registry import Format
from indexer.text import language

_NOTHING: Mapping[int, Seen] = {}
MAX_TEXT = 20_000_000  # characters of text from one file; the Bible has 4 million


def read_here(file: Path, max_file_bytes: int, seen: Mapping[int, Seen] = _NOTHING) -> Extraction:
    """Read `file` in this very process, with the checks but without the limits.

    `seen` are the words that text recognition found on its pages, by their numbers.
    Raises Unreadable with the outcome that the file ends in.
    """
    kind = guards.check(file, max_file_bytes)
    read = kind.scans.read(file, seen) if kind.scans and seen else kind.read(file)
    return _within_bounds(read if kind.scans else as_meant(read), kind)


def _within_bounds(extraction: Extraction, kind: Format) -> Extraction:
    total = sum(len(block.text) for block in extraction.blocks)
    if total > MAX_TEXT:
        raise Unreadable(
            Outcome.TOO_LARGE,
            f"The file holds {total:,} characters of text; the limit is {MAX_TEXT:,}.",
            cure="Split it into several documents.",
        )
    if not any(block.text.strip() for block in extraction.blocks):
        raise no_text(kind)
    return extraction


def _read(request: dict[str, Any]) -> dict[str, Any]:
    seen = {
        int(page): pipe.seen_from_json(words) for page, words in request.get("seen", {}).items()
    }
    extraction = read_here(Path(request["file"]), request["max_file_bytes"], seen)
    return {"extraction": pipe.extraction_to_json(extraction)}


def _unread(request: dict[str, Any]) -> dict[str, Any]:
    file = Path(request["file"])
    scans = guards.check(file, request["max_file_bytes"]).scans
    return {"pages": scans.unread(file) if scans else []}


def _picture(request: dict[str, Any]) -> dict[str, Any]:
    file = Path(request["file"])
    scans = guards.check(file, request["max_file_bytes"]).scans
    assert scans is not None, "only pages that _unread gave are asked for"
    return {"picture": pipe.picture_to_json(scans.picture(file, request["page"]))}


def _paint(request: dict[str, Any]) -> dict[str, Any]:
    from indexer.extraction import painting  # numpy and Pillow: only for those who look

    file = Path(request["file"])
    guards.check(file, request["max_file_bytes"])
    text, pages, elsewhere = request["text"], request["pages"], request["elsewhere"]
    painted = painting.paint(file, text, pages, elsewhere=elsewhere)
    return {"page": pipe.page_to_json(painted)}


_opened: dict[str, containers.Container] = {}  # the one at hand


def _container(request: dict[str, Any]) -> containers.Container:
    file = request["file"]
    if file not in _opened:
        _opened.clear()
        _opened[file] = containers.open_container(Path(file), request["max_file_bytes"])
    return _opened[file]


def _members(request: dict[str, Any]) -> dict[str, Any]:
    _opened.clear()
    container = _container(request)
    members = [[member.path, dict(member.about)] for member in container.members]
    return {
        "members": members,
        "others": container.others,
        "problems": list(container.problems),
    }


def _member(request: dict[str, Any]) -> dict[str, Any]:
    container = _container(request)
    with archives.damage_told():
        part = container.part(request["number"], request["start"])
    return {"part": base64.b64encode(part).decode("ascii")}


_DOES = {
    "read": _read,
    "unread": _unread,
    "picture": _picture,
    "paint": _paint,
    "members": _members,
    "member": _member,
}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to one request: an extraction, or why there is none. Never raises.

    The reply that languages are needed means: ask a worker that was started with them.
    """
    try:
        return _DOES[request.get("do", "read")](request)
    except Unreadable as refusal:
        return _refused(refusal)
    except language.ModelOutOfReach:
        return {"needs_languages": True}
    except MemoryError:
        return out_of_memory()
    except (zipfile.BadZipFile, zlib.error) as error:  # in a part that only the library opens
        return _refused(archives.damaged(error))
    except RecursionError:
        return _refusal(
            Outcome.MALFORMED,
            "The file is nested without end.",
            "Open it in the program that made it, save it again, and replace this copy.",
        )
    except Exception as error:  # a parser's own bug: that file's problem, not the run's
        return _refusal(
            Outcome.MALFORMED,
            f"The parser gave up: {type(error).__name__}: {str(error)[:200]}",
            "Open it in the program that made it, save it again, and replace this copy.",
        )


def out_of_memory() -> dict[str, Any]:
    """Return the reply for a file that needs more memory than it may have."""
    return _refusal(
        Outcome.OOM,
        "Reading it takes more memory than one file may use.",
        "Split it, or raise BALKANETUP_MEMORY_BYTES.",
    )


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe."""
    while (request := pipe.read_frame(requests)) is not None:
        sandbox.allow(request["cpu_seconds"], request["memory_bytes"])
        try:
            reply = pipe.frame(answer(request) | {"peak_bytes": sandbox.peak_bytes()})
        except MemoryError:
            reply = pipe.frame(out_of_memory() | {"peak_bytes": sandbox.peak_bytes()})
        replies.write(reply)
        replies.flush()
        gc.collect()


def _refusal(outcome: str, message: str, cure: str) -> dict[str, Any]:
    return _refused(Unreadable(outcome, message, cure=cure))


def _refused(refusal: Unreadable) -> dict[str, Any]:
    return {"unreadable": pipe.refusal_to_json(refusal)}


def main() -> None:
    """Keep the pipe for ourselves, give parsers standard error, enter the sandbox, serve."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    if "--languages" in sys.argv:
        language.prepare()  # its model cannot be loaded inside
    sandbox.enter()
    with replies:
        serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
