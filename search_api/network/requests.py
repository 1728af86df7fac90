"""What people ask the network to write: a text its asker chose and sent, a file of JSON each.

A request waits for a maintainer to publish it (or is open at once, where the settings say so), and
is answered by a resource that names it (`answers` of its description) or by a maintainer. What is
removed is deleted: nothing of it stays.
"""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from indexer.catalogue.database import now
from indexer.disk import fsync, replace_file
from indexer.errors import NotFound, StorageError, UsageError
from indexer.text.cleaning import one_line
from indexer.text.folding import folded_words
from indexer.text.language import detect
from search_api.limits import LONGEST_REQUEST, MOST_REQUESTS, SHORTEST_REQUEST

State = Literal["waiting", "open", "answered"]
_FOLDER = "requests"
_ID = re.compile(r"r-[0-9a-z]{8}")
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
# Of mail, of the web (as the network's countries have them), of a telephone; no academic year.
_ADDRESS = re.compile(
    r"[@＠]|https?:|www\."
    r"|\b(?!et\.)[\w-]+\.(?:com|net|org|edu|info|eu|io|al|ba|bg|gr|hr|me|mk|ro|rs|si|tr)\b"
    r"|(?<!\d)(?!(?:19|20)\d\d\s?[/–-]\s?(?:19|20)\d\d\b)(?:\d[\s()./–-]{0,2}){7,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `received` and `closed` are ISO 8601 in UTC; `answers` are ids of resources.

    `discipline` is an ISCED-F code, if the asker chose one.
    """

    id: str
    text: str
    language: str
    received: str
    state: State = "waiting"
    discipline: str | None = None
    closed: str | None = None
    answers: tuple[str, ...] = ()


class Full(UsageError):
    """So many requests are there that no more are taken."""

    title = "Too many requests"


def put(data_dir: Path, text: str, discipline: str | None, state: State) -> Request:
    """Keep a new request, or return the one that says the same. Raises UsageError with the cure.

    It is on the disk itself when this returns.
    """
    text = _checked(text)
    kept = every(data_dir)
    same = next((it for it in kept if folded_words(it.text) == folded_words(text)), None)
    if same is not None:
        return same
    if sum(it.state != "answered" for it in kept) >= MOST_REQUESTS:
        raise Full("So many requests wait that no more are taken.", cure="Come back in some days.")
    name = "r-" + "".join(secrets.choice(_SIGNS) for _ in range(8))
    request = Request(name, text, detect(text), now(), state, discipline)
    _write(data_dir, request)
    return request


def every(data_dir: Path) -> list[Request]:
    """Return all requests, the newest first. Raises StorageError for one that cannot be read."""
    read = [_read(file) for file in (data_dir / _FOLDER).glob("r-*.json")]
    return sorted(read, key=lambda it: (it.received, it.id), reverse=True)


def answered_by(listed: Sequence[Request], answers: Mapping[str, Sequence[str]]) -> list[Request]:
    """Return the requests, those answered by resources that name them as answered.

    `answers` has the ids of the resources that name each request.
    """
    return [
        replace(it, state="answered", answers=tuple(dict.fromkeys((*it.answers, *answers[it.id]))))
        if it.id in answers and it.state != "waiting"
        else it
        for it in listed
    ]


def publish(data_dir: Path, name: str) -> Request:
    """Show a request that waits, or one that was closed too early. Raises NotFound."""
    return _change(data_dir, name, state="open", closed=None, answers=())


def close(data_dir: Path, name: str, answers: Sequence[str] = ()) -> Request:
    """Close a request, with the resources that answer it. Raises NotFound."""
    return _change(data_dir, name, state="answered", closed=now(), answers=tuple(answers))


def remove(data_dir: Path, name: str) -> Request:
    """Delete a request, and return what it was. Raises NotFound."""
    file = _file(data_dir, name)
    removed = _read(file)
    file.unlink()
    fsync(data_dir / _FOLDER)
    return removed


def _checked(text: str) -> str:
    """Return the text on one line. Raises UsageError."""
    line = one_line(text)
    if not SHORTEST_REQUEST <= len(line) <= LONGEST_REQUEST:
        cure = f"Write {SHORTEST_REQUEST} to {LONGEST_REQUEST} characters."
        raise UsageError(f"The text has {len(line)} characters.", cure=cure, field="text")
    if _ADDRESS.search(line):
        cure = "Leave addresses and numbers of people out: everybody will read it."
        raise UsageError("There is an address in the text.", cure=cure, field="text")
    return line


def _change(data_dir: Path, name: str, **how: object) -> Request:
    changed = replace(_read(_file(data_dir, name)), **how)  # type: ignore[arg-type]  # its fields
    _write(data_dir, changed)
    return changed


def _file(data_dir: Path, name: str) -> Path:
    file = data_dir / _FOLDER / f"{name}.json"
    if not _ID.fullmatch(name) or not file.is_file():
        cure = "Look at the list: balkanetup requests list"
        raise NotFound(f"There is no request {name!r}.", cure=cure)
    return file


def _write(data_dir: Path, request: Request) -> None:
    folder = data_dir / _FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps(asdict(request), ensure_ascii=False)
    replace_file(folder / f"{request.id}.json", text.encode(), mode=0o600)


def _read(file: Path) -> Request:
    try:
        read = json.loads(file.read_text("utf-8"))
        return Request(**read | {"answers": tuple(read["answers"])})
    except (ValueError, TypeError, KeyError) as problem:
        raise StorageError(f"{file} is damaged.", cure=f"Delete {file}.") from problem
