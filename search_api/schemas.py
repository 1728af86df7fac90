"""The wire models: what the service takes and answers. `ui` imports this, the other files of wire
models (`..._schemas.py`), the limits, and nothing else of ours.

They are models of their own, not the indexer's values: the inside may change, the wire may not.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.limits import MOST_HITS


class Wire(BaseModel):
    """What every wire model has in common: it never changes once made.

    Fields may be added within /v1, so whoever reads an answer passes over those they do not know.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


Band = Literal["strong", "possible", "weak"]
PassageRole = Literal[
    "text", "front", "contents", "references", "legal", "thanks", "notice", "header"
]
NamedBy = Literal[
    "doi",
    "file",
    "title",
    "title_in_question",
    "part_of_title",
    "author_and_year",
    "author",
    "code",
]
ReasonKind = Literal[
    "words_in_passage",
    "kin_in_passage",
    "kin_in_title",
    "kin_in_headings",
    "may_translate",
    "near_words",
    "meaning",
]
RecommendedBy = Literal[
    "in_field",
    "in_wider_field",
    "same_field",
    "same_problem",
    "same_strategy",
    "same_strategy_elsewhere",
    "shares_words",
    "close_meaning",
    "only_strategy",
    "only_problem",
    "only_type",
    "only_setting",
    "only_institution",
    "only_language",
    "typical",
    "tests_strategy",
    "tests_problem",
    "practises_strategy",
    "practises_problem",
]
Score = Annotated[float, Field(ge=0, le=1)]


class Concept(Wire):
    """A term of a vocabulary, with its label in the reader's language."""

    id: str = Field(examples=["0533"])
    label: str = Field(examples=["Physics"])


class Version(Wire):
    """One version of a work: an original, a translation, another format, an edited copy."""

    id: str
    title: str
    language: str | None
    media_type: str
    format: str = Field(description="What people call the media type.", examples=["PDF"])
    relation: Literal["original", "translation", "version", "copy"]


class Gist(Wire):
    """What a work is about in the reader's language: from its version in that language."""

    id: str = Field(description="The version's.")
    title: str
    abstract: str | None
    language: str


class Proposed(Wire):
    """A value that nobody described: the classifier proposes it, with the sentence it goes by."""

    field: str = Field(examples=["discipline"])
    value: Concept
    confidence: float = Field(ge=0, le=1)
    evidence: str


class Resource(Wire):
    """A teaching resource as a list shows it."""

    id: str = Field(examples=["peer-instruction-first-year-physics"])
    title: str
    authors: list[str]
    institution: str | None
    year: int | None
    language: str | None = Field(description="BCP 47 tag.", examples=["sr-Cyrl"])
    disciplines: list[Concept] = Field(description="ISCED-F 2013 fields, most fitting first.")
    type: Concept | None
    strategies: list[Concept]
    class_size: Concept | None = None
    mode: Concept | None = Field(default=None, description="On site, online, blended.")
    cycle: Concept | None = Field(default=None, description="Level of the students.")
    minutes: int | None = Field(default=None, description="Contact time.")
    licence: str | None = Field(description="SPDX identifier.", examples=["CC-BY-4.0"])
    reuse: list[Concept] = Field(
        default=[],
        description="What must be minded before it is handed out, besides naming the author: "
        "`noncommercial`, `no_derivatives`, `share_alike`, `no_licence`, `other_licence`, with a "
        "sentence in the reader's language.",
    )
    abstract: str | None
    media_type: str = Field(examples=["application/pdf"])
    format: str = Field(description="What people call the media type.", examples=["PDF"])
    page_count: int | None
    added: str | None = Field(
        default=None,
        description="When it came into the index: ISO 8601, UTC.",
        examples=["2026-11-27T14:00:00+00:00"],
    )
    versions: list[Version] = Field(
        default=[], description="All versions of its work, itself among them; none when alone."
    )
    gist: Gist | None = Field(
        default=None,
        description="Its title and abstract in `reader_language`, where a version has them and it "
        "is in another language itself.",
    )


class Span(Wire):
    """A stretch of a text, in characters from its beginning."""

    start: int
    end: int


class Table(Wire):
    """A stretch of a passage that is a table: in its text a row a line, cells parted by bars."""

    start: int
    end: int
    rows: list[list[Span]] = Field(description="The cells of each row, as stretches of the text.")
    header: list[str] = Field(
        default=[], description="Its first row, where the passage begins below that."
    )


class Passage(Wire):
    """A piece of a resource's text."""

    id: str = Field(
        description="Its address, for `like`, `unlike` and /v1/passages/{id}: its resource and a "
        "name made of its text, so that it outlives every new indexing.",
        examples=["peer-instruction-first-year-physics~k7m2qd0ab3kd9s0v"],
    )
    ordinal: int = Field(description="Its place in the resource, from 0.")
    text: str
    heading_path: list[str]
    page: int | None = Field(description="First page of the passage; null without pages.")
    language: str
    role: PassageRole = Field(
        default="text",
        description="What it is. Only text is shown as an answer, where there is any.",
    )
    tables: list[Table] = []


class Placement(Wire):
    """How one retriever placed a passage."""

    rank: int = Field(description="1 is first.")
    score: Score = Field(description="The retriever's own, 0 to 1; `Why` says what it is.")


class MatchReason(Wire):
    """Why a passage was chosen, for a screen to say in the reader's language. True of its text."""

    kind: ReasonKind = Field(
        description="`words_in_passage`: words of the question; `kin_in_...`: such, or words "
        "with the same stem, in the passage, in the title of the resource, in the headings of the "
        "passage; `may_translate`: translations of its words, in one of their senses; "
        "`near_words`: the key words of the passage nearest to it; `meaning`: no word at all."
    )
    words: list[str] = Field(description="The words, as they are written there.")


class Why(Wire):
    """Why a passage was chosen."""

    reason: MatchReason = MatchReason(kind="meaning", words=[])

    matched_words: list[str] = Field(
        description="Words of the passage that the question has too; where it has none "
        "(`by_meaning`), the key words of the passage nearest to the question."
    )
    meaning: Placement | None = Field(
        description="Dense retrieval. Its score is the cosine between the passage and the "
        "whitened question vector, 0 where it is negative. Null when it did not place the passage."
    )
    words: Placement | None = Field(
        description="Lexical retrieval. Its score is BM25 divided by the greatest possible. "
        "Null when it did not place the passage."
    )
    by_meaning: bool = Field(
        default=False, description="True when the passage has no word of the question."
    )
    cross_language: bool = Field(
        default=False, description="Question and passage are in different languages."
    )


class Match(Wire):
    """A passage that answers, with the words that match and the reason it was chosen."""

    passage: Passage
    highlights: list[Span] = Field(description="Stretches of `passage.text` to emphasise.")
    answer: Span | None = Field(
        default=None,
        description="The sentence, or row of a table, of `passage.text` nearest to the question.",
    )
    score: Score = Field(
        description="What the passages are sorted by: the weighted mean of both retrievers' "
        "scores, 0 (nothing in common) to 1. No probability, and comparable within one answer only."
    )
    why: Why


class Hit(Wire):
    """A resource that answers, with its best passages, best first."""

    resource: Resource
    score: Score = Field(
        description="That of its best passage, 0 to 1; comparable within one answer only. What is "
        "`named` comes first whatever its score. `band` is for people."
    )
    band: Band
    matches: list[Match]
    named: bool = Field(default=False, description="True when it is asked for by name.")
    named_by: NamedBy | None = Field(
        default=None,
        description="By which name: its DOI, its file's name, its title (`title_in_question`: it "
        "stands in a longer question; `part_of_title`: the question is a part of it), its author, "
        "also with the year, or a `code` in its text (DOI, ISBN, ISSN, arXiv number, course code).",
    )
    reading: Literal["own", "english", "other"] | None = Field(
        default=None, description="Whether the reader reads its language; null without `reads`."
    )


class FacetValue(Wire):
    """A value that the results can be narrowed to."""

    value: str
    label: str
    count: int = Field(description="Works; in an answer, its `total` once this value is chosen.")


class NextQuestion(Wire):
    """Another question to ask when nothing is close: `q` and `filters` as the address has them."""

    kind: Literal["fewer_filters", "plain_words", "broader_terms", "discipline", "strategy"]
    label: str = Field(description="What it is about: the facet left out, the words, the term.")
    q: str
    filters: dict[str, list[str]]


class Completion(Wire):
    """What a half-typed question may become."""

    kind: Literal["title", "strategy", "author"]
    text: str
    value: str = Field(description="A resource's id, or the value of the facet `kind`.")


class Completions(Wire):
    """Suggestions while typing, best first."""

    items: list[Completion]


class Example(Wire):
    """A passage of `like` or `unlike`, with what a reader recognises it by."""

    id: str = Field(description="As it was asked for.")
    changed: bool = Field(
        default=False, description="Its text has changed: the nearest passage takes its place."
    )
    resource_id: str
    title: str = Field(description="Of its resource.")
    heading_path: list[str]
    language: str


NextPage = Annotated[
    str | None,
    Field(description="The address of the next page, which `Link` names too; null on the last."),
]


FeedAddress = Annotated[
    str | None,
    Field(description="The address of the Atom feed that tells what is new of this."),
]


class SearchAnswer(Wire):
    """The answer to a question."""

    query: str
    total: int = Field(
        description="How many works are listed, `hits` being a part of them: those that match, "
        "strong and possible; the nearest few when nothing does; with `weaker`, all that are near."
    )
    weaker: int = Field(default=0, description="How many more `weaker` would list.")
    offset: int
    next: NextPage = None
    feed: FeedAddress = None
    hits: list[Hit]
    facets: dict[str, list[FacetValue]] = Field(description="The values of the listed resources.")
    nothing_close: bool = Field(description="True when nothing matches: all hits are weak.")
    outside_language: Concept | None = Field(
        default=None,
        description="The language that the question looks to be in, where it is none of those that "
        "are searched in; then no hit is strong by its text.",
    )
    did_you_mean: str | None = Field(
        default=None,
        description="The question with misspelt words corrected; on the first page only.",
    )
    next_questions: list[NextQuestion] = Field(
        default_factory=list, description="What to try instead; given when nothing is close."
    )
    examples: list[Example] = Field(
        default=[], description="The passages of `like` and `unlike` that the index has."
    )
    generation: str = Field(description="The published index that answered.")
    took_ms: float


class ResourcePage(Wire):
    """Everything about one resource."""

    resource: Resource
    keywords: list[str]
    doi: str | None
    translation_of: str | None
    affiliations: list[str] = Field(
        default=[], description="Bodies that its authors belong to, as it lists them."
    )
    course: str | None = Field(default=None, description="The course it was used in.")
    contributor: str | None = Field(default=None, description="Who shared it.")
    contact: str | None = Field(
        default=None,
        description="Where the contributor wishes to be asked: an e-mail or web address that they "
        "gave themselves.",
    )
    provenance: dict[str, str] = Field(description="Where each piece of metadata came from.")
    added: str
    page: str | None = Field(
        default=None,
        description="The address of its page for people, to share and to cite.",
        examples=["https://search.example.edu/api/d/peer-instruction-first-year-physics"],
    )
    file_name: str = Field(
        description="Name of the file. Of one inside an archive or exported course, the way to it: "
        "`course.mbz › Week 3 › reading.pdf`."
    )
    pages: Literal["shown", "none", "needs_libreoffice"] = Field(
        default="none",
        description="Whether the page of a passage can be seen at /v1/passages/{id}/page.png: not "
        "where the format has none, or it takes LibreOffice and that is not installed.",
    )
    passages: list[Passage]
    proposed: list[Proposed] = Field(
        default=[],
        description="Values that the classifier proposes for missing metadata.",
    )


class PassagePage(Wire):
    """One passage in its place."""

    passage: Passage
    changed: bool = Field(
        description="True when the text that was asked for is no longer there: `passage` is then "
        "the one of the resource that resembles it most."
    )
    before: Passage | None = Field(description="The passage before it; null at the beginning.")
    after: Passage | None = Field(description="The passage after it; null at the end.")
    resource: Resource


class ResourceList(Wire):
    """A page of the list of resources."""

    total: int
    offset: int
    next: NextPage = None
    feed: FeedAddress = None
    resources: list[Resource]
    facets: dict[str, list[FacetValue]]


class Reason(Wire):
    """One reason for a recommendation: its kind, and what it is about."""

    kind: RecommendedBy = Field(
        description="`same_strategy_elsewhere`: in no field of the other; `shares_words`: words "
        "that the texts of both have; `close_meaning`: only their passages are near; `only_...`: "
        "no other resource of this list has it; `typical`: nothing sets it apart, it is near to "
        "what the field's texts have in common; `tests_...`: research on it; `practises_...`: "
        "practice of what the research is about."
    )
    values: list[str] = Field(
        description="Labels in the reader's language; for `shares_words` the words as the "
        "recommended one writes them."
    )


class AlikePassage(Wire):
    """A passage of a recommended resource that is like one of the resource asked about."""

    passage: Passage
    like: str = Field(description="The address of the passage that it is like.")


class Evidence(Wire):
    """A kind of evidence that research rests on, and the sentence that says so."""

    kind: Concept = Field(description="Of the vocabulary `evidence_kinds`.")
    sentence: str
    passage: str = Field(description="The address of the sentence's passage.")


class Recommended(Wire):
    """A resource that is recommended, and why."""

    resource: Resource
    score: Score = Field(
        description="How well it fits, 0 to 1; comparable within one list only, whose order also "
        "keeps the resources from being all alike."
    )
    reason: str = Field(description="Why, as one sentence in `reader_language`.")
    reasons: list[Reason] = Field(default=[], description="All that can be said, the best first.")
    seed: str | None = Field(
        default=None, description="The resource of those asked about that it is most like."
    )
    passages: list[AlikePassage] = Field(
        default=[], description="The passages that made it related, the nearest first."
    )
    evidence: list[Evidence] = Field(
        default=[],
        description="Of research: the kinds of evidence its text names, strongest first.",
    )


class LeftOut(Wire):
    """A filter that leaves nothing, and how many works there are without it."""

    facet: str = Field(examples=["language"])
    values: list[Concept]
    works: int


class Recommendations(Wire):
    """Recommended resources, best first."""

    items: list[Recommended]
    field: Concept | None = Field(default=None, description="The field asked for.")
    wider: Concept | None = Field(
        default=None,
        description="The widest field that was gone up to, where the one asked for has too few.",
    )
    instead: list[Concept] = Field(
        default=[], description="When a discipline has none: the fields that have resources."
    )
    left_out: list[LeftOut] = Field(
        default=[],
        description="When nothing is left by the filters: each without which something is.",
    )


class Discipline(Wire):
    """An ISCED-F field with the number of resources in it and in its parts."""

    code: str = Field(examples=["053"])
    label: str = Field(examples=["Physical sciences"])
    count: int
    parts: list["Discipline"]


class VocabularyName(Wire):
    """A vocabulary: what the values of one facet mean."""

    name: str = Field(examples=["strategies"])
    title: str
    concepts: int
    facet: str | None = Field(description="The filter that takes its ids.", examples=["strategy"])


class Term(Wire):
    """A concept of a vocabulary, with what it is called in every language that has a word."""

    id: str = Field(examples=["think-pair-share"])
    label: str = Field(description="In the reader's language.")
    labels: dict[str, str] = Field(description="By BCP 47 tag.")
    definition: str = Field(description="In the reader's language, where it is translated.")
    definition_language: str = Field(default="en", description="The language it is in.")
    parent: str | None = Field(description="The wider concept.")
    uri: str | None = Field(description="Its name on the web, where it has one.")


class VocabularyPage(Wire):
    """A vocabulary with all its concepts, in their order."""

    name: str
    title: str
    terms: list[Term]


class Readiness(Wire):
    """Whether the service can answer, and with what."""

    ready: bool
    resources: int
    passages: int
    generation: str | None
    encoder: str | None


class WrongField(Wire):
    """A parameter that is refused."""

    field: str = Field(examples=["like"])
    detail: str = Field(examples=["Input should be a valid integer."])


class Problem(Wire):
    """An error as RFC 9457 has it, with the cure."""

    type: str = Field(
        default="about:blank",
        description="A URI for what a program may want to tell apart: "
        "`urn:balkanetup:only-exclusions`, a question that only says what to leave out; "
        "`urn:balkanetup:no-keys`, nobody was ever given a key; "
        "`urn:balkanetup:busy`, too many questions at once, which is soon over.",
    )
    title: str
    status: int
    detail: str
    cure: str = Field(default="", description="What to do about it.")
    field: str | None = Field(default=None, description="The parameter that is refused, if any.")
    errors: list[WrongField] | None = Field(
        default=None, description="All parameters that are refused, where there may be several."
    )


Limit = Annotated[int, Field(ge=1, le=MOST_HITS)]
