"""The vocabularies: which values the filters take, and what they are called."""

from fastapi import APIRouter, Request

from indexer.errors import NotFound
from indexer.metadata.facets import VOCABULARIES
from indexer.taxonomy import load
from indexer.taxonomy.vocabulary import NAMES
from search_api import freshness, presenters, schemas
from search_api.dependencies import ReaderLanguage

router = APIRouter(tags=["vocabularies"])
_FACETS = {vocabulary: facet for facet, vocabulary in VOCABULARIES.items()}


@router.get("/v1/vocabularies")
def list_vocabularies(request: Request) -> list[schemas.VocabularyName]:
    """List the vocabularies, each with the filter that takes its ids."""
    freshness.check_software(request)
    return [
        schemas.VocabularyName(
            name=name,
            title=load(name).title,
            concepts=len(load(name)),
            facet=_FACETS.get(name),
        )
        for name in NAMES
    ]


@router.get("/v1/vocabularies/{name}")
def show_vocabulary(
    request: Request, name: str, reader_language: ReaderLanguage = "en"
) -> schemas.VocabularyPage:
    """Show all concepts of a vocabulary, with their labels in every language."""
    if name not in NAMES:
        cure = f"Use {', '.join(NAMES)}."
        raise NotFound(f"There is no vocabulary {name!r}.", cure=cure)
    freshness.check_software(request)
    return presenters.vocabulary_page(load(name), reader_language)
