"""A small API with the wire models of the real one: answers one can foretell, one hostile text."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from search_api.schemas import (
    Band,
    Concept,
    Discipline,
    FacetValue,
    Hit,
    Leg,
    Match,
    Passage,
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
    Version,
    Why,
)

HOSTILE = (
    "<script>document.title='owned'</script> <img src=x onerror=\"document.title='owned'\"> "
    "[press](javascript:document.title='owned') ![pixel](https://evil.example/p.png) "
    ":red[stop] $x^2$ `code` **bold** </blockquote></article> &lt;b&gt; :material/home:"
)
ODD_LICENCE = "x :material/home: **b** :red[x] $a$ <i>"
PHYSICS = Concept(id="0533", label="Physics")
MEDICINE = Concept(id="0912", label="Medicine")
PRACTICE = Concept(id="good-practice", label="Good practice")


def resource(identifier: str, title: str, **more: Any) -> Resource:
    """Return a resource with the usual facts, and others where a test wants them."""
    usual: dict[str, Any] = {
        "authors": ["BALKANETUP starter collection"],
        "institution": "BALKANETUP",
        "year": 2026,
        "language": "en",
        "disciplines": [PHYSICS],
        "type": PRACTICE,
        "strategies": [Concept(id="peer-instruction", label="Peer instruction")],
        "licence": "CC-BY-4.0",
        "abstract": "How one hundred and eighty students came to speak in a lecture.",
        "media_type": "application/pdf",
        "page_count": 6,
    }
    return Resource(id=identifier, title=title, **{**usual, **more})


SILENT = resource(
    "silent-large-lecture",
    "The silent lecture hall",
    versions=[
        Version(
            id="silent-large-lecture",
            title="The silent lecture hall",
            language="en",
            media_type="application/pdf",
            relation="original",
        ),
        Version(
            id="silent-large-lecture-bs",
            title="Kada amfiteatar šuti",
            language="bs",
            media_type="application/pdf",
            relation="translation",
        ),
    ],
)
ALBANIAN = resource(
    "vrasja-e-heshtjes",
    "Studentët që nuk flasin",
    language="sq",
    disciplines=[MEDICINE],
    year=2024,
    licence="CC-BY-SA-4.0",
    media_type="text/html",
    page_count=None,
)
EVIL = resource("a/b?c#d", HOSTILE, authors=[HOSTILE], institution=HOSTILE, abstract=HOSTILE)
RESOURCES = {one.id: one for one in (SILENT, ALBANIAN, EVIL)}

STEPS = Passage(
    ordinal=3,
    text="Students vote, then talk to a neighbour, then vote again. Silence ends in the talk.",
    heading_path=["The silent lecture hall", "Steps", "Voting"],
    page=4,
    language="en",
)
HESHTJA = Passage(
    ordinal=0,
    text="Heshtja në auditor nuk është mungesë interesi.",
    heading_path=[],
    page=None,
    language="sq",
)
ATTACK = Passage(ordinal=0, text=HOSTILE, heading_path=[HOSTILE], page=1, language="en")


def span(passage: Passage, word: str) -> Span:
    """Return where a word stands in a passage."""
    start = passage.text.index(word)
    return Span(start=start, end=start + len(word))


FOUND_BY_BOTH = Match(
    passage=STEPS,
    highlights=[span(STEPS, "Silence"), span(STEPS, "Students")],
    score=0.9,
    why=Why(
        matched_words=["silence", "students"],
        meaning=Leg(rank=1, score=0.71),
        words=Leg(rank=2, score=8.5),
    ),
)
FOUND_BY_MEANING = Match(
    passage=HESHTJA,
    highlights=[],
    score=0.5,
    why=Why(matched_words=[], meaning=Leg(rank=2, score=0.55), words=None),
)
FURTHER = Match(
    passage=STEPS.model_copy(update={"ordinal": 5, "page": 6, "text": "A second look at votes."}),
    highlights=[],
    score=0.4,
    why=Why(matched_words=[], meaning=Leg(rank=3, score=0.5), words=None),
)
FOUND_EVIL = Match(
    passage=ATTACK,
    highlights=[span(ATTACK, "<script>"), span(ATTACK, "**bold**")],
    score=0.3,
    why=Why(matched_words=[HOSTILE], meaning=None, words=Leg(rank=1, score=3.0)),
)
FACETS = {
    "discipline": [
        FacetValue(value="05", label="Natural sciences", count=2),
        FacetValue(value="0533", label="Physics", count=2),
        FacetValue(value="09", label="Health", count=1),
    ],
    "language": [
        FacetValue(value="en", label="English", count=2),
        FacetValue(value="sq", label="Albanian", count=1),
    ],
    "type": [FacetValue(value="good-practice", label="Good practice", count=3)],
    "licence": [
        FacetValue(value="CC-BY-4.0", label="CC BY", count=2),
        FacetValue(value=ODD_LICENCE, label="", count=1),
    ],
    "institution": [
        FacetValue(value="BALKANETUP", label="BALKANETUP", count=2),
        FacetValue(value=HOSTILE, label=HOSTILE, count=1),
    ],
    "year": [
        FacetValue(value="2024", label="2024", count=1),
        FacetValue(value="2026", label="2026", count=2),
    ],
}
SHARED = [
    Reason(kind="shares_strategies", values=["Peer instruction", "Voting"]),
    Reason(kind="close_passage", values=[]),
]
TREE = [
    Discipline(
        code="05",
        label="Natural sciences",
        count=2,
        parts=[
            Discipline(
                code="053",
                label="Physical sciences",
                count=2,
                parts=[Discipline(code="0533", label="Physics", count=2, parts=[])],
            )
        ],
    ),
    Discipline(code="09", label="Health", count=1, parts=[]),
]


def create_fake(asked: list[str]) -> FastAPI:
    """Return the API; every address it is asked goes into `asked`."""
    app = FastAPI()

    @app.middleware("http")
    async def remember(request: Request, call_next: Any) -> Any:
        asked.append(f"{request.url.path}?{request.url.query}")
        return await call_next(request)

    @app.get("/v1/search")
    def search(request: Request, q: str, offset: int = 0) -> Any:
        if q == "forbidden":
            return _problem(422, "The question is not acceptable.", "Ask something else.")
        if q == "no index":
            return _problem(503, "There is no index yet.", "balkanetup index FOLDER")
        return _answer(q, offset, request.query_params.getlist("language"))

    @app.get("/v1/resources")
    def resources(offset: int = 0) -> ResourceList:
        return ResourceList(
            total=45, offset=offset, resources=list(RESOURCES.values()), facets=FACETS
        )

    @app.get("/v1/resources/{identifier:path}/related")
    def related(identifier: str) -> Recommendations:
        others = [one for one in RESOURCES.values() if one.id != identifier]
        return _recommended(others, SHARED)

    @app.get("/v1/resources/{identifier:path}/file")
    def file(identifier: str) -> PlainTextResponse:
        return PlainTextResponse(f"the file of {identifier}")

    @app.get("/v1/resources/{identifier:path}")
    def one(identifier: str) -> Any:
        if identifier not in RESOURCES:
            return _problem(404, f"There is no resource {identifier!r}.", "Search by title.")
        return _page(RESOURCES[identifier])

    @app.get("/v1/disciplines")
    def disciplines() -> list[Discipline]:
        return TREE

    @app.get("/v1/recommendations")
    def recommendations(discipline: str) -> Recommendations:
        return _recommended(
            [SILENT, EVIL], [Reason(kind="in_field", values=[f"<b>{discipline}</b>"])]
        )

    @app.get("/readyz")
    def readyz() -> Readiness:
        return Readiness(ready=True, resources=3, passages=57, generation="g1", encoder="words")

    return app


def _answer(question: str, offset: int, languages: list[str]) -> SearchAnswer:
    hits = _hits(question)
    if languages:
        hits = [hit for hit in hits if hit.resource.language in languages]
    return SearchAnswer(
        query=question,
        total=25 if len(hits) > 1 else len(hits),
        offset=offset,
        hits=hits,
        facets=FACETS,
        nothing_close=bool(hits) and all(hit.band == "weak" for hit in hits),
        did_you_mean="silence students" if question == "silnce students" else None,
        generation="g1",
        took_ms=1.0,
    )


def _hits(question: str) -> list[Hit]:
    if question == "nobody wrote of this":
        return []
    if question == "quantum gravity":
        return [_hit(SILENT, "weak", FOUND_BY_MEANING), _hit(ALBANIAN, "weak", FOUND_BY_MEANING)]
    return [
        _hit(SILENT, "strong", FOUND_BY_BOTH, FURTHER),
        _hit(ALBANIAN, "possible", FOUND_BY_MEANING),
        _hit(EVIL, "weak", FOUND_EVIL),
    ]


def _hit(of: Resource, band: Band, *matches: Match) -> Hit:
    return Hit(resource=of, score=1.0, band=band, matches=list(matches))


def _page(of: Resource) -> ResourcePage:
    passages = {SILENT.id: STEPS, ALBANIAN.id: HESHTJA, EVIL.id: ATTACK}
    first = passages[of.id]
    many = [
        first.model_copy(update={"ordinal": place, "text": f"{place}: {first.text}"})
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
        passages=many,
    )


def _recommended(of: list[Resource], reasons: list[Reason]) -> Recommendations:
    return Recommendations(
        items=[
            Recommended(resource=one, score=0.5, reason="In English.", reasons=reasons)
            for one in of
        ]
    )


def _problem(status: int, detail: str, cure: str) -> JSONResponse:
    body: Mapping[str, Any] = Problem(
        title="Trouble", status=status, detail=detail, cure=cure
    ).model_dump(exclude_none=True)
    return JSONResponse(body, status, media_type="application/problem+json")
