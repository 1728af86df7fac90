"""What every route takes: the opened index, the reader's language, the filters."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, get_args, get_origin

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant
from pydantic import AfterValidator

from indexer.errors import UsageError
from indexer.metadata.facets import FACETS, VOCABULARIES
from indexer.metadata.fields import FIELDS
from indexer.taxonomy import load
from indexer.text.scripts import LANGUAGES
from search_api import freshness
from search_api.access import keys
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.language_tags import label_language
from search_api.traffic.rates import Rates


def open_searcher(request: Request) -> Iterator[Searcher]:
    """Yield the newest state of the index for the length of a request.

    Raises NotModified when the asker has the answer of this state already.
    """
    reader: IndexReader = request.app.state.index_reader
    with reader.searcher() as searcher:
        if request.method == "GET":
            freshness.check_index(request, searcher)
        yield searcher


async def refuse_unknown_parameters(request: Request) -> None:
    """Raise UsageError for a parameter that the address does not take, or takes but once.

    Whoever misspells a filter would otherwise read an answer to another question.
    """
    taken = _parameters(request)
    for name in request.query_params:
        if name not in taken:
            raise UsageError(
                f"There is no parameter {name!r} here.",
                cure=f"Use {', '.join(taken)}." if taken else "Leave it out.",
                field=name,
            )
        if not taken[name] and len(request.query_params.getlist(name)) > 1:
            raise UsageError(f"{name} is given twice.", cure="Give it once.", field=name)


def holder_of(scope: keys.Scope) -> Any:
    """Return the dependency that lets a request through whose key may do what `scope` names."""

    def check_key(request: Request) -> keys.Key:
        rates: Rates = request.app.state.rates
        rates.refuse_guessing(request.scope)
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        try:
            data_dir = request.app.state.settings.data_dir
            key = keys.check(data_dir, given.strip() if kind.lower() == "bearer" else None, scope)
        except keys.WrongKey:
            rates.count_wrong_key(request.scope)
            raise
        request.state.key_id = key.id
        rates.count_key(key.id)
        return key

    return Depends(check_key)


def _parameters(request: Request) -> dict[str, bool]:
    """Return the parameters of the address asked, and whether each may be given several times."""
    dependant = request.scope["route"].dependant
    every = [dependant, *_needed(dependant)]
    own = {
        parameter.alias: _is_list(parameter.field_info.annotation)
        for part in every
        for parameter in part.query_params
    }
    filtered = any(part.call is read_filters for part in every)
    return (dict.fromkeys(FACETS, True) if filtered else {}) | own


def _needed(dependant: Dependant) -> list[Dependant]:
    """Return what an address depends on, and what that does."""
    return [it for part in dependant.dependencies for it in (part, *_needed(part))]


def _is_list(annotation: object) -> bool:
    return list in {get_origin(part) for part in (annotation, *get_args(annotation))}


def read_time(text: str) -> str:
    """Return a date, or a time, as the catalogue writes it. Raises ValueError."""
    try:
        when = datetime.fromisoformat(text)
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as problem:
        raise ValueError("write a date, or a time in UTC: 2026-11-27T14:00:00Z") from problem


def read_filters(request: Request) -> dict[str, tuple[str, ...]]:
    """Return the filters of the address: the values given for each facet."""
    given = {
        name: tuple(value for value in request.query_params.getlist(name) if value)
        for name in FACETS
    }
    return {name: values for name, values in given.items() if values}


Index = Annotated[Searcher, Depends(open_searcher)]
Filters = Annotated[dict[str, tuple[str, ...]], Depends(read_filters)]
Reads = Annotated[
    list[str] | None,
    Query(
        description="Languages the reader reads: among equals those in them come first, English "
        "next; of a work, the version in them is shown. Nothing is hidden. An unknown language is "
        "refused with 422, naming the nearest.",
        examples=["sq"],
    ),
]
ReaderLanguage = Annotated[
    str,
    Query(
        alias="reader_language",
        description="Language of the labels and of the gist: "
        f"{', '.join(LANGUAGES)}. A region is passed over (en-GB); a language without labels is "
        "refused with 422, naming the nearest.",
        examples=["sq"],
    ),
    AfterValidator(label_language),
]


def _value_schema(facet: str) -> dict[str, object]:
    """Return the JSON schema of a filter's value, as narrow as it is before the collection."""
    if facet in _PATTERNS:
        return {"type": "string", "pattern": _PATTERNS[facet]}
    closed = any(field.facet == facet and field.concept for field in FIELDS)
    choice = {"enum": list(load(VOCABULARIES[facet]).concepts)} if closed else {}
    return {"type": "string", **choice}


_PATTERNS = {"discipline": "^[0-9]{2,4}$", "year": "^[0-9]{4}$"}
_REFUSED = "A value that does not exist is refused with 422, naming the nearest."
_FREE = "A value that no resource has gives an empty answer."
# What the address may carry, for the documentation: each may be given several times.
FILTER_PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"Keep resources whose {name.replace('_', ' ')} is one of these. {rule}",
        "schema": {"type": "array", "items": _value_schema(name)},
    }
    for name in FACETS
    for rule in [_REFUSED if name in {*VOCABULARIES, "year"} else _FREE]
]
