"""What is on the screen, as a value; and the same as the query part of an address.

The address is the only memory of the interface: a link can be shared, and Back goes back.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast, get_args
from urllib.parse import urlencode

Screen = Literal["search", "resource", "browse"]
Params = dict[str, list[str]]

# Filters of the API, in the order of the sidebar.
FACETS = ("discipline", "type", "strategy", "language", "year", "institution", "licence")
LANGUAGES = ("en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg")
LAST_PAGE = 10_000

_WHOLE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class View:
    """One state of the interface.

    `language` is the interface's (None: the browser's); `filters` has a facet only if it has
    values. `field` is the ISCED-F field being browsed; `passage` the one the reader came from.
    """

    screen: Screen = "search"
    language: str | None = None
    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    resource: str | None = None
    passage: int | None = None
    browsing: str | None = None

    def narrowed(self, facet: str, values: Sequence[str]) -> "View":
        """Return the view with these values of a facet (none: any), from the first page on."""
        filters = {name: kept for name, kept in self.filters.items() if name != facet}
        if values:
            filters[facet] = tuple(dict.fromkeys(values))
        return replace(self, filters=filters, page=1)

    def without(self, facet: str, value: str) -> "View":
        """Return the view with one value of a facet no longer asked for."""
        return self.narrowed(facet, [kept for kept in self.filters.get(facet, ()) if kept != value])

    def unfiltered(self) -> "View":
        """Return the view without any filter."""
        return replace(self, filters={}, page=1)

    def opening(self, resource: str, passage: int | None = None) -> "View":
        """Return the view of a resource, which remembers the question it was found with."""
        return replace(self, screen="resource", resource=resource, passage=passage, page=1)

    def back_to_results(self) -> "View":
        """Return the view of the results that the resource was opened from."""
        screen: Screen = "browse" if self.browsing else "search"
        return replace(self, screen=screen, resource=None, passage=None, page=1)

    def offset(self, size: int) -> int:
        """Return how many things of a list come before this page of `size` things."""
        return (self.page - 1) * size


def page_count(total: int, size: int) -> int:
    """Return how many pages of `size` things there are; at least one."""
    return max(1, math.ceil(total / size))


def read(params: Mapping[str, Sequence[str]]) -> View:
    """Return the view that an address asks for; what makes no sense in it is passed over."""

    def first(name: str) -> str | None:
        return next((value for value in params.get(name, ()) if value), None)

    screen, language = first("screen"), first("lang")
    filters = {name: _values(params.get(name, ())) for name in FACETS}
    return View(
        screen=cast(Screen, screen) if screen in get_args(Screen) else "search",
        language=language if language in LANGUAGES else None,
        query=(first("q") or "").strip(),
        filters={name: values for name, values in filters.items() if values},
        page=min(max(1, _number(first("page")) or 1), LAST_PAGE),
        resource=first("id"),
        passage=_number(first("passage")),
        browsing=first("field"),
    )


def write(view: View) -> Params:
    """Return the parameters of the address of a view; what has its usual value is left out."""
    params: Params = {
        "screen": [] if view.screen == "search" else [view.screen],
        "lang": _given(view.language),
        "q": _given(view.query),
        "field": _given(view.browsing),
        "id": _given(view.resource),
        "passage": _given(view.passage),
        **{name: list(view.filters.get(name, ())) for name in FACETS},
        "page": [] if view.page == 1 else [str(view.page)],
    }
    return {name: values for name, values in params.items() if values}


def address(view: View) -> str:
    """Return the relative address of a view, for a link."""
    return "?" + urlencode(write(view), doseq=True)


def _values(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in given if value))


def _number(given: str | None) -> int | None:
    return int(given) if given is not None and _WHOLE.fullmatch(given) else None


def _given(value: object) -> list[str]:
    return [str(value)] if value not in (None, "") else []
