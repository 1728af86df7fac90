"""What a list is made for, as the address keeps it: whom for, when, and the pack it began as."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search_api.limits import (
    LEAST_MINUTES,
    LONGEST_AUDIENCE,
    LONGEST_TOPIC,
    MOST_FIELDS,
    MOST_MINUTES,
)

_FIELD = re.compile(r"[0-9]{2,4}")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")
_START = re.compile(r"([01]?[0-9]|2[0-3])[:.][0-5][0-9]")
_MADE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{5,8}(Z|\+00:00)?)?")
_MINUTES = re.compile(r"[0-9]{1,4}")
USUAL_MINUTES = 90


@dataclass(frozen=True)
class Plan:
    """`audience` is in the reader's words, `start` a time of day.

    A pack was suggested on a `topic`, for so many minutes (`duration`), an audience from these
    ISCED-F `fields` that reads these languages (`readers`), at a time (`made`, ISO 8601).
    """

    audience: str = ""
    start: str = ""
    topic: str = ""
    duration: int = USUAL_MINUTES
    fields: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    made: str = ""


def read_plan(params: Mapping[str, Sequence[str]]) -> Plan:
    """Return the plan of an address; what makes no sense in it is passed over."""

    def first(name: str, pattern: re.Pattern[str] | None = None, most: int = 40) -> str:
        value = next(iter(params.get(name, ())), "").strip()[:most].strip()
        return value if pattern is None or pattern.fullmatch(value) else ""

    minutes = int(first("duration", _MINUTES) or USUAL_MINUTES)
    return Plan(
        audience=first("audience", most=LONGEST_AUDIENCE),
        start=first("start", _START),
        topic=first("topic", most=LONGEST_TOPIC),
        duration=min(max(minutes, LEAST_MINUTES), MOST_MINUTES),
        fields=_matching(params.get("for", ()), _FIELD)[:MOST_FIELDS],
        readers=_matching(params.get("readers", ()), _TAG),
        made=first("made", _MADE),
    )


def write_plan(plan: Plan) -> dict[str, list[str]]:
    """Return the parameters of a plan; without a topic there is no pack to tell of."""
    given = {"audience": plan.audience, "start": plan.start, "topic": plan.topic}
    params = {name: [value] for name, value in given.items() if value}
    if not plan.topic:
        return params
    return params | {
        "duration": [str(plan.duration)],
        "for": list(plan.fields),
        "readers": list(plan.readers),
        "made": [plan.made] if plan.made else [],
    }


def _matching(values: Sequence[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if pattern.fullmatch(value))
