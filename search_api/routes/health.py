"""Whether the service lives, and whether it can answer."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from indexer.errors import NoIndex
from search_api import schemas
from search_api.operations import store_trouble
from search_api.problems import NothingPulled
from search_api.retrieval.index_reader import IndexReader, Searcher

router = APIRouter(tags=["health"])


def _open_newest(request: Request) -> Iterator[Searcher]:
    """Yield the newest state of the index. Raises NothingPulled where a store is why there is none.

    Without an ETag: nobody may answer for us from what they kept.
    """
    reader: IndexReader = request.app.state.index_reader
    try:
        with reader.searcher() as searcher:
            yield searcher
    except NoIndex:
        if trouble := store_trouble.read(request.app.state.settings):
            raise NothingPulled(trouble) from None
        raise


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process lives. Not in a thread: it never waits for searches."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(
    request: Request, index: Annotated[Searcher, Depends(_open_newest)]
) -> schemas.Readiness:
    """Say that the service can answer, and with what; 503 with the cure when it cannot.

    Without the server of the vectors, where there is one, it still can: by words only. With
    damaged files too: from whole ones. A replica whose store fails does from what came before.
    """
    counts = index.catalogue.counts()
    return schemas.Readiness(
        ready=True,
        resources=counts["resources"],
        passages=counts["passages"],
        generation=index.generation,
        encoder=index.encoder.fingerprint,
        words_only=index.trouble() is not None,
        damaged=request.app.state.index_reader.is_damaged,
        store_trouble=store_trouble.read(request.app.state.settings),
    )
