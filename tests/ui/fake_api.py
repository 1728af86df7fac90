"""A small API with the wire models of the real one: answers one can foretell."""

import base64
import time
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from search_api.schemas import (
    Completions,
    Concept,
    Discipline,
    Evidence,
    FacetValue,
    Problem,
    Readiness,
    Reason,
    Recommendations,
    Resource,
    ResourceList,
    Term,
    VocabularyPage,
)
from search_api.schemas.discovering import CollectionMap, Count, MapPoint, Timeline
from search_api.schemas.packs import Pack
from search_api.schemas.reading import Mark, Matches, PagePicture
from tests.ui import fake_admin, fake_network
from tests.ui.fake_answers import (
    _answer,
    _matches,
    _pack,
    _page,
    _passage,
    _recommended,
    _side_by_side,
)
from tests.ui.fake_collection import (
    ALBANIAN,
    COMPLETIONS,
    EVIL,
    FACETS,
    NAMED,
    RESOURCES,
    SILENT,
    STEPS,
    TREE,
)

PIXEL = base64.b64decode(  # a PNG of one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def _point(of: Resource, x: float, y: float) -> MapPoint:
    return MapPoint(
        id=of.id,
        title=of.title,
        x=x,
        y=y,
        language=of.language,
        field=of.disciplines[0] if of.disciplines else None,
        strategies=of.strategies,
        institution=of.institution,
    )


POINTS = [_point(SILENT, 0.1, 0.2), _point(ALBANIAN, 0.2, 0.3), _point(EVIL, 0.9, 0.8)]
_NO_TERM: dict[str, Any] = {"labels": {}, "uri": None}
TERMS = [
    Term(id="active", label="Active lectures", definition="A family.", parent=None, **_NO_TERM),
    Term(
        id="peer-instruction",
        label="Peer instruction",
        definition="Students vote twice.",
        parent="active",
        **_NO_TERM,
    ),
    Term(id="story", label="Storytelling", definition="Tales.", parent="active", **_NO_TERM),
]


USED = {"strategy": [FacetValue(value="peer-instruction", label="Peer instruction", count=2)]}
LISTED = 45  # resources in every list


def create_fake(asked: list[str]) -> FastAPI:
    """Return the API; every address it is asked goes into `asked`."""
    app = FastAPI()
    app.include_router(fake_admin.router)
    app.include_router(fake_network.router)
    app.add_exception_handler(fake_admin.NoKey, fake_admin.refused)

    @app.middleware("http")
    async def remember(request: Request, call_next: Any) -> Any:
        asked.append(f"{request.url.path}?{request.url.query}")
        return await call_next(request)

    @app.get("/v1/search")
    def search(request: Request, q: str = "", offset: int = 0) -> Any:
        if q == "forbidden":
            return _problem(422, "The question is not acceptable.", "Ask something else.")
        if q == "-exam":
            return _problem(
                422, "Only exclusions.", "In English.", "urn:balkanetup:only-exclusions"
            )
        if q == "too many":
            return _problem(503, "As many as it can.", "In a second.", "urn:balkanetup:busy")
        if q == "no index":
            return _problem(503, "There is no index yet.", "balkanetup index FOLDER")
        return _answer(request, q, offset)

    @app.get("/v1/suggest")
    def suggest(q: str) -> Completions:
        if q == "slow":
            time.sleep(0.5)
            return Completions(items=COMPLETIONS)
        last = q.casefold().split()[-1]
        return Completions(
            items=[
                completion
                for completion in COMPLETIONS
                if any(word.startswith(last) for word in completion.text.casefold().split())
            ]
        )

    @app.get("/v1/resources")
    def resources(offset: int = 0) -> ResourceList:
        return ResourceList(
            total=LISTED, offset=offset, resources=list(RESOURCES.values()), facets=FACETS | USED
        )

    @app.get("/v1/resources/{identifier:path}/matches")
    def matches(identifier: str, q: str) -> Matches:
        texts = _page(RESOURCES[identifier]).passages
        return Matches(matches=_matches(texts) if q == "silence" else [])

    @app.get("/v1/resources/{identifier:path}/beside/{other:path}")
    def beside(identifier: str, other: str) -> Any:
        if (identifier, other) != (SILENT.id, "silent-large-lecture-bs"):
            return _problem(404, "No other version.", "Use none.")
        return _side_by_side()

    @app.get("/v1/related")
    def related(request: Request, reader_language: str) -> Recommendations:
        like = request.query_params.getlist("like")
        others = [resource for resource in (ALBANIAN, SILENT) if resource.id not in like]
        return _recommended(others, f"Why, in {reader_language}: {like[0]}.")

    @app.get("/v1/resources/{identifier:path}/elsewhere")
    def elsewhere(identifier: str) -> Recommendations:
        return _recommended([ALBANIAN, EVIL], f"Elsewhere than {identifier}.")

    @app.get("/v1/resources/{identifier:path}/evidence")
    def evidence(identifier: str) -> Recommendations:
        if identifier != SILENT.id:
            return Recommendations(items=[])
        kind = Concept(id="survey", label="Survey")
        found = Evidence(kind=kind, sentence="We surveyed 240 students.", passage=STEPS.id)
        (item,) = _recommended([ALBANIAN], "Research.").items
        tests = [Reason(kind="tests_strategy", values=["Voting"])]
        return Recommendations(
            items=[item.model_copy(update={"evidence": [found], "reasons": tests})]
        )

    @app.get("/v1/resources/{identifier:path}/citation")
    def citation(identifier: str, style: str) -> PlainTextResponse:
        return PlainTextResponse(f"{identifier} in {style}")

    @app.get("/v1/resources/{identifier:path}/file")
    def file(identifier: str) -> PlainTextResponse:
        return PlainTextResponse(f"the file of {identifier}")

    @app.get("/v1/resources/{identifier:path}")
    def resource(identifier: str) -> Any:
        if identifier not in RESOURCES:
            return _problem(404, f"There is no resource {identifier!r}.", "Search by title.")
        return _page(RESOURCES[identifier])

    @app.get("/v1/passages/{address:path}/page.png")
    def page_png(address: str, page: int = 4) -> Response:
        return Response(PIXEL, media_type="image/png")

    @app.get("/v1/passages/{address:path}/page")
    def page_of(address: str, page: int = 4) -> Any:
        if page == 5:
            return _problem(415, "The page cannot be painted.", "Download the file.")
        marks = [Mark(left=0.1, top=0.2, right=0.9, bottom=0.3)] if page == 4 else []
        where = f"http://127.0.0.1/v1/passages/{address}/page.png"
        return PagePicture(page=page, pages=6, width=1, height=1, marks=marks, picture=where)

    @app.get("/v1/packs/suggest")
    def suggest_pack(topic: str, minutes: int) -> Pack:
        placed = [] if topic == "nothing" else ["practice:silent-large-lecture", "break:*Break"]
        return _pack(topic, minutes, placed)

    @app.get("/v1/packs/review")
    def review_pack(request: Request, topic: str, minutes: int) -> Pack:
        return _pack(topic, minutes, request.query_params.getlist("placed"))

    @app.get("/v1/passages/{address:path}")
    def passage(address: str) -> Any:
        owner, _, name = address.rpartition("~")
        if name == "gone000000000000" or owner not in RESOURCES:
            return _problem(404, "The passage is no longer there.", "Read the resource.")
        return _passage(address, _page(RESOURCES[owner]).passages, RESOURCES[owner])

    @app.get("/v1/disciplines")
    def disciplines(q: str = "") -> list[Discipline]:
        return NAMED.get(q, []) if q else TREE

    @app.get("/v1/recommendations")
    def recommendations(discipline: str) -> Recommendations:
        return _recommended([SILENT, EVIL], f"It is about this field: <b>{discipline}</b>.")

    @app.get("/v1/map")
    def collection_map() -> CollectionMap:
        return CollectionMap(points=POINTS, left_out=2)

    @app.get("/v1/timeline")
    def timeline() -> Timeline:
        years, added = {"2024": 1, "2026": 4}, {"2026-11": 5}
        return Timeline(
            years=[Count(time=time, count=count) for time, count in years.items()],
            added=[Count(time=time, count=count) for time, count in added.items()],
            undated=3,
        )

    @app.get("/v1/vocabularies/{name}")
    def vocabulary(name: str) -> VocabularyPage:
        return VocabularyPage(name=name, title=name, terms=TERMS if name == "strategies" else [])

    @app.get("/readyz")
    def readyz() -> Readiness:
        return Readiness(ready=True, resources=3, passages=57, generation="g1", encoder="words")

    return app


def _problem(status: int, detail: str, cure: str, kind: str = "about:blank") -> JSONResponse:
    body: Mapping[str, Any] = Problem(
        type=kind, title="Trouble", status=status, detail=detail, cure=cure
    ).model_dump(exclude_none=True)
    return JSONResponse(body, status, media_type="application/problem+json")
