"""The fields of `Metadata`: everything that is known of each, in one table.

How a field is read, corrected, proposed, filtered by, counted and labelled follows from here.
To add one, add it to `Metadata` and to this table, and its words to `ui/strings/` where a screen
shows it; a field whose values are concepts needs their file in `taxonomy/data/` too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from indexer.domain import Metadata
from indexer.metadata import values
from indexer.metadata.institutions import one_name
from indexer.taxonomy import load
from indexer.text.folding import fold

# What describes one document alone, and no archive or course with several in it.
OF_ONE_DOCUMENT = ("identifier", "title", "doi", "abstract", "translation_of")


def _unchanged(value: Any) -> Iterable[str]:
    return value if isinstance(value, tuple) else (str(value),)


def _with_wider_fields(codes: Iterable[str]) -> Iterable[str]:
    """A discipline counts for its wider fields too: 0541 is also in 054 and 05."""
    return (code[:length] for code in codes for length in range(2, len(code) + 1))


def _in_context(vocabulary: str) -> Callable[[str], Iterable[str]]:
    """Return what a value counts for: itself, what is above it (the first year is in the
    bachelor's), and what it covers (what suits any class size suits a large class)."""

    def counted(value: str) -> Iterable[str]:
        concepts = load(vocabulary)
        concept = concepts.get(value)
        covered = concept.covers if concept else ()
        return (value, *(above.id for above in concepts.ancestors(value)), *covered)

    return counted


@dataclass(frozen=True, slots=True)
class Field:
    """One field of `Metadata`.

    `keys` may give it in a sidecar, a manifest, front matter or a document's properties, the
    preferred one first; what `ambiguous_keys` give often means something else, so a bad value
    there is no mistake of the writer. `parse` makes a value of what is written, or raises
    BadValueError.

    `vocabulary` has the labels of its values. Where `concept` says what they must be ("a study
    cycle"), no other values than its concepts are taken.

    `facet` is the name by which the API filters and counts it, `facet_values` what a value counts
    for. `option` is what `balkanetup resource edit` calls it, with `help`.
    """

    name: str
    keys: tuple[str, ...]
    parse: Callable[[object], object]
    ambiguous_keys: frozenset[str] = frozenset()
    vocabulary: str = ""
    concept: str = ""
    facet: str = ""
    facet_values: Callable[[Any], Iterable[str]] = _unchanged
    option: str = ""
    help: str = ""

    @property
    def many(self) -> bool:
        """Whether it has any number of values."""
        return isinstance(self.empty, tuple)

    @property
    def empty(self) -> Any:
        """What it is when nothing is known: None, or () where it may have many values."""
        return getattr(_EMPTY, self.name)

    @property
    def public_name(self) -> str:
        """What the API calls it."""
        return self.facet or self.name

    def is_empty(self, metadata: Metadata) -> bool:
        """Whether `metadata` says nothing in this field."""
        return getattr(metadata, self.name) in (None, ())


_EMPTY = Metadata()

FIELDS = (
    Field("identifier", ("id", "identifier"), values.text, frozenset({"identifier"})),
    Field(
        "title",
        ("title", "dc:title", "dcterms:title", "citation_title", "og:title"),
        values.text,
        option="title",
        help="Title, as readers see it.",
    ),
    Field(
        "authors",
        ("authors", "author", "dc:creator", "dcterms:creator", "citation_author", "creator"),
        values.authors,
        facet="author",
        facet_values=lambda names: map(fold, names),
        option="author",
        help="Name of an author: Ana Marković",
    ),
    Field(
        "institution",
        (
            *("institution", "organisation", "organization", "affiliation", "dc:publisher"),
            *("dcterms:publisher", "citation_publisher", "publisher"),
        ),
        values.text,
        facet="institution",
        facet_values=lambda written: (one_name(written),),
        option="institution",
        help="Where it is from: University of Tirana.",
    ),
    Field(
        "affiliations",
        ("affiliations", "affiliations_of_authors", "citation_author_institution"),
        values.bodies,
        option="affiliation",
        help="A body that its authors belong to: University of Zagreb",
    ),
    Field(
        "year",
        (
            *("year", "date", "published", "publication_date", "dc:date", "dcterms:issued"),
            *("dcterms:date", "citation_publication_date", "citation_date", "citation_year"),
            *("issued", "article:published_time", "created", "dcterms:created"),
        ),
        values.year,
        frozenset({"dc:date", "dcterms:date", "created", "dcterms:created"}),
        facet="year",
        option="year",
        help="Year, four digits: 2024.",
    ),
    Field(
        "language",
        ("language", "lang", "dc:language", "dcterms:language", "citation_language"),
        values.language,
        vocabulary="languages",
        facet="language",
        option="language",
        help="A tag: en, sq, sr-Cyrl.",
    ),
    Field(
        "disciplines",
        ("disciplines", "discipline", "isced", "isced_f"),
        values.disciplines,
        vocabulary="isced_f",
        concept="an ISCED-F 2013 field",
        facet="discipline",
        facet_values=_with_wider_fields,
        option="discipline",
        help="ISCED-F code or name",
    ),
    Field(
        "type",
        ("type", "resource_type"),
        values.slug,
        vocabulary="resource_types",
        concept="a type of resource",
        facet="type",
        option="type",
        help="Type of resource.",
    ),
    Field(
        "strategies",
        ("strategies", "strategy", "teaching_strategies"),
        values.slugs,
        vocabulary="strategies",
        concept="a teaching strategy",
        facet="strategy",
        option="strategy",
        help="Teaching strategy",
    ),
    Field(
        "class_size",
        ("class_size",),
        values.text,
        vocabulary="class_size",
        concept="a class size",
        facet="class_size",
        facet_values=_in_context("class_size"),
        option="class_size",
        help="Size of the class: small is under 25, large over 60.",
    ),
    Field(
        "mode",
        ("mode",),
        values.text,
        vocabulary="mode",
        concept="a mode of teaching",
        facet="mode",
        facet_values=_in_context("mode"),
        option="mode",
        help="Mode of teaching.",
    ),
    Field(
        "cycle",
        ("cycle", "level"),
        values.text,
        vocabulary="cycle",
        concept="a study cycle",
        facet="cycle",
        facet_values=_in_context("cycle"),
        option="cycle",
        help="Level of study.",
    ),
    Field(
        "minutes",
        ("time_needed", "minutes", "duration"),
        values.minutes,
        frozenset({"duration"}),
        option="minutes",
        help="Contact time: 90, 1.5 h.",
    ),
    Field(
        "licence",
        ("licence", "license", "dc:rights", "dcterms:license", "dcterms:rights", "rights"),
        values.licence,
        frozenset({"rights", "dc:rights", "dcterms:rights"}),
        vocabulary="licences",
        facet="licence",
        option="licence",
        help="SPDX identifier: CC-BY-4.0.",
    ),
    Field(
        "doi",
        ("doi", "citation_doi", "dc:identifier", "dcterms:identifier"),
        values.doi,
        frozenset({"dc:identifier", "dcterms:identifier"}),
        option="doi",
        help="DOI: 10.1234/abc.",
    ),
    Field(
        "keywords",
        ("keywords", "tags", "dc:subject", "dcterms:subject", "citation_keywords"),
        values.items,
        option="keyword",
        help="Keyword",
    ),
    Field(
        "abstract",
        (
            *("abstract", "summary", "description", "dc:description", "dcterms:abstract"),
            *("dcterms:description", "og:description", "citation_abstract"),
        ),
        values.text,
        option="abstract",
        help="Abstract, some sentences.",
    ),
    Field(
        "translation_of",
        ("translation_of",),
        values.text,
        option="translation_of",
        help="Id of the original.",
    ),
    Field(
        "course",
        ("course", "course_name"),
        values.text,
        option="course",
        help="The course it was used in: Physics 1.",
    ),
    Field(
        "contributor",
        ("contributor", "shared_by", "contributed_by"),
        values.person,
        option="contributor",
        help="Who shared it: Ana Marković.",
    ),
    Field(
        "contact",
        ("contact",),
        values.contact,
        option="contact",
        help="Where the contributor wishes to be asked: ana@example.edu.",
    ),
    Field(
        "answers",
        ("answers", "answers_request"),
        values.request_ids,
        option="answers",
        help="Id of an open request that it answers",
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
