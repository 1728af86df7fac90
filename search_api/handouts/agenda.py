"""The parts and times of a workshop, as they stand in an address and in a document. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.errors import UsageError
from search_api.limits import LONGEST_NOTE, MOST_MINUTES

Part = Literal["opener", "practice", "evidence", "activity", "handout", "discussion", "break"]
PARTS: tuple[Part, ...] = get_args(Part)
_PLACED = re.compile(r"([0-9]{1,4}):(.*)", re.DOTALL)
_START = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader put on one thing in a list. Nothing is empty, None or 0 (minutes)."""

    note: str = ""
    part: Part | None = None
    minutes: int = 0


def read_marks(
    notes: Sequence[str], parts: Sequence[str], minutes: Sequence[str], count: int
) -> list[Marks]:
    """Return the marks on each of the `count` things of a list, as an address has them.

    Each begins with its place in the list: `2:Read this first`, `2:practice`, `2:15`. Raises
    UsageError for what has no place, or is no part, no minutes, or too long.
    """
    noted, named, timed = (
        _by_place(given, field, count)
        for field, given in (("note", notes), ("part", parts), ("minutes", minutes))
    )
    return [
        Marks(
            _checked_note(noted.get(place, ""), place),
            _checked_part(named.get(place, ""), place),
            _checked_minutes(timed.get(place, ""), place),
        )
        for place in range(1, count + 1)
    ]


def read_start(text: str) -> int | None:
    """Return a time of day, `9:30`, in minutes since midnight; None for nothing."""
    if not text:
        return None
    match = _START.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text[:20]!r} is no time.", cure="Write it as 9:30.", field="start")
    return 60 * int(match[1]) + int(match[2])


def times(minutes: Sequence[int], start: int | None) -> list[str]:
    """Return when each thing of a list is on, `9:30–9:45`; nothing for what takes no time.

    Without a start the times count from the beginning, `0:00–0:15`.
    """
    shown, now = [], start or 0
    for length in minutes:
        shown.append(f"{_clock(now)}–{_clock(now + length)}" if length else "")
        now += length
    return shown


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24}:{minute % 60:02}"


def _by_place(written: Sequence[str], field: str, count: int) -> dict[int, str]:
    by_place: dict[int, str] = {}
    for text in written:
        match = _PLACED.fullmatch(text)
        if match is None or not 1 <= int(match[1]) <= count:
            raise UsageError(
                f"The {field} {text[:40]!r} is not of one of the {count} things in the list.",
                cure="Write its place in the list first: 2:Read this before the workshop",
                field=field,
            )
        by_place[int(match[1])] = match[2].strip()
    return by_place


def _checked_note(note: str, place: int) -> str:
    if len(note) > LONGEST_NOTE:
        raise UsageError(
            f"The note of resource {place} is longer than {LONGEST_NOTE} characters.",
            cure="Shorten it.",
            field="note",
        )
    return note


def _checked_part(name: str, place: int) -> Part | None:
    if not name:
        return None
    for part in PARTS:
        if part == name:
            return part
    raise UsageError(
        f"{name[:40]!r}, of resource {place}, is no part of a workshop.",
        cure=f"Use {', '.join(PARTS)}.",
        field="part",
    )


def _checked_minutes(text: str, place: int) -> int:
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > MOST_MINUTES:
        raise UsageError(
            f"{text[:20]!r}, of resource {place}, are no minutes.",
            cure=f"Write a number up to {MOST_MINUTES}: {place}:15",
            field="minutes",
        )
    return int(text)
