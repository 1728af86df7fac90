"""What the fake API answers: made of the fake collection, so that one can foretell it."""

from typing import Literal

from fastapi import Request

from search_api.schemas import (
    AlikePassage,
    Band,
    Concept,
    Hit,
    Match,
    Passage,
    PassagePage,
    Recommendations,
    Recommended,
    Resource,
    ResourcePage,
    SearchAnswer,
    Span,
)
from search_api.schemas.packs import Pack, PackItem, PackLack, PackOption
from search_api.schemas.reading import Row, SideBySide
from tests.ui.fake_collection import (
    ALBANIAN,
    ATTACK,
    EVIL,
    EXAMPLES,
    FACETS,
    FOUND_BY_BOTH,
    FOUND_BY_MEANING,
    FOUND_EVIL,
    FURTHER,
    HESHTJA,
    HOSTILE,
    RESOURCES,
    SILENT,
    STEPS,
    next_questions,
)

PAGES: dict[str, Literal["shown", "none", "needs_libreoffice"]] = {
    SILENT.id: "shown",
    ALBANIAN.id: "needs_libreoffice",
    EVIL.id: "none",
}


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
