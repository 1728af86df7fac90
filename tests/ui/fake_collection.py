"""A collection of three resources, as the API tells of it; one of them is hostile."""

from typing import Any

from search_api.schemas import (
    Completion,
    Concept,
    Discipline,
    Example,
    FacetValue,
    Gist,
    Match,
    MatchReason,
    NextQuestion,
    Passage,
    Placement,
    Resource,
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
        "format": "PDF",
        "page_count": 6,
        "added": "2026-11-27T14:00:00+00:00",
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
            format="PDF",
            relation="original",
        ),
        Version(
            id="silent-large-lecture-bs",
            title="Kada amfiteatar šuti",
            language="bs",
            media_type="application/pdf",
            format="PDF",
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
    format="HTML",
    page_count=None,
    class_size=Concept(id="large", label="Large class"),
    mode=Concept(id="any", label="Any mode"),
    cycle=Concept(id="first-year", label="First year"),
    minutes=90,
    gist=Gist(
        id="silent-students",
        title="Students who do not speak",
        abstract="What the silence says.",
        language="en",
    ),
)
EVIL = resource("a/b?c#d", HOSTILE, authors=[HOSTILE], institution=HOSTILE, abstract=HOSTILE)
RESOURCES = {resource.id: resource for resource in (SILENT, ALBANIAN, EVIL)}

STEPS = Passage(
    id="silent-large-lecture~voting0000000000",
    ordinal=3,
    text="Students vote, then talk to a neighbour, then vote again. Silence ends in the talk.",
    heading_path=["The silent lecture hall", "Steps", "Voting"],
    page=4,
    language="en",
)
HESHTJA = Passage(
    id="vrasja-e-heshtjes~heshtja000000000",
    ordinal=0,
    text="Heshtja në auditor nuk është mungesë interesi.",
    heading_path=[],
    page=None,
    language="sq",
)
ATTACK = Passage(
    id="evil~attack0000000000",
    ordinal=0,
    text=HOSTILE,
    heading_path=[HOSTILE],
    page=1,
    language="en",
)


def span(passage: Passage, word: str) -> Span:
    """Return where a word stands in a passage."""
    start = passage.text.index(word)
    return Span(start=start, end=start + len(word))


FOUND_BY_BOTH = Match(
    passage=STEPS,
    highlights=[span(STEPS, "Silence"), span(STEPS, "Students")],
    score=0.9,
    why=Why(
        reason=MatchReason(kind="words_in_passage", words=["silence", "students"]),
        matched_words=["silence", "students", "Silence"],
        meaning=Placement(rank=1, score=0.71),
        words=Placement(rank=2, score=0.85),
    ),
)
FOUND_BY_MEANING = Match(
    passage=HESHTJA,
    highlights=[span(HESHTJA, "Heshtja")],
    score=0.5,
    why=Why(
        reason=MatchReason(kind="near_words", words=["Heshtja"]),
        matched_words=["Heshtja"],
        meaning=Placement(rank=2, score=0.55),
        words=None,
        by_meaning=True,
        cross_language=True,
    ),
)
FURTHER = Match(
    passage=STEPS.model_copy(update={"ordinal": 5, "page": 6, "text": "A second look at votes."}),
    highlights=[],
    score=0.4,
    why=Why(matched_words=[], meaning=Placement(rank=3, score=0.5), words=None),
)
FOUND_EVIL = Match(
    passage=ATTACK,
    highlights=[span(ATTACK, "<script>"), span(ATTACK, "**bold**")],
    score=0.3,
    why=Why(
        reason=MatchReason(kind="kin_in_title", words=[HOSTILE]),
        matched_words=[HOSTILE],
        meaning=None,
        words=Placement(rank=1, score=0.3),
    ),
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
    "cycle": [
        FacetValue(value="any", label="Any cycle", count=1),
        FacetValue(value="bachelor", label="Bachelor", count=2),
        FacetValue(value="first-year", label="First year", count=1),
    ],
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
NAMED = {  # what the API finds for what is typed
    "nurs": [Discipline(code="0913", label="Nursing", count=1, parts=[])],
    "fiz": [Discipline(code="0533", label="Physics", count=2, parts=[])],
}
EXAMPLES = {
    passage.id: Example(
        id=passage.id,
        resource_id=resource.id,
        title=resource.title,
        heading_path=passage.heading_path,
        language=passage.language,
    )
    for passage, resource in ((STEPS, SILENT), (HESHTJA, ALBANIAN), (ATTACK, EVIL))
}
COMPLETIONS = [
    Completion(kind="strategy", text="Peer instruction", value="peer-instruction"),
    Completion(kind="title", text=SILENT.title, value=SILENT.id),
    Completion(kind="title", text=HOSTILE, value=EVIL.id),
    Completion(kind="author", text="Petra Peeva", value="petra peeva"),
]


def next_questions(question: str, filters: dict[str, list[str]]) -> list[NextQuestion]:
    """Return what the API proposes when nothing is close to a question."""
    wider = {name: values for name, values in filters.items() if name != "language"}
    fewer = NextQuestion(kind="fewer_filters", label="language", q=question, filters=wider)
    return [
        *([fewer] if "language" in filters else []),
        NextQuestion(kind="plain_words", label=question, q=question, filters=filters),
        NextQuestion(kind="broader_terms", label="gravity", q="gravity", filters=filters),
        NextQuestion(
            kind="discipline", label="Physics", q="Physics", filters={"discipline": ["0533"]}
        ),
        NextQuestion(
            kind="strategy",
            label="Peer instruction",
            q="Peer instruction",
            filters={"strategy": ["peer-instruction"]},
        ),
    ]
