"""Keys for the admin addresses: made, listed, ended, rotated, checked. Knows nothing of HTTP.

A key is `ID.SECRET`. The secret is 256 random bits, so its SHA-256 is all that is kept: nobody
finds such a number by trying, however fast they hash. A slow hash (scrypt, argon2) protects short
passwords, which people choose; here it would only let strangers burn our processor with keys that
they make up. The file is readable by its owner alone, and refused where it is not.
"""

import fcntl
import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Literal, get_args

from indexer.disk import replace_file
from indexer.errors import BalkanetupError, NotFound, StorageError, UsageError

FILE_NAME = "keys.json"
Scope = Literal["statistics", "upload", "maintain"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_ID_BYTES, _SECRET_BYTES = 5, 32
_NOBODY = "0" * 64  # compared with where there is no such key: the same work either way


class NoKeys(BalkanetupError):
    """No key was ever made, so nobody can be let in."""

    title = "Nobody may do this yet"
    kind = "urn:balkanetup:no-keys"


class WrongKey(BalkanetupError):
    """There is no key, or not this one, or its time is over."""

    title = "A key is needed"
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer realm="balkanetup"'}


class KeyNotAllowed(BalkanetupError):
    """The key is right, but not for this."""

    title = "This key may not do that"


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. Times are ISO 8601 in UTC; `secret_hash` is SHA-256 in hex;
    `former` are the ids of the keys that it came from by rotation."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    secret_hash: str
    created: str
    expires: str
    former: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Its own id and the former ones: what was done with these was done by its holder."""
        return frozenset((self.id, *self.former))

    @property
    def ended(self) -> bool:
        """Whether its time is over, by its date or because it was revoked."""
        return datetime.fromisoformat(self.expires) <= _now()

    def as_dict(self) -> dict[str, object]:
        """Return what may be shown of it: everything but the hash."""
        shown = {name: value for name, value in asdict(self).items() if name != "secret_hash"}
        return shown | {"ended": self.ended}


def create(data_dir: Path, name: str, scopes: Sequence[str], days: int) -> tuple[Key, str]:
    """Make a key for `days` days; return it and `ID.SECRET`, which is kept nowhere.

    Raises UsageError for a scope that does not exist.
    """
    with _changing(data_dir) as stored:
        key, shown = _new(name, _checked(scopes), timedelta(days=days))
        stored.append(key)
    return key, shown


def every(data_dir: Path) -> list[Key]:
    """Return all keys, the ended ones too, the oldest first. Raises StorageError."""
    file = data_dir / FILE_NAME
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise StorageError(f"{file}: {problem.strerror}.", cure=f"Look at {file}.") from problem
    with os.fdopen(handle, "rb") as stream:
        _refuse_open_to_others(file, os.fstat(handle))
        try:
            return [_key(row) for row in json.load(stream)]
        except (ValueError, TypeError, KeyError) as problem:
            raise StorageError(
                f"{file} is damaged.", cure=f"Delete {file} and make the keys anew."
            ) from problem


def revoke(data_dir: Path, key_id: str) -> Key:
    """End a key now. Raises NotFound."""
    return _end(data_dir, key_id, timedelta())


def rotate(data_dir: Path, key_id: str, keep_hours: float, days: int) -> tuple[Key, str]:
    """Make a key like this one, which itself ends in `keep_hours` hours, so that both work while
    programs change over. Return the new key and `ID.SECRET`. Raises NotFound."""
    with _changing(data_dir) as stored:
        place = _place(stored, key_id)
        former = stored[place]
        stored[place] = _ending(former, timedelta(hours=keep_hours))
        key, shown = _new(former.name, former.scopes, timedelta(days=days))
        key = replace(key, former=(*former.former, former.id))
        stored.append(key)
    return key, shown


def check(data_dir: Path, given: str | None, scope: Scope) -> Key:
    """Return the key that `given` (`ID.SECRET`) is, if it may do what `scope` names.

    Raises NoKeys where there are none, WrongKey and KeyNotAllowed.
    """
    stored = every(data_dir)
    if not any(not key.ended for key in stored):
        cure = "On the server, run: balkanetup keys create NAME --scope upload"
        raise NoKeys("There is no key for this service.", cure=cure)
    key = _matching(stored, given or "")
    if key is None or key.ended:
        raise WrongKey(
            "The key is missing, wrong, or its time is over.",
            cure="Send it as `Authorization: Bearer ID.SECRET`; `balkanetup keys` makes one.",
        )
    if scope not in key.scopes:
        cure = f"Use a key made with: balkanetup keys create NAME --scope {scope}"
        raise KeyNotAllowed(f"This key lacks the scope {scope!r}.", cure=cure)
    return key


def _matching(stored: Sequence[Key], given: str) -> Key | None:
    """Return the key whose secret this is; the time it takes tells nothing of the secret."""
    key_id, _, secret = given.partition(".")
    key = next((key for key in stored if key.id == key_id), None)
    right = hmac.compare_digest(key.secret_hash if key else _NOBODY, _hash(secret))
    return key if right else None


def _new(name: str, scopes: tuple[Scope, ...], life: timedelta) -> tuple[Key, str]:
    key_id = secrets.token_hex(_ID_BYTES)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    key = Key(key_id, name, scopes, _hash(secret), _text(_now()), _text(_now() + life))
    return key, f"{key_id}.{secret}"


def _checked(scopes: Sequence[str]) -> tuple[Scope, ...]:
    wrong = sorted(set(scopes) - set(SCOPES))
    if wrong or not scopes:
        what = f"There is no scope {wrong[0]!r}." if wrong else "No scope is named."
        raise UsageError(what, cure=f"Use {', '.join(SCOPES)}.", field="scope")
    return tuple(scope for scope in SCOPES if scope in scopes)


def _end(data_dir: Path, key_id: str, after: timedelta) -> Key:
    with _changing(data_dir) as stored:
        place = _place(stored, key_id)
        stored[place] = _ending(stored[place], after)
        return stored[place]


def _ending(key: Key, after: timedelta) -> Key:
    """Return the key ending so much later from now; never later than it would anyway."""
    return replace(key, expires=min(key.expires, _text(_now() + after)))


def _place(stored: Sequence[Key], key_id: str) -> int:
    for place, key in enumerate(stored):
        if key.id == key_id:
            return place
    raise NotFound(f"There is no key {key_id!r}.", cure="See them with: balkanetup keys list")


@contextmanager
def _changing(data_dir: Path) -> Iterator[list[Key]]:
    """Yield the keys; what the block makes of them is written, by one process at a time."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(data_dir / f"{FILE_NAME}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stored = every(data_dir)
        yield stored
        text = json.dumps([asdict(key) for key in stored], ensure_ascii=False, indent=2)
        replace_file(data_dir / FILE_NAME, text.encode(), mode=0o600)
    finally:
        os.close(lock)


def _refuse_open_to_others(file: Path, facts: os.stat_result) -> None:
    if stat.S_IMODE(facts.st_mode) & 0o077:
        raise StorageError(
            f"{file} can be read or written by others.", cure=f"Run: chmod 600 {file}"
        )


def _key(row: dict[str, str]) -> Key:
    tuples = {name: tuple(row.get(name, ())) for name in ("scopes", "former")}
    return Key(**(row | tuples))  # type: ignore[arg-type]  # scopes


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _text(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
