"""Disciplines: how many resources each has, and what is recommended for one."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter

from indexer.catalogue import finding
from indexer.metadata.facets import label
from indexer.taxonomy import load
from search_api import schemas
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage, Reads
from search_api.limits import LONGEST
from search_api.recommend import for_discipline
from search_api.recommended import in_field, recommendations
from search_api.retrieval.language_tags import read_languages

router = APIRouter(tags=["disciplines"])

FILTERS_OF_FIELD = [part for part in FILTER_PARAMETERS if part["name"] != "discipline"]

Named = Annotated[
    str,
    Parameter(
        max_length=LONGEST,
        description="The beginnings of words of a field's name, in any of the nine languages, with "
        "or without diacritics: `nurs`. The fields named so are listed flat, most fitting first.",
        examples=["nurs"],
    ),
]


@router.get("/v1/disciplines")
def list_disciplines(
    index: Index, q: Named = "", reader_language: ReaderLanguage = "en"
) -> list[schemas.Discipline]:
    """List the ISCED-F fields that have resources, as a tree, with counts; or those named so."""
    counts = finding.facet_counts(index.catalogue).get("discipline", {})
    if not q.strip():
        return _tree(counts, "", 2, reader_language)
    return [
        _discipline(concept.id, counts, reader_language, ())
        for concept in load("isced_f").named_like(q)
        if concept.id in counts
    ]


@router.get("/v1/recommendations", openapi_extra={"parameters": FILTERS_OF_FIELD})
def recommend(
    index: Index,
    filters: Filters,
    discipline: Annotated[
        str,
        Parameter(
            max_length=LONGEST,
            description="ISCED-F 2013 code of 2 to 4 digits, or the name of a field in any of the "
            "nine languages. What is neither is refused with 422, naming the nearest. Where a "
            "field has too few, its wider fields follow (`wider`); where these are empty too, "
            "`instead` has the fields of the collection.",
            examples=["0533"],
        ),
    ],
    k: schemas.Limit = 10,
    reads: Reads = None,
    reader_language: ReaderLanguage = "en",
) -> schemas.Recommendations:
    """Recommend materials for teaching in a discipline, unlike each other, with reasons."""
    others = {name: values for name, values in filters.items() if name != "discipline"}
    choice = for_discipline(index, discipline, k, others, read_languages(reads or ()))
    answer = recommendations(index.catalogue, choice.suggestions, reader_language)
    counts = finding.facet_counts(index.catalogue).get("discipline", {})
    return in_field(answer, choice.code, choice.widest, reader_language, counts)


def _tree(
    counts: dict[str, int], parent: str, digits: int, language: str
) -> list[schemas.Discipline]:
    codes = sorted(code for code in counts if len(code) == digits and code.startswith(parent))
    return [
        _discipline(code, counts, language, _tree(counts, code, digits + 1, language))
        for code in codes
    ]


def _discipline(
    code: str, counts: dict[str, int], language: str, parts: Sequence[schemas.Discipline]
) -> schemas.Discipline:
    name = label("discipline", code, language)
    return schemas.Discipline(code=code, label=name, count=counts[code], parts=list(parts))
