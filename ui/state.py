"""A view as the query part of an address, read and written.

The address is the only memory of the interface: a link can be shared, and Back goes back.
"""

import re
from collections.abc import Mapping, Sequence
from typing import cast, get_args
from urllib.parse import urlencode

from search_api.limits import ADDRESS_OR_NUMBER, LONGEST_TITLE, MOST_EXAMPLES, MOST_SEEDS
from search_api.schemas.gaps import Dimension
from ui.discovering.sight import read_sight, write_sight
from ui.keeping import read_kept, write_minutes, write_notes, write_parts
from ui.planning import read_plan, write_plan
from ui.view import Part, Screen, View

Params = dict[str, list[str]]

# Filters of the API, in the order of the sidebar.
FACETS = (
    *("discipline", "type", "strategy", "class_size", "mode", "cycle"),
    *("language", "year", "institution", "licence"),
)
LANGUAGES = ("en", "sq", "bs", "cnr", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg")
LAST_PAGE = 10_000

_EXAMPLE = re.compile(ADDRESS_OR_NUMBER)
_PASSAGE = re.compile(r"[0-9a-v]{16}(-[0-9]{1,9})?|[0-9]{1,6}")
_WHOLE = re.compile(r"[0-9]{1,12}")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")


def read(params: Mapping[str, Sequence[str]]) -> View:
    """Return the view that an address asks for; what makes no sense in it is passed over."""

    def first(name: str) -> str | None:
        return next((value for value in params.get(name, ()) if value), None)

    screen, language, part = first("screen"), first("lang"), first("part")
    filters = {name: _values(params.get(name, ())) for name in FACETS}
    return View(
        screen=cast(Screen, screen) if screen in get_args(Screen) else "search",
        language=language if language in LANGUAGES else None,
        reads=tuple(tag for tag in _values(params.get("reads", ())) if _TAG.fullmatch(tag)),
        query=(first("q") or "").strip(),
        like=(like := _examples(params.get("like", ()))),
        unlike=tuple(other for other in _examples(params.get("unlike", ())) if other not in like),
        filters={name: values for name, values in filters.items() if values},
        weaker=first("weaker") == "1",
        page=_page(first("page")),
        found_on=_page(first("found_on")),
        resource=first("id"),
        passage=passage if (passage := first("passage")) and _PASSAGE.fullmatch(passage) else None,
        sheet=_number(first("sheet")) or None,
        beside=first("beside"),
        browsing=first("field"),
        kept=read_kept(
            *(params.get(name, ()) for name in ("keep", "note", "block", "minutes")),
        ),
        title=(first("title") or "").strip()[:LONGEST_TITLE].strip(),
        passed_over=_values(params.get("not", ()))[:MOST_SEEDS],
        plan=read_plan(params),
        part=cast(Part, part) if part in get_args(Part) else "state",
        sight=read_sight(params),
        **_dimensions(first("rows"), first("columns")),
    )


def write(view: View) -> Params:
    """Return the parameters of the address of a view; what has its usual value is left out."""
    params: Params = {
        "screen": [] if view.screen == "search" else [view.screen],
        "lang": _given(view.language),
        "reads": list(view.reads),
        "q": _given(view.query),
        "like": list(view.like),
        "unlike": list(view.unlike),
        "field": _given(view.browsing),
        "id": _given(view.resource),
        "passage": _given(view.passage),
        "sheet": _given(view.sheet),
        "beside": _given(view.beside),
        **{name: list(view.filters.get(name, ())) for name in FACETS},
        "weaker": ["1"] if view.weaker else [],
        "page": [] if view.page == 1 else [str(view.page)],
        "found_on": [] if view.found_on == 1 else [str(view.found_on)],
        **list_params(view),
        "part": [] if view.part == "state" else [view.part],
        **write_sight(view.sight),
        "rows": [view.rows] if view.screen == "gaps" and view.rows != "discipline" else [],
        "columns": [view.columns] if view.screen == "gaps" and view.columns != "strategy" else [],
    }
    return {name: values for name, values in params.items() if values}


def list_params(view: View) -> Params:
    """Return the parameters of the reader's list: all that the browser remembers of it."""
    params: Params = {
        "keep": [kept.name for kept in view.kept],
        "note": write_notes(view.kept),
        "block": write_parts(view.kept),
        "minutes": write_minutes(view.kept),
        "title": _given(view.title),
        "not": list(view.passed_over),
        **write_plan(view.plan),
    }
    return {name: values for name, values in params.items() if values}


def name_in_resource(passage: str) -> str:
    """Return the part of a passage's address that names it within its resource."""
    return passage.rpartition("~")[2]


def address(view: View) -> str:
    """Return the relative address of a view, for a link."""
    return "?" + urlencode(write(view), doseq=True)


def _dimensions(rows: str | None, columns: str | None) -> dict[str, Dimension]:
    """Return two different dimensions of the screen of gaps; none where they make no sense."""
    named = {"rows": rows or "discipline", "columns": columns or "strategy"}
    if set(named.values()) <= set(get_args(Dimension)) and len(set(named.values())) > 1:
        return cast(dict[str, Dimension], named)
    return {}


def _values(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in given if value))


def _examples(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(_EXAMPLE.match, _values(given)))[:MOST_EXAMPLES]


def _number(given: str | None) -> int | None:
    return int(given) if given is not None and _WHOLE.fullmatch(given) else None


def _page(given: str | None) -> int:
    return min(max(1, _number(given) or 1), LAST_PAGE)


def _given(value: object) -> list[str]:
    return [str(value)] if value not in (None, "") else []
