"""A small API with the wire models of the real one: answers one can foretell."""

import base64
import time
from collections.abc import Mapping
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from search_api.schemas import (
    AlikePassage,
    Band,
    Completions,
    Concept,
    Discipline,
    Evidence,
    FacetValue,
    Hit,
    Match,
    Passage,
    PassagePage,
    Problem,
    Readiness,
    Reason,
    Recommendations,
    Recommended,
    Resource,
    ResourceList,
    ResourcePage,
    SearchAnswer,
    Span,
    Term,
    VocabularyPage,
)
from search_api.schemas.discovering import CollectionMap, Count, MapPoint, Timeline
from search_api.schemas.packs import Pack, PackItem, PackLack, PackOption
from search_api.schemas.reading import Mark, Matches, PagePicture, Row, SideBySide
from tests.ui import fake_admin, fake_network
from tests.ui.fake_collection import (
    ALBANIAN,
    ATTACK,
    COMPLETIONS,
    EVIL,
    EXAMPLES,
    FACETS,
    FOUND_BY_BOTH,
    FOUND_BY_MEANING,
    FOUND_EVIL,
    FURTHER,
    HESHTJA,
    HOSTILE,
    NAMED,
    RESOURCES,
    SILENT,
    STEPS,
    TREE,
    next_questions,
)

PAGES: dict[str, Literal["shown", "none", "needs_libreoffice"]] = {
    SILENT.id: "shown",
    ALBANIAN.id: "needs_libreoffice",
    EVIL.id: "none",
}
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


def _answer(request: Request, question: str, offset: int) -> SearchAnswer:
    params = request.query_params
    hits = _hits(question)
    if languages := params.getlist("language"):
        hits = [hit for hit in hits if hit.resource.language in languages]
    if reads := params.getlist("reads"):
        hits = _read(hits, reads)
    refining = [*params.getlist("like"), *params.getlist("unlike")]
    if HESHTJA.id in params.getlist("like"):  # the Albanian passage was liked: it comes first
        hits.sort(key=lambda hit: hit.resource != ALBANIAN)
    nothing_close = bool(hits) and all(hit.band == "weak" for hit in hits)
    filters = {name: params.getlist(name) for name in FACETS if name in params}
    return SearchAnswer(
        query=question,
        total=25 if len(hits) > 1 else len(hits),
        weaker=0 if params.get("weaker") or not hits else 9,
        offset=offset,
        hits=hits,
        facets=FACETS,
        nothing_close=nothing_close,
        outside_language=(
            Concept(id="de", label="German") if question == "die stille Vorlesung" else None
        ),
        words_only=question == "silence without vectors",
        did_you_mean="silence students" if question == "silnce students" else None,
        next_questions=next_questions(question, filters) if nothing_close else [],
        examples=[EXAMPLES[passage] for passage in refining if passage in EXAMPLES],
        generation="g1",
        took_ms=1.0,
    )


def _read(hits: list[Hit], reads: list[str]) -> list[Hit]:
    """Return the hits with what each is to the reader, own languages first."""
    kinds = ("own", "english", "other")
    said = [
        hit.model_copy(
            update={
                "reading": "own"
                if hit.resource.language in reads
                else "english"
                if hit.resource.language == "en"
                else "other"
            }
        )
        for hit in hits
    ]
    return sorted(said, key=lambda hit: kinds.index(hit.reading or "own"))


def _hits(question: str) -> list[Hit]:
    if question == "nobody wrote of this":
        return []
    if question == "quantum gravity":
        return [_hit(SILENT, "weak", FOUND_BY_MEANING), _hit(ALBANIAN, "weak", FOUND_BY_MEANING)]
    first = _hit(SILENT, "possible", FOUND_BY_BOTH, FURTHER)
    if question == SILENT.title:
        first = first.model_copy(update={"band": "strong", "named": True, "named_by": "title"})
    return [
        first,
        _hit(ALBANIAN, "possible", FOUND_BY_MEANING),
        _hit(EVIL, "weak", FOUND_EVIL),
    ]


def _hit(of: Resource, band: Band, *matches: Match) -> Hit:
    return Hit(resource=of, score=1.0, band=band, matches=list(matches))


def _page(of: Resource) -> ResourcePage:
    passages = {SILENT.id: STEPS, ALBANIAN.id: HESHTJA, EVIL.id: ATTACK}
    first = passages[of.id]
    many = [
        first.model_copy(
            update={
                "id": f"{of.id}~{place:016}" if place else first.id,
                "ordinal": place,
                "text": f"{place}: {first.text}",
            }
        )
        for place in range(45 if of == SILENT else 1)
    ]
    return ResourcePage(
        resource=of,
        keywords=["silence", HOSTILE] if of == EVIL else ["silence"],
        doi="10.1000/182" if of == SILENT else None,
        translation_of=SILENT.id if of == ALBANIAN else None,
        provenance={},
        added="2026-11-23T10:00:00Z",
        file_name="silent-large-lecture.pdf",
        pages=PAGES[of.id],
        passages=many,
    )


def _matches(texts: list[Passage]) -> list[Match]:
    """Return three of the passages as matches, the word `vote` in them highlighted."""
    told = [place for place in (2, 7, 33) if place < len(texts)]
    spans = {place: texts[place].text.index("vote") for place in told}
    return [
        FOUND_BY_BOTH.model_copy(
            update={
                "passage": texts[place],
                "highlights": [Span(start=start, end=start + len("vote"))],
                "answer": None,
            }
        )
        for place, start in spans.items()
    ]


def _side_by_side() -> SideBySide:
    left, right = SILENT.versions
    texts = _page(SILENT).passages
    return SideBySide(
        left=left,
        right=right,
        rows=[Row(left=text, right=[HESHTJA] if text.ordinal % 2 else []) for text in texts],
    )


def _passage(address: str, passages: list[Passage], of: Resource) -> PassagePage:
    """Return the passage at an address; for any other name in the resource, its first one."""
    places = [passage.ordinal for passage in passages if passage.id == address]
    place = places[0] if places else 0
    return PassagePage(
        passage=passages[place],
        changed=not places,
        before=passages[place - 1] if place else None,
        after=passages[place + 1] if place + 1 < len(passages) else None,
        resource=of,
    )


def _pack(topic: str, minutes: int, placed: list[str]) -> Pack:
    """Return a pack of what is placed, the minutes shared alike; all else can stand there, too."""
    items = [
        PackItem(
            part=part,  # type: ignore[arg-type]  # a string that is checked
            name=name,
            title=name.removeprefix("*"),
            language=None,
            why=f"Why {name}.",
            minutes=minutes // len(placed),
            resource=RESOURCES.get(name),
            passage=None,
            instead=[_option(other) for other in RESOURCES if other != name],
        )
        for part, _, name in (text.partition(":") for text in placed)
    ]
    lack = PackLack(kind="no_part", text="Lacking: evidence <b>.")
    made = "2026-11-27T14:00:00+00:00"
    return Pack(
        topic=topic,
        minutes=minutes,
        items=items,
        lacks=[lack],
        news=[_option(EVIL.id)] if placed else [],
        made=made,
        generation="1",
    )


def _option(name: str) -> PackOption:
    title = RESOURCES[name].title
    return PackOption(part="practice", name=name, title=title, language=None, why="Why.")


def _recommended(of: list[Resource], reason: str) -> Recommendations:
    alike = [AlikePassage(passage=STEPS, like="silent-large-lecture~0")]
    return Recommendations(
        items=[
            Recommended(resource=resource, score=0.5, reason=reason, passages=alike)
            for resource in of
        ]
    )


def _problem(status: int, detail: str, cure: str, kind: str = "about:blank") -> JSONResponse:
    body: Mapping[str, Any] = Problem(
        type=kind, title="Trouble", status=status, detail=detail, cure=cure
    ).model_dump(exclude_none=True)
    return JSONResponse(body, status, media_type="application/problem+json")
